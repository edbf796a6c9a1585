"""Fixed terms and how they are rendered, the same in all networks."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib import admin
from django.db import models
from django.db.models import Prefetch, Q
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import RevisionMixin

LANGUAGES = [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def lines(text: str) -> list[str]:
    """The lines of a text that say something, each once."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


class GlossaryTermQuerySet(models.QuerySet["GlossaryTerm"]):
    """Querysets of fixed terms."""

    def rendered_in(self, language: str) -> "GlossaryTermQuerySet":
        """Those that have a rendering in `language`, each with it in `rendered`; two queries."""
        renderings = Rendering.objects.filter(language=language)
        return self.filter(renderings__language=language).prefetch_related(
            Prefetch("renderings", renderings, to_attr="rendered")
        )


class GlossaryTerm(RevisionMixin, ClusterableModel):
    """A German term that is said in the same words wherever it returns."""

    german = models.CharField(_("Deutscher Begriff"), max_length=120, unique=True)
    spellings = models.TextField(
        _("Andere Schreibweisen"),
        max_length=2_000,
        blank=True,
        help_text=_(
            "Abkürzungen und andere Wörter für dasselbe, eines pro Zeile. Gebeugte Formen und "
            "Zusammensetzungen („Unterhaltsvorschussstelle“) werden von selbst erkannt."
        ),
    )
    note = models.TextField(
        _("Hinweis"),
        max_length=1_000,
        blank=True,
        help_text=_("Was beim Übersetzen zu beachten ist; steht neben dem Text."),
    )
    source = models.CharField(
        _("Quelle"), max_length=200, blank=True, help_text=_("Zum Beispiel „§ 6a BKGG“.")
    )

    objects: ClassVar[Any] = GlossaryTermQuerySet.as_manager()

    class Meta:
        verbose_name = _("Fester Begriff")
        verbose_name_plural = _("Glossar")
        ordering = ["german", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(german=""), name="glossary_term_has_a_name")
        ]

    def __str__(self) -> str:
        return self.german

    @property
    def wordings(self) -> list[str]:
        """The term and its other spellings."""
        return [self.german, *lines(self.spellings)]

    @property
    @admin.display(description=_("So heißt es in anderen Sprachen"))
    def renderings_shown(self) -> str:
        """All renderings, for those who may not change them; one query."""
        return format_html_join(
            "",
            "<div>{}: {}</div>",
            (
                (each.get_language_display(), " / ".join(each.allowed))
                for each in self.renderings.all()
            ),
        )


class Rendering(models.Model):
    """How a term is said in one language."""

    term = ParentalKey(GlossaryTerm, on_delete=models.CASCADE, related_name="renderings")
    language = models.CharField(_("Sprache"), max_length=15, choices=LANGUAGES)
    text = models.CharField(_("Feste Übersetzung"), max_length=200)
    alternatives = models.TextField(
        _("Auch erlaubt"),
        max_length=2_000,
        blank=True,
        help_text=_("Andere Wörter, mit denen der Text richtig ist, eines pro Zeile."),
    )
    note = models.CharField(_("Hinweis für diese Sprache"), max_length=300, blank=True)

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Übersetzung eines festen Begriffs")
        verbose_name_plural = _("Übersetzungen fester Begriffe")
        ordering = ["term", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "language"],
                name="term_rendered_once_per_language",
                violation_error_message=_("Diese Sprache steht schon weiter oben."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.language})"

    @property
    def allowed(self) -> list[str]:
        """The fixed wording and the other ones that are right, too."""
        return [self.text, *lines(self.alternatives)]
