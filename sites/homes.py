"""The home pages of a network, one per language."""

from django.conf import settings
from wagtail.models import Page

from network_core.networks.models import Network


def homes_of(network: Network) -> dict[str, Page]:
    """The live home pages of the languages that the network offers, by language code.

    Costs no query for a network whose only language is German.
    """
    german = network.site.root_page
    if network.languages == [settings.LANGUAGE_CODE]:
        return {settings.LANGUAGE_CODE: german} if german.live else {}
    versions = Page.objects.filter(translation_key=german.translation_key).live()
    return {
        page.locale.language_code: page
        for page in versions.select_related("locale")
        if network.offers_language(page.locale.language_code)
    }
