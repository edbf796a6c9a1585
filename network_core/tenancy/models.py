"""People, and the role that a group gives its members in one network."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser, Group
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network_core.networks.models import Network
from network_core.tenancy.matrix import Role


class User(AbstractUser):
    """A person who works in the admin. The address is theirs alone."""

    email = models.EmailField(_("E-Mail"), unique=True)

    class Meta(AbstractUser.Meta):
        verbose_name = _("Person")  # type: ignore[assignment]
        verbose_name_plural = _("Personen")  # type: ignore[assignment]


class RoleGroup(models.Model):
    """The group whose members have `role` in `network`. Rights hang on the group, not on people."""

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="role_groups", verbose_name=_("Netzwerk")
    )
    role = models.CharField(_("Rolle"), max_length=20, choices=Role.choices)
    group = models.OneToOneField(
        Group, on_delete=models.CASCADE, related_name="network_role", verbose_name=_("Gruppe")
    )

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Rolle in einem Netzwerk")
        verbose_name_plural = _("Rollen in Netzwerken")
        constraints = [
            models.UniqueConstraint(fields=["network", "role"], name="role_once_per_network"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.get_role_display()}"
