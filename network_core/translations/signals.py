"""Remembering, whenever a page is published, from which German words it was made."""

from typing import Any

from wagtail.models import Page
from wagtail.signals import page_published

from network_core.translations.state import remember_source

_UID = "translations.source"


def connect() -> None:
    """Listen to pages that are published."""
    page_published.connect(_published, dispatch_uid=_UID)


def _published(instance: Page, **kwargs: Any) -> None:
    remember_source(instance)
