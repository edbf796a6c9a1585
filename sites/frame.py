"""The frame around every public page: menu, languages, legal links, colours."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from network_core.networks.colours import lightened, readable_on
from network_core.networks.homes import homes_for, paths_of_versions
from network_core.networks.known import known, known_umbrella
from network_core.networks.models import Network, SocialLink
from sites.shortlist import Shortlist

LEGAL_SLUGS = ("kontakt", "impressum", "datenschutz", "barrierefreiheit")
LEAFLET_SLUG = "wichtige-adressen"
NETWORKS_SLUG = "netzwerke"
MENU_LIMIT = 60
# The surface that the style sheet uses in dark mode; link colours are made readable on it.
DARK_SURFACE = "#221f1b"


@dataclass(frozen=True)
class Crumb:
    """One step of the breadcrumb; `words_language` says in which language a record's title is."""

    title: str
    url: str
    words_language: str = ""


@dataclass(frozen=True)
class MenuItem:
    """One link of a menu."""

    title: str
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class Language:
    """One language of the switcher, leading to the same page or, without one, to the home page."""

    code: str
    native_name: str
    url: str
    is_current: bool
    has_page: bool


class Frame:
    """Reads lazily and once what the frame shows: two queries for the menu, one for the rest."""

    def __init__(self, request: HttpRequest, network: Network) -> None:
        self.request = request
        self.network = network
        self.language = translation.get_language() or settings.LANGUAGE_CODE
        if not network.offers_language(self.language):
            self.language = settings.LANGUAGE_CODE

    @cached_property
    def _homes(self) -> dict[str, Page]:
        """The live home pages of the languages that the network offers, by language code."""
        return homes_for(self.request)

    @cached_property
    def _top_pages(self) -> list[Page]:
        """Public pages directly below the home page in the active language."""
        home = self._homes.get(self.language)
        if home is None:
            return []
        pages = Page.objects.child_of(home).live().public().order_by("path")
        return list(pages.only("title", "slug", "show_in_menus", "path", "depth")[:MENU_LIMIT])

    def _item(self, page: Page) -> MenuItem:
        url = f"{self.home_url}{page.slug}/"
        kept = Shortlist.of(self.request).carried(url)
        return MenuItem(page.title, kept, self.request.path.startswith(url))

    @property
    def home_url(self) -> str:
        """The home page in the active language."""
        return f"/{self.language}/"

    @property
    def search_url(self) -> str:
        """The search in the active language."""
        return f"/{self.language}/suche/"

    @cached_property
    def menu(self) -> list[MenuItem]:
        """The main menu."""
        return [self._item(page) for page in self._top_pages if page.show_in_menus]

    @cached_property
    def legal_links(self) -> list[MenuItem]:
        """Contact, imprint, privacy and accessibility, as far as they exist."""
        by_slug = {page.slug: page for page in self._top_pages}
        return [self._item(by_slug[slug]) for slug in LEGAL_SLUGS if slug in by_slug]

    @cached_property
    def contact_url(self) -> str:
        """The contact page, or an empty string."""
        item = self._item_at(LEGAL_SLUGS[0])
        return item.url if item else ""

    @cached_property
    def leaflet(self) -> MenuItem | None:
        """The leaflet to print, if there is one."""
        return self._item_at(LEAFLET_SLUG)

    def _item_at(self, slug: str) -> MenuItem | None:
        return next((self._item(page) for page in self._top_pages if page.slug == slug), None)

    @cached_property
    def languages(self) -> list[Language]:
        """The network's languages; each leads to the same page where that is translated."""
        kept = Shortlist.of(self.request)
        paths = paths_of_versions(self.request)
        return [
            Language(
                code=code,
                native_name=translation.get_language_info(code)["name_local"],
                url=kept.carried(paths.get(code, f"/{code}/")),
                is_current=code == self.language,
                has_page=code in paths or code == self.language,
            )
            for code in self.network.languages
            if code in self._homes
        ]

    @property
    def direction(self) -> str:
        """`rtl` for Arabic and Persian."""
        return "rtl" if translation.get_language_info(self.language)["bidi"] else "ltr"

    @cached_property
    def umbrella(self) -> Network | None:
        """The umbrella, for the way to all networks."""
        return self.network if self.network.is_umbrella else known_umbrella()

    @cached_property
    def networks_url(self) -> str:
        """The umbrella's page about all networks."""
        if self.umbrella is None:
            return ""
        return f"{self.umbrella.root_url}/{settings.LANGUAGE_CODE}/{NETWORKS_SLUG}/"

    @cached_property
    def social_links(self) -> list[SocialLink]:
        """The network's profiles elsewhere."""
        return list(known(self.network).social_links.all())

    @cached_property
    def theme(self) -> dict[str, str]:
        """The network's colours, with a lighter one for dark mode that can be read."""
        return {
            "primary": self.network.color_primary,
            "on_primary": readable_on(self.network.color_primary),
            "primary_dark": lightened(self.network.color_primary, DARK_SURFACE),
            "accent": self.network.color_accent,
        }

    @property
    def breadcrumb(self) -> list[Crumb]:
        """Only the home page: views that are no pages add their own steps."""
        return [Crumb(_("Startseite"), self.home_url)]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `network` and the lazily read `frame`."""
    network = getattr(request, "network", None)
    if network is None:
        return {}
    return {"network": network, "frame": Frame(request, network)}


def breadcrumb_of(request: HttpRequest, page: Page) -> list[Crumb]:
    """The steps from the home page to `page`; none on the home page itself."""
    if page.depth <= 2:
        return []
    steps = [Crumb(_("Startseite"), f"/{translation.get_language()}/")]
    if page.depth > 3:
        for ancestor in page.get_ancestors().filter(depth__gt=2).order_by("depth"):
            steps.append(Crumb(ancestor.title, ancestor.get_url(request) or ""))
    steps.append(Crumb(page.title, page.get_url(request) or ""))
    return steps
