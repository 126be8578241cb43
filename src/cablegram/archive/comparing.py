"""Two documents beside each other: the words of their reading views aligned, every difference with its place in both.

What differs are blocks in order; what one text has that the other has not are paragraphs (withheld in one release,
say); marks, fields and what was given with a text are compared by themselves.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

import msgspec

from cablegram.archive.aligning import Match, matches, words

if TYPE_CHECKING:
    from cablegram.archive.views import Document

_LITTLE = 0.3  # of a paragraph's words found again: below that the other text has not got it
_FIELDS = (
    "kind", "mrn", "dtg", "origin", "level", "precedence", "subject", "status", "captions", "signers",
    "section", "section_to", "sections",
)  # fmt: skip


class Words(msgspec.Struct, frozen=True, gc=False):
    """Words of one side: ``words`` as the reading view has them, ``spans`` their exact places in the document's text."""

    words: str
    spans: tuple[tuple[int, int], ...]


class Block(msgspec.Struct, frozen=True, gc=False):
    """A stretch of both texts: the same words, or what stands in one instead of the other (either side may be empty)."""

    same: bool
    a: Words
    b: Words


class Own(msgspec.Struct, frozen=True, gc=False):
    """A paragraph that the other text has not got; ``text[start:end]`` of its document covers it."""

    number: int | None
    portion: str | None
    start: int
    end: int
    text: str


class Field(msgspec.Struct, frozen=True, gc=False):
    """A field, a mark or a given value that differs."""

    name: str
    a: str | None
    b: str | None


class Comparison(msgspec.Struct, frozen=True):
    """Two documents compared. ``blocks`` put together are both reading views; ``similarity`` is the share of words kept."""

    a: str
    b: str
    similarity: float
    blocks: tuple[Block, ...]
    only_a: tuple[Own, ...]
    only_b: tuple[Own, ...]
    fields: tuple[Field, ...]

    def differences(self) -> list[Block]:
        """The blocks that differ."""
        return [block for block in self.blocks if not block.same]

    def to_dict(self) -> dict[str, Any]:
        """The comparison as plain lists and dictionaries."""
        found: dict[str, Any] = msgspec.to_builtins(self)
        return found


class _Side:
    """One document with the words of its view."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.view = document.reading()
        self.words = words(self.view.text)

    def stretch(self, start: int, end: int) -> Words:
        """The words from ``start`` to ``end``, by number."""
        if start >= end:
            return Words("", ())
        first, last = self.words[start][1], self.words[end - 1][2]
        return Words(self.view.text[first:last], self.view.back(first, last))

    def begins_line(self, index: int) -> bool:
        """Whether a word is the first of its line."""
        before = self.words[index - 1][2] if index else 0
        return index == 0 or "\n" in self.view.text[before : self.words[index][1]]

    def shift(self, start: int, end: int, back: int, ahead: int) -> int:
        """How far the words from ``start`` to ``end`` may be moved, all the same, so that they begin a line; else 0."""
        for step in range(back + 1):
            if self.begins_line(start - step):
                return -step
            if step == back or self.words[start - step - 1][0] != self.words[end - step - 1][0]:
                break
        for step in range(ahead):
            if self.words[start + step][0] != self.words[end + step][0]:
                break
            if self.begins_line(start + step + 1):
                return step + 1
        return 0

    def own(self, kept: set[int]) -> tuple[Own, ...]:
        """The paragraphs of which too few words are among those kept."""
        paragraphs = self.document.paragraphs
        starts = [paragraph.start for paragraph in paragraphs]
        counts = [[0, 0] for _ in paragraphs]
        for k, (word, first, last) in enumerate(self.words):
            if not word[0].isalnum():
                continue
            back = self.view.back(first, last)
            at = bisect_right(starts, back[0][0]) - 1 if back else -1
            if at >= 0 and back[0][0] < paragraphs[at].end:
                counts[at][0] += 1
                counts[at][1] += k in kept
        text = self.document.text
        return tuple(
            Own(p.number, p.portion, p.start, p.end, text[p.start : p.end])
            for p, (total, found) in zip(paragraphs, counts, strict=True)
            if total and found / total < _LITTLE
        )


def compare(a: Document, b: Document) -> Comparison:
    """Two documents aligned word by word."""
    left, right = _Side(a), _Side(b)
    rows = matches([word for word, _, _ in left.words], [word for word, _, _ in right.words])
    shared = sum(length for _, _, length in rows)
    total = len(left.words) + len(right.words)
    return Comparison(
        a.row.id,
        b.row.id,
        2 * shared / total if total else 1.0,
        tuple(_blocks(left, right, _settled(left, right, rows))),
        left.own({x + k for x, _, length in rows for k in range(length)}),
        right.own({y + k for _, y, length in rows for k in range(length)}),
        tuple(_fields(a, b)),
    )


def _settled(left: _Side, right: _Side, rows: list[Match]) -> list[Match]:
    """The rows so that what one text has alone is whole lines where that can be: ``2. … OFF.`` and not ``. 2. … OFF``."""
    found = list(rows)
    for k in range(len(rows) - 1):
        (x, y, length), (after_x, after_y, ahead) = found[k], found[k + 1]
        if y + length == after_y:
            shift = left.shift(x + length, after_x, length - 1, ahead - 1)
        elif x + length == after_x:
            shift = right.shift(y + length, after_y, length - 1, ahead - 1)
        else:
            continue
        found[k] = (x, y, length + shift)
        found[k + 1] = (after_x + shift, after_y + shift, ahead - shift)
    return found


def _blocks(left: _Side, right: _Side, rows: list[Match]) -> list[Block]:
    found: list[Block] = []
    i = j = 0
    last = len(rows) - 1
    for k, (x, y, length) in enumerate(rows):
        # A single word or mark between two differences holds nothing together.
        if length == 1 and 0 < k < last and x > i and rows[k + 1][0] > x + 1 and rows[k + 1][1] > y + 1 and y > j:
            continue
        if x > i or y > j:
            found.append(Block(False, left.stretch(i, x), right.stretch(j, y)))
        found.append(Block(True, left.stretch(x, x + length), right.stretch(y, y + length)))
        i, j = x + length, y + length
    if len(left.words) > i or len(right.words) > j:
        found.append(Block(False, left.stretch(i, len(left.words)), right.stretch(j, len(right.words))))
    return found


def _fields(a: Document, b: Document) -> list[Field]:
    found: list[Field] = []

    def note(name: str, one: object, other: object) -> None:
        if one != other:
            found.append(Field(name, _written(one), _written(other)))

    for name in _FIELDS:
        note(name, getattr(a.row, name), getattr(b.row, name))
    note("tags", ", ".join(sorted(a.tags)) or None, ", ".join(sorted(b.tags)) or None)
    marks, others = _portions(a), _portions(b)
    for number in sorted(marks.keys() & others.keys()):
        note(f"portion mark of ¶{number}", marks[number], others[number])
    given, others_given = _given(a), _given(b)
    for key in [*given, *(key for key in others_given if key not in given)]:
        note(f"given {key}", given.get(key), others_given.get(key))
    return found


def _written(value: object) -> str | None:
    return None if value is None else str(value)


def _portions(document: Document) -> dict[int, str | None]:
    found: dict[int, str | None] = {}
    for paragraph in document.paragraphs:
        if paragraph.number is not None:
            found.setdefault(paragraph.number, paragraph.portion)
    return found


def _given(document: Document) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for one in document.given:
        found.setdefault(one.key, []).append(one.value)
    return {key: "; ".join(values) for key, values in found.items()}
