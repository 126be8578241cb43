"""Every finding and every default edit on texts that are not damaged by us, for reading by eye.

``python -m benchmarks.false_findings [--seed 2007] [--count 50] [--texts DIR]``: the clean samples, then real
texts of ``shared/data/nara-cables`` (quality ok) chosen by seed. The list of the chosen ids is printed first.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from random import Random

from benchmarks.planted import SAMPLES, clean_texts
from cablegram.findings.checking import check
from cablegram.findings.mending import mend
from cablegram.telegram.reader import parse

REAL = Path(__file__).resolve().parents[2] / "shared" / "data" / "nara-cables" / "train.jsonl"


def chosen(path: Path, count: int, seed: int) -> dict[str, str]:
    """Real texts by id, drawn by seed from those of good quality."""
    if not path.is_file():
        return {}
    with open(path, encoding="utf-8") as file:
        rows = [row for row in map(json.loads, file) if row["quality"] == "ok"]
    rows.sort(key=lambda row: str(row["id"]))
    return {row["id"]: row["text"] for row in Random(seed).sample(rows, min(count, len(rows)))}


def show(texts: dict[str, str], codes: Counter[str]) -> tuple[int, int]:
    """Print the findings and default edits of each text; gives how many of each."""
    findings = edits = 0
    for name, text in texts.items():
        telegram = parse(text)
        found = check(telegram)
        mends = mend(telegram).mends
        print(f"\n== {name}: {len(found)} findings, {len(mends)} default edits")
        for f in found:
            around = (
                text[max(0, f.start - 40) : f.start],
                text[f.start : f.end][:80],
                text[f.end : f.end + 40],
            )
            print(f"  {f.code} {f.severity} {f.safety or '-'} {f.name}: {f.message}")
            print("      " + f"{around[0]}>>>{around[1]}<<<{around[2]}".replace("\n", "\\n").replace("\r", "\\r"))
        for m in mends:
            print(f"  edit {m.code} {m.name} at {m.start}: {m.before[:120]!r} -> {m.after[:120]!r}")
        codes.update(f.code for f in found)
        findings += len(found)
        edits += len(mends)
    return findings, edits


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--seed", type=int, default=2007)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--texts", type=Path, default=SAMPLES)
    given = parser.parse_args()
    lists = {"clean": clean_texts(given.texts), "real": chosen(REAL, given.count, given.seed)}
    print("chosen:", " ".join(lists["real"]))
    report: dict[str, object] = {}
    for name, texts in lists.items():
        codes: Counter[str] = Counter()
        findings, edits = show(texts, codes)
        report[name] = {
            "texts": len(texts),
            "findings": findings,
            "findings_per_text": round(findings / max(1, len(texts)), 3),
            "default_edits": edits,
            "codes": dict(codes.most_common()),
        }
    print(json.dumps(report))


if __name__ == "__main__":
    main()
