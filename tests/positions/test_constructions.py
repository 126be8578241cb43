"""Positions of constructions: negation off the finite verb, asides, clefts, nouns of saying, lists after a colon."""

from __future__ import annotations

import pytest

from cablegram.positions.finding import stated
from cablegram.telegram.reader import parse

# text of one paragraph | holder, stance, words of the target | what the row is about
CASES: list[tuple[str, list[tuple[str, str, str]], str]] = [
    ("Peru agreed not to support the draft.", [("Peru", "oppose", "the draft")], "the infinitive's own negation"),
    ("Peru agreed not to attack Chile.", [("Peru", "oppose", "to attack Chile")], "the infinitive's own negation"),
    (
        "Peru decided not to resume talks until the prisoners are free.",
        [("Peru", "oppose", "to resume talks")],
        "a decision not to",
    ),
    ("Peru decided not to oppose the group.", [("Peru", "neutral", "the group")], "composed"),
    (
        "The Peruvians neither have the money nor the desire to build the bridge.",
        [("Peru", "oppose", "to build the bridge")],
        "neither before the verb",
    ),
    (
        "PERU DOES NOT APPEAR EAGER TO RESUME THE TALKS.",
        [("Peru", "lean_oppose", "TO RESUME THE TALKS")],
        'tagging behind "does not"',
    ),
    ("Peru has not taken a position on the draft.", [("Peru", "neutral", "the draft")], "the cue's own negation"),
    ("Peru had not yet made up its mind about the draft.", [("Peru", "neutral", "the draft")], "3.1 undecided"),
    ("Peru's main concern is the delay.", [("Peru", "lean_oppose", "the delay")], "concern with a copula"),
    ("What Peru wants is a new mandate.", [("Peru", "support", "a new mandate")], "cleft"),
    (
        "Peru warned Chile against signing the annex.",
        [("Peru", "oppose", "signing the annex")],
        'partner before "against"',
    ),
    ("Peru not opposed to further talks.", [("Peru", "neutral", "further talks")], "no copula, negated"),
    (
        "Peru repeats, moreover, its wish to extend the lease.",
        [("Peru", "support", "to extend the lease")],
        "an adverb between commas",
    ),
    (
        "Peru believes that the accords which bind both must be kept.",
        [("Peru", "support", "the accords which bind both must be kept")],
        "a relative clause in the subject",
    ),
    (
        "The United States cannot allow the lease to lapse.",
        [("United States", "oppose", "the lease to lapse")],
        "cannot allow",
    ),
    ("Peru counts votes for the treaty.", [], "a verb in -s that looks like a noun"),
    ("Peru's votes for the treaty came late.", [("Peru", "support", "the treaty")], "an owner, and the plural he owns"),
    ("Peruvian objections to the treaty grew.", [("Peru", "oppose", "the treaty")], "an irregular past ends the sentence"),
    ("Peru requested $20,000 for the bridge.", [("Peru", "support", "$20,000 for the bridge")], "a sum"),
    (
        "Chile noted the Peruvian thesis that the group should be dissolved.",
        [("Peru", "support", "the group should be dissolved")],
        "a noun of saying",
    ),
    (
        "President Garcia, while rejecting a merger, left the room.",
        [("Garcia", "oppose", "a merger")],
        '"while" between commas',
    ),
    (
        "We believe the best course is to continue the talks.",
        [("United States", "support", "to continue the talks")],
        "the best course",
    ),
    (
        "President Garcia advised his followers to avoid a strike.",
        [("Garcia", "oppose", "a strike")],
        "to keep away from",
    ),
    (
        "Peru urged Chile not to leave and to sign the treaty.",
        [("Peru", "oppose", "Chile not to leave"), ("Peru", "support", "to sign the treaty")],
        "not to, and to",
    ),
    (
        "CHILE REJECTED PERUVIAN PROPOSAL THAT TOLLS BE LOWERED.",
        [("Chile", "oppose", "TOLLS BE LOWERED"), ("Peru", "support", "TOLLS BE LOWERED")],
        'a plural behind "that"',
    ),
    (
        "The chapters of the text with which Peru has difficulties were dropped.",
        [("Peru", "lean_oppose", "The chapters of the text")],
        '"with which"',
    ),
    (
        "Spain restates its faith in the court of the league.",
        [("Spain", "support", "the court of the league")],
        "faith in",
    ),
    (
        "French officials said that Paris opposes the draft. We would prefer a delay.",
        [("France", "oppose", "the draft"), ("United States", "support", "a delay")],
        'the author\'s "we"',
    ),
    (
        "The council demands the release of the fishermen.",
        [("group: the council", "support", "the release of the fishermen")],
        "a singular noun before a verb in -s",
    ),
    (
        "Peru had stressed need for a lighthouse.",
        [("Peru", "support", "a lighthouse")],
        'no article after "had stressed"',
    ),
    (
        "The main preoccupation of Peru is to sell the harvest.",
        [("Peru", "support", "to sell the harvest")],
        "the owner behind the noun",
    ),
    (
        "The decision 12 (IV), which Peru voted against, was adopted.",
        [("Peru", "oppose", "The decision 12 (IV)")],
        'brackets before "which"',
    ),
    ("Peru sees little hope of a compromise.", [], "a forecast"),
    ("If the Peruvians insist on it, Chile will leave.", [], "what somebody would say"),
    ("Peru said it should be noted that Chile left.", [], "no duty"),
    (
        "Peru tried to hinder Chile from leaving the bank.",
        [("Peru", "oppose", "leaving the bank")],
        'an object before "from"',
    ),
    (
        "Peru calls upon Chile for the release of prisoners.",
        [("Peru", "support", "the release of prisoners")],
        'an object before "for"',
    ),
    (
        "Peru is of course prepared to discuss this matter.",
        [("Peru", "lean_support", "to discuss this matter")],
        '"of course"',
    ),
    ("Peru is at present opposed to the treaty.", [("Peru", "oppose", "the treaty")], '"at present"'),
    (
        "Peru believes there must be further negotiations.",
        [("Peru", "support", "further negotiations")],
        "there must be",
    ),
    (
        "Peru said some publicity (e.g. a press release) would be helpful.",
        [("Peru", "lean_support", "some publicity")],
        "a stop in brackets",
    ),
]


@pytest.mark.parametrize(("text", "expected", "why"), CASES, ids=[text[:60] for text, _, _ in CASES])
def test_construction(text: str, expected: list[tuple[str, str, str]], why: str) -> None:
    found = [(one.holder, one.stance, one.target_mention) for one in stated(parse(text)).positions]
    assert found == expected, why


LISTS = [
    (
        "1. Peruvian delegate made the following points:\n\nA. Peru opposes the annex.\n\nB. The draft was useful.\n",
        [("Peru", "oppose", "the annex"), ("Peru", "lean_support", "The draft")],
    ),
    (
        "1. Foreign Minister Martinez of Peru told the council:\n--talks must begin at once;\n--the draft is unwise.\n",
        [("Peru", "support", "talks must begin at once"), ("Peru", "lean_oppose", "the draft")],
    ),
    (
        "1. Peru said: (A) the talks should begin; (B) the annex is unnecessary.\n",
        [("Peru", "support", "the talks should begin"), ("Peru", "lean_oppose", "the annex")],
    ),
    (
        "1. Peru:\n\n-- supports the treaty;\n-- opposes the annex.\n",
        [("Peru", "support", "the treaty"), ("Peru", "oppose", "the annex")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_what_a_list_tells_is_whose_its_stem_names(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = [(one.holder, one.stance, one.target_mention) for one in stated(parse(text)).positions]
    assert found == expected


def test_a_list_does_not_reach_into_the_next_paragraph() -> None:
    text = (
        "1. Peruvian delegate made the following points:\n\nA. Peru opposes the annex.\n\n2. The council should meet.\n"
    )
    assert [one.target_mention for one in stated(parse(text)).positions] == ["the annex"]


def test_an_imperative_of_the_department_is_an_instruction() -> None:
    body = "TO AMEMBASSY OSLO\nBT\nUNCLAS {} 001234\n\nSUBJECT: TEXT\n\n1. OPPOSE THE ANNEX.\n\nBT\n#1234\n"
    department = stated(parse("FM SECSTATE WASHDC\n" + body.format("STATE"))).positions
    assert [(one.holder, one.stance, one.target_mention) for one in department] == [
        ("United States", "oppose", "THE ANNEX")
    ]
    assert stated(parse("FM AMEMBASSY LIMA\n" + body.format("LIMA"))).positions == ()
