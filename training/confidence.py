"""Counts how often each rule of positions, expectations, deadlines and actions is right on the development gold.

    python -m training.confidence        writes src/cablegram/tables/data/item_rules.csv

The founding cable and the ten development cables; never the reserve. Matches are the shared scorer's; an item matched to
optional gold is counted neither right nor wrong.
"""

from __future__ import annotations

import csv
import importlib.util
from collections import Counter
from types import ModuleType

from benchmarks.positions import GOLD, RESERVE, SEED, SHARED, TEXTS, predicted, read_rows


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", SHARED / "tools" / "score_positions.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def counts() -> dict[tuple[str, str], tuple[int, int]]:
    """Right and wrong items of each kind and rule."""
    scorer = _scorer()
    names = scorer.Names(scorer.json.load((GOLD / "aliases.json").open(encoding="utf-8")))
    texts = {row["id"]: row["text"] for row in read_rows(TEXTS)}
    texts["07PARIS4514"] = SEED.read_text(encoding="utf-8")
    gold = [row for row in read_rows(GOLD / "dev.jsonl") if row["cable"] not in RESERVE]
    gold += read_rows(GOLD / "seed.jsonl")
    right: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    for cable in sorted({row["cable"] for row in gold}):
        made = predicted(cable, texts[cable])
        for row in made:
            row["_void"] = scorer.is_void(row, texts)
        for kind in scorer.KINDS:
            wanted = [scorer.resolve(row, texts) for row in gold if row["cable"] == cable and row["kind"] == kind]
            own = [row for row in made if row["kind"] == kind]
            pairs = scorer.match(
                wanted,
                own,
                lambda a, b: not b["_void"] and scorer.same_place(a, b) and scorer.compatible(a, b, names),
                scorer.liking,
            )
            matched = {index: at for at, index in pairs}
            for index, row in enumerate(own):
                if index not in matched:
                    wrong[kind, row["rule"]] += 1
                elif not wanted[matched[index]].get("optional"):
                    right[kind, row["rule"]] += 1
    return {key: (right[key], wrong[key]) for key in sorted({*right, *wrong})}


def main() -> None:
    """Write the table."""
    from tests.real_data import ROOT

    path = ROOT / "src" / "cablegram" / "tables" / "data" / "item_rules.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("kind", "rule", "right", "wrong", "source"))
        for (kind, rule), (right, wrong) in counts().items():
            writer.writerow((kind, rule, right, wrong, "positions-gold: the founding cable and ten others"))
    print(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
