"""Sections and page lines: K04-K07."""

from __future__ import annotations

import pytest

from tests.findings.telling import PAGE, WIRE, changed, clean_samples, mended, told

CODES = frozenset(("H104", "H105", "H106", "H107"))

# (old, new, code and words found, why)
CASES = [
    ("#2217/01", "#2217/02", [("H104", "01 OF 03")], "the DE line has another section"),
    ("SECTION 01 OF 03", "SECTION 04 OF 03", [("H104", "04 OF 03"), ("H105", "04 OF 03")], "more than there are"),
    ("002 OF 003", "001.2 OF 003", [("H106", "PARIS 00002217  003 OF 003")], "section 2 is not announced"),
    ("003 OF 003", "002.2 OF 003", [("H106", "PARIS 00002217  002.2 OF 003")], "section 3 is not announced"),
    ("003 OF 003", "002 OF 003", [("H106", "PARIS 00002217  002 OF 003")], "announced twice"),
    ("002 OF 003", "003 OF 003", [("H106", "PARIS 00002217  003 OF 003")], "out of order"),
    ("002 OF 003", "002 OF 004", [("H105", "PARIS 00002217  002 OF 004")], "another total"),
    ("PARIS 00002217  002", "PARIS 00002218  002", [("H107", "PARIS 00002218  002 OF 003")], "another serial"),
    ("PARIS 00002217  002", "ROME 00002217  002", [("H107", "ROME 00002217  002 OF 003")], "another post"),
]


@pytest.mark.parametrize(("old", "new", "expected", "why"), CASES, ids=[case[3] for case in CASES])
def test_one_change(old: str, new: str, expected: list[tuple[str, str]], why: str) -> None:
    assert told(changed(WIRE, (old, new)), CODES)[: len(expected)] == expected, why


def test_clean_forms_are_silent() -> None:
    assert told(WIRE, CODES) == []
    assert told(PAGE, CODES) == []
    assert told(changed(WIRE, ("2. (U)", "PARIS 00002217  002.2 OF 003\n\n2. (U)")), CODES) == []
    assert told("PARIS 00002217  002 OF 003\n\nThe rest of a sentence.", CODES) == []


def test_a_section_alone_is_silent() -> None:
    text = WIRE[: WIRE.index("PARIS 00002217  002")]
    assert told(text, CODES) == []


def test_damaged_station_of_a_page_line() -> None:
    text = changed(WIRE, ("PARIS 00002217  002", "PALIS 00002217  002"))
    assert [code for code, _ in told(text, CODES)] == ["H107"]
    assert mended(text, CODES, "likely") == WIRE


def test_page_form() -> None:
    assert told(changed(PAGE, ("PAGE 02        LUSAKA  00817", "PAGE 02        LUSAKA  00871")), CODES) == [
        ("H107", "PAGE 02        LUSAKA  00871  121455Z")
    ]


@pytest.mark.parametrize(("name", "text"), clean_samples(), ids=[name for name, _ in clean_samples()])
def test_samples_are_silent(name: str, text: str) -> None:
    assert told(text, CODES) == [], name
