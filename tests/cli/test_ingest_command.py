"""``cablegram ingest``: what it says, what it files, that it can be stopped and run again."""

from __future__ import annotations

from pathlib import Path

import pytest

from cablegram.archive import Archive, open_archive
from cablegram.archive.ingest import Progress
from cablegram.cli.archives import lasting
from cablegram.cli.ingest import _Teller
from tests.cli.archived import call, place_files

ROWS = "Ref,Title,Body\n07ROME00009,ABOUT NOTHING,{}\n07ROME00010,ABOUT LESS,{}\n".format(
    "A TEXT OF SOME LENGTH " * 9, "ANOTHER TEXT OF SOME LENGTH " * 9
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CABLEGRAM_ARCHIVE", str(tmp_path / "a"))
    return place_files(tmp_path / "in")


def test_a_folder_is_filed_and_again_passed_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "ingest", str(folder), "--workers", "1")
    assert done.code == 0
    assert "6 documents of 6 files" in done.out
    assert "6 new, 0 known already" in done.out
    assert "6 telegrams" in done.out
    again = call(capsys, "ingest", str(folder), "--workers", "1")
    assert again.code == 0
    assert "6 files filed before and passed over" in again.out
    anew = call(capsys, "ingest", str(folder), "--workers", "1", "--again")
    assert "0 new, 6 known already" in anew.out


def test_the_summary_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (row,) = call(capsys, "ingest", str(folder), "--workers", "1", "--json").rows
    assert (row["documents"], row["new"], row["known"], row["could_not_be_read"]) == (6, 6, 0, 1)
    assert row["kinds"] == {"telegram": 6}


def test_what_could_not_be_read_is_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "empty.txt").write_bytes(b"")
    done = call(capsys, "ingest", str(folder), "--workers", "1")
    assert "could not be read: 1 (cablegram ingest --failed" in done.out
    failed = call(capsys, "ingest", "--failed")
    assert failed.out == f"{folder / 'empty.txt'}: an empty file\n"
    assert failed.code == 0
    (row,) = call(capsys, "ingest", "--failed", "--json").rows
    assert row["reason"] == "an empty file"


def test_collection_release_and_licence(folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    call(
        capsys, "ingest", str(folder), "--workers", "1", "--collection", "foia", "--release", "declassified",
        "--licence", "public domain",
    )  # fmt: skip
    with open_archive(tmp_path / "a") as archive:
        (one,) = archive.describe().collections
    assert (one.name, one.release, one.licence) == ("foia", "declassified", "public domain")


def test_a_dry_run_files_nothing(folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    done = call(capsys, "ingest", str(folder), "--workers", "1", "--dry-run")
    assert done.code == 0
    assert "nothing was filed" in done.out
    assert not (tmp_path / "a").exists()


def test_columns_are_shown_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text(ROWS)
    words = ("ingest", str(rows), "--workers", "1", "--archive", str(tmp_path / "a"))
    done = call(capsys, *words, "--dry-run")
    assert f"{rows}: csv, read as" in done.err
    assert "100%  ABOUT NOTHING" in done.err
    mapped = call(capsys, *words, "--map", "subject=Ref", "--map", "text=Body")
    assert [line.split()[:2] for line in mapped.err.splitlines()[1:3]] == [["Ref", "subject"], ["Title", "kept"]]
    assert call(capsys, *words, "--again", "--quiet").err == ""


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["no-such-folder"], "no such file or folder"),  # a missing path
        ([], "name files or folders"),  # nothing to file
        (["-"], "save it as a file"),  # no place to go back to
        (["{rows}", "--map", "subject"], "write FIELD=COLUMN"),  # no mapping
        (["{rows}", "--map", "colour=Ref"], "the fields are: text, mrn"),  # no such field
        (["{rows}", "--map", "subject=Nowhere"], "its columns are: Ref, Title, Body"),  # no such column
        (["{rows}", "--workers", "0"], "a number from 1"),  # no worker
        (["{rows}", "--release", "stolen"], "invalid choice"),  # no such status
        (["--failed"], "no archive there"),  # no archive
        (["{rows}", "--collection", " "], "a collection needs a name"),  # no name
    ],
)
def test_bad_input_is_one_line_and_makes_no_archive(
    words: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text(ROWS)
    words = [word.format(rows=rows) for word in words]
    done = call(capsys, "ingest", *words, "--archive", str(tmp_path / "a"))
    assert done.code == 2
    assert done.out == ""
    assert len(done.err.splitlines()) == 1
    assert says in done.err
    assert not (tmp_path / "a").exists()


def test_an_archive_is_no_file(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a").write_text("mine")
    done = call(capsys, "ingest", str(folder), "--quiet", "--archive", str(tmp_path / "a"))
    assert (done.code, done.out) == (2, "")
    assert done.err == f"cablegram: {tmp_path / 'a'}: is a file; an archive is a folder, name one\n"
    assert (tmp_path / "a").read_text() == "mine"


def test_stopped_it_says_how_to_go_on(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*words: object, **options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Archive, "ingest", stopped)
        done = call(capsys, "ingest", str(folder), "--workers", "1")
    assert done.code == 130
    assert "the same command goes on from there" in done.err
    assert call(capsys, "ingest", str(folder), "--workers", "1").code == 0


class _Line:
    def __init__(self) -> None:
        self.words: list[str] = []

    def say(self, words: str) -> None:
        self.words.append(words)


def test_progress_tells_rate_and_time_left() -> None:
    line = _Line()
    teller = _Teller(line)  # type: ignore[arg-type]
    teller(Progress(files=10, all_files=100, bytes=100, all_bytes=1000, documents=0, seconds=1.0))
    teller(Progress(files=20, all_files=100, bytes=200, all_bytes=1000, documents=50, new=40, seconds=11.0, refused=2))
    assert line.words[-1] == "50 documents (40 new), 5 a second; 20 of 100 files, 80 s left; 2 could not be read"
    assert [lasting(seconds) for seconds in (3.2, 200, 7500)] == ["3 s", "3 min", "2 h 5 min"]


def test_of_many_columns_those_kept_beside_are_named_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = tmp_path / "rows.csv"
    names = ["mrn", "subject", *(f"extra{k}" for k in range(30))]
    rows.write_text(",".join(names) + "\n" + ",".join(["07ROME9", "DUES", *("VALUE" for _ in range(30))]) + "\n")
    done = call(capsys, "ingest", str(rows), "--workers", "1", "--dry-run")
    assert "  subject  subject" in done.err
    assert "  kept beside it: extra0, extra1," in done.err
    assert "VALUE" not in done.err
    assert max(map(len, done.err.splitlines()[1:])) <= 100
