"""The form by which a company offers work or training. It sets no cookie and stores nothing."""

from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from network_core.forms.protection import ProtectedForm
from network_core.forms.views import public_form
from network_core.mail.sending import send_mail
from network_core.networks.homes import homes_of
from network_core.networks.requests import network_of
from network_core.statistics import counters
from network_core.statistics.kinds import COMPANY_OFFER
from sites.contact import SeeOther

KINDS = {
    "part_time_training": _("Ausbildung in Teilzeit"),
    "family_friendly": _("Arbeit, die sich mit Kindern vereinbaren lässt"),
    "placement": _("Praktikum oder Hospitation"),
}


class Choices(forms.CheckboxSelectMultiple):
    """Checkboxes whose label, for the list of errors, leads to the first of them."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The id of one box; without a number that of the first."""
        return super().id_for_label(id_, index or "0")


class CompanyForm(ProtectedForm, forms.Form):
    """What a company offers, and how it is reached."""

    form_name = "company"

    company = forms.CharField(label=_("Unternehmen"), max_length=160)
    contact_person = forms.CharField(label=_("Ansprechperson"), max_length=120)
    email = forms.EmailField(
        label=_("E-Mail"),
        max_length=254,
        required=False,
        help_text=_("E-Mail oder Telefon: eines von beiden genügt."),
    )
    phone = forms.CharField(label=_("Telefon"), max_length=60, required=False)
    kinds = forms.MultipleChoiceField(
        label=_("Was möglich ist"), choices=list(KINDS.items()), widget=Choices
    )
    message = forms.CharField(
        label=_("Was wir noch wissen sollten"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean(self) -> dict[str, Any] | None:
        """Nobody can answer a company that leaves neither address nor number."""
        data = self.cleaned_data
        has_failed = "email" in self.errors or "phone" in self.errors
        if not has_failed and not data.get("email") and not data.get("phone"):
            message = _("Bitte eine E-Mail-Adresse oder eine Telefonnummer angeben.")
            self.add_error("email", ValidationError(message, code="required"))
        return super().clean()


@public_form
@require_http_methods(["GET", "HEAD", "POST"])
def receive_company(request: HttpRequest) -> HttpResponseBase:
    """Send what a company offers to the network, or show the form again with what is wrong.

    Opened with a GET it leads to the page for companies.
    """
    # The page type is looked up late: the page itself shows the form of this module.
    page_model = apps.get_model("sites", "CompanyPage")
    network = network_of(request)
    home = homes_of(network).get(get_language() or "")
    page = home and page_model.objects.child_of(home).live().public().first()
    if not page or not network.contact_email:
        raise Http404
    if request.method != "POST":
        return redirect(page.get_url(request))
    form = CompanyForm(request.POST, request=request)
    if not form.is_valid():
        response = page.serve(request, form=form)
        response.status_code = 422
        return response
    if form.claim():
        data = form.cleaned_data
        send_mail(
            "company_offer",
            network,
            network.contact_email,
            data | {"kinds": [KINDS[kind] for kind in data["kinds"]]},
            reply_to=data["email"],
            reply_to_name=data["contact_person"],
        )
        counters.count(COMPANY_OFFER, network)
    return SeeOther(f"{page.get_url(request)}?gesendet")
