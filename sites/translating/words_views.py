"""The words of one record in one language beside the German ones."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.fields import RichTextField
from wagtail.rich_text import RichText

from network_core.machine_translation.proposing import machine_for
from network_core.tenancy.access import languages_translated_by, person_of
from network_core.tenancy.models import User
from network_core.tenancy.references import OwnReferences
from network_core.translations.models import TranslationState
from network_core.words.models import TextRow
from network_core.words.typesetting import is_right_to_left
from sites.proofreading import proofread_text
from sites.translating.kinds import KINDS, WordsKind
from sites.translating.saving import latest_words, save_words
from sites.translation_aids.machine_words import WordsProposals
from sites.translation_aids.words import (
    segments_of_words,
    simple_language_of,
    tell_about_words,
)

PUBLISH, PROPOSE = "publish", "propose"


class WordsForm(OwnReferences, WagtailAdminModelForm):
    """The words in one language, and which words the translator had before them."""

    german = forms.CharField(widget=forms.HiddenInput, required=False)
    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, record: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record
        self.now = {
            "german": record.words_hash,
            "version": str(self.instance.latest_revision_id or ""),
        }
        for name, value in self.now.items():
            self.initial.setdefault(name, value)
        direction = "rtl" if is_right_to_left(language) else "ltr"
        for name in record.word_fields:
            field = self.fields[name]
            field.help_text = ""
            field.widget.attrs |= {"lang": language, "dir": direction}

    def typed(self) -> dict[str, str]:
        """What was posted, as the fields keep it, and not judged yet."""
        return {
            name: field.widget.value_from_datadict(self.data, {}, self.add_prefix(name)) or ""
            for name, field in self.fields.items()
        }

    def mark_unread(self, names: Iterable[str]) -> None:
        """Say beside these fields that a machine has written what stands there."""
        for name in names:
            self[name].help_text = _(
                "Vorschlag der Maschine, von niemandem gelesen. Er gilt, wenn Sie ihn speichern."
            )

    def clean(self) -> dict[str, Any]:
        """Refuse what was made from German words, or instead of words, that are others by now."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("german") != self.now["german"]:
            self.add_error(
                None,
                _(
                    "Der deutsche Text wurde geändert, während Sie übersetzt haben. Ihr Text steht "
                    "noch unten; bitte mit dem neuen deutschen Text vergleichen und dann speichern."
                ),
            )
        elif cleaned.get("version", "") != self.now["version"]:
            self.add_error(
                None,
                _(
                    "Diese Übersetzung hat inzwischen jemand anders gespeichert. Ihr Text steht "
                    "noch unten; wenn Sie ihn jetzt speichern, gilt er."
                ),
            )
        # Shown again, the form stands beside what is there now.
        shown: QueryDict = self.data.copy()  # type: ignore[has-type]
        shown.update(self.now)
        self.data = shown
        return cleaned

    def refuse_gaps(self) -> bool:
        """Add an error to each field that is empty though it says something in German."""
        gaps = self.instance.gaps()
        for name in gaps:
            self.add_error(
                name, _("Auf Deutsch steht hier etwas. Als Entwurf kann es noch fehlen.")
            )
        return bool(gaps)


def record_of(user: User, key: str, pk: int, language: str) -> tuple[WordsKind, Any]:
    """The record whose words the person may translate into `language`; `Http404` else."""
    kind = KINDS.get(key)
    if kind is None:
        raise Http404
    record = get_object_or_404(kind.public(), pk=pk)
    network = kind.network_of(record)
    if network is None or language not in languages_translated_by(user, network):
        raise Http404
    return kind, record


class WordsView(WagtailAdminTemplateMixin, TemplateView):
    """German on one side, the other language on the other; keeps a draft, or publishes."""

    page_title = gettext_lazy("Übersetzen")
    header_icon = "globe"
    template_name = "sites/admin/translating/words.html"
    _show_breadcrumbs = True

    def dispatch(
        self, request: HttpRequest, *args: Any, kind: str, pk: int, language: str
    ) -> HttpResponseBase:
        """Refuse what the person does not translate."""
        self.kind, self.record = record_of(person_of(request), kind, pk, language)
        self.language = language
        self.row = latest_words(self.kind, self.record, language)
        self.may_publish = self.kind.may_publish(person_of(request), self.record)
        response: HttpResponseBase = super().dispatch(request, *args)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here, by the list."""
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("translations_to_do"), "label": _("Übersetzungen")},
            {"url": "", "label": self.get_page_subtitle()},
        ]

    def get_page_subtitle(self) -> str:
        """What is translated into which language."""
        name = dict(settings.LANGUAGES)[self.language]
        return f"{self.record} ({name})"

    def post(self, request: HttpRequest, *args: Any) -> HttpResponse:
        """Save what was typed, or show it again with what is wrong."""
        form = self._form(request.POST)
        if request.POST.get("action") == PROPOSE:
            return self._with_proposals(form.typed())
        publish = request.POST.get("action") == PUBLISH
        if publish and not self.may_publish:
            raise Http404
        if not form.is_valid() or (publish and form.refuse_gaps()):
            unread = self._proposals.unread(form.typed())
            return self.render_to_response(self.get_context_data(form=form, unread=unread))
        words = form.save(commit=False)
        save_words(self.record, words, person_of(request), publish=publish)
        tell_about_words(request, self.record, words, self.language)
        if publish:
            messages.success(request, _("Die Übersetzung ist veröffentlicht."))
        else:
            messages.success(
                request,
                _("Der Entwurf ist gespeichert. Sichtbar wird er, wenn ihn jemand veröffentlicht."),
            )
        return redirect(request.path)

    def _with_proposals(self, typed: dict[str, str]) -> HttpResponse:
        """The form with what was typed, and in its empty fields what a machine proposes."""
        shown = typed | self._proposals.fill(self.request, typed)
        form = self._form(None, initial=shown)
        unread = self._proposals.unread(shown)
        return self.render_to_response(self.get_context_data(form=form, unread=unread))

    @cached_property
    def _proposals(self) -> WordsProposals:
        network: Any = self.kind.network_of(self.record)  # there is one, or there is no view
        return WordsProposals(self.record, network, self.language)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Both sides of the form, and whether somebody has read what is published."""
        form = kwargs.get("form") or self._form(None)
        unread = kwargs.get("unread", frozenset())
        form.mark_unread(unread)
        machine = machine_for(self.language)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context |= simple_language_of(self.row, self.record, self.language)
        segments = segments_of_words(self.record, self.row, self.language)
        return context | {
            "form": form,
            "media": form.media,
            "pairs": [
                self._pair(form, name) | {"segment": segments[name], "is_unread": name in unread}
                for name in self.record.word_fields
            ],
            "language": self.language,
            "row": self.row,
            "is_stale": self.row.live and self.row.is_stale,
            "may_publish": self.may_publish,
            "machine": machine.engine.display_name if machine else "",
            "proofread": _proofread_by(self.row),
            "proofread_url": reverse(
                "proofread_words", args=[self.kind.key, self.record.pk, self.language]
            ),
        }

    def _form(self, data: Any, initial: dict[str, str] | None = None) -> WordsForm:
        made: Any = forms.modelform_factory(
            self.kind.text_model, form=WordsForm, fields=self.record.word_fields
        )
        form: WordsForm = made(
            data,
            initial=initial,
            instance=self.row,
            record=self.record,
            language=self.language,
            for_user=self.request.user,
        )
        return form

    def _pair(self, form: WordsForm, name: str) -> dict[str, Any]:
        german = getattr(self.record, name)
        is_rich = isinstance(self.record._meta.get_field(name), RichTextField)
        shown = RichText(german) if is_rich else german
        return {"field": form[name], "german": shown, "is_rich": is_rich}


def _proofread_by(row: TextRow) -> TranslationState | None:
    """Who has read the published words, as long as they are those that were read."""
    if not row.live:
        return None
    language = row.locale.language_code
    state = TranslationState.objects.of(row.translation_key, [language]).get(language)
    return state if state is not None and state.is_proofread(row.last_published_at) else None


def proofread_words(request: HttpRequest, kind: str, pk: int, language: str) -> HttpResponse:
    """Show who has read the published words of a record, and take down who has read them now."""
    found, record = record_of(person_of(request), kind, pk, language)
    texts: Any = found.text_model
    row = get_object_or_404(
        texts.objects.select_related("locale"),
        record=record,
        locale__language_code=language,
        live=True,
    )
    return proofread_text(
        request, row, str(record), reverse("translate_words", args=[kind, pk, language])
    )
