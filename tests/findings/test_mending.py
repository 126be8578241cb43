"""Mends made and left undone, each by itself."""

from __future__ import annotations

import pytest

from cablegram.findings import Mend, check, mend
from cablegram.reading import read_all
from cablegram.samples import HERO, sample_path, sample_rows
from cablegram.telegram import parse

NAMES = [row["name"] for row in sample_rows()]


def _undone(one: Mend) -> frozenset[tuple[str, int]]:
    return frozenset({(one.code, one.start)})


@pytest.mark.parametrize("name", NAMES)
def test_a_mend_can_be_left_undone(name: str) -> None:
    for telegram in read_all(sample_path(name)):
        made = mend(telegram).mends
        for one in made:
            left = mend(telegram, without=_undone(one)).mends
            assert (one.code, one.start) not in {(other.code, other.start) for other in left}
        assert mend(telegram, without=frozenset((one.code, one.start) for one in made)).text == telegram.text


def test_the_others_are_made_as_before() -> None:
    (telegram,) = read_all(sample_path(HERO))
    made = mend(telegram).mends
    one = next(mended for mended in made if mended.code == "T316")
    assert [other for other in made if other != one] == list(mend(telegram, without=_undone(one)).mends)
    assert one in mend(telegram).mends


def test_what_several_edits_mend_together_is_left_together() -> None:
    telegram = parse("1. (C) ONE\r\nTWO\nTHREE\nFOUR\nFIVE\r\nSIX.\n")
    finding = next(found for found in check(telegram) if len(found.edits) == 2)
    last = finding.edits[-1]
    assert "\r" not in mend(telegram).text
    left = mend(telegram, without=frozenset({(finding.code, last.start)}))
    assert left.text == telegram.text


def test_what_was_not_mended_changes_nothing() -> None:
    telegram = parse("1. (C) THE MINISTER SAID YES.\n")
    assert mend(telegram, without=frozenset({("T301", 0)})) == mend(telegram)
