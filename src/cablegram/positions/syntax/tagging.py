"""A part of speech for every word, blind to case: an averaged perceptron from left to right.

The tags are those of the Penn Treebank as UD EWT has them, with two changes: both sides of a quotation are ``''``, and
a contraction that the tokenizer keeps whole has the tags of its parts (``don't`` VBP+RB, ``couldn't`` MD+RB, ``we'll``
PRP+MD). What was learnt and under which licence: `data/PROVENANCE.md`; how: `training/tagger.py`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from cablegram.actors.lore import lore
from cablegram.positions.syntax.packing import Scores, read_rows, read_text

BEFORE, AFTER = "<s>", "</s>"  # stand before the first word and after the last
START = "-"  # the tag of what stands before the first word
PLACES = (0, -1, 1, -2, 2)
CACHED = 100_000  # words whose sums are kept before the cache is emptied


def word_features(place: int, word: str) -> Iterator[str]:
    """What the word itself tells of the tag of the word that it stands ``place`` after."""
    yield f"{place}w{word}"
    clusters = lore().clusters(word) or ()
    if place == 0:
        yield "0"
        for length in (1, 2, 3, 4):
            if len(word) > length:
                yield f"0s{word[-length:]}"
        for length in (1, 2, 3):
            if len(word) > length:
                yield f"0p{word[:length]}"
        yield f"0f{_form(word)}"
        yield f"0r{lore().commonness(word)}"
        for number, cluster in enumerate(clusters):
            yield f"0c{number}:{cluster}"
    elif place in (-1, 1):
        yield f"{place}s{word[-3:]}"
        yield f"{place}f{_form(word)}"
        for number in (0, 1, 2, 5):
            if clusters:
                yield f"{place}c{number}:{clusters[number]}"
    elif clusters:
        yield f"{place}c1:{clusters[1]}"


def _form(word: str) -> str:
    """Letters, digits and other marks in their order, runs cut to one."""
    form = ""
    for char in word[:12]:
        kind = "a" if char.isalpha() else "9" if char.isdigit() else char
        if form[-1:] != kind:
            form += kind
    return form


def context_features(words: Sequence[str], at: int, first: str, second: str) -> tuple[str, ...]:
    """What several things together tell: ``first`` and ``second`` are the tags one and two words before.

    ``words`` has two words of padding on both sides; ``at`` counts them.
    """
    word, left, right = words[at], words[at - 1], words[at + 1]
    return (
        f"t{first}",
        f"tt{second} {first}",
        f"tw{first} {word}",
        f"ttw{second} {first} {word}",
        f"tr{first} {right}",
        f"lw{left} {word}",
        f"wr{word} {right}",
        f"ts{first} {word[-2:]}",
    )


class _Sums(dict[str, int]):
    """The sum of what a word tells at a place, made when first asked for."""

    def __init__(self, place: int, weight: Callable[[str, int], int]) -> None:
        self._place = place
        self._weight = weight

    def __missing__(self, word: str) -> int:
        if len(self) > CACHED:
            self.clear()
        weight = self._weight
        found = self[word] = sum(weight(name, 0) for name in word_features(self._place, word))
        return found


class Tagger:
    """Weights by the names of features, for the tags in their order."""

    def __init__(self, tags: Sequence[str], weights: Mapping[str, int]) -> None:
        self._tags = tags
        self._weight = weights.get
        self._scores = Scores(len(tags))
        self._sums = [_Sums(place, weights.get) for place in PLACES]

    def tags(self, words: Sequence[str]) -> list[str]:
        """The tag of every word of one sentence."""
        padded = [BEFORE, BEFORE, *words, AFTER, AFTER]
        weight, best, names = self._weight, self._scores.best, self._tags
        here, left, right, left2, right2 = self._sums
        first = second = START
        found: list[str] = []
        for at in range(2, len(padded) - 2):
            row = here[padded[at]] + left[padded[at - 1]] + right[padded[at + 1]]
            row += left2[padded[at - 2]] + right2[padded[at + 2]]
            for name in context_features(padded, at, first, second):
                row += weight(name, 0)
            second, first = first, names[best(row)]
            found.append(first)
        return found


@lru_cache(maxsize=1)
def tagger() -> Tagger:
    """The tagger that ships with the package; read once."""
    names = read_text("tagger-features.xz").split("\n")
    tags: list[str] = json.loads(read_text("tagger-tags.json.xz"))
    return Tagger(tags, dict(zip(names, read_rows("tagger-weights.xz", len(tags)), strict=True)))


def tags(words: Sequence[str]) -> list[str]:
    """The tag of every word of one sentence; words as `cablegram.actors.tokens.folded` makes them."""
    return tagger().tags(words)
