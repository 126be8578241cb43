"""What threads, gaps, copies and decisions ask of a store: references from both ends, runs of numbers, texts in order.

Names of cables are compared as text by code points (``07PARIS0`` to ``07PARIS:`` are the telegrams of a post and year).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from cablegram.archive.store.reading import _BRIEF, _FROM, Brief, ReferenceRow, Scope, StoreReader

_AT_ONCE = 500  # values of one question
_PAGE = 500
_REFERENCE = 'x.document, x.kind, x.letter, x.mrn, x.text, x.start, x."end"'


class ReferringRow(msgspec.Struct, frozen=True, gc=False):
    """A reference with what is to be told of the document it stands in."""

    cable: str
    id: str
    first: int | None
    precision: str | None
    reference: ReferenceRow


class TextRow(msgspec.Struct, frozen=True, gc=False):
    """The text of a document with its reading view."""

    number: int
    id: str
    cable: str
    kind: str
    text: str
    view: bytes | None


class DecisionRow(msgspec.Struct, frozen=True, gc=False):
    """What a person decided, as kept; ``text`` is that of the document now, ``None`` where there is no such document."""

    number: int
    at: str
    who: str
    kind: str
    value: str
    document: str
    start: int | None
    end: int | None
    quote: str
    before: str
    after: str
    undone: str | None
    text: str | None


def _series(column: str, year: int | None, station: str | None) -> tuple[str, list[object]]:
    """The condition that a name is of a station and year; either may be left open."""
    if station is not None and year is not None:
        start = f"{year % 100:02d}{station}"
        return f"{column} >= ? AND {column} < ?", [f"{start}0", f"{start}:"]
    if station is not None:
        size = len(station)
        return (
            f"substr({column}, 3, {size}) = ? AND substr({column}, {size + 3}, 1) BETWEEN '0' AND '9'",
            [station],
        )
    if year is not None:
        start = f"{year % 100:02d}"
        return f"{column} >= ? AND {column} < ?", [f"{start}A", f"{start}["]
    return "1 = 1", []


class ThreadingQueries(StoreReader):
    """The questions; made of a reader, with its connection."""

    def __init__(self, reader: StoreReader) -> None:
        self._db = reader._db
        self._path = reader._path
        self.folder = reader.folder

    def cables(self, names: Sequence[str], scope: Scope) -> dict[str, list[Brief]]:
        """The documents of each cable that is held, sections in order."""
        found: dict[str, list[Brief]] = {}
        for part in _parts(names):
            rows = self._all(
                f"SELECT {_BRIEF} {_FROM} WHERE r.cable IN ({_marks(part)}) AND {scope.sql()}"
                " ORDER BY r.cable, coalesce(r.section, 0), r.document",
                part,
            )
            for values in rows:
                found.setdefault(values[2], []).append(Brief(*values))
        return found

    def references_from(self, numbers: Sequence[int]) -> dict[int, list[ReferenceRow]]:
        """The references of many documents, in order."""
        found: dict[int, list[ReferenceRow]] = {}
        for part in _parts(numbers):
            found.update(self.references_of(part))
        return found

    def referring_to(self, names: Sequence[str], scope: Scope) -> dict[str, list[ReferringRow]]:
        """The references to each cable, from the oldest document on."""
        found: dict[str, list[ReferringRow]] = {}
        for part in _parts(names):
            rows = self._all(
                f"SELECT r.cable, d.id, r.first, r.precision, {_REFERENCE} FROM reference x"
                " JOIN reading r ON r.document = x.document JOIN document d ON d.number = x.document"
                f" WHERE x.mrn IN ({_marks(part)}) AND {scope.sql()}"
                " ORDER BY r.first IS NULL, r.first, r.cable, coalesce(r.section, 0), x.document, x.ordinal",
                part,
            )
            for cable, document, first, precision, *reference in rows:
                row = ReferringRow(cable, document, first, precision, ReferenceRow(*reference))
                found.setdefault(str(row.reference.mrn), []).append(row)
        return found

    def missing(self, scope: Scope, limit: int | None, year: int | None, station: str | None) -> list[tuple[str, int]]:
        """Cables that are referred to and not held, with the number of cables that do so, most first."""
        condition, values = _series("x.mrn", year, station)
        rows = self._all(
            "SELECT x.mrn, COUNT(DISTINCT r.cable) AS cited FROM reference x JOIN reading r ON r.document = x.document"
            f" WHERE x.mrn IS NOT NULL AND {condition} AND {scope.sql()} AND NOT EXISTS"
            f" (SELECT 1 FROM reading o WHERE o.cable = x.mrn AND {scope.sql('o.document', 'o.rank')})"
            " GROUP BY x.mrn ORDER BY cited DESC, x.mrn" + ("" if limit is None else " LIMIT ?"),
            values if limit is None else [*values, limit],
        )
        return [(str(name), int(count)) for name, count in rows]

    def held(self, scope: Scope, year: int, station: str) -> list[str]:
        """The names of the cables of a station and year that are held."""
        condition, values = _series("r.cable", year, station)
        rows = self._all(f"SELECT DISTINCT r.cable {_FROM} WHERE {condition} AND {scope.sql()} ORDER BY 1", values)
        return [str(row[0]) for row in rows]

    def beside(self, scope: Scope, year: int, station: str, serial: int, count: int, *, after: bool) -> list[int]:
        """The nearest serials held before or after one, the nearest first."""
        sign, order = (">", "ASC") if after else ("<", "DESC")
        rows = self._all(
            f"SELECT DISTINCT r.serial {_FROM} WHERE r.station = ? AND r.serial {sign} ?"
            f" AND substr(r.cable, 1, 2) = ? AND {scope.sql()} ORDER BY r.serial {order} LIMIT ?",
            (station, serial, f"{year % 100:02d}", count),
        )
        return [int(row[0]) for row in rows]

    def texts(self, scope: Scope) -> Iterator[TextRow]:
        """Every text that may be seen, in order of the documents' ids: the same order whatever was filed first."""
        last = ""
        while True:
            page = self._all(
                f"SELECT r.document, d.id, r.cable, r.kind, d.text, r.view {_FROM}"
                f" WHERE d.id > ? AND {scope.sql()} ORDER BY d.id LIMIT {_PAGE}",
                (last,),
            )
            for values in page:
                yield TextRow(*values)
            if len(page) < _PAGE:
                return
            last = str(page[-1][1])

    def texts_of(self, numbers: Sequence[int], scope: Scope) -> Iterator[TextRow]:
        """The texts of some documents, as far as they may be seen."""
        for part in _parts(numbers):
            for values in self._many("r.document, d.id, r.cable, r.kind, d.text, r.view", part, scope):
                yield TextRow(*values)

    def decisions(self, scope: Scope, kinds: Sequence[str] = (), document: str | None = None) -> list[DecisionRow]:
        """What was decided on documents that may be seen, in order.

        Decisions on a document that is gone are told to the view of everything alone: nobody knows who may see them.
        """
        conditions: list[str] = []
        values: list[object] = []
        if scope != Scope():
            conditions.append(f"r.document IS NOT NULL AND {scope.sql()}")
        if kinds:
            conditions.append(f"e.kind IN ({_marks(kinds)})")
            values += kinds
        if document is not None:
            conditions.append("e.document = ?")
            values.append(document)
        rows = self._all(
            'SELECT e.number, e.at, e.who, e.kind, e.value, e.document, e.start, e."end", e.quote, e.before, e.after,'
            " e.undone, d.text FROM decision e LEFT JOIN document d ON d.id = e.document"
            f" LEFT JOIN reading r ON r.document = d.number WHERE {' AND '.join(conditions) or '1 = 1'} ORDER BY e.number",
            values,
        )
        return [
            DecisionRow(*row[:8], row[8] or "", row[9] or "", row[10] or "", *row[11:])  # type: ignore[call-arg]
            for row in rows
        ]

    def ids(self, ids: Sequence[str], scope: Scope) -> dict[str, Brief]:
        """Documents in one line each, by their ids, as far as they may be seen."""
        found: dict[str, Brief] = {}
        for part in _parts(ids):
            rows = self._all(f"SELECT {_BRIEF} {_FROM} WHERE d.id IN ({_marks(part)}) AND {scope.sql()}", part)
            for values in rows:
                brief = Brief(*values)
                found[brief.id] = brief
        return found


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))


def _parts(values: Sequence[Any]) -> Iterator[list[Any]]:
    """The values, as many at once as one question takes."""
    for k in range(0, len(values), _AT_ONCE):
        yield list(values[k : k + _AT_ONCE])
