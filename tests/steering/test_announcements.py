"""What the umbrella tells all coordinators, and that each of them marks it as read."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network_core.networks.models import Network
from network_core.steering.jobs import purge_announcements
from network_core.steering.models import Announcement, AnnouncementReading
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from tests.admin_forms import posted
from tests.factories import AnnouncementFactory, person
from tests.steering.conftest import Enter

pytestmark = pytest.mark.django_db


def test_coordinators_read_it_on_their_home_until_they_have_read_it(
    staff: User, editor_a: User, editor_b: User, network_a: Network, enter: Enter
) -> None:
    client, url = enter(staff), reverse("ankuendigungen:add")
    wrong = client.post(url, posted(client.get(url), title="Treffen", text="Am Montag."))
    assert wrong.status_code == 302
    announcement = Announcement.objects.get()
    for user in (editor_a, editor_b):
        assert "Am Montag." in enter(user).get("/admin/").content.decode()
    assert "Treffen" not in enter(person(network_a)).get("/admin/").content.decode()
    mark = reverse("announcement_read", args=[announcement.pk])
    assert enter(editor_a).get(mark).status_code == 405
    for _time in range(2):
        enter(editor_a).post(mark)
    assert AnnouncementReading.objects.get().user == editor_a
    assert "Als gelesen merken" not in enter(editor_a).get("/admin/").content.decode()
    assert "Schon gelesen" in enter(editor_a).get("/admin/").content.decode()
    assert "Als gelesen merken" in enter(editor_b).get("/admin/").content.decode()


def test_only_in_its_time(editor_a: User, enter: Enter) -> None:
    today, day = timezone.localdate(), timedelta(days=1)
    AnnouncementFactory(title="Erst morgen", since=today + day)
    AnnouncementFactory(title="Bis gestern", since=today - 2 * day, until=today - day)
    AnnouncementFactory(title="Nur heute", since=today, until=today)
    shown = enter(editor_a).get("/admin/").content.decode()
    assert "Nur heute" in shown
    assert "Erst morgen" not in shown
    assert "Bis gestern" not in shown


def test_only_the_umbrellas_staff_write_them_and_nothing_typed_is_lost(
    staff: User, editor_a: User, author_of_umbrella: User, network_a: Network, enter: Enter
) -> None:
    announcement = AnnouncementFactory()
    urls = [
        reverse("ankuendigungen:index"),
        reverse("ankuendigungen:add"),
        reverse("ankuendigungen:edit", args=[announcement.pk]),
        reverse("ankuendigungen:delete", args=[announcement.pk]),
    ]
    for user in (editor_a, author_of_umbrella):
        for url in urls:
            assert enter(user).get(url).status_code in (302, 403), url
    editor = person(network_a, Role.EDITOR)
    read = reverse("announcement_read", args=[announcement.pk])
    assert enter(editor).post(read).status_code in (302, 403)
    assert not AnnouncementReading.objects.exists()
    client = enter(staff)
    data = posted(client.get(urls[2]), title="Neu", since="2026-02-02", until="2026-02-01")
    again = client.post(urls[2], data).content.decode()
    assert "Das liegt vor dem Beginn." in again
    assert 'value="Neu"' in again


def test_the_home_asks_as_many_questions_for_many_as_for_one(editor_a: User, enter: Enter) -> None:
    client = enter(editor_a)

    def questions() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/")
        return len(queries)

    AnnouncementFactory()
    client.get("/admin/")
    few = questions()
    AnnouncementFactory.create_batch(15)
    assert questions() == few


def test_readers_are_forgotten_with_an_old_announcement(editor_a: User) -> None:
    today = timezone.localdate()
    old = AnnouncementFactory(since=today - timedelta(days=400), until=today - timedelta(days=370))
    AnnouncementReading.objects.create(announcement=old, user=editor_a)
    AnnouncementFactory()
    purge_announcements()
    assert Announcement.objects.count() == 1
    assert not AnnouncementReading.objects.exists()
