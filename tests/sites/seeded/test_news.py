"""News: the list, keywords, similar articles, and the feed."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from wagtail.models import PageViewRestriction

from network_core.networks.models import Network
from network_core.taxonomy.models import Term
from sites.models import NewsIndexPage, NewsPage
from tests.factories import TermFactory
from tests.sites.seeded.visiting import GOETTINGEN, UMBRELLA, Document, read, visit

pytestmark = pytest.mark.usefixtures("seeded")

LIST = "/de/aktuelles/"
FEED = "/de/aktuelles/feed/"
ATOM = "{http://www.w3.org/2005/Atom}"


def write(
    title: str, on: date, *, topics: list[Term] = (), tags: list[str] = (), **more
) -> NewsPage:
    """Publish an article in Göttingen."""
    home = Network.objects.get(slug="goettingen").site.root_page
    index = NewsIndexPage.objects.child_of(home).get()
    page = index.add_child(instance=NewsPage(title=title, date=on, **more))
    page.topics = topics
    page.tags.add(*tags)
    page.save()
    return page


def titles(page: Document) -> list[str]:
    """The titles of the articles in a list, in their order."""
    return [text for text in page.inside("article") if text in page.inside("a")]


def test_news_are_listed_newest_first_in_pages_of_ten() -> None:
    day = date(2090, 1, 1)
    for number in range(23):
        write(f"Nachricht {number:02}", day + timedelta(days=number))
    pages = [read(GOETTINGEN, f"{LIST}?p={number}") for number in (1, 2, 3)]
    wanted = [f"Nachricht {number:02}" for number in range(22, -1, -1)]
    assert titles(pages[0]) == wanted[:10]
    assert titles(pages[1]) == wanted[10:20]
    assert titles(pages[2])[:3] == wanted[20:]
    assert "?p=2" in pages[0].links


def test_articles_of_the_same_day_keep_one_order_over_the_pages() -> None:
    for number in range(25):
        write(f"Gleicher Tag {number}", date(2090, 1, 1))
    seen = [title for p in (1, 2, 3) for title in titles(read(GOETTINGEN, f"{LIST}?p={p}"))]
    assert len(seen) == len(set(seen))


def test_drafts_and_private_articles_are_neither_listed_nor_in_the_feed() -> None:
    write("Ein Entwurf", date(2090, 1, 1), live=False)
    private = write("Nur für Mitglieder", date(2090, 1, 2), introduction="Ganz geheim")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    for path in (LIST, FEED, "/de/"):
        body = visit(GOETTINGEN, path).content.decode()
        assert "Ein Entwurf" not in body
        assert "Nur für Mitglieder" not in body
    assert visit(GOETTINGEN, "/de/aktuelles/ein-entwurf/").status_code == 404
    assert "Ganz geheim" not in visit(GOETTINGEN, private.url).content.decode()


def test_a_keyword_narrows_the_list_and_is_marked() -> None:
    write("Mit Wort", date(2090, 1, 1), tags=["Übergänge"])
    write("Ohne Wort", date(2090, 1, 2))
    (link,) = [link for link in read(GOETTINGEN, LIST).links if "?tag=" in link and "berg" in link]
    page = read(GOETTINGEN, f"{LIST}{link}")
    assert titles(page) == ["Mit Wort"]
    assert [a["href"] for a in page.all("a", **{"aria-current": "true"})] == [link]
    (everything,) = read(GOETTINGEN, LIST).all("a", **{"aria-current": "true"})
    assert everything["href"] == "?"


def test_the_pages_of_a_keyword_keep_it() -> None:
    for number in range(11):
        write(f"Wort {number}", date(2090, 1, 1), tags=["Wort"])
    assert "?tag=wort&p=2" in read(GOETTINGEN, f"{LIST}?tag=wort").links
    assert len(titles(read(GOETTINGEN, f"{LIST}?tag=wort&p=2"))) == 1


def test_a_keyword_of_drafts_only_is_not_offered() -> None:
    write("Ein Entwurf", date(2090, 1, 1), tags=["Geheimwort"], live=False)
    assert "Geheimwort" not in read(GOETTINGEN, LIST).text


def test_a_keyword_that_nobody_uses_finds_nothing() -> None:
    page = read(GOETTINGEN, f"{LIST}?tag=gibt-es-nicht")
    assert titles(page) == []


def test_similar_articles_are_those_with_most_topics_in_common_then_the_newest() -> None:
    first, second, third = (TermFactory(scheme__slug="topic") for _ in range(3))
    article = write("Der Artikel", date(2090, 1, 1), topics=[first, second])
    write("Eins gemeinsam, alt", date(2080, 1, 1), topics=[first])
    write("Zwei gemeinsam, alt", date(2070, 1, 1), topics=[first, second, third])
    write("Eins gemeinsam, neu", date(2095, 1, 1), topics=[second])
    write("Nichts gemeinsam", date(2099, 1, 1), topics=[third])
    write("Entwurf", date(2099, 1, 1), topics=[first, second], live=False)
    page = read(GOETTINGEN, article.url)
    assert [text for text in page.inside("h3") if text.strip()] == [
        "Zwei gemeinsam, alt",
        "Eins gemeinsam, neu",
        "Eins gemeinsam, alt",
    ]


def test_an_article_without_topics_has_no_similar_ones() -> None:
    article = write("Allein", date(2090, 1, 1))
    write("Auch allein", date(2090, 1, 1))
    assert "Ähnliche Beiträge" not in read(GOETTINGEN, article.url).text


def test_the_feed_is_valid_atom_with_full_addresses() -> None:
    article = write(
        "Neues & <Wichtiges>", date(2090, 1, 1), introduction="Kurz & <gut>", tags=["x"]
    )
    response = visit(GOETTINGEN, FEED)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)  # noqa: S314
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}title")
    assert feed.findtext(f"{ATOM}updated")
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"http://{GOETTINGEN}{FEED}"
    assert links["alternate"] == f"http://{GOETTINGEN}{LIST}"
    entries = feed.findall(f"{ATOM}entry")
    assert entries[0].findtext(f"{ATOM}title") == "Neues & <Wichtiges>"
    assert entries[0].findtext(f"{ATOM}published", "").startswith("2090-01-01T12:00:00+01:00")
    ids = [entry.findtext(f"{ATOM}id", "") for entry in entries]
    assert len(ids) == len(set(ids)) > 1
    for entry in entries:
        address = entry.find(f"{ATOM}link").get("href")
        assert address.startswith(f"http://{GOETTINGEN}/de/aktuelles/")
        assert entry.findtext(f"{ATOM}updated")
    assert entries[0].find(f"{ATOM}link").get("href").endswith(f"/{article.slug}/")
    assert not response.cookies


def test_the_feed_is_named_in_the_head_of_the_list() -> None:
    (link,) = read(GOETTINGEN, LIST).all("link", type="application/atom+xml")
    assert link["href"] == FEED


def test_the_feed_of_a_site_has_no_articles_of_other_sites() -> None:
    write("Aus Göttingen", date(2090, 1, 1))
    assert "Aus Göttingen" not in visit(UMBRELLA, FEED).content.decode()
