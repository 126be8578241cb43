"""Acronyms that are somebody's name in the telegram at hand."""

from __future__ import annotations

import pytest

from cablegram.actors.finding import find
from cablegram.telegram.reader import parse

CASES = [
    ("DR. GOPOL SAW NO NEED. GOPOL LEFT.", [("DR. GOPOL", "person"), ("GOPOL", "person")], "titled, then bare"),
    ("GOPOL OPPOSES THE TREATY.", [("GOPOL", "state")], "nobody of that name: Poland's government"),
]


@pytest.mark.parametrize(("text", "expected", "why"), CASES)
def test_surnames(text: str, expected: list[tuple[str, str]], why: str) -> None:
    found = [(one.quote, one.type) for one in find(parse(f"1. {text}\n")).mentions]
    assert found == expected, why


GIVEN = [
    ("Econ Counselor Ida Roe met the minister.", "Ida Roe", "a given name that is an acronym too"),
    ("ECON COUNSELOR IDA ROE MET THE MINISTER.", "Ida Roe", "the same in capitals"),
    ("IDA Director Roe met the minister.", "Roe", "a title follows: the organisation"),
]


@pytest.mark.parametrize(("text", "name", "why"), GIVEN)
def test_given_names(text: str, name: str, why: str) -> None:
    found = find(parse(f"1. {text}\n")).mentions
    (person,) = (one for one in found if one.type == "person" and one.form == "name")
    assert person.actor == name, why
    bodies = [one for one in found if one.actor_id.startswith("body:")]
    assert bool(bodies) == text.startswith("IDA"), why


def test_a_heading_is_written_as_the_text_writes_it() -> None:
    """Capitals do not tell which short word is letters; the text further down does."""
    found = find(parse("SUBJECT: OWNERS OF THE TERN BANK\n\n1. The Tern Bank sold its shares. The Tern Bank then closed.\n"))
    assert {one.actor for one in found.mentions if one.quote.casefold() == "tern bank"} == {"Tern Bank"}
