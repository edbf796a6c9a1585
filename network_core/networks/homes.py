"""The home pages of a network, one per language, and where a page is in each of them."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page

from network_core.networks.known import known, known_networks
from network_core.networks.models import Network
from network_core.networks.requests import network_of

_HOMES, _VERSIONS, _CHOICES = "_homes", "_paths_of_versions", "_choices_of_versions"


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


def roots_of_closed_sites() -> list[str]:
    """Paths of the home pages, in every language, of sites that visitors do not find.

    No query where all are open, as far as the process knows.
    """
    closed = [each for each in known_networks() if not each.is_open]
    if not closed:
        return []
    keys = [network.site.root_page.translation_key for network in closed]
    roots = Page.objects.filter(depth=2, translation_key__in=keys)
    return list(roots.values_list("path", flat=True))


def path_of_page(code: str, url_path: str) -> str:
    """The address of a page on its site: below the root of its language it is `url_path`."""
    return f"/{code}/{url_path.split('/', 2)[2]}"


def homes_for(request: HttpRequest) -> dict[str, Page]:
    """The home pages of the network that was asked, as they were a few seconds ago.

    A language without a live one does not exist on the site. They change as rarely as the network
    itself, with which they are kept, and stay the same for all of a request.
    """
    kept: dict[str, Page] | None = request.__dict__.get(_HOMES)
    if kept is None:
        network = known(network_of(request))
        kept = network.__dict__.get(_HOMES)
        if kept is None:
            kept = network.__dict__[_HOMES] = homes_of(network)
        request.__dict__[_HOMES] = kept
    return kept


def keep_paths_of_versions(request: HttpRequest, paths: dict[str, str]) -> None:
    """Remember where the page that was asked for is in each language."""
    request.__dict__[_VERSIONS] = paths


def are_versions_known(request: HttpRequest) -> bool:
    """Whether a view has said where its page is in other languages."""
    return _VERSIONS in request.__dict__


def keep_choices(request: HttpRequest, choices: str) -> None:
    """Remember what was chosen on the page and means the same in every language.

    `choices` is the part of an address behind the `?`. The page on which somebody is of a list is
    none of them: another language may have fewer.
    """
    request.__dict__[_CHOICES] = choices


def paths_of_versions(request: HttpRequest) -> dict[str, str]:
    """Where the page that was asked for is in each language, as far as it is known."""
    paths: dict[str, str] = request.__dict__.get(_VERSIONS, {})
    choices = request.__dict__.get(_CHOICES, "")
    return {code: f"{path}?{choices}" for code, path in paths.items()} if choices else paths


def same_in_every_language(request: HttpRequest, path: Callable[[str], str]) -> None:
    """Say that the page is there in every language of the site, at what `path` answers for it."""
    keep_paths_of_versions(request, {code: path(code) for code in homes_for(request)})
