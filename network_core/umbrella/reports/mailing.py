"""„Ihr Netzwerk im Vergleich“: a mail to the coordinators when a quarter has ended."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from network_core.mail.headers import is_address
from network_core.mail.sending import send_mail
from network_core.networks.models import Network
from network_core.networks.states import State
from network_core.tenancy.access import people_by_network, people_who_may
from network_core.tenancy.mailing import MOST_RECIPIENTS
from network_core.tenancy.matrix import Kind
from network_core.tenancy.models import User
from network_core.umbrella.choice import Choice
from network_core.umbrella.comparison import Comparison
from network_core.umbrella.figures import difference
from network_core.umbrella.quarter import Quarter
from network_core.umbrella.reports.counting import QuarterCounting
from network_core.umbrella.reports.models import SentReport, UnwantedReport
from network_core.umbrella.reports.next_steps import NextStep, next_steps
from network_core.umbrella.trend.trend import written_difference
from network_core.umbrella.viewers import Viewer, compared_networks

logger = logging.getLogger(__name__)

MAIL_KEYS = ("offers", "verified", "partners", "translated")
# Whoever comes later than that into the new quarter has no use for the news of the old one.
SENT_WITHIN = timedelta(days=14)
KEPT = timedelta(days=400)


@dataclass(frozen=True)
class Outcome:
    """What a run did."""

    sent: int = 0
    failed: int = 0


def coordinators(network: Network) -> QuerySet[User]:
    """Who answers for what the network says in the comparison."""
    return people_who_may("change", Kind.COMPARISON, network)


def is_coordinator(person: User, network: Network) -> bool:
    """Whether the person would get the report of the network; one query."""
    return coordinators(network).filter(pk=person.pk).exists()


def recipients(networks: Sequence[Network]) -> dict[int, list[User]]:
    """Id of each network → who gets its report; three queries.

    Those are its coordinators with a mail address that want it.
    """
    unwanted = set(
        UnwantedReport.objects.filter(network__in=networks).values_list("network_id", "person_id")
    )
    people = people_by_network("change", Kind.COMPARISON, networks)
    wanted = {
        network.pk: [one for one in people[network.pk] if (network.pk, one.pk) not in unwanted]
        for network in networks
    }
    return {
        pk: [one for one in found[:MOST_RECIPIENTS] if is_address(one.email)]
        for pk, found in wanted.items()
    }


def send_reports(today: date) -> Outcome:
    """Mail the report of the quarter that has ended; each person once for each network.

    It may run at any time, again after a crash, and twice at once: that a mail was written is
    remembered in the transaction that writes it. What fails is left for the next run.
    """
    quarter = Quarter.of(today).previous
    if today - quarter.last_day > SENT_WITHIN:
        return Outcome()
    found = waiting(quarter)
    if not found:
        return Outcome()
    contexts = Contexts(quarter, today)
    sent = failed = 0
    for network, people in found:
        context = contexts.of(network)
        if context is None:
            continue
        for person in people:
            try:
                sent += _send(quarter, network, person, context)
            except Exception:
                # One mail that cannot be written must not keep the others back.
                logger.exception("The report of network %s could not be mailed.", network.pk)
                failed += 1
    return Outcome(sent, failed)


def waiting(quarter: Quarter) -> list[tuple[Network, list[User]]]:
    """The networks with the people who have not been written to yet; seven queries."""
    done = set(
        SentReport.objects.filter(quarter=quarter.key).values_list("network_id", "person_id")
    )
    networks = list(compared_networks([State.ACTIVE]))
    people = recipients(networks)
    found = []
    for network in networks:
        left = [one for one in people[network.pk] if (network.pk, one.pk) not in done]
        if left:
            found.append((network, left))
    return found


def _send(quarter: Quarter, network: Network, person: User, context: dict[str, Any]) -> int:
    with transaction.atomic():
        _row, is_new = SentReport.objects.get_or_create(
            quarter=quarter.key, network=network, person=person
        )
        if is_new:
            send_mail("quarter_report", network, person.email, context)
        return int(is_new)


class Contexts:
    """What the mails say, counted once for all networks."""

    def __init__(self, quarter: Quarter, today: date) -> None:
        self._quarter = quarter
        counting = QuarterCounting(quarter, today)
        everything = Viewer(True, frozenset())
        self._now = Comparison(Choice(columns=MAIL_KEYS), everything, counting.at_end)
        self._before = self._now.counted_by(counting.before)
        # The steps name what others have, so all are counted, also those that get no mail.
        self._steps: dict[int, list[NextStep]] = next_steps(self._now.networks)

    def of(self, network: Network) -> dict[str, Any] | None:
        """The context of a network's mail; None where nothing was kept of it."""
        figures = list(self._figures(network))
        if all(figure["value"] is None for figure in figures):
            return None
        report = f"{reverse('quarter_report')}?quarter={self._quarter.key}&network={network.slug}"
        return {
            "quarter": self._quarter.label,
            "figures": [figure for figure in figures if figure["value"] is not None],
            "steps": [
                {"text": step.text, "url": network.root_url + step.path}
                for step in self._steps[network.pk]
            ],
            "url": network.root_url + report,
        }

    def _figures(self, network: Network) -> Iterable[dict[str, str | None]]:
        viewer = Viewer(False, frozenset({network.pk}))
        for column in self._now.columns:
            figure = column.figure
            values, earlier = self._now.values[figure.key], self._before.values[figure.key]
            value, before = values[network.pk], earlier[network.pk]
            counted = [one for one in self._now.networks if values[one.pk] is not None]
            added = difference(value, before)
            yield {
                "label": str(figure.label),
                "value": None if value is None else figure.unit.shown(value),
                "change": "" if added is None else written_difference(figure.unit, added),
                # As on screen: no median that would tell the value of a single network.
                "median": column.median.text if viewer.may_see_mean(counted) else "",
            }


def forget_sent_reports() -> int:
    """Forget who was written to after 13 months; how many rows."""
    number, _by_model = SentReport.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()
    return number
