"""A part of what is told, and of the ledger."""

from __future__ import annotations

from typing import Any

import pytest

from cablegram.errors import UsageError
from cablegram.ledger import Told
from cablegram.ledger.building import silent
from cablegram.ledger.choosing import Choice, day
from cablegram.ledger.selecting import grouped, part_of
from tests.ledger.telling import told

ROWS = [
    told("Peru", "support", "the NATO toll on fish", holder_id="state:PE"),
    told("Chile", "oppose", "the NATO toll on fish", at=40, voice="author_comment"),
    told("Peru", "support", "a ferry", at=80, holder_id="state:PE"),
    told(
        "Chile",
        "oppose",
        "a ferry for cars",
        cable="07OSLO2",
        date="2007-06-01",
        post="AMEMBASSY OSLO",
        subject="NATO TALKS",
    ),
    told(
        "Peru",
        "oppose",
        "a ferry for cars",
        cable="07OSLO3",
        date="",
        post="AMEMBASSY OSLO",
        subject="NATO TALKS",
        holder_id="state:PE",
    ),
]


def chosen(rows: list[Told] = ROWS, limit: int | None = None, **asked: Any) -> set[tuple[str, str]]:
    book = part_of(grouped(rows), Choice(**asked), None, limit)
    names = {option.id: option.name for option in book.options}
    assert {row.option for row in book.rows} == set(names) == {one for issue in book.issues for one in issue.options}
    return {(row.holder, names[row.option]) for row in book.rows}


TOLL = {("Peru", "NATO toll on fish"), ("Chile", "NATO toll on fish")}
CARS = {("Chile", "ferry for cars"), ("Peru", "ferry for cars")}
FERRY = {("Peru", "ferry")}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, TOLL | CARS | FERRY),
        ({"post": "oslo"}, CARS),
        ({"post": "embassy"}, set()),
        ({"since": "2007-06"}, {("Chile", "ferry for cars")}),
        ({"until": "2007-05"}, TOLL | FERRY),
        ({"since": "2007-03-01", "until": "2007-03-01"}, TOLL | FERRY),
        ({"voice": "author_comment"}, {("Chile", "NATO toll on fish")}),
        ({"issue": "tolls"}, TOLL),
        ({"issue": "cars"}, CARS),
        ({"issue": "zeppelins"}, set()),
        ({"body": "NATO"}, TOLL | {("Chile", "ferry for cars"), ("Peru", "ferry for cars")}),
        ({"body": "the"}, set()),
        ({"holders": ("STATE:PE",)}, {("Peru", "NATO toll on fish"), ("Peru", "ferry for cars")} | FERRY),
        ({"holders": ("chile", "nobody")}, {("Chile", "NATO toll on fish"), ("Chile", "ferry for cars")}),
        ({"stances": ("oppose",)}, {("Chile", "NATO toll on fish")} | CARS),
    ],
)
def test_parts(asked: dict[str, Any], found: set[tuple[str, str]]) -> None:
    assert chosen(**asked) == found


def test_an_id_of_an_option_or_issue() -> None:
    whole = grouped(ROWS)
    option = next(one for one in whole.options if one.name == "NATO toll on fish")
    assert chosen(issue=option.id) == chosen(issue=option.issue) == TOLL


def test_a_limit_leaves_out_those_of_few_cables() -> None:
    book = part_of(grouped(ROWS), Choice(), None, 1)
    assert ([option.name for option in book.options], book.left_out) == (["ferry for cars"], 2)
    assert part_of(grouped(ROWS), Choice(), {"doc-07LIMA1"}, 5).left_out == 0


def test_a_mixed_row_is_found_by_its_sides() -> None:
    mixed = [told("Peru", "oppose", "x y", at=1), told("Peru", "support", "x y", at=50)]
    assert chosen(mixed, stances=("oppose",)) == {("Peru", "x y")}
    assert chosen(mixed, stances=("lean_oppose",)) == set()


def test_findings_go_with_their_rows() -> None:
    rows = [told("Peru", "oppose", "x y"), told("Peru", "support", "x y", cable="07LIMA9", date="2007-05-01")]
    assert len(part_of(grouped(rows), Choice(), None, None).findings) == 1
    assert part_of(grouped(rows), Choice(stances=("oppose",)), None, None).findings == ()


def test_who_says_nothing() -> None:
    rows = [told("Peru", "support", "the pier in 2009"), told("Chile", "oppose", "the pier in 2010", at=60)]
    whole = grouped(rows)
    book = part_of(whole, Choice(), None, None)
    assert {book.option(id).name: names for id, names in silent(book).items()} == {
        "pier in 2009": ("Chile",), "pier in 2010": ("Peru",),
    }  # fmt: skip


def test_days() -> None:
    assert [day(one) for one in ("2007", "2007-11", " 2007-11-29")] == ["2007", "2007-11", "2007-11-29"]
    for wrong in ("07", "2007-13", "November", "2007-11-31", ""):
        with pytest.raises(UsageError, match="is no date"):
            day(wrong)
