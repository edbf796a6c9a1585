"""Puts what helps with translating into the admin; read by `sites.wagtail_hooks`."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.models import Page
from wagtail_localize.models import Translation

from network_core.tenancy.access import person_of
from network_core.tenancy.addresses import asks_itself, common, declare
from network_core.tenancy.questions import may_change_page
from sites.translation_aids.aids import (
    tell_lacking_terms,
    tell_lacking_terms_of_page,
    translation_aids,
)
from sites.translation_aids.machine import accept_proposal, machine_translate
from sites.translation_aids.simple import simple_check, tell_hints_about_page

declare(
    {
        "translation_aids": asks_itself("asks for the right to change the translated page"),
        "machine_proposals": asks_itself("asks who translates for the network of the page"),
        "accept_proposal": asks_itself("asks who translates for the network of the page"),
        "simple_check": common("looks at the text that is sent, and at nothing else"),
    }
)


# Before wagtail-localize's own: what the button of its editor posts to is answered here.
@hooks.register("register_admin_urls", order=-10)
def register_translation_aids() -> list[URLPattern]:
    """The addresses that the scripts of the editors ask."""
    return [
        path(
            "uebersetzungen/<int:translation_id>/begriffe/",
            translation_aids,
            name="translation_aids",
        ),
        path(
            "uebersetzungen/<int:translation_id>/vorschlag/<int:string_segment_id>/",
            accept_proposal,
            name="accept_proposal",
        ),
        path(
            "localize/translate/<int:translation_id>/machine_translate/",
            machine_translate,
            name="machine_proposals",
        ),
        path("leichte-sprache/", simple_check, name="simple_check"),
    ]


# Before wagtail-localize's own, which answers in the place of the editor.
@hooks.register("before_edit_page", order=-10)
def tell_before_publishing(request: HttpRequest, page: Page) -> None:
    """Name the fixed terms that a translation lacks which is published now."""
    if request.method != "POST" or page.locale.language_code == settings.LANGUAGE_CODE:
        return
    translation = (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
        )
        .select_related("source", "target_locale")
        .first()
    )
    if translation and may_change_page(person_of(request), page, publish=True):
        tell_lacking_terms(request, translation)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def tell_after_saving(request: HttpRequest, page: Page) -> Any:
    """The same for a page whose translation is written freely; and hints on Leichte Sprache."""
    if page.locale.language_code != settings.LANGUAGE_CODE:
        tell_lacking_terms_of_page(request, page)
        tell_hints_about_page(request, page)
