"""Small sets of words by what they do in a mention: pronouns, quantifiers, words for a government, particles of names."""

from __future__ import annotations

from functools import lru_cache

from cablegram.tables import rows

__all__ = ["reference_words"]


@lru_cache(maxsize=64)
def reference_words(use: str) -> frozenset[str]:
    """The words of one use (the table ``reference_words``), in small letters; empty for a use that is not there."""
    return frozenset(row["word"] for row in rows("reference_words") if row["use"] == use)
