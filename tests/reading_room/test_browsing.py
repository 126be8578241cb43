"""Where the browser is missing, tests say so; in CI that is a failure."""

from __future__ import annotations

import shutil

import pytest

from tests.reading_room import browsing


def test_a_missing_browser_is_said_and_in_ci_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="apt-get install chromium"):
        browsing.chromium()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="in CI a skipped browser test is a failure"):
        browsing.chromium()
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/chromium" if name == "chromium" else None)
    assert browsing.chromium() == "/usr/bin/chromium"
