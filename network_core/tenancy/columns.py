"""Columns of lists."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column


class StatusColumn(Column):
    """Whether a record is public; Wagtail's own column asks the database twice for each row."""

    def __init__(self, sort_key: str | None = "live") -> None:
        super().__init__("live", label=gettext_lazy("Status"), sort_key=sort_key)

    def get_value(self, instance: Any) -> str:
        """The state in one or two words."""
        if not instance.live:
            return _("Entwurf")
        if instance.has_unpublished_changes:
            return _("veröffentlicht, mit neuem Entwurf")
        return _("veröffentlicht")


class PublishedColumn(Column):
    """A record that another one names: by its name once that is public, whoever reads the list."""

    def get_value(self, instance: Any) -> str:
        """The name, or that it is not public; nothing where none is named."""
        record = super().get_value(instance)
        if record is None:
            return ""
        return str(record) if record.live else _("(nicht veröffentlicht)")
