"""The API: what the commands print, checked against the OpenAPI document it gives of itself."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cablegram.archive import open_archive
from cablegram.cli import main
from cablegram.reading_room.openapi import document
from cablegram.reading_room.operations import OPERATIONS
from cablegram.samples import HERO, sample_path
from tests.reading_room.asking import Asking

TEXT = sample_path(HERO).read_bytes()
ASKED = {
    "search": "/search?q=minister&facet=year&limit=3",
    "suggest": "/suggest?start=08",
    "cable": f"/cables/{HERO}",
    "paragraph": f"/cables/{HERO}/paragraphs/2",
    "copies": "/cables/07BONN9/copies",
    "thread": "/cables/07PARIS1/thread?depth=3",
    "mentions": f"/cables/{HERO}/mentions",
    "stated": f"/cables/{HERO}/positions?optional=true",
    "positions": "/positions?holder=state:UY&kind=position&stance=oppose",
    "holders": "/holders?q=minister",
    "actors": "/actors?kind=state&kind=person&limit=5",
    "compare": "/compare?a=07BONN9&b=07PARIS1",
    "gaps": "/gaps?station=PARIS&year=2007",
    "missing": "/missing?limit=5",
    "stats": "/stats",
    "describe": "/describe",
    "read": "/read?lines=1",
    "check": "/check",
    "mend": "/mend",
}


def unlike(value: Any, schema: dict[str, Any], where: str = "$") -> list[str]:
    """Where a value is not what a schema of the document says; keys that it does not name are wrong."""
    if "$ref" in schema:
        return unlike(value, document()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], where)
    if "anyOf" in schema:
        found = [unlike(value, one, where) for one in schema["anyOf"]]
        return [] if [] in found else found[0]
    if "enum" in schema:
        return [] if value in schema["enum"] else [f"{where}: {value!r}"]
    types: dict[str, Any] = {
        "string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None), "object": dict, "array": list,
    }  # fmt: skip
    if not isinstance(value, types[schema["type"]]):
        return [f"{where}: {value!r} is no {schema['type']}"]
    problems: list[str] = []
    if isinstance(value, dict):
        properties, more = schema.get("properties", {}), schema.get("additionalProperties")
        problems += [f"{where}: no {key}" for key in schema.get("required", ()) if key not in value]
        for key, below in value.items():
            if key not in properties and not isinstance(more, dict):
                problems.append(f"{where}.{key}: not in the schema")
            else:
                problems += unlike(below, properties.get(key, more), f"{where}.{key}")
    if isinstance(value, list):
        first = schema.get("prefixItems", [])
        for k, below in enumerate(value):
            problems += unlike(below, first[k] if k < len(first) else schema["items"], f"{where}[{k}]")
    return problems


def _ask(room: Asking, name: str) -> Any:
    operation = next(one for one in OPERATIONS if one.name == name)
    answer = room("/api/v1" + ASKED[name], operation.method, TEXT if operation.method == "POST" else None)
    assert answer.status == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    return answer.json


def unlike_described(path: str, method: str, status: int, found: Any) -> list[str]:
    """Where an answer is not what the document says of its address."""
    told = document()["paths"][path][method.lower()]["responses"][str(status)]["content"]["application/json"]["schema"]
    return unlike(found, told)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.name)
def test_answers_are_what_the_document_says(room: Asking, operation: Any) -> None:
    found = _ask(room, operation.name)
    assert found, "an empty answer shows nothing"
    assert unlike_described("/api/v1" + operation.path, operation.method, 200, found) == []


def test_it_is_the_json_of_the_commands(room: Asking, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def printed(*words: str) -> list[Any]:
        import json

        capsys.readouterr()
        main([*words, "--json"])
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    there = ("--archive", str(kept))
    assert _ask(room, "cable") == printed("show", HERO, *there)
    assert _ask(room, "paragraph") == printed("show", f"{HERO}¶2", *there)
    assert [_ask(room, "thread")] == printed("thread", "07PARIS1", "--depth", "3", *there)
    assert _ask(room, "search")["hits"] == printed("search", "minister", "--limit", "3", *there)
    assert [_ask(room, "gaps")] == printed("archive", "gaps", "PARIS", "2007", *there)
    checked = printed("check", str(sample_path(HERO)))
    assert _ask(room, "check") == [{**row, "path": None} for row in checked]


def test_typing_takes_the_last_word_as_a_beginning(room: Asking) -> None:
    assert room("/api/v1/search?q=minis").json["total"] == 0
    assert room("/api/v1/search?q=minis&typing=1").json["total"] > 0


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/search?limit=x", 400, "from 0 to 200"),
        ("/search?limit=201", 400, "from 0 to 200"),
        ("/search?limit=1&limit=2", 400, "give it once"),
        ("/search?facet=nothing", 400, "it is one of"),
        ("/search?typing=perhaps", 400, "true or false"),
        ("/search?q=(", 400, ""),
        ("/suggest", 400, "is not given"),
        ("/cables/99NOWHERE1", 404, "no cable 99NOWHERE1"),
        ("/cables/..%2f..%2fetc%2fpasswd", 404, ""),
        (f"/cables/{HERO}/paragraphs/99", 404, "no paragraph 99"),
        (f"/cables/{HERO}/paragraphs/x", 400, "is a number"),
        ("/compare?a=07BONN9&b=nothing", 404, ""),
        ("/gaps?station=PARIS&year=99999", 400, "from 1861"),
        ("/nothing", 404, "openapi.json"),
    ],
)
def test_errors_are_json(room: Asking, path: str, status: int, words: str) -> None:
    answer = room("/api/v1" + path)
    assert answer.status == status
    assert words in answer.json["error"]["message"]
    assert unlike(answer.json, {"$ref": "#/components/schemas/Error"}) == []


def test_an_error_of_a_query_has_its_place(room: Asking) -> None:
    wrong = room("/api/v1/search?q=debt%20oirgin:X").json["error"]
    assert wrong["query"][wrong["start"] : wrong["end"]] == "oirgin:"
    assert "origin:" in wrong["hint"]


def test_texts_in_any_encoding_are_read(room: Asking) -> None:
    text = "1. (C) THE MINISTER SAID “YES”.\n"
    for data in (text.encode(), text.encode("utf-16"), b"1. (C) \x93YES\x94 \xff\x00"):
        (telegram,) = room("/api/v1/read", "POST", data).json
        assert telegram["paragraphs"][0]["number"] == 1
    assert room("/api/v1/read", "POST", b"").status == 200
    assert room("/api/v1/read").status == 405


def test_positions_are_paged(room: Asking, kept: Path) -> None:
    with open_archive(kept, read_only=True) as archive:
        wanted = [(row.document, row.item.start) for row in archive.positions()]
    found: list[tuple[str, int]] = []
    while some := room(f"/api/v1/positions?offset={len(found)}&limit=37").json:
        found += [(row["path"], row["span"][0]) for row in some]
    assert found == wanted


def test_every_operation_is_in_the_document(room: Asking) -> None:
    told = room("/api/v1/openapi.json").json
    assert told == msgspec.json.decode(msgspec.json.encode(document()))
    assert {(path, method.upper()) for path, some in told["paths"].items() for method in some} == {
        ("/api/v1" + one.path, one.method) for one in OPERATIONS
    }
    named = set(re.findall(r'"#/components/schemas/([\w.]+)"', room("/api/v1/openapi.json").text))
    assert named == set(told["components"]["schemas"])
    assert set(ASKED) == {one.name for one in OPERATIONS}
