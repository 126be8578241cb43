"""The desks at which questions to the archive are answered: threads, each with a view of its own.

A store belongs to the thread that opened it, and the loop that talks to browsers must not wait for one. What takes long
(an export) gets a desk of its own, so that it keeps nobody from reading.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from cablegram.archive import Archive, View, open_archive
from cablegram.errors import UsageError

Answer = TypeVar("Answer")
DESKS = 4
EXPORTS = 2  # at a time


class Desks:
    """Views of one archive, opened to be read only: nothing that a page does can change it."""

    def __init__(self, folder: Path, collections: Sequence[str] | None = None, up_to: str | None = None) -> None:
        self.folder = folder
        self.collections, self.up_to = collections, up_to
        self._here = threading.local()
        self._pool = ThreadPoolExecutor(DESKS, thread_name_prefix="desk")
        # Who the people across the cables are is computed of all documents, and kept by the desk that was asked: one of them.
        self._knowing = ThreadPoolExecutor(1, thread_name_prefix="knowing desk")
        self._exports = asyncio.Semaphore(EXPORTS)

    def check(self) -> None:
        """Open the archive once as it will be opened, so that what is wrong with it is said before anybody looks.

        Raises:
            ArchiveError: there is no archive, or it cannot be opened.
            UsageError: no such mark, or no such collection.
        """
        with open_archive(self.folder, read_only=True) as archive:
            known = archive.collections()
            for name in self.collections or ():
                if name not in known:
                    raise UsageError(f"no collection {name!r}; the collections are: {', '.join(known) or 'none yet'}")
            self._view(archive)

    def _view(self, archive: Archive) -> View:
        if self.collections is None and self.up_to is None:
            return archive
        return archive.view(collections=self.collections, up_to=self.up_to)

    def _mine(self) -> View:
        """The view of this thread, opened when it is asked for the first time."""
        view: View | None = getattr(self._here, "view", None)
        if view is None:
            view = self._here.view = self._view(open_archive(self.folder, read_only=True))
        return view

    def warm(self) -> None:
        """Begin to find out who the people are, so that whoever opens the first cable does not wait for it."""

        def learn() -> None:
            view = self._mine()
            first = next(view.documents(), None)
            if first is not None:
                view.named(first.id)

        self._knowing.submit(learn)

    async def ask(self, question: Callable[[View], Answer], *, knowing: bool = False) -> Answer:
        """What a question gives, asked at a free desk; where people are asked for at the one ``knowing`` them."""
        desk = self._knowing if knowing else self._pool
        return await asyncio.get_running_loop().run_in_executor(desk, lambda: question(self._mine()))

    async def stream(self, question: Callable[[View], Iterator[bytes]]) -> AsyncIterator[bytes]:
        """What a question gives piece by piece, made as fast as it is taken away."""
        loop = asyncio.get_running_loop()
        async with self._exports:
            desk = ThreadPoolExecutor(1, thread_name_prefix="export")
            opened: list[Archive] = []

            def begin() -> Iterator[bytes]:
                opened.append(open_archive(self.folder, read_only=True))
                return question(self._view(opened[0]))

            try:
                pieces = await loop.run_in_executor(desk, begin)
                while (piece := await loop.run_in_executor(desk, next, pieces, None)) is not None:
                    yield piece
            finally:
                for archive in opened:
                    desk.submit(archive.close)
                desk.shutdown(wait=False)

    def close(self) -> None:
        """Let nobody sit down any more."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._knowing.shutdown(wait=True, cancel_futures=True)
