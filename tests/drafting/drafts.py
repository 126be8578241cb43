"""Drafts to throw at the writer: ordinary ones, with lines of a telegram's form planted on purpose."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

# What must never read back as what it looks like, by what it looks like.
PLANTS = (
    "BT",
    "NNNN",
    "NNN",
    "ZCZC",
    "VZCZCXRO4410",
    "#4514",
    "NNNNMAFVVZCZ",
    "PARIS 00004514  002 OF 003",
    "PARIS 00004514 001.2 OF 003",
    "002 OF 003",
    "PAGE 02 PARIS 04514 01 OF 02 161601Z",
    "C O N F I D E N T I A L SECTION 01 OF 02 PARIS 004514",
    "UNCLAS PARIS 004514",
    "CONFIDENTIAL",
    "SECRET",
    "Secret Service 1234",
    "SIPDIS",
    "NODIS",
    "NOFORN",
    "SENSITIVE",
    "EXDIS",
    "VISAS VIPER",
    "MINIMIZE CONSIDERED",
    "CORRECTED COPY",
    "1. (C) The minister agreed.",
    "11. (C)",
    "12.",
    "3)",
    "\u00b64. (C) The text",
    "(C) 5.",
    "P7. (S)",
    "4. He left",
    "2007. Then",
    "a. the first",
    "B. the second",
    "(c) the third",
    "(ii)",
    "- the item",
    "-- the item",
    "- 5. (C) odd",
    "* star",
    "i. one",
    "SUMMARY",
    "SUMMARY:",
    "END SUMMARY.",
    "BEGIN TEXT",
    "END TEXT",
    "COMMENT:",
    "END COMMENT.",
    "UNQUOTE",
    "(END NOTE.)",
    "FYI",
    "STAPLETON",
    "DOE",
    "JOHNSON KEANE",
    "---",
    "-------",
    "=====",
    "***",
    "- - -",
    "-",
    ".",
    "_",
    "###",
    "SUBJECT: another subject",
    "SUBJ: x",
    "TAGS: PREL, FR",
    "REF: A. PARIS 1501",
    "E.O. 12958: DECL: 01/01/2009",
    "E.O. 12958: N/A",
    "CLASSIFIED BY: John Roe, for reasons 1.4 (b).",
    "Classified by the ministry",
    "REFTEL: x",
    "Ref. A says",
    "Tabs. and more",
    "FM AMEMBASSY PARIS",
    "TO SECSTATE WASHDC",
    "INFO EUR-01",
    "ZNY CCCCC ZZH",
    "P 161543Z NOV 07",
    "DE RUEHFR #4514 3201543",
    "PP RUEHC RUEHLO",
    "XMT AMCONSUL STRASBOURG",
    "MRN: 07 PARIS 4514",
    "From: someone",
    "Subject: a subject",
    "ENTIRE TEXT.",
    "(C - ENTIRE TEXT).",
    "(C) ENTIRE TEXT.",
    "(S) above",
    "(TS) far above",
    "(U) below",
    "Declassified/Released US Department of State EO Systematic Review 30 JUN 2005",
    "RELEASE IN FULL",
    "Message Text",
    "*** Current Classification *** UNCLASSIFIED",
    "------------------081134 121502Z /46",
    "NOTE BY OC/T: PASSED ABOVE ADDRESSEE.",
    '<div class="nav">',
    "http://www.state.sgov.gov/p/eur",
    "x = f(y);",
    "&amp;",
    "| a | b |",
    "foo@example.com",
    "41",
    "14",
    "\u201ccurly\u201d \u2014 caf\u00e9",
    "\u0416\u0438",
    "back\\slash",
    "## NOT A HEADING",
    "word" * 20,
    "\u00a0",
    "C) half a mark",
)
PLAIN = (
    "The director told us that Paris expects little of the debate.",
    "He gave three reasons, none of them new,",
    "and asked what Washington would say to a text without a date.",
    "The mandate runs out on December 31",
    "so that a vote before the holidays is likely.",
    "Two members, he said, had not read the draft;",
    "others had read it twice.",
    "The U.K. mission shares this view",
    "but would rather wait for the report of the Secretary-General",
    "which is due in the second week of the month.",
    "We thanked him and promised an answer by Friday.",
    "The budget would rise by 3.5 percent (about USD 2,000,000).",
    "Asked about the cost",
    "he smiled and changed the subject.",
)
_HEADS = (
    "What he said",
    "The mandate",
    "Summary",
    "Comment",
    "Next steps",
    "COSTS AND DATES",
    "Caf\u00e9 talk",
)
_TAGS = (
    "PREL",
    "PGOV",
    "UNSC",
    "OSCE",
    "KPKO",
    "FR",
    "YI",
    "OVIP (DOE, JANE R.)",
    "ECON",
    "EU",
    "prel",
    "AER LINGUS",
    "KDEM",
)
_POSTS = (
    "AMEMBASSY PARIS",
    "Paris",
    "USMISSION GENEVA",
    "AMEMBASSY THE HAGUE",
    "USUN NEW YORK",
    "SECSTATE WASHDC",
    "AMEMBASSY PORT AU PRINCE",
)
_TO = (
    "SECSTATE WASHDC PRIORITY 1234",
    "secstate washdc",
    "AMEMBASSY LONDON IMMEDIATE",
    "RUEKJCS/SECDEF WASHDC//ISA/EUR//",
    "NSC WASHDC NIACT IMMEDIATE 0412",
)
_INFO = (
    "AMEMBASSY ROME 0042",
    "EU MEMBER STATES COLLECTIVE",
    "USMISSION USNATO PRIORITY",
    "AMEMBASSY BERLIN ROUTINE 8830",
    "CIA WASHDC FLASH",
)
_REFS = (
    "PARIS 4501 (NOTAL)",
    "06 STATE 90112",
    "Lee-Dupont email 02/26/07",
    "TUNIS 12 AND 15",
    "B. Smith letter",
    "PARIS A-145",
    "PARIS 1501 AND PREVIOUS",
)
_WHO = (
    "Jane Doe, Political Counselor",
    "DCM John Roe",
    "Charge d'Affaires Anna van der Berg",
    "JANE DOE, ECON COUNSELOR",
    "Ambassador Craig Stapleton",
    "Ren\u00e9 L\u00e9vy, Minister-Counselor for Political Affairs",
    "Doe",
    "A. B. McNeil, Jr., Acting Deputy Chief of Mission",
    "Mary Roe, Friend of Cats",
)
_DATES = ("161543Z NOV 07", "010005Z JAN 96", "2003-05-02 10:00Z", "292359Z FEB 04", "311200Z DEC 12")
_SUBJECTS = (
    "Low expectations for the debate",
    "(C) FRANCE: NO DATE. NO VOTE.",
    "TAGS: NOT A TAG, THE MINISTER SAID",
    "Answer to ref: A. the questions of last week, with names and dates of every visit so far",
    "BT",
    "1. (C) THE FIRST",
    "Visit of U.S. delegation to the ministry of foreign affairs and the ministry of defense of France.",
    "END SUMMARY",
    "SIPDIS",
    "Classified by nobody",
    "The case of the \u201cmissing\u201d page 00001234 002 OF 003",
)


@dataclass(frozen=True)
class Planted:
    """The text of a draft, and the lines (from 1) that hold a planted line."""

    text: str
    lines: frozenset[int]


@st.composite
def drafts(draw: st.DrawFn) -> Planted:
    """A draft with planted lines on lines of their own, in mid-line, as items and as headings."""
    level = draw(st.sampled_from(("UNCLASSIFIED", "CONFIDENTIAL", "CONFIDENTIAL", "SECRET")))
    lines = ["---", f"post: {draw(st.sampled_from(_POSTS))}", f"serial: {draw(st.integers(1, 199999))}"]
    lines.append(f"dtg: {draw(st.sampled_from(_DATES))}")
    lines.append(f"classification: {level}")
    for key, known in (("to", _TO), ("info", _INFO)):
        found = draw(st.lists(st.sampled_from(known), min_size=1 if key == "to" else 0, max_size=3, unique=True))
        lines += [f"{key}:", *(f"- {one}" for one in found)] if found else []
    lines.append(f"tags: {', '.join(draw(st.lists(st.sampled_from(_TAGS), min_size=1, max_size=13)))}")
    lines.append(f"subject: {draw(_mostly(_SUBJECTS))}")
    lines += _some(draw, "captions", ("SIPDIS", "sensitive", "NOFORN", "STADIS"))
    lines += _some(draw, "passing", ("STATE FOR EUR/WE", "DEPT PASS USTR", "treasury for OIA"))
    lines += _some(draw, "references", _REFS)
    if level != "UNCLASSIFIED":
        lines.append(f"authority: {draw(_mostly(_WHO))}")
        lines.append(f"reasons: {draw(st.sampled_from(('b d', 'b', '(a), (c) and (g)')))}")
        lines.append(f"declassify-on: {draw(st.sampled_from(('10 years', '5 years', '9 years')))}")
    if draw(st.booleans()):
        lines.append(f"signature: {draw(st.sampled_from(('DOE', 'Stapleton', 'DE LA CRUZ')))}")
    lines.append(f"width: {draw(st.integers(55, 69))}")
    lines.append(f"section-length: {draw(st.sampled_from(('none', '100', '40', '30')))}")
    lines.append(f"strict-wire: {draw(st.sampled_from(('yes', 'no')))}")
    lines += ["---", ""]
    planted: list[int] = []
    for n in range(draw(st.sampled_from((1, 2, 3, 4, 9)))):
        _paragraph(draw, level, lines, planted, quiet=n > 3)
    return Planted("\n".join(lines) + "\n", frozenset(planted))


def _mostly(known: tuple[str, ...]) -> st.SearchStrategy[str]:
    """The first, which is an ordinary one, three times in four."""
    return st.one_of(*[st.just(known[0])] * 3, st.sampled_from(known))


def _some(draw: st.DrawFn, key: str, known: tuple[str, ...]) -> list[str]:
    found = draw(st.lists(st.sampled_from(known), max_size=3, unique=True))
    return [f"{key}:", *(f"- {one}" for one in found)] if found else []


def _paragraph(draw: st.DrawFn, level: str, lines: list[str], planted: list[int], *, quiet: bool) -> None:
    plant, plain = st.sampled_from(PLANTS), st.sampled_from(PLAIN)
    how = draw(st.integers(1 if quiet else 0, 19))
    if how == 0:
        lines.append(f"## {draw(plant)}")
        planted.append(len(lines))
    elif how < 5:
        lines.append(f"## {draw(st.sampled_from(_HEADS))}")
    mark = {
        "UNCLASSIFIED": ("", "(U) ", "(SBU) "),
        "CONFIDENTIAL": ("(C) ", "(C/NF) ", "(U) "),
        "SECRET": ("(S) ", "(C) "),
    }[level]
    lines.append(draw(st.sampled_from(mark)) + draw(plain))
    for _ in range(draw(st.integers(0, 7))):
        where = draw(st.integers(6 if quiet else 0, 29))
        if where == 0:
            lines.append(draw(plant))
            planted.append(len(lines))
        elif where < 5:
            lines.append(f"{draw(plain)} {draw(plant)} {draw(plain)}")
            planted.append(len(lines))
        elif where == 5:
            lines.append(f"- {draw(plain)} {draw(plant)}")
            planted.append(len(lines))
        else:
            lines.append(draw(plain))
    lines.append("")
