"""Saying that a native speaker has read a translated page; the note for visitors goes with it."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from network_core.tenancy.access import person_of
from network_core.tenancy.questions import may_change_page
from network_core.translations.models import TranslationState
from network_core.translations.state import mark_proofread


class ProofreadForm(forms.Form):
    """Who has read the page."""

    by = forms.CharField(
        label=gettext_lazy("Gelesen von"),
        max_length=120,
        help_text=gettext_lazy("Wer die Übersetzung als Muttersprachler*in gelesen hat."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def proofread(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show who has read the published text, and take down who has read it now."""
    page = get_object_or_404(Page.objects.select_related("locale"), pk=page_id)
    language = page.locale.language_code
    is_translation = page.depth > 1 and language != settings.LANGUAGE_CODE and page.live
    if not is_translation or not may_change_page(person_of(request), page):
        raise Http404
    state = TranslationState.objects.of(page.translation_key, [language]).get(language)
    form = ProofreadForm(request.POST or None, initial={"by": _name_of(request)})
    if request.method == "POST" and form.is_valid():
        mark_proofread(page, form.cleaned_data["by"])
        messages.success(request, _("Die Seite gilt als geprüft, bis sich ihr Text ändert."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    holds = state is not None and state.is_proofread(page.last_published_at)
    context = {"page": page, "form": form, "state": state, "holds": holds}
    return render(request, "sites/admin/proofread.html", context)


def _name_of(request: HttpRequest) -> str:
    user = person_of(request)
    return user.get_full_name() or user.get_username()
