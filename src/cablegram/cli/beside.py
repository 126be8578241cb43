"""``cablegram check --beside``: the text as it came and as mended, in two columns that keep step word by word."""

from __future__ import annotations

import re
import shutil
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cablegram.cli.screen import printable

if TYPE_CHECKING:
    from cablegram.findings import Mended
    from cablegram.findings.base import Safety
    from cablegram.telegram.records import Telegram

_WIDEST, _NARROWEST = 75, 24
_NUMBER, _GUTTER = 5, 8  # columns of the line number with its blank, and of the codes between the texts
_AROUND = 2  # unchanged lines shown above and below a change
_ENDS = "\r\n\f\v\u2028\u2029"
_TOKEN = re.compile(rf"\r*\n|[{_ENDS}]|[ \t]*[^ \t{_ENDS}]{{1,{_NARROWEST}}}|[ \t]+")


class _Token:
    """A word with the blanks before it (a piece of a very long one), or a line end; ``start`` is where its word begins."""

    __slots__ = ("end", "is_end", "start", "text", "word")

    def __init__(self, match: re.Match[str]) -> None:
        self.text = match[0]
        self.is_end = match[0][0] in _ENDS
        self.word = match[0].lstrip(" \t")
        self.end = match.end()
        self.start = self.end - len(self.word) if self.word else match.start()


class _Row:
    """One printed line: its two halves, and the codes of the mends between them."""

    __slots__ = ("changed", "codes", "end", "left", "number", "right", "start")

    def __init__(self, number: int, start: int) -> None:
        self.number, self.start, self.end = number, start, start
        self.left = self.right = ""
        self.changed = False
        self.codes: list[str] = []


def show(name: str, telegram: Telegram, first_line: int, up_to: Safety, every_line: bool) -> None:
    """Print one telegram in two columns; ``first_line`` is the number of its first line in the file."""
    from cablegram.findings import check, mend

    mended = mend(telegram, up_to=up_to)
    title = f"{name}: {telegram.mrn}" if telegram.mrn else name
    print(f"{title}: {_count(len(mended.mends), 'mend')}" if mended.mends else f"{title}: nothing to mend")
    if mended.mends or every_line:
        width = _column()
        print(f"{'':{_NUMBER}}{'as it came':{width}}{'':{_GUTTER}}as mended")
        _print(_rows(telegram, mended, first_line, width), width, every_line)
    names = {made.code: made.name.replace("-", " ") for made in mended.mends}
    for code, times in sorted(Counter(made.code for made in mended.mends).items()):
        print(f"{'':{_NUMBER}}{code} {names[code]}" + (f" ({times})" if times > 1 else ""))
    left = sum(found.safety == "likely" for found in check(mended.telegram)) if up_to == "safe" else 0
    if left:
        print(f"{'':{_NUMBER}}{_count(left, 'more mend')} not sure but likely: --up-to likely shows what they would do")
    print()


def _count(number: int, word: str) -> str:
    return f"{number} {word}" + ("s" if number != 1 else "")


def _column() -> int:
    """The width of one text: half of the terminal, a line of the wire at most."""
    whole = shutil.get_terminal_size((_NUMBER + _GUTTER + 2 * _WIDEST, 24)).columns
    return max(_NARROWEST, min(_WIDEST, (whole - _NUMBER - _GUTTER) // 2))


def _pairs(telegram: Telegram, mended: Mended) -> Iterator[tuple[_Token | None, _Token | None]]:
    """The words and line ends of both texts in order, side by side where the one came of the other."""
    old = [_Token(match) for match in _TOKEN.finditer(telegram.text)]
    begins = [token.end - len(token.text) for token in old]
    firsts = [run[0] for run in mended.runs]
    at = 0
    for match in _TOKEN.finditer(mended.text):
        new = _Token(match)
        place = _origin(mended.runs, firsts, new)
        k = -1 if place is None else bisect_right(begins, place) - 1
        if k < at or old[k].is_end != new.is_end:
            if new.is_end and at < len(old) and old[at].is_end:
                yield old[at], new  # a line end put in the place of others
                at += 1
            else:
                yield None, new
            continue
        for token in old[at:k]:
            yield token, None
        yield old[k], new
        at = k + 1
    for token in old[at:]:
        yield token, None


def _origin(runs: tuple[tuple[int, int, int], ...], firsts: list[int], token: _Token) -> int | None:
    """Where the first character of a word that was not written anew stood; ``None`` where all of it is new."""
    for start, original, length in runs[max(bisect_right(firsts, token.start) - 1, 0) :]:
        if start >= token.end:
            break
        if start + length > token.start:
            return original + max(token.start - start, 0)
    return None


def _rows(telegram: Telegram, mended: Mended, first_line: int, width: int) -> list[_Row]:
    """The printed lines: both halves break where either is full or one of the texts has a line end."""
    rows = [_Row(first_line, 0)]
    line = first_line
    fresh_left = fresh_right = True  # at the beginning of a line of its text, where the blanks are kept
    for old, new in _pairs(telegram, mended):
        row = rows[-1]
        left, right = _shown(old, fresh_left or bool(row.left)), _shown(new, fresh_right or bool(row.right))
        if (row.left and len(row.left) + len(left) > width) or (row.right and len(row.right) + len(right) > width):
            row = _Row(0, row.end)
            rows.append(row)
            left, right = left.lstrip(), right.lstrip()
        row.left += left
        row.right += right
        if old is None or new is None:
            row.changed = True
        else:
            row.changed |= old.text != new.text if fresh_left == fresh_right else old.word != new.word
        row.end = old.end if old else row.end
        fresh_left = old.is_end if old else fresh_left
        fresh_right = new.is_end if new else fresh_right
        if (old and old.is_end) or (new and new.is_end):
            line += old is not None and old.is_end
            rows.append(_Row(line if old and old.is_end else 0, row.end))
    if not (rows[-1].left or rows[-1].right):
        rows.pop()
    _mark(rows, mended)
    return rows


def _shown(token: _Token | None, with_blanks: bool) -> str:
    if token is None or token.is_end:
        return ""
    return printable((token.text if with_blanks else token.word).replace("\t", "    "))


def _mark(rows: list[_Row], mended: Mended) -> None:
    """Give every mend's code to the changed rows that it touched, or to the row it stands in."""
    begins = [row.start for row in rows]
    for made in mended.mends:
        last = max(bisect_right(begins, max(made.end - 1, made.start)) - 1, 0)
        first = min(max(bisect_right(begins, made.start) - 1, 0), last)
        while first and rows[first].start == rows[first - 1].start == made.start:
            first -= 1
        touched = [row for row in rows[first : last + 1] if row.changed] or [rows[first]]
        for row in touched:
            row.changed = True
            if made.code not in row.codes:
                row.codes.append(made.code)


def _print(rows: list[_Row], width: int, every_line: bool) -> None:
    changed = [k for k, row in enumerate(rows) if row.changed]
    shown = {k for at in changed for k in range(at - _AROUND, at + _AROUND + 1)}
    skipped = 0
    for k, row in enumerate(rows):
        if not (every_line or k in shown):
            skipped += 1
            continue
        _skip(skipped)
        skipped = 0
        codes = row.codes or (["*"] if row.changed else [""])
        for n, code in enumerate(codes):
            number, left, right = (str(row.number or ""), row.left, row.right) if n == 0 else ("", "", "")
            print(f"{number:>{_NUMBER - 1}} {left:{width}}  {code:{_GUTTER - 2}}{right}".rstrip())
    _skip(skipped)


def _skip(count: int) -> None:
    if count:
        print(f"{'':{_NUMBER}}... {_count(count, 'line')} alike")
