"""Reading small pieces: every line of the form with its fields, paragraphs, blocks, signatures, fragments."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import cablegram
from cablegram.source import decode
from cablegram.telegram.records import Telegram
from tests.real_data import samples
from tests.telegram.checks import check

UTC = dt.UTC


def _get(cable: Telegram, path: str) -> Any:
    """A value by its path: ``action.0.plad``; ``*`` gathers from every record of a tuple."""
    found: Any = cable
    parts = path.split(".")
    for k, part in enumerate(parts):
        if part == "*":
            return tuple(_get(one, ".".join(parts[k + 1 :])) for one in found)
        found = found[int(part)] if part.isdigit() else getattr(found, part)
    return found


def _hold(text: str, expected: dict[str, Any], year: int | None = None) -> None:
    check(text)
    cable = cablegram.parse(text, year=year)
    found = {path: _get(cable, path) for path in expected}
    assert found == expected


def kinds(text: str) -> list[str]:
    return [line.kind for line in cablegram.parse(text).lines if line.kind != "blank"]


# --- the envelope (reference 1.2-1.8) -----------------------------------------------------------

ENVELOPE: list[tuple[str, dict[str, Any]]] = [
    ("VZCZCXRO4410\n", {"transmission.channel": "XRO", "transmission.serial": "4410", "family": "wire"}),
    ("VZCZCBKI023\n", {"transmission.channel": "BKI", "transmission.serial": "023"}),
    ("VZC2CXRO4410\n", {"transmission.channel": "XRO"}),
    ("VZCZ CXRO4410\n", {"transmission.serial": "4410"}),
    ("RR RUEHAST RUEHDH RUEHPW\n", {"routing.*.code": ("RUEHAST", "RUEHDH", "RUEHPW")}),
    ("OO RUEHC RHEHNSC\nRUEKJCS\n", {"routing.*.code": ("RUEHC", "RHEHNSC", "RUEKJCS")}),
    ("PP RUEHFR\n", {"routing.0.holder": "AMEMBASSY PARIS"}),
    ("PP RXXXXXX\n", {"routing.0.holder": None}),
    (
        "DE RUEHFR #2217/01 0661540\n",
        {
            "originator.routing": "RUEHFR",
            "originator.serial": "2217",
            "originator.section": 1,
            "originator.day": 66,
            "originator.time": "1540",
            "family": "wire",
        },
    ),
    (
        "DE RUEHC #8801 1911207\n",
        {"originator.section": None, "originator.day": 191, "originator.time": "1207"},
    ),
    ("DE RUEHC #8801\n", {"originator.serial": "8801", "originator.day": None, "originator.time": None}),
    ("DE RUEHC #0097 191\n", {"originator.serial": "0097", "originator.day": 191, "originator.time": None}),
    (
        "ZNR UUUUU ZZH\n",
        {"security.prosign": "ZNR", "security.letters": "UUUUU", "security.signals": ("ZZH",)},
    ),
    ("ZNY SSSSS ZZH ZZK\n", {"security.letters": "SSSSS", "security.signals": ("ZZH", "ZZK")}),
    ("ZNY CCCCC\n", {"security.letters": "CCCCC", "security.signals": ()}),
    ("ZNY C C C C C ZZH\n", {"security.letters": "CCCCC"}),
    ("P 071540Z MAR 07\n", {"precedence": "P", "dtg": dt.datetime(2007, 3, 7, 15, 40, tzinfo=UTC)}),
    ("O P 190243Z DEC 89\n", {"precedence": "O P", "dtg": dt.datetime(1989, 12, 19, 2, 43, tzinfo=UTC)}),
    ("R 071459 Z JUL 73\n", {"dtg": dt.datetime(1973, 7, 7, 14, 59, tzinfo=UTC), "family": "wire-bare"}),
    ("R 071459Z JUL 73 ZFF4\n", {"precedence": "R", "dtg": dt.datetime(1973, 7, 7, 14, 59, tzinfo=UTC)}),
    ("P 071540Z MAR 2007\n", {"dtg": dt.datetime(2007, 3, 7, 15, 40, tzinfo=UTC)}),
    ("P O71S4OZ MAR 07\n", {"dtg": dt.datetime(2007, 3, 7, 15, 40, tzinfo=UTC)}),
    ("0 071540Z MAR 07\nFM AMEMBASSY PARIS\n", {"precedence": "O"}),
    ("P 311540Z APR 07\n", {"precedence": "P", "dtg": None}),
    ("FM AMEMBASSY PARIS\n", {"origin": "AMEMBASSY PARIS"}),
    ("FMAMEMBASSY PARIS\n", {"origin": "AMEMBASSY PARIS"}),
    (
        "TO RUEHC/SECSTATE WASHDC IMMEDIATE 0412\n",
        {
            "action.0.routing": "RUEHC",
            "action.0.plad": "SECSTATE WASHDC",
            "action.0.precedence": "IMMEDIATE",
            "action.0.serial": "0412",
        },
    ),
    ("TO SECSTATE WASHDC 4410\n", {"action.0.routing": None, "action.0.serial": "4410"}),
    (
        "TO AMEMBASSY TUNIS NIACT IMMEDIATE\n",
        {"action.0.precedence": "NIACT IMMEDIATE", "action.0.serial": None},
    ),
    ("TORUEHC/SECSTATE WASHDC\n", {"action.0.routing": "RUEHC", "action.0.plad": "SECSTATE WASHDC"}),
    (
        "TO RUEHC/SECSTATE WASHDC\nRUEHLO/AMEMBASSY LONDON 8830\n",
        {"action.*.plad": ("SECSTATE WASHDC", "AMEMBASSY LONDON"), "action.1.serial": "8830"},
    ),
    (
        "TO SECSTATE WASHDC 1\nINFO RUCNAFG/AFGHANISTAN COLLECTIVE PRIORITY\nRUEHLO/AMEMBASSY LONDON 8830\n",
        {"info.*.plad": ("AFGHANISTAN COLLECTIVE", "AMEMBASSY LONDON"), "info.*.collective": (True, False)},
    ),
    (
        "TO SECSTATE WASHDC 1234\nINFO RHMCSUU/CDR USEUCOM VAIHINGEN GE//ECJ2//\n",
        {"info.0.plad": "CDR USEUCOM VAIHINGEN GE//ECJ2//", "info.0.routing": "RHMCSUU"},
    ),
    (
        "TO RUEHC/SECSTATE WASHDC 1234\nINFO RUCNMEM/EU MEMBER STATES COLLECTIVE\nXMT AMCONSUL STRASBOURG\n"
        "AMCONSUL NICE\n",
        {
            "info.*.plad": ("EU MEMBER STATES COLLECTIVE",),
            "action.0.excluded": (),
            "info.0.excluded": ("AMCONSUL STRASBOURG", "AMCONSUL NICE"),
        },
    ),
    ("TO ALL EC CAPITALS\nXMT AMEMBASSY ROME\n", {"action.0.excluded": ("AMEMBASSY ROME",), "info": ()}),
    (
        "TO PAGE 02 STATE 015113 182333Z\nAMEMBASSY DAKAR IMMEDIATE\n",
        {"action.*.plad": ("AMEMBASSY DAKAR",), "action.0.precedence": "IMMEDIATE"},
    ),
    ("TO\nINFO\n", {"action": (), "info": ()}),
]


@pytest.mark.parametrize(("text", "expected"), ENVELOPE, ids=[text for text, _ in ENVELOPE])
def test_envelope(text: str, expected: dict[str, Any]) -> None:
    _hold(text, expected)


# --- classification line, captions, passing lines (1.9, 1.10) -------------------------------------

CLASS_LINES: list[tuple[str, dict[str, Any]]] = [
    (
        "UNCLAS SECTION 01 OF 03 OTTAWA 000815\n",
        {
            "classification.level": "UNCLASSIFIED",
            "classification.controls": (),
            "section.number": 1,
            "section.of": 3,
            "station": "OTTAWA",
            "serial": 815,
        },
    ),
    (
        "C O N F I D E N T I A L SECTION 02 OF 02 THE HAGUE 001440\n",
        {"classification.level": "CONFIDENTIAL", "section.number": 2, "station": "THEHAGUE", "serial": 1440},
    ),
    ("UNCLAS E F T O LONDON 002105\n", {"classification.controls": ("EFTO",), "station": "LONDON"}),
    (
        "S E C R E T NOFORN STATE 090011\n",
        {"classification.level": "SECRET", "classification.controls": ("NOFORN",)},
    ),
    ("T O P  S E C R E T PARIS 000012\n", {"classification.level": "TOP SECRET", "serial": 12}),
    (
        "LIMITED OFFICIAL USE MAPUTO 01177\n",
        {"classification.level": "LIMITED OFFICIAL USE", "station": "MAPUTO"},
    ),
    (
        "L I M I T E D  O F F I C I A L  U S E MAPUTO 01177\n",
        {"classification.level": "LIMITED OFFICIAL USE"},
    ),
    ("UNCLAS STATE 311722 TOSEC 340058\n", {"station": "STATE", "serial": 311722}),
    (
        "C O N F I D E N T I A L SECTON 01 GF 02 PARIS 004514\n",
        {"section.number": 1, "section.of": 2, "serial": 4514},
    ),
    ("C O N F I D E N T I A L SECTION 1 OF 3 THE HAGUE 2291\n", {"section.of": 3, "serial": 2291}),
    (
        "S e c r e t nairobi 001938\n",
        {"classification.level": "SECRET", "station": "NAIROBI", "serial": 1938},
    ),
    ("UNCLAS USUN NEW YORK 003204\n", {"station": "USUNNEWYORK", "section": None}),
    (
        "P 071540Z MAR 07\nFM AMEMBASSY PARIS\nUNCLAS PARIS 004514\n",
        {"mrn": "07PARIS4514", "archive_number": "2007PARIS04514"},
    ),
    (
        "P 071540Z MAR 78\nUNCLAS THE HAGUE 1440\n",
        {"mrn": "78THEHAGUE1440", "archive_number": "1978THEHA01440"},
    ),
    ("P 071540Z MAR 78\nUNCLAS STATE 90011\n", {"mrn": "78STATE90011", "archive_number": "1978STATE090011"}),
]


@pytest.mark.parametrize(("text", "expected"), CLASS_LINES, ids=[text for text, _ in CLASS_LINES])
def test_classification_line(text: str, expected: dict[str, Any]) -> None:
    _hold(text, expected)
    assert kinds(text)[-1] == "classification"


HEAD = "C O N F I D E N T I A L PARIS 004514\n"
TAIL = "E.O. 12958: DECL: 03/07/2017\nTAGS: PREL\nSUBJECT: ONE\n\n1. (C) Text.\n"

CAPTIONS: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
    ("SIPDIS\n", ("SIPDIS",), ()),
    ("SIPDIS\n\nSIPDIS\n", ("SIPDIS",), ()),
    ("NODIS\nCHEROKEE\n", ("NODIS", "CHEROKEE"), ()),
    (
        "SENSITIVE\nSIPDIS\nSTATE FOR EUR/WE AND INR/EUC\n",
        ("SENSITIVE", "SIPDIS"),
        ("STATE FOR EUR/WE AND INR/EUC",),
    ),
    ("CORRECTED COPY\n", ("CORRECTED COPY",), ()),
    ("C O R R E C T E D  C O P Y\n", ("C O R R E C T E D C O P Y",), ()),
    ("ROGER CHANNEL\n", ("ROGER CHANNEL",), ()),
    ("DEPT PASS USTR\nTREASURY FOR OIA\n", (), ("DEPT PASS USTR", "TREASURY FOR OIA")),
    ("USDOC FOR 4212\nSTATE PASS FOR DIRECTOR\n", (), ("USDOC FOR 4212", "STATE PASS FOR DIRECTOR")),
    ("NOFORN\nPARIS FOR WILSON\n", ("NOFORN",), ("PARIS FOR WILSON",)),
    ("MINIMIZE CONSIDERED\n", ("MINIMIZE CONSIDERED",), ()),
    ("FOR ASST SEC DOE FROM AMBASSADOR\n", (), ("FOR ASST SEC DOE FROM AMBASSADOR",)),
]


@pytest.mark.parametrize(("block", "captions", "passing"), CAPTIONS, ids=[row[0] for row in CAPTIONS])
def test_captions_and_passing_lines(block: str, captions: tuple[str, ...], passing: tuple[str, ...]) -> None:
    _hold(
        HEAD + block + TAIL,
        {"captions": captions, "passing": passing, "subject": "ONE", "tags.*.code": ("PREL",)},
    )


def test_captions_repeated_at_a_section_are_named_once() -> None:
    more = "PARIS 00004514 002 OF 002\nC O N F I D E N T I A L SECTION 02 OF 02 PARIS 004514\n"
    more += "SIPDIS\n2. (C) More.\n"
    _hold(
        HEAD + "SIPDIS\n" + TAIL + more,
        {"captions": ("SIPDIS",), "paragraphs.*.number": (1, 2), "serial": 4514},
    )


# --- E.O. line, every order (4.4) -----------------------------------------------------------------

EO: list[tuple[str, dict[str, Any]]] = [
    ("E.O. 11652: GDS", {"order": "11652", "schedule": "GDS", "declassify_on": None}),
    ("E.O. 11652: ADS, DECLASSIFY 31 DEC 78", {"schedule": "ADS", "declassify_on": dt.date(1978, 12, 31)}),
    ("E.O. 11652: XGDS-1", {"exemptions": ("XGDS-1",)}),
    ("E.O. 11652: XGDS (3)", {"exemptions": ("XGDS-3",)}),
    ("E.O. 11652: XGDS-3 INDEFINITE", {"exemptions": ("XGDS-3",), "declassify_on": None}),
    ("E.O. 11652: N/A", {"schedule": "N/A"}),
    (
        "E.O. 12065: GDS 11/15/85 (DOE, JANE R.) OR-M",
        {"schedule": "GDS", "declassify_on": dt.date(1985, 11, 15)},
    ),
    (
        "E.O. 12065: RDS-4 6/5/99 (DOE, JANE R.) OR-M",
        {"exemptions": ("RDS-4",), "declassify_on": dt.date(1999, 6, 5)},
    ),
    ("E.O. 12356: DECL: OADR", {"order": "12356", "schedule": "OADR", "event": None}),
    ("E.O. 12356: DECL:OADR", {"schedule": "OADR"}),
    ("E.O. 12356: DECL: 5/1/92", {"declassify_on": dt.date(1992, 5, 1), "schedule": None}),
    ("E.O. 12958: DECL: 3/5/2007", {"declassify_on": dt.date(2007, 3, 5)}),
    ("E.O. 12958: DECL: 1.6X1", {"exemptions": ("X1",)}),
    ("E.O. 12958: DECL: 1.6 X6", {"exemptions": ("X6",)}),
    ("E.O. 12958: DECL: X5, X6", {"exemptions": ("X5", "X6")}),
    (
        "E.O. 12958: DECL: 11/16/2017",
        {"order": "12958", "declassify_on": dt.date(2017, 11, 16), "event": None},
    ),
    (
        "E.O. 12958: DECL: AFTER KOREAN UNIFICATION",
        {"event": "AFTER KOREAN UNIFICATION", "declassify_on": None},
    ),
    ("E.O. 12958: N/A", {"schedule": "N/A", "instruction": "N/A"}),
    ("E.O. 12958: NA", {"schedule": "N/A", "instruction": "NA"}),
    ("E.O. 12958:", {"order": "12958", "instruction": None, "schedule": None}),
    ("E.O. 13526: DECL: 2037/01/15", {"order": "13526", "declassify_on": dt.date(2037, 1, 15)}),
    ("E.O. 13526: DECL: 50X1-HUM", {"exemptions": ("50X1-HUM",)}),
    ("E.O. 13526: DECL: 25X1, 01/15/2040", {"exemptions": ("25X1",), "declassify_on": dt.date(2040, 1, 15)}),
    ("EO 12958 DECL: 03/05/2017", {"order": "12958", "declassify_on": dt.date(2017, 3, 5)}),
    ("E.0. 12958: DECL: 03/05/2017", {"order": "12958", "declassify_on": dt.date(2017, 3, 5)}),
    ("E. O. 12958: N/A", {"order": "12958", "schedule": "N/A"}),
    ("E.o. 12958: decl: 03/07/2017", {"declassify_on": dt.date(2017, 3, 7)}),
    ("E.O. 1295: N/A", {"order": "1295", "schedule": "N/A"}),
    ("E.O. 12958: DECL: 13/45/2017", {"declassify_on": None}),
]


@pytest.mark.parametrize(("line", "expected"), EO, ids=[line for line, _ in EO])
def test_executive_order(line: str, expected: dict[str, Any]) -> None:
    _hold(f"{HEAD}{line}\nTAGS: PREL\n", {f"classification.{field}": value for field, value in expected.items()})
    _hold(line, {f"classification.{field}": value for field, value in expected.items()})


def test_a_two_digit_year_lies_after_the_telegram() -> None:
    text = "P 071540Z MAR 97\nUNCLAS PARIS 004514\nE.O. 12958: DECL: 3/5/07\n"
    _hold(text, {"classification.declassify_on": dt.date(2007, 3, 5)})


# --- subject, TAGS, references, authority in their places (1.11, 1.12) -----------------------------

LABELS: list[tuple[str, dict[str, Any]]] = [
    ("SUBJECT: ONE TWO\n", {"subject": "ONE TWO"}),
    ("SUBJ: ONE\n", {"subject": "ONE"}),
    ("UBJECT: ONE\n", {"subject": "ONE"}),
    ("SUBJECT: (C) ONE\n", {"subject": "ONE"}),
    ("SUBJECT: (S/NF) ONE\n", {"subject": "ONE"}),
    ("SUBJECT: ONE\nTWO\n\n1. (C) Text.\n", {"subject": "ONE TWO", "paragraphs.*.number": (1,)}),
    ("SUBJECT:\nONE\n\n1. (C) Text.\n", {"subject": "ONE"}),
    ("SUBJECT: ONE\nPARIS 00004514 002 OF 003\nTWO\n\n1. (C) Text.\n", {"subject": "ONE TWO"}),
    ("SUBJECT: ONE\nREF: PARIS 12\n", {"subject": "ONE", "references.*.text": ("PARIS 12",)}),
    ("SUBJECT:\n\n1. (C) Text.\n", {"subject": None}),
    ("SUBJECT: caf&#233; &amp; bar\n", {"subject": "caf\u00e9 & bar"}),
    ("TAGS: PREL PGOV FR\n", {"tags.*.code": ("PREL", "PGOV", "FR")}),
    ("TAGS: PREL, PGOV,\nFR\n", {"tags.*.code": ("PREL", "PGOV", "FR")}),
    ("TAGS PREL\n", {"tags.*.code": ("PREL",)}),
    ("E.O. 12958: N/A TAGS: PREL, FR\n", {"tags.*.code": ("PREL", "FR"), "classification.schedule": "N/A"}),
    ("REF: A. PARIS 1501\n     B. 06 STATE 90112 (NOTAL)\n", {"references.*.letter": ("A", "B")}),
    ("REF: 06 PARIS 1501\n", {"references.*.mrn": ("06PARIS1501",)}),
    ("REF: PARIS 1501\n", {"references.*.mrn": (None,)}),
    (
        "REF: A. 06 PARIS 1501\nPARIS 00004514 002 OF 003\n     B. 06 ROME 12\n\n1. (C) Text.\n",
        {"references.*.mrn": ("06PARIS1501", "06ROME12"), "pages.0.section.number": 2},
    ),
    (
        "Classified By: ECON COUNSELOR JANE DOE FOR REASONS 1.4 (B) AND (D)\n\n1. (C) Text.\n",
        {
            "classification.authority.name": "Jane Doe",
            "classification.reasons": ("b", "d"),
            "classification.reason_section": "1.4",
            "paragraphs.*.number": (1,),
        },
    ),
    (
        "1. (U) CLASSIFIED BY DCM JANE DOE. REASON: 1.5 (B) AND (D).\n\n2. (C) Text.\n",
        {
            "classification.authority.name": "Jane Doe",
            "classification.reasons": ("b", "d"),
            "classification.reason_section": "1.5",
            "paragraphs.*.number": (1, 2),
        },
    ),
]


@pytest.mark.parametrize(("text", "expected"), LABELS, ids=[text for text, _ in LABELS])
def test_labels(text: str, expected: dict[str, Any]) -> None:
    _hold(text, expected)
    _hold(HEAD + text, expected)


# --- page form and record (2) ---------------------------------------------------------------------

PAGE_FORM = """\
CONFIDENTIAL
PAGE 01        LUSAKA  00817  01 OF 02  121455Z
41
ACTION AF-10
INFO  OCT-01  EUR-12
      NSC-05  /028 W
                  ------------------081134 121502Z /46
R 121320Z APR 78
FM AMEMBASSY LUSAKA
TO SECSTATE WASHDC 4410
INFO AMEMBASSY PARIS
C O N F I D E N T I A L SECTION 1 OF 2 LUSAKA 0817
EXDIS
E.O. 11652: GDS
TAGS: PFOR, ZA
SUBJECT: RAILWAY
REF: (A) STATE 90112, (B) LUSAKA 790 (NOTAL)
1. MINISTER SAID HE WAS PREPARED TO WAIT FOR THE REPORT OF
Margaret P. Grafeld Declassified/Released US Department of State EO Systematic Review 20 MAR 2014
CONFIDENTIAL
CONFIDENTIAL
PAGE 02        LUSAKA  00817  01 OF 02  121455Z
THE COMMISSION. HE DID NOT SAY HOW LONG.
WILKOWSKI
CONFIDENTIAL
NNNN
"""


def test_page_form() -> None:
    expected = {
        "family": "page",
        "mrn": "78LUSAKA817",
        "archive_number": "1978LUSAKA00817",
        "section.of": 2,
        "distribution.*.role": ("action", "info", "info", "info"),
        "distribution.*.code": ("AF", "OCT", "EUR", "NSC"),
        "distribution.*.copies": (10, 1, 12, 5),
        "origin": "AMEMBASSY LUSAKA",
        "action.*.plad": ("SECSTATE WASHDC",),
        "info.*.plad": ("AMEMBASSY PARIS",),
        "captions": ("EXDIS",),
        "classification.schedule": "GDS",
        "references.*.mrn": ("78STATE90112", "78LUSAKA790"),
        "pages.*.page": (1, 2),
        "pages.*.station": ("LUSAKA", "LUSAKA"),
        "pages.1.section.of": 2,
        "pages.0.time": "121455",
        "paragraphs.*.text": (
            "MINISTER SAID HE WAS PREPARED TO WAIT FOR THE REPORT OF THE COMMISSION. HE DID NOT SAY HOW LONG.",
        ),
        "signature": "WILKOWSKI",
    }
    _hold(PAGE_FORM, expected)
    assert kinds(PAGE_FORM) == [
        "page-class",
        "page",
        "two-digit",
        "distribution",
        "distribution",
        "distribution",
        "bar",
        "dtg",
        "from",
        "to",
        "info",
        "classification",
        "caption",
        "eo",
        "tags",
        "subject",
        "reference",
        "paragraph",
        "stamp",
        "page-class",
        "page-class",
        "page",
        "text",
        "signature",
        "page-class",
        "end",
    ]


def test_page_line_alone_with_the_rest_below() -> None:
    text = "SECRET\nPAGE 01\nUSNATO  02207  01 OF 02  201433Z\nACTION SS-25\n"
    assert kinds(text) == ["page-class", "page", "page", "distribution"]
    _hold(text, {"pages.0.page": 1, "pages.1.station": "USNATO", "pages.1.section.number": 1})


def test_outgoing_page_form() -> None:
    text = (
        "ORIGIN SS-15\nINFO  OCT-01  ISO-00  /016 R\nDRAFTED BY AF/S:JDOE:RR\nAPPROVED BY AF:RROE\n"
        "EUR/WE:XPOE (SUBS)\nDESIRED DISTRIBUTION\n------------------081134 121502Z /46\n"
        "R 121320Z APR 78\nFM SECSTATE WASHDC\nTO AMEMBASSY PARIS\n"
    )
    assert kinds(text) == [
        "distribution",
        "distribution",
        "drafting",
        "drafting",
        "drafting",
        "drafting",
        "bar",
        "dtg",
        "from",
        "to",
    ]
    _hold(text, {"distribution.*.role": ("origin", "info", "info"), "action.*.plad": ("AMEMBASSY PARIS",)})


def test_record() -> None:
    text = (
        "Message Text\n\nUNCLAS PARIS 0012\nSUBJECT: ONE\n1. TEXT.\nDOE\n\nMessage Attributes\n\n"
        "Document Number: 1978PARIS00012\nLine Count: 43\nMarkings: Margaret P. Grafeld\n"
        "  Declassified/Released US Department of State\nType: TE\n"
    )
    _hold(
        text,
        {
            "family": "page",
            "mrn": "78PARIS12",
            "record.*.key": ("Document Number", "Line Count", "Markings", "Type"),
            "record.2.value": "Margaret P. Grafeld Declassified/Released US Department of State",
            "signature": "DOE",
        },
    )


# --- label form (1.19) ----------------------------------------------------------------------------

LABEL_FORM = """\
UNCLASSIFIED
SBU
MRN:        12 TUNIS 1098
Date/DTG:   Sep 11, 2012 / 111358Z SEP 12
From:       AMEMBASSY TUNIS
Action:     WASHDC, SECSTATE ROUTINE
E.O.:       13526
TAGS:       PGOV, PREL, TS
Captions:   SENSITIVE, SIPDIS
Reference:  12 TUNIS 1041
Subject:    Youth Centres

1. (SBU) The ministry will open four.

Signature:  DOE

Info:       PARIS, AMEMBASSY ROUTINE
Drafted By: POL: Doe, Jane
"""


def test_label_form() -> None:
    expected = {
        "family": "label",
        "mrn": "12TUNIS1098",
        "station": "TUNIS",
        "serial": 1098,
        "date.start": dt.datetime(2012, 9, 11, 13, 58, tzinfo=UTC),
        "date.precision": "minute",
        "origin": "AMEMBASSY TUNIS",
        "action.*.plad": ("WASHDC, SECSTATE",),
        "action.0.precedence": "ROUTINE",
        "info.*.plad": ("PARIS, AMEMBASSY",),
        "classification.level": "UNCLASSIFIED",
        "classification.order": "13526",
        "tags.*.code": ("PGOV", "PREL", "TS"),
        "references.*.mrn": ("12TUNIS1041",),
        "subject": "Youth Centres",
        "paragraphs.*.number": (1,),
        "paragraphs.0.portion": "SBU",
        "signature": "DOE",
    }
    _hold(LABEL_FORM, expected)


def test_label_form_date_time_group() -> None:
    _hold(LABEL_FORM, {"dtg": dt.datetime(2012, 9, 11, 13, 58, tzinfo=UTC)})


def test_label_form_captions() -> None:
    _hold(LABEL_FORM, {"captions": ("SENSITIVE", "SIPDIS")})


def test_label_form_fields_lead_to_their_words() -> None:
    cable = cablegram.parse(LABEL_FORM)
    words = {place.field: cable.text[place.start : place.end] for place in cable.places}
    assert words.get("mrn") == "12 TUNIS 1098"
    assert words.get("origin") == "AMEMBASSY TUNIS"
    assert words.get("date") == "111358Z SEP 12"


# --- the body (1.13-1.16) -------------------------------------------------------------------------

PARAGRAPHS: list[tuple[str, str, dict[str, Any]]] = [
    ("one", "1. (C) Text.\n", {"*.number": (1,), "0.label": "1.", "0.portion": "C", "0.text": "Text."}),
    ("without portion", "1. TEXT.\n2. MORE.\n", {"*.number": (1, 2), "*.portion": (None, None)}),
    (
        "pilcrows",
        "\u00b61. (C) A.\n\u00b62. (C) B.\n",
        {"*.number": (1, 2), "*.label": ("\u00b61.", "\u00b62.")},
    ),
    ("pilcrows read as 1", "11. (C) A.\n12. (C) B.\n13. (C) C.\n", {"*.number": (1, 2, 3), "0.label": "11."}),
    (
        "mixed with real ones",
        "11. (C) A.\n12. (C) B.\n\u00b63. (C) C.\n14. (C) D.\n",
        {"*.number": (1, 2, 3, 4), "*.label": ("11.", "12.", "\u00b63.", "14.")},
    ),
    (
        "past ten, all read as 1",
        "".join(f"1{n}. (C) X.\n" for n in range(1, 13)),
        {"*.number": tuple(range(1, 13))},
    ),
    (
        "really ten to twelve",
        "".join(f"{n}. (C) X.\n" for n in range(1, 13)),
        {"*.number": tuple(range(1, 13))},
    ),
    ("a fragment from ten on", "10. (C) A.\n11. (C) B.\n12. (C) C.\n", {"*.number": (10, 11, 12)}),
    ("a gap", "1. (C) A.\n2. (C) B.\n5. (C) C.\n", {"*.number": (1, 2, 5)}),
    (
        "dash bullets",
        "15. (C) A.\n- 16. (C) B.\n- \u00b67. (C) C.\n",
        {"*.number": (5, 6, 7), "1.label": "- 16."},
    ),
    ("number in parentheses", "(C) 1. A.\n(C) 2. B.\n", {"*.number": (1, 2), "*.portion": ("C", "C")}),
    ("no blank", "1.(C) A.\n2.(SBU) B.\n", {"*.portion": ("C", "SBU"), "0.text": "A."}),
    ("no full stop", "1 (C) A.\n2 (C) B.\n", {"*.number": (1, 2)}),
    ("half a bracket", "1. C) A.\n2. (C) B.\n", {"*.number": (1, 2), "*.portion": ("C", "C")}),
    (
        "marks with tails",
        "1. (C/NF) A.\n2. (S//NF) B.\n3. (SBU/NF) C.\n",
        {"*.portion": ("C/NF", "S/NF", "SBU/NF")},
    ),
    ("marks in words", "1. (CONFIDENTIAL/NOFORN) A.\n", {"*.portion": ("C/NF",)}),
    ("a P for the pilcrow", "P1. (C) A.\nP2. (C) B.\n", {"*.number": (1, 2)}),
    ("mojibake for the pilcrow", "\u00c2\u00b61. (C) A.\n\u00c2\u00b62. (C) B.\n", {"*.number": (1, 2)}),
    (
        "unnumbered",
        "The talks failed.\n\nThey will meet again.\n",
        {"*.number": (None, None), "*.label": (None, None)},
    ),
    ("one long line", "1. (C) " + "word " * 1000 + "\n", {"*.number": (1,)}),
    ("a year at line start", "1. (C) They met in\n2006. (C) is no mark.\n", {"*.number": (1,)}),
    ("a figure at line start", "1. (C) They asked for\n500. No more.\n", {"*.number": (1,)}),
    (
        "joined across a page line",
        "1. (C) The issue of the\n\nPARIS 00004514 002 OF 002\n\nChairmanship is open.\n",
        {"*.text": ("The issue of the Chairmanship is open.",)},
    ),
    (
        "the page line broken in two",
        "1. (C) The issue of the\n\nPARIS 00004514\n\n001.2 OF 002\n\nChairmanship.\n",
        {"*.text": ("The issue of the Chairmanship.",)},
    ),
    (
        "not joined where the sentence was over",
        "1. (C) It is open.\n\nPARIS 00004514 002 OF 002\n\nMore follows.\n",
        {"*.text": ("It is open.\n\nMore follows.",)},
    ),
    (
        "cut by a blank line",
        "1. (C) They have seen the\n\nelections. More.\n",
        {"*.text": ("They have seen the elections. More.",)},
    ),
    ("lines joined", "1. (C) One\ntwo\nthree.\n", {"*.text": ("One two three.",)}),
    ("a hyphen at line end stays", "1. GOVERN-\nMENT.\n", {"*.text": ("GOVERN- MENT.",)}),
    (
        "headings",
        "ONE\n---\n\n1. (C) A.\n\nTWO WORDS\n\n2. (C) B.\n\n3. (C) C.\n",
        {"*.heading": ("ONE", "TWO WORDS", None)},
    ),
    (
        "a boxed heading",
        "1. (C) A.\n\n-----\nTHE BOX\n-----\n\n2. (C) B.\n",
        {"*.heading": (None, "THE BOX")},
    ),
    (
        "a heading of two lines",
        "1. (C) A.\n\nA HEADING THAT GOES ON\nFOR TWO LINES\n\n2. (C) B.\n",
        {"*.heading": (None, "A HEADING THAT GOES ON FOR TWO LINES")},
    ),
    (
        "lettered items",
        "1. (C) He asked:\nA. WHETHER ONE;\nB. WHETHER TWO\nOR THREE.\n",
        {"0.items.*.label": ("A.", "B."), "0.items.*.text": ("WHETHER ONE;", "WHETHER TWO OR THREE.")},
    ),
    (
        "dashed items",
        "1. (C) He asked:\n-- one;\n-- two.\n",
        {"0.items.*.label": ("--", "--"), "0.items.1.text": "two."},
    ),
    ("single dashes", "1. (C) He asked:\n- one;\n- two.\n", {"0.items.*.text": ("one;", "two.")}),
    ("items in parentheses", "1. (C) He asked:\n(A) one;\n(B) two.\n", {"0.items.*.label": ("(A)", "(B)")}),
    (
        "a pilcrow before a letter",
        "1. (C) He asked:\n\u00b6A. One.\n\u00b6B. Two.\n",
        {"0.items.*.text": ("One.", "Two.")},
    ),
]


@pytest.mark.parametrize(("name", "body", "expected"), PARAGRAPHS, ids=[row[0] for row in PARAGRAPHS])
def test_paragraphs(name: str, body: str, expected: dict[str, Any]) -> None:
    paths = {f"paragraphs.{path}": value for path, value in expected.items()}
    _hold(body, paths)
    _hold(f"{HEAD}TAGS: PREL\nSUBJECT: ONE\n\n{body}", paths)


@pytest.mark.parametrize(
    "form",
    ["1. (C) ENTIRE TEXT.", "1. (C - ENTIRE TEXT).", "1. C - ENTIRE TEXT.", "1. CONFIDENTIAL - ENTIRE TEXT."],
)
def test_whole_text_marks(form: str) -> None:
    _hold(f"{HEAD}SUBJECT: ONE\n\n{form}\n\n2. TEXT.\n", {"entire_text": "C", "paragraphs.*.number": (1, 2)})


BLOCKS: list[tuple[str, str, list[tuple[str, bool, str]], str | None]] = [
    (
        "closed in line",
        "1. (C) SUMMARY: One. END SUMMARY.\n2. (C) Two.\n",
        [("summary", True, "One.")],
        "One.",
    ),
    (
        "closed on its own line",
        "SUMMARY\n\n1. (C) One.\n\nEND SUMMARY.\n\n2. (C) Two.\n",
        [("summary", True, "One.")],
        "One.",
    ),
    ("BEGIN", "1. BEGIN SUMMARY: ONE. END SUMMARY.\n2. TWO.\n", [("summary", True, "ONE.")], "ONE."),
    ("unclosed in line", "1. (C) SUMMARY: One.\n\n2. (C) Two.\n", [("summary", False, "One.")], "One."),
    (
        "unclosed marker",
        "SUMMARY\n-------\n\n1. (C) One.\n\nTHE REST\n\n2. (C) Two.\n",
        [("summary", False, "One.")],
        "One.",
    ),
    ("END only", "1. (C) One. END SUMMARY.\n2. (C) Two.\n", [("summary", True, "One.")], "One."),
    ("misspelt", "1. (C) SUMMAY: One. END SUMMARY.\n2. (C) Two.\n", [("summary", True, "One.")], "One."),
    ("spaced", "1. (C) S U M M A R Y: One. END SUMMARY.\n", [("summary", True, "One.")], "One."),
    (
        "and comment",
        "1. (C) SUMMARY AND COMMENT: One. END SUMMARY AND COMMENT.\n",
        [("summary", True, "One.")],
        "One.",
    ),
    ("none", "1. (C) One.\n2. (C) Two.\n", [], None),
    ("comment", "1. (C) One.\n2. (C) COMMENT: Two. END COMMENT.\n", [("comment", True, "Two.")], None),
    (
        "comment in parentheses",
        "1. (C) One. (COMMENT: Two. END COMMENT.) Three.\n",
        [("comment", True, "Two.")],
        None,
    ),
    (
        "comment marker",
        "1. (C) One.\n\nCOMMENT\n-------\n\n2. (C) Two.\n\nDOE\n",
        [("comment", False, "Two.")],
        None,
    ),
    (
        "text",
        "1. (C) One:\n\nBEGIN TEXT\n\nTWO.\n\nEND TEXT\n\n2. (C) Three.\n",
        [("text", True, "TWO.")],
        None,
    ),
    ("quote", "1. (C) One: QUOTE: TWO. UNQUOTE.\n", [("quote", True, "TWO.")], None),
    (
        "action request",
        "1. (C) ACTION REQUEST: Please answer.\n2. (C) Two.\n",
        [("action-request", False, "Please answer.")],
        None,
    ),
]


@pytest.mark.parametrize(("name", "body", "blocks", "summary"), BLOCKS, ids=[row[0] for row in BLOCKS])
def test_blocks(name: str, body: str, blocks: list[tuple[str, bool, str]], summary: str | None) -> None:
    check(body)
    cable = cablegram.parse(f"{HEAD}SUBJECT: ONE\n\n{body}")
    assert [(block.kind, block.closed, block.text) for block in cable.blocks] == blocks
    assert cable.summary == summary


SIGNATURES: list[tuple[str, str, tuple[str, ...]]] = [
    ("alone", "1. (C) Text.\n\nDOE\n", ("DOE",)),
    ("no blank above", "1. TEXT.\nDOE\n", ("DOE",)),
    ("with the trailer", "1. (C) Text.\n\nDOE\nBT\n#4514\n\nNNNN\n", ("DOE",)),
    ("two lines", "1. (C) Text.\n\nJOHNSON\nKEANE\n", ("JOHNSON", "KEANE")),
    ("joined", "1. (C) Text.\n\nJOHNSONKEANE\n", ("JOHNSONKEANE",)),
    ("hyphen", "1. (C) Text.\n\nHOLLOWAY-PRIEST\n", ("HOLLOWAY-PRIEST",)),
    ("apostrophe", "1. (C) Text.\n\nO'BRIEN\n", ("O'BRIEN",)),
    ("number signs", "1. (C) Text.\n\nDOE##\n", ("DOE",)),
    ("full stop", "1. (C) Text.\n\nDOE.\n", ("DOE",)),
    (
        "above a web line",
        "1. (C) Text.\n\nVisit our web site: http://www.state.sgov.gov/p\n\nDOE\n",
        ("DOE",),
    ),
    ("class word below", "1. TEXT.\n\nDOE\n\nCONFIDENTIAL\n\nNNNN\n", ("DOE",)),
    ("none", "1. (C) The talks failed.\n", ()),
    ("a sentence is none", "1. (C) The talks failed.\n\nThey will meet again.\n", ()),
]


@pytest.mark.parametrize(("name", "body", "signers"), SIGNATURES, ids=[row[0] for row in SIGNATURES])
def test_signatures(name: str, body: str, signers: tuple[str, ...]) -> None:
    text = f"{HEAD}SUBJECT: ONE\n\n{body}"
    _hold(text, {"signers": signers, "signature": " ".join(signers) or None})
    assert cablegram.parse(text).paragraphs[-1].text.endswith((".", "again."))


# --- fragments (design, section 4) ----------------------------------------------------------------


def test_a_fragment_takes_the_year_it_is_given() -> None:
    text = "REF: A. PARIS 1501 B. 06 ROME 12"
    _hold(text, {"references.*.mrn": (None, "06ROME12"), "date": None})
    expected = {
        "references.*.mrn": ("07PARIS1501", "06ROME12"),
        "date.precision": "year",
        "date.basis": "given",
        "date.start": dt.datetime(2007, 1, 1, tzinfo=UTC),
        "date.end": dt.datetime(2008, 1, 1, tzinfo=UTC),
        "dtg": None,
    }
    _hold(text, expected, year=2007)


def test_the_telegrams_own_year_wins() -> None:
    text = "P 071540Z MAR 78\nUNCLAS PARIS 0012\nREF: ROME 5\n"
    _hold(text, {"mrn": "78PARIS12", "references.*.mrn": ("78ROME5",), "date.basis": "dtg"}, year=2007)


def test_a_class_line_with_a_year_has_its_number() -> None:
    _hold("UNCLAS PARIS 000012\n", {"mrn": None, "station": "PARIS", "serial": 12})
    _hold("UNCLAS PARIS 000012\n", {"mrn": "07PARIS12", "archive_number": "2007PARIS00012"}, year=2007)


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("VZCZCXRO4410\n", "wire"),
        ("DE RUEHC #8801 1911207\n", "wire"),
        ("P 071540Z MAR 07\nFM SECSTATE WASHDC\n", "wire-bare"),
        ("PAGE 01        LUSAKA  00817  121455Z\nACTION AF-10\n", "page"),
        ("Message Text\n", "page"),
        ("MRN: 12 TUNIS 1098\n", "label"),
        ("C O N F I D E N T I A L PARIS 004514\n", "body"),
        ("1. (C) Text.\n", "body"),
        ("", "body"),
    ],
)
def test_families(text: str, family: str) -> None:
    assert cablegram.parse(text).family == family


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.stem)
def test_samples_state_where_their_scalars_stand(path: Any) -> None:
    """Every scalar that was read leads to words of the telegram (promise 2)."""
    cable = cablegram.parse(decode(path.read_bytes())[0])
    for field in (
        "mrn",
        "dtg",
        "date",
        "precedence",
        "origin",
        "section",
        "station",
        "serial",
        "subject",
        "signature",
    ):
        value = getattr(cable, field)
        if value is not None and not (field == "date" and cable.date and cable.date.basis in ("mrn", "given")):
            assert cable.where(field) is not None, f"{field} is {value!r}, and no place is named for it"
