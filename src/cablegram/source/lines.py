"""Cutting a text into lines, losing nothing.

A line end is LF, CR, CR LF, the teleprinter's CR CR LF, a form feed, a vertical tab, or the Unicode
line and paragraph separators. NEL (U+0085) and the file separators are *not* line ends here, unlike in
``str.splitlines``: in damaged texts U+0085 is a misread ellipsis (damage D26) in mid-sentence.
"""

from __future__ import annotations

import re

_ODD_ENDS = ("\r", "\f", "\v", "\u2028", "\u2029")
_ASCII_ENDS = ("\r", "\f", "\v", "\x1c", "\x1d", "\x1e")  # where str.splitlines differs in ASCII
_END = re.compile("\r{0,3}\n|[\r\f\v\u2028\u2029]")


def split_lines(text: str) -> list[str]:
    """The lines of ``text`` with their ends: ``"".join(split_lines(text)) == text``."""
    if text.isascii() and not any(map(text.__contains__, _ASCII_ENDS)):
        return text.splitlines(keepends=True)
    if not any(end in text for end in _ODD_ENDS):
        *whole, rest = text.split("\n")
        lines = [line + "\n" for line in whole]
        if rest:
            lines.append(rest)
        return lines
    lines, last = [], 0
    for end in _END.finditer(text):
        lines.append(text[last : end.end()])
        last = end.end()
    if last < len(text):
        lines.append(text[last:])
    return lines


# What may stand around a line and be no part of it: every blank there is, marks without width, NUL, and the
# backslash that a table export leaves at line ends (damage D25).
STRIPPED = "".join(chr(c) for c in range(0x3001) if chr(c).isspace()) + "\ufeff\u200b\x00\\"


def is_plain(text: str) -> bool:
    """Whether nothing but ASCII blanks can stand around the lines of a text."""
    return text.isascii() and "\\" not in text and "\x00" not in text


def strip_lines(text: str, lines: list[str]) -> list[str]:
    """The lines of ``text`` without what stands around them."""
    if is_plain(text):
        return [line.strip() for line in lines]
    return [line.strip(STRIPPED) for line in lines]
