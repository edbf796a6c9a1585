"""Partners and their membership in networks."""

from datetime import date
from typing import ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin

from network_core.directory.addresses import PARTNER_SECTION
from network_core.directory.models.record import SharedRecord
from network_core.networks.models import Network
from network_core.networks.openness import of_open_network, seen_on
from network_core.networks.regions import POSTCODE_PATTERN
from network_core.words.models import TextRow, WordsQuerySet

# A comparison with NULL is not false for a constraint, so half a position needs a word of its own.
POSITION_KNOWN_OR_NOT = Q(latitude__isnull=True, longitude__isnull=True) | Q(
    latitude__isnull=False,
    longitude__isnull=False,
    latitude__gte=-90,
    latitude__lte=90,
    longitude__gte=-180,
    longitude__lte=180,
)
POSITION_MESSAGE = _("Bitte Breiten- und Längengrad angeben, oder keins von beiden.")


PARTNER_KINDS = (
    "municipality",
    "equality",
    "jobcenter",
    "welfare",
    "advice",
    "education",
    "employment",
    "association",
    "company",
    "state",
    "other",
)


class PartnerQuerySet(WordsQuerySet):
    """Which partners the public sees."""

    def public(self) -> Self:
        """Partners that are live, of open networks."""
        return self.filter(of_open_network("steward"), live=True)

    def public_on(self, site: Network) -> Self:
        """The same on the site of one network; on a closed one its team sees its own, too."""
        return self.filter(seen_on(site, "steward"), live=True)

    def shown_by(self, network: Network) -> Self:
        """Public partners of the directory of one network.

        The umbrella shows the partners of all networks; every other network its members and the
        records that it looks after.
        """
        return self.public_on(network).meant_for(network)

    def meant_for(self, network: Network) -> Self:
        """What `shown_by` finds, with what is not public (any more)."""
        kept = self.exclude(pk__in=network.hidden_partners.values("partner"))
        if network.is_umbrella:
            return kept
        members = Membership.objects.current().filter(network=network).values("partner")
        return kept.filter(Q(steward=network) | Q(pk__in=members))

    def reachable_on(self, network: Network) -> Self:
        """Public partners that have a page on the network's site: all but those that it hides."""
        return self.public_on(network).exclude(pk__in=network.hidden_partners.values("partner"))


class PartnerWords(models.Model):
    """What is said about a partner, per language. Its name is not translated."""

    summary = models.TextField(
        _("Kurz gesagt"), blank=True, help_text=_("Ein bis zwei Sätze in einfacher Sprache.")
    )
    description = models.TextField(_("Beschreibung"), blank=True)

    class Meta:
        abstract = True


class Partner(SharedRecord, PartnerWords):
    """An organisation, recorded once."""

    section = PARTNER_SECTION
    word_fields = ("summary", "description")
    preview_template = "sites/partner.html"

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Stadt, Landkreis, Bezirk")
        EQUALITY = "equality", _("Gleichstellung")
        JOBCENTER = "jobcenter", _("Jobcenter und Arbeitsagentur")
        WELFARE = "welfare", _("Wohlfahrtsverband")
        ADVICE = "advice", _("Beratungsstelle")
        EDUCATION = "education", _("Bildung")
        EMPLOYMENT = "employment", _("Arbeit und Qualifizierung")
        ASSOCIATION = "association", _("Verein und Initiative")
        COMPANY = "company", _("Unternehmen")
        STATE = "state", _("Land und Bund")
        OTHER = "other", _("Sonstige")

    name = models.CharField(_("Name"), max_length=200)
    kind = models.CharField(_("Art"), max_length=20, choices=Kind.choices, default=Kind.OTHER)
    street = models.CharField(_("Straße und Hausnummer"), max_length=200, blank=True)
    postal_code = models.CharField(
        _("Postleitzahl"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(POSTCODE_PATTERN, _("Eine Postleitzahl hat fünf Ziffern."))],
    )
    city = models.CharField(_("Ort"), max_length=120, blank=True)
    latitude = models.FloatField(_("Breitengrad"), null=True, blank=True)
    longitude = models.FloatField(_("Längengrad"), null=True, blank=True)
    phone = models.CharField(_("Telefon"), max_length=60, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    website = models.URLField(_("Website"), blank=True)
    check_email = models.EmailField(
        _("E-Mail für Prüfungen"),
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "Hier fragen wir, ob die Angaben noch stimmen. Sie wird nirgends gezeigt. Leer: die "
            "öffentliche E-Mail-Adresse."
        ),
    )
    logo = models.ForeignKey(
        "media.Picture",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Logo"),
    )

    objects: ClassVar = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("Partner")
        verbose_name_plural = _("Partner")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=POSITION_KNOWN_OR_NOT,
                name="partner_position_is_on_earth",
                violation_error_message=POSITION_MESSAGE,
            ),
            models.CheckConstraint(
                condition=Q(postal_code="") | Q(postal_code__regex=POSTCODE_PATTERN),
                name="partner_postcode_has_five_digits",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=PARTNER_KINDS), name="partner_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """Partners and offers are listed side by side; a partner's title is its name."""
        return self.name


class PartnerText(TextRow, PartnerWords):
    """A partner's words in one language."""

    record = models.ForeignKey(
        Partner, on_delete=models.CASCADE, related_name="texts", editable=False
    )
    record.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    class Meta(TextRow.Meta):
        verbose_name = _("Partner in einer Sprache")
        verbose_name_plural = _("Partner in anderen Sprachen")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "locale"], name="partner_text_once_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record} ({self.locale})"


class MembershipQuerySet(models.QuerySet):
    """Which memberships count."""

    def current(self, on: date | None = None) -> Self:
        """Memberships that hold on the day `on` (default: today)."""
        day = on or timezone.localdate()
        return self.filter(
            Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gte=day)
        )


class Membership(RevisionMixin, models.Model):
    """A partner's part in a network."""

    class Role(models.TextChoices):
        COORDINATION = "coordination", _("Koordination")
        MEMBER = "member", _("Mitglied")
        ALLY = "ally", _("Verbündete")

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("Netzwerk")
    )
    partner = models.ForeignKey(
        Partner, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("Partner")
    )
    role = models.CharField(_("Rolle"), max_length=20, choices=Role.choices, default=Role.MEMBER)
    since = models.DateField(_("Seit"), null=True, blank=True)
    until = models.DateField(_("Bis"), null=True, blank=True)

    objects: ClassVar = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mitgliedschaft")
        verbose_name_plural = _("Mitgliedschaften")
        ordering = ["network", "partner", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "partner", "since"], name="membership_begins_once"
            ),
            models.UniqueConstraint(
                fields=["network", "partner"],
                condition=Q(since__isnull=True),
                name="membership_of_unknown_begin_once",
                violation_error_message=_("Dieser Partner ist schon eingetragen."),
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="membership_ends_after_it_began",
                violation_error_message=_("Das Ende liegt vor dem Anfang."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=["coordination", "member", "ally"]),
                name="membership_role_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner} – {self.network}"
