"""The one family of exceptions a caller can meet. Content never raises; only calls do.

    CablegramError
    ├── InputError        a path that cannot be read
    ├── UsageError        an argument that makes no sense
    │   └── QueryError    a search query that cannot be read, with the place in it
    ├── DraftError        a draft that cannot become a telegram, with its line
    ├── ArchiveError      an archive that cannot be opened, read or written
    └── TableError        a table of the package that is not there

Each says what to do.
"""

from __future__ import annotations


class CablegramError(Exception):
    """Root of every error a caller of Cablegram can meet."""


class InputError(CablegramError):
    """A file could not be read: missing, a directory, or not permitted."""


class UsageError(CablegramError):
    """An argument or option makes no sense."""


class ArchiveError(CablegramError):
    """An archive cannot be opened, read or written: none there, damaged, newer, locked, or the disk refuses."""


class TableError(CablegramError):
    """A data table of the package was asked for that does not exist."""


class DraftError(CablegramError):
    """A draft cannot become a telegram. ``line`` is the line of the draft, counted from 1; ``None`` where it has none."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class QueryError(UsageError):
    """A search query cannot be read. ``query[start:end]`` is what is wrong with it; ``hint`` says what to write instead."""

    def __init__(self, message: str, query: str, start: int, end: int, hint: str) -> None:
        super().__init__(f"{message}; {hint}")
        self.message = message
        self.query = query
        self.start = start
        self.end = end
        self.hint = hint
