"""What a target is about, whatever its words."""

from __future__ import annotations

import pytest

from cablegram.ledger.words import content, tokens
from cablegram.tables.target_words import counted_as, openers, target_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the expansion of the tolls", "to expand the toll"),
        ("extending the mandate for six months", "a 6-month extension of the mandate"),
        ("implementation of the accords", "TO IMPLEMENT THE ACCORD"),
        ("the closure of the border", "closing the borders"),
        ("policies on fish", "a fish policy"),
        ("the idea of a toll in view of the costs", "the toll question"),
        ("a Legal Harbor Convention", "the Convention on Legal Harbors"),
        ("a Peruvian chairmanship", "the chairmanship of Peru"),
        ("the Board of Trustees (BOT)", "the BOT"),
        ("a vote in 12011", "the vote in 2011"),
        ("THE MINIS- TERIAL TEXT", "the ministerial text"),
        ("the 2nd reading on March 3", "reading 2"),
        ("the U.N. force", "the UN force"),
    ],
)
def test_the_same(one: str, other: str) -> None:
    assert content(one).everything == content(other).everything != frozenset()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("extension for six months", "extension for twelve months"),
        ("the toll", "no toll"),
        ("membership", "associate membership"),
        ("the option with conditions", "the option without conditions"),
        ("a Peruvian chairmanship", "a Chilean chairmanship"),
        ("discussion of the treaty", "the treaty"),
        ("to raise tolls", "to reduce tolls"),
        ("new bodies", "bodies"),
    ],
)
def test_not_the_same(one: str, other: str) -> None:
    assert content(one).core != content(other).core


def test_names_stand_apart() -> None:
    found = content("a Chilean vote in NATO at Oslo")
    assert (set(found.states), set(found.names)) == ({"state:CL"}, {"body:nato", "place:oslo"})
    assert found.words == {"vote"}


def test_what_is_left_out_is_told() -> None:
    assert content("the further question of tolls in view of the costs").left_out == (
        "further", "question", "in", "view", "of", "the", "costs",
    )  # fmt: skip


def test_words_that_tell_little_are_all_there_is() -> None:
    assert len(content("the proposal").words) == 1
    assert not content("")
    assert tokens("the minister's idea (see below)") == ["the", "minister", "idea", "see", "below"]


def test_the_table() -> None:
    assert {"the", "of"} <= target_words("empty")
    assert counted_as("number")["six"] == "6"
    assert len(openers()[0]) == max(map(len, openers())) > len(openers()[-1])
    assert not target_words("empty") & target_words("vague")
    assert not target_words("none such")
