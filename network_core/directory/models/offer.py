"""Offers: what help there is, for whom, where, when, at what cost."""

from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from network_core.directory.addresses import OFFER_SECTION
from network_core.directory.models.partner import POSITION_KNOWN_OR_NOT, POSITION_MESSAGE, Partner
from network_core.directory.models.record import SharedRecord
from network_core.directory.opening import opening_status
from network_core.directory.showing import offer_facts
from network_core.directory.visibility import OfferQuerySet
from network_core.networks.regions import KEY_PATTERN, POSTCODE_PATTERN, normalise_region_key
from network_core.taxonomy.models import Term
from network_core.words.models import TextRow

TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link"]


def _terms(scheme: str, verbose_name: object) -> ParentalManyToManyField:
    return ParentalManyToManyField(
        Term,
        blank=True,
        related_name="+",
        limit_choices_to={"scheme_id": scheme},
        verbose_name=verbose_name,
    )


class OfferWords(models.Model):
    """The words of an offer, in German on the offer itself and per language in `OfferText`."""

    title = models.CharField(_("Titel"), max_length=200)
    summary = models.TextField(
        _("Kurz gesagt"), blank=True, help_text=_("Ein bis zwei Sätze in einfacher Sprache.")
    )
    description = RichTextField(_("Beschreibung"), features=TEXT_FEATURES, blank=True)
    eligibility = models.TextField(_("Für wen"), blank=True)
    documents = models.TextField(
        _("Diese Unterlagen braucht man"), blank=True, help_text=_("Eine pro Zeile.")
    )
    steps = models.TextField(_("So geht es"), blank=True, help_text=_("Ein Schritt pro Zeile."))
    cost_note = models.CharField(_("Hinweis zu den Kosten"), max_length=300, blank=True)
    hours_note = models.CharField(_("Hinweis zu den Zeiten"), max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def document_list(self) -> list[str]:
        """The needed documents, one string each."""
        return [line.strip() for line in self.documents.splitlines() if line.strip()]

    @property
    def step_list(self) -> list[str]:
        """The steps to apply, in order."""
        return [line.strip() for line in self.steps.splitlines() if line.strip()]


class Offer(SharedRecord, OfferWords):
    """A service, benefit, group, course or place; recorded once."""

    section = OFFER_SECTION
    preview_template = "sites/offer.html"
    word_fields = (
        "title",
        "summary",
        "description",
        "eligibility",
        "documents",
        "steps",
        "cost_note",
        "hours_note",
    )

    class Cost(models.TextChoices):
        FREE = "free", _("kostenlos")
        INCOME = "income_based", _("je nach Einkommen")
        PAID = "paid", _("kostet etwas")
        UNKNOWN = "unknown", _("Kosten bitte erfragen")

    partner = models.ForeignKey(
        Partner,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offers",
        verbose_name=_("Partner"),
    )
    topics = _terms("topic", _("Themen"))
    life_situations = _terms("life_situation", _("Lebenslagen"))
    formats = _terms("format", _("Art des Angebots"))
    audiences = _terms("audience", _("Zielgruppen"))

    cost_kind = models.CharField(
        _("Kosten"), max_length=12, choices=Cost.choices, default=Cost.UNKNOWN
    )
    is_online = models.BooleanField(_("Online möglich"), default=False)
    nationwide = models.BooleanField(_("Gilt in ganz Deutschland"), default=False)
    valid_from = models.DateField(_("Gibt es ab"), null=True, blank=True)
    valid_until = models.DateField(_("Gibt es bis"), null=True, blank=True)
    source_title = models.CharField(_("Quelle"), max_length=200, blank=True)
    source_url = models.URLField(_("Adresse der Quelle"), max_length=500, blank=True)
    source_law = models.CharField(
        _("Rechtsgrundlage"),
        max_length=200,
        blank=True,
        help_text=_("Zum Beispiel „§ 1 UhVorschG“."),
    )
    text_date = models.DateField(
        _("Stand des Textes"),
        null=True,
        blank=True,
        help_text=_(
            "An diesem Tag wurde der Text nach der Quelle geschrieben. Wenn jemand die Angaben "
            "fachlich geprüft hat, wird das als Prüfung eingetragen."
        ),
    )

    replacement = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("Stattdessen"),
        help_text=_("Was man nutzen kann, wenn es dieses Angebot nicht mehr gibt."),
    )
    check_email = models.EmailField(
        _("E-Mail für Prüfungen"),
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "Hier fragen wir, ob die Angaben noch stimmen. Sie wird nirgends gezeigt. Leer: die "
            "Adresse des Partners."
        ),
    )

    objects: ClassVar = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("Angebot")
        verbose_name_plural = _("Angebote")
        ordering = ["title", "pk"]
        indexes = [
            # For counts over all offers: their long texts need not be read.
            models.Index(
                fields=["steward"],
                include=["id", "valid_until"],
                condition=Q(live=True),
                name="live_offers",
            ),
            # National offers are few, and hold everywhere.
            models.Index(fields=["steward"], condition=Q(nationwide=True), name="national_offers"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="offer_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(cost_kind__in=["free", "income_based", "paid", "unknown"]),
                name="offer_cost_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Say in words what the constraints of the database would refuse."""
        super().clean()
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValidationError({"valid_until": _("Das Ende liegt vor dem Anfang.")})
        if self.replacement_id and self.replacement_id == self.pk:
            message = _("Ein Angebot kann nicht sein eigener Ersatz sein.")
            raise ValidationError({"replacement": message})

    @property
    def words(self) -> Any:
        """As of every record; what the language says nothing about is said in German."""
        found = super().words
        return found if found is self else found.completed_from(self)

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        """What the public page is given."""
        return super().get_preview_context(request, mode_name) | offer_facts(self)

    @property
    def opening_status(self) -> str:
        """„heute bis 16 Uhr“, or an empty string when no hours are known."""
        return opening_status(self.hours.all(), timezone.localtime())

    @property
    def is_expired(self) -> bool:
        """Whether the offer no longer exists today."""
        return self.valid_until is not None and self.valid_until < timezone.localdate()

    @property
    def language_codes(self) -> list[str]:
        """Codes of the languages spoken there."""
        return [row.code for row in self.spoken_languages.all()]


class OfferText(TextRow, OfferWords):
    """An offer's words in one language."""

    record = models.ForeignKey(
        Offer, on_delete=models.CASCADE, related_name="texts", editable=False
    )
    record.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    german_stands_in = True

    class Meta(TextRow.Meta):
        verbose_name = _("Angebot in einer Sprache")
        verbose_name_plural = _("Angebote in anderen Sprachen")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "locale"], name="offer_text_once_per_language"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def german_words(self) -> tuple[str, ...]:
        """The fields that `completed_from` has filled, for their `lang` attribute."""
        return getattr(self, "_german_words", ())

    def completed_from(self, offer: Offer) -> Self:
        """Show the German words where nobody has translated any; nothing of it is to be saved."""
        if not hasattr(self, "_german_words"):
            missing = [name for name in offer.word_fields if not getattr(self, name)]
            self._german_words = tuple(name for name in missing if getattr(offer, name))
            for name in self._german_words:
                setattr(self, name, getattr(offer, name))
        return self


class OfferLanguage(models.Model):
    """A language that is spoken at an offer, as an ISO 639-1 code."""

    offer = ParentalKey(Offer, on_delete=models.CASCADE, related_name="spoken_languages")
    code = models.CharField(_("Sprache"), max_length=3)

    class Meta:
        verbose_name = _("Sprache vor Ort")
        verbose_name_plural = _("Sprachen vor Ort")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "code"], name="language_once_per_offer"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[a-z]{2,3}$"), name="language_code_is_iso_639"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class OfferPlace(Orderable):
    """A place to visit. A protected one is never shown more exactly than its town."""

    offer = ParentalKey(Offer, on_delete=models.CASCADE, related_name="places")
    name = models.CharField(_("Name des Ortes"), max_length=200, blank=True)
    street = models.CharField(_("Straße und Hausnummer"), max_length=200, blank=True)
    postal_code = models.CharField(
        _("Postleitzahl"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(POSTCODE_PATTERN, _("Eine Postleitzahl hat fünf Ziffern."))],
    )
    city = models.CharField(_("Ort"), max_length=120)
    latitude = models.FloatField(_("Breitengrad"), null=True, blank=True)
    longitude = models.FloatField(_("Längengrad"), null=True, blank=True)
    accessibility = models.TextField(_("Barrierefreiheit des Ortes"), blank=True)
    is_protected = models.BooleanField(
        _("Geschützter Ort"),
        default=False,
        help_text=_("Zum Beispiel ein Frauenhaus: Die Anschrift wird nirgends gezeigt."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("Ort des Angebots")
        verbose_name_plural = _("Orte des Angebots")
        constraints = [
            models.CheckConstraint(
                condition=POSITION_KNOWN_OR_NOT,
                name="place_position_is_on_earth",
                violation_error_message=POSITION_MESSAGE,
            ),
            models.CheckConstraint(
                condition=Q(is_protected=False)
                | Q(street="", latitude__isnull=True, longitude__isnull=True),
                name="protected_place_has_no_address",
            ),
            models.CheckConstraint(
                condition=Q(postal_code="") | Q(postal_code__regex=POSTCODE_PATTERN),
                name="place_postcode_has_five_digits",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.city

    def clean(self) -> None:
        """A protected place keeps no address at all, so that none can leak."""
        super().clean()
        if self.is_protected and (self.street or self.latitude or self.longitude):
            raise ValidationError(
                {"street": _("Bei einem geschützten Ort darf hier nichts stehen.")}
            )


class ServiceArea(models.Model):
    """An area that an offer serves: a region key, narrowed to one postcode where one is given."""

    offer = ParentalKey(Offer, on_delete=models.CASCADE, related_name="service_areas")
    key = models.CharField(_("Regionalschlüssel"), max_length=20)
    postcode = models.CharField(
        _("Postleitzahl"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(POSTCODE_PATTERN, _("Eine Postleitzahl hat fünf Ziffern."))],
    )

    class Meta:
        verbose_name = _("Einzugsgebiet")
        verbose_name_plural = _("Einzugsgebiete")
        ordering = ["key", "postcode"]
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "key", "postcode"], name="service_area_once_per_offer"
            ),
            models.CheckConstraint(
                condition=Q(key__regex=KEY_PATTERN), name="service_area_has_a_known_level"
            ),
            models.CheckConstraint(
                condition=Q(postcode="") | Q(postcode__regex=POSTCODE_PATTERN),
                name="service_area_postcode_has_five_digits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.postcode}".strip()

    def clean(self) -> None:
        """Convert what was entered into the key that is stored."""
        super().clean()
        try:
            self.key = normalise_region_key(self.key)
        except ValidationError as error:
            raise ValidationError({"key": error}) from error
