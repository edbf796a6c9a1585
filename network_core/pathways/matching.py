"""Which offers answer a step, for a page.

`answers` says the same for all networks at once; a test holds both together.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from network_core.directory.models import Offer
from network_core.directory.visibility import SCHEME_FIELDS
from network_core.networks.models import Network
from network_core.pathways.models import PathwayStep
from network_core.taxonomy.models import Term

HOTLINE_FORMAT = "hotline"


def valid_offers(network: Network) -> Q:
    """The offers that may fill a pathway on the site of `network`, as a condition on offers.

    Those of the network's list. On the umbrella's site a pathway is read from all over Germany,
    so that of all offers it has its own and the national ones.
    """
    shown = Q(pk__in=Offer.objects.shown_by(network).order_by().values("pk"))
    return shown & (Q(steward=network) | Q(nationwide=True)) if network.is_umbrella else shown


def sorted_under(scheme: str, term_ids: Iterable[int]) -> Q:
    """Offers with one of the terms, or with a term below one; the taxonomy has three levels."""
    ids = list(term_ids)
    through = getattr(Offer, SCHEME_FIELDS[scheme]).through
    meant = Q(term__in=ids) | Q(term__parent__in=ids) | Q(term__parent__parent__in=ids)
    return Q(pk__in=through.objects.filter(meant).values("offer_id"))


def terms_by_scheme(step: PathwayStep) -> dict[str, list[Term]]:
    """The terms of a step, by scheme."""
    found: dict[str, list[Term]] = defaultdict(list)
    for term in step.terms.all():
        found[term.scheme_id].append(term)
    return dict(found)


def matching(step: PathwayStep) -> Q | None:
    """Offers that answer `step`, as a condition on offers; None when the step asks for none.

    Those that the step names itself; and those with its terms: terms of one scheme widen, schemes
    narrow, a term includes what lies below it, as in the filters of the list of offers.
    """
    conditions = []
    schemes = terms_by_scheme(step)
    if schemes:
        by_terms = Q()
        for scheme, terms in schemes.items():
            by_terms &= sorted_under(scheme, [term.pk for term in terms])
        conditions.append(by_terms)
    if fixed := step.fixed_offer_ids:
        conditions.append(Q(pk__in=fixed))
    if not conditions:
        return None
    found = conditions[0]
    for condition in conditions[1:]:
        found |= condition
    return found
