"""One archive, one open room and one browser for all tests of the pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, sync_playwright

from cablegram.archive import open_archive
from cablegram.archive.executors import InProcess
from cablegram.samples import sample_path, sample_rows
from tests.cli.archived import place_files
from tests.reading_room.asking import Asking, open_room
from tests.reading_room.browsing import arguments, chromium
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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    path = chromium()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=arguments())
        yield opened
        opened.close()


@pytest.fixture
def tab(browser: Browser, room: Asking) -> Iterator[Page]:
    """A tab of a reader who was let in; it fails its test where the page complains or asks anybody else."""
    with reader(browser, room) as page:
        yield page


@contextmanager
def reader(browser: Browser, room: Asking, **options: Any) -> Iterator[Page]:
    """A reader's tab in a profile of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
    context.set_default_timeout(8000)
    page = context.new_page()
    wrong: list[str] = []

    def said(message: ConsoleMessage) -> None:
        if message.type == "error" and "status of" not in message.text:
            wrong.append(message.text)

    def asked(request: Request) -> None:
        if not request.url.startswith(room.origin + "/"):
            wrong.append(request.url)

    def asked_back(dialog: Dialog) -> None:
        wrong.append(dialog.message)
        dialog.dismiss()

    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", asked_back)
    page.on("console", said)
    page.on("request", asked)
    page.goto(room.entry)
    page.wait_for_url(room.origin + "/")
    yield page
    context.close()
    assert not wrong
