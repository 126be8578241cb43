"""The small words of positions keep their form, and every use that the code asks for is in the table."""

from __future__ import annotations

import re

from cablegram.tables import rows
from cablegram.tables.clause_words import clause_phrases, clause_words
from tests.real_data import ROOT

_ASKED = re.compile(r"clause_(?:words|phrases)\(([^)]*)\)")


def test_rows() -> None:
    found = rows("clause_words")
    pairs = [(row["word"], row["use"]) for row in found]
    assert len(pairs) == len(set(pairs))
    assert all(row["source"] and row["word"] == row["word"].lower().strip() for row in found)
    uses = [row["use"] for row in found]
    assert uses == sorted(uses)


def test_every_use_asked_for_is_there_and_none_besides() -> None:
    asked: set[str] = set()
    for path in (ROOT / "src" / "cablegram" / "positions").rglob("*.py"):
        for call in _ASKED.findall(path.read_text(encoding="utf-8")):
            asked |= set(re.findall(r'"([a-z-]+)"', call))
    there = {row["use"] for row in rows("clause_words")}
    assert asked - there == set()
    assert there - asked == set()


def test_a_use_that_is_not_there_is_empty() -> None:
    assert clause_words("no-such-use") == frozenset()


def test_phrases_are_in_one_order_the_longest_first() -> None:
    found = clause_phrases("time-scope")
    assert {" ".join(phrase) for phrase in found} == clause_words("time-scope")
    assert found == tuple(sorted(found, key=lambda one: (-len(one), one)))


def test_counts_of_rules_are_numbers() -> None:
    assert len(rows("item_rules")) >= 50
    for row in rows("item_rules"):
        assert int(row["right"]) + int(row["wrong"]) > 0
        assert row["kind"] in ("position", "expectation", "deadline", "action")
        assert row["source"]
