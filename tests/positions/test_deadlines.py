"""What must happen, or lapses, when."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from benchmarks.positions import SEED
from hypothesis import given, settings
from hypothesis import strategies as st

from cablegram.actors.finding import find
from cablegram.positions.deadlines import deadlines
from cablegram.positions.passages import Passages
from cablegram.positions.records import Deadline
from cablegram.tables.deadline_words import deadline_deeds, deadline_nouns, deadline_verbs
from cablegram.telegram.reader import parse
from cablegram.telegram.records import DateInterval
from tests.real_data import needs_shared

NOON = dt.datetime(1978, 3, 9, 12, tzinfo=dt.UTC)  # a Thursday


def _passages(text: str, moment: dt.datetime | None = NOON, year: int | None = None) -> Passages:
    telegram = parse(text, year=year)
    if moment is not None:
        date = DateInterval(moment, moment + dt.timedelta(minutes=1), "minute", "dtg")
        telegram = msgspec.structs.replace(telegram, date=date)
    return Passages(telegram, find(telegram, rules_only=True))


def _read(text: str, moment: dt.datetime | None = NOON, year: int | None = None) -> list[Deadline]:
    return deadlines(_passages(f"1. {text}\n", moment, year))


@pytest.mark.parametrize(
    ("text", "kind", "what", "date", "bound"),
    [
        ("The mandate of UNIFIL expires on 19 September.", "mandate_expiry", "mandate of UNIFIL", "1978-09-19", "on"),
        ("BASE AGREEMENT WILL EXPIRE IN 1981.", "mandate_expiry", "BASE AGREEMENT", "1981", "on"),
        ("The extension will run until June 30.", "mandate_expiry", "extension", "1978-06-30", "by"),
        ("Please give us comments by COB March 15.", "report_due", "comments", "1978-03-15", "by"),
        ("The annual report is due April 15.", "report_due", "annual report", "1978-04-15", "by"),
        ("Request reply by March 12.", "report_due", "reply", "1978-03-12", "by"),
        ("The Cabinet is to decide next week.", "decision_point", "decision of Cabinet", "1978-03-13/1978-03-19", "on"),
        ("Parliament must ratify the treaty before the end of the month.", "decision_point", "ratify the treaty", "1978-03-31", "by"),
        ("Elections are set for May 14.", "decision_point", "Elections", "1978-05-14", "on"),
        ("THE NEXT ROUND OF TALKS IS SCHEDULED FOR APRIL 3-7 IN VIENNA.", "meeting", "NEXT ROUND OF TALKS", "1978-04-03/1978-04-07", "on"),
        ("He spoke of the upcoming OAU summit in July.", "meeting", "upcoming OAU summit", "1978-07", "on"),
        ("The Council meets again in two weeks.", "meeting", "meeting of Council", "1978-03-23", "on"),
        ("The new tariff enters into force on April 1.", "entry_or_start", "entry of new tariff into force", "1978-04-01", "on"),
        ("They will not allow the convoy to enter before March 20.", "entry_or_start", "entry of convoy", "1978-03-20", "not_before"),
        ("The rebels gave them until March 12 to release the prisoners.", "ultimatum", "release the prisoners", "1978-03-12", "by"),
        ("Unless the hostages are released by noon March 11, they will act.", "ultimatum", "hostages released", "1978-03-11", "by"),
    ],
)  # fmt: skip
def test_kinds(text: str, kind: str, what: str, date: str, bound: str) -> None:
    (found,) = _read(text)
    assert (found.type, found.what, found.date, found.bound) == (kind, what, date, bound)
    assert found.quote in text


@pytest.mark.parametrize(
    "text",
    [
        "The Minister met the Ambassador on March 8 and discussed the March 2 note.",
        "The contract expired on February 28.",
        "The budget was adopted in December.",
        "The talks might perhaps be held in April.",
        "He proposed a meeting in early May.",
        "Prices rose 5 percent in February and are expected to rise in April.",
        "An extension of at least six months is needed.",
        "Please advise soonest.",
    ],
)
def test_what_is_none(text: str) -> None:
    assert _read(text) == []


def test_all_capitals_read_alike() -> None:
    text = "The Commission shall report to the Council by 1 July 1978. On March 15 the Group will begin its work."
    wanted = [("report_due", "1978-07-01"), ("entry_or_start", "1978-03-15")]
    assert [(d.type, d.date) for d in _read(text)] == wanted
    assert [(d.type, d.date) for d in _read(text.upper())] == wanted


def test_an_event_dated_elsewhere() -> None:
    text = "The May 3-4 Vienna conference is near.\n\n2. The question of seats will have to be settled at the Vienna conference."
    first, second = _read(text)
    assert first.type == "meeting"
    assert (second.type, second.date, second.date_source) == ("decision_point", first.date, "paragraph 1")
    assert second.what == "question of seats settled"


def test_with_the_year_alone_days_count_from_what_is_told() -> None:
    text = "COMMITTEE MET MARCH 8. THE PLENARY MARCH 11 WILL BE SHORT. IT HAD A SESSION MARCH 2."
    assert [d.date for d in _read(text, None, 1977)] == ["1977-03-11"]
    assert _read("REPLY IS DUE TOMORROW.", None, 1977) == []


def test_without_a_date_only_stated_years() -> None:
    assert [d.date for d in _read("The treaty will expire on June 1, 1985.", None)] == ["1985-06-01"]
    assert _read("The treaty will expire on June 1.", None) == []


def test_the_table_gives_forms() -> None:
    assert deadline_nouns()[("deadlines",)] == "report_due"
    assert deadline_verbs()[("met",)] == deadline_verbs()[("convening",)] == "meeting"
    assert deadline_verbs()[("submitted",)] == "report_due"
    assert deadline_deeds()["expires"] == "expiration"


@needs_shared
def test_the_founding_cable() -> None:
    text = SEED.read_bytes().decode().replace("\r\n", "\n")
    found = deadlines(_passages(text, None))
    assert [(d.paragraph, d.type, d.date) for d in found] == [
        (1, "meeting", "2007-11-29/2007-11-30"),
        (4, "decision_point", "2007-11-29/2007-11-30"),
        (5, "mandate_expiry", "2007-12"),
        (6, "entry_or_start", "2007-11-25"),
    ]
    assert found[3].bound == "not_before"
    for item in found:
        assert text[item.start : item.end] == item.quote
        assert [text[a:b] for a, b in item.more] == list(item.quote_more)


_PIECES = st.sampled_from(
    [
        "by",
        "until",
        "before",
        "unless",
        "to",
        "will",
        "must",
        "be",
        "meet",
        "meeting",
        "of",
        "the",
        "its",
        ",",
        ".",
        "(",
        ")",
        "on",
        "MARCH",
        "14",
        "-",
        "18",
        "next",
        "week",
        "1979",
        "which",
        "are",
        "agreed",
        "for",
        "mandate",
        "expires",
        "due",
        "not",
        "gave",
        "settled",
        "at",
        "Vienna",
        "conference",
        "need",
        "\n\n",
        "2.",
        "report",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(), st.lists(_PIECES, max_size=40).map(" ".join)))
def test_never_raises(text: str) -> None:
    for moment in (NOON, None):
        for item in deadlines(_passages(text, moment)):
            assert item.what
            assert item.start < item.end
