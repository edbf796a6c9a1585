"""The alliance in the admin: the wall between networks, and what forms accept."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from network_core.alliance.models import (
    Agreement,
    AgreementParty,
    AgreementPartyText,
    Meeting,
    NetworkOfTheMonth,
    Position,
    Signature,
    WorkingGroup,
)
from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from tests.admin_forms import posted
from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    GroupMemberFactory,
    MeetingFactory,
    NetworkOfTheMonthFactory,
    PartnerFactory,
    PositionFactory,
    SignatureFactory,
    WorkingGroupFactory,
    person,
)
from tests.tenancy.test_wall import (
    MARKER,
    arguments,
    fingerprint,
    object_routes,
    our_viewsets,
)

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


def viewset_of(model: type[Model]) -> Any:
    """The viewset that manages `model`."""
    return next(viewset for viewset in our_viewsets() if viewset.model is model)


def address(model: type[Model], name: str, *arguments: Any) -> str:
    """An address of the model's viewset."""
    return reverse(f"{viewset_of(model).url_namespace}:{name}", args=arguments)


@pytest.fixture
def of_b(network_b: Network) -> dict[type[Model], Model]:
    """A draft, or something of its own, of every model of network B."""
    group = WorkingGroupFactory(network=network_b, name=f"{MARKER} Gruppe", live=False)
    meeting = MeetingFactory(group=group, subject=f"{MARKER} Sitzung", live=False)
    agreement = AgreementFactory(network=network_b, title=f"{MARKER} Vertrag", live=False)
    position = PositionFactory(network=network_b, title=f"{MARKER} Position", live=False)
    for record in (group, meeting, agreement, position):
        record.save_revision()
    foreign = PositionFactory(title=f"{MARKER} unterschrieben", live=False)
    return {
        WorkingGroup: group,
        Meeting: meeting,
        Agreement: agreement,
        Position: position,
        Signature: SignatureFactory(network=network_b, position=foreign),
        NetworkOfTheMonth: NetworkOfTheMonthFactory(network=network_b, reason=f"{MARKER} Lob"),
    }


def test_every_address_of_another_networks_object_is_closed(
    enter: Enter,
    editor_a: User,
    editor_b: User,
    of_b: dict[type[Model], Model],
    umbrella: Network,
) -> None:
    stranger, owner = enter(editor_a), enter(editor_b)
    elector = enter(person(umbrella))
    tried = opened = 0
    for model, instance in of_b.items():
        insider = elector if model is NetworkOfTheMonth else owner
        for name, pattern in object_routes(viewset_of(model)):
            kwargs = arguments(pattern, instance)
            url = reverse(f"{viewset_of(model).url_namespace}:{name}", kwargs=kwargs)
            before = fingerprint(of_b)
            for method in (stranger.get, stranger.post):
                response = method(url)
                tried += 1
                assert response.status_code in (302, 403, 404), (url, response.status_code)
                assert MARKER.encode() not in response.content, url
            assert fingerprint(of_b) == before, url
            opened += insider.get(url).status_code == 200
    assert tried > 60
    assert opened > 20, "the same addresses open for those whose object it is"


def test_lists_show_nothing_of_another_network(
    enter: Enter,
    editor_a: User,
    editor_b: User,
    of_b: dict[type[Model], Model],
) -> None:
    stranger, owner = enter(editor_a), enter(editor_b)
    for model in of_b:
        url = address(model, "index" if model is Signature else "list")
        assert MARKER.encode() not in stranger.get(url).content, url
        if model is not NetworkOfTheMonth:
            assert MARKER.encode() in owner.get(url).content, url


def test_rows_accept_only_partners_that_the_person_may_choose(
    enter: Enter,
    editor_a: User,
    network_a: Network,
    network_b: Network,
) -> None:
    client = enter(editor_a)
    agreement = AgreementPartyFactory(
        agreement__network=network_a, partner__steward=network_a
    ).agreement
    agreement.save_revision()
    url = address(Agreement, "edit", agreement.pk)
    hidden = PartnerFactory(steward=network_b, name=MARKER, live=False)
    shared = PartnerFactory(steward=network_b)

    def change(partner: Model) -> Any:
        form = posted(client.get(url))
        return client.post(url, {**form, "parties-0-partner": partner.pk, "parties-0-tasks": "A"})

    refused = change(hidden)
    assert refused.status_code == 200
    assert MARKER.encode() not in refused.content
    assert "partner" in refused.context["form"].formsets["parties"].errors[0]
    assert change(shared).status_code == 302
    latest = Agreement.objects.get(pk=agreement.pk).get_latest_revision_as_object()
    assert [party.partner for party in latest.parties.all()] == [shared]


def test_a_row_keeps_a_partner_that_was_withdrawn(
    enter: Enter,
    editor_a: User,
    network_a: Network,
    network_b: Network,
) -> None:
    group = GroupMemberFactory(
        group__network=network_a, partner=PartnerFactory(steward=network_b, live=False)
    ).group
    url = address(WorkingGroup, "edit", group.pk)
    client = enter(editor_a)
    response = client.post(url, posted(client.get(url), name="Neu"))
    assert response.status_code == 302
    assert WorkingGroup.objects.get(pk=group.pk).get_latest_revision_as_object().name == "Neu"


def test_the_same_partner_twice_is_refused_in_words(
    enter: Enter,
    editor_a: User,
    network_a: Network,
) -> None:
    group = WorkingGroupFactory(network=network_a)
    partner = PartnerFactory(steward=network_a)
    client = enter(editor_a)
    url = address(WorkingGroup, "edit", group.pk)
    rows = {"members-TOTAL_FORMS": "2"}
    for number in range(2):
        rows |= {
            f"members-{number}-partner": partner.pk,
            f"members-{number}-role": "member",
            f"members-{number}-id": "",
            f"members-{number}-DELETE": "",
        }
    response = client.post(url, posted(client.get(url), **rows))
    assert response.status_code == 200
    assert response.context["form"].formsets["members"].non_form_errors()


def test_meetings_are_written_for_own_groups_only(
    enter: Enter,
    editor_a: User,
    network_a: Network,
    network_b: Network,
) -> None:
    client, url = enter(editor_a), address(Meeting, "add")
    own, foreign = WorkingGroupFactory(network=network_a), WorkingGroupFactory(network=network_b)

    def add(group: WorkingGroup) -> Any:
        data = {"group": group.pk, "date": "2026-05-06", "action-publish": "1"}
        return client.post(url, posted(client.get(url), **data))

    assert "group" in add(foreign).context["form"].errors
    assert add(own).status_code == 302
    assert [meeting.group for meeting in Meeting.objects.public()] == [own]


def test_an_author_writes_a_draft_and_an_editor_publishes_it(
    enter: Enter,
    network_a: Network,
) -> None:
    url = address(Position, "add")
    data = {"title": "Mehr Plätze", "slug": "mehr-plaetze", "action-publish": "1"}
    author = enter(person(network_a, Role.AUTHOR))
    author.post(url, posted(author.get(url), **data))
    position = Position.objects.get()
    assert not position.live
    editor = enter(person(network_a, Role.EDITOR))
    edit = address(Position, "edit", position.pk)
    editor.post(edit, posted(editor.get(edit), **{"action-publish": "1"}))
    assert Position.objects.public().exists()


def test_a_network_signs_what_is_published_and_only_for_itself(
    enter: Enter,
    editor_a: User,
    network_a: Network,
    network_b: Network,
) -> None:
    client, url = enter(editor_a), address(Signature, "add")
    public = PositionFactory(network=network_b)
    draft = PositionFactory(network=network_b, live=False)
    page = client.get(url)
    refused = client.post(url, posted(page, position=draft.pk))
    assert "position" in refused.context["form"].errors
    assert client.post(url, posted(page, position=public.pk, network=network_b.pk))
    assert list(public.signing_networks.all()) == [network_a]
    author = enter(person(network_a, Role.AUTHOR))
    assert author.get(url).status_code == 302


def test_only_the_umbrella_elects_and_it_elects_any_network(
    enter: Enter,
    editor_a: User,
    network_b: Network,
    umbrella: Network,
) -> None:
    url = address(NetworkOfTheMonth, "add")
    assert enter(editor_a).get(url).status_code == 302
    assert enter(person(umbrella, Role.AUTHOR)).get(url).status_code == 302
    assert enter(person(umbrella, Role.EDITOR)).get(url).status_code == 302
    editor = enter(person(umbrella, Role.STAFF))
    data = {"month": "2026-06-17", "network": network_b.pk, "reason": "Gut"}
    assert editor.post(url, posted(editor.get(url), **data)).status_code == 302
    award = NetworkOfTheMonth.objects.get()
    assert (award.network, award.month.isoformat()) == (network_b, "2026-06-01")
    again = editor.post(url, posted(editor.get(url), **data))
    assert "month" in again.context["form"].errors


@pytest.mark.parametrize("model", [WorkingGroup, Agreement, Position])
def test_a_draft_can_be_previewed(
    model: type[Model],
    enter: Enter,
    editor_b: User,
    of_b: dict[type[Model], Model],
) -> None:
    client = enter(editor_b)
    edit = address(model, "edit", of_b[model].pk)
    url = address(model, "preview_on_edit", of_b[model].pk)
    assert client.post(url, posted(client.get(edit))).json()["is_valid"]
    preview = client.get(url)
    assert preview.status_code == 200
    assert MARKER in preview.content.decode()


def test_a_party_keeps_its_id_and_its_translation_however_often_the_agreement_is_published(
    enter: Enter, editor_a: User, network_a: Network
) -> None:
    agreement = AgreementFactory(network=network_a)
    agreement.save_revision().publish()
    client, url = enter(editor_a), address(Agreement, "edit", agreement.pk)
    new = {
        "parties-TOTAL_FORMS": "1",
        "parties-0-partner": PartnerFactory().pk,
        "parties-0-tasks": "Berät",
        "parties-0-ORDER": "1",
        "action-publish": "1",
    }
    assert client.post(url, posted(client.get(url)) | new).status_code == 302
    party = AgreementParty.objects.get()
    english, _new = Locale.objects.get_or_create(language_code="en")
    AgreementPartyText.objects.create(record=party, locale=english, tasks="Advises")
    for tasks in ("Berät und begleitet", "Berät zu Hause"):
        changes = {"parties-0-tasks": tasks, "action-publish": "1"}
        assert client.post(url, posted(client.get(url)) | changes).status_code == 302
        again = AgreementParty.objects.get()
        assert (again.pk, again.tasks) == (party.pk, tasks)
    assert AgreementPartyText.objects.filter(locale=english, record=party).exists()
