"""The reading view: the one derived text, page lines cut, lines joined, safe mends applied, with one map back.

Whatever reads a telegram for what it says (the index, actors, positions) reads this text and maps its spans back.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from cablegram.findings.mending import Mended, mend
from cablegram.source.view import View
from cablegram.telegram.joining import telegram_pieces
from cablegram.telegram.records import Telegram


def reading_view(telegram: Telegram, mended: Mended | None = None) -> View:
    """The reading view of a telegram; ``mended`` is ``mend(telegram)`` where the caller has it already."""
    mended = mended or mend(telegram)
    if not mended.mends:
        return telegram.view()
    parts: list[str] = []
    starts: list[int] = []
    spans: list[tuple[int, int]] = []
    changed: dict[int, str] = {}
    at = 0
    runs = mended.runs
    firsts = [run[0] for run in runs]
    for separator, start, end in telegram_pieces(mended.telegram.lines):
        if starts:
            parts.append(separator)
            at += len(separator)
        for left, right, span, same in _cut(runs, firsts, start, end, len(telegram.text)):
            piece = mended.text[left:right]
            if not same:
                changed[len(starts)] = piece
            starts.append(at)
            spans.append(span)
            parts.append(piece)
            at += len(piece)
    return View("".join(parts), tuple(starts), tuple(spans), changed)


def _cut(
    runs: tuple[tuple[int, int, int], ...], firsts: list[int], start: int, end: int, last: int
) -> Iterator[tuple[int, int, tuple[int, int], bool]]:
    """A stretch of the mended text in pieces: ``(start, end, original span, whether it is the same text)``."""
    at = start
    k = max(bisect_right(firsts, start) - 1, 0)
    while at < end:
        while k < len(runs) and runs[k][0] + runs[k][2] <= at:
            k += 1
        if k < len(runs) and runs[k][0] <= at:
            first, original, length = runs[k]
            right = min(end, first + length)
            yield at, right, (original + at - first, original + right - first), True
        else:  # put in: it stands for what lies between the runs around it
            right = min(end, runs[k][0]) if k < len(runs) else end
            before = runs[k - 1][1] + runs[k - 1][2] if k > 0 else 0
            after = runs[k][1] if k < len(runs) else last
            yield at, right, (before, after), False
        at = right
