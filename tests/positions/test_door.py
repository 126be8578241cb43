"""``cablegram.positions``: a room and a verb at once."""

from __future__ import annotations

import subprocess
import sys

import pytest

import cablegram
from cablegram.positions.records import Item, Position, Stated
from tests.real_data import SAMPLES

TEXT = "TAGS: PREL\nSUBJECT: THE CANAL\n\n1. (U) France supports the canal. Italy does not support the canal."
FILES = {
    "08MONTEVIDEO1906": {"position", "expectation", "deadline", "action"},
    "1979USNATO02207": {"position", "expectation", "deadline"},
    "body-only-coffee-quota": {"position", "action"},
}


def test_it_can_be_called() -> None:
    cable = cablegram.parse(TEXT)
    found: Stated = cablegram.positions(cable)
    assert [(one.holder, one.stance, one.target_mention) for one in found.positions] == [
        ("France", "support", "the canal"), ("Italy", "oppose", "the canal")
    ]  # fmt: skip
    assert all(TEXT[one.start : one.end] == one.quote for one in found.positions)
    assert cablegram.positions(TEXT) == cablegram.positions(TEXT.encode()) == found


@pytest.mark.parametrize("text", ["", "\x00\x01", "\ud800 opposes the text", "¶" * 50])
def test_no_content_makes_it_raise(text: str) -> None:
    assert isinstance(cablegram.positions(text), Stated)


@pytest.mark.parametrize(("name", "kinds"), FILES.items())
def test_items_and_rows_are_the_same(name: str, kinds: set[str]) -> None:
    cable = cablegram.read(SAMPLES / f"{name}.txt")
    found = cablegram.positions(cable)
    items = found.items(optional=True)
    assert {kind for _, kind, _ in items} == kinds
    assert all(item.rule for _, _, item in items)
    assert [row["id"] for row in found.to_dict(optional=True)] == [key for key, _, _ in items]
    assert [row["span"] for row in found.to_dict(optional=True)] == [[item.start, item.end] for _, _, item in items]


def test_items_stand_in_the_order_of_the_text_and_optional_ones_on_demand() -> None:
    def held(start: int, optional: bool) -> Position:
        return Position(
            paragraph=1, start=start, end=start + 1, quote="x", holder="A", holder_mention="A", target="t",
            target_mention="t", stance="support", optional=optional,
        )  # fmt: skip

    stated = Stated(cable="07X1", positions=(held(9, False), held(4, True), held(2, False)))
    listed: list[tuple[str, str, Item]] = stated.items()
    assert [(key, item.start) for key, _, item in listed] == [("p1", 2), ("p2", 9)]
    assert [item.start for _, _, item in stated.items(optional=True)] == [2, 4, 9]
    assert [row["span"] for row in stated.to_dict()] == [[2, 3], [9, 10]]
    assert {row["cable"] for row in stated.to_dict()} == {"07X1"}
    assert "target_span" not in stated.to_dict()[0]


def test_it_is_a_package_all_the_same() -> None:
    import cablegram.positions.records
    from cablegram import positions

    assert positions.records is sys.modules["cablegram.positions.records"]
    assert positions is sys.modules["cablegram.positions"]
    assert "positions" in dir(cablegram)


def test_nothing_heavy_comes_with_it() -> None:
    script = "import sys, cablegram\ncablegram.positions\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "cablegram.positions" in loaded
    assert not loaded & {
        "cablegram.positions.finding",
        "cablegram.actors.finding",
        "cablegram.telegram.reader",
        "msgspec",
    }
