"""Saying that a native speaker has read a translation; the note for visitors goes with it."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from network_core.tenancy.access import person_of
from network_core.tenancy.questions import may_change_page
from network_core.translations.models import TranslationState
from network_core.translations.state import mark_proofread


class ProofreadForm(forms.Form):
    """Who has read the text."""

    by = forms.CharField(
        label=gettext_lazy("Gelesen von"),
        max_length=120,
        help_text=gettext_lazy("Wer die Übersetzung als Muttersprachler*in gelesen hat."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def proofread(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show who has read the published page, and take down who has read it now."""
    page = get_object_or_404(Page.objects.select_related("locale"), pk=page_id)
    language = page.locale.language_code
    is_translation = page.depth > 1 and language != settings.LANGUAGE_CODE and page.live
    if not is_translation or not may_change_page(person_of(request), page):
        raise Http404
    back = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return proofread_text(request, page, page.title, back)


def proofread_text(request: HttpRequest, text: Any, title: str, back: str) -> HttpResponse:
    """The same for any text that the person may translate: a page or the words of a record.

    `text` is what is published, `back` where to go when it is done.
    """
    language = text.locale.language_code
    state = TranslationState.objects.of(text.translation_key, [language]).get(language)
    form = ProofreadForm(request.POST or None, initial={"by": _name_of(request)})
    if request.method == "POST" and form.is_valid():
        mark_proofread(text, form.cleaned_data["by"])
        messages.success(request, _("Der Text gilt als geprüft, bis er sich ändert."))
        return redirect(back)
    holds = state is not None and state.is_proofread(text.last_published_at)
    context = {"title": title, "form": form, "state": state, "holds": holds}
    return render(request, "sites/admin/proofread.html", context)


def _name_of(request: HttpRequest) -> str:
    user = person_of(request)
    return user.get_full_name() or user.get_username()
