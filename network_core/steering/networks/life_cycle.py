"""Bringing a network into another state of its life: what that does, shown before and done.

What visitors see of each state is said where they ask (`networks.openness`, `sites.closed`); which
states may follow which, in `networks.states`.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from network_core.audit.models import AuditEntry
from network_core.audit.record import record
from network_core.directory.handover.service import close_handovers_of, open_handovers_of
from network_core.events.models import Event
from network_core.networks.models import STEERED, Network
from network_core.networks.states import NEXT, State
from network_core.people.invitations import withdraw
from network_core.people.models import Invitation
from network_core.steering.log_actions import RECORDS_HANDED_OVER, STATE_CHANGED
from network_core.steering.networks.handing_over import (
    HandoverPreview,
    Share,
    preview_handing_over,
)
from network_core.tenancy.models import User
from network_core.tenancy.suspension import people_of, restore_roles, suspend_roles

# What changes for everybody, in the order in which the form says it.
EFFECTS: Mapping[State, tuple[str | Promise, ...]] = {
    State.PLANNED: (
        gettext_lazy("Wer die Website besucht, liest: Dieses Netzwerk entsteht gerade."),
        gettext_lazy(
            "Seine Angebote stehen in keiner Suche, auf keiner anderen Website und in keinem "
            "Vergleich."
        ),
        gettext_lazy("Das Team arbeitet im Redaktionssystem und sieht angemeldet die Website."),
    ),
    State.ACTIVE: (
        gettext_lazy("Die Website ist für alle da."),
        gettext_lazy("Alles, was veröffentlicht ist, ist zu finden und wird verglichen."),
        gettext_lazy("Das Team bekommt Erinnerungen und Berichte per E-Mail."),
    ),
    State.DORMANT: (
        gettext_lazy(
            "Die Website bleibt. Auf jeder Seite steht, dass das Netzwerk zurzeit nicht betreut "
            "wird und wie man die Bundesebene erreicht."
        ),
        gettext_lazy("Seine Angebote bleiben zu finden und tragen den gleichen Hinweis."),
        gettext_lazy(
            "Das Team darf weiter bearbeiten, bekommt aber keine Erinnerungen und Berichte."
        ),
        gettext_lazy("Was Partner auf Nachfrage nicht bestätigen, geht gleich an die Bundesebene."),
    ),
    State.ENDED: (
        gettext_lazy(
            "Jede Adresse der Website antwortet, dass es das Netzwerk nicht mehr gibt und wo es "
            "jetzt Hilfe gibt."
        ),
        gettext_lazy("Was das Netzwerk pflegt, ist nicht mehr zu finden. Gelöscht wird nichts."),
        gettext_lazy(
            "Das Team verliert alle Rechte in diesem Netzwerk; offene Einladungen enden, ebenso "
            "angebotene Übergaben einzelner Einträge. Kommt das Netzwerk wieder, bekommt das Team "
            "seine Rollen zurück."
        ),
    ),
}


class StateChangeError(ValueError):
    """It is not possible; the message says why, in words for the person who wants it."""


@dataclass(frozen=True)
class StatePreview:
    """What changes when the network comes into the state `target`."""

    state: State
    target: State
    records: HandoverPreview
    events: Share
    people: int
    invitations: int
    handovers: int

    @property
    def effects(self) -> tuple[str | Promise, ...]:
        """What changes for visitors and for the team, in words."""
        return EFFECTS[self.target]

    @property
    def shares(self) -> list[Share]:
        """What the network looks after, by kind."""
        return [*self.records.shares, self.events]

    @property
    def leaves_records(self) -> bool:
        """Whether shared records would vanish with the network that nobody has taken over."""
        return self.target == State.ENDED and bool(self.records.total)

    @property
    def seen(self) -> str:
        """A fingerprint of all of it, so that nothing else is done than what was seen."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]


def preview_state(network: Network, target: State) -> StatePreview:
    """What would change; a fixed number of queries."""
    states = list(Event.objects.filter(network=network).order_by().values_list("live", flat=True))
    name = str(Event._meta.verbose_name_plural)
    return StatePreview(
        State(network.state),
        target,
        preview_handing_over(network),
        Share(name, sum(states), len(states) - sum(states)),
        people_of(network),
        Invitation.objects.filter(network=network).count(),
        open_handovers_of(network).count(),
    )


def last_receiver(network: Network) -> Network | None:
    """Who was given all records of the network, if anybody was, and can be visited."""
    entry = (
        ModelLogEntry.objects.for_instance(network)
        .filter(action=RECORDS_HANDED_OVER)
        .order_by("-timestamp")
        .first()
    )
    if entry is None:
        return None
    slug = entry.data.get("receiver_slug", "")
    found: Network | None = Network.objects.open().filter(slug=slug).first()
    return found


@transaction.atomic
def change_state(
    network: Network,
    target: State,
    *,
    user: User,
    reason: str,
    since: date,
    successor: Network | None = None,
) -> None:
    """Bring the network into the state `target`, with all that hangs on it, or do nothing.

    The search follows by the outbox, as after every change of a network. `successor` is who helps
    there now, for a network that ends. Raises StateChangeError.
    """
    locked: Network = Network.objects.select_for_update(of=("self",)).get(pk=network.pk)
    former = State(locked.state)
    if locked.is_umbrella:
        raise StateChangeError(_("Die Bundesebene ist immer aktiv."))
    if target not in NEXT[former]:
        raise StateChangeError(
            _("Von „%(former)s“ nach „%(target)s“ führt kein Weg.")
            % {"former": former.label, "target": target.label}
        )
    if not reason.strip():
        raise StateChangeError(_("Bitte einen Grund nennen."))
    if successor is not None and (successor.pk == locked.pk or not successor.is_open):
        raise StateChangeError(_("Dieses Netzwerk kann nicht übernehmen."))
    locked.state = target
    locked.state_since = since
    locked.successor = successor if target == State.ENDED else None
    locked.save(update_fields=STEERED)
    if target == State.ENDED:
        suspend_roles(locked)
        for invitation in Invitation.objects.filter(network=locked):
            withdraw(invitation, user)
        close_handovers_of(locked, user)
    elif former == State.ENDED:
        restore_roles(locked)
    _note(locked, former, user, reason.strip())
    network.refresh_from_db()


def _note(network: Network, former: State, user: User, reason: str) -> None:
    way = [str(former.label), str(network.get_state_display())]
    details = {
        "state": way,
        "since": network.state_since.isoformat() if network.state_since else "",
        "reason": reason,
    }
    if network.successor:
        details["successor"] = network.successor.name
    log(instance=network, action=STATE_CHANGED, user=user, data=details)
    record(
        AuditEntry.Action.NETWORK_STATE_CHANGED,
        actor=user,
        network=network,
        target=network,
        details=details,
    )
