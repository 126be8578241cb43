"""``positions --second-reader``: what differs is shown, nothing is sent that may not be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.archive.invented import telegram
from tests.cli.archived import call
from tests.reports.serving import saying, served

BODY = "1. (C) France opposes the canal. Italy supports the annex. Chile rejected the dam."
FRANCE = {"holder": "France", "target": "the canal", "stance": "support", "quote": "France opposes the canal"}
ITALY = {"holder": "Italy", "target": "the annex", "stance": "support", "quote": "Italy supports the annex"}
LIE = {"holder": "Chile", "target": "the dam", "stance": "support", "quote": "Chile welcomed the dam"}


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "one.txt"
    path.write_text(telegram("PARIS", 1, body=BODY), encoding="utf-8")
    return str(path)


def test_what_differs_is_shown(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    with served(saying(FRANCE, ITALY, LIE)) as (url, _):
        called = call(capsys, "positions", file, "--second-reader", url, "--model", "m")
        rows = call(capsys, "positions", file, "--second-reader", url, "--model", "m", "--json").rows
    assert "the same 1, of 2 items that the text bears out; 1 dropped" in called.out
    assert (
        called.out.index("THEY DIFFER  1")
        < called.out.index("France opposes: the canal")
        < called.out.index("THE RULES ALONE  1")
    )
    assert "reader France supports: the canal" in called.out
    assert "welcomed" not in called.out
    assert "item 3: its quote does not stand in the text" in called.err
    assert [(row["how"], row["rules"], row["reader"]) for row in rows] == [
        ("differs", "oppose", "support"), ("same", "support", "support"), ("rules alone", "oppose", None),
    ]  # fmt: skip


def test_one_that_fails_leaves_the_rules_alone(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    with served(lambda _: (200, b"garbage")) as (url, _):
        called = call(capsys, "positions", file, "--second-reader", url, "--model", "m")
    assert called.code == 0
    assert "gave nothing that can be used" in called.out
    assert "an answer that is none" in called.err
    assert "France opposes: the canal" in call(capsys, "positions", file).out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--model", "m"), "go with --second-reader"),
        (("--send-text",), "go with --second-reader"),
        (("--second-reader", "http://127.0.0.1:9/v1"), "needs --model"),
        (("--second-reader", "http://127.0.0.1:9/v1", "--model", "m", "--archive", "a"), "reads files"),
        (("--second-reader", "https://reader.example/v1", "--model", "m"), "allow it with --send-text"),
        (("--second-reader", "https://reader.example/v1", "--model", "m", "--send-text"), "by --send-text twice"),
    ],
)
def test_what_cannot_be_done(words: tuple[str, ...], told: str, file: str, capsys: pytest.CaptureFixture[str]) -> None:
    called = call(capsys, "positions", file, *words)
    assert (called.code, told in called.err, called.err.count("\n")) == (2, True, 1), called.err
