"""Import in the admin, and what it leaves in the history of records."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter

from network_core.opendata import views
from network_core.opendata.importing.writing import LOG_ACTION
from network_core.opendata.policies import IMPORTS
from network_core.tenancy.addresses import asks_itself, common, declare

declare(
    {
        "opendata_upload": asks_itself("imports into networks of the person"),
        "opendata_import": asks_itself("IMPORTS asks for rights on the import"),
        "opendata_template": common("an empty table"),
    }
)


class ImportItem(MenuItem):
    """Shown to those who may import."""

    def is_shown(self, request: Any) -> bool:
        """Whether the person may."""
        return IMPORTS.user_has_permission(request.user, "add")


@hooks.register("register_admin_urls")
def import_urls() -> list[URLPattern]:
    """The addresses of the import."""
    return [
        path("import/", views.upload, name="opendata_upload"),
        path("import/<int:pk>/", views.import_run, name="opendata_import"),
        path("import/vorlage/<str:name>", views.template, name="opendata_template"),
    ]


@hooks.register("register_admin_menu_item")
def import_item() -> MenuItem:
    """The way to the import, below the directory."""
    return ImportItem(_("Import"), reverse("opendata_upload"), icon_name="upload", order=115)


@hooks.register("register_log_actions")
def import_action(actions: LogActionRegistry) -> None:
    """Name the source in the history of a record."""

    @actions.register_action(LOG_ACTION)
    class ImportFormatter(LogFormatter):
        label = _("Import")

        def format_message(self, log_entry: object) -> str:
            """Where it came from."""
            source = log_entry.data.get("source", "")  # type: ignore[attr-defined]
            return str(_("Übernommen aus: %(source)s") % {"source": source})
