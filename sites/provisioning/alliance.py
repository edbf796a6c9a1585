"""Working groups, agreements, positions and networks of the month from text files.

They stand in the folders `groups`, `agreements`, `positions` and `months` of a network's folder
`alliance`. A file of `months` is named after its month, such as `2012-12.md`.
"""

from datetime import date
from pathlib import Path
from typing import Any

from network_core.alliance.models import (
    Agreement,
    AgreementParty,
    GroupMember,
    Meeting,
    NetworkOfTheMonth,
    Position,
    WorkingGroup,
)
from network_core.alliance.models.record import AllianceRecord
from network_core.networks.models import Network
from sites.provisioning.files import ContentError, TextFile, read_records
from sites.provisioning.markdown import LinkResolver, to_html
from sites.provisioning.mistakes import mistakes_in
from sites.provisioning.records import find_partner, plain_fields

LINES = {"tasks", "composition", "common_tasks", "demands", "addressees"}


def create_alliance(network: Network, folder: Path, resolve: LinkResolver) -> None:
    """Everything in `folder`, published. Its partners have to be there already."""
    for file in read_records(folder / "groups"):
        with mistakes_in(file.path):
            _create_group(network, file, resolve)
    for file in read_records(folder / "agreements"):
        with mistakes_in(file.path):
            _create_agreement(network, file, resolve)
    for file in read_records(folder / "positions"):
        with mistakes_in(file.path):
            _publish(Position(**_values(Position, network, file, resolve)))
    for file in read_records(folder / "months"):
        with mistakes_in(file.path):
            _create_award(file)


def _values(
    model: type[AllianceRecord],
    network: Network,
    file: TextFile,
    resolve: LinkResolver,
    extras: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """The plain fields of `file`; lists become lines, the text becomes the description."""
    values = plain_fields(model, file, set(extras))
    for name in LINES & set(values):
        values[name] = "\n".join(values[name])
    if file.text and not issubclass(model, WorkingGroup):
        values["description"] = to_html(file.text, resolve)
    elif file.text:
        raise ContentError(f"{file.path.name}: a working group has no text of its own")
    return values | {"network": network, "slug": file.slug}


def _publish(record: AllianceRecord | Meeting) -> None:
    record.full_clean(exclude=["latest_revision"])
    record.save()
    record.save_revision().publish()


def _create_group(network: Network, file: TextFile, resolve: LinkResolver) -> None:
    extras = frozenset({"members", "meetings"})
    group = WorkingGroup(**_values(WorkingGroup, network, file, resolve, extras))
    group.members.set(
        [
            GroupMember(**row | {"partner": find_partner(row["partner"], file)})
            for row in file.data.get("members", [])
        ]
    )
    _publish(group)
    for row in file.data.get("meetings", []):
        minutes = to_html(row.get("minutes", ""), resolve)
        _publish(Meeting(**row | {"group": group, "minutes": minutes}))


def _create_agreement(network: Network, file: TextFile, resolve: LinkResolver) -> None:
    values = _values(Agreement, network, file, resolve, frozenset({"parties"}))
    agreement = Agreement(**values)
    agreement.parties.set(
        [
            AgreementParty(
                partner=find_partner(row["partner"], file),
                tasks="\n".join(row.get("tasks", [])),
                sort_order=number,
            )
            for number, row in enumerate(file.data.get("parties", []))
        ]
    )
    _publish(agreement)


def _create_award(file: TextFile) -> None:
    """The award of a month. A network that is not there has none, and neither is it an error."""
    network = Network.objects.filter(slug=file.data["network"]).first()
    if network is None:
        return
    award = NetworkOfTheMonth(
        month=date.fromisoformat(f"{file.path.stem}-01"), network=network, reason=file.text
    )
    award.full_clean(exclude=["latest_revision"])
    award.save()
