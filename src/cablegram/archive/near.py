"""Near-duplicates: documents of different cables whose words are nearly the same, suggested and never merged.

A whole-archive stage over input sorted by document id, so that the order of filing changes nothing. Every text becomes
the set of its rows of five words; MinHash (rensa) gives each set a few dozen numbers, cut into bands, and documents that
share a band are candidates; a pair is told only after its two sets were compared exactly.

Memory for a million documents, at the threshold of 0.8: 21 bands of 8 bytes each while texts are read (168 MB), of which
each becomes a chain of 4 bytes (84 MB) with the help of one dictionary (130 MB), so about 330 MB; then texts that are
being compared (at most 1.5 million rows of words, 150 MB, or one text if that is longer) and about 200 bytes for each
pair found (for each of the first ``limit`` where one is given). Lower thresholds need more bands: 42 at 0.5, 128 at 0.1.

Two bounds keep the work from growing with the square of a pile of forms: of texts with the very same rows the first
stands for all (each is told with it alone), and in each band a text is compared with the ``_BEFORE`` before it.
"""

from __future__ import annotations

import heapq
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from itertools import islice
from typing import TypeVar

import msgspec

from cablegram.archive.packing import view_text
from cablegram.archive.store import Scope, StoreReader
from cablegram.archive.store.counting import StoreCounter
from cablegram.archive.store.threading_queries import TextRow, ThreadingQueries
from cablegram.archive.words import tokens
from cablegram.errors import UsageError

Told = Callable[[str, int, int], None]  # what is done, how many of how many
THRESHOLD = 0.8
LOWEST = 0.1
_ROW = 5  # words in a row
_SHORTEST = 10  # words of a text below which any two forms are alike
_NUMBERS = 128  # of a signature
_SEED = 1966
_RECALL = 0.995  # of the pairs at the threshold that share a band
_BEFORE = 40
_BATCH = 256  # texts signed at once
_KEPT = 1_500_000  # rows of words kept between two comparisons
_NONE = 0xFFFFFFFF
Value = TypeVar("Value")


class Pair(msgspec.Struct, frozen=True, gc=False):
    """Two documents alike. ``similarity`` is the share of rows of five words that both have among those of either."""

    a: str
    b: str
    similarity: float
    cable_a: str
    cable_b: str


def bands(threshold: float) -> tuple[int, int]:
    """How many bands of how many numbers find nearly every pair at a threshold, with as few candidates as can be."""
    rows = 1
    for more in range(2, 17):
        if 1 - (1 - threshold**more) ** (_NUMBERS // more) >= _RECALL:
            rows = more
    return _NUMBERS // rows, rows


def rows_of_words(row: TextRow) -> frozenset[str]:
    """The rows of five words of a text; none for a record without text or a text too short to tell."""
    if row.kind == "record":
        return frozenset()
    found = [token for token, _, _ in tokens(view_text(row.text, row.view or b""))]
    if len(found) < _SHORTEST:
        return frozenset()
    return frozenset(map(" ".join, zip(*(islice(found, k, None) for k in range(_ROW)), strict=False)))


def near_duplicates(
    reader: StoreReader,
    scope: Scope,
    threshold: float = THRESHOLD,
    limit: int | None = None,
    decided: Iterable[tuple[str, str]] = (),
    told: Told | None = None,
) -> Iterator[Pair]:
    """Pairs at least ``threshold`` alike, the most alike first; without pairs of one cable and those ``decided``.

    ``told`` hears how many texts were read, and then how many were compared, of how many.

    Raises:
        UsageError: a threshold or limit that makes no sense.
    """
    if not LOWEST <= threshold <= 1:
        raise UsageError(f"threshold {threshold}: give a number from {LOWEST} to 1")
    if limit is not None and limit < 0:
        raise UsageError(f"limit {limit}: give a number from 0 on, or none for all")
    return _found(ThreadingQueries(reader), scope, threshold, limit, frozenset(decided), told)


def _found(
    queries: ThreadingQueries,
    scope: Scope,
    threshold: float,
    limit: int | None,
    decided: frozenset[tuple[str, str]],
    told: Told | None,
) -> Iterator[Pair]:
    signed = _Signed(threshold)
    rows: Iterable[TextRow] = queries.texts(scope)
    if told is not None:
        rows = _telling(rows, "texts read", StoreCounter(queries, scope).totals()[0], told)
    signed.sign(rows)
    chains = signed.chains()
    firsts: Iterable[int] = signed.first
    if told is not None:
        firsts = _telling(firsts, "texts compared", len(signed.first), told)
    pairs = _pairs(queries, scope, signed, firsts, chains, threshold, decided)

    def order(pair: Pair) -> tuple[float, str, str]:
        return -pair.similarity, pair.a, pair.b

    yield from sorted(pairs, key=order) if limit is None else heapq.nsmallest(limit, pairs, key=order)


def _telling(values: Iterable[Value], what: str, total: int, told: Told) -> Iterator[Value]:
    """The values as they are, with word of how many came so far."""
    for done, value in enumerate(values):
        if done % _BATCH == 0:
            told(what, done, total)
        yield value


class _Signed:
    """The numbers, sizes and bands of every text, in order."""

    def __init__(self, threshold: float) -> None:
        self.count, self.width = bands(threshold)
        self.numbers = array("Q")
        self.sizes = array("I")
        self.whole = array("Q")  # one number for all rows of a text
        self.bands = [array("Q") for _ in range(self.count)]
        self.first = array("I")  # the first text with the same rows

    def sign(self, rows: Iterable[TextRow]) -> None:
        """Take every text that has rows of words."""
        numbers: list[int] = []
        sets: list[frozenset[str]] = []
        for row in rows:
            found = rows_of_words(row)
            if not found:
                continue
            numbers.append(row.number)
            sets.append(found)
            if len(sets) == _BATCH or len(found) > _KEPT:
                self._sign(numbers, sets)
                numbers, sets = [], []
        self._sign(numbers, sets)

    def _sign(self, numbers: list[int], sets: list[frozenset[str]]) -> None:
        if not sets:
            return
        from rensa import RMinHash  # type: ignore[import-untyped]

        for digest in RMinHash.digests_from_token_sets(sets, _NUMBERS, _SEED):
            for k, band in enumerate(self.bands):
                band.append(hash(tuple(digest[k * self.width : (k + 1) * self.width])) & 0xFFFFFFFFFFFFFFFF)
        self.numbers.extend(numbers)
        for found in sets:
            self.sizes.append(len(found))
            digest = blake2b("\n".join(sorted(found)).encode("utf-8", "surrogatepass"), digest_size=8).digest()
            self.whole.append(int.from_bytes(digest))

    def chains(self) -> list[array[int]]:
        """For each band, of each text the one before it that shares the band; of texts with the same rows the first alone.

        The bands are given up one by one for their chains.
        """
        seen: dict[int, int] = {}
        for k, whole in enumerate(self.whole):
            self.first.append(seen.setdefault(whole, k))
        seen.clear()
        found: list[array[int]] = []
        while self.bands:
            band = self.bands.pop()
            chain = array("I")
            for k, value in enumerate(band):
                if self.first[k] != k:
                    chain.append(_NONE)
                    continue
                chain.append(seen.get(value, _NONE))
                seen[value] = k
            seen.clear()
            found.append(chain)
        return found


def _pairs(
    queries: ThreadingQueries,
    scope: Scope,
    signed: _Signed,
    firsts: Iterable[int],
    chains: list[array[int]],
    threshold: float,
    decided: frozenset[tuple[str, str]],
) -> Iterator[Pair]:
    texts = _Texts(queries, scope, signed.numbers)
    sizes = signed.sizes
    for k, first in enumerate(firsts):
        if first != k:
            candidates = [first]
        else:
            near: set[int] = set()
            for chain in chains:
                at, steps = chain[k], 0
                while at != _NONE and steps < _BEFORE:
                    near.add(at)
                    at, steps = chain[at], steps + 1
            candidates = sorted(
                at for at in near if min(sizes[at], sizes[k]) >= threshold * max(sizes[at], sizes[k])
            )  # fmt: skip
        if not candidates:
            continue
        for at in candidates:
            one, other = texts.fetch(k), texts.fetch(at)
            if one is None or other is None or one.cable == other.cable:
                continue
            shared = len(one.rows & other.rows)
            similarity = shared / (len(one.rows) + len(other.rows) - shared)
            a, b = (one, other) if one.id < other.id else (other, one)
            if similarity >= threshold and (a.id, b.id) not in decided:
                yield Pair(a.id, b.id, similarity, a.cable, b.cable)


class _Text(msgspec.Struct, frozen=True, gc=False):
    id: str
    cable: str
    rows: frozenset[str]


class _Texts:
    """Texts fetched again for comparing, the last ones kept."""

    def __init__(self, queries: ThreadingQueries, scope: Scope, numbers: array[int]) -> None:
        self._queries, self._scope, self._numbers = queries, scope, numbers
        self._kept: OrderedDict[int, _Text] = OrderedDict()
        self._size = 0

    def fetch(self, index: int) -> _Text | None:
        """One text with its rows."""
        known = self._kept.get(index)
        if known is not None:
            self._kept.move_to_end(index)
            return known
        for row in self._queries.texts_of([self._numbers[index]], self._scope):
            text = _Text(row.id, row.cable, rows_of_words(row))
            self._kept[index] = text
            self._size += len(text.rows)
            while self._size > _KEPT and len(self._kept) > 1:
                _, gone = self._kept.popitem(last=False)
                self._size -= len(gone.rows)
            return text
        return None
