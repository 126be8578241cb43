"""Noun phrases about a word: where one begins, and which stands before a relative pronoun."""

from __future__ import annotations

from cablegram.positions.drafts import Reading
from cablegram.positions.verb_groups import Verb


def phrase_start(reading: Reading, at: int) -> int:
    """Where the noun phrase begins whose noun stands at ``at``."""
    start = at
    while start > 0:
        tag, word = reading.tags[start - 1], reading.words[start - 1]
        if word == ")" and start == at and "(" in reading.words[max(start - 8, 0) : start]:
            start = at = max(i for i in range(start) if reading.words[i] == "(")  # "decision 12 (IV), which"
            continue
        if tag == "VBN" and any(v.first < start <= v.last and v.form == "finite" for v in reading.verbs):
            break  # "had stressed need"
        inside = any(named.first < start <= named.last and named.last <= at for named in reading.sentence.named)
        if (
            tag.startswith(("NN", "JJ", "DT", "PRP$", "POS", "CD", "VBN", "PDT"))
            or word in ("'s", "'", "’", "no", '"', "-")
            or (inside and not tag.startswith("VB"))
            or (word in ("and", "&", "/") and pair(reading, start - 1))
        ):
            start -= 1
        else:
            break
    return start


def pair(reading: Reading, at: int) -> bool:
    """Whether somebody is named on both sides of the word ``at``."""
    left = any(named.last == at for named in reading.sentence.named)
    right = any(named.first == at + 1 for named in reading.sentence.named)
    return left and right


def behind_which(reading: Reading, verb: Verb) -> tuple[int, int, str] | None:
    """``T with which X has difficulties``: what stands before the preposition and its pronoun."""
    if verb.subject is None:
        return None
    at = verb.subject[0] - 1
    while at > 0 and reading.tags[at] == "DT":
        at -= 1
    if at < 2 or reading.words[at] != "which" or reading.tags[at - 1] not in ("IN", "TO"):
        return None
    start = phrase_start(reading, at - 1)
    while start > 1 and reading.words[start - 1] == "of" and start < at - 1:
        start = phrase_start(reading, start - 1)
    return (start, at - 1, "object") if start < at - 1 else None
