"""Positions of sentences as bulletins of negotiations write them (invented): lists, coalitions, several speakers in one."""

from __future__ import annotations

import pytest

from cablegram.positions.finding import stated
from cablegram.telegram.reader import parse

CASES = [
    ("JAPAN, supported by CANADA and NORWAY, opposed deleting the paragraph.",
     {("Japan", "-"), ("Canada", "-"), ("Norway", "-")}),
    ("The EU called for an ambitious mandate, while CHINA preferred voluntary measures.", {("European Union", "+"), ("China", "+")}),
    ("BRAZIL, for the G-77/CHINA, cautioned against duplicating work under the Convention.", {("Group of 77 and China", "-")}),
    ("AUSTRALIA, CANADA and the US supported the proposal, with INDIA and BRAZIL opposing.",
     {("Australia", "+"), ("Canada", "+"), ("United States", "+"), ("India", "-"), ("Brazil", "-")}),
    ("SWITZERLAND stressed the need for transparency.", {("Switzerland", "+")}),
    ("MEXICO proposed, and NORWAY opposed, a reference to trade.", {("Mexico", "+"), ("Norway", "-")}),
    ("The RUSSIAN FEDERATION questioned the need for a new body.", {("Russia", "-")}),
    ("SAUDI ARABIA could not accept the paragraph.", {("Saudi Arabia", "-")}),
    ("TUVALU, for AOSIS, urged parties to adopt the amendment.", {("Alliance of Small Island States", "+")}),
    ("SOUTH AFRICA said the text should refer to equity.", {("South Africa", "+")}),
    ("KENYA expressed concern about the lack of funds.", {("Kenya", "-")}),
    ("Opposed by CUBA and VENEZUELA, the US suggested deleting the list.",
     {("Cuba", "-"), ("Venezuela", "-"), ("United States", "+")}),
    ("ARGENTINA and CHILE favored retaining the original text.", {("Argentina", "+"), ("Chile", "+")}),
    ("NEW ZEALAND, opposed by IRAN, requested deletion of the brackets.", {("New Zealand", "+"), ("Iran", "-")}),
    ("The EU and NORWAY, opposed by the US, supported a legally-binding instrument.",
     {("European Union", "+"), ("Norway", "+"), ("United States", "-")}),
    ("INDIA emphasized technology transfer.", {("India", "+")}),
    ("INDIA agreed with CHINA that funding should be additional.", {("India", "+"), ("China", "+")}),
    ("MALAYSIA rejected the suggestion by the US to close the list.", {("Malaysia", "-"), ("United States", "+")}),
    ("COLOMBIA welcomed the report.", {("Colombia", "+")}),
    ("EGYPT preferred retaining the text, but could accept the amendment.", {("Egypt", "+")}),
    ("TURKEY noted that it could not join consensus on the decision.", {("Turkey", "-")}),
    ("On the preamble, the REPUBLIC OF KOREA supported deleting the reference.", {("South Korea", "+")}),
    ("UGANDA lamented the absence of a work programme.", {("Uganda", "-")}),
    ("The US reiterated its opposition to a new fund.", {("United States", "-")}),
    ("PERU's proposal to include forests was supported by BOLIVIA.", {("Peru", "+"), ("Bolivia", "+")}),
    ("THAILAND, INDONESIA and others called for a moratorium.", {("Thailand", "+"), ("Indonesia", "+")}),
]  # fmt: skip
_SIGNS = {"support": "+", "lean_support": "+", "neutral": "0", "lean_oppose": "-", "oppose": "-"}


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[case[0][:50] for case in CASES])
def test_who_is_for_and_who_against(text: str, wanted: set[tuple[str, str]]) -> None:
    found = stated(parse(text)).positions
    assert {(one.holder, _SIGNS[one.stance]) for one in found if not one.optional} == wanted
    for one in found:
        assert text[one.start : one.end] == one.quote
