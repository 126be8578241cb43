"""The patterns of the grammar and the data tables say the same: what a table lists, the reader knows."""

from __future__ import annotations

import re

import pytest

import cablegram
from cablegram.tables import rows
from cablegram.telegram import patterns as p
from cablegram.telegram.blocks import ACTION, opening
from cablegram.telegram.body_lines import MARKER
from cablegram.telegram.marks import without_mark


@pytest.mark.parametrize("word", [row["word"] for row in rows("precedences") if row["word"] != "NIACT"])
def test_precedence_words(word: str) -> None:
    match = p.ADDRESSEE.match(f"AMEMBASSY OSLO {word} 1247")
    assert match
    assert match["precedence"] == word


@pytest.mark.parametrize("row", [r for r in rows("security_prosigns") if r["prosign"]], ids=lambda row: row["letters"])
def test_security_prosigns(row: dict[str, str]) -> None:
    assert p.SECURITY.match(f"{row['prosign']} {row['letters']} ZZH")


@pytest.mark.parametrize("signal", [row["signal"].split()[0] for row in rows("operating_signals")])
def test_operating_signals(signal: str) -> None:
    match = p.SECURITY.match(f"ZNY CCCCC {signal}")
    assert match
    assert signal in match["signals"]


@pytest.mark.parametrize("row", rows("stamps"), ids=lambda row: f"{row['name']} {row['date']}")
def test_stamps(row: dict[str, str]) -> None:
    stamp = f"{row['name']} Declassified/Released US Department of State EO Systematic Review {row['date']}".strip()
    assert next(line.kind for line in cablegram.parse(f"{stamp}\n1. TEXT.").lines) == "stamp"


@pytest.mark.parametrize(
    "mark", [row["mark"] for row in rows("portion_marks") if "..." not in row["mark"] and row["mark"][-1] != "/"]
)
def test_portion_marks(mark: str) -> None:
    assert without_mark(f"({mark}) The minister")[0], mark


@pytest.mark.parametrize("row", [r for r in rows("block_markers") if r["opening"]], ids=lambda row: row["opening"])
def test_block_markers(row: dict[str, str]) -> None:
    words = re.sub(r"[(]?\\.\\.\\.[)]?", "", row["opening"]).strip().rstrip(":")
    assert opening(f"{words}: the text") or MARKER.match(words) or ACTION.search(words), words
