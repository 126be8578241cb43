"""The sample telegrams that ship with the package: invented by us, plainly marked, each with its kinds.

``NAME.txt`` is the telegram, ``NAME.kinds`` the kind of every line of it (written by hand from the format
reference, read by a second person), ``index.csv`` says what each shows. Persons, firms and events in them
are invented.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

HERO = "08MONTEVIDEO1906"


@lru_cache(maxsize=1)
def sample_rows() -> tuple[dict[str, str], ...]:
    """The index, one row a sample, by year."""
    text = files("cablegram.samples").joinpath("index.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def sample_path(name: str) -> Path:
    """The file of a sample."""
    return Path(str(files("cablegram.samples").joinpath(f"{name}.txt")))
