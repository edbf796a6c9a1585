"""Pathways: the way through one life situation, step by step."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField

from network_core.directory.addresses import canonical_language
from network_core.directory.models.offer import TEXT_FEATURES
from network_core.directory.models.record import SharedRecord
from network_core.networks.models import Network
from network_core.pathways.visibility import PathwayQuerySet
from network_core.taxonomy.models import Term
from network_core.words.models import TextRow

PATHWAY_SECTION = "wegweiser"


class PathwayWords(models.Model):
    """The words of a pathway, in German on the pathway itself and per language in its texts."""

    title = models.CharField(_("Titel"), max_length=200)
    summary = models.TextField(
        _("Kurz gesagt"), blank=True, help_text=_("Ein bis zwei Sätze in einfacher Sprache.")
    )
    introduction = RichTextField(
        _("Einleitung"),
        features=TEXT_FEATURES,
        blank=True,
        help_text=_("Was man vor dem ersten Schritt wissen sollte."),
    )

    class Meta:
        abstract = True


class Pathway(SharedRecord, PathwayWords):
    """Ordered steps for one life situation, filled on every site with what is offered there."""

    section = PATHWAY_SECTION
    preview_template = "sites/pathways/pathway.html"
    word_fields = ("title", "summary", "introduction")

    class Kind(models.TextChoices):
        GUIDE = "guide", _("Wegweiser")
        CHAIN = "chain", _("Dienstleistungskette")

    kind = models.CharField(_("Art"), max_length=10, choices=Kind.choices, default=Kind.GUIDE)
    life_situations = ParentalManyToManyField(
        Term,
        blank=True,
        related_name="pathways",
        limit_choices_to={"scheme_id": "life_situation"},
        verbose_name=_("Lebenslagen"),
        help_text=_("Von diesen Lebenslagen führt die Website hierher."),
    )
    audiences = ParentalManyToManyField(
        Term,
        blank=True,
        related_name="+",
        limit_choices_to={"scheme_id": "audience"},
        verbose_name=_("Zielgruppen"),
        help_text=_("Netzwerke, die nur für bestimmte Zielgruppen da sind, wählen danach aus."),
    )
    checked_on = models.DateField(
        _("Fachlich geprüft am"),
        null=True,
        blank=True,
        help_text=_("Nur, wenn jemand vom Fach Fristen und Rechtsgrundlagen nachgelesen hat."),
    )

    objects: ClassVar = PathwayQuerySet.as_manager()

    class Meta:
        verbose_name = _("Wegweiser")
        verbose_name_plural = _("Wegweiser")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["guide", "chain"]), name="pathway_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse a check in the future."""
        super().clean()
        if self.checked_on and self.checked_on > timezone.localdate():
            raise ValidationError({"checked_on": _("Dieser Tag liegt in der Zukunft.")})

    def get_canonical_url(
        self, language: str | None = None, umbrella: Network | None = None
    ) -> str:
        """The address on the steward's site, which alone shows every pathway of its own."""
        wanted = canonical_language(self.steward, language or get_language() or "de")
        return self.steward.root_url + self.get_path(wanted)

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        """The draft, filled for the network that looks after it."""
        from network_core.pathways.filling import fill

        filling = fill(self, self.steward) if self.steward_id else None
        return super().get_preview_context(request, mode_name) | {"filling": filling}


class PathwayText(TextRow, PathwayWords):
    """A pathway's words in one language."""

    record = models.ForeignKey(
        Pathway, on_delete=models.CASCADE, related_name="texts", editable=False
    )
    record.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    class Meta(TextRow.Meta):
        verbose_name = _("Wegweiser in einer Sprache")
        verbose_name_plural = _("Wegweiser in anderen Sprachen")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "locale"], name="pathway_text_once_per_language"
            )
        ]

    def __str__(self) -> str:
        return self.title
