"""A block that leads to a pathway."""

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, StructBlock, StructValue

from blocks.choosers import ReadTogether
from blocks.position import heading_below
from blocks.rendering import is_preview, rendering_for
from network_core.directory.visibility import is_of_closed_network
from network_core.networks.models import Network
from network_core.pathways.models import Pathway, PathwayStep


class PathwayChooserBlock(ReadTogether):
    """Chooses a pathway; its steps come with it."""

    record_model = "pathways.Pathway"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(self.record_model, **kwargs)

    def _complete(self) -> Any:
        steps = PathwayStep.objects.with_words().order_by("sort_order", "pk")
        pathways = Pathway.objects.with_words().select_related("steward__site")
        return pathways.prefetch_related(Prefetch("steps", steps))


class PathwayBlock(StructBlock):
    """A pathway with the titles of its steps, each leading to it."""

    pathway = PathwayChooserBlock(label=_("Wegweiser"))
    show_steps = BooleanBlock(label=_("Schritte zeigen"), required=False, default=True)

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the pathway; it is None when it is not public (any more)."""
        context = super().get_context(value, parent_context=parent_context)
        pathway = value.get("pathway")
        network = rendering_for(context).network
        is_shown = pathway is not None and pathway.live
        is_shown = is_shown and not is_of_closed_network(pathway, network)
        context["pathway"] = pathway if is_shown else None
        context["url"] = _address(pathway, network) if is_shown else ""
        context["steps"] = _steps(value, pathway) if is_shown else []
        context["is_preview"] = is_preview(context)
        context["level"] = heading_below(value, context)
        return context

    def get_preview_value(self) -> Any:
        """An invented pathway."""
        value = self.normalize({**self.get_default(), "pathway": None})
        value["pathway"] = Pathway(
            title="Umziehen mit Kind",
            slug="beispiel",
            summary="Von der Kündigung bis zur neuen Schule.",
            is_example=True,
            live=True,
        )
        value.examples = [PathwayStep(title="Kündigen"), PathwayStep(title="Ummelden")]
        return value

    class Meta:
        icon = "list-ol"
        label = _("Wegweiser")
        template = "blocks/pathway.html"
        description = _("Ein Wegweiser mit seinen Schritten, immer aktuell.")


def _address(pathway: Pathway, network: Network | None) -> str:
    """Inside this site for its own pathways and national ones, else the site of the other."""
    if not pathway.steward_id or pathway.steward.is_umbrella or pathway.steward == network:
        return pathway.get_path()
    return pathway.get_canonical_url()


def _steps(value: StructValue, pathway: Pathway) -> list[PathwayStep]:
    if not value.get("show_steps"):
        return []
    examples: list[PathwayStep] | None = getattr(value, "examples", None)
    return examples or list(pathway.steps.all())
