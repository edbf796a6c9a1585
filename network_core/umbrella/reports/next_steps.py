"""What helps a network most now: read from its figures, a sentence and where to do it.

Adding one that follows from a figure is one entry in `STEPS`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network_core.networks.models import Network
from network_core.umbrella.figures import count, find_figures
from network_core.umbrella.lights import Light, light, thresholds
from network_core.umbrella.reports.gaps import SCHEME, topic_gaps

MOST_STEPS = 3
MOST_TOPICS = 3


@dataclass(frozen=True)
class Step:
    """One thing to do where a figure is above zero; `say` gets its number as it is written."""

    figure: str
    say: Callable[[int, str], str]
    address: str


@dataclass(frozen=True)
class NextStep:
    """A step of one network; `path` leads into the admin."""

    text: str
    path: str


def _proposals(number: int, written: str) -> str:
    return ngettext(
        "Ein Änderungsvorschlag wartet auf eine Antwort.",
        "%(number)s Änderungsvorschläge warten auf eine Antwort.",
        number,
    ) % {"number": written}


def _overdue(number: int, written: str) -> str:
    return ngettext(
        "Bei einem Angebot ist die Prüfung überfällig.",
        "Bei %(number)s Angeboten ist die Prüfung überfällig.",
        number,
    ) % {"number": written}


def _broken_links(number: int, written: str) -> str:
    return ngettext(
        "Ein Link auf der Website geht seit Tagen nicht.",
        "%(number)s Links auf der Website gehen seit Tagen nicht.",
        number,
    ) % {"number": written}


def _stale(_number: int, written: str) -> str:
    return _(
        "Bei %(number)s der Übersetzungen von Angeboten hat sich der deutsche Text geändert."
    ) % {"number": written}


def _search_misses(number: int, written: str) -> str:
    return ngettext(
        "Eine Suche der letzten 30 Tage fand nichts. Welche Wörter fehlen?",
        "%(number)s Suchen der letzten 30 Tage fanden nichts. Welche Wörter fehlen?",
        number,
    ) % {"number": written}


# What waits for others comes first; where the traffic light is red, it goes before all of them.
STEPS = (
    Step("proposals_open", _proposals, "aenderungsvorschlaege:index"),
    Step("overdue", _overdue, "due_checks"),
    Step("broken_links", _broken_links, "broken_links"),
    Step("stale", _stale, "wagtail_localize:translations_report"),
    Step("search_misses", _search_misses, "search_without_hit"),
)
# Topics that others have offers for stand behind what is broken, and before what could be better.
GAPS_AFTER = "broken_links"


def next_steps(networks: Sequence[Network]) -> dict[int, list[NextStep]]:
    """Id of each network → the most useful steps, at most three.

    The number of queries does not depend on how many networks there are.
    """
    figures = {figure.key: figure for figure in find_figures(step.figure for step in STEPS)}
    values = count(figures.values(), networks)
    limits = thresholds()
    lacking = _lacking_topics(networks)
    found = {}
    for network in networks:
        steps: list[tuple[bool, NextStep]] = []
        for step in STEPS:
            figure = figures[step.figure]
            value = values[step.figure][network.pk]
            if value:
                text = step.say(int(value), figure.unit.shown(value))
                red = light(figure, value, limits.get(step.figure)) is Light.POOR
                steps.append((not red, NextStep(text, reverse(step.address))))
            if step.figure == GAPS_AFTER and lacking[network.pk]:
                steps.append((True, _gap_step(lacking[network.pk])))
        steps.sort(key=lambda pair: pair[0])
        found[network.pk] = [step for _rank, step in steps[:MOST_STEPS]]
    return found


def _lacking_topics(networks: Sequence[Network]) -> dict[int, list[str]]:
    """Id of each network → the topics that others have offers for, and it has none."""
    lacking: dict[int, list[str]] = {network.pk: [] for network in networks}
    for gap in topic_gaps(networks, count):
        if gap.having:
            for network in gap.without:
                lacking[network.pk].append(gap.term.label)
    return lacking


def _gap_step(topics: Sequence[str]) -> NextStep:
    named = ", ".join(f"„{topic}“" for topic in topics[:MOST_TOPICS])
    more = len(topics) - MOST_TOPICS
    if more > 0:
        named = ngettext(
            "%(topics)s und einem weiteren Thema", "%(topics)s und %(count)d weiteren Themen", more
        ) % {"topics": named, "count": more}
    text = _("Andere Netzwerke haben Angebote zu %(topics)s, dieses noch keins.") % {
        "topics": named
    }
    return NextStep(text, f"{reverse('coverage')}?scheme={SCHEME}")
