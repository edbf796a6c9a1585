"""A page composed of blocks."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from sites.pages.base import NetworkPage


class StandardPage(NetworkPage, Page):
    """Any page without fields or queries of its own."""

    template = "sites/standard.html"
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, *NetworkPage.text_panels]
    parent_page_types: ClassVar[list[str]] = ["sites.HomePage", "sites.StandardPage"]

    class Meta:
        verbose_name = _("Seite")
        verbose_name_plural = _("Seiten")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the pages below, so that none can only be found through the menu."""
        context = super().get_context(request, *args, **kwargs)
        context["children"] = self.get_children().live().public().order_by("path")[:50]
        return context
