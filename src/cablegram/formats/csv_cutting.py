"""Cutting a stream of raw lines into the rows of a CSV file, losing no byte and keeping one row in memory.

The cells come from the ``csv`` module; the lines it asked for until a row was whole *are* that row. What it cannot be
told (a backslash before a quote, a lone CR in a cell) is hidden from it behind characters no raw string has. A row
that a stray quote made swallow its neighbours is cut again at its first line.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # the rows have their own bound

# Stand-ins, none of them a raw character.
_BACKSLASH, _QUOTE, _CR = "\ue000", "\ue001", "\ue002"
_UNMASK = str.maketrans({_BACKSLASH: "\\", _QUOTE: '"', _CR: "\r"})
_FIRST_BOUND = 8 * 1024 * 1024  # characters of a row before it is asked whether a quote was left open
_BLANK = "\r\n \t\v\f"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is written: its delimiter, whether a backslash escapes quotes (``None``: not seen yet), its line end, and
    how many cells most rows have.
    """

    delimiter: str
    escaped: bool | None
    end: str
    width: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its raw text with its line end, and its cells, raw too."""

    raw: str
    cells: list[str]

    @property
    def blank(self) -> bool:
        """Whether there is nothing in it but blanks."""
        return not self.raw.strip(_BLANK)


def escape_pattern(delimiter: str) -> re.Pattern[str]:
    """A backslash and a quote that closes nothing: only where backslashes escape."""
    return re.compile(rf'(?<!\\)(?:\\\\)*\\"(?=[^{re.escape(delimiter)}\r\n"])')


class _Feed:
    """Hands lines to the ``csv`` module and remembers those of the row in progress."""

    def __init__(self, lines: Iterable[str], dialect: Dialect) -> None:
        self._lines = iter(lines)
        self._escaped = dialect.escaped
        self._evidence = escape_pattern(dialect.delimiter)
        self.ahead: deque[str] = deque()
        self.row: list[str] = []
        self.size = 0
        self.bound = _FIRST_BOUND
        self.masked = False
        self.stopped = False
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.size > self.bound:
            self.stopped = True
            raise StopIteration
        line = self.ahead.popleft() if self.ahead else next(self._lines, None)
        if line is None:
            self.stopped = self.ended = True
            raise StopIteration
        self.row.append(line)
        self.size += len(line)
        return self._mask(line)

    def _mask(self, line: str) -> str:
        if "\\" in line and self._escaped is not False:
            if self._escaped is None and self._evidence.search(line):
                self._escaped = True
            if self._escaped:
                line = line.replace("\\\\", _BACKSLASH).replace('\\"', _QUOTE)
                self.masked = True
        end = len(line.rstrip("\r\n"))
        if line.find("\r", 0, end) >= 0:
            line = line[:end].replace("\r", _CR) + line[end:]
            self.masked = True
        return line

    def begin(self) -> None:
        """Forget the row before."""
        self.row, self.size, self.masked, self.stopped = [], 0, False, False

    def back(self, lines: list[str]) -> None:
        """Take lines back, to be handed out again."""
        self.ahead.extendleft(reversed(lines))


def cut_rows(lines: Iterable[str], dialect: Dialect, longest: int) -> Iterator[Row]:
    """The rows of raw lines: their raw texts together are the lines. ``longest`` bounds a row, in bytes."""
    feed = _Feed(lines, dialect)
    reader = csv.reader(feed, delimiter=dialect.delimiter)
    while True:
        feed.begin()
        cells = next(reader, None)
        if cells is None and not feed.row:
            return
        cells = cells or []
        if feed.masked:
            cells = [cell.translate(_UNMASK) for cell in cells]
        # Wrong in its number of cells, or open at the end: a stray quote may have swallowed the rows below.
        if len(feed.row) > 1 and (feed.stopped or len(cells) != dialect.width):
            first, *rest = feed.row
            if _are_rows(rest, dialect):
                feed.back(rest)
                feed.bound = _FIRST_BOUND
                yield Row(first, _cells(first, dialect))
                continue
            if feed.stopped and not feed.ended and feed.bound < longest:
                feed.back(feed.row)
                feed.bound = min(feed.bound * 8, longest)
                continue
        feed.bound = _FIRST_BOUND
        yield Row("".join(feed.row), cells)


def _cells(line: str, dialect: Dialect) -> list[str]:
    """The cells of one line, a quote left open closed at its end."""
    feed = _Feed([line], dialect)
    cells = next(csv.reader(feed, delimiter=dialect.delimiter), [])
    return [cell.translate(_UNMASK) for cell in cells] if feed.masked else cells


def _are_rows(lines: list[str], dialect: Dialect) -> bool:
    """Whether lines by themselves are mostly rows of the usual number of cells."""
    if dialect.width < 2:
        return False  # any line is a row of one cell
    found = right = 0
    for cells in csv.reader(_Feed(lines, dialect), delimiter=dialect.delimiter):
        if cells:
            found += 1
            right += len(cells) == dialect.width
    return right * 2 > found
