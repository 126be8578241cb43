"""``cablegram search``: what it prints, its exit codes, what a view hides, and what it costs to start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cablegram.archive import open_archive
from cablegram.archive.store import StoreWriter
from cablegram.cli import main
from cablegram.cli.search import snippet_lines
from tests.cli.archived import call


def test_hits_are_numbered_with_their_place(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "search", "river", "rises")
    assert done.code == 0
    assert "1 found" in done.out
    assert "  1 07PARIS1¶1   2007-11-01   AMEMBASSY PARIS   CONFIDENTIAL" in done.out
    assert "    TOLLS RISE AGAIN" in done.out
    assert "THE RIVER RISES." in done.out
    assert "matched: river, rises" in done.out
    assert "\x1b[" not in done.out


def test_json_is_one_hit_a_line(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = call(capsys, "search", "river", "--json", "--sort", "date").rows
    assert [(row["number"], row["of"], row["cable"]) for row in rows] == [(1, 2, "07PARIS1"), (2, 2, "07BAKU3")]
    for row in rows:
        assert row["quote"].lower() == "river"
        assert {row["snippet"][a:b].lower() for a, b in row["marks"]} == {"river"}


def test_pages_and_facets(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "search", "*", "--limit", "2", "--offset", "2", "--facets")
    assert "6 found, 3 to 4 shown" in done.out
    assert "\n  3 " in done.out
    assert "\norigin\n" in done.out
    *hits, counts = call(capsys, "search", "*", "--limit", "2", "--facets", "--json").rows
    assert len(hits) == 2
    assert counts["facets"]["class"] == {"CONFIDENTIAL": 5, "SECRET": 1}
    assert counts["total"] == 6


def test_nothing_found_is_exit_1(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "search", "zeppelin")
    assert (done.code, done.out) == (1, "nothing found\n")
    done = call(capsys, "search", "zeppelin", "--json")
    assert (done.code, done.out) == (1, "")


def test_a_query_that_cannot_be_read_is_pointed_at(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "search", "river colour:blue")
    assert done.code == 2
    assert done.out == ""
    first, query, carets = done.err.splitlines()
    assert first.startswith("cablegram: there is no field colour:")
    assert query == "  river colour:blue"
    assert carets == "        ^^^^^^^"
    assert call(capsys, "search", " ").err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["river", "--archive", "nowhere"], "no archive there"),  # none there
        (["river", "--archive", __file__], "is a file; an archive is a folder"),
        (["river", "--collection", "other"], "the collections are: main"),  # no such collection
        (["river", "--up-to", "rather secret"], "the marks are"),  # no such mark
        (["river", "--limit", "-1"], "numbers from 0"),  # a number that is none
        (["river", "--sort", "beauty"], "invalid choice"),  # no such order
    ],
)
def test_bad_input_is_one_line(words: list[str], says: str, archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "search", *words)
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert says in done.err


def test_a_view_hides_what_it_must(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = call(capsys, "search", "river", "--up-to", "confidential", "--json").rows
    assert [row["cable"] for row in rows] == ["07PARIS1"]


@pytest.mark.parametrize(
    ("text", "marks", "width", "lines"),
    [
        # words are wrapped, and what matched keeps its style
        ("THE RIVER\nRISES", ((4, 9),), 10, [[("THE", ""), (" ", ""), ("RIVER", "*")], [("RISES", "")]]),
        # the blank inside a match belongs to it
        ("A TRADE UNION", ((2, 13),), 80, [[("A", ""), (" ", ""), ("TRADE", "*"), (" ", "*"), ("UNION", "*")]]),
        # a match within a word
        ("PRE-RIVER.", ((4, 9),), 80, [[("PRE-", ""), ("RIVER", "*"), (".", "")]]),
        # a control character never reaches the terminal
        ("A\x1bB", (), 80, [[("A\\x1bB", "")]]),
        ("", (), 80, []),
    ],
)
def test_snippets(
    text: str, marks: tuple[tuple[int, int], ...], width: int, lines: list[list[tuple[str, str]]]
) -> None:
    found = [[(part, "*" if style else "") for part, style in line] for line in snippet_lines(text, marks, width)]
    assert found == lines


def test_it_starts_quickly(archive: Path) -> None:
    """Neither the line grammar nor the formats nor the rules are loaded to search."""
    run = "import sys\nfrom cablegram.cli import main\nmain(['search', 'river', '--json'])\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "tantivy" in loaded
    heavy = (
        "cablegram.telegram.reader",
        "cablegram.formats",
        "cablegram.findings",
        "rich",
        "multiprocessing",
        "pypdfium2",
    )
    assert not loaded & set(heavy)


def test_documents_the_index_has_yet_to_take_are_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], filed: Path
) -> None:
    copy = tmp_path / "copy"
    assert main(["archive", "backup", str(copy), "--archive", str(filed)]) == 0
    assert call(capsys, "archive", "reindex", "--archive", str(copy)).code == 0
    assert call(capsys, "search", "river", "--archive", str(copy)).err == ""
    with open_archive(copy) as opened:
        writer = StoreWriter(opened._store)
        with writer.batch():
            writer.outbox_all()  # as a reindex leaves it that was stopped
    done = call(capsys, "search", "river", "--archive", str(copy))
    assert "the index has yet to take some documents" in done.err
    assert done.err.count("\n") == 1
