"""Networks, the region that each is responsible for, and its ways of being reached."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q, Value
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.fields import RichTextField
from wagtail.models import Page, RevisionMixin, Site

from network_core.networks.colours import TEXT_CONTRAST, WHITE, contrast
from network_core.networks.regions import KEY_PATTERN, POSTCODE_PATTERN, normalise_region_key
from network_core.networks.states import OPEN, State

COLOUR_PATTERN = r"^#[0-9a-f]{6}$"
# What the umbrella decides about a network, and no form of its settings: written by name only.
STEERED = ("state", "state_since", "successor_id")
LEGAL_TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]


def default_languages() -> list[str]:
    """German, the source of all content, is in every network's list."""
    return [settings.LANGUAGE_CODE]


class NetworkQuerySet(models.QuerySet["Network"]):
    """Ways to find a network."""

    def umbrella(self) -> "Network | None":
        """The one network flagged as umbrella, or None before it exists."""
        return self.filter(is_umbrella=True).select_related("site").first()

    def regional(self) -> Self:
        """All networks but the umbrella: those that are compared."""
        return self.filter(is_umbrella=False)

    def open(self) -> Self:
        """Those whose site visitors find: active and dormant ones."""
        return self.filter(state__in=OPEN)

    def closed(self) -> Self:
        """Those of which visitors see nothing: planned ones, and those that have ended."""
        return self.exclude(state__in=OPEN)

    def for_page(self, page: Page) -> "Network | None":
        """The network that `page` belongs to: the one with its language root above the page."""
        root = page.path[: Page.steplen * 2]
        return (
            self.filter(
                site__root_page__translation_key__in=Page.objects.filter(path=root).values(
                    "translation_key"
                )
            )
            .select_related("site")
            .first()
        )


class Network(RevisionMixin, ClusterableModel):
    """A regional alliance, or the national umbrella, with a site of its own."""

    class AddressForm(models.TextChoices):
        INFORMAL = "du", _("Du")
        FORMAL = "sie", _("Sie")

    slug = models.SlugField(_("Kürzel"), max_length=60, unique=True)
    name = models.CharField(_("Name"), max_length=200)
    short_name = models.CharField(
        _("Kurzname"),
        max_length=60,
        help_text=_("So heißt das Netzwerk in der Suche neben jedem Treffer."),
    )
    tagline = models.CharField(_("Untertitel"), max_length=200, blank=True)
    site = models.OneToOneField(
        Site, on_delete=models.PROTECT, related_name="network", verbose_name=_("Website")
    )
    is_umbrella = models.BooleanField(_("Bundesebene"), default=False)
    state = models.CharField(
        _("Stand"),
        max_length=7,
        choices=State.choices,
        default=State.ACTIVE,
        db_default=State.ACTIVE.value,
    )
    state_since = models.DateField(_("Stand seit"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Nachfolger"),
    )
    languages = models.JSONField(_("Sprachen"), default=default_languages)
    address_form = models.CharField(
        _("Anrede"), max_length=3, choices=AddressForm.choices, default=AddressForm.FORMAL
    )

    color_primary = models.CharField(
        _("Hauptfarbe"),
        max_length=7,
        default="#1d4f91",
        validators=[RegexValidator(COLOUR_PATTERN, _("Bitte eine Farbe wie #1d4f91 angeben."))],
        help_text=_("Für Kopfzeile, Links und Schaltflächen. Sie muss auf Weiß gut lesbar sein."),
    )
    color_accent = models.CharField(
        _("Akzentfarbe"),
        max_length=7,
        default="#f2b84b",
        validators=[RegexValidator(COLOUR_PATTERN, _("Bitte eine Farbe wie #1d4f91 angeben."))],
        help_text=_("Für Flächen und Linien, nie für Text."),
    )

    contact_email = models.EmailField(_("E-Mail"), blank=True)
    contact_phone = models.CharField(_("Telefon"), max_length=60, blank=True)
    contact_address = models.TextField(_("Anschrift"), blank=True)
    contact_note = models.TextField(_("Hinweis zum Kontakt"), blank=True)
    is_example_contact = models.BooleanField(
        _("Kontaktdaten sind ein Beispiel"),
        default=False,
        help_text=_("Die Website kennzeichnet die Angaben dann als Beispiel."),
    )

    coordination_name = models.CharField(_("Koordinierende Stelle"), max_length=200, blank=True)
    coordination_address = models.TextField(_("Anschrift der Koordination"), blank=True)
    coordination_represented_by = models.CharField(_("Vertreten durch"), max_length=200, blank=True)
    coordination_url = models.URLField(_("Website der Koordination"), blank=True)

    imprint_text = RichTextField(
        _("Ergänzung zum Impressum"), features=LEGAL_TEXT_FEATURES, blank=True
    )
    privacy_text = RichTextField(
        _("Ergänzung zum Datenschutz"), features=LEGAL_TEXT_FEATURES, blank=True
    )
    accessibility_text = RichTextField(
        _("Ergänzung zur Barrierefreiheit"), features=LEGAL_TEXT_FEATURES, blank=True
    )
    accessibility_checked_on = models.DateField(
        _("Barrierefreiheit zuletzt geprüft am"), null=True, blank=True
    )
    enforcement_name = models.CharField(_("Durchsetzungsstelle"), max_length=200, blank=True)
    enforcement_address = models.TextField(_("Anschrift der Durchsetzungsstelle"), blank=True)
    enforcement_url = models.URLField(_("Website der Durchsetzungsstelle"), blank=True)

    objects: ClassVar = NetworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("Netzwerk")
        verbose_name_plural = _("Netzwerke")
        ordering = ["-is_umbrella", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_umbrella"], condition=Q(is_umbrella=True), name="only_one_umbrella"
            ),
            models.CheckConstraint(
                condition=Q(color_primary__regex=COLOUR_PATTERN)
                & Q(color_accent__regex=COLOUR_PATTERN),
                name="network_colours_are_hexadecimal",
            ),
            models.CheckConstraint(
                condition=Q(address_form__in=["du", "sie"]), name="network_address_form_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="network_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(is_umbrella=False) | Q(state=State.ACTIVE), name="umbrella_is_active"
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(state=State.ENDED) & ~Q(successor=F("id")),
                name="only_what_ended_has_a_successor",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the network. What the umbrella decides is written only if `update_fields` names it.

        A form of the settings that was read before a change of the state does not undo it.
        """
        if not self._state.adding and kwargs.get("update_fields") is None:
            fields = {
                field.attname for field in self._meta.concrete_fields if not field.primary_key
            }
            children = {each.get_accessor_name() for each in get_all_child_relations(type(self))}
            kwargs["update_fields"] = sorted((fields - set(STEERED)) | children)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse languages that the platform does not know and colours that cannot be read."""
        super().clean()
        errors: dict[str, ValidationError] = {}
        known = dict(settings.LANGUAGES)
        if not isinstance(self.languages, list) or not set(self.languages) <= set(known):
            errors["languages"] = ValidationError(
                _("Diese Liste enthält eine Sprache, die es hier nicht gibt.")
            )
        elif settings.LANGUAGE_CODE not in self.languages:
            errors["languages"] = ValidationError(_("Deutsch gehört immer dazu."))
        if contrast(self.color_primary, WHITE) < TEXT_CONTRAST:
            errors["color_primary"] = ValidationError(
                _("Diese Farbe ist auf Weiß zu blass zum Lesen. Bitte eine dunklere wählen.")
            )
        if errors:
            raise ValidationError(errors)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """A version of the settings; what the umbrella decides is no part of it."""
        version = super().with_content_json(content)
        for name in STEERED:
            setattr(version, name, getattr(self, name))
        return version

    @property
    def is_open(self) -> bool:
        """Whether visitors find the site."""
        return self.state in OPEN

    @property
    def is_dormant(self) -> bool:
        """Whether nobody looks after the network now."""
        return self.state == State.DORMANT

    @property
    def is_informal(self) -> bool:
        """Whether the network addresses its visitors with „du“."""
        return self.address_form == self.AddressForm.INFORMAL

    @property
    def root_url(self) -> str:
        """Scheme, host and port of the network's site, without a slash at the end."""
        return self.site.root_url

    @cached_property
    def _area(self) -> list[tuple[str, str]]:
        """Region keys and postcodes, each after its kind, in one query."""
        keys = RegionKey.objects.filter(network=self).annotate(kind=Value("key"))
        codes = RegionPostcode.objects.filter(network=self).annotate(kind=Value("postcode"))
        both = keys.order_by().values_list("kind", "key")
        return list(both.union(codes.order_by().values_list("kind", "postcode")))

    @cached_property
    def area_keys(self) -> list[str]:
        """The region keys, read once per object."""
        return sorted(value for kind, value in self._area if kind == "key")

    @cached_property
    def area_postcodes(self) -> list[str]:
        """The postcodes that narrow the region, read once per object; usually none."""
        return sorted(value for kind, value in self._area if kind == "postcode")

    def offers_language(self, code: str) -> bool:
        """Whether the network's site exists in the language `code`."""
        return code in self.languages


class SocialLink(models.Model):
    """A profile of a network elsewhere, such as on Instagram."""

    network = ParentalKey(Network, on_delete=models.CASCADE, related_name="social_links")
    label = models.CharField(_("Bezeichnung"), max_length=60)
    url = models.URLField(_("Adresse"))

    class Meta:
        verbose_name = _("Profil")
        verbose_name_plural = _("Profile")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.label


class RegionKey(models.Model):
    """An official region key that a network is responsible for."""

    network = ParentalKey(Network, on_delete=models.CASCADE, related_name="region_keys")
    key = models.CharField(_("Regionalschlüssel"), max_length=20)

    class Meta:
        verbose_name = _("Gebiet")
        verbose_name_plural = _("Gebiete")
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["network", "key"], name="region_key_once_per_network"),
            models.CheckConstraint(
                condition=Q(key__regex=KEY_PATTERN), name="region_key_has_a_known_level"
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def clean(self) -> None:
        """Convert what was entered into the key that is stored."""
        super().clean()
        try:
            self.key = normalise_region_key(self.key)
        except ValidationError as error:
            raise ValidationError({"key": error}) from error


class RegionPostcode(models.Model):
    """A postcode that narrows a network's region to a part of a municipality."""

    network = ParentalKey(Network, on_delete=models.CASCADE, related_name="postcodes")
    postcode = models.CharField(
        _("Postleitzahl"),
        max_length=5,
        validators=[RegexValidator(POSTCODE_PATTERN, _("Eine Postleitzahl hat fünf Ziffern."))],
    )

    class Meta:
        verbose_name = _("Postleitzahl")
        verbose_name_plural = _("Postleitzahlen")
        ordering = ["postcode"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "postcode"], name="postcode_once_per_network"
            ),
            models.CheckConstraint(
                condition=Q(postcode__regex=POSTCODE_PATTERN), name="postcode_has_five_digits"
            ),
        ]

    def __str__(self) -> str:
        return self.postcode
