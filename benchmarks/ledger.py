"""Grouping of targets against the labels of the gold: of pairs of positions in one cable, how many were merged rightly.

python -m benchmarks.ledger            the founding cable, and the development cables (never those of the reserve)
python -m benchmarks.ledger --pairs    every pair that was merged and has two labels
python -m benchmarks.ledger --reserve  the figures of the reserve alone; no row of it is shown
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, get_type_hints

from benchmarks.positions import GOLD, RESERVE, SEED, TEXTS, read_rows
from cablegram.ledger import Source, Told, ledger
from cablegram.ledger.words import content
from cablegram.positions.records import Position
from cablegram.telegram.reader import parse

_LISTS = ("cues", "hedges", "conditions", "reasons", "alternatives", "aligned_with", "attributed_to", "quote_more")


def told_of(row: dict[str, Any], source: Source) -> Told:
    """A row of the gold as the ledger takes it."""
    fields = set(get_type_hints(Position)) - {"more", "rule", "confidence", "steps"}
    values: dict[str, Any] = {key: tuple(value) if key in _LISTS else value for key, value in row.items() if key in fields}
    span = row.get("target_span")
    values |= {"start": row["span"][0], "end": row["span"][1], "target_span": tuple(span) if span else None}
    states = sorted(content(row["holder"]).states)
    return Told(source, Position(**values, holder_id=states[0] if len(states) == 1 else ""))


def gold(reserve: bool = False) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The positions of each cable that is not of the reserve, or of each that is."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path in (GOLD / "seed.jsonl", GOLD / "dev.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and any(name in line for name in RESERVE) is reserve:
                row = json.loads(line)
                if row["kind"] == "position":
                    found.setdefault(row["cable"], []).append(row)
    yield from found.items()


def heading(cable: str) -> Source:
    """The heading of a cable of the gold."""
    if cable == "07PARIS4514":
        text = SEED.read_text(encoding="utf-8")
    else:
        text = next(row["text"] for row in read_rows(TEXTS) if row["id"] == cable)
    telegram = parse(text)
    date = str(telegram.dtg.date()) if telegram.dtg else ""
    return Source(
        cable, cable, date, telegram.origin or "", telegram.subject or "", tuple(t.code for t in telegram.tags)
    )


def measure(rows: list[dict[str, Any]], source: Source) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """The pairs of ids that are one option, and those that have one label; of two wordings alone."""
    book = ledger(told_of(row, source) for row in rows)
    option = {
        (one.position.start, one.position.end, one.position.holder, one.position.target): found.id
        for found in book.options
        for one in found.told
    }
    merged, same = set(), set()
    for a, b in combinations(rows, 2):
        words = [" ".join(row["target_mention"].split()).casefold() for row in (a, b)]
        if words[0] == words[1] and a["span"] == b["span"]:
            continue
        pair = a["id"], b["id"]
        if a["target"] == b["target"]:
            same.add(pair)
        one, other = (option[row["span"][0], row["span"][1], row["holder"], row["target"]] for row in (a, b))
        if one == other:
            merged.add(pair)
    return merged, same


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--pairs", action="store_true")
    shown.add_argument("--reserve", action="store_true")
    options = parser.parse_args()
    sums: dict[str, list[int]] = {}
    for cable, rows in gold(options.reserve):
        merged, same = measure(rows, heading(cable))
        part = "founding" if cable == Path(SEED).stem else "reserve" if cable in RESERVE else "development"
        here = sums.setdefault(part, [0, 0, 0])
        for k, count in enumerate((len(merged & same), len(merged), len(same))):
            here[k] += count
        if options.pairs:
            known = {row["id"]: row for row in rows}
            for a, b in sorted(merged - same):
                print(
                    cable, *(f"{known[one]['target']} “{known[one]['target_mention']}”" for one in (a, b)), sep="\n   "
                )
    for name, (right, found, wanted) in sums.items():
        precision, recall = right / found if found else 1.0, right / wanted if wanted else 1.0
        print(
            f"{name:12} merged pairs {found:4}  right {right:4}  precision {precision:.3f}  of {wanted:4}  recall {recall:.3f}"
        )


if __name__ == "__main__":
    main()
