"""A network in three languages, and the people who translate for it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from network_core.networks.models import Network
from network_core.statistics.models import DailyCount
from network_core.tenancy.models import User
from network_core.words.models import mirror_german_words
from tests.factories import let_speak


@pytest.fixture
def network(network_a: Network) -> Network:
    """Network A, in German, English and Arabic."""
    let_speak(network_a, "en", "ar")
    return network_a


@pytest.fixture
def enter(network: Network) -> Callable[[User], Client]:
    """The admin on the host of the network, as a person sees it."""

    def log_in(user: User) -> Client:
        client = Client(HTTP_HOST=network.site.hostname)
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def translated() -> Callable[..., Any]:
    """Words of a record in one language, made from its German words of today."""

    def write(record: Any, language: str = "en", **words: str) -> Any:
        german = mirror_german_words(record)
        return record.texts.create(
            locale=Locale.objects.get(language_code=language),
            translation_key=german.translation_key,
            source_hash=record.words_hash,
            live=True,
            last_published_at=timezone.now(),
            **words,
        )

    return write


@pytest.fixture
def look() -> Callable[[Network, str, int], None]:
    """Let a page have been looked at today."""

    def count(network: Network, path: str, times: int) -> None:
        DailyCount.objects.create(
            network=network,
            kind="page_view",
            key=path,
            language=settings.LANGUAGE_CODE,
            day=timezone.localdate(),
            count=times,
        )

    return count
