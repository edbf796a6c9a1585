"""A network's name says nothing about whose rights are meant: it may change, and be another's."""

from typing import Any

import pytest
from django.core.cache import cache
from wagtail.models import Collection, GroupPagePermission, WorkflowPage

from network_core.networks.models import Network
from network_core.tenancy.models import RoleGroup
from sites.provisioning.provision import Blueprint, provision
from sites.provisioning.structure import ensure_collection

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forgotten_sites() -> None:
    cache.clear()


def made(slug: str, short_name: str) -> Network:
    data: dict[str, Any] = {"slug": slug, "name": f"Netzwerk {slug}", "short_name": short_name}
    ((network, _is_new),) = provision([Blueprint(data, None, f"{slug}.localhost", 80)])
    return network


def groups_with_rights(network: Network) -> set[int]:
    """The groups that have rights on the network's home page."""
    rights = GroupPagePermission.objects.filter(page=network.site.root_page)
    return set(rights.values_list("group", flat=True))


def own_groups(network: Network) -> set[int]:
    return set(RoleGroup.objects.filter(network=network).values_list("group", flat=True))


def rename(network: Network, short_name: str) -> None:
    network.short_name = short_name
    network.save()
    made(network.slug, short_name)


def test_two_networks_with_one_short_name_share_nothing() -> None:
    first, second = made("erstes", "Alpstadt"), made("zweites", "Alpstadt")
    assert not own_groups(first) & own_groups(second)
    assert len(own_groups(first)) == len(own_groups(second)) > 0
    assert ensure_collection(first) != ensure_collection(second)
    workflows = WorkflowPage.objects.filter(page__in=[first.site.root_page, second.site.root_page])
    assert workflows.values("workflow").distinct().count() == 2


def test_taking_the_name_of_another_network_gives_nobody_rights() -> None:
    first, second = made("erstes", "Alpstadt"), made("zweites", "Betastadt")
    rename(second, "Alpstadt")
    assert groups_with_rights(second)
    assert groups_with_rights(second) <= own_groups(second)
    assert ensure_collection(second) != ensure_collection(first)


def test_a_new_name_leaves_groups_collection_and_workflow_as_they_are() -> None:
    network = made("erstes", "Alpstadt")
    before = own_groups(network), ensure_collection(network), Collection.objects.count()
    rename(network, "Neustadt")
    assert (own_groups(network), ensure_collection(network), Collection.objects.count()) == before
    workflow = WorkflowPage.objects.get(page=network.site.root_page).workflow
    assert type(workflow).objects.filter(name="Freigabe Neustadt").count() == 0


def test_a_name_that_was_given_up_can_be_taken_by_a_new_network() -> None:
    first = made("erstes", "Alpstadt")
    rename(first, "Neustadt")
    second = made("zweites", "Alpstadt")
    assert not own_groups(first) & own_groups(second)
    assert ensure_collection(first) != ensure_collection(second)
