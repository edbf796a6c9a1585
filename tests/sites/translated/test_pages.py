"""The pages that the networks have in other languages, from the outside and for editors."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from network_core.media.models import Picture
from network_core.networks.models import Network
from sites.models import HomePage
from tests.sites.seeded.visiting import (
    GOETTINGEN,
    HOSTS,
    LICHTENBERG,
    NIEDERSACHSEN,
    UMBRELLA,
    WUPPERTAL,
    read,
    visit,
)

pytestmark = pytest.mark.usefixtures("translated")

LANGUAGES = ("en", "tr", "ar", "uk")
NUMBERS = ("110", "116 016", "0800 1110550")


def tree(host: str, code: str) -> HomePage:
    """The home page of a network in one language."""
    german = Network.objects.get(site__hostname=host).site.root_page
    home: HomePage = HomePage.objects.get(
        translation_key=german.translation_key, locale__language_code=code
    )
    return home


def everything() -> dict[str, list[Any]]:
    """Every row of every table."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_models()
    }


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_network_has_its_home_page_and_its_menu_in_every_language(
    host: str, code: str
) -> None:
    german = read(host)
    page = read(host, f"/{code}/")
    assert page.language == code
    assert page.direction == ("rtl" if code == "ar" else "ltr")
    assert page.inside("h1") != german.inside("h1") or host == NIEDERSACHSEN
    menu = tree(host, code).get_children().live().in_menu().specific()
    assert len(menu) >= 5
    for item in menu:
        source = Page.objects.get(translation_key=item.translation_key, locale__language_code="de")
        assert item.title != source.title or item.title == "Partner", item.url_path
        assert visit(host, f"/{code}/{item.slug}/").status_code == 200


@pytest.mark.parametrize("code", [*LANGUAGES, "de-simple"])
@pytest.mark.parametrize("host", HOSTS)
def test_hotlines_are_the_same_in_every_language(host: str, code: str) -> None:
    text = read(host, f"/{code}/").text
    assert [number for number in NUMBERS if number not in text] == []


@pytest.mark.parametrize("host", HOSTS)
def test_the_home_page_is_there_in_plain_german(host: str) -> None:
    page = read(host, "/de-simple/")
    assert page.language == "de-simple"
    assert "Dieser Text ist in Leichter Sprache." in page.text
    assert "Menschen mit Lern-Schwierigkeiten haben diesen Text noch nicht geprüft." in page.text
    assert "/de-simple/" in read(host).links
    assert tree(host, "de-simple").picture == tree(host, "de").picture
    versions = [
        link["hreflang"] for link in read(host).all("link", rel="alternate") if "hreflang" in link
    ]
    assert {"de-simple", *LANGUAGES} <= set(versions)


def test_a_picture_is_kept_once_whichever_pages_show_it() -> None:
    kept = list(Picture.objects.values_list("collection", "file_hash"))
    assert len(kept) >= len(HOSTS)
    assert sorted(set(kept)) == sorted(kept)


@pytest.mark.parametrize("code", LANGUAGES)
def test_topics_of_a_network_are_translated_and_lead_to_its_offers(code: str) -> None:
    page = read(GOETTINGEN, f"/{code}/themen/geld/")
    assert f"/{code}/angebote/unterhaltsvorschuss/" in page.links
    assert not [link for link in page.links if link.startswith("/de/angebote/")]
    assert visit(LICHTENBERG, f"/{code}/lebenslagen/gesundheit/").status_code == 200
    assert visit(UMBRELLA, f"/{code}/leistungen-im-ueberblick/").status_code == 200


@pytest.mark.parametrize("code", [*LANGUAGES, "de-simple"])
def test_a_page_that_is_not_translated_does_not_exist_in_that_language(code: str) -> None:
    assert visit(GOETTINGEN, "/de/ueber-uns/ziele/").status_code == 200
    assert visit(GOETTINGEN, f"/{code}/ueber-uns/ziele/").status_code == 404


def test_standard_pages_are_versions_of_the_german_ones() -> None:
    for slug in ("impressum", "datenschutz", "kontakt", "angebote"):
        german = tree(WUPPERTAL, "de").get_children().get(slug=slug)
        english = tree(WUPPERTAL, "en").get_children().get(slug=slug)
        assert english.translation_key == german.translation_key, slug


def test_editors_go_on_in_the_side_by_side_editor() -> None:
    home = tree(GOETTINGEN, "tr")
    translation = Translation.objects.get(
        source__object_id=home.translation_key, target_locale__language_code="tr"
    )
    total, translated = translation.get_progress()
    assert total == translated >= 30
    string = StringTranslation.objects.get(
        context__object_id=home.translation_key, context__path="title", locale=home.locale
    )
    string.data = "Yeni başlık"
    string.save()
    saved, _is_new = translation.source.create_or_update_translation(home.locale, publish=False)
    saved.get_latest_revision().publish()
    page = read(GOETTINGEN, "/tr/")
    assert page.inside("h1") == ["Yeni başlık"]
    assert page.all("a", href="tel:116016")


def test_a_change_of_the_german_page_reaches_the_translators() -> None:
    german = tree(GOETTINGEN, "de")
    source = TranslationSource.objects.get_for_instance(german)
    translation = source.translations.get(target_locale__language_code="uk")
    german.introduction = "Ganz neu gesagt."
    german.save_revision().publish()
    source.update_from_db()
    total, translated = translation.get_progress()
    assert translated == total - 1


def test_a_second_run_changes_nothing() -> None:
    before = everything()
    call_command("create_network", all=True, verbosity=0)
    assert everything() == before


def test_a_second_run_keeps_what_was_edited_and_deleted() -> None:
    edited = tree(LICHTENBERG, "ar")
    edited.title = "عنوان جديد"
    edited.save_revision().publish()
    tree(LICHTENBERG, "ar").get_children().get(slug="lebenslagen").delete()
    before = everything()
    call_command("create_network", all=True, verbosity=0)
    assert everything() == before
    assert read(LICHTENBERG, "/ar/").inside("h1") == ["عنوان جديد"]


def test_a_language_that_is_switched_on_later_comes_with_its_pages() -> None:
    network = Network.objects.get(slug="wuppertal")
    home = tree(WUPPERTAL, "uk")
    home.get_descendants(inclusive=True).delete()
    german = tree(WUPPERTAL, "de").get_children().get(slug="hilfe-finden").specific
    german.introduction = "Von Hand geändert."
    german.save_revision().publish()
    call_command("create_network", all=True, verbosity=0)
    assert network.offers_language("uk")
    assert visit(WUPPERTAL, "/uk/").status_code == 200
    assert visit(WUPPERTAL, "/uk/angebote/").status_code == 200
    # Its text is no longer the one that was translated.
    assert visit(WUPPERTAL, "/uk/hilfe-finden/").status_code == 404


@pytest.mark.parametrize("path", ["/", "/angebote/", "/wegweiser/", "/wegweiser/trennung/"])
def test_a_language_costs_few_queries_and_no_more_for_more_texts(path: str) -> None:
    def queries(code: str) -> int:
        visit(GOETTINGEN, f"/{code}{path}")
        with CaptureQueriesContext(connection) as captured:
            assert visit(GOETTINGEN, f"/{code}{path}").status_code == 200
        return len(captured)

    counts = {code: queries(code) for code in ("de", *LANGUAGES)}
    assert len({counts[code] for code in LANGUAGES}) == 1, counts
    assert counts["ar"] <= counts["de"] + 8, counts


def test_mistakes_name_the_file_and_what_is_wrong(tmp_path: Path) -> None:
    german = '+++\ntype = "home"\ntitle = "Sieben"\n+++\n\nErster Absatz.\n\nZweiter Absatz.'
    english = '+++\ntitle = "Seven"\n+++\n\nOnly one paragraph.'
    folder = tmp_path / "siebtes"
    for code, text in (("de", german), ("en", english)):
        (folder / "content" / code).mkdir(parents=True)
        (folder / "content" / code / "home.md").write_text(text, encoding="utf-8")
    facts = 'name = "Siebtes"\nlanguages = ["de", "en"]\n'
    (folder / "network.toml").write_text(facts, encoding="utf-8")
    with pytest.raises(Exception, match=r"content/en/home.md: here .*, in German "):
        call_command("create_network", str(folder), verbosity=0)
    assert Locale.objects.filter(language_code="en").exists()
