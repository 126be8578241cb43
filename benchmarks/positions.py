"""Positions, expectations, deadlines and actions against the gold, by the shared scorer.

    python -m benchmarks.positions             the founding cable and the ten development cables
    python -m benchmarks.positions --baselines three baselines beside them
    python -m benchmarks.positions --reserve   the four of the reserve too; the run is logged, five are allowed

The four cables of the reserve are for measuring alone: nothing of them is printed but the scorer's sums.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks.position_baselines import BASELINES
from cablegram.positions.finding import stated
from cablegram.reading import read_all
from cablegram.telegram.records import Telegram

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
GOLD = SHARED / "data" / "positions-gold"
TEXTS = SHARED / "data" / "nara-cables" / "train.jsonl"
SEED = SHARED / "data" / "seed" / "07PARIS4514.txt"
RESERVE = ("1974USUNN04833", "1977STATE270675", "1978STOCKH00531", "1979ROME24202")
LOG = ROOT / "benchmarks" / "positions-reserve.jsonl"
ALLOWED = 5
Finder = Callable[[Telegram], list[dict[str, Any]]]


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def everything(telegram: Telegram) -> list[dict[str, Any]]:
    """All that is stated in a telegram."""
    return stated(telegram).to_dict()


def _in_file(telegram: Telegram, finder: Finder) -> list[dict[str, Any]]:
    """The items of a telegram with spans that count from the file's first character."""
    start = telegram.provenance.start if telegram.provenance else 0
    rows = finder(telegram)
    for row in rows:
        for key in ("span", "target_span"):
            if row.get(key):
                row[key] = [place + start for place in row[key]]
    return rows


def predicted(cable: str, text: str, finder: Finder = everything) -> list[dict[str, Any]]:
    """The items of a text as rows of the guideline's schema."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{cable}.txt"  # as a file that is named after its cable
        path.write_text(text, encoding="utf-8")
        rows = [row for telegram in read_all(path) for row in _in_file(telegram, finder)]
    for row in rows:
        row["cable"] = cable
    return rows


def score(
    gold: list[dict[str, Any]], texts: dict[str, str], given: Path, finder: Finder = everything
) -> dict[str, Any]:
    """The scorer's result as it gives it with ``--json --slices``."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = _write(Path(folder) / "gold.jsonl", gold)
        cables = sorted({row["cable"] for row in gold})
        rows = [row for cable in cables for row in predicted(cable, texts[cable], finder)]
        made = _write(Path(folder) / "predicted.jsonl", rows)
        command = [sys.executable, str(SHARED / "tools" / "score_positions.py"), str(wanted), str(made)]
        command += ["--texts", str(given), "--aliases", str(GOLD / "aliases.json"), "--slices", "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def line(name: str, result: dict[str, Any]) -> str:
    """The figures of one set in two lines."""
    own = result["positions"]
    first = (
        f"{name:9} positions P {own['precision']:.3f} R {own['recall']:.3f} F1 {own['f1']:.3f}"
        f"  strict {own['strict']['f1']:.3f}  tight {own['tight']['f1']:.3f}  exact {own['stance_exact']}"
        f"  kappa {own['stance_kappa_linear']}  void {result['void']}"
    )
    others = "  ".join(
        f"{kind} {result[kind]['f1']:.3f}" for kind in ("expectations", "deadlines", "actions", "ledger")
    )
    return (
        f"{first}\n{'':9} {others}  quote in quote {own['quote_containment']}  overlap {own['quote_char_iou']}"
        f"  first link {own['attribution_first_link']}  conditions {own['conditions_f1']}"
    )


def main() -> int:
    """Print the figures; with ``--reserve`` count and log the run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reserve", action="store_true")
    parser.add_argument("--slices", action="store_true")
    parser.add_argument("--baselines", action="store_true")
    options = parser.parse_args()
    texts = {row["id"]: row["text"] for row in read_rows(TEXTS)}
    gold = read_rows(GOLD / "dev.jsonl")
    sets = {
        "founding": (read_rows(GOLD / "seed.jsonl"), {"07PARIS4514": SEED.read_text(encoding="utf-8")}, SEED),
        "ten": ([row for row in gold if row["cable"] not in RESERVE], texts, TEXTS),
    }
    if options.reserve:
        runs = read_rows(LOG) if LOG.exists() else []
        if len(runs) >= ALLOWED:
            print(f"the reserve was scored {len(runs)} times already; {ALLOWED} are allowed", file=sys.stderr)
            return 2
        sets["reserve"] = ([row for row in gold if row["cable"] in RESERVE], texts, TEXTS)
    for name, (wanted, known, given) in sets.items():
        result = score(wanted, known, given)
        print(line(name, result))
        if options.slices and name != "reserve":
            for key, value in result["slices"].items():
                print(f"{'':9} {key}: {value}")
        if options.baselines and name != "reserve":
            for baseline, finder in BASELINES.items():
                own = score(wanted, known, given, finder)["positions"]
                figures = "  ".join(f"{key} {own[key]:.3f}" for key in ("precision", "recall", "f1"))
                print(f"{'':9} {baseline:13} {figures}  exact {own['stance_exact']}")
        if name == "reserve":
            commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
            own = result["positions"]
            run = {
                "date": dt.datetime.now(dt.UTC).isoformat(timespec="minutes"),
                "commit": commit.stdout.strip(),
                **{key: own[key] for key in ("precision", "recall", "f1", "stance_exact")},
                "tight": own["tight"]["f1"],
                "void": result["void"],
            }
            with LOG.open("a", encoding="utf-8") as file:
                file.write(json.dumps(run) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
