"""Rows by the guideline's section 9."""

from __future__ import annotations

from typing import Any

import pytest

from cablegram.ledger import Row, Told
from cablegram.ledger.grouping import options
from cablegram.ledger.rows import rows
from tests.ledger.telling import told


def row(*all_told: Told, at: str | None = None) -> Row:
    (option,) = options(all_told)
    (found,) = rows(option, at)
    return found


def said(stance: str, k: int = 0, **fields: Any) -> Told:
    return told("Peru", stance, "the toll", at=100 * k, **fields)


def test_the_class_stated_most_often() -> None:
    assert row(said("support"), said("lean_support", 1), said("lean_support", 2)).stance == "lean_support"


@pytest.mark.parametrize(
    ("first", "second", "stance"),
    [
        ({"attribution": "inherited"}, {}, "lean_oppose"),
        ({"paragraph": 1}, {}, "lean_oppose"),
        ({}, {}, "oppose"),
    ],
)
def test_ties(first: dict[str, Any], second: dict[str, Any], stance: str) -> None:
    assert row(said("oppose", **first), said("lean_oppose", 1, **second)).stance == stance


def test_mixed_is_shown_as_mixed() -> None:
    found = row(said("lean_oppose"), said("neutral", 1, acquiesces=True), said("lean_support", 2))
    assert (found.stance, found.sign, found.mixed, found.acquiesces) == ("neutral", 0, True, True)
    assert found.sides == ("lean_oppose", "neutral", "lean_support")
    assert not row(said("support")).mixed


def test_what_stands_anywhere_stays() -> None:
    found = row(
        said("oppose", conditions=("it is\nfree",), strength="strong", red_line=True), said("oppose", 1, undecided=True)
    )
    assert found.conditions == ("it is free",)
    assert (found.strength, found.red_line, found.undecided) == ("strong", True, True)


def test_copies_count_once() -> None:
    copy = said("support", document="doc-copy")
    found = row(said("support"), copy, said("lean_support", 1), said("lean_support", 2))
    assert (len(found.told), found.stance) == (3, "lean_support")


def test_a_change_ends_the_time_of_a_row() -> None:
    later = told("Peru", "support", "the toll", cable="07LIMA9", date="2007-05-01")
    found = row(said("oppose"), later)
    assert (found.stance, found.mixed, found.since, found.until) == ("support", False, "2007-05-01", "2007-05-01")
    assert [one.position.stance for one in found.before] == ["oppose"]
    assert row(said("oppose"), later, at="2007-04-30").stance == "oppose"
    assert row(said("oppose", date=""), later, at="2007-01-01").stance == "oppose"


def test_a_row_for_each_holder() -> None:
    (option,) = options([said("support"), told("Chile", "oppose", "the toll", at=50), said("support", 3)])
    assert [(one.holder, one.stance) for one in rows(option)] == [("Chile", "oppose"), ("Peru", "support")]
