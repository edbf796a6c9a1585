"""The home pages of a network's languages, which are kept for a few seconds."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from network_core.networks.homes import homes_for
from network_core.networks.models import Network
from tests.factories import let_speak

pytestmark = pytest.mark.django_db


def languages_of(network: Network, rf: RequestFactory) -> set[str]:
    """The languages in which the site exists for a new visitor."""
    request = rf.get("/")
    request.network = network  # type: ignore[attr-defined]
    return set(homes_for(request))


def test_a_home_page_that_comes_or_goes_is_seen_at_once(
    network_a: Network, network_b: Network, rf: RequestFactory
) -> None:
    assert languages_of(network_a, rf) == {"de"}
    let_speak(network_a, "tr", "ar")
    assert languages_of(network_a, rf) == {"de", "tr", "ar"}
    assert languages_of(network_b, rf) == {"de"}
    turkish = Page.objects.get(locale__language_code="tr")
    turkish.unpublish()
    assert languages_of(network_a, rf) == {"de", "ar"}
    turkish.save_revision().publish()
    assert languages_of(network_a, rf) == {"de", "tr", "ar"}
    Page.objects.get(locale__language_code="ar").delete()
    assert languages_of(network_a, rf) == {"de", "tr"}
    network_a.languages = ["de"]
    network_a.save()
    assert languages_of(network_a, rf) == {"de"}


def test_the_next_visitor_costs_no_query(network_a: Network, rf: RequestFactory) -> None:
    let_speak(network_a, "tr")
    languages_of(network_a, rf)
    with CaptureQueriesContext(connection) as captured:
        assert languages_of(network_a, rf) == {"de", "tr"}
    assert not len(captured)
