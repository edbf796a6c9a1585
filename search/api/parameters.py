"""The parameters of the API: those of the search page, but refused when they are wrong."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from network_core.directory.models import OfferLanguage
from network_core.networks.models import Network
from network_core.taxonomy.addresses import SCHEMES
from network_core.taxonomy.models import Term
from search.api.schemas import Parameters
from search.engines.order import WINDOW
from search.query.request import FACETS, MAX_QUERY, MAX_VALUE, Mistake, Question, read

KNOWN = frozenset(Parameters.model_fields)
SEVERAL = frozenset(FACETS)
_BOOLEANS = {"": False, "false": False, "0": False, "true": True, "1": True}
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What a program asks for."""

    question: Question
    language: str
    is_explained: bool


class WrongParameters(Exception):  # noqa: N818
    """Parameters that mean nothing, each with the reason."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(", ".join(mistake.parameter for mistake in mistakes))
        self.mistakes = mistakes


def read_parameters(given: QueryDict, network: Network) -> Asked:
    """What is asked on the site of `network`. WrongParameters names everything that is wrong.

    Whether a town of that name exists is only known when it is looked for.
    """
    mistakes = _mistakes_of_form(given)
    if mistakes:
        # What is malformed is not looked at any further, and never looked up.
        raise WrongParameters(mistakes[:_MOST_NAMED])
    reading = read(given, page="page")
    question = reading.question
    mistakes = list(reading.mistakes)
    if not question.query:
        mistakes.append(Mistake("q", _("Dieser Parameter fehlt.")))
    if question.offset + question.per_page > WINDOW and not mistakes:
        message = _("Es können nur die ersten %(number)d Treffer durchblättert werden.")
        mistakes.append(Mistake("page", message % {"number": WINDOW}))
    if "radius" in given and not question.near:
        mistakes.append(Mistake("radius", _("Ein Umkreis braucht einen Ort in „near“.")))
    language = given.get("language") or "de"
    if not network.offers_language(language):
        message = _("Diese Website bietet: %s")
        mistakes.append(Mistake("language", message % ", ".join(network.languages)))
    explain = given.get("explain", "").lower()
    if explain not in _BOOLEANS:
        mistakes.append(Mistake("explain", _("Möglich sind: %s") % "true, false"))
    if not mistakes:
        mistakes = _unknown(question)
    if mistakes:
        raise WrongParameters(mistakes)
    return Asked(question, language, _BOOLEANS[explain])


def _mistakes_of_form(given: QueryDict) -> list[Mistake]:
    mistakes = []
    for name, values in given.lists():
        shown = name[:MAX_VALUE]
        if name not in KNOWN:
            mistakes.append(Mistake(_printable(shown), _("Diesen Parameter gibt es nicht.")))
            continue
        if len(values) > 1 and name not in SEVERAL:
            mistakes.append(Mistake(name, _("Dieser Parameter darf nur einmal vorkommen.")))
        most = MAX_QUERY if name == "q" else MAX_VALUE
        if any(len(value) > most for value in values):
            message = _("Höchstens %(number)d Zeichen sind möglich.")
            mistakes.append(Mistake(name, message % {"number": most}))
        elif any(value != _printable(value) for value in values):
            mistakes.append(Mistake(name, _("Steuerzeichen sind nicht möglich.")))
    return mistakes


def _printable(text: str) -> str:
    return "".join(each for each in text if unicodedata.category(each) not in {"Cc", "Cs"})


def _unknown(question: Question) -> list[Mistake]:
    """Mistakes for names that nothing has, in at most three queries."""
    mistakes = []
    networks = set(question.values("network"))
    if networks:
        found = Network.objects.open().filter(slug__in=networks).values_list("slug", flat=True)
        if networks - set(found):
            mistakes.append(_names_nothing("network", networks - set(found)))
    terms = {(scheme, slug) for scheme in SCHEMES for slug in question.values(scheme)}
    if terms:
        known = Term.objects.filter(scheme__in=SCHEMES, slug__in={slug for _, slug in terms})
        missing = terms - set(known.order_by().values_list("scheme_id", "slug"))
        for scheme in SCHEMES:
            slugs = {slug for name, slug in missing if name == scheme}
            if slugs:
                mistakes.append(_names_nothing(scheme, slugs))
    spoken = set(question.values("offered_in"))
    if spoken:
        codes = OfferLanguage.objects.filter(code__in=spoken).order_by()
        missing_codes = spoken - set(codes.values_list("code", flat=True).distinct())
        odd = {code for code in missing_codes if not (len(code) in {2, 3} and code.isalpha())}
        if odd:
            mistakes.append(_names_nothing("offered_in", odd))
    return mistakes


def _names_nothing(parameter: str, values: set[str]) -> Mistake:
    message = _("Das gibt es nicht: %s")
    return Mistake(parameter, message % ", ".join(sorted(values)))
