"""Krippendorff's alpha, and which items of two readers are one."""

from __future__ import annotations

from typing import Any

import pytest

from cablegram.positions.records import Position
from cablegram.reports.agreement import Coded, alpha, paired

# The worked example of Krippendorff's "Computing Krippendorff's Alpha-Reliability" (2011): twelve units, four readers.
READERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
UNITS = list(zip(*READERS, strict=True))


def test_alpha_of_the_worked_example() -> None:
    assert alpha(UNITS, "nominal") == pytest.approx(0.743, abs=0.0005)
    assert alpha(UNITS, "ordinal", (1, 2, 3, 4, 5)) == pytest.approx(0.815, abs=0.0005)


def test_alpha_at_its_ends() -> None:
    assert alpha([(1, 1), (2, 2)], "nominal") == 1.0
    assert alpha([(1, 2), (2, 1)], "nominal") == pytest.approx(-0.5)
    assert alpha([(1, 1), (1, 1)], "nominal") is None
    assert alpha([(1, None), (None, 2)], "nominal") is None
    assert alpha([], "ordinal", (1, 2)) is None


def test_the_nearer_the_values_the_less_is_lost() -> None:
    near = alpha([(1, 2), (2, 2), (3, 3), (5, 5)], "ordinal", (1, 2, 3, 4, 5))
    far = alpha([(1, 5), (2, 2), (3, 3), (5, 5)], "ordinal", (1, 2, 3, 4, 5))
    assert near is not None
    assert far is not None
    assert 1 > near > far


def coded(
    start: int, end: int, *, holder: str = "Peru", words: str = "the new toll", stance: Any = "oppose", **fields: Any
) -> Coded:
    return Coded(
        fields.pop("cable", "A1"),
        Position(
            paragraph=1, start=start, end=end, quote="x", holder=holder, holder_mention=holder,
            target=fields.pop("target", words), target_mention=words, stance=stance, **fields,
        ),
    )  # fmt: skip


ONE = coded(10, 30)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (coded(10, 30), True),
        (coded(28, 40), False),  # less than a tenth of both
        (coded(25, 40), True),
        (coded(10, 30, holder="PERU", words="a toll"), True),
        (coded(10, 30, holder="Chile"), False),
        (coded(10, 30, words="the dam"), False),
        (coded(10, 30, words="the dam", target="the new toll"), True),
        (coded(10, 30, cable="B2"), False),
        (coded(10, 30, stance="support"), True),
    ],
)
def test_which_are_one(other: Coded, same: bool) -> None:
    pairs = paired([ONE], [other])
    assert (len(pairs) == 1) is same
    assert pairs[0].agreed is (same and other.position.stance == "oppose")


def test_each_is_in_one_pair_and_the_likest_go_together() -> None:
    ones = [coded(10, 30), coded(10, 30, stance="support")]
    others = [coded(10, 30, stance="support"), coded(12, 30), coded(90, 99)]
    found = [
        (pair.one and pair.one.position.stance, pair.other and pair.other.position.start)
        for pair in paired(ones, others)
    ]
    assert sorted(found, key=repr) == sorted([("support", 10), ("oppose", 12), (None, 90)], key=repr)
    assert found[-1] == (None, 90)
