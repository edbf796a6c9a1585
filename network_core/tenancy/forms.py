"""Forms that offer, and accept, only what the person may choose.

Every reference that a form posts is checked on the server: the choices of each field are the
objects that the target's policy lets the person choose, and what the object refers to already.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.forms.models import ModelChoiceField
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.permissions import policy_registry

from network_core.networks.models import Network
from network_core.tenancy.access import network_ids_for
from network_core.tenancy.policies import NetworkPolicy
from network_core.tenancy.references import OwnReferences


class TenantForm(OwnReferences, WagtailAdminModelForm):
    """The form of a model that a `NetworkPolicy` protects."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.policy: NetworkPolicy = policy_registry.get_by_type(self._meta.model)
        for name, field in self.fields.items():
            if isinstance(field, ModelChoiceField) and field.queryset is not None:
                field.queryset = self._scoped(name, field.queryset)
                if isinstance(field.widget, BaseChooser):
                    show_only(field.widget, field.queryset)
        owner = self.fields.get(self.policy.owner_field)
        choices = owner.queryset if isinstance(owner, ModelChoiceField) else None
        if choices is not None and choices.model is Network:
            self._settle_owner(owner, choices)

    def _scoped(self, name: str, choices: QuerySet) -> QuerySet:
        """The choices of a field that the person may choose, or that the object has already."""
        choosable = self._choosable(name, choices.model)
        if choosable is None:
            return choices
        return choices.filter(
            Q(pk__in=choosable.values("pk")) | Q(pk__in=self._stored_values(name))
        )

    def _choosable(self, name: str, target: type[Model]) -> QuerySet | None:
        """What may be chosen in the field, or None where the target has no policy."""
        user = self.for_user
        if user is None:
            return target._default_manager.none()
        if name == self.policy.owner_field and target is Network:
            action = "change" if self.instance.pk else "add"
            return Network.objects.filter(pk__in=network_ids_for(user, action, self.policy.kind))
        policy = policy_registry.get_by_type(target, fallback=False)
        if policy is None:
            return None
        # Writing about an object (a check of an offer) needs more than being able to see it.
        action = "change" if name == self.policy.owner_field else "choose"
        return policy.instances_user_has_any_permission_for(user, [action])

    def _stored_values(self, name: str) -> list[Any]:
        """What the database, not a draft, has in the field."""
        if not self.instance.pk:
            return []
        values = self._meta.model._default_manager.filter(pk=self.instance.pk)
        return [value for value in values.values_list(name, flat=True) if value is not None]

    def _settle_owner(self, field: ModelChoiceField, choices: QuerySet) -> None:
        """Choose the owner for the person, and leave no choice where there is only one."""
        stored = self._stored_values(self.policy.owner_field)
        first = stored[0] if stored else choices.values_list("pk", flat=True).first()
        self.initial[self.policy.owner_field] = first
        field.empty_label = None
        if len(choices) <= 1:
            # Django ignores what is posted for a disabled field and takes the initial value.
            field.disabled = True

    def refuse(self, publishing: bool) -> bool:
        """Add an error where the person may not save the object as it is now; say whether."""
        actions = ["change" if self.instance.pk else "add", *(["publish"] if publishing else [])]
        may = self.policy.user_has_permission_for_instance
        if self.for_user and all(may(self.for_user, a, self.instance) for a in actions):
            return False
        self.add_error(None, _("Dafür reichen Ihre Rechte in diesem Netzwerk nicht."))
        return True


def show_only(
    widget: BaseChooser, queryset: QuerySet, known: Mapping[Any, Model] | None = None
) -> None:
    """Keep a chooser from showing the title of something that may not be chosen.

    `known` has objects of `queryset` by their keys that were read already.
    """

    def get_instance(value: Any) -> Model | None:
        if value is None or isinstance(value, Model):
            return value
        if known and value in known:
            return known[value]
        return queryset.filter(pk=value).first() if str(value).isdigit() else None

    widget.get_instance = get_instance
