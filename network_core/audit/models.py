"""The audit log: entries are added, and deleted when their time is over; nothing else."""

from collections.abc import Iterable
from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network_core.audit.retention import retention_of

DETAIL_LABELS = {
    "added": _("hinzugefügt"),
    "removed": _("entfernt"),
    "changed": _("geändert"),
    "username": _("Anmeldename"),
    "email": _("E-Mail"),
    "is_active": _("Zugang offen"),
    "is_staff": _("Team"),
    "is_superuser": _("Administrator*in"),
    "role": _("Rolle"),
    "languages": _("Sprachen"),
    "term": _("Begriff"),
    "successor": _("Nachfolger"),
    "records": _("Einträge"),
    "place": _("Platz"),
    "answer": _("Antwort"),
    "state": _("Stand"),
    "since": _("Seit"),
    "reason": _("Grund"),
    "receiver": _("Übergeben an"),
}


class AppendOnlyError(TypeError):
    """Somebody tried to change or delete an entry of the audit log."""


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    """Reading entries, and the one way to delete them."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise AppendOnlyError("Entries of the audit log are never changed.")

    def delete(self) -> NoReturn:
        """Refused; see `purge`."""
        raise AppendOnlyError("Entries of the audit log are deleted by purge() only.")

    def bulk_update(self, objs: Iterable["AuditEntry"], *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise AppendOnlyError("Entries of the audit log are never changed.")

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Add entries; the form that overwrites on a conflict is refused."""
        if kwargs.get("update_conflicts"):
            raise AppendOnlyError("Entries of the audit log are never changed.")
        return super().bulk_create(objs, *args, **kwargs)

    def purge(self) -> int:
        """Delete the entries whose time is over, and only those; how many there were."""
        now = timezone.now()
        deleted = 0
        for action in AuditEntry.Action.values:
            over = self.filter(action=action, created_at__lt=now - retention_of(action))
            deleted += models.QuerySet.delete(over)[0]
        return deleted


class AuditEntry(models.Model):
    """Who did what to whom, and when. No IP address, no browser, no password.

    Names are copied, and the keys carry no constraint: an entry outlives what it speaks of.
    """

    class Action(models.TextChoices):
        LOGIN = "login", _("angemeldet")
        LOGOUT = "logout", _("abgemeldet")
        LOGIN_FAILED = "login_failed", _("Anmeldung fehlgeschlagen")
        PERSON_ADDED = "person_added", _("Person angelegt")
        PERSON_CHANGED = "person_changed", _("Zugang einer Person geändert")
        PERSON_DELETED = "person_deleted", _("Person gelöscht")
        GROUPS_CHANGED = "groups_changed", _("Gruppen einer Person geändert")
        PERMISSIONS_CHANGED = "permissions_changed", _("Rechte geändert")
        INVITED = "invited", _("Person eingeladen")
        INVITATION_WITHDRAWN = "invitation_withdrawn", _("Einladung zurückgezogen")
        INVITATION_ACCEPTED = "invitation_accepted", _("Einladung angenommen")
        LOGIN_LOCKED = "login_locked", _("Anmeldung nach Fehlversuchen gesperrt")
        LOGIN_UNLOCKED = "login_unlocked", _("Anmeldung entsperrt")
        SECOND_FACTOR_CHANGED = "second_factor_changed", _("Zweiter Faktor geändert")
        SESSIONS_ENDED = "sessions_ended", _("Überall abgemeldet")
        TERMS_MERGED = "terms_merged", _("Begriffe zusammengeführt")
        TERM_MOVED = "term_moved", _("Begriff verschoben")
        TERM_REPLACED = "term_replaced", _("Begriff abgelöst")
        TERM_PROPOSAL_ANSWERED = "term_proposal_answered", _("Vorschlag zur Systematik beantwortet")
        NETWORK_CREATED = "network_created", _("Netzwerk angelegt")
        RECORDS_HANDED_OVER = "records_handed_over", _("Alle Einträge eines Netzwerks übergeben")
        NETWORK_STATE_CHANGED = "network_state_changed", _("Stand eines Netzwerks geändert")
        SEARCH_TRIED_AGAIN = "search_tried_again", _("Gescheiterte Änderungen der Suche wiederholt")

    created_at = models.DateTimeField(_("Zeitpunkt"), default=timezone.now, editable=False)
    action = models.CharField(_("Vorgang"), max_length=30, choices=Action.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        verbose_name=_("Person"),
    )
    actor_name = models.CharField(_("Name der Person"), max_length=200, blank=True)
    network = models.ForeignKey(
        "networks.Network",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        verbose_name=_("Netzwerk"),
    )
    network_name = models.CharField(_("Name des Netzwerks"), max_length=200, blank=True)
    target_type = models.CharField(_("Art des Gegenstands"), max_length=100, blank=True)
    target_id = models.CharField(_("Nummer des Gegenstands"), max_length=60, blank=True)
    target_name = models.CharField(_("Gegenstand"), max_length=200, blank=True)
    details = models.JSONField(_("Einzelheiten"), default=dict, blank=True)

    objects: ClassVar[Any] = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = _("Eintrag im Protokoll")
        verbose_name_plural = _("Einträge im Protokoll")
        default_permissions = ("view",)
        base_manager_name = "objects"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["network", "-created_at"], name="audit_by_network"),
            models.Index(fields=["action", "actor", "-created_at"], name="audit_by_action"),
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M} {self.actor_name} {self.get_action_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry; saving one that exists is refused."""
        if not self._state.adding:
            raise AppendOnlyError("Entries of the audit log are never changed.")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise AppendOnlyError("Entries of the audit log are deleted by purge() only.")

    @property
    def detail_lines(self) -> list[str]:
        """The details in words, one line each."""
        lines = []
        for name, value in self.details.items():
            if name == "password":
                lines.append(gettext("Passwort geändert"))
            elif name == "further_attempts_not_recorded":
                lines.append(gettext("Weitere Versuche in dieser Stunde sind nicht aufgezeichnet."))
            elif isinstance(value, list):
                separator = ", " if name in {"added", "removed", "changed"} else " → "
                text = separator.join(_in_words(part) for part in value)
                lines.append(f"{DETAIL_LABELS.get(name, name)}: {text}")
            else:
                lines.append(f"{DETAIL_LABELS.get(name, name)}: {_in_words(value)}")
        return lines


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("ja") if value else gettext("nein")
    return str(value) if value not in (None, "") else "–"
