"""The list of proposals, and the addresses at which records get them."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column, DateColumn

from network_core.directory.models import Proposal
from network_core.directory.proposals.forms import FORMS, proposal_panels
from network_core.directory.proposals.values import SHAPES
from network_core.directory.proposals.views import (
    ProposalView,
    ProposeView,
    RecordInspectView,
)
from network_core.tenancy.access import networks_of
from network_core.tenancy.viewsets import TenantModelViewSet

INCOMING, OUTGOING = "incoming", "outgoing"


class ProposalFilter(WagtailFilterSet):
    """Narrows the list by state and direction."""

    status = django_filters.ChoiceFilter(label=_("Stand"), choices=Proposal.Status.choices)
    direction = django_filters.ChoiceFilter(
        label=_("Richtung"),
        choices=[
            (INCOMING, _("für unsere Einträge")),
            (OUTGOING, _("von uns")),
        ],
        method="narrow_direction",
    )

    class Meta:
        model = Proposal
        fields = ["status", "source"]

    def narrow_direction(self, proposals: QuerySet, name: str, value: str) -> QuerySet:
        """Those about one's own records, or those that one's own network made."""
        own = networks_of(self.request.user)
        if value == INCOMING:
            return proposals.filter(Q(offer__steward__in=own) | Q(partner__steward__in=own))
        return proposals.filter(Q(network__in=own) | Q(proposed_by=self.request.user))


class AnsweredViewSet(TenantModelViewSet):
    """A list of what is made and answered by views of its own, never edited or deleted."""

    add_to_reference_index = False
    inspect_view_enabled = True
    panels: list[Any] = []

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list, and one object of it."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
        ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Without the addresses that do not exist here."""
        none = {"edit_url_name": None, "delete_url_name": None, "add_url_name": None}
        none |= {"history_url_name": None, "usage_url_name": None}
        values: dict[str, Any] = super().get_common_view_kwargs(**none, **kwargs)
        return values


class ProposalViewSet(AnsweredViewSet):
    """What others would change of one's own records, and what one's own network proposes."""

    model = Proposal
    name = "aenderungsvorschlaege"
    icon = "edit"
    menu_label = _("Änderungsvorschläge")
    inspect_view_class = ProposalView
    inspect_template_name = "directory/proposal.html"
    filterset_class = ProposalFilter
    list_display = [
        "__str__",
        Column("sender", label=_("Von")),
        Column("steward", label=_("Entscheidet"), accessor="record.steward.short_name"),
        "status",
        DateColumn("created_at", label=_("Vorgeschlagen am"), sort_key="created_at"),
    ]
    list_related = ("offer__steward", "partner__steward", "network", "proposed_by")
    search_fields = ["offer__title", "partner__name", "message"]


class Proposable:
    """Mixed into the viewset of a record: others propose to change it, in its own form."""

    model: Any
    panels: list[Any]
    inspect_view_class = RecordInspectView

    @property
    def propose_view(self) -> Any:
        """The normal form, without what only the steward decides."""
        viewset: Any = self
        form_class, panel = self._proposal_form()
        return viewset.construct_view(
            ProposeView,
            **viewset.get_edit_view_kwargs(
                panel=panel,
                form_class=form_class,
                template_name=ProposeView.template_name,
                edit_url_name=viewset.get_url_name("propose"),
                usage_url_name=None,
                history_url_name=None,
                delete_url_name=None,
                inspect_url_name=None,
            ),
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the address of the proposal's form."""
        patterns: list[URLPattern] = super().get_urlpatterns()  # type: ignore[misc]
        return [*patterns, path("propose/<int:pk>/", self.propose_view, name="propose")]

    def _proposal_form(self) -> tuple[Any, Any]:
        first, *others = proposal_panels(self.panels, SHAPES[self.model])
        reason = [FieldPanel("message"), *first.children]
        kept = [type(first)(**{**first.clone_kwargs(), "children": reason}), *others]
        tabbed = all(isinstance(panel, ObjectList) for panel in kept)
        container = TabbedInterface if tabbed else ObjectList
        handler = container(kept, base_form_class=FORMS[self.model])
        bound = handler.bind_to_model(self.model)
        return bound.get_form_class(), bound
