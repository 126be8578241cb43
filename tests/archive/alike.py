"""Two archives held side by side: their stores row by row, and what searches of both find."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from cablegram.archive import open_archive

# What tells of the run and not of the cables: the log with its times, and when the archive was made.
_TIMES = ("log", "about")
QUERIES = (
    "the",
    "minister OR dues",
    '"of the"',
    "harb*",
    "ministre~",
    "tags:PREL",
    "date:2007",
    "class:CONFIDENTIAL",
    "*",
)


def contents(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in order, but for the times."""
    connection = sqlite3.connect(folder / "archive.sqlite")
    try:
        tables = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        return {
            table: sorted(connection.execute(f'SELECT * FROM "{table}"').fetchall(), key=repr)
            for table in tables
            if table not in _TIMES and not table.startswith("sqlite_")
        }
    finally:
        connection.close()


def findings_of(folder: Path) -> list[tuple[str, int, list[str], dict[str, Any]]]:
    """For each query: the total, the documents found, all of them, by name, and the counts beside."""
    with open_archive(folder) as archive:
        found = []
        for query in QUERIES:
            results = archive.search(query, limit=100_000, facets=True)
            found.append((query, results.total, sorted(hit.document for hit in results.hits), results.facets))
        return found


def differing(one: Path, other: Path) -> list[str]:
    """What two archives differ in, in words; nothing where they are the same."""
    found = []
    a, b = contents(one), contents(other)
    for table in sorted(a.keys() | b.keys()):
        if a.get(table) != b.get(table):
            left, right = a.get(table, []), b.get(table, [])
            odd = next((pair for pair in zip(left, right, strict=False) if pair[0] != pair[1]), None)
            found.append(f"{table}: {len(left)} and {len(right)} rows, first difference {str(odd)[:300]}")
    for mine, yours in zip(findings_of(one), findings_of(other), strict=True):
        if mine != yours:
            found.append(f"search {mine[0]!r}: {mine[1]} and {yours[1]} found")
    return found
