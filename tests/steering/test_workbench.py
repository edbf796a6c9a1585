"""The workbench in the admin: who reaches it, what it shows before it does anything."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network_core.networks.models import Network
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


def test_a_term_cannot_be_deleted_only_merged(staff: User, enter: Enter) -> None:
    term = TermFactory()
    enter(staff).post(reverse("wagtailsnippets_taxonomy_term:delete", args=[term.pk]))
    assert Term.objects.filter(pk=term.pk).exists()
