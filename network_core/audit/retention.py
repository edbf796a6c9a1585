"""How long entries are kept, as data. Entries name people, so each kind has a deadline."""

from datetime import timedelta

DEFAULT = timedelta(days=3 * 365)

RETENTION: dict[str, timedelta] = {
    "login": timedelta(days=90),
    "logout": timedelta(days=90),
    "login_failed": timedelta(days=90),
    "login_locked": timedelta(days=90),
    "login_unlocked": timedelta(days=90),
    "sessions_ended": timedelta(days=90),
}


def retention_of(action: str) -> timedelta:
    """How long entries of `action` are kept."""
    return RETENTION.get(action, DEFAULT)
