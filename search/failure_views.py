"""Changes that could not be indexed: the list, and the way to try them again."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.reports import ReportView

from network_core.audit.models import AuditEntry
from network_core.audit.record import record
from network_core.networks.models import Network
from network_core.tenancy.access import is_umbrella_staff, person_of
from search.documents import all_sources
from search.models import GIVE_UP_AFTER, OutboxRow
from search.outbox.wake import wake

RETRIED, GIVEN_UP = "retried", "given_up"


def require_umbrella_staff(request: HttpRequest) -> None:
    """Refuse everybody else: the list names objects of all networks."""
    if not is_umbrella_staff(person_of(request)):
        raise PermissionDenied


class FailureFilterSet(WagtailFilterSet):
    """Narrows the list to one type of object, or to what is only tried once in an hour."""

    object_type = django_filters.ChoiceFilter(
        label=_("Art"), choices=lambda: [(name, name) for name in all_sources()]
    )
    state = django_filters.ChoiceFilter(
        label=_("Stand"),
        choices=[
            (RETRIED, _("wird bald wiederholt")),
            (GIVEN_UP, _("braucht jemanden")),
        ],
        method="in_state",
    )

    class Meta:
        model = OutboxRow
        fields: ClassVar[list[str]] = ["object_type"]

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """The rows that have failed often enough, or not yet."""
        if value == GIVEN_UP:
            return rows.filter(attempts__gte=GIVE_UP_AFTER)
        return rows.filter(attempts__lt=GIVE_UP_AFTER)


class FailuresView(ReportView):
    """What waits because it failed, the most often tried first. Objects are named by number only:
    a title could be that of a draft."""

    model = OutboxRow
    page_title = _("Gescheiterte Änderungen der Suche")
    header_icon = "warning"
    template_name = "search/admin/failures.html"
    results_template_name = "search/admin/failures_results.html"
    index_url_name = "search_failures"
    index_results_url_name = "search_failures_results"
    filterset_class = FailureFilterSet
    default_ordering = ("-attempts", "pk")
    paginate_by = 50
    list_export: ClassVar[list[str]] = [
        *("object_type", "object_pk", "version", "attempts", "due_at", "last_error")
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody but the staff of the umbrella."""
        require_umbrella_staff(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_base_queryset(self) -> QuerySet:
        """The rows that have failed and were not done since."""
        return OutboxRow.objects.failing()

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add after how many attempts somebody has to look."""
        return super().get_context_data(*args, **kwargs) | {"give_up_after": GIVE_UP_AFTER}


@require_POST
def try_again(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Make one failing row due at once, or all of them; the audit log says who did."""
    require_umbrella_staff(request)
    rows = OutboxRow.objects.all()
    if pk is not None:
        rows = rows.filter(pk=get_object_or_404(OutboxRow.objects.failing(), pk=pk).pk)
    with transaction.atomic():
        number = rows.try_again()
        if number:
            record(
                AuditEntry.Action.SEARCH_TRIED_AGAIN,
                actor=person_of(request),
                network=Network.objects.filter(is_umbrella=True).first(),
                target=rows.get() if pk is not None else None,
                details={"count": number},
            )
        transaction.on_commit(wake)
    messages.success(
        request,
        ngettext(
            "%(count)d Änderung wird jetzt noch einmal versucht.",
            "%(count)d Änderungen werden jetzt noch einmal versucht.",
            number,
        )
        % {"count": number},
    )
    return redirect("search_failures")
