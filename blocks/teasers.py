"""Blocks that lead on: newest articles, portraits, call to action."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    IntegerBlock,
    PageChooserBlock,
    StructBlock,
    StructValue,
)

from blocks.fields import AddressField, LineField, ParagraphField
from blocks.links import link_targets
from blocks.news import latest_news
from blocks.portraits import latest_portraits
from blocks.position import heading_below
from blocks.rendering import is_preview, rendering_for
from blocks.rules import require_exactly_one

MOST_ARTICLES = 12
MOST_PORTRAITS = 6


class NewsTeaserBlock(StructBlock):
    """The newest articles of the network."""

    title = LineField(label=_("Titel"), required=False, max_length=160)
    count = IntegerBlock(
        label=_("Wie viele Beiträge"), min_value=1, max_value=MOST_ARTICLES, default=3
    )

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the articles, without the page that the block stands on, and the list of all."""
        context = super().get_context(value, parent_context=parent_context)
        context["is_preview"] = is_preview(context)
        context["card_level"] = "h3" if value.get("title") else heading_below(value, context)
        rendering = rendering_for(context)
        context["articles"] = []
        if rendering.network is None:
            return context
        count = max(1, min(value.get("count") or MOST_ARTICLES, MOST_ARTICLES))
        news = latest_news(rendering.network, rendering.language, count + 1)
        current = getattr(context.get("page"), "pk", None)
        context["articles"] = [page for page in news.articles if page.pk != current][:count]
        context["index"] = news.index if news.index and news.index.live else None
        return context

    class Meta:
        icon = "doc-full-inverse"
        label = _("Neueste Beiträge")
        label_format = "{title}"
        template = "blocks/news_teaser.html"
        preview_template = "blocks/previews/news_teaser.html"
        description = _("Die neuesten Beiträge dieser Website, immer aktuell.")
        preview_value = {"title": "Aktuelles", "count": 3}


class PortraitTeaserBlock(StructBlock):
    """The newest portraits of partners."""

    title = LineField(label=_("Titel"), required=False, max_length=160)
    count = IntegerBlock(
        label=_("Wie viele Porträts"), min_value=1, max_value=MOST_PORTRAITS, default=3
    )

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the portraits, without the page that the block stands on, and the list of all."""
        context = super().get_context(value, parent_context=parent_context)
        context["is_preview"] = is_preview(context)
        context["card_level"] = "h3" if value.get("title") else heading_below(value, context)
        rendering = rendering_for(context)
        context["portraits"] = []
        if rendering.network is None:
            return context
        count = max(1, min(value.get("count") or MOST_PORTRAITS, MOST_PORTRAITS))
        found = latest_portraits(rendering.network, rendering.language, count + 1)
        current = getattr(context.get("page"), "pk", None)
        portraits = [entry for entry in found.entries if entry.page.pk != current][:count]
        pictures = [entry.picture for entry in portraits if entry.picture]
        if pictures:
            prefetch_related_objects(pictures, "renditions")
        context["portraits"] = portraits
        context["index"] = found.index if found.index and found.index.live else None
        return context

    class Meta:
        icon = "user"
        label = _("Porträts")
        label_format = "{title}"
        template = "blocks/portrait_teaser.html"
        preview_template = "blocks/previews/portrait_teaser.html"
        description = _("Die neuesten Porträts von Partnern, immer aktuell.")
        preview_value = {"title": "Im Porträt", "count": 3}


class CallToActionBlock(StructBlock):
    """One thing to do, with one button."""

    title = LineField(label=_("Titel"), max_length=160)
    text = ParagraphField(label=_("Text"), required=False, max_length=500, rows=3)
    label = LineField(label=_("Beschriftung der Schaltfläche"), max_length=80)
    page = PageChooserBlock(label=_("Seite"), required=False)
    url = AddressField(label=_("Adresse im Internet"), required=False)

    def clean(self, value: StructValue) -> StructValue:
        """The button leads to one place."""
        cleaned = super().clean(value)
        require_exactly_one(
            cleaned, "page", "url", _("Bitte entweder eine Seite oder eine Adresse angeben.")
        )
        return cleaned

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add where the button leads; empty when the page is not public (any more)."""
        context = super().get_context(value, parent_context=parent_context)
        context["is_preview"] = is_preview(context)
        page = value.get("page")
        targets = link_targets([page], context) if page else {}
        context["target"] = targets.get(page.pk, "") if page else value.get("url") or ""
        return context

    class Meta:
        icon = "arrow-right-full"
        label = _("Aufforderung")
        label_format = "{title}"
        template = "blocks/call_to_action.html"
        description = _("Ein kurzer Aufruf mit einer Schaltfläche.")
        preview_value = {
            "title": "Fehlt hier etwas?",
            "text": "Hinweise helfen allen, die nach Ihnen suchen.",
            "label": "Hinweis geben",
            "page": None,
            "url": "https://example.org/",
        }
