"""What can go wrong with a service, in words that a translator can do something with."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Failure(models.TextChoices):
    """How asking ended."""

    AWAY = "away", _("Der Übersetzungsdienst ist nicht erreichbar. Bitte später noch einmal.")
    TIME_OUT = (
        "time_out",
        _("Der Übersetzungsdienst hat nicht rechtzeitig geantwortet. Bitte später noch einmal."),
    )
    BUSY = (
        "busy",
        _("Der Übersetzungsdienst ist überlastet. Bitte in ein paar Minuten noch einmal."),
    )
    QUOTA = (
        "quota",
        _("Das Guthaben beim Übersetzungsdienst ist verbraucht. Bitte der Administration melden."),
    )
    REFUSED = (
        "refused",
        _("Der Übersetzungsdienst kennt unseren Zugang nicht. Bitte der Administration melden."),
    )
    LANGUAGE = "language", _("Der Übersetzungsdienst kann diese Sprache oder diesen Text nicht.")
    TOO_LARGE = "too_large", _("Ein Text ist für den Übersetzungsdienst zu lang.")
    MALFORMED = (
        "malformed",
        _("Der Übersetzungsdienst hat Unbrauchbares geantwortet. Davon wurde nichts übernommen."),
    )
    BUDGET = (
        "budget",
        _(
            "Das Budget des Netzwerks für maschinelle Übersetzung reicht in diesem Monat nicht "
            "mehr. Bitte selbst übersetzen, auf den nächsten Monat warten oder die Bundesebene um "
            "ein größeres Budget bitten."
        ),
    )


class EngineError(Exception):
    """A request that brought no translations. `was_sent`: the service may have counted it."""

    def __init__(self, failure: Failure, *, was_sent: bool = True, detail: str = "") -> None:
        super().__init__(f"{failure.value} {detail}".strip())
        self.failure = failure
        self.was_sent = was_sent
