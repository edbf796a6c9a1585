"""Asking the machine for a network: within its budget, without personal data, keeping what came."""

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.conf import settings
from wagtail.models import Locale
from wagtail_localize.strings import StringValue

from network_core.machine_translation.engines import Engine, batches, configured_engine
from network_core.machine_translation.errors import EngineError, Failure
from network_core.machine_translation.masking import LostPlaceholderError, Masked, mask
from network_core.machine_translation.models import (
    MachineProposal,
    SentCharacters,
    fingerprint,
)
from network_core.networks.models import Network

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Outcome:
    """How many texts have a new proposal, how many came back unusable, and why it ended early."""

    made: int = 0
    unusable: int = 0
    failure: Failure | None = None


def engine_for(language: str) -> Engine | None:
    """The service of the settings, if there is one and it translates into this language."""
    engine = configured_engine()
    if engine is None:
        return None
    target = Locale.objects.filter(language_code=language).first()
    able = target is not None and engine.can_translate(Locale.get_default(), target)
    return engine if able else None


def propose(
    network: Network, language: str, texts: Iterable[str], names: Collection[str] = ()
) -> Outcome:
    """Ask for the German texts that have no proposal yet; keep each batch as it comes.

    Asks nothing where there is no service for the language. Never raises for a service that fails:
    what came before stays, and the outcome says why it ended.
    """
    outcome = Outcome()
    engine = engine_for(language)
    if engine is None:
        return outcome
    wanted = dict.fromkeys(text for text in texts if text.strip())
    known = MachineProposal.objects.of(network.pk, language, wanted)
    masked = {text: mask(text, names) for text in wanted if text not in known}
    rows = {text: each.text for text, each in masked.items() if not each.is_only_data}
    for batch in batches(engine, rows):
        try:
            answers = _ask(engine, network, language, [rows[text] for text in batch])
        except EngineError as error:
            logger.warning("Machine translation for %s ended: %s", network.slug, error)
            outcome.failure = error.failure
            break
        _keep(outcome, network, language, engine, dict(zip(batch, answers, strict=True)), masked)
    return outcome


def _ask(engine: Engine, network: Network, language: str, texts: list[str]) -> list[str]:
    characters = sum(map(len, texts))
    limit = settings.MACHINE_TRANSLATION_CHARACTERS
    if not SentCharacters.objects.reserve(network.pk, characters, limit):
        raise EngineError(Failure.BUDGET, was_sent=False)
    strings = [StringValue(text) for text in texts]
    target = Locale.objects.get(language_code=language)
    try:
        answers = engine.translate(Locale.get_default(), target, strings)
    except EngineError as error:
        if not error.was_sent:
            SentCharacters.objects.give_back(network.pk, characters)
        raise
    return [answers[string].data for string in strings]


def _keep(
    outcome: Outcome,
    network: Network,
    language: str,
    engine: Engine,
    answers: dict[str, str],
    masked: dict[str, Masked],
) -> None:
    for german, answer in answers.items():
        try:
            text = masked[german].put_back(answer)
        except LostPlaceholderError:
            outcome.unusable += 1
            continue
        MachineProposal.objects.update_or_create(
            network=network,
            language=language,
            fingerprint=fingerprint(german),
            defaults={"text": text, "engine": str(engine.display_name)},
        )
        outcome.made += 1
