"""Invited by mail: the link shows on GET, acts on POST, for seven days and once."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network_core.audit.models import AuditEntry
from network_core.directory.models import PartnerAccount
from network_core.mail.models import OutgoingMail
from network_core.networks.models import Network
from network_core.people.jobs import purge_invitations
from network_core.people.models import Invitation
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import RoleGroup, User
from tests.factories import AdministratorFactory, PartnerFactory, UserFactory, person
from tests.factories.people import role_group

pytestmark = pytest.mark.django_db

ADDRESS = "neu@example.org"
NEWCOMER = {
    "first_name": "Nele",
    "last_name": "Neu",
    "password": "Kastanien-im-Herbst",
    "password_again": "Kastanien-im-Herbst",
}


def invite(office: Client, network: Network, **data: object) -> None:
    """Post the form of the invitation."""
    values = {"email": ADDRESS, "role": Role.EDITOR, **data}
    response = office.post(reverse("team_invite", args=[network.slug]), values)
    assert response.status_code == 302, response.context["form"].errors


def last_link(network: Network) -> str:
    """The path of the link in the last mail."""
    mail = OutgoingMail.objects.order_by("-created_at").first()
    assert mail is not None
    (link,) = set(re.findall(re.escape(network.root_url) + r"(/admin/einladung/\S+/)", mail.text))
    assert f'href="{network.root_url}{link}"' in mail.html
    return link


@pytest.fixture
def visitor(network: Network) -> Client:
    """Somebody without a session."""
    return Client(HTTP_HOST=network.site.hostname)


def test_an_invited_person_joins_with_name_and_password(
    office: Client, visitor: Client, network: Network, coordinator: User
) -> None:
    invite(office, network)
    mail = OutgoingMail.objects.get()
    assert (mail.recipient, mail.network) == (ADDRESS, network)
    assert "Karin Ordner" in mail.text
    assert "lädt Sie ein" in mail.text
    link = last_link(network)
    page = visitor.get(link)
    assert page.status_code == 200
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page.headers["Cache-Control"]
    assert not User.objects.filter(email=ADDRESS).exists(), "the link only shows"
    response = visitor.post(link, NEWCOMER)
    assert response.status_code == 302
    user = User.objects.get(email=ADDRESS)
    assert (user.get_full_name(), user.is_superuser) == ("Nele Neu", False)
    assert user.check_password(NEWCOMER["password"])
    assert RoleGroup.objects.get(group__user=user).role == Role.EDITOR
    assert "_auth_user_id" not in visitor.session, "joining is not logging in"
    actions = set(AuditEntry.objects.filter(network=network).values_list("action", flat=True))
    assert {"invited", "invitation_accepted", "groups_changed"} <= actions
    again = visitor.post(link, {**NEWCOMER, "password": "Etwas-anderes-jetzt"})
    assert again.status_code == 404
    assert "gilt nicht mehr" in again.content.decode()


def test_the_mail_is_written_in_the_networks_address_form(office: Client, network: Network) -> None:
    network.address_form = Network.AddressForm.INFORMAL
    network.save()
    invite(office, network)
    mail = OutgoingMail.objects.get()
    for body in (mail.text, mail.html):
        assert "lädt dich ein" in body
        assert " Sie " not in body


def test_a_bad_password_or_a_missing_name_is_said_and_nothing_is_lost(
    office: Client, visitor: Client, network: Network
) -> None:
    invite(office, network)
    link = last_link(network)
    for wrong in (
        {"password": "kurz", "password_again": "kurz"},
        {"password_again": "etwas anderes"},
        {"first_name": ""},
        {"last_name": "a\x00b"},
        {"password": "passwort" * 70, "password_again": "passwort" * 70},
        {"password": "neu@example.org", "password_again": "neu@example.org"},
    ):
        response = visitor.post(link, {**NEWCOMER, **wrong})
        assert response.status_code == 200
        assert response.context["form"].errors
    assert not User.objects.filter(email=ADDRESS).exists()
    assert visitor.post(link, NEWCOMER).status_code == 302


def test_after_seven_days_the_link_is_void(
    office: Client, visitor: Client, network: Network
) -> None:
    now = timezone.now()
    invite(office, network)
    link = last_link(network)
    with time_machine.travel(now + timedelta(days=6, hours=23), tick=False):
        assert visitor.get(link).status_code == 200
    with time_machine.travel(now + timedelta(days=7, minutes=1), tick=False):
        assert visitor.get(link).status_code == 404
        assert visitor.post(link, NEWCOMER).status_code == 404
    with time_machine.travel(now + timedelta(days=30), tick=False):
        purge_invitations()
        assert Invitation.objects.exists()
    with time_machine.travel(now + timedelta(days=38), tick=False):
        purge_invitations()
        assert not Invitation.objects.exists()


def test_an_invitation_can_be_sent_again_and_taken_back(
    office: Client, visitor: Client, network: Network
) -> None:
    invite(office, network)
    first, invitation = last_link(network), Invitation.objects.get()
    resend = reverse("team_resend", args=[network.slug, invitation.pk])
    assert office.get(resend).status_code == 405
    office.post(resend)
    second = last_link(network)
    assert visitor.get(first).status_code == 404, "only the newest link is valid"
    assert visitor.get(second).status_code == 200
    withdraw = reverse("team_withdraw", args=[network.slug, invitation.pk])
    assert office.get(withdraw).status_code == 405
    office.post(withdraw)
    assert visitor.get(second).status_code == 404
    assert visitor.post(second, NEWCOMER).status_code == 404
    assert AuditEntry.objects.filter(action="invitation_withdrawn", network=network).exists()


def test_a_second_invitation_of_an_address_replaces_the_first(
    office: Client, visitor: Client, network: Network
) -> None:
    invite(office, network)
    first = last_link(network)
    invite(office, network, email=ADDRESS.upper(), role=Role.AUTHOR)
    assert Invitation.objects.get().role == Role.AUTHOR
    assert visitor.get(first).status_code == 404


def test_the_secret_of_the_link_is_not_in_the_database(office: Client, network: Network) -> None:
    invite(office, network)
    token = last_link(network).rstrip("/").rsplit("/", 1)[1]
    assert token not in str(list(Invitation.objects.values()))
    assert token not in str(list(AuditEntry.objects.values()))


def test_whoever_has_an_account_joins_with_it_and_only_when_logged_in(
    office: Client,
    visitor: Client,
    enter: Callable[[User], Client],
    network: Network,
    network_b: Network,
) -> None:
    known = person(network_b, Role.AUTHOR, email=ADDRESS)
    known.set_password("ein altes Passwort")
    known.save()
    invite(office, network)
    link = last_link(network)
    page = visitor.get(link).content.decode()
    assert "gibt es schon einen Zugang" in page
    assert "first_name" not in page
    visitor.post(link, NEWCOMER)
    enter(person(network, Role.AUTHOR)).post(link, NEWCOMER)
    known.refresh_from_db()
    assert known.check_password("ein altes Passwort")
    assert not RoleGroup.objects.filter(group__user=known, network=network).exists()
    assert enter(known).post(link).status_code == 302
    assert RoleGroup.objects.filter(group__user=known, network=network).exists()
    assert RoleGroup.objects.filter(group__user=known, network=network_b).exists()


def test_the_coordinator_does_not_learn_who_has_an_account_elsewhere(
    office: Client, network: Network, network_b: Network
) -> None:
    person(network_b, Role.AUTHOR, email="elsewhere@example.org")
    answers = []
    for email in ("elsewhere@example.org", "nobody@example.org"):
        url = reverse("team_invite", args=[network.slug])
        response = office.post(url, {"email": email, "role": Role.EDITOR}, follow=True)
        answers.append(re.sub(r"\w+@example.org|\d+|token\S+", "", response.content.decode()))
    strip = [re.sub(r'csrf\S*|value="[^"]*"|nonce\S*', "", answer) for answer in answers]
    assert strip[0].count("Offene Einladungen") == strip[1].count("Offene Einladungen") == 1
    mails = OutgoingMail.objects.values_list("subject", flat=True)
    assert len(set(mails)) == 1


def test_who_is_in_the_team_already_is_not_invited(
    office: Client, coordinator: User, network: Network
) -> None:
    response = office.post(
        reverse("team_invite", args=[network.slug]),
        {"email": coordinator.email.upper(), "role": Role.AUTHOR},
    )
    assert "schon jemandem in Ihrem Team" in response.content.decode()
    assert not Invitation.objects.exists()


def test_a_closed_account_is_opened_again_with_a_new_password(
    office: Client, visitor: Client, network: Network
) -> None:
    former = UserFactory(email=ADDRESS, is_active=False)
    invite(office, network, role=Role.AUTHOR)
    assert visitor.post(last_link(network), NEWCOMER).status_code == 302
    former.refresh_from_db()
    assert former.is_active
    assert former.check_password(NEWCOMER["password"])
    assert RoleGroup.objects.get(group__user=former).role == Role.AUTHOR


@pytest.mark.parametrize("what", ["administrator", "role elsewhere"])
def test_an_account_that_an_administrator_closed_is_not_opened_by_an_invitation(
    office: Client, visitor: Client, network: Network, network_b: Network, what: str
) -> None:
    if what == "administrator":
        closed = AdministratorFactory(email=ADDRESS, is_active=False)
    else:
        closed = person(network_b, Role.COORDINATOR, email=ADDRESS, is_active=False)
    invite(office, network)
    link = last_link(network)
    assert visitor.get(link).status_code == 404
    assert visitor.post(link, NEWCOMER).status_code == 404
    closed.refresh_from_db()
    assert not closed.is_active


def test_languages_and_partner_come_with_the_invitation(
    office: Client, visitor: Client, network: Network
) -> None:
    invite(office, network, role=Role.TRANSLATOR, languages=["tr"])
    visitor.post(last_link(network), NEWCOMER)
    rows = RoleGroup.objects.filter(group__user__email=ADDRESS)
    assert [(row.role, row.language) for row in rows] == [(Role.TRANSLATOR, "tr")]
    partner = PartnerFactory(steward=network, name="Frauenhaus")
    invite(office, network, email="haus@example.org", role=Role.PARTNER, partner=partner.pk)
    assert "Frauenhaus" in OutgoingMail.objects.order_by("-created_at")[0].text
    visitor.post(last_link(network), NEWCOMER)
    assert PartnerAccount.objects.get().user.email == "haus@example.org"


def test_a_role_or_a_partner_of_another_network_is_not_given(
    office: Client, network: Network, network_b: Network
) -> None:
    foreign = PartnerFactory(steward=network_b)
    url = reverse("team_invite", args=[network.slug])
    for data in (
        {"role": "staff"},
        {"role": "administrator"},
        {"role": Role.PARTNER, "partner": foreign.pk},
        {"role": Role.TRANSLATOR, "languages": ["ru"]},
        {"role": Role.AUTHOR, "email": "keine-adresse"},
        {"role": Role.AUTHOR, "email": "a@b.example\r\nBcc: c@d.example"},
        {"role": Role.AUTHOR, "email": "x" * 200 + "@example.org"},
        {"role": "\x00"},
    ):
        response = office.post(url, {"email": ADDRESS, **data})
        assert response.status_code == 200
        assert response.context["form"].errors, data
    assert not Invitation.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_a_made_up_link_leads_nowhere(visitor: Client, network: Network) -> None:
    for token in ("x", "a" * 300, "%00", "..%2f"):
        assert visitor.get(f"/admin/einladung/{token}/").status_code in (302, 404)


def test_the_name_to_log_in_with_is_free(office: Client, visitor: Client, network: Network) -> None:
    UserFactory(username=ADDRESS, email="other@example.org")
    role_group(network, Role.EDITOR)
    invite(office, network)
    visitor.post(last_link(network), NEWCOMER)
    assert User.objects.get(email=ADDRESS).username == f"{ADDRESS}-2"
