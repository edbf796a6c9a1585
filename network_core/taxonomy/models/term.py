"""The common taxonomy: schemes and their terms, kept by the umbrella."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin

from network_core.words.models import TextRow, Worded, WordsQuerySet


class Scheme(models.Model):
    """One way to sort offers: by topic, life situation, format or audience."""

    slug = models.SlugField(_("Kürzel"), max_length=40, primary_key=True)
    labels = models.JSONField(_("Bezeichnungen"), default=dict)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    class Meta:
        verbose_name = _("Systematik")
        verbose_name_plural = _("Systematiken")
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The label in the active language, else in German."""
        return self.labels.get(get_language() or "de") or self.labels.get("de", self.slug)


class TermWords(models.Model):
    """The words of a term, in German on the term itself and per language in `TermText`."""

    label = models.CharField(_("Bezeichnung"), max_length=120)
    synonyms = models.TextField(
        _("Andere Wörter dafür"),
        blank=True,
        help_text=_("Eines pro Zeile, so wie Menschen wirklich suchen."),
    )
    description = models.TextField(_("Erklärung"), blank=True)

    class Meta:
        abstract = True

    @property
    def synonym_list(self) -> list[str]:
        """The synonyms, one string each."""
        return [line.strip() for line in self.synonyms.splitlines() if line.strip()]


class Term(RevisionMixin, Worded, TermWords):
    """A term of one scheme, in a tree of (usually) two levels."""

    word_fields = ("label", "synonyms", "description")

    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, related_name="terms", verbose_name=_("Systematik")
    )
    slug = models.SlugField(
        _("Kürzel"),
        max_length=80,
        help_text=_("Bleibt für immer gleich: Adressen und Importe verwenden es."),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("Oberbegriff"),
    )
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="replaces",
        verbose_name=_("Abgelöst durch"),
    )
    """A term that nobody shall choose any more: records keep it until they are sorted anew."""

    objects: ClassVar = WordsQuerySet.as_manager()

    class Meta:
        verbose_name = _("Begriff")
        verbose_name_plural = _("Begriffe")
        ordering = ["scheme", "position", "label", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "slug"], name="term_slug_once_per_scheme"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="term_is_not_its_own_parent",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("id")),
                name="term_does_not_replace_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """A version of this term. Where it stands and what replaces it, is no part of a version.

        What is restored would undo a move without anybody's decision, or name a term that was
        merged into another one meanwhile.
        """
        place = {"parent": self.parent_id, "replaced_by": self.replaced_by_id}
        return super().with_content_json(content | place)

    def clean(self) -> None:
        """Refuse the slug of a former term, and a place that the tree has not.

        That is below a term of another scheme, below the term itself, or on a fourth level.
        """
        super().clean()
        if (
            not self.pk
            and self.scheme_id
            and self.scheme.formerterm_set.filter(slug=self.slug).exists()
        ):
            raise ValidationError(
                {"slug": _("So hieß ein Begriff, der in einem anderen aufgegangen ist.")}
            )
        if self.parent is None:
            return
        if self.parent.scheme_id != self.scheme_id:
            raise ValidationError(
                {"parent": _("Der Oberbegriff gehört zu einer anderen Systematik.")}
            )
        tree = TermTree()
        if self.pk and self.pk in tree.ancestor_ids(self.parent.pk):
            raise ValidationError({"parent": _("Ein Begriff kann nicht unter sich selbst stehen.")})
        if tree.depth_of(self.parent.pk) + (tree.height_of(self.pk) if self.pk else 1) > LEVELS:
            raise ValidationError({"parent": _("Die Systematik hat höchstens drei Ebenen.")})


class TermText(TextRow, TermWords):
    """A term's words in one language."""

    record = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="texts", editable=False)
    record.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    class Meta(TextRow.Meta):
        verbose_name = _("Begriff in einer Sprache")
        verbose_name_plural = _("Begriffe in anderen Sprachen")
        constraints = [
            models.UniqueConstraint(fields=["record", "locale"], name="term_text_once_per_language")
        ]

    def __str__(self) -> str:
        return self.label


LEVELS = 3
"""How deep the tree may be: what counts offers under a term asks for as many levels."""


class TermTree:
    """Who stands above and below whom, read once: two integers per term."""

    def __init__(self, parents: dict[int, int | None] | None = None) -> None:
        """Read the tree, or take `parents` (term id → id of its parent) as it was read already."""
        self._parent: dict[int, int | None] = (
            dict(Term.objects.order_by().values_list("pk", "parent_id"))
            if parents is None
            else parents
        )
        self._children: dict[int, list[int]] = defaultdict(list)
        for term_id, parent_id in self._parent.items():
            if parent_id is not None:
                self._children[parent_id].append(term_id)

    def ancestor_ids(self, term_id: int) -> list[int]:
        """The term itself and everything above it, from below to above."""
        found: list[int] = []
        current: Any = term_id
        while current is not None and current not in found:
            found.append(current)
            current = self._parent.get(current)
        return found

    def depth_of(self, term_id: int) -> int:
        """On which level the term stands; 1 at the top."""
        return len(self.ancestor_ids(term_id))

    def height_of(self, term_id: int) -> int:
        """How many levels the term and what lies below it take; 1 without anything below."""
        children = self._children[term_id]
        return 1 + max((self.height_of(child) for child in children), default=0)

    def with_descendants(self, term_ids: Iterable[int]) -> set[int]:
        """The given terms and everything below them."""
        found: set[int] = set()
        waiting = list(term_ids)
        while waiting:
            term_id = waiting.pop()
            if term_id not in found:
                found.add(term_id)
                waiting.extend(self._children[term_id])
        return found
