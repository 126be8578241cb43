"""The label of a target: its words that tell, small, with hyphens; damage mended in the label alone (R23)."""

from __future__ import annotations

import re

_SKIPPED = frozenset(
    ("the", "a", "an", "of", "to", "in", "on", "and", "or", "for", "its", "their", "his", "her", "our", "this", "that")
)


def label(words: str) -> str:
    """A short label of a target: its words that tell, small, with hyphens."""
    mended = re.sub(r"(?<=[^\W\d_])- (?=[^\W\d_])", "", words.lower())  # MINIS- TERIAL
    mended = re.sub(r"\b1(?=(?:19|20)\d\d\b)", "", mended)  # a paragraph mark read as a digit: 12011
    found = re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", mended))
    kept = [word for word in found if word not in _SKIPPED] or found
    return "-".join(kept[:9])
