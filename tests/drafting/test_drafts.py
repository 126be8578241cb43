"""Tiny drafts: what is computed, what is folded, what is refused at which line, with the reason beside each."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

import cablegram
from cablegram.drafting import (
    Addressed,
    Cited,
    Draft,
    Layout,
    Passage,
    compose,
    draft_from,
    normalise,
    parse_draft,
    write,
)
from cablegram.errors import DraftError

# The lines of the plainest draft, by key; a case replaces some of them.
PLAIN = {
    "post": "AMEMBASSY PARIS",
    "serial": "4514",
    "dtg": "161543Z NOV 07",
    "classification": "CONFIDENTIAL",
    "to": "SECSTATE WASHDC PRIORITY 1234",
    "tags": "PREL, FR",
    "subject": "Low expectations",
    "authority": "Jane Doe, Political Counselor",
    "reasons": "1.4 b d",
    "declassify-on": "2017-11-16",
    "signature": "Doe",
}
BODY = "(C) The minister agreed.\n\n(U) Nothing else happened.\n"


def text_of(changes: dict[str, str | None], body: str = BODY) -> str:
    """The plainest draft with some keys changed, added, or (``None``) taken out."""
    values = {**PLAIN, **changes}
    lines = [f"{key}: {value}" for key, value in values.items() if value is not None]
    return "\n".join(["---", *lines, "---", "", body])


def unclassified(changes: dict[str, str | None]) -> dict[str, str | None]:
    """The changes that make the plainest draft unclassified."""
    return {"classification": "unclas", "authority": None, "reasons": None, "declassify-on": None, **changes}


def line_of(text: str, words: str) -> int:
    """The number of the line that holds some words."""
    return next(i for i, line in enumerate(text.split("\n"), 1) if words in line)


@pytest.mark.parametrize(
    ("changes", "body", "line", "reason"),
    [
        ({}, BODY, "DE RUEHFR #4514 3201543", "Julian day and time of the date-time group"),
        ({"serial": "17875"}, BODY, "DE RUEHFR #7875 3201543", "serial mod 10000"),
        ({"serial": "97"}, BODY, "DE RUEHFR #0097 3201543", "padded to four digits"),
        ({"dtg": "010005Z MAR 04"}, BODY, "DE RUEHFR #4514 0610005", "a leap year is counted"),
        ({}, BODY, "PP RUEHC", "routing indicators of the addressees"),
        ({"info": "RHMFISS/CDR USEUCOM VAIHINGEN GE//ECJ5// IMMEDIATE"}, BODY, "OO RUEHC RHMFISS", "the highest precedence leads"),
        ({"info": "AMEMBASSY LONDON"}, BODY, "P R 161543Z NOV 07", "letters of action and info, the higher first"),
        ({"to": "SECSTATE WASHDC", "info": "CIA WASHDC FLASH"}, BODY, "Z R 161543Z NOV 07", "also where info is the higher"),
        ({"to": "\n- SECSTATE WASHDC IMMEDIATE\n- AMEMBASSY ROME"}, BODY, "O R 161543Z NOV 07", "letters cover the words used"),
        ({"to": "SECSTATE WASHDC", "precedence": "niact immediate"}, BODY, "O 161543Z NOV 07", "precedence of the action addressees"),
        ({"to": "SECSTATE WASHDC", "precedence": "immediate"}, BODY, "TO RUEHC/SECSTATE WASHDC IMMEDIATE", "and its word"),
        ({"to": "SECSTATE WASHDC ROUTINE"}, BODY, "TO RUEHC/SECSTATE WASHDC", "ROUTINE is left out"),
        ({"post": "Paris"}, BODY, "FM AMEMBASSY PARIS", "a bare post gets its address name"),
        ({}, BODY, "ZNY CCCCC ZZH", "security prosign"),
        ({"classification": "secret"}, BODY, "ZNY SSSSS ZZH", "security prosign"),
        (unclassified({}), "The end.\n", "ZNR UUUUU ZZH", "unclassified goes in clear"),
        (unclassified({"controls": "EFTO"}), "The end.\n", "ZNY EEEEE ZZH", "EFTO is encrypted"),
        (unclassified({"controls": "EFTO"}), "The end.\n", "UNCLAS E F T O PARIS 004514", "and on the class line"),
        ({}, BODY, "C O N F I D E N T I A L PARIS 004514", "one section: no section words"),
        ({"classification": "TOP SECRET", "controls": "NOFORN"}, "(TS/NF) X.\n", "T O P  S E C R E T NOFORN PARIS 004514", "spaced"),
        ({"post": "AMEMBASSY THE HAGUE"}, BODY, "C O N F I D E N T I A L THE HAGUE 004514", "the station's name"),
        ({}, BODY, "E.O. 12958: DECL: 11/16/2017", "order and date"),
        ({"declassify-on": "10 years"}, BODY, "E.O. 12958: DECL: 11/16/2017", "years from the date-time group"),
        ({"dtg": "161543Z NOV 12", "declassify-on": "25 years"}, BODY, "E.O. 13526: DECL: 11/16/2037", "the order in force"),
        ({"dtg": "290800Z FEB 08", "declassify-on": "03/01/2033"}, BODY, "E.O. 12958: DECL: 03/01/2033", "either day after 29 February"),
        (unclassified({}), "The end.\n", "E.O. 12958: N/A", "unclassified"),
        ({"tags": "prel ovip (Doe, Jane), fr, PREL"}, BODY, "TAGS: PREL, OVIP (DOE, JANE), FR", "in capitals, once each"),
        ({"subject": "(c) “Élan” — a report."}, BODY, 'SUBJECT: (C) "ELAN" -- A REPORT', "folded, without a full stop"),
        ({"references": "\n- Paris 1501 (notal)"}, BODY, "REF: PARIS 1501 (NOTAL)", "one reference has no letter"),
        ({"references": "\n- Paris 1501\n- 06 State 90112"}, BODY, "     B. 06 STATE 90112", "several have"),
        ({"reasons": "b, d"}, BODY, "1.4 (b) and (d).", "the section is known"),
        ({"authority": "Anna van der Berg, Charg\u00e9 d\u2019Affaires a.i.", "reasons": "b"}, BODY,
         "Classified By: Anna van der Berg, Charge, for reasons 1.4 (b).", "as the trade calls him"),
        ({"dtg": "160900Z NOV 99", "reasons": "b", "declassify-on": "5 years"}, BODY, "Classified By: Jane Doe, Political Counselor, for reasons 1.5 (b).", "1.5 before September 2003"),
        ({"entire-text": "C"}, "The minister agreed.\n", "1. (C - ENTIRE TEXT).", "the whole text's mark"),
        ({"entire-text": "C"}, "The minister agreed.\n", "2. The minister agreed.", "numbers run on"),
        ({}, "(C//NF) The minister agreed.\n", "1. (C/NF) The minister agreed.", "marks in one form"),
        ({}, "## What he said\n(C) Nothing.\n", "WHAT HE SAID", "headings in capitals"),
        ({"strict-wire": "yes"}, BODY, "#4514", "the serial check"),
        ({"transmission": "XRO4410"}, BODY, "VZCZCXRO4410", "format line 1 where it is given"),
    ],
)  # fmt: skip
def test_computed(changes: dict[str, str | None], body: str, line: str, reason: str) -> None:
    assert line in write(parse_draft(text_of(changes, body))).split("\n"), reason


@pytest.mark.parametrize(
    ("changes", "body", "where", "message"),
    [
        ({}, "(S) The minister agreed.\n", "(S)", "above the overall mark"),
        (unclassified({}), "(C) The minister agreed.\n", "(C)", "above the overall mark"),
        ({"subject": "(S) Secrets"}, BODY, "subject", "above the overall mark"),
        ({"entire-text": "S"}, "The minister agreed.\n", "entire-text", "above the overall mark"),
        ({}, "(C) Points:\n- (S) the second.\n", "(S)", "above the overall mark"),
        ({}, "The minister agreed.\n", "The minister", "needs a portion mark"),
        ({}, "(C) One.\n\nTwo.\n", "Two.", "needs a portion mark"),
        ({"authority": None}, BODY, "reasons", "reasons without an authority"),
        ({"reasons": None}, BODY, "authority", "an authority without reasons"),
        ({"authority": None, "reasons": None}, BODY, "classification", "without an authority"),
        (unclassified({"authority": "Jane Doe"}), "The end.\n", "authority", "no authority"),
        (unclassified({"reasons": "1.4 b"}), "The end.\n", "reasons", "no reasons"),
        ({"reasons": "1.5 b"}, BODY, "reasons", "has them in 1.4"),
        ({"reasons": "1.4 z"}, BODY, "reasons", "does not exist"),
        ({"reasons": "because"}, BODY, "reasons", "no list of letters"),
        ({"dtg": "160900Z NOV 99", "reasons": "1.5 h"}, BODY, "reasons", "does not exist"),
        ({"declassify-on": "2032-11-17"}, BODY, "declassify-on", "past the limit of E.O. 12958, 25 years: 2032-11-16"),
        ({"dtg": "160900Z NOV 99", "reasons": "b", "declassify-on": "11 years"}, BODY, "declassify-on", "10 years"),
        ({"declassify-on": "2007-11-16"}, BODY, "declassify-on", "not after"),
        ({"declassify-on": "someday"}, BODY, "declassify-on", "no date"),
        ({"declassify-on": None}, BODY, "classification", "without declassify-on"),
        (unclassified({"declassify-on": "10 years"}), "The end.\n", "declassify-on", "not declassified"),
        ({"tags": "PREL, NOT/A TAG"}, BODY, "tags", "no TAG"),
        ({"tags": "PREL, OVIP (DOE"}, BODY, "tags", "bracket"),
        ({"to": None}, BODY, "---", "no to"),
        ({"to": "AMEMBASSY ATLANTIS"}, BODY, "to: ", "no routing indicator"),
        ({"info": "\n- EU MEMBER STATES COLLECTIVE except AMCONSUL STRASBOURG\n- CIA WASHDC"}, BODY, "- EU", "put 'EU MEMBER STATES"),
        ({"info": "EU MEMBER STATES COLLECTIVE except ATLANTIS"}, BODY, "info", "no post"),
        ({"post": "AMEMBASSY PARYS"}, BODY, "post", "is it 'AMEMBASSY PARIS'"),
        ({"post": None}, BODY, "---", "no post"),
        ({"serial": "0"}, BODY, "serial", "from 1"),
        ({"serial": "4514a"}, BODY, "serial", "no number"),
        ({"serial": "9" * 5000}, BODY, "serial", "no number"),
        ({"dtg": "311543Z NOV 07"}, BODY, "dtg", "no date-time group"),
        ({"dtg": "011543Z NOV 75"}, BODY, "dtg", "from 1995-10-14"),
        ({"classification": "SBU"}, BODY, "classification", "UNCLASSIFIED with the caption SENSITIVE"),
        ({"controls": "SIPDIS"}, BODY, "controls", "is it a caption"),
        ({"controls": "EFTO"}, BODY, "controls", "unclassified texts"),
        ({"captions": "STATE FOR EUR"}, BODY, "captions", "is it a pass line"),
        ({"captions": "NODIS, EXDIS"}, BODY, "captions", "keep one"),
        ({"captions": "DISSENT CHANNEL, ROGER CHANNEL"}, BODY, "captions", "one channel"),
        ({"width": "80"}, BODY, "width", "55 to 69"),
        ({"section-length": "3"}, BODY, "section-length", "at least"),
        ({"strict-wire": "perhaps"}, BODY, "strict-wire", "yes or no"),
        ({"transmission": "XRO"}, BODY, "transmission", "XRO4410"),
        ({"clasification": "SECRET"}, BODY, "clasification", "is it 'classification'"),
        ({"authority": "DCM John Roe"}, BODY, "authority", "write the name first"),
        ({"passing": "the minister"}, BODY, "passing", "would be read back as"),
        ({"passing": "STATE FOR " + "EUR/" * 20 + "WE"}, BODY, "passing", "part it in two"),
        ({}, "\n", "---", "no text"),
        ({}, "## Heading alone\n", "## Heading", "write one below"),
        ({}, "## One\n## Two\n(C) Text.\n", "## Two", "keep one"),
        ({}, "(C) Text.\n\n- an item alone\n", "- an item", "begins with running text"),
        ({}, "(C) Text.\n\nBT\n", "BT", "ends or starts a message"),
        ({}, "(C) Text\nNNNN\n", "NNNN", "ends or starts a message"),
        ({}, "(C) The word\nXNNNNX here.\n", "XNNNNX", "ends or starts a message"),
        ({}, "(C) Text\nVZCZCXRO4410\n", "VZCZC", "ends or starts a message"),
        ({}, "(C) Text\nPARIS 00004514  002 OF 003\nmore\n", "002 OF", "page line"),
        ({}, "(C) Text\nC O N F I D E N T I A L PARIS 004514\nmore\n", "C O N F", "classification line"),
        ({}, "(C) Text.\n\nSIPDIS\n\n(C) More.\n", "SIPDIS", "belongs in the front matter"),
        ({}, "(C) Text\n2. (C) More.\n", "2. (C)", "paragraph numbers are computed"),
        ({}, "1. (C) Text.\n", "1. (C)", "paragraph numbers are computed"),
        ({}, "(C) Text\n(S) Glued to it.\n", "(S)", "put an empty line above it"),
        ({}, "(C) Text.\n\nBEGIN TEXT\n\n(C) More.\n", "BEGIN TEXT", "block marker"),
        ({}, "(C) Text.\n\nDOE\n", "\nDOE"[1:], "signature: DOE"),
        ({}, "(C) Text\n-----\nmore\n", "-----", "is a rule"),
        ({}, "(C) Text\nSUBJECT: another\nmore\n", "SUBJECT: a", "head"),
        ({}, "(C) Text\nfrom \u041f\u0430\u0440\u0438\u0436\n", "from", "cyrillic capital letter pe"),
        ({}, f"(C) Text\n{'x' * 80}\n", "xxx", "longer than a line"),
        ({}, f"## {'Long ' * 20}\n(C) Text.\n", "## Long", "on one line"),
        ({}, f"(C) Text {'and more ' * 8}with\n<b>markup</b> in it.\n", "(C) Text", "would be read back as unknown"),
    ],
)  # fmt: skip
def test_refused(changes: dict[str, str | None], body: str, where: str, message: str) -> None:
    text = text_of(changes, body)
    with pytest.raises(DraftError) as caught:
        write(parse_draft(text))
    assert message in str(caught.value)
    if "signature: DOE" in message:
        assert caught.value.line == len(text.rstrip("\n").split("\n"))
    else:
        assert caught.value.line == line_of(text, where), str(caught.value)


@pytest.mark.parametrize(
    "front",
    [
        "",
        "\n\n",
        "no fence\n",
        "---\npost: X\n",
        "---\nnot a key\n---\n",
        "---\npost: A\npost: B\n---\n",
        "---\npost:\n- A\n- B\n---\n",
    ],
)
def test_broken_front_matter_names_its_line(front: str) -> None:
    with pytest.raises(DraftError) as caught:
        parse_draft(front)
    assert caught.value.line is not None


@pytest.mark.parametrize(
    "words",
    [
        "BT",
        "SIPDIS",
        "END SUMMARY.",
        "11. (C) old",
        "a. first",
        "- dash",
        "SUBJECT: x",
        "UNCLAS PARIS 004514",
        "---",
        "41",
    ],
)
def test_folded_off_the_beginning_of_a_line(words: str) -> None:
    """In mid-paragraph such words are text; no line of the telegram begins with them, at whatever width."""
    for n in range(12):
        draft = Draft(
            post="AMEMBASSY PARIS", serial=1, dtg=dt.datetime(2007, 11, 16, 15, 43, tzinfo=dt.UTC), classification="UNCLASSIFIED",
            to=(Addressed("SECSTATE WASHDC"),), tags=("PREL",), subject="X",
            passages=(Passage(f"{'Long words ' * 4}and {'m' * n} the {words} and {'other things ' * 8}happened there."),),
        )  # fmt: skip
        text = write(draft)
        assert not [line for line in text.split("\n") if line.startswith(words)]


_NUMBERS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]


def _told(n: int, times: int) -> str:
    """Running text that repeats no line."""
    return " ".join(
        f"{_NUMBERS[(n * 7 + k) % 16]} ministers and {_NUMBERS[k % 16]} others said so" for k in range(times)
    )


def test_long_text_is_cut_in_sections_above_paragraphs() -> None:
    body = "\n".join(f"(C) Of {_told(n, 10)} again.\n" for n in range(12))
    written = compose(parse_draft(text_of({"section-length": "30"}, body)))
    telegram = written.telegram
    assert telegram.section is not None
    assert telegram.section.of == len(telegram.pages) + 1
    assert telegram.originator is not None
    assert telegram.originator.section == 1
    assert [page.section.number for page in telegram.pages if page.section] == list(range(2, telegram.section.of + 1))
    assert {page.serial for page in telegram.pages} == {"00004514"}
    assert written.draft.layout.section_lines is not None
    assert written.draft.layout.section_lines <= 30
    assert not cablegram.check(telegram)


def test_a_paragraph_longer_than_a_section_is_cut_inside() -> None:
    telegram = compose(parse_draft(text_of({"section-length": "30"}, f"(C) Of {_told(3, 140)} again.\n"))).telegram
    assert telegram.section is not None
    assert telegram.section.of > 2
    assert len(telegram.paragraphs) == 1
    assert "\n" not in telegram.paragraphs[0].text


def test_a_draft_made_in_code_is_written_without_lines() -> None:
    draft = Draft(
        post="AMEMBASSY ROME", serial=7, dtg=dt.datetime(2009, 1, 2, 3, 4, tzinfo=dt.UTC), classification="SECRET",
        to=(Addressed("SECSTATE WASHDC", "IMMEDIATE"),), tags=("PREL", "IT"), subject="A visit", references=(Cited(None, "ROME 1"),),
        authority="Jane Doe", title="Ambassador", reasons=("d",), declassify_on=dt.date(2019, 1, 2),
        passages=(Passage("He came.", "S", "The visit", ("he saw", "he left")),), layout=Layout(width=55, strict=True),
    )  # fmt: skip
    back = draft_from(cablegram.parse(write(draft)))
    assert back == normalise(draft) == normalise(back)
    assert back.passages == (Passage("He came.", "S", "THE VISIT", ("he saw", "he left")),)
    with pytest.raises(DraftError) as caught:
        write(msgspec.structs.replace(draft, reasons=()))
    assert caught.value.line is None
    with pytest.raises(DraftError, match="UTC"):
        write(msgspec.structs.replace(draft, dtg=dt.datetime(2009, 1, 2, 3, 4)))
