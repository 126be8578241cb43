"""How far two readers agree: which of their items are the same, and Krippendorff's alpha of what they say of these.

Alpha is 1 minus observed by expected disagreement, over the pairs of values that units have (Krippendorff, Content Analysis,
chapter 12); a unit that one reader did not value is left out of its pairs. The distance of ordered values counts how many
values lie between them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import Literal

from msgspec import Struct

from cablegram.positions.records import Position

Level = Literal["nominal", "ordinal"]
_EMPTY = frozenset(
    ("the", "a", "an", "of", "to", "in", "on", "for", "and", "or", "nor", "its", "their", "his", "her", "this", "that")
)
_OVERLAP = 0.1  # of the joint extent of two quotes (guideline, section 13)
_WORDS = 0.5  # of the words of two targets


class Coded(Struct, frozen=True):
    """A position that somebody coded in a cable."""

    cable: str
    position: Position


class Pair(Struct, frozen=True):
    """What two readers coded at one place of one holder on one target; one of them may have nothing."""

    one: Coded | None
    other: Coded | None

    @property
    def agreed(self) -> bool:
        """Whether both have it with the same stance."""
        return (
            self.one is not None and self.other is not None and self.one.position.stance == self.other.position.stance
        )


def alpha(units: Sequence[Sequence[Hashable | None]], level: Level, order: Sequence[Hashable] = ()) -> float | None:
    """Krippendorff's alpha of units, each with the value of every reader (``None``: none).

    ``order`` is that of ordered values. ``None`` where no unit has two values, or all values are one, so that nothing can be
    told.
    """
    together: Counter[tuple[Hashable, Hashable]] = Counter()
    weights: dict[tuple[Hashable, Hashable], float] = defaultdict(float)
    for unit in units:
        values = [value for value in unit if value is not None]
        if len(values) < 2:
            continue
        for k, one in enumerate(values):
            for at, other in enumerate(values):
                if k != at:
                    weights[one, other] += 1 / (len(values) - 1)
                    together[one, other] += 1
    totals: dict[Hashable, float] = defaultdict(float)
    for (one, _), weight in weights.items():
        totals[one] += weight
    number = sum(totals.values())
    distance = _distance(level, totals, order)
    expected = sum(totals[a] * totals[b] * distance(a, b) for a in totals for b in totals)
    if number < 2 or not expected:
        return None
    observed = sum(weight * distance(a, b) for (a, b), weight in weights.items())
    return 1 - (number - 1) * observed / expected


def _distance(
    level: Level, totals: dict[Hashable, float], order: Sequence[Hashable]
) -> Callable[[Hashable, Hashable], float]:
    if level == "nominal":
        return lambda a, b: float(a != b)
    ranks = {value: at for at, value in enumerate(order)}
    ordered = sorted(totals, key=lambda value: ranks[value])
    place = {value: at for at, value in enumerate(ordered)}

    def between(a: Hashable, b: Hashable) -> float:
        first, last = sorted((place[a], place[b]))
        inside = sum(totals[value] for value in ordered[first : last + 1])
        return (inside - (totals[a] + totals[b]) / 2) ** 2

    return between


def paired(ones: Sequence[Coded], others: Sequence[Coded]) -> list[Pair]:
    """The items of two readers side by side, in the order of the texts: the same place, holder and target are one (guideline,
    section 13, without the sign, which is what is compared)."""
    found = []
    for k, one in enumerate(ones):
        for at, other in enumerate(others):
            like = _like(one, other)
            if like:
                found.append((-like, k, at))
    left, right = set(range(len(ones))), set(range(len(others)))
    pairs = []
    for _, k, at in sorted(found):
        if k in left and at in right:
            left.discard(k)
            right.discard(at)
            pairs.append(Pair(ones[k], others[at]))
    pairs += [Pair(ones[k], None) for k in left]
    pairs += [Pair(None, others[at]) for at in right]
    return sorted(pairs, key=_place)


def _place(pair: Pair) -> tuple[str, int, int, str, bool]:
    one = pair.one or pair.other
    assert one is not None
    return one.cable, one.position.start, one.position.end, one.position.holder, pair.one is None


def _like(one: Coded, other: Coded) -> float:
    """How far two items are one, 0 where they are not."""
    a, b = one.position, other.position
    if one.cable != other.cable or a.holder.casefold() != b.holder.casefold():
        return 0.0
    shared = min(a.end, b.end) - max(a.start, b.start)
    extent = shared / (max(a.end, b.end) - min(a.start, b.start))
    words, more = _words(a.target_mention), _words(b.target_mention)
    target = len(words & more) / max(len(words), len(more), 1)
    if extent < _OVERLAP or (target < _WORDS and a.target != b.target):
        return 0.0
    return extent + target + (a.stance == b.stance) / 2


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", text.casefold())) - _EMPTY
