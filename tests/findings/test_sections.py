"""Sections and page lines: K04-K07."""

from __future__ import annotations

import pytest

from tests.findings.telling import PAGE, WIRE, changed, clean_samples, found, mended, told

CODES = frozenset(("H104", "H105", "H106", "H107"))

# (old, new, code and words found, why)
CASES = [
    ("#2217/01", "#2217/02", [("H104", "01 OF 03")], "the DE line has another section"),
    ("SECTION 01 OF 03", "SECTION 04 OF 03", [("H104", "04 OF 03"), ("H105", "04 OF 03")], "more than there are"),
    ("002 OF 003", "001.2 OF 003", [("H106", "PARIS 00002217  003 OF 003")], "section 2 is not announced"),
    ("PARIS 00002217  003 OF 003", "", [], "its page line stood in a sentence and was cut"),
    ("003 OF 003", "002 OF 003", [("H106", "PARIS 00002217  002 OF 003")], "announced twice"),
    ("002 OF 003", "003 OF 003", [("H106", "PARIS 00002217  003 OF 003")], "out of order"),
    ("002 OF 003", "002 OF 004", [("H105", "PARIS 00002217  002 OF 004")], "another total"),
    ("PARIS 00002217  002", "PARIS 00002218  002", [("H107", "PARIS 00002218  002 OF 003")], "another serial"),
    ("PARIS 00002217  002", "ROME 00002217  002", [("H107", "ROME 00002217  002 OF 003")], "another post"),
]


@pytest.mark.parametrize(("old", "new", "expected", "why"), CASES, ids=[case[3] for case in CASES])
def test_one_change(old: str, new: str, expected: list[tuple[str, str]], why: str) -> None:
    assert told(changed(WIRE, (old, new)), CODES)[: len(expected)] == expected, why


def test_a_text_that_breaks_off_before_its_last_section() -> None:
    text = changed(WIRE, ("003 OF 003", "002.2 OF 003"))
    text = text[: text.index("DOE\nBT")]
    assert told(text, CODES) == [("H106", "PARIS 00002217  002.2 OF 003")]


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


@pytest.mark.parametrize(
    ("between", "joined"),
    [
        # a wrapped text: the line end comes back
        (
            "the issue of the\n\nOSLO 00001247 002 OF 002\n\nchairmanship will be settled.",
            "the issue of the\nchairmanship will be settled.",
        ),
        # broken in two parts
        (
            "the issue of the\nOSLO 00001247\n\n002 OF 002\n\nchairmanship is open.",
            "the issue of the\nchairmanship is open.",
        ),
    ],
)
def test_t314_page_line_in_sentence_is_cut(between: str, joined: str) -> None:
    import cablegram

    head = "C O N F I D E N T I A L SECTION 01 OF 02 OSLO 001247\n\nTAGS: PREL, NO\nSUBJECT: FISH\n\n1. (C) "
    mended = cablegram.mend(cablegram.parse(head + between + "\n"), codes=frozenset(("T314",)))
    assert mended.text == head + joined + "\n"
    assert [made.code for made in mended.mends] == ["T314"]


def test_t314_flowed_text_is_joined_by_a_blank_and_an_ended_sentence_is_left() -> None:
    import cablegram

    head = "C O N F I D E N T I A L SECTION 01 OF 02 OSLO 001247\n\nTAGS: PREL, NO\nSUBJECT: FISH\n\n1. (C) "
    long = (
        "The minister told us at length and more than once that the whole question of the fisheries limits and of the"
    )
    text = head + long + "\n\nOSLO 00001247 002 OF 002\n\nchairmanship is open.\n"
    assert long + " chairmanship is open." in cablegram.mend(cablegram.parse(text), codes=frozenset(("T314",))).text
    ended = head + "The question is open.\n\nOSLO 00001247 002 OF 002\n\nAnother sentence follows here.\n"
    assert "T314" not in [finding.code for finding in cablegram.check(cablegram.parse(ended))]


def test_a_section_is_missing_though_the_text_is_signed() -> None:
    text = changed(WIRE, ("PARIS 00002217  003 OF 003\n\n", ""))
    assert told(text, CODES) == [("H106", "PARIS 00002217  002 OF 003")]
    assert found(text, CODES)[0].severity == "info", "its page line may have stood in a sentence and been cut"


def test_a_flowed_paragraph_is_joined_by_a_blank() -> None:
    long = "and the salt makers said so again at some length to whoever would hear it " * 3 + "to the end."
    end = "DOE\nBT\n"
    text = changed(WIRE, (end, f"\n4. (C) The ministry spoke\n\nPARIS 00002217  003.2 OF 003\n\n{long}\n{end}"))
    assert mended(text, frozenset(("T314",))) == changed(WIRE, (end, f"\n4. (C) The ministry spoke {long}\n{end}"))
