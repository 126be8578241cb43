"""The whole ledger, and questions to it."""

from __future__ import annotations

import os
import random
import subprocess
import sys

import pytest

import cablegram
from cablegram.ledger import Source, between, ledger, told_in
from cablegram.positions.records import Stated
from tests.ledger.telling import told
from tests.real_data import ROOT, SHARED, needs_shared

ROWS = [
    told("Peru", "support", "the toll"),
    told("Chile", "oppose", "the toll", at=40),
    told("Peru", "support", "a ferry", at=80),
    told("Chile", "lean_support", "a ferry", at=120),
    told("Peru", "oppose", "the dam", at=160),
    told("Chile", "neutral", "the dam", at=200),
    told("Chile", "oppose", "a lock", at=240),
]
TOLL = ledger(ROWS[:1]).options[0].id


def test_on_what_two_agree_and_differ() -> None:
    book = ledger(ROWS)
    found = [(book.option(one.option).name, one.how) for one in between(book, "peru", "Chile")]
    assert found == [("toll", "differ"), ("dam", "apart"), ("ferry", "agree"), ("lock", "silent")]
    silent = between(book, "Peru", "Chile")[-1]
    assert silent.first is None
    assert silent.second is not None
    assert between(book, "Nobody", "Noone") == []
    with pytest.raises(KeyError):
        book.option("opt-none")


def test_up_to_a_day() -> None:
    later = told("Peru", "oppose", "the toll", cable="07LIMA2", date="2007-06-01")
    assert ledger([*ROWS, later], "2007-03-01").of("Peru")[TOLL].stance == "support"
    assert ledger([*ROWS, later]).of("Peru")[TOLL].stance == "oppose"


def test_what_readers_differ_on_is_left_out() -> None:
    stated = Stated(cable="x", positions=(ROWS[0].position, told("Chile", "oppose", "x", optional=True).position))
    source = Source("doc", "x")
    assert [one.position.holder for one in told_in(source, stated)] == ["Peru"]
    assert len(told_in(source, stated, optional=True)) == 2


def test_the_order_is_no_matter() -> None:
    wanted = ledger(ROWS)
    for seed in range(3):
        rows = list(ROWS)
        random.Random(seed).shuffle(rows)
        assert ledger(rows) == wanted


_EACH = """
import random, sys
from cablegram.ledger import ledger
from tests.ledger.telling import told
chance = random.Random(7)
rows = []
for number in range(120):
    name = "".join(chance.choice("bdfgklmnprstv") + chance.choice("aeiou") for _ in range(4)).title()
    first = chance.choice(["northern", "wooden", "disputed"])
    thing = first + " " + chance.choice(["grain store", "coast road", "ferry line", "ice barrier", "river gauge"])
    for at, act in enumerate(chance.sample(["closure", "extension", "survey", "taxation", "renewal"], 4)):
        target = f"the {act} of the {name} {thing}"
        rows.append(told("Peru", "support", target, cable=f"07LIMA{number}", subject=f"{name} TALKS", at=60 * at))
sys.stdout.write(repr(ledger(rows)))
"""


def test_the_same_in_every_process() -> None:
    """The order of a set of words differs from process to process, and with it a sum's last digit; the ledger does not."""
    found = set()
    for seed in ("1", "2", "3"):
        run = subprocess.run(
            [sys.executable, "-c", _EACH],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        found.add(run.stdout)
    (only,) = found
    assert only.count(b"Issue(") > 50


@needs_shared
def test_the_founding_cable_as_the_guideline_says() -> None:
    """Section 9: France on the charter is mixed and acquiesces, as three sentences of the cable have it."""
    cable = cablegram.read(SHARED / "seed" / "07PARIS4514.txt")
    source = Source("doc", cable.mrn or "", "2007-11-16", cable.origin or "", cable.subject or "", ("OSCE", "FR"))
    book = ledger(told_in(source, cablegram.positions(cable)))
    (row,) = (row for row in book.rows if row.holder == "France" and row.mixed)
    assert (row.stance, row.acquiesces) == ("neutral", True)
    assert set(row.sides) == {"lean_oppose", "neutral", "lean_support"}
    for option in book.options:
        for one in option.told:
            assert cable.text[one.position.start : one.position.end] == one.position.quote
