"""Ten invented cables on one negotiation over three months: every change and contradiction is found, and no other."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cablegram.cli.ledger_files import source_of
from cablegram.ledger import Ledger, Row, Source, ledger, told_in
from cablegram.ledger.calendar import calendar, due_in, taken_in
from cablegram.positions.finding import stated
from cablegram.positions.records import Stated
from cablegram.reading import read_all

FOLDER = Path(__file__).parent / "herring"
TRUTH: dict[str, Any] = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))

TARGETS = sorted({row[1] for row in TRUTH["rows"]})


@cache
def cables() -> tuple[tuple[Source, Stated, str], ...]:
    found = [(path, telegram) for path in sorted(FOLDER.glob("*.txt")) for telegram in read_all(path)]
    return tuple((source_of(one, path.stem), stated(one), one.text) for path, one in found)


@cache
def book() -> Ledger:
    return ledger(one for source, found, _ in cables() for one in told_in(source, found))


def known_as(option: str) -> set[str]:
    return {" ".join(words.split()) for words in book().option(option).wordings}


def rows_of(holder: str, words: str) -> list[Row]:
    return [row for row in book().rows if row.holder == holder and any(words in one for one in known_as(row.option))]


def test_the_cables_are_many_and_plainly_invented() -> None:
    assert len(cables()) >= 8
    assert all("invented specimen" in text for _, _, text in cables())
    dates = sorted(source.date for source, _, _ in cables())
    assert (dates[0][:7], dates[-1][:7]) == ("2005-03", "2005-05")


@pytest.mark.parametrize("kind", ["change", "contradiction"])
def test_all_are_found_and_no_other(kind: str) -> None:
    found = []
    for one in book().findings:
        if one.kind == kind:
            (words,) = (words for words in TARGETS if any(words in each for each in known_as(one.option)))
            found.append([one.holder, words, one.first.source.cable, one.second.source.cable])
    assert sorted(found) == sorted(TRUTH[f"{kind}s"])


def test_where_everybody_stands() -> None:
    for holder, words, stance in TRUTH["rows"]:
        (row,) = rows_of(holder, words)
        assert ("mixed" if row.mixed else row.stance) == stance, (holder, words)


def test_each_option_is_one() -> None:
    for words in TARGETS:
        assert len({o.id for o in book().options if any(words in one for one in o.wordings)}) == 1, words


def test_every_quote_is_its_words() -> None:
    texts = {source.document: text for source, _, text in cables()}
    for row in book().rows:
        for one in (*row.told, *row.before):
            p = one.position
            assert texts[one.source.document][p.start : p.end] == p.quote


def test_what_falls_due() -> None:
    due = [one for source, found, _ in cables() for one in due_in(source, found)]
    taken = [one for source, found, _ in cables() for one in taken_in(source, found)]
    found = [[one.type, one.date, one.lapses] for one in calendar(due, taken)]
    assert sorted(found) == sorted(TRUTH["due"])
