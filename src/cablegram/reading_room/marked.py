"""Text on a page with places marked in it: any number of marks, over and into one another, each exact to the character.

A text is given in runs, because a view of a cable is not always the cable's own text: in a run that is the *same*, character
for character, a mark lies where it lies; a run that stands for other words (a mend) is marked as a whole.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from cablegram.reading_room.asking import shown

LIT, HIT, FINDING, ACTOR, REFERENCE = "lit", "hit", "finding", "actor", "reference"
_LOUD = (LIT, HIT)  # marks that are what the reader came for


class Run(NamedTuple):
    """Some text of a view, which stands for ``start`` to ``end`` of the cable's; ``same`` where it is that text itself."""

    text: str
    start: int
    end: int
    same: bool = True


class Mark(NamedTuple):
    """A marked place of a cable's text; ``href`` where it leads somewhere, ``anchor`` where something leads to it."""

    start: int
    end: int
    kind: str
    href: str = ""
    anchor: str = ""


class Anchors:
    """The ids of a page, each of which stands in it once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, name: str) -> Markup:
        """The attribute for an id, the first time it is asked for."""
        if name in self._taken:
            return Markup()
        self._taken.add(name)
        return Markup(' id="{}"').format(name)

    def __contains__(self, name: str) -> bool:
        return name in self._taken


class Marking:
    """Writes text with the marks of one cable's text."""

    def __init__(self, marks: Iterable[Mark], anchors: Anchors) -> None:
        self._anchors = anchors
        some = sorted(mark for mark in marks if mark.start < mark.end)
        self._edges = sorted({edge for mark in some for edge in (mark.start, mark.end)})
        self._active: list[list[Mark]] = []
        active: list[Mark] = []
        waiting = 0
        for edge in self._edges:
            active = [mark for mark in active if mark.end > edge]
            while waiting < len(some) and some[waiting].start == edge:
                active.append(some[waiting])
                waiting += 1
            self._active.append(active)

    def html(self, runs: Sequence[Run]) -> Markup:
        """The runs as markup. Its pieces are plain strings, each escaped as it is written: a text may have many thousands."""
        return Markup("".join(piece for run in runs for piece in self._run(run)))

    def _run(self, run: Run) -> Iterator[str]:
        if not run.same:
            first = max(bisect_right(self._edges, run.start) - 1, 0)
            last = bisect_left(self._edges, run.end)
            there = {
                mark
                for some in self._active[first:last]
                for mark in some
                if mark.start < run.end and mark.end > run.start
            }
            yield self._segment(run.text, run.start, run.end, sorted(there))
            return
        at = run.start
        k = bisect_right(self._edges, at) - 1
        while at < run.end:
            end = min(self._edges[k + 1] if k + 1 < len(self._edges) else run.end, run.end)
            marks = self._active[k] if k >= 0 else []
            yield self._segment(run.text[at - run.start : end - run.start], at, end, sorted(marks))
            at = end
            k += 1

    def _segment(self, text: str, start: int, end: int, marks: list[Mark]) -> str:
        # A line end, however it is written, breaks the line.
        words = str(escape(shown(text).replace("\u240d\n", "\n")))
        if not marks:
            return words
        kinds = list(dict.fromkeys(mark.kind for mark in marks))
        href = next((mark.href for mark in marks if mark.href), "")
        anchor: Markup | str = self._anchors.take("lit") if LIT in kinds else ""
        for mark in marks:
            if mark.anchor and not anchor:
                anchor = self._anchors.take(mark.anchor)
        begins = any(mark.kind == HIT and mark.start == start for mark in marks)
        place = " data-place" if begins or (LIT in kinds and anchor) else ""
        tag = "a" if href else "mark" if any(kind in _LOUD for kind in kinds) else "span"
        leads = f' href="{escape(href)}"' if href else ""
        names = " ".join(f"m-{kind}" for kind in kinds)
        return f'<{tag} class="{names}" data-a="{start}" data-b="{end}"{anchor}{place}{leads}>{words}</{tag}>'


def spans_of(written: str) -> dict[int, list[tuple[int, int]]]:
    """Places as an address writes them: ``12-40``, ``2:12-40`` in the second text of a page, several with commas. What makes no
    sense is left out: an address is kept longer than a text stays as it is."""
    found: dict[int, list[tuple[int, int]]] = {}
    text = 1
    for part in written[:2000].split(","):
        head, colon, rest = part.rpartition(":")
        if colon and head.isascii() and head.isdigit():
            text = int(head[:4])
        start, dash, end = rest.partition("-")
        if (
            dash
            and all(one.isascii() and one.isdigit() and len(one) < 10 for one in (start, end))
            and int(start) < int(end)
        ):
            found.setdefault(text, []).append((int(start), int(end)))
    return found


def written(spans: Iterable[tuple[int, int]], text: int = 1) -> str:
    """Places as an address writes them."""
    head = f"{text}:" if text > 1 else ""
    return head + ",".join(f"{start}-{end}" for start, end in spans)
