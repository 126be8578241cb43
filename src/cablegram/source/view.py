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
        joins = False  # whether the last span belongs to a word that a mend stands in
        while index < len(self.starts) and self.starts[index] < end:
            at, (a, b) = self.starts[index], self.spans[index]
            new = self.mended.get(index)
            left, right = (0, b - a) if new is not None else (max(start - at, 0), min(end - at, b - a))
            if left < right or (new is not None and start < at + len(new)):
                if found and (joins or new is not None) and found[-1][1] == a + left:
                    found[-1] = (found[-1][0], a + right)
                else:
                    found.append((a + left, a + right))
                joins = new is not None
            index += 1
        return tuple(found)

    def forward(self, position: int) -> int | None:
        """The view position of a source position, ``None`` where it was cut or mended away."""
        for index, (at, (a, b)) in enumerate(zip(self.starts, self.spans, strict=True)):
            if a <= position < b:
                return at if index in self.mended else at + position - a
        return None


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
