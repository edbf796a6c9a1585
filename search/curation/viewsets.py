"""Word lists and recommended hits in the admin."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from network_core.taxonomy.choices import term_choices
from network_core.taxonomy.models import Scheme
from network_core.tenancy.forms import TenantForm
from network_core.tenancy.panels import OwnerPanel
from network_core.tenancy.viewsets import TenantModelViewSet, TenantSnippetViewSet
from search.curation.models import PinnedResult, WordGroup


class WordGroupForm(TenantForm):
    """An entry of the word list, with the terms of all schemes grouped by scheme."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "terms" in self.fields:
            choices = term_choices()
            self.fields["terms"].choices = [
                (scheme.label, choices[scheme.pk])
                for scheme in Scheme.objects.all()
                if scheme.pk in choices
            ]


class WordGroupViewSet(TenantSnippetViewSet):
    """Words of one meaning: everybody reads them, their network writes them."""

    model = WordGroup
    form_base = WordGroupForm
    icon = "list-ul"
    menu_label = _("Wortliste")
    list_display = ["__str__", "language", "network"]
    list_related = ("network",)
    list_filter = ["language", "network"]
    search_fields = ["names", "phrases"]
    chooser_search_fields = ("names", "phrases")
    inspect_view_fields = ["language", "names", "phrases", "terms", "network"]
    panels = [
        OwnerPanel(
            "network",
            help_text=_(
                "Wörter der Bundesebene gelten auf allen Websites, die eines Netzwerks auf seiner."
            ),
        ),
        FieldPanel("language"),
        FieldPanel("names", widget=forms.Textarea(attrs={"rows": 4})),
        FieldPanel("phrases", widget=forms.Textarea(attrs={"rows": 8})),
        FieldPanel("terms", widget=forms.SelectMultiple(attrs={"size": 12})),
    ]


class PinnedResultViewSet(TenantModelViewSet):
    """Hits that stand first on one's own site."""

    model = PinnedResult
    name = "empfohlene-treffer"
    icon = "pick"
    menu_label = _("Empfohlene Treffer")
    list_display = ["query", "__str__", "network", "position"]
    list_related = ("network", "offer", "page")
    search_fields = ["query"]
    inspect_view_enabled = False
    panels = [
        OwnerPanel("network"),
        FieldPanel("query"),
        FieldPanel("offer"),
        FieldPanel("page"),
        FieldPanel("position"),
    ]


class SearchGroup(SnippetViewSetGroup):
    """What people look after in the search, below one entry of the menu."""

    items = (WordGroupViewSet, PinnedResultViewSet)
    menu_label = _("Wörter der Suche")
    menu_icon = "search"
    menu_name = "suche"
    menu_order = 135
