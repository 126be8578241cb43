"""The words by which a forecast is told: words of estimative probability with the band of each.

``band`` is the band of the words as they stand, ``negated`` the band under a plain negation; both are empty where the
words alone are no forecast (a bare "possibility": `positions-guideline.md`, X3) and a ``grade`` beside them gives the
band ("little chance"). ``holder`` says who forecasts: the ``subject`` of the words ("X is optimistic") or the
``source`` of the sentence ("it is likely"). A verb is written in its base form and its first word inflects; a noun's last
word takes a plural.

Frames say where the event stands, best first: ``that`` (a clause, with or without the word), ``whether`` (also "if"),
``to`` (the subject and an infinitive), ``for-to``, ``object-to``, ``object``, ``subject``, ``clause`` (the clause the
words stand in), ``progressive`` (the subject and the verb itself, when in progress), ``indicate`` (the object, of a subject
that is a thing), ``as-to`` ("as to") and otherwise the preposition itself.

The bands are those of the guideline's section 5. ``stronger`` and ``weaker`` are words of degree: one band up, a negation.
The other parts are words around a forecast: ``linking`` verbs, verbs of ``believing`` whose "will" is one, of ``planning`` and
``trying``, and adjectives before an infinitive, of what is ``decided`` and ``light`` ones ("be able to").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal, NamedTuple, get_args

from cablegram.tables import rows
from cablegram.tables.inflection import forms

__all__ = ["BANDS", "Band", "Likelihood", "likelihood_words", "likelihoods_at", "mirrored", "side"]

Band = Literal[
    "almost_no_chance", "very_unlikely", "unlikely", "roughly_even", "likely", "very_likely", "almost_certain"
]
BANDS: tuple[Band, ...] = get_args(Band)


_PARTS = frozenset(("adjective", "adverb", "verb", "noun", "modal"))


class Likelihood(NamedTuple):
    """One row of ``likelihood_words.csv``; ``weight`` is ``firm``, ``usual`` or ``loose`` (often said of mere facts)."""

    word: str
    part: str
    holder: str
    band: str
    negated: str
    frames: tuple[str, ...]
    weight: str
    source: str


@lru_cache(maxsize=1)
def _by_first() -> Mapping[str, tuple[tuple[tuple[str, ...], Likelihood], ...]]:
    """Every form of every row by its first word, those with the most words first."""
    found: defaultdict[str, list[tuple[tuple[str, ...], Likelihood]]] = defaultdict(list)
    for row in rows("likelihood_words"):
        if row["part"] not in _PARTS:
            continue
        entry = Likelihood(
            row["word"], row["part"], row["holder"], row["band"], row["negated"],
            tuple(row["frames"].split()), row["weight"], row["source"],
        )  # fmt: skip
        for form in _forms(entry):
            found[form[0]].append((form, entry))
    return MappingProxyType({first: tuple(sorted(same, key=lambda one: -len(one[0]))) for first, same in found.items()})


def _forms(entry: Likelihood) -> Iterator[tuple[str, ...]]:
    first, *rest = entry.word.split()
    if entry.part == "verb":
        yield from dict.fromkeys((form, *rest) for form, _ in forms(first))
        return
    yield (first, *rest)
    if entry.part == "noun":
        plural = first[:-1] + "ies" if first.endswith("y") else first + "s"
        yield (plural, *rest)


def likelihoods_at(words: Sequence[str], at: int) -> tuple[int, tuple[Likelihood, ...]] | None:
    """The longest likelihood words that begin at the word ``at``: where they end and their rows; ``None`` where none do."""
    entries = _by_first().get(words[at], ())
    length = next((len(form) for form, _ in entries if tuple(words[at : at + len(form)]) == form), 0)
    if not length:
        return None
    here = tuple(words[at : at + length])
    return at + length, tuple(entry for form, entry in entries if form == here)


@cache
def likelihood_words(part: str) -> Mapping[str, str]:
    """The words of a part with the band of each; only a ``grade`` has one of those that are no forecast by themselves."""
    return MappingProxyType({row["word"]: row["band"] for row in rows("likelihood_words") if row["part"] == part})


def mirrored(band: str) -> str:
    """The band of the opposite event; what is no band stays as it is."""
    return BANDS[-1 - [*BANDS].index(band)] if band in BANDS else band


def side(band: str) -> int:
    """1 above even odds, -1 below, 0 for even odds and for what is no band."""
    at = [*BANDS].index(band) if band in BANDS else 3
    return (at > 3) - (at < 3)
