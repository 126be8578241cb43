"""``cablegram actors``: lists of files and archives, one object a line, networks, and decisions by command."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.archive.acting import file_invented, invented
from tests.archive.invented import telegram
from tests.cli.archived import call

BODY = "1. (C) GOFR AND FREDONIA TOLD BENSON OF THE GRAND LEAGUE.\n\n2. (C) SOMEBODY SAW FM TRAVERS."
TEXTS = {
    "a": telegram("PARIS", 1, body=BODY),
    "b": telegram("ROME", 3, body="1. (C) SYLVANIA TOLD BENSON.\n\n2. (C) FREDONIA KNEW."),
    "c": telegram("BAKU", 4, level="SECRET", body="1. (S) NEW SYLVANIA WAS TOLD OF FREDONIA."),
}


@pytest.fixture(autouse=True)
def world() -> Iterator[None]:
    with invented():
        yield


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "two.txt"
    path.write_text(TEXTS["a"] + TEXTS["b"], encoding="utf-8")
    return str(path)


@pytest.fixture
def filed(tmp_path: Path) -> str:
    file_invented(tmp_path, TEXTS).close()
    return str(tmp_path / "archive")


def test_the_actors_of_a_file(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "actors", file)
    assert done.code == 0
    first, rest = done.out.split("07ROME3   ")
    assert first.startswith("07PARIS1   ")
    rows = [line.split() for line in first.splitlines()[1:]]
    assert rows[0] == ["Fredonia", "state", "2", '"GOFR"', "15:8"]
    assert "1 other mention of which it is not known who is meant" in first
    line = Path(file).read_text(encoding="utf-8").split("\n").index("1. (C) SYLVANIA TOLD BENSON.") + 1
    assert f'"SYLVANIA"  {line}:8' in rest  # lines are those of the file


def test_each_mention(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "actors", file, "--mentions")
    assert "GOFR" in done.out
    assert "one of: person:benson, person:travers" in done.out
    assert done.out.count("Fredonia  [state:XF]") == 3


def test_one_object_a_mention(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = call(capsys, "actors", file, "--json").rows
    text = Path(file).read_text(encoding="utf-8")
    for row in rows:
        assert text[row["offset"] + row["start"] : row["offset"] + row["end"]] == row["quote"]
    assert list(rows[0])[:6] == ["cable", "start", "end", "type", "form", "actor"]
    assert {row["cable"] for row in rows} == {"07PARIS1", "07ROME3"}
    assert {row["made"] for row in rows} == {"model"}
    people = call(capsys, "actors", file, "--json", "--person").rows
    assert {row["actor_id"] for row in people} == {"person:benson", "person:travers", ""}
    quick = call(capsys, "actors", file, "--json", "--rules-only").rows
    assert {row["made"] for row in quick} == {"rules"}
    assert len(quick) < len(rows)


def test_the_actors_of_an_archive(filed: str, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "actors", "--archive", filed)
    assert done.code == 0
    assert done.out.splitlines()[1].split() == ["Fredonia", "state", "3", "4", "state:XF"]
    rows = call(capsys, "actors", "--archive", filed, "--json", "--state").rows
    assert [(row["name"], row["documents"]) for row in rows] == [("Fredonia", 3), ("New Sylvania", 1), ("Sylvania", 1)]
    rows = call(capsys, "actors", "--archive", filed, "--json", "--up-to", "CONFIDENTIAL", "--state", "--org").rows
    assert {row["name"] for row in rows} == {"Fredonia", "Sylvania", "Grand League of Harbors"}
    rows = call(capsys, "actors", "--archive", filed, "--json", "--limit", "1", "person:benson", "sylvania").rows
    assert [row["id"] for row in rows] == ["person:benson"]
    assert "no actor is named" in call(capsys, "actors", "--archive", filed, "nothing-of-the-kind").out


def test_the_mentions_of_an_archive(filed: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = call(capsys, "actors", "--archive", filed, "--mentions", "--json", "mrn:07ROME3").rows
    assert [(row["actor"], row["cable"]) for row in rows] == [
        ("Sylvania", "07ROME3"), ("Benson", "07ROME3"), ("Fredonia", "07ROME3")
    ]  # fmt: skip
    assert {row["document"][:4] for row in rows} == {"doc-"}
    assert "15:8" in call(capsys, "actors", "--archive", filed, "--mentions", "mrn:07ROME3").out


@pytest.mark.parametrize(("within", "pairs"), [("document", {"Benson", "Fredonia"}), ("paragraph", {"Benson"})])
def test_a_network(
    within: str, pairs: set[str], filed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "network.graphml"
    done = call(capsys, "actors", "--archive", filed, "--graphml", str(target), "--within", within)
    assert done.code == 0
    assert f"named in one {within}" in done.out
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = ElementTree.parse(target).getroot()
    labels = {node.get("id"): node.findtext(f"{space}data") for node in root.iter(f"{space}node")}
    edges = [{labels[edge.get("source")], labels[edge.get("target")]} for edge in root.iter(f"{space}edge")]
    assert {name for edge in edges if "Sylvania" in edge for name in edge - {"Sylvania"}} == pairs
    first = target.read_bytes()
    row = call(capsys, "actors", "--archive", filed, "--graphml", str(target), "--within", within, "--json").rows[0]
    assert row == {"path": str(target), "actors": len(labels), "pairs": len(edges)}
    assert target.read_bytes() == first


def test_decisions_by_command(filed: str, capsys: pytest.CaptureFixture[str]) -> None:
    def decide(*words: str) -> str:
        done = call(capsys, "archive", "decide", *words, "--who", "M. ROE", "--archive", filed)
        assert done.code == 0, done.err
        return done.out

    assert "state:XS is state:XF (Fredonia), 07ROME3" in decide(
        "actor-merge", "07ROME3", "Fredonia", "--actor", "sylvania"
    )
    mention = next(
        row for row in call(capsys, "actors", "--archive", filed, "--mentions", "--json", "mrn:07PARIS1").rows
        if row["quote"] == "SOMEBODY"
    )  # fmt: skip
    span = f"{mention['start']}-{mention['end']}"
    decide("actor-split", "07PARIS1", "person:doe", "--span", span, "--name", "Jane Doe")
    decide("actor-rename", "07PARIS1", "The League", "--actor", "GRAND LEAGUE")
    decide("actor-confirm", "07PARIS1", "--actor", "Benson")
    names = {row["name"]: row["documents"] for row in call(capsys, "actors", "--archive", filed, "--json").rows}
    assert names == {
        "Fredonia": 3, "Benson": 2, "New Sylvania": 1, "Jane Doe": 1, "The League": 1, "Ada Travers": 1,
    }  # fmt: skip
    found = call(capsys, "search", "person:jane", "--facet", "state", "--facet", "person", "--archive", filed)
    assert "1 found" in found.out
    assert "matched: person:jane" in found.out
    assert "person\n" in found.out
    listed = call(capsys, "archive", "decisions", "--archive", filed).out
    assert "- is person:doe (Jane Doe)" in listed
    assert "body:grand-league is called The League" in listed
    assert call(capsys, "archive", "undo", "2", "--archive", filed).code == 0
    assert call(capsys, "search", "person:jane", "--archive", filed).code == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["actors"], "name files to look at"),
        (["actors", "x.txt", "--graphml", "y"], "go with --archive"),
        (["actors", "nowhere.txt"], "nowhere.txt"),
        (["actors", "--archive", "A", "--rules-only"], "--rules-only is for files"),
        (["actors", "--archive", "A", "--least", "0"], "from 1"),
        (["actors", "--archive", "A", "oirgin:PARIS"], "no field"),
        (["actors", "--archive", "A", "--graphml", "/nowhere/at/all"], "cannot be written"),
        (
            ["archive", "decide", "actor-merge", "07PARIS1", "Benson", "--who", "ROE", "--archive", "A"],
            "say which actor",
        ),
        (
            ["archive", "decide", "actor-confirm", "07PARIS1", "--span", "x", "--who", "ROE", "--archive", "A"],
            "START-END",
        ),
        (["archive", "decide", "not-same", "07PARIS1", "--who", "ROE", "--archive", "A"], "needs two documents"),
        (
            ["archive", "decide", "not-same", "07PARIS1", "07ROME3", "--actor", "x", "--who", "R", "--archive", "A"],
            "for actors",
        ),
        (["search", "x", "--facet", "colour", "--archive", "A"], "no facet"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    words: list[str], told: str, filed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    done = call(capsys, *[filed if word == "A" else word for word in words])
    assert done.code == 2
    assert told in done.err
    assert "Traceback" not in done.err


def test_ingest_says_what_finds_actors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "in"
    place.mkdir()
    (place / "a.txt").write_text(TEXTS["a"], encoding="utf-8")
    filed = str(tmp_path / "a")
    assert call(capsys, "ingest", str(place), "--archive", filed, "--workers", "1", "--quiet", "--rules-only").code == 0
    assert {row["made"] for row in call(capsys, "actors", "--archive", filed, "--mentions", "--json").rows} == {"rules"}
    done = call(capsys, "archive", "rederive", "--stage", "actors", "--model", "--workers", "1", "--archive", filed)
    assert "1 document derived again" in done.out
    assert {row["made"] for row in call(capsys, "actors", "--archive", filed, "--mentions", "--json").rows} == {"model"}
