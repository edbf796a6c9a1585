"""The search app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Connects the outbox to the changes of what can be found."""

    name = "search"
    label = "search"
    verbose_name = _("Suche")

    def ready(self) -> None:
        """Connect the signals that fill the outbox."""
        from search.curation import policies, signals  # noqa: F401
        from search.lists import signals as lists
        from search.outbox import watch

        policies.register()
        lists.register()
        watch.connect()
