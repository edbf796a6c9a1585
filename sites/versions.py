"""The same page in other languages: for the language switcher and for search engines."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Locale, Page

from network_core.networks.homes import (
    are_versions_known,
    homes_for,
    keep_paths_of_versions,
    path_of_page,
    same_in_every_language,
)
from network_core.networks.requests import network_of


@dataclass(frozen=True)
class Alternate:
    """The same page in another language, for `hreflang`."""

    code: str
    url: str


def versions_of_page(request: HttpRequest, page: Page) -> list[Alternate]:
    """The live versions of `page` in the languages of the site, `x-default` last.

    Nothing is read when the site has one language. A view that shows something else inside the
    page has said before where that is; it is kept.
    """
    homes = homes_for(request)
    if len(homes) < 2 or not page.pk or are_versions_known(request):
        return []
    locales = dict(Locale.objects.values_list("pk", "language_code"))
    versions = Page.objects.filter(translation_key=page.translation_key).live().public()
    paths: dict[str, str] = {}
    for version in versions.only("path", "depth", "url_path", "locale_id")[: len(locales)]:
        code = locales[version.locale_id]
        if code in homes:
            paths[code] = path_of_page(code, version.url_path)
    keep_paths_of_versions(request, paths)
    return _alternates(request, paths)


def versions_of_record(request: HttpRequest, record: Any) -> list[Alternate]:
    """The languages in which a record has words, `x-default` last; none beside its own site.

    Its page is there in every language of the site: facts need no translation, and German words
    stand in for those that are missing.
    """
    homes = homes_for(request)
    if len(homes) < 2:
        return []
    same_in_every_language(request, record.get_path)
    network = network_of(request)
    if not record.get_canonical_url().startswith(f"{network.root_url}/"):
        return []
    codes = translated_into(record.texts.filter(live=True)) & set(homes)
    return _alternates(request, {code: record.get_path(code) for code in homes if code in codes})


def translated_into(texts: Any) -> set[str]:
    """The languages of rows of words, and German."""
    return {settings.LANGUAGE_CODE, *texts.values_list("locale__language_code", flat=True)}


def _alternates(request: HttpRequest, paths: dict[str, str]) -> list[Alternate]:
    root = network_of(request).root_url
    alternates = [Alternate(code, root + path) for code, path in paths.items()]
    if settings.LANGUAGE_CODE in paths:
        alternates.append(Alternate("x-default", root + paths[settings.LANGUAGE_CODE]))
    return alternates
