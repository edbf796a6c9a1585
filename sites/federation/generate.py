"""Making the federation: one transaction, all or nothing."""

from random import Random

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation
from wagtail.models import Locale

from network_core.directory.models import Offer, Partner
from network_core.directory.visibility import SCHEME_FIELDS
from network_core.networks.models import Network
from network_core.places.loading import load_places
from network_core.places.models import Place
from network_core.taxonomy.loading import load_taxonomy
from network_core.taxonomy.models import Term
from sites.federation.history import write_history
from sites.federation.life import write_life
from sites.federation.networks import LANGUAGES, make_networks
from sites.federation.plan import Plan, World
from sites.federation.records import write_offers, write_partners


def has_content() -> bool:
    """Whether there is anything in this database that somebody might miss."""
    return any(model._default_manager.exists() for model in (Network, Partner, Offer))


def without_time_limits() -> None:
    """Let this transaction take its time: nobody waits for it, and much is thought out in it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            cursor.execute("SET LOCAL statement_timeout = 0")


@transaction.atomic
def generate(plan: Plan) -> dict[str, int]:
    """Make what the plan says; returns what was made, and how many of it.

    Raises `ValueError` where the plan cannot be made. Rows are written in bulk: no signal is sent,
    and the search index is to be built afterwards.
    """
    if min(plan.networks, plan.years) < 1 or min(plan.offers, plan.partners) < 0:
        raise ValueError("There must be at least one network and one year.")
    without_time_limits()
    with translation.override(settings.LANGUAGE_CODE):
        load_taxonomy()
        if not Place.objects.exists():
            load_places()
        for code in LANGUAGES:
            Locale.objects.get_or_create(language_code=code)
        world = World(plan, Random(plan.seed))  # noqa: S311 - the same for the same seed
        make_networks(world)
        terms = Term.objects.filter(scheme__in=SCHEME_FIELDS).order_by("scheme", "slug")
        for term in terms:
            world.terms.setdefault(term.scheme_id, []).append(term)
        write_partners(world)
        write_offers(world)
        write_life(world)
        # The last step: it begins with what there is.
        write_history(world)
    return world.made
