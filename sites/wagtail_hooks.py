"""What the sites add to the admin."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import DismissibleMenuItem, MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from network_core.tenancy.access import network_ids_for
from network_core.tenancy.addresses import asks_itself, common, declare
from network_core.tenancy.matrix import Kind
from network_core.tenancy.questions import may_change_page
from sites.closed import keep_file_of_closed_site
from sites.desk.views import guide, panels_of
from sites.new_network import new_network
from sites.proofreading import proofread
from sites.translating.list_views import TranslationsItem, TranslationsView
from sites.translating.po.views import UploadView, download
from sites.translating.words_views import WordsView, proofread_words
from sites.translation_aids import hooks as translation_aid_hooks  # noqa: F401

hooks.register("before_serve_document", keep_file_of_closed_site)

declare(dict.fromkeys(("guide", "guide_page"), common("a text that is the same for everybody")))

declare({"proofread_page": asks_itself("asks for the right to change the page")})

declare(
    {
        "translations_to_do": asks_itself("lists what the person's networks have to translate"),
        "translate_words": asks_itself("asks who translates for the record's network"),
        "po_download": asks_itself("asks who translates for the network"),
        "po_upload": asks_itself("asks who translates for the network"),
        "proofread_words": asks_itself("asks who translates for the record's network"),
    }
)

declare({"new_network": asks_itself("asks who may make networks")})


class NewNetworkItem(MenuItem):
    """Shown to those who may make a network."""

    def is_shown(self, request: Any) -> bool:
        """Whether the person may."""
        return bool(network_ids_for(request.user, "create", Kind.NETWORK))


@hooks.register("register_admin_urls")
def register_new_network() -> list[URLPattern]:
    """The form's address."""
    return [path("neues-netzwerk/", new_network, name="new_network")]


@hooks.register("register_settings_menu_item")
def new_network_item() -> MenuItem:
    """The way to the form, among the settings."""
    return NewNetworkItem(_("Neues Netzwerk"), reverse("new_network"), icon_name="site", order=90)


@hooks.register("register_admin_urls")
def register_proofreading() -> list[URLPattern]:
    """Where it is said that a native speaker has read a page."""
    return [path("uebersetzungen/gelesen/<int:page_id>/", proofread, name="proofread_page")]


@hooks.register("register_admin_urls")
def register_translating() -> list[URLPattern]:
    """What is to be translated, and the words of records."""
    files = "uebersetzungen/po/<slug:slug>/<slug:language>/"
    words = "uebersetzungen/<slug:kind>/<int:pk>/<slug:language>/"
    return [
        path("uebersetzungen/", TranslationsView.as_view(), name="translations_to_do"),
        path(f"{files}herunterladen/", download, name="po_download"),
        path(files, UploadView.as_view(), name="po_upload"),
        path(words, WordsView.as_view(), name="translate_words"),
        path(f"{words}gelesen/", proofread_words, name="proofread_words"),
    ]


@hooks.register("register_admin_menu_item")
def translations_item() -> MenuItem:
    """The way to the list, behind what is translated."""
    return TranslationsItem(
        _("Übersetzungen"),
        reverse("translations_to_do"),
        name="translations",
        icon_name="globe",
        order=450,
    )


@hooks.register("register_page_header_buttons")
def proofread_button(page: Page, user: Any, next_url: str | None = None, **kwargs: Any) -> Any:
    """The way there, beside every published translation."""
    is_translation = page.locale.language_code != settings.LANGUAGE_CODE and page.live
    if is_translation and may_change_page(user, page):
        url = reverse("proofread_page", args=[page.pk])
        yield Button(_("Übersetzung geprüft"), url, icon_name="check", priority=70)


@hooks.register("construct_homepage_panels")
def desk_panels(request: Any, panels: list[Component]) -> None:
    """What waits for the person comes first on the home of the admin."""
    panels.extend(panels_of(request))


@hooks.register("register_admin_urls")
def register_guide() -> list[URLPattern]:
    """The guide for editors."""
    return [
        path("anleitung/", guide, name="guide"),
        path("anleitung/<slug:slug>/", guide, name="guide_page"),
    ]


@hooks.register("insert_global_admin_css")
def admin_css() -> str:
    """The network's name in the place of Wagtail's bird, and lists on a phone."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin.css"))


@hooks.register("insert_global_admin_js")
def admin_js() -> str:
    """Words that Wagtail's scripts leave in English."""
    return format_html('<script src="{}"></script>', static("admin.js"))


@hooks.register("construct_help_menu")
def only_our_guide(request: Any, items: list[MenuItem]) -> None:
    """Wagtail's own guide and news speak English, and of what is not there."""
    items[:] = [item for item in items if not isinstance(item, DismissibleMenuItem)]


@hooks.register("register_help_menu_item")
def guide_item() -> MenuItem:
    """The way to it, in the help menu."""
    return MenuItem(_("Anleitung"), reverse("guide"), icon_name="help", order=10)
