"""Which word each word of a sentence depends on, and as what, blind to case: a greedy arc-hybrid parser.

The relations are those of Universal Dependencies as UD EWT has them. A sentence is read once from left to right, with a
stack; a perceptron chooses each step: shift a word, or make the top of the stack depend on the next word (left) or on
the word below it (right). What was learnt and under which licence: `data/PROVENANCE.md`; how: `training/parser.py`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import add

from cablegram.actors.lore import lore
from cablegram.positions.syntax.packing import Scores, packed, read_keys, read_rows, read_text

SHIFT, LEFT, RIGHT = 0, 1, 2
SHIFT_ALONE = ("shift", "")  # the step without a label
FORBIDDEN = -16_000  # added to the score of a step that cannot be taken; below what rows of weights can make
FAR = 12  # words at this distance and more are equally far
MANY = 4  # so many dependents and more are equally many
# A feature is a number: that of its template times this, and what it is about below it.
TEMPLATE = 1 << 44

Step = tuple[str, str]  # "shift", "left" or "right", and the label


class Numbers:
    """The numbers of words, tags and labels; 0 stands for nothing there, 1 for an unknown word."""

    def __init__(self, words: Sequence[str], tags: Sequence[str]) -> None:
        self._words = {word: at for at, word in enumerate(words, 2)}
        self._tags = {tag: at for at, tag in enumerate(tags, 1)}

    def of(self, words: Sequence[str], tags: Sequence[str]) -> tuple[list[int], ...]:
        """For each word and then for nothing: word, tag, both, and three clusters, coarse to fine."""
        known, kinds, clusters = self._words, self._tags, lore().clusters
        word = [known.get(name, 1) for name in words]
        # A tag that was not in training is as its first part, or as a noun.
        tag = [kinds.get(name) or kinds.get(name.split("+")[0]) or kinds.get("NN", 0) for name in tags]
        both = [w << 6 | t for w, t in zip(word, tag, strict=True)]
        groups = [clusters(name) for name in words]
        coarse = [1 + group[0] if group else 0 for group in groups]
        middle = [1 + group[1] if group else 0 for group in groups]
        fine = [1 + group[2] if group else 0 for group in groups]
        columns = (word, tag, both, coarse, middle, fine)
        for column in columns:
            column.append(0)
        return columns


class State:
    """A sentence half read: what is on the stack, the next word, and the dependents found so far.

    ``nothing`` is the number of the place behind the last word, where every column holds what stands for nothing.
    """

    __slots__ = ("columns", "first", "heads", "labels", "last", "left", "next", "nothing", "right", "second", "stack")

    def __init__(self, columns: tuple[list[int], ...]) -> None:
        count = len(columns[0]) - 1
        self.columns = columns
        self.nothing = count
        self.stack: list[int] = []
        self.next = 0
        self.heads = [-1] * count
        self.labels = [0] * (count + 1)
        self.first = [count] * (count + 1)  # the outermost dependent to the left
        self.last = [count] * (count + 1)  # and to the right
        self.second = [count] * (count + 1)  # the one before the outermost to the right
        self.left = [0] * (count + 1)  # how many dependents to the left
        self.right = [0] * (count + 1)

    def done(self) -> bool:
        """Whether every word but the root has its head."""
        return self.next >= self.nothing and len(self.stack) <= 1

    def allowed(self) -> tuple[bool, bool, bool]:
        """Whether a shift, a left and a right step can be taken."""
        more = self.next < self.nothing
        return more, more and bool(self.stack), len(self.stack) > 1

    def take(self, kind: int, label: int) -> None:
        """Take a step."""
        if kind == SHIFT:
            self.stack.append(self.next)
            self.next += 1
            return
        word = self.stack.pop()
        if kind == LEFT:
            head = self.next
            self.first[head] = word
            self.left[head] += 1
        else:
            head = self.stack[-1]
            self.second[head] = self.last[head]
            self.last[head] = word
            self.right[head] += 1
        self.heads[word] = head
        self.labels[word] = label


def features(state: State) -> list[int]:
    """What is seen of a state: the words about the place, alone and together, and their dependents."""
    word, tag, both, coarse, middle, fine = state.columns
    none, stack, labels = state.nothing, state.stack, state.labels
    depth = len(stack)
    s0 = stack[-1] if depth else none
    s1 = stack[-2] if depth > 1 else none
    s2 = stack[-3] if depth > 2 else none
    b0 = state.next
    b1, b2, b3 = (b0 + 1, b0 + 2, b0 + 3) if b0 + 3 < none else (min(b0 + i, none) for i in (1, 2, 3))
    s0w, s0t, s0b, s0m, s0f = word[s0], tag[s0], both[s0], middle[s0], fine[s0]
    s1w, s1t, s1b, s1m, s1f = word[s1], tag[s1], both[s1], middle[s1], fine[s1]
    b0w, b0t, b0b, b0m, b0f = word[b0], tag[b0], both[b0], middle[b0], fine[b0]
    b1w, b1t, b1f = word[b1], tag[b1], fine[b1]
    b2t = tag[b2]
    s0l, s0r, s1l, s1r, b0l = state.first[s0], state.last[s0], state.first[s1], state.last[s1], state.first[b0]
    s0lt, s0rt, s1lt, s1rt, b0lt = tag[s0l], tag[s0r], tag[s1l], tag[s1r], tag[b0l]
    s0n, s1n = (
        min(state.left[s0], MANY) << 3 | min(state.right[s0], MANY),
        min(state.left[s1], MANY) << 3 | min(state.right[s1], MANY),
    )
    b0n = min(state.left[b0], MANY)
    near = min(b0 - s0, FAR) if depth else 0
    below = min(s0 - s1, FAR) if depth > 1 else 0
    s0b0, s1s0 = s0t << 6 | b0t, s1t << 6 | s0t
    s1s0b0 = s1s0 << 6 | b0t
    found = (
        # words alone
        s0w, s0t, s0b, s0f, s0m << 6 | s0t,
        s1w, s1t, s1b, s1f, s1m << 6 | s1t,
        b0w, b0t, b0b, b0f, b0m << 6 | b0t,
        both[b1], b1t, b1f, both[b2], b2t, both[s2], tag[s2], middle[b2],
        # pairs
        s0b << 20 | b0b, s0b << 6 | b0t, s0t << 20 | b0b, s0w << 14 | b0w, s0b0,
        s1b << 20 | s0b, s1b << 6 | s0t, s1t << 20 | s0b, s1w << 14 | s0w, s1s0,
        s1w << 14 | b0w, s1w << 6 | b0t, s1t << 14 | b0w, s1t << 6 | b0t,
        b0t << 6 | b1t, b0w << 6 | b1t, b0b << 14 | b1w,
        s0m << 9 | b0m, s1m << 9 | s0m, s1m << 9 | b0m,
        s0f << 14 | b0w, s0w << 11 | b0f, s1f << 14 | s0w, s1w << 11 | s0f, s1f << 14 | b0w,
        s0m << 6 | b0t, s0t << 9 | b0m, s1m << 6 | s0t, s1t << 9 | s0m,
        # threes and fours
        b0t << 12 | b1t << 6 | b2t, s0b0 << 6 | b1t, s1s0b0, tag[s2] << 12 | s1s0, s1s0b0 << 6 | b1t,
        s0b0 << 12 | b1t << 6 | b2t, b0t << 18 | b1t << 12 | b2t << 6 | tag[b3],
        s1s0 << 14 | b0w, s1t << 20 | b0t << 14 | s0w, s0b0 << 14 | s1w, s0w << 12 | b0t << 6 | b1t,
        s0t << 20 | b1t << 14 | b0w, s0f << 20 | b1t << 14 | b0w, s1f << 20 | b1t << 14 | b0w,
        s1w << 20 | s0t << 14 | b0w, s1m << 18 | s0m << 9 | b0m,
        s0m << 23 | middle[b2] << 14 | b0w, s1m << 23 | middle[b2] << 14 | b0w,
        # dependents
        word[s0l], s0lt, labels[s0l], word[s0r], s0rt, labels[s0r],
        word[s1l], s1lt, labels[s1l], word[s1r], s1rt, labels[s1r],
        word[b0l], b0lt, labels[b0l],
        s0b0 << 6 | s0lt, s0b0 << 6 | s0rt, s0b0 << 6 | b0lt, s1s0 << 6 | s0lt, s1s0 << 6 | s1lt, s1s0 << 6 | s1rt,
        s1w << 14 | word[s0l], s1t << 20 | s0t << 14 | word[s0l], s0t << 20 | b0t << 14 | word[s0l],
        s0b << 12 | labels[s0r] << 6 | labels[s0l], s1b << 12 | labels[s1r] << 6 | labels[s1l],
        s1t << 12 | s1rt << 6 | tag[state.second[s1]], s0t << 12 | s0rt << 6 | tag[state.second[s0]],
        labels[s1r] << 12 | s1s0, labels[s0r] << 12 | s0b0, b0b << 6 | labels[b0l],
        s0n << 14 | s0w, s0n << 6 | s0t, s1n << 14 | s1w, s1n << 6 | s1t, b0n << 14 | b0w, b0n << 6 | b0t,
        s0n << 12 | s0b0, s1n << 12 | s1s0,
        # distances
        near << 14 | s0w, near << 14 | b0w, near << 12 | s0b0, below << 14 | s1w, below << 14 | s0w,
        below << 12 | s1s0, below << 18 | s1s0b0,
        # the first and last word, how much is left
        coarse[s0] << 14 | coarse[s1] << 7 | coarse[b0], min(depth, 5) << 3 | min(none - b0, 5),
    )  # fmt: skip
    return list(map(add, found, _TEMPLATES))


_TEMPLATES = [at * TEMPLATE for at in range(160)]  # more than there are


def steps_of(steps: Sequence[Step], labels: Sequence[str]) -> list[tuple[int, int]]:
    """The kind and the number of the label of each step."""
    kinds = {"shift": SHIFT, "left": LEFT, "right": RIGHT}
    number = {label: at for at, label in enumerate(labels)}
    return [(kinds[kind], number[label]) for kind, label in steps]


class Parser:
    """Weights by the numbers of features, for the steps in their order. ``labels[0]`` is that of no relation."""

    def __init__(self, numbers: Numbers, steps: Sequence[Step], weights: Mapping[int, int]) -> None:
        self._numbers = numbers
        self._labels = ["", *sorted({label for _, label in steps if label})]
        self._steps = steps_of(steps, self._labels)
        self.weights = weights
        self.scores = Scores(len(steps))
        self._masks = {
            allowed: packed(0 if allowed[kind] else FORBIDDEN for kind, _ in self._steps)
            for allowed in ((a, b, c) for a in (True, False) for b in (True, False) for c in (True, False))
        }

    def parse(self, words: Sequence[str], tags: Sequence[str]) -> list[tuple[int, str]]:
        """For every word of one sentence its head, -1 for the root, and its relation."""
        state = State(self._numbers.of(words, tags))
        weight, best, steps, masks = self.weights.get, self.scores.best, self._steps, self._masks
        while not state.done():
            row = masks[state.allowed()]
            for feature in features(state):
                found = weight(feature)
                if found:
                    row += found
            state.take(*steps[best(row)])
        return [
            (head, "root" if head < 0 else self._labels[label])
            for head, label in zip(state.heads, state.labels, strict=False)
        ]


@lru_cache(maxsize=1)
def parser() -> Parser:
    """The parser that ships with the package; read once."""
    facts = json.loads(read_text("parser.json.xz"))
    steps = [(kind, label) for kind, label in facts["steps"]]
    keys = read_keys("parser-features.xz")
    weights = dict(zip(keys, read_rows("parser-weights.xz", len(steps)), strict=True))
    return Parser(Numbers(facts["words"], facts["tags"]), steps, weights)


def parse(words: Sequence[str], tags: Sequence[str]) -> list[tuple[int, str]]:
    """For every word of one sentence the number of its head (-1 for the root) and its relation.

    ``words`` as `cablegram.actors.tokens.folded` makes them, ``tags`` as `tagging.tags` gives them. There is always
    one root, and no word depends on itself by any way.
    """
    return parser().parse(words, tags)
