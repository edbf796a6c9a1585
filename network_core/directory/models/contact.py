"""Ways to reach whoever runs an offer."""

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from network_core.directory.phone import is_phone_number


class ContactPoint(Orderable):
    """One telephone number, mail address, web address or messenger of an offer."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("Telefon")
        EMAIL = "email", _("E-Mail")
        WEB = "web", _("Website")
        MESSENGER = "messenger", _("Messenger")

    offer = ParentalKey("directory.Offer", on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(_("Art"), max_length=12, choices=Kind.choices)
    value = models.CharField(_("Nummer oder Adresse"), max_length=300)
    label = models.CharField(
        _("Wofür oder für wen"),
        max_length=120,
        blank=True,
        help_text=_("Zum Beispiel „Anmeldung“."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("Kontaktweg")
        verbose_name_plural = _("Kontaktwege")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["phone", "email", "web", "messenger"]),
                name="contact_kind_is_known",
            )
        ]

    def __str__(self) -> str:
        return self.value

    def clean(self) -> None:
        """Refuse a value that cannot be dialled, written to or opened."""
        super().clean()
        try:
            if self.kind == self.Kind.EMAIL:
                EmailValidator()(self.value)
            elif self.kind == self.Kind.WEB:
                URLValidator(schemes=["http", "https"])(self.value)
            elif self.kind == self.Kind.PHONE and not is_phone_number(self.value):
                raise ValidationError(_("Diese Telefonnummer kann nicht gewählt werden."))
        except ValidationError as error:
            raise ValidationError({"value": error}) from error
