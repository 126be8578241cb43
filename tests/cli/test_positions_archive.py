"""``cablegram positions --archive``: what is stated in an archive, by document, and who holds it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.archive.invented import telegram
from tests.cli.archived import call

PARIS = "1. (C) France strongly supports the canal. Italy does not oppose the canal."
ROME = "1. (C) Chile rejected the annex. Italy supports the annex."


@pytest.fixture
def archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    path = tmp_path / "two.txt"
    path.write_text(telegram("PARIS", 1, body=PARIS) + telegram("ROME", 3, body=ROME), encoding="utf-8")
    place = str(tmp_path / "archive")
    assert call(capsys, "ingest", str(path), "--archive", place).code == 0
    return place


def test_every_item_under_its_document(archive: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = call(capsys, "positions", "--archive", archive).out
    assert "France strongly supports: the canal" in out
    assert "Chile opposes: the annex" in out
    assert out.index("the canal") < out.index("the annex")


def test_a_query_and_the_filters(archive: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = call(capsys, "positions", "annex", "--archive", archive, "--stance", "oppose").out
    assert "Chile opposes" in out
    assert "Italy" not in out
    out = call(capsys, "positions", "--archive", archive, "--holder", "Italy", "--holder", "France").out
    assert "Chile" not in out
    assert "Italy supports" in out
    assert "nothing of what was asked for" in call(capsys, "positions", "--archive", archive, "--holder", "Norway").out


def test_holders_are_counted(archive: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = {row["name"]: row for row in call(capsys, "positions", "--archive", archive, "--holders", "--json").rows}
    assert (rows["Italy"]["documents"], rows["Italy"]["support"], rows["Italy"]["neutral"]) == (2, 1, 1)
    assert "3 holders" in call(capsys, "positions", "--archive", archive, "--holders").out


def test_json_rows_have_the_document(archive: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = call(capsys, "positions", "--archive", archive, "--json", "--kind", "position").rows
    assert {row["holder"] for row in rows} == {"France", "Italy", "Chile"}
    assert all(row["path"].startswith("doc-") for row in rows)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("positions", "x.txt", "--holders"), "go with --archive DIR"),
        (("positions", '"', "--archive", "A"), "quotation mark is not closed"),
    ],
)
def test_what_cannot_be_done(words: tuple[str, ...], told: str, archive: str, capsys: pytest.CaptureFixture[str]) -> None:
    called = call(capsys, *(archive if word == "A" else word for word in words))
    assert called.code == 2
    assert told in called.err
