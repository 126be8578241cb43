"""Tags put right where no context is needed: words of closed classes, contractions by their first part."""

from __future__ import annotations

from collections.abc import Sequence

_CLOSED = {
    "a": "DT", "an": "DT", "the": "DT", "and": "CC", "but": "CC", "or": "CC", "nor": "CC", "of": "IN", "from": "IN",
    "with": "IN", "would": "MD", "should": "MD", "could": "MD", "must": "MD", "might": "MD", "they": "PRP", "he": "PRP",
    "she": "PRP", "we": "PRP", "who": "WP", "which": "WDT", "is": "VBZ", "was": "VBD", "were": "VBD", "are": "VBP",
    "said": "VBD", "not": "RB",
}  # fmt: skip


def retagged(words: Sequence[str], tags: Sequence[str]) -> list[str]:
    """The tags with those of closed classes put right; a contraction ("don't") has the tag of its first part."""
    return [_CLOSED.get(word) or _whole(word, tag.partition("+")[0]) for word, tag in zip(words, tags, strict=True)]


def _whole(word: str, tag: str) -> str:
    """A base form in -ing of more than five letters is a participle ("agree to decreasing")."""
    return "VBG" if tag in ("VB", "VBP") and word.endswith("ing") and len(word) > 5 else tag
