"""Where the work of an ingest is done."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.archive.filing import telegram

SCRIPT = """
import cablegram
from cablegram.archive.executors import Processes

print("begun")
with cablegram.open_archive("archive", create=True) as archive:
    done = archive.ingest(["in"], executor=Processes(2))
    print(done.documents, done.refused)
"""


def test_a_script_needs_no_guard(tmp_path: Path) -> None:
    # A spawned process runs the main program again, which would begin an ingest of its own.
    (tmp_path / "in").mkdir()
    for serial in range(4):
        (tmp_path / "in" / f"{serial}.txt").write_text(telegram(serial=100 + serial), "utf-8")
    (tmp_path / "mine.py").write_text(SCRIPT, "utf-8")
    done = subprocess.run([sys.executable, "mine.py"], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.stderr == ""
    assert done.stdout == "begun\n4 0\n"
