"""Archive page form: K27, K28."""

from __future__ import annotations

import pytest

from tests.findings.telling import PAGE, WIRE, changed, clean_samples, told

CODES = frozenset(("P527", "P528"))

# (old, new, code and words found, why)
CASES = [
    ("PAGE 02", "PAGE 03", [("P527", "03")], "a page is missing"),
    ("PAGE 01", "PAGE 02", [("P527", "02")], "a page twice"),
    ("CONFIDENTIAL\nCONFIDENTIAL", "CONFIDENTIAL\nSECRET", [("P527", "SECRET")], "another class on one page"),
    ("/028 W", "/029 W", [("P527", "029")], "the copies add up to 28"),
    ("EUR-12", "EUR-11", [("P527", "028")], "a number of copies changed"),
    ("121502Z", "121302Z", [("P528", "121302")], "handled before it was sent"),
    ("121502Z", "329902Z", [("P528", "329902")], "no day and time"),
    ("121502Z", "101502Z", [], "read as the 10th of the next month"),
    ("121320Z APR 78", "300020Z APR 78", [], "the 12th is the 12th of May"),
]


@pytest.mark.parametrize(("old", "new", "expected", "why"), CASES, ids=[case[3] for case in CASES])
def test_one_change(old: str, new: str, expected: list[tuple[str, str]], why: str) -> None:
    assert told(changed(PAGE, (old, new)), CODES) == expected, why


def test_pages_begin_again_in_each_section() -> None:
    text = changed(
        PAGE,
        ("00817  121455Z", "00817  01 OF 02  121455Z"),
        ("PAGE 02        LUSAKA  00817", "PAGE 01        LUSAKA  00817  02 OF 02"),
    )
    assert told(text, CODES) == []


def test_totals_of_the_eighties_mean_something_else() -> None:
    assert told(changed(PAGE, ("APR 78", "APR 88"), ("/028 W", "/000W")), CODES) == []


def test_clean_forms_and_fragments_are_silent() -> None:
    for text in (PAGE, WIRE, "PAGE 02        LUSAKA  00817  121455Z", "ACTION AF-10", "SECRET\nCONFIDENTIAL", ""):
        assert told(text, CODES) == []


@pytest.mark.parametrize(("name", "text"), clean_samples(), ids=[name for name, _ in clean_samples()])
def test_samples_are_silent(name: str, text: str) -> None:
    assert told(text, CODES) == [], name
