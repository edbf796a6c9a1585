"""Wagtail's permission policies, answered by the matrix."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q, QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from network_core.tenancy.access import is_administrator, may_read_shared, network_ids_for
from network_core.tenancy.matrix import Kind, Role, allowed
from network_core.tenancy.models import User

READING = frozenset({"view", "choose"})


class NetworkPolicy(BasePermissionPolicy):
    """Objects that belong to one network, named by the field path `network_field`.

    `kind` names the row of the matrix. With an empty `network_field` the objects belong to the
    umbrella as a whole (taxonomy); with `pk` the object is the network itself.

    Everybody with a role reads the records of shared kinds that are published; drafts are seen by
    their own network only. What is in `never` is done by commands, and by nobody in the admin.
    """

    def __init__(
        self,
        model: type[Model] | str,
        kind: Kind,
        network_field: str,
        never: Iterable[str] = (),
    ) -> None:
        super().__init__(model)
        self.kind = kind
        self.network_field = network_field
        self.never = frozenset(never)

    @property
    def owner_field(self) -> str:
        """The field of the model that says, directly or by its target, whose the object is."""
        first = self.network_field.split("__")[0]
        return "" if first == "pk" else first

    def owner_id(self, instance: Model) -> int | None:
        """The id of the network that the object belongs to."""
        *path, last = self.network_field.split("__")
        owner: Model | None = instance
        for name in path:
            owner = getattr(owner, name, None) if owner is not None else None
        return getattr(owner, "pk" if last == "pk" else f"{last}_id", None)

    def _published(self) -> Q:
        try:
            self.model._meta.get_field("live")
        except FieldDoesNotExist:
            return Q()
        return Q(live=True)

    def user_has_permission(self, user: User, action: str) -> bool:
        """Whether the person may do `action` with some object of this model."""
        if action in self.never:
            return False
        if action in READING and may_read_shared(user, self.kind):
            return True
        return bool(network_ids_for(user, _stored(action), self.kind))

    def user_has_permission_for_instance(self, user: User, action: str, instance: Model) -> bool:
        """Whether the person may do `action` with this object."""
        if action in self.never:
            return False
        if is_administrator(user):
            return True
        if (
            action in READING
            and may_read_shared(user, self.kind)
            and getattr(instance, "live", True)
        ):
            return True
        networks = network_ids_for(user, _stored(action), self.kind)
        return bool(networks) if not self.network_field else self.owner_id(instance) in networks

    def user_has_any_permission(self, user: User, actions: Iterable[str]) -> bool:
        """Whether the person may do one of `actions` with some object."""
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_any_permission_for_instance(
        self, user: User, actions: Iterable[str], instance: Model
    ) -> bool:
        """Whether the person may do one of `actions` with this object."""
        return any(self.user_has_permission_for_instance(user, a, instance) for a in actions)

    def instances_user_has_any_permission_for(
        self, user: User, actions: Iterable[str]
    ) -> QuerySet[Model]:
        """The objects that the person may treat with one of `actions`."""
        objects = self.model._default_manager.all()
        actions = [action for action in actions if action not in self.never]
        if actions and is_administrator(user):
            return objects
        networks: set[int] = set()
        for action in actions:
            networks |= network_ids_for(user, _stored(action), self.kind)
        if networks and not self.network_field:
            return objects
        found = Q(**{f"{self.network_field}__in": networks}) if networks else Q(pk__in=[])
        if any(a in READING for a in actions) and may_read_shared(user, self.kind):
            found |= self._published() or ~Q(pk__in=[])
        return objects.filter(found)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        """Active people who may do one of `actions` with some object."""
        wanted = {_stored(action) for action in actions if action not in self.never}
        roles = Q()
        for role in Role:
            for umbrella in (True, False):
                if wanted & allowed(role, self.kind, umbrella=umbrella):
                    roles |= Q(
                        groups__network_role__role=role,
                        groups__network_role__network__is_umbrella=umbrella,
                    )
        people = get_user_model().objects.filter(is_active=True)
        if not wanted:
            return people.none()
        return people.filter(
            Q(is_superuser=True) | roles if roles else Q(is_superuser=True)
        ).distinct()

    def users_with_any_permission_for_instance(
        self, actions: Iterable[str], instance: Model
    ) -> QuerySet[User]:
        """Active people who may do one of `actions` with this object."""
        people = list(self.users_with_any_permission(actions))
        return get_user_model().objects.filter(
            pk__in=[
                user.pk
                for user in people
                if self.user_has_any_permission_for_instance(user, actions, instance)
            ]
        )


def _stored(action: str) -> str:
    """The matrix has no word of its own for choosing: who may read may choose."""
    return "view" if action == "choose" else action
