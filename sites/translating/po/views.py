"""Downloading the texts of a network as PO files, and taking over what translators bring back."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from network_core.networks.models import Network
from network_core.tenancy.access import languages_translated_by, person_of
from network_core.tenancy.models import User
from sites.translating.po.reading import MOST_BYTES, UploadError, read_upload
from sites.translating.po.taking import Outcome, take_over
from sites.translating.po.writing import write_archive


def translated_network(user: User, slug: str, language: str) -> Network:
    """The network, if the person translates for it into `language`; `Http404` else."""
    network = Network.objects.filter(slug=slug).select_related("site__root_page").first()
    if network is None or language not in languages_translated_by(user, network):
        raise Http404
    return network


def download(request: HttpRequest, slug: str, language: str) -> HttpResponseBase:
    """One archive with a PO file for each text."""
    user = person_of(request)
    network = translated_network(user, slug, language)
    name = f"uebersetzungen-{slug}-{language}-{timezone.localdate():%Y-%m-%d}.zip"
    file = write_archive(network, language, user)
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


class UploadForm(forms.Form):
    """An archive or a PO file, and what is to become of it."""

    file = forms.FileField(
        label=gettext_lazy("Datei"),
        help_text=gettext_lazy(
            "Das heruntergeladene ZIP-Archiv mit den übersetzten Texten, oder eine einzelne "
            "PO-Datei daraus."
        ),
        widget=forms.FileInput(attrs={"accept": ".po,.zip"}),
    )
    publish = forms.BooleanField(
        label=gettext_lazy("Gleich veröffentlichen"),
        required=False,
        help_text=gettext_lazy(
            "Gilt für vollständige Texte, die Sie veröffentlichen dürfen. Alles andere wird ein "
            "Entwurf."
        ),
    )


class UploadView(WagtailAdminTemplateMixin, FormView):
    """Takes over an upload as a whole, or says what is wrong with it."""

    page_title = gettext_lazy("Übersetzungen einlesen")
    header_icon = "upload"
    template_name = "sites/admin/translating/upload.html"
    form_class = UploadForm
    _show_breadcrumbs = True

    def dispatch(
        self, request: HttpRequest, *args: Any, slug: str, language: str
    ) -> HttpResponseBase:
        """Refuse those who do not translate for the network into this language."""
        self.network = translated_network(person_of(request), slug, language)
        self.language = language
        response: HttpResponseBase = super().dispatch(request, *args)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here, by the list."""
        return [
            *super().get_breadcrumbs_items(),
            {"url": self._list_url(), "label": _("Übersetzungen")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_page_subtitle(self) -> str:
        """Of which network, in which language."""
        return f"{self.network.name} ({dict(settings.LANGUAGES)[self.language]})"

    def form_valid(self, form: UploadForm) -> HttpResponse:
        """Take over everything, or show every mistake."""
        file = form.cleaned_data["file"]
        try:
            files = read_upload(file.name, file, file.size)
            outcome = take_over(
                files,
                self.network,
                self.language,
                person_of(self.request),
                publish=form.cleaned_data["publish"],
            )
        except UploadError as error:
            for message in error.messages:
                form.add_error("file", message)
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(self.request, summary(outcome))
        return redirect(self._list_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the largest size that is taken."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"megabytes": MOST_BYTES // 1024 // 1024}

    def _list_url(self) -> str:
        query = f"network={self.network.slug}&language={self.language}"
        return f"{reverse('translations_to_do')}?{query}"


def summary(outcome: Outcome) -> str:
    """What has become of an upload, in one or two sentences."""
    parts = [
        ngettext("%(n)d Text übernommen", "%(n)d Texte übernommen", outcome.taken)
        % {"n": outcome.taken},
        _("%(n)d unverändert") % {"n": outcome.unchanged},
    ]
    if outcome.skipped:
        parts.append(
            _("%(n)d übersprungen, weil die Quelle sich geändert hat") % {"n": outcome.skipped}
        )
    said = ", ".join(parts) + "."
    if outcome.drafts:
        said += " " + ngettext(
            "%(n)d Entwurf wartet auf Veröffentlichung.",
            "%(n)d Entwürfe warten auf Veröffentlichung.",
            outcome.drafts,
        ) % {"n": outcome.drafts}
    return said
