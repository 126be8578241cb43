"""A peer's 354 parsing cases through the public API: at least 90 % agree, and each other has its reason."""

from __future__ import annotations

import csv
from collections import Counter
from typing import Any, NamedTuple

import pytest

from tests.peer_cases import agrees, answer
from tests.real_data import ROOT, needs_shared, rows

LISTED = ROOT / "tests" / "data" / "peer-disagreements.csv"


class Outcome(NamedTuple):
    """All cases put once."""

    cases: list[dict[str, Any]]
    wrong: dict[str, str]

    def counts(self) -> str:
        every = Counter(case["field"] for case in self.cases)
        wrong = Counter(case["field"] for case in self.cases if case["id"] in self.wrong)
        return ", ".join(f"{field} {count - wrong[field]}/{count}" for field, count in sorted(every.items()))


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    cases = list(rows("peer-cases/dev.jsonl"))
    wrong = {}
    for case in cases:
        found = answer(case["field"], case["input"])
        if not agrees(case["field"], case["expected"], found):
            expected = case["expected"]
            wrong[case["id"]] = f"{case['input']!r}\n    expected {expected!r}\n    found    {found!r}"
    return Outcome(cases, wrong)


def _listed() -> dict[str, dict[str, str]]:
    with open(LISTED, encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@needs_shared
def test_at_least_nine_in_ten_agree(outcome: Outcome, capsys: pytest.CaptureFixture[str]) -> None:
    agreed = len(outcome.cases) - len(outcome.wrong)
    counts = f"{agreed} of {len(outcome.cases)} agree: {outcome.counts()}"
    with capsys.disabled():
        print(f"\npeer cases: {counts}")
    assert len(outcome.cases) == 354
    assert agreed >= 0.9 * len(outcome.cases), counts


@needs_shared
def test_every_disagreement_is_listed_with_its_reason(outcome: Outcome) -> None:
    """A new one fails here; one that was mended may stay listed."""
    new = {name: what for name, what in outcome.wrong.items() if name not in _listed()}
    assert not new, "\n".join(f"{name}: {what}" for name, what in new.items())


@needs_shared
def test_the_list_names_cases_that_exist(outcome: Outcome) -> None:
    fields = {case["id"]: case["field"] for case in outcome.cases}
    for name, row in _listed().items():
        assert fields.get(name) == row["field"], name


def test_the_list_gives_a_reason_each() -> None:
    for name, row in _listed().items():
        assert len(row["reason"].split()) >= 5, name
