"""The list of offers: facets with counts, pages, and whatever an address may say."""

import re

import pytest

from network_core.networks.models import Network
from network_core.taxonomy.models import Term
from tests.factories import OfferFactory, TermFactory
from tests.sites.seeded.visiting import GOETTINGEN, HOSTS, UMBRELLA, Document, read, visit

pytestmark = pytest.mark.usefixtures("seeded")

LIST = "/de/angebote/"
OPTION = re.compile(
    r'name="(?P<name>\w+)"\s+value="(?P<value>[^"]+)"\s*(?P<checked>checked)?>'
    r"(?:(?!</label>).)*?c-facets__count\">.*?</span>\s*(?P<count>\d+)</span>",
    re.DOTALL,
)


def total(page: Document) -> int:
    """How many offers the list says it has."""
    text = next(text for text in page.inside("h2") if re.fullmatch(r"\d+ Angebote?", text))
    return int(text.split()[0])


def counts(page: Document) -> dict[tuple[str, str], int]:
    """The numbers behind the options of the filter."""
    return {(m["name"], m["value"]): int(m["count"]) for m in OPTION.finditer(page.html)}


def offers(page: Document) -> list[str]:
    """The addresses of the offers on this page of the list."""
    return [link for link in page.links if re.fullmatch(r"/de/angebote/[\w-]+/", link)]


@pytest.fixture
def topics(seeded: None) -> tuple[Term, Term]:
    """Two topics that no seeded offer has, and three offers: one with each, one with both."""
    left, right = TermFactory(scheme__slug="topic"), TermFactory(scheme__slug="topic")
    steward = Network.objects.get(slug="goettingen")
    OfferFactory(steward=steward, terms=[left], cost_kind="free")
    OfferFactory(steward=steward, terms=[right])
    OfferFactory(steward=steward, terms=[left, right], cost_kind="free")
    return left, right


@pytest.mark.parametrize("host", [GOETTINGEN, UMBRELLA])
def test_each_option_finds_as_many_offers_as_it_says(host: str) -> None:
    shown = counts(read(host, LIST))
    facets = {name: [value for n, value in shown if n == name] for name, _value in shown}
    assert {"topic", "life_situation", "format", "audience", "language"} <= set(facets)
    # The first and the last of each facet stand for all.
    for name, values in facets.items():
        for value in {values[0], values[-1]}:
            assert total(read(host, f"{LIST}?{name}={value}")) == shown[name, value], value


def test_two_choices_within_a_facet_widen_the_list(topics: tuple[Term, Term]) -> None:
    left, right = topics
    assert total(read(GOETTINGEN, f"{LIST}?topic={left.slug}")) == 2
    assert total(read(GOETTINGEN, f"{LIST}?topic={left.slug}&topic={right.slug}")) == 3


def test_choices_in_two_facets_narrow_the_list(topics: tuple[Term, Term]) -> None:
    left, right = topics
    assert total(read(GOETTINGEN, f"{LIST}?topic={right.slug}&cost=free")) == 1
    both = f"{LIST}?topic={left.slug}&topic={right.slug}&cost=free"
    assert total(read(GOETTINGEN, both)) == 2


def test_a_choice_changes_the_numbers_of_the_other_facets_and_not_those_of_its_own(
    topics: tuple[Term, Term],
) -> None:
    left, right = topics
    page = read(GOETTINGEN, f"{LIST}?topic={right.slug}")
    assert counts(page)["topic", left.slug] == 2
    assert counts(page)["topic", right.slug] == 2
    assert counts(page)["cost", "free"] == 1


def test_a_term_finds_what_is_sorted_below_it(topics: tuple[Term, Term]) -> None:
    left, _right = topics
    child = TermFactory(scheme=left.scheme, parent=left)
    OfferFactory(steward=Network.objects.get(slug="goettingen"), terms=[child, left])
    page = read(GOETTINGEN, f"{LIST}?topic={left.slug}")
    assert total(page) == 3
    assert counts(page)["topic", left.slug] == 3
    assert total(read(GOETTINGEN, f"{LIST}?topic={child.slug}")) == 1


def test_what_is_chosen_stays_ticked(topics: tuple[Term, Term]) -> None:
    left, _right = topics
    page = read(GOETTINGEN, f"{LIST}?topic={left.slug}")
    ticked = [box["value"] for box in page.all("input", type="checkbox") if "checked" in box]
    assert ticked == [left.slug]


def test_each_active_filter_can_be_taken_off_alone(topics: tuple[Term, Term]) -> None:
    left, right = topics
    page = read(GOETTINGEN, f"{LIST}?topic={left.slug}&topic={right.slug}&cost=free")
    removing = {link for link in page.links if link.startswith("?")}
    assert removing == {
        f"?topic={right.slug}&cost=free",
        f"?topic={left.slug}&cost=free",
        f"?topic={left.slug}&topic={right.slug}",
        "?",
    }


@pytest.mark.parametrize(
    "query",
    [
        "topic=gibt-es-nicht",
        "topic=",
        "audience=unterhalt",
        "language=zz",
        "language=DE",
        "language=ööö",
        "cost=paid",
        "foo=bar",
    ],
)
def test_values_that_nobody_knows_are_ignored(query: str) -> None:
    page = read(GOETTINGEN, f"{LIST}?{query}")
    assert total(page) == total(read(GOETTINGEN, LIST))
    assert "Filter entfernen" not in page.text


def test_pages_show_every_offer_once_and_keep_the_filter(topics: tuple[Term, Term]) -> None:
    left, _right = topics
    steward = Network.objects.get(slug="goettingen")
    for number in range(20):
        OfferFactory(steward=steward, title=f"Angebot {number:02}", terms=[left])
    first = read(GOETTINGEN, f"{LIST}?topic={left.slug}")
    second = read(GOETTINGEN, f"{LIST}?topic={left.slug}&p=2")
    assert f"?topic={left.slug}&p=2" in first.links
    assert total(first) == total(second) == 22
    assert len(offers(first)) == 20
    assert len({*offers(first), *offers(second)}) == 22


def test_a_list_without_offers_says_so_and_leads_back(topics: tuple[Term, Term]) -> None:
    left, _right = topics
    other = TermFactory(scheme__slug="audience")
    page = read(GOETTINGEN, f"{LIST}?topic={left.slug}&audience={other.slug}")
    assert total(page) == 0
    assert "Mit diesen Filtern wurde kein Angebot gefunden." in page.text
    assert "?" in page.links


@pytest.mark.parametrize("path", [LIST, "/de/partner/", "/de/aktuelles/", "/de/veranstaltungen/"])
@pytest.mark.parametrize(
    "query",
    [
        "p=0",
        "p=-1",
        "p=99999999999999999999",
        "p=" + "9" * 5000,
        "p=eins",
        "p=%00",
        "p=1&p=2",
        "topic=%00&kind=%00&tag=%00&language=%00&cost=%00",
        "topic=" + "x" * 5000,
        "tag=" + "x" * 5000,
        "topic=%F0%9F%92%A9&tag=%F0%9F%92%A9",
        "topic=%ff%fe&tag=%ff%fe",
        "topic=a'%20OR%201=1--&tag=a'%20OR%201=1--",
        "&".join(f"topic=x{number}&kind=x{number}" for number in range(400)),
        "%00=1",
        "past=%00",
    ],
)
def test_odd_addresses_are_answered(path: str, query: str) -> None:
    assert visit(GOETTINGEN, f"{path}?{query}").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/de/angebote/%00/",
        "/de/%00/",
        "/de/partner/%ff/",
        "/de/aktuelles/a%00b/",
        "/de/" + "x" * 3000 + "/",
        "/de/angebote/" + "x" * 3000 + "/",
        "/%00",
        "/de/angebote/../../etc/passwd",
        "/media/../infra/settings/base.py",
        "/media/%2e%2e/%2e%2e/etc/passwd",
        "/media/%00",
    ],
)
def test_odd_paths_are_refused(path: str) -> None:
    assert visit(GOETTINGEN, path).status_code in {400, 404}


@pytest.mark.parametrize("host", HOSTS)
def test_the_own_offers_of_a_network_come_first(host: str) -> None:
    page = visit(host, LIST).context["offers"]
    steward = Network.objects.get(site__hostname=host)
    own = [offer.steward_id == steward.pk for offer in page]
    assert own == sorted(own, reverse=True)
    assert own[0]
