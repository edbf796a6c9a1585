"""The report in the admin: for administrators and those who were given it, and read-only."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network_core.jobs.models import JobRun

pytestmark = pytest.mark.django_db


def log_in(client: Client, *codenames: str, superuser: bool = False) -> None:
    user = get_user_model().objects.create_user(
        "person", "person@example.org", "geheim", is_superuser=superuser
    )
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(user)


def test_an_administrator_reads_schedule_and_runs(client: Client, admin_host: None) -> None:
    now = timezone.now()
    JobRun.objects.create(
        job="purge_sessions", started_at=now, finished_at=now, outcome="failed", error="<b>Oh</b>"
    )
    log_in(client, superuser=True)
    page = client.get(reverse("jobs_report")).content.decode()
    assert "Löscht abgelaufene Anmeldungen" in page
    assert "fehlgeschlagen" in page
    assert "&lt;b&gt;Oh" in page
    assert reverse("jobs_report") in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_report_can_be_given_to_umbrella_staff(client: Client, admin_host: None) -> None:
    log_in(client, "access_admin", "view_jobrun")
    assert client.get(reverse("jobs_report")).status_code == 200


def test_an_editor_does_not_see_it(client: Client, admin_host: None) -> None:
    log_in(client, "access_admin")
    for name in ("jobs_report", "jobs_report_results"):
        assert client.get(reverse(name)).status_code in {302, 403}


def test_queries_do_not_grow_with_the_runs(client: Client, admin_host: None) -> None:
    log_in(client, superuser=True)
    now = timezone.now()
    numbers = []
    for _round in range(3):  # the first one fills caches
        for _number in range(25):
            JobRun.objects.create(
                job="purge_sessions", started_at=now, finished_at=now, outcome="succeeded"
            )
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("jobs_report")).content.decode()
        numbers.append(len(queries))
    assert numbers[1] == numbers[2]
    assert "von 2" in page  # pages of fifty
