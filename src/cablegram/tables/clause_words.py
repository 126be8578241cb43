"""Small words by what they do in a sentence: abbreviations, openers, conjunctions by their meaning, reporting words."""

from __future__ import annotations

from functools import cache

from cablegram.tables import rows

__all__ = ["clause_phrases", "clause_words"]


@cache
def clause_words(*uses: str) -> frozenset[str]:
    """The words of these uses (the table ``clause_words``), in small letters; empty for a use that is not there."""
    return frozenset(row["word"] for row in rows("clause_words") if row["use"] in uses)


@cache
def clause_phrases(*uses: str) -> tuple[tuple[str, ...], ...]:
    """The words of these uses as phrases of single words, in one order for every process: the longest first."""
    return tuple(sorted((tuple(word.split()) for word in clause_words(*uses)), key=lambda one: (-len(one), one)))
