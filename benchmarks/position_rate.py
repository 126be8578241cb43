"""How fast everything stated is found, what capitals change, and whether anything raises.

    python -m benchmarks.position_rate               rate and capitals, over the real cables
    python -m benchmarks.position_rate --synthetic 20000

Rates are in cables of 650 words for each second of CPU, everything in the default install.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.archive_texts import cables
from benchmarks.positions import RESERVE, SEED, TEXTS, read_rows
from benchmarks.synthetic import cable
from cablegram.actors.finding import find
from cablegram.findings.mending import mend
from cablegram.positions.finding import stated
from cablegram.positions.records import Stated
from cablegram.telegram.reader import parse

SAMPLES = Path(__file__).resolve().parents[1] / "src" / "cablegram" / "samples"
WORDS = 650


def _texts() -> list[str]:
    real = [row["text"] for row in read_rows(TEXTS) if row["id"] not in RESERVE]
    return [*real[:100], SEED.read_text(encoding="utf-8")]


def rate() -> str:
    """Cables of 650 words for each CPU second: actors, positions on actors found, both."""
    texts = _texts()
    telegrams = [parse(text) for text in texts]
    mended = [mend(telegram) for telegram in telegrams]
    stated(telegrams[0])  # tables and models loaded
    start = time.process_time()
    found = [find(telegram, mended=one) for telegram, one in zip(telegrams, mended, strict=True)]
    between = time.process_time()
    for telegram, actors, one in zip(telegrams, found, mended, strict=True):
        stated(telegram, found=actors, mended=one)
    end = time.process_time()
    count = sum(len(text.split()) for text in texts) / WORDS
    spans = (between - start, end - between, end - start)
    actors_rate, positions_rate, both = (count / span for span in spans)
    return f"cables a CPU second: actors {actors_rate:.1f}, positions {positions_rate:.1f}, both {both:.1f}"


def _held(found: Stated) -> set[tuple[int, str, str]]:
    return {(one.start, one.holder, one.stance) for one in found.positions}


def capitals() -> str:
    """How many positions of the samples in mixed case and of the founding cable stay the same in capitals."""
    same = either = 0
    for path in [*sorted(SAMPLES.glob("*.txt")), SEED]:
        text = path.read_text(encoding="utf-8")
        if len(text.upper()) != len(text) or text == text.upper():
            continue
        small, large = _held(stated(parse(text))), _held(stated(parse(text.upper())))
        same, either = same + len(small & large), either + len(small) + len(large)
    return f"the same in capitals: {2 * same / either:.3f} of {either // 2} positions"


def _invented(count: int) -> Iterator[str]:
    chance = random.Random(11)
    yield from (cable(chance, chance.choice((600, 1500, 4096))) for _ in range(count // 2))
    yield from (text for _, text in cables(count - count // 2, seed=11))


def synthetic(count: int) -> str:
    """How many items invented cables have; whatever raises is raised."""
    items = 0
    for text in _invented(count):
        telegram = parse(text)
        for row in stated(telegram).to_dict(optional=True):
            start, end = row["span"]
            assert telegram.text[start:end] == row["quote"], row
            items += 1
    return f"{count} synthetic cables: {items} items, nothing raised, every quote in its place"


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--synthetic", type=int, default=0, metavar="N")
    options = parser.parse_args()
    print(rate())
    print(capitals())
    if options.synthetic:
        print(synthetic(options.synthetic))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
