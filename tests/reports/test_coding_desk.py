"""The coding desk: samples, sheets, two coders who do not see each other, gold lines that the scorer reads."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cablegram.errors import InputError, UsageError
from cablegram.reports.coding_desk import Desk
from cablegram.reports.coding_sheets import COLUMNS, blank, read
from tests.archive.invented import telegram
from tests.real_data import SHARED, needs_shared

BODY = "1. (C) Peru opposes the new\ntoll. Chile supports the new toll.\n\n2. (C) Peru opposes the new\ntoll, unless it is low. A lock is near."
CABLES = {f"07LIMA{k}": telegram("LIMA", k, body=BODY) for k in range(1, 8)}
HEAD = "cable,paragraph,quote,holder,target_mention,stance,conditions,optional\n"
FIRST = (
    HEAD
    + "07LIMA2,,Chile supports the new toll,Chile,the new toll,support,,\n"
    + "07LIMA2,1,Peru opposes the new toll,Peru,the new toll,oppose,,\n"
    + "07LIMA2,2,Peru opposes the new toll,Peru,the new toll,OPPOSE,it is low; it is fair,\n"
)
SECOND = (
    HEAD
    + "07LIMA2,,Chile supports the new toll,Chile,the new toll,support,,\n"
    + "07LIMA2,1,Peru opposes the new toll,Peru,the new toll,lean_oppose,,\n"
    + "07LIMA2,,A lock is near,Chile,A lock,neutral,,yes\n"
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.draw(tmp_path / "desk", CABLES, 7, 11)


def handed(desk: Desk) -> Desk:
    for coder, sheet in (("ada", FIRST), ("ben", SECOND)):
        desk.hand_in(coder, read(sheet, desk.cables, "a sheet"))
    return desk


def test_a_seed_draws_the_same_sample(tmp_path: Path) -> None:
    first = Desk.draw(tmp_path / "a", CABLES, 3, 5)
    again = Desk.draw(tmp_path / "b", dict(reversed(CABLES.items())), 3, 5)
    other = Desk.draw(tmp_path / "c", CABLES, 3, 6)
    assert first.drawn == again.drawn != other.drawn
    assert (len(first.cables), first.drawn.of, first.drawn.seed) == (3, 7, 5)
    assert all(first.cables[name].text == CABLES[name] for name in first.drawn.cables)
    assert Desk(tmp_path / "a").drawn == first.drawn


def test_what_cannot_be_drawn(tmp_path: Path) -> None:
    for size in (0, 8):
        with pytest.raises(UsageError, match="cannot be drawn"):
            Desk.draw(tmp_path / "a", CABLES, size, 5)
    Desk.draw(tmp_path / "a", CABLES, 1, 5)
    with pytest.raises(UsageError, match="has a coding desk already"):
        Desk.draw(tmp_path / "a", CABLES, 1, 5)
    with pytest.raises(InputError, match="no coding desk there"):
        Desk(tmp_path / "nowhere")
    (tmp_path / "a" / "desk.json").write_text("{}")
    with pytest.raises(InputError, match="cannot be read"):
        Desk(tmp_path / "a")


def test_a_blank_sheet_can_be_handed_in(desk: Desk) -> None:
    sheet = blank(desk.cables)
    assert sheet.splitlines()[0] == ",".join(COLUMNS)
    assert len(sheet.splitlines()) == 8
    assert read(sheet, desk.cables, "x") == []


def test_the_exact_words_are_found_again(desk: Desk) -> None:
    items = read(FIRST, desk.cables, "x")
    for one in items:
        p = one.position
        assert CABLES[one.cable][p.start : p.end] == p.quote
    assert [(one.position.paragraph, one.position.holder) for one in items] == [(1, "Peru"), (1, "Chile"), (2, "Peru")]
    assert items[0].position.quote == "Peru opposes the new\ntoll"
    assert items[2].position.conditions == ("it is low", "it is fair")
    assert (items[0].position.target, items[0].position.attributed_to) == ("new-toll", ("AMEMBASSY LIMA",))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("07LIMA2,,Peru opposes the new toll,Peru,x,oppose,,", "stands 2 times"),
        ("07LIMA2,,Peru adores it,Peru,x,oppose,,", "does not stand in the text"),
        ("07LIMA2,9,Peru opposes the new toll,Peru,x,oppose,,", "does not stand in paragraph 9"),
        ("07LIMA2,one,A lock is near,Peru,x,oppose,,", "is no number"),
        ("07LIMA9,,A lock is near,Peru,x,oppose,,", "no cable '07LIMA9'"),
        ("07LIMA2,,A lock is near,,x,oppose,,", "holder is empty"),
        ("07LIMA2,,A lock is near,Peru,x,maybe,,", "stance 'maybe' is none of: support"),
        ("07LIMA2,,A lock is near,Peru,x,oppose,,perhaps", "write yes"),
    ],
)
def test_a_line_that_cannot_be_used(line: str, told: str, desk: Desk) -> None:
    with pytest.raises(InputError, match=told) as raised:
        read(f"{FIRST}{line}\n", desk.cables, "mine.csv")
    assert str(raised.value).startswith("mine.csv, line 5: ")


def test_a_sheet_without_its_columns(desk: Desk) -> None:
    with pytest.raises(InputError, match="no column quote, stance"):
        read("cable,holder,target_mention\n", desk.cables, "x")


def test_nobody_sees_the_other_before_both_have_handed_in(desk: Desk) -> None:
    for ask in (desk.agreement, desk.pairs, lambda: desk.settle({})):
        with pytest.raises(UsageError, match="nobody has handed in"):
            ask()
    items = read(FIRST, desk.cables, "x")
    desk.hand_in("ada", items)
    desk.hand_in("ada", items[:1])  # again, as often as one likes
    with pytest.raises(UsageError, match="ada alone has handed in"):
        desk.agreement()
    assert b"toll" not in b"".join(path.read_bytes() for path in (desk.folder / "handed").iterdir())
    desk.hand_in("ben", items)
    assert desk.agreement().items == (1, 3)
    for coder in ("ada", "cid"):
        with pytest.raises(UsageError, match="nothing is changed"):
            desk.hand_in(coder, items)
    with pytest.raises(UsageError, match="no name for a coder"):
        desk.hand_in("../x", items)


def test_agreement(desk: Desk) -> None:
    found = handed(desk).agreement()
    assert (found.coders, found.cables, found.items, found.both) == (("ada", "ben"), 7, (3, 3), 2)
    assert found.f1 == pytest.approx(2 / 3)
    assert found.sign == 1.0
    assert found.stance is not None
    assert 0 < found.stance < 1
    assert found.strength is None


def test_what_is_settled(desk: Desk) -> None:
    handed(desk)
    assert [pair.agreed for pair in desk.pairs()] == [False, True, False, False]
    with pytest.raises(UsageError, match="pair 1 is not settled; take one of: ada, ben, none"):
        desk.settle({})
    with pytest.raises(UsageError, match="pair 3 cannot take 'ben'; take one of: ada, none"):
        desk.settle({1: "ada", 3: "ben"})
    with pytest.raises(UsageError, match="nothing is settled yet"):
        desk.settled()
    found = desk.settle({1: "ben?", 3: "ada", 4: "none"})
    assert [(one.position.stance, one.position.optional) for one in found] == [
        ("lean_oppose", True), ("support", False), ("oppose", False),
    ]  # fmt: skip
    rows = [json.loads(line) for line in desk.settled().splitlines()]
    assert [row["id"] for row in rows] == ["p1", "p2", "p3"]
    assert all(CABLES[row["cable"]][slice(*row["span"])] == row["quote"] for row in rows)


SCORER = SHARED.parent / "tools" / "score_positions.py"


@needs_shared
def test_the_scorer_reads_the_gold(desk: Desk, tmp_path: Path) -> None:
    handed(desk).settle({1: "ada", 3: "ada", 4: "none"})
    lines = tmp_path / "gold.jsonl"
    lines.write_bytes(desk.settled())
    texts = tmp_path / "texts.jsonl"
    texts.write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in CABLES.items()))
    words = [sys.executable, str(SCORER), str(lines), str(lines), "--texts", str(texts), "--json"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert (found["positions"]["tp"], found["positions"]["f1"], found["void"]) == (3, 1.0, 0)
    assert found["positions"]["stance_exact"] == 1.0
