"""The records of an archive: what is filed of one document, and what an archive tells about it."""

from __future__ import annotations

from typing import Literal

import msgspec

from cablegram.actors.records import Found

RELEASES = ("declassified", "leaked", "unknown")


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where a document came from: one sighting of it.

    ``member`` is the path inside containers, ``page`` the page of a paged file (from 1), ``start``/``end`` code points
    of the decoded text, ``offset``/``length`` bytes of the file or member, ``sha256`` of those bytes.
    """

    path: str
    member: str | None
    page: int | None
    start: int
    end: int
    offset: int
    length: int
    sha256: str


class Mention(msgspec.Struct, frozen=True, gc=False):
    """One reference as filed. ``mrn`` is the cable referred to, where the reference is to one."""

    kind: str
    letter: str | None
    mrn: str | None
    text: str
    start: int
    end: int


class Noted(msgspec.Struct, frozen=True, gc=False):
    """One finding as filed."""

    code: str
    severity: str
    message: str
    start: int
    end: int
    safety: str | None


class Reading(msgspec.Struct, frozen=True, gc=False):
    """What the stage *read* derives from one document, and from nothing else.

    ``cable`` is the name of the message: its MRN, else the document's id. ``first`` and ``last`` are minutes since
    1970-01-01 UTC, ``last`` exclusive, ``None`` where the document is undated. ``level`` is the mark that counts: the
    higher of the text's own and the given one. The document holds the sections from ``section`` to ``section_to`` of
    ``sections``. ``paragraphs`` and ``view`` are packed (``packing.py``). ``stood`` are
    the words that a mend changed, as they stood. ``status`` is ``corrected``, ``cancelled``, ``repeated`` or ``None``.
    """

    cable: str
    kind: str
    mrn: str | None = None
    family: str | None = None
    section: int | None = None
    section_to: int | None = None
    sections: int | None = None
    dtg: str | None = None
    first: int | None = None
    last: int | None = None
    precision: str | None = None
    basis: str | None = None
    origin: str | None = None
    station: str | None = None
    serial: int | None = None
    level: str | None = None
    subject: str | None = None
    precedence: str | None = None
    status: str | None = None
    captions: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    references: tuple[Mention, ...] = ()
    findings: tuple[Noted, ...] = ()
    paragraphs: bytes = b""
    view: bytes = b""
    stood: str = ""


Made = Literal["model", "rules", "none"]  # what the stage *actors* finds them with


class Naming(msgspec.Struct, frozen=True, gc=False):
    """What the stage *actors* derives from one document: who is named in it, what found them, by which version."""

    version: int
    made: Made
    found: Found


Stood = Literal["model", "rules", "none", "left out"]  # what the stage *positions* derives from: how actors were found


class StatedRow(msgspec.Struct, frozen=True, gc=False):
    """What lists are chosen by of one item: the ``ordinal``-th of its kind in its document, in ``text[start:end]``.

    ``holder`` is who holds, expects, acts or is responsible, ``target`` what of; ``sign`` is that of ``stance``, which
    positions alone have, as deadlines have a ``date``.
    """

    kind: str
    ordinal: int
    start: int
    end: int
    paragraph: int
    holder: str
    holder_id: str
    stance: str | None
    sign: int | None
    target: str
    date: str | None
    confidence: float
    optional: bool


class Stating(msgspec.Struct, frozen=True, gc=False):
    """What the stage *positions* derives from one document: by which version, and from whose actors.

    ``actors`` is the version of the stage that found them; ``packed`` is everything (``stating.py``), empty where nothing
    was looked for.
    """

    version: int
    made: Stood
    actors: int
    rows: tuple[StatedRow, ...] = ()
    packed: bytes = b""


class Raw(msgspec.Struct, frozen=True, gc=False):
    """Bytes as they came in, packed with Zstandard; ``size`` and ``sha256`` are those of the bytes themselves."""

    sha256: str
    size: int
    zstd: bytes


class Filed(msgspec.Struct, frozen=True, gc=False):
    """One document on its way into the store; ``given`` is the JSON of the given fields, empty where there were none.

    ``naming`` and ``stating`` are ``None`` for a document without text. ``kept`` says that its text does not give back the
    bytes it came in, so that these are kept; the first document of an entry brings them, as ``raw``.
    """

    id: str
    format: str
    encoding: str
    text: str
    given: str
    place: Place
    reading: Reading
    naming: Naming | None = None
    stating: Stating | None = None
    kept: bool = False
    raw: Raw | None = None


class Refused(msgspec.Struct, frozen=True, gc=False):
    """What could not be read: where it stood, and the reason."""

    path: str
    member: str | None
    reason: str
