"""Cutting a source into telegrams: what begins a new one, and what is only a section or a quotation."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from cablegram.reading import parse_all, read_all
from cablegram.source import decode
from cablegram.telegram import telegram_spans
from tests.real_data import samples

WIRE = """\
VZCZCXRO8345
PP RUEHDBU
DE RUEHFR #4514 3201324
ZNY CCCCC ZZH
P 161324Z NOV 07
FM AMEMBASSY PARIS
TO RUEHC/SECSTATE WASHDC 1148
BT
C O N F I D E N T I A L PARIS 004514

E.O. 12958: DECL: 11/16/2017
TAGS: PREL, FR
SUBJECT: ONE

1. (C) The talks failed.

STAPLETON
"""
BARE = """\
R 091412Z JUN 03
FM AMEMBASSY REYKJAVIK
TO SECSTATE WASHDC 5521
UNCLAS REYKJAVIK 000918
TAGS: SCUL, IC
SUBJECT: TWO
1. NO OBJECTION.
PENDLEBURY
"""
PAGE = """\
CONFIDENTIAL
PAGE 01        LUSAKA  00817  121455Z
41
ACTION AF-10
INFO  OCT-01  /011 W
                  ------------------081134
R 121320Z APR 76
FM AMEMBASSY LUSAKA
TO SECSTATE WASHDC 4410
C O N F I D E N T I A L LUSAKA 0817
E.O. 11652: GDS
TAGS: ELAB, ZA
SUBJECT: THREE
1. THE STRIKE GOES ON.
CONFIDENTIAL
CONFIDENTIAL
PAGE 02        LUSAKA  00817  121455Z
2. NO CHANGE.
WILKOWSKI
CONFIDENTIAL
"""
LABEL = """\
UNCLASSIFIED
SBU
MRN:        09 VALLETTA 377
Date/DTG:   Aug 25, 2009 / 251007Z AUG 09
From:       AMEMBASSY VALLETTA
Action:     WASHDC, SECSTATE ROUTINE
E.O.:       12958: N/A
TAGS:       SCUL, MT
Subject:    FOUR

1. Text.

Signature:  BORDONARO

UNCLASSIFIED
"""
STAMP = "Declassified/Released US Department of State EO Systematic Review 04 MAY 2006\n"
ATTRIBUTES = f"Message Attributes\n\nDocument Number: 1976LUSAKA00817\nType: TE\nMarkings: {STAMP}"
RECORD = f"Margaret P. Grafeld {STAMP}\nMessage Text\n\n{PAGE}\nNNNN\n\n{ATTRIBUTES}"
FORMS = {"wire": WIRE, "bare": BARE, "page": PAGE, "label": LABEL, "record": RECORD}
END = "BT\n#4514\n\n\nNNNN\n"


def _pieces(text: str) -> list[str]:
    pieces = [text[start:end] for start, end in telegram_spans(text)]
    assert "".join(pieces) == text
    return pieces


@pytest.mark.parametrize("form", FORMS)
def test_one_telegram_is_one(form: str) -> None:
    assert _pieces(FORMS[form]) == [FORMS[form]]


@pytest.mark.parametrize(("first", "second"), list(itertools.product(FORMS, FORMS)))
def test_two_of_any_form(first: str, second: str) -> None:
    a, b = FORMS[first], FORMS[second]
    b = b.replace("4514", "4515").replace("00817", "00818").replace("0817", "0818")
    b = b.replace("LUSAKA", "NAIROB")
    assert _pieces(a + b) == [a, b]
    assert _pieces(a + "\n\n" + b) == [a + "\n\n", b]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_telegram_twice_is_two(form: str) -> None:
    assert _pieces(FORMS[form] * 2) == [FORMS[form]] * 2


@pytest.mark.parametrize("end", ["\r\n", "\r", "\r\r\n", "\f", "\u2028"])
def test_line_ends_do_not_matter(end: str) -> None:
    both = (WIRE + PAGE + RECORD).replace("\n", end)
    assert _pieces(both) == [one.replace("\n", end) for one in (WIRE, PAGE, RECORD)]


TABLE = [
    # pieces, reason
    ([""], "nothing is one empty telegram"),
    (["no telegram at all\n"], "a text without a head"),
    ([WIRE + END, WIRE], "with the trailer of the strict form"),
    ([WIRE + "BT\n#4514\nNNNN", WIRE], "NNNNVZCZC glued"),
    ([WIRE + "NNNNMAFVVZCZ\n", BARE], "the end mark run into the next start"),
    ([WIRE, BARE.replace("\n", "\n\n")], "a bare head, double-spaced"),
    ([WIRE, WIRE.split("\n", 1)[1]], "a head that lost its first line"),
    (["Home | About us\n\n" + WIRE], "furniture above the first head stays with it"),
    (["Subject: ONE\nTAGS: PREL\n\n" + WIRE], "so do the fields of a web page"),
    (["1. (C) The end of another text.\nDOE\n", WIRE], "a body without a head, then a telegram"),
    ([WIRE, BARE, PAGE, LABEL, RECORD, WIRE], "six in a row"),
    ([PAGE.replace("TAGS", "\fTAGS")], "a form feed inside"),
    ([PAGE.replace("PAGE 01        LUSAKA", "PAGE 01\nLUSAKA")] * 2, "PAGE 01 alone on its line"),
]  # fmt: skip


@pytest.mark.parametrize(("pieces", "reason"), TABLE, ids=[row[1] for row in TABLE])
def test_table(pieces: list[str], reason: str) -> None:
    assert _pieces("".join(pieces)) == pieces


ROME = "P 101200Z NOV 07\nFM AMEMBASSY ROME\nTO SECSTATE WASHDC\n"
SECTION_2 = "C O N F I D E N T I A L SECTION 02 OF 03 PARIS 004514\n"
NOT_CUT = [
    (f"BEGIN TEXT:\n{ROME}1. TEXT\nEND TEXT.\n", "between BEGIN and END TEXT"),
    (f"QUOTE\n{ROME}1. TEXT\nUNQUOTE\n", "between QUOTE and UNQUOTE"),
    (f"BEGIN QUOTE\nDE RUEHRO #1234 3141200\n{ROME}1. TEXT\nEND QUOTE\n", "with its originator line"),
    (f"2. (U) Rome reported as follows:\n\n{ROME}1. TEXT\n", "announced by a colon"),
    ("  P 101200Z NOV 07\n  FM AMEMBASSY ROME\n", "set in"),
    ("2. (U) See P 101200Z NOV 07\nFM Kouchner was there.\n", "in mid-line"),
    ("P 101200Z NOV 07\nTHE FM WAS THERE.\n", "a date-time group without FM"),
    ("2. (U) See VZCZC and NNNN, MRN: and PAGE 01 of the report.\n", "words of heads in a sentence"),
    ("PAGE 02        PARIS  04514  121455Z\n2. (C) MORE\n", "a second page"),
    ("PARIS 00004514 002 OF 003\n2. (C) MORE\n", "a section line"),
    (f"{SECTION_2}SIPDIS\n2. (C) MORE\n", "a repeated classification line"),
    (f"P 161324Z NOV 07\nFM AMEMBASSY PARIS\n{SECTION_2}2. (C) MORE\n", "a repeated heading"),
]  # fmt: skip


@pytest.mark.parametrize(("more", "reason"), NOT_CUT, ids=[row[1] for row in NOT_CUT])
def test_not_cut(more: str, reason: str) -> None:
    text = WIRE.replace("\nSTAPLETON\n", f"\n{more}\nSTAPLETON\n")
    assert _pieces(text) == [text]


def test_sections_of_the_page_form_are_one_telegram() -> None:
    sections = [
        PAGE.replace("A  00817", f"A  00817  0{n} OF 03").replace("L LUSAKA", f"L SECTION {n} OF 3 LUSAKA")
        for n in (1, 2, 3)
    ]
    whole = "".join(sections)
    assert _pieces(whole) == [whole]
    assert _pieces(whole * 2) == [whole, whole]


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.stem)
def test_no_sample_is_cut(path: Path) -> None:
    telegrams = read_all(path)
    assert [one.mrn for one in telegrams] == [telegrams[0].mrn]


# What no head opens cannot be known to be a telegram of its own.
HEADLESS = {"body-only-coffee-quota", "body-only-extradition", "body-only-harbour-dues"}
# Neither a head nor a numbered paragraph: what stands above a head is then taken for furniture.
SHAPELESS = {"body-only-harbour-dues"}


def test_samples_two_by_two() -> None:
    texts = {path.stem: decode(path.read_bytes())[0] for path in samples()}
    wrong = []
    for a, b in itertools.product(texts, texts):
        if a in SHAPELESS or b in HEADLESS:
            continue
        first, second = texts[a] + ("" if texts[a].endswith("\n") else "\n"), texts[b]
        pieces = [str(one) for one in parse_all(first + second)] if a < b else _pieces(first + second)
        if pieces != [first, second]:
            wrong.append(f"{a} + {b}: {list(map(len, pieces))} instead of {[len(first), len(second)]}")
    assert not wrong, "\n".join(wrong)


def test_pieces_are_read_as_if_alone() -> None:
    first, second = parse_all(WIRE + END + BARE)
    assert (first.mrn, second.mrn) == ("07PARIS4514", "03REYKJAVIK918")
    assert (first.subject, second.subject) == ("ONE", "TWO")
    assert second.where("mrn") is not None
    assert second.text[second.places[0].start : second.places[0].end]


def test_many_heads_are_read_in_one_go() -> None:
    """Neither headings without text nor quoted ones make the cutting slow."""
    heading = "P 161324Z NOV 07\nFM AMEMBASSY PARIS\n"
    assert len(_pieces(heading * 5000)) == 1
    assert len(_pieces("1. (C) X\nBEGIN TEXT\n" + (heading + "1. Y\n") * 5000)) == 1
    assert len(_pieces((heading + "1. Y\n") * 5000)) == 5000
