"""The archive that tests of commands read."""

from __future__ import annotations

from pathlib import Path

import pytest

from cablegram.cli import main
from tests.cli.archived import place_files


@pytest.fixture(scope="session")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of a few invented telegrams, not to be changed."""
    folder = tmp_path_factory.mktemp("filed")
    place = place_files(folder / "in")
    (place / "empty.txt").write_bytes(b"")
    assert main(["ingest", str(place), "--archive", str(folder / "a"), "--workers", "1", "--quiet"]) == 0
    return folder / "a"


@pytest.fixture
def archive(filed: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, named by the environment."""
    monkeypatch.setenv("CABLEGRAM_ARCHIVE", str(filed))
    return filed
