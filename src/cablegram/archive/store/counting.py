"""Counting what a view shows: every number is computed from the documents in its scope alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from cablegram.archive.store.reading import LARGEST, Scope, StoreReader

Counts = tuple[tuple[str, int], ...]
_FROM = "FROM reading r JOIN document d ON d.number = r.document"
# What can be counted by; the names of columns come from here and never from a caller.
_BY = {
    "kind": "r.kind",
    "level": "coalesce(r.level, 'not known')",
    "origin": "coalesce(r.station, r.origin, 'not known')",
    "year": "coalesce(strftime('%Y', r.first * 60, 'unixepoch'), 'undated')",
}


class StoreCounter:
    """Counts over the documents of one scope."""

    def __init__(self, reader: StoreReader, scope: Scope) -> None:
        self._reader, self._scope = reader, scope

    def _rows(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        return list(self._reader._all(statement, values))

    def totals(self) -> tuple[int, int, int, int | None, int | None]:
        """Documents, cables, dated documents, and the first and the last minute of any."""
        ((documents, cables, dated, first, last),) = self._rows(
            f"SELECT count(*), count(DISTINCT r.cable), count(r.first), min(r.first), max(r.last) {_FROM}"
            f" WHERE {self._scope.sql()}"
        )
        return _int(documents), _int(cables), _int(dated), _known(first), _known(last)

    def by(self, what: str, limit: int | None = None) -> Counts:
        """Documents by kind, level, origin or year; most first, years in order."""
        order = "1" if what == "year" else "2 DESC, 1"
        found = self._rows(
            f"SELECT {_BY[what]}, count(*) {_FROM} WHERE {self._scope.sql()} GROUP BY 1 ORDER BY {order}"
            + (f" LIMIT {min(limit, LARGEST)}" if limit else "")
        )
        return tuple((str(value), _int(count)) for value, count in found)

    def collections(self) -> tuple[tuple[str, str, str | None, int], ...]:
        """Each collection with its release status, its licence and how many documents came from it."""
        seen = self._among("p.collection")
        found = self._rows(
            "SELECT c.name, c.release, c.licence, count(DISTINCT p.document) FROM collection c"
            " JOIN place p ON p.collection = c.number JOIN reading r ON r.document = p.document"
            f" WHERE {seen} AND {self._scope.sql()} GROUP BY c.number ORDER BY c.name"
        )
        return tuple((str(n), str(r), None if a is None else str(a), _int(count)) for n, r, a, count in found)

    def formats(self) -> Counts:
        """Documents by the format they came in; one that came in two counts in both."""
        seen = self._among("p.collection")
        found = self._rows(
            "SELECT p.format, count(DISTINCT p.document) FROM place p JOIN reading r ON r.document = p.document"
            f" WHERE {seen} AND {self._scope.sql()} GROUP BY p.format ORDER BY 2 DESC, 1"
        )
        return tuple((str(value), _int(count)) for value, count in found)

    def findings(self, limit: int | None = None) -> Counts:
        """How often each code is found."""
        found = self._rows(
            f"SELECT f.code, count(*) FROM finding f JOIN reading r ON r.document = f.document WHERE {self._scope.sql()}"
            " GROUP BY f.code ORDER BY 2 DESC, 1" + (f" LIMIT {min(limit, LARGEST)}" if limit else "")
        )
        return tuple((str(code), _int(count)) for code, count in found)

    def missing(self) -> int:
        """How many cables are referred to and not held, as far as this scope shows either."""
        held = f"EXISTS (SELECT 1 FROM reading o WHERE o.cable = x.mrn AND {self._scope.sql('o.document', 'o.rank')})"
        ((count,),) = self._rows(
            "SELECT count(DISTINCT x.mrn) FROM reference x JOIN reading r ON r.document = x.document"
            f" WHERE x.mrn IS NOT NULL AND {self._scope.sql()} AND NOT {held}"
        )
        return _int(count)

    def text_bytes(self) -> int:
        """The size of all texts in UTF-8."""
        ((size,),) = self._rows(f"SELECT sum(length(CAST(d.text AS BLOB))) {_FROM} WHERE {self._scope.sql()}")
        return _int(size or 0)

    def versions(self) -> tuple[int, ...]:
        """The versions of the stage *read* that the documents were derived by."""
        return tuple(_int(row[0]) for row in self._rows(f"SELECT DISTINCT r.version {_FROM} WHERE {self._scope.sql()}"))

    def content_hash(self) -> str:
        """SHA-256 over the ids of the documents, sorted, each followed by a line feed."""
        digest = hashlib.sha256()
        for name in self._ids():
            digest.update(name.encode() + b"\n")
        return digest.hexdigest()

    def _ids(self) -> Iterator[str]:
        last = ""
        while True:
            page = self._rows(
                "SELECT d.id FROM document d JOIN reading r ON r.document = d.number"
                f" WHERE d.id > ? AND {self._scope.sql()} ORDER BY d.id LIMIT 10000",
                last,
            )
            yield from (str(row[0]) for row in page)
            if not page:
                return
            last = str(page[-1][0])

    def unread(self) -> list[tuple[str, str, str | None, str]]:
        """Collection, path, member and reason of what could not be read. Nothing in a scope with a mark: these have none."""
        if self._scope.rank is not None:
            return []
        found = self._rows(
            "SELECT c.name, u.path, u.member, u.reason FROM unread u JOIN collection c ON c.number = u.collection"
            f" WHERE {self._among('u.collection')} ORDER BY 1, 2, 3"
        )
        return [(str(c), str(path), str(member) or None, str(reason)) for c, path, member, reason in found]

    def _among(self, column: str) -> str:
        numbers = self._scope.collections
        return "1" if numbers is None else f"{column} IN ({', '.join(str(int(n)) for n in numbers) or '-1'})"


def _int(value: object) -> int:
    assert isinstance(value, int)
    return value


def _known(value: object) -> int | None:
    return None if value is None else _int(value)
