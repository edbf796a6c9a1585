"""Entries are added, and deleted when their time is over; nothing else."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from network_core.audit.jobs import purge_audit_log
from network_core.audit.models import AppendOnlyError, AuditEntry
from network_core.audit.record import record

pytestmark = pytest.mark.django_db


def test_an_entry_cannot_be_changed() -> None:
    entry = record("login")
    entry.actor_name = "jemand anderes"
    again = AuditEntry.objects.get()
    for change in (
        entry.save,
        again.save,
        lambda: AuditEntry.objects.update(actor_name="x"),
        lambda: AuditEntry.objects.bulk_update([entry], ["actor_name"]),
        lambda: AuditEntry.objects.update_or_create(pk=entry.pk, defaults={"actor_name": "x"}),
        lambda: AuditEntry._base_manager.update(actor_name="x"),
        lambda: AuditEntry.objects.bulk_create(
            [entry], update_conflicts=True, unique_fields=["id"], update_fields=["actor_name"]
        ),
    ):
        with pytest.raises(AppendOnlyError):
            change()
    assert AuditEntry.objects.get().actor_name == ""


def test_an_entry_cannot_be_overwritten_by_its_number() -> None:
    entry = record("login")
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry(pk=entry.pk, action="logout").save()
    assert AuditEntry.objects.get().action == "login"


def test_an_entry_cannot_be_deleted() -> None:
    entry = record("login")
    for deletion in (
        entry.delete,
        AuditEntry.objects.all().delete,
        AuditEntry._base_manager.all().delete,
    ):
        with pytest.raises(AppendOnlyError):
            deletion()
    assert AuditEntry.objects.count() == 1


def test_entries_go_when_their_time_is_over() -> None:
    now = timezone.now()
    for action, days in (
        ("login", 89),
        ("login", 91),
        ("login_failed", 91),
        ("groups_changed", 91),
        ("groups_changed", 3 * 365 - 1),
        ("groups_changed", 3 * 365 + 1),
    ):
        AuditEntry.objects.create(action=action, created_at=now - timedelta(days=days))
    assert purge_audit_log() == "3 Einträge gelöscht"
    left = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(left) == ["login", "groups_changed", "groups_changed"]
