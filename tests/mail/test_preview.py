"""The preview in the admin: every kind of mail, for administrators only."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from network_core.mail.kinds import all_kinds
from network_core.mail.models import OutgoingMail
from network_core.networks.models import Network
from tests.factories import AdministratorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", [kind.name for kind in all_kinds()])
def test_each_kind_can_be_looked_at(client: Client, informal: Network, kind: str) -> None:
    client.force_login(AdministratorFactory())
    choice = {"kind": kind, "network": informal.pk, "language": "de"}
    response = client.get(reverse("mail_preview"), choice, headers={"host": informal.site.hostname})
    page = response.content.decode()
    assert response.status_code == 200
    assert "Viele Grüße" in page or "verschickt" in page
    (frame,) = re.findall(r"<iframe[^>]*>", page)
    assert " sandbox" in frame
    assert "&lt;!DOCTYPE html&gt;" in frame


def test_a_test_mail_goes_to_oneself(client: Client, informal: Network) -> None:
    client.force_login(AdministratorFactory(email="chefin@example.org"))
    address = f"{reverse('mail_preview')}?kind=test&network={informal.pk}&language=de"
    client.post(address, headers={"host": informal.site.hostname})
    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.recipient) == ("test", "chefin@example.org")


def test_others_do_not_see_it(client: Client, informal: Network) -> None:
    client.force_login(UserFactory(is_staff=True))
    for method in (client.get, client.post):
        response = method(reverse("mail_preview"), headers={"host": informal.site.hostname})
        assert response.status_code in {302, 403}
    assert not OutgoingMail.objects.exists()
