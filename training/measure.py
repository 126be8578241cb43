"""Measure mentions: folds by post on the gold, and the older annotation of `nara-cables` that is not in the gold.

    python -m training.measure [--gold-only] [--older]

The scorer is `../shared/tools/score_actors.py`.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable
from typing import Any

from cablegram.actors.by_rules import by_rules
from cablegram.actors.detecting import by_model
from cablegram.actors.finding import find_with
from cablegram.actors.model import Model
from cablegram.actors.spans import Span
from cablegram.telegram.reader import parse
from training.actors import SHARED, Prepared, Row, as_model, by_post, extra, gold, train


def scorer() -> Any:
    """The scorer's module."""
    spec = importlib.util.spec_from_file_location("score_actors", SHARED.parent / "tools" / "score_actors.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def names_only(rows: list[Row]) -> list[Row]:
    """The rows with the mentions that are names: groups of states have no canonical name to agree on."""
    return [{**row, "mentions": [m for m in row["mentions"] if m["form"] == "name"]} for row in rows]


def older() -> list[Row]:
    """The cables of the older annotation that are not in the gold."""
    known = {row["id"] for row in gold()}
    with open(SHARED / "nara-cables" / "train.jsonl", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [row for row in rows if row["quality"] == "ok" and row["id"] not in known]


def mentions(text: str, detect: Callable[[str], list[Span]]) -> list[Row]:
    """What the scorer reads, from the whole way of a cable: reading view, spans, resolution."""
    return [
        {
            "start": mention.start,
            "end": mention.more[-1][1] if mention.more else mention.end,
            "type": mention.type,
            "form": mention.form,
            "actor": mention.actor,
        }
        for mention in find_with(detect, parse(text)).mentions
    ]


def detector(model: Model) -> Callable[[str], list[Span]]:
    """The finder of spans that a model makes."""
    return lambda text: by_model(text, model)


def show(result: Any, sets: tuple[str, ...] = ("names", "names+nominals", "everything")) -> None:
    """F1 overlap / strict for each set and class."""
    for name in sets:
        cells = []
        for group in ("GEO", "ORG", "PER", "all"):
            overlap, strict = (result["mentions"][f"{name}/{way}/{group}"]["f1"] for way in ("overlap", "strict"))
            cells.append(f"{group} {overlap:.3f}/{strict:.3f}")
        print(f"{name:15}", *cells, flush=True)
    for kind, figures in result["actors"].items():
        print(f"actors: {kind:7}", *(f"{name} {value}" for name, value in figures.items()), flush=True)


def main(arguments: list[str]) -> None:
    """Print the figures."""
    score = scorer()
    more = [Prepared(row) for row in extra()] if "--gold-only" not in arguments else []
    rows = gold()
    folds = [[Prepared(row) for row in fold] for fold in by_post(rows)]
    predicted: dict[str, list[Row]] = {}
    for number, fold in enumerate(folds):
        model = as_model(*train([cable for other in folds if other is not fold for cable in other] + more))
        for cable in fold:
            predicted[cable.row["id"]] = mentions(cable.row["text"], detector(model))
        print(f"fold {number + 1} of {len(folds)}: {len(fold)} cables", file=sys.stderr)
    show(score.evaluate(rows, predicted))
    named = {name: [m for m in found if m["form"] == "name"] for name, found in predicted.items()}
    for kind, figures in score.evaluate(names_only(rows), named)["actors"].items():
        print(f"actors by name: {kind:7}", *(f"{name} {value}" for name, value in figures.items()))
    print("lists and rules alone:")
    show(score.evaluate(rows, {row["id"]: mentions(row["text"], by_rules) for row in rows}))
    if "--older" in arguments:
        model = as_model(*train([cable for fold in folds for cable in fold] + more))
        others = older()
        show(
            score.evaluate(others, {row["id"]: mentions(row["text"], detector(model)) for row in others}),
            ("everything",),
        )


if __name__ == "__main__":
    main(sys.argv[1:])
