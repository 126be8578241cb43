"""No five words of a development text stand in the package: rules are made for the language, not for a cable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.positions import SEED

from tests.real_data import ROOT, needs_shared, rows

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_RUN = 5
# Runs that are plain English or the trade's and stand in thousands of texts.
_PLAIN = frozenset(
    {
        "united nations security council resolution",
    }
)


def _runs(text: str) -> Iterator[str]:
    words = _WORD.findall(text.lower().replace("’", "'"))
    for at in range(len(words) - _RUN + 1):
        yield " ".join(words[at : at + _RUN])


def _development() -> set[str]:
    wanted = {row["cable"] for row in rows("positions-gold/dev.jsonl")}
    found: set[str] = set()
    for row in rows("nara-cables/train.jsonl"):
        if row["id"] in wanted:
            found |= set(_runs(row["text"]))
    return found | set(_runs(SEED.read_text(encoding="utf-8")))


def _files() -> Iterator[Path]:
    source = ROOT / "src" / "cablegram"
    yield from sorted((source / "positions").rglob("*.py"))
    for name in ("stance_cues", "degree_words", "clause_words", "likelihood_words", "deadline_words", "act_words"):
        yield source / "tables" / "data" / f"{name}.csv"


@needs_shared
def test_no_five_words_of_a_development_cable() -> None:
    texts, files = _development(), list(_files())
    assert len(texts) > 5000
    assert len(files) > 40
    found = {
        (path.name, run)
        for path in files
        for line in path.read_text(encoding="utf-8").splitlines()
        for run in _runs(line)
        if run in texts and run not in _PLAIN
    }
    assert found == set()
