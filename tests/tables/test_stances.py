"""The tables of stance cues and of the words around them keep their form, and verbs and nouns inflect."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from cablegram.tables import rows
from cablegram.tables.stances import Cue, cue_forms, cues, degree_words

PARTS = {"verb", "noun", "evaluative", "holder-state"}
STANCES = {"support", "lean_support", "neutral", "lean_oppose", "oppose"}
PREPOSITIONS = {
    "to+", "for", "of", "on", "upon", "with", "in", "against", "about", "over", "at", "from", "by", "toward", "as-to",
    "regarding",
}  # fmt: skip
FRAMES = PREPOSITIONS | {
    "object", "subject", "clause", "that", "whether", "why", "to", "ing", "object-to", "object-against", "object-from", "object-for", "for-to", "base", "none",
}  # fmt: skip
EFFECTS = {
    "negator": {"negates", "negates weakly"},
    "degree": {"litotes"},
    "intensifier": {"strengthens"},
    "weakener": {"weakens"},
    "modal": {"hedges", "demands", "forecasts"},
    "doubt": {"hedges"},
    "absolute": {"red line"},
    "focus": {"narrows", "adds"},
    "time": {"ends", "lasts"},
    "carrier": {"subject holds", "subject lacks", "object holds", "others hold"},
}


def _forms(cue: str, part: str) -> set[str]:
    """Every form of a one-word cue."""
    return {
        first
        for first, forms in cue_forms().items()
        for form in forms
        if (form.cue.cue, form.cue.part) == (cue, part) and not form.rest
    }


def _cue(cue: str, frame: str, part: str = "verb") -> Cue:
    (found,) = (one for one in cues() if (one.cue, one.part) == (cue, part) and frame in one.frames)
    return found


def test_every_row_is_valid() -> None:
    for cue in cues():
        assert re.fullmatch(r"[a-z]+(?:[ '-][a-z]+)*", cue.cue), cue
        assert all(re.fullmatch(r"[a-z]+", form) for form in cue.forms), cue
        assert cue.part in PARTS, cue
        assert cue.stance in STANCES, cue
        assert cue.strength in {"strong", "plain", "weak"}, cue
        assert cue.frames, cue
        assert set(cue.frames) <= FRAMES, cue
        assert len(set(cue.frames)) == len(cue.frames), cue
        assert cue.basis in {"stated", "proposer", "own_bid", "alignment", "blamed_by_other"}, cue
        assert cue.negated in STANCES | {"", "none"}, cue
        assert cue.weight in {"firm", "usual", "loose"}, cue
        assert cue.source, cue


def test_no_cue_has_a_frame_twice() -> None:
    count = Counter((cue.cue, cue.part, frame) for cue in cues() for frame in cue.frames)
    assert [key for key, times in count.items() if times > 1] == []


def test_rows_of_the_file_are_in_order() -> None:
    parts, stances = (
        ("verb", "noun", "evaluative", "holder-state"),
        ("support", "lean_support", "neutral", "lean_oppose", "oppose"),
    )
    keys = [(parts.index(c.part), stances.index(c.stance), c.cue, " ".join(c.frames)) for c in cues()]
    assert keys == sorted(keys)


def test_every_part_has_every_stance() -> None:
    assert {(cue.part, cue.stance) for cue in cues()} == {(part, stance) for part in PARTS for stance in STANCES}


@pytest.mark.parametrize(
    ("cue", "part", "expected"),
    [
        ("prefer", "verb", {"prefer", "prefers", "preferred", "preferring"}),
        ("agree", "verb", {"agree", "agrees", "agreed", "agreeing"}),
        ("deny", "verb", {"deny", "denies", "denied", "denying"}),
        ("plan", "verb", {"plan", "plans", "planned", "planning"}),
        ("seek", "verb", {"seek", "seeks", "sought", "seeking"}),
        ("veto", "verb", {"veto", "vetoes", "vetoed", "vetoing"}),
        ("oppose", "verb", {"oppose", "opposes", "opposed", "opposing"}),
        ("proposal", "noun", {"proposal", "proposals"}),
        ("candidacy", "noun", {"candidacy", "candidacies"}),
        ("premature", "evaluative", {"premature"}),
        ("prepared", "holder-state", {"prepared"}),
    ],
)
def test_forms(cue: str, part: str, expected: set[str]) -> None:
    assert expected <= _forms(cue, part)


def test_only_the_head_of_a_phrase_inflects() -> None:
    assert any(form.cue.cue == "call for" and form.rest == ("for",) for form in cue_forms()["called"])
    assert any(
        form.cue.cue == "withdraw support" and form.inflection == "irregular" for form in cue_forms()["withdrew"]
    )
    assert any(form.cue.cue == "negative vote" and form.rest == ("votes",) for form in cue_forms()["negative"])
    assert any(form.cue.cue == "vote against" and form.rest == ("against",) for form in cue_forms()["votes"])
    assert all(form.inflection == "base" for form in cue_forms()["would"])


def test_the_longest_come_first() -> None:
    for forms in cue_forms().values():
        lengths = [len(form.rest) for form in forms]
        assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("cue", "frame", "part", "stance", "negated"),
    [
        ("support", "object", "verb", "support", "oppose"),  # R1
        ("oppose", "object", "verb", "oppose", "neutral"),  # R2
        ("prepared", "to", "holder-state", "lean_support", "oppose"),  # R5
        ("hope", "to", "verb", "support", "oppose"),  # R6
        ("hope", "that", "verb", "lean_support", "oppose"),  # R6
        ("proposal", "to", "noun", "support", ""),  # R9
        ("feasible", "subject", "evaluative", "lean_support", "lean_oppose"),  # R13
        ("doubt", "that", "verb", "lean_oppose", "neutral"),
        ("abstain", "on", "verb", "neutral", ""),
        ("premature", "subject", "evaluative", "lean_oppose", "neutral"),  # section 14
        ("interested", "in", "holder-state", "lean_support", "lean_oppose"),  # section 14
    ],
)
def test_stances(cue: str, frame: str, part: str, stance: str, negated: str) -> None:
    found = _cue(cue, frame, part)
    assert (found.stance, found.stance_negated) == (stance, negated)


def test_degree_words() -> None:
    table = rows("degree_words")
    for row in table:
        assert row["effect"] in EFFECTS[row["kind"]], row
        assert row["source"], row
        assert row["word"] == row["word"].strip().lower(), row
    count = Counter((row["word"], row["kind"]) for row in table)
    assert [key for key, times in count.items() if times > 1] == []
    assert {row["kind"] for row in table} == set(EFFECTS)
    assert {entry.kind for entry in degree_words()["strongly"]} == {"degree", "intensifier"}
    for entries in degree_words().values():
        counts = [entry.word.count(" ") for entry in entries]
        assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize("name", ["stance_cues", "degree_words"])
def test_no_fields_are_missing(name: str) -> None:
    for row in rows(name):
        assert all(isinstance(value, str) and value == value.strip() for value in row.values()), row
