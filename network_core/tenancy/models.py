"""People, and the role that a group gives its members in one network."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, Group
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from network_core.networks.models import Network
from network_core.tenancy.matrix import Role


class User(AbstractUser):
    """A person who works in the admin. The address is theirs alone."""

    email = models.EmailField(_("E-Mail"), unique=True)
    session_number = models.PositiveIntegerField(
        _("Zähler der Sitzungen"), default=0, db_default=0, editable=False
    )

    class Meta(AbstractUser.Meta):
        verbose_name = _("Person")  # type: ignore[assignment]
        verbose_name_plural = _("Personen")  # type: ignore[assignment]

    def end_sessions(self) -> None:
        """Log the person out everywhere, at the next request of each session."""
        User.objects.filter(pk=self.pk).update(session_number=F("session_number") + 1)
        self.refresh_from_db(fields=["session_number"])

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What every session is held against; Django asks at each request."""
        salt = "network_core.tenancy.models.User.session"
        value = f"{self.password}|{self.session_number}"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()

    @property
    def display_name(self) -> str:
        """The name, or the name to log in with where none was given."""
        return self.get_full_name() or self.username


class RoleGroup(models.Model):
    """The group whose members have `role` in `network`. Rights hang on the group, not on people.

    Translators have one group per language, so that Wagtail's rights on pages hold for each.
    """

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="role_groups", verbose_name=_("Netzwerk")
    )
    role = models.CharField(_("Rolle"), max_length=20, choices=Role.choices)
    language = models.CharField(
        _("Sprache"),
        max_length=20,
        blank=True,
        default="",
        db_default="",
        choices=settings.LANGUAGES,
        help_text=_("Nur bei Übersetzer*innen: die Sprache, in die sie übersetzen."),
    )
    group = models.OneToOneField(
        Group, on_delete=models.CASCADE, related_name="network_role", verbose_name=_("Gruppe")
    )

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Rolle in einem Netzwerk")
        verbose_name_plural = _("Rollen in Netzwerken")
        constraints = [
            models.UniqueConstraint(
                fields=["network", "role", "language"], name="role_once_per_network"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="role_is_known"),
            models.CheckConstraint(
                condition=Q(role=Role.TRANSLATOR) ^ Q(language=""),
                name="only_translators_have_a_language",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.label}"

    @property
    def label(self) -> str:
        """The role, with its language."""
        role: Any = self.get_role_display()
        return f"{role} ({self.get_language_display()})" if self.language else str(role)


class SuspendedRole(models.Model):
    """A role that a person had when the network ended, and gets back if it returns."""

    role_group = models.ForeignKey(RoleGroup, on_delete=models.CASCADE, related_name="suspended")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Ruhende Rolle")
        verbose_name_plural = _("Ruhende Rollen")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["role_group", "user"], name="role_suspended_once_for_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.role_group}: {self.user}"
