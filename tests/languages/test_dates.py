"""Days and repeated events are said as people say them in a language."""

from datetime import date

import pytest
from django.utils import translation
from django.utils.formats import date_format

from network_core.events.recurrence import Repeats, rule_in_words
from network_core.events.timing import day_in_words

WEDNESDAY = date(2026, 12, 9)


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("uk", "Середа, 9 грудня"),
        ("ru", "Среда, 9 декабря"),
        ("de-simple", "Mittwoch, 9. Dezember"),
    ],
)
def test_a_month_after_a_day_has_the_case_that_belongs_there(language: str, day: str) -> None:
    with translation.override(language):
        assert day_in_words(WEDNESDAY) == day


def test_an_english_date_is_not_taken_for_another_day_in_germany() -> None:
    with translation.override("en"):
        assert date_format(WEDNESDAY, "SHORT_DATE_FORMAT") == "9 Dec 2026"
        assert date_format(WEDNESDAY) == "9 December 2026"


@pytest.mark.parametrize(
    ("language", "rule"),
    [
        ("tr", "her ayın ikinci Çarşamba günü, 30 Haziran 2027 tarihine kadar"),
        # No ordinal fits the genders of all weekdays, so the days are named that it can be.
        ("uk", "Середа, щомісяця (8–14 числа), до 30 червня 2027 р."),
        ("ru", "Среда, каждый месяц (8–14 числа), до 30 июня 2027 г."),
        ("fa", "دومین چهارشنبه هر ماه، تا 30 ژوئن 2027"),
        ("de-simple", "jeden 2. Mittwoch im Monat, bis 30. Juni 2027"),
    ],
)
def test_a_repeated_event_is_said_in_the_language(language: str, rule: str) -> None:
    with translation.override(language):
        assert rule_in_words(Repeats.MONTHLY_WEEKDAY, WEDNESDAY, date(2027, 6, 30)) == rule
