"""Publishing and withdrawing at the time that an editor set."""

import logging
from collections.abc import Iterator

from django.apps import apps
from django.db import models
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

logger = logging.getLogger(__name__)

BATCH = 500


def publish_due() -> tuple[int, int, int]:
    """Withdraw what has expired and publish what is due: `(published, withdrawn, failed)`.

    Wagtail's own command stops at the first object that cannot be published, which would hold up
    every other network; here each object stands for itself.
    """
    published = withdrawn = failed = 0
    for record in _expired():
        try:
            record.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
            withdrawn += 1
        except Exception:
            logger.exception("Could not withdraw %r on time.", record)
            failed += 1
    due = Revision.objects.filter(approved_go_live_at__lte=timezone.now())
    for revision in due.order_by("approved_go_live_at", "pk")[:BATCH]:
        try:
            revision.publish(log_action="wagtail.publish.scheduled")
            published += 1
        except Exception:
            logger.exception("Could not publish revision %s on time.", revision.pk)
            failed += 1
    return published, withdrawn, failed


def _expired() -> Iterator[DraftStateMixin]:
    for model in apps.get_models():
        is_page_type = issubclass(model, Page) and model is not Page  # found through Page itself
        if is_page_type or not issubclass(model, DraftStateMixin):
            continue
        manager: models.Manager = model._default_manager
        expired = manager.filter(live=True, expire_at__lt=timezone.now())
        yield from list(expired.order_by("expire_at", "pk")[:BATCH])
