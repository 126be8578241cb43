"""The texts of one cable as the reader shows them: as read, as mended, as a document; and what is marked in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Protocol

from markupsafe import Markup
from msgspec import Struct

from cablegram.archive.givens import read_given
from cablegram.archive.packing import PlacedParagraph
from cablegram.findings import Mend, Mended, mend
from cablegram.findings.view import reading_view
from cablegram.formats import Given
from cablegram.reading_room.asking import shown
from cablegram.reading_room.explaining import QUIET, Note, explained, meanings
from cablegram.reading_room.marked import Anchors, Mark, Marking, Run
from cablegram.source.view import View
from cablegram.telegram.reader import parse
from cablegram.telegram.records import Line, Telegram

_ANEW = frozenset(("paragraph", "sub-paragraph", "heading"))  # kinds of which each line begins another
AT_ONCE = 4_000  # lines that are shown as read
MOST_LISTED = 500  # mends, and findings, that are listed
_ENDS = "\r\n\f\v\u2028\u2029"
Undone = frozenset[tuple[str, int]]


class ShownLine(Struct):
    """One line: its number, its anchor and its words."""

    number: int
    anchor: Markup
    words: Markup


class Group(Struct):
    """Lines of one kind that follow one another; ``meaning`` is said where the kind comes first."""

    anchor: Markup
    kind: str
    meaning: str
    notes: list[Note]
    lines: list[ShownLine]


class Change(Struct):
    """One place where the mended text is another: what stood, what stands, and the mends that did it."""

    number: int
    before: str
    after: str
    start: int
    end: int
    mends: list[Mend]


class Shown(Protocol):
    """What can be shown: a document of the archive, or a text that was pasted."""

    @property
    def text(self) -> str:
        """The text as it came in."""

    @property
    def given(self) -> tuple[Given, ...]:
        """What came beside it."""

    @property
    def paragraphs(self) -> Sequence[PlacedParagraph]:
        """Its paragraphs, by their places."""

    def reading(self) -> View:
        """Its reading view."""


class Pasted(Struct, frozen=True):
    """A telegram that is in no archive."""

    telegram: Telegram

    @property
    def text(self) -> str:
        """The text as it was pasted."""
        return self.telegram.text

    @property
    def given(self) -> tuple[Given, ...]:
        """Nothing."""
        return ()

    @property
    def paragraphs(self) -> Sequence[PlacedParagraph]:
        """Its paragraphs, by their places."""
        return [PlacedParagraph(one.number, one.portion, one.start, one.end) for one in self.telegram.paragraphs]

    def reading(self) -> View:
        """Its reading view."""
        return reading_view(self.telegram)


class Text:
    """One text of a page, number ``k`` of those on it."""

    def __init__(self, document: Shown, k: int, undone: Undone = frozenset()) -> None:
        self.document, self.k, self.undone = document, k, undone
        self.marks: list[Mark] = []

    @cached_property
    def telegram(self) -> Telegram:
        """The document parsed, as it was when it was filed."""
        if isinstance(self.document, Pasted):
            return self.document.telegram
        return parse(self.document.text, year=read_given(self.document.given).year)

    @cached_property
    def mended(self) -> Mended:
        """The document with its safe mends, but for those undone."""
        return mend(self.telegram, without=self.undone)

    def anchor(self, name: str) -> str:
        """An anchor of this text; those of the first text have no prefix."""
        return name if self.k == 1 else f"t{self.k}-{name}"

    def marking(self, anchors: Anchors) -> Marking:
        """The marks of this text, ready to be written."""
        return Marking(self.marks, anchors)

    # --- as read --------------------------------------------------------------------------------

    def line_of(self, place: int) -> int:
        """The number of the line that holds a place of the text."""
        return bisect_right(self.telegram.lines, place, key=lambda line: line.start)

    def as_read(self, anchors: Anchors, first: int = 1) -> list[Group]:
        """Every line from the ``first`` on, :data:`AT_ONCE` at most, in groups of a kind, with what it says in words."""
        marking = self.marking(anchors)
        known: set[str] = set()
        groups = []
        number = max(first, 1) - 1
        for lines in _grouped(self.telegram.lines[number : number + AT_ONCE]):
            kind = lines[0].kind
            told = []
            for line in lines:
                number += 1
                text = line.text.rstrip(_ENDS)
                run = Run(text, line.start, line.start + len(text))
                told.append(ShownLine(number, anchors.take(self.anchor(f"L{number}")), marking.html([run])))
            meaning = "" if kind in known or kind == "blank" else meanings().get(kind, "")
            known.add(kind)
            notes = [] if kind in QUIET else explained(self.telegram, lines)
            groups.append(Group(self._begins(lines[0], anchors), kind, meaning, notes, told))
        return groups

    def _begins(self, line: Line, anchors: Anchors) -> Markup:
        """The anchor of the paragraph that a line begins."""
        paragraphs = self.document.paragraphs
        at = bisect_left(paragraphs, line.start, key=lambda one: one.start)
        if at < len(paragraphs) and paragraphs[at].start < line.end and paragraphs[at].number is not None:
            return anchors.take(self.anchor(f"p{paragraphs[at].number}"))
        return Markup()

    # --- as mended ------------------------------------------------------------------------------

    @cached_property
    def changes(self) -> list[Change]:
        """Where the mended text is another, in order."""
        found: list[Change] = []
        mended = self.mended
        mends = sorted(mended.mends, key=lambda one: one.start)
        longest = max((one.end - one.start for one in mends), default=0)
        at = place = 0
        ends = [(len(mended.text), len(self.document.text), 0)]
        for start, original, length in [*mended.runs, *ends]:
            if start > at or original > place:
                first = bisect_left(mends, place - longest, key=lambda one: one.start)
                last = bisect_right(mends, original, key=lambda one: one.start)
                here = [one for one in mends[first:last] if one.end >= place]
                found.append(
                    Change(
                        len(found) + 1, self.document.text[place:original], mended.text[at:start], place, original, here
                    )
                )
            at, place = start + length, original + length
        return found

    def as_mended(self, anchors: Anchors) -> Markup:
        """The mended text, each change with what stood before it."""
        marking = self.marking(anchors)
        parts: list[Markup] = []
        place = 0
        text = self.document.text
        for change in self.changes:
            parts.append(marking.html([Run(text[place : change.start], place, change.start)]))
            parts.append(self._change(change, marking, anchors))
            place = change.end
        parts.append(marking.html([Run(text[place:], place, len(text))]))
        return Markup("").join(parts)

    def _change(self, change: Change, marking: Marking, anchors: Anchors) -> Markup:
        anchor = anchors.take(self.anchor(f"mend-{change.number}"))
        before = (
            Markup("<del>{}</del>").format(marking.html([Run(change.before, change.start, change.end)]))
            if change.before
            else ""
        )
        after = Markup("<ins>{}</ins>").format(shown(change.after)) if change.after else ""
        return Markup('<span class="change"{}><a class="mend-no" href="#{}">{}</a>{}{}</span>').format(
            anchor, self.anchor(f"mended-{change.number}"), change.number, before, after
        )


def _grouped(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines of a kind that follow one another, with the blank lines in and behind them."""
    group: list[Line] = []
    for line in lines:
        if (group and line.kind not in ("blank", group[0].kind)) or (group and line.kind in _ANEW):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def lit_marks(spans: Iterable[tuple[int, int]]) -> Sequence[Mark]:
    """Places to be lit."""
    return [Mark(start, end, "lit") for start, end in spans]
