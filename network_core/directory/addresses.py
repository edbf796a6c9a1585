"""Where a shared record is shown, and which of its addresses is the canonical one."""

from django.conf import settings

from network_core.networks.models import Network

OFFER_SECTION = "angebote"
PARTNER_SECTION = "partner"


def record_path(section: str, slug: str, language: str) -> str:
    """The path of a record; it is the same on every network's site."""
    return f"/{language}/{section}/{slug}/"


def canonical_network(steward: Network, language: str, umbrella: Network | None) -> Network:
    """The network whose site is canonical for a record of `steward` in `language`.

    The steward's site if it has the language, else the umbrella's if that has it, else the
    steward's again.
    """
    if steward.offers_language(language) or umbrella is None:
        return steward
    return umbrella if umbrella.offers_language(language) else steward


def canonical_language(network: Network, language: str) -> str:
    """`language` if the network has it, else German, which every network has."""
    return language if network.offers_language(language) else settings.LANGUAGE_CODE
