"""``cablegram.actors``: a room and a verb at once."""

from __future__ import annotations

import subprocess
import sys

import cablegram
from cablegram.actors.records import Mention
from tests.archive.acting import invented

TEXT = "TAGS: PREL\nSUBJECT: NOTHING\n\n1. (U) FREDONIA AND BENSON SPOKE."


def test_it_can_be_called() -> None:
    cable = cablegram.parse(TEXT)
    with invented():
        found: tuple[Mention, ...] = cablegram.actors(cable)
        assert [(one.quote, one.actor_id) for one in found] == [("FREDONIA", "state:XF"), ("BENSON", "person:benson")]
        assert all(TEXT[one.start : one.end] == one.quote for one in found)
        assert cablegram.actors(TEXT) == cablegram.actors(TEXT.encode()) == found
        assert [one.quote for one in cablegram.actors(cable, rules_only=True)] == ["FREDONIA"]


def test_it_is_a_package_all_the_same() -> None:
    import cablegram.actors.records
    from cablegram import actors

    assert actors.records is cablegram.actors.records
    assert actors is sys.modules["cablegram.actors"]
    assert "actors" in dir(cablegram)


def test_nothing_heavy_comes_with_it() -> None:
    script = "import sys, cablegram\ncablegram.actors\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "cablegram.actors" in loaded
    assert not loaded & {"cablegram.actors.finding", "cablegram.actors.model", "cablegram.telegram.reader", "msgspec"}
