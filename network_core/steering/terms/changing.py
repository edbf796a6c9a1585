"""Merging, moving and replacing terms: in one transaction, with nothing lost and all of it logged.

After a merge every record that had the term has its successor; the term's names are synonyms of
the successor, and its slug leads there (`FormerTerm`). What was done stands in the history of the
successor with the ids of the rows, so that it can be undone by hand.
"""

from collections.abc import Mapping
from copy import copy
from dataclasses import asdict
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ReferenceIndex

from network_core.audit.models import AuditEntry
from network_core.audit.record import record
from network_core.directory.duplicates.mentions import Replacement
from network_core.directory.freshness.tasks import plan_all_checks
from network_core.directory.models import Proposal
from network_core.directory.models.proposal import ProposedChange
from network_core.directory.visibility import SCHEME_FIELDS
from network_core.networks.models import Network
from network_core.pathways.matching import HOTLINE_FORMAT
from network_core.steering.log_actions import TERM_MERGED, TERM_MOVED, TERM_REPLACED
from network_core.steering.terms.slugs import replace_slug
from network_core.steering.terms.uses import Moved, uses
from network_core.steering.terms.words import take_words, texts_of
from network_core.taxonomy.models import FormerTerm, Term, TermProposal, TermTree
from network_core.taxonomy.models.term import LEVELS
from network_core.tenancy.models import User

# The code knows these by their slugs.
KNOWN_BY_CODE = {("format", HOTLINE_FORMAT)}


class TermError(ValueError):
    """The change is not possible; the message says why, in words for the person who wants it."""


def check_merge(dropped: Term, kept: Term) -> None:
    """Raise TermError if `dropped` cannot become part of `kept`."""
    _check_pair(dropped, kept)
    _check_known(dropped)
    if kept.replaced_by_id is not None:
        raise TermError(_("„%(term)s“ wird selbst abgelöst.") % {"term": kept.label})
    tree = TermTree()
    if dropped.pk in tree.ancestor_ids(kept.pk):
        raise TermError(
            _("„%(kept)s“ steht unter „%(dropped)s“. Bitte zuerst verschieben.")
            % {"kept": kept.label, "dropped": dropped.label}
        )
    if tree.depth_of(kept.pk) + tree.height_of(dropped.pk) - 1 > LEVELS:
        raise TermError(_("Was darunter steht, käme auf eine vierte Ebene; es gibt nur drei."))


def check_move(term: Term, parent: Term | None) -> None:
    """Raise TermError if `term` cannot stand below `parent` (None: at the top)."""
    if parent is None:
        if term.parent_id is None:
            raise TermError(_("Der Begriff steht schon ganz oben."))
        return
    _check_pair(term, parent)
    if term.parent_id == parent.pk:
        raise TermError(_("Der Begriff steht schon dort."))
    _check_place(term, parent)


def check_replacement(term: Term, successor: Term) -> None:
    """Raise TermError if `successor` cannot replace `term`."""
    _check_pair(term, successor)
    _check_known(term)
    if successor.replaced_by_id is not None:
        raise TermError(_("„%(term)s“ wird selbst abgelöst.") % {"term": successor.label})
    if term.replaced_by_id == successor.pk:
        raise TermError(_("Das ist schon so festgelegt."))
    _check_place(term, successor)


@transaction.atomic
def merge_terms(dropped: Term, kept: Term, user: User | None) -> Term:
    """Make `dropped` part of `kept`; returns `kept` as it is afterwards. Raises TermError."""
    dropped, kept = _locked(dropped, kept)
    check_merge(dropped, kept)
    before = _as_it_was(dropped)
    moved: dict[str, Moved] = {}
    for use in uses():
        moved[use.key] = use.replace(dropped, kept)
    moved |= replace_slug(dropped, kept)
    Replacement(Term, dropped.pk, kept.pk).in_pending_versions()
    _in_open_proposals(dropped, kept)
    _follow_references(dropped, kept)
    Term.objects.filter(parent=dropped).update(parent=kept)
    Term.objects.filter(replaced_by=dropped).update(replaced_by=kept)
    TermProposal.objects.filter(term=dropped).update(term=kept)
    FormerTerm.objects.filter(successor=dropped).update(successor=kept)
    FormerTerm.objects.create(
        scheme_id=dropped.scheme_id, slug=dropped.slug, label=dropped.label, successor=kept
    )
    # Saving the successor tells the search about all that is sorted under it or below.
    take_words(kept, dropped)
    dropped.delete()
    if kept.scheme_id == "format":
        transaction.on_commit(partial(plan_all_checks.enqueue))
    rows = {key: asdict(each) for key, each in moved.items() if each.changed or each.united}
    _note(
        kept,
        user,
        (TERM_MERGED, AuditEntry.Action.TERMS_MERGED),
        {"title": before["label"], "term": before, "rows": rows},
        {
            "term": before["label"],
            "successor": kept.label,
            "records": sum(len(row["changed"]) + len(row["united"]) for row in rows.values()),
        },
    )
    return kept


@transaction.atomic
def move_term(term: Term, parent: Term | None, user: User | None) -> Term:
    """Put `term` with all below it under `parent`, or at the top. Raises TermError."""
    (term, *parents) = _locked(term, *([parent] if parent else []))
    check_move(term, parents[0] if parents else None)
    names = [term.parent.label if term.parent else "–", parents[0].label if parents else "–"]
    details = {"term": term.label, "place": names}
    data = {"from": term.parent_id, "to": parents[0].pk if parents else None, "place": names}
    term.parent = parents[0] if parents else None
    if term.replaced_by_id is not None:
        term.replaced_by = None
    term.save()
    _note(term, user, (TERM_MOVED, AuditEntry.Action.TERM_MOVED), data, details)
    return term


@transaction.atomic
def replace_term(term: Term, successor: Term, user: User | None) -> Term:
    """Let nobody choose `term` any more, and put it below its successor. Raises TermError.

    Records keep it, and are found by the successor from now on: what is looked for under a term
    includes what stands below. A merge ends it for good.
    """
    term, successor = _locked(term, successor)
    check_replacement(term, successor)
    data = {"from": term.parent_id, "title": successor.label, "to": successor.pk}
    term.replaced_by = term.parent = successor
    term.save()
    details = {"term": term.label, "successor": successor.label}
    _note(term, user, (TERM_REPLACED, AuditEntry.Action.TERM_REPLACED), data, details)
    return term


def _locked(*terms: Term) -> list[Term]:
    """The terms as they are now, locked in one order whoever asks."""
    pks = [term.pk for term in terms]
    found = {term.pk: term for term in Term.objects.select_for_update().filter(pk__in=pks)}
    if len(found) != len(set(pks)):
        raise TermError(_("Einen der Begriffe gibt es nicht mehr."))
    return [found[pk] for pk in pks]


def _check_pair(term: Term, other: Term) -> None:
    if term.pk == other.pk:
        raise TermError(_("Das ist derselbe Begriff."))
    if term.scheme_id != other.scheme_id:
        raise TermError(_("Beide Begriffe müssen zu derselben Systematik gehören."))


def _check_known(term: Term) -> None:
    if (term.scheme_id, term.slug) in KNOWN_BY_CODE:
        raise TermError(
            _("„%(term)s“ hat im Programm eine eigene Aufgabe und bleibt.") % {"term": term.label}
        )


def _check_place(term: Term, parent: Term) -> None:
    moved = copy(term)
    moved.parent = parent
    try:
        moved.clean()
    except ValidationError as error:
        raise TermError(error.messages[0]) from error


def _as_it_was(term: Term) -> dict[str, Any]:
    """All that makes the term again."""
    return {
        "pk": term.pk,
        "scheme": term.scheme_id,
        "slug": term.slug,
        "label": term.label,
        "synonyms": term.synonyms,
        "description": term.description,
        "parent": term.parent_id,
        "position": term.position,
        "children": list(term.children.order_by("pk").values_list("pk", flat=True)),
        "texts": {
            code: {"label": text.label, "synonyms": text.synonyms, "description": text.description}
            for code, text in texts_of(term).items()
        },
    }


def _in_open_proposals(dropped: Term, kept: Term) -> None:
    """What is proposed about offers names terms by their ids."""
    changes = ProposedChange.objects.filter(
        proposal__in=Proposal.objects.open(), field__in=SCHEME_FIELDS.values()
    )
    for change in changes.iterator():
        sides: Mapping[str, Any] = {"old": change.old, "new": change.new}
        for side, ids in sides.items():
            if isinstance(ids, list) and dropped.pk in ids:
                renamed = {kept.pk if pk == dropped.pk else pk for pk in ids}
                setattr(change, side, sorted(renamed))
                change.save(update_fields=[side])


def _follow_references(dropped: Term, kept: Term) -> None:
    """Wagtail's index of references, which the SQL of the uses does not touch."""
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Term)
    )
    same = {
        name: models.OuterRef(name)
        for name in ("base_content_type", "object_id", "content_path_hash")
    }
    old = references.filter(to_object_id=str(dropped.pk))
    twice = references.filter(to_object_id=str(kept.pk), **same)
    ids = list(old.filter(models.Exists(twice)).values_list("pk", flat=True))
    ReferenceIndex.objects.filter(pk__in=ids).delete()
    old.update(to_object_id=str(kept.pk))


def _note(
    term: Term,
    user: User | None,
    actions: tuple[str, AuditEntry.Action],
    data: dict[str, Any],
    details: dict[str, Any],
) -> None:
    in_history, in_audit = actions
    log(instance=term, action=in_history, user=user, data=data)
    umbrella = Network.objects.umbrella()
    record(in_audit, actor=user, network=umbrella, target=term, details=details)
