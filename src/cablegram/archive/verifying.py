"""Looking whether an archive still is what was filed: the file, the texts, the bytes, the index. Changes nothing.

Damage is what is looked for, so it never raises: each thing that is wrong is one :class:`Problem` that says what to do.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cablegram.archive import ledger_stage, naming, stating
from cablegram.archive.compression import decompress
from cablegram.archive.deriving import VERSION, document_id, encode_back
from cablegram.archive.store.upkeep import Kept, Piece, StoreKeeper
from cablegram.errors import ArchiveError

if TYPE_CHECKING:
    from cablegram.archive.index import Index

Told = Callable[[str, int, int], None]  # what is done, how many of how many
_RESTORE = "take it from a backup, or ingest its files again"
_REINDEX = "make it anew: cablegram archive reindex"
_REDERIVE = "derive it again: cablegram archive rederive"
_STEP = 500
_FOOTER = 1337  # tantivy's mark of a footer
_BLOCK = 1 << 20  # bytes
_STRETCH = 100_000  # numbers asked of the index at once


class Problem(msgspec.Struct, frozen=True):
    """One thing that is wrong: where, what, and what to do."""

    where: str
    what: str
    do: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.do}"


class Report(msgspec.Struct, frozen=True):
    """What a look at an archive found, and how many documents, files and bytes kept as they came it looked at."""

    problems: tuple[Problem, ...]
    documents: int
    files: int
    raw: int
    deep: bool

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


class Verifying:
    """One look at an archive."""

    def __init__(self, keeper: StoreKeeper, index: Index | None, deep: bool, told: Told | None) -> None:
        self._keeper, self._index, self._deep = keeper, index, deep
        self._told = told or (lambda what, done, total: None)
        self._documents = self._files = self._raw = 0

    def report(self) -> Report:
        """Look at everything; ``deep`` at every text and every byte too."""
        problems = list(self._everything())
        return Report(tuple(problems), self._documents, self._files, self._raw, self._deep)

    def _everything(self) -> Iterator[Problem]:
        keeper = self._keeper
        self._told("the file", 0, 1)
        for line in keeper.damage(deep=self._deep):
            yield Problem("archive.sqlite", line, "keep the file, and restore a backup beside it")
        for line in keeper.loose_rows():
            yield Problem("archive.sqlite", line, _RESTORE)
        yield from self._texts()
        if self._deep:
            yield from self._whole_files()
            yield from self._kept_bytes()
            yield from self._stated()
            yield from self._grouped()
        yield from self._indexed()

    # --- the store ------------------------------------------------------------------------------

    def _texts(self) -> Iterator[Problem]:
        """Every document can be read, is what its id says, and was read by the stage of today."""
        newest = self._keeper.newest()
        unread = older = newer = 0
        for kept in self._keeper.documents():
            if not isinstance(kept, Kept):
                where = f"document {kept.first}" + (f" to {kept.last}" if kept.last > kept.first else "")
                yield Problem(where, f"cannot be read ({kept.reason})", _RESTORE)
                continue
            self._documents += 1
            if self._documents % _STEP == 0:
                self._told("documents", kept.number, newest)
            unread += kept.version is None
            older += kept.version is not None and kept.version < VERSION
            newer += kept.version is not None and kept.version > VERSION
            if self._deep and document_id(kept.text, kept.given or "") != kept.id:
                yield Problem(kept.id, "its text is not the one that was filed", _RESTORE)
        if unread:
            yield Problem("reading", f"{_documents(unread)} filed and not read", _REDERIVE)
        if older:
            yield Problem("reading", f"{_documents(older)} read by an older version of the reader", _REDERIVE)
        if newer:
            yield Problem("reading", f"{_documents(newer)} read by a newer version of the reader", "update Cablegram")
        try:
            stale = len(self._keeper.stale_namings(naming.VERSION))
            unstated = len(self._keeper.stale_statings(stating.VERSION))
        except ArchiveError as error:
            yield Problem("naming", str(error), _REDERIVE)
            return
        if stale:
            yield Problem("naming", f"{_documents(stale)} whose actors this version has yet to find", _REDERIVE)
        if unstated:
            yield Problem("stating", f"{_documents(unstated)} whose positions this version has yet to find", _REDERIVE)

    def _whole_files(self) -> Iterator[Problem]:
        """The documents of a file, put together, are its bytes."""
        try:
            for pieces in self._keeper.pieces():
                self._files += 1
                if self._files % _STEP == 0:
                    self._told("files", self._files, 0)
                if problem := self._whole_file(pieces):
                    yield problem
        except ArchiveError as error:
            yield Problem("place", str(error), _RESTORE)
        for path, member in self._keeper.without_bytes():
            yield Problem(_named(path, member), "the bytes it came in are not there", _RESTORE)

    def _whole_file(self, pieces: list[Piece]) -> Problem | None:
        where = _named(pieces[0].path, pieces[0].member)
        found = self._keeper.texts([piece.document for piece in pieces])
        if any(piece.document not in found for piece in pieces):
            return Problem(where, "some of its documents cannot be read", _RESTORE)
        text = "".join(found[piece.document] for piece in pieces)
        data = encode_back(text, pieces[0].encoding)
        if data is not None and hashlib.sha256(data).hexdigest() == pieces[0].sha256:
            return None
        return Problem(where, "its documents, put together, are not the file that was filed", _RESTORE)

    def _kept_bytes(self) -> Iterator[Problem]:
        """What was kept as it came unpacks to what its name says."""
        for name, size, packed in self._keeper.raw_bytes():
            self._raw += 1
            if self._raw % _STEP == 0:
                self._told("bytes as they came", self._raw, 0)
            where = f"raw bytes {name[:16]}"
            if packed is None:
                yield Problem(where, "cannot be read", _RESTORE)
                continue
            try:
                data = decompress(packed)
            except Exception as error:  # damage: whatever the unpacker makes of it
                yield Problem(where, f"cannot be unpacked ({error})", _RESTORE)
                continue
            if len(data) != size or hashlib.sha256(data).hexdigest() != name:
                yield Problem(where, "are not what was filed", _RESTORE)

    def _stated(self) -> Iterator[Problem]:
        """What is stated in every document can be unpacked."""
        lost = 0
        for packed in self._keeper.stated():
            try:
                stating.unpack(packed)
            except ValueError:
                lost += 1
        if lost:
            again = f"{_REDERIVE} --stage positions --all"
            yield Problem("stating", f"what is stated in {_documents(lost)} cannot be read", again)

    def _grouped(self) -> Iterator[Problem]:
        """What was put together of positions can be unpacked."""
        lost = 0
        for row in self._keeper.grouped():
            try:
                ledger_stage.option_of(row)
            except ArchiveError:
                lost += 1
        if lost:
            again = f"{_REDERIVE} --stage ledger --all"
            yield Problem("ledger", f"{lost:,} {'option' if lost == 1 else 'options'} of it cannot be read", again)

    # --- the index ------------------------------------------------------------------------------

    def _indexed(self) -> Iterator[Problem]:
        """The index has the documents of the store, and no others."""
        if self._index is None:
            if self._documents:
                yield Problem("index", "is missing, or made by another version", _REINDEX)
            return
        self._told("the index", 0, 1)
        # In this order, so that what an ingest files meanwhile is not taken for damage: store, outbox, index, store.
        store = self._keeper.numbers()
        waiting = self._keeper.waiting()
        if waiting:
            what = f"{_documents(len(waiting))} not taken yet"
            yield Problem("index", what, "the next ingest takes them, or cablegram archive reindex")
        if self._deep:
            for path in damaged_files(self._index.folder):
                yield Problem("index", f"{path.name} is damaged", _REINDEX)
        held: set[int] = set()
        there = 0
        try:
            for numbers in indexed_numbers(self._index, max(store, default=0)):
                held.update(numbers)
                there += len(numbers)
        except ArchiveError as error:
            yield Problem("index", f"cannot be read ({error})", _REINDEX)
            return
        for count, what in (
            (len(store - held - waiting), "of the store not in it"),
            (len(held - store - self._keeper.numbers()), "in it that the store does not have"),
            (there - len(held), "in it twice"),
        ):
            if count:
                yield Problem("index", f"{_documents(count)} {what}", _REINDEX)


def damaged_files(folder: Path) -> Iterator[Path]:
    """The files of an index whose bytes are not those of the check sum that tantivy wrote behind them.

    At the end of each stand a footer in JSON with the CRC-32 of what is before it, its length, and a fixed number. A file
    without that number is none we know how to check.
    """
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.suffix == ".json":
            continue
        try:
            with path.open("rb") as file:
                size = file.seek(0, 2)
                file.seek(max(size - 8, 0))
                end = file.read()
                length, number = (int.from_bytes(end[k : k + 4], "little") for k in (0, 4))
                if number != _FOOTER:
                    continue
                file.seek(size - 8 - length)
                wanted = json.loads(file.read(length))["crc"]
                file.seek(0)
                left, found = size - 8 - length, 0
                while left > 0 and (block := file.read(min(_BLOCK, left))):
                    found = zlib.crc32(block, found)
                    left -= len(block)
        except FileNotFoundError:
            continue  # an ingest made one of several files meanwhile
        except (OSError, ValueError, KeyError, TypeError):
            yield path
            continue
        if found != wanted:
            yield path


def indexed_numbers(index: Index, newest: int) -> Iterator[list[int]]:
    """The number of every document the index has, a stretch of numbers at a time; ``newest`` is the last of the store.

    Raises:
        ArchiveError: a file of the index is damaged or gone.
    """
    import tantivy

    from cablegram.archive.index import guarded

    with guarded():
        searcher = index.searcher()
        for first in range(0, newest + 1, _STRETCH):
            # The last stretch is open, for numbers that the store does not have.
            last = first + _STRETCH - 1 if first + _STRETCH <= newest else None
            asked = tantivy.Query.range_query(index.schema, "number", tantivy.FieldType.Integer, first, last)
            found = searcher.search(asked, max(searcher.num_docs, 1), count=False)
            numbers = searcher.fast_field_values("number", [address for _, address in found.hits])
            yield [int(number) for number in numbers if number is not None]


def _documents(count: int) -> str:
    return f"{count:,} document" + ("s" if count != 1 else "")


def _named(path: str, member: str) -> str:
    return f"{path}!{member}" if member else path
