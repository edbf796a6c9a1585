"""How often a password may be wrong. Kept in the database: every process counts the same.

An attempt is written down before the password is looked at and taken back when it was right, so
that many attempts at the same moment do not slip through. Nothing here depends on whether there is
an account of the name: neither the answer nor the time that it takes.
"""

import hashlib
import hmac
import logging
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network_core.accounts.models import LoginAttempt
from network_core.audit.models import AuditEntry
from network_core.audit.record import only_network_of, record
from network_core.forms.limits import network_prefix
from network_core.tenancy.models import User

logger = logging.getLogger(__name__)

KEPT = timedelta(days=1)
LOCKED_MESSAGE = _(
    "Es gab zu viele Fehlversuche. Bitte in einer Viertelstunde noch einmal versuchen. "
    "Schneller geht es über „Passwort vergessen?“ oder über die Koordination des Netzwerks, "
    "die den Zugang entsperren kann."
)


@dataclass(frozen=True)
class Limit:
    """More than `number` failures in `period` are refused."""

    number: int
    period: timedelta
    by_name: bool
    by_place: bool


# An advice centre shares one address, so what counts by place alone is for robots. What counts by
# name alone is for many robots at once; it is high, so that nobody is easily locked out by others.
LIMITS = (
    Limit(5, timedelta(minutes=15), by_name=True, by_place=True),
    Limit(30, timedelta(minutes=15), by_name=False, by_place=True),
    Limit(50, timedelta(hours=1), by_name=True, by_place=False),
)


class Attempt:
    """A log-in that is being tried: `is_refused` says whether the password is looked at at all."""

    def __init__(self, request: HttpRequest, name: str) -> None:
        """Write the attempt down, and count."""
        self.name = name
        self._row = LoginAttempt.objects.create(
            name=keyed(name.strip().lower()), place=keyed(network_prefix(request))
        )
        reached = [limit for limit in LIMITS if self._count(limit) > limit.number]
        self.is_refused = bool(reached)
        if self.is_refused:
            # What is refused does not prolong the wait.
            self._row.delete()

    def succeeded(self) -> None:
        """The password was right: nothing that was wrong before counts for this name any more."""
        LoginAttempt.objects.filter(name=self._row.name).delete()

    def failed(self) -> None:
        """The password was wrong; write down when this was the last attempt for now."""
        if not any(self._count(limit) == limit.number for limit in LIMITS):
            return
        user = account_named(self.name)
        logger.warning("Log-ins are refused for a while after too many wrong passwords.")
        record(
            AuditEntry.Action.LOGIN_LOCKED,
            actor=user,
            network=only_network_of(user) if user else None,
        )

    def _count(self, limit: Limit) -> int:
        found = Q(at__gt=timezone.now() - limit.period)
        if limit.by_name:
            found &= Q(name=self._row.name)
        if limit.by_place:
            found &= Q(place=self._row.place)
        return LoginAttempt.objects.filter(found).count()


def keyed(value: str) -> str:
    """A hash that nobody can make or guess without the key of this installation."""
    key = f"network_core.accounts:{settings.SECRET_KEY}".encode()
    return hmac.new(key, value.encode(errors="replace"), hashlib.sha256).hexdigest()


def account_named(name: str) -> User | None:
    """The account that somebody means who types `name`: the name to log in with, or the address."""
    wanted = name.strip()
    users = User.objects.filter(Q(username=wanted) | Q(email__iexact=wanted))
    # A name to log in with may look like the address of somebody else.
    return min(users, key=lambda user: user.username != wanted, default=None)


def locked_ids(users: list[User]) -> set[int]:
    """Ids of those of the people whose log-in is refused from at least one place; one query."""
    names = {keyed(name.lower()): user.pk for user in users for name in (user.username, user.email)}
    counts: dict[tuple[Limit, str, str], int] = {}
    rows = LoginAttempt.objects.filter(name__in=names, at__gt=timezone.now() - KEPT)
    for row in rows[:10_000]:
        for limit in LIMITS:
            if limit.by_name and row.at > timezone.now() - limit.period:
                key = (limit, row.name, row.place if limit.by_place else "")
                counts[key] = counts.get(key, 0) + 1
    return {names[name] for (limit, name, _place), n in counts.items() if n >= limit.number}


def unlock(user: User, actor: User | None = None) -> None:
    """Forget the wrong passwords of a person, so that they can log in at once."""
    names = [keyed(name.lower()) for name in (user.username, user.email)]
    LoginAttempt.objects.filter(name__in=[*names, keyed(second_factor_name(user))]).delete()
    record(
        AuditEntry.Action.LOGIN_UNLOCKED,
        actor=actor,
        network=only_network_of(user),
        target=user,
    )


def second_factor_name(user: User) -> str:
    """Under what wrong codes of a second factor are counted."""
    return f"second factor of {user.pk}"
