"""T356: a long telegram without a summary."""

from __future__ import annotations

import pytest

import cablegram

_HEAD = "VZCZCXRO1234\nPP RUEHC\nDE RUEHNY #1247 0661540\nZNR UUUUU ZZH\nP 071540Z MAR 07\nFM AMEMBASSY OSLO\nTO RUEHC/SECSTATE WASHDC 1\nUNCLAS OSLO 001247\n\nE.O. 12958: N/A\nTAGS: PREL, NO\nSUBJECT: FISH\n\n"
_LINE = "The ministry sees no reason to change the text before the summer.\n"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("1. " + _LINE * 120, True),  # about seven pages, no summary
        ("1. SUMMARY: " + _LINE + "END SUMMARY.\n\n2. " + _LINE * 120, False),  # it has one
        ("1. " + _LINE * 20, False),  # short
    ],
)
def test_summary_absent(body: str, found: bool) -> None:
    cable = cablegram.parse(_HEAD + body)
    codes = [finding.code for finding in cablegram.check(cable)]
    assert ("T356" in codes) is found


def test_a_fragment_may_have_lost_it() -> None:
    assert "T356" not in [finding.code for finding in cablegram.check(cablegram.parse("5. (C) " + _LINE * 200))]
