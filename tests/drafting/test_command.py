"""``cablegram write``: its output, its exit codes, its one line of error."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

import cablegram
from cablegram.cli import main
from cablegram.drafting.starting import starting_draft

HERE = Path(__file__).parent


def test_new_is_accepted_as_it_stands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft, telegram = tmp_path / "draft.md", tmp_path / "telegram.txt"
    assert main(["write", "--new", "-o", str(draft)]) == 0
    assert main(["write", str(draft), "-o", str(telegram)]) == 0
    assert capsys.readouterr() == ("", "")
    cable = cablegram.read(telegram)
    assert cable.mrn == "07LISBON1187"
    assert cablegram.check(cable) == ()


def test_standard_input_and_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(starting_draft().encode())))
    assert main(["write", "-", "--json", "--strict-wire"]) == 0
    given = json.loads(capsys.readouterr().out)
    assert (given["mrn"], given["sections"]) == ("07LISBON1187", 1)
    assert given["text"].endswith("BT\n#1187\nNNNN\n")
    assert given["text"] == cablegram.write(
        cablegram.parse_draft(starting_draft().replace("# strict-wire: yes ", "strict-wire: yes\n#"))
    )


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("classification: CONFIDENTIAL", "classification: UNCLASSIFIED"), "subject: (C)", "above the overall mark"),
        (("authority: Jane", "# authority: Jane"), "reasons:", "reasons without an authority"),
        (("declassify-on: 10", "declassify-on: 26"), "declassify-on:", "past the limit"),
        (("He gave three reasons.", "NNNN"), "NNNN", "ends or starts a message"),
        (("serial: 1187", "serial: many"), "serial:", "no number"),
    ],
)
def test_a_broken_draft_is_one_line_and_exit_2(
    change: tuple[str, str], line: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = starting_draft().replace(*change)
    path = tmp_path / "draft.md"
    path.write_text(text, encoding="utf-8")
    assert main(["write", str(path)]) == 2
    out, err = capsys.readouterr()
    number = next(i for i, one in enumerate(text.split("\n"), 1) if one.startswith(line))
    assert out == ""
    assert err.startswith(f"{path}:{number}: ")
    assert words in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["write"], "no draft given"),
        (["write", "nowhere.md"], "no such file"),
        (["write", str(HERE)], "is a directory"),
        (["write", "--new", "draft.md"], "takes no draft"),
        (["write", "--new", "-o", "/nowhere/at/all"], "cannot be written"),
    ],
)
def test_a_call_that_makes_no_sense(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err
    assert err.count("\n") == 1
