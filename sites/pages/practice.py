"""Examples of practice, from professionals for professionals."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import Tag, TaggedItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from network_core.directory.models import Partner
from sites.pages.base import NetworkPage

PER_PAGE = 12
FIELDS = 30


class FieldOfWork(TaggedItemBase):
    """A field of work that an example of practice belongs to; editors name the fields."""

    content_object = ParentalKey(
        "sites.PracticePage", on_delete=models.CASCADE, related_name="field_items"
    )


class PracticeIndexPage(NetworkPage, Page):
    """The examples, narrowed by field of work."""

    template = "sites/practice_index.html"
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, *NetworkPage.text_panels]
    parent_page_types: ClassVar[list[str]] = ["sites.HomePage", "sites.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["sites.PracticePage"]

    class Meta:
        verbose_name = _("Sammlung von Praxisbeispielen")
        verbose_name_plural = _("Sammlungen von Praxisbeispielen")

    def examples(self) -> "QuerySet[PracticePage]":
        """The public examples, newest first."""
        return PracticePage.objects.child_of(self).live().public().order_by("-date", "-pk")

    def used_fields(self) -> "QuerySet[Tag]":
        """The fields of work of the public examples with their numbers, by name."""
        rows = FieldOfWork.objects.filter(content_object__in=self.examples().order_by())
        fields = Tag.objects.filter(sites_fieldofwork_items__in=rows)
        return fields.annotate(uses=Count("sites_fieldofwork_items")).order_by("name")[:FIELDS]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add one page of examples; `?feld=` in the address names a field of work."""
        context = super().get_context(request, *args, **kwargs)
        fields = list(self.used_fields())
        asked = request.GET.get("feld", "")
        active = next((field for field in fields if field.slug == asked), None)
        examples = self.examples().prefetch_related("field_items__tag")
        if active:
            examples = examples.filter(field_items__tag=active)
        page = Paginator(examples, PER_PAGE).get_page(request.GET.get("p"))
        return context | {
            "examples": page,
            "page_obj": page,
            "fields": fields,
            "active_field": active,
            "query_string": urlencode({"feld": active.slug}) if active else "",
        }


class PracticePage(NetworkPage, Page):
    """One example: in which field, with what aim, and what worked."""

    date = models.DateField(_("Datum"), default=timezone.localdate)
    fields_of_work = ClusterTaggableManager(
        through=FieldOfWork,
        verbose_name=_("Arbeitsfelder"),
        help_text=_("Zum Beispiel: Männer- und Jungenarbeit. Mehrere mit Komma trennen."),
    )
    aim = models.TextField(
        _("Ziel"), max_length=1000, help_text=_("Was sollte sich für wen ändern?")
    )
    what_worked = models.TextField(
        _("Was gelungen ist"),
        max_length=2000,
        help_text=_("Was hat gewirkt, und woran war das zu merken?"),
    )
    partner = models.ForeignKey(
        Partner,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Partner"),
        help_text=_("Wer die Praxis erprobt hat und gefragt werden kann."),
    )
    contact_name = models.CharField(_("Kontakt"), max_length=200, blank=True)
    contact_email = models.EmailField(_("E-Mail"), blank=True)
    contact_phone = models.CharField(_("Telefon"), max_length=60, blank=True)
    is_example = models.BooleanField(
        _("Erfunden"),
        default=False,
        help_text=_("Die Website kennzeichnet die Seite dann als Beispiel."),
    )

    template = "sites/practice.html"
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("fields_of_work"),
        FieldPanel("introduction"),
        FieldPanel("aim"),
        FieldPanel("what_worked"),
        FieldPanel("body"),
        FieldPanel("partner"),
        FieldPanel("contact_name"),
        FieldPanel("contact_email"),
        FieldPanel("contact_phone"),
        FieldPanel("is_example"),
    ]
    parent_page_types: ClassVar[list[str]] = ["sites.PracticeIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("Praxisbeispiel")
        verbose_name_plural = _("Praxisbeispiele")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the fields of work, each leading to the examples of the same field."""
        context = super().get_context(request, *args, **kwargs)
        context["fields"] = list(self.fields_of_work.all())
        context["index_url"] = self.get_url(request).rsplit("/", 2)[0] + "/"
        return context

    @property
    def tags(self) -> Any:
        """The fields of work, under the name that the search reads keywords by."""
        return self.fields_of_work

    @property
    def search_texts(self) -> list[str]:
        """What the search reads besides the body."""
        return [self.aim, self.what_worked]

    @property
    def shown_fields(self) -> list[str]:
        """The names of the fields of work, from what was read together with a list."""
        return sorted(item.tag.name for item in self.field_items.all())
