"""The workbench in the admin: who reaches it, what it shows before it does anything."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network_core.directory.models import CheckRule
from network_core.networks.models import Network
from network_core.steering.terms.changing import merge_terms, replace_term
from network_core.steering.terms.usage import usage_of
from network_core.taxonomy.models import FormerTerm, Term, TermProposal
from network_core.tenancy.models import User
from tests.admin_forms import posted
from tests.factories import OfferFactory, SchemeFactory, TermFactory, TermProposalFactory
from tests.steering.conftest import Enter

pytestmark = pytest.mark.django_db


def test_only_the_umbrellas_staff_reach_it(
    staff: User, editor_a: User, author_of_umbrella: User, enter: Enter
) -> None:
    term, other = TermFactory(), TermFactory()
    merge = reverse("steering_change_term", args=[term.pk, "merge"])
    urls = [reverse("steering_terms"), reverse("steering_term", args=[term.pk]), merge]
    for user in (editor_a, author_of_umbrella):
        for url in urls:
            assert enter(user).get(url).status_code in (302, 403), url
        enter(user).post(merge, {"target": other.pk, "seen": "egal"})
        assert reverse("steering_terms") not in enter(user).get("/admin/").content.decode()
    assert Term.objects.filter(pk=term.pk).exists()
    for url in urls:
        assert enter(staff).get(url).status_code == 200, url
    assert reverse("steering_terms") in enter(staff).get("/admin/").content.decode()


def test_the_list_asks_as_many_questions_for_fifty_terms_as_for_one(
    staff: User, network_a: Network, enter: Enter
) -> None:
    client, url = enter(staff), reverse("steering_terms")

    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    OfferFactory(steward=network_a, terms=[TermFactory()])
    client.get(url)
    few = questions()
    for _number in range(12):
        OfferFactory(steward=network_a, terms=[TermFactory(parent=TermFactory())])
    assert questions() == few


def test_merging_shows_first_what_it_does_and_does_nothing_else(
    staff: User, network_a: Network, network_b: Network, enter: Enter
) -> None:
    kept = TermFactory(label="Geld", slug="geld")
    dropped = TermFactory(label="Finanzen", slug="finanzen", synonyms="Kohle")
    TermFactory(label="Schulden", parent=dropped)
    for network in (network_a, network_b):
        OfferFactory(steward=network, terms=[dropped])
    OfferFactory(steward=network_a, terms=[dropped, kept])
    client, url = enter(staff), reverse("steering_change_term", args=[dropped.pk, "merge"])
    response = client.get(url, {"target": kept.pk})
    shown = response.content.decode()
    for text in ("3 Einträge", "1 davon", "Kohle", "?topic=finanzen", "Schulden", "A-Netz"):
        assert text.replace("A-Netz", network_a.name) in shown, text
    seen = response.context["preview"].seen
    OfferFactory(steward=network_b, terms=[dropped])
    again = client.post(url, {"target": kept.pk, "seen": seen})
    assert "Inzwischen hat sich etwas geändert" in again.content.decode()
    assert Term.objects.filter(pk=dropped.pk).exists()
    done = client.post(url, {"target": kept.pk, "seen": again.context["preview"].seen})
    assert done["Location"] == reverse("steering_term", args=[kept.pk])
    assert FormerTerm.objects.get().successor == kept
    assert "Finanzen" in client.get(done["Location"]).content.decode()


def test_what_is_not_possible_says_why(staff: User, enter: Enter) -> None:
    parent = TermFactory()
    child = TermFactory(parent=parent)
    client = enter(staff)
    for way in ("merge", "move", "replace"):
        url = reverse("steering_change_term", args=[parent.pk, way])
        response = client.get(url, {"target": child.pk})
        assert response.context["form"].errors["target"], way
        assert client.get(url, {"target": "9999999"}).status_code == 200
        assert client.get(url, {"target": "x"}).context["preview"] is None
    assert client.get(reverse("steering_change_term", args=[1, "nichts"])).status_code == 404


def test_a_network_proposes_a_term_and_reads_the_answer(
    staff: User, editor_a: User, editor_b: User, network_a: Network, enter: Enter
) -> None:
    SchemeFactory(slug="topic")
    parent = TermFactory(label="Wohnen")
    client, url = enter(editor_a), reverse("vorschlaege-systematik:add")
    empty = client.post(url, posted(client.get(url), kind="new", scheme="topic", reason="Fehlt."))
    assert "Bitte den neuen Begriff nennen." in empty.content.decode()
    assert "Fehlt." in empty.content.decode()
    data = posted(client.get(url), kind="new", scheme="topic", label="Möbel", reason="Fehlt.")
    client.post(url, data | {"term": parent.pk})
    proposal = TermProposal.objects.get()
    assert (proposal.network, proposal.proposed_by) == (network_a, editor_a)
    inspect = reverse("vorschlaege-systematik:inspect", args=[proposal.pk])
    assert client.post(inspect, {"answer": "Ja", "label": "Möbel"}).status_code in (302, 403)
    assert TermProposal.objects.get().is_open
    answered = enter(staff)
    page = answered.get(inspect)
    answered.post(inspect, posted(page, answer="Gute Idee.", accept="1"))
    proposal.refresh_from_db()
    term = Term.objects.get(label="Möbel")
    assert (term.slug, term.parent) == ("moebel", parent)
    assert (proposal.status, proposal.term) == ("accepted", term)
    assert "Gute Idee." in client.get(inspect).content.decode()
    assert "Gute Idee." in enter(editor_b).get(inspect).content.decode()


def test_declining_needs_a_reason_and_makes_nothing(staff: User, enter: Enter) -> None:
    proposal = TermProposalFactory()
    inspect = reverse("vorschlaege-systematik:inspect", args=[proposal.pk])
    client = enter(staff)
    client.post(inspect, {"decline": "1", "answer": ""})
    assert TermProposal.objects.get().is_open
    client.post(inspect, {"decline": "1", "answer": "Steht schon unter Wohnen.", "label": ""})
    proposal.refresh_from_db()
    assert proposal.status == "declined"
    assert not Term.objects.exists()


def test_declining_without_an_answer_loses_nothing_that_was_typed(
    staff: User, enter: Enter
) -> None:
    proposal = TermProposalFactory()
    inspect = reverse("vorschlaege-systematik:inspect", args=[proposal.pk])
    client = enter(staff)
    again = client.post(inspect, {"decline": "1", "answer": "", "label": "Möbel und Hausrat"})
    client.post(inspect, posted(again, answer="Gute Idee.", accept="1"))
    assert Term.objects.get().label == "Möbel und Hausrat"


def test_staff_propose_in_the_name_of_the_umbrella_only(
    staff: User, umbrella: Network, network_a: Network, enter: Enter
) -> None:
    SchemeFactory(slug="topic")
    client, url = enter(staff), reverse("vorschlaege-systematik:add")
    data = posted(client.get(url), kind="new", scheme="topic", label="Möbel", reason="Fehlt.")
    client.post(url, data | {"network": network_a.pk})
    assert TermProposal.objects.get().network == umbrella


def test_the_place_of_a_term_is_no_part_of_its_form_and_versions(staff: User, enter: Enter) -> None:
    successor, other = TermFactory(label="Geld"), TermFactory(label="Arbeit")
    term = TermFactory(label="Kohle", parent=other)
    old = term.save_revision()
    replace_term(term, successor, staff)
    client = enter(staff)
    edit = reverse("wagtailsnippets_taxonomy_term:edit", args=[term.pk])
    client.post(edit, posted(client.get(edit), label="Kohlen") | {"parent": other.pk})
    restore = reverse("wagtailsnippets_taxonomy_term:revisions_revert", args=[term.pk, old.pk])
    client.post(edit, posted(client.get(restore), label="Kies") | {"revision": old.pk})
    term.refresh_from_db()
    assert (term.label, term.parent, term.replaced_by) == ("Kies", successor, successor)


def test_a_version_from_before_a_merge_can_be_restored(staff: User, enter: Enter) -> None:
    kept, dropped = TermFactory(), TermFactory()
    term = TermFactory(parent=dropped)
    old = term.save_revision()
    merge_terms(dropped, kept, staff)
    restore = reverse("wagtailsnippets_taxonomy_term:revisions_revert", args=[term.pk, old.pk])
    assert enter(staff).get(restore).status_code == 200


def test_the_slug_of_a_former_term_is_not_given_again(staff: User, enter: Enter) -> None:
    kept, dropped = TermFactory(slug="geld"), TermFactory(slug="finanzen")
    merge_terms(dropped, kept, staff)
    client, url = enter(staff), reverse("wagtailsnippets_taxonomy_term:add")
    data = posted(client.get(url), scheme="topic", slug="finanzen", label="Finanzen")
    assert "aufgegangen" in client.post(url, data).content.decode()
    assert Term.objects.get() == kept


def test_rules_for_all_are_no_network(staff: User, network_a: Network, enter: Enter) -> None:
    term = TermFactory(scheme=SchemeFactory(slug="format"))
    CheckRule.objects.create(format=term, months=3)
    OfferFactory(steward=network_a, terms=[])
    usage = usage_of([term.pk])[term.pk]
    assert (usage.total, usage.networks, [network for network, _n in usage.rows]) == (1, [], [None])


def test_a_term_cannot_be_deleted_only_merged(staff: User, enter: Enter) -> None:
    term = TermFactory()
    enter(staff).post(reverse("wagtailsnippets_taxonomy_term:delete", args=[term.pk]))
    assert Term.objects.filter(pk=term.pk).exists()
