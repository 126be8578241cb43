"""What the commands that work on an archive share: which archive, which part of it, and a line of progress."""

from __future__ import annotations

import os
import sys
import time
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cablegram.archive import Archive
    from cablegram.archive.views import View

VARIABLE = "CABLEGRAM_ARCHIVE"
FOLDER = "cablegram-archive"
_OFTEN, _SELDOM = 0.2, 5.0  # seconds between two lines of progress: on a terminal, elsewhere


def add_files_or_query(parser: ArgumentParser) -> None:
    """What a command reads: files, or with ``--archive`` what a query finds."""
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE|QUERY",
        help="files of telegrams (- is standard input); with --archive a query, or nothing",
    )


def add_archive_option(parser: ArgumentParser, *, view: bool = True) -> None:
    """``--archive``, and with ``view`` what limits a command to a part of it."""
    parser.add_argument(
        "--archive", metavar="DIR", help=f"the folder of the archive (default: ${VARIABLE}, else ./{FOLDER})"
    )
    if view:
        parser.add_argument(
            "--collection", action="append", metavar="NAME", help="only this collection; can be given again"
        )
        parser.add_argument(
            "--up-to", metavar="MARK", help="only what is marked so or lower (UNCLASSIFIED, CONFIDENTIAL, SECRET ...)"
        )


def folder_from(options: Namespace) -> str:
    """The folder of the archive that is meant."""
    return str(options.archive or os.environ.get(VARIABLE) or FOLDER)


def open_from(options: Namespace, *, create: bool = False) -> Archive:
    """The archive that is meant, opened; without the right to write, for reading.

    Raises:
        ArchiveError: there is none, or it cannot be opened.
    """
    from pathlib import Path

    from cablegram.archive import open_archive
    from cablegram.archive.store.opening import writable

    folder = folder_from(options)
    read_only = not create and os.path.isdir(folder) and not writable(Path(folder))
    return open_archive(folder, create=create, read_only=read_only)


def view_of(archive: Archive, options: Namespace) -> View:
    """The part of an archive that the options limit a command to.

    Raises:
        UsageError: no such mark, or no such collection.
    """
    names = options.collection
    if names:
        known = archive.collections()
        for name in names:
            if name not in known:
                from cablegram.errors import UsageError

                there = f"the collections are: {', '.join(known)}" if known else "the archive has none yet"
                raise UsageError(f"no collection {name!r}; {there}")
    return archive.view(collections=names, up_to=mark_from(options))


def mark_from(options: Namespace) -> str | None:
    """The mark of ``--up-to``, in capitals as marks are."""
    return " ".join(options.up_to.upper().split()) if options.up_to else None


def view_from(options: Namespace) -> View:
    """The archive that is meant, opened, and limited as the options say.

    Raises:
        ArchiveError: there is none, or it cannot be opened.
        UsageError: no such mark, or no such collection.
    """
    return view_of(open_from(options), options)


class ProgressLine:
    """One line on standard error that is written over on a terminal, and a line now and then elsewhere."""

    def __init__(self, quiet: bool = False) -> None:
        self._quiet = quiet
        self._terminal = sys.stderr.isatty()
        self._last = time.monotonic()
        self._width = 0

    def say(self, words: str) -> None:
        """Show ``words``, if it is time for them."""
        now = time.monotonic()
        if self._quiet or now - self._last < (_OFTEN if self._terminal else _SELDOM):
            return
        self._last = now
        if self._terminal:
            print("\r" + words.ljust(self._width), end="", file=sys.stderr, flush=True)
            self._width = len(words)
        else:
            print(words, file=sys.stderr, flush=True)

    def steps(self, what: str, done: int, total: int) -> None:
        """``what``, and how many of how many."""
        self.say(f"{what}: {done:,} of {total:,}" if total else f"{what}: {done:,}")

    def end(self) -> None:
        """Wipe the line, so that what follows begins at the left."""
        if self._width:
            print("\r" + " " * self._width + "\r", end="", file=sys.stderr, flush=True)
            self._width = 0


def counted(count: int, what: str) -> str:
    """``1 cable``, ``2,000 cables``."""
    return f"{count:,} {what}" + ("" if count == 1 else "s")


def lasting(seconds: float) -> str:
    """A time in words: ``40 s``, ``3 min``, ``2 h 5 min``."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def write_json(record: object) -> None:
    """One object as one line."""
    import msgspec

    sys.stdout.buffer.write(msgspec.json.encode(record) + b"\n")
