"""Partners in search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.db.models.expressions import Combinable
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from network_core.directory.models import Membership, Partner, PartnerText
from search.documents.base import Draft, HitContext, holding, stands_for
from search.documents.records import RecordSource
from search.engines.base import IndexDocument


class PartnerSource(RecordSource):
    """One document per language in which something is said about a partner."""

    type = "partner"
    label = _("Partner")
    model = Partner
    title = "name"
    is_title_translated = False

    def pks(self) -> Iterable[int]:
        """All partners."""
        return Partner.objects.order_by("pk").values_list("pk", flat=True).iterator()

    def documents(self, pks: Sequence[int]) -> Iterator[tuple[int, tuple[IndexDocument, ...]]]:
        """The documents of those partners that are live."""
        partners = (
            Partner.objects.public()
            .filter(pk__in=pks)
            .select_related("steward")
            .prefetch_related(
                "hidden_by__network",
                Prefetch(
                    "memberships",
                    Membership.objects.current().select_related("network"),
                    to_attr="current_memberships",
                ),
                Prefetch(
                    "texts",
                    PartnerText.objects.filter(live=True).select_related("locale"),
                    to_attr="live_texts",
                ),
            )
        )
        for partner in partners:
            yield partner.pk, tuple(self._documents(partner))

    def _documents(self, partner: Partner) -> Iterator[IndexDocument]:
        networks = {partner.steward.slug}
        networks.update(
            each.network.slug for each in partner.current_memberships if each.network.is_open
        )
        readings = {text.locale.language_code: text for text in partner.live_texts}
        readings["de"] = partner
        for language, words in readings.items():
            with translation.override(language):
                kind = str(partner.get_kind_display())
            yield Draft(
                type=self.type,
                pk=partner.pk,
                language=language,
                stands_for=stands_for(language, readings),
                title=partner.name,
                lead=words.summary,
                mentions=[kind, partner.city, partner.postal_code],
                body=[
                    words.description,
                    partner.street,
                    *(partner.phone, partner.email, partner.website),
                ],
                facets={
                    "network": networks,
                    "hidden_in": [hidden.network.slug for hidden in partner.hidden_by.all()],
                },
            ).build()

    def named(self, words: Sequence[str], limit: int) -> list[int]:
        """Public ones by title and summary."""
        found = holding(Partner.objects.public(), ["name", "summary"], words)
        return list(found.order_by("pk").values_list("pk", flat=True)[:limit])

    def shown(self, pks: Sequence[int], context: HitContext) -> QuerySet:
        """Live partners that the asking network does not hide."""
        return Partner.objects.reachable_on(context.network).filter(pk__in=pks)

    def columns(self, context: HitContext) -> dict[str, Combinable]:
        """A network's members are its own."""
        membership = Membership.objects.current().filter(
            partner=OuterRef("pk"), network=context.network
        )
        return {"is_own": Exists(membership)}
