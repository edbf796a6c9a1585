"""Traffic lights: what the umbrella's thresholds say about a value."""

from enum import Enum

from django.utils.translation import gettext as _

from network_core.umbrella.figures import Better, Figure, Value
from network_core.umbrella.models import Threshold


class Light(Enum):
    """What a value means; shown by shape and word, never by colour alone."""

    GOOD = "good"
    MIDDLE = "middle"
    POOR = "poor"

    @property
    def label(self) -> str:
        """The word for it."""
        return {
            Light.GOOD: _("gut"),
            Light.MIDDLE: _("im Blick behalten"),
            Light.POOR: _("braucht Hilfe"),
        }[self]

    @property
    def sign(self) -> str:
        """The shape for it."""
        return {Light.GOOD: "●", Light.MIDDLE: "▲", Light.POOR: "■"}[self]


def light(figure: Figure, value: Value, threshold: Threshold | None) -> Light | None:
    """The light of a value; None without a threshold, a value, or a direction."""
    if threshold is None or value is None or figure.better is Better.NEITHER:
        return None
    direction = 1 if figure.better is Better.MORE else -1
    entered = figure.unit.as_entered(float(value)) * direction
    if entered >= threshold.good * direction:
        return Light.GOOD
    return Light.POOR if entered <= threshold.poor * direction else Light.MIDDLE


def thresholds() -> dict[str, Threshold]:
    """Key of a figure → its threshold; one query."""
    return {threshold.figure: threshold for threshold in Threshold.objects.all()}
