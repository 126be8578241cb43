"""Characters and markup a telegram never had (S424-S430, S435)."""

from __future__ import annotations

import pytest

from cablegram.findings import check, mend
from cablegram.findings.base import Safety
from cablegram.telegram.reader import parse
from cablegram.telegram.records import Provenance

CODES = frozenset(("S424", "S425", "S426", "S427", "S428", "S429", "S430", "S435"))
WIRE = "P 161324Z NOV 07\nFM AMEMBASSY PARIS\nTO SECSTATE WASHDC\nC O N F I D E N T I A L PARIS 004514\nE.O. 12958: DECL: 11/16/2017\nTAGS: PREL\nSUBJECT: SALT\n\n"


def found(text: str) -> list[str]:
    return [finding.code for finding in check(parse(text)) if finding.code in CODES]


def mended(text: str, up_to: Safety = "safe") -> str:
    once = mend(parse(text), up_to=up_to, codes=CODES)
    assert mend(once.telegram, up_to=up_to, codes=CODES).text == once.text, "mending what is mended changes nothing"
    return once.text


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("Smith &amp; Son", "Smith & Son", "S424"),
        ("the minister&#8217;s", "the minister\u2019s", "S424"),
        ("the minister&#x27;s", "the minister's", "S424"),
        ("one&#x000A;two", "one\ntwo", "S424"),
        ("one&nbsp;two", "one two", "S424"),
        ("a &amp;lt; b", "a < b", "S424"),  # escaped twice
        ("<b>salt</b> and <a href=\"x.html\">pans</a>", "salt and pans", "S424"),
        ("one<br>two", "one\ntwo", "S424"),
        ("one<br />\ntwo", "one\ntwo", "S424"),
        ("one</pre>", "one", "S424"),
        ("one\\\ntwo", "one\ntwo", "S425"),
        ("he said \\\"yes\\\" to it", "he said \"yes\" to it", "S425"),
        ("the minister\u00e2\u20ac\u2122s", "the minister's", "S426"),
        ("Ren\u00c3\u00a9 of Orl\u00c3\u00a9ans", "Ren\u00e9 of Orl\u00e9ans", "S426"),
        ("said \u00c2 so", "said so", "S426"),
        ("said\u00c2\u00a0so", "said so", "S426"),
        ("the minister\u0092s", "the minister's", "S426"),
        ("it went on\u0085 and", "it went on\u2026 and", "S426"),
        ("Ren\u00c3\u0192\u00c2\u00a9", "Ren\u00e9", "S426"),  # decoded wrongly twice
        ("in Bras\u00c3\u00adlia", "in Bras\u00edlia", "S426"),
        ("the zero\u200bwidth", "the zerowidth", "S428"),
        ("a mark\ufeff inside", "a mark inside", "S428"),
        ("soft\u00adhyphen", "softhyphen", "S428"),
        ("no\u00a0break and\u2009thin", "no break and thin", "S428"),
        ("a\x00b\x07c", "abc", "S428"),
        ("he\n\x0csaid", "he\nsaid", "S428"),  # a form feed at a line's beginning
        ("he\x0csaid", "he\nsaid", "S428"),
        ("he\r\nsaid", "he\nsaid", "S428"),
        ("the minister\u2019s and the envoy's", "the minister's and the envoy's", "S429"),
        ("one-off and mid\u2013year", "one-off and mid-year", "S429"),
        ("one\\\nand all of the others", "one\nand all of the others", "S425"),
        ("[[France||12]] agreed", "France agreed", "S430"),
        ("[[[[French||3]] minister [[Doe||4]]||5]] agreed", "French minister Doe agreed", "S430"),
    ],
)  # fmt: skip
def test_mends(before: str, after: str, code: str) -> None:
    text = WIRE + f"1. (C) He saw that {before}.\n"
    assert code in found(text)
    assert mended(text) == text.replace(before, after)


def test_a_soft_hyphen_at_a_line_end_is_a_hyphen() -> None:
    assert mended(WIRE + "1. (C) THE GOVERN\u00ad\nMENT FELL.\n") == WIRE + "1. (C) THE GOVERN-\nMENT FELL.\n"


@pytest.mark.parametrize(
    "words",
    [
        "AT&T; R&D; Q&A; X & Y;",
        "x < y and y > z; <Doe> of <the works>",
        "in the path C:\\dir\\sub of it",
        "the CAF\u00c9\u201d of N\u00eemes",  # a capital with an accent before a quotation mark
        "\u00c0 la carte, \u00c2ge d'or, \u00c9\u00c9",
        "What? Who? Yes?",
        "see http://www.state.gov/q?id=3&x=4",
        "the list [[1], [2]] and [a||b]",
    ],
)
def test_what_only_looks_like_damage(words: str) -> None:
    text = WIRE + f"1. (C) He saw {words} more.\n"
    assert set(found(text)) <= {"S429"}
    assert mended(text, "unsafe") == text


@pytest.mark.parametrize(
    ("words", "shown"),
    [("Ambassador Mu?oz said", "Mu?oz"), ("the Embassy?s view", "Embassy?s"), ("he said ?Yes to it", "?Yes")],
)
def test_a_lost_accent_is_only_reported(words: str, shown: str) -> None:
    text = WIRE + f"1. (C) {words}.\n"
    finding = next(f for f in check(parse(text)) if f.code == "S427")
    assert text[finding.start : finding.end] == shown
    assert mended(text, "unsafe") == text


def test_charge_is_the_one_word_that_is_known() -> None:
    text = WIRE + "1. (C) Charg? d'Affaires Doe told CHARG? ROE.\n"
    assert found(text) == ["S427", "S427"]
    assert mended(text) == text
    assert mended(text, "likely") == WIRE + "1. (C) Charge d'Affaires Doe told CHARGE ROE.\n"


def test_a_byte_order_mark_at_the_start_goes_unless_the_file_needs_it() -> None:
    text = "\ufeff" + WIRE + "1. (C) Yes.\n"
    findings = [f for f in check(parse(text)) if f.code == "S428"]
    assert [(f.start, f.end, f.safety) for f in findings] == [(0, 1, "safe")]
    assert mended(text) == text[1:]
    assert "H151" not in found(text), "the mark is no letter of format line 1"
    sixteen = parse(text, provenance=Provenance(encoding="utf-16-le"))
    findings = [f for f in check(sixteen) if f.code == "S428"]
    assert [(f.start, f.end, f.edits) for f in findings] == [(0, 1, ())]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A TEN\u2013HOUR SHIFT", "A TEN-HOUR SHIFT"),  # the wire form has no such dash
        ("THE UNION\u2019S MEN", "THE UNION'S MEN"),  # nor a text in capitals such marks
    ],
)
def test_marks_of_a_word_processor_that_the_wire_cannot_have(before: str, after: str) -> None:
    text = WIRE + f"1. (C) THE MINISTER SAW {before} AND SAID NOTHING OF IT.\n"
    assert mended(text) == text.replace(before, after)


def test_a_dash_inside_a_word_is_a_hyphen_in_any_form() -> None:
    text = "The half\u2013dozen firms lost money in 1994\u20131996 on the Riga\u2013Tallinn line.\n"
    assert mended(text) == text.replace("half\u2013dozen", "half-dozen")


def test_one_finding_for_each_kind_of_invisible_character() -> None:
    text = WIRE + "1. (C) One\u00a0two\u00a0three\u00a0four\u200b.\n"
    findings = [f for f in check(parse(text)) if f.code == "S428"]
    assert [len(f.edits) for f in findings] == [3, 1]
    assert findings[0].message == "no-break or other special blank '\\xa0', 3 times"


def test_marks_of_a_word_processor_are_kept() -> None:
    text = WIRE + "1. (C) He said \u201cyes\u201d \u2013 and \u2018no\u2019\u2026\n"
    findings = [f for f in check(parse(text)) if f.code == "S429"]
    assert len(findings) == 1
    assert findings[0].message.startswith("6 characters the wire does not have")
    assert mended(text, "unsafe") == text


def test_a_curly_mark_decoded_again_is_kept_beside_curly_ones() -> None:
    text = WIRE + "1. (C) The minister\u00e2\u20ac\u2122s and the envoy\u2019s.\n"
    assert "minister\u2019s and the envoy\u2019s" in mended(text)


def test_the_list_of_entities_is_cut() -> None:
    text = "12 FRANCE GPE\n13 DOE PER\n@@@\n[[FRANCE||12]] TOLD [[DOE||13]] SO.\n"
    assert mended(text) == "FRANCE TOLD DOE SO.\n"
    assert mended("12 FRANCE GPE\n@@@\nFRANCE TOLD DOE SO.\n") == "12 FRANCE GPE\n@@@\nFRANCE TOLD DOE SO.\n", (
        "no annotation, no list"
    )


def test_nothing_of_a_telegram_is_cut_with_the_list() -> None:
    text = WIRE + "1. (C) Yes.\n@@@\n2. (C) [[FRANCE||12]] AGREED.\n"
    assert mended(text) == text.replace("[[FRANCE||12]]", "FRANCE")


def test_small_letters() -> None:
    text = "p 161324z nov 07\nE.o. 12958: decl: 11/16/2017\nTags: prel\nSubject: salt\n\n1. (c) he said so.\n"
    assert "S435" in found(text)
    assert "S435" in found("he said that the works would be sold. " * 8)
    assert "S435" not in found(WIRE + "1. (C) he said so.\n")


def test_plain_text_has_none() -> None:
    assert found(WIRE + '1. (C) He said: "it\'s so" -- $100 (#) & more; 10% of it.\tYes.\n') == []


def test_a_list_of_entities_without_brackets_below() -> None:
    text = WIRE + "1. (C) Yes.\n"
    assert mended(f"AMBASSADOR||1\nDEPARTMENT||2\n@@@\n{text}") == text
    other = f"Some words of text\n@@@\n{text}A||1\n"
    assert mended(other) == other


def test_characters_are_mended_before_lines_are_joined() -> None:
    text = (
        "P 161324Z NOV 07\nFM AMEMBASSY PARIS\nTO SECSTATE WASHDC\nC O N F I D E N T I A L SECTION 01 OF 02 PARIS 004514\n"
        "E.O. 12958: DECL: 11/16/2017\nTAGS: PREL\nSUBJECT: SALT\n\n1. (C) The ministry will sell the salt works in May or June,\n"
        "he said, and it will sell them to the first who asks for\n\nPARIS 00004514  002 OF 002\n\nthem with money in his hand, be it\n"
        "his brother.\n"
    )
    damaged = text.replace("June,\nhe", "June,&#x000A;he")
    assert mend(parse(damaged)).text == mend(parse(text)).text
