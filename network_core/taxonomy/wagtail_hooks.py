"""Put the taxonomy into the admin."""

from wagtail import hooks

from network_core.taxonomy.viewsets import TaxonomyGroup


@hooks.register("register_admin_viewset")
def taxonomy() -> TaxonomyGroup:
    """Terms and schemes."""
    return TaxonomyGroup()
