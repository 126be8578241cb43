"""What comes out of a file: entries, each with its text, where it stood, and what was given with it.

A *format* turns one opened file (or one member of a container) into :class:`Entry` records; what cannot be read
becomes an :class:`Unread` with its reason. Content never raises: only a path that cannot be opened does, and that
before anything else. Containers hand their members back to the registry, within :class:`Limits`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

import msgspec

from cablegram.source import Source, decode


class Given(msgspec.Struct, frozen=True, gc=False):
    """One field that came with a text, beside it: a column, an attribute of the record, a row of a page.

    ``key`` and ``value`` are as they came; ``field`` is our word for it (``FIELDS``), ``None`` where we have none.
    ``form`` is how the value is written where only its column tells: ``dmy`` or ``mdy`` for a numeric date.
    """

    key: str
    value: str
    field: str | None = None
    form: str | None = None


# Our words for given fields; a mapping (``--map subject=SUBJECT``) names them on its left side.
FIELDS = (
    "text",
    "mrn",
    "date",
    "origin",
    "classification",
    "tags",
    "subject",
    "references",
    "to",
    "info",
    "signature",
    "caption",
    "released",
    "locator",
)


class Origin(msgspec.Struct, frozen=True, gc=False):
    """Where an entry stood. ``member`` is the path inside containers (``a.zip`` holding ``b/c.txt``: ``b/c.txt``; nested
    ones joined by ``!``); ``offset``/``length`` are bytes in that file or member; ``sha256`` is of its bytes.
    """

    path: str
    member: str | None
    offset: int
    length: int
    sha256: str


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One text as it came out of a file.

    ``source.data`` are the bytes it was read from (a page, a row, a message, a whole file) and ``source.text`` the
    text. ``whole`` says that the entry is one document by itself (a row, a record); otherwise its text may hold
    several telegrams. ``pages`` are the positions in the text at which the pages of a paged file begin. An entry
    whose ``source.text`` is empty and that has given fields is a record without text (a stub).
    """

    format: str
    source: Source
    origin: Origin
    given: tuple[Given, ...] = ()
    whole: bool = False
    pages: tuple[int, ...] = ()


class Unread(msgspec.Struct, frozen=True, gc=False):
    """What could not be read, and why, in words a person understands."""

    path: str
    member: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds against bombs: sizes in bytes, ``ratio`` of unpacked to packed, ``depth`` of containers in containers."""

    text: int = 256 * 1024 * 1024  # one text decoded at once
    member: int = 4 * 1024 * 1024 * 1024  # one member unpacked
    total: int = 512 * 1024 * 1024 * 1024  # everything unpacked from one file
    ratio: int = 250
    depth: int = 4
    seconds: int = 60  # for one paged file in its own process


@dataclass(frozen=True, slots=True)
class Options:
    """How files are to be read. ``mapping`` is field → key (``{"subject": "SUBJECT"}``) for rows with columns."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)


@dataclass(slots=True)
class Tally:
    """What was unpacked, in bytes, from one outermost file (of ``packed`` bytes) and all containers in it together.

    ``full`` says that the limit was passed: nothing more is unpacked from that file.
    """

    packed: int
    unpacked: int = 0
    full: bool = False


@dataclass
class Opened:
    """One file, or one member of a container, opened for a format. ``file`` is at its start and can be sought.

    ``size`` is in bytes; ``depth`` counts the containers around it, which share one ``tally``.
    """

    path: str
    member: str | None
    file: BinaryIO
    size: int
    head: bytes
    options: Options
    depth: int = 0
    tally: Tally | None = None

    @cached_property
    def name(self) -> str:
        """The last part of its name, in small letters."""
        return (self.member or self.path).replace("\\", "/").rsplit("/", 1)[-1].rsplit("!", 1)[-1].lower()

    @cached_property
    def opening(self) -> str:
        """The text of its head, for a format to know it by."""
        return decode(self.head)[0]

    def unread(self, reason: str) -> Unread:
        """This file as unread."""
        return Unread(self.path, self.member, reason)

    def too_long(self, what: str) -> Unread | None:
        """This file as unread where it is more than one text may be; ``what`` it is, with its article."""
        limit = self.options.limits.text
        if self.size <= limit:
            return None
        return self.unread(f"{what} of {self.size:,} bytes; the limit for one text is {limit:,}")

    def data(self) -> bytes:
        """All its bytes."""
        self.file.seek(0)
        return self.file.read()

    def origin(self, data: bytes, offset: int = 0, *, sha256: str | None = None) -> Origin:
        """Where ``data``, read at ``offset``, stands; ``sha256`` is that of the whole file, where it is known."""
        return Origin(self.path, self.member, offset, len(data), sha256 or hashlib.sha256(data).hexdigest())


Entries = Iterator[Entry | Unread]


@dataclass(frozen=True, slots=True)
class Format:
    """One line of the registry: ``sniff`` says whether a file is of this format, ``entries`` reads it."""

    name: str
    sniff: Callable[[Opened], bool]
    entries: Callable[[Opened], Entries]
    many: bool = False  # entries one after the other, to be read as a stream


def open_path(path: str | Path, options: Options) -> Opened | Unread:
    """A path opened for a format; what cannot be opened is unread."""
    name = str(path)
    try:
        file = open(path, "rb")  # noqa: SIM115 - the format closes it through its reader
        size = file.seek(0, 2)
        file.seek(0)
        head = file.read(HEAD)
        file.seek(0)
    except (OSError, ValueError) as error:
        return Unread(name, None, f"cannot be opened ({getattr(error, 'strerror', None) or error})")
    return Opened(name, None, file, size, head, options)


HEAD = 8192  # bytes of a file a format may look at to know it
