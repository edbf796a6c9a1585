from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "network_core.directory"
    label = "directory"
    verbose_name = _("Verzeichnis")

    def ready(self) -> None:
        """Connect the mirror of the German words."""
        from network_core.directory import signals  # noqa: F401
