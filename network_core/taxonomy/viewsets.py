"""The taxonomy in the admin: everybody reads it, the umbrella writes it."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from network_core.taxonomy.forms import TermForm
from network_core.taxonomy.models import Scheme, Term
from network_core.tenancy.choosers import TenantChooserViewSet
from network_core.tenancy.panels import NamePanel, SlugPanel
from network_core.tenancy.viewsets import TenantModelViewSet, TenantSnippetViewSet

MENU_HOOK = "register_taxonomy_menu_item"


class TermChooserViewSet(TenantChooserViewSet):
    """Terms are chosen from lists that show their tree."""

    register_widget = False


class TermViewSet(TenantSnippetViewSet):
    """Terms."""

    model = Term
    form_base = TermForm
    chooser_viewset_class = TermChooserViewSet
    icon = "tag"
    menu_label = _("Begriffe")
    list_display = ["label", "scheme", "parent", "slug", "position"]
    list_related = ("scheme", "parent")
    list_filter = ["scheme"]
    search_fields = ["label", "synonyms", "slug"]
    chooser_search_fields = ("label", "synonyms")
    inspect_view_fields = ["label", "slug", "scheme", "parent", "synonyms", "description"]
    panels = [
        NamePanel("label"),
        SlugPanel(),
        FieldPanel("scheme", widget=forms.Select),
        FieldPanel("parent", widget=forms.Select),
        FieldPanel("position"),
        FieldPanel("synonyms", widget=forms.Textarea(attrs={"rows": 4})),
        FieldPanel("description", widget=forms.Textarea(attrs={"rows": 2})),
    ]


class SchemeViewSet(TenantModelViewSet):
    """Schemes; they can be read only."""

    model = Scheme
    name = "systematiken"
    icon = "list-ul"
    menu_label = _("Systematiken")
    list_display = ["label", "slug"]
    inspect_view_fields = ["label", "slug", "position"]
    panels = [FieldPanel("labels"), FieldPanel("position")]


class TaxonomyGroup(SnippetViewSetGroup):
    """The taxonomy below one entry of the menu."""

    items = (TermViewSet, SchemeViewSet)
    menu_label = _("Systematik")
    menu_icon = "tag"
    menu_name = "systematik"
    menu_order = 130
    # The umbrella's workbench and the proposals of networks register themselves here.
    submenu_hook = MENU_HOOK
