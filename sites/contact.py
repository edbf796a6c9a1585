"""The form on a network's contact page. It sets no cookie and stores nothing."""

from django import forms
from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from network_core.forms.protection import ProtectedForm
from network_core.forms.views import public_form
from network_core.mail.contact import send_contact_message
from network_core.networks.homes import homes_of
from network_core.networks.requests import network_of
from network_core.statistics import counters


class ContactForm(ProtectedForm, forms.Form):
    """A visitor's message to a network."""

    form_name = "contact"

    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("E-Mail"),
        max_length=254,
        required=False,
        help_text=_("Nur nötig, wenn wir antworten sollen."),
    )
    message = forms.CharField(
        label=_("Nachricht"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8})
    )


class SeeOther(HttpResponseRedirect):
    """The answer to a POST: go there with a GET, so that a reload sends nothing again."""

    status_code = 303


@public_form
@require_http_methods(["GET", "HEAD", "POST"])
def receive_message(request: HttpRequest) -> HttpResponseBase:
    """Send a visitor's message to the network, or show the form again with what is wrong in it.

    Opened with a GET it leads to the contact page.
    """
    # The page type is looked up late: the page itself shows the form of this module.
    page_model = apps.get_model("sites", "ContactPage")
    network = network_of(request)
    home = homes_of(network).get(get_language() or "")
    page = home and page_model.objects.child_of(home).live().public().first()
    if not page or not network.contact_email:
        raise Http404
    if request.method != "POST":
        # Whoever reloads or comes back after a mistake in the form.
        return redirect(page.get_url(request))
    form = ContactForm(request.POST, request=request)
    if not form.is_valid():
        response = page.serve(request, form=form)
        response.status_code = 422
        return response
    if form.claim():
        send_contact_message(network, **form.cleaned_data)
        counters.count("contact_message", network)
    return SeeOther(f"{page.get_url(request)}?gesendet")
