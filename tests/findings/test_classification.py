"""Order, instruction, date, authority, reason, portions: K12-K16, K18."""

from __future__ import annotations

import pytest

from tests.findings.telling import PAGE, WIRE, changed, clean_samples, found, mended, told

CODES = frozenset(("C212", "C213", "C214", "C215", "C216", "C218"))
UNCLAS = (("C O N F I D E N T I A L", "UNCLAS"), ("DECL: 03/07/2017", "N/A"), ("1. (C)", "1. (U)"))
_1999 = (("071540Z MAR 07", "071540Z MAR 99"), ("03/07/2017", "03/07/2009"), ("1.4", "1.5"))

# (changes, code and words found, why)
CASES: list[tuple[tuple[tuple[str, str], ...], list[tuple[str, str]], str]] = [
    ((("12958", "12356"),), [("C212", "12356")], "ended in 1995"),
    ((("12958", "13526"),), [("C212", "13526")], "begins in 2010"),
    ((("12958", "99999"),), [], "not read as an order at all"),
    ((("12958", "17777"),), [("C212", "17777")], "no order on classification"),
    ((("DECL: 03/07/2017", "N/A"),), [("C213", "12958")], "classified, but N/A"),
    ((("DECL: 03/07/2017", ""),), [("C213", "12958")], "no instruction"),
    ((("E.O. 12958: DECL: 03/07/2017\n", ""),), [("C213", "C O N F I D E N T I A L")], "no E.O. line"),
    (UNCLAS, [], "unclassified and clean"),
    ((UNCLAS[0], UNCLAS[2]), [("C213", "12958")], "unclassified, with a date"),
    ((UNCLAS[0], ("DECL: 03/07/2017", ""), UNCLAS[2]), [("C213", "12958")], "unclassified, N/A lost"),
    ((("2017", "2006"),), [("C214", "03/07/2006")], "before the telegram"),
    ((("2017", "2033"),), [("C214", "03/07/2033")], "more than 25 years"),
    ((("2017", "2032"),), [], "25 years to the day"),
    ((("03/07/2017", "03/17/2032"),), [], "ten days more"),
    ((("03/07/2017", "03/18/2032"),), [("C214", "03/18/2032")], "eleven days more"),
    (_1999, [], "1999: ten years and section 1.5"),
    ((_1999[0], ("03/07/2017", "03/07/2015"), _1999[2]), [("C214", "03/07/2015")], "1999: sixteen years"),
    ((_1999[0], ("03/07/2017", "X5"), _1999[2]), [], "1999: exempt"),
    ((_1999[0], _1999[1]), [("C216", "1.4")], "1999: a section that came in 2003"),
    ((("1.4", "1.5"),), [], "an old form in 2007"),
    ((("1.4", "1.5"), ("MAR 07", "MAR 09"), ("2017", "2019")), [("C216", "1.5")], "an old form in 2009"),
    ((("(d)", "(j)"),), [("C216", "j")], "no letter j"),
    ((("1.4 (b) and (d)", "1.5 (b) and (h)"),), [("C216", "h")], "section 1.5 ends with g"),
    ((("Classified By: Econ Counselor Jane Doe for reasons 1.4 (b) and (d).\n\n", ""),), [("C215", "C O N F I D E N T I A L")], "no authority"),
    ((("1. (C)", "1. (S)"),), [("C218", "S")], "a paragraph above the telegram"),
    ((("SUBJECT: ", "SUBJECT: (S) "),), [("C218", "S")], "a subject above it"),
    ((("1. (C)", "1. (U)"),), [("C218", "C O N F I D E N T I A L")], "none at its level"),
    ((("1. (C)", "1."), ("2. (U)", "2."), ("3. (SBU)", "3.")), [], "no marks at all"),
    ((("1. (C)", "1. (U)"), ("2. (U)", "2. (U) (C)")), [], "a mark inside a paragraph"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "expected", "why"), CASES, ids=[case[2] for case in CASES])
def test_changes(changes: tuple[tuple[str, str], ...], expected: list[tuple[str, str]], why: str) -> None:
    assert told(changed(WIRE, *changes), CODES) == expected, why


def test_severities() -> None:
    def severity(*pairs: tuple[str, str]) -> str:
        return found(changed(WIRE, *pairs), CODES)[0].severity

    assert severity(("2017", "2006")) == "error"
    assert severity(("2017", "2033")) == "warning"
    assert severity(("1. (C)", "1. (S)")) == "error"
    assert severity(("1. (C)", "1. (U)")) == "warning"


def test_unclassified_gets_its_n_a() -> None:
    clean = changed(WIRE, *UNCLAS)
    assert mended(changed(clean, (": N/A", ":")), CODES, "likely") == clean


def test_orders_of_the_seventies_and_eighties() -> None:
    assert told(PAGE, CODES) == []
    assert told(changed(PAGE, ("11652: GDS", "11652: ADS, DECLASSIFY 31 DEC 83")), CODES) == []
    assert [c for c, _ in told(changed(PAGE, ("11652: GDS", "11652: ADS, DECLASSIFY 31 DEC 86")), CODES)] == ["C214"]
    later = changed(PAGE, ("APR 78", "APR 79"))
    assert told(changed(later, ("11652: GDS", "12065: GDS 4/12/85 (DOE, JANE R.) OR-M")), CODES) == []
    assert [c for c, _ in told(changed(later, ("11652: GDS", "12065: GDS 4/12/89 (DOE, JANE R.) OR-M")), CODES)] == [
        "C214"
    ]
    assert told(changed(later, ("11652: GDS", "12065: RDS-3 4/12/99 (DOE, JANE R.) OR-M")), CODES) == []


def test_sixty_days_of_lag() -> None:
    assert told(changed(PAGE, ("121320Z APR 78", "151320Z JAN 79")), CODES) == []
    assert told(changed(PAGE, ("121320Z APR 78", "151320Z MAR 79")), CODES) == [("C212", "11652")]


@pytest.mark.parametrize(
    "text", ["1. (S) TEXT.", "C O N F I D E N T I A L PARIS 001234", "E.O. 12958: DECL: 01/01/1990\n\n1. (C) TEXT.", ""]
)
def test_fragments_are_silent(text: str) -> None:
    assert told(text, CODES) == []


@pytest.mark.parametrize(("name", "text"), clean_samples(), ids=[name for name, _ in clean_samples()])
def test_samples_are_silent(name: str, text: str) -> None:
    assert told(text, CODES) == [], name
