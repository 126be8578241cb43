"""The words that say somebody holds a stance, and the words that strengthen, weaken, hedge or turn it.

``stance_cues.csv`` has one row for each cue, part and stance; where the stance hangs on what follows ("hope to",
"hope that") the rows of a cue share no frame. A cue is written in its base form: of a verb phrase the first word
inflects, of a noun phrase its head, of the other parts nothing. A negator that a cue contains ("see no need") is
already counted in its stance. ``degree_words.csv`` has the words around a cue.

Frames say where the target stands: ``object``, ``subject`` (of an evaluative or of a verb that judges: "T makes
sense"), ``clause`` (the clause a modal stands in: "T must be adopted"), ``that`` (a clause, with or without the word),
``whether`` and ``why`` clauses, ``to`` (infinitive), ``ing``, ``object-to`` ("urge X to do"), ``for-to``
("for X to do"), ``base`` (bare infinitive), ``none`` (the context has it), ``to+`` (the preposition before a noun),
``as-to`` ("as to") and otherwise the preposition itself. They stand after the last word of the cue, best first.

Stances, strength and basis are those of the positions guideline, 3.1 and 3.2.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from cablegram.tables import rows
from cablegram.tables.inflection import forms

__all__ = ["Cue", "CueForm", "DegreeWord", "cue_forms", "cues", "degree_at", "degree_words", "respelt"]

NO_POSITION = "none"
# What a negated stance is where the row says nothing else: R1, R2 and section 14 of the guideline.
_NEGATED = {
    "support": "oppose",
    "lean_support": "oppose",
    "neutral": "",
    "lean_oppose": "neutral",
    "oppose": "neutral",
}
_PREPOSITIONS = frozenset({"about", "against", "for", "from", "in", "of", "on", "to", "with"})
_WORDS = re.compile(r"[a-z]+(?:'(?!s\b)[a-z]+)*|'s|-")
_MODALS = frozenset({"can", "could", "may", "might", "must", "should", "will", "would"})


class Cue(NamedTuple):
    """One row of the table: words that tell of a stance on a target, which stands in one of ``frames``.

    ``part`` is ``verb``, ``noun``, ``evaluative`` (it judges its subject) or ``holder-state`` (it is said of the
    holder, after a form of "be"). ``weight`` is ``firm``, ``usual`` or ``loose`` (often said of mere facts).
    """

    cue: str
    forms: tuple[str, ...]
    part: str
    stance: str
    strength: str
    frames: tuple[str, ...]
    basis: str
    negated: str
    weight: str
    source: str

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the base form, cut at hyphens and before 's as the tokens of the reading view are."""
        return tuple(_WORDS.findall(self.cue))

    @property
    def stance_negated(self) -> str:
        """The stance under a plain negation; ``""`` where a negation leaves no position."""
        if self.negated:
            return "" if self.negated == NO_POSITION else self.negated
        return _NEGATED[self.stance]


class CueForm(NamedTuple):
    """One inflected form of a cue without its first word: what must follow, and how the head is inflected.

    ``inflection`` is ``base``, ``s``, ``ed``, ``ing`` or ``irregular`` (a form the table gives).
    """

    cue: Cue
    rest: tuple[str, ...]
    inflection: str


class DegreeWord(NamedTuple):
    """A word or phrase around a cue: its ``kind`` (negator, downtoner, intensifier …) and its ``effect``."""

    word: str
    kind: str
    effect: str
    source: str


def _plural(word: str) -> str:
    return next(form for form, inflection in forms(word) if inflection == "s")


def _verb_forms(cue: Cue) -> Iterator[tuple[tuple[str, ...], str]]:
    head, *rest = cue.words
    if head in _MODALS:
        return
    for form in cue.forms:
        yield (form, *rest), "irregular"
    for form, inflection in forms(head):
        # The table's forms stand in for the regular ones of the same sort.
        if cue.forms and (inflection == "ed" or (inflection == "s" and any(f.endswith("s") for f in cue.forms))):
            continue
        yield (form, *rest), inflection


def _noun_forms(cue: Cue) -> Iterator[tuple[tuple[str, ...], str]]:
    words = cue.words
    at = next((i for i, word in enumerate(words) if i and word in _PREPOSITIONS), len(words)) - 1
    for form in cue.forms or (_plural(words[at]),):
        yield (*words[:at], form, *words[at + 1 :]), "irregular" if cue.forms else "s"


@lru_cache(maxsize=1)
def cues() -> tuple[Cue, ...]:
    """Every row of ``stance_cues.csv``."""
    return tuple(
        Cue(
            row["cue"], tuple(row["forms"].split()), row["part"], row["stance"], row["strength"],
            tuple(row["frames"].split()), row["basis"], row["negated"], row["weight"], row["source"],
        )
        for row in rows("stance_cues")
    )  # fmt: skip


@lru_cache(maxsize=1)
def cue_forms() -> Mapping[str, tuple[CueForm, ...]]:
    """Every form of every cue by its first word in small letters, those with the most words first."""
    found: defaultdict[str, dict[CueForm, None]] = defaultdict(dict)
    for cue in cues():
        first, *rest = cue.words
        found[first][CueForm(cue, tuple(rest), "base")] = None
        more = _verb_forms(cue) if cue.part == "verb" else _noun_forms(cue) if cue.part == "noun" else ()
        for (head, *tail), inflection in more:
            if (head, *tail) != cue.words:
                found[head][CueForm(cue, tuple(tail), inflection)] = None
    return MappingProxyType(
        {head: tuple(sorted(forms, key=lambda form: -len(form.rest))) for head, forms in found.items()}
    )


@lru_cache(maxsize=1)
def degree_words() -> Mapping[str, tuple[DegreeWord, ...]]:
    """The rows of ``degree_words.csv`` by the first word of each, those with the most words first."""
    found: defaultdict[str, list[DegreeWord]] = defaultdict(list)
    for row in rows("degree_words"):
        found[row["word"].split()[0]].append(DegreeWord(row["word"], row["kind"], row["effect"], row["source"]))
    return MappingProxyType(
        {first: tuple(sorted(same, key=lambda entry: -len(entry.word.split()))) for first, same in found.items()}
    )


def degree_at(words: Sequence[str], at: int) -> list[DegreeWord]:
    """The rows of ``degree_words`` for the longest phrase that begins at the word ``at``."""
    found = [
        row
        for row in degree_words().get(words[at], ())
        if row.word.split() == list(words[at : at + len(row.word.split())])
    ]
    longest = max((len(row.word.split()) for row in found), default=0)
    return [row for row in found if len(row.word.split()) == longest]


@lru_cache(maxsize=4096)
def respelt(word: str) -> str:
    """The first word of a cue that a misread word is one letter from ("suogested"), empty where none or several are."""
    near = {
        other
        for other in cue_forms()
        if abs(len(other) - len(word)) <= 1
        and other[0] == word[0]
        and Levenshtein.distance(word, other, score_cutoff=1) <= 1
    }
    return near.pop() if len(near) == 1 else ""
