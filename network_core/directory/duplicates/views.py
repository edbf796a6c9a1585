"""Likely duplicates in the admin: the report, and making one record of two."""

import hashlib
import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.permissions import policy_registry

from network_core.directory.duplicates.merging import merge
from network_core.directory.models import LikelyDuplicate
from network_core.directory.proposals.applying import RecordLockedError, error_text
from network_core.directory.proposals.differences import Difference, differences
from network_core.directory.proposals.display import show_differences
from network_core.directory.proposals.values import shape_of, values_of
from network_core.directory.proposals.views import AnsweringView
from network_core.directory.proposals.viewset import AnsweredViewSet
from network_core.tenancy.access import person_of

REASONS = {
    "name": gettext_lazy("Name"),
    "phone": gettext_lazy("Telefon"),
    "email": gettext_lazy("E-Mail"),
    "web": gettext_lazy("Website"),
    "address": gettext_lazy("Anschrift"),
    "partner": gettext_lazy("Partner"),
}


def reasons_in_words(pair: Any) -> str:
    """What is equal in a pair, or in a likeness."""
    return ", ".join(str(REASONS.get(reason, reason)) for reason in pair.reasons)


def _key(change: Difference) -> str:
    said = json.dumps([change.field, change.old, change.new], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


class DuplicatesView(IndexView):
    """Pairs that nobody has called different, the surest first."""

    def get_base_queryset(self) -> QuerySet:
        """Only what is still a question."""
        return super().get_base_queryset().filter(dismissed_at__isnull=True)


class PairView(AnsweringView):
    """Both records side by side; whoever may change both can make one of them."""

    template_name = "directory/duplicate.html"
    heading = gettext_lazy("Mögliche Dublette")

    def get_page_subtitle(self) -> str:
        """Both titles."""
        return str(self.object)

    @cached_property
    def records(self) -> tuple[Any, Any]:
        """The record that stays and the one that is merged into it."""
        pair: LikelyDuplicate = self.object
        first: Any = pair.record
        second: Any = pair.other
        asked = self.request.POST.get("keep") or self.request.GET.get("keep")
        return (second, first) if asked == str(second.pk) else (first, second)

    @cached_property
    def changes(self) -> dict[str, Difference]:
        """What the second record says otherwise, by a key that stays when others come or go."""
        keep, drop = self.records
        found = differences(shape_of(keep), values_of(keep), values_of(drop))
        return {_key(change): change for change in found}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Merge, or call them different."""
        user = person_of(request)
        if "different" in request.POST:
            if not any(self._may_change(record) for record in self.records):
                raise PermissionDenied
            LikelyDuplicate.objects.filter(pk=self.object.pk).update(
                dismissed_at=timezone.now(), dismissed_by=user
            )
            messages.success(request, _("Die beiden werden nicht mehr als Dublette gemeldet."))
            return redirect(reverse("dubletten:index"))
        if not self._may_merge():
            raise PermissionDenied
        keep, drop = self.records
        if request.POST.get("seen") != self._version():
            return self._again(_("Ein Eintrag hat sich gerade geändert. Bitte noch einmal prüfen."))
        try:
            merge(keep, drop, user, [self.changes[key] for key in self._ticked()])
        except RecordLockedError:
            return self._again(
                _("Der Eintrag ist gerade gesperrt oder in Prüfung. Bitte später noch einmal.")
            )
        except ValidationError as error:
            return self._again(error_text(error, keep))
        messages.success(
            request,
            _("Aus zwei Einträgen ist einer geworden. Die alte Adresse führt dorthin."),
        )
        viewset = type(keep).snippet_viewset
        return redirect(reverse(viewset.get_url_name("edit"), args=[keep.pk]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The differences, with the keys by which they are ticked."""
        keep, drop = self.records
        shown = show_differences(type(keep), self.changes.values())
        posted = self.request.method == "POST"
        # A row that only the other record has is worth keeping; what both say otherwise is not
        # replaced unasked.
        usual = {
            key
            for key, change in self.changes.items()
            if change.old in (None, "", []) and change.new not in (None, "", [])
        }
        ticked = set(self._ticked()) if posted else usual
        return super().get_context_data(**kwargs) | {
            "pair": self.object,
            "reasons": reasons_in_words(self.object),
            "keep": keep,
            "drop": drop,
            "rows": [
                (key, change, key in ticked)
                for key, change in zip(self.changes, shown, strict=True)
            ],
            "may_merge": self._may_merge(),
            "may_dismiss": any(self._may_change(record) for record in self.records),
            "seen": self._version(),
        }

    def _ticked(self) -> list[str]:
        return [key for key in self.request.POST.getlist("take") if key in self.changes]

    def _may_merge(self) -> bool:
        return all(
            self._may_change(record) and self._may("delete", record) for record in self.records
        )

    def _may_change(self, record: Any) -> bool:
        return self._may("publish", record)

    def _may(self, action: str, record: Any) -> bool:
        policy = policy_registry.get_by_type(type(record))
        return bool(policy.user_has_permission_for_instance(self.request.user, action, record))

    def _version(self) -> str:
        return "/".join(f"{r.latest_revision_id}-{r.updated_at.isoformat()}" for r in self.records)

    def _again(self, message: str) -> HttpResponseBase:
        messages.error(self.request, message)
        return self.render_to_response(self.get_context_data())


class DuplicateViewSet(AnsweredViewSet):
    """Records that may have been entered twice, as far as one of the two is one's own."""

    model = LikelyDuplicate
    name = "dubletten"
    icon = "duplicate"
    menu_label = gettext_lazy("Mögliche Dubletten")
    index_view_class = DuplicatesView
    inspect_view_class = PairView
    inspect_template_name = "directory/duplicate.html"
    list_display = [
        Column("record", label=gettext_lazy("Eintrag")),
        Column("other", label=gettext_lazy("Ähnlicher Eintrag")),
        Column("reasons_in_words", label=gettext_lazy("Gleich"), accessor=reasons_in_words),
        "score",
    ]
    list_related = (
        *("offer__steward", "other_offer__steward"),
        *("partner__steward", "other_partner__steward"),
    )
    search_fields = ["offer__title", "partner__name", "other_offer__title", "other_partner__name"]
