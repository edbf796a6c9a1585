"""Words of terms, offers and pathways in other languages."""

import pytest
from django.core.management import call_command
from django.utils import translation

from network_core.directory.models import Offer, OfferText
from network_core.pathways.models import Pathway, PathwayStep, PathwayStepText, PathwayText
from network_core.words.staleness import stale_texts
from tests.sites.seeded.visiting import GOETTINGEN, UMBRELLA, read

pytestmark = pytest.mark.usefixtures("translated")

LANGUAGES = ("en", "tr", "ar", "uk")


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_national_pathway_is_there_with_every_step(code: str) -> None:
    with translation.override(code):
        pathways = list(Pathway.objects.filter(steward__is_umbrella=True).with_words())
        assert len(pathways) == 12
        for pathway in pathways:
            assert pathway.words_language == code, pathway
            steps = PathwayStep.objects.filter(pathway=pathway).with_words()
            assert [s for s in steps if s.words_language != code] == [], pathway
            for step in steps:
                assert len(step.words.deadline_list) == len(step.deadline_list), step
                assert len(step.words.document_list) == len(step.document_list), step
                assert bool(step.words.ask_instead) == bool(step.ask_instead), step


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_national_offer_has_title_and_summary(code: str) -> None:
    texts = OfferText.objects.filter(record__steward__is_umbrella=True, locale__language_code=code)
    assert texts.count() == Offer.objects.filter(steward__is_umbrella=True).count() == 33
    assert not texts.filter(title="").exists()
    assert not texts.filter(summary="").exists()


def test_a_pathway_is_read_in_the_language_of_the_visitor() -> None:
    page = read(GOETTINGEN, "/uk/wegweiser/trennung/")
    assert page.inside("h1") == ["Розлучення: перші кроки"]
    assert "/uk/wegweiser/gewalt/" in page.links
    assert "Розлучення: перші кроки" in read(UMBRELLA, "/uk/wegweiser/").text


def test_nothing_is_stale_until_the_german_words_change() -> None:
    models = (OfferText, PathwayText, PathwayStepText)
    assert [list(stale_texts(model)) for model in models] == [[], [], []]
    offer = Offer.objects.get(slug="kindergeld")
    offer.summary = "Anders gesagt."
    offer.save_revision().publish()
    assert {text.locale.language_code for text in stale_texts(OfferText)} == set(LANGUAGES)


def test_a_second_run_completes_and_keeps_what_was_edited() -> None:
    edited = OfferText.objects.get(record__slug="kindergeld", locale__language_code="tr")
    edited.title = "Elle yazıldı"
    edited.save()
    OfferText.objects.get(record__slug="wohngeld", locale__language_code="tr").delete()
    changed = Offer.objects.get(slug="elterngeld")
    OfferText.objects.filter(record=changed).exclude(locale__language_code="de").delete()
    changed.summary = "Anders gesagt."
    changed.save_revision().publish()
    call_command("create_network", all=True, languages="de", verbosity=0)
    turkish = OfferText.objects.filter(locale__language_code="tr")
    assert turkish.get(record__slug="kindergeld").title == "Elle yazıldı"
    assert turkish.get(record__slug="wohngeld").title.startswith("Kira yardımı")
    # Nobody has translated what it says now.
    assert not turkish.filter(record=changed).exists()


def test_what_an_offer_does_not_say_in_a_language_is_said_in_german_and_marked() -> None:
    page = read(GOETTINGEN, "/tr/angebote/kindergeld/")
    assert page.inside("h1") == ["Çocuk parası (Kindergeld)"]
    german = Offer.objects.get(slug="kindergeld")
    assert german.step_list[0] in page.text
    assert page.all("ol", lang="de")
    assert not page.all("h1", lang="de")
    assert OfferText.objects.get(record=german, locale__language_code="tr").steps == ""
