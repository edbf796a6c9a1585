"""The life of a network: its states, and which of them may follow which."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a network stands in its life; docs/life-cycle.md says what each state means."""

    PLANNED = "planned", _("in Planung")
    ACTIVE = "active", _("aktiv")
    DORMANT = "dormant", _("ruht")
    ENDED = "ended", _("beendet")


# Visitors of these find the site and all that the network publishes; of the others, a notice.
OPEN = frozenset({State.ACTIVE, State.DORMANT})

# Whoever had visitors once does not become a plan again, except by way of its end: visitors
# would be told that something begins which they know.
NEXT: dict[State, tuple[State, ...]] = {
    State.PLANNED: (State.ACTIVE, State.ENDED),
    State.ACTIVE: (State.DORMANT, State.ENDED),
    State.DORMANT: (State.ACTIVE, State.ENDED),
    State.ENDED: (State.PLANNED, State.ACTIVE),
}
# A network begins with one of these.
FIRST = (State.ACTIVE, State.PLANNED)
