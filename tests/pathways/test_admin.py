"""Pathways in the admin: the form of steps, drafts, previews, and steps that stay what they are."""

from collections.abc import Callable
from typing import Any

import pytest
from django.forms import BaseForm
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from network_core.directory.models import Offer
from network_core.networks.models import Network
from network_core.pathways.models import Pathway, PathwayStep, PathwayStepText
from network_core.taxonomy.models import Term
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from tests.factories import OfferFactory, PathwayFactory, PathwayStepFactory, person

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]
MARKER = "GEHEIM-B"


def fields_of(form: BaseForm) -> dict[str, Any]:
    """What a browser would send for `form`, with all rows of rows in it."""
    data: dict[str, Any] = {}
    for field in form:
        value = field.value()
        if isinstance(value, list | tuple):
            data[field.html_name] = [getattr(v, "pk", v) for v in value]
        elif value is True:
            data[field.html_name] = "on"
        elif value is not None and value is not False:
            shown = field.field.widget.format_value(value)
            data[field.html_name] = "" if shown is None else shown
    for formset in getattr(form, "formsets", {}).values():
        data |= fields_of(formset.management_form)
        for row in formset.forms:
            data |= fields_of(row)
    return data


def edit(pathway: Pathway) -> str:
    """The address of the form."""
    return reverse("wagtailsnippets_pathways_pathway:edit", args=[pathway.pk])


def send(client: Client, address: str, **changes: Any) -> HttpResponse:
    """Change something in the form and send it."""
    form = client.get(address).context["form"]
    return client.post(address, fields_of(form) | changes)


def step_row(number: int, title: str, **more: Any) -> dict[str, Any]:
    """A new step as the form sends it."""
    row = f"steps-{number}"
    empty = {"INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000, "TOTAL_FORMS": 0}
    return {
        "steps-TOTAL_FORMS": number + 1,
        f"{row}-id": "",
        f"{row}-ORDER": number + 1,
        f"{row}-DELETE": "",
        f"{row}-title": title,
        f"{row}-text": "null",
        **{f"{row}-{name}": value for name, value in more.items()},
        **{
            f"{row}-fixed_offers-{name}": more.get(f"fixed_offers-{name}", value)
            for name, value in empty.items()
        },
    }


def test_an_editor_writes_a_pathway_with_steps_terms_and_offers(
    enter: Enter, editor_a: User, network_a: Network, childcare: Term, separation: Term
) -> None:
    offer = OfferFactory(steward=network_a)
    client = enter(editor_a)
    address = reverse("wagtailsnippets_pathways_pathway:add")
    row = step_row(
        0,
        "Anmelden",
        deadlines="Innerhalb von 3 Monaten",
        sources="§ 24 SGB VIII https://www.gesetze-im-internet.de/sgb_8/__24.html",
        terms=[childcare.pk],
        **{
            "fixed_offers-TOTAL_FORMS": 1,
            "fixed_offers-0-offer": offer.pk,
            "fixed_offers-0-ORDER": 1,
        },
    )
    response = send(
        client,
        address,
        title="Kita finden",
        slug="kita-finden",
        life_situations=[separation.pk],
        **row,
        **{"action-publish": "1"},
    )
    assert response.status_code == 302, response.context["form"].errors
    step = PathwayStep.objects.get(pathway__slug="kita-finden", pathway__live=True)
    assert list(step.terms.all()) == [childcare]
    assert step.fixed_offer_ids == [offer.pk]
    assert step.source_list[0].label == "§ 24 SGB VIII"
    assert list(Pathway.objects.get().life_situations.all()) == [separation]


def test_a_wrong_source_is_refused_in_words_and_nothing_is_lost(
    enter: Enter, editor_a: User, network_a: Network
) -> None:
    pathway = PathwayFactory(steward=network_a)
    client = enter(editor_a)
    for wrong in ("https://example.org/nur-adresse", "§ 1 BGB https://nicht erreichbar"):
        row = step_row(0, "Schritt", sources=f"{wrong}\n§ 1 http://[kaputt")
        response = send(client, edit(pathway), **row)
        assert response.status_code == 200
        [errors] = response.context["form"].formsets["steps"].errors
        assert "sources" in errors
        assert "kaputt" in response.content.decode()


def test_a_step_accepts_only_offers_that_the_person_may_choose(
    enter: Enter, editor_a: User, network_a: Network, network_b: Network
) -> None:
    step = PathwayStepFactory(pathway__steward=network_a, offers=[OfferFactory(steward=network_a)])
    hidden = OfferFactory(steward=network_b, title=MARKER, live=False)
    shared = OfferFactory(steward=network_b)
    step.pathway.save_revision()
    client = enter(editor_a)

    def change(offer: Offer) -> HttpResponse:
        return send(client, edit(step.pathway), **{"steps-0-fixed_offers-0-offer": offer.pk})

    refused = change(hidden)
    assert refused.status_code == 200
    assert MARKER not in refused.content.decode()
    assert change(shared).status_code == 302
    latest = Pathway.objects.get(pk=step.pathway.pk).get_latest_revision_as_object()
    assert latest.steps.get().fixed_offers.get().offer == shared


def test_a_step_keeps_its_id_and_its_translation_however_often_the_pathway_is_published(
    enter: Enter, editor_a: User, network_a: Network
) -> None:
    pathway = PathwayFactory(steward=network_a)
    pathway.save_revision().publish()
    client = enter(editor_a)
    publish = {"action-publish": "1"}
    assert send(client, edit(pathway), **step_row(0, "Neu"), **publish).status_code == 302
    step = PathwayStep.objects.get()
    english, _new = Locale.objects.get_or_create(language_code="en")
    PathwayStepText.objects.create(record=step, locale=english, title="New")
    for title in ("Neuer", "Noch neuer"):
        changes = {"steps-0-title": title}
        assert send(client, edit(pathway), **changes, **publish).status_code == 302
        again = PathwayStep.objects.get()
        assert (again.pk, again.title) == (step.pk, title)
    assert PathwayStepText.objects.filter(locale=english, record=step).exists()


def test_a_draft_of_a_step_changes_nothing_for_the_public(
    enter: Enter, editor_a: User, network_a: Network
) -> None:
    step = PathwayStepFactory(pathway__steward=network_a, title="Alt")
    step.pathway.save_revision().publish()
    send(enter(editor_a), edit(step.pathway), **{"steps-0-title": "Entwurf"})
    assert PathwayStep.objects.get().title == "Alt"
    german = PathwayStepText.objects.get(record=step)
    assert german.title == "Alt"


def test_the_preview_of_a_draft_shows_its_steps_filled(
    enter: Enter, editor_a: User, network_a: Network, childcare: Term
) -> None:
    OfferFactory(steward=network_a, title="Eigenes Angebot", terms=[childcare])
    step = PathwayStepFactory(pathway__steward=network_a, terms=[childcare])
    step.pathway.save_revision()
    client = enter(editor_a)
    address = reverse("wagtailsnippets_pathways_pathway:preview_on_edit", args=[step.pathway.pk])
    form = fields_of(client.get(edit(step.pathway)).context["form"])
    assert client.post(address, form | {"steps-0-title": "Nur im Entwurf"}).json()["is_valid"]
    html = client.get(address).content.decode()
    assert "Nur im Entwurf" in html
    assert "Eigenes Angebot" in html


def test_an_author_drafts_and_others_read_what_is_published(
    enter: Enter, network_a: Network, network_b: Network
) -> None:
    pathway = PathwayFactory(steward=network_a, title="Öffentlich")
    draft = PathwayFactory(steward=network_a, title=MARKER, live=False)
    author, stranger = enter(person(network_a, Role.AUTHOR)), enter(person(network_b))
    send(author, edit(pathway), title="Geändert", **{"action-publish": "1"})
    assert Pathway.objects.get(pk=pathway.pk).title == "Öffentlich"
    listed = stranger.get(reverse("wagtailsnippets_pathways_pathway:list")).content.decode()
    assert "Öffentlich" in listed
    assert draft.title not in listed
    assert stranger.get(edit(pathway)).status_code in (302, 403)
