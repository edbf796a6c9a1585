"""Blocks are shown the way a page shows them: its body, in a request to one network's host."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import Locale

from blocks.streams import BodyStream
from network_core.networks.models import Network

Show = Callable[..., str]


@pytest.fixture(autouse=True)
def _german() -> Any:
    with translation.override("de"):
        yield


@pytest.fixture
def show(umbrella: Network) -> Show:
    """Render stored blocks, given as pairs of name and value, as the body of a page."""

    def render(
        *blocks: tuple[str, Any],
        network: Network | None = None,
        language: str = "de",
        is_preview: bool = False,
    ) -> str:
        Locale.objects.get_or_create(language_code=language)
        shown_on = network or umbrella
        request = RequestFactory().get(f"/{language}/", headers={"host": shown_on.site.hostname})
        request.network = Network.objects.get(pk=shown_on.pk)  # type: ignore[attr-defined]
        request.is_preview = is_preview  # type: ignore[attr-defined]
        raw = [{"type": name, "value": value} for name, value in blocks]
        with translation.override(language):
            body = BodyStream().to_python(raw)
            context = {"request": request, "page": SimpleNamespace(pk=None, body=body)}
            template = Template("{% load wagtailcore_tags %}{% include_block page.body %}")
            return template.render(Context(context))

    return render


@pytest.fixture
def check() -> Callable[[str, Any], Any]:
    """Clean one stored block as the editor's form does."""

    def clean(name: str, value: Any) -> Any:
        block = BodyStream().child_blocks[name]
        return block.clean(block.to_python(value))

    return clean
