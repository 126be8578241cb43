"""Captions, TAGS, SUBJECT, REF: K20, K21, K26, K29."""

from __future__ import annotations

import pytest

from tests.findings.telling import PAGE, WIRE, changed, clean_samples, mended, told

CODES = frozenset(("T352", "T353", "T354", "T355"))

# (old, new, code and words found, why)
CASES = [
    ("in REF B", "in REF D", [("T352", "REF D")], "there is no D"),
    ("in REF B", "in ref b", [], "small letters are no letter of a reference"),
    ("in REF B", "in REFTELS B", [], "another way to say it"),
    ("REF: A. PARIS 1501\n     B. STATE 8123 (NOTAL)\n", "", [], "REF A without any REF line is silent"),
    ("TAGS: PREL, PGOV, ECON, FR", "TAGS: OSCE, FR", [("T353", "OSCE, FR")], "no subject"),
    ("TAGS: PREL, PGOV, ECON, FR", "TAGS: PREL, PGOV, ECON", [("T353", "PREL, PGOV, ECON")], "no country"),
    ("TAGS: PREL, PGOV, ECON, FR", "TAGS: PREL, PGOV, RS", [], "another country only"),
    ("ECON, FR", "QQQQ, FR", [("T353", "QQQQ")], "no TAG"),
    ("SIPDIS\n", "NODIS\nEXDIS\n", [("T354", "EXDIS")], "contradicts NODIS"),
    ("SIPDIS\n", "STADIS\nNODIS\n", [], "may be combined"),
    ("SIPDIS\n", "ROGER CHANNEL\nDISSENT CHANNEL\n", [("T354", "DISSENT CHANNEL")], "one channel at most"),
    ("SIPDIS\n", "DIRGEN CHANNEL\nNOFORN\n", [("T354", "NOFORN")], "admits no other"),
    ("SIPDIS\n", "LIMDIS\n", [("T354", "LIMDIS")], "not used any more"),
    ("SUBJECT: HARBOUR DUES AND THE PRICE OF SALT", "SUBJECT:", [("T355", "SUBJECT:")], "empty"),
]


@pytest.mark.parametrize(("old", "new", "expected", "why"), CASES, ids=[case[3] for case in CASES])
def test_one_change(old: str, new: str, expected: list[tuple[str, str]], why: str) -> None:
    assert told(changed(WIRE, (old, new)), CODES) == expected, why


def test_clean_forms_are_silent() -> None:
    assert told(WIRE, CODES) == []
    assert told(PAGE, CODES) == []
    assert told("1. (C) REF C is not here, nor is REFTEL.", CODES) == []


def test_reftel_without_a_ref_line() -> None:
    text = changed(PAGE, ("REF: STATE 90112\n", ""), ("OVER WITHDRAWAL", "PER REFTEL OVER"))
    assert told(text, CODES) == [("T352", "REFTEL")]


@pytest.mark.parametrize(
    ("damaged", "code"),
    [("PRELPGOV, ECON, FR", "PRELPGOV"), ("PREL, PGOVV, ECON, FR", "PGOVV"), ("PREL, PGOV, ECON, FR", "")],
)
def test_damaged_tags_are_mended(damaged: str, code: str) -> None:
    text = changed(WIRE, ("PREL, PGOV, ECON, FR", damaged))
    assert told(text, CODES) == ([("T353", code)] if code else [])
    assert mended(text, CODES) == WIRE


def test_agrement_must_be_controlled() -> None:
    text = changed(
        WIRE, ("SIPDIS\n", "AGREMENT CHANNEL\n"), ("C O N F I D E N T I A L", "UNCLAS"), ("DECL: 03/07/2017", "N/A")
    )
    assert told(text, CODES) == [("T354", "AGREMENT CHANNEL")]
    assert told(changed(WIRE, ("SIPDIS\n", "AGREMENT CHANNEL\n")), CODES) == []


def test_subject_that_is_only_the_first_heading() -> None:
    text = changed(WIRE, ("1. (C)", "HARBOUR DUES AND THE PRICE OF SALT\n----------------------------------\n\n1. (C)"))
    assert told(text, CODES) == [("T355", "HARBOUR DUES AND THE PRICE OF SALT")]


@pytest.mark.parametrize(("name", "text"), clean_samples(), ids=[name for name, _ in clean_samples()])
def test_samples_are_silent(name: str, text: str) -> None:
    assert told(text, CODES) == [], name
