"""Import in the admin: upload, report of what would happen, confirmation."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from network_core.opendata.importing.items import Level
from network_core.opendata.importing.plan import Outcome
from network_core.opendata.importing.run import Report, import_table
from network_core.opendata.importing.template import template_tables
from network_core.opendata.importing.terms import MappingError
from network_core.opendata.models import ImportRun
from network_core.opendata.policies import IMPORTS
from network_core.opendata.upload import UploadForm
from network_core.tenancy.access import person_of
from network_core.tenancy.models import User
from network_core.tenancy.spreadsheets import CSV, table_response, xlsx_response

SHOWN_PROBLEMS = 100
SHOWN_ENTRIES = 200
SHOWN_RUNS = 20


def _user(request: HttpRequest) -> User:
    """The person, who may import into some network."""
    user = person_of(request)
    if not IMPORTS.user_has_permission(user, "add"):
        raise PermissionDenied
    return user


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """The form, the templates to download, and the last imports."""
    user = _user(request)
    form = UploadForm(user, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return redirect("opendata_import", form.save().pk)
    runs = IMPORTS.instances_user_has_any_permission_for(user, ["view"]).defer("content")
    return render(
        request,
        "opendata/admin/upload.html",
        {"form": form, "runs": runs.select_related("network", "created_by")[:SHOWN_RUNS]},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def import_run(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file would change; and, posted with `confirm`, the change itself."""
    user = _user(request)
    run = get_object_or_404(ImportRun.objects.select_related("network"), pk=pk)
    if not IMPORTS.user_has_permission_for_instance(user, "add", run):
        raise PermissionDenied
    if run.state != ImportRun.State.CHECKED:
        return render(request, "opendata/admin/finished.html", {"run": run})
    if request.method == "POST":
        if "drop" in request.POST:
            run.finish(ImportRun.State.DROPPED)
            messages.success(request, _("Die Datei ist verworfen. Nichts wurde geändert."))
            return redirect("opendata_upload")
        if _confirmed(request, run, user):
            return redirect("opendata_import", run.pk)
    try:
        report = _take(run, user, dry_run=True)
    except MappingError as error:
        messages.error(request, str(error))
        run.finish(ImportRun.State.DROPPED)
        return redirect("opendata_upload")
    return render(request, "opendata/admin/report.html", {"run": run, **_shown(report)})


def _confirmed(request: HttpRequest, run: ImportRun, user: User) -> bool:
    """Take over what was shown. False when it would no longer be the same, or has errors."""
    with transaction.atomic():
        # Of two clicks the second one waits here, and then finds the file gone.
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        if run.state != ImportRun.State.CHECKED:
            return True
        before = _take(run, user, dry_run=True)
        if before.problems.errors:
            return False
        if before.fingerprint != request.POST.get("fingerprint"):
            messages.warning(
                request,
                _("Inzwischen hat sich hier etwas geändert. Bitte den Bericht noch einmal prüfen."),
            )
            return False
        report = _take(run, user, dry_run=False)
        run.finish(ImportRun.State.DONE, report.counts)
    messages.success(
        request,
        _("Übernommen: %(new)d neu, %(changed)d geändert.") % report.counts,
    )
    return True


def _take(run: ImportRun, user: User, *, dry_run: bool) -> Report:
    return import_table(
        bytes(run.content or b""),
        run.network,
        source=run.source,
        mapping=run.mapping,
        user=user,
        dry_run=dry_run,
    )


def _shown(report: Report) -> dict[str, Any]:
    """The report as the page shows it: nothing of it without end."""
    errors = list(report.problems.grouped(Level.ERROR))
    hints = list(report.problems.grouped(Level.HINT))
    groups = [
        (outcome, label, [entry for entry in report.plan.entries if entry.outcome == outcome])
        for outcome, label in (
            (Outcome.CONFLICT, _("Konflikte: bleiben, wie sie sind")),
            (Outcome.NEW, _("Neu")),
            (Outcome.CHANGED, _("Geändert")),
        )
    ]
    return {
        "counts": report.counts,
        "fingerprint": report.fingerprint,
        "errors": errors[:SHOWN_PROBLEMS],
        "more_errors": max(len(errors) - SHOWN_PROBLEMS, 0),
        "hints": hints[:SHOWN_PROBLEMS],
        "more_hints": max(len(hints) - SHOWN_PROBLEMS, 0),
        "groups": [
            (
                label,
                entries[:SHOWN_ENTRIES],
                max(len(entries) - SHOWN_ENTRIES, 0),
                len(entries),
                outcome != Outcome.NEW,
            )
            for outcome, label, entries in groups
            # With errors nothing becomes of the entries.
            if entries and not errors
        ],
        "missing": report.plan.missing[:SHOWN_ENTRIES],
        "changes_something": any(report.counts[key] for key in ("new", "changed")),
    }


@require_GET
def template(request: HttpRequest, name: str) -> HttpResponseBase:
    """The template to fill in: `vorlage.xlsx`, `partner.csv` or `angebote.csv`."""
    _user(request)
    tables = template_tables()
    if name == "vorlage.xlsx":
        return xlsx_response("vorlage", tables)
    for title, (headings, _rows) in list(tables.items())[:2]:
        if name == f"{slugify(title)}.csv":
            return table_response(slugify(title), CSV, headings, [])
    raise Http404
