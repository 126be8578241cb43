"""``cablegram positions``: what is stated in files, item by item, how it came about, and one object an item."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest

from cablegram.cli.position_lines import _after, short
from cablegram.positions.records import Action, Deadline, Expectation, Position, Stated
from tests.archive.invented import telegram
from tests.cli.archived import SAMPLES, call

BODY = (
    "1. (C) France strongly supports the canal. Italy does not oppose the canal.\n\n"
    "2. (C) Norway would not agree under any circumstances to the canal."
)
SECOND = "1. (C) Chile rejected the annex."


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "two.txt"
    path.write_text(telegram("PARIS", 1, body=BODY) + telegram("ROME", 3, body=SECOND), encoding="utf-8")
    return str(path)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """A file of which everything there is stands stated, whatever the rules say of it."""
    text = "1. (C) Norway opposes the pier unless it is free. It is doubtful. Due March 3. Kofi will go."

    def at(quote: str) -> dict[str, Any]:
        start = text.index(quote)
        return {"paragraph": 1, "start": start, "end": start + len(quote), "quote": quote, "rule": "a-rule"}

    def stated(_: object) -> Stated:
        return Stated(
            cable="",
            positions=(
                Position(
                    **at("Norway opposes the pier"), holder="Norway", holder_id="state:NO", holder_mention="Norway",
                    target="pier", target_mention="the pier", stance="oppose", red_line=True, strength="strong",
                    conditions=("it is free",), alternatives=("pier", "quay"), aligned_with=("Chile",), cues=("opposes",),
                    hedges=("quite",), time_scope="for now", reasons=("it costs",), holder_person="Kofi",
                    attributed_to=("Kofi", "the desk"), attribution="inherited", confidence=0.83, steps=("first", "then"),
                ),
                Position(
                    **at("Norway opposes"), holder="group: all", holder_mention="all", target="pier", target_mention="the pier",
                    stance="neutral", undecided=True, optional=True,
                ),
            ),
            expectations=(
                Expectation(
                    **at("It is doubtful"), holder="Norway", event="the pier is built", likelihood="unlikely",
                    likelihood_words=("doubtful",), about_actor="Chile", horizon="2007-03/2007-04", conditional_on="money",
                ),
            ),
            deadlines=(
                Deadline(
                    **at("Due March 3"), type="report_due", what="the report", date="2007-03-03", precision="day",
                    bound="by", responsible="Norway", date_source="the date-time group",
                ),
            ),
            actions=(
                Action(**at("Kofi will go"), actor="Kofi", action="will go", recipient="Chile", status="planned",
                       voice="author_comment"),
            ),
        )  # fmt: skip

    monkeypatch.setattr("cablegram.positions.finding.stated", stated)
    path = tmp_path / "made.txt"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_positions_of_a_file(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "positions", file)
    assert done.code == 0
    first, second = done.out.split("07ROME3   ")
    assert first.startswith("07PARIS1   AMEMBASSY PARIS   ")
    assert "POSITIONS  3" in first
    lines = Path(file).read_text(encoding="utf-8").split("\n")
    place = lines.index(BODY.split("\n")[0]) + 1
    assert f"  ¶1      {place}:8  France strongly supports: the canal" in first
    assert "Italy is neutral on (acquiesces): the canal" in first
    assert "Norway strongly opposes (red line): the canal" in first
    assert '"Italy does not oppose the canal"' in first
    assert f"{lines.index(SECOND) + 1}:8  Chile opposes: the annex" in second  # lines are those of the file


def test_it_can_be_narrowed(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    def holders(*words: str) -> list[str]:
        return [row["holder"] for row in call(capsys, "positions", file, "--json", *words).rows]

    assert holders("--holder", "france") == holders("--holder", "state:FR") == ["France"]
    assert holders("--holder", "Italy", "--holder", "CHILE") == ["Italy", "Chile"]
    assert holders("--stance", "oppose") == ["Norway", "Chile"]
    assert holders("--stance", "neutral", "--kind", "position") == ["Italy"]
    assert holders("--kind", "deadline") == []
    out = call(capsys, "positions", file, "--holder", "Spain").out
    assert "nothing of what was asked for, among 3 items" in out
    assert "there is something of: France, Italy, Norway" in out


def test_every_kind_is_told_in_words(made: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = call(capsys, "positions", made).out
    assert "Norway strongly opposes (red line): the pier" in out
    assert '"Norway opposes the pier" — still Kofi → the desk' in out
    said = " ".join(out.split())
    assert (
        "condition: it is free; because it costs; in this order: pier > quay; sides with Chile; spoken by Kofi; time: for now"
        in said
    )
    assert "Norway thinks unlikely (20-45 %): the pier is built" in out
    assert 'in the words "doubtful"; about Chile; until 2007-03 to 2007-04; if money' in out
    assert "by 2007-03-03 report due: the report" in out
    assert "responsible: Norway" in out
    assert "Kofi (planned): will go" in out
    assert '"Kofi will go" — comment' in out
    assert "recipient: Chile" in out
    assert "rule" not in out
    assert "undecided" not in out
    assert (
        "group: all is neutral on (undecided): the pier  (readers may differ)"
        in call(capsys, "positions", made, "--optional").out
    )
    assert {row["kind"] for row in call(capsys, "positions", made, "--json", "--holder", "Norway").rows} == {
        "position", "expectation", "deadline"
    }  # fmt: skip


def test_how_it_came_about(made: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = call(capsys, "positions", made, "--explain", "--kind", "position").out
    keys = {" ".join(line.split()) for line in out.splitlines()}
    assert {
        "rule a-rule, confidence 0.83 [p1]", "step first", "then", "cue opposes", "hedges quite",
        'holder Norway [state:NO], written "Norway"', "target pier", "basis stated", "quote at 7-30",
        "source inherited, reported",
    } <= keys  # fmt: skip
    out = call(capsys, "positions", made, "--explain", "--kind", "deadline", "--kind", "action").out
    assert "2007-03-03, to the day, by; from the date-time group" in out
    assert "actor       Kofi" in out


def test_one_object_an_item(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = call(capsys, "positions", file, "--json").rows
    text = Path(file).read_text(encoding="utf-8")
    for row in rows:
        start, end = row["span"]
        assert text[row["offset"] + start : row["offset"] + end] == row["quote"]
        assert row["path"] == file
        assert row["steps"]
    assert [row["cable"] for row in rows] == ["07PARIS1"] * 3 + ["07ROME3"]
    assert {"id", "kind", "paragraph", "holder", "target", "stance", "rule", "confidence"} <= set(rows[0])


def test_a_text_without_a_number_is_named_by_its_file(made: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert {row["cable"] for row in call(capsys, "positions", made, "--json").rows} == {made}


def test_nothing_stated_and_no_telegram(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    done = call(capsys, "positions", str(path))
    assert done.code == 0
    assert "nothing is stated here" in done.out
    assert "no telegram in it, read as plain text" in done.err
    assert call(capsys, "positions", str(path), "--json").rows == []
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"1. (U) The weather was fine.")))
    done = call(capsys, "positions", "-")
    assert "nothing is stated here" in done.out
    assert done.err == ""


@pytest.mark.parametrize("sample", ["08MONTEVIDEO1906", "1979USNATO02207"])
def test_lines_are_not_too_wide(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = call(capsys, "positions", str(SAMPLES / f"{sample}.txt"), "--explain", "--optional").out
    assert "POSITIONS" in out
    assert max(len(line) for line in out.splitlines()[1:]) <= 100


def test_what_is_long_is_cut_in_the_middle() -> None:
    text = "Norway opposes every pier that anybody has proposed to build in any of the harbours"
    assert short(text, 100) == text
    for width in range(10, len(text)):
        cut = short(text, width)
        assert len(cut) <= width
        head, tail = cut.split(" … ")
        assert text.startswith(head)
        assert text.endswith(tail)
    assert _after(70, "to build piers in any of the harbours", 80) == ["", "to build piers in any of the harbours"]
    assert _after(60, "to build piers in any harbour", 80) == ["to build piers in", "any harbour"]
    assert _after(5, "", 80) == [""]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["positions"], "name files"),
        (["positions", "nowhere.txt"], "nowhere.txt"),
        (["positions", "x.txt", "--kind", "wish"], "invalid choice"),
        (["positions", "x.txt", "--kind", "action", "--stance", "oppose"], "--stance is of positions"),
    ],
)
def test_what_cannot_be_done_is_one_line(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, *words)
    assert done.code == 2
    assert told in done.err
    assert len(done.err.splitlines()) == 1
