"""What keeping an archive asks of its store: looking for damage, copying it, and listing what is to be derived again.

The questions that look for damage go around it: a page that cannot be read costs the rows on it and no others.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from cablegram.archive.records import Made
from cablegram.archive.store.ledger_rows import OptionRow, stored_options
from cablegram.archive.store.opening import FILE, Store
from cablegram.errors import ArchiveError

DAMAGE = (sqlite3.Error, UnicodeDecodeError)  # SQLite quotes a damaged table in its messages, and Python cannot read it
_PAGE = 200  # rows asked for at once
_COPIED = 2000  # pages of the file copied in one step


class Kept(msgspec.Struct, frozen=True, gc=False):
    """A document as it came in, with the version of the stage that read it (``None``: it was never read).

    ``made`` is what its actors were found with (``None``: they were never looked for).
    """

    number: int
    id: str
    text: str
    given: str | None
    version: int | None
    made: Made | None


class Unreadable(msgspec.Struct, frozen=True, gc=False):
    """A stretch of numbers of documents that lie on a damaged page; ``reason`` is SQLite's."""

    first: int
    last: int
    reason: str


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A document in a file it came from, or in the part of a file that was read by itself (``offset``)."""

    document: int
    collection: int
    path: str
    member: str
    sha256: str
    encoding: str
    offset: int
    start: int
    end: int

    @property
    def file(self) -> tuple[int, str, str, str, int]:
        """What all pieces of one file or part, as it was then, have in common."""
        return self.collection, self.path, self.member, self.sha256, self.offset


class StoreKeeper:
    """The questions of upkeep to one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._db = store.connection

    def damage(self, *, deep: bool, most: int = 100) -> list[str]:
        """What SQLite itself finds wrong with the file; ``deep`` compares the indexes of its tables too."""
        check = "integrity_check" if deep else "quick_check"
        try:
            found = [str(row[0]) for row in self._db.execute(f"PRAGMA {check}({most})")]
        except DAMAGE as error:
            return [str(error)]
        return [] if found == ["ok"] else [line for one in found for line in one.splitlines()]

    def loose_rows(self, most: int = 100) -> list[str]:
        """Rows that name a row of another table that is not there."""
        try:
            found = self._db.execute("PRAGMA foreign_key_check").fetchmany(most)
        except DAMAGE as error:
            return [str(error)]
        return [f"a row of {table} names a row of {parent} that is not there" for table, _, parent, _ in found]

    def newest(self) -> int:
        """The highest number of any document, asked of each table that would know it."""
        found = [0]
        for column, table in (("number", "document"), ("document", "reading"), ("document", "place")):
            try:
                number = self._db.execute(f"SELECT max({column}) FROM {table}").fetchone()[0]
            except DAMAGE:
                continue
            if isinstance(number, int) and number < 2**40:  # of a damaged page anything can come
                found.append(number)
        return max(found)

    def documents(self) -> Iterator[Kept | Unreadable]:
        """Every document in order, and where one should be and cannot be read, that."""
        at, newest = 0, self.newest()
        while at < newest:
            try:
                page = self._kept("d.number > ? ORDER BY d.number LIMIT ?", (at, _PAGE))
            except DAMAGE:
                yield from self._one_by_one(at + 1, min(at + _PAGE, newest))
                at += _PAGE
                continue
            yield from page
            if len(page) < _PAGE:
                return
            at = max(page[-1].number, at + 1)

    def _kept(self, condition: str, values: Sequence[object]) -> list[Kept]:
        found = self._db.execute(
            "SELECT d.number, d.id, d.text, d.given, r.version, n.made FROM document d"
            f" LEFT JOIN reading r ON r.document = d.number LEFT JOIN naming n ON n.document = d.number WHERE {condition}",
            values,
        )
        none = type(None)
        return [Kept(*_whole(row, int, str, str, (str, none), (int, none), (str, none))) for row in found]

    def _one_by_one(self, first: int, last: int) -> Iterator[Kept | Unreadable]:
        lost: Unreadable | None = None
        for number in range(first, last + 1):
            try:
                page = self._kept("d.number = ?", (number,))
            except DAMAGE as error:
                lost = Unreadable(lost.first if lost else number, number, str(error))
                continue
            if lost:
                yield lost
                lost = None
            yield from page
        if lost:
            yield lost

    def texts(self, numbers: Sequence[int]) -> dict[int, str]:
        """The texts of documents, as far as they can be read."""
        found: dict[int, str] = {}
        for number in dict.fromkeys(numbers):
            try:
                row = self._db.execute("SELECT text FROM document WHERE number = ?", (number,)).fetchone()
            except DAMAGE:
                continue
            if row:
                found[number] = str(row[0])
        return found

    def pieces(self) -> Iterator[list[Piece]]:
        """The documents of each file whose bytes its texts give back, in the order they stood in it.

        Raises:
            ArchiveError: the list of places is damaged.
        """
        file: list[Piece] = []
        try:
            for row in self._db.execute(
                'SELECT document, collection, path, member, sha256, encoding, "offset", start, "end" FROM place WHERE raw = 0'
                ' ORDER BY path, member, collection, sha256, "offset", start'
            ):
                piece = Piece(*_whole(row, int, int, str, str, str, str, int, int, int))
                if file and file[0].file != piece.file:
                    yield file
                    file = []
                file.append(piece)
        except DAMAGE as error:
            raise ArchiveError(f"{self._store.path}: the list of places cannot be read ({error})") from error
        if file:
            yield file

    def without_bytes(self, most: int = 100) -> list[tuple[str, str]]:
        """Path and member of places whose bytes should have been kept and are not there."""
        try:
            found = self._db.execute(
                "SELECT DISTINCT path, member FROM place p WHERE raw = 1"
                " AND NOT EXISTS (SELECT 1 FROM raw_bytes b WHERE b.sha256 = p.sha256) LIMIT ?",
                (most,),
            ).fetchall()
        except DAMAGE:
            return []  # the check of the whole file has told of it
        return [(str(path), str(member)) for path, member in found]

    def raw_bytes(self) -> Iterator[tuple[str, int, bytes | None]]:
        """Name, size and packed bytes of everything kept as it came; ``None`` for what lies on a damaged page."""
        last = ""
        while True:
            try:
                names = self._db.execute(
                    "SELECT sha256 FROM raw_bytes WHERE sha256 > ? ORDER BY sha256 LIMIT 1000", (last,)
                ).fetchall()
            except DAMAGE:
                yield last, 0, None
                return
            for (name,) in names:
                try:
                    row = self._db.execute("SELECT size, zstd FROM raw_bytes WHERE sha256 = ?", (name,)).fetchone()
                    size, packed = _whole(row or (), int, bytes)
                    yield str(name), size, packed
                except DAMAGE:
                    yield str(name), 0, None
            if not names or str(names[-1][0]) <= last:
                return
            last = str(names[-1][0])

    def stated(self) -> Iterator[bytes]:
        """Everything stated in each document, packed; what is no such thing as no bytes that can be unpacked."""
        for number in self.numbers():
            try:
                row = self._db.execute("SELECT items FROM stating WHERE document = ?", (number,)).fetchone()
                if row:
                    yield _whole(row, bytes)[0]
            except DAMAGE:
                yield b"damaged"

    def grouped(self) -> Iterator[OptionRow]:
        """Every option of the ledger."""
        try:
            yield from stored_options(self._db)
        except DAMAGE:
            return  # told of already

    def numbers(self) -> set[int]:
        """The number of every document; of a damaged table what can be read."""
        found: set[int] = set()
        try:
            for (number,) in self._db.execute("SELECT number FROM document"):
                found.add(int(number))
        except DAMAGE:
            pass  # told of already
        return found

    def waiting(self) -> set[int]:
        """The documents the index has yet to take."""
        try:
            return {int(row[0]) for row in self._db.execute("SELECT document FROM outbox")}
        except DAMAGE:
            return set()  # told of already

    def stale(self, version: int | None) -> list[int]:
        """The documents whose reading is of another version, or missing; ``None`` for every document.

        Raises:
            ArchiveError: the store cannot be read.
        """
        return self._numbers(
            "SELECT d.number FROM document d LEFT JOIN reading r ON r.document = d.number"
            " WHERE ?1 IS NULL OR r.version IS NOT ?1 ORDER BY d.number",
            (version,),
        )

    def stale_namings(self, version: int | None, made: str | None = None) -> list[int]:
        """The documents whose actors are of another version, found with other means, or missing; ``None`` for every document.

        Documents without text have none.

        Raises:
            ArchiveError: the store cannot be read.
        """
        return self._numbers(
            "SELECT r.document FROM reading r LEFT JOIN naming n ON n.document = r.document WHERE r.kind != 'record'"
            " AND (?1 IS NULL OR n.version IS NOT ?1 OR (?2 IS NOT NULL AND n.made IS NOT ?2)) ORDER BY r.document",
            (version, made),
        )

    def stale_statings(self, version: int | None) -> list[int]:
        """The documents whose positions are of another version, derived from other actors, or missing; ``None`` for every
        document. Documents without text have none, and those where they were left out want none.

        Raises:
            ArchiveError: the store cannot be read.
        """
        return self._numbers(
            "SELECT r.document FROM reading r LEFT JOIN naming n ON n.document = r.document"
            " LEFT JOIN stating t ON t.document = r.document WHERE r.kind != 'record' AND t.made IS NOT 'left out'"
            " AND (?1 IS NULL OR t.version IS NOT ?1 OR t.made IS NOT n.made OR t.actors IS NOT n.version)"
            " ORDER BY r.document",
            (version,),
        )

    def unnamed(self) -> list[int]:
        """The documents whose actors were never looked for, but those without text.

        Raises:
            ArchiveError: the store cannot be read.
        """
        return self._numbers(
            "SELECT r.document FROM reading r LEFT JOIN naming n ON n.document = r.document"
            " WHERE r.kind != 'record' AND n.document IS NULL ORDER BY r.document",
            (),
        )

    def left_out(self) -> list[int]:
        """The documents whose positions were not looked for.

        Raises:
            ArchiveError: the store cannot be read.
        """
        return self._numbers("SELECT document FROM stating WHERE made = 'left out' ORDER BY document", ())

    def statings(self, numbers: Sequence[int]) -> dict[int, tuple[str, bytes]]:
        """What the stage *positions* left of documents: what made it, and everything stated, packed.

        Raises:
            ArchiveError: the store cannot be read.
        """
        marks = ", ".join("?" * len(numbers))
        asked = f"SELECT document, made, items FROM stating WHERE document IN ({marks})"
        return {number: (made, packed) for number, made, packed in self._rows(asked, numbers)}

    def _rows(self, asked: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(asked, values).fetchall()
        except DAMAGE as error:
            raise ArchiveError(
                f"{self._store.path}: cannot be read ({error}); see: cablegram archive verify"
            ) from error

    def _numbers(self, asked: str, values: Sequence[object]) -> list[int]:
        return [int(row[0]) for row in self._rows(asked, values)]

    def kept(self, numbers: Sequence[int]) -> list[Kept]:
        """Documents as they came in, by number.

        Raises:
            ArchiveError: the store cannot be read.
        """
        marks = ", ".join("?" * len(numbers))
        try:
            return self._kept(f"d.number IN ({marks}) ORDER BY d.number", numbers)
        except DAMAGE as error:
            raise ArchiveError(
                f"{self._store.path}: cannot be read ({error}); see: cablegram archive verify"
            ) from error

    def to_index(self, numbers: Sequence[int]) -> None:
        """Put documents into the outbox; inside a batch of the writer."""
        self._db.executemany("INSERT OR IGNORE INTO outbox VALUES (?)", [(number,) for number in numbers])


def _whole(row: Sequence[Any], *types: type | tuple[type, ...]) -> Sequence[Any]:
    """A row whose values are of the types they must have: on a damaged page they can be anything."""
    if len(row) != len(types) or not all(map(isinstance, row, types)):
        raise sqlite3.DatabaseError("the row is damaged")
    return row


def copy_store(store: Store, folder: Path, told: Callable[[int, int], None] | None = None) -> Path:
    """A copy of a store as it is now, in a folder that has none, while others go on writing; checked before it gets its name.

    ``told`` hears of the pages copied and of all pages.

    Raises:
        ArchiveError: the folder has a store already, the disk refuses, or the copy is not sound.
    """
    target = folder / FILE
    if target.exists():
        raise ArchiveError(f"{target}: is there already and is not written over; name an empty folder")
    part = folder / (FILE + ".part")
    source = store.another()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        copy = sqlite3.connect(part, isolation_level=None)
        try:
            # One transaction over all steps: without it every write of another process would begin the copy anew.
            source.connection.execute("BEGIN")
            source.connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            source.connection.backup(
                copy,
                pages=_COPIED,
                progress=lambda _, left, pages: told(pages - left, pages) if told else None,
                sleep=0,
            )
            source.connection.execute("ROLLBACK")
            problems = [str(row[0]) for row in copy.execute("PRAGMA integrity_check(1)")]
        finally:
            copy.close()
        if problems != ["ok"]:
            raise ArchiveError(f"{target}: the copy is damaged ({problems[0]}); see: cablegram archive verify")
        part.rename(target)
    except (OSError, sqlite3.Error) as error:
        _drop(part)
        raise ArchiveError(f"{target}: cannot be written ({error}); nothing was kept of it") from error
    except BaseException:
        _drop(part)
        raise
    finally:
        source.close()
    return target


def _drop(part: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        part.with_name(part.name + end).unlink(missing_ok=True)
