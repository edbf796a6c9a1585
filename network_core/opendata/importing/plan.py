"""What an import would do: each item against the record that it stands for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from network_core.directory.models import Offer, Partner
from network_core.networks.models import Network
from network_core.opendata.importing import values
from network_core.opendata.importing.checking import check
from network_core.opendata.importing.items import Item, Problems, Values
from network_core.opendata.importing.records import (
    MODELS,
    empty,
    label_of,
    readable,
    same,
    snapshot,
    town_only,
)
from network_core.opendata.models import ForeignRecord


class Outcome(StrEnum):
    """What becomes of an item."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"


@dataclass
class Entry:
    """An item, the record that it stands for, and what is to be done with it."""

    item: Item
    origin: ForeignRecord | None = None
    record: Partner | Offer | None = None
    outcome: Outcome = Outcome.NEW
    wanted: Values = field(default_factory=dict)
    now: Values = field(default_factory=dict)
    changes: list[str] = field(default_factory=list)
    reason: str = ""

    @property
    def kind(self) -> str:
        """`partner` or `offer`."""
        return self.item.kind

    @property
    def title(self) -> str:
        """The name that the source gives it."""
        return str(self.wanted.get("title") or self.wanted.get("name") or self.item.foreign_id)

    @property
    def kind_label(self) -> str:
        """„Partner“ or „Angebot“."""
        return str(MODELS[self.kind]._meta.verbose_name)

    @property
    def change_labels(self) -> list[str]:
        """The changed fields as the admin calls them."""
        return [label_of(self.kind, name) for name in self.changes]


@dataclass
class Plan:
    """The entries of an import, partners first."""

    entries: list[Entry]
    missing: list[ForeignRecord]
    """Records of earlier imports that the source no longer has. They stay as they are."""

    def count(self, outcome: Outcome) -> int:
        """How many items have this outcome."""
        return sum(entry.outcome == outcome for entry in self.entries)


class Planner:
    """Makes the plan of one import into `network` from `source`; writes nothing."""

    def __init__(
        self, network: Network, source: str, problems: Problems, *, other_networks: bool
    ) -> None:
        """With `other_networks` the source may also say who is a member of another network."""
        self.network = network
        self.source = source
        self.problems = problems
        self.partner_slugs: dict[str, int] = {}
        self.given_slugs: dict[str, set[str]] = {}
        self.joinable = {network.slug}
        if other_networks:
            self.joinable.update(Network.objects.values_list("slug", flat=True))

    def plan(self, items: list[Item], kinds: set[str]) -> Plan:
        """The plan for all items; whatever is wrong with them is noted as a problem."""
        self._check_ids(items)
        origins = {
            (origin.kind, origin.foreign_id): origin
            for origin in ForeignRecord.objects.filter(network=self.network, source=self.source)
        }
        records = {
            kind: {
                record.pk: record
                for record in readable(kind).filter(
                    pk__in=[getattr(o, f"{kind}_id") for o in origins.values() if o.kind == kind]
                )
            }
            for kind in MODELS
        }
        taken = {
            kind: dict(model._default_manager.order_by().values_list("slug", "pk"))
            for kind, model in MODELS.items()
        }
        self.given_slugs = {
            kind: {item.slug for item in items if item.kind == kind} for kind in MODELS
        }
        # People name a partner that is here already by its slug.
        # Drafts of other networks are nobody's business here.
        visible = Partner.objects.filter(Q(live=True) | Q(steward=self.network)).order_by()
        self.partner_slugs = dict(visible.values_list("slug", "pk"))
        entries = []
        for item in items:
            origin = origins.get((item.kind, item.foreign_id))
            entry = Entry(item, origin)
            if origin is not None:
                entry.record = records[item.kind].get(getattr(origin, f"{item.kind}_id"))
            else:
                self._find_slug(entry, taken[item.kind])
            entries.append(entry)
        self._hide_addresses(entries)
        partners = {entry.item.foreign_id: entry for entry in entries if entry.kind == "partner"}
        for entry in entries:
            entry.wanted = self._wanted(entry, partners, origins)
            check(Item(**(vars(entry.item) | {"values": entry.wanted})), self.problems)
            if not entry.reason:
                self._judge(entry)
        found = {(item.kind, item.foreign_id) for item in items}
        missing = [
            origin for key, origin in origins.items() if key not in found and key[0] in kinds
        ]
        return Plan(entries, missing)

    def _check_ids(self, items: Iterable[Item]) -> None:
        seen: dict[tuple[str, str, str], str] = {}
        for item in items:
            for name, value in (("id", item.foreign_id), ("slug", item.slug)):
                if not value:
                    continue
                first = seen.setdefault((item.kind, name, value), item.row)
                if first is not item.row:
                    self.problems.error(
                        item.row,
                        item.id_field if name == "id" else label_of(item.kind, "slug"),
                        _("„%(value)s“ steht schon in: %(row)s.")
                        % {"value": value[:80], "row": first},
                    )

    def _find_slug(self, entry: Entry, taken: dict[str, int]) -> None:
        """Give a new item its slug; one that is taken here already is a conflict."""
        item = entry.item
        name = item.values.get("title") or item.values.get("name") or item.foreign_id
        if item.slug in taken:
            entry.outcome = Outcome.CONFLICT
            pk = taken[item.slug]
            visible = Q(live=True) | Q(steward=self.network)
            entry.record = MODELS[item.kind]._default_manager.filter(visible, pk=pk).first()
            entry.reason = _(
                "Einen Eintrag mit dem Kürzel „%(slug)s“ gibt es schon. Er kommt nicht aus dieser "
                "Quelle und bleibt, wie er ist."
            ) % {"slug": item.slug}
            return
        base = item.slug or values.slug_of(str(name)) or "eintrag"
        slug, number = base, 2
        while slug in taken or (not item.slug and slug in self.given_slugs[item.kind]):
            slug, number = f"{base}-{number}", number + 1
        item.slug = slug
        taken[slug] = 0

    def _hide_addresses(self, entries: list[Entry]) -> None:
        """A partner without coordinates whose offer is at a protected place keeps its town only."""
        hidden = {e.item.partner_id for e in entries if e.item.hides_address}
        known = [e.record.pk for e in entries if e.kind == "partner" and e.record is not None]
        protected = set(
            Offer.objects.filter(partner__in=known, places__is_protected=True).values_list(
                "partner_id", flat=True
            )
        )
        for entry in entries:
            if entry.kind != "partner" or entry.item.values.get("latitude") is not None:
                continue
            if entry.item.foreign_id in hidden or (entry.record and entry.record.pk in protected):
                entry.item.values = town_only(entry.item.values)

    def _wanted(
        self,
        entry: Entry,
        partners: dict[str, Entry],
        origins: dict[tuple[str, str], ForeignRecord],
    ) -> Values:
        wanted = dict(entry.item.values)
        if "memberships" in wanted:
            wanted["memberships"] = self._memberships(entry)
        if entry.kind == "offer" and entry.item.partner_id:
            wanted["partner"] = self._partner_pk(entry, partners, origins)
        if entry.item.is_complete and entry.origin is not None:
            for name in entry.origin.last_import:
                if name not in wanted:
                    wanted[name] = empty(entry.kind, name)
        return wanted

    def _memberships(self, entry: Entry) -> list[list[str]]:
        kept = []
        for slug, role in entry.item.values["memberships"]:
            if slug in self.joinable:
                kept.append([slug, role])
            else:
                self.problems.hint(
                    entry.item.row,
                    "memberships",
                    _("Die Mitgliedschaft im Netzwerk „%(slug)s“ wird nicht übernommen.")
                    % {"slug": slug[:60]},
                )
        return kept

    def _partner_pk(
        self,
        entry: Entry,
        partners: dict[str, Entry],
        origins: dict[tuple[str, str], ForeignRecord],
    ) -> int | None:
        """The partner's key; 0 for one that this import makes."""
        foreign_id = entry.item.partner_id or ""
        if foreign_id in partners:
            record = partners[foreign_id].record
            if record is not None:
                return record.pk
            if partners[foreign_id].outcome == Outcome.NEW and not partners[foreign_id].origin:
                return 0
        elif ("partner", foreign_id) in origins:
            return origins["partner", foreign_id].partner_id
        elif foreign_id in self.partner_slugs:
            return self.partner_slugs[foreign_id]
        self.problems.hint(
            entry.item.row,
            "organization",
            _("Den Partner „%(id)s“ gibt es nicht; das Angebot bleibt ohne Partner.")
            % {"id": foreign_id[:80]},
        )
        return None

    def _judge(self, entry: Entry) -> None:
        if entry.origin is None:
            return
        record, last = entry.record, entry.origin.last_import
        if record is None:
            entry.outcome = Outcome.CONFLICT
            entry.reason = _("Dieser Eintrag wurde hier gelöscht.")
            return
        entry.now = snapshot(entry.kind, record)
        entry.changes = [n for n, v in entry.wanted.items() if not same(n, v, entry.now[n])]
        if self._is_newly_assured(entry, record):
            entry.changes.append("assured_on")
        if not entry.changes:
            entry.outcome = Outcome.UNCHANGED
            return
        edited = [n for n, v in last.items() if not same(n, v, entry.now.get(n))]
        if record.steward_id != self.network.pk:
            entry.reason = _("Ein anderes Netzwerk pflegt diesen Eintrag jetzt.")
        elif record.locked:
            entry.reason = _("Dieser Eintrag ist gesperrt.")
        elif record.has_unpublished_changes and record.live:
            entry.reason = _(
                "Hier liegt ein Entwurf mit Änderungen, der noch nicht öffentlich ist."
            )
        elif edited:
            labels = ", ".join(label_of(entry.kind, name) for name in edited)
            entry.reason = _("Hier geändert seit der letzten Übernahme: %(fields)s.") % {
                "fields": labels
            }
        entry.outcome = Outcome.CONFLICT if entry.reason else Outcome.CHANGED

    def _is_newly_assured(self, entry: Entry, record: Any) -> bool:
        assured = entry.item.assured_on
        if assured is None or not isinstance(record, Offer):
            return False
        checks = list(record.verifications.all())
        return not checks or checks[0].checked_on < assured
