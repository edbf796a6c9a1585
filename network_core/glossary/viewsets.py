"""The glossary in the admin: everybody reads it, the umbrella writes it."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel

from network_core.glossary.models import GlossaryTerm
from network_core.tenancy.viewsets import TenantSnippetViewSet


class GlossaryTermViewSet(TenantSnippetViewSet):
    """Fixed terms, with their renderings in one form."""

    model = GlossaryTerm
    icon = "openquote"
    menu_label = _("Glossar")
    menu_order = 132
    add_to_admin_menu = True
    list_display = ["german", "spellings", "source"]
    search_fields = ["german", "spellings"]
    chooser_search_fields = ("german", "spellings")
    inspect_view_fields = ["german", "spellings", "renderings_shown", "note", "source"]
    panels = [
        FieldPanel("german"),
        FieldPanel("spellings", widget=forms.Textarea(attrs={"rows": 3})),
        InlinePanel(
            "renderings",
            heading=_("So heißt es in anderen Sprachen"),
            label=_("Sprache"),
            panels=[
                FieldRowPanel([FieldPanel("language"), FieldPanel("text")]),
                FieldPanel("alternatives", widget=forms.Textarea(attrs={"rows": 2})),
                FieldPanel("note"),
            ],
        ),
        FieldPanel("note", widget=forms.Textarea(attrs={"rows": 2})),
        FieldPanel("source"),
    ]
