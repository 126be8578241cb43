from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cablegram.formats import Entry, Limits, Options, Unread, entries
from cablegram.formats.guessing import guess
from tests.formats.given_fields import fields, good, pairs, read


def test_lines(tmp_path: Path) -> None:
    data = (
        b'{"id": "06LUSAKA1", "meta": {"date": "2006-04-12", "n": [1, "two"], "deep": {"x": null}}, "body": "One.\\n\\u00e9"}\n'
        b'{"id": "06LUSAKA2", "price": 1.50, "ok": true, "many": [{"a": 1}, 2], "text": "Two."}\n'
    )
    first, second = good(read(tmp_path, "a.jsonl", data))
    assert first.source.text == "One.\né"
    assert pairs(first) == [
        ("id", "06LUSAKA1"),
        ("meta.date", "2006-04-12"),
        ("meta.n", '[1, "two"]'),
        ("meta.deep.x", ""),
    ]
    assert pairs(second) == [
        ("id", "06LUSAKA2"), ("price", "1.50"), ("ok", "true"), ("many", '[{"a": 1}, 2]'), ("text", "Two."),
    ]  # fmt: skip
    assert fields(first) == {"mrn": "06LUSAKA1", "date": "2006-04-12"}
    assert first.source.data + second.source.data == data
    assert second.origin.offset == len(first.source.data)
    assert first.whole
    assert first.format == "jsonl"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'[{"id": 1, "body": "a"},\n {"id": 2, "body": "b"}]\n', "an array"),
        (b'[\n{"id": 1, "body": "a"}\n,{"id": 2,\n"body": "b"}]', "an array over lines"),
        (b'{\n "id": 1,\n "body": "a"\n}\n{\n "id": 2,\n "body": "b"\n}\n', "objects over lines"),
        (b'\xef\xbb\xbf{"id": 1, "body": "a"}\n\n{"id": 2, "body": "b"}', "a mark, a blank line, no last line end"),
        ('{"id": 1, "body": "a"}\n{"id": 2, "body": "b"}\n'.encode("utf-16"), "UTF-16"),
        (b'{"id": 1, "body": "a"}\r\n{"id": 2, "body": "b"}\r\n\r\n', "CR LF"),
    ],
)
def test_forms(tmp_path: Path, data: bytes, reason: str) -> None:
    found = good(read(tmp_path, "a.json", data))
    assert [(e.source.text, pairs(e)) for e in found] == [("a", [("id", "1")]), ("b", [("id", "2")])], reason
    assert b"".join(entry.source.data for entry in found) == data, reason
    assert found[1].origin.offset == len(found[0].source.data), reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"body": "a"}\nnot JSON\n{"body": "b"}\n', "line 2: no JSON"),
        (b'{"body": "a"}\n\n[1, 2]\n{"body": "b"}\n', "line 3: JSON, but no object"),
        (b'{"body": "a"}\n{"body": "cut\n{"body": "b"}\n', "line 2: no JSON"),
        (b'[{"body": "a"}, 7, {"body": "b"}]', "object 2: JSON, but no object"),
        (b'{"body": "a"}\n' + b'{"x":' * 100_000 + b'\n{"body": "b"}\n', "line 2: JSON nested too deep"),
    ],
)
def test_what_is_no_object_is_unread(tmp_path: Path, data: bytes, reason: str) -> None:
    first, broken, last = read(tmp_path, "a.jsonl", data)
    assert isinstance(broken, Unread)
    assert reason in broken.reason
    assert [entry.source.text for entry in good([first, last])] == ["a", "b"]


def test_an_array_cut_off(tmp_path: Path) -> None:
    first, broken = read(tmp_path, "a.json", b'[{"body": "a"}, {"body": "b')
    assert isinstance(first, Entry)
    assert isinstance(broken, Unread)
    assert "object 2" in broken.reason


def test_a_document_beyond_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'[{"body": "a"}, {"body": "b"}]')
    (found,) = entries(path, Options(limits=Limits(text=10)))
    assert isinstance(found, Unread)
    assert "limit" in found.reason


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"{SECRET}\nFM LUSAKA\n", "braces"),
        ("a.txt", b'"quoted": {"x": 1}\n', "JSON inside"),
        ("a.txt", b"[REDACTED]\n1. (C) Text.\n", "brackets"),
        ("a.txt", b"{}", "an empty object is nothing"),
    ],
)
def test_not_json(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    assert [entry.format for entry in good(read(tmp_path, name, data))] in (
        ["text"],
        ["jsonl"] if data == b"{}" else ["text"],
    ), reason


def test_keys_that_come_late(tmp_path: Path) -> None:
    rows = [{"body": "x"}] * 600 + [{"body": "y", "Document Number": "1976LUSAKA1", "mrn": "z"}]
    found = good(read(tmp_path, "a.jsonl", b"".join(json.dumps(row).encode() + b"\n" for row in rows)))
    assert fields(found[-1]) == {"mrn": "1976LUSAKA1"}


def test_guess_and_mapping(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"doc": {"zz": "06LUSAKA1"}, "body": "a", "raw": "b"}\n{"body": "c"}\n')
    found = guess(path, Options(mapping={"text": "raw", "mrn": "doc.zz"}))
    assert found is not None
    assert [(c.key, c.field, c.filled) for c in found.columns] == [
        ("doc.zz", "mrn", 0.5), ("body", None, 1.0), ("raw", "text", 0.5),
    ]  # fmt: skip
    first, second = good(list(entries(path, Options(mapping={"text": "raw"}))))
    assert (first.source.text, second.source.text) == ("b", "")
    assert pairs(second) == [("body", "c")]


VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
OBJECT = st.dictionaries(st.text(max_size=6), VALUE, max_size=4)


@given(st.lists(OBJECT, min_size=1, max_size=6), st.booleans(), st.sampled_from(["lines", "array", "spread"]))
@settings(max_examples=300, deadline=None)
def test_bytes_together_are_the_file(
    tmp_path_factory: pytest.TempPathFactory, objects: list[dict[str, object]], plain: bool, form: str
) -> None:
    if form == "lines":
        text = "".join(json.dumps(one, ensure_ascii=plain) + "\n" for one in objects)
    else:
        text = json.dumps(objects, ensure_ascii=plain, indent=2 if form == "spread" else None)
    data = text.encode("utf-8", "surrogatepass")
    found = good(read(tmp_path_factory.mktemp("json"), "a.jsonl", data))
    assert len(found) == len(objects)
    assert b"".join(entry.source.data for entry in found) == data


@given(st.text(st.sampled_from('{}[]",: \n1ax\x00é'), max_size=60) | st.binary(max_size=60))
@settings(max_examples=500, deadline=None)
def test_anything_is_read(tmp_path_factory: pytest.TempPathFactory, rest: str | bytes) -> None:
    tail = rest.encode() if isinstance(rest, str) else rest
    for start in (b'{"a": 1}\n', b'[{"a": 1}, ', b'{"a":\n1}'):
        for one in read(tmp_path_factory.mktemp("json"), "a.json", start + tail):
            assert isinstance(one, Entry | Unread)


TEXT = "R 121320Z APR 06\nFM AMEMBASSY LUSAKA\n" + "1. (C) Nothing. " * 9
ROWS = [{"mrn": f"06LUSAKA{n}", "text": f"{TEXT}{n}"} for n in (817, 818)]


@pytest.mark.parametrize(
    ("whole", "keys", "why"),
    [
        ({"count": 2, "cables": ROWS}, ["mrn", "mrn"], "an object around the rows"),
        ({"meta": {"of": [1, 2]}, "cables": ROWS, "next": None}, ["mrn", "mrn"], "with more before and after"),
        ({"mrn": "06LUSAKA1", "copies": ROWS, "text": TEXT}, ["mrn", "copies"], "the object is a row itself"),
        ({"note": TEXT, "pages": [{"n": 1}, {"n": 2}]}, ["pages"], "the list holds no rows"),
    ],
)
@pytest.mark.parametrize("indent", [None, 1])
def test_an_object_around_the_rows(
    tmp_path: Path, whole: dict[str, object], keys: list[str], why: str, indent: int | None
) -> None:
    data = json.dumps(whole, indent=indent).encode()
    found = good(read(tmp_path, "a.json", data))
    assert [key for entry in found for key, _ in pairs(entry)] == keys, why
    assert b"".join(entry.source.data for entry in found) == data
    for entry in found:
        assert data[entry.origin.offset :][: entry.origin.length] == entry.source.data
