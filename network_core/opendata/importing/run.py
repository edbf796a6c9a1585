"""One import from beginning to end: read, plan, and write in one transaction or not at all."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from network_core.networks.models import Network
from network_core.opendata.importing.hsds import read_hsds
from network_core.opendata.importing.hsds_files import folder_of
from network_core.opendata.importing.items import Item, Problems
from network_core.opendata.importing.plan import Outcome, Plan, Planner
from network_core.opendata.importing.tables import read_table_items
from network_core.opendata.importing.terms import TermMap
from network_core.opendata.importing.writing import Writer
from network_core.tenancy.models import User

HSDS_SOURCE = "hsds"


@dataclass
class Report:
    """What an import found and did."""

    plan: Plan
    problems: Problems
    is_written: bool

    @property
    def fingerprint(self) -> str:
        """Changes when the outcome of the same import would be another one."""
        said = [
            *(
                (e.kind, e.item.foreign_id, e.outcome, e.changes, e.reason)
                for e in self.plan.entries
            ),
            *((p.level, p.row, p.field, p.message) for p in self.problems.found),
        ]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:32]

    @property
    def counts(self) -> dict[str, int]:
        """How many are new, changed, unchanged, in conflict; and how many errors there are."""
        counts = {str(outcome): self.plan.count(outcome) for outcome in Outcome}
        return counts | {"errors": len(self.problems.errors)}


def import_hsds(
    path: Path,
    network: Network,
    *,
    source: str = HSDS_SOURCE,
    mapping: dict[str, str] | None = None,
    user: User | None = None,
    as_example: bool = False,
    dry_run: bool = False,
) -> Report:
    """Take over the HSDS 3 file or folder `path` as records that `network` looks after.

    Of a folder with one folder per network, the network's own is taken.
    Nothing is written with `dry_run`, or when anything in the source is an error. Records that
    were changed here are left alone and reported as conflicts. `mapping` says which term of ours
    a foreign one means (see `terms.read_mapping`). With a `user` only memberships in `network`
    are taken over. Raises `terms.MappingError`.
    """
    with transaction.atomic():
        problems = Problems()
        items, kinds = read_hsds(folder_of(path, network.slug), TermMap(mapping), problems)
        return take_over(
            items,
            kinds,
            network,
            source=source,
            problems=problems,
            user=user,
            as_example=as_example,
            dry_run=dry_run,
        )


def import_table(
    content: bytes,
    network: Network,
    *,
    source: str,
    mapping: dict[str, str] | None = None,
    user: User | None = None,
    dry_run: bool = False,
) -> Report:
    """The same as `import_hsds` for the content of a CSV or XLSX file made from the template."""
    with transaction.atomic():
        problems = Problems()
        items, kinds = read_table_items(content, network, TermMap(mapping), problems)
        return take_over(
            items,
            kinds,
            network,
            source=source,
            problems=problems,
            user=user,
            as_example=False,
            dry_run=dry_run,
        )


@transaction.atomic
def take_over(
    items: list[Item],
    kinds: set[str],
    network: Network,
    *,
    source: str,
    problems: Problems,
    user: User | None,
    as_example: bool,
    dry_run: bool,
) -> Report:
    """Plan the items of any reader and, unless something is wrong, write them."""
    planner = Planner(network, source, problems, other_networks=user is None)
    plan = planner.plan(items, kinds)
    may_write = not dry_run and not problems.errors
    if may_write:
        Writer(network, source, user, as_example=as_example).write(plan)
    return Report(plan, problems, may_write)
