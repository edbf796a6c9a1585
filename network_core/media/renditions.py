"""The sizes and formats in which pages show pictures, made when a picture is saved.

A page must never make one in a visitor's request: encoding AVIF takes seconds. So templates may
use only what stands here, written as they write it; `tests/media` holds them to it.
"""

import logging
from typing import Any

from django.db.models import Count, Q
from wagtail.images.models import Filter

from network_core.media.models import Picture

logger = logging.getLogger(__name__)

# Pictures in texts and on home pages; cards, cut around the focal point; logos.
PATTERNS = (
    "format-{avif,webp} width-{480,960,1600}",
    "format-{avif,webp} fill-480x270",
    "format-{avif,webp} max-320x160",
)
SPECS = tuple(
    dict.fromkeys(spec for pattern in PATTERNS for spec in Filter.expand_spec(pattern.split()))
)


def make_renditions(picture: Picture) -> bool:
    """Make what is missing of the picture's sizes; whether all are there now.

    A file that cannot be read is no reason to lose what somebody typed about it: it is logged,
    and the nightly job tries again.
    """
    try:
        picture.get_renditions(*SPECS)
    except (OSError, ValueError):
        logger.exception("The sizes of picture %s could not be made.", picture.pk)
        return False
    return True


def complete_renditions(limit: int = 500) -> tuple[int, int]:
    """Make the sizes of up to `limit` pictures that lack some: `(completed, failed)`.

    They lack some after a release that adds a size, or when their file could not be read.
    """
    lacking = (
        Picture.objects.annotate(
            made=Count("renditions", filter=Q(renditions__filter_spec__in=SPECS))
        )
        .filter(made__lt=len(SPECS))
        .order_by("pk")
    )
    completed = failed = 0
    for picture in lacking[:limit]:
        if make_renditions(picture):
            completed += 1
        else:
            failed += 1
    return completed, failed


def make_renditions_of_saved(sender: Any, instance: Picture, raw: bool, **kwargs: Any) -> None:
    """Signal: a picture was saved; after a change of the focal point its cuts are made anew."""
    if not raw:
        make_renditions(instance)
