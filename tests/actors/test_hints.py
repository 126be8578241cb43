"""What a text without a head tells of a state, and what may be a surname, from the tables and the words alone."""

from __future__ import annotations

import pytest

from cablegram.actors.by_rules import by_rules
from cablegram.actors.context import Facts
from cablegram.actors.hints import hints
from cablegram.actors.surnames import may_be_surname
from tests.actors.marking import last, resolutions


def test_names_that_belong_to_one_state_tell_of_it() -> None:
    told = hints("KNESSET DEBATED, AND LIKUD WALKED OUT. RIOT IN HAIFA.", "1975")
    assert told.most_common(1) == [("IL", 3)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Knesset debated and Likud walked out. {GOI|state} agreed", "Israel"),  # two names of one candidate
        ("Likud walked out. {GOI|state} agreed", "?"),  # one name is too little
        ("Knesset and Likud met Lok Sabha members. {GOI|state} agreed", "?"),  # two against one
        ("Knesset, Likud. {India|state} and {GOI|state} agreed", "India"),  # a state's own name comes first
    ],
)
def test_a_government_in_doubt_is_the_one_the_text_smells_of(text: str, name: str) -> None:
    assert last(text, Facts(date="1975-01-01")) == name


@pytest.mark.parametrize(
    ("date", "kind", "identity"),
    [
        ("2007-06-20", "place", "place:RS/kosovo"),  # before it was a state
        ("2001-06-20", "place", "place:YUCS/kosovo"),  # in the state that Serbia then was in
        ("2009-06-20", None, "state:XK"),
        ("", None, "state:XK"),  # nobody knows when
    ],
)
def test_what_was_a_part_of_a_state_is_a_place_until_it_is_one(date: str, kind: str | None, identity: str) -> None:
    ((_, found),) = resolutions("{Kosovo|state} waits", Facts(date=date))
    assert found.actor is not None
    assert (found.type, found.actor.id) == (kind, identity)


@pytest.mark.parametrize(
    ("word", "may"),
    [
        ("kissinger", True), ("rogers", True), ("zbrkovic", True), ("guiringaud", True),  # known, shared, unknown
        ("writes", False), ("telephoned", False), ("reiterated", False), ("telegraphed", False),  # what they do
        ("lunch", False), ("authoritatively", False), ("said", False), ("4514", False),
    ],
)  # fmt: skip
def test_what_may_be_a_surname(word: str, may: bool) -> None:
    assert may_be_surname(word) is may


def found(text: str) -> list[tuple[str, str, str]]:
    return [(text[span.start : span.end], span.type, span.form) for span in by_rules(text)]


def test_rules_end_a_person_before_the_verb() -> None:
    spans = found("AMBASSADOR VANCE WRITES OFTEN. VANCE TELEPHONED.")
    assert [span for span in spans if span[1] == "person"] == [
        ("AMBASSADOR VANCE", "person", "name"),
        ("VANCE", "person", "name"),  # said again
    ]


@pytest.mark.parametrize("text", ["THE US AGREED", "US AGREED", "DELS OF UK, US AND FRANCE", "A US POSITION"])
def test_rules_take_us_for_the_state(text: str) -> None:
    assert ("US", "state", "name") in found(text)


@pytest.mark.parametrize("text", ["HE TOLD US THAT", "HE GAVE US A NOTE", "HE MET WITH US."])
def test_rules_leave_us_behind_a_verb(text: str) -> None:
    assert found(text) == [("HE", "person", "pronoun")]
