"""Links to call and to write."""

import pytest
from django.template import Context, Template


def _render(tag: str, value: object) -> str:
    template = Template("{% load contact_tags %}{% " + tag + " value %}")
    return template.render(Context({"value": value}))


@pytest.mark.parametrize(
    ("number", "target"),
    [
        ("0551 400-2829", "+495514002829"),
        ("+49 30 90296-0", "+4930902960"),
        ("116 016", "116016"),
        ("110", "110"),
    ],
)
def test_number_is_dialled_and_isolated(number: str, target: str) -> None:
    expected = f'<a href="tel:{target}"><bdi dir="ltr">{number}</bdi></a>'
    assert _render("phone_link", number) == expected


def test_what_cannot_be_dialled_is_no_link() -> None:
    assert _render("phone_link", "auf Anfrage") == '<bdi dir="ltr">auf Anfrage</bdi>'


@pytest.mark.parametrize("tag", ["phone_link", "email_link"])
def test_nothing_gives_nothing(tag: str) -> None:
    assert _render(tag, "") == ""
    assert _render(tag, None) == ""


@pytest.mark.parametrize("tag", ["phone_link", "email_link"])
def test_values_are_escaped(tag: str) -> None:
    assert "<b>" not in _render(tag, '"><b>0551 4000</b>')


def test_address_is_written_to_and_isolated() -> None:
    assert (
        _render("email_link", "a@example.org")
        == '<a href="mailto:a@example.org"><bdi dir="ltr">a@example.org</bdi></a>'
    )
