"""An invented twin of the founding cable: a capital's views of a coming conference. Every actor in it, right."""

from __future__ import annotations

from pathlib import Path

import pytest

import cablegram
from cablegram.actors.finding import find
from cablegram.actors.records import Found

TEXT = (Path(__file__).parent / "twin.txt").read_text(encoding="utf-8")
EXPECTED = {
    "Norway": {"NORWAY", "Norwegian", "Norway", "GON", "Norwegians"},
    "Denmark": {"Danish"},
    "Iceland": {"Iceland"},
    "Portugal": {"Portugal"},
    "Russia": {"Moscow"},
    "China": {"Beijing"},
    "United States": {"U.S."},
    "Ministry of Foreign Affairs (Norway)": {"MFA"},
    "Embassy of the United States, Oslo": {"AMEMBASSY OSLO"},
    "Department of State (United States)": {"SECSTATE WASHDC"},
    "Embassy of the United States, Lisbon": {"AMEMBASSY LISBON"},
    "African Union": {"African Union"},
    "United Nations Security Council": {"Security"},  # its second word stands on the next line, in quote_more
    "Council of Europe": {"Council of Europe"},
    "North Atlantic Treaty Organization": {"NATO"},
    "European Union": {"EU"},
    "United Nations": {"UN"},
    "Sverre Haugdal": {"Haugdal"},
    "Brannigan": {"BRANNIGAN"},
}


@pytest.fixture(scope="module")
def found() -> Found:
    return find(cablegram.parse(TEXT))


@pytest.mark.parametrize("name", EXPECTED)
def test_who_is_named(found: Found, name: str) -> None:
    words = {mention.quote for mention in found.mentions if mention.actor == name}
    assert words >= EXPECTED[name], words
