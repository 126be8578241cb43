"""Asking a store: every question takes a :class:`Scope` and answers from what lies in it alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from cablegram.archive.door import storable
from cablegram.archive.store.opening import Store
from cablegram.errors import ArchiveError

_FIELDS = (
    "r.document, d.id, d.text, d.given, r.cable, r.kind, r.mrn, r.family, r.section, r.section_to,"
    " r.sections, r.dtg, r.first, r.last, r.precision, r.basis, r.origin, r.station, r.serial, r.level, r.rank,"
    " r.subject, r.precedence, r.status, r.captions, r.signers, r.paragraphs, r.view, r.stood"
)
_FROM = "FROM reading r JOIN document d ON d.number = r.document"


class Row(msgspec.Struct, frozen=True, gc=False):
    """A document as the store has it: what came in and what was derived."""

    number: int
    id: str
    text: str
    given: str | None
    cable: str
    kind: str
    mrn: str | None
    family: str | None
    section: int | None
    section_to: int | None
    sections: int | None
    dtg: str | None
    first: int | None
    last: int | None
    precision: str | None
    basis: str | None
    origin: str | None
    station: str | None
    serial: int | None
    level: str | None
    rank: int
    subject: str | None
    precedence: str | None
    status: str | None
    captions: str | None
    signers: str | None
    paragraphs: bytes | None
    view: bytes | None
    stood: str | None


class Brief(msgspec.Struct, frozen=True, gc=False):
    """A document in one line: what lists and trees show."""

    number: int
    id: str
    cable: str
    kind: str
    first: int | None
    last: int | None
    precision: str | None
    origin: str | None
    level: str | None
    subject: str | None
    section: int | None
    section_to: int | None
    sections: int | None
    status: str | None


_BRIEF = (
    "r.document, d.id, r.cable, r.kind, r.first, r.last, r.precision, r.origin, r.level, r.subject, r.section,"
    " r.section_to, r.sections, r.status"
)


class Seen(msgspec.Struct, frozen=True, gc=False):
    """One place a document came from, with its collection."""

    collection: str
    release: str
    licence: str | None
    path: str
    member: str | None
    page: int | None
    format: str
    encoding: str
    start: int
    end: int
    offset: int
    length: int
    sha256: str


class ReferenceRow(msgspec.Struct, frozen=True, gc=False):
    """One reference of a document."""

    document: int
    kind: str
    letter: str | None
    mrn: str | None
    text: str
    start: int
    end: int


class FindingRow(msgspec.Struct, frozen=True, gc=False):
    """One finding of a document."""

    code: str
    severity: str
    message: str
    start: int
    end: int
    safety: str | None


class Scope(msgspec.Struct, frozen=True):
    """What may be seen: ``collections`` by number (``None``: all), and marks up to ``rank`` (``None``: all)."""

    collections: tuple[int, ...] | None = None
    rank: int | None = None

    def sql(self, document: str = "r.document", rank: str = "r.rank") -> str:
        """The condition, to be joined by AND; numbers only, so nothing of a caller's words gets into it."""
        parts = []
        if self.collections is not None:
            numbers = ", ".join(str(int(number)) for number in self.collections) or "-1"
            parts.append(
                f"EXISTS (SELECT 1 FROM place s WHERE s.document = {document} AND s.collection IN ({numbers}))"
            )
        if self.rank is not None:
            parts.append(f"{rank} <= {int(self.rank)}")
        return " AND ".join(parts) or "1"


EVERYTHING = Scope()
LARGEST = 2**63 - 1  # of a number that SQLite takes


def _fitting(value: object) -> object:
    if isinstance(value, str):
        return storable(value)
    return max(-LARGEST, min(value, LARGEST)) if isinstance(value, int) else value


class StoreReader:
    """Questions to a store, one connection each."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._db = store.connection
        self._path = store.path
        self.folder = store.path.parent
        self.kept: dict[object, tuple[object, object]] = {}  # what was computed of all documents, and of which state

    def state(self) -> tuple[int, int]:
        """Two numbers that are others after whatever was written, but what this connection wrote of decisions."""
        ((version,),) = self._all("PRAGMA data_version")
        return int(version), self._db.total_changes - self._store.decided

    def _all(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(statement, values).fetchall()
        except (
            UnicodeEncodeError,
            OverflowError,
        ):  # a caller's words or number of which nothing in the store has the like
            return self._all(statement, [_fitting(value) for value in values])
        except sqlite3.Error as error:
            raise ArchiveError(f"{self._path}: cannot be read ({error}); see: cablegram archive verify") from error

    def _many(self, columns: str, numbers: Sequence[int], scope: Scope) -> list[tuple[Any, ...]]:
        marks = ", ".join("?" * len(numbers))
        return self._all(
            f"SELECT {columns} {_FROM} WHERE r.document IN ({marks}) AND {scope.sql()} ORDER BY r.document", numbers
        )

    def rows(self, numbers: Sequence[int], scope: Scope) -> dict[int, Row]:
        """Documents by number, as far as they may be seen."""
        return {row.number: row for row in (Row(*values) for values in self._many(_FIELDS, numbers, scope))}

    def briefs(self, numbers: Sequence[int], scope: Scope) -> dict[int, Brief]:
        """Documents in one line each, by number, as far as they may be seen."""
        found: dict[int, Brief] = {}
        for k in range(0, len(numbers), 500):
            for values in self._many(_BRIEF, numbers[k : k + 500], scope):
                brief = Brief(*values)
                found[brief.number] = brief
        return found

    def stream(self, scope: Scope, numbers: Iterable[int] | None = None) -> Iterator[Row]:
        """Every document that may be seen, in order of number, or those named."""
        if numbers is not None:
            wanted = sorted(numbers)
            for k in range(0, len(wanted), 200):
                yield from self.rows(wanted[k : k + 200], scope).values()
            return
        last = 0
        while True:
            page = self._all(
                f"SELECT {_FIELDS} {_FROM} WHERE r.document > ? AND {scope.sql()} ORDER BY r.document LIMIT 500",
                (last,),
            )
            if not page:
                return
            for values in page:
                yield Row(*values)
            last = int(page[-1][0])

    def named(self, name: str, scope: Scope) -> list[Brief]:
        """The documents of a cable's name or of a document's id, sections in order."""
        where = "d.id = ?" if name.startswith("doc-") else "r.cable = ?"
        found = self._all(
            f"SELECT {_BRIEF} {_FROM} WHERE {where} AND {scope.sql()} ORDER BY coalesce(r.section, 0), r.document",
            (name,),
        )
        return [Brief(*values) for values in found]

    def collections(self) -> dict[str, int]:
        """Every collection with its number."""
        return {
            str(name): int(number) for name, number in self._all("SELECT name, number FROM collection ORDER BY name")
        }

    def collections_with(self, scope: Scope) -> list[str]:
        """The collections of which a document may be seen."""
        found = self._all(
            "SELECT c.name FROM collection c WHERE EXISTS (SELECT 1 FROM place p JOIN reading r ON r.document = p.document"
            f" WHERE p.collection = c.number AND {scope.sql()}) ORDER BY c.name"
        )
        return [str(row[0]) for row in found]

    def alike(self, start: str, scope: Scope, limit: int) -> list[str]:
        """Names of cables that begin so, in order."""
        return [
            str(row[0])
            for row in self._all(
                f"SELECT DISTINCT r.cable {_FROM} WHERE r.cable >= ? AND r.cable < ? AND {scope.sql()} ORDER BY 1 LIMIT ?",
                (start, start + "\U0010ffff", limit),
            )
        ]

    def places(self, number: int, scope: Scope) -> list[Seen]:
        """Where a document came from, as far as its collections may be seen."""
        found = self._all(
            'SELECT c.name, c.release, c.licence, p.path, p.member, p.page, p.format, p.encoding, p.start, p."end", p."offset", p.length, p.sha256'
            " FROM place p JOIN collection c ON c.number = p.collection JOIN reading r ON r.document = p.document"
            f" WHERE p.document = ? AND {self._in('p.collection', scope)} AND {scope.sql()}"
            " ORDER BY c.name, p.path, p.member, p.start",
            (number,),
        )
        return [Seen(*values[:4], values[4] or None, *values[5:]) for values in found]  # type: ignore[call-arg]

    @staticmethod
    def _in(column: str, scope: Scope) -> str:
        if scope.collections is None:
            return "1"
        return f"{column} IN ({', '.join(str(int(n)) for n in scope.collections) or '-1'})"

    def collections_of(self, numbers: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
        """The collections of each document, with the formats it has there, for the index."""
        marks = ", ".join("?" * len(numbers))
        found: dict[int, list[tuple[str, str]]] = {}
        for number, name, form in self._all(
            "SELECT DISTINCT p.document, c.name, p.format FROM place p JOIN collection c ON c.number = p.collection"
            f" WHERE p.document IN ({marks}) ORDER BY 1, 2, 3",
            numbers,
        ):
            found.setdefault(int(number), []).append((str(name), str(form)))
        return found

    def tags_of(self, numbers: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
        """Code and kind of the TAGS of each document."""
        marks = ", ".join("?" * len(numbers))
        found: dict[int, list[tuple[str, str]]] = {}
        for number, code, kind in self._all(
            f"SELECT document, code, kind FROM tag WHERE document IN ({marks}) ORDER BY document, code", numbers
        ):
            found.setdefault(int(number), []).append((str(code), str(kind)))
        return found

    def references_of(self, numbers: Sequence[int]) -> dict[int, list[ReferenceRow]]:
        """The references of each document, in order."""
        marks = ", ".join("?" * len(numbers))
        found: dict[int, list[ReferenceRow]] = {}
        for values in self._all(
            'SELECT document, kind, letter, mrn, text, start, "end" FROM reference'
            f" WHERE document IN ({marks}) ORDER BY document, ordinal",
            numbers,
        ):
            row = ReferenceRow(*values)
            found.setdefault(row.document, []).append(row)
        return found

    def findings_of(self, number: int) -> list[FindingRow]:
        """The findings of a document that may be seen, by place."""
        found = self._all(
            'SELECT code, severity, message, start, "end", safety FROM finding WHERE document = ? ORDER BY start, ordinal',
            (number,),
        )
        return [FindingRow(*values) for values in found]

    def referring(self, mrn: str, scope: Scope) -> list[tuple[int, ReferenceRow]]:
        """The documents that refer to a cable, with the reference, oldest first."""
        found = self._all(
            'SELECT x.document, x.kind, x.letter, x.mrn, x.text, x.start, x."end" FROM reference x'
            f" JOIN reading r ON r.document = x.document WHERE x.mrn = ? AND {scope.sql()}"
            " ORDER BY r.first IS NULL, r.first, x.document, x.ordinal",
            (mrn,),
        )
        rows = [ReferenceRow(*values) for values in found]
        return [(row.document, row) for row in rows]

    def files(self, collection: int) -> dict[str, tuple[int, int, int, bool]]:
        """The files of a collection by path: size, time of last change, entries taken, whether it was filed whole."""
        found = self._all("SELECT path, size, modified, entries, done FROM file WHERE collection = ?", (collection,))
        return {str(p): (int(s), int(m), int(e), bool(d)) for p, s, m, e, d in found}

    def outbox(self, limit: int) -> list[int]:
        """Numbers of documents the index has yet to take, in order."""
        return [int(row[0]) for row in self._all("SELECT document FROM outbox ORDER BY document LIMIT ?", (limit,))]


class SharingReader(StoreReader):
    """More questions, made of a reader, with its connection and what it keeps."""

    def __init__(self, reader: StoreReader) -> None:
        super().__init__(reader._store)
        self.kept = reader.kept
