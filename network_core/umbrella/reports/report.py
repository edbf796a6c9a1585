"""The report of a quarter: about one network, or about all that the person sees."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network_core.networks.models import Network
from network_core.umbrella.choice import Choice
from network_core.umbrella.comparison import Cell as Counted
from network_core.umbrella.comparison import Column, Comparison
from network_core.umbrella.comparison import Row as CountedRow
from network_core.umbrella.figures import DEFAULT_KEYS, Figure, Group, Unit, difference
from network_core.umbrella.lights import Light
from network_core.umbrella.quarter import Quarter
from network_core.umbrella.reports.counting import QuarterCounting
from network_core.umbrella.reports.document import Cell, Document, Meaning, Row, Section, Table
from network_core.umbrella.reports.gaps import TopicGap, topic_gaps
from network_core.umbrella.reports.lines import charts
from network_core.umbrella.trend.milestones import happenings
from network_core.umbrella.trend.trend import written_difference
from network_core.umbrella.viewers import Viewer

REPORT_KEYS = (*DEFAULT_KEYS, "stale", "events", "pathways", "proposals_open")
# A report is read as a whole; more networks are compared on screen, page by page.
MOST_NETWORKS = 150
MOST_NAMES = 5


class Report:
    """What a person gets to read about a quarter.

    With `network` it is about that one, which the person must be allowed to see. The number of
    queries does not depend on how many networks there are.
    """

    def __init__(
        self, quarter: Quarter, viewer: Viewer, today: date, network: Network | None = None
    ) -> None:
        self.quarter = quarter
        self.viewer = viewer
        self.network = network
        self.counting = QuarterCounting(quarter, today)
        self.comparison = Comparison(Choice(columns=REPORT_KEYS), viewer, self.counting.at_end)
        self._before = self.comparison.counted_by(self.counting.before)
        self._shown = self.comparison.shown[:MOST_NETWORKS]

    @property
    def has_values(self) -> bool:
        """Whether anything was counted in that quarter."""
        return self.counting.is_running or any(
            value is not None
            for values in self.comparison.values.values()
            for value in values.values()
        )

    @cached_property
    def document(self) -> Document:
        """The report, ready to be shown."""
        about = self.network.name if self.network else _("Alle Netzwerke")
        name = self.network.slug if self.network else "alle-netzwerke"
        return Document(
            title=_("Quartalsbericht: %(about)s") % {"about": about},
            subtitle=self._subtitle,
            author=self.network.name if self.network else _("Netzwerke im Vergleich"),
            day=self.counting.day,
            sections=[one for one in self._sections() if not one.is_empty]
            if self.has_values
            else [],
            file_name=f"quartalsbericht-{self.quarter.key}-{name}",
        )

    @property
    def _subtitle(self) -> str:
        day = date_format(self.counting.day, "DATE_FORMAT")
        said = (
            _("%(quarter)s, bisheriger Stand vom %(day)s")
            if self.counting.is_running
            else _("%(quarter)s, Stand vom %(day)s")
        )
        return said % {"quarter": self.quarter.label, "day": day}

    def _sections(self) -> Iterator[Section]:
        network = self.network
        yield self._of_one(network) if network else self._of_all()
        drawn = charts(self.comparison.networks, self.viewer, self.counting.day, network)
        yield Section(
            _("Verlauf der letzten zwölf Monate"),
            charts=[chart for chart in drawn if chart.has_values],
        )
        yield self._gaps_of(network) if network else self._gaps_of_all()
        about = [network] if network else self._shown
        yield Section(
            _("Ereignisse des Quartals"),
            items=[
                f"{one.day_in_words}: {one.in_words}"
                for one in happenings(
                    [one.pk for one in about], self.quarter.first_day, self.counting.day
                )
            ],
        )
        if network is None or (not self.viewer.sees_all and len(self._shown) > 1):
            yield self._side_by_side()
        yield Section(
            _("Was die Zahlen bedeuten"),
            meanings=[
                Meaning(column.figure.heading, self._meaning(column))
                for column in self.comparison.columns
            ],
        )

    # --- figures ------------------------------------------------------------------------------

    def _of_one(self, network: Network) -> Section:
        (now,), (before,) = self.comparison.rows([network]), self._before.rows([network])
        rows = [
            Row(
                column.figure.heading,
                [
                    self._cell(cell),
                    self._cell(earlier),
                    _difference(cell, earlier),
                    self._cell(column.average),
                    self._cell(column.median),
                ],
            )
            for column, cell, earlier in zip(
                self.comparison.columns, now.cells, before.cells, strict=True
            )
        ]
        headings = [
            _("Kennzahl"),
            _("Wert"),
            self._heading_before,
            _("Veränderung"),
            _("Durchschnitt"),
            _("Median"),
        ]
        paragraphs = [_lights(cell.light for cell in now.cells)]
        if now.overlaps:
            paragraphs.append(
                _(
                    "Das Gebiet überschneidet sich mit: %(names)s. Ein Angebot oder ein Mensch "
                    "kann in beiden vorkommen, darum wird nichts addiert."
                )
                % {"names": _names(now.overlaps)}
            )
        return Section(
            _("Auf einen Blick"),
            [*filter(None, paragraphs), *self._about_means],
            [
                Table(
                    _("Kennzahlen"),
                    _("Kennzahlen im Vergleich zum Vorquartal und zu allen"),
                    headings,
                    rows,
                )
            ],
        )

    def _of_all(self) -> Section:
        lights = self._lights_by_figure()
        rows = [
            Row(
                column.figure.heading,
                [
                    self._cell(column.average),
                    self._cell(column.median),
                    _difference(column.median, earlier.median),
                    *(_number(lights[column.figure.key][one], column) for one in Light),
                ],
            )
            for column, earlier in zip(self.comparison.columns, self._before.columns, strict=True)
        ]
        headings = [
            _("Kennzahl"),
            _("Durchschnitt"),
            _("Median"),
            _("Veränderung des Medians"),
            *(f"{one.sign} {one.label}" for one in Light),
        ]
        count = len(self.comparison.shown)
        paragraphs = [
            ngettext(
                "Dieser Bericht zeigt ein Netzwerk von %(all)d.",
                "Dieser Bericht zeigt %(count)d Netzwerke von %(all)d.",
                count,
            )
            % {"count": count, "all": len(self.comparison.networks)}
        ]
        if count > len(self._shown):
            paragraphs.append(
                _("In den Tabellen stehen die ersten %(count)d; alle zeigt der Vergleich.")
                % {"count": len(self._shown)}
            )
        return Section(
            _("Auf einen Blick"),
            [*paragraphs, *self._about_means],
            [
                Table(
                    _("Kennzahlen"),
                    _("Durchschnitt, Median und Ampeln aller Kennzahlen"),
                    headings,
                    rows,
                )
            ],
        )

    @property
    def _heading_before(self) -> str:
        day = date_format(self.quarter.previous.last_day, "SHORT_DATE_FORMAT")
        return _("Vorquartal (%(day)s)") % {"day": day}

    @property
    def _about_means(self) -> list[str]:
        if self.viewer.sees_all:
            return []
        return [_("Durchschnitt und Median sind die aller Netzwerke.")]

    def _lights_by_figure(self) -> dict[str, Counter[Light | None]]:
        found: dict[str, Counter[Light | None]] = {key: Counter() for key in REPORT_KEYS}
        for row in self.comparison.rows():
            for cell in row.cells:
                found[cell.figure.key][cell.light] += 1
        return found

    def _cell(self, counted: Counted) -> Cell:
        return Cell(counted.text, counted.number, counted.light)

    @cached_property
    def _rows(self) -> list[tuple[CountedRow, CountedRow]]:
        """The shown networks at the end of the quarter, and of the one before."""
        now, before = self.comparison.rows(self._shown), self._before.rows(self._shown)
        return list(zip(now, before, strict=True))

    def _side_by_side(self) -> Section:
        """The networks that the person sees, a table for each group of figures."""
        tables = []
        for group in Group:
            figures = [figure for figure in self.comparison.figures if figure.group is group]
            if figures:
                tables.append(self._networks(group.label, figures))
        return Section(
            _("Die Netzwerke nebeneinander"),
            [
                _(
                    "Unter jedem Wert steht, wie er sich seit dem Ende des Vorquartals verändert "
                    "hat. Gebiete überschneiden sich, darum gibt es keine Summen."
                )
            ],
            tables,
        )

    def _networks(self, name: str, figures: Sequence[Figure]) -> Table:
        """One row for each network with these figures, then mean and median."""
        columns = [one for one in self.comparison.columns if one.figure in figures]
        places = [self.comparison.figures.index(one.figure) for one in columns]
        rows = [
            Row(
                row.network.short_name,
                [
                    replace(
                        self._cell(row.cells[place]),
                        note=_change_note(row.cells[place], earlier.cells[place]),
                    )
                    for place in places
                ],
                note=_("Ihr Netzwerk") if row.is_own else "",
                is_own=row.is_own,
            )
            for row, earlier in self._rows
        ]
        rows.append(Row(_("Durchschnitt"), [self._cell(one.average) for one in columns]))
        rows.append(Row(_("Median"), [self._cell(one.median) for one in columns]))
        return Table(name, name, [_("Netzwerk"), *(one.figure.heading for one in columns)], rows)

    @property
    def table(self) -> Table:
        """What a file with a single table holds: the figures of the one network, or of all."""
        if self.network is None:
            return self._networks(_("Kennzahlen"), self.comparison.figures)
        return self.document.sections[0].tables[0]

    # --- gaps ---------------------------------------------------------------------------------

    @cached_property
    def gaps(self) -> list[TopicGap]:
        """The topics, and which networks lack them, as far as the person sees those networks."""
        return topic_gaps(self.comparison.shown, self.counting.at_end)

    def _gaps_of(self, network: Network) -> Section:
        rows = [
            Row(
                gap.term.label,
                [Cell(_names(gap.having), _names(gap.having))],
                url=reverse(
                    "coverage_cell", args=[network.slug, gap.term.scheme_id, gap.term.slug]
                ),
            )
            for gap in self.gaps
            if network in gap.without
        ]
        headings = [_("Thema"), _("Netzwerke, die dazu Angebote haben")]
        said = []
        if rows:
            said = [_("Zu diesen Themen pflegt das Netzwerk selbst kein Angebot.")]
        elif any(network in gap.having for gap in self.gaps):
            said = [_("Zu jedem Thema gibt es mindestens ein eigenes Angebot.")]
        return Section(
            _("Lücken"),
            said,
            [Table(_("Lücken"), _("Themen ohne eigenes Angebot"), headings, rows)] if rows else [],
        )

    def _gaps_of_all(self) -> Section:
        rows = [
            Row(
                gap.term.label,
                [
                    Cell(Unit.NUMBER.shown(len(gap.without)), len(gap.without)),
                    Cell(_names(gap.without), _names(gap.without)),
                ],
            )
            for gap in sorted(self.gaps, key=lambda gap: -len(gap.without))
            if gap.without
        ]
        counted = {network for gap in self.gaps for network in gap.having}
        is_complete = not rows and counted.issuperset(self.comparison.shown)
        headings = [_("Thema"), _("Netzwerke ohne eigenes Angebot"), _("Welche")]
        return Section(
            _("Lücken"),
            [_("Jedes Netzwerk hat zu jedem Thema mindestens ein Angebot.")] if is_complete else [],
            [Table(_("Lücken"), _("Themen, zu denen Netzwerken ein Angebot fehlt"), headings, rows)]
            if rows
            else [],
        )

    # --- words --------------------------------------------------------------------------------

    @staticmethod
    def _meaning(column: Column) -> str:
        said = [str(column.figure.explanation)]
        if column.threshold is not None:
            said.append(
                _("Ampel: gut ab %(good)s, braucht Hilfe ab %(poor)s.")
                % {
                    "good": _limit(column.figure, column.threshold.good),
                    "poor": _limit(column.figure, column.threshold.poor),
                }
            )
            said.append(column.threshold.explanation)
        return " ".join(said)


def _limit(figure: Figure, entered: float) -> str:
    """A limit in German; limits of shares are entered in per cent."""
    return figure.unit.shown(entered / 100 if figure.unit is Unit.SHARE else entered)


def _difference(now: Counted, before: Counted) -> Cell:
    unit, added = now.figure.unit, difference(now.value, before.value)
    return Cell(written_difference(unit, added), unit.number(added))


def _change_note(now: Counted, before: Counted) -> str:
    """The change, as far as there is one; nothing where there was nothing before."""
    added = difference(now.value, before.value)
    return "" if added is None else written_difference(now.figure.unit, added)


def _number(count: int, column: Column) -> Cell:
    """How many networks have a light; nothing to say without limits."""
    if column.threshold is None:
        return Cell(Unit.NUMBER.shown(None))
    return Cell(Unit.NUMBER.shown(count), count)


def _lights(lights: Iterable[Light | None]) -> str:
    found = Counter(lights)
    said = [f"{found[one]} {one.label}" for one in Light if found[one]]
    return _("Ampeln: %(lights)s.") % {"lights": ", ".join(said)} if said else ""


def _names(networks: Sequence[Network]) -> str:
    if not networks:
        return _("keines")
    named = ", ".join(network.short_name for network in networks[:MOST_NAMES])
    more = len(networks) - MOST_NAMES
    if more <= 0:
        return named
    return ngettext("%(names)s und ein weiteres", "%(names)s und %(count)d weitere", more) % {
        "names": named,
        "count": more,
    }
