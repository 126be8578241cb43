"""Where the real cables and cases stand when they are there: the one place that names the path."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"
SAMPLES = ROOT / "src" / "cablegram" / "samples"

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason=f"skipped: no real data at {SHARED}")


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file below the shared data."""
    with open(SHARED / name, encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def texts() -> Iterator[tuple[str, str]]:
    """Every text in the shared data with a name: whole files, and the text fields of JSON Lines."""
    for path in sorted(SHARED.rglob("*")):
        if path.suffix in (".txt", ".md", ".csv", ".json"):
            yield path.name, path.read_bytes().decode("utf-8", "replace")
        elif path.suffix == ".jsonl":
            for row in rows(str(path.relative_to(SHARED))):
                given = row.get("input", row)
                for key in ("text", "text_mixed", "reversion", "quote"):
                    if isinstance(given.get(key), str):
                        yield f"{path.name}:{row.get('id', row.get('cable', ''))}:{key}", given[key]


def samples() -> list[Path]:
    """The sample telegrams that ship with the package."""
    return sorted(SAMPLES.glob("*.txt"))
