"""Cutting a source into telegrams: a file may hold one, many, or none.

A *head* is a line that can open a telegram: a transmission identifier, a record's ``Message Text``, page 1
of the archive form, the originator line, a date-time group followed by ``FM``, ``MRN:``. A head opens a new
telegram when the one before it has had its text, unless it repeats that one's own heading for a later section
(same station and serial, or same date-time group, and a section after the last) or is quoted in it. Nothing
is dropped: the telegrams put together again are the source (reference D38).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

_HEAD = re.compile(
    r"(?:^|(?<=NNNN))(?P<wire>VZCZC[A-Z]{3} ?\d{3,4})"
    r"|^[ \t]*(?P<record>Message Text)[ \t]*$"
    r"|^[ \t]*PAGE[ \t]+0?01(?:[ \t]+|\s*\n[ \t]*)(?P<page>[A-Z][A-Z ]{1,11}?[ \t]+\d{4,6})\b"
    r"(?:[ \t]+(?P<section>\d\d)[ \t]+OF[ \t]+\d\d)?"
    r"|^(?P<originator>DE R[A-Z]{3,7} #\d{4})"
    r"|^(?P<dtg>[ZOPR0](?: [ZOPR0])?[ \t]+[\dOIlSB]{6} ?Z [A-Z]{3} (?:\d{4}|\d\d)\b)"
    r"(?=[^\n]*\n(?:\s*\n)?FM ?[A-Z])"
    r"|^(?P<label>MRN:[ \t])",
    re.MULTILINE,
)
_CLASS_LINE = (
    r"(?:UNCLAS|C ?O ?N ?F ?I ?D|S ?E ?C ?R ?E ?T|T ?O ?P {1,3}S ?E|L ?I ?M ?I ?T ?E ?D|R ?E ?S ?T ?R)"
    r"[A-Z /]*(?:SEC\w* (?P<number>\d{1,2}) OF \d{1,2} )?[A-Z][A-Z .'-]* \d{3,7}\b"
)
# The first line of a text, and what a telegram that has begun holds from its text on.
_BODY = re.compile(rf"^[ \t]*(?:{_CLASS_LINE}|(?:\u00b6 ?|1)?1[.)] ?[(A-Z])", re.MULTILINE)
_TEXT = re.compile(
    rf"^[ \t]*(?:NNNN|BT$|{_CLASS_LINE}|(?:\u00b6 ?|1)?1[.)]|TAGS|SUBJ|E\.O\.)", re.MULTILINE | re.IGNORECASE
)
_SECTION = re.compile(rf"^[ \t]*{_CLASS_LINE}", re.MULTILINE)
_QUOTATION = re.compile(
    r"(?P<open>\bBEGIN (?:\w+ )?(?:TEXT|QUOTE|MESSAGE|CABLE|TELEGRAM)\b|(?<!END )\bQUOTE\b|-{3,} ?HEADER\b)"
    r"|(?P<close>\bEND (?:OF )?(?:\w+ )?(?:TEXT|QUOTE|MESSAGE|CABLE|TELEGRAM)\b|\bUNQUOTE\b|^#?NNNN?\b|^BT$)",
    re.MULTILINE | re.IGNORECASE,
)
# Lines that belong to the head below them.
_CLASS_WORD = re.compile(r"(?:UNCLASSIFIED|LIMITED OFFICIAL USE|CONFIDENTIAL|SECRET|TOP SECRET)$")
_CONTROL_WORD = re.compile(r"(?:SBU|SENSITIVE|FOUO|NOFORN)$")
_STAMP = re.compile(r"(?:[A-Z][\w.]* (?:[A-Z]\. )?\w+ )?Declassified/Released\b")
_STAMP_TAIL = re.compile(r"(?:Department )?(?:of )?(?:State )?(?:EO )?(?:Systematic )?Review \d\d [A-Za-z]{3} \d{4}$")
_END = re.compile(r"#?N{3,4}$|<< ?END OF DOCUMENT")
_ROUTING = re.compile(r"(?:(?:ZZ|OO|PP|RR) )?R[A-Z]{3,7}(?: R[A-Z]{3,7})*$")
_LINE_ENDS = str.maketrans("\r\f\v\u2028\u2029", "\n\n\n\n\n")
_ODD_ENDS = ("\r", "\f", "\v", "\u2028", "\u2029")
_HEAD_WORDS = ("VZCZC", "Message Text", "PAGE", "\nFM", "\nDE R", "MRN:")
_KINDS = ("wire", "record", "page", "originator", "dtg", "label")
_HEADING = 4000  # characters of a heading, at most
_NEAR = 200  # characters above a head in which it may be announced


def telegram_spans(text: str) -> Iterator[tuple[int, int]]:
    """The ``[start, end)`` stretches of a source that are one telegram each; together they are all of it."""
    if any(map(text.__contains__, _ODD_ENDS)):
        text = text.translate(_LINE_ENDS)
    starts = _starts(text)
    for k, start in enumerate(starts):
        yield start, starts[k + 1] if k + 1 < len(starts) else len(text)


def _one(text: str) -> bool:
    """A quick look: whether every head lies before the text, as in most sources."""
    last = max(map(text.rfind, _HEAD_WORDS))
    if last < 0:
        return True
    return last < _HEADING and not _TEXT.search(text, 0, last) and not _BODY.search(text, 0, last)


def _starts(text: str) -> list[int]:
    starts = [0]
    if _one(text):
        return starts
    quotations = _Quotations(text)
    first_body = _first(_BODY, text, 0)
    text_at = _first(_TEXT, text, 0)  # where the text of the current telegram begins, after its last heading
    mark = 0  # where the heading of the current telegram, or of its last section, begins
    known: dict[str, str] = {}  # kind of head -> what the current telegram has there
    for head in _HEAD.finditer(text):
        kind = next(name for name in _KINDS if head[name])
        at = head.start(kind)
        if not known and len(starts) == 1:
            if quotations.hold(0, at, kind):
                continue
            fresh, mark = first_body < at, at
        elif at <= text_at:
            fresh = False  # still the same heading
        elif _repeats(text, head, kind, known):
            fresh, mark = False, at
        elif quotations.hold(mark, at, kind):
            continue
        else:
            fresh = True
        if fresh:
            starts.append(_with_lines_above(text, at if kind == "wire" else head.start(), starts[-1], kind))
            known.clear()
            mark = at
        if mark == at:
            text_at = _first(_TEXT, text, at)
        known[kind] = _what(head, kind)
        if kind == "page":
            known["section"] = head["section"] or ""
    return [start for k, start in enumerate(starts) if k == 0 or start > starts[k - 1]]


def _first(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.search(text, position)
    return match.start() if match else len(text)


def _what(head: re.Match[str], kind: str) -> str:
    return " ".join(head[kind].split())


def _repeats(text: str, head: re.Match[str], kind: str, known: dict[str, str]) -> bool:
    """Whether a head opens a later section of the telegram it stands in (reference 2.1)."""
    if kind == "page" and _what(head, kind) == known.get("page"):
        return bool(head["section"]) and head["section"] > known["section"]
    if kind == "dtg" and _what(head, kind) == known.get("dtg"):
        line = _SECTION.search(text, head.end(), head.end() + _HEADING)
        return line is not None and int(line["number"] or 1) > 1
    return False


class _Quotations:
    """Where quotations begin and end; found when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._marks: list[tuple[int, bool]] | None = None

    def hold(self, start: int, at: int, kind: str) -> bool:
        """Whether a date-time group or originator line stands in a quotation, or is announced above it."""
        if kind not in ("dtg", "originator"):
            return False
        if self._marks is None:
            self._marks = [(mark.start(), bool(mark["open"])) for mark in _QUOTATION.finditer(self._text)]
        last = bisect_left(self._marks, (at, False)) - 1
        if last >= 0 and self._marks[last][0] >= start and self._marks[last][1]:
            return True
        return self._text[max(start, at - _NEAR) : at].rstrip().endswith((":", ",", '"'))


def _is_above_head(text: str, word: str, position: int, at: int, floor: int) -> bool:
    """Whether a class word above a head belongs to it, or is the foot of the page before (reference 2.2)."""
    for line in reversed(text[floor:position].split("\n")):
        line = line.strip()
        if _CLASS_WORD.match(line):
            return True  # the foot, and then the head
        if line and not (_STAMP.match(line) or _STAMP_TAIL.match(line) or _END.match(line)):
            break
    own = _SECTION.search(text, at, at + _HEADING)
    letters = own[0].replace(" ", "").upper() if own else ""
    if own and not letters.startswith(word.replace(" ", "")[:6]):
        return False
    words = sum(bool(_CLASS_WORD.match(line.strip())) for line in text[floor:at].split("\n"))
    return words % 2 == 1  # every page has one at its head and one at its foot


def _with_lines_above(text: str, at: int, floor: int, kind: str) -> int:
    """Where a telegram begins whose head is at ``at``: the class word, stamp or routing above is its own."""
    if kind in ("wire", "dtg"):
        return at
    begin = position = at
    tail = False
    while position > floor:
        above = text.rfind("\n", floor, position - 1) + 1 or floor
        line = text[above:position].strip()
        position = above
        if not line:
            continue
        if kind == "originator":
            if not _ROUTING.match(line):
                break
            begin = above
        elif kind == "record":
            if tail or _STAMP.match(line):
                return above if _STAMP.match(line) else begin
            tail = bool(_STAMP_TAIL.match(line))
            if not tail:
                break
        elif _CLASS_WORD.match(line):
            return above if _is_above_head(text, line, above, at, floor) else begin
        elif kind == "label" and _CONTROL_WORD.match(line):
            begin = above
        elif not (kind == "page" and (_STAMP.match(line) or _STAMP_TAIL.match(line))):
            break
    return begin
