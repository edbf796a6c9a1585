"""Pictures with their credit, and files."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Picture(AbstractImage):
    """A picture; who made it is known from the start."""

    credit = models.CharField(
        _("Bildnachweis"),
        max_length=200,
        help_text=_("Wer hat das Bild gemacht, und unter welchem Recht steht es?"),
    )

    admin_form_fields = (*Image.admin_form_fields[:1], "credit", *Image.admin_form_fields[1:])

    class Meta(AbstractImage.Meta):
        verbose_name = _("Bild")
        verbose_name_plural = _("Bilder")


class Rendition(AbstractRendition):
    """A picture in one size and format."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class File(AbstractDocument):
    """A file to download."""

    is_findable = models.BooleanField(
        _("In der Suche zeigen"),
        default=True,
        db_default=True,
        help_text=_(
            "Titel und Text werden auf allen Websites gefunden, sobald das Dokument hochgeladen "
            "ist. Was in einer geschützten Sammlung liegt, wird nie gefunden."
        ),
    )

    admin_form_fields = (*Document.admin_form_fields, "is_findable")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("Dokument")
        verbose_name_plural = _("Dokumente")
