"""Two texts word by word: what they share and where they differ, in order.

Words in a row that stand once in each text hold the two together; between them the longest common row of words is
found. The cost grows with the length of the texts and of what differs, never with their product.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

_WORD = re.compile(r"\w+|[^\w\s]")
_ROW = 4  # words in a row that anchor the two texts
_LARGEST = 25_000_000  # pairs of words between two anchors that are compared

Match = tuple[int, int, int]  # start in the first, start in the second, length


def words(text: str) -> list[tuple[str, int, int]]:
    """Words and marks of a text with their places."""
    return [(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]


def matches(a: Sequence[str], b: Sequence[str]) -> list[Match]:
    """Rows of words that two texts share, in order, as long as can be."""
    numbers: dict[str, int] = {}
    first = [numbers.setdefault(word, len(numbers)) for word in a]
    second = [numbers.setdefault(word, len(numbers)) for word in b]
    pairs: list[tuple[int, int]] = []
    i = j = 0
    for x, y in (*_anchors(first, second), (len(first), len(second))):
        pairs += _between(first, second, i, x, j, y)
        if x < len(first):
            pairs.append((x, y))
        i, j = x + 1, y + 1
    found: list[Match] = []
    for x, y in pairs:
        if found and found[-1][0] + found[-1][2] == x and found[-1][1] + found[-1][2] == y:
            found[-1] = (found[-1][0], found[-1][1], found[-1][2] + 1)
        else:
            found.append((x, y, 1))
    return found


def _between(a: list[int], b: list[int], i: int, x: int, j: int, y: int) -> Iterator[tuple[int, int]]:
    """The pairs of equal words between two anchors."""
    if i >= x or j >= y:
        return
    while i < x and j < y and a[i] == b[j]:
        yield i, j
        i, j = i + 1, j + 1
    end = 0
    while i < x and j < y and a[x - 1] == b[y - 1]:
        x, y, end = x - 1, y - 1, end + 1
    if i < x and j < y and (x - i) * (y - j) <= _LARGEST:
        from rapidfuzz.distance import Indel

        for step in Indel.opcodes(a[i:x], b[j:y]):
            if step.tag == "equal":
                for k in range(step.src_end - step.src_start):
                    yield i + step.src_start + k, j + step.dest_start + k
    for k in range(end):
        yield x + k, y + k


def _anchors(a: list[int], b: list[int]) -> list[tuple[int, int]]:
    """Where rows of words begin that stand once in each text, as far as they come in the same order."""
    there = _once(b)
    common = [(place, there[row]) for row, place in _once(a).items() if row in there]
    common.sort()
    # The longest run of places that rise in the second text too.
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for k, (_, y) in enumerate(common):
        length = bisect_left(ends, y)
        before.append(at[length - 1] if length else -1)
        if length == len(ends):
            ends.append(y)
            at.append(k)
        else:
            ends[length], at[length] = y, k
    chosen: list[tuple[int, int]] = []
    k = at[-1] if at else -1
    while k >= 0:
        chosen.append(common[k])
        k = before[k]
    return chosen[::-1]


def _once(values: list[int]) -> dict[tuple[int, ...], int]:
    """The place of every row of words that stands once."""
    found: dict[tuple[int, ...], int] = {}
    for k in range(len(values) - _ROW + 1):
        row = tuple(values[k : k + _ROW])
        found[row] = -1 if row in found else k
    return {row: place for row, place in found.items() if place >= 0}
