"""Working groups and the partners that belong to them."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from network_core.alliance.models.record import ALLIANCE_SECTION, AllianceRecord, lines_of
from network_core.alliance.queries import WorkingGroupQuerySet
from network_core.directory.models import Partner
from network_core.words.models import TextRow

GROUPS = "arbeitsgruppen"
ENDS_BEFORE_IT_BEGAN = _("Das Ende liegt vor dem Anfang.")


class WorkingGroupWords(models.Model):
    """The words of a working group."""

    name = models.CharField(_("Name"), max_length=200)
    purpose = models.TextField(
        _("Wozu es die Gruppe gibt"), blank=True, help_text=_("Ein bis drei Sätze.")
    )
    tasks = models.TextField(_("Aufgaben"), blank=True, help_text=_("Eine pro Zeile."))
    composition = models.TextField(
        _("Wer mitarbeitet, allgemein"),
        blank=True,
        help_text=_("Eine Angabe pro Zeile, zum Beispiel „freie Träger“. Partner stehen unten."),
    )

    class Meta:
        abstract = True

    @property
    def title(self) -> str:
        """Records of all kinds are listed side by side."""
        return self.name

    @property
    def task_list(self) -> list[str]:
        """The tasks, one string each."""
        return lines_of(self.tasks)

    @property
    def composition_list(self) -> list[str]:
        """Who takes part in general, one string each."""
        return lines_of(self.composition)


class WorkingGroup(AllianceRecord, WorkingGroupWords):
    """People and organisations who work on one subject of a network for longer."""

    section = f"{ALLIANCE_SECTION}/{GROUPS}"
    preview_template = "sites/alliance/group.html"
    word_fields = ("name", "purpose", "tasks", "composition")

    since = models.DateField(_("Seit"), null=True, blank=True)
    until = models.DateField(
        _("Bis"), null=True, blank=True, help_text=_("Nur, wenn die Gruppe nicht mehr arbeitet.")
    )

    objects: ClassVar = WorkingGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("Arbeitsgruppe")
        verbose_name_plural = _("Arbeitsgruppen")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="group_ends_after_it_began",
                violation_error_message=ENDS_BEFORE_IT_BEGAN,
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_ended(self) -> bool:
        """Whether the group no longer works."""
        return self.until is not None and self.until < timezone.localdate()

    @property
    def public_members(self) -> "list[GroupMember]":
        """The members of today that may be named, those who chair the group first."""
        members = [m for m in self.members.all() if m.is_current and m.partner.live]
        return sorted(members, key=lambda m: (m.role != GroupMember.Role.CHAIR, m.partner.name))


class GroupMember(models.Model):
    """A partner's part in a working group."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("Leitung")
        MEMBER = "member", _("Mitglied")

    group = ParentalKey(WorkingGroup, on_delete=models.CASCADE, related_name="members")
    partner = models.ForeignKey(
        Partner,
        on_delete=models.CASCADE,
        related_name="working_groups",
        verbose_name=_("Partner"),
    )
    role = models.CharField(_("Rolle"), max_length=10, choices=Role.choices, default=Role.MEMBER)
    since = models.DateField(_("Seit"), null=True, blank=True)
    until = models.DateField(_("Bis"), null=True, blank=True)

    class Meta:
        verbose_name = _("Mitglied der Arbeitsgruppe")
        verbose_name_plural = _("Mitglieder der Arbeitsgruppe")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "partner"],
                name="partner_once_per_group",
                violation_error_message=_("Dieser Partner ist schon eingetragen."),
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="group_member_ends_after_it_began",
                violation_error_message=ENDS_BEFORE_IT_BEGAN,
            ),
            models.CheckConstraint(
                condition=Q(role__in=["chair", "member"]), name="group_member_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.partner)

    def clean(self) -> None:
        """Refuse an end before the beginning, at the field that is wrong."""
        super().clean()
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": ENDS_BEFORE_IT_BEGAN})

    @property
    def is_current(self) -> bool:
        """Whether the partner belongs to the group today."""
        today = timezone.localdate()
        has_begun = self.since is None or self.since <= today
        return has_begun and (self.until is None or self.until >= today)


class WorkingGroupText(TextRow, WorkingGroupWords):
    """A working group's words in one language."""

    record = models.ForeignKey(
        WorkingGroup, on_delete=models.CASCADE, related_name="texts", editable=False
    )
    record.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    class Meta(TextRow.Meta):
        verbose_name = _("Arbeitsgruppe in einer Sprache")
        verbose_name_plural = _("Arbeitsgruppen in anderen Sprachen")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "locale"], name="group_text_once_per_language"
            )
        ]

    def __str__(self) -> str:
        return self.name
