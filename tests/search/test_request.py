"""Reading a question from an address: canonical, bounded, with a mistake for what is wrong."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from search.query.request import DISTANCE, Near, Question, read, read_question


def test_the_same_question_has_the_same_address() -> None:
    address = (
        "q=Spielgruppe&type=offer&topic=a&topic=b&offered_in=tr&cost=free"
        "&near=37073&radius=30&sort=distance"
    )
    other_order = QueryDict(
        "sort=distance&radius=30&topic=b&near=+37073+&cost=free&page=7&topic=a&topic=b"
        "&offered_in=tr&network=&q=+Spielgruppe++&type=offer&scope=all"
    )
    assert read_question(other_order).to_address() == address
    assert read_question(QueryDict(address)) == Question(
        "Spielgruppe",
        (
            ("type", ("offer",)),
            ("topic", ("a", "b")),
            ("offered_in", ("tr",)),
            ("cost", ("free",)),
        ),
        near=Near("37073"),
        radius_km=30,
        sort=DISTANCE,
    )


def test_an_address_without_choices_is_short() -> None:
    question = read_question(QueryDict("q=Kita&scope=&near=&radius=15&sort=relevance&network="))
    assert question.to_address() == "q=Kita"
    assert not question.is_narrowed


def test_the_own_network_leaves_no_choice_of_others() -> None:
    question = read_question(QueryDict("q=Kita&scope=own&network=b-netz"))
    assert question.is_own_only
    assert not question.values("network")


def test_filters_and_places_are_taken_off_one_by_one() -> None:
    question = read_question(QueryDict("q=Kita&topic=a&topic=b&near=Leer&sort=distance&p=3"))
    assert question.without("topic", "a").to_address() == "q=Kita&topic=b&near=Leer&sort=distance"
    assert question.without("topic", "a").page == 1
    assert question.without_place().to_address() == "q=Kita&topic=a&topic=b"
    assert Question("Kita Leer").without_place().to_address() == "q=Kita+Leer&ueberall=1"


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("near=51.53,9.93", Near("51.53,9.93", (51.53, 9.93))),
        ("near=51.53, 9.93", Near("51.53, 9.93", (51.53, 9.93))),
        ("near=Bad Harzburg", Near("Bad Harzburg")),
        ("near=%00", None),
        ("near=91.5,9.9", None),
    ],
)
def test_a_place_is_a_name_or_a_point(address: str, near: Near | None) -> None:
    assert read_question(QueryDict(address)).near == near


@pytest.mark.parametrize(
    "parameter",
    [
        "type=elephant",
        "network=%22",
        "topic=" + "x" * 100,
        "cost=cheap",
        "reach=moon",
        "scope=mine",
        "sort=price",
        "near=95,200",
        "radius=0",
        "radius=all",
        "page=0",
        "page=²",
        "per_page=1000",
        "format=" + "&format=".join(f"f{number}" for number in range(30)),
    ],
)
def test_what_is_wrong_is_named_and_left_out(parameter: str) -> None:
    reading = read(QueryDict(f"q=Kita&{parameter}"), page="page")
    assert [mistake.parameter for mistake in reading.mistakes] == [parameter.partition("=")[0]]
    assert reading.mistakes[0].message
    assert reading.question.query == "Kita"
    assert reading.question.per_page <= 50
    assert not read(QueryDict("q=Kita&network=b-netz&radius=100&per_page=50&page=3")).mistakes
