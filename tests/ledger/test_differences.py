"""Changes of mind and contradictions between sources: all of them, and no others."""

from __future__ import annotations

from typing import Any

import pytest

from cablegram.ledger import Told
from cablegram.ledger.differences import findings, source_of
from tests.ledger.telling import told


def said(stance: str, date: str, post: str = "LIMA", **fields: Any) -> Told:
    return told(
        "Peru",
        stance,
        "the toll",
        date=date,
        post=f"AMEMBASSY {post}",
        cable=f"{post}{date}{fields.get('at', '')}",
        **fields,
    )


def found(*all_told: Told) -> list[tuple[str, str, str]]:
    return [(one.kind, one.first.source.date, one.second.source.date) for one in findings("x", all_told)]


FIRST, SOON, LATE = "2007-03-01", "2007-03-05", "2007-04-20"


def test_a_change_through_one_post() -> None:
    assert found(said("oppose", FIRST), said("lean_support", LATE)) == [("change", FIRST, LATE)]
    assert found(said("oppose", FIRST), said("support", SOON)) == [("change", FIRST, SOON)]
    (one,) = findings("x", [said("oppose", FIRST), said("neutral", LATE)])
    assert one.words == "from against to neutral"
    assert (one.first.position.quote, one.second.position.quote) == ("Peru oppose the toll", "Peru neutral the toll")


def test_a_shade_is_no_change() -> None:
    assert found(said("oppose", FIRST), said("lean_oppose", LATE), said("oppose", "2007-06-01")) == []


def test_two_posts_that_differ_at_once_contradict_each_other() -> None:
    assert found(said("oppose", FIRST), said("support", SOON, "OSLO")) == [("contradiction", FIRST, SOON)]
    (one,) = findings("x", [said("oppose", FIRST), said("support", SOON, "OSLO")])
    assert one.words == "against says AMEMBASSY LIMA on 2007-03-01; for says AMEMBASSY OSLO on 2007-03-05"
    assert found(said("oppose", FIRST), said("neutral", SOON, "OSLO")) == []


def test_two_posts_that_differ_later_tell_of_a_change_once() -> None:
    assert found(said("oppose", FIRST), said("support", LATE, "OSLO")) == [("change", FIRST, LATE)]
    told_twice = [
        said("oppose", FIRST),
        said("oppose", FIRST, "OSLO"),
        said("support", LATE),
        said("support", "2007-04-22", "OSLO"),
    ]
    assert found(*told_twice) == [("change", FIRST, LATE)]


def test_what_was_disputed_is_no_ground_for_a_change() -> None:
    rows = [said("support", FIRST), said("oppose", SOON, "OSLO"), said("support", LATE)]
    assert found(*rows) == [("contradiction", FIRST, SOON)]


def test_two_sources_in_one_cable() -> None:
    other = said("support", FIRST, at=50, attributed_to=("Chile", "AMEMBASSY LIMA"))
    own = said("oppose", FIRST)
    cable = own.source
    assert found(own, Told(cable, other.position)) == [("contradiction", FIRST, FIRST)]
    assert found(own, Told(cable, said("support", FIRST, at=50).position)) == []  # mixed, through one source


def test_a_mixed_cable_is_no_evidence() -> None:
    mixed = said("oppose", LATE)
    rows = [said("support", FIRST), mixed, Told(mixed.source, said("support", LATE, at=90).position)]
    assert found(*rows) == []


def test_no_change_of_what_has_no_date() -> None:
    assert found(said("oppose", ""), said("support", LATE)) == []


def test_there_and_back_are_two_changes() -> None:
    days = [said("oppose", FIRST), said("support", LATE), said("oppose", "2007-06-01")]
    assert found(*days) == [("change", FIRST, LATE), ("change", LATE, "2007-06-01")]


def test_words_that_tell_of_a_change_are_no_contradiction() -> None:
    assert found(said("oppose", FIRST), said("support", SOON, "OSLO", time_scope="no longer")) == []


@pytest.mark.parametrize(
    ("chain", "nearest"),
    [
        (("Peruvian officials", "POST"), ""), (("Chilean officials", "POST"), "chilean officials"), (("POST",), ""),
        (("the Minister", "POST"), ""), (("Chile", "Peru", "POST"), "chile"),
    ],
)  # fmt: skip
def test_who_tells_it(chain: tuple[str, ...], nearest: str) -> None:
    assert source_of(told("Peru", "oppose", "x", post="POST", attributed_to=chain)) == ("POST", nearest)
