"""A query as a tree, and the tree as a query again.

A tree is made of the records below, put together by :func:`all_of` and :func:`any_of`. ``parse(unparse(tree)) == tree``
holds for every tree that ``parse`` returns, and for every one built so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from cablegram.archive.words import spelled

__all__ = [
    "And",
    "Dates",
    "Everything",
    "FieldLeaf",
    "Fuzzy",
    "Levels",
    "Not",
    "Or",
    "Phrase",
    "Prefix",
    "Tree",
    "Undated",
    "Value",
    "ValuePrefix",
    "Word",
    "all_of",
    "any_of",
    "spreads",
    "unparse",
]

TEXT = "text"


@dataclass(frozen=True, slots=True)
class Everything:
    """Every document: ``*``."""


@dataclass(frozen=True, slots=True)
class Word:
    """Documents with this token in a field; in ``text``, also as it stood before a mend."""

    word: str
    field: str = TEXT


@dataclass(frozen=True, slots=True)
class Prefix:
    """Documents with a token that begins so."""

    prefix: str
    field: str = TEXT


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Documents with a token at most ``distance`` edits away (a letter added, lost, changed, or two neighbours swapped)."""

    word: str
    distance: int = 1
    field: str = TEXT


@dataclass(frozen=True, slots=True)
class Phrase:
    """Documents with these two or more tokens side by side, or near one another where ``slop`` is more than 0.

    The words stand at different places ``p[0], p[1], …``; the largest of ``p[i] - i`` is at most ``slop`` more than the
    smallest. For two words: at most ``slop`` words between them in order, or ``slop - 2`` the other way round.
    """

    words: tuple[str, ...]
    slop: int = 0
    field: str = TEXT


@dataclass(frozen=True, slots=True)
class Value:
    """Documents whose field of the index has exactly this value."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class ValuePrefix:
    """Documents whose field of the index has a value that begins so."""

    field: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Levels:
    """Documents classified at least ``low`` and at most ``high``; one of them may be ``None``."""

    low: str | None
    high: str | None


@dataclass(frozen=True, slots=True)
class Dates:
    """Documents whose date may lie between the beginning of ``low`` and the end of ``high``; one may be ``None``.

    Each is a year, month or day as ``2007``, ``2007-11``, ``2007-11-16``.
    """

    low: str | None
    high: str | None


@dataclass(frozen=True, slots=True)
class Undated:
    """Documents without a date."""


@dataclass(frozen=True, slots=True)
class Not:
    """Documents that ``part`` does not match."""

    part: Tree


@dataclass(frozen=True, slots=True)
class And:
    """Documents that all of two or more parts match. No part is itself an ``And``."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Documents that one or more of two or more parts match. No part is itself an ``Or``."""

    parts: tuple[Tree, ...]


FieldLeaf = Word | Prefix | Fuzzy | Phrase | Value | ValuePrefix  # of one field by its name
Leaf = Everything | FieldLeaf | Levels | Dates | Undated
Tree = Leaf | Not | And | Or


def all_of(parts: Iterable[Tree]) -> Tree:
    """The tree that all of one or more trees match: ``And``, without one inside another."""
    flat = tuple(part for given in parts for part in (given.parts if isinstance(given, And) else (given,)))
    return flat[0] if len(flat) == 1 else And(flat)


def any_of(parts: Iterable[Tree]) -> Tree:
    """The tree that one of one or more trees matches: ``Or``, without one inside another."""
    flat = tuple(part for given in parts for part in (given.parts if isinstance(given, Or) else (given,)))
    return flat[0] if len(flat) == 1 else Or(flat)


def spreads(count: int, slop: int) -> Iterator[tuple[int, ...]]:
    """Every arrangement of ``count`` words that a slop allows: the places of the words, the first of them 0."""
    for shifts in product(range(slop + 1), repeat=count):
        if min(shifts) == 0:
            found = tuple(i + shift for i, shift in enumerate(shifts))
            if len(set(found)) == count:
                first = min(found)
                yield tuple(place - first for place in found)


# --- as a query again ---------------------------------------------------------------------------

# The field of a query for each field of the index that has another name.
WRITTEN = {"tag": "tags", "level": "class"}
_BARE = re.compile(r"(?!(?:AND|OR|NOT)$)[A-Za-z0-9]+(?:[/_.-][A-Za-z0-9]+)*")


def unparse(tree: Tree) -> str:
    """The query in its canonical spelling."""
    match tree:
        case And(parts):
            return " ".join(f"({unparse(part)})" if isinstance(part, Or | And) else unparse(part) for part in parts)
        case Or(parts):
            return " OR ".join(f"({unparse(part)})" if isinstance(part, Or | And) else unparse(part) for part in parts)
        case Not(part):
            return f"-({unparse(part)})" if isinstance(part, Or | And) else f"-{unparse(part)}"
        case _:
            return _leaf(tree)


def _leaf(tree: Leaf) -> str:
    match tree:
        case Everything():
            return "*"
        case Word(word, field):
            return _in_field(field, spelled(word))
        case Prefix(prefix, field):
            return _in_field(field, f"{spelled(prefix)}*")
        case Fuzzy(word, distance, field):
            return _in_field(field, f"{spelled(word)}~{'' if distance == 1 else distance}")
        case Phrase(words, slop, field):
            return _in_field(field, f'"{" ".join(map(spelled, words))}"' + (f"~{slop}" if slop else ""))
        case Value(field, value):
            return f"{WRITTEN.get(field, field)}:{_quoted(value)}"
        case ValuePrefix(field, prefix):
            return f"{WRITTEN.get(field, field)}:{_quoted(prefix)}*"
        case Levels(low, high):
            return f"class:{low or ''}..{high or ''}".replace(" ", "-")
        case Dates(None, high):
            return f"until:{high}"
        case Dates(low, None):
            return f"from:{low}"
        case Dates(low, high):
            return f"date:{low}" if low == high else f"date:{low}..{high}"
        case Undated():
            return "date:none"


def _in_field(field: str, text: str) -> str:
    return text if field == TEXT else f"{field}:{text}"


def _quoted(value: str) -> str:
    return value if _BARE.fullmatch(value) else f'"{value}"'
