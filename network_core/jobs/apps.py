"""The jobs app: collects the `jobs.py` of every installed app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Makes every registered job known before anything runs."""

    name = "network_core.jobs"
    label = "jobs"
    verbose_name = _("Hintergrundaufgaben")

    def ready(self) -> None:
        """Import `jobs.py` of each installed app, which registers its jobs."""
        autodiscover_modules("jobs")
