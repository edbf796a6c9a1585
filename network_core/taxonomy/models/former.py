"""Terms that were merged into others: their slugs stand in addresses and files for ever."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network_core.taxonomy.models.term import Scheme, Term


class FormerTerm(models.Model):
    """The slug of a term that is gone, and the term that has taken its place."""

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, verbose_name=_("Systematik"))
    slug = models.SlugField(_("Kürzel"), max_length=80)
    label = models.CharField(_("Bezeichnung"), max_length=120)
    successor = models.ForeignKey(
        Term, on_delete=models.CASCADE, related_name="former_terms", verbose_name=_("Nachfolger")
    )
    merged_at = models.DateTimeField(_("Zusammengeführt am"), default=timezone.now)

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("früherer Begriff")
        verbose_name_plural = _("frühere Begriffe")
        ordering = ["scheme", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "slug"], name="former_term_slug_once_per_scheme"
            )
        ]

    def __str__(self) -> str:
        return self.label
