"""The words that show a stance, found in a sentence: a trie over the table ``stance_cues``, verbs in all their forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, cast

from cablegram.actors.tokens import tokens
from cablegram.positions.passages import Sentence
from cablegram.positions.records import Basis, Stance, Strength
from cablegram.tables import rows
from cablegram.tables.inflection import forms

_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS", "VBG", "VB", "VBP", "VBZ", "JJ", "VBD", "VBN"))


class Cue(NamedTuple):
    """One row of the table: the cue, its part of speech and what it tells."""

    cue: str
    part: str
    stance: Stance
    strength: Strength
    frames: tuple[str, ...]
    basis: Basis
    negated: str
    weight: str


@dataclass(slots=True)
class Occurrence:
    """A cue at the words ``[first, last)``: every row that fits them, in the order of the table."""

    first: int
    last: int
    part: str
    rows: list[Cue]


@cache
def _trie() -> Mapping[str, Any]:
    root: dict[str, Any] = {}
    for row in rows("stance_cues"):
        cue = Cue(
            row["cue"],
            row["part"],
            cast(Stance, row["stance"]),
            cast(Strength, row["strength"]),
            tuple(row["frames"].split()),
            cast(Basis, row["basis"]),
            row["negated"],
            row["weight"],
        )
        head, _, rest = row["cue"].partition(" ")
        for first in _firsts(row, head):
            node = root
            for token in tokens(f"{first} {rest}".strip()):
                node = node.setdefault(token.word, {})
            node.setdefault("", []).append(cue)
    return root


def _firsts(row: dict[str, str], head: str) -> set[str]:
    """The forms of a cue's first word."""
    if row["part"] == "verb":
        return {form for form, _ in forms(head)} | set(row["forms"].split())
    if row["part"] == "noun" and " " not in row["cue"]:
        plural = head[:-1] + "ies" if head.endswith("y") and head[-2] not in "aeiou" else head + "s"
        return {head, plural}
    return {head}


def occurrences(sentence: Sentence) -> list[Occurrence]:
    """Every cue of a sentence, the longest at each place, split by part of speech where several fit."""
    found: list[Occurrence] = []
    words, tags = sentence.words, sentence.tags
    at = 0
    while at < len(words):
        best = _longest(words, tags, at)
        if best is None:
            at += 1
            continue
        last, cues = best
        part = _part(sentence, at, last, cues)
        kept = [cue for cue in cues if cue.part == part]
        if kept:
            found.append(Occurrence(at, last, part, kept))
            at = last if last - at > 1 or part != "verb" else at + 1
        else:
            at += 1
    return found


def _longest(words: list[str], tags: list[str], at: int) -> tuple[int, list[Cue]] | None:
    node: Mapping[str, Any] = _trie()
    best = None
    index = at
    while index < len(words):
        following = node.get(words[index])
        if following is None:
            if index > at and tags[index] == "RB" and words[index] != "not" and index + 1 < len(words) and words[index + 1] in node:
                index += 1  # "called strongly for"
                continue
            break
        node = following
        index += 1
        if "" in node:
            best = index, node[""]
    return best


def _part(sentence: Sentence, first: int, last: int, cues: list[Cue]) -> str:
    """What the words are here: a verb by its tag, else a noun or an adjective by theirs."""
    parts = {cue.part for cue in cues}
    tag = sentence.tags[first]
    if len(parts) == 1:
        (part,) = parts
        if part == "verb" and last - first == 1 and not tag.startswith("VB"):
            return ""
        if part == "noun" and last - first == 1 and tag not in ("NN", "NNS", "NNP", "NNPS"):
            return "noun" if tag in ("VB", "VBP", "VBZ", "JJ") and _nominal(sentence, first) else ""
        return part
    if "verb" in parts and tag.startswith("VB"):
        if "noun" in parts and tag in ("VB", "VBP", "VBZ") and _nominal(sentence, first):
            return "noun"
        if tag == "VBN" and first and sentence.words[first - 1] in _COPULA:
            return next((part for part in ("holder-state", "evaluative") if part in parts), "verb")
        return "verb"
    for part in ("noun",) if tag.startswith("NN") else ("holder-state", "evaluative", "noun"):
        if part in parts:
            return part
    return next((part for part in ("holder-state", "evaluative") if part in parts), "")


_COPULA = frozenset("be is are was were been being am seem seems seemed remain remains remained appear appears appeared".split())


def _nominal(sentence: Sentence, at: int) -> bool:
    """Whether a word stands where a noun does: behind an article, adjective, possessive or preposition."""
    if not at:
        return False
    tag, word = sentence.tags[at - 1], sentence.words[at - 1]
    return tag in ("DT", "JJ", "PRP$", "POS", "IN", "CD") and word not in ("that", "while", "as", "if", "because") or word in ("'s", "'")
