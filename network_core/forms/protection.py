"""`ProtectedForm`: mix it into a Django form that the public may send without a cookie."""

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.forms import limits
from network_core.forms.cleaning import clean_text
from network_core.forms.token import TokenReading, TokenState, make_token, read_token

if TYPE_CHECKING:
    _Base = forms.Form
else:
    _Base = object

TOKEN_FIELD = "form_token"  # noqa: S105
HONEYPOT_FIELD = "homepage"
DEFAULT_MAX_LENGTH = 5000


class ProtectedForm(_Base):
    """A public form with a signed time token, a honeypot and a rate limit, and clean text.

    ``class ContactForm(ProtectedForm, forms.Form)`` with ``form_name = "contact"``; made with
    ``ContactForm(request=request)`` or ``ContactForm(request.POST, request=request)``. Token and
    honeypot are fields of the form: the template prints fields named in ``trap_names`` inside
    an element that is out of sight and ``aria-hidden``. Whatever is refused, the form can be
    shown again with everything that was typed, and sent again.
    """

    form_name: ClassVar[str] = ""
    rates: ClassVar[tuple[limits.Rate, ...]] = limits.DEFAULT_RATES
    trap_names: ClassVar[tuple[str, ...]] = (HONEYPOT_FIELD,)

    def __init__(self, data: Any = None, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        """Take the request, for its network and for the place that it comes from."""
        if not self.form_name:
            raise ImproperlyConfigured("A protected form has a form_name.")
        self.request = request
        network = getattr(request, "network", None)
        self._scope = f"{self.form_name}:{network.pk if network else 0}"
        super().__init__(data, *args, **kwargs)
        self._limit_lengths()
        self._own_names = tuple(self.fields)
        self._reading = TokenReading(TokenState.INVALID)
        self._trapped = False
        if self.is_bound:
            token = str(self.data.get(self.add_prefix(TOKEN_FIELD), ""))
            self._reading = read_token(self._scope, token)
            self._trapped = bool(self.data.get(self.add_prefix(HONEYPOT_FIELD)))
            self.data = self._clean_data(self.data)
            if self._reading.state in {TokenState.INVALID, TokenState.EXPIRED}:
                # A good token is kept, so that whoever mends a field need not wait again.
                token = make_token(self._scope)
            self.data[self.add_prefix(TOKEN_FIELD)] = token
        else:
            token = make_token(self._scope)
        self._add_protection(token)

    def clean(self) -> dict[str, Any] | None:
        """Refuse robots, after the fields themselves were found right."""
        cleaned = super().clean()
        for name in (TOKEN_FIELD, HONEYPOT_FIELD):
            self.cleaned_data.pop(name, None)
        if self.errors:
            return cleaned
        if self._trapped:
            raise ValidationError(
                _(
                    "Das Formular wurde nicht gesendet, weil ein verstecktes Feld ausgefüllt war. "
                    "Manche Browser tun das von selbst. Bitte noch einmal absenden."
                ),
                code="honeypot",
            )
        if self._reading.state is not TokenState.VALID:
            raise self._refusal(self._reading.state)
        if not limits.within_limits(self.request, self._scope, self.rates):
            raise ValidationError(
                _(
                    "Von diesem Anschluss kamen gerade sehr viele Nachrichten. "
                    "Bitte später noch einmal absenden; alle Eingaben stehen noch im Formular."
                ),
                code="rate",
            )
        return cleaned

    def claim(self) -> bool:
        """Whether this valid submission is a new one; to be asked once before acting on it.

        False for a double click or a reload: the same form with the same content was dealt with,
        and the answer is the same page as for the first one.
        """
        return limits.claim_once(self._scope, self._identity())

    def release(self) -> None:
        """Take `claim` back where acting on the submission failed."""
        limits.release(self._scope, self._identity())

    def _identity(self) -> str:
        digest = hashlib.sha256(self._reading.nonce.encode())
        for key in sorted(self.data):
            if key != self.add_prefix(TOKEN_FIELD):
                digest.update("\x1e".join((key, *_values(self.data, key), "\x1f")).encode())
        return digest.hexdigest()

    def _limit_lengths(self) -> None:
        for field in self.fields.values():
            if isinstance(field, forms.CharField) and field.max_length is None:
                field.max_length = DEFAULT_MAX_LENGTH
                field.validators = [*field.validators, MaxLengthValidator(DEFAULT_MAX_LENGTH)]

    def _add_protection(self, token: str) -> None:
        self.fields[TOKEN_FIELD] = forms.CharField(
            required=False, initial=token, widget=forms.HiddenInput
        )
        self.fields[HONEYPOT_FIELD] = forms.CharField(
            label=gettext_lazy("Dieses Feld bitte frei lassen"),
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
        )

    def _clean_data(self, data: Any) -> QueryDict:
        """What was sent for the fields of this form, and nothing else, as clean text."""
        cleaned = QueryDict(mutable=True)
        for name in self._own_names:
            field = self.fields[name]
            multiline = isinstance(field.widget, forms.Textarea)
            limit = 4 * (getattr(field, "max_length", None) or DEFAULT_MAX_LENGTH)
            for key in _keys(field, self.add_prefix(name), data):
                texts = [
                    clean_text(value[:limit], multiline=multiline) for value in _values(data, key)
                ]
                cleaned.setlist(key, texts)
        return cleaned

    def _refusal(self, state: TokenState) -> ValidationError:
        if state is TokenState.TOO_YOUNG:
            text = _("Das ging sehr schnell. Bitte in ein paar Sekunden noch einmal absenden.")
        elif state is TokenState.EXPIRED:
            text = _(
                "Das Formular war länger als einen Tag geöffnet. "
                "Bitte die Eingaben prüfen und noch einmal absenden."
            )
        else:
            text = _("Das Formular ist nicht vollständig angekommen. Bitte noch einmal absenden.")
        return ValidationError(text, code=state.name.lower())


def _keys(field: forms.Field, prefixed: str, data: Any) -> Iterable[str]:
    """The names under which a field's value may be sent: its own, or those of its parts."""
    if isinstance(field.widget, forms.MultiWidget | forms.SelectDateWidget):
        return [key for key in data if key.startswith(f"{prefixed}_")]
    return [prefixed] if prefixed in data else []


def _values(data: Any, key: str) -> list[str]:
    values = data.getlist(key) if hasattr(data, "getlist") else [data[key]]
    return [value for value in values if isinstance(value, str)]
