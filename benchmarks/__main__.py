"""``make bench``: every speed figure, as ratios within one run. ``--quick`` leaves out the long ones."""

from __future__ import annotations

import gc
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import time

import cablegram
from benchmarks.synthetic import cables

_WORD = r"\w+"


def _cpu(run: object) -> float:
    start = time.process_time()
    run()  # type: ignore[operator]
    return time.process_time() - start


def reading(count: int = 2000, rounds: int = 5) -> dict[str, float]:
    """CPU time to read ``count`` synthetic 4 KB telegrams, in passes of ``re.findall(r"\\w+", text)``."""
    texts = cables(count)
    for text in texts[:100]:
        cablegram.parse(text)
    passes, reads = [], []
    for _ in range(rounds):
        gc.collect()
        passes.append(_cpu(lambda: [len(re.findall(_WORD, text)) for text in texts]))
        reads.append(_cpu(lambda: [len(cablegram.parse(text).lines) for text in texts]))
    one, read = statistics.median(passes), statistics.median(reads)
    return {
        "cables": count,
        "mean_characters": round(statistics.mean(map(len, texts))),
        "mean_lines": round(statistics.mean(text.count("\n") for text in texts)),
        "pass_us_per_cable": round(one / count * 1e6, 1),
        "read_us_per_cable": round(read / count * 1e6, 1),
        "read_in_passes": round(read / one, 2),
        "read_in_passes_worst_round": round(max(r / p for r, p in zip(reads, passes, strict=True)), 2),
    }


def with_findings(count: int = 600, rounds: int = 5) -> dict[str, float]:
    """CPU time to read telegrams and find everything in them, in the same passes."""
    texts = cables(count)
    for text in texts[:50]:
        cablegram.check(cablegram.parse(text))
    passes, checks, found = [], [], 0
    for _ in range(rounds):
        gc.collect()
        passes.append(_cpu(lambda: [len(re.findall(_WORD, text)) for text in texts]))
        checks.append(_cpu(lambda: [len(cablegram.check(cablegram.parse(text))) for text in texts]))
    found = sum(len(cablegram.check(cablegram.parse(text))) for text in texts)
    return {
        "cables": count,
        "findings": found,
        "read_and_check_in_passes": round(statistics.median(checks) / statistics.median(passes), 2),
    }


def memory(count: int = 100_000) -> dict[str, float]:
    """Resident memory after a tenth and after all of ``count`` telegrams read one after the other."""
    texts = cables(500)
    marks = []
    for i in range(count):
        cablegram.parse(texts[i % 500])
        if i + 1 in (count // 10, count):
            marks.append(_resident())
    return {
        "cables": count,
        "mb_after_tenth": round(marks[0], 1),
        "mb_after_all": round(marks[1], 1),
        "growth": round(marks[1] / marks[0], 3),
    }


def _resident() -> float:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 2**20


def start_up(rounds: int = 20) -> dict[str, float]:
    """CPU of ``cablegram --help`` over that of ``python -c pass``."""

    def cpu_of(command: list[str]) -> float:
        before = os.times()
        for _ in range(rounds):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after = os.times()
        return (after.children_user + after.children_system - before.children_user - before.children_system) / rounds

    bare = cpu_of([sys.executable, "-c", "pass"])
    ours = cpu_of([os.path.join(os.path.dirname(sys.executable), "cablegram"), "--help"])
    return {"bare_ms": round(bare * 1e3, 1), "help_ms": round(ours * 1e3, 1), "help_over_bare": round(ours / bare, 2)}


def main() -> None:
    """Print one JSON object."""
    figures: dict[str, object] = {
        "python": sys.version.split()[0],
        "reading": reading(),
        "findings": with_findings(),
        "start_up": start_up(),
    }
    if "--quick" not in sys.argv:
        figures["memory"] = memory()
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
