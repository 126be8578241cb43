"""Cutting a source into telegrams: a file may hold one, many, or none.

A new telegram begins at a transmission identifier, at a record's ``Message Text``, at page 1 of another
station or serial, or at a date-time group followed by ``FM``, when the one before it has had its text.
Nothing is dropped: the telegrams put together again are the source (reference D38).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_START = re.compile(
    r"(?:^|(?<=NNNN))(?P<wire>VZCZC[A-Z]{3}\s?\d{3,4})"
    r"|^[ \t]*(?P<record>Message Text)[ \t]*\r?$"
    r"|^[ \t]*PAGE[ \t]+0?01[ \t]+(?P<page>[A-Z][A-Z ]{1,11}?[ \t]+\d{4,6})\b"
    r"|^(?P<dtg>[ZOPR](?: [ZOPR])?[ \t]+\d{6} ?Z [A-Z]{3} \d\d\b)"
    r"|^(?P<label>MRN:[ \t])",
    re.MULTILINE,
)
_FROM = re.compile(r"\s*(?:\n\s*)*FM ?[A-Z]")
_TEXT_BEFORE = re.compile(r"^(?:NNNN|BT\r?$)|^[ \t]*(?:(?:\u00b6|1)?1[.)]|TAGS|SUBJ|E\.O\.|UNCLAS|C O N F|S E C R)", re.MULTILINE)
_CLASS_ABOVE = re.compile(
    r"(?:^[ \t]*(?:UNCLASSIFIED|LIMITED OFFICIAL USE|CONFIDENTIAL|SECRET|SBU|TOP SECRET|(?:[\w. ]+ )?Declassified/Released[^\n]*)?[ \t\r]*\n)+\Z",
    re.MULTILINE,
)


def telegram_spans(text: str) -> Iterator[tuple[int, int]]:
    """The ``[start, end)`` stretches of a source that are one telegram each; together they are all of it."""
    starts = _starts(text)
    for k, start in enumerate(starts):
        yield start, starts[k + 1] if k + 1 < len(starts) else len(text)


def _starts(text: str) -> list[int]:
    if not _several(text):
        return [0]
    starts = [0]
    last_kind, last_page, mark = "", "", 0
    for match in _START.finditer(text):
        kind = match.lastgroup or ""
        page = " ".join((match["page"] or "").split())
        fresh = False
        if not last_kind:
            last_kind, last_page, mark = kind, page, match.start()
            continue
        if kind == "wire":
            fresh = last_kind == "wire" or bool(_TEXT_BEFORE.search(text, mark, match.start()))
        elif kind == "record":
            fresh = bool(_TEXT_BEFORE.search(text, mark, match.start()))
        elif kind == "page":
            fresh = bool(last_page) and page != last_page and bool(_TEXT_BEFORE.search(text, mark, match.start()))
            if not last_page:
                last_page = page
        elif kind == "dtg":
            fresh = (
                last_kind == "dtg" and bool(_FROM.match(text, _line_end(text, match.end())))
                and bool(_TEXT_BEFORE.search(text, mark, match.start()))
            )
        elif kind == "label":
            fresh = last_kind == "label"
        if fresh:
            start = match.start()
            above = _CLASS_ABOVE.search(text[starts[-1] : start]) if kind in ("page", "record", "label") else None
            if above and above.start() > 0:
                start = starts[-1] + above.start()
            starts.append(start)
            last_kind, last_page, mark = kind, page, match.start()
    return starts


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _several(text: str) -> bool:
    """A quick look: can there be a second telegram at all?"""
    return (
        text.count("VZCZC") > 1 or text.count("Message Text") > 1 or text.count("PAGE 01") + text.count("PAGE  01") > 1
        or text.count("\nFM ") > 1 or text.count("MRN:") > 1
    )
