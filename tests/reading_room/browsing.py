"""Debian's Chromium, for tests of pages in a browser: found, or in CI installed; where it is missing elsewhere tests say so."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

NAMES = ("chromium", "chromium-browser")
MISSING = "skipped: no Chromium on this machine; as root: apt-get install chromium (make set-up does it)"


def in_ci() -> bool:
    """Whether a test that is skipped would be a test nobody misses."""
    return os.environ.get("CI", "").lower() == "true"


def _found() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def chromium() -> str:
    """The path of the browser; skips the test where there is none, and fails in CI."""
    path = _found()
    if path is None and in_ci() and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False, capture_output=True, timeout=300)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False, capture_output=True, timeout=600)
        path = _found()
    if path is None:
        if in_ci():
            pytest.fail(MISSING.removeprefix("skipped: ") + "; in CI a skipped browser test is a failure")
        pytest.skip(MISSING)
    return path


def arguments() -> list[str]:
    """How it is started: the sandbox of Chromium does not work for root."""
    return ["--no-sandbox"] if os.geteuid() == 0 else []
