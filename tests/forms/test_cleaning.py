"""What visitors type, made safe without being spoilt."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network_core.forms.cleaning import clean_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Mu\u0308ller", "Müller"),
        ("a\x00b\x1b[31mc", "ab[31mc"),
        ("rechnung\u202efdp.exe", "rechnungfdp.exe"),
        ("pass\u200bwort\ufeff", "passwort"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("مرحبا\u200f!", "مرحبا\u200f!"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("Z" + "\u0301" * 50, unicodedata.normalize("NFC", "Z\u0301") + "\u0301" * 4),
        ("a\ud800b", "ab"),
        ("eins\r\nzwei", "eins zwei"),
    ],
)
def test_one_line(typed: str, kept: str) -> None:
    assert clean_text(typed, multiline=False) == kept


def test_lines_are_kept_where_there_may_be_several() -> None:
    assert clean_text("a\r\nb\rc\u2028d\te", multiline=True) == "a\nb\nc\nd\te"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_cleaning_twice_is_cleaning_once_and_can_be_stored(typed: str) -> None:
    once = clean_text(typed, multiline=True)
    assert clean_text(once, multiline=True) == once
    assert "\x00" not in once
    assert once.encode("utf-8").decode("utf-8") == once
