"""The public forms behind the links in mails to partners."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.directory.freshness.opening_text import spans_to_text, text_to_spans
from network_core.directory.models import ContactPoint, Offer, OpeningHours
from network_core.directory.proposals.values import values_of
from network_core.forms.limits import Rate
from network_core.forms.protection import ProtectedForm

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NOTE_LENGTH = 2000
# One person answers for many offers in a row, and each link is signed and works once.
RATES = (Rate(60, timedelta(minutes=10)), Rate(300, timedelta(days=1)))
SINGLE = ("title", "summary", "eligibility", "steps", "documents", "cost_kind", "cost_note")
AT_THE_END = ("hours_note", "valid_until")
ASKED = (*SINGLE, *AT_THE_END, "contacts", "places", "hours")
NEW_CONTACTS = {
    ContactPoint.Kind.PHONE: gettext_lazy("Weitere Telefonnummer"),
    ContactPoint.Kind.EMAIL: gettext_lazy("Weitere E-Mail-Adresse"),
    ContactPoint.Kind.WEB: gettext_lazy("Weitere Website"),
}
_SALT = "network_core.directory.check.seen"


def _note(label: "StrOrPromise") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, max_length=NOTE_LENGTH, required=False, widget=widget)


class SeenForm(ProtectedForm, forms.Form):
    """A form that knows which version of the offer was looked at before it was sent."""

    rates: ClassVar[tuple[Rate, ...]] = RATES

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        self._version = offer.updated_at.isoformat()
        super().__init__(*args, initial={"seen": self._version}, **kwargs)

    def clean_seen(self) -> str:
        """Refuse an answer about data that have changed since they were shown."""
        if self.cleaned_data["seen"] != self._version:
            # The form is shown again with what is true now.
            self.data["seen"] = self._version  # type: ignore[index]
            raise ValidationError(
                _("Die Angaben haben sich eben geändert. Bitte noch einmal ansehen und absenden.")
            )
        return self._version


class RightForm(SeenForm):
    """„Stimmt noch“."""

    form_name = "check_right"


class GoneForm(SeenForm):
    """„Gibt es nicht mehr“."""

    form_name = "check_gone"

    note = _note(gettext_lazy("Seit wann, und was kann man stattdessen nutzen?"))


class OptOutForm(ProtectedForm, forms.Form):
    """„Keine E-Mails mehr“, and back."""

    form_name = "check_opt_out"
    rates: ClassVar[tuple[Rate, ...]] = RATES


class _OfferFields(forms.Form):
    """The fields of one offer, filled with what it says."""

    def __init__(self, data: Any = None, *args: Any, offer: Offer, **kwargs: Any) -> None:
        self.offer = offer
        # What was sent belongs to the rows that were shown, also where the offer has others now.
        self.base = _seen(data) or {
            name: value for name, value in values_of(offer).items() if name in ASKED
        }
        super().__init__(data, *args, **kwargs)
        for name in SINGLE:
            self._add_model_field(name)
        for number, row in enumerate(self.base["contacts"]):
            kind = str(ContactPoint.Kind(row["kind"]).label)
            label = f"{kind} ({row['label']})" if row["label"] else kind
            self._add_text(f"contact_{number}", label, row["value"], ContactPoint, "value")
        for new_kind, new_label in NEW_CONTACTS.items():
            self._add_text(f"new_{new_kind.value}", new_label, "", ContactPoint, "value")
        for number, row in enumerate(self.base["places"]):
            self._add_place(number, row)
        for day in OpeningHours.Weekday:
            field = forms.CharField(
                label=day.label,
                max_length=120,
                required=False,
                initial=spans_to_text(self._spans(day.value)),
            )
            self.fields[f"hours_{day.value}"] = field
        self.fields["hours_0"].help_text = _("Zum Beispiel 9–12, 14:30–18. Leer: geschlossen.")
        for name in AT_THE_END:
            self._add_model_field(name)
        self.fields["note"] = _note(_("Was ist sonst noch anders?"))
        self.fields["base"] = forms.CharField(
            widget=forms.HiddenInput,
            required=False,
            max_length=100_000,
            initial=signing.dumps(self.base, salt=_SALT, compress=True),
        )

    def _add_model_field(self, name: str) -> None:
        model_field: Any = Offer._meta.get_field(name)
        field = model_field.formfield()
        if isinstance(field, forms.CharField) and isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 4
        if isinstance(field, forms.DateField):
            field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        field.initial = getattr(self.offer, name)
        self.fields[name] = field

    def _add_text(self, name: str, label: Any, value: str, model: Any, field_name: str) -> None:
        length = model._meta.get_field(field_name).max_length
        self.fields[name] = forms.CharField(
            label=label, max_length=length, required=False, initial=value
        )

    def _add_place(self, number: int, row: dict[str, Any]) -> None:
        if row["is_protected"]:
            return
        place: Any = self.offer.places.model
        for name in ("street", "postal_code", "city"):
            label = place._meta.get_field(name).verbose_name
            self._add_text(f"place_{number}_{name}", label, row[name], place, name)

    def _spans(self, weekday: int) -> list[tuple[str, str]]:
        return [
            (row["opens"], row["closes"]) for row in self.base["hours"] if _is_weekly(row, weekday)
        ]


class ChangeForm(ProtectedForm, _OfferFields):
    """„Etwas hat sich geändert“: what the offer should say, field by field."""

    form_name = "check_change"
    rates: ClassVar[tuple[Rate, ...]] = RATES

    def clean(self) -> dict[str, Any] | None:
        """Refuse contact data and opening hours that nobody could use."""
        for name, kind in self._contact_fields():
            value = self.cleaned_data.get(name)
            if value:
                self._check(name, ContactPoint(kind=kind, value=value))
        for day in OpeningHours.Weekday:
            name = f"hours_{day.value}"
            try:
                self.cleaned_data[name] = text_to_spans(self.cleaned_data.get(name) or "")
            except ValidationError as error:
                self.add_error(name, error)
        return super().clean()

    def _check(self, name: str, contact: ContactPoint) -> None:
        try:
            contact.clean()
        except ValidationError as error:
            self.add_error(name, error.messages)

    def _contact_fields(self) -> Iterator[tuple[str, str]]:
        for number, row in enumerate(self.base["contacts"]):
            yield f"contact_{number}", row["kind"]
        for kind in NEW_CONTACTS:
            yield f"new_{kind.value}", kind.value

    def proposed(self) -> dict[str, Any]:
        """What the offer should say, as `make_proposal` takes it; call it after validation."""
        data = {name: self.cleaned_data[name] for name in (*SINGLE, *AT_THE_END)}
        data["contacts"] = list(self._contacts())
        data["places"] = [
            row | self._place(number, row) for number, row in enumerate(self.base["places"])
        ]
        data["hours"] = list(self._hours())
        return data

    def _contacts(self) -> Iterator[dict[str, Any]]:
        for number, row in enumerate(self.base["contacts"]):
            if value := self.cleaned_data[f"contact_{number}"]:
                yield row | {"value": value}
        for kind in NEW_CONTACTS:
            if value := self.cleaned_data[f"new_{kind.value}"]:
                yield {"kind": kind.value, "value": value, "label": ""}

    def _place(self, number: int, row: dict[str, Any]) -> dict[str, Any]:
        if row["is_protected"]:
            return {}
        names = ("street", "postal_code", "city")
        new = {name: self.cleaned_data[f"place_{number}_{name}"] for name in names}
        if all(row[name] == value for name, value in new.items()):
            return {}
        # Another address is another place on the map.
        return new | {"latitude": None, "longitude": None}

    def _hours(self) -> Iterator[dict[str, Any]]:
        for row in self.base["hours"]:
            weekday = row["weekday"]
            if (
                weekday is None
                or not _is_weekly(row, weekday)
                or (row["opens"], row["closes"]) in self.cleaned_data[f"hours_{weekday}"]
            ):
                yield row
        for day in OpeningHours.Weekday:
            known = self._spans(day.value)
            for opens, closes in self.cleaned_data[f"hours_{day.value}"]:
                if (opens, closes) not in known:
                    yield {"weekday": day.value, "opens": opens, "closes": closes}


def _seen(data: Any) -> dict[str, Any]:
    """What the offer said when the form was shown; nothing where that is not known."""
    try:
        seen: dict[str, Any] = signing.loads(str((data or {}).get("base", "")), salt=_SALT)
    except signing.BadSignature:
        return {}
    return seen


def _is_weekly(row: dict[str, Any], weekday: int) -> bool:
    """Whether the row says when the offer is open on that day of every week."""
    is_exception = row["valid_from"] is not None or row["valid_through"] is not None
    return row["weekday"] == weekday and row["opens"] is not None and not is_exception
