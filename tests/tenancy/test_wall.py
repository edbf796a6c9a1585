"""The wall: addresses of the admin with ids of another network, as an editor of one's own.

Every viewset of the project and every one of its addresses is tried, by GET and by POST. A new
address is tried by itself; a new model fails until network B has an object of it here.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, reverse
from wagtail.admin.viewsets import viewsets
from wagtail.models import Revision, WorkflowState

from network_core.directory.models import (
    ChangeNotice,
    CheckRule,
    CheckSettings,
    Handover,
    HiddenOffer,
    HiddenPartner,
    LikelyDuplicate,
    LocalNote,
    Membership,
    Offer,
    Partner,
    Proposal,
    Selection,
    Verification,
)
from network_core.events.models import CoHost, Event
from network_core.glossary.models import GlossaryTerm
from network_core.networks.models import Network
from network_core.pathways.models import Pathway
from network_core.steering.models import Announcement
from network_core.taxonomy.models import Scheme, Term, TermProposal
from network_core.tenancy.models import User
from network_core.tenancy.viewsets import TenantModelViewSet, TenantSnippetViewSet
from search.curation.models import PinnedResult, WordGroup
from tests.factories import (
    CoHostFactory,
    EventFactory,
    HandoverFactory,
    HiddenOfferFactory,
    HiddenPartnerFactory,
    LocalNoteFactory,
    MembershipFactory,
    OfferFactory,
    PartnerFactory,
    PathwayFactory,
    PinnedResultFactory,
    ProposalFactory,
    SelectionFactory,
    VerificationFactory,
)

pytestmark = pytest.mark.django_db

MARKER = "GEHEIM-B"


# These belong to no network: everybody reads them, the umbrella or the code writes them.
COMMON = {Term, Scheme, WordGroup, CheckRule, CheckSettings, GlossaryTerm, Announcement}
# A network proposes it, and everybody who works in one reads it with its answer.
READ_BY_ALL = {TermProposal}


def our_viewsets() -> list[Any]:
    """Every viewset of the project with addresses of objects."""
    reverse("wagtailadmin_home")
    return [
        v for v in viewsets.viewsets if isinstance(v, TenantModelViewSet | TenantSnippetViewSet)
    ]


def object_routes(viewset: Any) -> Iterator[tuple[str, URLPattern]]:
    """The addresses of a viewset that name an object."""
    for pattern in viewset.get_urlpatterns():
        if "pk" in pattern.pattern.regex.groupindex or "<" in str(pattern.pattern):
            yield pattern.name, pattern


@pytest.fixture
def objects_of_b(network_b: Network) -> dict[type[Model], Model]:
    """A draft, or something of its own, of every model of network B."""
    partner = PartnerFactory(steward=network_b, name=f"{MARKER} Partner", live=False)
    offer = OfferFactory(steward=network_b, title=f"{MARKER} Angebot", live=False)
    event = EventFactory(network=network_b, title=f"{MARKER} Fest", live=False)
    note = LocalNoteFactory(network=network_b, offer=offer, text=f"{MARKER} Hinweis")
    pathway = PathwayFactory(steward=network_b, title=f"{MARKER} Wegweiser", live=False)
    for record in (partner, offer, event, note, pathway):
        record.save_revision()
    network_b.name = f"{MARKER} Netz"
    network_b.save()
    return {
        Partner: partner,
        Offer: offer,
        Event: event,
        LocalNote: note,
        Pathway: pathway,
        Membership: MembershipFactory(network=network_b, partner=partner),
        HiddenOffer: HiddenOfferFactory(network=network_b, offer=offer, reason=MARKER),
        HiddenPartner: HiddenPartnerFactory(network=network_b, partner=partner, reason=MARKER),
        Proposal: ProposalFactory(offer=offer, message=MARKER),
        ChangeNotice: ChangeNotice.objects.create(
            network=network_b, title=MARKER, steward_name=MARKER, kind="changed"
        ),
        LikelyDuplicate: LikelyDuplicate.objects.create(
            offer=offer,
            other_offer=OfferFactory(steward=network_b, title=f"{MARKER} Zwei", live=False),
            score=90,
        ),
        Handover: HandoverFactory(offer=offer, message=MARKER),
        CoHost: CoHostFactory(event=event),
        Selection: SelectionFactory(network=network_b),
        Verification: VerificationFactory(offer=offer, note=MARKER),
        PinnedResult: PinnedResultFactory(network=network_b, offer=offer, query=MARKER),
        Network: network_b,
    }


def arguments(pattern: URLPattern, instance: Model) -> dict[str, Any]:
    """Values for every part of an address of `instance`."""
    revision = Revision.objects.for_instance(instance).first() if instance.pk else None
    known = {
        "pk": instance.pk,
        "revision_id": revision.pk if revision else 1,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "action_name": "approve",
        "task_state_id": 1,
        "task_id": 1,
        "workflow_state_id": 1,
    }
    names = set(pattern.pattern.regex.groupindex)
    return {name: known[name] for name in names}


def fingerprint(objects: dict[type[Model], Model]) -> str:
    """All rows of the models, their revisions and their workflows."""
    rows = [row for model in objects for row in model._default_manager.order_by("pk")]
    extra = [*Revision.objects.order_by("pk"), *WorkflowState.objects.order_by("pk")]
    return serializers.serialize("json", [*rows, *extra])


def test_every_model_in_the_admin_is_tried(objects_of_b: dict[type[Model], Model]) -> None:
    # Those of the alliance are tried the same way in tests/alliance/test_admin.py; those of the
    # comparison, which no editor opens, in the matrix of all roles.
    elsewhere = {
        model
        for name in ("alliance", "umbrella")
        for model in apps.get_app_config(name).get_models()
    }
    ours = {viewset.model for viewset in our_viewsets()} - COMMON - READ_BY_ALL - elsewhere
    assert ours == set(objects_of_b)


def test_every_address_of_another_networks_object_is_closed(
    enter: Callable[[User], Client],
    editor_a: User,
    editor_b: User,
    objects_of_b: dict[type[Model], Model],
) -> None:
    stranger, owner = enter(editor_a), enter(editor_b)
    tried, opened = 0, 0
    for viewset in our_viewsets():
        if viewset.model not in objects_of_b:
            continue
        instance = objects_of_b[viewset.model]
        for name, pattern in object_routes(viewset):
            url = reverse(f"{viewset.url_namespace}:{name}", kwargs=arguments(pattern, instance))
            before = fingerprint(objects_of_b)
            for method in (stranger.get, stranger.post):
                response = method(url)
                tried += 1
                assert response.status_code in (302, 403, 404), (url, response.status_code)
                if response.status_code == 302:
                    assert response.url == reverse("wagtailadmin_home"), url
                assert MARKER.encode() not in response.content, url
                assert MARKER not in str(list(response.wsgi_request._messages)), url
            assert fingerprint(objects_of_b) == before, url
            opened += owner.get(url).status_code == 200
    assert tried > 100
    assert opened > 30, "the same addresses open for the owner"


def test_listings_searches_and_exports_show_no_draft_of_another_network(
    enter: Callable[[User], Client],
    editor_a: User,
    editor_b: User,
    objects_of_b: dict[type[Model], Model],
    network_b: Network,
) -> None:
    stranger, owner = enter(editor_a), enter(editor_b)
    Network.objects.filter(pk=network_b.pk).update(name="Netzwerk B")
    for viewset in our_viewsets():
        if viewset.model not in objects_of_b or viewset.model is Network:
            continue
        names = [p.name for p in viewset.get_urlpatterns() if "<" not in str(p.pattern)]
        for name in names:
            url = reverse(f"{viewset.url_namespace}:{name}")
            for query in ("", f"?q={MARKER[:6]}", "?export=csv", "?ordering=-pk"):
                response = stranger.get(url + query)
                assert response.status_code in (200, 405), url
                body = response.getvalue() if response.streaming else response.content
                assert MARKER.encode() not in body, url + query
        if viewset.model in (Partner, Offer, Event):
            index = reverse(f"{viewset.url_namespace}:list")
            assert MARKER.encode() in owner.get(index).content
