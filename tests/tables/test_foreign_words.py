"""The table of words that come from elsewhere has the form that its reader relies on."""

from __future__ import annotations

import re
from pathlib import Path

import cablegram.tables
from cablegram.tables import rows

FILE = Path(cablegram.tables.__file__).parent / "data" / "foreign_words.csv"

ROWS = rows("foreign_words")
WORDS = [row["word"] for row in ROWS]


def test_columns_are_filled() -> None:
    assert ROWS
    for row in ROWS:
        assert list(row) == ["word", "field", "source"], row
        assert all(isinstance(value, str) and value and value == value.strip() for value in row.values()), row


def test_one_lower_case_word() -> None:
    assert [word for word in WORDS if not re.fullmatch(r"[a-z]+(?:'[a-z]+)*", word)] == []


def test_no_doubles() -> None:
    assert len(WORDS) == len(set(WORDS)), sorted({word for word in WORDS if WORDS.count(word) > 1})


def test_sorted() -> None:
    assert sorted(WORDS) == WORDS


def test_file_form() -> None:
    raw = FILE.read_bytes()
    raw.decode("utf-8")
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\n")
