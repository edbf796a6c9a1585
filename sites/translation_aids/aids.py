"""What stands beside the editor that shows both texts: fixed terms, and where one is missing."""

import html
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from wagtail.models import Page
from wagtail_localize.models import Translation

from network_core.tenancy.access import person_of
from network_core.tenancy.questions import may_change_page
from network_core.tenancy.translations import network_of_page
from network_core.words.simple.rules import RULES
from network_core.words.typesetting import SIMPLE
from sites.translation_aids.segments import SegmentTerms, lacking_on_page, segments_of

NAMED = 5
"""How many missing terms a message names."""


def translated_page(translation_id: int) -> tuple[Translation, Page]:
    """A translation and the page that it has made; `Http404` where there is none of them."""
    translation = get_object_or_404(
        Translation.objects.select_related("source", "target_locale"), pk=translation_id
    )
    try:
        page = translation.get_target_instance()
    except ObjectDoesNotExist as error:
        raise Http404 from error
    if not isinstance(page, Page):
        raise Http404
    return translation, page


@require_safe
def translation_aids(request: HttpRequest, translation_id: int) -> HttpResponse:
    """The terms of a translation as it is saved now, for the script beside the editor."""
    translation, page = translated_page(translation_id)
    if not may_change_page(person_of(request), page):
        raise PermissionDenied
    return JsonResponse(aids_of(translation, page))


def aids_of(translation: Translation, page: Page) -> dict[str, Any]:
    """The panel, and a note for each text, as HTML."""
    segments = segments_of(translation, network_of_page(page))
    context: dict[str, Any] = {"segments": segments}
    if translation.target_locale.language_code == SIMPLE:
        context["rules"] = RULES
    return {
        "panel": render_to_string("sites/translation_aids/admin/panel.html", context),
        "segments": [
            {
                # As the script reads it in the editor: the text of the element, nothing between.
                "source": html.unescape(strip_tags(segment.source)),
                "note": render_to_string(
                    "sites/translation_aids/admin/note.html",
                    {"segment": segment, "translation": translation},
                ).strip(),
            }
            for segment in segments
        ],
    }


def tell_lacking_terms(request: HttpRequest, translation: Translation) -> None:
    """Say after saving where a translation lacks a fixed term; it is saved all the same."""
    tell_lacking(request, segments_of(translation))


def tell_lacking_terms_of_page(request: HttpRequest, page: Page) -> None:
    """The same for a page whose text is written freely beside the German one."""
    german = (
        page.get_translations()
        .filter(locale__language_code=settings.LANGUAGE_CODE)
        .specific()
        .first()
    )
    if german is not None:
        tell_lacking(request, lacking_on_page(page, german))


def tell_lacking(request: HttpRequest, segments: Iterable[SegmentTerms]) -> None:
    """Name the fixed terms that are missing; nothing where none is."""
    missing = [(segment, found) for segment in segments for found in segment.lacking]
    if not missing:
        return
    named = "; ".join(
        _("im Abschnitt „%(segment)s“ steht für „%(term)s“ nicht „%(rendering)s“")
        % {
            "segment": segment.name,
            "term": found.term.german,
            "rendering": found.term.text,
        }
        for segment, found in missing[:NAMED]
    )
    messages.warning(
        request,
        ngettext(
            "Ein fester Begriff des Glossars fehlt: %(named)s. Gespeichert ist der Text trotzdem.",
            "%(count)d feste Begriffe des Glossars fehlen: %(named)s. Gespeichert ist der Text "
            "trotzdem.",
            len(missing),
        )
        % {"count": len(missing), "named": named},
    )
