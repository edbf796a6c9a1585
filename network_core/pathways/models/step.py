"""The steps of a pathway: what to do, by when, with which papers, and what offers answer it."""

import re
from dataclasses import dataclass
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from network_core.directory.models import Offer
from network_core.directory.models.offer import TEXT_FEATURES
from network_core.pathways.models.pathway import Pathway
from network_core.taxonomy.models import Term
from network_core.words.models import TextRow, Worded, WordsQuerySet

MOST_STEPS = 20
_WEB = re.compile(r"\s(https?://\S+)$")


@dataclass(frozen=True)
class Source:
    """Where a rule is written: the law with its paragraph, and an address to read it."""

    label: str
    url: str


def lines_of(text: str) -> list[str]:
    """The lines of `text` that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def parse_source(line: str) -> Source:
    """A source from its line: the paragraph, then perhaps an address of the web.

    Raises `ValidationError` for a line with an address only, and for one that cannot be opened.
    """
    found = _WEB.search(f" {line.strip()}")
    url = found.group(1) if found else ""
    label = line.strip().removesuffix(url).strip() if url else line.strip()
    if not label:
        raise ValidationError(_("Bitte vor der Adresse die Rechtsgrundlage nennen."))
    if url:
        URLValidator(schemes=["http", "https"])(url)
    return Source(label, url)


class PathwayStepWords(models.Model):
    """The words of one step."""

    title = models.CharField(_("Schritt"), max_length=200)
    text = RichTextField(_("Erklärung"), features=TEXT_FEATURES, blank=True)
    deadlines = models.TextField(
        _("Fristen"),
        blank=True,
        help_text=_("Eine pro Zeile, zum Beispiel „Innerhalb von 3 Monaten nach der Geburt“."),
    )
    documents = models.TextField(
        _("Diese Unterlagen braucht man"), blank=True, help_text=_("Eine pro Zeile.")
    )
    ask_instead = models.CharField(
        _("Wenn es hier kein Angebot gibt"),
        max_length=300,
        blank=True,
        help_text=_(
            "Wen man überall in Deutschland fragen kann, zum Beispiel „das Jugendamt am Wohnort“."
        ),
    )

    class Meta:
        abstract = True

    @property
    def deadline_list(self) -> list[str]:
        """The deadlines, one string each."""
        return lines_of(self.deadlines)

    @property
    def document_list(self) -> list[str]:
        """The needed documents, one string each."""
        return lines_of(self.documents)


class PathwayStep(Worded, PathwayStepWords, Orderable, ClusterableModel):
    """One step. Its number is its place among the steps."""

    word_fields = ("title", "text", "deadlines", "documents", "ask_instead")

    pathway = ParentalKey(Pathway, on_delete=models.CASCADE, related_name="steps")
    terms = ParentalManyToManyField(
        Term,
        blank=True,
        related_name="+",
        verbose_name=_("Was hier hilft"),
        help_text=_(
            "Angebote mit diesen Begriffen erscheinen beim Schritt. Mehrere Themen erweitern die "
            "Auswahl, eine Art der Hilfe oder eine Zielgruppe dazu engt sie ein."
        ),
    )
    sources = models.TextField(
        _("Rechtsgrundlagen"),
        blank=True,
        help_text=_(
            "Eine pro Zeile, zum Beispiel „§ 1 UhVorschG“; dahinter, wenn bekannt, die Adresse "
            "des Gesetzes im Internet."
        ),
    )

    objects: ClassVar = WordsQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("Schritt")
        verbose_name_plural = _("Schritte")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse sources whose address cannot be opened, at the field that is wrong."""
        super().clean()
        for line in lines_of(self.sources):
            try:
                parse_source(line)
            except ValidationError as error:
                message = _("„%(line)s“: %(problem)s") % {
                    "line": line,
                    "problem": " ".join(error.messages),
                }
                raise ValidationError({"sources": message}) from error

    @property
    def source_list(self) -> list[Source]:
        """The sources; what is no safe address of the web is text only."""
        found = []
        for line in lines_of(self.sources):
            try:
                found.append(parse_source(line))
            except ValidationError:
                found.append(Source(line, ""))
        return found

    @property
    def fixed_offer_ids(self) -> list[int]:
        """The ids of the offers that the step names itself, in order."""
        return [row.offer_id for row in self.fixed_offers.all()]


class StepOffer(Orderable):
    """An offer that a step names itself; it stands first wherever it is valid."""

    step = ParentalKey(PathwayStep, on_delete=models.CASCADE, related_name="fixed_offers")
    offer = models.ForeignKey(
        Offer, on_delete=models.CASCADE, related_name="named_in_steps", verbose_name=_("Angebot")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("Angebot des Schrittes")
        verbose_name_plural = _("Angebote des Schrittes")
        constraints = [
            models.UniqueConstraint(
                fields=["step", "offer"],
                name="offer_once_per_step",
                violation_error_message=_("Dieses Angebot ist schon eingetragen."),
            )
        ]

    def __str__(self) -> str:
        return str(self.offer)


class PathwayStepText(TextRow, PathwayStepWords):
    """The words of one step in one language."""

    record = models.ForeignKey(
        PathwayStep, on_delete=models.CASCADE, related_name="texts", editable=False
    )
    record.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    class Meta(TextRow.Meta):
        verbose_name = _("Schritt in einer Sprache")
        verbose_name_plural = _("Schritte in anderen Sprachen")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "locale"], name="pathway_step_text_once_per_language"
            )
        ]

    def __str__(self) -> str:
        return self.title
