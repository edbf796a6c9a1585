"""Asking an address: what its answer means, and whom nobody ever asks."""

import socket
import time
from typing import Any

import pytest

from network_core.links import fetching
from network_core.links.fetching import fetch
from network_core.links.guard import is_public
from tests.links.conftest import Website

AGENT = "Probe/1.0 (+https://example.org/)"


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/", "works"),
        ("/204", "works"),
        ("/404", "gone"),
        ("/410", "gone"),
        ("/500", "failing"),
        ("/403", "unclear"),
        ("/429", "unclear"),
        ("/no-head", "works"),
        ("/huge", "works"),
        ("/ä ö?q=ü&x=1", "works"),
    ],
)
def test_what_an_answer_means(website: Website, path: str, state: str) -> None:
    assert fetch(website.url(path), AGENT).state == state


def test_head_comes_first_and_says_who_asks(website: Website) -> None:
    fetch(website.url("/"), AGENT)
    fetch(website.url("/404"), AGENT)
    asked = [(method, path) for method, path, _agent, _at in website.asked]
    assert asked == [("HEAD", "/"), ("HEAD", "/404"), ("GET", "/404")]
    assert {agent for _method, _path, agent, _at in website.asked} == {AGENT}


def test_redirects_are_followed_and_permanent_ones_remembered(website: Website) -> None:
    website.redirects = {
        "/a": (301, "/b"),
        "/b": (308, website.url("/c")),
        "/t": (302, "/c"),
        "/lost": (301, "/404"),
    }
    assert fetch(website.url("/a"), AGENT).moved_to == website.url("/c")
    temporary = fetch(website.url("/t"), AGENT)
    assert (temporary.state, temporary.moved_to) == ("works", "")
    assert fetch(website.url("/lost"), AGENT).state == "gone"


def test_redirects_without_end_are_left(website: Website) -> None:
    website.redirects = {"/ring": (302, "/ring")}
    assert fetch(website.url("/ring"), AGENT).state == "failing"
    assert len(website.asked) == fetching.MOST_REDIRECTS + 1


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:1/",
        "http://localhost/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://2130706433/",
        "http://0/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
    ],
)
def test_a_redirect_to_a_private_address_is_not_followed(website: Website, target: str) -> None:
    website.redirects = {"/out": (302, target)}
    assert fetch(website.url("/out"), AGENT).state == "refused"
    assert fetch(target, AGENT).state == "refused"


def test_another_port_of_the_same_machine_is_not_asked(website: Website) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert fetch(f"http://127.0.0.1:{port}/", AGENT).state == "refused"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - refused, not bound to
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.215.14", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_which_addresses_are_public(address: str, expected: bool) -> None:
    assert is_public(address) is expected


def test_a_name_that_is_looked_up_differently_later_changes_nothing(
    website: Website, monkeypatch: Any
) -> None:
    # The system's resolver is replaced, not a part of the product: there is no name server here.
    answers = [[(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", website.port))]]
    private = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", website.port))]
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *args, **kwargs: answers.pop() if answers else private
    )
    name = f"http://wechselhaft.example:{website.port}/"
    assert fetch(name, AGENT).state == "works", "connected to the address that was judged"
    assert fetch(name, AGENT).state == "refused"


def test_a_name_with_one_private_address_is_refused(website: Website, monkeypatch: Any) -> None:
    both = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 80)),
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.168.0.1", 80)),
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: both)
    assert fetch("http://doppelt.example/", AGENT).state == "refused"


def test_a_slow_server_is_cut_off(website: Website, monkeypatch: Any) -> None:
    monkeypatch.setattr(fetching, "ANSWER_SECONDS", 0.5)
    started = time.monotonic()
    assert fetch(website.url("/drip"), AGENT).state == "unreachable"
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "url", ["http://", "http://[::1", "https://exa mple/", "http://x:99999/", "http://a..b/", "x"]
)
def test_what_is_no_address_raises_nothing(url: str) -> None:
    assert fetch(url, AGENT).state in {"refused", "unreachable"}
