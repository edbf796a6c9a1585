"""What a coordinator says about somebody, and what an invited person says of themselves."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.directory.models import Partner
from network_core.forms.cleaning import clean_text
from network_core.networks.models import Network
from network_core.people.invitations import Newcomer
from network_core.people.members import Member, languages_to_give, members_of, roles_to_give
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User

WHAT_ROLES_DO = {
    Role.AUTHOR: gettext_lazy("schreibt Entwürfe"),
    Role.EDITOR: gettext_lazy("schreibt und veröffentlicht"),
    Role.COORDINATOR: gettext_lazy(
        "dazu Team, Einstellungen, rechtliche Texte und Freigaben des Netzwerks"
    ),
    Role.TRANSLATOR: gettext_lazy("übersetzt in die gewählten Sprachen"),
    Role.STAFF: gettext_lazy(
        "pflegt Systematik, bundesweite Angebote und die eigene Website; liest, was alle "
        "Netzwerke veröffentlichen"
    ),
    Role.PARTNER: gettext_lazy("schlägt Änderungen an den Einträgen des eigenen Partners vor"),
}


class RoleForm(forms.Form):
    """A role in one network, with what belongs to it."""

    role = forms.ChoiceField(label=gettext_lazy("Rolle"), widget=forms.RadioSelect)
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Sprachen"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nur bei Übersetzer*innen: die Sprachen, in die sie übersetzen."),
    )
    partner = forms.ModelChoiceField(
        label=gettext_lazy("Partner"),
        queryset=Partner.objects.none(),
        required=False,
        help_text=gettext_lazy(
            "Nur beim Partnerzugang: Die Person kann Änderungen an den Einträgen dieses Partners "
            "vorschlagen und sieht sonst nichts von der Verwaltung."
        ),
    )

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        """Offer what exists in the network, and nothing of another one."""
        super().__init__(*args, **kwargs)
        self.network = network
        names = dict(settings.LANGUAGES)
        roles = roles_to_give(network)
        self._choices("role").choices = [
            (role.value, f"{role.label}: {WHAT_ROLES_DO[role]}") for role in roles
        ]
        languages = languages_to_give(network)
        self._choices("languages").choices = [(code, names[code]) for code in languages]
        if not languages:
            del self.fields["languages"]
        if Role.PARTNER in roles:
            own: Any = self.fields["partner"]
            own.queryset = Partner.objects.filter(steward=network).order_by("name")
        else:
            del self.fields["partner"]

    def _choices(self, name: str) -> Any:
        return self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Ask for what the role cannot do without, and drop what does not belong to it."""
        cleaned = super().clean() or {}
        role = cleaned.get("role")
        if role != Role.TRANSLATOR:
            cleaned["languages"] = []
        elif not cleaned.get("languages") and "languages" not in self.errors:
            self.add_error("languages", _("Bitte mindestens eine Sprache wählen."))
        if role != Role.PARTNER:
            cleaned["partner"] = None
        elif not cleaned.get("partner") and "partner" not in self.errors:
            self.add_error("partner", _("Bitte den Partner wählen, für den die Person arbeitet."))
        return cleaned

    @classmethod
    def initial_of(cls, member: Member) -> dict[str, Any]:
        """What a member is now."""
        return {
            "role": member.role,
            "languages": member.languages,
            "partner": member.partners[0].pk if member.partners else None,
        }


class InvitationForm(RoleForm):
    """An address and a role."""

    email = forms.EmailField(label=gettext_lazy("E-Mail"), max_length=140)
    field_order = ("email", "role", "languages", "partner")

    def clean_email(self) -> str:
        """Refuse who is in this network already; nothing is said about other networks."""
        email: str = self.cleaned_data["email"].lower()
        if not email.isascii():
            raise ValidationError(_("Bitte eine Adresse ohne Umlaute und Sonderzeichen angeben."))
        if any(member.user.email.lower() == email for member in members_of(self.network)):
            raise ValidationError(_("Diese Adresse gehört schon jemandem in Ihrem Team."))
        return email


class NewcomerForm(forms.Form):
    """Name and password of somebody who joins."""

    first_name = forms.CharField(
        label=gettext_lazy("Vorname"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=gettext_lazy("Nachname"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Passwort"),
        max_length=500,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validation.password_validators_help_text_html,
    )
    password_again = forms.CharField(
        label=gettext_lazy("Passwort noch einmal"),
        max_length=500,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        """`email` is the invited address, which the password must not resemble."""
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_first_name(self) -> str:
        """Without hidden characters."""
        return clean_text(self.cleaned_data["first_name"], multiline=False)

    def clean_last_name(self) -> str:
        """Without hidden characters."""
        return clean_text(self.cleaned_data["last_name"], multiline=False)

    def clean(self) -> dict[str, Any]:
        """Hold the password against the rules and against its repetition."""
        cleaned = super().clean() or {}
        password, again = cleaned.get("password"), cleaned.get("password_again")
        if password and again and password != again:
            self.add_error("password_again", _("Das ist nicht dasselbe Passwort."))
        elif password:
            user = User(
                username=self.email,
                email=self.email,
                first_name=cleaned.get("first_name", ""),
                last_name=cleaned.get("last_name", ""),
            )
            try:
                password_validation.validate_password(password, user)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned

    @property
    def newcomer(self) -> Newcomer:
        """Who joins; only of a valid form."""
        data = self.cleaned_data
        return Newcomer(data["first_name"], data["last_name"], data["password"])
