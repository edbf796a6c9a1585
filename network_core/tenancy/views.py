"""What is mixed into every view of the admin: the question whose the object is.

Wagtail's generic views ask whether the person may do something with some object of the model.
These mixins make them ask about the one that the view is about.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404
from django.template.defaultfilters import linebreaksbr
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.fields import RichTextField
from wagtail.models import WorkflowState
from wagtail.permissions import policy_registry
from wagtail.rich_text import RichText

from network_core.tenancy.exports import ListExport
from network_core.tenancy.guards import guard
from network_core.tenancy.models import User
from network_core.tenancy.policies import NetworkPolicy
from network_core.tenancy.searching import narrowed

if TYPE_CHECKING:  # the mixins stand in front of one of Wagtail's views
    from wagtail.admin.views.generic import EditView as _View
else:
    _View = object

ANY_ACTION = ("add", "change", "delete", "view")


class InstancePolicy:
    """A policy that answers for the object of a view where Wagtail asks about its model."""

    def __init__(self, policy: NetworkPolicy, view: "TenantView") -> None:
        self._policy = policy
        self._view = view

    def __getattr__(self, name: str) -> Any:
        return getattr(self._policy, name)

    def user_has_permission(self, user: User, action: str) -> bool:
        """Whether the person may do `action` with the object, or with any where there is none."""
        instance = self._view.stored_object
        if instance is None:
            return self._policy.user_has_permission(user, action)
        return self._policy.user_has_permission_for_instance(user, action, instance)

    def user_has_any_permission(self, user: User, actions: Iterable[str]) -> bool:
        """Whether the person may do one of `actions`."""
        return any(self.user_has_permission(user, action) for action in actions)


class TenantView(_View):
    """Asks the policy about the object as soon as a view has read it."""

    stored_object: Model | None = None
    """The object as it is in the database: a draft could name another owner."""

    @cached_property
    def permission_policy(self) -> InstancePolicy:
        """The policy of the model, bound to the object of this view."""
        return InstancePolicy(policy_registry.get_by_type(self.model), self)

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        """The object of the view, or the admin's answer to missing rights."""
        instance = super().get_object(*args, **kwargs)
        if instance is not None and instance.pk is not None:
            self._require(instance.pk)
        return instance

    def get_task_state(self) -> Any:
        """The state of a workflow's task, if it belongs to the object of the address."""
        state = super().get_task_state()
        if state is not None:
            own = WorkflowState.objects.for_instance(self.object)
            if not own.filter(pk=state.workflow_state_id).exists():
                raise Http404
        return state

    @guard(
        "object of a view",
        "the objects that the addresses of our viewsets name",
        otherwise=lambda view, pk: None,
    )
    def _require(self, pk: Any) -> None:
        if self.stored_object is None:
            self.stored_object = self.model._default_manager.get(pk=pk)
        actions = getattr(self, "any_permission_required", None) or [
            getattr(self, "permission_required", None) or "change"
        ]
        policy = policy_registry.get_by_type(self.model)
        if not policy.user_has_any_permission_for_instance(
            self.request.user, actions, self.stored_object
        ):
            raise PermissionDenied


class TenantSaving(_View):
    """Mixed into views with a form: the object may be saved as it has become."""

    def is_valid(self, form: Any) -> bool:
        """Whether the form is valid and the person may save what it says."""
        if not super().is_valid(form):
            return False
        if form.refuse(publishing=self.action == "publish"):
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()
            return False
        return True


@guard(
    "lists of records",
    "what the lists of our viewsets show",
    otherwise=lambda listed, seen: listed,
)
def only_seen(listed: QuerySet, seen: QuerySet) -> QuerySet:
    """Those of the objects that the person may see."""
    return listed.filter(pk__in=seen.values("pk"))


class TenantListing(_View):
    """Mixed into listings: only what the person may see, with links to what they may do."""

    list_related: tuple[str, ...] = ()
    """What the columns need of other tables; read with the list."""

    def get_base_queryset(self) -> QuerySet:
        """The objects that the person may see."""
        policy = policy_registry.get_by_type(self.model)
        seen = policy.instances_user_has_any_permission_for(self.request.user, ANY_ACTION)
        listed = only_seen(super().get_base_queryset(), seen)
        return listed.select_related(*self.list_related) if self.list_related else listed

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Those of the listed objects that the search word finds."""
        if not self.is_searching:
            return queryset
        return narrowed(queryset, self.search_query, self.search_fields or ())

    @cached_property
    def columns(self) -> list[Any]:
        """Without boxes to tick: there are no bulk actions on shared records."""
        return [c for c in super().columns if not isinstance(c, BulkActionsCheckboxColumn)]

    def _may(self, action: str, instance: Model) -> bool:
        return self.user_has_permission_for_instance(action, instance)

    def get_edit_url(self, instance: Model) -> str | None:
        """The address to edit the object, for those who may."""
        return super().get_edit_url(instance) if self._may("change", instance) else None

    def get_delete_url(self, instance: Model) -> str | None:
        """The address to delete the object, for those who may."""
        return super().get_delete_url(instance) if self._may("delete", instance) else None

    def get_inspect_url(self, instance: Model) -> str | None:
        """The address to read the object, for those who may."""
        return super().get_inspect_url(instance) if self._may("view", instance) else None


class TenantReading(_View):
    """Mixed into the view that shows an object to people who cannot edit it."""

    page_title = _("Ansehen")

    def get_page_subtitle(self) -> str:
        """The published title; Wagtail would take it from the latest draft."""
        return str(self.object)

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """The value as people read it: text with its paragraphs, „–“ for nothing.

        Another record that the person may not see is not named.
        """
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, Model) and not self._sees(value):
            return _("(nicht veröffentlicht)")
        if isinstance(field, RichTextField):
            return RichText(value)
        if isinstance(value, bool):
            return _("Ja") if value else _("Nein")
        return linebreaksbr(value) if isinstance(value, str) and value else value or "–"

    def _sees(self, record: Model) -> bool:
        policy = policy_registry.get_by_type(type(record))
        if not isinstance(policy, NetworkPolicy):
            return True
        seen = policy.instances_user_has_any_permission_for(self.request.user, ANY_ACTION)
        return seen.filter(pk=record.pk).exists()

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """What the view itself offers, and the way to the public page."""
        buttons = list(super().header_buttons)
        if hasattr(self.object, "get_path"):
            url = self.object.get_path(settings.LANGUAGE_CODE)
            buttons.append(HeaderButton(_("Auf der Website ansehen"), url=url, icon_name="view"))
        return buttons


def mixins_for(view_class: type) -> tuple[type, ...]:
    """What belongs in front of a view class."""
    mixins: tuple[type, ...] = (TenantView,)
    if issubclass(view_class, IndexView):
        mixins = (ListExport, TenantListing, *mixins)
    if issubclass(view_class, InspectView):
        mixins = (TenantReading, *mixins)
    if hasattr(view_class, "is_valid"):
        mixins = (TenantSaving, *mixins)
    return mixins
