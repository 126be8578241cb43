"""Data tables of the package: one CSV file for each thing, every row with its source.

Facts of the trade (posts, routing indicators, TAGS, captions and the like) live in ``data/``; the modules
beside this one turn them into lookups on first use.
"""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib import resources

from cablegram.errors import TableError

__all__ = ["UnknownTableError", "rows"]


class UnknownTableError(TableError, KeyError):
    """A table was asked for by a name that no file in ``data/`` has."""

    def __str__(self) -> str:
        return str(self.args[0])


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Every row of the table ``name`` in the file's order, keyed by the file's header."""
    data = resources.files(__name__) / "data"
    if not name.isidentifier() or not (data / f"{name}.csv").is_file():
        known = sorted(entry.name[:-4] for entry in data.iterdir() if entry.name.endswith(".csv"))
        raise UnknownTableError(f"no table {name!r}; the tables are: {', '.join(known)}")
    text = (data / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text, newline="")))
