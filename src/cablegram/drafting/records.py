"""The records of a draft: what a person decides; everything computable is computed when it is written.

A draft made in code has no :class:`Origin`; one read from text has, so that an error can name its line.
"""

from __future__ import annotations

import datetime as dt

import msgspec

SHORTEST, LONGEST = 55, 69  # characters a line: the drafting rule, and what the wire allows (reference 1.17)
SECTION_LINES = 100  # lines of text to a section (reference 1.17, unconfirmed there)


class Addressed(msgspec.Struct, frozen=True):
    """An addressee (reference 1.8): name, precedence (``None`` is routine), continuity number, indicator.

    ``excluded`` are the posts an ``XMT`` takes out of a collective; only the last of a list can have them.
    """

    plad: str
    precedence: str | None = None
    serial: str | None = None
    routing: str | None = None
    excluded: tuple[str, ...] = ()


class Cited(msgspec.Struct, frozen=True):
    """A reference (reference 1.11): its letter, ``None`` where it is the only one, and its words."""

    letter: str | None
    text: str


class Passage(msgspec.Struct, frozen=True):
    """A paragraph (reference 1.14): the heading above it, its portion mark, its text, its dashed items."""

    text: str
    portion: str | None = None
    heading: str | None = None
    items: tuple[str, ...] = ()


class Layout(msgspec.Struct, frozen=True):
    """How the telegram is set: line width, lines of text to a section, and the strict wire form.

    ``section_lines`` counts lines that are not empty, ``None`` never cuts; ``strict`` adds lines 11 to 16.
    """

    width: int = LONGEST
    section_lines: int | None = SECTION_LINES
    strict: bool = False


class Origin(msgspec.Struct, frozen=True):
    """Where a draft's values stood in its text: line numbers from 1.

    ``fields`` has the line of each value of a key; ``passages`` the line of each word of each paragraph, its
    items behind its text; ``headings`` the line of the heading above each paragraph, 0 where there is none.
    """

    fields: dict[str, tuple[int, ...]]
    passages: tuple[tuple[int, ...], ...]
    headings: tuple[int, ...]


class Draft(msgspec.Struct, frozen=True):
    """A telegram as its drafter sees it. ``normalise`` gives the one form in which two drafts compare."""

    post: str | None = None
    serial: int | None = None
    dtg: dt.datetime | None = None
    classification: str | None = None
    controls: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    passing: tuple[str, ...] = ()
    to: tuple[Addressed, ...] = ()
    info: tuple[Addressed, ...] = ()
    precedence: str | None = None  # of action addressees that have no word of their own
    tags: tuple[str, ...] = ()
    subject: str | None = None
    subject_portion: str | None = None
    references: tuple[Cited, ...] = ()
    authority: str | None = None
    title: str | None = None
    reason_section: str | None = None
    reasons: tuple[str, ...] = ()
    declassify_on: dt.date | None = None
    entire: str | None = None  # the portion mark of "ENTIRE TEXT"
    passages: tuple[Passage, ...] = ()
    signature: str | None = None
    transmission: str | None = None  # channel and channel serial of format line 1, which cannot be computed (1.2)
    routing: str | None = None  # the post's own indicator, where the tables have none
    layout: Layout = Layout()
    origin: Origin | None = None


class Lines:
    """Line numbers of a draft's values, ``None`` where the draft was made in code."""

    def __init__(self, draft: Draft) -> None:
        self._origin = draft.origin

    def field(self, key: str, index: int = 0) -> int | None:
        """The line of a value of a key; of the key itself where there are fewer values."""
        found = self._origin.fields.get(key, ()) if self._origin else ()
        return (found[index] if index < len(found) else found[0]) if found else None

    def heading(self, passage: int) -> int | None:
        """The line of the heading above a paragraph."""
        if self._origin is None or passage >= len(self._origin.headings):
            return None
        return self._origin.headings[passage] or self.word(passage)

    def word(self, passage: int, index: int = 0) -> int | None:
        """The line of a word of a paragraph."""
        if self._origin is None or passage >= len(self._origin.passages):
            return None
        words = self._origin.passages[passage]
        return words[min(index, len(words) - 1)] if words else None
