"""What Wagtail's migrations leave in every database, and a test that commits sweeps away."""

from wagtail.models import Collection, Locale, Page


def lay_ground() -> Page:
    """The root of the page tree, with the source language and the root collection beside it."""
    locale, _is_new = Locale.objects.get_or_create(language_code="de")
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    root = Page.get_first_root_node()
    return root or Page.add_root(instance=Page(title="Wurzel", slug="wurzel", locale=locale))
