"""The words of a target by what they tell of it: nothing, little, a number, the same as another word, a circumstance.

Table ``target_words``. Source: general dictionary. Kinds: ``empty`` (grammar), ``vague`` ("the question of"), ``number``
(``as`` has the digits), ``same`` (``as`` has the word it is counted as), ``month``, and ``circumstance`` (what begins a
stretch that is no part of what is meant, "in view of").
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from cablegram.tables import rows

__all__ = ["counted_as", "openers", "target_words"]


@cache
def target_words(kind: str) -> frozenset[str]:
    """The words of a kind, in small letters; empty for a kind that is not there."""
    return frozenset(row["word"] for row in rows("target_words") if row["kind"] == kind)


@cache
def counted_as(kind: str) -> Mapping[str, str]:
    """For each word of a kind, what it is counted as."""
    return MappingProxyType({row["word"]: row["as"] for row in rows("target_words") if row["kind"] == kind})


@cache
def openers() -> tuple[tuple[str, ...], ...]:
    """What begins a circumstance, as single words, the longest first."""
    return tuple(sorted((tuple(one.split()) for one in target_words("circumstance")), key=lambda one: (-len(one), one)))
