"""The ledger of many invented cables: how long it takes to make, how much memory, and how long until a matrix is open.

python -m benchmarks.ledger_rate 20000 [--archive DIR]     an archive that is there is not filed again
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from cablegram.archive import Archive, open_archive
from cablegram.archive.ingest import default_executor
from cablegram.ledger.choosing import Choice

_POSTS = ("PARIS", "ROME", "LISBON", "OSLO", "MADRID", "DUBLIN", "LIMA", "QUITO", "RABAT", "ACCRA", "LUSAKA", "MANILA")
_STATES = (
    "France", "Italy", "Portugal", "Norway", "Spain", "Ireland", "Peru", "Ecuador", "Morocco", "Ghana", "Zambia", "Chile",
    "Denmark", "Canada", "Iceland", "Uruguay", "Sweden", "Finland", "Austria", "Hungary",
)  # fmt: skip
_VERBS = ("supports", "opposes", "strongly opposes", "does not oppose", "is prepared to accept", "rejected", "favors")
_ACTS = ("closure", "extension", "inspection", "widening", "sale", "survey", "taxation", "renewal", "registration")
_THINGS = (
    "harbor",
    "ferry line",
    "fish market",
    "customs shed",
    "river gauge",
    "coast road",
    "grain store",
    "ice barrier",
)
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def _matter(number: int) -> tuple[str, list[str]]:
    """The name of a matter, and the options in it."""
    chance = random.Random(number)
    name = "".join(chance.choice("BDFGKLMNPRSTV") + chance.choice("AEIOU") for _ in range(3)) + chance.choice("NRST")
    thing = chance.choice(_THINGS)
    return name, [f"the {act} of the {name.title()} {thing}" for act in chance.sample(_ACTS, 5)]


def cable(number: int, matters: int) -> str:
    """An invented cable on one of the matters, the first of which are on everybody's mind."""
    chance = random.Random(f"cable {number}")
    matter = min(int(chance.paretovariate(0.6)) - 1, 10 * matters) % matters
    name, options = _matter(matter)
    post = chance.choice(_POSTS)
    said = [
        f"{chance.choice(_STATES)} {chance.choice(_VERBS)} {chance.choice(options)}."
        for _ in range(chance.randint(2, 7))
    ]
    day, month, year = chance.randint(1, 28), chance.choice(_MONTHS), chance.randint(3, 6)
    return (
        f"VZCZCXYZ0001\nRR RUEHC\nDE RUEHXX #{number % 10000:04d} 0610900\nZNY CCCCC ZZH\nR {day:02d}0900Z {month} {year:02d}\n"
        f"FM AMEMBASSY {post}\nTO RUEHC/SECSTATE WASHDC 0001\nBT\nC O N F I D E N T I A L {post} {number:06d}\n\n"
        f"E.O. 12958: DECL: 11/01/2017\nTAGS: PREL, EWWT\nSUBJECT: {name} TALKS: WHERE THEY STAND\n\n"
        f"1. (C) {' '.join(said)}\n\n2. (C) Nothing in this telegram ever happened, as number {number} says.\nBT\nNNNN\n"
    )


def _file(folder: Path, count: int) -> None:
    place = folder / "in"
    place.mkdir(parents=True, exist_ok=True)
    for k in range(0, count, 1000):
        texts = [cable(number, 400) for number in range(k, min(k + 1000, count))]
        (place / f"{k:06d}.txt").write_text("\n".join(texts), encoding="utf-8")
    with open_archive(folder / "archive", create=True) as archive:
        archive.ingest([place], actors="rules", executor=default_executor(1))


def _timed(what: str, ask: Callable[[], object]) -> None:
    start = time.perf_counter()
    ask()
    print(f"{what:58} {1000 * (time.perf_counter() - start):8.0f} ms", flush=True)


_COLD = """
import sys, time
from cablegram.archive import open_archive
start = time.perf_counter()
archive = open_archive(sys.argv[1])
book = archive.ledger(limit=40, quotes=3)
print(f"{1000 * (time.perf_counter() - start):.0f}", len(book.options), len(book.rows))
"""


def _ask(archive: Archive, folder: Path) -> None:
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", _COLD, str(folder)], capture_output=True, text=True, check=True)
        took, options, rows = done.stdout.split()
        print(f"{f'a matrix in a new process ({options} options, {rows} rows)':58} {took:>8} ms", flush=True)

    def matrix(what: str, choice: Choice | None = None, query: str | None = None) -> None:
        _timed(what, lambda: archive.ledger(query, choice, limit=40, quotes=3))

    matrix("a matrix")
    matrix("a matrix of one issue", Choice(issue=_matter(3)[0]))
    matrix("a matrix of one holder", Choice(holders=("Norway",)))
    matrix("a matrix of who opposes", Choice(stances=("oppose",)))
    matrix("a matrix of one post and year", Choice(post="Oslo", since="2005", until="2005"))
    matrix("a matrix of a query", query=f'"{_matter(5)[0]}"')
    _timed("with every quote and finding", lambda: archive.ledger(limit=40))
    _timed("with every quote and finding, of one issue", lambda: archive.ledger(choice=Choice(issue=_matter(3)[0])))
    view = archive.view(up_to="CONFIDENTIAL")
    _timed("a matrix of a view, the first", lambda: view.ledger(limit=40, quotes=3))
    _timed("a matrix of a view, the next", lambda: view.ledger(limit=40, quotes=3))
    _timed("the calendar", archive.calendar)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=20000)
    parser.add_argument("--archive", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.archive or Path(temporary)
        if not (folder / "archive").is_dir():
            _timed(f"filing {options.count:,} cables", lambda: _file(folder, options.count))
        with open_archive(folder / "archive") as archive:
            start = time.perf_counter()
            done = archive.rederive(stage="ledger", everything=True)
            print(
                f"the stage ledger over {sum(1 for _ in archive.documents()):,} documents: {time.perf_counter() - start:.1f} s",
                done,
            )
            _ask(archive, folder / "archive")
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:,} MB")


if __name__ == "__main__":
    main()
