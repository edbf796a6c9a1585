"""A new network by a form: the same as `manage.py create_network`, and its first invitation."""

from typing import ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import RegexValidator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import Site

from network_core.audit.models import AuditEntry
from network_core.audit.record import record
from network_core.networks.models import Network
from network_core.networks.regions import POSTCODE_PATTERN, normalise_region_key
from network_core.networks.requests import network_of
from network_core.networks.states import FIRST
from network_core.people.invitations import invite
from network_core.tenancy.access import network_ids_for, person_of
from network_core.tenancy.matrix import Kind, Role
from network_core.tenancy.models import User
from sites.provisioning.founding import found_networks
from sites.provisioning.provision import Blueprint

MOST_LINES = 200

HOSTNAME = RegexValidator(
    r"^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$",
    _("Bitte nur den Namen angeben, klein geschrieben, zum Beispiel netz.example.org."),
)


class NewNetworkForm(forms.ModelForm):
    """The facts that a network needs to begin; everything else is in its settings."""

    hostname = forms.CharField(
        label=_("Adresse der Website"),
        max_length=253,
        validators=[HOSTNAME],
        help_text=_("Zum Beispiel netz.example.org, ohne https://."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Sprachen"),
        choices=settings.LANGUAGES,
        initial=[settings.LANGUAGE_CODE],
        widget=forms.CheckboxSelectMultiple,
    )
    region_keys = forms.CharField(
        label=_("Gebiete"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Regionalschlüssel, einer pro Zeile, zum Beispiel 03159."),
    )
    postcodes = forms.CharField(
        label=_("Postleitzahlen"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nur wenn das Netzwerk für einen Teil einer Gemeinde da ist. Eine pro Zeile."),
    )

    state = forms.ChoiceField(
        label=_("Stand"),
        choices=[(state.value, state.label) for state in FIRST],
        initial=FIRST[0],
        required=False,
        help_text=_("„in Planung“: Bis es losgeht, sieht nur das Team die Website."),
    )
    coordinator_email = forms.EmailField(
        label=_("E-Mail der ersten Koordination"),
        help_text=_("Sie bekommt eine Einladung und legt ihr Passwort selbst fest."),
    )

    class Meta:
        model = Network
        fields: ClassVar[list[str]] = [
            "name",
            "short_name",
            "slug",
            "tagline",
            "languages",
            "address_form",
            "color_primary",
            "color_accent",
            "contact_email",
        ]

    def clean_hostname(self) -> str:
        """Refuse an address that another site has."""
        hostname: str = self.cleaned_data["hostname"]
        if Site.objects.filter(hostname=hostname).exists():
            raise ValidationError(gettext("Diese Adresse gehört schon zu einer anderen Website."))
        return hostname

    def clean_region_keys(self) -> list[str]:
        """The keys in their stored form, each once."""
        lines = _few(self.cleaned_data["region_keys"])
        return list(dict.fromkeys(normalise_region_key(line) for line in lines))

    def clean_postcodes(self) -> list[str]:
        """The postcodes, each once."""
        lines = _few(self.cleaned_data["postcodes"])
        check = RegexValidator(POSTCODE_PATTERN, gettext("Eine Postleitzahl hat fünf Ziffern."))
        for line in lines:
            check(line)
        return list(dict.fromkeys(lines))

    def clean_state(self) -> str:
        """Active, where nobody says anything else."""
        return self.cleaned_data["state"] or FIRST[0].value

    def blueprint(self, port: int) -> Blueprint:
        """What provisioning makes the network from."""
        data = dict(self.cleaned_data)
        hostname = data.pop("hostname")
        del data["coordinator_email"]
        return Blueprint(data, None, hostname, port)


def _few(text: str) -> list[str]:
    """The words of a field, as many as one network needs."""
    words = text.split()
    if len(words) > MOST_LINES:
        raise ValidationError(
            gettext("Höchstens %(number)d Angaben sind möglich."), params={"number": MOST_LINES}
        )
    return words


@transaction.atomic
def make_network(blueprint: Blueprint, coordinator_email: str, user: User) -> Network:
    """Make the network and invite its first coordinator: both happen or none.

    Raises ValidationError for what the form cannot know: somebody else was faster.
    """
    [(network, is_new)] = found_networks([blueprint])
    if not is_new:
        raise ValidationError(gettext("Dieses Netzwerk hat gerade jemand angelegt."))
    log(network, "wagtail.create", user=user)
    record(AuditEntry.Action.NETWORK_CREATED, actor=user, network=network, target=network)
    invite(
        network,
        coordinator_email,
        Role.COORDINATOR,
        languages=[],
        partner=None,
        invited_by=user,
    )
    return network


def new_network(request: HttpRequest) -> HttpResponse:
    """Show the form, and make the network; only for the staff of the umbrella."""
    user = person_of(request)
    if not network_ids_for(user, "create", Kind.NETWORK):
        raise PermissionDenied
    form = NewNetworkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        blueprint = form.blueprint(network_of(request).site.port)
        try:
            network = make_network(blueprint, form.cleaned_data["coordinator_email"], user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(
                request,
                gettext("Das Netzwerk „%(name)s“ ist angelegt, seine Koordination eingeladen.")
                % {"name": network.name},
                buttons=[messages.button(network.root_url, gettext("Website ansehen"))],
            )
            return HttpResponseRedirect(reverse("wagtailadmin_home"))
    return render(request, "sites/admin/new_network.html", {"form": form})
