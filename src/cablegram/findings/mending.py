"""Mending: the safe edits of the findings applied, again and again, until nothing more is to mend.

Edits of one round never overlap; each round reads the text anew, so a mend that lets another be seen is
followed by it. The result is a fixed point: mending a mended telegram changes nothing.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator

import msgspec

from cablegram.findings.base import Finding, Safety
from cablegram.findings.checking import check
from cablegram.telegram.reader import parse
from cablegram.telegram.records import Telegram

_ORDER: tuple[Safety, ...] = ("safe", "likely", "unsafe")
_ROUNDS = 12
_SERVICE_CODE = "H141"
_CANCELLED = "ZFR"
# Markup and characters are mended in rounds of their own: a line that holds them is not yet the line that was written.
_CHARACTERS = frozenset(("S424", "S425", "S426", "S428", "S429", "S430"))


class Mend(msgspec.Struct, frozen=True, gc=False):
    """One edit that was made: ``original[start:end]`` was ``before`` (at that time) and became ``after``.

    ``start`` and ``end`` are positions in the text as it came; a mend of mended text points at what it came from.
    """

    code: str
    name: str
    start: int
    end: int
    before: str
    after: str
    safety: Safety


class Mended(msgspec.Struct, frozen=True):
    """A mended telegram, its text, and every mend made."""

    telegram: Telegram
    text: str
    mends: tuple[Mend, ...]
    runs: tuple[tuple[int, int, int], ...]
    """How the two texts lie beside each other: ``(start, original, length)`` of each stretch they share, in order."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Service codes that were taken out of the header (CORRECTED COPY, ZDK): they say what the text is."""
        return tuple(mend.before.strip() for mend in self.mends if mend.code == _SERVICE_CODE)

    @property
    def cancelled(self) -> bool:
        """Whether a note says that the telegram is cancelled (ZFR): its mended text does not tell any more."""
        return any(note.startswith(_CANCELLED) for note in self.notes)


def mend(
    telegram: Telegram,
    *,
    up_to: Safety = "safe",
    codes: frozenset[str] | None = None,
    findings: tuple[Finding, ...] | None = None,
    without: frozenset[tuple[str, int]] = frozenset(),
) -> Mended:
    """Apply every mend that is at least as sure as ``up_to``; ``codes`` restricts it to some rules.

    ``without`` leaves single mends undone, each by its ``code`` and ``start``; a rule that edits several places at once does
    so in all or none. ``findings`` are those of ``check(telegram)`` where the caller has them already. Nothing is invented: what cannot
    be mended conservatively is only found. ``mend(mend(x).telegram)`` makes no mend.
    """
    allowed = set(_ORDER[: _ORDER.index(up_to) + 1])
    where = list(range(len(telegram.text) + 1))  # the original position of every character
    chosen = _choose(check(telegram) if findings is None else findings, allowed, codes, without, where)
    if not chosen:
        whole = len(telegram.text)
        return Mended(telegram, telegram.text, (), ((0, 0, whole),) if whole else ())
    kept = [True] * len(telegram.text)  # and whether it is that character
    mends: list[Mend] = []
    year = telegram.date.start.year if telegram.date else None
    for _ in range(_ROUNDS):
        text = telegram.text
        parts: list[str] = []
        origin: list[int] = []
        same: list[bool] = []
        at = 0
        for finding, start, end, new in chosen:
            parts += (text[at:start], new)
            origin += where[at:start]
            origin += [where[start]] * len(new)
            same += kept[at:start]
            same += [False] * len(new)
            mends.append(
                Mend(
                    finding.code, finding.name, where[start], where[end], text[start:end], new, finding.safety or "safe"
                )
            )
            at = end
        parts.append(text[at:])
        origin += where[at:]
        same += kept[at:]
        where, kept = origin, same
        telegram = parse("".join(parts), year=year, provenance=telegram.provenance)
        chosen = _choose(check(telegram), allowed, codes, without, where)
        if not chosen:
            break
    return Mended(telegram, telegram.text, tuple(mends), tuple(_runs(where, kept)))


def _runs(where: list[int], kept: list[bool]) -> Iterator[tuple[int, int, int]]:
    """The stretches of the mended text that stand in the original too."""
    start = 0
    for k in range(1, len(kept) + 1):
        if k < len(kept) and kept[k] and kept[k - 1] and where[k] == where[k - 1] + 1:
            continue
        if kept[start]:
            yield start, where[start], k - start
        start = k


def _choose(
    findings: tuple[Finding, ...],
    allowed: set[Safety],
    codes: frozenset[str] | None,
    without: frozenset[tuple[str, int]],
    where: list[int],
) -> list[tuple[Finding, int, int, str]]:
    """The edits of one round, in order, without overlap; a finding's edits are made all or none."""
    taken: list[tuple[int, int]] = []  # in order, without overlap
    chosen: list[tuple[Finding, int, int, str]] = []
    offered = [f for f in findings if f.edits and f.safety in allowed and (codes is None or f.code in codes)]
    if without:
        offered = [f for f in offered if not any((f.code, where[edit.start]) in without for edit in f.edits)]
    characters = [f for f in offered if f.code in _CHARACTERS]
    for finding in characters or offered:
        spans = [(edit.start, max(edit.end, edit.start + 1)) for edit in finding.edits]
        if any(_overlaps(taken, start, end) for start, end in spans):
            continue
        for span in spans:
            insort(taken, span)
        chosen += [(finding, edit.start, edit.end, edit.text) for edit in finding.edits]
    chosen.sort(key=lambda edit: edit[1])
    return chosen


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a span overlaps one of those taken."""
    k = bisect_left(taken, (end, -1))  # those before begin before its end
    return k > 0 and taken[k - 1][1] > start
