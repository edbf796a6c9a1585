"""Which offers the public sees, and which of them one network shows."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Prefetch, Q, Value
from django.utils import timezone

from network_core.networks.known import known_networks
from network_core.networks.models import Network, RegionKey, RegionPostcode
from network_core.networks.openness import of_open_network, seen_on
from network_core.networks.regions import enclosing_keys
from network_core.networks.states import State
from network_core.taxonomy.models import Term
from network_core.words.models import WordsQuerySet

SCHEME_FIELDS = {
    "topic": "topics",
    "life_situation": "life_situations",
    "format": "formats",
    "audience": "audiences",
}


_SELECTED = "_selected_terms"
_HIDDEN = "_hidden_records"


class OfferQuerySet(WordsQuerySet):
    """Ways to find offers."""

    def public(self) -> Self:
        """Offers of open networks that are published: see `is_public`."""
        return self.filter(is_public())

    def public_on(self, site: Network) -> Self:
        """The same on the site of one network; on a closed one its team sees its own, too."""
        return self.filter(is_published(), seen_on(site, "steward"))

    def due_by(self, day: date) -> Self:
        """Offers whose next check is due on `day` or before."""
        return self.filter(check_plan__due_on__lte=day)

    def serving(self, network: Network) -> Self:
        """Offers that are national, or whose service area covers part of the network's region.

        Areas overlap when one region key begins with the other. Where the network and the area
        both name postcodes, they must share one.
        """
        return self.filter(_serves(network))

    def selected_by(self, network: Network) -> Self:
        """Offers that pass the network's selection: one of its terms in every scheme it names."""
        return self.filter(_is_selected_by(network))

    def shown_by(self, network: Network) -> Self:
        """Public offers in the list of one network.

        Its own; and of the others those that serve its region and pass its selection. The
        umbrella shows the offers of all networks. What the network hides is never among them.
        """
        return self.public_on(network).meant_for(network)

    def meant_for(self, network: Network) -> Self:
        """What `shown_by` finds, with what is not public (any more)."""
        kept = self.exclude(pk__in=network.hidden_offers.values("offer"))
        if network.is_umbrella:
            return kept
        return kept.filter(Q(steward=network) | _serves(network) & _is_selected_by(network))

    def reachable_on(self, network: Network) -> Self:
        """Public offers that have a page on the network's site: all but those that it hides."""
        return self.public_on(network).exclude(pk__in=network.hidden_offers.values("offer"))

    def former_on(self, network: Network) -> Self:
        """Offers whose address on the network's site tells what became of them.

        They have ended, were withdrawn, nobody has checked them for too long, or their network has
        ended. Those of a planned network never were public.
        """
        was_public = Q(live=True) | Q(check_plan__withdrawn_on__isnull=False)
        planned = Network.objects.filter(state=State.PLANNED).order_by().values("pk")
        return self.filter(was_public, ~is_public(), ~Q(steward__in=planned)).exclude(
            pk__in=network.hidden_offers.values("offer")
        )

    def own_first(self, network: Network) -> Self:
        """The network's own offers first, then regional ones, then national ones; by title."""
        return self.annotate(is_own=Q(steward=network)).order_by(
            F("is_own").desc(), "nationwide", "title", "pk"
        )

    def for_cards(self) -> Self:
        """Everything that a card in a list shows, in one query."""
        return self.select_related("partner", "steward", "check_plan")

    def for_page(self) -> Self:
        """Everything that an offer's own page shows, in a fixed number of queries."""
        verification = apps.get_model("directory", "Verification")
        return self.for_cards().prefetch_related(
            "topics",
            "life_situations",
            "contacts",
            "places",
            "hours",
            "spoken_languages",
            "service_areas",
            Prefetch("verifications", queryset=verification.objects.order_by("-checked_on", "-pk")),
        )


def is_public(path: str = "") -> Q:
    """What `OfferQuerySet.public()` asks, of rows that refer to an offer by `path` (`offer__`)."""
    return is_published(path) & of_open_network(f"{path}steward")


def is_published(path: str = "") -> Q:
    """Whether an offer is live, has not ended and is not hidden for want of a check.

    Offers that are hidden for want of a check are few, and looking for these is much quicker than
    joining every offer with its plan.
    """
    plans = apps.get_model("directory", "CheckPlan").objects.order_by()
    hidden = plans.filter(is_hidden_unchecked(), offer=OuterRef(f"{path}pk"))
    return Q(**{f"{path}live": True}) & has_not_ended(path) & ~Q(Exists(hidden))


def has_not_ended(path: str = "") -> Q:
    """Whether the last day of an offer, of rows that refer to it by `path`, is today or later."""
    last_day = f"{path}valid_until"
    return Q(**{f"{last_day}__isnull": True}) | Q(**{f"{last_day}__gte": timezone.localdate()})


def is_hidden_unchecked(path: str = "") -> Q:
    """Whether the plan of checks, referred to by `path` (`check_plan__`), hides its offer."""
    return Q(**{f"{path}hide_on__lt": timezone.localdate()})


def _serves(network: Network) -> Q:
    """Conditions on the offer's own row: a subquery over all offers is slow inside of another."""
    area = apps.get_model("directory", "ServiceArea")
    overlap = Q(pk__in=[])
    for key in network.area_keys:
        overlap |= Q(key__startswith=key) | Q(key__in=enclosing_keys(key))
    areas = area.objects.filter(overlap, offer=OuterRef("pk"))
    if network.area_postcodes:
        areas = areas.filter(Q(postcode="") | Q(postcode__in=network.area_postcodes))
    return Q(nationwide=True) | Q(Exists(areas))


def _is_selected_by(network: Network) -> Q:
    offer = apps.get_model("directory", "Offer")
    selected = Q()
    for scheme, wanted in selected_terms(network).items():
        through = getattr(offer, SCHEME_FIELDS[scheme]).through
        chosen = through.objects.filter(offer_id=OuterRef("pk"), term_id__in=wanted)
        selected &= Q(Exists(chosen))
    return selected


def is_hidden(record: Any, network: Network | None) -> bool:
    """Whether the site of the network does not show this offer or partner.

    The network hides it, or it belongs to another one that is planned or has ended.
    """
    if network is None:
        return False
    if is_of_closed_network(record, network):
        return True
    return (record._meta.model_name, record.pk) in _hidden_records(network)


def is_of_closed_network(record: Any, network: Network | None) -> bool:
    """Whether the record belongs to another network, which is planned or has ended."""
    if network is not None and record.steward_id == network.pk:
        return False
    return any(each.pk == record.steward_id and not each.is_open for each in known_networks())


def _hidden_records(network: Network) -> set[tuple[str, int]]:
    """What the network hides, as pairs of kind and id; read once per network object."""
    kept: set[tuple[str, int]] | None = getattr(network, _HIDDEN, None)
    if kept is None:
        offers = network.hidden_offers.order_by().annotate(kind=Value("offer"))
        partners = network.hidden_partners.order_by().annotate(kind=Value("partner"))
        kept = set(
            offers.values_list("kind", "offer_id").union(partners.values_list("kind", "partner_id"))
        )
        setattr(network, _HIDDEN, kept)
    return kept


def selected_terms(network: Network) -> dict[str, set[int]]:
    """Scheme → ids of the selected terms with all below them; read once per network object."""
    if not hasattr(network, _SELECTED):
        _read_selections([network])
    kept: dict[str, set[int]] = getattr(network, _SELECTED)
    return kept


def read_areas_and_selections(networks: Iterable[Network]) -> None:
    """Read for all `networks` at once what their lists of offers depend on; three queries."""
    sites = list(networks)
    keys: dict[int, list[str]] = defaultdict(list)
    for network_id, key in RegionKey.objects.filter(network__in=sites).values_list(
        "network", "key"
    ):
        keys[network_id].append(key)
    postcodes: dict[int, list[str]] = defaultdict(list)
    for network_id, code in RegionPostcode.objects.filter(network__in=sites).values_list(
        "network", "postcode"
    ):
        postcodes[network_id].append(code)
    for network in sites:
        network.area_keys = keys[network.pk]
        network.area_postcodes = postcodes[network.pk]
    _read_selections(sites)


def _read_selections(networks: list[Network]) -> None:
    """Scheme → ids of the selected terms for each network; one query."""
    found: dict[int, dict[str, set[int]]] = {network.pk: {} for network in networks}
    # A term is meant with all below it; the taxonomy has at most three levels.
    selected, *below = (
        Term.objects.filter(**{f"{way}selections__network__in": networks})
        .order_by()
        .values_list(f"{way}selections__network", "scheme_id", "pk")
        for way in ("", "parent__", "parent__parent__")
    )
    for network_id, scheme, pk in selected.union(*below):
        found[network_id].setdefault(scheme, set()).add(pk)
    for network in networks:
        setattr(network, _SELECTED, found[network.pk])
