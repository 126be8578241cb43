"""Train the tagger of parts of speech and write it to `src/cablegram/positions/syntax/data`.

    python -m training.tagger            # train and write: two minutes
    python -m training.tagger --measure  # accuracy on the development part, --test on the test part, and the rate

Reads `../shared/data/ud-ewt` (CC BY-SA 4.0). Needs the standard library alone; twice gives the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import lzma
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cablegram.actors.tokens import Token, tokens
from cablegram.positions.syntax.packing import LIMIT, stored
from cablegram.positions.syntax.tagging import (
    AFTER,
    BEFORE,
    PLACES,
    START,
    context_features,
    tagger,
    word_features,
)

ROOT = Path(__file__).resolve().parents[1]
TREEBANK = ROOT.parent / "shared" / "data" / "ud-ewt"
DATA = ROOT / "src" / "cablegram" / "positions" / "syntax" / "data"
ROUNDS = 14
SEEN = 4  # a feature seen less often is not learnt
HIDDEN = 0.3  # of the features of a word are hidden at random in training, so that it leans on none alone
SCALE = 7  # a weight of 1 of the averaged perceptron is 7 on disk
PRUNED = 6  # a weight nearer to nothing is nothing
# The tags of contractions; another token of several parts has the tag of the first.
MERGED = ("PRP+VBP", "PRP+VBD", "PRP+VBZ", "PRP+MD", "VBP+RB", "VBD+RB", "VBZ+RB", "VB+RB", "MD+RB")
POSSESSIVES = ("its", "your", "whose")  # written for "it's" and the like, they would be learnt as such
QUOTES = {"``": "''"}
MARKS = {"-": "HYPH", "/": ",", ".": ".", ",": ",", ":": ":", "'": "POS"}


@dataclass(slots=True)
class Part:
    """A token of the treebank: ``[start, end)`` in the text of its sentence; ``head`` a number of a token, -1 none."""

    start: int
    end: int
    tag: str
    head: int
    label: str


@dataclass(slots=True)
class Sentence:
    """Words as our tokenizer cuts them, with tags, heads (-1: the root) and labels."""

    words: list[str]
    tags: list[str]
    heads: list[int]
    labels: list[str]


def parts(lines: Iterable[str]) -> tuple[str, list[Part]]:
    """The text of a sentence of the treebank, made of its tokens, and the tokens."""
    text = ""
    found: list[Part] = []
    whole: tuple[int, int, int] | None = None  # the last number, start and end of a token of several words
    for line in lines:
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        number, form = cells[0], cells[1]
        if "." in number:
            continue
        if "-" in number:
            whole = (int(number.split("-")[1]), len(text), len(text) + len(form))
            text += form + ("" if "SpaceAfter=No" in cells[9] else " ")
            at = whole[1]
            continue
        if whole:
            start = at
            # The forms of the words of a token are pieces of it; the last takes what is left.
            at = end = whole[2] if int(number) == whole[0] else min(whole[2], at + len(form))
            if int(number) == whole[0]:
                whole = None
        else:
            start, end = len(text), len(text) + len(form)
            text += form + ("" if "SpaceAfter=No" in cells[9] else " ")
        found.append(Part(start, end, QUOTES.get(cells[4], cells[4]), int(cells[6]) - 1, cells[7]))
    return text, found


def aligned(text: str, found: Sequence[Part]) -> Sentence:
    """The sentence in our tokens. One of several parts takes the head and label of the outermost of them; of the
    pieces of one part the last word (of an address the first) is its head.
    """
    ours = tokens(text)
    inside: list[list[int]] = [[n for n, part in enumerate(found) if _touch(token, part)] for token in ours]
    pieces: dict[int, list[int]] = defaultdict(list)
    for at, numbers in enumerate(inside):
        for number in numbers:
            pieces[number].append(at)
    chief = {number: _chief(found[number], ats, ours) for number, ats in pieces.items()}
    sentence = Sentence([token.word for token in ours], [], [], [])
    for at, numbers in enumerate(inside):
        outer = [n for n in numbers if found[n].head not in numbers]
        number = (outer or numbers)[0]
        part = found[number]
        word = ours[at].word
        if chief[number] != at:
            mark = not word[0].isalnum()
            sentence.tags.append(MARKS.get(word, part.tag) if mark and part.tag != "ADD" else part.tag)
            sentence.heads.append(chief[number])
            sentence.labels.append("punct" if mark else "flat" if part.tag in ("ADD", "NNP") else "compound")
            continue
        tag = "+".join(found[n].tag for n in numbers)
        sentence.tags.append(tag if tag in MERGED else found[numbers[0]].tag)
        sentence.heads.append(chief.get(part.head, -1))
        sentence.labels.append(part.label)
    return sentence


def _touch(token: Token, part: Part) -> bool:
    return token.start < part.end and part.start < token.end


def _chief(part: Part, ats: Sequence[int], ours: Sequence[Token]) -> int:
    words = [at for at in ats if ours[at].word[0].isalnum()]
    if not words:
        return ats[0]
    return words[0] if part.tag == "ADD" else words[-1]


def sentences(part: str) -> Iterator[Sentence]:
    """The sentences of a part of the treebank: train, dev or test."""
    with gzip.open(TREEBANK / f"en_ewt-ud-{part}.conllu.gz", "rt", encoding="utf-8") as file:
        lines: list[str] = []
        for line in file:
            line = line.rstrip("\n")
            if line:
                lines.append(line)
            elif lines:
                yield aligned(*parts(lines))
                lines = []


class Perceptron:
    """An averaged perceptron whose weights are packed as in `packing`, in wider fields.

    ``rows[feature]`` are the weights now; ``sums`` holds each change times the step at which it was made.
    """

    FIELD = 24
    WIDE = 48

    def __init__(self, width: int) -> None:
        self.width = width
        self.rows: dict[object, int] = {}
        self.sums: dict[object, int] = {}
        self.step = 1
        self._middle = sum(1 << (self.FIELD * at + self.FIELD - 1) for at in range(width))
        self._bytes = width * self.FIELD // 8

    def scores(self, features: Iterable[object]) -> list[int]:
        """The score of every label."""
        rows = self.rows
        row = self._middle
        for feature in features:
            row += rows.get(feature, 0)
        data = row.to_bytes(self._bytes, "little")
        return [low + (high << 16) for low, high in zip(_every(data, 0), data[2::3], strict=True)]

    def update(self, features: Iterable[object], good: int, bad: int) -> None:
        """Raise the good label and lower the bad one."""
        change = (1 << (self.FIELD * good)) - (1 << (self.FIELD * bad))
        total = self.step * ((1 << (self.WIDE * good)) - (1 << (self.WIDE * bad)))
        rows, sums = self.rows, self.sums
        for feature in features:
            rows[feature] = rows.get(feature, 0) + change
            sums[feature] = sums.get(feature, 0) + total

    def averaged(self, scale: float, pruned: int) -> dict[object, list[int]]:
        """The averaged weights, scaled and rounded, without those nearer to nothing than ``pruned``."""
        found = {}
        for feature, row in self.rows.items():
            now = fields(row, self.width, self.FIELD)
            changes = fields(self.sums[feature], self.width, self.WIDE)
            weights = [round((n - c / self.step) * scale) for n, c in zip(now, changes, strict=True)]
            weights = [max(-LIMIT, min(LIMIT, w)) if abs(w) >= pruned else 0 for w in weights]
            if any(weights):
                found[feature] = weights
        return found


def _every(data: bytes, at: int) -> list[int]:
    low = bytearray(len(data) // 3 * 2)
    low[0::2] = data[at::3]
    low[1::2] = data[at + 1 :: 3]
    return list(memoryview(low).cast("H"))


def fields(row: int, width: int, size: int) -> list[int]:
    """The fields of a packed number, which may be negative."""
    middle = 1 << (size - 1)
    row += sum(middle << (size * at) for at in range(width))
    data = row.to_bytes(width * size // 8, "little")
    step = size // 8
    return [int.from_bytes(data[at : at + step], "little") - middle for at in range(0, len(data), step)]


def well_written(sentence: Sentence) -> bool:
    """Whether no possessive stands for a contraction: in a cable ITS is a possessive."""
    return not any(word in POSSESSIVES and "+" in tag for word, tag in zip(sentence.words, sentence.tags, strict=True))


def train(found: Sequence[Sentence], rounds: int = ROUNDS) -> tuple[list[str], dict[object, list[int]]]:
    """The tags, and the weights of every feature kept."""
    names = sorted({tag for sentence in found for tag in sentence.tags})
    number = {name: at for at, name in enumerate(names)}
    count: Counter[str] = Counter()
    prepared = []
    for sentence in found:
        words = [BEFORE, BEFORE, *sentence.words, AFTER, AFTER]
        before = [START, START, *sentence.tags]
        static = []
        for at in range(2, len(words) - 2):
            here = [name for place in PLACES for name in word_features(place, words[at + place])]
            static.append(here)
            count.update(here)
            count.update(context_features(words, at, before[at - 1], before[at - 2]))
        prepared.append((words, static, [number[tag] for tag in sentence.tags]))
    known = {name for name, times in count.items() if times >= SEEN}
    for _, static, _ in prepared:
        static[:] = [[name for name in here if name in known] for here in static]
    model = Perceptron(len(names))
    chance = random.Random(1)
    for turn in range(rounds):
        chance.shuffle(prepared)
        wrong = 0
        for words, static, gold in prepared:
            first = second = START
            for at, right in enumerate(gold):
                context = context_features(words, at + 2, first, second)
                here = static[at] + [name for name in context if name in known]
                here = [name for name in here if chance.random() >= HIDDEN]
                scores = model.scores(here)
                said = scores.index(max(scores))
                if said != right:
                    model.update(here, right, said)
                    wrong += 1
                model.step += 1
                second, first = first, names[said]
        print(f"round {turn + 1}: {wrong} wrong", flush=True)
    return names, model.averaged(SCALE, PRUNED)


def write(names: Sequence[str], weights: dict[object, list[int]]) -> None:
    """Write the weights in the order of the features' names."""
    strong = 9 | lzma.PRESET_EXTREME
    order = sorted(str(name) for name in weights)
    DATA.mkdir(parents=True, exist_ok=True)
    (DATA / "tagger-features.xz").write_bytes(lzma.compress("\n".join(order).encode("utf-8"), preset=strong))
    (DATA / "tagger-weights.xz").write_bytes(stored(weights[name] for name in order))
    (DATA / "tagger-tags.json.xz").write_bytes(lzma.compress(json.dumps(names).encode("utf-8"), preset=strong))


def measure(part: str) -> None:
    """Print how many tags are right, with proper nouns told from others or not, and the rate."""
    found = list(sentences(part))
    model = tagger()
    said = [model.tags(sentence.words) for sentence in found]
    start = time.process_time()
    for sentence in found:
        model.tags(sentence.words)
    seconds = time.process_time() - start
    pairs = [
        (ours, gold, word)
        for sentence, tags in zip(found, said, strict=True)
        for ours, gold, word in zip(tags, sentence.tags, sentence.words, strict=True)
    ]
    right = sum(ours == gold for ours, gold, _ in pairs) / len(pairs)
    proper = sum(_common(ours) == _common(gold) for ours, gold, _ in pairs) / len(pairs)
    print(f"{part}: {len(pairs)} tokens, {right:.4f} right; NNP(S) as NN(S): {proper:.4f}")
    print(f"{len(pairs) / seconds:.0f} tokens per CPU second, words known from before")
    errors = Counter((gold, ours) for ours, gold, _ in pairs if ours != gold)
    print("gold, ours: " + "; ".join(f"{gold} {ours} {times}" for (gold, ours), times in errors.most_common(24)))


def _common(tag: str) -> str:
    return tag.replace("NNP", "NN")


def main() -> None:
    """Train and write, or measure."""
    options = argparse.ArgumentParser(description="Trains the tagger of parts of speech.")
    options.add_argument("--measure", action="store_true", help="measure on the development part")
    options.add_argument("--test", action="store_true", help="measure on the test part")
    options.add_argument("--rounds", type=int, default=ROUNDS)
    given = options.parse_args()
    if not (given.measure or given.test):
        write(*train([s for s in sentences("train") if well_written(s)], given.rounds))
    if given.measure:
        measure("dev")
    if given.test:
        measure("test")


if __name__ == "__main__":
    main()
