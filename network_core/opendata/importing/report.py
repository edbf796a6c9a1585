"""The report of an import, line by line, for people who read it in a terminal."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from network_core.opendata.importing.items import Level
from network_core.opendata.importing.plan import Outcome
from network_core.opendata.importing.run import Report


def report_lines(report: Report, *, verbose: bool = False) -> Iterator[str]:
    """The counts, all errors and conflicts, and what was left out."""
    counts = report.counts
    yield (
        _(
            "%(new)d neu, %(changed)d geändert, %(unchanged)d unverändert, %(conflict)d Konflikte, "
            "%(errors)d Fehler"
        )
        % counts
    )
    for title, level in ((_("Fehler"), Level.ERROR), (_("Hinweis"), Level.HINT)):
        for problem, count in report.problems.grouped(level):
            where = " – ".join(text for text in (problem.row, problem.field) if text)
            more = _(" (und %(count)d weitere)") % {"count": count - 1} if count > 1 else ""
            yield f"{title}: {where}: {problem.message}{more}"
    for entry in report.plan.entries:
        if entry.outcome == Outcome.CONFLICT:
            line = _("Konflikt: %(row)s: %(reason)s") % {
                "row": entry.item.row,
                "reason": entry.reason,
            }
            if entry.change_labels:
                line += " " + _("In der Quelle anders: %(fields)s.") % {
                    "fields": ", ".join(entry.change_labels)
                }
            yield line
        elif verbose and entry.outcome == Outcome.CHANGED:
            yield _("Geändert: %(row)s: %(fields)s") % {
                "row": entry.item.row,
                "fields": ", ".join(entry.change_labels),
            }
        elif verbose and entry.outcome == Outcome.NEW:
            yield _("Neu: %(row)s") % {"row": entry.item.row}
    if report.plan.missing:
        names = ", ".join(str(origin.record or origin.foreign_id) for origin in report.plan.missing)
        yield _("Nicht mehr in der Quelle, bleibt aber stehen: %(names)s") % {"names": names}
