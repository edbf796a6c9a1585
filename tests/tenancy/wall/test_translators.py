"""Translators reach the editor of translations in their own language and network, nothing else."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from network_core.tenancy.matrix import Role
from tests.tenancy.wall.checks import client_of
from tests.tenancy.wall.world import World

pytestmark = pytest.mark.xdist_group("wall coordinator")
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def translator(world: World) -> Client:
    """Somebody who translates into English for network A."""
    return client_of(world.a.people[Role.TRANSLATOR])


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_the_desk_leads_to_the_editor_side_by_side(world: World, translator: Client) -> None:
    home = translator.get(reverse("wagtailadmin_home")).content.decode()
    page = world.a["page-translated"]
    assert "Seiten übersetzen" in home
    assert edit(page) in home
    assert edit(world.a["page-draft"]) not in home
    editor = translator.get(edit(page))
    assert "wagtail_localize/admin/edit_translation.html" in {t.name for t in editor.templates}
    string = reverse(
        "wagtail_localize:edit_string_translation",
        args=[world.a["translation"].pk, world.a["string-segment"].pk],
    )
    assert translator.put(string, "value=Draft", content_type=FORM).status_code in (200, 201)
    assert StringTranslation.objects.filter(data="Draft").exists()
    report = translator.get(reverse("wagtail_localize:translations_report")).content.decode()
    assert edit(page) in report
    assert edit(world.a["page-draft"]) not in report


def test_translators_publish_nothing(world: World, translator: Client) -> None:
    page = world.a["page-translated"]
    translator.post(edit(page), {"action": "publish"})
    page.refresh_from_db()
    assert not page.live


def test_other_languages_and_originals_stay_closed(world: World, translator: Client) -> None:
    arabic, _new = Locale.objects.get_or_create(language_code="ar")
    world.a["home"].specific.copy_for_translation(arabic)
    source, _new = TranslationSource.get_or_create_from_instance(world.a["page-draft"])
    other = Translation.objects.create(source=source, target_locale=arabic)
    other.save_target(publish=False)
    for page in (other.get_target_instance(), world.a["page-draft"], world.b["page-translated"]):
        answer = translator.get(edit(page))
        assert answer.status_code in (302, 404)
        assert page.title not in answer.content.decode()
    string = reverse(
        "wagtail_localize:edit_string_translation",
        args=[other.pk, source.stringsegment_set.first().pk],
    )
    assert translator.put(string, "value=X", content_type=FORM).status_code in (302, 403, 404)
    assert not StringTranslation.objects.filter(data="X").exists()
    assert edit(other.get_target_instance()) not in translator.get("/admin/").content.decode()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.COORDINATOR])
def test_pages_are_offered_for_translation_into_languages_of_the_network_only(
    world: World, role: Role
) -> None:
    client = client_of(world.a.people[role])
    arabic, _new = Locale.objects.get_or_create(language_code="ar")
    page = world.a["page-live"]
    submit = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    offered = client.get(submit).context["form"].fields["locales"].queryset
    assert [locale.language_code for locale in offered] == ["en"]
    client.post(submit, {"locales": [arabic.pk]})
    assert not page.get_translations().filter(locale=arabic).exists()
    foreign = reverse("wagtail_localize:submit_page_translation", args=[world.b["page-live"].pk])
    assert client.get(foreign).status_code in (302, 404)
    for other in (Role.AUTHOR, Role.TRANSLATOR):
        assert client_of(world.a.people[other]).get(submit).status_code in (302, 404)
