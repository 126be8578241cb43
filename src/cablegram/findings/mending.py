"""Mending: the safe edits of the findings applied, again and again, until nothing more is to mend.

Edits of one round never overlap; each round reads the text anew, so a mend that lets another be seen is
followed by it. The result is a fixed point: mending a mended telegram changes nothing.
"""

from __future__ import annotations

from bisect import bisect_left, insort

import msgspec

from cablegram.findings.base import Finding, Safety
from cablegram.findings.checking import check
from cablegram.telegram.reader import parse
from cablegram.telegram.records import Telegram

_ORDER: tuple[Safety, ...] = ("safe", "likely", "unsafe")
_ROUNDS = 12


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


def mend(telegram: Telegram, *, up_to: Safety = "safe", codes: frozenset[str] | None = None) -> Mended:
    """Apply every mend that is at least as sure as ``up_to``; ``codes`` restricts it to some rules.

    Nothing is invented: what cannot be mended conservatively is only found. ``mend(mend(x).telegram)`` makes no mend.
    """
    allowed = set(_ORDER[: _ORDER.index(up_to) + 1])
    where = list(range(len(telegram.text) + 1))  # the original position of every character
    mends: list[Mend] = []
    year = telegram.date.start.year if telegram.date else None
    for _ in range(_ROUNDS):
        chosen = _choose(check(telegram), allowed, codes)
        if not chosen:
            break
        text = telegram.text
        parts: list[str] = []
        origin: list[int] = []
        at = 0
        for finding, start, end, new in chosen:
            parts += (text[at:start], new)
            origin += where[at:start]
            origin += [where[start]] * len(new)
            mends.append(
                Mend(
                    finding.code, finding.name, where[start], where[end], text[start:end], new, finding.safety or "safe"
                )
            )
            at = end
        parts.append(text[at:])
        origin += where[at:]
        where = origin
        telegram = parse("".join(parts), year=year, provenance=telegram.provenance)
    return Mended(telegram, telegram.text, tuple(mends))


def _choose(
    findings: tuple[Finding, ...], allowed: set[Safety], codes: frozenset[str] | None
) -> list[tuple[Finding, int, int, str]]:
    """The edits of one round, in order, without overlap; a finding's edits are made all or none."""
    taken: list[tuple[int, int]] = []  # in order, without overlap
    chosen: list[tuple[Finding, int, int, str]] = []
    for finding in findings:
        if not finding.edits or finding.safety not in allowed or (codes is not None and finding.code not in codes):
            continue
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
