"""The parts of a target that are targets of their own."""

from __future__ import annotations

from collections.abc import Iterator

from cablegram.positions.passages import Sentence


def conjuncts(sentence: Sentence, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The targets of "nor", and of "and"/"or" before a repeated preposition or "to": each ``[first, last)``."""
    words = sentence.words
    at = first
    lead = words[first]
    for index in range(first + 1, last - 1):
        if (
            words[index] == "nor"
            or (words[index] == "and" and lead == "both")
            or (words[index] in ("and", "or") and words[index + 1] == lead == "to")
            or (words[index] in ("and", "but") and words[index + 1] == "that" and words[max(first - 1, 0)] == "that")
        ):
            end = index
            while end > at and words[end - 1] == ",":
                end -= 1
            if at < end:
                yield at + (lead == "both" and at == first), end
            at = index + 1
            if words[at] == "that" or (
                words[at] in ("to", "for", "on", "of", "with") and sentence.tags[at + 1] != "VB" and at + 1 < last
            ):
                at += 1
    if at < last:
        yield at + (lead == "both" and at == first and "and" not in words[first:last]), last
