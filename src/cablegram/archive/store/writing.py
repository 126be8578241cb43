"""Filling a store: documents, places, readings and lists, a batch in one transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

from cablegram.archive.compression import compress
from cablegram.archive.records import Filed, Reading, Refused
from cablegram.archive.store.opening import Store
from cablegram.errors import ArchiveError
from cablegram.tables.words import mark_rank

Filing = Literal["new", "new here", "known"]
_READING = (
    "document, version, cable, kind, mrn, family, section, section_to, sections, dtg, first, last, precision, basis, origin, station,"
    " serial, level, rank, subject, precedence, status, captions, signers, paragraphs, view, stood"
)
_INSERT_READING = f"INSERT OR REPLACE INTO reading ({_READING}) VALUES ({', '.join('?' * (_READING.count(',') + 1))})"


class StoreWriter:
    """Writes to a store. Everything between :meth:`batch` is kept whole or not at all."""

    def __init__(self, store: Store) -> None:
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
        """File documents in order. For each its number, and whether it is new, new to the collection, or known there."""
        return [self._file_one(one, collection, version) for one in filed]

    def _file_one(self, one: Filed, collection: int, version: int) -> tuple[int, Filing]:
        db = self._db
        known = db.execute("SELECT number FROM document WHERE id = ?", (one.id,)).fetchone()
        if known is None:
            number = db.execute(
                "INSERT INTO document (id, text, given) VALUES (?, ?, ?)", (one.id, one.text, one.given or None)
            ).lastrowid
            assert number is not None
            self.derive(number, one.reading, version)
            filing: Filing = "new"
        else:
            number = int(known[0])
            held = db.execute(
                "SELECT 1 FROM place WHERE document = ? AND collection = ? LIMIT 1", (number, collection)
            ).fetchone()
            filing = "known" if held else "new here"
        place = one.place
        if one.raw is not None:
            db.execute(
                "INSERT OR IGNORE INTO raw_bytes VALUES (?, ?, ?)",
                (hashlib.sha256(one.raw).hexdigest(), len(one.raw), compress(one.raw)),
            )
        db.execute(
            'INSERT OR IGNORE INTO place (document, collection, path, member, page, format, encoding, start, "end",'
            ' "offset", length, sha256, raw)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number, collection, place.path, place.member or "", place.page, one.format, one.encoding, place.start, place.end, place.offset,
                place.length, place.sha256, one.raw is not None,
            ),
        )  # fmt: skip
        if filing != "known":
            db.execute("INSERT OR IGNORE INTO outbox VALUES (?)", (number,))
        return number, filing

    def derive(self, number: int, r: Reading, version: int) -> None:
        """Put what the stage *read* derived of a document in place of what was derived before."""
        db = self._db
        old = db.execute("SELECT 1 FROM reading WHERE document = ?", (number,)).fetchone()
        if old:
            for table in ("tag", "reference", "finding"):
                db.execute(f"DELETE FROM {table} WHERE document = ?", (number,))
        db.execute(
            _INSERT_READING,
            (
                number, version, r.cable, r.kind, r.mrn, r.family, r.section, r.section_to, r.sections, r.dtg, r.first, r.last,
                r.precision, r.basis, r.origin, r.station, r.serial, r.level, mark_rank(r.level), r.subject, r.precedence,
                r.status, "; ".join(r.captions) or None, "; ".join(r.signers) or None, r.paragraphs or None, r.view or None,
                r.stood or None,
            ),
        )  # fmt: skip
        if r.tags:
            db.executemany("INSERT OR IGNORE INTO tag VALUES (?, ?, ?)", [(number, *tag) for tag in r.tags])
        if r.references:
            db.executemany(
                "INSERT INTO reference VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [(number, k, x.kind, x.letter, x.mrn, x.text, x.start, x.end) for k, x in enumerate(r.references)],
            )
        if r.findings:
            db.executemany(
                "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (number, k, f.code, f.severity, f.message, f.start, f.end, f.safety)
                    for k, f in enumerate(r.findings)
                ],
            )

    def refuse(self, refused: Iterable[Refused], collection: int) -> None:
        """List what could not be read."""
        self._db.executemany(
            "INSERT OR REPLACE INTO unread (collection, path, member, reason) VALUES (?, ?, ?, ?)",
            [(collection, one.path, one.member or "", one.reason) for one in refused],
        )

    def progress(self, collection: int, path: str, size: int, modified: int, entries: int, done: bool) -> None:
        """How far a file was filed: the entries taken from it, and whether it is done."""
        self._db.execute(
            "INSERT OR REPLACE INTO file (collection, path, size, modified, entries, done) VALUES (?, ?, ?, ?, ?, ?)",
            (collection, path, size, modified, entries, done),
        )

    def forget_unread(self, collection: int, path: str) -> None:
        """Drop the list of what could not be read of a file that is read anew."""
        self._db.execute("DELETE FROM unread WHERE collection = ? AND path = ?", (collection, path))

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
        return number

    def undo(self, decision: int) -> bool:
        """Mark a decision as undone; whether there was one. Nothing decided is ever deleted."""
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        done = self._db.execute("UPDATE decision SET undone = ? WHERE number = ? AND undone IS NULL", (now, decision))
        return done.rowcount > 0
