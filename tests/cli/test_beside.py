"""``cablegram check --beside``: the text as it came and as mended, in two columns."""

from __future__ import annotations

from pathlib import Path

import pytest

import cablegram
from cablegram.cli import main
from cablegram.cli.beside import _rows
from cablegram.samples import HERO, sample_path
from tests.real_data import ROOT

SNAPSHOT = Path(__file__).parent / f"beside-{HERO}.txt"
SAMPLES = sorted((ROOT / "src" / "cablegram" / "samples").glob("*.txt"))


def shown(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    """What a call prints on a terminal of 130 columns, the folder left out."""
    monkeypatch.setenv("COLUMNS", "130")
    path = sample_path(HERO)
    assert main(["check", str(path), *words]) == 1
    return capsys.readouterr().out.replace(str(path), path.name)


def test_the_changes_of_a_sample(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(capsys, monkeypatch, "--beside") == SNAPSHOT.read_text(encoding="utf-8")


def test_likely_mends_only_when_asked(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert "T311  REASONS" not in shown(capsys, monkeypatch, "--beside")
    likely = shown(capsys, monkeypatch, "--beside", "--up-to", "likely")
    assert "T311  REASONS" in likely
    assert "more mend" not in likely


def test_every_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    every = shown(capsys, monkeypatch, "--beside=all")
    assert "alike" not in every
    numbers = [int(line[:4]) for line in every.splitlines() if line[:4].strip().isdigit()]
    lines = sample_path(HERO).read_text(encoding="utf-8").count("\n")
    assert numbers == list(range(1, lines + 1))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: str(path.stem))
@pytest.mark.parametrize("width", [24, 75])
def test_both_texts_are_whole_and_in_step(path: Path, width: int) -> None:
    telegram = cablegram.read(path)
    mended = cablegram.mend(telegram, up_to="likely")
    rows = _rows(telegram, mended, 1, width)
    assert "".join("".join(row.left.split()) for row in rows) == "".join(telegram.text.split())
    assert "".join("".join(row.right.split()) for row in rows) == "".join(mended.text.split())
    assert all(len(row.left) <= width for row in rows if row.left.strip().count(" ") > 1)
    assert all(row.changed or row.left.split() == row.right.split() for row in rows)
    codes = {code for row in rows for code in row.codes}
    assert codes == {made.code for made in mended.mends}


def test_nothing_to_mend(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "clean.txt"
    path.write_text("SUBJECT: SALT\n\n1. (U) Text.\n", encoding="utf-8")
    main(["check", "--beside", str(path)])
    assert capsys.readouterr().out.startswith(f"{path}: nothing to mend\n")


def test_a_cable_does_not_drive_the_terminal(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "escape.txt"
    path.write_bytes(b"1. (U) Text \x1b[31m that is\x00 red.\n")
    main(["check", "--beside=all", str(path)])
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\\x1b" in out


def test_not_with_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--beside", "--json", str(sample_path(HERO))]) == 2
    assert "for people to read" in capsys.readouterr().err
