"""Asking the machine for a network: within its budget, without personal data, keeping what came."""

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.conf import settings
from wagtail.models import Locale
from wagtail_localize.strings import StringValue, validate_translation_links

from network_core.machine_translation.engines import Engine, batches, configured_engine
from network_core.machine_translation.errors import EngineError, Failure
from network_core.machine_translation.masking import Masked, mask
from network_core.machine_translation.models import (
    MachineProposal,
    SentCharacters,
    fingerprint,
)
from network_core.networks.models import Network

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Outcome:
    """How many texts have a new proposal, how many none that is usable, and why it ended early."""

    made: int = 0
    unusable: int = 0
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Machine:
    """The service of the settings, and the languages between which it is asked."""

    engine: Engine
    source: Locale
    target: Locale

    @property
    def language(self) -> str:
        """The code of the language into which it translates."""
        return str(self.target.language_code)

    @property
    def name(self) -> str:
        """What the service is called."""
        return str(self.engine.display_name)

    def translate(self, texts: list[str]) -> list[str]:
        """One batch, in its order; raises `EngineError`."""
        strings = [StringValue(text) for text in texts]
        answers = self.engine.translate(self.source, self.target, strings)
        return [answers[string].data for string in strings]


def machine_for(language: str) -> Machine | None:
    """The service, if the settings name one that translates German into this language.

    One query; none without a service.
    """
    engine = configured_engine()
    if engine is None:
        return None
    codes = (settings.LANGUAGE_CODE, language)
    locales = {each.language_code: each for each in Locale.objects.filter(language_code__in=codes)}
    source, target = (locales.get(code) for code in codes)
    if source is None or target is None or not engine.can_translate(source, target):
        return None
    return Machine(engine, source, target)


def propose(
    machine: Machine, network: Network, texts: Iterable[str], names: Collection[str] = ()
) -> Outcome:
    """Ask for the German texts that have no proposal yet; keep each batch as it comes.

    What this service has answered unusably before is not sent and paid for again.
    Never raises for a service that fails: what came before stays, and the outcome says why it
    ended.
    """
    outcome = Outcome()
    wanted = dict.fromkeys(text for text in texts if text.strip())
    known = MachineProposal.objects.answered(network.pk, machine.language, wanted, machine.name)
    outcome.unusable = sum(not answer for answer in known.values())
    masked = {text: mask(text, names) for text in wanted if text not in known}
    rows = {text: each.text for text, each in masked.items() if not each.is_only_data}
    for batch in batches(machine.engine, rows):
        try:
            answers = _ask(machine, network, [rows[text] for text in batch])
        except EngineError as error:
            logger.warning("Machine translation for %s ended: %s", network.slug, error)
            outcome.failure = error.failure
            break
        _keep(outcome, machine, network, dict(zip(batch, answers, strict=True)), masked)
    return outcome


def _ask(machine: Machine, network: Network, texts: list[str]) -> list[str]:
    books, characters = SentCharacters.objects, sum(map(len, texts))
    month = books.reserve(network.pk, characters, machine.name)
    if month is None:
        raise EngineError(Failure.BUDGET, was_sent=False)
    try:
        return machine.translate(texts)
    except EngineError as error:
        books.failed(network.pk, month, give_back=0 if error.was_sent else characters)
        raise


def _keep(
    outcome: Outcome,
    machine: Machine,
    network: Network,
    answers: dict[str, str],
    masked: dict[str, Masked],
) -> None:
    rows = []
    for german, answer in answers.items():
        try:
            text = StringValue.from_translated_html(masked[german].put_back(answer)).data
            validate_translation_links(german, text)
        except ValueError:  # something is lost, or there are tags and links that nobody wrote
            outcome.unusable += 1
            text = ""
        rows.append(
            MachineProposal(
                network=network,
                language=machine.language,
                fingerprint=fingerprint(german),
                text=text,
                engine=machine.name,
            )
        )
    # Somebody else may have asked for the same text meanwhile.
    MachineProposal.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["network", "language", "fingerprint"],
        update_fields=["text", "engine", "made_at"],
    )
    outcome.made += sum(bool(row.text) for row in rows)
