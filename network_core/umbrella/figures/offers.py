"""Offers and their checks, counted for the network that looks after them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network_core.directory.models import Offer
from network_core.directory.visibility import has_not_ended, is_hidden_unchecked
from network_core.networks.models import Network
from network_core.networks.openness import of_open_network
from network_core.umbrella.figures.figure import Better, Figure, Group, Numbers, Unit, Value, share
from network_core.umbrella.medians import Median, Seconds
from network_core.umbrella.models import ReferenceGroup

DAY = timedelta(days=1).total_seconds()


def count_offers(networks: Sequence[Network]) -> Numbers:
    """Everything that one walk through the offers tells."""
    today = timezone.localdate()
    midnight = datetime.combine(today, time(), UTC).timestamp()
    hidden = is_hidden_unchecked("check_plan__")
    public = ~hidden
    checked = public & Q(check_plan__checked_on__isnull=False)
    rows = (
        Offer.objects.filter(has_not_ended(), of_open_network("steward"), live=True)
        .order_by()
        .values("steward")
        .annotate(
            offers=Count("pk", filter=public),
            verified=Count("pk", filter=checked & Q(check_plan__due_on__gte=today)),
            overdue=Count("pk", filter=public & Q(check_plan__due_on__lt=today)),
            hidden=Count("pk", filter=hidden),
            checked_at=Median(Seconds("check_plan__checked_on"), filter=checked),
        )
    )
    return {row["steward"]: _numbers(row, midnight) for row in rows}


def _numbers(row: Mapping[str, Any], midnight: float) -> dict[str, Value]:
    at = row["checked_at"]
    return {
        "offers": row["offers"],
        "verified": share(row["verified"], row["offers"]),
        "check_age": (midnight - at) / DAY if at is not None else None,
        "overdue": row["overdue"],
        "hidden": row["hidden"],
    }


def count_reference_groups(networks: Sequence[Network]) -> Numbers:
    """The size of each network's reference group in the newest year; one query."""
    rows = ReferenceGroup.objects.order_by("year").values_list("profile__network", "number")
    return {network_id: {"reference_group": number} for network_id, number in rows}


def _per_thousand(counted: Mapping[str, Value]) -> Value:
    number = counted.get("reference_group")
    return (counted.get("offers") or 0) / number * 1000 if number else None


def public_offers(network: Network) -> QuerySet[Offer]:
    """The public offers that the network looks after."""
    return Offer.objects.public().filter(steward=network)


def _verified(network: Network) -> QuerySet[Offer]:
    today = timezone.localdate()
    return public_offers(network).filter(
        check_plan__checked_on__isnull=False, check_plan__due_on__gte=today
    )


def _checked(network: Network) -> QuerySet[Offer]:
    return public_offers(network).filter(check_plan__checked_on__isnull=False)


def _overdue(network: Network) -> QuerySet[Offer]:
    return public_offers(network).filter(check_plan__due_on__lt=timezone.localdate())


FIGURES = (
    Figure(
        "offers",
        _("Aktive Angebote"),
        _("Veröffentlichte, nicht abgelaufene Angebote, die das Netzwerk selbst pflegt."),
        Group.OFFERS,
        count_offers,
        better=Better.MORE,
        records=public_offers,
        is_harmless=True,
    ),
    Figure(
        "offers_per_thousand",
        _("Angebote je 1.000"),
        _(
            "Aktive Angebote je 1.000 der Bezugsgruppe, die das Netzwerk mit Quelle und Jahr "
            "angegeben hat. Netzwerke überschneiden sich; die Zahlen werden nie addiert."
        ),
        Group.OFFERS,
        count_offers,
        Unit.PER_THOUSAND,
        Better.MORE,
        records=public_offers,
        is_harmless=True,
        also=(count_reference_groups,),
        value=_per_thousand,
    ),
    Figure(
        "verified",
        _("Rechtzeitig geprüft"),
        _("Anteil der aktiven Angebote, deren letzte Prüfung heute noch gilt."),
        Group.CHECKS,
        count_offers,
        Unit.SHARE,
        Better.MORE,
        empty=None,
        records=_verified,
        is_harmless=True,
    ),
    Figure(
        "check_age",
        _("Alter der Prüfung"),
        _(
            "Median der Tage seit der letzten Prüfung: Bei der Hälfte der geprüften Angebote ist "
            "es kürzer her, bei der Hälfte länger. Nie geprüfte zählen nicht mit."
        ),
        Group.CHECKS,
        count_offers,
        Unit.DAYS,
        Better.LESS,
        empty=None,
        records=_checked,
    ),
    Figure(
        "overdue",
        _("Überfällig"),
        _("Aktive Angebote, deren Prüfung fällig gewesen wäre und nicht gemacht ist."),
        Group.CHECKS,
        count_offers,
        better=Better.LESS,
        records=_overdue,
    ),
    Figure(
        "hidden",
        _("Ausgeblendet"),
        _("Angebote, die niemand mehr sieht, weil sie zu lange nicht geprüft wurden."),
        Group.CHECKS,
        count_offers,
        better=Better.LESS,
    ),
)
