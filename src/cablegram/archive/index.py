"""The index: tantivy, one document for each document of the store, always made again from it.

The store's outbox says what the index has yet to take. A document leaves the outbox after the commit that holds it,
so a crash between the two commits only indexes it once more.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cablegram.archive.actor_fields import IDS, actor_values
from cablegram.archive.index_links import Links
from cablegram.archive.packing import given_text, view_text
from cablegram.archive.query_values import origin_values, precedence_words
from cablegram.archive.store import EVERYTHING, Row, StoreReader, StoreWriter
from cablegram.archive.store.actor_rows import ActorReader
from cablegram.archive.words import ANALYZER_NAME, analyzer
from cablegram.errors import ArchiveError

if TYPE_CHECKING:
    import tantivy

    from cablegram.actors.records import Actor, Mention

FOLDER = "index"
VERSION = 2  # goes up when a field changes; an index of another version is made anew
_EXACT = (
    "id",
    "mrn",
    "refs",
    "tag",
    "origin",
    "level",
    "caption",
    "precedence",
    "kind",
    "format",
    "collection",
    "dated",
    "state",
    "place",
    *IDS.values(),
)
FACETS = ("origin", "tag", "level", "collection", "kind", "year", *IDS.values())
_HEAP = 200_000_000
_CHANCES = 16**5
_BATCH = 400  # documents read from the store at once
_COMMIT = 60_000  # documents between two commits


def schema() -> tantivy.Schema:
    """The fields. Nothing but the number is stored, and that as a fast field: the store has the text."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name=ANALYZER_NAME)
    builder.add_text_field("subject", tokenizer_name=ANALYZER_NAME)
    for name in ("signer", "person", "org"):
        builder.add_text_field(name, tokenizer_name=ANALYZER_NAME)
    builder.add_text_field("stood", tokenizer_name=ANALYZER_NAME, index_option="basic")
    for name in _EXACT:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=name in FACETS)
    builder.add_text_field("station", tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("number", "first", "last", "order", "year", "rank", "lot"):
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_integer_field("years", indexed=True)
    return builder.build()


def fields(
    row: Row,
    tags: Iterable[str],
    references: Iterable[str],
    places: Iterable[tuple[str, str]],
    named: tuple[Iterable[Actor], Iterable[Mention]] = ((), ()),
) -> dict[str, Any]:
    """One document as the index takes it. ``places`` are the collections it came in, each with its format there.

    ``named`` are its actors as derived: what people decided of them is applied by each search, as far as its view may
    see it.
    """
    held = list(dict.fromkeys(places))
    values: dict[str, Any] = {
        "number": row.number,
        "id": row.id,
        "text": view_text(row.text, row.view or b""),
        "kind": row.kind,
        "format": [value for name, form in held for value in (form, there(name, form))],
        "rank": row.rank,
        "lot": int(row.id[4:12], 16) % 1000,  # by chance, for samples
        "dated": "no" if row.first is None else "yes",
        "collection": list({name: None for name, _ in held}),
        "tag": list(tags),
        "refs": list(references),
    }
    if row.first is not None:
        values["first"] = row.first
        # Documents of one minute stand in an order that is the same in every index.
        values["order"] = row.first * _CHANCES + int(row.id[4:9], 16)
        values["last"] = row.last
        values["year"] = year_of(row.first)
        values["years"] = years_of(row.first, row.last)
    if row.mrn:
        values["mrn"] = row.mrn
    if row.subject:
        values["subject"] = row.subject
    # A record without text is found by the words given with it, below the texts that have them.
    stood = row.stood or ("" if row.text.strip() else given_text(row.given))
    if stood:
        values["stood"] = stood
    if row.level:
        values["level"] = row.level
    if row.precedence:
        values["precedence"] = list(precedence_words(row.precedence))
    if row.captions:
        values["caption"] = row.captions.upper().split(CAPTION_MARK)
    if row.signers:
        values["signer"] = row.signers
    if row.station or row.origin:
        values["origin"] = origins = list(_origins(row.origin or "", row.station or ""))
        values["station"] = origins[0]
    values.update(actor_values(*named))
    return values


CAPTION_MARK = "; "


def there(collection: str, value: str) -> str:
    """A value as it is in one collection: what a view asks for, where a document may have others elsewhere."""
    return f"{collection}\t{value}"


@lru_cache(maxsize=4096)
def _origins(origin: str, station: str) -> tuple[str, ...]:
    """What an originator is found by: its name, the name without blanks, the station, the posts it names."""
    return tuple(dict.fromkeys(filter(None, (station, *origin_values(origin.upper())))))


@lru_cache(maxsize=65536)
def _year_of_day(day: int) -> int:
    return (dt.date(1970, 1, 1) + dt.timedelta(days=day)).year


def year_of(minutes: int) -> int:
    """The year of a minute since 1970, UTC."""
    return _year_of_day(minutes // 1440)


def years_of(first: int, last: int | None) -> list[int]:
    """Every year that a date touches; ``last`` is exclusive."""
    return list(range(year_of(first), year_of(max((last or 0) - 1, first)) + 1))


class Index:
    """The index of one archive."""

    def __init__(self, folder: Path, index: tantivy.Index, links: Links | None = None) -> None:
        self.folder = folder
        self._links = links
        self.index = index
        self.schema = index.schema
        self._searcher: tantivy.Searcher | None = None
        self._committed = (0, 0)

    @classmethod
    def open(cls, archive: Path, *, create: bool = False) -> Index | None:
        """The index of an archive's folder; ``None`` where there is none of this version that can be opened.

        Raises:
            ArchiveError: it is to be written and must not be.
        """
        import tantivy

        links = None
        folder = archive / FOLDER / f"v{VERSION}"
        if not tantivy.Index.exists(str(folder)) if folder.is_dir() else True:
            if not create:
                return None
            shutil.rmtree(archive / FOLDER, ignore_errors=True)
            folder.mkdir(parents=True)
            index = tantivy.Index(schema(), path=str(folder))
        else:
            try:
                index = tantivy.Index.open(str(folder))
            except ValueError as error:
                refused = "Lockfile" in str(error)  # by the disk, or by whoever owns the folder
                if refused and create:
                    raise ArchiveError(f"{folder}: cannot be written ({error}); check its permissions") from error
                if refused:
                    links = Links(folder)
                    try:
                        index = tantivy.Index.open(str(links.path))
                    except ValueError:
                        return None
                elif not create:
                    return None
                else:
                    shutil.rmtree(folder)
                    return cls.open(archive, create=True)
        index.register_tokenizer(ANALYZER_NAME, analyzer())
        index.config_reader("commit", 1)
        return cls(folder, index, links)

    def searcher(self) -> tantivy.Searcher:
        """A searcher over what was committed last, by this process or another."""
        stat = (self.folder / "meta.json").stat()  # written by every commit, and cheaper to ask than a reload
        now = (stat.st_mtime_ns, stat.st_ino)
        if self._searcher is None or now != self._committed:
            if self._links is not None:
                self._links.renew()
            self.index.reload()
            self._searcher, self._committed = self.index.searcher(), now
        return self._searcher

    @contextmanager
    def filling(self, reader: StoreReader, writer: StoreWriter, *, threads: int = 1) -> Iterator[Filling]:
        """Fill the index from the store; what was given to it is committed at the end.

        Raises:
            ArchiveError: another process fills it, or the disk refuses.
        """
        try:
            tantivy_writer = self.index.writer(_HEAP, threads)
        except ValueError as error:
            busy = "lock" in str(error).lower()
            reason = "another ingest is filling it; wait for its end" if busy else f"cannot be written ({error})"
            raise ArchiveError(f"{self.folder}: {reason}") from error
        filling = Filling(self, tantivy_writer, reader, writer)
        try:
            with guarded():
                empty = not self.searcher().num_docs
            if empty:  # new, deleted, damaged or of another version: it has yet to take every document
                with writer.batch():
                    writer.outbox_all()
            yield filling
        except BaseException:
            # What is not committed stays in the outbox; the next run takes it.
            filling.abandon()
            raise
        filling.commit()
        filling.close()


@contextmanager
def guarded() -> Iterator[None]:
    """Turn what a damaged file makes of the library into an error that says what to do.

    Raises:
        ArchiveError: a file of the index is damaged or gone.
    """
    try:
        yield
    except (ValueError, OSError) as error:
        raise ArchiveError(f"the index cannot be read ({error}); cablegram archive reindex makes it anew") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the library's own code gave up; it is no Exception
            raise
        raise ArchiveError("the index is damaged; cablegram archive reindex makes it anew") from error


class Filling:
    """A run of filling an index: documents go in by number, and leave the outbox with the commit."""

    def __init__(
        self, index: Index, tantivy_writer: tantivy.IndexWriter, reader: StoreReader, writer: StoreWriter
    ) -> None:
        self._schema = index.schema
        self._tantivy: tantivy.IndexWriter | None = tantivy_writer
        self._reader, self._writer = reader, writer
        self._taken: list[int] = []

    def drain(self) -> int:
        """Take everything the outbox holds (what a run before left there); the number of documents."""
        total = 0
        while numbers := self._reader.outbox(_COMMIT):
            self.add(numbers, again=True)
            self.commit()
            total += len(numbers)
        return total

    def add(self, numbers: Sequence[int], *, again: bool = False) -> None:
        """Index documents by number; ``again`` where the index may hold them already."""
        import tantivy

        assert self._tantivy is not None
        for k in range(0, len(numbers), _BATCH):
            part = numbers[k : k + _BATCH]
            rows = self._reader.rows(part, EVERYTHING)
            tags = self._reader.tags_of(part)
            references = self._reader.references_of(part)
            collections = self._reader.collections_of(part)
            named = ActorReader(self._reader).for_index(part)
            for number in part:
                row = rows[number]
                if again:
                    self._tantivy.delete_documents_by_term("id", row.id)
                values = fields(
                    row,
                    [code for code, _ in tags.get(number, ())],
                    {r.mrn for r in references.get(number, ()) if r.mrn},
                    collections.get(number, ()),
                    named.get(number, ((), ())),
                )
                self._tantivy.add_document(tantivy.Document.from_dict(values, self._schema))
        self._taken += numbers
        if len(self._taken) >= _COMMIT:
            self.commit()

    def commit(self) -> None:
        """Commit the index, then take its documents from the outbox.

        Raises:
            ArchiveError: the disk refuses; the documents stay in the outbox.
        """
        assert self._tantivy is not None
        if not self._taken:
            return
        self._writer.settle()
        try:
            self._tantivy.commit()
        except ValueError as error:
            raise ArchiveError(f"the index cannot be written ({error}); cablegram archive reindex heals it") from error
        with self._writer.batch():
            self._writer.indexed(self._taken)
        self._taken = []

    def abandon(self) -> None:
        """Give up what was not committed."""
        self._tantivy = None

    def close(self) -> None:
        """Wait until the files of the index are merged."""
        if self._tantivy is not None:
            self._tantivy.wait_merging_threads()
            self._tantivy = None
