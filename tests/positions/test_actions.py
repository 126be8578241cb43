"""Actions: who does what, how it is told, and the requests a telegram makes itself."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cablegram.actors.finding import find
from cablegram.actors.records import Found
from cablegram.positions.actions import actions
from cablegram.positions.passages import Passages
from cablegram.positions.records import Action
from cablegram.positions.stating import Readings
from cablegram.tables import rows
from cablegram.tables.acts import act_forms, act_phrases, act_words
from cablegram.telegram.reader import parse

STATUSES = {"any", "ahead", "ongoing", "planned", "requested", "done", "refused", "failed", ""}
WEIGHTS = {"firm", "usual", "loose", ""}
_WORDS = [
    "1.", "FRANCE", "WILL", "WOULD", "HAS", "BEEN", "BE", "TO", "BY", "SEND", "SENT", "ASKED", "(", ")", ",",
    ":", "FOR", "PLEASE", "REQUEST", "YOU", "SHOULD", "WE", "WHO", "SAID", "HE", "MISSION", "CONSIDERING",
    "REFUSED", "PLANS", "TRIED", "IN", "VAIN", "AND", "UNDER", "STUDY", "'S", "EFFORTS", "WITH", "ALONG",
    "MARCH", "8", "THAT", ".", "2.",
]  # fmt: skip
_VERBS = {"act", "study", "intend", "must", "try", "refuse", "fail"}


def _found(text: str) -> list[Action]:
    telegram = parse(text)
    got = actions(Readings(Passages(telegram, find(telegram))))
    for one in got:
        assert telegram.text[one.start : one.end] == one.quote
        for (start, end), quote in zip(one.more, one.quote_more, strict=True):
            assert telegram.text[start:end] == quote
    return got


@pytest.mark.parametrize(
    ("text", "actor", "status"),
    [
        ("Norway has invited the Finnish foreign minister to Oslo.", "Norway", "done"),
        ("The Portuguese have submitted a draft resolution.", "Portugal", "done"),
        ("Denmark is considering whether to send observers.", "Denmark", "ongoing"),
        ("Denmark is circulating a paper on fisheries.", "Denmark", "ongoing"),
        ("Spain will send two experts to the talks.", "Spain", "planned"),
        ("Spain plans to table an amendment next week.", "Spain", "planned"),
        ("Peru has refused to receive the delegation.", "Peru", "refused"),
        ("Chile tried, to no avail, to postpone the session.", "Chile", "failed"),
        ("The draft was introduced by Belgium.", "Belgium", "done"),
        ("The request is being studied in Lisbon.", "Portugal", "ongoing"),
        ("Sweden's efforts to revive the talks go on.", "Sweden", "ongoing"),
        ("Brazil March 8 submitted a note to the secretariat.", "Brazil", "done"),
    ],
)
def test_what_is_told(text: str, actor: str, status: str) -> None:
    for written in (text, text.upper()):
        got = _found(f"1. {written}")
        assert [(one.actor, one.status) for one in got] == [(actor, status)], written


@pytest.mark.parametrize(
    "text",
    [
        "Norway has not invited the Finnish foreign minister.",
        "Norway could invite the Finnish foreign minister.",
        "If Norway invites the Finnish foreign minister, the talks may go on.",
        "The Danes hope that Norway will send experts.",
        "Norway said that the talks were useful.",
        "Norway supports the draft resolution.",
        "No state has submitted a draft resolution.",
        "The draft which Norway submitted is short.",
    ],
)
def test_what_is_no_act(text: str) -> None:
    for written in (text, text.upper()):
        assert _found(f"1. {written}") == [], written


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("PLEASE PASS THE ABOVE TO THE FOREIGN MINISTRY.", "Department of State"),
        ("REQUEST DEPARTMENT'S VIEWS ON THE DRAFT.", "Department of State"),
        ("WE WOULD APPRECIATE GUIDANCE ON THE DRAFT.", "Department of State"),
        ("FOR VIENNA: YOU SHOULD DELIVER THE NOTE TODAY.", "AMEMBASSY VIENNA"),
        ("USUN SHOULD CONSULT THE SECRETARIAT.", "USMISSION USUN NEW YORK"),
        ("USNATO REQUESTS GUIDANCE ON THE DRAFT.", "Department of State"),
        ("MISSION REQUESTED ADVISE SOONEST OF REPLY.", "MISSION"),
    ],
)
def test_requests_are_of_who_is_asked(text: str, actor: str) -> None:
    got = _found(f"1. {text}")
    assert [(one.actor, one.status) for one in got] == [(actor, "requested")]


def test_requests_told_of_others_are_acts_done() -> None:
    (one,) = _found("1. THE ITALIANS ASKED US TO SUPPORT THE DRAFT.")
    assert (one.actor, one.status) == ("Italy", "done")
    assert _found("1. THE ITALIAN AMBASSADOR SAID WE SHOULD CONSULT THE SECRETARIAT.") == []


def test_who_goes_along_acts_as_well() -> None:
    got = _found("1. Prime Minister Anna Berg will attend the conference along with Deputy Minister Olaf Lund.")
    assert [(one.actor, one.status) for one in got] == [("Anna Berg", "planned"), ("Olaf Lund", "planned")]


def test_each_act_of_a_sentence_counts() -> None:
    got = _found("1. SPAIN SUBMITTED A DRAFT RESOLUTION BUT DECLINED TO CIRCULATE THE TEXT.")
    assert [(one.actor, one.status) for one in got] == [("Spain", "done"), ("Spain", "refused")]


def test_the_order_is_that_of_the_text() -> None:
    got = _found("1. SPAIN HAS INVITED CHILE.\n\n2. PERU WILL SEND EXPERTS.\n\n3. CUBA IS CONSIDERING A REPLY.")
    assert [one.paragraph for one in got] == [1, 2, 3]
    assert [one.start for one in got] == sorted(one.start for one in got)


def test_the_table_keeps_its_form() -> None:
    seen = [(row["word"], row["kind"], row["status"], row["frames"]) for row in rows("act_words")]
    assert len(seen) == len(set(seen))
    for act in act_words():
        assert act.status in STATUSES, act
        assert act.weight in WEIGHTS, act
        assert act.source, act
        assert re.fullmatch(r"[a-z][a-z .-]*", act.word), act
        assert bool(act.frames) or act.kind not in _VERBS, act
    assert {"send", "sends", "sent", "sending"} <= set(act_forms())
    assert ("aide", "-", "memoire") in act_phrases("paper")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(_WORDS),
        max_size=40,
    )
)
def test_never_raises_for_words_of_acts(words: list[str]) -> None:
    _found(" ".join(words))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_never_raises_for_any_text(text: str) -> None:
    telegram = parse(text)
    for one in actions(Readings(Passages(telegram, Found(mentions=(), actors=())))):
        assert telegram.text[one.start : one.end] == one.quote
