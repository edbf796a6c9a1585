"""Towns by postcode."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network_core.networks.regions import POSTCODE_PATTERN


class Place(models.Model):
    """A town, or a part of one, with one of its postcodes. A fact that nobody edits here."""

    postcode = models.CharField(_("Postleitzahl"), max_length=5)
    name = models.CharField(_("Ort"), max_length=120)
    folded = models.CharField(max_length=130, editable=False)
    """The name as it is looked up (`names.fold`)."""
    folded_short = models.CharField(max_length=130, editable=False)
    """The same without what only tells it from others, such as „im Harz“."""
    key = models.CharField(
        _("Kreisschlüssel"),
        max_length=5,
        blank=True,
        help_text=_("Die ersten fünf Ziffern des Regionalschlüssels."),
    )
    district = models.CharField(_("Kreis"), max_length=120, blank=True, db_default="")
    latitude = models.FloatField(_("Breitengrad"))
    longitude = models.FloatField(_("Längengrad"))
    is_bulk = models.BooleanField(
        _("Großempfänger"),
        default=False,
        help_text=_("Eine Postleitzahl von Firmen und Ämtern: Niemand wohnt dort."),
    )

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        verbose_name = _("Ort")
        verbose_name_plural = _("Orte")
        ordering = ["postcode", "name"]
        indexes = [
            models.Index(fields=["folded"], name="place_by_name"),
            models.Index(fields=["folded_short"], name="place_by_short_name"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["postcode", "name"], name="place_once_per_postcode"),
            models.CheckConstraint(
                condition=Q(postcode__regex=POSTCODE_PATTERN), name="place_has_a_postcode"
            ),
            models.CheckConstraint(
                condition=Q(key="") | Q(key__regex=r"^\d{5}$"), name="place_key_is_of_a_district"
            ),
            models.CheckConstraint(
                condition=Q(
                    latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180
                ),
                name="place_is_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.postcode} {self.name}"
