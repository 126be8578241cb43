"""``positions --matrix``, ``--over-time``, ``--between`` and ``calendar``, of files and of an archive."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from cablegram.cli import main
from tests.archive.invented import telegram
from tests.cli.archived import call

SUBJECT = "THE ORLE CANAL"
TEXTS = {
    "a": telegram(
        "PARIS", 1, subject=SUBJECT,
        body="1. (C) France opposes the Orle canal. Italy does not oppose the canal on the Orle. Chile supports the annex.\n\n"
        "2. (C) The mandate of the canal mission expires on December 31, 2007.",
    ),
    "b": telegram("ROME", 3, subject=SUBJECT, day=3, body="1. (C) France supports the Orle canal. Chile rejected the annex."),
    "c": telegram("PARIS", 9, subject=SUBJECT, day=28, body="1. (C) France now supports the Orle canal. Italy supports the annex."),
}  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("cables")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return [str(folder / f"{name}.txt") for name in TEXTS]


@pytest.fixture(scope="module")
def archive(files: list[str], tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    place = str(tmp_path_factory.mktemp("filed") / "archive")
    assert main(["ingest", *files, "--archive", place, "--quiet"]) == 0
    return ["--archive", place]


def test_a_matrix_of_files(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    out = call(capsys, "positions", *files, "--matrix").out
    assert [len(line) < 101 for line in out.splitlines()].count(False) == 0
    head = next(line for line in out.splitlines() if line.split() == ["Italy", "Chile", "France"])
    rows = {
        line[7 : head.index("Italy") - 2].strip(): line[head.index("Italy") - 2 :].split()
        for line in out.split("\n\n")[0].splitlines()
    }
    assert rows["Orle canal"] == ["0~", "·", "++>"]
    assert rows["annex"] == ["++", "±", "·"]
    assert "2 wordings taken for one" in out
    assert '2007-11-28 07PARIS9 ¶1  "France now supports the Orle canal"' in out
    assert "2 before the last change (--over-time)" in out
    assert "nothing is told of: " not in out  # no issue has two options here
    assert "2 options, 3 holders, 7 statements" in out


def test_over_time(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    out = call(capsys, "positions", *files, "--over-time").out
    assert (
        out.index("France opposes the Orle canal") < out.index("changed from against to for") < out.index("France now")
    )
    assert "contradiction: against says AMEMBASSY PARIS on 2007-11-01; for says AMEMBASSY ROME on 2007-11-03" in out
    assert "1 change, 2 contradictions" in out


def test_between(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    out = call(capsys, "positions", *files, "--between", "France", "Italy").out
    assert "THEY DIFFER" not in out
    assert (
        out.index("ONE IS NEUTRAL OR MIXED ON  1") < out.index("Orle canal") < out.index("NOTHING IS TOLD OF ONE ON  1")
    )
    assert "France: nothing is told" in out
    out = call(capsys, "positions", *files, "--between", "Norway", "Sweden").out
    assert "nothing is told of Norway or Sweden" in out


def test_an_archive_gives_the_same_as_its_files(
    files: list[str], archive: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    for form in (["--matrix"], ["--over-time"], ["--between", "France", "Chile"]):
        assert call(capsys, "positions", *form, *archive).out == call(capsys, "positions", *files, *form).out
    assert call(capsys, "calendar", *archive).out == call(capsys, "calendar", *files).out


def test_filters(archive: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    def rows(*words: str) -> set[tuple[str, str]]:
        found = call(capsys, "positions", *archive, "--matrix", "--json", *words).rows
        return {(row["holder"], row["stance"]) for row in found if row["kind"] == "cell"}

    assert rows("--post", "Rome") == {("France", "support"), ("Chile", "oppose")}
    assert rows("--until", "2007-11-01", "--holder", "France") == {("France", "oppose")}
    assert rows("--issue", "annex", "--stance", "support") == {("Italy", "support"), ("Chile", "neutral")}
    assert rows("mrn:07PARIS9") == {("France", "support"), ("Italy", "support")}
    assert rows("--voice", "author_comment") == set()
    assert rows("--body", "NATO") == set()
    assert "nobody holds anything" in call(capsys, "positions", *archive, "--matrix", "--body", "NATO").out
    limited = call(capsys, "positions", *archive, "--matrix", "--limit", "1").out
    assert "1 option with less to say left out (--limit)" in limited


def test_json_and_csv(archive: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    rows = call(capsys, "positions", *archive, "--over-time", "--json").rows
    kinds = [row["kind"] for row in rows]
    assert kinds.count("option") == 2
    assert kinds.count("cell") == 4
    assert {row["how"] for row in rows if row["kind"] == "difference"} == {"change", "contradiction"}
    (option,) = (row for row in rows if row["kind"] == "option" and row["name"] == "Orle canal")
    assert option["merges"][0]["why"][0] == "the same words: canal, orle"
    (cell,) = (row for row in rows if row["kind"] == "cell" and row["holder"] == "France")
    assert [one["quote"] for one in cell["before"]] == [
        "France opposes the Orle canal",
        "France supports the Orle canal",
    ]
    table = list(csv.DictReader(io.StringIO(call(capsys, "positions", *archive, "--matrix", "--csv").out)))
    assert [(row["holder"], row["counts"]) for row in table if row["option"] == "Orle canal"] == [
        ("France", "now"), ("France", "before"), ("France", "before"), ("Italy", "now"),
    ]  # fmt: skip
    common = call(capsys, "positions", *archive, "--between", "France", "Italy", "--json").rows
    assert {row["how"] for row in common} == {"apart", "silent"}


def test_the_calendar(files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = call(capsys, "calendar", *files).out
    assert "mandate ends" in out
    assert "lapses: no decision on it is told" in out
    (row,) = call(capsys, "calendar", *files, "--json", "--lapsing").rows
    assert (row["date"], row["lapses"], row["type"]) == ("2007-12-31", True, "mandate_expiry")
    text = Path(files[0]).read_text()
    assert text[slice(*row["quotes"][0]["span"])] == row["quotes"][0]["quote"]
    assert call(capsys, "calendar", *files, "--since", "2008").out == "nothing falls due\n"
    path = tmp_path / "due.ics"
    assert "1 entry" in call(capsys, "calendar", *files, "--ical", str(path)).out
    assert path.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert call(capsys, "calendar", *files, "--ical", "-").out.count("BEGIN:VEVENT") == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("positions", "x.txt", "--post", "Rome"), "--post goes with --matrix"),
        (("positions", "x.txt", "--csv"), "--csv goes with --matrix"),
        (("positions", "x.txt", "--over-time", "--explain"), "leave it out"),
        (("positions", "x.txt", "--matrix", "--holders"), "are of lists"),
        (("positions", "x.txt", "--matrix", "--csv", "--json"), "not both"),
        (("positions", "x.txt", "--between", "A", "B", "--csv"), "is of cells"),
        (("positions", "x.txt", "--matrix", "--limit", "0"), "from 1 on"),
        (("positions", "--matrix"), "name files"),
        (("positions", "x.txt", "--matrix", "--since", "soon"), "is no date"),
        (("positions", "x.txt", "--matrix", "--up-to", "SECRET"), "go with --archive"),
        (("positions", "nowhere.txt", "--matrix"), "nowhere.txt"),
        (("positions", '"', "--matrix", "--archive", "A"), "quotation mark is not closed"),
        (("calendar",), "name files"),
        (("calendar", "x.txt", "--collection", "a"), "go with --archive"),
        (("calendar", "x.txt", "--until", "2007-99"), "is no date"),
        (("calendar", '"', "--archive", "A"), "quotation mark is not closed"),
        (("calendar", "--archive", "A", "--ical", "no/such/folder/x.ics"), "cannot be written"),
    ],
)
def test_what_cannot_be_done(
    words: tuple[str, ...], told: str, archive: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    called = call(capsys, *(archive[1] if word == "A" else word for word in words))
    assert (called.code, told in called.err) == (2, True), called.err
    if '"' not in words:
        assert called.err.count("\n") == 1


def test_options_are_named_and_merged_by_people(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--archive", str(tmp_path / "decided")]
    call(capsys, "ingest", *files, *place)

    def decide(*words: str) -> str:
        called = call(capsys, "archive", "decide", *words, "--who", "ROE", *place)
        assert called.code == 0, called.err
        return called.out

    assert "ROE: option-rename “The waterway”, 07PARIS1" in decide("option-rename", "Orle canal", "The waterway")
    decide("option-merge", "annex", "The waterway")
    decide("option-split", "The waterway", "--cable", "07ROME3")
    out = call(capsys, "positions", *place, "--matrix", "--explain").out
    assert "decided by ROE (decision 2)" in out
    assert "confirmed by ROE" in out
    assert "opt-" in out
    told = call(capsys, "archive", "decisions", *place).out
    assert told.count("ROE: option-") == 4  # two targets of one cable were split off
    assert '"the Orle canal"' in told
    assert call(capsys, "archive", "undo", "2", *place).code == 0
    assert "The waterway" in call(capsys, "positions", *place, "--matrix").out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("option-confirm", "nothing such"), "no option 'nothing such'"),
        (("option-confirm", "annex", "--cable", "07ROME3"), "--cable is for option-split"),
        (("option-split", "annex", "--span", "1-2"), "are for actors"),
        (("not-same", "07ROME3", "07PARIS1", "--cable", "x"), "--cable is for option-split"),
    ],
)
def test_what_cannot_be_decided(
    words: tuple[str, ...], told: str, archive: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    called = call(capsys, "archive", "decide", *words, "--who", "ROE", *archive)
    assert (called.code, told in called.err) == (2, True), called.err
