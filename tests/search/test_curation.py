"""Word lists and recommended hits: what holds where, who may change it, what it would change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network_core.networks.models import Network
from network_core.statistics.models import DailyCount
from network_core.taxonomy.loading import load_taxonomy
from network_core.tenancy.matrix import Role
from search import indexer
from search.curation.effect import effect_of
from search.curation.loading import LANGUAGES, load_words, shipped_words
from search.curation.models import PinnedResult, WordGroup
from tests.factories import (
    OfferFactory,
    PinnedResultFactory,
    TermFactory,
    WordGroupFactory,
)

pytestmark = pytest.mark.django_db
Titles = Callable[..., list[str]]


def test_words_of_the_umbrella_hold_everywhere_and_others_on_their_own_site(
    umbrella: Network, network_a: Network, network_b: Network, titles: Titles
) -> None:
    OfferFactory(steward=network_a, title="Haushaltshilfe")
    WordGroupFactory(network=umbrella, names="Haushaltshilfe", phrases="Feger")
    WordGroupFactory(network=network_a, names="Haushaltshilfe", phrases="Wischer")
    assert titles(network_b, "Feger") == ["Haushaltshilfe"]
    assert titles(network_a, "Wischer") == ["Haushaltshilfe"]
    assert titles(network_b, "Wischer") == []


def test_words_lead_to_what_is_tagged_and_not_back(
    umbrella: Network, network_a: Network, titles: Titles
) -> None:
    term = TermFactory(label="Kraftquelle")
    OfferFactory(steward=network_a, title="Drei Wochen am Meer", terms=[term])
    words = WordGroupFactory(network=umbrella, names="Kur", phrases="bin ganz ausgelaugt")
    words.terms = [term]
    words.save()
    assert titles(network_a, "ich bin ganz ausgelaugt") == ["Drei Wochen am Meer"]
    assert titles(network_a, "Kur") == ["Drei Wochen am Meer"]


def test_a_change_of_words_holds_at_once(
    umbrella: Network, network_a: Network, titles: Titles
) -> None:
    OfferFactory(steward=network_a, title="Haushaltshilfe")
    words = WordGroupFactory(network=umbrella, names="Haushaltshilfe", phrases="Feger")
    assert titles(network_a, "Feger") == ["Haushaltshilfe"]
    words.delete()
    assert titles(network_a, "Feger") == []


def test_the_effect_of_words_is_told_before_they_are_saved(
    umbrella: Network, network_a: Network
) -> None:
    OfferFactory(steward=network_a, title="Haushaltshilfe")
    indexer.index_all_pending()
    words = WordGroup(network=network_a, names="Haushaltshilfe", phrases="Feger\nHaushaltshilfe")
    known, new = effect_of(words)[:2]
    assert (known.total_before, known.total_after) == (1, 1)
    assert (new.query, new.total_before, new.total_after) == ("Feger", 0, 1)
    assert [(hit.title, hit.is_new) for hit in new.after] == [("Haushaltshilfe", True)]
    assert not WordGroup.objects.exists()


def test_words_without_any_word_are_refused(network_a: Network) -> None:
    with pytest.raises(ValidationError):
        WordGroup(network=network_a, names="  \n ** ").full_clean()


def test_the_lists_of_the_product_become_rows_once(umbrella: Network) -> None:
    load_taxonomy()
    assert load_words() == WordGroup.objects.count() > 400
    assert load_words() == 0
    changed, outdated = WordGroup.objects.filter(language="de").order_by("pk")[:2]
    changed.phrases = "nur noch das"
    changed.save()
    WordGroup.objects.filter(pk=outdated.pk).update(names="älter", phrases="", shipped_hash="x")
    assert load_words() == 0
    changed.refresh_from_db()
    assert changed.phrases == "nur noch das"


def test_entries_of_the_lists_have_names_of_their_own_and_known_terms() -> None:
    from network_core.taxonomy.models import Term

    load_taxonomy()
    known = {f"{term.scheme_id}:{term.slug}" for term in Term.objects.all()}
    for language in LANGUAGES:
        entries = list(shipped_words(language))
        keys = [entry.key for entry in entries]
        assert len(keys) == len(set(keys)), sorted(key for key in keys if keys.count(key) > 1)
        assert {term for entry in entries for term in entry.terms} <= known
        assert all(entry.group().names for entry in entries)


# --- recommended hits -----------------------------------------------------------------------


def test_a_recommended_hit_stands_first_for_just_these_words_on_its_site(
    network_a: Network, network_b: Network, titles: Titles
) -> None:
    OfferFactory(steward=network_a, title="Unterhalt und Vorschuss")
    best = OfferFactory(steward=network_a, title="Wegweiser Geld", summary="Auch Unterhalt.")
    PinnedResultFactory(network=network_a, query="Unterhalt", offer=best)
    assert titles(network_a, "unterhalts")[0] == "Wegweiser Geld"
    assert titles(network_b, "Unterhalt")[0] == "Unterhalt und Vorschuss"
    assert titles(network_a, "Unterhalt Vorschuss")[0] == "Unterhalt und Vorschuss"


def test_a_recommended_hit_is_found_without_the_words_and_never_when_it_is_gone(
    network_a: Network, titles: Titles
) -> None:
    OfferFactory(steward=network_a, title="Unterhalt")
    best = OfferFactory(steward=network_a, title="Hand in Hand")
    PinnedResultFactory(network=network_a, query="Unterhalt", offer=best)
    assert titles(network_a, "Unterhalt") == ["Hand in Hand", "Unterhalt"]
    best.live = False
    best.save()
    assert titles(network_a, "Unterhalt") == ["Unterhalt"]


def test_something_can_be_recommended_for_words_that_nobody_has_written(
    network_a: Network, network_b: Network, titles: Titles
) -> None:
    best = OfferFactory(steward=network_a, title="Hand in Hand")
    PinnedResultFactory(network=network_a, query="Pizza essen", offer=best)
    assert titles(network_a, "pizza essen") == ["Hand in Hand"]
    assert titles(network_a, "pizza essen", type="event") == []
    assert titles(network_a, "pizza") == []
    assert titles(network_b, "pizza essen") == []


def test_a_page_of_another_site_cannot_be_recommended(
    network_a: Network, network_b: Network, add_page: Any
) -> None:
    page = add_page(network_b, "Fremd")
    with pytest.raises(ValidationError):
        PinnedResult(network=network_a, query="Fremd", page=page).full_clean()
    with pytest.raises(ValidationError):
        PinnedResult(network=network_b, query="??", page=page).full_clean()


# --- who may ---------------------------------------------------------------------------------


def test_editors_change_the_words_of_their_own_network_and_read_all(
    umbrella: Network, network_a: Network, network_b: Network, enter: Callable[..., Client]
) -> None:
    own = WordGroupFactory(network=network_a, names="Eigenes")
    other = WordGroupFactory(network=network_b, names="Fremdes")
    common = WordGroupFactory(network=umbrella, names="Gemeinsames")
    client = enter(Role.EDITOR, network_a)
    listing = client.get(reverse("wagtailsnippets_search_wordgroup:list")).content.decode()
    assert all(words.names in listing for words in (own, other, common))
    edit = "wagtailsnippets_search_wordgroup:edit"
    assert client.get(reverse(edit, args=[own.pk])).status_code == 200
    for words in (other, common):
        assert client.get(reverse(edit, args=[words.pk])).status_code in {302, 403}


def test_reports_are_for_those_who_look_after_words(
    umbrella: Network, network_a: Network, network_b: Network, enter: Callable[..., Client]
) -> None:
    today = timezone.localdate()
    for network, word, number in (
        (network_a, "einhorn", 7),
        (network_a, "selten", 2),
        (network_b, "drache", 9),
    ):
        DailyCount.objects.create(
            network=network, kind="search_without_hit", key=word, count=number, day=today
        )
    address = reverse("search_without_hit")
    told = enter(Role.EDITOR, network_a).get(address, {"network": network_b.slug})
    text = told.content.decode()
    assert "einhorn" in text
    assert "selten" not in text
    assert "drache" not in text
    assert enter(Role.AUTHOR, network_a).get(address).status_code in {302, 403}
    staff = enter(Role.STAFF, umbrella)
    assert "drache" in staff.get(address, {"network": network_b.slug}).content.decode()


def test_explanations_are_for_the_staff_of_the_umbrella(
    umbrella: Network, network_a: Network, enter: Callable[..., Client]
) -> None:
    OfferFactory(steward=network_a, title="Haushaltshilfe")
    indexer.index_all_pending()
    address = reverse("search_understanding")
    asked = {"q": "Haushaltshilfe", "network": network_a.slug, "language": "de"}
    assert enter(Role.EDITOR, network_a).get(address, asked).status_code in {302, 403}
    staff = enter(Role.STAFF, umbrella)
    told = staff.get(address, asked).content.decode()
    assert "eigenes Netzwerk" in told
    for odd in ({"q": "", "network": "x"}, asked | {"q": "\x00"}, asked | {"q": "x" * 5_000}):
        assert staff.get(address, odd).status_code == 200


def test_the_effect_is_shown_beside_the_form_before_anything_is_saved(
    umbrella: Network, network_a: Network, enter: Callable[..., Client]
) -> None:
    OfferFactory(steward=network_a, title="Haushaltshilfe")
    indexer.index_all_pending()
    client = enter(Role.EDITOR, network_a)
    address = reverse("wagtailsnippets_search_wordgroup:preview_on_add")
    form = {"language": "de", "names": "Haushaltshilfe", "phrases": "Feger", "terms": []}
    posted = client.post(address, form)
    assert posted.json()["is_valid"], posted.content
    shown = client.get(address).content.decode()
    assert "<mark>Haushaltshilfe</mark>" in shown
    assert not WordGroup.objects.exists()
    added = client.post(reverse("wagtailsnippets_search_wordgroup:add"), form)
    assert added.status_code == 302
    assert WordGroup.objects.get().network == network_a
