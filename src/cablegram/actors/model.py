"""The small model: for each of places and states, organisations, and people, which tokens begin or go on a mention.

Three linear chains (labels O, B, I) in two passes: the second sees what the first said of a token and its
neighbours, and what it said of the same word elsewhere in the cable. Training needs python-crfsuite
(`training/`); reading needs the standard library alone. Weights are kept in thousandths.
"""

from __future__ import annotations

import json
import lzma
import sys
from array import array
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from cablegram.actors.features import UNCOMMON, Key, expand, keys
from cablegram.actors.lore import lore
from cablegram.actors.tokens import Token

CLASSES = ("GEO", "ORG", "PER")
LABELS = ("O", "B", "I")
WIDTH = len(CLASSES) * len(LABELS)
SCALE = 1000  # a weight of 1 is 1000 here
CACHED = 200_000  # sums kept before the cache is emptied: about 60 MB
Vector = tuple[int, ...]  # whole thousandths, so that sums are the same on every machine
Chain = Sequence[int]  # label numbers, one for each token


@dataclass(slots=True)
class Model:
    """Weights of both passes: ``weights(feature)`` has 18 numbers, ``steps[pass][class]`` nine for label to label."""

    weights: Callable[[str], Vector | None]
    steps: tuple[tuple[Vector, ...], tuple[Vector, ...]]
    labels: tuple[tuple[str, ...], ...]  # the type:form labels of each class
    choices: tuple[Mapping[str, Sequence[int]], ...]  # and the weights of the choice among them
    caution: tuple[Vector, Vector]  # taken from O, for each pass and class: what a miss costs against a false alarm
    sums: dict[Key, Vector | None] = field(default_factory=dict)

    def chains(self, found: Sequence[Token], tags: Sequence[tuple[str, ...]] | None = None) -> tuple[list[int], ...]:
        """The label numbers of every token, for each class."""
        if not found:
            return tuple([] for _ in CLASSES)
        scores = [self._sum(bundle) for bundle in keys(found, tags)]
        first = self._pass(0, scores)
        votes = votes_of(found, first)
        scores = [
            tuple(map(sum, zip(score, self._sum(bundle), strict=True)))
            for score, bundle in zip(scores, votes, strict=True)
        ]
        return tuple(self._pass(1, scores))

    def first(self, found: Sequence[Token]) -> list[list[int]]:
        """What the first pass alone says: training makes the second from it."""
        return self._pass(0, [self._sum(bundle) for bundle in keys(found)]) if found else [[] for _ in CLASSES]

    def _pass(self, passage: int, scores: Sequence[Vector]) -> list[list[int]]:
        return [self._best(passage, number, scores) for number in range(len(CLASSES))]

    def _sum(self, bundle: Sequence[Key]) -> Vector:
        sums = self.sums
        vectors = []
        for key in bundle:
            if key not in sums:
                if len(sums) > CACHED:
                    sums.clear()
                sums[key] = self._weigh(key)
            vector = sums[key]
            if vector:
                vectors.append(vector)
        if not vectors:
            return (0,) * (2 * WIDTH)
        return vectors[0] if len(vectors) == 1 else tuple(map(sum, zip(*vectors, strict=True)))

    def _weigh(self, key: Key) -> Vector | None:
        vectors = [vector for vector in map(self.weights, expand(key)) if vector]
        return tuple(map(sum, zip(*vectors, strict=True))) if vectors else None

    def _best(self, passage: int, number: int, scores: Sequence[Vector]) -> list[int]:
        """Viterbi over three labels; I follows B or I alone."""
        at = passage * WIDTH + number * len(LABELS)
        step = self.steps[passage][number]
        oo, ob, _, bo, bb, bi, io, ib, ii = step
        caution = self.caution[passage][number]
        o, b, i = scores[0][at] - caution, scores[0][at + 1], -(10**9)
        back: list[tuple[int, int, int]] = []
        for score in scores[1:]:
            from_o, from_b, from_i = o + oo, b + bo, i + io
            if from_o >= from_b and from_o >= from_i:
                best_o, new_o = 0, from_o
            elif from_b >= from_i:
                best_o, new_o = 1, from_b
            else:
                best_o, new_o = 2, from_i
            from_o, from_b, from_i = o + ob, b + bb, i + ib
            if from_o >= from_b and from_o >= from_i:
                best_b, new_b = 0, from_o
            elif from_b >= from_i:
                best_b, new_b = 1, from_b
            else:
                best_b, new_b = 2, from_i
            from_b, from_i = b + bi, i + ii
            best_i, new_i = (1, from_b) if from_b >= from_i else (2, from_i)
            back.append((best_o, best_b, best_i))
            o, b, i = new_o + score[at] - caution, new_b + score[at + 1], new_i + score[at + 2]
        label = max((0, 1, 2), key=(o, b, i).__getitem__)
        chain = [label]
        for choices in reversed(back):
            label = choices[label]
            chain.append(label)
        chain.reverse()
        return chain


def votes_of(found: Sequence[Token], chains: Sequence[Chain]) -> list[list[Key]]:
    """The keys of the second pass: the first pass's labels here, beside, and for the same word elsewhere."""
    counts: defaultdict[str, int] = defaultdict(int)
    said: defaultdict[tuple[int, str], int] = defaultdict(int)
    for at, token in enumerate(found):
        counts[token.word] += 1
        for number, chain in enumerate(chains):
            if chain[at]:
                said[number, token.word] += 1
    result: list[list[Key]] = []
    last = len(found) - 1
    outside = (0,) * len(chains)
    labels = list(zip(*chains, strict=True))
    for at, token in enumerate(found):
        bundle: list[Key] = [
            ("here", labels[at]),
            ("left", labels[at - 1] if at else outside),
            ("right", labels[at + 1] if at < last else outside),
        ]
        word = token.word
        others = counts[word] - 1
        if others and len(word) > 2 and word.isalpha() and lore().commonness(word) >= UNCOMMON - 1:
            for number, label in enumerate(labels[at]):
                share = (said[number, word] - (label > 0)) / others
                bundle.append(("votes", number, 3 if share > 0.99 else 2 if share >= 0.5 else 1 if share else 0))
        result.append(bundle)
    return result


@lru_cache(maxsize=1)
def model() -> Model:
    """The model that ships with the package; read once, about 0.3 s."""
    facts = json.loads(_unpacked("model.json.xz"))
    names = _unpacked("features.xz").decode("utf-8").split("\n")
    numbers = array("h")
    numbers.frombytes(_unpacked("weights.xz"))
    if sys.byteorder == "big":
        numbers.byteswap()
    rows = {name: number for number, name in enumerate(names)}
    wide = 2 * WIDTH

    def weights(feature: str) -> Vector | None:
        row = rows.get(feature)
        if row is None:
            return None
        return tuple(numbers[row * wide : (row + 1) * wide])

    return of_facts(weights, facts)


def of_facts(scores: Callable[[str], Vector | None], facts: Mapping[str, Any]) -> Model:
    """A model of the chains' weights and the rest as it stands in `model.json.xz`."""
    return Model(
        scores,
        steps=tuple(tuple(_whole(step) for step in steps) for steps in facts["steps"]),  # type: ignore[arg-type]
        labels=tuple(tuple(labels) for labels in facts["labels"]),
        choices=tuple({name: _whole(row) for name, row in weights.items()} for weights in facts["choices"]),
        caution=tuple(_whole(row) for row in facts["caution"]),  # type: ignore[arg-type]
    )


def _whole(values: Sequence[float]) -> Vector:
    return tuple(round(value * SCALE) for value in values)


def _unpacked(name: str) -> bytes:
    return lzma.decompress((resources.files("cablegram.actors") / "data" / name).read_bytes())
