"""Where a sentence ends, in any capitals.

Frames first: a paragraph, item or heading ends a sentence whatever it ends with (the reading view has a line end
there). Inside, a full stop, question or exclamation mark before a blank ends one, except after an abbreviation, a
single letter or dotted initials that the next word may continue ("the U.S. position").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cablegram.tables.clause_words import clause_words

_STOP = re.compile(r"[.?!]+[\"'”’)\]]*(?=\s|$)")
_WORD_BEFORE = re.compile(r"[\w.&'’]*$")
_WORD_AFTER = re.compile(r"\W*([\w’']+)")
_BRACKETS = 120  # characters within which brackets close
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a reading view as ``[start, end)``, blanks at both ends left out."""
    at = 0
    for frame in text.splitlines(keepends=True):
        start = at
        for match in _STOP.finditer(text, at, at + len(frame)):
            if (
                match.start() > start
                and not _in_brackets(text, start, match.start())
                and _ends(text, start, match.start(), match.end(), match.group())
            ):
                yield from _stripped(text, start, match.end())
                start = match.end()
        at += len(frame)
        yield from _stripped(text, start, at)


def _in_brackets(text: str, start: int, stop: int) -> bool:
    """Whether a stop stands in brackets that close soon: "(e.g. a press release)" ends nothing."""
    opened = text.rfind("(", start, stop)
    if opened < 0 or ")" in text[opened:stop] or stop - opened > _BRACKETS:
        return False
    closed = text.find(")", stop, stop + _BRACKETS)
    return closed >= 0 and "\n" not in text[opened:closed] and "(" not in text[stop:closed]


def _ends(text: str, start: int, stop: int, end: int, mark: str) -> bool:
    if mark[0] != ".":
        return True
    openers = clause_words("opener")
    found = _WORD_BEFORE.search(text, start, stop)
    word = found.group().lower() if found else ""
    following = _WORD_AFTER.match(text, end)
    after = following.group(1).lower() if following else ""
    if (
        following
        and following.group(1)[0].islower()
        and (not word or word in clause_words("abbreviation") or _INITIALS.fullmatch(word))
    ):
        return False
    if word in clause_words("title") or (word in clause_words("abbreviation") and after not in openers):
        return False
    if not word and text[stop - 1] in ')]"”’':
        return True
    if not word or _INITIALS.fullmatch(word):  # "U.S. REP", "H.E. THE PRESIDENT", "J. SMITH", "REF A. THE"
        return after in openers - clause_words("linking")
    return True


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
