"""A view: what may be seen of an archive, and every question one can ask of it.

``archive.view(collections=…, up_to=…)`` gives one; the archive itself is the view of everything. A document is seen if
it came from one of the collections and its mark is not above ``up_to``; a document whose mark is not known stands above
every mark. Whatever is derived across documents (threads, counts, gaps) is computed from those alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from cablegram.archive.packing import PlacedParagraph, unpack_paragraphs, unpack_view
from cablegram.archive.store import Brief, FindingRow, ReferenceRow, Row, Scope, Seen, StoreReader
from cablegram.errors import UsageError
from cablegram.formats import Given
from cablegram.source.view import View as ReadingView
from cablegram.tables.words import mark_rank, mark_ranks
from cablegram.telegram.mrn import canonical_mrn

if TYPE_CHECKING:
    from cablegram.archive.index import Index


class Document(msgspec.Struct, frozen=True):
    """A document as filed: its text as it came in, where it came from, and what was derived of it.

    ``text[start:end]`` of every paragraph, finding and reference is the exact text. ``tags`` are codes.
    """

    row: Row
    given: tuple[Given, ...]
    places: tuple[Seen, ...]
    tags: tuple[str, ...]
    references: tuple[ReferenceRow, ...]
    findings: tuple[FindingRow, ...]
    paragraphs: tuple[PlacedParagraph, ...]

    @property
    def text(self) -> str:
        """The text as it came in."""
        return self.row.text

    def reading(self) -> ReadingView:
        """The reading view, with its map back to the text."""
        return unpack_view(self.row.text, self.row.view or b"")


class View:
    """What may be seen of an archive. Made by :meth:`cablegram.archive.Archive.view`."""

    def __init__(
        self,
        reader: StoreReader,
        index: Index | None,
        *,
        collections: Sequence[str] | None = None,
        up_to: str | None = None,
    ) -> None:
        self._reader = reader
        self._index = index
        self.names = None if collections is None else tuple(collections)
        self.up_to = up_to
        if up_to is not None and up_to not in mark_ranks():
            raise UsageError(f"no mark {up_to!r}; the marks are: {', '.join(mark_ranks())}")

    @cached_property
    def scope(self) -> Scope:
        """The condition the store is asked with."""
        known = self._reader.collections()
        numbers = None if self.names is None else tuple(known[name] for name in self.names if name in known)
        return Scope(numbers, None if self.up_to is None else mark_rank(self.up_to))

    def resolve(self, name: str) -> list[Brief]:
        """The documents a name means: the id of a document, or the name of a cable in any spelling, sections in order."""
        found = self._reader.named(name.strip(), self.scope)
        if not found and not name.startswith("doc-"):
            mrn = canonical_mrn(name)
            if mrn and mrn != name:
                found = self._reader.named(mrn, self.scope)
        return found

    def document(self, name: str) -> Document | None:
        """One document by its id, or the first document of a cable; ``None`` where the view holds none."""
        found = self.resolve(name)
        return self.by_number(found[0].number) if found else None

    def cable(self, name: str) -> list[Document]:
        """Every document of a cable: its copies, sections and releases."""
        return [document for brief in self.resolve(name) if (document := self.by_number(brief.number)) is not None]

    def by_number(self, number: int) -> Document | None:
        """One document by the number the store gave it."""
        row = self._reader.rows([number], self.scope).get(number)
        return None if row is None else self._document(row)

    def _document(self, row: Row) -> Document:
        number = row.number
        given = msgspec.json.decode(row.given, type=list[tuple[str, str, str | None]]) if row.given else ()
        return Document(
            row,
            tuple(Given(*one) for one in given),
            tuple(self._reader.places(number, self.scope)),
            tuple(code for code, _ in self._reader.tags_of([number]).get(number, ())),
            tuple(self._reader.references_of([number]).get(number, ())),
            tuple(self._reader.findings_of(number)),
            unpack_paragraphs(row.paragraphs or b""),
        )

    def documents(self) -> Iterator[Row]:
        """Every document, in the order they were filed."""
        return self._reader.stream(self.scope)

    def collections(self) -> list[str]:
        """The collections that may be seen."""
        known = self._reader.collections()
        return [name for name in known if self.names is None or name in self.names]

    def suggest(self, start: str, limit: int = 10) -> list[str]:
        """Names of cables that begin so."""
        return self._reader.alike(start.strip().upper().replace(" ", ""), self.scope, limit)
