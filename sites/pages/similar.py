"""Articles that have topics in common, of whatever type they are."""

from collections.abc import Collection

from django.apps import apps
from django.db.models import Count, Q
from wagtail.models import Page

# Types with `date` and `topics`. By name, because these types ask here for what is similar.
ARTICLE_MODELS = ("NewsPage", "PortraitPage")
HOME_LENGTH = Page.steplen * 2


def similar_articles(
    page: Page, topics: Collection[int], count: int, public: Q | None = None
) -> list[Page]:
    """The public articles below the same home page with the most of `topics` in common.

    The newest come first among those that have equally many. The number of queries depends on
    the number of types only. Which pages are public costs one query, unless it is given.
    """
    if not topics:
        return []
    is_public = public_pages() if public is None else public
    found: list[Page] = []
    for name in ARTICLE_MODELS:
        articles = apps.get_model("sites", name).objects.live()
        found += (
            articles.filter(is_public, path__startswith=page.path[:HOME_LENGTH])
            .exclude(pk=page.pk)
            .annotate(shared=Count("topics", filter=Q(topics__in=topics), distinct=True))
            .filter(shared__gt=0)
            .order_by("-shared", "-date", "-pk")[:count]
        )
    found.sort(key=lambda article: (article.shared, article.date, article.pk), reverse=True)
    return found[:count]


def public_pages() -> Q:
    """The condition for pages that everybody may see, for several questions of one request."""
    return ~Page.objects.all().private_q()
