"""What blocks change in Wagtail."""

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from blocks.rich_text import LivePageLinkHandler


@hooks.register("register_rich_text_features", order=100)
def read_links_of_a_text_together(features: FeatureRegistry) -> None:
    """Take the place of Wagtail's own handler, which is registered before."""
    features.register_link_type(LivePageLinkHandler)
