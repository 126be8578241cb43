"""TAGS lines, joined, doubled and damaged (reference 1.11, 5)."""

from __future__ import annotations

import pytest

import cablegram

CASES = [
    ("PREL, PGOV, FR", "PREL|PGOV|FR", "commas"),
    ("PREL,PGOV;FR", "PREL|PGOV|FR", "no blanks"),
    ("PREL/PGOV/FR", "PREL|PGOV|FR", "slashes"),
    ("PREL.PGOV. FR.", "PREL|PGOV|FR", "full stops"),
    ("prel, pgov, fr", "PREL|PGOV|FR", "small letters"),
    ("PREL PREL PGOV FR FR", "PREL|PGOV|FR", "listed once"),
    ("PRELPGOVFR", "PREL|PGOV|FR", "run together"),
    ("IZPREL", "IZ|PREL", "country first"),
    ("PRELNATO", "PREL|NATO", "run together with a body"),
    ("PARMKNNP IAEAMNUC", "PARM|KNNP|IAEA|MNUC", "two such runs"),
    ("PREL PRE L PGO V", "PREL|PGOV", "blank inside a code"),
    ("PGOVV PERL", "PGOV|PREL", "doubled and transposed letters"),
    ("PERL PGVO", "PREL|PGOV", "damaged codes side by side"),
    ('"PREL" [PGOV]', "PREL|PGOV", "quotes and brackets"),
    ("PREL (U) FR", "PREL|FR", "a portion mark is no code"),
    ("PREL PGOV SIPDIS", "PREL|PGOV", "a caption is no code"),
    ("PREL AND PGOV & FR", "PREL|PGOV|FR", "words between"),
    ("PREL, PGOV, &#x000A;FR", "PREL|PGOV|FR", "entity left over"),
    ("N/A", "", "none"),
    ("OVIP (CLINTON, HILLARY), PREL", "OVIP|CLINTON, HILLARY|PREL", "a person in brackets"),
    ("CASC (DOE JOHN)", "CASC|DOE, JOHN", "the comma lost in brackets"),
    ("OVIP MERKEL ANGELA PREL", "OVIP|MERKEL, ANGELA|PREL", "brackets and comma lost"),
    ("OVIP MERKEL ANGELA ROE JANE", "OVIP|MERKEL, ANGELA|ROE, JANE", "two persons"),
    ("KMDR MEDIA REACTION", "KMDR|MEDIA REACTION", "free words stay together"),
    ("PREL, UNGA/C-3, G-8", "PREL|UNGA/C-3|G-8", "signs that belong to a code"),
    ("EAIR, EL AL, AER LINGUS, IS", "EAIR|EL AL|AER LINGUS|IS", "bodies of two words"),
    ("PGOV, ZANU-PF, BA'ATH", "PGOV|ZANU-PF|BA'ATH", "hyphen and apostrophe"),
    ("PFOR, PINT, OVIP, (KISSINGER, HENRY A)", "PFOR|PINT|OVIP|KISSINGER, HENRY A", "codes of the 1970s"),
    ("ECON EFIN\nEAGR FR\nSUBJECT: X", "ECON|EFIN|EAGR|FR", "second line of codes"),
    ("PREL, FR SUBJECT: X", "PREL|FR", "label in mid-line"),
]


@pytest.mark.parametrize(("value", "expected", "why"), CASES)
def test_tags(value: str, expected: str, why: str) -> None:
    cable = cablegram.parse(f"E.O. 12958: N/A\nTAGS: {value}\n", year=2007)
    assert [tag.code for tag in cable.tags] == [code for code in expected.split("|") if code], why
    for tag in cable.tags:
        assert 0 <= tag.start < tag.end <= len(cable.text)
