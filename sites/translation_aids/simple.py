"""Leichte Sprache while it is written: the rules, and hints about what stands in the form."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.models import Page

from network_core.words.simple.checks import check
from network_core.words.simple.rules import RULES
from network_core.words.typesetting import SIMPLE
from sites.pages.home import HomePage
from sites.translation_aids.segments import strings_of

MAX_TEXT = 50_000
"""Characters that are looked at; longer texts are cut, as hints about them are bounded anyway."""
NAMED = 5


@require_POST
def simple_check(request: HttpRequest) -> HttpResponse:
    """The hints about the text that is being typed, for the script beside the form."""
    hints = check(request.POST.get("text", "")[:MAX_TEXT])
    return render(request, "sites/translation_aids/admin/hints.html", {"hints": hints})


def simple_language(text: str) -> dict[str, Any]:
    """What stands above a form whose text is Leichte Sprache."""
    return {"rules": RULES, "hints": check(text[:MAX_TEXT])}


def aids_for_page(page: Page) -> dict[str, Any]:
    """What stands above the form of a page: nothing on most pages."""
    language = page.locale.language_code
    context: dict[str, Any] = {}
    if language == SIMPLE:
        context |= simple_language("\n".join(strings_of(page)))
    if isinstance(page, HomePage) and language in (settings.LANGUAGE_CODE, SIMPLE):
        context |= {"is_home": True, "missing": missing_on_home(page)}
    return context


def missing_on_home(page: HomePage) -> list[str | Promise]:
    """What of BITV 2.0, § 4 the home page of a site does not have yet. One query."""
    missing: list[str | Promise] = []
    versions = page.get_translations(inclusive=True).live()
    if not versions.filter(locale__language_code=SIMPLE).exists():
        missing.append(gettext_lazy("die Startseite in Leichter Sprache"))
    if not page.sign_language_video:
        missing.append(gettext_lazy("das Video in Gebärdensprache"))
    return missing


def tell_hints(request: HttpRequest, text: str) -> None:
    """Say after saving what somebody should look at; it works without a script."""
    hints = check(text[:MAX_TEXT])
    if not hints:
        return
    named = "; ".join(f"„{hint.place}“ – {hint.message}" for hint in hints[:NAMED])
    messages.info(
        request,
        ngettext(
            "Leichte Sprache, ein Hinweis: %(named)s",
            "Leichte Sprache, %(count)d Hinweise: %(named)s",
            len(hints),
        )
        % {"count": len(hints), "named": named},
    )


def tell_hints_about_page(request: HttpRequest, page: Page) -> None:
    """The same for a page, if it is Leichte Sprache."""
    if page.locale.language_code == SIMPLE:
        tell_hints(request, "\n".join(strings_of(page)))
