"""A query's tree held against a plain text: does it match, and where. Written apart from the index's query, to check it."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from cablegram.archive.query_tree import (
    TEXT,
    And,
    Dates,
    Everything,
    Fuzzy,
    Levels,
    Not,
    Or,
    Phrase,
    Prefix,
    Tree,
    Undated,
    Value,
    ValuePrefix,
    Word,
    unparse,
)
from cablegram.archive.query_values import levels_between, origin_values
from cablegram.archive.words import LONGEST, folded, places

__all__ = ["Plain", "Span", "matches", "spans"]

WordLeaf = Word | Prefix | Fuzzy | Phrase


@dataclass(frozen=True, slots=True)
class Plain:
    """One document as the index takes it: the fields of words, those of exact values, the minutes of its date."""

    text: str = ""
    stood: str = ""
    subject: str = ""
    signer: tuple[str, ...] = ()
    id: str = ""
    mrn: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    caption: tuple[str, ...] = ()
    precedence: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    format: tuple[str, ...] = ()
    collection: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    org: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    first: int | None = None
    last: int | None = None


class Span(NamedTuple):
    """A stretch of a text that a part of a query matches; ``why`` is that part."""

    start: int
    end: int
    why: str


# --- does it match ------------------------------------------------------------------------------


def matches(tree: Tree, fields: Plain) -> bool:
    """Whether a tree matches a document."""
    match tree:
        case And(parts):
            return all(matches(part, fields) for part in parts)
        case Or(parts):
            return any(matches(part, fields) for part in parts)
        case Not(part):
            return not matches(part, fields)
        case Everything():
            return True
        case Undated():
            return fields.first is None
        case Dates(low, high):
            return _within(fields.first, fields.last, low, high)
        case Levels(low, high):
            return not set(levels_between(low, high)).isdisjoint(fields.level)
        case Value("origin", value):
            return not set(origin_values(value)).isdisjoint(fields.origin)
        case Value(field, value):
            return value in _values(fields, field)
        case ValuePrefix(field, prefix):
            return any(value.startswith(prefix) for value in _values(fields, field))
        case Phrase(words, slop, field):
            found = _numbers(_values(fields, field))
            return next(_near([found.get(word, ()) for word in words], slop), None) is not None
        case Word() | Prefix() | Fuzzy():
            accepts = _test(tree)
            names = (TEXT, "stood") if tree.field == TEXT else (tree.field,)
            return any(accepts(token) for name in names for token in _numbers(_values(fields, name)))


def _values(fields: Plain, name: str) -> tuple[str, ...]:
    found: str | tuple[str, ...] = getattr(fields, name)
    return (found,) if isinstance(found, str) else found


@lru_cache(maxsize=64)  # one document is held against many queries
def _numbers(values: tuple[str, ...]) -> dict[str, list[int]]:
    """The tokens of a field with the numbers of their places; between two values one number is left out."""
    found: dict[str, list[int]] = {}
    base = 0
    for value in values:
        number = -1
        for token, _, _, number in places(value):
            found.setdefault(token, []).append(base + number)
        base += number + 2
    return found


def _test(tree: Word | Prefix | Fuzzy) -> Callable[[str], bool]:
    """Whether one token is what a leaf looks for."""
    match tree:
        case Word(word):
            return word.__eq__
        case Prefix(prefix):
            return lambda token: token.startswith(prefix)
        case Fuzzy(word, distance):
            from rapidfuzz.distance import OSA

            return lambda token: OSA.distance(word, token, score_cutoff=distance) <= distance


def _near(found: Sequence[Sequence[int]], slop: int) -> Iterator[tuple[int, ...]]:
    """Every choice of different places, one for each word, that a slop allows."""

    def choose(i: int, chosen: tuple[int, ...], low: int, high: int) -> Iterator[tuple[int, ...]]:
        if i == len(found):
            yield chosen
            return
        row = found[i]
        first = 0 if i == 0 else bisect_left(row, high - slop + i)
        behind = len(row) if i == 0 else bisect_right(row, low + slop + i)
        for place in row[first:behind]:
            if place not in chosen:
                shift = place - i
                yield from choose(
                    i + 1, (*chosen, place), *((shift, shift) if i == 0 else (min(low, shift), max(high, shift)))
                )

    if all(found):
        yield from choose(0, (), 0, 0)


def _within(first: int | None, last: int | None, low: str | None, high: str | None) -> bool:
    if first is None or last is None:
        return False
    return (low is None or last > _minute(low)) and (high is None or first < _minute(high, behind=True))


def _minute(date: str, *, behind: bool = False) -> int:
    """The minute at which a year, month or day begins, or the next one."""
    year, month, day = (int(part) for part in f"{date}-01-01".split("-")[:3])
    extra = 0
    if behind:
        match date.count("-"):
            case 0:
                year += 1
            case 1:
                year, month = (year, month + 1) if month < 12 else (year + 1, 1)
            case _:
                extra = 1
    if year > dt.MAXYEAR:
        year, extra = dt.MAXYEAR - 399, extra + 146097  # 400 years earlier the calendar is the same
    return (dt.date(year, month, day) - dt.date(1970, 1, 1)).days * 1440 + extra * 1440


# --- where it matches ---------------------------------------------------------------------------


def spans(tree: Tree, text: str, limit: int | None = None, *, field: str = TEXT) -> list[Span]:
    """Where the words and phrases that a query asks for stand in a text, in the text's order, at most ``limit``.

    For a phrase the whole stretch; for words near one another each of them. What a query excludes, and its fields, are
    not looked for; with ``field="subject"`` also what it asks for in the subject.
    """
    if not text:
        return []
    finder = _finder(tree, field)
    found = finder.quick(text) if finder.leaves else []
    return found if limit is None else found[:limit]


@lru_cache(maxsize=256)
def _finder(tree: Tree, field: str) -> _Finder:
    wanted = dict.fromkeys(_wanted(tree, {TEXT, field}))
    return _Finder(tuple(wanted))


def _wanted(tree: Tree, fields: set[str]) -> Iterator[WordLeaf]:
    match tree:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _wanted(part, fields)
        case Word() | Prefix() | Fuzzy() | Phrase() if tree.field in fields:
            yield tree
        case _:
            pass


_TOKEN = re.compile("[a-z0-9]+")
_LONG = 20  # a longer match may hold a word too long for the index


class _Finder:
    """Finds the word leaves of one query: by patterns where a text folds into ASCII, else token by token."""

    def __init__(self, leaves: tuple[WordLeaf, ...]) -> None:
        self.leaves = leaves
        self.why = {leaf: unparse(leaf) for leaf in leaves}
        self.words = {leaf.word: self.why[leaf] for leaf in reversed(leaves) if isinstance(leaf, Word)}
        self.prefixes = [(leaf.prefix, self.why[leaf]) for leaf in leaves if isinstance(leaf, Prefix)]
        self.fuzzy = [(_test(leaf), leaf, self.why[leaf]) for leaf in leaves if isinstance(leaf, Fuzzy)]
        self.phrases = [leaf for leaf in leaves if isinstance(leaf, Phrase)]
        # A token of other letters stands in no text that folds into ASCII.
        words = [word for word in self.words if _TOKEN.fullmatch(word)]
        words += [f"{prefix}[a-z0-9]*" for prefix, _ in self.prefixes if _TOKEN.fullmatch(prefix)]
        self.singles = _outside(sorted(words, key=len, reverse=True)) if words else None
        self.exact = [
            (_outside(["[^a-z0-9]+".join(leaf.words)]), self.why[leaf])
            for leaf in self.phrases
            if leaf.slop == 0 and all(map(_TOKEN.fullmatch, leaf.words))
        ]
        self.loose = [leaf for leaf in self.phrases if leaf.slop]
        self.known: dict[str, str | None] = {}  # tokens held against the near spellings before

    def reason(self, token: str) -> str | None:
        """The leaf that one token satisfies, if any: words first, then beginnings, then near spellings."""
        if token in self.words:
            return self.words[token]
        for prefix, why in self.prefixes:
            if token.startswith(prefix):
                return why
        if not self.fuzzy:
            return None
        if token not in self.known:
            if len(self.known) > 50_000:
                self.known.clear()
            self.known[token] = next((why for accepts, _, why in self.fuzzy if accepts(token)), None)
        return self.known[token]

    def near(self, small: str) -> Iterator[tuple[int, int]]:
        """Where tokens stand in a folded text that may be near spellings; every one that is stands among them.

        One edit leaves one half of a word whole, or swaps the letters where the halves meet: so for these only the
        tokens around such halves are looked at, a hundred times fewer.
        """
        for _, leaf, _ in self.fuzzy:
            word, middle = leaf.word, len(leaf.word) // 2
            if leaf.distance > 1 or middle < 2:
                yield from (match.span() for match in _TOKEN.finditer(small))
                return
            swapped = word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
            for part in (word[:middle], word[middle:], swapped):
                at = small.find(part)
                while at >= 0:
                    start, end = at, at + len(part)
                    while start and small[start - 1].isalnum():
                        start -= 1
                    while end < len(small) and small[end].isalnum():
                        end += 1
                    yield start, end
                    at = small.find(part, end)

    def quick(self, text: str) -> list[Span]:
        """The spans, by patterns where that is exact."""
        fold = folded(text)
        if fold is None:
            return self.slow(text)
        small, offsets = fold
        found: set[tuple[int, int, str]] = set()
        for start, end in self.near(small):
            reason = self.reason(small[start:end])
            if reason is not None:
                found.add((start, end, reason))
        if self.singles is not None:
            for match in self.singles.finditer(small):
                start, end = match.span()
                if start and small[start - 1].isalnum():
                    continue
                reason = self.reason(match[0])
                if reason is not None:
                    found.add((start, end, reason))
        for phrase, why in self.exact:
            at = 0
            while stretch := phrase.search(small, at):
                start, end = stretch.span()
                if not (start and small[start - 1].isalnum()):
                    found.add((start, end, why))
                at = start + 1
        if any(end - start >= _LONG and self.long(text, small, offsets, start, end) for start, end, _ in found) or any(
            all(word in small for word in leaf.words) for leaf in self.loose
        ):
            return self.slow(text)
        if offsets is None:
            return [Span(*each) for each in sorted(found)]
        return [Span(offsets[start], offsets[end - 1] + 1, why) for start, end, why in sorted(found)]

    @staticmethod
    def long(text: str, small: str, offsets: list[int] | None, start: int, end: int) -> bool:
        """Whether a match holds a word that is too long for the index."""
        for match in _TOKEN.finditer(small, start, end):
            begin, behind = match.span()
            if offsets is not None:
                begin, behind = offsets[begin], offsets[behind - 1] + 1
            if len(text[begin:behind].encode()) >= LONGEST:
                return True
        return False

    def slow(self, text: str) -> list[Span]:
        """The spans, from the tokens of the text."""
        found: set[Span] = set()
        numbers: dict[str, list[int]] = {}
        stretch: dict[int, tuple[int, int]] = {}
        needed = {word for leaf in self.phrases for word in leaf.words}
        for token, start, end, number in places(text):
            why = self.reason(token)
            if why is not None:
                found.add(Span(start, end, why))
            if token in needed:
                numbers.setdefault(token, []).append(number)
                stretch[number] = start, end
        for leaf in self.phrases:
            why = self.why[leaf]
            for chosen in _near([numbers.get(word, ()) for word in leaf.words], leaf.slop):
                if leaf.slop:
                    found.update(Span(*stretch[number], why) for number in chosen)
                else:
                    found.add(Span(stretch[chosen[0]][0], stretch[chosen[-1]][1], why))
        return sorted(found)


def _outside(alternatives: Iterable[str]) -> re.Pattern[str]:
    """A pattern for whole tokens; that none begins before it is looked at afterwards, which leaves the search quick."""
    return re.compile(f"(?:{'|'.join(alternatives)})(?![a-z0-9])")
