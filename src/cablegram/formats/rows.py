"""Rows: what CSV and JSON Lines share. Which key is the text, which key is which field, and one entry for each row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from cablegram.errors import UsageError
from cablegram.formats.base import FIELDS, Entry, Given, Opened
from cablegram.formats.given import day_order, given_date, given_level, given_post, is_none, known_field, normal_key
from cablegram.source import Source

SAMPLE_BYTES = 1024 * 1024  # of a file, looked at before its rows are read
SAMPLE_ROWS = 500
_LONG = 100  # characters on average from which a column nobody named can be the text
_MOST = 0.8  # share of the values that must look like a field for a column to be taken for it
_MANY = 0.5  # the same, where the tables do not know every value there can be
_SHOWN = 120  # characters of a sample value
_MRN = re.compile(r"(?:19|20)?\d\d[ _-]?[A-Z][A-Z .'_-]*?[ _-]?\d+(?:_[A-Z])?$", re.IGNORECASE)

_POST_WORD = re.compile(r"EMBASSY|CONSUL|MISSION|DELEGATION|SECRETARY OF STATE|SECSTATE|AMEMB|AMCON", re.IGNORECASE)


class Column(msgspec.Struct, frozen=True, gc=False):
    """One key of the rows: its field, the share of rows that have a value, the first value (cut to 120 characters).

    ``form`` is ``dmy`` or ``mdy`` where the column's dates are numeric and tell.
    """

    key: str
    field: str | None
    filled: float
    sample: str
    form: str | None = None


class Guess(msgspec.Struct, frozen=True):
    """How the rows of a file will be read, from a look at the first of them (1 MiB, 500 rows).

    ``format`` is ``csv`` or ``jsonl``; ``columns`` are in the file's order; ``missing`` are keys the mapping names
    and the file does not have.
    """

    format: str
    columns: tuple[Column, ...]
    missing: tuple[str, ...] = ()

    @property
    def text(self) -> str | None:
        """The key whose value is the text, ``None`` where rows have none."""
        return next((column.key for column in self.columns if column.field == "text"), None)


def check_mapping(mapping: Mapping[str, str]) -> None:
    """Refuse a mapping that names a field there is not.

    Raises:
        UsageError: with the fields there are.
    """
    for field in mapping:
        if field not in FIELDS:
            raise UsageError(f"no field {field!r} to map to; the fields are: {', '.join(FIELDS)}")


@dataclass(slots=True)
class _Seen:
    """One column of the sample."""

    key: str
    values: list[str]
    field: str | None = None

    @property
    def average(self) -> float:
        return sum(map(len, self.values)) / len(self.values) if self.values else 0.0

    def mostly(self, reads: Callable[[str], object], share: float = _MOST) -> bool:
        """Whether nearly all values (at least ``share`` of them) are read by ``reads``."""
        read = sum(bool(reads(value.strip())) for value in self.values)
        return bool(self.values) and read >= share * len(self.values)


def guess_columns(
    form: str, sample: Sequence[tuple[str, Sequence[str]]], count: int, mapping: Mapping[str, str]
) -> Guess:
    """What the columns of a sample are. ``sample`` holds each key with its values, ``count`` is its number of rows.

    The mapping goes before the table of keys, that before the look of the values. The text is the mapped column,
    else the longest one whose key is known as text, else the longest of those nobody knows.
    """
    seen = [_Seen(key, [value for value in values if not is_none(value)]) for key, values in sample]
    missing = _mapped(seen, mapping)
    free = [field for field in FIELDS if field not in mapping]
    for field in free:
        _by_key(seen, field)
    for field, reads in (("mrn", _MRN.match), ("date", _written_date), ("classification", given_level)):
        if field in free and not any(column.field == field for column in seen):
            _claim((column for column in _nameless(seen) if column.mostly(reads)), field)
    if "mrn" in free and not any(column.field == "mrn" for column in seen):
        # "Reference" over numbers that are all different, one in every row: those of the cables themselves.
        named = (c for c in seen if c.field == "references" and "references" in free)
        _claim(
            (c for c in named if len(c.values) == count == len(set(c.values)) > 1 and c.mostly(_MRN.match, 1)), "mrn"
        )
    if "text" in free and not any(column.field == "text" for column in seen):
        _claim(sorted((c for c in _nameless(seen) if c.average >= _LONG), key=lambda c: -c.average), "text")
    if "origin" in free and not any(column.field == "origin" for column in seen):
        posts = [c for c in _nameless(seen) if c.key.isdigit() and c.mostly(_written_post, _MANY)]
        _claim(posts if len(posts) == 1 else (), "origin")  # of two, one is whom it goes to
    return Guess(form, tuple(_column(column, count) for column in seen), missing)


def _nameless(seen: list[_Seen]) -> list[_Seen]:
    """The columns that are nothing yet and whose names tell nothing."""
    return [column for column in seen if column.field is None and known_field(column.key) is None]


def _claim(columns: Iterable[_Seen], field: str) -> None:
    for column in columns:
        column.field = field
        return


def _mapped(seen: list[_Seen], mapping: Mapping[str, str]) -> tuple[str, ...]:
    missing = []
    for field, key in mapping.items():
        exact = [column for column in seen if column.key == key]
        loose = [column for column in seen if normal_key(key) and normal_key(column.key) == normal_key(key)]
        if not (exact or loose):
            missing.append(key)
        elif field in FIELDS:
            _claim(exact or loose, field)
    return tuple(missing)


def _written_date(value: str) -> bool:
    """A date by its look; a bare number is none unless its key says so."""
    return not value.isdigit() and given_date(value) is not None


def _written_post(value: str) -> bool:
    """A post by its look: one the tables know, with a word that says it is one; the name of a town alone is none."""
    return _POST_WORD.search(value) is not None and given_post(value)


_LOOKS: dict[str, Callable[[str], object]] = {
    "mrn": _MRN.match,
    "date": given_date,
    "released": given_date,
    "classification": given_level,
    "origin": given_post,
}
_SHARES = {"origin": _MANY}


def _by_key(seen: list[_Seen], field: str) -> None:
    """Give ``field`` to the column whose key is known for it: sure ones first, then those whose values agree."""
    ranked: list[tuple[int, int, int, _Seen]] = []
    for place, column in enumerate(seen):
        known, rank = known_field(column.key) or (None, 0)
        if known != field or column.field is not None:
            continue
        if rank > 1 and field in _LOOKS and not column.mostly(_LOOKS[field], _SHARES.get(field, _MOST)):
            continue
        if rank > 1 and field == "text" and column.average < _LONG:
            continue
        size = -int(column.average) if field == "text" else 0
        ranked.append((int(not column.values) * 4 + rank, size, place, column))
    _claim((column for *_, column in sorted(ranked, key=lambda claim: claim[:3])), field)


def _column(column: _Seen, count: int) -> Column:
    filled = len(column.values) / count if count else 0.0
    first = column.values[0] if column.values else ""
    shown = first if len(first) <= _SHOWN else first[: _SHOWN - 1] + "…"
    form = day_order(column.values) if column.field in ("date", "released") else None
    return Column(column.key, column.field, filled, shown, form)


def row_entry(
    form: str, opened: Opened, source: Source, offset: int, values: Iterable[tuple[str, str, str | None, str | None]]
) -> Entry:
    """One row as an entry. ``values`` are key, value, field and form of everything beside the text, in order."""
    given = tuple(Given(*value) for value in values)
    return Entry(form, source, opened.origin(source.data, offset), given, whole=True)
