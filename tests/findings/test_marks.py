"""Paragraph and portion marks, pilcrows, bullets, letter spacing, redactions (T301-T305, T313, T331, T340)."""

from __future__ import annotations

import pytest

from cablegram.findings import check, mend
from cablegram.findings.base import Safety
from cablegram.telegram.reader import parse

CODES = frozenset(("T301", "T302", "T303", "T304", "T305", "T313", "T331", "T340"))
HEAD = "P 161324Z NOV 07\nFM AMEMBASSY PARIS\nTO SECSTATE WASHDC\n{0} PARIS 004514\nE.O. 12958: DECL: 11/16/2017\nTAGS: PREL\nSUBJECT: SALT\n\n"
WIRE = HEAD.format("C O N F I D E N T I A L")


def found(text: str) -> list[str]:
    return [finding.code for finding in check(parse(text)) if finding.code in CODES]


def mended(text: str, up_to: Safety = "safe") -> str:
    once = mend(parse(text), up_to=up_to, codes=CODES)
    assert mend(once.telegram, up_to=up_to, codes=CODES).text == once.text, "mending what is mended changes nothing"
    return once.text


def marks(*labels: str) -> str:
    return WIRE + "".join(f"{label} (C) The minister said so.\n\n" for label in labels)


@pytest.mark.parametrize(
    ("labels", "codes", "after"),
    [
        (("11.", "12.", "13."), ["T301"] * 3, ("1.", "2.", "3.")),  # three agree
        (("11.", "12.", "\u00b63."), ["T301", "T301", "T302"], ("1.", "2.", "3.")),  # a real pilcrow beside them
        (("\u00b61.", "\u00b62."), ["T302", "T302"], ("1.", "2.")),
        (("\u00b61.", "- 12."), ["T302", "T305", "T301"], ("1.", "2.")),
        (("1.", "- 2.", "3."), ["T305"], ("1.", "2.", "3.")),
        (("11.", "- \u00b62."), ["T301", "T305", "T302"], ("1.", "2.")),
    ],
)
def test_marks_of_paragraphs(labels: tuple[str, ...], codes: list[str], after: tuple[str, ...]) -> None:
    text = marks(*labels)
    assert found(text) == codes
    assert mended(text) == marks(*after)


def test_a_single_pilcrow_read_as_one_is_only_likely() -> None:
    text = marks("1.", "12.", "3.")
    assert found(text) == ["T301"]
    assert mended(text) == text
    assert mended(text, "likely") == marks("1.", "2.", "3.")


def test_the_message_names_mark_and_paragraph() -> None:
    finding = next(f for f in check(parse(marks("11.", "12.", "13."))) if f.code == "T301")
    assert finding.message == 'paragraph mark "11." is \u00b61: a pilcrow read as the digit 1'


@pytest.mark.parametrize(
    "labels",
    [
        tuple(f"{n}." for n in range(1, 14)),  # 11. is legal where paragraph 10 exists
        ("9.", "10.", "11.", "12."),
        tuple(f"{n}." for n in range(11, 24)),  # a fragment that reaches 20
    ],
)
def test_real_numbers_of_two_digits(labels: tuple[str, ...]) -> None:
    assert found(marks(*labels)) == []


def test_numbers_over_ten_with_a_pilcrow() -> None:
    text = marks(*(f"1{n}." for n in range(1, 12)))
    assert mended(text) == marks(*(f"{n}." for n in range(1, 12)))


@pytest.mark.parametrize(
    ("sentence", "codes", "likely"),
    [
        ("It favors a chairmanship in 12011. He", ["T303"], "It favors a chairmanship in 2011. He"),
        ("Elections of November 12007 and", ["T303"], "Elections of November 2007 and"),
        ("the 2010-12011 season", ["T303"], "the 2010-2011 season"),
        ("It was so in 11911, he", ["T303"], None),  # a century away: only reported
        ("They sold it in 12011 cases", [], None),  # a quantity
        ("a total of 12011 tons", [], None),
        ("See PARIS 12011 for", [], None),  # a reference
        ("at 12011 euros", [], None),
        ("of $12011, of 12,011, of 12011.5 and", [], None),
    ],
)
def test_years_of_five_digits(sentence: str, codes: list[str], likely: str | None) -> None:
    text = WIRE + f"1. (C) {sentence} more was said.\n"
    assert found(text) == codes
    assert mended(text) == text, "never by default"
    assert mended(text, "likely") == (text.replace(sentence, likely) if likely else text)


def test_a_year_is_only_reported_where_the_date_is_not_known() -> None:
    text = "1. (C) It favors a chairmanship in 12011. So it said.\n"
    assert found(text) == ["T303"]
    assert mended(text, "likely") == text


@pytest.mark.parametrize("glyph", ["P", "q", "I", "|", "f", "\u00c2"])
def test_a_pilcrow_read_as_another_glyph(glyph: str) -> None:
    text = marks("1.", f"{glyph}2.", "3.")
    assert "T304" in found(text)
    assert mended(text, "likely") == marks("1.", "2.", "3.")


def test_a_glyph_out_of_sequence_is_none() -> None:
    assert found(marks("1.", "P7.", "2.")) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1. C) The", "1. (C) The"),
        ("1. (C The", "1. (C) The"),
        ("1. (C ) The", "1. (C) The"),
        ("1. ( C) The", "1. (C) The"),
        ("1. SBU) The", "1. (SBU) The"),
        ("1. (SBU The", "1. (SBU) The"),
        ("1. (S/NF The", "1. (S/NF) The"),
    ],
)
def test_a_bracket_is_restored(before: str, after: str) -> None:
    rest = " minister said so.\n\n2. (C) Yes.\n\n3. (C) No.\n"
    text = WIRE + before + rest
    assert found(text) == ["T340"]
    assert mended(text) == WIRE + after + rest


@pytest.mark.parametrize(
    "line",
    [
        "1. (C) The minister.",
        "1. (C - ENTIRE TEXT). The minister.",
        "1. (SBU NOFORN) The minister.",
        "1. (U.S. Embassy comment follows.)",
        "1. A) The minister.",
    ],
)
def test_portion_marks_that_are_whole(line: str) -> None:
    assert found(WIRE + line + "\n\n2. (C) Yes.\n\n3. (C) No.\n") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("S U M M A R Y\n\n1. (C) So it was.\n", "SUMMARY\n\n1. (C) So it was.\n"),
        ("A C T I O N  R E Q U E S T\n\n1. (C) So it was.\n", "ACTION REQUEST\n\n1. (C) So it was.\n"),
        ("1. (C) S U M M A R Y: So it was.\n", "1. (C) SUMMARY: So it was.\n"),
        ("1. S U M M A R Y. So it was.\n", "1. SUMMARY. So it was.\n"),
    ],
)
def test_a_letter_spaced_heading_is_respaced(before: str, after: str) -> None:
    assert found(WIRE + before) == ["T313"]
    assert mended(WIRE + before) == WIRE + after


def test_marks_turned_and_doubled() -> None:
    text = WIRE + "1. (SBU ( So it was.\n\n2. (C) So it is.\n\n3. (C) (C) So it will be.\n"
    assert found(text) == ["T340", "T340"]
    assert mended(text) == text.replace("(SBU (", "(SBU)")
    assert mended(text, "likely") == text.replace("(SBU (", "(SBU)").replace("(C) (C)", "(C)")


def test_misread_pilcrows_one_after_another() -> None:
    text = WIRE + "q1. (C - ENTIRE TEXT)\n\n2. So it was.\n\nq3. (C) So it is.\n\nq4. (C) So it will be.\n"
    assert found(text) == ["T304"] * 3


def test_the_class_line_is_legal_as_it_stands() -> None:
    assert found(HEAD.format("S E C R E T  N O F O R N") + "1. (S) So it was.\n") == []


@pytest.mark.parametrize(
    ("words", "codes", "after"),
    [
        ("told XXXXXXXXXX that", ["T331"], "told XXXXXXXXXX that"),
        ("told XXXXXXthat he", ["T331"], "told XXXXXX that he"),
        ("the XXXNEED for", ["T331"], "the XXX NEED for"),
        ("to NEEDXXXX and", ["T331"], "to NEED XXXX and"),
        ("the XXXIV conference", [], "the XXXIV conference"),  # a Roman number
        ("the XXX session", [], "the XXX session"),
    ],
)
def test_redactions(words: str, codes: list[str], after: str) -> None:
    text = WIRE + f"1. (C) He {words} it was.\n"
    assert found(text) == codes
    assert mended(text) == text.replace(words, after)


def test_a_channel_of_three_x_is_no_redaction() -> None:
    assert found("VZCZCXXX0237\n" + WIRE + "1. (C) Yes.\n") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("(S//REL BULGARIA, SERBIA (", "(S//REL BULGARIA, SERBIA)"),  # the last bracket turned
        ("S//REL BULGARIA, SERBIA)", "(S//REL BULGARIA, SERBIA)"),
    ],
)
def test_brackets_of_a_mark_with_a_list_of_countries(before: str, after: str) -> None:
    rest = " The minister said so.\n\n2. (S) He said it again.\n\n3. (S) And again.\n"
    assert mended(f"{WIRE}1. {before}{rest}") == f"{WIRE}1. {after}{rest}"
    lost = f"{WIRE}1. (S//REL BULGARIA, SERBIA{rest}"
    assert mended(lost) == lost, "nobody knows where the list ends"


def test_a_bullet_before_a_number_where_paragraphs_ran_together() -> None:
    text = WIRE + "1. The minister said so.\n\n- 4. He said it again.\n\n5. And again.\n"
    assert mended(text) == text.replace("- 4.", "4.")
    listed = WIRE + "1. He has two aims:\n\n- 1. The salt.\n\n- 2. The works.\n\n2. He will sell.\n"
    assert mended(listed) == listed, "numbers that begin again are a list"


@pytest.mark.parametrize("glyph", ["q", "\u00c2", "P"])
def test_a_misread_pilcrow_right_below_the_head(glyph: str) -> None:
    head = WIRE + "Classified By: DCM Jane Doe for reasons 1.4 (b)\nand (d).\n\n"
    text = head + f"{glyph}1. (C) The minister said so.\n\n2. (C) He said it again.\n"
    assert found(text) == ["T304"]
    assert mended(text, "likely") == text.replace(f"{glyph}1.", "1.")


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("the end of 12009 (ref B) is", ["T303"]),  # a bracket may follow a year
        ("in 12012 without relief", ["T303"]),  # nothing is counted
        ("the law of 12002 people", []),
    ],
)
def test_what_follows_a_year_of_five_digits(words: str, codes: list[str]) -> None:
    assert found(f"{WIRE}1. (C) He spoke of {words}.\n") == codes


def test_letters_x_that_kept_a_line_from_being_read() -> None:
    text = WIRE + "1. (C) The works in Riga and a firm\ntrading as Voska XXXXXXXXXXXhas offered them for sale\nto us.\n"
    assert mended(text) == text.replace("XXXhas", "XXX has")


def test_an_alphabet_is_no_heading() -> None:
    assert found("Browse by origin\n\nA B C D F G H I J K L M N\n") == []
