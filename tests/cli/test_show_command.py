"""``cablegram show``: a cable of the archive, a paragraph, the text as it came, what differs between copies."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.archive.invented import telegram
from tests.cli.archived import call


def test_a_cable_with_its_findings_and_places(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "show", "07 paris 001")
    assert done.code == 0
    for words in ("07PARIS1", "TOLLS RISE AGAIN", "THE RIVER RISES.", "first.txt", "(main: unknown)", "doc-"):
        assert words in done.out
    assert "also held" not in done.out


def test_sections_are_shown_in_order(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = call(capsys, "show", "07OSLO5").out
    assert out.index("HERE BEGINS") < out.index("HERE IT ENDS")
    assert "also held" not in out


def test_copies_are_named_and_compared(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = call(capsys, "show", "07BONN9").out
    assert "also held: 1 document of this cable" in out
    assert "copy-1.txt" in out
    assert "copy-2.txt" in out
    compared = call(capsys, "show", "07BONN9", "--compare")
    assert compared.code == 0
    assert "YES" in compared.out
    assert "NO" in compared.out
    (pair,) = call(capsys, "show", "07BONN9", "--compare", "--json").rows
    assert 0.9 < pair["similarity"] < 1
    assert "nothing to compare" in call(capsys, "show", "07PARIS1", "--compare").out


@pytest.mark.parametrize("name", ["07PARIS1¶2", "07PARIS1 ¶2", "07PARIS1#2"])
def test_one_paragraph(name: str, archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "show", name)
    assert done.code == 0
    assert done.out.startswith("07PARIS1¶2")
    assert "2. (C) SO." in done.out
    assert "RISES" not in done.out
    (row,) = call(capsys, "show", name, "--json").rows
    assert row["text"].startswith("2. (C) SO.")
    assert (row["cable"], row["number"], row["portion"]) == ("07PARIS1", 2, "C")


def test_a_paragraph_of_the_second_section(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "HERE IT ENDS" in call(capsys, "show", "07OSLO5¶2").out


def test_json_has_true_places(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = call(capsys, "show", "07OSLO5", "--json").rows
    assert [row["section"] for row in rows] == [1, 2]
    for row in rows:
        for part in row["paragraphs"]:
            assert row["text"][part["start"] : part["end"]] == part["text"]
        for finding in row["findings"]:
            assert row["text"][finding["start"] : finding["end"]] == finding["quote"]
        assert row["places"][0]["path"].endswith(".txt")


def test_the_text_as_it_came(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cablegram.cli import main

    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="utf-8"))
    assert main(["show", "07BAKU3", "--as-read"]) == 0
    expected = telegram("BAKU", 3, level="SECRET", day=4, body="1. (S) THE RIVER IS SECRET.")
    assert raw.getvalue().decode() == expected


def test_a_document_by_its_id(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = call(capsys, "show", "07BONN9", "--json").rows
    (row,) = call(capsys, "show", rows[1]["document"], "--json").rows
    assert row == rows[1]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["07PARIS1¶9"], "it has ¶1 to ¶2"),  # no such paragraph
        (["07LIMA77"], "cablegram search finds"),  # never heard of
        (["07BON"], "there are: 07BONN9"),  # the beginning of a name
        (["07ROME2"], "cablegram thread 07ROME2"),  # only referred to
        (["07BAKU3", "--up-to", "CONFIDENTIAL"], "no cable 07BAKU3"),  # hidden by the view
    ],
)
def test_what_is_not_there_is_exit_2(
    words: list[str], says: str, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = call(capsys, "show", *words)
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert says in done.err


def test_a_record_without_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text(
        "mrn,subject,text\n07ROME00009,WITHDRAWN WHOLE,\n07ROME00010,NOT SO," + "A TEXT OF SOME LENGTH " * 9
    )
    where = ("--archive", str(tmp_path / "a"))
    assert call(capsys, "ingest", str(rows), "--workers", "1", *where).code == 0
    done = call(capsys, "show", "07ROME9", *where)
    assert done.code == 0
    assert "a record without text" in done.out
    assert "subject (subject): WITHDRAWN WHOLE" in done.out


def test_records_beside_a_cable_are_counted_and_not_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(telegram("PARIS", 1))
    rows = [f"07PARIS1,NOTE {k}," for k in range(9)]
    (tmp_path / "in" / "rows.csv").write_text("\n".join(["mrn,note,body", *rows, ""]))
    where = ("--archive", str(tmp_path / "a"))
    assert call(capsys, "ingest", str(tmp_path / "in"), "--workers", "1", *where).code == 0
    out = call(capsys, "show", "07PARIS1", *where).out
    assert "also held: 9 documents of this cable\n" in out
    assert "9 without text (--json has them)" in out
    assert out.count("rows.csv") == 1
    assert "rows.csv (main: unknown), 9 times" in " ".join(out.split())
    compared = call(capsys, "show", "07PARIS1", "--compare", *where).out
    assert compared == "07PARIS1: 1 text and 9 records without text, nothing to compare\n"
    assert "10 documents: doc-" in (thread := call(capsys, "thread", "07PARIS1", *where).out)
    assert ", 9 without text" in thread


def test_two_cables_are_compared(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pair,) = call(capsys, "show", "07BONN9", "--against", "07PARIS1", "--json").rows
    assert 0 < pair["similarity"] < 1
    assert "differences" in call(capsys, "show", "07BONN9", "--against", "07 PARIS 1").out
    none = call(capsys, "show", "07BONN9", "--against", "07LIMA77")
    assert (none.code, none.out) == (2, "")
    assert "no cable 07LIMA77" in none.err


def test_a_number_and_long_values_that_were_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = tmp_path / "rows.csv"
    body = "A TEXT OF SOME LENGTH " * 9
    rows.write_text(f"mrn,note,body\n07ROME00010,{'LONG ' * 100},{body}\n")
    where = ("--archive", str(tmp_path / "a"))
    assert call(capsys, "ingest", str(rows), "--workers", "1", *where).code == 0
    out = call(capsys, "show", "07ROME10", *where).out
    assert out.startswith("07ROME10   ")
    assert "given with the text, which has none" in out
    assert "(499 characters; --json has them)" in " ".join(out.split())
    (row,) = call(capsys, "show", "07ROME10", "--json", *where).rows
    assert len(row["given"][1]["value"].strip()) == 499
