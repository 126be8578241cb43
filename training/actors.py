"""Train the model of who is named and write it to `src/cablegram/actors/data`.

    python -m training.actors            # make train-actors

Reads `../shared/data/actors-gold` and the annotation in `training/annotation` (ours: invented telegrams with their text,
and spans into declassified texts of `../shared/data/nara-cables`, whose own annotation is never read). Needs
python-crfsuite. About two minutes.
"""

from __future__ import annotations

import json
import lzma
import re
import sys
import tempfile
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from cablegram.actors.features import expand, keys, list_tags
from cablegram.actors.header import READ
from cablegram.actors.kinds import span_features
from cablegram.actors.lore import lore
from cablegram.actors.model import CLASSES, LABELS, SCALE, WIDTH, Model, Vector, of_facts, votes_of
from cablegram.actors.tokens import Token, tokens
from cablegram.telegram.reader import parse

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"
DATA = ROOT / "src" / "cablegram" / "actors" / "data"
COARSE = {
    **dict.fromkeys(("state", "place", "region"), "GEO"),
    **dict.fromkeys(("organ", "body", "party", "company"), "ORG"),
    **dict.fromkeys(("person", "people"), "PER"),
}
SETTINGS = {"c1": 0.1, "c2": 0.05, "max_iterations": 100, "feature.possible_transitions": True}
CHOICE_SETTINGS = {"c1": 0.05, "c2": 0.1, "max_iterations": 100, "feature.possible_transitions": False}
PARTS = 4  # the second pass learns from what models of the other parts said
CAUTION = ((0.3, 0.3, 0.3), (0.3, 0.3, 0.3))

Row = dict[str, Any]
Sequences = list[tuple[list[list[str]], list[int]]]


def gold() -> list[Row]:
    """The rows of the gold, in its order."""
    with open(SHARED / "actors-gold" / "gold.jsonl", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def extra() -> list[Row]:
    """Our further annotation; spans without text are joined to theirs."""
    texts: dict[str, str] = {}
    with open(SHARED / "nara-cables" / "train.jsonl", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            texts[row["id"]] = row["text"]
    found = []
    for path in sorted((ROOT / "training" / "annotation").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if "sample" in row:
                sample = ROOT / "src" / "cablegram" / "samples" / row["sample"]
                row["text"] = body(sample.read_bytes().decode("utf-8"))
                row["mentions"] = [m for m in row["mentions"] if row["text"][m["start"] : m["end"]].strip()]
            row.setdefault("text", texts.get(row["id"]))
            found.append(row)
    return found


def body(text: str) -> str:
    """The text with blanks over the lines in which no names are looked for, so that offsets hold."""
    lines = parse(text).lines
    return "".join(line.text if line.kind in READ else " " * len(line.text) for line in lines)


def tokens_of(found: Sequence[Token], mention: Row) -> list[int]:
    """The numbers of the tokens that a mention touches."""
    return [at for at, token in enumerate(found) if token.start < mention["end"] and token.end > mention["start"]]


def chain(found: Sequence[Token], mentions: Iterable[Row], name: str) -> list[int]:
    """The label numbers of a class: the outermost mentions of it."""
    labels = [0] * len(found)
    last = -1
    for mention in sorted(mentions, key=lambda mention: (mention["start"], -mention["end"])):
        if COARSE.get(mention["type"]) != name or mention["start"] < last:
            continue
        inside = tokens_of(found, mention)
        for at in inside:
            labels[at] = 1 if at == inside[0] else 2
        last = mention["end"]
    return labels


class Prepared:
    """A cable made ready once: tokens, the features of the first pass, and its labels for each class."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.tokens = tokens(row["text"], lore().rank)
        self.tags = list_tags([token.word for token in self.tokens])
        self.features = [[name for key in bundle for name in expand(key)] for bundle in keys(self.tokens, self.tags)]
        self.chains = [chain(self.tokens, row["mentions"], name) for name in CLASSES]

    def inside(self, mention: Row) -> list[int]:
        """The numbers of the tokens of a mention."""
        return tokens_of(self.tokens, mention)


def fit(sequences: Sequences) -> tuple[dict[str, list[float]], list[float]]:
    """Train one chain: the weights of each feature for O, B, I, and the nine steps."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(SETTINGS)
    for features, labels in sequences:
        trainer.append(features, [LABELS[label] for label in labels])
    info = trained(trainer)
    weights: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for (name, label), weight in info.state_features.items():
        weights[name][LABELS.index(label)] = weight
    steps = [info.transitions.get((a, b), 0.0) for a in LABELS for b in LABELS]
    return dict(weights), steps


def combine(first: Sequence[Any], second: Sequence[Any] | None) -> tuple[dict[str, list[float]], dict[str, Any]]:
    """The weights of three chains in two passes as rows of 18, and the facts with their steps."""
    rows: dict[str, list[float]] = defaultdict(lambda: [0.0] * (2 * WIDTH))
    steps = []
    for passage, fitted in enumerate((first, second or first)):
        for number, (weights, _) in enumerate(fitted):
            at = passage * WIDTH + number * len(LABELS)
            for name, values in weights.items():
                rows[name][at : at + len(LABELS)] = values
        steps.append([list(step) for _, step in fitted])
    return dict(rows), {"steps": steps, "caution": CAUTION, "labels": [], "choices": []}


def as_model(rows: dict[str, list[float]], facts: dict[str, Any]) -> Model:
    """A model in memory, its weights rounded as on disk."""
    kept: dict[str, Vector] = {}
    for name, values in rows.items():
        rounded = tuple(round(value * SCALE) for value in values)
        if any(rounded):
            kept[name] = rounded
    return of_facts(kept.get, facts)


def first_pass(cables: Sequence[Prepared]) -> list[Any]:
    """The three chains of the first pass."""
    return [fit([(cable.features, cable.chains[n]) for cable in cables]) for n in range(len(CLASSES))]


def train(cables: Sequence[Prepared]) -> tuple[dict[str, list[float]], Any]:
    """Both passes. What the second sees of the first comes from models that did not know the cable."""
    seen: list[tuple[Prepared, list[list[str]]]] = []
    for part in range(PARTS):
        model = as_model(*combine(first_pass([c for at, c in enumerate(cables) if at % PARTS != part]), None))
        for cable in cables[part::PARTS]:
            votes = votes_of(cable.tokens, model.first(cable.tokens))
            seen.append((cable, [[name for key in bundle for name in expand(key)] for bundle in votes]))
    second = []
    for number in range(len(CLASSES)):
        joined = [
            ([one + two for one, two in zip(cable.features, votes, strict=True)], cable.chains[number])
            for cable, votes in seen
        ]
        second.append(fit(joined))
    rows, facts = combine(first_pass(cables), second)
    facts["labels"], facts["choices"] = choices(cables)
    return rows, facts


def choices(cables: Sequence[Prepared]) -> tuple[list[list[str]], list[dict[str, list[float]]]]:
    """The choice of type and form for each class: the labels and each feature's weight for them."""
    import pycrfsuite

    all_labels, all_weights = [], []
    for name in CLASSES:
        trainer = pycrfsuite.Trainer(verbose=False)
        trainer.set_params(CHOICE_SETTINGS)
        for cable in cables:
            for mention in cable.row["mentions"]:
                inside = cable.inside(mention)
                if COARSE.get(mention["type"]) == name and inside:
                    features = span_features(cable.tokens, cable.tags, inside[0], inside[-1] + 1)
                    trainer.append([features], [f"{mention['type']}:{mention['form']}"])
        info = trained(trainer)
        labels = sorted(info.labels)
        weights: dict[str, list[float]] = {}
        for (feature, label), weight in info.state_features.items():
            if round(weight, 3):
                weights.setdefault(feature, [0.0] * len(labels))[labels.index(label)] = round(weight, 3)
        all_labels.append(labels)
        all_weights.append({feature: weights[feature] for feature in sorted(weights)})
    return all_labels, all_weights


def trained(trainer: Any) -> Any:
    """What python-crfsuite tells of a model it has trained."""
    import pycrfsuite

    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "chain")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    return info


def write(rows: dict[str, list[float]], facts: dict[str, Any]) -> None:
    """Write the weights, in the order of the features' names."""
    kept = {name: [round(value * SCALE) for value in values] for name, values in rows.items()}
    names = sorted(name for name, values in kept.items() if any(values) and "\n" not in name)
    numbers = array("h", (max(-32768, min(32767, value)) for name in names for value in kept[name]))
    if sys.byteorder == "big":
        numbers.byteswap()
    strong = 9 | lzma.PRESET_EXTREME
    (DATA / "features.xz").write_bytes(lzma.compress("\n".join(names).encode("utf-8"), preset=strong))
    (DATA / "weights.xz").write_bytes(lzma.compress(numbers.tobytes(), preset=strong))
    facts["steps"] = [[[round(value, 3) for value in step] for step in part] for part in facts["steps"]]
    (DATA / "model.json.xz").write_bytes(lzma.compress(json.dumps(facts).encode("utf-8"), preset=strong))


def by_post(rows: Sequence[Row], count: int = 4) -> list[list[Row]]:
    """The rows in ``count`` folds, cables of one post in one fold, folds of like size."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        match = re.match(r"\d{4}([A-Z]+)", row["id"])
        groups[match.group(1) if match else row["id"]].append(row)
    folds: list[list[Row]] = [[] for _ in range(count)]
    for post in sorted(groups, key=lambda post: (-len(groups[post]), post)):
        min(folds, key=len).extend(groups[post])
    return folds


def main() -> None:
    """Train on everything and write."""
    write(*train([Prepared(row) for row in gold() + extra()]))


if __name__ == "__main__":
    main()
