"""Train the dependency parser and write it to `src/cablegram/positions/syntax/data`.

    python -m training.parser            # train and write: fifteen minutes
    python -m training.parser --measure  # UAS and LAS on the development part, --test on the test part, and the rate

Reads `../shared/data/ud-ewt` (CC BY-SA 4.0). The tags it learns from are those of taggers that did not know the
sentence. Needs the standard library alone; twice gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from cablegram.positions.syntax.packing import packed, stored, stored_keys
from cablegram.positions.syntax.parsing import (
    LEFT,
    RIGHT,
    SHIFT,
    SHIFT_ALONE,
    Numbers,
    Parser,
    State,
    Step,
    features,
    parser,
)
from cablegram.positions.syntax.tagging import Tagger, tagger
from training.tagger import DATA, Perceptron, Sentence, sentences, well_written
from training.tagger import train as train_tagger

ROUNDS = 14
SEEN = 8  # a feature seen less often on the right way is not learnt
KNOWN = 3  # a word seen less often has no number
HIDDEN = 0.3  # of the features are hidden at random in training
OWN_WAY = 0.9  # from the second round on, the steps that are taken as chosen, right or wrong
FOLDS = 4
SCALE = 4  # a weight of 1 of the averaged perceptron is 4 on disk
PRUNED = 8  # a weight nearer to nothing is nothing
RARE = 20  # a label rarer in a direction is its first half, or "dep"


@dataclass(slots=True)
class Lesson:
    """A sentence made ready: its columns, heads (-1 the root), the numbers of its labels, each word's dependents."""

    columns: tuple[list[int], ...]
    heads: list[int]
    labels: list[str]
    children: list[list[int]]


def tagged_apart(found: Sequence[Sentence]) -> list[list[str]]:
    """The tags of each sentence by a tagger that learnt from the others."""
    tags: list[list[str]] = [[] for _ in found]
    for fold in range(FOLDS):
        names, weights = train_tagger([s for at, s in enumerate(found) if at % FOLDS != fold], 6)
        model = Tagger(names, {str(name): packed(row) for name, row in weights.items()})
        for at in range(fold, len(found), FOLDS):
            tags[at] = model.tags(found[at].words)
    return tags


def costs(state: State, heads: Sequence[int], children: Sequence[Sequence[int]]) -> list[int | None]:
    """How many right relations each kind of step makes impossible; ``None`` where it cannot be taken."""
    stack, following = state.stack, state.next
    shift, left, right = state.allowed()
    found: list[int | None] = [None, None, None]
    if shift:
        head = heads[following]
        lost = sum(1 for child in children[following] if child in stack)
        lost += head in stack[:-1] if head >= 0 else bool(stack)
        found[SHIFT] = lost
    if left:
        top = stack[-1]
        head = heads[top]
        lost = sum(1 for child in children[top] if child >= following)
        if head < 0:
            lost += len(stack) == 1
        else:
            lost += head > following or (len(stack) > 1 and head == stack[-2])
        found[LEFT] = lost
    if right:
        top = stack[-1]
        lost = sum(1 for child in children[top] if child >= following)
        found[RIGHT] = lost + (heads[top] >= following)
    return found


class School:
    """Trains a parser."""

    def __init__(self, found: Sequence[Sentence], tags: Sequence[Sequence[str]]) -> None:
        words = Counter(word for sentence in found for word in sentence.words)
        self.words = sorted(word for word, times in words.items() if times >= KNOWN)
        self.tags = sorted({tag for given in tags for tag in given})
        directed = Counter(
            ("left" if head > at else "right", label)
            for sentence in found
            for at, (head, label) in enumerate(zip(sentence.heads, sentence.labels, strict=True))
            if head >= 0
        )
        kept = {step for step, times in directed.items() if times >= RARE}
        kept |= {("left", "dep"), ("right", "dep")}
        self.steps: list[Step] = [SHIFT_ALONE, *sorted(kept)]
        self.number = {step: at for at, step in enumerate(self.steps)}
        self.labels = ["", *sorted({label for _, label in self.steps if label})]
        label_number = {label: at for at, label in enumerate(self.labels)}
        kinds = {"shift": SHIFT, "left": LEFT, "right": RIGHT}
        self.taken = [(kinds[kind], label_number[label]) for kind, label in self.steps]
        self.of_kind = [[at for at, (k, _) in enumerate(self.taken) if k == kind] for kind in (SHIFT, LEFT, RIGHT)]
        numbers = Numbers(self.words, self.tags)
        self.lessons = []
        for sentence, given in zip(found, tags, strict=True):
            children: list[list[int]] = [[] for _ in sentence.words]
            for at, head in enumerate(sentence.heads):
                if head >= 0:
                    children[head].append(at)
            self.lessons.append(Lesson(numbers.of(sentence.words, given), sentence.heads, sentence.labels, children))

    def permitted(self, state: State, lesson: Lesson) -> list[int]:
        """The steps that lose least, with the right label where the relation is right."""
        each = costs(state, lesson.heads, lesson.children)
        least = min(cost for cost in each if cost is not None)
        found: list[int] = []
        for kind in (SHIFT, LEFT, RIGHT):
            if each[kind] != least:
                continue
            if kind == SHIFT:
                found.append(0)
                continue
            top = state.stack[-1]
            head = state.next if kind == LEFT else state.stack[-2]
            if lesson.heads[top] == head:
                found.append(self._labelled("left" if kind == LEFT else "right", lesson.labels[top]))
            else:
                found.extend(self.of_kind[kind])
        return found

    def _labelled(self, kind: str, label: str) -> int:
        for name in (label, label.split(":")[0], "dep"):
            if (kind, name) in self.number:
                return self.number[kind, name]
        raise KeyError(label)

    def counted(self) -> set[int]:
        """The features that are seen often enough when every step is right."""
        count: Counter[int] = Counter()
        for lesson in self.lessons:
            state = State(lesson.columns)
            while not state.done():
                count.update(features(state))
                permitted = self.permitted(state, lesson)
                # The last of them: where two are right, attach rather than wait.
                state.take(*self.taken[permitted[-1]])
        return {feature for feature, times in count.items() if times >= SEEN}

    def train(self, rounds: int) -> Perceptron:
        """Train for some rounds; from the second on it mostly goes its own way, and learns to go on from its errors."""
        known = self.counted()
        print(f"{len(self.lessons)} sentences, {len(self.steps)} steps, {len(known)} features", flush=True)
        model = Perceptron(len(self.steps))
        chance = random.Random(1)
        lessons = list(self.lessons)
        for turn in range(rounds):
            chance.shuffle(lessons)
            wrong = 0
            for lesson in lessons:
                state = State(lesson.columns)
                while not state.done():
                    here = [f for f in features(state) if f in known and chance.random() >= HIDDEN]
                    scores = model.scores(here)
                    allowed = state.allowed()
                    said = max(
                        (at for kind in (SHIFT, LEFT, RIGHT) if allowed[kind] for at in self.of_kind[kind]),
                        key=scores.__getitem__,
                    )
                    permitted = self.permitted(state, lesson)
                    step = said
                    if said not in permitted:
                        right = max(permitted, key=scores.__getitem__)
                        model.update(here, right, said)
                        wrong += 1
                        if turn == 0 or chance.random() >= OWN_WAY:
                            step = right
                    model.step += 1
                    state.take(*self.taken[step])
            print(f"round {turn + 1}: {wrong} wrong", flush=True)
            self.after(turn + 1, model)
        return model

    def after(self, turn: int, model: Perceptron) -> None:
        """Called after each round; nothing to do here."""


def write(school: School, model: Perceptron) -> None:
    """Write the weights in the order of the features' numbers."""
    weights = {key: row for key, row in model.averaged(SCALE, PRUNED).items() if isinstance(key, int)}
    order = sorted(weights)
    facts = {"steps": school.steps, "tags": school.tags, "words": school.words}
    strong = 9 | lzma.PRESET_EXTREME
    (DATA / "parser-features.xz").write_bytes(stored_keys(order))
    (DATA / "parser-weights.xz").write_bytes(stored(weights[key] for key in order))
    (DATA / "parser.json.xz").write_bytes(lzma.compress(json.dumps(facts).encode("utf-8"), preset=strong))


def scored(model: Parser, found: Sequence[Sentence], tags: Sequence[Sequence[str]]) -> tuple[float, float]:
    """The shares of words with the right head, and with the right head and label; marks are not counted."""
    words = heads = both = 0
    for sentence, given in zip(found, tags, strict=True):
        said = model.parse(sentence.words, given)
        for (head, label), right, name in zip(said, sentence.heads, sentence.labels, strict=True):
            if name != "punct":
                words += 1
                heads += head == right
                both += head == right and label == name
    return heads / words, both / words


def measure(part: str) -> None:
    """Print the shares of right heads and labels, each label's, and the rate."""
    found = list(sentences(part))
    tags = [tagger().tags(sentence.words) for sentence in found]
    model = parser()
    heads, both = scored(model, found, tags)
    print(f"{part}: UAS {heads:.4f}, LAS {both:.4f} without punctuation, by our own tags")
    heads, both = scored(model, found, [sentence.tags for sentence in found])
    print(f"{part}: UAS {heads:.4f}, LAS {both:.4f} by the tags of the treebank")
    start = time.process_time()
    said = [model.parse(sentence.words, given) for sentence, given in zip(found, tags, strict=True)]
    seconds = time.process_time() - start
    print(f"{sum(map(len, said)) / seconds:.0f} tokens per CPU second")
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence, pairs in zip(found, said, strict=True):
        for (head, label), right, name in zip(pairs, sentence.heads, sentence.labels, strict=True):
            tally[name]["gold"] += 1
            tally[label]["said"] += 1
            tally[name]["right"] += head == right and label == name
    for name in sorted(tally, key=lambda name: -tally[name]["gold"]):
        gold, ours, right = (tally[name][kind] for kind in ("gold", "said", "right"))
        if gold >= 20:
            print(f"{name:14} {gold:6} P {right / max(1, ours):.2f} R {right / gold:.2f}")


def main() -> None:
    """Train and write, or measure."""
    options = argparse.ArgumentParser(description="Trains the dependency parser.")
    options.add_argument("--measure", action="store_true", help="measure on the development part")
    options.add_argument("--test", action="store_true", help="measure on the test part")
    options.add_argument("--rounds", type=int, default=ROUNDS)
    given = options.parse_args()
    if not (given.measure or given.test):
        found = [sentence for sentence in sentences("train") if well_written(sentence)]
        school = School(found, tagged_apart(found))
        write(school, school.train(given.rounds))
    if given.measure:
        measure("dev")
    if given.test:
        measure("test")


if __name__ == "__main__":
    main()
