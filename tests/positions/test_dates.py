"""Dates in running text and what they come to from the day of the telegram."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablegram.actors.tokens import tokens
from cablegram.positions.dates import Anchor, Turn, phrases, resolve
from cablegram.telegram.dates import whole_year

DAY = Anchor(dt.date(1978, 11, 16), dt.date(1978, 11, 16))  # a Thursday
YEAR = Anchor.of(whole_year(1978, "given"))


def _read(text: str, anchor: Anchor | None = DAY, turn: Turn | None = None) -> list[str | None]:
    found = [resolve(phrase, anchor, turn) for phrase in phrases([t.word for t in tokens(text)])]
    return [interval.iso if interval else None for interval in found]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("the November 29-30 talks", "1978-11-29/1978-11-30"),
        ("ON DECEMBER 12", "1978-12-12"),
        ("Jan 9", "1979-01-09"),
        ("Feb. 10, 1979", "1979-02-10"),
        ("the 5th of December", "1978-12-05"),
        ("December 5th", "1978-12-05"),
        ("30 NOVEMBER", "1978-11-30"),
        ("28 Nov - 3 Dec", "1978-11-28/1978-12-03"),
        ("December 9 and 10", "1978-12-09/1978-12-10"),
        ("between December 5 and 10", "1978-12-05/1978-12-10"),
        ("December 30 to January 4", "1978-12-30/1979-01-04"),
        ("Friday, December 1", "1978-12-01"),
        ("051400Z DEC", "1978-12-05"),
        ("by 12/5/78", "1978-12-05"),
        ("on 12/5", "1978-12-05"),
        ("1979-03-04", "1979-03-04"),
        ("week of December 4", "1978-12-04/1978-12-08"),
        ("in March", "1979-03"),
        ("next May", "1979-05"),
        ("December 1979", "1979-12"),
        ("mid-January", "1979-01-11/1979-01-20"),
        ("early December", "1978-12-01/1978-12-10"),
        ("the end of February", "1979-02-28"),
        ("latter half of February", "1979-02-16/1979-02-28"),
        ("first half of 1979", "1979-01/1979-06"),
        ("second quarter of 1979", "1979-04/1979-06"),
        ("the spring of 1979", "1979-03/1979-05"),
        ("next summer", "1979-06/1979-08"),
        ("by 1981", "1981"),
        ("the end of 1979", "1979-12"),
        ("next year", "1979"),
        ("year-end", "1978-12"),
        ("by the end of the month", "1978-11-30"),
        ("next month", "1978-12"),
        ("next week", "1978-11-20/1978-11-26"),
        ("the end of the week", "1978-11-17"),
        ("tomorrow", "1978-11-17"),
        ("Monday", "1978-11-20"),
        ("next Friday", "1978-11-24"),
        ("last Monday", "1978-11-13"),
        ("within two weeks", "1978-11-30"),
        ("in three months", "1979-02"),
        ("by the 28th.", "1978-11-28"),
        ("June 31", None),
    ],
)
def test_dates_from_the_day(text: str, date: str | None) -> None:
    assert _read(text) == [date]
    assert _read(text.upper()) == [date]
    assert _read(text.lower()) == [date]


@pytest.mark.parametrize(
    "text",
    ["we may go", "the march on the capital", "his 28th session", "resolution 242", "3 of 5 members", "prices fall"],
)
def test_no_date(text: str) -> None:
    assert _read(text) == []


def test_an_hour_is_no_year() -> None:
    assert _read("7 December 2000Z") == ["1978-12-07"]


def test_tense_chooses_the_year() -> None:
    assert _read("in June", turn="ahead") == ["1979-06"]
    assert _read("in June", turn="behind") == ["1978-06"]
    assert _read("December 5", turn="behind") == ["1978-12-05"]  # near: a tense does not move it a year


def test_with_the_year_alone() -> None:
    assert YEAR is not None
    assert _read("March 14", YEAR) == ["1978-03-14"]
    assert _read("tomorrow, next week, Monday, within two weeks", YEAR) == [None] * 4
    assert _read("next year", YEAR) == ["1979"]
    late = Anchor(YEAR.first, YEAR.last, "given", dt.date(1978, 12, 20))
    assert _read("January 5", late) == ["1979-01-05"]
    assert _read("next May", YEAR) == ["1979-05"]


def test_without_any_date() -> None:
    assert _read("December 5, 1979; January 9; tomorrow", None) == ["1979-12-05", None, None]


@given(
    st.lists(
        st.sampled_from(
            [
                "may",
                "march",
                "31",
                "30",
                "29",
                "feb",
                "1979",
                ",",
                "-",
                "/",
                "of",
                "th",
                "the",
                "end",
                "week",
                "next",
                "last",
                "in",
                "by",
                "0",
                "z",
                "mid",
                "first",
                "half",
            ]
        )
    )
)
def test_any_words(words: list[str]) -> None:
    for anchor in (DAY, YEAR, None):
        last = 0
        for phrase in phrases(words):
            assert last <= phrase.first < phrase.last <= len(words)
            last = phrase.last
            found = resolve(phrase, anchor)
            assert found is None or found.first <= found.last


@given(st.text())
def test_any_text(text: str) -> None:
    for phrase in phrases([t.word for t in tokens(text)]):
        resolve(phrase, Anchor(dt.date(9999, 12, 31), dt.date(9999, 12, 31)))
        resolve(phrase, Anchor(dt.date(1, 1, 1), dt.date(1, 1, 1)), "behind")
