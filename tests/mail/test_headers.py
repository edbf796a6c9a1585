"""The head of a mail: nobody can add to it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network_core.mail.headers import is_address, named_address, one_line


@pytest.mark.parametrize(
    "value",
    [
        "a@b.example\r\nBcc: victim@example.org",
        "a@b.example\n",
        "a@b.example, c@d.example",
        "Name <a@b.example>",
        '"a b"@example.org',
        "a\x00@example.org",
        "müller@example.org",
        "",
        "a@",
    ],
)
def test_what_is_not_one_plain_address_is_refused(value: str) -> None:
    assert not is_address(value)
    with pytest.raises(ValueError, match="address"):
        named_address("Name", value)


def test_plain_addresses_pass() -> None:
    assert is_address("kontakt+web@sub.example.org")
    assert named_address('Netz „Werk", <x@y.example>', "a@example.org").endswith("<a@example.org>")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_a_line_never_has_a_line_break_or_control_character(value: str) -> None:
    line = one_line(value, 80)
    assert len(line) <= 80
    assert line.splitlines() in ([], [line])
    assert not any(ord(char) < 32 for char in line)


def test_words_survive_and_hidden_directions_do_not() -> None:
    assert one_line("Grüße\r\nBcc: a@b.example", 80) == "Grüße Bcc: a@b.example"
    assert one_line("exe.\u202efdp", 80) == "exe.fdp"
    assert one_line("می\u200cخواهم", 80) == "می\u200cخواهم"
    assert one_line("x" * 100, 10) == "x" * 9 + "…"
