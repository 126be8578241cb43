"""An archive for tests of commands, and how to call one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cablegram.cli import main
from cablegram.samples import HERO, sample_path
from tests.archive.invented import telegram

SAMPLES = sample_path(HERO).parent


class Called:
    """What a call of the command gave."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def rows(self) -> list[Any]:
        """The lines of output, as JSON."""
        return [json.loads(line) for line in self.out.splitlines()]


def call(capsys: pytest.CaptureFixture[str], *words: str) -> Called:
    """One call in this process."""
    capsys.readouterr()
    try:
        code = main(list(words))
    except SystemExit as ended:
        code = int(ended.code or 0)
    out, err = capsys.readouterr()
    return Called(code, out, err)


def place_files(folder: Path) -> Path:
    """Some telegrams in a folder: one in two sections, one held twice with different words, one secret."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "first": telegram(
            "PARIS", 1, ref="07ROME2", subject="TOLLS RISE AGAIN", body="1. (C) THE RIVER RISES.\n\n2. (C) SO. GREECE AGREED."
        ),
        "part-1": telegram("OSLO", 5, section=(1, 2), body="1. (C) HERE BEGINS A LONG MESSAGE."),
        "part-2": telegram("OSLO", 5, section=(2, 2), body="2. (C) HERE IT ENDS."),
        "copy-1": telegram("BONN", 9, body="1. (C) THE MINISTER SAID YES TO ALL OF IT."),
        "copy-2": telegram("BONN", 9, body="1. (C) THE MINISTER SAID NO TO ALL OF IT."),
        "secret": telegram("BAKU", 3, level="SECRET", day=4, body="1. (S) THE RIVER IS SECRET."),
    }
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder
