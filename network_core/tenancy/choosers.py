"""Choosers that show and accept only what the person may choose."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import LiveStatusTagColumn
from wagtail.permissions import policy_registry
from wagtail.snippets.views.chooser import SnippetChooserViewSet

from network_core.tenancy.columns import StatusColumn
from network_core.tenancy.guards import guard
from network_core.tenancy.searching import narrowed

if TYPE_CHECKING:  # the mixin stands in front of one of Wagtail's views
    from wagtail.admin.views.generic.chooser import ChooseView as _View
else:
    _View = object


class ScopedChoice(_View):
    """Mixed into every view of a chooser."""

    @guard(
        "choosers of records",
        "what choosers of records list, find and answer with",
        otherwise=lambda view: view.model_class._default_manager.all(),
    )
    def _choosable(self) -> QuerySet:
        policy = policy_registry.get_by_type(self.model_class)
        return policy.instances_user_has_any_permission_for(self.request.user, ["choose"])

    def get_object_list(self) -> QuerySet:
        """What the person may choose: published records of all networks, and own drafts."""
        return super().get_object_list().filter(pk__in=self._choosable().values("pk"))

    @property
    def columns(self) -> list[Any]:
        """Wagtail's columns, with a status that costs no query."""
        return [
            StatusColumn(sort_key=None) if isinstance(column, LiveStatusTagColumn) else column
            for column in super().columns
        ]

    def get_object(self, pk: str) -> Model:
        """The chosen object, if the person may choose it."""
        if not pk.isdigit():
            raise Http404
        return self._choosable().get(pk=pk)

    def get_objects(self, pks: list[str]) -> QuerySet:
        """Those of the objects that the person may choose."""
        return self._choosable().filter(pk__in=[pk for pk in pks if pk.isdigit()])

    def can_create(self) -> bool:
        """Nothing is created in passing: a record needs its whole form."""
        return False


def search_form(fields: tuple[str, ...]) -> type[BaseFilterForm]:
    """The search form of a chooser over these fields of the database."""

    class SearchForm(BaseFilterForm):
        q = forms.CharField(
            label=_("Suchwort"),
            required=False,
            widget=forms.TextInput(attrs={"data-chooser-modal-search-filter": True}),
        )

        def filter(self, objects: QuerySet) -> QuerySet:
            """The objects that the search word finds."""
            self.search_query = self.cleaned_data.get("q")
            self.is_searching = bool(self.search_query)
            if not self.search_query:
                return objects
            return narrowed(objects, self.search_query, fields)

    return SearchForm


class TenantChooserViewSet(SnippetChooserViewSet):
    """A chooser of records that a `NetworkPolicy` protects."""

    search_fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what = self.model._meta.verbose_name
        self.page_title = format_lazy(_("{what} auswählen"), what=what)

    def construct_view(self, view_class: type, **kwargs: Any) -> Any:
        """Put the scope in front of each view."""
        name = view_class.__name__
        # Wagtail would put the name of the model behind the title: „Auswählen Partner“.
        attributes: dict[str, Any] = {"page_subtitle": ""} if "Choose" in name else {}
        if self.search_fields and hasattr(view_class, "filter_form_class"):
            attributes["filter_form_class"] = search_form(self.search_fields)
        return super().construct_view(type(name, (ScopedChoice, view_class), attributes), **kwargs)
