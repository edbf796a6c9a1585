"""Forms of the alliance's admin."""

from typing import Any

from django.db.models import Model, Q, QuerySet
from django.forms.models import ModelChoiceField
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.permissions import policy_registry

from network_core.networks.models import Network
from network_core.tenancy.forms import TenantForm, show_only


class PartsForm(TenantForm):
    """A record with rows that name partners: each row accepts what the person may choose."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for formset in self.formsets.values():
            for form in formset.forms:
                for name, field in form.fields.items():
                    if isinstance(field, ModelChoiceField):
                        self._narrow(form, name, field, field.queryset)

    def _narrow(self, form: Any, name: str, field: ModelChoiceField, choices: Any) -> None:
        """Published records of all networks, own drafts, and what the row has stored already."""
        policy = policy_registry.get_by_type(choices.model, fallback=False)
        if policy is None or self.for_user is None:
            field.queryset = choices if policy is None else choices.none()
            return
        may = policy.instances_user_has_any_permission_for(self.for_user, ["choose"])
        model = form._meta.model
        stored = model._default_manager.filter(pk=form.instance.pk).values(name)
        allowed = choices.filter(Q(pk__in=may.values("pk")) | Q(pk__in=stored))
        field.queryset = allowed
        if isinstance(field.widget, BaseChooser):
            show_only(field.widget, allowed)


class AwardForm(TenantForm):
    """The umbrella elects one of all networks, not only one that the person works for."""

    def _choosable(self, name: str, target: type[Model]) -> QuerySet | None:
        if name == "network":
            return Network.objects.all()
        return super()._choosable(name, target)
