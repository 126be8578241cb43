"""The declassification instruction of the E.O. line (1.11, 4.4): a date, an event, exemptions or a schedule."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from cablegram.telegram.dates import read_date
from cablegram.telegram.labels import one_line

_SCHEDULES = re.compile(r"\b(XGDS|GDS|ADS|RDS|OADR|N/?A)\b")
_EXEMPTIONS = re.compile(r"\b((?:25|50|75)X\d(?:-[A-Z]+)?|(?:1\.6 ?)?X ?\d|XGDS[ -]?\(?\d\)?|RDS-\d)")
_EVENT = re.compile(r"(?:DECL?|DEC)\s*[:;.]?\s*(.+)$", re.IGNORECASE | re.DOTALL)


class Instruction(NamedTuple):
    """What an instruction says; ``date_at`` is the span of the date in its text."""

    declassify_on: dt.date | None
    event: str | None
    exemptions: tuple[str, ...]
    schedule: str | None
    words: str | None
    date_at: tuple[int, int] | None


NO_INSTRUCTION = Instruction(None, None, (), None, None, None)


def instruction(text: str, year: int | None) -> Instruction:
    """Read the words after the order's number; ``year`` is the telegram's (a two-digit year lies after it)."""
    words = one_line(text) or None
    date = read_date(text, year)
    exemptions: tuple[str, ...] = ()
    upper = text.upper()
    if "X" in upper or "RDS" in upper:
        exemptions = tuple(dict.fromkeys(_exemption(match[1]) for match in _EXEMPTIONS.finditer(upper)))
    found = None if date and "DS" not in upper else _SCHEDULES.search(upper)
    schedule = {"NA": "N/A"}.get(found[1], found[1]) if found else None
    event = None
    if not date and not exemptions and not schedule:
        match = _EVENT.match(text.strip())
        event = (one_line(match[1]) or None) if match else None
    return Instruction(
        date[0] if date else None, event, exemptions, schedule, words, (date[1], date[2]) if date else None
    )


def _exemption(words: str) -> str:
    """``1.6 X1`` is X1, ``XGDS (3)`` is XGDS-3."""
    return words.replace(" ", "").replace("(", "-").replace(")", "").replace("--", "-").removeprefix("1.6")
