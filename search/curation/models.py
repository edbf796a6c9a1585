"""Other words for the same, and hits that stand first, as people of the networks keep them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import Page, PreviewableMixin, RevisionMixin

from network_core.directory.models import Offer
from network_core.networks.models import Network
from network_core.taxonomy.models import Term
from search.analysis.synonyms import Group, make_group


def lines(text: str) -> list[str]:
    """The lines of a text that say something, each once."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


class WordGroup(PreviewableMixin, RevisionMixin, ClusterableModel):
    """Words of one meaning. Those of the umbrella hold on every site, others on the own site.

    `names` find each other in texts. `phrases` are what people say: they lead to the names and
    to what is tagged with the terms, and not back.
    """

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="+", verbose_name=_("Gepflegt von")
    )
    language = models.CharField(
        _("Sprache"), max_length=15, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    names = models.TextField(
        _("So heißt es"),
        max_length=2_000,
        help_text=_(
            "Ein Wort oder eine Wortgruppe pro Zeile. Alle Zeilen bedeuten dasselbe: Wer eine "
            "davon sucht, findet auch Texte mit den anderen."
        ),
    )
    phrases = models.TextField(
        _("So sagen es die Leute"),
        max_length=6_000,
        blank=True,
        help_text=_(
            "Eine Formulierung pro Zeile, zum Beispiel „zahlt nicht“. Sie führt zu den Wörtern "
            "oben und zu den Begriffen unten, aber nicht umgekehrt."
        ),
    )
    terms = ParentalManyToManyField(
        Term,
        blank=True,
        related_name="+",
        verbose_name=_("Führt zu diesen Begriffen"),
        help_text=_("Alles, was mit einem dieser Begriffe verschlagwortet ist, wird gefunden."),
    )
    key = models.CharField(max_length=120, blank=True, editable=False)
    shipped_hash = models.CharField(max_length=64, blank=True, editable=False)

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Eintrag der Wortliste")
        verbose_name_plural = _("Wortliste der Suche")
        ordering = ["language", "names", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=~Q(key=""), name="shipped_words_once"
            ),
            models.CheckConstraint(condition=~Q(names=""), name="words_have_a_name"),
        ]

    def __str__(self) -> str:
        return ", ".join(lines(self.names)[:3])

    def clean(self) -> None:
        """Refuse what nobody could ever find."""
        super().clean()
        if not self.group(()).names:
            raise ValidationError(
                {"names": _("Hier muss mindestens ein Wort stehen, höchstens sechs pro Zeile.")}
            )

    def group(self, terms: Any = None) -> Group:
        """The group as the search uses it; pass the terms (`scheme:slug`) to save a query."""
        if terms is None:
            terms = [f"{term.scheme_id}:{term.slug}" for term in self.terms.all()]
        language = "de" if self.language.startswith("de") else self.language
        return make_group(
            lines(self.names), lines(self.phrases), language=language, terms=terms, label=str(self)
        )

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        """What the words would change in the answers, before they are saved."""
        return "search/admin/words_preview.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        """The answers without and with this entry."""
        from search.curation.effect import effect_of

        return super().get_preview_context(request, mode_name) | {"effects": effect_of(self)}


class PinnedResult(RevisionMixin, models.Model):
    """A hit that stands first on one network's site when just these words are asked."""

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="+", verbose_name=_("Netzwerk")
    )
    query = models.CharField(
        _("Suchanfrage"),
        max_length=200,
        help_text=_("Reihenfolge, Groß- und Kleinschreibung und Endungen spielen keine Rolle."),
    )
    offer = models.ForeignKey(
        Offer,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Angebot"),
    )
    page = models.ForeignKey(
        Page,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Seite"),
    )
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Empfehlung")
        verbose_name_plural = _("Empfohlene Treffer")
        ordering = ["network", "query", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(offer__isnull=False, page__isnull=True)
                | Q(offer__isnull=True, page__isnull=False),
                name="pinned_result_is_one_thing",
                violation_error_message=_(
                    "Bitte entweder ein Angebot oder eine Seite wählen, nicht beides."
                ),
            ),
            models.UniqueConstraint(fields=["network", "query", "offer"], name="offer_pinned_once"),
            models.UniqueConstraint(fields=["network", "query", "page"], name="page_pinned_once"),
        ]

    def __str__(self) -> str:
        return f"{self.query} → {self.offer or self.page}"

    def clean(self) -> None:
        """Refuse a page of another network, and a query without any word."""
        super().clean()
        from search.query.pins import query_key

        if self.query and not query_key(self.query, "de"):
            raise ValidationError({"query": _("Hier fehlt ein Wort, nach dem gesucht wird.")})
        if self.page and self.network_id:
            owner = Network.objects.for_page(self.page)
            if owner is None or owner.pk != self.network_id:
                raise ValidationError({"page": _("Diese Seite gehört zu einer anderen Website.")})

    @property
    def object_key(self) -> str:
        """What is pinned, as the index calls it."""
        return f"offer:{self.offer_id}" if self.offer_id else f"page:{self.page_id}"
