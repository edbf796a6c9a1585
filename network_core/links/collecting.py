"""Keeping the list of addresses, and of the places where they stand, in step with the content."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Site

from network_core.links.models import LONGEST_URL, Link, LinkUse, digest_of
from network_core.links.sources import Found, find_links

MOST_LINKS_OF_AN_OBJECT = 500


def collect_links() -> int:
    """Read all live content, and forget what stands nowhere any more; returns the addresses.

    A fixed number of queries for each 200 objects. Addresses of the installation's own sites are
    no addresses of others.
    """
    started = timezone.now()
    own_hosts = set(Site.objects.values_list("hostname", flat=True))
    for chunk in find_links():
        note_uses(chunk, own_hosts, started)
    LinkUse.objects.filter(collected_at__lt=started).delete()
    Link.objects.filter(uses__isnull=True).delete()
    return Link.objects.count()


@transaction.atomic
def note_uses(chunk: list[Found], own_hosts: set[str], at: datetime) -> None:
    """Write down where the addresses of these objects (of one model) stand now."""
    if not chunk:
        return
    content_type = ContentType.objects.get_for_model(type(chunk[0].instance))
    wanted = {
        (digest_of(url), found.instance.pk): (url, found)
        for found in chunk
        for url in _of_others(found.urls, own_hosts)
    }
    links = _links([url for url, _found in wanted.values()])
    uses = LinkUse.objects.filter(
        content_type=content_type, object_id__in=[found.instance.pk for found in chunk]
    )
    known = {(use.link_id, use.object_id): use.pk for use in uses}
    kept, new = [], []
    for (digest, object_id), (_url, found) in wanted.items():
        link_id = links[digest]
        if (link_id, object_id) in known:
            kept.append(known[link_id, object_id])
            continue
        new.append(
            LinkUse(
                link_id=link_id,
                network_id=found.network_id,
                content_type=content_type,
                object_id=object_id,
                title=str(found.instance)[:255],
                collected_at=at,
            )
        )
    uses.exclude(pk__in=kept).delete()
    uses.update(collected_at=at)
    LinkUse.objects.bulk_create(new, ignore_conflicts=True)


def _of_others(urls: set[str], own_hosts: set[str]) -> Iterable[str]:
    found = sorted(url for url in urls if len(url) <= LONGEST_URL)
    return [url for url in found if _host(url) not in own_hosts][:MOST_LINKS_OF_AN_OBJECT]


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _links(urls: list[str]) -> dict[str, int]:
    """Digest → id of these addresses; new ones are made, and checked soon."""
    Link.objects.bulk_create(
        [Link(digest=digest_of(url), url=url) for url in dict.fromkeys(urls)],
        ignore_conflicts=True,
    )
    digests = [digest_of(url) for url in urls]
    return dict(Link.objects.filter(digest__in=digests).values_list("digest", "pk"))
