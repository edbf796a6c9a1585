"""The list of what is to be translated, for one network and language, and the same as a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.permissions import policy_registry

from network_core.networks.models import Network
from network_core.tenancy.access import (
    languages_read_by,
    languages_translated_by,
    person_of,
    translations_read_by,
)
from network_core.tenancy.models import User
from network_core.tenancy.spreadsheets import CSV, XLSX, table_response
from sites.translating.kinds import KINDS, PAGE
from sites.translating.worklist import Entry, State, entries

PER_PAGE = 50
SUBMIT = "wagtail_localize.submit_translation"


def networks_seen(user: User) -> QuerySet[Network]:
    """The networks whose lists the person may read, by name."""
    networks = Network.objects.filter(pk__in=translations_read_by(user)).order_by("name")
    return networks.select_related("site__root_page")


class TranslationsItem(MenuItem):
    """Shown to those who translate, and to the umbrella's staff."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether there is any list for the person."""
        return bool(translations_read_by(person_of(request)))


class ToDoFilter(forms.Form):
    """Of which network, in which language, and what of it."""

    network = forms.ChoiceField(label=gettext_lazy("Netzwerk"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Sprache"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Art"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("Stand"), required=False)

    def __init__(self, data: Any, user: User) -> None:
        super().__init__(data)
        self.networks = {network.slug: network for network in networks_seen(user)}
        wanted = self.data.get("network") or next(iter(self.networks), "")
        self.chosen = self.networks.get(wanted)
        names = dict(settings.LANGUAGES)
        self.languages = languages_read_by(user, self.chosen) if self.chosen else []
        self._offer("network", [(slug, each.name) for slug, each in self.networks.items()])
        self._offer("language", [(code, names[code]) for code in self.languages])
        kinds = [(kind.key, kind.label) for kind in KINDS.values()]
        self._offer("kind", [("", _("Alles")), (PAGE, _("Seite")), *kinds])
        self._offer("state", [("", _("Alles")), *State.choices])
        if len(self.networks) < 2:
            del self.fields["network"]

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen_language(self) -> str:
        """The chosen language, or the first one."""
        return self.cleaned_data["language"] or next(iter(self.languages), "")

    def found(self) -> list[Entry]:
        """What is to be done; nothing for what cannot be understood."""
        if not self.is_valid() or self.chosen is None or not self.chosen_language:
            return []
        kind, state = self.cleaned_data["kind"], self.cleaned_data["state"]
        listed = entries(self.chosen, self.chosen_language, [kind] if kind else [])
        if state == State.DRAFT:
            return [entry for entry in listed if entry.has_draft]
        return [entry for entry in listed if not state or entry.state == state]


@dataclass(frozen=True)
class Row:
    """One line of the list: `url` leads to where the text is translated, if the person may."""

    entry: Entry
    url: str
    note: str


class TranslationsView(WagtailAdminTemplateMixin, TemplateView):
    """What is missing or stale, the most read first."""

    page_title = gettext_lazy("Übersetzungen")
    header_icon = "globe"
    template_name = "sites/admin/translating/list.html"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """One page of the list, or all of it as a file; refused to those who translate nothing."""
        self.form = ToDoFilter(request.GET, person_of(request))
        if not self.form.networks:
            raise PermissionDenied
        wanted = request.GET.get("export", "")
        if wanted in (CSV, XLSX):
            return self._file(wanted)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here, which ends with the title."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of the list and its filter."""
        found = self.form.found()
        page = Paginator(found, PER_PAGE).get_page(self.request.GET.get("p"))
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "form": self.form,
            "rows": self._rows(list(page.object_list)),
            "page_obj": page,
            "files": self._files(),
        }

    def _files(self) -> dict[str, str]:
        """Where the texts are downloaded as PO files and taken over, for those who translate."""
        form, user = self.form, person_of(self.request)
        if not form.is_valid() or form.chosen is None:
            return {}
        if form.chosen_language not in languages_translated_by(user, form.chosen):
            return {}
        args = [form.chosen.slug, form.chosen_language]
        return {
            "download": reverse("po_download", args=args),
            "upload": reverse("po_upload", args=args),
        }

    def _rows(self, listed: list[Entry]) -> list[Row]:
        if not listed or self.form.chosen is None:
            return []
        user, language = person_of(self.request), self.form.chosen_language
        translates = language in languages_translated_by(user, self.form.chosen)
        pages = self._changeable(listed)
        return [self._row(entry, translates, language, pages) for entry in listed]

    def _changeable(self, listed: list[Entry]) -> set[int]:
        """The ids of German and translated pages of the list that the person may change."""
        keys = {key for each in listed if each.key == PAGE for key in (each.pk, each.target)}
        policy = policy_registry.get_by_type(Page)
        own = policy.instances_user_has_permission_for(person_of(self.request), "change")
        return set(own.filter(pk__in=keys - {None}).values_list("pk", flat=True))

    def _row(self, entry: Entry, translates: bool, language: str, pages: set[int]) -> Row:
        note = _("Entwurf liegt vor") if entry.has_draft and entry.state != State.DRAFT else ""
        if not translates:
            return Row(entry, "", note)
        if entry.key != PAGE:
            args = [entry.key, entry.pk, language]
            return Row(entry, reverse("translate_words", args=args), note)
        if entry.target is not None:
            url = reverse("wagtailadmin_pages:edit", args=[entry.target])
            return Row(entry, url if entry.target in pages else "", note)
        if entry.pk in pages and person_of(self.request).has_perm(SUBMIT):
            url = reverse("wagtail_localize:submit_page_translation", args=[entry.pk])
            return Row(entry, url, note)
        return Row(entry, "", _("noch nicht zum Übersetzen angeboten"))

    def _file(self, form: str) -> HttpResponseBase:
        headings = [_("Text"), _("Art"), _("Stand"), _("Entwurf"), _("Aufrufe in 90 Tagen")]

        def lines() -> Iterator[list[Any]]:
            for each in self.form.found():
                yield [each.title, each.label, each.state.label, each.has_draft, each.views]

        where = self.form.chosen.slug if self.form.chosen else ""
        language = self.form.chosen_language if self.form.is_valid() else ""
        name = f"uebersetzungen-{where}-{language}-{timezone.localdate():%Y-%m-%d}"
        return table_response(name, form, headings, lines())
