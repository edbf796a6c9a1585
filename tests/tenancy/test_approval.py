"""Drafts of authors are approved by the editors of their own network."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import (
    GroupApprovalTask,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from network_core.directory.models import Offer
from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from tests.admin_forms import posted
from tests.factories import OfferFactory, person
from tests.factories.people import role_group

pytestmark = pytest.mark.django_db


def approval_by_editors(network: Network) -> None:
    """The workflow of a network, as provisioning makes it."""
    workflow = Workflow.objects.create(name=f"Freigabe {network}")
    task = GroupApprovalTask.objects.create(name=f"Freigabe {network}")
    task.groups.set([role_group(network, Role.EDITOR), role_group(network, Role.COORDINATOR)])
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(page=network.site.root_page, workflow=workflow)


def submit(offer: Offer, client: Client) -> TaskState:
    """Send a draft to approval; the state of its task."""
    reverse("wagtailadmin_home")
    url = reverse(Offer.snippet_viewset.get_url_name("edit"), args=[offer.pk])
    client.post(url, posted(client.get(url)) | {"action-submit": "1"})
    return Offer.objects.get(pk=offer.pk).current_workflow_task_state


def test_author_submits_and_an_editor_of_the_same_network_approves(
    enter: Callable[[User], Client], network_a: Network, network_b: Network
) -> None:
    approval_by_editors(network_a)
    approval_by_editors(network_b)
    offer = OfferFactory(steward=network_a, live=False)
    state = submit(offer, enter(person(network_a, Role.AUTHOR)))
    assert state.task.name == f"Freigabe {network_a}"

    names = Offer.snippet_viewset
    approve = reverse(names.get_url_name("workflow_action"), args=[offer.pk, "approve", state.pk])
    enter(person(network_b, Role.EDITOR)).post(approve)
    enter(person(network_a, Role.AUTHOR)).post(approve)
    assert not Offer.objects.get(pk=offer.pk).live
    enter(person(network_a, Role.EDITOR)).post(approve, {"comment": ""})
    assert Offer.objects.get(pk=offer.pk).live


def test_task_of_another_network_cannot_be_reached_by_the_address_of_an_own_record(
    enter: Callable[[User], Client], network_a: Network, network_b: Network
) -> None:
    approval_by_editors(network_a)
    approval_by_editors(network_b)
    own = OfferFactory(steward=network_a, live=False)
    foreign = OfferFactory(steward=network_b, live=False)
    submit(own, enter(person(network_a, Role.AUTHOR)))
    theirs = submit(foreign, enter(person(network_b, Role.AUTHOR)))
    client, names = enter(person(network_a, Role.COORDINATOR)), Offer.snippet_viewset
    for name in ("workflow_action", "collect_workflow_action_data"):
        mixed = reverse(names.get_url_name(name), args=[own.pk, "approve", theirs.pk])
        assert client.get(mixed).status_code == 404
        assert client.post(mixed, {"comment": ""}).status_code == 404
    assert not Offer.objects.get(pk=foreign.pk).live
    theirs.refresh_from_db()
    assert theirs.status == TaskState.STATUS_IN_PROGRESS


def test_version_of_another_record_cannot_be_taken_over(
    enter: Callable[[User], Client], editor_a: User, network_a: Network, network_b: Network
) -> None:
    own = OfferFactory(steward=network_a)
    foreign = OfferFactory(steward=network_b, title="GEHEIM", live=False)
    theirs = foreign.save_revision()
    client = enter(editor_a)
    reverse("wagtailadmin_home")
    names = Offer.snippet_viewset
    for name in ("revisions_view", "revisions_revert", "revisions_unschedule"):
        url = reverse(names.get_url_name(name), args=[own.pk, theirs.pk])
        assert client.get(url).status_code == 404
        assert client.post(url).status_code in (404, 405)
    compare = reverse(names.get_url_name("revisions_compare"), args=[own.pk, theirs.pk, "live"])
    assert client.get(compare).status_code == 404


def test_older_version_brings_no_other_steward_back(
    enter: Callable[[User], Client], editor_a: User, network_a: Network, network_b: Network
) -> None:
    offer = OfferFactory(steward=network_b, title="Früher")
    old = offer.save_revision()
    Offer.objects.filter(pk=offer.pk).update(steward=network_a)
    client = enter(editor_a)
    reverse("wagtailadmin_home")
    revert = Offer.snippet_viewset.get_url_name("revisions_revert")
    url = reverse(revert, args=[offer.pk, old.pk])
    client.post(url, posted(client.get(url)) | {"action-publish": "1"})
    offer = Offer.objects.get(pk=offer.pk)
    assert (offer.title, offer.steward, offer.live) == ("Früher", network_a, True)
