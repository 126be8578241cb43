"""Page turns, captions, doubled text, tables, and what stands around the telegram (T315-T317, T322, T323, T339, S437)."""

from __future__ import annotations

import re

import pytest

from cablegram.findings import check, mend
from cablegram.findings.base import Safety
from cablegram.tables import rows
from cablegram.telegram.reader import parse

CODES = frozenset(("T315", "T316", "T317", "T322", "T323", "T339", "S437"))
WIRE = "P 161324Z NOV 07\nFM AMEMBASSY PARIS\nTO SECSTATE WASHDC\nC O N F I D E N T I A L PARIS 004514\nE.O. 12958: DECL: 11/16/2017\nTAGS: PREL\nSUBJECT: SALT\n\n"
STAMP = "Margaret P. Grafeld Declassified/Released US Department of State EO Systematic Review 05 JUL 2006\n"


def page(year: int = 75) -> str:
    return (
        "CONFIDENTIAL\nPAGE 01        LUSAKA  00817  121455Z\nACTION AF-10\nINFO  OCT-01  /011 W\n"
        f"                        ---------------------     117043\nR 121320Z APR {year}\nFM AMEMBASSY LUSAKA\nTO SECSTATE WASHDC 4410\n"
        "C O N F I D E N T I A L LUSAKA 0817\nE.O. 11652: GDS\nTAGS: PFOR, ZA\nSUBJECT: SALT\n\n"
    )


PAGE = page()


def found(text: str) -> list[str]:
    return [finding.code for finding in check(parse(text)) if finding.code in CODES]


def mended(text: str, up_to: Safety = "safe") -> str:
    once = mend(parse(text), up_to=up_to, codes=CODES)
    assert mend(once.telegram, up_to=up_to, codes=CODES).text == once.text, "mending what is mended changes nothing"
    return once.text


TURN = "PAGE 02        LUSAKA  00817  121455Z\n"


@pytest.mark.parametrize(
    "run",
    [
        f"CONFIDENTIAL\nCONFIDENTIAL\n{TURN}",
        f"CONFIDENTIAL\n\nCONFIDENTIAL\n\n{TURN}\n",
        f"CONFIDENTIAL\n{STAMP}{STAMP}{TURN}CONFIDENTIAL\n",
        f"-\nCONFIDENTIAL\n-\nCONFIDENTIAL\n{TURN}\n",
        STAMP,
    ],
)
def test_a_page_turn_in_mid_sentence_is_removed(run: str) -> None:
    one, two = "1. THE MINISTER SAID THAT THE PRICE OF\n", "SALT WOULD NOT RISE BEFORE THE WINTER.\n\n2. YES.\n"
    text = PAGE + one + run + two
    assert found(text) == ["T315"]
    assert mended(text) == PAGE + one + two


def test_where_the_sentence_was_over_the_break_stays() -> None:
    one, two = "1. THE MINISTER SAID SO.\n", "HE THEN LEFT THE HALL.\n\n2. YES.\n"
    assert mended(f"{PAGE}{one}CONFIDENTIAL\nCONFIDENTIAL\n{TURN}{two}") == PAGE + one + two
    assert mended(f"{PAGE}{one}CONFIDENTIAL\n\nCONFIDENTIAL\n{TURN}\n{two}") == PAGE + one + "\n" + two


@pytest.mark.parametrize("below", ["2. THE WORKS WERE SOLD.\n", "THE WORKS\n---------\n\n2. THEY WERE SOLD.\n"])
def test_a_page_turn_between_paragraphs_stays(below: str) -> None:
    text = f"{PAGE}1. THE MINISTER SAID SO.\n\nCONFIDENTIAL\nCONFIDENTIAL\n{TURN}\n{below}"
    assert found(text) == []
    assert mended(text) == text


def test_a_new_section_is_no_page_turn() -> None:
    text = (
        PAGE.replace("0817\nE", "SECTION 1 OF 2 LUSAKA 0817\nE")
        + "1. THE MINISTER SAID THAT\n\nCONFIDENTIAL\nNNN\n"
        + PAGE
        + "HE WOULD GO.\n"
    )
    assert found(text) == []


def test_a_caption_stands_once() -> None:
    text = WIRE.replace("E.O.", "SIPDIS\n\nSIPDIS\n\nE.O.")
    assert found(text + "1. (C) Yes.\n") == ["T316"]
    assert mended(text + "1. (C) Yes.\n") == WIRE.replace("E.O.", "SIPDIS\n\nE.O.") + "1. (C) Yes.\n"
    four = WIRE.replace("E.O.", "SENSITIVE\nSIPDIS\n\nSENSITIVE\nSIPDIS\n\nE.O.") + "1. (C) Yes.\n"
    assert mended(four) == WIRE.replace("E.O.", "SENSITIVE\nSIPDIS\n\nE.O.") + "1. (C) Yes.\n"


def test_captions_of_another_section_stay() -> None:
    text = (
        WIRE.replace("E.O.", "SIPDIS\n\nE.O.")
        + "1. (C) Yes.\n\nPARIS 00004514 002 OF 002\n\nC O N F I D E N T I A L SECTION 02 OF 02 PARIS 004514\n\nSIPDIS\n\n2. (C) No.\n"
    )
    assert found(text) == []


LINE = "The minister said that the salt works would be sold."


def test_doubled_lines_and_paragraphs() -> None:
    text = WIRE + f"1. (C) Yes.\n{LINE}\n{LINE}\nThen he left.\n"
    assert found(text) == ["T317"]
    assert mended(text) == text, "only likely"
    assert mended(text, "likely") == WIRE + f"1. (C) Yes.\n{LINE}\nThen he left.\n"
    paragraph = f"2. (C) {LINE}\nHe would not say to whom.\n\n"
    text = WIRE + "1. (C) Yes.\n\n" + paragraph + paragraph + "3. (C) No.\n"
    assert mended(text, "likely") == WIRE + "1. (C) Yes.\n\n" + paragraph + "3. (C) No.\n"


def test_overlap_at_a_page_turn() -> None:
    turn = "\n\nPARIS 00004514 002 OF 002\n\n"
    one = "1. (C) He said that the works at the lagoon would be sold to a company of the islands"
    text = WIRE + one + turn + one[40:] + " before the winter.\n"
    assert "T317" in found(text)
    assert mended(text, "likely") == WIRE + one + turn + "before the winter.\n"


@pytest.mark.parametrize(
    "body",
    [
        "1. (C) He saw:\n\nSalt      190   310\nSalt      190   310\n",  # rows of a table
        "1. (C) Yes.\n- no comment.\n- no comment.\n",  # short
        f"1. (C) {LINE}\n\n2. (C) {LINE}\n",
    ],
)
def test_what_may_stand_twice(body: str) -> None:
    assert "T317" not in found(WIRE + body)


def test_the_tail_of_a_word_after_a_page_turn() -> None:
    text = f"{PAGE}1. THE PLAN IS NOT\nCONFIDENTIAL\nCONFIDENTIAL\n{TURN}TIVE BEFORE JUNE.\n\n2. YES.\n"
    assert "T322" in found(text)
    assert "T322" not in found(text.replace("NOT\n", "NOT EFFEC-\n")), "its head is there"
    assert "T322" not in found(text.replace("TIVE", "VALID"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("THE AGENCY ( TIA) AND", "THE AGENCY (TIA) AND"),
        ("THE WOMEN' S UNION", "THE WOMEN'S UNION"),
        ("AT 1300 Z IT", "AT 1300Z IT"),
        ("AT 121300 Z IT", "AT 121300Z IT"),
        ('SAID " QUOTED" AND', 'SAID "QUOTED" AND'),
    ],
)
def test_blanks_around_punctuation(before: str, after: str) -> None:
    text = page(73) + f"1. HE SAW {before} LEFT.\n"
    assert found(text) == ["T323"]
    assert mended(text) == text.replace(before, after)
    if '"' in before:
        assert found(page(78) + f"1. HE SAW {before} LEFT.\n") == [], "not in later years"
        assert found(WIRE + f"1. (C) HE SAW {before} LEFT.\n") == []
    else:
        assert mended(WIRE + f"1. (C) HE SAW {before} LEFT.\n") == WIRE + f"1. (C) HE SAW {after} LEFT.\n"


def test_a_blank_in_the_date_time_group() -> None:
    text = page(84).replace("Z ", " Z ", 1)
    assert re.search(r"\d{6} Z [A-Z]{3} 84", text), text
    assert mended(text) == page(84)


def test_a_flowed_text_is_joined_by_a_blank() -> None:
    one = (
        "1. THE MINISTER SAID AT LENGTH THAT THE COUNCIL HAD NOT BEEN ASKED WHETHER IT MIGHT AGREE THAT THE PRICE OF\n"
    )
    text = PAGE + one + "CONFIDENTIAL\nCONFIDENTIAL\n" + TURN + "SALT WOULD NOT RISE BEFORE THE WINTER.\n"
    assert mended(text) == PAGE + one[:-1] + " SALT WOULD NOT RISE BEFORE THE WINTER.\n"


def test_lines_of_the_form_in_small_letters_are_never_cut() -> None:
    for text in (WIRE.lower(), WIRE.lower().replace("c o n f", "C o n f"), PAGE.lower()):
        assert mended(text) == text


def test_every_banner_has_small_letters() -> None:
    # a head or foot in capitals is not searched for banners
    assert all(re.search("[a-z]{3}", row["pattern"]) for row in rows("banners"))


def test_banners_after_the_signature_are_cut() -> None:
    text = WIRE + "1. (C) So it was.\nDOE\n"
    assert mended(text + "\nHelp us extend and defend this work\nCourage is contagious\n") == text


def test_a_blank_after_every_hyphen() -> None:
    text = page(73) + "1. THE AGENCY ( TIA) AND THE WOMEN' S UNION SENT A NEWLY- ASSIGNED MAN, PRE- AND POST WAR.\n"
    assert found(text) == ["T323"] * 3
    assert "(TIA) AND THE WOMEN'S UNION SENT A NEWLY-ASSIGNED MAN, PRE- AND POST WAR." in mended(text)
    for word in ("GOVERN- MENT", "STATES- MAN", "MAN - ASSIGNED", "XQZO- TUNISIAN"):  # one word, or a dash, or unknown
        assert word in mended(text.replace("NEWLY- ASSIGNED", word))
    assert "NEWLY- ASSIGNED" in mended(text.replace("MAN,", "MAN, A WELL-KNOWN ONE,")), "other hyphens have no blank"


@pytest.mark.parametrize(
    "words",
    [
        "HE SAID \"YES\" AND \"NO\" TO IT",
        "THE WORKERS' SALT AND THE SMITHS' S. PAN",
        "THE PLAN Z AND 9999 Z UNITS",
        "- FIRST, SALT;\n- SECOND, POTASH",
        "A DASH - LIKE THIS -- OR THIS",
    ],
)  # fmt: skip
def test_punctuation_that_may_stand(words: str) -> None:
    assert found(page(73) + f"1. HE SAW {words} AND LEFT.\n") == []


def test_lost_columns_are_only_reported() -> None:
    table = "SALT 190 310 500\nPOTASH 365 620 985\nLIME 540 930 1,470\n"
    text = WIRE + "1. (C) He gave these:\n\n" + table
    assert found(text) == ["T339"]
    assert mended(text, "unsafe") == text
    assert found(text.replace(" 190", "      190").replace(" 365", "    365")) == []
    assert found(WIRE + "1. (C) He gave 190 310 500\nand 365 620 985 and left.\n") == []


def test_what_stands_around_the_telegram_is_cut() -> None:
    inside = "VZCZCXRO4410\n" + WIRE + "1. (C) Yes.\n\nDOE\nNNNN\n"
    banner = "Skip to content | Browse by origin | Subscribe\n\n"
    text = banner + inside + "\nShare this page | Contact us | Cookies\n"
    assert found(text) == ["S437", "S437"]
    assert mended(text) == inside
    assert mended(STAMP + PAGE + "1. YES.\n\nDOE\n") == PAGE + "1. YES.\n\nDOE\n"


def test_a_damaged_first_line_is_never_cut() -> None:
    text = "VZ?ZCXR# 4410 7\n" + WIRE + "1. (C) Yes.\n\nDOE\n"
    assert mended(text) == text


def test_foreign_lines_inside_are_only_reported() -> None:
    text = WIRE + '1. (C) He said that the works\n<div class="nav">\nwould be sold.\n\n2. (C) Yes.\n'
    assert found(text) == ["S437"]
    assert mended(text) == text


@pytest.mark.parametrize("text", ["", "\n\n", STAMP, "Skip to content | Subscribe | Cookies\n", "((\n" * 40])
def test_texts_that_are_no_telegram(text: str) -> None:
    check(parse(text))
    assert mended(text) == text


def test_a_paragraph_that_stands_twice_by_its_lines() -> None:
    block = "4. PATROL CRAFT. GOVERNMENT HAS ONE SERVICEABLE LAUNCH AND\nIS SEEKING TWO MORE.\n\n"
    text = page() + "1. YES.\n\n2. NO.\n\n3. SO IT IS.\n\n" + block * 2 + "5. END.\n"
    assert "T317" in found(text)
    assert mended(text, "likely") == text.replace(block * 2, block)


def test_the_rest_of_a_word_after_a_page_line() -> None:
    text = PAGE + "1. THE MINISTER SAID THAT THE\nCONFIDENTIAL\nCONFIDENTIAL\n" + TURN + "VERED NOTES WERE THERE.\n"
    assert "T322" in found(text)
    assert "T322" not in found(text.replace("VERED", "SILVER"))


def test_frame_around_a_text_without_a_header() -> None:
    body = "The harbour master has told us that the dues go up on February 1.\nNo change is expected in the price of water.\n"
    above = (
        "Viewing cable 05CABLE1\n\nReference ID\tCreated\tReleased\n05CABLE1\t2005-07-01\t2011-08-30\tEmbassy\n\n"
        "A B C D F G H I J K\n\n"
    )
    assert mended(above + body) == body
    assert mended(body) == body


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("by the end of 2009 ( ref B) and", "by the end of 2009 (ref B) and"),  # a figure before it
        ("in June\n19 ( ref B) and", "in June\n19 (ref B) and"),  # also where it opens a line
    ],
)
def test_a_bracket_behind_a_figure(before: str, after: str) -> None:
    text = WIRE + f"1. (C) He spoke {before} no more.\n"
    assert mended(text) == text.replace(before, after)
    mark = WIRE + "1. ( C ) He spoke.\n"
    assert "T323" not in found(mark), "a portion mark is another rule's"
