"""``cablegram archive``: every action, readable and as JSON, with its exit code."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.cli.archived import call


@pytest.fixture
def own(filed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive that may be changed."""
    folder = Path(shutil.copytree(filed, tmp_path / "own"))
    monkeypatch.setenv("CABLEGRAM_ARCHIVE", str(folder))
    return folder


def change(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / "archive.sqlite", isolation_level=None)
    connection.execute(statement)
    connection.close()


def test_verify_a_sound_archive(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "archive", "verify")
    assert done.code == 0
    assert done.out == "6 documents, 6 files put together again, 0 kept as they came: everything is as it was filed\n"
    assert call(capsys, "archive", "verify", "--quick").code == 0
    assert call(capsys, "archive", "verify", "--json").out == ""


def test_verify_a_changed_text(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(own, "UPDATE document SET text = text || ' ' WHERE number = 1")
    done = call(capsys, "archive", "verify")
    assert done.code == 1
    assert "its text is not the one that was filed; take it from a backup" in done.out
    assert done.out.endswith(": 2 problems\n")
    rows = call(capsys, "archive", "verify", "--json").rows
    assert {"where", "what", "do"} == set(rows[0])


def test_verify_a_file_that_cannot_be_opened(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own / "archive.sqlite").write_bytes(b"This is no database at all. " * 400)
    done = call(capsys, "archive", "verify")
    assert done.code == 1
    assert "restore a backup" in done.out
    assert call(capsys, "archive", "verify", "--archive", str(own / "none")).code == 2


def test_backup_then_reindex_of_the_copy(own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = str(tmp_path / "copy")
    done = call(capsys, "archive", "backup", target)
    assert done.code == 0
    assert f"cablegram archive reindex --archive {target}" in done.out
    assert call(capsys, "search", "river", "--archive", target).code == 2
    assert call(capsys, "archive", "reindex", "--archive", target).out == "6 documents indexed again\n"
    assert call(capsys, "search", "river", "--archive", target).code == 0
    again = call(capsys, "archive", "backup", target, "--json")
    assert (again.code, again.out) == (2, "")
    assert "not written over" in again.err


def test_rederive(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(own, "UPDATE reading SET version = 0, subject = 'ZEPPELINS' WHERE document = 2")
    done = call(capsys, "archive", "rederive", "--workers", "1")
    assert done.out == "1 document derived again, 1 of them otherwise than before\n"
    (row,) = call(capsys, "archive", "rederive", "--workers", "1", "--all", "--json").rows
    assert row == {"documents": 6, "changed": 0, "failed": []}
    assert call(capsys, "archive", "verify").code == 0
    assert call(capsys, "archive", "rederive", "--workers", "0").code == 2


def test_stats(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = call(capsys, "archive", "stats").out
    assert out.startswith("documents       6\ncables          4\n")
    (row,) = call(capsys, "archive", "stats", "--json").rows
    assert dict(row["levels"]) == {"CONFIDENTIAL": 5, "SECRET": 1}
    assert row["missing"] == 1
    (part,) = call(capsys, "archive", "stats", "--json", "--up-to", "confidential").rows
    assert part["documents"] == 5
    assert part["store_bytes"] is None


def test_stats_of_many_years_are_by_decade_and_name_the_findings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("mrn,date\n" + "".join(f"{k % 100:02d}ROME{k},{k}-02-01\n" for k in range(1966, 2010)))
    where = ("--archive", str(tmp_path / "a"))
    assert call(capsys, "ingest", str(rows), "--workers", "1", *where).code == 0
    out = call(capsys, "archive", "stats", *where).out
    assert [line.split() for line in out.splitlines() if " to 19" in line][:1] == [["1960", "to", "1969", "4"]]
    (row,) = call(capsys, "archive", "stats", "--json", *where).rows
    assert ["1966", 1] in row["years"]


def test_describe(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "archive", "describe", "--title", "Rivers")
    assert done.code == 0
    sentence = done.out.splitlines()[-1]
    assert sentence.startswith("Cablegram archive “Rivers”, 6 documents of 4 cables")
    (row,) = call(capsys, "archive", "describe", "--title", "Rivers", "--json").rows
    assert row["sentence"] == sentence
    assert row["content"] in sentence


def test_unread(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "archive", "unread").out.endswith("empty.txt: an empty file\n")
    (row,) = call(capsys, "archive", "unread", "--json").rows
    assert row["collection"] == "main"
    hidden = call(capsys, "archive", "unread", "--up-to", "SECRET").out
    assert hidden == "nothing that may be told of: such things have no mark\n"


def test_without_an_action_and_without_an_archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (("archive",), ("archive", "stats", "--archive", str(tmp_path / "none"))):
        done = call(capsys, *words)
        assert (done.code, done.out) == (2, "")
        assert len(done.err.splitlines()) == 1
