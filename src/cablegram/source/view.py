"""The reading view: the one derived text, and its map back to the text as read.

A view is made of *pieces* of the source, each preceded by a separator that is not in the source. Whoever
reports a span of the view maps it back with :meth:`View.back`; a span that crosses a cut gives several.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

import msgspec


class View(msgspec.Struct, frozen=True):
    """A derived text. ``starts`` are view positions of the pieces, ``spans`` their source ranges.

    ``mended`` holds the pieces (index → their text) that stand in the view instead of what the source has; they
    map back as a whole.
    """

    text: str
    starts: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    mended: dict[int, str] = {}

    def back(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The source spans of ``text[start:end]``, in order; separators belong to none."""
        found: list[tuple[int, int]] = []
        index = max(bisect_right(self.starts, start) - 1, 0)
        while index < len(self.starts) and self.starts[index] < end:
            at, (a, b) = self.starts[index], self.spans[index]
            new = self.mended.get(index)
            if new is not None:
                if start < at + len(new):
                    found.append((a, b))
            else:
                left, right = max(start - at, 0), min(end - at, b - a)
                if left < right:
                    found.append((a + left, a + right))
            index += 1
        return _touching(found)

    def forward(self, position: int) -> int | None:
        """The view position of a source position, ``None`` where it was cut or mended away."""
        for index, (at, (a, b)) in enumerate(zip(self.starts, self.spans, strict=True)):
            if a <= position < b:
                return at if index in self.mended else at + position - a
        return None


def _touching(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans that touch, as one: a mend inside a word leaves the word in one piece."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and merged[-1][1] == start:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)


def cut_view(text: str, pieces: Iterable[tuple[str, int, int]]) -> View:
    """Build a view from ``(separator before, start, end)`` pieces of ``text``, in order."""
    parts: list[str] = []
    starts: list[int] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for separator, start, end in pieces:
        piece = text[start:end]
        if not starts:
            separator = ""
        parts += (separator, piece)
        at += len(separator)
        starts.append(at)
        spans.append((start, end))
        at += len(piece)
    return View("".join(parts), tuple(starts), tuple(spans))
