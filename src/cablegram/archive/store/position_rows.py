"""What is stated in documents, in a store: written for many documents at once, and read again through a scope."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from cablegram.archive.records import Stating, Stood
from cablegram.archive.store.ledger_rows import stale_ledger
from cablegram.archive.store.reading import Scope, SharingReader

_AT_ONCE = 500  # values of one question
_FROM = "FROM stated s JOIN reading r ON r.document = s.document"


def write_statings(db: sqlite3.Connection, statings: Sequence[tuple[int, Stating]]) -> None:
    """Write what the stage *positions* derived of documents that have no rows of it; inside a transaction."""
    if statings:
        stale_ledger(db)
    db.executemany(
        "INSERT INTO stating VALUES (?, ?, ?, ?, ?)",
        [(document, one.version, one.made, one.actors, one.packed) for document, one in statings],
    )
    db.executemany(
        f"INSERT INTO stated VALUES ({', '.join('?' * 14)})",
        [(document, *msgspec.structs.astuple(row)) for document, one in statings for row in one.rows],
    )


def forget_statings(db: sqlite3.Connection, documents: Sequence[int]) -> None:
    """Throw away what the stage *positions* derived of documents; inside a transaction."""
    if documents:
        stale_ledger(db)
    for table in ("stated", "stating"):
        db.executemany(f"DELETE FROM {table} WHERE document = ?", [(document,) for document in documents])


class Chosen(msgspec.Struct, frozen=True):
    """What items are chosen by; a field that is ``None`` chooses all.

    ``holders`` are ids and ``name`` is a name, in any case, of which one is enough; so is being in ``documents``.
    """

    kind: str | None = None
    stance: str | None = None
    holders: tuple[str, ...] | None = None
    name: str = ""
    documents: tuple[int, ...] = ()
    optional: bool = True

    def sql(self) -> tuple[str, list[object]]:
        """The condition, to be joined by AND, with its values."""
        parts: list[str] = []
        values: list[object] = []
        for column, value in (("kind", self.kind), ("stance", self.stance)):
            if value is not None:
                parts.append(f"s.{column} = ?")
                values.append(value)
        if self.holders is not None:
            marks = ", ".join("?" * len(self.holders))
            either = [f"s.holder_id IN ({marks})", "s.holder = ? COLLATE NOCASE"]
            if self.documents:
                either.append(f"s.document IN ({', '.join(str(int(number)) for number in self.documents)})")
            parts.append(f"({' OR '.join(either)})")
            values += [*self.holders, self.name]
        if not self.optional:
            parts.append("s.optional = 0")
        return " AND ".join(parts) or "1", values


class StatedDocument(msgspec.Struct, frozen=True, gc=False):
    """Everything stated in one document, packed; ``made`` says from whose actors, or ``left out``."""

    number: int
    id: str
    cable: str
    made: Stood
    packed: bytes


class Held(msgspec.Struct, frozen=True, gc=False):
    """How many items one document has of a holder and a stance."""

    document: int
    holder: str
    holder_id: str
    stance: str | None
    items: int


class PositionReader(SharingReader):
    """Questions about what is stated; made of a reader, with its connection."""

    def of(self, numbers: Sequence[int], scope: Scope) -> Iterator[StatedDocument]:
        """What is stated in documents that may be seen and were looked at, in order of number."""
        wanted = sorted(numbers)
        for k in range(0, len(wanted), _AT_ONCE):
            part = wanted[k : k + _AT_ONCE]
            for row in self._all(
                "SELECT r.document, d.id, r.cable, t.made, t.items FROM reading r JOIN document d ON d.number = r.document"
                f" JOIN stating t ON t.document = r.document WHERE r.document IN ({', '.join('?' * len(part))})"
                f" AND {scope.sql()} ORDER BY r.document",
                part,
            ):
                yield StatedDocument(*row)

    def documents(self, chosen: Chosen, scope: Scope, numbers: Sequence[int] | None = None) -> list[int]:
        """The documents that may be seen and have an item that is chosen (``numbers``: of some), in order."""
        return [int(row[0]) for row in self._of_items("DISTINCT s.document", "ORDER BY 1", chosen, scope, numbers)]

    def ordinals(self, chosen: Chosen, scope: Scope, numbers: Sequence[int]) -> dict[int, list[tuple[str, int]]]:
        """Kind and ordinal of the items of documents that are chosen, in the order of the text."""
        found: dict[int, list[tuple[str, int]]] = {}
        for number, kind, ordinal in self._of_items(
            "s.document, s.kind, s.ordinal", 'ORDER BY s.document, s.start, s."end", s.kind, s.ordinal', chosen, scope,
            numbers,
        ):  # fmt: skip
            found.setdefault(number, []).append((kind, ordinal))
        return found

    def held(self, chosen: Chosen, scope: Scope, numbers: Sequence[int] | None = None) -> Iterator[Held]:
        """How often each holder is in each document, by stance; those who are nobody are left out."""
        for row in self._of_items(
            "s.document, s.holder, s.holder_id, s.stance, count(*)",
            "AND s.holder != '' GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4", chosen, scope, numbers,
        ):  # fmt: skip
            yield Held(*row)

    def _of_items(
        self, columns: str, then: str, chosen: Chosen, scope: Scope, numbers: Sequence[int] | None
    ) -> Iterator[tuple[Any, ...]]:
        where, values = chosen.sql()
        asked = f"SELECT {columns} {_FROM} WHERE {where} AND {scope.sql()}"
        if numbers is None:
            yield from self._all(f"{asked} {then}", values)
            return
        wanted = sorted(numbers)
        for k in range(0, len(wanted), _AT_ONCE):
            part = wanted[k : k + _AT_ONCE]
            yield from self._all(f"{asked} AND s.document IN ({', '.join('?' * len(part))}) {then}", [*values, *part])
