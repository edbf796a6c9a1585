from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    name = "sites"
    label = "sites"
    verbose_name = _("Websites")

    def ready(self) -> None:
        """Give the news teaser its articles."""
        from blocks.news import register_news_source
        from sites.pages.news import latest_news

        register_news_source(latest_news)
