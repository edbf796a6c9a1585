"""What all pages share. A mixin, because wagtail-localize 1.14 does not know custom base pages."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from blocks.streams import BodyStream
from network_core.directory.models import FormerAddress
from network_core.tenancy.models import User
from network_core.tenancy.page_forms import TenantPageForm
from network_core.tenancy.page_permissions import OwnPagePermissions
from network_core.words.whole import PublishedAsAWhole
from sites.frame import Crumb, breadcrumb_of
from sites.versions import versions_of_page


class NetworkPage(PublishedAsAWhole):
    """Lead, body of blocks, breadcrumb and the versions in other languages."""

    introduction = models.TextField(
        _("Einleitung"),
        blank=True,
        max_length=600,
        help_text=_("Ein bis drei Sätze, die sagen, worum es auf dieser Seite geht."),
    )
    body = StreamField(BodyStream(), blank=True, verbose_name=_("Inhalt"))

    base_form_class = TenantPageForm
    text_panels: ClassVar[list[Any]] = [FieldPanel("introduction"), FieldPanel("body")]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the frame around every page shows."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        page: Page = self
        context["breadcrumb"] = self.get_breadcrumb(request)
        context["alternates"] = versions_of_page(request, page)
        context["canonical_url"] = page.get_full_url(request)
        return context

    def permissions_for_user(self, user: User) -> OwnPagePermissions:
        """What the person may do with the page."""
        return OwnPagePermissions(user, self)

    def get_breadcrumb(self, request: HttpRequest) -> list[Crumb]:
        """The way from the home page to this one."""
        return breadcrumb_of(request, self)


class FixedSlug(models.Model):
    """A page that other parts of the platform find by its address, once in every language tree."""

    fixed_slug: ClassVar[str]

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Put the slug in place before Wagtail makes one from the title."""
        self.slug = self.fixed_slug
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        """Say why the address cannot be another one."""
        super().clean()
        if self.slug != self.fixed_slug:
            raise ValidationError(
                {"slug": _("Die Adresse dieser Seite ist fest: %s") % self.fixed_slug}
            )


def redirect_to_successor(section: str, slug: str) -> HttpResponse:
    """Lead the address of a record that was merged into another one to that one, for ever.

    Raises Http404 where nothing has taken its place.
    """
    record = FormerAddress.objects.leading_to(section, slug)
    if record is None or not record.live:
        raise Http404
    return redirect(record.get_path(), permanent=True)
