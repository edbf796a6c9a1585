"""Writing a plan. Rows go in by the many; what the rest of the house listens to is sent for each.

The order: the records themselves (their signals feed the search), their rows, the words in
further languages, a version for the history, and `published`, which mirrors the German words and
feeds the search again when everything is there.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale, Revision
from wagtail.signals import published, unpublished

from network_core.directory.models import Membership, Offer, Partner, Verification
from network_core.directory.visibility import SCHEME_FIELDS
from network_core.networks.models import Network
from network_core.opendata.importing.items import Values
from network_core.opendata.importing.plan import Entry, Outcome, Plan
from network_core.opendata.importing.records import (
    MODELS,
    PARTS,
    TEXTS,
    part_rows,
    put_plain,
    readable,
    snapshot,
)
from network_core.opendata.models import ForeignRecord
from network_core.taxonomy.models import Term
from network_core.tenancy.models import User
from network_core.words.models import mirror_german_words

CHECK_HOLDS = timedelta(days=365)
LOG_ACTION = "opendata.import"


class Writer:
    """Writes what a plan says is new or changed. Runs inside the caller's transaction."""

    def __init__(
        self, network: Network, source: str, user: User | None, *, as_example: bool = False
    ) -> None:
        self.network = network
        self.source = source
        self.user = user
        self.as_example = as_example
        self.now = timezone.now()
        self.terms = {(term.scheme_id, term.slug): term for term in Term.objects.order_by().all()}

    def write(self, plan: Plan) -> None:
        """Write all entries that are new or changed; the others keep their rows."""
        partners = {e.item.foreign_id: e for e in plan.entries if e.kind == "partner"}
        for kind in MODELS:
            entries = [
                entry
                for entry in plan.entries
                if entry.kind == kind and entry.outcome in (Outcome.NEW, Outcome.CHANGED)
            ]
            for entry in entries:
                self._save_record(entry, partners)
            if kind == "offer":
                self._save_parts(entries)
                self._save_terms(entries)
            else:
                self._save_memberships(entries)
            self._save_revisions(kind, entries)
            for entry in entries:
                self._announce(entry)
            self._save_translations(kind, entries)
            self._save_checks(entries)
            self._remember(kind, entries)

    def _save_record(self, entry: Entry, partners: dict[str, Entry]) -> None:
        kind, item = entry.kind, entry.item
        record = entry.record
        if record is None:
            record = MODELS[kind](
                slug=item.slug,
                steward=self.network,
                is_example=self.as_example,
                live=False,
                has_unpublished_changes=True,
            )
        put_plain(kind, record, entry.wanted)
        was_live, is_live = record.live, bool(entry.wanted.get("live", record.live))
        record.live = is_live
        if is_live:
            record.has_unpublished_changes = False
            record.expired = False
            record.last_published_at = self.now
            record.first_published_at = record.first_published_at or self.now
        elif was_live:
            record.has_unpublished_changes = True
            record.live_revision = None
        if isinstance(record, Offer) and "partner" in entry.wanted:
            key = entry.wanted["partner"]
            made = partners.get(item.partner_id or "")
            record.partner = made.record if key == 0 and made else None
            if key:
                record.partner_id = key
        record.save()
        entry.record = record

    def _save_parts(self, entries: list[Entry]) -> None:
        for name, (model, _fields) in PARTS.items():
            touched = [entry for entry in entries if _touches(entry, name)]
            old = [entry.record for entry in touched if entry.outcome == Outcome.CHANGED]
            _delete(model, old)
            rows: list[Model] = []
            for entry in touched:
                rows.extend(part_rows(name, entry.wanted[name], entry.record))
            model._default_manager.bulk_create(rows, batch_size=500)

    def _save_terms(self, entries: list[Entry]) -> None:
        for scheme, name in SCHEME_FIELDS.items():
            through = getattr(Offer, name).through
            touched = [entry for entry in entries if _touches(entry, name)]
            old = [entry.record for entry in touched if entry.outcome == Outcome.CHANGED]
            _delete(through, old)
            through._default_manager.bulk_create(
                [
                    through(offer=entry.record, term=self.terms[scheme, slug])
                    for entry in touched
                    for slug in entry.wanted[name]
                ],
                batch_size=500,
            )

    def _save_memberships(self, entries: list[Entry]) -> None:
        networks = {network.slug: network for network in Network.objects.all()}
        for entry in entries:
            if not _touches(entry, "memberships"):
                continue
            for slug, role in entry.wanted["memberships"]:
                current = Membership.objects.current().filter(
                    network=networks[slug], partner=entry.record
                )
                membership = current.first() or Membership(
                    network=networks[slug],
                    partner=entry.record,
                )
                if membership.role != role or membership.pk is None:
                    membership.role = role
                    membership.save()

    def _save_revisions(self, kind: str, entries: list[Entry]) -> None:
        """A version of each record in its history, which the editor also opens."""
        self._read_again(kind, entries)
        content_type = ContentType.objects.get_for_model(MODELS[kind])
        revisions = [
            Revision(
                content_type=content_type,
                base_content_type=content_type,
                object_id=str(entry.record.pk),  # type: ignore[union-attr]
                created_at=self.now,
                user=self.user,
                object_str=str(entry.record),
                content=entry.record.serializable_data(),  # type: ignore[union-attr]
            )
            for entry in entries
        ]
        Revision.objects.bulk_create(revisions, batch_size=200)
        records = []
        for entry, revision in zip(entries, revisions, strict=True):
            record: Any = entry.record
            record.latest_revision = revision
            if record.live:
                record.live_revision = revision
            records.append(record)
        MODELS[kind]._default_manager.bulk_update(
            records, ["latest_revision", "live_revision"], batch_size=200
        )

    def _announce(self, entry: Entry) -> None:
        """Tell the house, as publishing by hand does; and note it in the history."""
        record: Any = entry.record
        if record.live:
            published.send(sender=type(record), instance=record, revision=record.latest_revision)
        else:
            mirror_german_words(record)
            if entry.now.get("live"):
                unpublished.send(sender=type(record), instance=record)
        log(
            instance=record,
            action=LOG_ACTION,
            user=self.user,
            data={"source": self.source, "foreign_id": entry.item.foreign_id},
            revision=record.latest_revision,
            content_changed=True,
        )

    def _save_translations(self, kind: str, entries: list[Entry]) -> None:
        text_model: Any = TEXTS[kind][0]
        touched = [entry for entry in entries if _touches(entry, "translations")]
        if not touched:
            return
        rows: dict[tuple[int, str], Any] = {
            (row.record_id, row.locale.language_code): row
            for row in text_model.objects.filter(
                record__in=[entry.record for entry in touched]
            ).select_related("locale")
        }
        locales = _locales({lang for entry in touched for lang in entry.wanted["translations"]})
        for entry in touched:
            record: Any = entry.record
            german = rows[record.pk, settings.LANGUAGE_CODE]
            for language, words in entry.wanted["translations"].items():
                row = rows.get((record.pk, language)) or text_model(
                    record=record,
                    locale=locales[language],
                    translation_key=german.translation_key,
                )
                for name, value in words.items():
                    setattr(row, name, value)
                row.live = True
                row.source_hash = record.words_hash
                # Whoever has read the words that stood there has not read these.
                row.last_published_at = timezone.now()
                row.save()

    def _save_checks(self, entries: list[Entry]) -> None:
        for entry in entries:
            assured = entry.item.assured_on
            if assured is None or (entry.now and "assured_on" not in entry.changes):
                continue
            Verification.objects.create(
                offer=entry.record,
                checked_on=assured,
                holds_until=assured + CHECK_HOLDS,
                way=Verification.Way.DOCUMENT,
                checked_by=self.user,
                note=_("Übernommen aus: %(source)s") % {"source": self.source},
            )

    def _remember(self, kind: str, entries: list[Entry]) -> None:
        """Keep what each record is now, to see later what was changed here."""
        self._read_again(kind, entries)
        made: list[ForeignRecord] = []
        kept: list[ForeignRecord] = []
        for entry in entries:
            record: Any = entry.record
            origin = entry.origin or ForeignRecord(
                network=self.network,
                source=self.source,
                kind=kind,
                foreign_id=entry.item.foreign_id,
                **{kind: record},
            )
            (kept if entry.origin else made).append(origin)
            origin.imported_at = self.now
            origin.imported_by = self.user
            origin.last_import = {**origin.last_import, **_managed(entry, record)}
        ForeignRecord.objects.bulk_create(made, batch_size=200)
        ForeignRecord.objects.bulk_update(
            kept, ["imported_at", "imported_by", "last_import"], batch_size=200
        )

    def _read_again(self, kind: str, entries: list[Entry]) -> None:
        """The records as the database has them now, with all their rows."""
        pks = [entry.record.pk for entry in entries if entry.record]
        records = {
            record.pk: record
            for record in readable(kind).select_related("steward").filter(pk__in=pks)
        }
        for entry in entries:
            if entry.record is not None:
                entry.record = records[entry.record.pk]


def _touches(entry: Entry, name: str) -> bool:
    """Whether the rows behind a field are to be written."""
    if name not in entry.wanted:
        return False
    return entry.outcome == Outcome.NEW or name in entry.changes


def _managed(entry: Entry, record: Partner | Offer) -> Values:
    now = snapshot(entry.kind, record)
    partial = {"translations", "memberships"}
    return {name: entry.wanted[name] if name in partial else now[name] for name in entry.wanted}


def _delete(model: type[Model], records: list[Partner | Offer | None]) -> None:
    if records:
        model._default_manager.filter(offer__in=records).delete()


def _locales(languages: set[str]) -> dict[str, Locale]:
    return {
        language: Locale.objects.get_or_create(language_code=language)[0] for language in languages
    }
