"""Damaged headers: D06-D09, D12, D32-D34, D36, D38, D41."""

from __future__ import annotations

import pytest

from cablegram.findings import mend
from cablegram.telegram.reader import parse
from tests.findings.telling import PAGE, WIRE, changed, clean_samples, found, mended, told

CODES = frozenset(
    ("H141", "H151", "H152", "H153", "H154", "H155", "H156", "H157", "H158", "H159", "H160"),
)

# (old, new, code, words found, how sure, why)
CASES = [
    ("071540Z", "07154OZ", "H151", "154O", "safe", "O for 0 in the date-time group"),
    ("071540Z", "07lS40Z", "H151", "lS40", "safe", "two look-alikes in one field"),
    ("MAR 07", "MAR O7", "H151", "O7", "safe", "the year, without which no group is read"),
    ("PP RUEHDBU RUEHFL", "PP RUEHD8U RUEHFL", "H151", "RUEHD8U", "safe", "8 for B in a routing indicator"),
    ("#2217/01 0661540", "#22I7/01 0661540", "H151", "22I7", "safe", "I for 1 in the station serial"),
    ("#2217/01 0661540", "#2217/01 06GI540", "H151", "06GI540", "safe", "the filing time"),
    ("ZNY CCCCC", "ZNY CCGCC", "H151", "CCGCC", "safe", "five letters by majority"),
    ("ZNY CCCCC", "ZNY C0COC", "H151", "C0COC", "safe", "three of five are enough"),
    ("VZCZC", "VZC2C", "H151", "VZC2C", "safe", "the transmission identifier"),
    ("XRO4410", "XRO441O", "H151", "441O", "safe", "the last figure of the channel serial"),
    ("XRO4410", "XRO44l0", "H151", "44l0", "safe", "another, in the middle"),
    ("RUEHLO/", "RUEHL0/", "H151", "RUEHL0", "safe", "an addressee's routing indicator"),
    ("LONDON 8830", "LONDON 883O", "H151", "883O", "safe", "a message number"),
    ("PARIS 002217", "PARIS OO2217", "H151", "OO2217", "safe", "the serial of the classification line"),
    ("TAGS: PREL, PGOV", "TAGS: PREL, PG0V", "H151", "PG0V", "safe", "a digit in a TAG"),
    ("03/07/2017", "03/07/2O17", "H151", "03/07/2O17", "safe", "the date of declassification"),
    ("AMEMBASSY LONDON", "AMEMBASSY LOLDON", "H152", "LOLDON", "likely", "N to L"),
    ("OF 03 PARIS 002217", "GF 03 PARIS 002217", "H152", "GF", "likely", "O to G"),
    ("SECTION 01", "SECTIOL 01", "H152", "SECTIOL", "likely", "N to L in SECTION"),
    ("AMEMBASSY LONDON", "AMEMBASSY LQDON", "H153", "LQDON", "likely", "Q for a letter"),
    ("SECSTATE WASHDC", "SECSTATE WAQDC", "H153", "WAQDC", "likely", "Q in a keyword"),
    ("SUBJECT:", "UBJECT:", "H154", "UBJECT", "safe", "first letter lost"),
    ("SUBJECT:", "SUBECT:", "H154", "SUBECT", "safe", "letter lost inside"),
    ("Classified By", "Classiied By", "H154", "Classiied", "safe", "in small letters"),
    ("SECTION 01", "SECTON 01", "H154", "SECTON", "safe", "the section word"),
    ("AMEMBASSY LONDON", "AMEMBASSY LNDON", "H154", "LNDON", "likely", "a name is only offered"),
    ("TAGS:", "TAS:", "H156", "TAS", "safe", "TAGS"),
    ("TAGS:", "TABS:", "H156", "TABS", "safe", "a wrong letter"),
    ("E.O. 12958:", "E.0. 12958:", "H156", "E.0.", "safe", "a digit in the label"),
    ("E.O. 12958:", "E.O. 1295:", "H156", "1295", "safe", "a digit lost in the number"),
    ("E.O. 12958:", "EO 12958:", "H156", "EO", "safe", "stops lost"),
    ("SUBJECT:", "SUBJFCT:", "H156", "SUBJFCT", "safe", "a wrong letter in SUBJECT"),
    ("TO RUEHC", "TORUEHC", "H155", "TOR", "safe", "prosign and address"),
    ("FM AMEMBASSY PARIS", "FMAMEMBASSY PARIS", "H155", "FMA", "safe", "FM and address"),
    ("03/07/2017\nTAGS:", "03/07/2017 TAGS:", "H155", "TAGS:", "safe", "two labels on a line"),
    ("FR\nSUBJECT:", "FRSUBJECT:", "H155", "SUBJECT:", "safe", "a label glued to the word before it"),
    ("SUBJECT: ", "", "H157", "HARBOUR DUES AND THE PRICE OF SALT", "likely", "the label is gone"),
]


@pytest.mark.parametrize(("old", "new", "code", "words", "safety", "why"), CASES, ids=[case[5] for case in CASES])
def test_damage_is_found_and_mended(old: str, new: str, code: str, words: str, safety: str, why: str) -> None:
    text = changed(WIRE, (old, new))
    assert (code, words) in told(text, CODES), why
    assert next(f for f in found(text, CODES) if f.code == code).safety == safety
    if safety == "likely":
        assert mended(text, CODES) == text, "not by default"
    assert mended(text, CODES, safety) == WIRE, why


def test_clean_headers_are_silent() -> None:
    assert told(WIRE, CODES) == []
    assert told(PAGE, CODES) == []


def test_line_ends_of_the_text_are_kept() -> None:
    text = WIRE.replace("\n", "\r\n")
    assert mended(changed(text, ("03/07/2017\r\nTAGS:", "03/07/2017TAGS:")), CODES) == text


def test_majority_needs_three() -> None:
    assert told(changed(WIRE, ("CCCCC", "CCGSX")), CODES) == []


def test_release_code_of_an_ally_is_no_damage() -> None:
    assert told(changed(WIRE, ("CCCCC", "CCCAA")), CODES) == []


def test_prose_is_never_touched() -> None:
    text = changed(WIRE, ("The dues are", "The LOLDON dues of 2O07 are"))
    assert told(text, CODES) == []


def test_known_names_that_resemble_others_stay() -> None:
    assert told(changed(WIRE, ("AMEMBASSY LONDON", "AMEMBASSY KIEV")), CODES) == []


HEAD = WIRE[WIRE.index("C O N F") :]


def test_header_absent() -> None:
    assert told(HEAD, CODES) == [("H158", "C O N F I D E N T I A L SECTION 01 OF 03 PARIS 002217")]
    notice = "This is a partial extract of the original cable. The full text is not available.\n\n"
    assert [code for code, _ in told(notice + WIRE[WIRE.index("E.O.") :], CODES)] == ["H158"]
    assert told(WIRE[WIRE.index("1. (C)") :], CODES) == [], "a fragment of the body is no partial extract"


def test_doubled_header_is_taken_out_where_it_says_nothing_new() -> None:
    block = WIRE[WIRE.index("E.O.") : WIRE.index("1. (C)")]
    text = changed(WIRE, ("1. (C)", f"------- header\n\n{block}1. (C)"))
    assert told(text, CODES) == [("H159", "------- header\n\nE.O. 12958: DECL: 03/07/2017")]
    assert mended(text, CODES, "likely") == WIRE
    other = changed(text, (block, block)).replace("PRICE OF SALT\n", "PRICE OF TAR\n")
    assert [code for code, _ in told(other, CODES)] == ["H159"]


def test_two_messages() -> None:
    second = WIRE.replace("2217", "2218").replace("4410", "4411")
    assert told(WIRE + second, CODES) == [("H160", "VZCZCXRO4411")]
    assert told(WIRE.rstrip() + second, CODES)[0][0] == "H160"
    assert found(WIRE + second, CODES)[0].edits == ()


def test_service_codes() -> None:
    done = mend(parse(changed(WIRE, ("PARIS 002217", "PARIS 002217 ZFR 2210"))), codes=CODES)
    assert (done.text, done.notes, done.cancelled) == (WIRE, ("ZFR 2210",), True), "the mark of cancellation is kept"
    assert not mend(parse(changed(WIRE, ("PARIS 002217", "PARIS 002217 ZDK")))).cancelled
    for code in ("ZFR 2210", "ZDK", "SUSPECTED DUPLICATE 2230"):
        text = changed(WIRE, ("PARIS 002217", f"PARIS 002217 {code}"))
        assert told(text, CODES) == [("H141", code)]
        assert mended(text, CODES) == WIRE
    text = changed(WIRE, ("\nSIPDIS", "CORRECTED COPY\n\nSIPDIS"))
    assert told(text, CODES) == [("H141", "CORRECTED COPY")]
    assert mended(text, CODES) == WIRE


@pytest.mark.parametrize("code", ["CORRECTED COPY", "C O R R E C T E D  C O P Y", "SUSPECTED DUPLICATE"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_service_code_on_its_own_line_goes_to_the_notes(code: str, gap: str) -> None:
    done = mend(parse(changed(WIRE, ("PARIS 002217", f"PARIS 002217{gap}{code}"))), codes=CODES)
    assert done.text == WIRE
    assert done.notes == (code,)


# Samples that truly have what these rules tell of.
KNOWN = {"07FREETOWN188": {"H141"}, "body-only-extradition": {"H158"}}


@pytest.mark.parametrize(("name", "text"), clean_samples(), ids=[name for name, _ in clean_samples()])
def test_samples_are_silent(name: str, text: str) -> None:
    assert {code for code, _ in told(text, CODES)} == KNOWN.get(name, set())


def test_a_damaged_label_is_told_though_a_later_head_has_a_whole_one() -> None:
    block = WIRE[WIRE.index("E.O.") : WIRE.index("1. (C)")]
    whole = changed(WIRE, ("1. (C)", f"------- header\n\n{block}1. (C)"))
    for old, new in (("SUBJECT:", "SUBJFCT:"), ("Classified By", "Classifie By")):
        text = changed(whole, (old, new))
        assert mended(text, CODES) == whole, "the copied head"
    second = WIRE.replace("2217", "2218").replace("4410", "4411")
    assert mended(changed(WIRE + second, ("SUBJECT:", "5UBJECT:")), CODES) == WIRE + second, "another message"


def test_a_damaged_date_is_told_though_a_later_page_has_a_whole_one() -> None:
    again = PAGE.replace("PAGE 01", "PAGE 03")
    assert mended(changed(PAGE, ("121320Z", "12132OZ")) + again, CODES) == PAGE + again


def test_the_word_that_opens_a_block_has_lost_a_letter() -> None:
    text = changed(WIRE, ("1. (C) The ministry", "1. (C) SUMMRY: The ministry"))
    assert told(text, CODES) == [("H154", "SUMMRY")]
    assert mended(text, CODES) == text
    assert mended(text, CODES, "likely") == changed(text, ("SUMMRY", "SUMMARY"))
    assert told(changed(WIRE, ("The ministry", "MOMENT. The ministry")), CODES) == [], "a word of its own"


def test_info_joined_with_a_routing_indicator_of_any_network() -> None:
    text = changed(WIRE, ("INFO RUEHLO/", "INFO RUCPDOC/USDOC WASHDC\nRUEHLO/"))
    assert mended(changed(text, ("INFO RUCPDOC", "INFORUCPDOC")), CODES) == text
