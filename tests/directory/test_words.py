"""Facts live once, words are translated."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail.models import Locale

from network_core.directory.models import Offer, OfferText
from tests.factories import LocalNoteFactory, OfferFactory, TermFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def turkish() -> Iterator[Locale]:
    """A visitor who reads Turkish."""
    locale = Locale.objects.create(language_code="tr")
    with translation.override("tr"):
        yield locale


@pytest.fixture
def offer() -> Offer:
    """A published offer."""
    offer = OfferFactory(title="Unterhalt", summary="Geld vom Amt")
    offer.save_revision().publish()
    return Offer.objects.get(pk=offer.pk)


def translate(offer: Offer, locale: Locale, title: str = "Nafaka") -> OfferText:
    """Translate the offer as it is now."""
    row, _new = OfferText.objects.update_or_create(
        record=offer,
        locale=locale,
        defaults={"title": title, "source_hash": offer.words_hash, "live": True},
    )
    return row


def change(offer: Offer, **values: object) -> Offer:
    """Change the offer and publish it, as an editor does."""
    offer = Offer.objects.get(pk=offer.pk)
    for name, value in values.items():
        setattr(offer, name, value)
    offer.save_revision().publish()
    return Offer.objects.get(pk=offer.pk)


def test_words_are_those_of_the_language_or_german(offer: Offer, turkish: Locale) -> None:
    assert offer.words.title == "Unterhalt"
    assert offer.words_language == "de"
    translate(offer, turkish)
    offer = Offer.objects.get(pk=offer.pk)
    assert offer.words.title == "Nafaka"
    assert offer.words_language == "tr"
    with translation.override("de"):
        assert Offer.objects.get(pk=offer.pk).words.title == "Unterhalt"


def test_fact_changes_in_every_language_at_once_and_makes_nothing_stale(
    offer: Offer, turkish: Locale
) -> None:
    row = translate(offer, turkish)
    offer = change(offer, cost_kind="free")
    assert (offer.words.title, offer.words.record.cost_kind) == ("Nafaka", "free")
    row.refresh_from_db()
    assert not OfferText.objects.get(pk=row.pk).is_stale


def test_changed_words_make_the_translation_stale_and_leave_it_in_place(
    offer: Offer, turkish: Locale
) -> None:
    row = translate(offer, turkish)
    offer = change(offer, title="Unterhaltsvorschuss")
    assert OfferText.objects.get(pk=row.pk).is_stale
    assert offer.words.title == "Nafaka"
    german = offer.texts.get(locale=Locale.get_default())
    assert (german.title, german.is_stale) == ("Unterhaltsvorschuss", False)


def test_draft_changes_no_published_words_and_its_preview_shows_its_own(
    offer: Offer, turkish: Locale
) -> None:
    draft = Offer.objects.get(pk=offer.pk)
    draft.title = "Entwurf"
    draft.save_revision()
    offer = Offer.objects.get(pk=offer.pk)
    assert offer.texts.get(locale=Locale.get_default()).title == "Unterhalt"
    with translation.override("de"):
        assert offer.get_latest_revision_as_object().words.title == "Entwurf"


def test_publishing_an_older_version_leaves_the_translations(offer: Offer, turkish: Locale) -> None:
    first = offer.latest_revision
    translate(offer, turkish)
    offer = change(offer, title="Neu")
    first.publish()
    offer = Offer.objects.get(pk=offer.pk)
    assert offer.title == "Unterhalt"
    assert offer.words.title == "Nafaka"


def test_what_is_gone_is_gone_in_every_language(offer: Offer, turkish: Locale) -> None:
    translate(offer, turkish)
    offer.unpublish()
    assert not Offer.objects.public().filter(pk=offer.pk).exists()
    offer.save_revision().publish()
    Offer.objects.filter(pk=offer.pk).update(valid_until=timezone.localdate() - timedelta(days=1))
    assert not Offer.objects.public().filter(pk=offer.pk).exists()
    Offer.objects.get(pk=offer.pk).delete()
    assert not OfferText.objects.exists()


def test_unpublished_translation_is_not_shown(offer: Offer, turkish: Locale) -> None:
    row = translate(offer, turkish)
    row.unpublish()
    assert Offer.objects.get(pk=offer.pk).words.title == "Unterhalt"
    assert Offer.objects.with_words(turkish).get(pk=offer.pk).words.title == "Unterhalt"


def test_fifty_offers_with_words_and_terms_cost_a_fixed_number_of_queries(
    turkish: Locale,
) -> None:
    topic = TermFactory()
    for number in range(50):
        offer = OfferFactory(terms=[topic])
        if number % 2:
            translate(offer, turkish, title=f"Teklif {number}")
    with CaptureQueriesContext(connection) as queries:
        shown = list(Offer.objects.public().with_words(turkish).prefetch_related("topics"))
        titles = [offer.words.title for offer in shown]
    assert len(queries) == 3
    assert len(titles) == 50 == Offer.objects.public().with_words(turkish).count()
    assert sum(title.startswith("Teklif") for title in titles) == 25


def test_local_note_and_term_mirror_their_words_when_they_are_saved() -> None:
    note, term = LocalNoteFactory(text="Im Hof"), TermFactory(label="Geld")
    assert note.texts.get().text == "Im Hof"
    term.label = "Finanzen"
    term.save()
    assert term.texts.get().label == "Finanzen"
    assert not term.texts.get().is_stale
