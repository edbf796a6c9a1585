from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    name = "sites"
    label = "sites"
    verbose_name = _("Websites")

    def ready(self) -> None:
        """Give the teasers their articles and portraits, and wagtail-localize's days numbers."""
        from wagtail_localize import models as localize

        from blocks.news import register_news_source
        from blocks.portraits import register_portrait_source
        from sites.pages.news import latest_news
        from sites.pages.portraits import latest_portraits

        register_news_source(latest_news)
        register_portrait_source(latest_portraits)
        # It writes the names of months in English, whatever the language of the person.
        localize.DATE_FORMAT = "%d.%m.%Y"
