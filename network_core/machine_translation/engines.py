"""The services: wagtail-localize's interface, with answers that are judged before they are used."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import requests
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from urllib3.exceptions import MaxRetryError, ReadTimeoutError
from wagtail.models import Locale
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.machine_translators.deepl import DeepLTranslator
from wagtail_localize.machine_translators.dummy import DummyTranslator
from wagtail_localize.machine_translators.libretranslate import LibreTranslator
from wagtail_localize.strings import StringValue

from network_core.machine_translation.errors import EngineError, Failure
from network_core.words.typesetting import SIMPLE

QUOTA_EXCEEDED = 456
"""DeepL's own status for a budget that is used up."""
_FAILURES = {
    400: Failure.LANGUAGE,
    401: Failure.REFUSED,
    403: Failure.REFUSED,
    413: Failure.TOO_LARGE,
    429: Failure.BUSY,
    QUOTA_EXCEEDED: Failure.QUOTA,
    503: Failure.BUSY,
}


class Engine(BaseMachineTranslator):
    """What all have in common: batches, time-outs, and no Leichte Sprache."""

    MAX_TEXTS = 40
    MAX_CHARACTERS = 20_000

    def can_translate(self, source_locale: Locale, target_locale: Locale) -> bool:
        """Leichte Sprache is written by people, and German is the source of everything."""
        codes = (source_locale.language_code, target_locale.language_code)
        return SIMPLE not in codes and bool(super().can_translate(source_locale, target_locale))

    def post(self, url: str, **arguments: Any) -> Any:
        """The JSON of an answer; raises `EngineError` for every other end of the request."""
        try:
            answer = requests.post(
                url,
                timeout=(min(5.0, self.seconds), self.seconds),
                allow_redirects=False,
                **arguments,
            )
        except requests.RequestException as error:
            raise _unanswered(error) from error
        if answer.status_code != requests.codes.ok:
            failure = _FAILURES.get(answer.status_code, Failure.AWAY)
            raise EngineError(failure, was_sent=False, detail=str(answer.status_code))
        try:
            return answer.json()
        except ValueError as error:
            raise EngineError(Failure.MALFORMED) from error

    @property
    def seconds(self) -> float:
        """How long an answer is waited for."""
        return float(self.options.get("TIMEOUT", 20))

    @staticmethod
    def paired(strings: Sequence[StringValue], answers: Any) -> dict[StringValue, StringValue]:
        """Each text with its answer; raises `EngineError` unless there is one text for each."""
        if (
            not isinstance(answers, list)
            or len(answers) != len(strings)
            or not all(isinstance(answer, str) and answer.strip() for answer in answers)
        ):
            raise EngineError(Failure.MALFORMED)
        return dict(zip(strings, map(StringValue, answers), strict=True))


class DeepL(Engine, DeepLTranslator):
    """DeepL. `OPTIONS`: `AUTH_KEY`, `TIMEOUT` in seconds, `URL` in the place of DeepL's own."""

    def get_api_endpoint(self) -> str:
        """Where it answers."""
        return str(self.options.get("URL") or super().get_api_endpoint())

    def translate(
        self, source_locale: Locale, target_locale: Locale, strings: Iterable[StringValue]
    ) -> Mapping[StringValue, StringValue]:
        """The translations of one batch; raises `EngineError`."""
        strings = list(strings)
        data = self.get_parameters(source_locale, target_locale, strings)
        answer = self.post(self.get_api_endpoint(), data=data, headers=self.get_headers())
        try:
            texts = [each["text"] for each in answer["translations"]]
        except (TypeError, KeyError) as error:
            raise EngineError(Failure.MALFORMED) from error
        return self.paired(strings, texts)


class LibreTranslate(Engine, LibreTranslator):
    """LibreTranslate. `OPTIONS`: `LIBRETRANSLATE_URL`, `API_KEY` (may be empty), `TIMEOUT`."""

    def translate(
        self, source_locale: Locale, target_locale: Locale, strings: Iterable[StringValue]
    ) -> Mapping[StringValue, StringValue]:
        """The translations of one batch; raises `EngineError`."""
        strings = list(strings)
        answer = self.post(
            f"{self.get_api_endpoint().rstrip('/')}/translate",
            json={
                "q": [string.data for string in strings],
                "source": self.language_code(source_locale.language_code),
                "target": self.language_code(target_locale.language_code),
                "api_key": self.options.get("API_KEY", ""),
                "format": "html",
            },
        )
        return self.paired(
            strings, answer.get("translatedText") if isinstance(answer, dict) else None
        )


class Placeholder(Engine, DummyTranslator):
    """For the demo and for trying: turns the words around and asks nobody."""

    display_name = _("Platzhalter (dreht Wörter um)")


def _unanswered(error: requests.RequestException) -> EngineError:
    """What has become of a request without an answer.

    Not sent is only what no connection could be made for. A service that takes the texts and then
    hangs up, or stops in the middle of its answer, has read them.
    """
    cause = error.args[0] if error.args else None
    if isinstance(cause, MaxRetryError):
        return EngineError(Failure.AWAY, was_sent=False)
    is_late = isinstance(error, requests.Timeout) or isinstance(cause, ReadTimeoutError)
    return EngineError(Failure.TIME_OUT if is_late else Failure.AWAY)


def configured_engine() -> Engine | None:
    """The service that the settings name."""
    found: dict[str, Any] | None = settings.MACHINE_TRANSLATION
    if found is None:
        return None
    engine: Engine = import_string(found["CLASS"])(found["OPTIONS"])
    return engine


class OnlyProposals(BaseMachineTranslator):
    """What wagtail-localize has of the service: a name for its button.

    Its own ways of asking know of no budget and no personal data, and one of them publishes.
    They get no translation from here.
    """

    @property
    def display_name(self) -> str:
        """The name of the service."""
        engine = configured_engine()
        return str(engine.display_name) if engine else ""

    def can_translate(self, source_locale: Locale, target_locale: Locale) -> bool:
        """Whether the service can; then the editor shows the button."""
        engine = configured_engine()
        return engine is not None and engine.can_translate(source_locale, target_locale)

    def translate(self, *args: Any) -> dict[StringValue, StringValue]:
        """Nothing."""
        return {}


def batches(engine: Engine, strings: Iterable[str]) -> Iterable[list[str]]:
    """The texts in portions that one request may hold; a text that is too long stands alone."""
    batch: list[str] = []
    size = 0
    for text in strings:
        if batch and (len(batch) == engine.MAX_TEXTS or size + len(text) > engine.MAX_CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch
