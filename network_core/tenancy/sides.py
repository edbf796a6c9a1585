"""Policy of what lies between two networks: proposals, handovers, events to host together."""

from collections.abc import Iterable, Mapping
from functools import reduce
from types import MappingProxyType

from django.db.models import Model, Q, QuerySet

from network_core.tenancy.access import is_administrator, network_ids_for
from network_core.tenancy.matrix import Kind
from network_core.tenancy.models import User
from network_core.tenancy.policies import NetworkPolicy

# Made, answered and withdrawn by views of their own, never edited like a record.
UNEDITED = frozenset({"add", "change", "delete", "publish", "lock", "unlock"})
DECIDING = frozenset({"view", "decide"})
BEGINNING = frozenset({"view", "withdraw"})


class SidedPolicy(NetworkPolicy):
    """Objects that concern more than one network, each of which may do something else with them.

    `sides` maps the field path to a network to the actions of that network's side; the matrix says
    which role may do them there. `only_while` maps a side to a field that must be true for it.
    Nobody else sees the object, except the person named by `author_field`, who may always do
    `author_actions`.
    """

    def __init__(
        self,
        model: type[Model] | str,
        kind: Kind,
        sides: Mapping[str, Iterable[str]],
        author_field: str = "",
        author_actions: Iterable[str] = (),
        never: Iterable[str] = (),
        only_while: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        super().__init__(model, kind, next(iter(sides)), never)
        self.sides = {path: frozenset(actions) for path, actions in sides.items()}
        self.author_field = author_field
        self.author_actions = frozenset(author_actions)
        self.only_while = dict(only_while)

    def user_has_permission(self, user: User, action: str) -> bool:
        """Whether the person may do `action` with some object of this model."""
        if action in self.never or not user.is_active:
            return False
        return action in self.author_actions or bool(network_ids_for(user, action, self.kind))

    def user_has_permission_for_instance(self, user: User, action: str, instance: Model) -> bool:
        """Whether the person may do `action` with this object."""
        if action in self.never:
            return False
        if is_administrator(user):
            return True
        if action in self.author_actions and user.is_active:
            author: int | None = getattr(instance, f"{self.author_field}_id")
            if author is not None and author == user.pk:
                return True
        networks = network_ids_for(user, action, self.kind)
        return any(
            self._network_at(path, instance) in networks
            for path, actions in self.sides.items()
            if action in actions and self._is_open_to(path, instance)
        )

    def instances_user_has_any_permission_for(
        self, user: User, actions: Iterable[str]
    ) -> QuerySet[Model]:
        """The objects that the person may treat with one of `actions`."""
        objects = self.model._default_manager.all()
        actions = [action for action in actions if action not in self.never]
        if actions and is_administrator(user):
            return objects
        found = Q(pk__in=[])
        for action in actions:
            networks = network_ids_for(user, action, self.kind)
            for path, allowed_there in self.sides.items():
                if networks and action in allowed_there:
                    found |= Q(**{f"{path}__in": networks}) & self._open_to(path)
            if action in self.author_actions and user.is_active:
                found |= Q(**{self.author_field: user})
        return objects.filter(found)

    def _open_to(self, path: str) -> Q:
        return Q(**{self.only_while[path]: True}) if path in self.only_while else Q()

    def _is_open_to(self, path: str, instance: Model) -> bool:
        field = self.only_while.get(path)
        return field is None or bool(reduce(getattr, field.split("__"), instance))

    def _network_at(self, path: str, instance: Model) -> int | None:
        *steps, last = path.split("__")
        owner: Model | None = instance
        for name in steps:
            owner = getattr(owner, name, None) if owner is not None else None
        return getattr(owner, f"{last}_id", None)
