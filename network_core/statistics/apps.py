"""The statistics app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StatisticsConfig(AppConfig):
    """Counts per day and per month."""

    name = "network_core.statistics"
    label = "statistics"
    verbose_name = _("Statistik")
