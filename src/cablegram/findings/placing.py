"""Findings with their lines and columns in the source, as programs and people are told them."""

from __future__ import annotations

import msgspec

from cablegram.findings.base import Edit, Safety, Severity
from cablegram.findings.checking import check
from cablegram.telegram.records import Telegram


class FoundFinding(msgspec.Struct, frozen=True):
    """A finding as ``check`` prints it: ``line`` and ``column`` count from 1 in the source ``path``, ``start`` and ``end``
    are places in the telegram's text, ``quote`` the words there; ``edits`` are the mend, where there is one."""

    path: str | None
    mrn: str | None
    line: int
    column: int
    code: str
    name: str
    severity: Severity
    message: str
    start: int
    end: int
    edits: tuple[Edit, ...]
    safety: Safety | None
    quote: str


def found_findings(telegram: Telegram, path: str | None = None, before: str = "") -> list[FoundFinding]:
    """Every finding of a telegram, by place; ``before`` is what stands before it in its source."""
    text = telegram.text
    above = before.count("\n") + 1
    return [
        FoundFinding(
            path,
            telegram.mrn,
            above + text.count("\n", 0, one.start),
            one.start - text.rfind("\n", 0, one.start),
            **msgspec.structs.asdict(one),
            quote=text[one.start : one.end],
        )
        for one in check(telegram)
    ]
