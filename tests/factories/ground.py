"""What Wagtail's migrations leave in every database, and a test that commits sweeps away."""

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, Locale, Page


def lay_ground() -> Page:
    """The root of the page tree, with the source language and the root collection beside it."""
    locale, _is_new = Locale.objects.get_or_create(language_code="de")
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    # Made by a migration of wagtail-localize, not from its models.
    Permission.objects.get_or_create(
        content_type=ContentType.objects.get_or_create(
            app_label="wagtail_localize", model="translation"
        )[0],
        codename="submit_translation",
    )
    root = Page.get_first_root_node()
    return root or Page.add_root(instance=Page(title="Wurzel", slug="wurzel", locale=locale))
