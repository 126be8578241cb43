"""Filling a store: documents, places, readings and lists, a batch in one transaction."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

from cablegram.archive.records import Filed, Naming, Reading, Refused, Stating
from cablegram.archive.store.actor_rows import forget_namings, forget_unnamed, write_namings
from cablegram.archive.store.ledger_rows import HolderRow, OptionRow, stale_ledger, write_ledger
from cablegram.archive.store.opening import Store
from cablegram.archive.store.position_rows import forget_statings, write_statings
from cablegram.archive.store.reading import LARGEST
from cablegram.errors import ArchiveError
from cablegram.tables.words import mark_rank

Filing = Literal["new", "new here", "known"]
_READING = (
    "document, version, cable, kind, mrn, family, section, section_to, sections, dtg, first, last, precision, basis, origin, station,"
    " serial, level, rank, subject, precedence, status, captions, signers, paragraphs, view, stood"
)
_INSERT_READING = f"INSERT OR REPLACE INTO reading ({_READING}) VALUES ({', '.join('?' * (_READING.count(',') + 1))})"


def _reading_row(number: int, version: int, r: Reading) -> tuple[object, ...]:
    return (
        number, version, r.cable, r.kind, r.mrn, r.family, r.section, r.section_to, r.sections, r.dtg, r.first, r.last,
        r.precision, r.basis, r.origin, r.station, r.serial, r.level, mark_rank(r.level), r.subject, r.precedence,
        r.status, "; ".join(r.captions) or None, "; ".join(r.signers) or None, r.paragraphs or None, r.view or None,
        r.stood or None,
    )  # fmt: skip


class StoreWriter:
    """Writes to a store. Everything between :meth:`batch` is kept whole or not at all."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._db = store.connection
        self._path = store.path

    @contextmanager
    def batch(self) -> Iterator[None]:
        """One transaction.

        Raises:
            ArchiveError: the disk is full or refuses, or the file is locked by another writer.
        """
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise ArchiveError(f"{self._path}: cannot be written ({error}); nothing of this batch was kept") from error

    def collection(self, name: str, release: str | None = None, licence: str | None = None) -> int:
        """The number of a collection, made where there is none; what is said of it is kept."""
        self._db.execute("INSERT OR IGNORE INTO collection (name) VALUES (?)", (name,))
        if release is not None:
            self._db.execute("UPDATE collection SET release = ? WHERE name = ?", (release, name))
        if licence is not None:
            self._db.execute("UPDATE collection SET licence = ? WHERE name = ?", (licence, name))
        return int(self._db.execute("SELECT number FROM collection WHERE name = ?", (name,)).fetchone()[0])

    def file(self, filed: Sequence[Filed], collection: int, version: int) -> list[tuple[int, Filing]]:
        """File documents in order. For each its number, and whether it is new, new to the collection, or known there.

        One that the collection has in another format is new to it too: the index has the formats.
        """
        db = self._db
        numbers = self._numbers([one.id for one in filed])
        (last,) = db.execute("SELECT coalesce(max(number), 0) FROM document").fetchone()
        told: list[tuple[int, Filing]] = []
        documents: list[tuple[object, ...]] = []
        readings: list[tuple[int, Reading]] = []
        namings: list[tuple[int, Naming]] = []
        statings: list[tuple[int, Stating]] = []
        places: list[tuple[object, ...]] = []
        here: set[tuple[int, str]] = set()  # those that are in the collection since this batch, by format
        for one in filed:
            number = numbers.get(one.id)
            filing: Filing
            if number is None:
                last += 1
                number = numbers[one.id] = last
                documents.append((number, one.id, one.text, one.given or None))
                readings.append((number, one.reading))
                if one.naming is not None:
                    namings.append((number, one.naming))
                if one.stating is not None:
                    statings.append((number, one.stating))
                filing = "new"
            else:
                known = (number, one.format) in here or self._is_in(number, collection, one.format)
                filing = "known" if known else "new here"
            here.add((number, one.format))
            told.append((number, filing))
            if one.raw is not None:
                db.execute(
                    "INSERT OR IGNORE INTO raw_bytes VALUES (?, ?, ?)", (one.raw.sha256, one.raw.size, one.raw.zstd)
                )
            place = one.place
            places.append(
                (
                    number, collection, place.path, place.member or "", place.page, one.format, one.encoding, place.start,
                    place.end, place.offset, place.length, place.sha256, one.kept,
                )
            )  # fmt: skip
        db.executemany("INSERT INTO document (number, id, text, given) VALUES (?, ?, ?, ?)", documents)
        self._derive(readings, version)
        write_namings(db, namings)
        write_statings(db, statings)
        db.executemany(
            'INSERT OR IGNORE INTO place (document, collection, path, member, page, format, encoding, start, "end",'
            ' "offset", length, sha256, raw) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
            places,
        )
        db.executemany(
            "INSERT OR IGNORE INTO outbox VALUES (?)", [(number,) for number, filing in told if filing != "known"]
        )
        return told

    def _numbers(self, ids: Sequence[str]) -> dict[str, int]:
        """The numbers of the documents that are filed already, by id."""
        found: dict[str, int] = {}
        for k in range(0, len(ids), 500):
            part = ids[k : k + 500]
            found.update(
                self._db.execute(f"SELECT id, number FROM document WHERE id IN ({', '.join('?' * len(part))})", part)
            )
        return found

    def _is_in(self, number: int, collection: int, form: str) -> bool:
        held = "SELECT 1 FROM place WHERE document = ? AND collection = ? AND format = ? LIMIT 1"
        return self._db.execute(held, (number, collection, form)).fetchone() is not None

    def derive(self, number: int, reading: Reading, version: int) -> None:
        """Put what the stage *read* derived of a document in place of what was derived before."""
        for table in ("tag", "reference", "finding"):
            self._db.execute(f"DELETE FROM {table} WHERE document = ?", (number,))
        stale_ledger(self._db)
        self._derive([(number, reading)], version)

    def name(self, namings: Sequence[tuple[int, Naming | None]]) -> None:
        """Put what the stage *actors* derived of documents in place of what was derived before."""
        forget_namings(self._db, [number for number, _ in namings])
        stale_ledger(self._db)
        write_namings(self._db, [(number, naming) for number, naming in namings if naming is not None])

    def state(self, statings: Sequence[tuple[int, Stating | None]]) -> None:
        """Put what the stage *positions* derived of documents in place of what was derived before."""
        forget_statings(self._db, [number for number, _ in statings])
        write_statings(self._db, [(number, stating) for number, stating in statings if stating is not None])

    def ledger(
        self,
        version: int,
        issues: Sequence[tuple[str, int, bytes]],
        options: Sequence[OptionRow],
        holders: Sequence[HolderRow],
        places: Sequence[tuple[str, str]],
    ) -> None:
        """Put what the stage *ledger* made in place of what it made before."""
        write_ledger(self._db, version, issues, options, holders, places)

    def drop_unnamed(self) -> None:
        """Throw away the actors that no document names any more."""
        forget_unnamed(self._db)

    def _derive(self, readings: Sequence[tuple[int, Reading]], version: int) -> None:
        db = self._db
        db.executemany(_INSERT_READING, [_reading_row(number, version, r) for number, r in readings])
        db.executemany(
            "INSERT OR IGNORE INTO tag VALUES (?, ?, ?)", [(number, *tag) for number, r in readings for tag in r.tags]
        )
        db.executemany(
            "INSERT INTO reference VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (number, k, x.kind, x.letter, x.mrn, x.text, x.start, x.end)
                for number, r in readings
                for k, x in enumerate(r.references)
            ],
        )
        db.executemany(
            "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (number, k, f.code, f.severity, f.message, f.start, f.end, f.safety)
                for number, r in readings
                for k, f in enumerate(r.findings)
            ],
        )

    def refuse(self, refused: Iterable[Refused], collection: int) -> None:
        """List what could not be read."""
        self._db.executemany(
            "INSERT OR REPLACE INTO unread (collection, path, member, reason) VALUES (?, ?, ?, ?)",
            [(collection, one.path, one.member or "", one.reason) for one in refused],
        )

    def progress(self, collection: int, files: Iterable[tuple[str, int, int, int, bool]]) -> None:
        """How far files were filed: path, size, time of last change, entries taken, and whether that was all of it."""
        self._db.executemany(
            "INSERT OR REPLACE INTO file (collection, path, size, modified, entries, done) VALUES (?, ?, ?, ?, ?, ?)",
            ((collection, *file) for file in files),
        )

    def forget_unread(self, collection: int, paths: Iterable[str]) -> None:
        """Drop the list of what could not be read of files that are read anew."""
        self._db.executemany(
            "DELETE FROM unread WHERE collection = ? AND path = ?", ((collection, path) for path in paths)
        )

    def settle(self) -> None:
        """Have what was written on the disk, before the index has it there.

        Without it a loss of power could take documents from the store whose numbers the index knows; the numbers would be
        given again, to others.

        Raises:
            ArchiveError: the disk is full or refuses.
        """
        try:
            self._db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        except sqlite3.Error as error:
            raise ArchiveError(f"{self._path}: cannot be written ({error})") from error

    def indexed(self, numbers: Iterable[int]) -> None:
        """Take documents from the outbox: the index has them, and its commit is done."""
        self._db.executemany("DELETE FROM outbox WHERE document = ?", [(number,) for number in numbers])

    def outbox_all(self) -> None:
        """Put every document into the outbox, for an index made anew."""
        self._db.execute("INSERT OR IGNORE INTO outbox SELECT number FROM document")

    def log(self, what: str, detail: str | None = None) -> None:
        """A line of the log, with its time."""
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        self._db.execute("INSERT INTO log (at, what, detail) VALUES (?, ?, ?)", (now, what, detail))

    def decide(
        self, who: str, kind: str, value: str, document: str, span: tuple[int, int] | None, words: tuple[str, str, str]
    ) -> int:
        """Keep what a person decided on a document or a span of it; ``words`` are before, quote, after."""
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        before, quote, after = words
        start, end = span or (None, None)
        number = self._db.execute(
            'INSERT INTO decision (at, who, kind, value, document, start, "end", quote, before, after)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (now, who, kind, value, document, start, end, quote, before, after),
        ).lastrowid
        assert number is not None
        self._store.decided += 1
        return number

    def undo(self, decision: int) -> bool:
        """Mark a decision as undone; whether there was one. Nothing decided is ever deleted."""
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        undo = "UPDATE decision SET undone = ? WHERE number = ? AND undone IS NULL"
        done = self._db.execute(undo, (now, min(decision, LARGEST)))
        self._store.decided += done.rowcount
        return done.rowcount > 0
