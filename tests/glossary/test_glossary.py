"""The fixed terms in the admin: the umbrella keeps them, everybody reads them."""

import pytest
from django.test import Client
from django.urls import reverse

from network_core.glossary.models import GlossaryTerm, Rendering
from network_core.glossary.shipped import shipped_terms
from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from tests.admin_forms import posted
from tests.factories import person

pytestmark = pytest.mark.django_db


def enter(user: User, network: Network) -> Client:
    client = Client(HTTP_HOST=network.site.hostname)
    client.force_login(user)
    return client


def address(name: str, *args: int) -> str:
    return reverse(f"wagtailsnippets_glossary_glossaryterm:{name}", args=args)


def test_the_shipped_terms_are_there_from_the_beginning() -> None:
    shipped = list(shipped_terms())
    assert {term.german for term in shipped} == set(
        GlossaryTerm.objects.values_list("german", flat=True)
    )
    advance = GlossaryTerm.objects.get(german="Unterhaltsvorschuss")
    assert advance.renderings.get(language="tr").text == "nafaka avansı"
    kita = Rendering.objects.get(term__german="Kita", language="tr")
    assert kita.allowed == ["kreş", "anaokulu"]


def test_staff_of_the_umbrella_keep_the_terms(umbrella: Network) -> None:
    client = enter(person(umbrella, Role.STAFF), umbrella)
    form = client.get(address("add"))
    row = {"renderings-TOTAL_FORMS": "2"}
    for number in range(2):
        row |= {
            f"renderings-{number}-language": "tr",
            f"renderings-{number}-text": "ev arkadaşlığı",
        }
    answer = client.post(address("add"), posted(form, german="Wohngemeinschaft", **row))
    assert answer.status_code == 200
    assert "ev arkadaşlığı" in answer.content.decode()
    assert not GlossaryTerm.objects.filter(german="Wohngemeinschaft").exists()
    row["renderings-1-language"] = "ru"
    answer = client.post(address("add"), posted(form, german="Wohngemeinschaft", **row))
    assert answer.status_code == 302
    assert GlossaryTerm.objects.get(german="Wohngemeinschaft").renderings.count() == 2


def test_others_read_them_and_change_nothing(umbrella: Network, network_a: Network) -> None:
    term = GlossaryTerm.objects.get(german="Kita")
    client = enter(person(network_a, Role.COORDINATOR), network_a)
    assert "Kita" in client.get(address("list"), {"q": "Kindertagesst"}).content.decode()
    shown = client.get(address("inspect", term.pk)).content.decode()
    assert "kreş / anaokulu" in shown
    for name, args in (("edit", (term.pk,)), ("delete", (term.pk,)), ("add", ())):
        assert client.post(address(name, *args), {"german": "X"}).status_code in (302, 403, 404)
    assert GlossaryTerm.objects.filter(german="Kita").exists()
