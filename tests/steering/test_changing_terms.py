"""Whatever is done to terms, no record loses what it is sorted under."""

import json
import random
from datetime import date

import pytest
from django.urls import reverse
from wagtail.models import Locale, ModelLogEntry, ReferenceIndex

from network_core.audit.models import AuditEntry
from network_core.directory.models import CheckRule, Offer
from network_core.networks.models import Network
from network_core.opendata.importing.terms import TermMap
from network_core.pathways.models import Pathway
from network_core.steering.terms.changing import (
    TermError,
    merge_terms,
    move_term,
    replace_term,
)
from network_core.steering.terms.usage import usage_of
from network_core.steering.terms.uses import uses
from network_core.taxonomy.loading import load_taxonomy
from network_core.taxonomy.models import FormerTerm, Term, TermText
from network_core.tenancy.models import User
from search.models import OutboxRow
from sites.models import NewsIndexPage, NewsPage, StandardPage
from tests.factories import (
    OfferFactory,
    PathwayFactory,
    PathwayStepFactory,
    ProposalFactory,
    SelectionFactory,
    TermFactory,
    WordGroupFactory,
)
from tests.sites.making import below, home_of, make_network, visit
from tests.steering.conftest import Enter

pytestmark = pytest.mark.django_db


def _everything() -> dict[tuple[str, int], set[int]]:
    """What every record is sorted under, by relation and record."""
    found: dict[tuple[str, int], set[int]] = {}
    for use in uses():
        for source, term in use.rows.objects.values_list(use.source, use.term):
            found.setdefault((use.key, source), set()).add(term)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_after_any_merges_each_record_has_its_terms_or_their_successors(
    seed: int, network_a: Network, network_b: Network
) -> None:
    chance = random.Random(seed)
    terms: list[Term] = []
    for _number in range(12):
        tops = [term for term in terms if term.parent is None]
        parent = chance.choice(tops) if tops and chance.random() < 0.6 else None
        terms.append(TermFactory(parent=parent))
    for _number in range(15):
        some = chance.sample(terms, chance.randint(1, 4))
        OfferFactory(steward=chance.choice([network_a, network_b]), terms=some)
        PathwayStepFactory(terms=chance.sample(terms, 2))
    SelectionFactory(network=network_a, terms=chance.sample(terms, 5))
    expected = _everything()
    successors = {term.pk: term.pk for term in terms}
    merged = 0
    for _number in range(40):
        left = list(Term.objects.order_by("pk"))
        if len(left) < 3:
            break
        dropped, kept = chance.sample(left, 2)
        try:
            merge_terms(dropped, kept, None)
        except TermError:
            continue
        merged += 1
        successors = {pk: kept.pk if now == dropped.pk else now for pk, now in successors.items()}
    assert merged > 3
    assert _everything() == {
        source: {successors[pk] for pk in pks} for source, pks in expected.items()
    }
    assert Term.objects.count() + FormerTerm.objects.count() == len(terms)


def test_words_of_a_merged_term_are_synonyms_of_its_successor_in_every_language() -> None:
    kept = TermFactory(label="Geld", synonyms="Finanzen")
    dropped = TermFactory(label="Finanzielles", synonyms="Kohle\nfinanzen")
    for term, label in ((kept, "Money"), (dropped, "Finances")):
        _translate(term, "en", label)
    _translate(dropped, "tr", "Para")
    merge_terms(dropped, kept, None)
    kept.refresh_from_db()
    assert kept.synonym_list == ["Finanzen", "Finanzielles", "Kohle"]
    texts = {text.locale.language_code: text for text in TermText.objects.filter(record=kept)}
    assert texts["en"].synonym_list == ["Finances"]
    assert not texts["en"].is_stale
    # Nobody has ever said "Geld" in Turkish: better than nothing, and to be looked at.
    assert (texts["tr"].label, texts["tr"].is_stale) == ("Para", True)


def _translate(term: Term, language: str, label: str) -> None:
    german = TermText.objects.get(record=term, locale=Locale.get_default())
    TermText.objects.create(
        record=term,
        locale=Locale.objects.get_or_create(language_code=language)[0],
        translation_key=german.translation_key,
        label=label,
        source_hash=term.words_hash,
    )


def test_drafts_proposals_blocks_and_rules_get_the_successor(network_a: Network) -> None:
    kept, dropped = TermFactory(slug="geld"), TermFactory(slug="finanzen")
    network = make_network()
    offer = OfferFactory(steward=network_a, terms=[dropped])
    offer.title = "Noch ein Entwurf"
    offer.save_revision()
    proposal = ProposalFactory(network=network, offer=offer)
    change = proposal.changes.create(position=9, field="topics", old=[], new=[dropped.pk])
    value = {"title": "Angebote", "topics": ["finanzen", "geld", "wohnen"]}
    body = json.dumps([{"type": "offer_list", "value": value}])
    page = below(home_of(network), StandardPage(title="Geld", body=body))
    page.title = "Mit Entwurf"
    page.save_revision()
    merge_terms(dropped, kept, None)
    draft = Offer.objects.get(pk=offer.pk).get_latest_revision_as_object()
    assert [term.pk for term in draft.topics.all()] == [kept.pk]
    change.refresh_from_db()
    assert change.new == [kept.pk]
    page.refresh_from_db()
    for version in (page, page.get_latest_revision_as_object()):
        assert version.body[0].value["topics"] == ["geld", "wohnen"]
    references = ReferenceIndex.objects.filter(to_object_id=str(dropped.pk), model_path="topics")
    assert not references.exists()


def test_rules_of_both_formats_leave_one(network_a: Network) -> None:
    kept, dropped, other = (TermFactory(scheme__slug="format") for _ in range(3))
    for term in (kept, dropped):
        CheckRule.objects.create(format=term, months=5)
    CheckRule.objects.filter(format=kept).update(months=7)
    merge_terms(dropped, kept, None)
    assert CheckRule.objects.get().months == 7
    merge_terms(kept, other, None)
    assert CheckRule.objects.get().format == other


def test_search_follows_and_the_log_says_how_to_go_back(network_a: Network, staff: User) -> None:
    kept, dropped = TermFactory(), TermFactory(synonyms="Kohle")
    offer = OfferFactory(steward=network_a, terms=[dropped])
    both = OfferFactory(steward=network_a, terms=[dropped, kept])
    group = WordGroupFactory(network=network_a)
    group.terms.add(dropped)
    group.save()
    OutboxRow.objects.all().delete()
    merge_terms(dropped, kept, staff)
    touched = set(OutboxRow.objects.filter(object_type="offer").values_list("object_pk", flat=True))
    assert {offer.pk, both.pk} <= touched
    entry = ModelLogEntry.objects.get(action="steering.term_merged")
    assert entry.object_id == str(kept.pk)
    assert entry.data["term"]["synonyms"] == "Kohle"
    rows = entry.data["rows"]["directory.Offer.topics"]
    assert rows == {"changed": [offer.pk], "united": [both.pk]}
    audit = AuditEntry.objects.get(action="terms_merged")
    assert audit.actor == staff
    assert audit.details["records"] == 3


def test_what_cannot_be_merged_says_why() -> None:
    top = TermFactory()
    middle = TermFactory(parent=top)
    TermFactory(parent=middle)
    hotline = TermFactory(scheme__slug="format", slug="hotline")
    deep = TermFactory(parent=TermFactory(parent=TermFactory()))
    other = TermFactory(scheme__slug="format")
    for dropped, kept in ((top, middle), (top, top), (top, deep), (top, other), (hotline, other)):
        with pytest.raises(TermError):
            merge_terms(dropped, kept, None)


def test_what_lies_below_moves_along_and_never_deeper_than_three_levels(staff: User) -> None:
    top, other = TermFactory(label="Oben"), TermFactory(label="Anderswo")
    middle = TermFactory(parent=top)
    bottom = TermFactory(parent=middle)
    with pytest.raises(TermError):
        move_term(top, other, staff)
    move_term(middle, other, staff)
    bottom.refresh_from_db()
    assert bottom.parent.parent == other
    assert AuditEntry.objects.get(action="term_moved").details["place"] == ["Oben", "Anderswo"]
    with pytest.raises(TermError):
        move_term(other, bottom, staff)
    move_term(middle, None, staff)
    assert Term.objects.get(pk=middle.pk).parent is None


def test_a_replaced_term_is_found_by_its_successor_and_forms_say_what_to_choose(
    network_a: Network, editor_a: User, staff: User, enter: Enter
) -> None:
    old, new = TermFactory(label="Alt"), TermFactory(label="Neu", slug="neu")
    offer = OfferFactory(steward=network_a, terms=[old], nationwide=True)
    replace_term(old, new, staff)
    old.refresh_from_db()
    assert (old.replaced_by, old.parent) == (new, new)
    url = reverse("wagtailsnippets_directory_offer:edit", args=[offer.pk])
    assert "Alt (bitte „Neu“ wählen)" in enter(editor_a).get(url).content.decode()
    assert usage_of([old.pk])[old.pk].total == 1
    merge_terms(Term.objects.get(pk=old.pk), new, staff)
    assert list(Offer.objects.get(pk=offer.pk).topics.all()) == [new]


def test_addresses_imports_and_the_products_files_know_the_successor() -> None:
    load_taxonomy()
    network = make_network()
    kept, dropped = Term.objects.filter(scheme="topic", parent=None).order_by("position")[:2]
    offer = OfferFactory(steward=network, terms=[dropped], title="Ein Angebot")
    children = list(dropped.children.all())
    merge_terms(dropped, kept, None)
    for path in ("/de/angebote/", "/de/suche/", "/api/v1/search"):
        query = {"topic": [dropped.slug, kept.slug], "q": "Angebot"}
        response = visit(network, path, **query)
        assert response.status_code == 301, path
        assert response["Location"] == f"{path}?topic={kept.slug}&q=Angebot"
        assert visit(network, path, topic=kept.slug, q="Angebot").status_code == 200
    page = visit(network, "/de/angebote/", topic=kept.slug).content.decode()
    assert offer.title in page
    assert TermMap().find("topic", dropped.slug) == ("topic", kept.slug)
    assert TermMap({"x": f"topic:{dropped.slug}"}).find("", "x") == ("topic", kept.slug)
    assert load_taxonomy() == 0
    assert not Term.objects.filter(scheme="topic", slug=dropped.slug).exists()
    assert set(Term.objects.filter(parent=kept)) >= set(children)


def test_pages_and_pathways_are_counted_for_their_networks(network_a: Network) -> None:
    topic = TermFactory()
    situation = TermFactory(scheme__slug="life_situation")
    network = make_network()
    news = below(NewsIndexPage.objects.get(), NewsPage(title="Neu", date=date(2026, 1, 2)))
    news.topics.add(topic)
    news.save()
    pathway: Pathway = PathwayFactory(steward=network_a, life_situations=[situation])
    PathwayStepFactory(pathway=pathway, terms=[topic])
    usage = usage_of([topic.pk, situation.pk])
    assert {network for _label, network in usage[topic.pk].numbers} == {network, network_a}
    assert usage[topic.pk].total == 2
    assert usage[situation.pk].networks == [network_a]
