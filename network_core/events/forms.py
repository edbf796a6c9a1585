"""The form of an event in the admin."""

from typing import Any

from django.db.models import Model, Q, QuerySet
from wagtail.permissions import policy_registry

from network_core.networks.models import Network
from network_core.networks.states import State
from network_core.tenancy.forms import TenantForm, show_only

# What is chosen in the rows of these relations belongs to somebody's collection.
CHOSEN_IN_ROWS = {"files": "file", "pictures": "picture"}


class EventForm(TenantForm):
    """An event: its hosts may be any networks, its files and pictures only what one may choose."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for relation, name in CHOSEN_IN_ROWS.items():
            formset = self.formsets.get(relation)
            for row in formset.forms if formset else []:
                field = row.fields[name]
                field.queryset = self._choosable_in_rows(relation, name, field.queryset)
                show_only(field.widget, field.queryset)

    def _choosable(self, name: str, target: type[Model]) -> QuerySet | None:
        """Networks are public: all may be named as hosts, but ended ones where they are already."""
        if name == "host_networks":
            hosts = (
                [host.pk for host in self.instance.host_networks.all()] if self.instance.pk else []
            )
            return Network.objects.filter(~Q(state=State.ENDED) | Q(pk__in=hosts))
        return super()._choosable(name, target)

    def _choosable_in_rows(self, relation: str, name: str, choices: QuerySet) -> QuerySet:
        """What the person may choose, and what the event has already."""
        found = Q(pk__in=[])
        if self.for_user:
            policy = policy_registry.get_by_type(choices.model)
            allowed = policy.instances_user_has_any_permission_for(self.for_user, ["choose"])
            found |= Q(pk__in=allowed.values("pk"))
        if self.instance.pk:
            rows = self._meta.model._meta.get_field(relation).related_model
            stored = rows._default_manager.filter(event=self.instance.pk)
            found |= Q(pk__in=stored.values(name))
        return choices.filter(found)

    def clean(self) -> dict[str, Any]:
        """A network is no further host of its own events."""
        cleaned: dict[str, Any] = super().clean()
        owner, hosts = cleaned.get("network"), cleaned.get("host_networks")
        if owner and hosts is not None:
            cleaned["host_networks"] = hosts.exclude(pk=owner.pk)
        return cleaned
