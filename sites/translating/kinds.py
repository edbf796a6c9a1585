"""The kinds of records whose words are translated, as data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import policy_registry

from network_core.alliance.models import (
    Agreement,
    AgreementParty,
    Meeting,
    NetworkOfTheMonth,
    Position,
    WorkingGroup,
)
from network_core.directory.models import LocalNote, Offer, Partner
from network_core.events.models import Event
from network_core.networks.models import Network
from network_core.pathways.models import Pathway, PathwayStep
from network_core.taxonomy.models import Term
from network_core.tenancy.models import User
from network_core.tenancy.policies import NetworkPolicy
from network_core.words.models import TextRow, Worded


@dataclass(frozen=True)
class WordsKind:
    """One kind of record.

    `public` finds those that visitors see. `places` are the sections of the sites where they are
    read, each with the path of fields to the slug there. `whole` names the relation to the record
    that this one is a part of, and whose rights count; empty for a record of its own.
    """

    key: str
    label: str | Promise
    model: type[Worded]
    public: Callable[[], QuerySet[Any]]
    title: Any
    places: Mapping[str, str] = field(default_factory=dict)
    whole: str = ""
    joined: tuple[str, ...] = ()
    """Relations that what people call a record reads."""

    @cached_property
    def text_model(self) -> type[TextRow]:
        """The model of the words in other languages."""
        model: type[TextRow] = self._model._meta.get_field("texts").related_model
        return model

    @cached_property
    def policy(self) -> NetworkPolicy:
        """Who may do what with the record, or with the whole that it is a part of."""
        model = self._model
        whole = model._meta.get_field(self.whole).related_model if self.whole else model
        policy: NetworkPolicy = policy_registry.get_by_type(whole)
        return policy

    @property
    def _model(self) -> Any:
        return self.model

    def of(self, network: Network) -> QuerySet[Any]:
        """The public records that `network` looks after."""
        if self.policy.network_field:
            path = "__".join(filter(None, (self.whole, self.policy.network_field)))
            return self.public().filter(**{path: network})
        return self.public() if network.is_umbrella else self.public().none()

    def with_something_to_say(self, records: QuerySet[Any]) -> QuerySet[Any]:
        """Those of `records` that have any German word to translate."""
        said = Q(pk__in=[])
        for name in self.model.word_fields:
            said |= ~Q(**{name: ""})
        return records.filter(said)

    def whole_of(self, record: Any) -> Any:
        """The record whose rights count."""
        return getattr(record, self.whole) if self.whole else record

    def network_of(self, record: Any) -> Network | None:
        """The network that looks after the record; the umbrella after what is common to all."""
        if not self.policy.network_field:
            return Network.objects.umbrella()
        return Network.objects.filter(pk=self.policy.owner_id(self.whole_of(record))).first()

    def may_publish(self, user: User, record: Any) -> bool:
        """Whether the person may publish the record, and so its words in other languages."""
        return self.policy.user_has_permission_for_instance(user, "publish", self.whole_of(record))


def _part(whole: str, name: str) -> Concat:
    return Concat(F(f"{whole}__title"), Value(": "), F(name))


KINDS: dict[str, WordsKind] = {
    kind.key: kind
    for kind in (
        WordsKind(
            "offer", _("Angebot"), Offer, Offer.objects.public, F("title"), {Offer.section: "slug"}
        ),
        WordsKind(
            "partner",
            _("Partner"),
            Partner,
            Partner.objects.public,
            F("name"),
            {Partner.section: "slug"},
        ),
        WordsKind(
            "note",
            _("Hinweis vor Ort"),
            LocalNote,
            lambda: LocalNote.objects.filter(Q(offer__live=True) | Q(partner__live=True)),
            Coalesce("offer__title", "partner__name"),
            {Offer.section: "offer__slug", Partner.section: "partner__slug"},
            joined=("network", "offer", "partner"),
        ),
        WordsKind("term", _("Begriff"), Term, Term.objects.all, F("label")),
        WordsKind(
            "pathway",
            _("Wegweiser"),
            Pathway,
            Pathway.objects.public,
            F("title"),
            {Pathway.section: "slug"},
        ),
        WordsKind(
            "step",
            _("Schritt eines Wegweisers"),
            PathwayStep,
            lambda: PathwayStep.objects.filter(pathway__live=True),
            _part("pathway", "title"),
            {Pathway.section: "pathway__slug"},
            "pathway",
        ),
        WordsKind(
            "event",
            _("Veranstaltung"),
            Event,
            Event.objects.public,
            F("title"),
            {Event.section: "slug"},
        ),
        WordsKind(
            "group",
            _("Arbeitsgruppe"),
            WorkingGroup,
            WorkingGroup.objects.public,
            F("name"),
            {WorkingGroup.section: "slug"},
        ),
        WordsKind(
            "meeting",
            _("Sitzung"),
            Meeting,
            Meeting.objects.public,
            Concat(F("group__name"), Value(": "), F("subject")),
            {WorkingGroup.section: "group__slug"},
            joined=("group",),
        ),
        WordsKind(
            "agreement",
            _("Vereinbarung"),
            Agreement,
            Agreement.objects.public,
            F("title"),
            {Agreement.section: "slug"},
        ),
        WordsKind(
            "party",
            _("Seite einer Vereinbarung"),
            AgreementParty,
            lambda: AgreementParty.objects.filter(agreement__live=True, partner__live=True),
            _part("agreement", "partner__name"),
            {Agreement.section: "agreement__slug"},
            "agreement",
            joined=("partner",),
        ),
        WordsKind(
            "position",
            _("Position"),
            Position,
            Position.objects.public,
            F("title"),
            {Position.section: "slug"},
        ),
        WordsKind(
            "award",
            _("Netzwerk des Monats"),
            NetworkOfTheMonth,
            NetworkOfTheMonth.objects.shown,
            F("network__name"),
            joined=("network",),
        ),
    )
}
PAGE = "page"
