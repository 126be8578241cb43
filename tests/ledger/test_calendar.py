"""What falls due, put together; and as iCalendar."""

from __future__ import annotations

from typing import Any

import pytest

from cablegram.ledger import Source
from cablegram.ledger.calendar import Due, Entry, Taken, calendar, days, due_in, taken_in
from cablegram.ledger.icalendar import escaped, folded, icalendar
from cablegram.positions.records import Action, Deadline, Stated

LIMA = Source("doc-a", "07LIMA1", "2007-03-01", "AMEMBASSY LIMA")
OSLO = Source("doc-b", "07OSLO2", "2007-04-01", "AMEMBASSY OSLO")


def due(what: str, date: str, type: str = "mandate_expiry", source: Source = LIMA, **fields: Any) -> Due:
    values = {"paragraph": 2, "start": 5, "end": 9, "quote": f"{what} {date}", "precision": "day", **fields}
    return Due(source, Deadline(type=type, what=what, date=date, **values))  # type: ignore[arg-type]


def done(action: str, source: Source = OSLO, status: str = "done") -> Taken:
    return Taken(
        source,
        Action(paragraph=1, start=0, end=1, quote="x", actor="the Board", action=action, status=status),  # type: ignore[arg-type]
    )


def told(entries: list[Entry]) -> list[tuple[str, str, int]]:
    return [(one.what, one.date, len(one.told)) for one in entries]


MANDATE = due("the mandate of the Orle river mission", "2007-06-30")


def test_the_same_in_other_words_is_one_entry() -> None:
    again = due("Orle river mission mandate", "2007-06-30", source=OSLO, responsible="the Board")
    (one,) = calendar([again, MANDATE])
    assert (one.what, one.responsible, [each.source.cable for each in one.told]) == (
        "the mandate of the Orle river mission", "the Board", ["07LIMA1", "07OSLO2"],
    )  # fmt: skip
    assert one.id == calendar([MANDATE])[0].id  # a later cable changes no id


@pytest.mark.parametrize(
    "other",
    [
        due("the mandate of the Orle river mission", "2007-07-31"),
        due("the mandate of the Orle river mission", "2007-06-30", "report_due"),
        due("the mandate of the Orle river mission", "2007-06-30", bound="by"),
        due("the mandate of the harbor board", "2007-06-30"),
        due("the mission", "2007-06-30"),
    ],
)
def test_other_things_are_other_entries(other: Due) -> None:
    assert len(calendar([MANDATE, other])) == 2


def test_two_responsible_are_two_entries() -> None:
    first, second = (due("a report on fish", "2007-06", "report_due", responsible=who) for who in ("Peru", "Chile"))
    assert len(calendar([first, second])) == 2


def test_a_mandate_without_a_decision_lapses() -> None:
    (one,) = calendar([MANDATE])
    assert (one.lapses, one.decision) == (True, "")
    decision = due("extension of the Orle river mission", "2007-06-12", "decision_point", source=OSLO)
    found = {one.type: one for one in calendar([MANDATE, decision])}
    assert (found["mandate_expiry"].lapses, found["mandate_expiry"].decision) == (False, "2007-06-12")
    assert not found["decision_point"].lapses
    late = due("extension of the Orle river mission", "2007-07-12", "decision_point", source=OSLO)
    other = due("the price of herring", "2007-06-12", "decision_point", source=OSLO)
    assert all(calendar([MANDATE, each])[-1 if each is other else 0].lapses for each in (late, other))


def test_what_was_decided_does_not_lapse() -> None:
    (one,) = calendar([MANDATE], [done("extended the mandate of the Orle mission until 2008")])
    assert (one.lapses, one.decision) == (False, "2007-04-01")
    for taken in (done("visited the Orle mission"), done("extended the lease of a house")):
        assert calendar([MANDATE], [taken])[0].lapses


def test_since_and_until() -> None:
    rows = [due("a b", "2007"), due("c d", "2007-11"), due("e f", "2007-11-29/2007-11-30")]
    assert told(calendar(rows)) == [("a b", "2007", 1), ("c d", "2007-11", 1), ("e f", "2007-11-29/2007-11-30", 1)]
    assert told(calendar(rows, since="2007-12")) == [("a b", "2007", 1)]
    assert told(calendar(rows, until="2007-11-28"))[1:] == [("c d", "2007-11", 1)]
    assert len(calendar(rows, since="2007-11-30", until="2007-11-30")) == 3


def test_days_that_a_date_may_mean() -> None:
    assert days("2007") == ("2007-01-01", "2007-12-31")
    assert days("2008-02") == ("2008-02-01", "2008-02-29")
    assert days("2007-11-29/2007-11-30") == ("2007-11-29", "2007-11-30")


def test_out_of_what_a_cable_states() -> None:
    stated = Stated(
        cable="x",
        deadlines=(MANDATE.deadline, due("b", "2007", optional=True).deadline),
        actions=(done("x").action, done("y", status="planned").action),
    )
    assert [one.deadline.what for one in due_in(LIMA, stated)] == [MANDATE.deadline.what]
    assert len(due_in(LIMA, stated, optional=True)) == 2
    assert [one.action.action for one in taken_in(LIMA, stated)] == ["x"]


def test_icalendar() -> None:
    entries = calendar(
        [MANDATE, due("a meeting; of boards, big\\small", "2007-11-29/2007-11-30", "meeting", bound="by")]
    )
    text = icalendar(entries, "20070301T000000Z")
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    whole = text.replace("\r\n ", "").split("\r\n")
    assert whole.count("BEGIN:VEVENT") == whole.count("END:VEVENT") == 2
    assert f"UID:{entries[0].id}@cablegram" in whole
    assert "SUMMARY:Mandate ends: the mandate of the Orle river mission [lapses: no decision is told]" in whole
    assert "SUMMARY:Meeting: a meeting\\; of boards\\, big\\\\small (by then)" in whole
    assert whole.index("DTSTART;VALUE=DATE:20071129") + 1 == whole.index("DTEND;VALUE=DATE:20071201")
    (notes,) = (line for line in whole if line.startswith("DESCRIPTION:07LIMA1 ¶2") and "river" in line)
    assert notes == 'DESCRIPTION:07LIMA1 ¶2: "the mandate of the Orle river mission 2007-06-30"'


def test_escaping_and_folding() -> None:
    assert escaped("a\nb\r\x07") == "a\\nb"
    for line in ("x" * 200, "é" * 100, "𝄞" * 60, ""):
        parts = list(folded(line))
        assert all(len(part.encode()) <= 75 for part in parts)
        assert parts[0] + "".join(part[1:] for part in parts[1:]) == line
