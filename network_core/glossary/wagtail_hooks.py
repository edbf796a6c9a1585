"""Put the glossary into the admin."""

from wagtail import hooks

from network_core.glossary.viewsets import GlossaryTermViewSet


@hooks.register("register_admin_viewset")
def glossary() -> GlossaryTermViewSet:
    """The viewset of fixed terms."""
    return GlossaryTermViewSet()
