"""``cablegram coding``: from the sample to the gold lines, as two coders and a third go through it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.archive.invented import telegram
from tests.cli.archived import call
from tests.reports.test_coding_desk import CABLES, FIRST, SECOND


@pytest.fixture
def files(tmp_path: Path) -> str:
    path = tmp_path / "cables.txt"
    path.write_text("".join(CABLES.values()), encoding="utf-8")
    return str(path)


def test_from_sample_to_gold(files: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = str(tmp_path / "desk")
    assert "| `stance` |" in call(capsys, "coding", "codebook").out
    out = call(capsys, "coding", "draw", desk, files, "--size", "7", "--seed", "3").out
    assert "7 cables of 7 drawn with seed 3" in out
    assert call(capsys, "coding", "sheet", desk).out.startswith("cable,paragraph,quote,")
    for coder, sheet in (("ada", FIRST), ("ben", SECOND)):
        path = tmp_path / f"{coder}.csv"
        path.write_text(sheet, encoding="utf-8-sig")
        assert (
            f"{coder}: 3 positions in 7 cables"
            in call(capsys, "coding", "hand-in", desk, str(path), "--coder", coder).out
        )
    out = call(capsys, "coding", "agreement", desk).out
    assert "found by both   2   F1 0.67" in out
    assert "alpha of strength  nothing can be told" in out
    (row,) = call(capsys, "coding", "agreement", desk, "--json").rows
    assert (row["both"], row["sign"]) == (2, 1.0)
    sheet = call(capsys, "coding", "adjudicate", desk).out
    rows = list(csv.DictReader(io.StringIO(sheet)))
    assert [row["take"] for row in rows] == ["", "ada", "", ""]
    assert (rows[0]["ada: stance"], rows[0]["ben: stance"]) == ("oppose", "lean_oppose")
    path = tmp_path / "settle.csv"
    path.write_text(
        sheet.replace("\n1,,", "\n1,ada,").replace("\n3,,", "\n3,none,").replace("\n4,,", "\n4,ben?,"), "utf-8"
    )
    assert "3 positions settled" in call(capsys, "coding", "settle", desk, str(path)).out
    gold = call(capsys, "coding", "export", desk).rows
    assert [(row["kind"], row["stance"], row["optional"]) for row in gold] == [
        ("position", "oppose", False), ("position", "support", False), ("position", "neutral", True),
    ]  # fmt: skip


def test_from_an_archive(files: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(telegram("OSLO", 9, level="SECRET"), encoding="utf-8")
    place = str(tmp_path / "archive")
    call(capsys, "ingest", files, str(secret), "--archive", place, "--rules-only")
    from_files = call(capsys, "coding", "draw", str(tmp_path / "a"), files, "--size", "3", "--seed", "3")
    low = ("--archive", place, "--up-to", "CONFIDENTIAL")
    from_archive = call(capsys, "coding", "draw", str(tmp_path / "b"), "--size", "3", "--seed", "3", *low)
    assert from_files.code == from_archive.code == 0
    assert (
        call(capsys, "coding", "sheet", str(tmp_path / "a")).out
        == call(capsys, "coding", "sheet", str(tmp_path / "b")).out
    )
    out = call(
        capsys, "coding", "draw", str(tmp_path / "c"), "mrn:07LIMA3", "--size", "1", "--seed", "1", "--archive", place
    ).out
    assert "1 cable of 1 drawn" in out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("draw", "D", "--size", "1", "--seed", "1"), "name files"),
        (("sheet", "nowhere"), "no coding desk there"),
        (("hand-in", "D", "nothing.csv", "--coder", "x"), "cannot be read"),
        (("agreement", "D"), "nobody has handed in"),
        (("adjudicate", "D"), "nobody has handed in"),
        (("export", "D"), "nothing is settled yet"),
        (("settle", "D", "S"), "no number and take"),
    ],
)
def test_what_cannot_be_done(
    words: tuple[str, ...], told: str, files: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, sheet = str(tmp_path / "desk"), tmp_path / "s.csv"
    sheet.write_text("a,b\n1,2\n")
    if words[0] != "draw":
        call(capsys, "coding", "draw", desk, files, "--size", "1", "--seed", "3")
    called = call(capsys, "coding", *({"D": desk, "S": str(sheet)}.get(word, word) for word in words))
    assert (called.code, told in called.err, called.err.count("\n")) == (2, True, 1), called.err
