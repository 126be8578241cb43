"""The records reading a telegram gives: typed, eager and immutable.

Every ``start``/``end`` is a half-open range of Unicode code points counted from the first character
of the telegram, so ``telegram.text[start:end]`` is always the exact text. Fields that were not found
are ``None`` or an empty tuple; nothing is computed behind an attribute. Records hold no cycles, so the
garbage collector is told to leave them alone (``gc=False``): a million of them cost it nothing.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from cablegram.source.view import View, cut_view


class Field(msgspec.Struct, frozen=True, gc=False):
    """One named value inside one line: ``telegram.text[start:end] == value``."""

    name: str
    value: str
    start: int
    end: int


class Line(msgspec.Struct, frozen=True, gc=False):
    """One line with its line end. ``kind`` is one of the closed list in ``docs/line-kinds.md``."""

    kind: str
    text: str
    start: int
    end: int
    fields: tuple[Field, ...] = ()


class Span(msgspec.Struct, frozen=True, gc=False):
    """A half-open range of code points in the telegram's text."""

    start: int
    end: int


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where a scalar field of the telegram was read."""

    field: str
    start: int
    end: int


class DateInterval(msgspec.Struct, frozen=True, gc=False):
    """What is known of a date: every moment from ``start`` up to, not including, ``end``.

    ``precision`` is ``minute``, ``day`` or ``year``; ``basis`` says what it was read from
    (``dtg``, ``mrn``, ``record``, ``given``).
    """

    start: dt.datetime
    end: dt.datetime
    precision: str
    basis: str


class Section(msgspec.Struct, frozen=True, gc=False):
    """Section ``number`` of ``of``."""

    number: int
    of: int


class Transmission(msgspec.Struct, frozen=True, gc=False):
    """Format line 1: channel designator and channel serial (reference 1.2)."""

    channel: str
    serial: str
    start: int
    end: int


class RoutingIndicator(msgspec.Struct, frozen=True, gc=False):
    """A routing indicator and the holder the tables name for it, ``None`` where they name none."""

    code: str
    holder: str | None
    start: int
    end: int


class Originator(msgspec.Struct, frozen=True, gc=False):
    """Format line 3: who transmitted, station serial, day of year and time, UTC (reference 1.5)."""

    routing: str
    serial: str
    section: int | None
    day: int | None
    time: str | None
    start: int
    end: int


class Security(msgspec.Struct, frozen=True, gc=False):
    """Format line 4: prosign, the five letters and the operating signals (reference 1.6)."""

    prosign: str
    letters: str
    signals: tuple[str, ...]
    start: int
    end: int


class Addressee(msgspec.Struct, frozen=True, gc=False):
    """One action or information addressee (reference 1.8).

    ``serial`` is the message continuity number; ``excluded`` are the names an ``XMT`` takes out of it.
    """

    routing: str | None
    plad: str
    precedence: str | None
    serial: str | None
    excluded: tuple[str, ...]
    collective: bool
    start: int
    end: int


class Authority(msgspec.Struct, frozen=True, gc=False):
    """Who classified: the name as written (broken words joined) and the office before or after it."""

    name: str
    title: str | None
    start: int
    end: int


class Classification(msgspec.Struct, frozen=True, gc=False):
    """Level, authority, reasons and the declassification instruction.

    ``level`` is the word in full (``CONFIDENTIAL``), ``controls`` what stands beside it. ``declassify_on``
    is set where the instruction is a date; otherwise ``event``, ``exemptions`` (``X1``, ``25X1``, ``XGDS-3``)
    or ``schedule`` (``GDS``, ``ADS``, ``RDS``, ``OADR``, ``N/A``) hold it, and ``instruction`` the words.
    """

    level: str | None = None
    controls: tuple[str, ...] = ()
    authority: Authority | None = None
    reason_section: str | None = None
    reasons: tuple[str, ...] = ()
    order: str | None = None
    declassify_on: dt.date | None = None
    event: str | None = None
    exemptions: tuple[str, ...] = ()
    schedule: str | None = None
    instruction: str | None = None


class Tag(msgspec.Struct, frozen=True, gc=False):
    """One TAGS entry. ``text`` is as written, ``code`` what it was read as; they differ in a repair."""

    code: str
    kind: str
    meaning: str | None
    text: str
    start: int
    end: int


class Reference(msgspec.Struct, frozen=True, gc=False):
    """One reference. ``mrn`` is set where ``kind`` is ``cable`` (reference 1.11, 6.2)."""

    kind: str
    letter: str | None
    mrn: str | None
    text: str
    start: int
    end: int


class Item(msgspec.Struct, frozen=True, gc=False):
    """A lettered or dashed item inside a paragraph."""

    label: str
    text: str
    start: int
    end: int


class Paragraph(msgspec.Struct, frozen=True, gc=False):
    """One paragraph. ``label`` is the mark as printed, ``number`` the place it has in the running count.

    ``text`` is the paragraph in the reading view (lines joined, page lines cut), without its number and
    portion mark; ``start``/``end`` cover it in the text as read, marks included.
    """

    number: int | None
    label: str | None
    portion: str | None
    heading: str | None
    text: str
    items: tuple[Item, ...]
    start: int
    end: int


class Block(msgspec.Struct, frozen=True, gc=False):
    """A marked stretch of the body: summary, comment, action-request, quoted text (reference 1.15).

    ``closed`` says whether the closing words were found.
    """

    kind: str
    text: str
    start: int
    end: int
    closed: bool


class Page(msgspec.Struct, frozen=True, gc=False):
    """A page or section line inside the text (reference 1.13, 2.2)."""

    station: str | None
    serial: str | None
    page: int | None
    section: Section | None
    time: str | None
    start: int
    end: int


class Office(msgspec.Struct, frozen=True, gc=False):
    """One bureau of the distribution: ``role`` is action, origin or info; ``copies`` as printed."""

    role: str
    code: str
    copies: int
    start: int
    end: int


class Attribute(msgspec.Struct, frozen=True, gc=False):
    """One ``Key: value`` of the archive record; the value's lines are joined by one blank."""

    key: str
    value: str
    start: int
    end: int


class Provenance(msgspec.Struct, frozen=True, gc=False):
    """Where a telegram's text came from. ``start``/``end`` are code points of the decoded source."""

    path: str | None = None
    member: str | None = None
    page: int | None = None
    start: int = 0
    end: int = 0
    encoding: str | None = None
    sha256: str | None = None


class Telegram(msgspec.Struct, frozen=True, gc=False):
    """A telegram as read: every line with its kind, and the fields understood from them.

    ``family`` is ``wire``, ``wire-bare``, ``page``, ``label`` or ``body`` (reference 0.2).
    """

    text: str
    family: str
    lines: tuple[Line, ...] = ()
    mrn: str | None = None
    archive_number: str | None = None
    station: str | None = None
    serial: int | None = None
    section: Section | None = None
    dtg: dt.datetime | None = None
    date: DateInterval | None = None
    precedence: str | None = None
    origin: str | None = None
    transmission: Transmission | None = None
    routing: tuple[RoutingIndicator, ...] = ()
    originator: Originator | None = None
    security: Security | None = None
    action: tuple[Addressee, ...] = ()
    info: tuple[Addressee, ...] = ()
    classification: Classification = Classification()
    captions: tuple[str, ...] = ()
    passing: tuple[str, ...] = ()
    tags: tuple[Tag, ...] = ()
    subject: str | None = None
    references: tuple[Reference, ...] = ()
    summary: str | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    blocks: tuple[Block, ...] = ()
    entire_text: str | None = None
    signature: str | None = None
    signers: tuple[str, ...] = ()
    pages: tuple[Page, ...] = ()
    distribution: tuple[Office, ...] = ()
    record: tuple[Attribute, ...] = ()
    places: tuple[Place, ...] = ()
    provenance: Provenance | None = None

    def __str__(self) -> str:
        return self.text

    def where(self, field: str) -> Span | None:
        """The span a scalar field was read from, ``None`` where the field is absent."""
        for place in self.places:
            if place.field == field:
                return Span(place.start, place.end)
        return None

    def view(self) -> View:
        """The reading view: page lines cut, lines joined, with the map back to :attr:`text`."""
        from cablegram.telegram.joining import telegram_pieces

        return cut_view(self.text, telegram_pieces(self.lines))

    def plain_text(self) -> str:
        """The body to read: no numbers, portion marks, block markers, rules, page lines or captions."""
        from cablegram.telegram.plain import plain_text

        return plain_text(self)
