"""CSV: any delimiter, quotes doubled or escaped, with or without a row of names; one entry for each row.

A file of any size is read with the memory of one row. The bytes of a row's entry are the row with its line end; a byte
order mark, the row of names and blank lines go with the row beside them, so that all entries together are the file.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from cablegram.formats.base import Entries, Entry, Opened
from cablegram.formats.bytelines import UTF8_BOM, raw_bytes, raw_encoding, raw_lines, raw_text, wide_encoding
from cablegram.formats.csv_cutting import Dialect, Row, cut_rows, escape_pattern
from cablegram.formats.given import given_date, given_level, known_field
from cablegram.formats.rows import SAMPLE_BYTES, SAMPLE_ROWS, Guess, guess_columns, row_entry
from cablegram.source import Source

_SUFFIXES = (".csv", ".tsv", ".psv", ".tab")
_DELIMITERS = ",;\t|"
_LEAST = 0.6  # share of the rows that must have one number of cells
_FIRST_LINE = re.compile("[\ufeff\r\n]*([^\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+)")
_NAME = 64  # characters of a column's name, at most


def sniff(opened: Opened) -> bool:
    """A name that says so and rows of one width; or names of columns we know, whatever the file is called."""
    named = opened.name.endswith(_SUFFIXES)
    if not named and not _names_known(opened.opening):
        return False
    sample = _Sample(opened, SAMPLE_BYTES if named else len(opened.head))
    if named:
        return bool(sample.rows) and (sample.regular or sample.known_names() > 0)
    return sample.known_names() > 1 and len(sample.rows) > 1 and sample.regular


def _names_known(opening: str) -> bool:
    """Whether the first line of a file whose name tells nothing is three or more names, two of which we know."""
    first = _FIRST_LINE.match(opening)
    if first is None:
        return False
    lines = (first[1].split(delimiter) for delimiter in _DELIMITERS if first[1].count(delimiter) > 1)
    return any(_known_names([name.strip(' "') for name in cells]) > 1 for cells in lines)


def guess(opened: Opened) -> Guess:
    """How the rows will be read, from the first of them."""
    return _Sample(opened, SAMPLE_BYTES).guess()


def entries(opened: Opened) -> Entries:
    """Every row, in order. Cells beyond the names get their column's number as key."""
    sample = _Sample(opened, SAMPLE_BYTES)
    plan = sample.guess()
    wide, offset, before = sample.wide, 0, ""
    names_to_come = sample.header
    held: Row | None = None  # the row to come out once nothing more belongs to it
    for row in sample.all_rows():
        if row.blank and held:
            held = Row(held.raw + row.raw, held.cells)
        elif row.blank or names_to_come:
            before += row.raw
            names_to_come = names_to_come and row.blank
        else:
            if held:
                entry = _entry(opened, held, offset, wide, plan)
                offset += entry.origin.length
                yield entry
            held, before = Row(before + row.raw, row.cells), ""
    if held:
        yield _entry(opened, held, offset, wide, plan)
    elif before:
        yield opened.unread("a table with no rows" if sample.header else "nothing but blank lines")


def _entry(opened: Opened, row: Row, offset: int, wide: str | None, plan: Guess) -> Entry:
    encoding = raw_encoding(row.raw, wide)
    text = ""
    values: list[tuple[str, str, str | None, str | None]] = []
    for i, cell in enumerate(row.cells):
        value = raw_text(cell, encoding)
        column = plan.columns[i] if i < len(plan.columns) else None
        if column is None:
            values.append((str(i + 1), value, None, None))
        elif column.field == "text":
            text = value
        else:
            values.append((column.key, value, column.field, column.form))
    source = Source(raw_bytes(row.raw, wide), text, encoding, opened.path)
    return row_entry("csv", opened, source, offset, values)


class _Sample:
    """The first part of a file and what it tells: encoding, dialect, names."""

    def __init__(self, opened: Opened, size: int) -> None:
        self.opened = opened
        self.wide = wide_encoding(opened.head, opened.size)
        opened.file.seek(0)
        data = opened.file.read(size)
        self.cut = len(data) < opened.size
        if self.wide:
            data = data[: len(data) & ~1].decode(self.wide, "surrogatepass").encode("utf-8", "surrogatepass")
        raw = data.decode("latin-1").removeprefix(UTF8_BOM)
        end = "\r" if "\r" in raw and "\n" not in raw else "\n"
        lines = re.findall(rf"[^{end}]*{end}|[^{end}]+", raw)
        self.regular = False
        self.rows: list[list[str]] = []
        self.dialect = self._guess_dialect(raw, lines, end)
        self.header = self._is_header()

    def all_rows(self) -> Iterator[Row]:
        """The rows of the whole file, the byte order mark in the raw text of the first."""
        limit = self.opened.options.limits.text
        lines = raw_lines(self.opened.file, self.wide, self.dialect.end, limit)
        first = next(lines, "")
        mark = UTF8_BOM if first.startswith(UTF8_BOM) else ""
        if not first:
            return

        def unmarked() -> Iterator[str]:
            yield first[len(mark) :]
            yield from lines

        for row in cut_rows(unmarked(), self.dialect, limit):
            yield Row(mark + row.raw, row.cells)
            mark = ""

    def _guess_dialect(self, raw: str, lines: list[str], end: str) -> Dialect:
        best, score = Dialect(",", None, end, 1), 0.0
        found: list[list[str]] = []
        for delimiter in _DELIMITERS:
            mark = re.escape(delimiter)
            escaped = bool(escape_pattern(delimiter).search(raw)) or (
                False if re.search(rf'[^{mark}\r\n"]""[^{mark}\r\n"]', raw) else None
            )
            rows = self._cut(lines, Dialect(delimiter, escaped, end, 0))
            widths = Counter(map(len, rows))
            if not widths:
                continue
            width, often = widths.most_common(1)[0]
            share = often / len(rows)
            names = _known_names(rows[0])
            worth = (share * share * (1 + math.log2(width)) if width > 1 else 0.0) + (2 if names > 1 else 0)
            if worth > score or not found:
                best, found = Dialect(delimiter, escaped, end, len(rows[0]) if names > 1 else width), rows
                score = worth
                self.regular = width > 1 and share >= _LEAST
        self.rows = found
        return best

    def _cut(self, lines: list[str], dialect: Dialect) -> list[list[str]]:
        rows = [row for row in islice(cut_rows(lines, dialect, SAMPLE_BYTES), SAMPLE_ROWS) if not row.blank]
        if self.cut and len(rows) > 1 and sum(len(row.raw) for row in rows) >= sum(map(len, lines)):
            rows.pop()  # the sample ends in it
        return [row.cells for row in rows]

    def known_names(self) -> int:
        """How many cells of the first row are keys we know."""
        return _known_names(self.rows[0]) if self.rows else 0

    def _is_header(self) -> bool:
        """Whether the first row names the columns: short, different, and nothing that looks like data."""
        if not self.rows:
            return False
        first = [cell.strip() for cell in self.rows[0]]
        if set(first) & set(self.opened.options.mapping.values()):
            return True
        if any(len(cell) > _NAME or "\n" in cell for cell in first) or not any(first):
            return False
        if _known_names(first):
            return True
        alike = len(set(filter(None, first))) < len(list(filter(None, first)))
        return len(self.rows) > 1 and not alike and not any(map(_is_data, first))

    def guess(self) -> Guess:
        """The columns of the file."""
        first, *rows = self.rows or [[]]
        if not self.header:
            rows = self.rows
        width = max(len(first), self.dialect.width if self.rows else 0)
        names = [raw_text(cell, raw_encoding(cell, self.wide)).strip() for cell in first] if self.header else []
        names = [name or str(i + 1) for i, name in enumerate(names)]
        names += [str(i + 1) for i in range(len(names), width)]
        values = [
            (name, [raw_text(row[i], raw_encoding(row[i], self.wide)) for row in rows if i < len(row)])
            for i, name in enumerate(names)
        ]
        return guess_columns("csv", values, len(rows), self.opened.options.mapping)


def _known_names(cells: list[str]) -> int:
    return sum(len(cell) <= _NAME and known_field(cell) is not None for cell in cells)


def _is_data(cell: str) -> bool:
    """Whether a cell is a value and no name."""
    return any(char.isdigit() for char in cell) or given_date(cell) is not None or given_level(cell) is not None
