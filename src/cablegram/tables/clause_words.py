"""Small words by what they do in a sentence: abbreviations, openers, conjunctions by their meaning, reporting words."""

from __future__ import annotations

from functools import cache

from cablegram.tables import rows

__all__ = ["clause_words"]


@cache
def clause_words(*uses: str) -> frozenset[str]:
    """The words of these uses (the table ``clause_words``), in small letters; empty for a use that is not there."""
    return frozenset(row["word"] for row in rows("clause_words") if row["use"] in uses)
