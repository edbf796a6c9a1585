"""For how long a check holds: contact data, opening hours, and the end of an offer."""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dateutil.relativedelta import relativedelta

from network_core.directory.models import CheckRule, CheckSettings
from network_core.taxonomy.models import Term

FIRST_RULES = Path(__file__).resolve().parents[1] / "data" / "check_rules.toml"


@dataclass(frozen=True)
class OfferRisk:
    """What of an offer decides how soon its data may be wrong."""

    formats: Collection[int]
    has_hours: bool
    ends_on: date | None


class Rules:
    """The settings and rules of this moment, read in three queries for any number of offers."""

    def __init__(self) -> None:
        self.settings = CheckSettings.current()
        self._rules: dict[int, CheckRule] = {
            rule.format_id: rule for rule in CheckRule.objects.all()
        }
        self._parents: dict[int, int | None] = (
            dict(Term.objects.filter(scheme="format").values_list("pk", "parent_id"))
            if self._rules
            else {}
        )

    def _rule_of(self, format_id: int) -> CheckRule | None:
        """The rule of a format, or else of the one above it."""
        place: int | None = format_id
        while place is not None:
            if place in self._rules:
                return self._rules[place]
            place = self._parents.get(place)
        return None

    def due_on(self, since: date, risk: OfferRisk, held_until: date | None = None) -> date:
        """The day on which an offer that was right on day `since` is to be checked again.

        Of several formats the shortest period counts, and who checked may have shortened it
        (`held_until`). An offer that ends is due at its end at the latest; one of a format that
        is checked „erst am Ende“ not before it either.
        """
        rules = [rule for each in sorted(risk.formats) if (rule := self._rule_of(each))]
        if risk.ends_on and any(rule.at_end for rule in rules):
            return risk.ends_on
        periods: list[CheckRule | CheckSettings] = [*rules] or [self.settings]
        months = min(
            period.months_with_hours if risk.has_hours else period.months for period in periods
        )
        days = (since + relativedelta(months=months), risk.ends_on, held_until)
        return min(day for day in days if day is not None)

    def hide_on(self, due_on: date) -> date | None:
        """The last day on which an offer is shown that nobody checks."""
        months = self.settings.hide_after_months
        return due_on + relativedelta(months=months) if months else None


def ensure_first_rules() -> None:
    """Write the rules of the product where there are none at all."""
    if CheckRule.objects.exists():
        return
    listed = tomllib.loads(FIRST_RULES.read_text(encoding="utf-8"))["rules"]
    formats = {term.slug: term for term in Term.objects.filter(scheme="format")}
    for values in listed:
        found = formats.get(values.pop("format"))
        if found is not None:
            CheckRule.objects.create(format=found, **values)
