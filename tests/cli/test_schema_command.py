"""``cablegram schema``: what commands print is what their schemas say, every key and type of it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cablegram.cli.schema import PRINTED, schema_of
from tests.archive.invented import telegram
from tests.cli.archived import SAMPLES, call, place_files
from tests.reports.serving import saying, served

_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None), "object": dict,
    "array": list,
}  # fmt: skip


def _is(value: object, kind: str) -> bool:
    return isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def wrong(value: Any, schema: dict[str, Any], root: dict[str, Any], where: str = "$") -> list[str]:
    """Where a value is not what a schema says. Stricter than JSON Schema: keys a schema does not name are wrong."""
    if "$ref" in schema:
        return wrong(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, where)
    if "anyOf" in schema:
        found = [wrong(value, one, root, where) for one in schema["anyOf"]]
        return [] if [] in found else found[0]
    if "enum" in schema:
        return [] if value in schema["enum"] else [f"{where}: {value!r} is none of {schema['enum']}"]
    kind = schema["type"]
    if not _is(value, kind):
        return [f"{where}: {value!r} is no {kind}"]
    problems: list[str] = []
    if kind == "object":
        properties, others = schema.get("properties", {}), schema.get("additionalProperties")
        problems += [f"{where}: no {key}" for key in schema.get("required", ()) if key not in value]
        for key, below in value.items():
            if key in properties:
                problems += wrong(below, properties[key], root, f"{where}.{key}")
            elif isinstance(others, dict):
                problems += wrong(below, others, root, f"{where}.{key}")
            else:
                problems.append(f"{where}: {key} is not in the schema")
    if kind == "array":
        first = schema.get("prefixItems", [])
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            problems.append(f"{where}: {len(value)} items")
        for k, below in enumerate(value):
            rest = schema.get("items")
            item = first[k] if k < len(first) else rest if isinstance(rest, dict) else {"enum": []}
            problems += wrong(below, item, root, f"{where}[{k}]")
    return problems


def assert_true(name: str, rows: list[Any]) -> None:
    schema = schema_of(name)
    assert rows, f"nothing printed for {name}"
    for row in rows:
        assert wrong(row, schema, schema) == [], name
        # Every key the schema has is printed, as documented: null where there is no value.
        properties = schema["$defs"][schema["$ref"].removeprefix("#/$defs/")]["properties"]
        assert set(row) == set(properties), name


@pytest.fixture
def full(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive with something of everything, also of given fields and pairs."""
    place = place_files(tmp_path / "in")
    words = " ".join(f"WORD{k}" for k in range(200))
    (place / "near-1.txt").write_text(telegram("LIMA", 1, body=f"1. (C) {words}"))
    (place / "near-2.txt").write_text(telegram("LIMA", 2, body=f"1. (C) {words} AND MORE", ref="A. LIMA 1 B. LIMA 9"))
    (place / "rows.csv").write_text("mrn,subject,origin\n07ROME00009,WITHDRAWN WHOLE,Embassy Rome\n")
    (place / "empty.txt").write_bytes(b"")
    monkeypatch.setenv("CABLEGRAM_ARCHIVE", str(tmp_path / "a"))
    assert call(capsys, "ingest", str(place), "--workers", "1", "--quiet").code == 0
    return tmp_path / "a"


CALLS = [
    ("hit", ["search", "river"]),
    ("hit", ["search", "class:SECRET"]),
    ("document", ["show", "07PARIS1"]),
    ("document", ["show", "07OSLO5"]),
    ("document", ["show", "07ROME9"]),
    ("passage", ["show", "07PARIS1¶2"]),
    ("comparison", ["show", "07BONN9", "--compare"]),
    ("comparison", ["show", "07PARIS1", "--against", "07ROME9"]),
    ("gaps", ["archive", "gaps", "LIMA", "2007"]),
    ("gaps", ["archive", "gaps", "OSLO", "1999"]),
    ("missing", ["archive", "missing"]),
    ("pair", ["archive", "duplicates"]),
    ("decision", ["archive", "decide", "same-message", "07LIMA1", "07LIMA2", "--who", "ROE"]),
    ("stats", ["archive", "stats"]),
    ("stats", ["archive", "stats", "--up-to", "SECRET"]),
    ("description", ["archive", "describe"]),
    ("description", ["archive", "describe", "--up-to", "SECRET"]),
    ("unread", ["archive", "unread"]),
    ("unread", ["ingest", "--failed"]),
    ("reindexed", ["archive", "reindex"]),
    ("actor", ["actors", "--archive", "A"]),
    ("mention", ["actors", "--archive", "A", "--mentions"]),
    ("rederived", ["archive", "rederive", "--all", "--workers", "1"]),
]  # fmt: skip

CALLS.append(("finding", ["check", str(SAMPLES / "08MONTEVIDEO1906.txt")]))

STATED = [
    ("position", "08MONTEVIDEO1906.txt"),
    ("expectation", "08MONTEVIDEO1906.txt"),
    ("deadline", "1979USNATO02207.txt"),
    ("action", "08STATE138977.txt"),
]


@pytest.mark.parametrize(("name", "words"), CALLS, ids=[" ".join(words) for _, words in CALLS])
def test_what_a_command_prints_is_its_schema(
    name: str, words: list[str], full: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert_true(name, call(capsys, *[str(full) if word == "A" else word for word in words], "--json").rows)


def test_what_needs_more_than_one_call(full: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (thread,) = call(capsys, "thread", "07LIMA2", "--json").rows
    schema = schema_of("thread")
    assert wrong(thread, schema, schema) == []
    assert thread["root"]["refers_to"]
    *hits, facets = call(capsys, "search", "river", "--facets", "--json").rows
    assert_true("hit", hits)
    assert_true("facets", [facets])
    assert_true("backup", call(capsys, "archive", "backup", str(tmp_path / "copy"), "--json").rows)
    place = str(tmp_path / "in")
    assert_true("mention", call(capsys, "actors", f"{place}/first.txt", "--json").rows)
    for kind, path in STATED:
        assert_true(kind, call(capsys, "positions", str(SAMPLES / path), "--kind", kind, "--json").rows)
    two = tmp_path / "two.txt"
    text = telegram("PARIS", 3, body="1. (C) France opposes the canal. Its mandate expires on December 31, 2007.")
    two.write_text(text + telegram("PARIS", 4, day=9, body="1. (C) France supports the canal. Italy opposes the canal."))
    ledger = call(capsys, "positions", str(two), "--over-time", "--json").rows
    ledger += call(capsys, "positions", str(two), "--between", "France", "Italy", "--json").rows
    for kind, least in (("option", 1), ("cell", 2), ("difference", 1), ("common", 1)):
        rows = [row for row in ledger if row["kind"] == kind]
        assert len(rows) >= least
        assert_true(kind, rows)
    assert_true("due", call(capsys, "calendar", str(two), "--json").rows)
    with served(saying()) as (url, _):
        second = ("positions", str(two), "--second-reader", url, "--model", "m", "--json")
        assert_true("second", call(capsys, *second).rows)
    desk = tmp_path / "desk"
    call(capsys, "coding", "draw", str(desk), str(two), "--size", "1", "--seed", "1")
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(call(capsys, "coding", "sheet", str(desk)).out)
    for coder in ("ada", "ben"):
        call(capsys, "coding", "hand-in", str(desk), str(sheet), "--coder", coder)
    assert_true("agreement", call(capsys, "coding", "agreement", str(desk), "--json").rows)
    drawn = ("--graphml", str(tmp_path / "network.graphml"))
    assert_true("network", call(capsys, "actors", "--archive", str(full), *drawn, "--json").rows)
    for words in ((), ("--again",), ("--dry-run",)):
        assert_true("summary", call(capsys, "ingest", place, "--workers", "1", "--quiet", "--json", *words).rows)
    call(capsys, "archive", "decide", "not-same", "07LIMA1", "07PARIS1", "--who", "ROE")
    assert_true("decision", call(capsys, "archive", "decisions", "--json").rows)
    assert_true("decision", call(capsys, "archive", "undo", "1", "--json").rows)
    shutil.rmtree(full / "index")
    (full / "archive.sqlite").write_bytes(b"This is no database at all. " * 400)
    assert_true("problem", call(capsys, "archive", "verify", "--json").rows)


def test_every_record_is_listed_and_tested(capsys: pytest.CaptureFixture[str]) -> None:
    rows = call(capsys, "schema", "--json").rows
    assert {"telegram", *PRINTED} <= {row["record"] for row in rows}
    tested = set(re.findall(r'"([a-z]+)", ', Path(__file__).read_text(encoding="utf-8")))
    assert {*PRINTED} <= tested | {"thread"}
    for row in rows:
        assert call(capsys, "schema", row["record"]).code == 0, row


def test_the_validator_sees_what_is_wrong() -> None:
    schema = schema_of("missing")
    for row in ({"name": "X"}, {"name": "X", "referrers": "3"}, {"name": "X", "referrers": True},
                {"name": None, "referrers": 1}, {"name": "X", "referrers": 1, "more": 1}):  # fmt: skip
        assert wrong(row, schema, schema), row
    assert wrong({"name": "X", "referrers": 1}, schema, schema) == []


def test_listing_the_names_loads_no_archive() -> None:
    script = "import sys\nfrom cablegram.cli import main\nmain(['schema'])\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "comparison" in done.stdout
    assert not {name for name in done.stderr.split() if name.startswith(("cablegram.archive", "tantivy"))}
