"""``cablegram serve``: opens the room, prints its address, ends when it is told to."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.cli.archived import call


def _ask(address: str, token: str = "") -> tuple[int, str]:
    asked = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"} if token else {})
    try:
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


@pytest.mark.parametrize("words", [["--archive", "A", "--up-to", "confidential"], ["--demo"]], ids=["archive", "demo"])
def test_it_opens_and_closes(words: list[str], filed: Path) -> None:
    asked = [str(filed) if word == "A" else word for word in words]
    command = [sys.executable, "-m", "cablegram.cli", "serve", "--port", "0", "--no-browser", *asked]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        try:
            address, token = _address(running)
            assert _ask(f"{address}/")[0] == 401
            status, page = _ask(f"{address}/?q=river", token)
            assert status == 200
            assert ("07PARIS1" in page) == ("--demo" not in words)
            assert "07BAKU3" not in page  # secret
            running.send_signal(signal.SIGINT)
            _, err = running.communicate(timeout=20)
            assert (running.returncode, "Traceback" in err) == (0, False)
        finally:
            running.kill()


def _address(running: subprocess.Popen[str]) -> tuple[str, str]:
    """The address that was printed, and its token."""
    assert running.stdout is not None
    for line in running.stdout:
        found = re.search(r"(http://127\.0\.0\.1:\d+)/\?token=(\S+)", line)
        if found:
            return found[1], found[2]
    raise AssertionError("no address was printed")


def test_what_is_wrong_is_one_line(tmp_path: Path, filed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (
        ["--archive", str(tmp_path / "none")],
        ["--archive", str(filed), "--collection", "none"],
        ["--archive", str(filed), "--up-to", "hush"],
        ["--archive", str(filed), "--port", "70000"],
        ["--archive", str(filed), "--demo"],
    ):
        done = call(capsys, "serve", "--no-browser", *words)
        assert done.code == 2
        assert done.err.count("\n") == 1
        assert not done.out
