"""Targets into options: what is one is merged with its trace, what is not sure stays apart."""

from __future__ import annotations

import random
from typing import Any

import pytest

from cablegram.ledger import Told
from cablegram.ledger.grouping import name_of, options
from tests.ledger.telling import told

PERU, CHILE = ("Peru", "support"), ("Chile", "oppose")


def together(*rows: Told) -> bool:
    return len(options(rows)) == 1


def test_two_wordings_in_one_cable_with_the_trace() -> None:
    (option,) = options([told(*PERU, "the expansion of the toll"), told(*CHILE, "further to expand tolls", at=90)])
    assert option.wordings == ("further to expand tolls", "the expansion of the toll")
    (merge,) = option.merges
    assert (merge.one, merge.other, merge.score) == ("the expansion of the toll", "further to expand tolls", 1.0)
    assert merge.why == ("the same words: expansion, toll", "in one cable", "left out of account: further")


def test_the_heading_ties_cables_together() -> None:
    rows: dict[str, Any] = {"cable": "07OSLO2", "date": "2007-04-01", "subject": "NORWAY ON THE ORLE TOLLS"}
    first = told(*PERU, "the toll")
    assert together(first, told(*CHILE, "tolls", **rows))
    assert not together(first, told(*CHILE, "tolls", **{**rows, "subject": "TOLLS IN NEPAL"}))
    assert not together(first, told(*CHILE, "tolls", **{**rows, "date": "2009-04-01"}))
    assert not together(first, told(*CHILE, "tolls on barges", **rows))


def test_a_body_that_the_heading_is_about_need_not_be_named() -> None:
    rows: dict[str, Any] = {"cable": "07OSLO2", "subject": "NATO: A NEW PACT"}
    named = told(*PERU, "the NATO fleet plan for ships")
    assert together(named, told(*CHILE, "fleet for ships", **rows))
    assert not together(named, told(*CHILE, "fleet for ships", **{**rows, "subject": "NATO AND OECD"}))
    assert not together(named, told(*CHILE, "the OECD fleet for ships", **rows))


def test_what_is_named_ties_without_a_heading() -> None:
    rows: dict[str, Any] = {"cable": "07OSLO2", "subject": "SOMETHING ELSE"}
    for words in ("the Chilean chairmanship of ports", "the fleet in NATO", "the bridge at Oslo"):
        assert together(told(*PERU, words), told(*CHILE, words, **rows)), words
    assert not together(told(*PERU, "the Chilean chairmanship"), told(*CHILE, "the Chilean chairmanship", **rows))
    assert not together(told(*PERU, "the bridge"), told(*CHILE, "the bridge", **rows))


def test_two_names_are_never_one_over_a_third() -> None:
    rows = [
        told(*PERU, "the NATO charter"),
        told(*PERU, "the OECD charter", at=50),
        told(*CHILE, "the charter", at=100),
    ]
    found = options(rows)
    assert len(found) == 2
    assert not any({"the NATO charter", "the OECD charter"} <= set(option.wordings) for option in found)


def test_a_bid_is_of_its_holder() -> None:
    own = told("Peru", "support", "the 2009 chair", basis="own_bid", holder_id="state:PE")
    assert together(own, told(*CHILE, "Peru's bid for the 2009 chair", at=60))
    assert not together(own, told(*CHILE, "Chile's bid for the 2009 chair", at=60))


def test_undated_cables_are_no_matter_of_time() -> None:
    assert together(told(*PERU, "tolls"), told(*CHILE, "the toll", cable="07OSLO2", date=""))


@pytest.mark.parametrize("seed", range(4))
def test_the_order_is_no_matter(seed: int) -> None:
    rows = [
        told(holder, "support", target, cable=f"07LIMA{k}", date=f"2007-0{1 + k % 7}-01", at=10 * k)
        for k, target in enumerate(["the toll", "tolls", "NATO tolls", "OECD tolls", "toll idea", "a toll at Oslo"] * 3)
        for holder in ("Peru", "Chile")
    ]
    wanted = options(rows)
    random.Random(seed).shuffle(rows)
    assert options(rows) == wanted


def test_names() -> None:
    assert [name_of([words]) for words in ("the toll", "To go", "A", "an annex on May 3", "a vote in 12011")] == [
        "toll",
        "go",
        "A",
        "annex",
        "vote in 2011",
    ]
