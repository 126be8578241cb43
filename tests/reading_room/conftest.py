"""One archive, one open room and one browser for all tests of the pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cablegram.archive import open_archive
from cablegram.archive.executors import InProcess
from cablegram.samples import sample_path, sample_rows
from tests.cli.archived import place_files
from tests.reading_room.asking import Asking, open_room
from tests.reading_room.evil import evil_files


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples; telegrams in sections and copies; and what wants to harm the page."""
    folder = tmp_path_factory.mktemp("room")
    for name, text in evil_files().items():
        (folder / name).write_text(text, encoding="utf-8")
    with open_archive(folder / "archive", create=True) as archive:
        archive.ingest([sample_path(row["name"]) for row in sample_rows()], collection="samples", executor=InProcess())
        archive.ingest([place_files(folder / "in")], collection="small files", executor=InProcess())
        archive.ingest([folder / name for name in evil_files()], collection="<b>evil</b>", executor=InProcess())
    return folder / "archive"


@pytest.fixture(scope="session")
def room(kept: Path) -> Iterator[Asking]:
    """The room, open."""
    with open_room(kept) as asking:
        yield asking
