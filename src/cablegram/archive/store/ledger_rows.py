"""The stage *ledger* in a store: options and issues of everything there is, as derived, ready to be shown.

Of an option there are its names and headings, by which it is chosen, its rows with the latest quotes, and everything told of
it, packed. ``about`` says which version of the stage made it; whatever writes positions takes that away, so that what is
there is known to be of today or not to be.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

import msgspec

from cablegram.archive.store.reading import SharingReader

_KEY = "ledger"
_AT_ONCE = 500
_TABLES = ("ledger_holder", "ledger_place", "ledger_option", "ledger_issue")
_OPTION = "id, ordinal, issue, documents, date, names, headings, packed, told"


class OptionRow(msgspec.Struct, frozen=True, gc=False):
    """An option as the store has it; ``told`` is empty where it was not asked for."""

    id: str
    ordinal: int
    issue: str
    documents: int
    date: str
    names: str
    headings: str
    packed: bytes
    told: bytes = b""


class HolderRow(msgspec.Struct, frozen=True, gc=False):
    """Who holds what of an option: ``stances`` are the stance of the row, and both sides of a mixed one."""

    option: str
    holder_id: str
    holder: str
    stances: str


def stale_ledger(db: sqlite3.Connection) -> None:
    """Say that the ledger is no longer of today; inside the transaction that makes it so."""
    db.execute("DELETE FROM about WHERE key = ?", (_KEY,))


def write_ledger(
    db: sqlite3.Connection,
    version: int,
    issues: Sequence[tuple[str, int, bytes]],
    options: Sequence[OptionRow],
    holders: Sequence[HolderRow],
    places: Sequence[tuple[str, str]],
) -> None:
    """Put a ledger in place of the one before; ``places`` are the ids of documents and options. Inside a transaction."""
    for table in _TABLES:
        db.execute(f"DELETE FROM {table}")
    db.executemany("INSERT INTO ledger_issue VALUES (?, ?, ?)", issues)
    db.executemany(
        f"INSERT INTO ledger_option ({_OPTION}) VALUES ({', '.join('?' * 9)})",
        [msgspec.structs.astuple(one) for one in options],
    )
    db.executemany(
        "INSERT OR REPLACE INTO ledger_holder VALUES (?, ?, ?, ?)", [msgspec.structs.astuple(h) for h in holders]
    )
    db.executemany("INSERT OR IGNORE INTO ledger_place VALUES (?, ?)", places)
    db.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (_KEY, str(version)))


def stored_options(db: sqlite3.Connection) -> Iterator[OptionRow]:
    """Every option with all that is told of it; one that lies on a damaged page without anything."""
    for (id,) in db.execute("SELECT id FROM ledger_option ORDER BY ordinal").fetchall():
        try:
            row = db.execute(f"SELECT {_OPTION} FROM ledger_option WHERE id = ?", (id,)).fetchone()
        except (sqlite3.Error, UnicodeDecodeError):
            row = None
        # An index may know what its table has lost.
        yield OptionRow(*row) if row else OptionRow(str(id), 0, "", 0, "", "", "", b"")


class LedgerReader(SharingReader):
    """Questions about the ledger of everything; made of a reader, with its connection."""

    def fresh(self, version: int) -> bool:
        """Whether there is one, of today and by this version."""
        return self._all("SELECT value FROM about WHERE key = ?", (_KEY,)) == [(str(version),)]

    def stated(self) -> int:
        """How many documents positions were looked for in."""
        return int(self._all("SELECT count(*) FROM stating")[0][0])

    def first(self, count: int) -> list[str]:
        """The ids of the options of most documents."""
        found = self._all("SELECT id FROM ledger_option ORDER BY documents DESC, date, id LIMIT ?", (count,))
        return [str(row[0]) for row in found]

    def count(self) -> int:
        """How many options there are."""
        return int(self._all("SELECT count(*) FROM ledger_option")[0][0])

    def called(self) -> Iterator[tuple[str, str, int, str, str, str]]:
        """Of every option its id, issue, documents, date, names and headings."""
        yield from self._all("SELECT id, issue, documents, date, names, headings FROM ledger_option ORDER BY ordinal")

    def holding(self, holders: Sequence[str], stances: Sequence[str]) -> set[str]:
        """The options of which one of the holders (by name or id; none: anybody) has one of the stances."""
        parts: list[str] = []
        values: list[object] = []
        if holders:
            marks = ", ".join("?" * len(holders))
            parts.append(f"(holder COLLATE NOCASE IN ({marks}) OR holder_id COLLATE NOCASE IN ({marks}))")
            values += [*holders, *holders]
        if stances:
            parts.append(f"({' OR '.join(['instr(stances, ?)'] * len(stances))})")
            values += [f" {stance} " for stance in stances]
        return {
            str(row[0])
            for row in self._all(
                f"SELECT DISTINCT option FROM ledger_holder WHERE {' AND '.join(parts) or '1'}", values
            )
        }

    def of_documents(self, documents: Sequence[str]) -> set[str]:
        """The options of which something is told in documents, by the ids of these."""
        found: set[str] = set()
        for part in _parts(documents):
            rows = self._all(f"SELECT DISTINCT option FROM ledger_place WHERE document IN ({_marks(part)})", part)
            found.update(str(row[0]) for row in rows)
        return found

    def beside(self, options: Sequence[str]) -> set[str]:
        """The options that are in one issue with these, and these."""
        found: set[str] = set()
        for part in _parts(options):
            rows = self._all(
                "SELECT id FROM ledger_option WHERE issue IN (SELECT issue FROM ledger_option"
                f" WHERE id IN ({_marks(part)}))",
                part,
            )
            found.update(str(row[0]) for row in rows)
        return found

    def options(self, ids: Sequence[str], *, told: bool) -> list[OptionRow]:
        """Options in their order, with everything told of them or without."""
        columns = _OPTION if told else _OPTION.removesuffix(", told")
        found: list[OptionRow] = []
        for part in _parts(ids):
            found += [
                OptionRow(*row)
                for row in self._all(f"SELECT {columns} FROM ledger_option WHERE id IN ({_marks(part)})", part)
            ]
        return sorted(found, key=lambda one: one.ordinal)

    def issues(self, ids: Sequence[str]) -> list[bytes]:
        """Issues in their order, packed."""
        found: list[tuple[int, bytes]] = []
        for part in _parts(ids):
            found += self._all(f"SELECT ordinal, packed FROM ledger_issue WHERE id IN ({_marks(part)})", part)
        return [packed for _, packed in sorted(found)]


def _parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    ordered = sorted(values)
    for k in range(0, len(ordered), _AT_ONCE):
        yield ordered[k : k + _AT_ONCE]


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
