"""Pronouns: whom they stand for, and the type that follows."""

from __future__ import annotations

import pytest

from cablegram.actors.context import Facts
from tests.actors.marking import last, resolutions
from tests.actors.test_resolving import OSLO, STATE


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{Vik|person} said {he|person|pronoun} agreed", "Vik"),
        ("{Vik|person} told {Holm|person} of the dues. {He|person|pronoun} agreed", "Vik"),  # who spoke goes on
        ("{Vik|person} praised {Holm|person} and {his|person|pronoun} work", "Holm"),  # the nearest in its clause
        ("{Mr. Vik|person} met {Mrs. Lind|person}. {She|person|pronoun} agreed", "Lind"),
        ("{Mrs. Lind|person} met {Mr. Vik|person}. {He|person|pronoun} agreed", "Vik"),
        ('{Vik|person} said "{I|person|pronoun} agree"', "Vik"),  # in a quotation the one who speaks
        ("The {French|state} noted that {they|state|pronoun} agree", "France"),
        ("{NATO|body} said {it|body|pronoun} agrees", "North Atlantic Treaty Organization"),
        ("{we|organ|pronoun} called", "Embassy of the United States, Oslo"),  # the post reports
        ("{US|state} paper: {we|state|pronoun} oppose dues", "United States"),  # the state speaks for policy
        ("{we|state|pronoun} oppose dues", "Embassy of the United States, Oslo"),  # no United States named: it reports
        ("{he|person|pronoun} agreed", "?"),  # nobody before
    ],
)
def test_pronouns(text: str, name: str) -> None:
    assert last(text, OSLO) == name


def test_we_of_the_department() -> None:
    assert last("{we|organ|pronoun} agree", STATE) == "Department of State (United States)"


def test_the_type_follows_what_is_meant() -> None:
    *_, (_, found) = resolutions("{Norway|state} said that {they|people|pronoun} agree", OSLO)
    assert found.actor is not None
    assert (found.actor.name, found.type) == ("Norway", "state")


def test_two_that_are_equally_near_decide_nothing() -> None:
    text = "A talk of many hours took place between {Vik|person} and {Holm|person}. {He|person|pronoun} left"
    *_, (_, found) = resolutions(text, OSLO)
    assert found.sure in ("guess", "none")


def test_i_is_who_signs() -> None:
    where = Facts(post=OSLO.post, host="NO", date="1976-05-01", signer="LERNER")
    text = "{Vik|person} called. {I|person|pronoun} agree.\n\n{LERNER|person}"
    assert resolutions(text, where)[1][1].actor == resolutions(text, where)[2][1].actor
