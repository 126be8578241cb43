"""What the tests of the rules share: a clean telegram, one change in it, and the codes a room's rules give."""

from __future__ import annotations

from cablegram.findings.base import RULES, Finding, Scan
from cablegram.findings.mending import mend
from cablegram.findings.rules import load
from cablegram.telegram.reader import parse
from tests.real_data import SAMPLES

# A clean telegram of the wire form, invented; every line of the header is there.
WIRE = """VZCZCXRO4410
PP RUEHDBU RUEHFL RUEHLA
DE RUEHFR #2217/01 0661540
ZNY CCCCC ZZH
P R 071540Z MAR 07
FM AMEMBASSY PARIS
TO RUEHC/SECSTATE WASHDC PRIORITY 5519
INFO RUEHLO/AMEMBASSY LONDON 8830
RUCNMEM/EU MEMBER STATES COLLECTIVE
XMT AMEMBASSY BRUSSELS
BT
C O N F I D E N T I A L SECTION 01 OF 03 PARIS 002217

SIPDIS

STATE FOR EUR/WE AND INR/EUC

E.O. 12958: DECL: 03/07/2017
TAGS: PREL, PGOV, ECON, FR
SUBJECT: HARBOUR DUES AND THE PRICE OF SALT

REF: A. PARIS 1501
     B. STATE 8123 (NOTAL)

Classified By: Econ Counselor Jane Doe for reasons 1.4 (b) and (d).

1. (C) The ministry will answer REF A in May. The salt makers
want more time and have said so in REF B.

PARIS 00002217  002 OF 003

2. (U) The dues are unchanged. Nothing else is known of them.

PARIS 00002217  003 OF 003

3. (SBU) The next report follows in June, as agreed with all.

DOE
BT
#2217
NNNN
"""

# A clean telegram of the archive page form, invented.
PAGE = """CONFIDENTIAL
PAGE 01        LUSAKA  00817  121455Z
ACTION AF-10
INFO  OCT-01  EUR-12  ISO-00  NSC-05  /028 W
------------------081134 121502Z /46
R 121320Z APR 78
FM AMEMBASSY LUSAKA
TO SECSTATE WASHDC 4410
C O N F I D E N T I A L LUSAKA 0817
E.O. 11652: GDS
TAGS: PFOR, ZA
SUBJECT: STRIKE AT THE COPPER WORKS
REF: STATE 90112
1. THE MEN HAVE STAYED OUT SINCE APRIL 5 OVER WITHDRAWAL OF THE
MEAL ALLOWANCE, AND NOBODY KNOWS WHEN THE WORKS WILL OPEN.
CONFIDENTIAL
CONFIDENTIAL
PAGE 02        LUSAKA  00817  121455Z
2. THE FOUNDRY HAS COKE FOR NINE DAYS AND WILL THEN HAVE NONE.
DOE
CONFIDENTIAL
NNNN
"""


def changed(text: str, *pairs: tuple[str, str]) -> str:
    """The text with the first of each old words made new; the old ones must be there."""
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def found(text: str, codes: frozenset[str]) -> list[Finding]:
    """The findings of some rules, in the order of the text; their spans and edits lie in it."""
    load()
    scan = Scan(parse(text))
    findings = [finding for code in sorted(codes) for finding in RULES[code].check(scan)]
    for finding in findings:
        assert 0 <= finding.start < finding.end <= len(text)
        assert finding.message == finding.message.strip() != ""
        assert all(0 <= edit.start <= edit.end <= len(text) for edit in finding.edits)
        assert (finding.safety is None) == (not finding.edits)
    return sorted(findings, key=lambda finding: (finding.start, finding.code))


def told(text: str, codes: frozenset[str]) -> list[tuple[str, str]]:
    """Code and exact words of each finding."""
    return [(finding.code, text[finding.start : finding.end]) for finding in found(text, codes)]


def mended(text: str, codes: frozenset[str], up_to: str = "safe") -> str:
    """The text with the mends of some rules made; mending it again must change nothing."""
    done = mend(parse(text), up_to=up_to, codes=codes)  # type: ignore[arg-type]
    assert mend(done.telegram, up_to=up_to, codes=codes).mends == ()  # type: ignore[arg-type]
    return done.text


def clean_samples() -> list[tuple[str, str]]:
    """The sample telegrams but the damaged one, by name."""
    return [
        (path.stem, path.read_bytes().decode("utf-8"))
        for path in sorted(SAMPLES.glob("*.txt"))
        if path.stem != "08MONTEVIDEO1906"
    ]
