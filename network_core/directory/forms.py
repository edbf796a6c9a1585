"""Forms of the directory's admin."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network_core.directory.freshness.planning import holds_until
from network_core.directory.models import Offer, OfferLanguage, Verification
from network_core.directory.visibility import SCHEME_FIELDS
from network_core.taxonomy.choices import term_choices
from network_core.tenancy.forms import TenantForm
from network_core.words.languages import language_name

# What is spoken in advice centres in Germany: the frequent ones first, the others by name.
FREQUENT = ("de", "en", "tr", "ar", "uk", "ru", "fa", "pl", "ro", "bg", "ku", "fr", "es", "vi")
OTHERS = (
    *("am", "az", "bn", "bs", "cs", "el", "hi", "hr", "hu", "hy", "it", "ka", "mk", "nl", "ps"),
    *("pt", "sk", "so", "sq", "sr", "ta", "th", "ti", "ur"),
)


def spoken_language_choices(also: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The languages to tick, and those in `also` (codes that an import brought)."""
    rest = sorted({*OTHERS, *also} - set(FREQUENT), key=language_name)
    return [(code, language_name(code)) for code in (*FREQUENT, *rest)]


class RecordForm(TenantForm):
    """The form of a shared record. Its steward is chosen once; later it is handed over."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "steward" in self.fields:
            self.fields["steward"].disabled = True


class TermsForm(TenantForm):
    """A form whose terms are shown as the tree that they form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = term_choices()
        for scheme, name in SCHEME_FIELDS.items():
            if name in self.fields:
                self.fields[name].choices = choices.get(scheme, [])


class OfferForm(RecordForm, TermsForm):
    """An offer, with the languages spoken there as boxes to tick."""

    languages = forms.MultipleChoiceField(
        label=_("Sprachen vor Ort"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = self.instance.language_codes
        self.fields["languages"].choices = spoken_language_choices(also=spoken)
        self.initial.setdefault("languages", spoken)

    def save(self, commit: bool = True) -> Offer:
        """Save the offer and its languages."""
        codes = self.cleaned_data.get("languages", [])
        kept = {row.code: row for row in self.instance.spoken_languages.all()}
        self.instance.spoken_languages = [
            kept.get(code) or OfferLanguage(code=code) for code in codes
        ]
        offer: Offer = super().save(commit=commit)
        return offer


class VerificationForm(TenantForm):
    """A check, made by the person who enters it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holds_until"].required = False

    def clean(self) -> dict[str, Any]:
        """Without a day of their own checks hold as long as the rules say."""
        data: dict[str, Any] = super().clean()
        offer, checked_on = data.get("offer"), data.get("checked_on")
        if offer and checked_on and "holds_until" in data and not data["holds_until"]:
            data["holds_until"] = holds_until([offer.pk], checked_on)[offer.pk]
        return data

    def save(self, commit: bool = True) -> Verification:
        """Remember who has checked."""
        if not self.instance.pk:
            self.instance.checked_by = self.for_user
        verification: Verification = super().save(commit=commit)
        return verification
