"""Whom to ask about an offer."""

from network_core.directory.models import ContactPoint, Offer

EMAIL = ContactPoint.Kind.EMAIL


def check_address(offer: Offer) -> str:
    """The address to ask whether the offer is still right, in lower case; empty without one.

    Its own address for checks, that of its partner, the partner's public one, and at last the
    first public one of the offer. Read `partner` and `contacts` along with the offers.
    """
    partner = offer.partner
    found = [offer.check_email]
    if partner is not None:
        found += [partner.check_email, partner.email]
    found += [contact.value for contact in offer.contacts.all() if contact.kind == EMAIL]
    return next((address.strip().lower() for address in found if address.strip()), "")
