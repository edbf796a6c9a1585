"""Checking addresses in the background: a few at a time, politely, and again when they fail."""

import time
from collections import Counter
from datetime import timedelta
from urllib.parse import urlsplit

from django.utils import timezone

from network_core.links.fetching import Answer, fetch
from network_core.links.models import Link
from network_core.networks.models import Network

# Short, because mails wait for the same runner; often, so that thousands are checked in a day.
RUN_SECONDS = 45.0
MOST_IN_A_RUN = 60
MOST_OF_A_HOST = 10
HOST_PAUSE_SECONDS = 2.0
NO_NETWORK_AFTER = 4
AGAIN_WHEN_IT_WORKS = timedelta(days=14)
AGAIN_WHEN_IT_FAILS = timedelta(days=1)

State = Link.State


class NoNetworkError(Exception):
    """No name at all can be looked up: that is our own trouble, and nothing is noted."""


def user_agent() -> str:
    """Who asks, with an address where to complain, as operators of websites expect it."""
    umbrella = Network.objects.umbrella()
    contact = f" (+{umbrella.root_url}/)" if umbrella else ""
    return f"NetzwerkeLinkCheck/1.0{contact}"


def check_links() -> Counter[str]:
    """Check addresses that are due, as many as fit into one run; returns how many of each state.

    Raises NoNetworkError where the first few names are all unknown.
    """
    agent = user_agent()
    started = time.monotonic()
    asked_at: dict[str, float] = {}
    counts: Counter[str] = Counter()
    unknown: list[tuple[Link, Answer]] = []
    found_any = False
    for link in _next_links():
        host = urlsplit(link.url).hostname or ""
        wait = asked_at.get(host, -HOST_PAUSE_SECONDS) + HOST_PAUSE_SECONDS - time.monotonic()
        if time.monotonic() + max(wait, 0.0) - started > RUN_SECONDS:
            break
        if wait > 0:
            time.sleep(wait)
        answer = fetch(link.url, agent)
        asked_at[host] = time.monotonic()
        if answer.is_unknown_host and not found_any:
            unknown.append((link, answer))
            if len(unknown) >= NO_NETWORK_AFTER:
                raise NoNetworkError
            continue
        found_any = True
        note(link, answer)
        counts[answer.state] += 1
    for link, answer in unknown:
        note(link, answer)
        counts[answer.state] += 1
    return counts


def _next_links() -> list[Link]:
    """What is due, in turns by host, so that nobody is asked many times in a row."""
    by_host: dict[str, list[Link]] = {}
    for link in Link.objects.due()[: MOST_IN_A_RUN * 4]:
        by_host.setdefault(urlsplit(link.url).hostname or "", []).append(link)
    turns = [
        (turn, position, link)
        for position, links in enumerate(by_host.values())
        for turn, link in enumerate(links[:MOST_OF_A_HOST])
    ]
    turns.sort(key=lambda each: each[:2])
    return [link for _turn, _position, link in turns[:MOST_IN_A_RUN]]


def note(link: Link, answer: Answer) -> None:
    """Write down an answer, and when to ask again."""
    now = timezone.now()
    works = answer.state in {State.WORKS, State.UNCLEAR}
    link.state = answer.state
    link.status_code = answer.status_code
    link.moved_to = answer.moved_to if works else ""
    link.failures = 0 if works else min(link.failures + 1, 1000)
    link.failing_since = None if works else link.failing_since or now
    link.checked_at = now
    link.next_check_at = now + (AGAIN_WHEN_IT_WORKS if works else AGAIN_WHEN_IT_FAILS)
    link.save()
