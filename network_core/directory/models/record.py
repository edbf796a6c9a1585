"""What partners and offers have in common: draft and history, a steward, an address."""

from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    Workflow,
    WorkflowMixin,
)

from network_core.directory.addresses import (
    canonical_language,
    canonical_network,
    record_path,
)
from network_core.networks.models import Network
from network_core.words.models import Worded
from network_core.words.whole import PublishedAsAWhole


class SharedRecord(
    PublishedAsAWhole,
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    Worded,
    ClusterableModel,
):
    """A record that exists once, is looked after by one network and shown by many."""

    section: ClassVar[str]
    preview_template: ClassVar[str]

    slug = models.SlugField(
        _("Kürzel in der Adresse"),
        max_length=120,
        unique=True,
        help_text=_("Zum Beispiel „unterhaltsvorschuss“. Später möglichst nicht mehr ändern."),
    )
    steward = models.ForeignKey(
        Network,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("Gepflegt von"),
        help_text=_("Dieses Netzwerk pflegt den Eintrag für alle."),
    )
    is_example = models.BooleanField(
        _("Beispiel"),
        default=False,
        help_text=_("Erfundener Eintrag, der auf der Website als Beispiel gekennzeichnet wird."),
    )
    updated_at = models.DateTimeField(_("Zuletzt geändert"), auto_now=True)

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )

    class Meta:
        abstract = True

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """A version of this record. Whose it is, is no part of a version.

        A version that was scheduled, or is restored, must not bring a former steward back.
        """
        version = super().with_content_json(content)
        # Records of one network, such as events, name that network instead.
        if "steward" in {field.name for field in self._meta.concrete_fields}:
            version.steward_id = self.steward_id
        return version

    def get_workflow(self) -> Workflow | None:
        """Who approves: the same people as for the pages of the network that looks after it."""
        if not self.steward_id:
            return None
        return self.steward.site.root_page.get_workflow()

    @property
    def revisions(self) -> Any:
        """All saved versions, the newest last."""
        return self._revisions

    def get_path(self, language: str | None = None) -> str:
        """The path of this record on any network's site, in `language` (default: the active)."""
        return record_path(self.section, self.slug, language or get_language() or "de")

    def get_canonical_url(
        self, language: str | None = None, umbrella: Network | None = None
    ) -> str:
        """The full address that search engines shall keep.

        Pass `umbrella` to save the query for it.
        """
        wanted = language or get_language() or "de"
        if umbrella is None and not self.steward.offers_language(wanted):
            umbrella = Network.objects.umbrella()
        network = canonical_network(self.steward, wanted, umbrella)
        return network.root_url + self.get_path(canonical_language(network, wanted))

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        """What the public page is given, as far as a draft has it."""
        names = {str(self._meta.model_name): self, "words": self.words}
        return super().get_preview_context(request, mode_name) | names

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        """The template of the public page."""
        return self.preview_template
