"""A network comes into another state: by the staff alone, along the ways that there are."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.models import ModelLogEntry

from network_core.audit.models import AuditEntry
from network_core.directory.handover.service import ClosedNetworkError, offer_record
from network_core.directory.models import ChangeNotice, Handover
from network_core.directory.notices.digest import send_digests
from network_core.mail.models import OutgoingMail
from network_core.networks.models import Network
from network_core.networks.states import NEXT, State
from network_core.people.invitations import Newcomer, accept, invite
from network_core.people.members import give_role
from network_core.people.models import Invitation
from network_core.steering.networks.life_cycle import StateChangeError, change_state, preview_state
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import SuspendedRole, User
from search.models import OutboxRow
from tests.admin_forms import posted
from tests.factories import (
    EventFactory,
    HandoverFactory,
    OfferFactory,
    PartnerFactory,
    UserFactory,
    bring_into,
    person,
)
from tests.steering.conftest import Enter

pytestmark = pytest.mark.django_db


def url_of(network: Network, target: State) -> str:
    return reverse("steering_change_state", args=[network.slug, target.value])


def change(client: Client, network: Network, target: State, **data: object) -> HttpResponse:
    """See what changes, and do it; the page that comes then."""
    page = client.get(url_of(network, target))
    values = {
        "seen": page.context["preview"].seen,
        "since": timezone.localdate().isoformat(),
        "reason": "Beschluss vom Mai.",
    }
    return client.post(url_of(network, target), values | data, follow=True)


def state_of(network: Network) -> str:
    return str(Network.objects.get(pk=network.pk).state)


def test_a_change_is_made_with_reason_and_day_and_stands_in_both_logs(
    staff: User, network_a: Network, enter: Enter
) -> None:
    day = timezone.localdate() - timedelta(days=3)
    answer = change(enter(staff), network_a, State.DORMANT, since=day.isoformat())
    assert "A ist jetzt: ruht" in answer.content.decode()
    network_a.refresh_from_db()
    assert (network_a.state, network_a.state_since) == (State.DORMANT, day)
    logged = ModelLogEntry.objects.get(action="steering.state_changed")
    assert "aktiv → ruht (Beschluss vom Mai.)" in logged.message
    entry = AuditEntry.objects.get(action="network_state_changed")
    assert (entry.network, entry.actor) == (network_a, staff)
    assert "Stand: aktiv → ruht" in entry.detail_lines
    listed = enter(staff).get(reverse("steering_states"), {"state": "dormant"})
    assert [network for network, _ways in listed.context["rows"]] == [network_a]


@pytest.mark.parametrize("former", list(State))
def test_only_the_ways_that_there_are_lead_on(
    former: State, staff: User, network_a: Network, enter: Enter
) -> None:
    bring_into(network_a, former)
    client = enter(staff)
    for target in State:
        with transaction.atomic():
            answer = change(client, network_a, target)
            assert (state_of(network_a) == target) == (target in NEXT[former] or target == former)
            is_refused = "führt kein Weg" in answer.content.decode()
            assert is_refused == (target not in NEXT[former])
            transaction.set_rollback(True)


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    staff: User, network_a: Network, enter: Enter
) -> None:
    client = enter(staff)
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    answer = change(client, network_a, State.DORMANT, since=tomorrow).content.decode()
    assert "Dieser Tag ist noch nicht da." in answer
    assert "Beschluss vom Mai." in answer
    assert tomorrow in answer
    assert "reason" in change(client, network_a, State.DORMANT, reason=" ").context["form"].errors
    seen = client.get(url_of(network_a, State.DORMANT)).context["preview"].seen
    OfferFactory(steward=network_a)
    answer = change(client, network_a, State.DORMANT, seen=seen).content.decode()
    assert "Inzwischen hat sich etwas geändert" in answer
    assert state_of(network_a) == State.ACTIVE


def test_nobody_but_the_staff_changes_a_state_and_nobody_that_of_the_umbrella(
    staff: User, editor_a: User, umbrella: Network, network_a: Network, enter: Enter
) -> None:
    data = {"since": timezone.localdate().isoformat(), "reason": "Darum", "seen": "egal"}
    client = enter(editor_a)
    for url in (reverse("steering_states"), url_of(network_a, State.ENDED)):
        assert client.get(url).status_code in (302, 403)
        assert client.post(url, data).status_code in (302, 403, 405)
    assert state_of(network_a) == State.ACTIVE
    assert enter(staff).get(url_of(umbrella, State.DORMANT)).status_code == 404
    assert enter(staff).get(reverse("steering_states") + "a-netz/verkauft/").status_code == 404
    with pytest.raises(StateChangeError):
        change_state(umbrella, State.ENDED, user=staff, reason="Darum", since=timezone.localdate())
    with pytest.raises(IntegrityError), transaction.atomic():
        Network.objects.filter(pk=umbrella.pk).update(state=State.ENDED)


def test_the_settings_and_their_former_versions_leave_the_state_alone(
    editor_a: User, network_a: Network, enter: Enter
) -> None:
    edit = reverse("wagtailsnippets_networks_network:edit", args=[network_a.pk])
    form = enter(editor_a).get(edit).context["form"]
    assert not {"state", "state_since", "successor"} & set(form.fields)
    version = network_a.save_revision()
    bring_into(network_a, State.DORMANT)
    assert version.as_object().state == State.DORMANT


def test_a_form_of_the_settings_that_was_read_before_a_change_does_not_undo_it(
    staff: User, editor_a: User, network_a: Network, enter: Enter
) -> None:
    since = timezone.localdate()
    client = enter(editor_a)
    edit = reverse("wagtailsnippets_networks_network:edit", args=[network_a.pk])
    sent = posted(client.get(edit), name="Neuer Name") | {
        "social_links-TOTAL_FORMS": "1",
        "social_links-0-label": "Kanal",
        "social_links-0-url": "https://example.org/kanal",
    }

    def meanwhile(request: HttpRequest, instance: Network) -> None:
        # The view has read the network, and saves it after this.
        assert instance.state == State.ACTIVE
        change_state(network_a, State.DORMANT, user=staff, reason="R", since=since)

    with hooks.register_temporarily("before_edit_snippet", meanwhile):
        client.post(edit, sent)
    stored = Network.objects.get(pk=network_a.pk)
    assert (stored.state, stored.state_since) == (State.DORMANT, since)
    assert (stored.name, stored.social_links.count()) == ("Neuer Name", 1)


def test_what_is_left_without_care_is_confirmed_or_handed_over_first(
    staff: User, network_a: Network, network_b: Network, enter: Enter
) -> None:
    offer = OfferFactory(steward=network_a)
    client = enter(staff)
    hand_over = reverse("steering_hand_over", args=[network_a.slug])
    assert hand_over in client.get(url_of(network_a, State.ENDED)).content.decode()
    refused = change(client, network_a, State.ENDED)
    assert "without_records" in refused.context["form"].errors
    assert state_of(network_a) == State.ACTIVE
    seen = client.get(hand_over).context["preview"].seen
    client.post(hand_over, {"receiver": network_b.pk, "reason": "Endet.", "seen": seen})
    form = client.get(url_of(network_a, State.ENDED)).context["form"]
    assert "without_records" not in form.fields
    assert form.fields["successor"].initial == network_b, "who took over helps there now"
    change(client, network_a, State.ENDED, successor=network_b.pk)
    network_a.refresh_from_db()
    assert (network_a.state, network_a.successor) == (State.ENDED, network_b)
    offer.refresh_from_db()
    assert offer.steward == network_b
    change(client, network_a, State.ACTIVE)
    network_a.refresh_from_db()
    assert (network_a.state, network_a.successor) == (State.ACTIVE, None)


def test_who_takes_over_later_is_named_then(
    staff: User, network_a: Network, network_b: Network, enter: Enter
) -> None:
    OfferFactory(steward=network_a)
    client = enter(staff)
    change(client, network_a, State.ENDED, without_records="on")
    assert state_of(network_a) == State.ENDED
    hand_over = reverse("steering_hand_over", args=[network_a.slug])
    page = client.get(hand_over)
    assert network_a not in page.context["form"].fields["receiver"].queryset
    data = {"receiver": network_b.pk, "reason": "Nun doch.", "seen": page.context["preview"].seen}
    client.post(hand_over, data)
    network_a.refresh_from_db()
    assert network_a.successor == network_b


def test_the_search_looks_anew_at_all_that_the_network_has(staff: User, network_a: Network) -> None:
    offer, event = OfferFactory(steward=network_a), EventFactory(network=network_a)
    partner = PartnerFactory(steward=network_a)
    OutboxRow.objects.all().delete()
    change_state(network_a, State.DORMANT, user=staff, reason="R", since=timezone.localdate())
    touched = set(OutboxRow.objects.values_list("object_type", "object_pk"))
    assert {
        ("offer", offer.pk),
        ("event", event.pk),
        ("partner", partner.pk),
        ("page", network_a.site.root_page_id),
    } <= touched


def test_the_people_of_a_network_that_ends_lose_all_rights_there_and_get_them_back(
    staff: User, editor_a: User, network_a: Network, network_b: Network, enter: Enter
) -> None:
    both = person(network_a, Role.EDITOR)
    both.groups.add(*person(network_b, Role.EDITOR).groups.all())
    offer = OfferFactory(steward=network_a)
    own = OfferFactory(steward=network_b)
    invite(
        network_a,
        "neu@example.org",
        Role.EDITOR,
        languages=[],
        partner=None,
        invited_by=editor_a,
    )
    page = reverse("wagtailadmin_pages:edit", args=[network_a.site.root_page_id])
    edit = reverse("wagtailsnippets_directory_offer:edit", args=[offer.pk])
    edit_own = reverse("wagtailsnippets_directory_offer:edit", args=[own.pk])
    home = reverse("wagtailadmin_home")
    session = enter(editor_a)
    assert session.get(edit).status_code == 200
    change_state(network_a, State.ENDED, user=staff, reason="R", since=timezone.localdate())
    # The session that was open has ended, and a new one leads nowhere.
    assert reverse("wagtailadmin_login") in session.get(home)["Location"]
    for url in (home, edit, page):
        assert enter(editor_a).get(url).status_code in (302, 403, 404)
    client = enter(User.objects.get(pk=both.pk))
    assert client.get(edit_own).status_code == 200
    for url in (edit, page):
        assert client.get(url).status_code in (302, 403, 404)
        assert client.post(url, {"title": "Übernommen"}).status_code in (302, 403, 404)
    offer.refresh_from_db()
    assert offer.title != "Übernommen"
    assert not Invitation.objects.exists()
    with pytest.raises(ValidationError):
        invite(
            network_a,
            "neu@example.org",
            Role.EDITOR,
            languages=[],
            partner=None,
            invited_by=staff,
        )
    # The umbrella still reads what is shared.
    inspect = reverse("wagtailsnippets_directory_offer:inspect", args=[offer.pk])
    assert enter(staff).get(inspect).status_code == 200
    change_state(network_a, State.ACTIVE, user=staff, reason="R", since=timezone.localdate())
    assert not SuspendedRole.objects.exists()
    for user in (editor_a, both):
        assert enter(User.objects.get(pk=user.pk)).get(edit).status_code == 200
    assert enter(User.objects.get(pk=editor_a.pk)).get(page).status_code == 200


def test_handovers_to_and_from_a_network_that_ends_are_closed_and_say_why(
    staff: User, editor_a: User, editor_b: User, network_a: Network, network_b: Network
) -> None:
    to_it = offer_record(OfferFactory(steward=network_b), network_a, editor_b, "")
    from_it = offer_record(OfferFactory(steward=network_a), network_b, editor_a, "")
    other = HandoverFactory(giver=network_b, offer=OfferFactory(steward=network_b))
    assert preview_state(network_a, State.ENDED).handovers == 2
    OutgoingMail.objects.all().delete()
    change_state(network_a, State.ENDED, user=staff, reason="R", since=timezone.localdate())
    for handover in (to_it, from_it, other):
        handover.refresh_from_db()
    assert (to_it.status, from_it.status, other.status) == ("declined", "withdrawn", "offered")
    assert (to_it.decided_by, from_it.decided_by) == (staff, staff)
    assert to_it.answer.startswith(f"{network_a.name} ist beendet")
    assert from_it.answer.startswith(f"{network_a.name} ist beendet")
    mail = OutgoingMail.objects.get()
    assert mail.recipient == editor_b.email
    assert to_it.answer in mail.text


def test_nothing_is_handed_over_to_a_network_that_ended_meanwhile(
    staff: User, editor_b: User, network_a: Network, network_b: Network, enter: Enter
) -> None:
    offer = OfferFactory(steward=network_b)
    waiting = HandoverFactory(offer=offer, giver=network_b, receiver=network_a)
    bring_into(network_a, State.ENDED)
    page = reverse("uebergaben:inspect", args=[waiting.pk])
    administrator = UserFactory(is_superuser=True)
    refused = enter(administrator).post(page, {"accept": "1"}, follow=True).content.decode()
    assert f"{network_a.name} ist in Planung oder beendet." in refused
    offer.refresh_from_db()
    assert offer.steward == network_b
    enter(editor_b).post(page, {"withdraw": "1"})
    form = reverse("wagtailsnippets_directory_offer:hand_over", args=[offer.pk])
    client = enter(editor_b)
    assert network_a not in client.get(form).context["form"].fields["receiver"].queryset
    with pytest.raises(ClosedNetworkError, match="beendet"):
        offer_record(offer, network_a, editor_b, "")
    waiting.refresh_from_db()
    assert (waiting.status, Handover.objects.count()) == ("withdrawn", 1)


def test_nobody_joins_by_an_invitation_that_was_written_while_the_network_ended(
    editor_a: User, network_a: Network
) -> None:
    invitation = invite(
        network_a,
        "neu@example.org",
        Role.EDITOR,
        languages=[],
        partner=None,
        invited_by=editor_a,
    )
    bring_into(network_a, State.ENDED)
    assert accept(invitation.pk, Newcomer("Neu", "Da", "ein-langes-passwort")) is None
    assert not User.objects.filter(email="neu@example.org").exists()


def test_a_form_that_waited_for_the_end_of_a_network_gives_no_role(network_a: Network) -> None:
    newcomer = UserFactory()
    bring_into(network_a, State.ENDED)
    with pytest.raises(ValidationError, match="beendet"):
        give_role(network_a, newcomer, Role.EDITOR)
    assert not newcomer.groups.exists()


@pytest.mark.parametrize("state", [State.PLANNED, State.DORMANT])
def test_the_people_of_a_network_without_visitors_or_care_work_on(
    state: State, editor_a: User, network_a: Network, enter: Enter
) -> None:
    offer = OfferFactory(steward=network_a)
    bring_into(network_a, state)
    client = enter(editor_a)
    edit = reverse("wagtailsnippets_directory_offer:edit", args=[offer.pk])
    page = reverse("wagtailadmin_pages:edit", args=[network_a.site.root_page_id])
    assert [client.get(url).status_code for url in (edit, page)] == [200, 200]


@pytest.mark.parametrize("state", list(State))
def test_digests_are_mailed_to_active_networks_only(
    state: State, staff: User, network_a: Network
) -> None:
    person(network_a, Role.EDITOR, email="redaktion@example.org")
    ChangeNotice.objects.create(
        network=network_a, title="Angebot", steward_name="B-Netz", kind=ChangeNotice.Kind.DELETED
    )
    bring_into(network_a, state)
    assert send_digests() == (1 if state == State.ACTIVE else 0)
    assert OutgoingMail.objects.count() == (1 if state == State.ACTIVE else 0)
    assert not ChangeNotice.objects.filter(mailed_at__isnull=True).exists(), "none comes later"
