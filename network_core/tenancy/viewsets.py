"""The base of every viewset of the project: each of its views asks the policy of the model."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils.functional import cached_property
from wagtail.admin.panels import ObjectList, TabbedInterface
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from network_core.tenancy.choosers import TenantChooserViewSet
from network_core.tenancy.exports import ExportField
from network_core.tenancy.forms import TenantForm
from network_core.tenancy.views import mixins_for


class _Tenant:
    """What both kinds of viewsets share."""

    form_base: type[TenantForm] = TenantForm
    panels: list[Any]
    # Wagtail's copy view writes over the original when something is posted to its own address.
    copy_view_enabled = False
    inspect_view_enabled = True
    # Groups get no permission on a whole model: the matrix answers for each object.
    search_backend_name = None
    list_per_page = 30
    list_related: tuple[str, ...] = ()
    export_fields: tuple[ExportField, ...] = ()
    """What stands in the files of the list; empty for the columns of the list."""

    def construct_view(self, view_class: type, **kwargs: Any) -> Any:
        """Put the questions of tenancy in front of every view."""
        guarded = type(view_class.__name__, (*mixins_for(view_class), view_class), {})
        return super().construct_view(guarded, **kwargs)  # type: ignore[misc]

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's values, and what the columns need of other tables."""
        values: dict[str, Any] = super().get_index_view_kwargs(  # type: ignore[misc]
            list_related=self.list_related, export_fields=self.export_fields, **kwargs
        )
        return values

    def get_edit_handler(self) -> Any:
        """The panels, bound to a form that offers only what the person may choose."""
        tabbed = all(isinstance(panel, ObjectList) for panel in self.panels)
        container = TabbedInterface if tabbed else ObjectList
        handler = container(self.panels, base_form_class=self.form_base)
        return handler.bind_to_model(self.model)  # type: ignore[attr-defined]

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """None: a permission of a group would be one for the records of all networks."""
        return Permission.objects.none()


class TenantModelViewSet(_Tenant, ModelViewSet):
    """A viewset for a model without drafts."""


class TenantSnippetViewSet(_Tenant, SnippetViewSet):
    """A viewset for a model with drafts, history or a chooser."""

    chooser_viewset_class = TenantChooserViewSet
    chooser_search_fields: tuple[str, ...] = ()

    @cached_property
    def chooser_viewset(self) -> TenantChooserViewSet:
        """The chooser, which searches the fields that the listing searches."""
        return self.chooser_viewset_class(
            self.get_chooser_admin_url_namespace(),
            model=self.model,
            url_prefix=self.get_chooser_admin_base_path(),
            icon=self.icon,
            per_page=self.chooser_per_page,
            search_fields=self.chooser_search_fields,
        )
