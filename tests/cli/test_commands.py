"""The command line: what it prints, its exit codes, and that every command is documented."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from cablegram.cli import COMMANDS, main
from cablegram.samples import HERO, sample_path
from tests.real_data import ROOT

HERO_FILE = str(sample_path(HERO))


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """One call of the command in a process of its own."""
    return subprocess.run([sys.executable, "-m", "cablegram", *words], capture_output=True, text=True, check=False)


def test_read_shows_the_fields(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", HERO_FILE]) == 0
    out = capsys.readouterr().out
    for words in (
        "08MONTEVIDEO1906",
        "CONFIDENTIAL",
        "AMEMBASSY MONTEVIDEO",
        "SECSTATE WASHDC",
        "printed '11.'",
        "HARGROVE",
    ):
        assert words in out


def test_read_lines_shows_every_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--lines", HERO_FILE]) == 0
    out = capsys.readouterr().out.splitlines()
    assert len(out) == Path(HERO_FILE).read_text().count("\n")
    assert out[0].split()[1] == "transmission-id"


def test_read_json_is_one_object_a_line() -> None:
    done = run("read", "--json", "--lines", HERO_FILE)
    assert done.returncode == 0
    (row,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert row["mrn"] == "08MONTEVIDEO1906"
    assert "".join(line["text"] for line in row["lines"]) == row["text"]


def test_standard_input() -> None:
    text = Path(HERO_FILE).read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "cablegram", "read", "--json", "-"], input=text, capture_output=True, check=False
    )
    assert json.loads(done.stdout)["station"] == "MONTEVIDEO"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["read", "no-such-file.txt"], "no such file"),  # a missing file
        (["read", "."], "is a directory"),  # a directory where a file is meant
        (["read", "--no-such-option", "x"], "unrecognized arguments"),  # a broken option
        (["read"], "required"),  # no file at all
        (["read", "--year", "70000", HERO_FILE], "four digits"),  # a year that is none
        (["schema", "nothing"], "the records are"),  # an unknown record
        (["check"], "name files"),  # nothing to check
        (["check", "--explain", "X999"], "no code X999"),  # an unknown code
        (["no-such-command"], "invalid choice"),  # an unknown command
    ],
)
def test_bad_input_is_one_line_and_exit_2(words: list[str], says: str) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert says in done.stderr


def test_empty_and_binary_files_are_read_like_anything_else(tmp_path: Path) -> None:
    empty, binary = tmp_path / "empty.txt", tmp_path / "binary.bin"
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)) * 200)
    for path in (empty, binary):
        done = run("read", "--json", str(path))
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        for line in done.stdout.splitlines():
            json.loads(line)


def test_demo_reads_every_sample_exactly(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo"]) == 0
    out = capsys.readouterr().out
    assert "0 lines not understood" in out
    assert "35 of 35 put together again exactly" in out
    assert 'United States leans against: "our doubts about a new Commission statute"' in out
    assert "2 mandates on which no decision is told" in out


def test_demo_of_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "cable.txt"
    path.write_bytes(Path(HERO_FILE).read_bytes())
    assert main(["demo", str(path)]) == 0
    assert str(path) in capsys.readouterr().out


def test_schema_describes_what_read_prints() -> None:
    schema = json.loads(run("schema", "telegram").stdout)
    row = json.loads(run("read", "--json", HERO_FILE).stdout)
    properties = schema["$defs"]["Telegram"]["properties"]
    assert set(row) <= set(properties)


def test_no_colour_and_no_rich_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="utf-8"))
    main(["read", HERO_FILE])
    sys.stdout.flush()
    written = raw.getvalue()
    assert b"\x1b[" not in written
    assert b"MONTEVIDEO" in written


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_documented_and_has_help(command: str) -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert f"`cablegram {command}" in page
    assert run(command, "--help").returncode == 0


def test_check_finds_writes_copies_and_leaves_originals(tmp_path: Path) -> None:
    original = tmp_path / "hero.txt"
    original.write_bytes(Path(HERO_FILE).read_bytes())
    done = run("check", "--fix", str(original))
    assert done.returncode == 1
    assert f"{original}:" in done.stdout
    assert original.read_bytes() == Path(HERO_FILE).read_bytes()
    mended = tmp_path / "hero.mended.txt"
    assert mended.exists()
    again = run("check", "--fix", str(mended))
    assert "0 mends written" in again.stdout


def test_the_mended_copy_of_a_cancelled_telegram_says_so(tmp_path: Path) -> None:
    text = Path(HERO_FILE).read_text(encoding="utf-8")
    cancelled = text.replace("MONTEVIDEO 001906\n", "MONTEVIDEO 001906 ZFR 1905\n", 1)
    assert cancelled != text
    (tmp_path / "x.txt").write_text(cancelled, encoding="utf-8")
    assert main(["check", "--fix", str(tmp_path / "x.txt")]) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.cancelled.mended.txt", "x.txt"]
