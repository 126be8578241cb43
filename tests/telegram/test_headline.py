"""Headline case (subjects in capitals as a person would write them; reference 1.11)."""

from __future__ import annotations

import pytest

import cablegram

CASES = [
    ("Where Goes the Neighborhood?", "GOES is a word"),
    ("What Does the GOC Want? Tips for Visitors", "DOES and TIPS are words, GOC a government"),
    ("Ambassador Visits La Paz and Le Havre", "articles of places"),
    ("Care for Refugees: UNHCR Seeks More Funding", "a word that is an organisation too"),
    ("The Political Arena After the Elections", "another"),
    ("Foreign Minister McDonald Meets PM O'Brien", "Mc and O'"),
    ("We've Got a Problem", "GOT behind a pronoun"),
    ("GOT Officials Deny Report", "GOT as a government"),
    ("Tell Us What You Want", "US behind a verb"),
    ("US Policy Toward Cuba", "US as a country"),
    ("Charge d'Affaires Meets Prime Minister", "d'"),
    ("21st Century Diplomacy: The 2nd Round", "ordinals, and a small word behind a colon"),
    ("Pope John Paul II Visits", "numerals"),
    ("P5+1 Political Directors Meet", "digits and letters"),
    ("Pre-Election Mood: State-of-the-Art Polling", "hyphens"),
    ("Follow-On Talks", "a small word at the end of a compound"),
    ("CAFTA-DR Vote", "an abbreviation behind a hyphen"),
    ("NGOs and IDPs in Darfur", "plurals of acronyms"),
    ("HIV/AIDS Program", "slash"),
    ("U.S.-EU Summit: What Are They Up To?", "full stops, and a small word at the end"),
    ('"The Dog That Didn\'t Bark"', "quotes and contraction"),
    ("Rock 'n' Roll Diplomacy", "a clipped word"),
    ("Sao Paulo and Port au Prince Consulates", "SAO and AU in places"),
    ("AU-UN Force", "AU as a body"),
]


@pytest.mark.parametrize(("expected", "why"), CASES)
def test_headline(expected: str, why: str) -> None:
    assert cablegram.headline(expected.upper()) == expected, why


def test_what_is_not_in_capitals_is_left() -> None:
    assert cablegram.headline("Codel visits the gOt") == "Codel visits the gOt"
    assert cablegram.headline("") == ""
