"""A view: what may be seen of an archive, and every question one can ask of it.

``archive.view(collections=…, up_to=…)`` gives one; the archive itself is the view of everything. A document is seen if
it came from one of the collections and its mark is not above ``up_to``; a document whose mark is not known stands above
every mark. Whatever is derived across documents (threads, counts, gaps) is computed from those alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from cablegram.archive.door import storable
from cablegram.archive.packing import PlacedParagraph, unpack_paragraphs, unpack_view
from cablegram.archive.stated_views import StatedView
from cablegram.archive.store import Brief, FindingRow, ReferenceRow, Row, Scope, Seen, StoreReader
from cablegram.errors import UsageError
from cablegram.tables.words import mark_rank, mark_ranks
from cablegram.telegram.mrn import canonical_mrn

if TYPE_CHECKING:
    from cablegram.actors.network import Network
    from cablegram.archive.actor_decisions import ActorDecisions
    from cablegram.archive.actor_lists import CountedActor, NamedDocument, Within
    from cablegram.archive.comparing import Comparison
    from cablegram.archive.copies import Copies
    from cablegram.archive.decisions import Decision
    from cablegram.archive.describing import Description, Stats, Unreadable
    from cablegram.archive.gaps import Gaps, Missing, Stub
    from cablegram.archive.index import Index
    from cablegram.archive.near import Pair
    from cablegram.archive.searching import Results, Searching, Sort
    from cablegram.archive.threads import Thread
    from cablegram.formats import Given
    from cablegram.source.view import View as ReadingView


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


class View(StatedView):
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
        named = [collections] if isinstance(collections, str) else collections
        self.names = None if named is None else tuple(map(storable, named))
        self.up_to = up_to
        self._scope: Scope | None = None
        if up_to is not None and up_to not in mark_ranks():
            raise UsageError(f"no mark {up_to!r}; the marks are: {', '.join(mark_ranks())}")

    @property
    def scope(self) -> Scope:
        """The condition the store is asked with."""
        if self._scope is not None:
            return self._scope
        known = self._reader.collections()
        numbers = None if self.names is None else tuple(known[name] for name in self.names if name in known)
        scope = Scope(numbers, None if self.up_to is None else mark_rank(self.up_to))
        if numbers is None or len(numbers) == len(self.names or ()):  # else a collection may be filed yet
            self._scope = scope
        return scope

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
        if row.given:
            from cablegram.formats import Given  # every format, so only where something was given
        given = msgspec.json.decode(row.given, type=list[tuple[str, str, str | None, str | None]]) if row.given else ()
        return Document(
            row,
            tuple(Given(*one) for one in given),
            tuple(self._reader.places(number, self.scope)),
            tuple(code for code, _ in self._reader.tags_of([number]).get(number, ())),
            tuple(self._reader.references_of([number]).get(number, ())),
            tuple(self._reader.findings_of(number)),
            unpack_paragraphs(row.paragraphs or b""),
        )

    def search(
        self,
        query: str = "",
        *,
        limit: int = 20,
        offset: int = 0,
        sort: Sort | None = None,
        facets: Sequence[str] | bool = False,
        since: str | None = None,
        until: str | None = None,
        tags: Sequence[str] = (),
        origin: str | None = None,
        level: str | None = None,
        kind: str | None = None,
        typing: bool = False,
    ) -> Results:
        """Search. ``query`` is in the language of ``docs/query.md``; the filters say the same as its fields.

        ``sort`` is ``rank``, ``date`` or ``date-desc``; where nothing is said, by rank, and by date where nothing ranks.
        ``facets`` are names of :data:`~cablegram.archive.searching.FACETS`, or ``True`` for all. ``typing`` takes the
        last word as the beginning of one.

        Raises:
            QueryError: the query cannot be read; the error says where.
            UsageError: a limit, an order or a facet that makes no sense.
            ArchiveError: the archive has no index.
        """
        from cablegram.archive.searching import FACETS, filter_trees, query_tree, ranks

        filters = filter_trees(since=since, until=until, tags=tags, origin=origin, level=level, kind=kind)
        tree = query_tree(query, filters, typing=typing)
        chosen = tuple(FACETS) if facets is True else tuple(facets or ())
        order: Sort = sort or ("rank" if ranks(tree) else "date")
        return self._searching().search(query, tree, limit=limit, offset=offset, sort=order, facets=chosen)

    def count(self, query: str) -> int:
        """How many documents a query matches."""
        return self.search(query, limit=0).total

    def actors(
        self, query: str | None = None, *, kinds: Sequence[str] = (), limit: int | None = None
    ) -> list[CountedActor]:
        """The actors that documents name, as people decided, those in most documents first.

        ``query`` limits it to the documents it matches, ``kinds`` to kinds of actors (``state``, ``person`` …).

        Raises:
            QueryError: the query cannot be read.
            ArchiveError: there is a query and the archive has no index.
        """
        from cablegram.archive.actor_lists import counted

        found = counted(self._decided(), self.scope, self._matching(query))
        return [one for one in found if not kinds or one.kind in kinds][:limit]

    def mentions(self, query: str | None = None) -> Iterator[NamedDocument]:
        """The mentions in every document, or in those a query matches, as people decided; in the order of filing.

        Raises:
            QueryError: the query cannot be read.
            ArchiveError: there is a query and the archive has no index.
        """
        from cablegram.archive.actor_lists import named

        numbers = self._matching(query)
        return named(self._decided(), [row.number for row in self.documents()] if numbers is None else numbers)

    def named(self, name: str) -> list[NamedDocument]:
        """The mentions in each document of a cable, or in one document, as people decided."""
        from cablegram.archive.actor_lists import named

        return list(named(self._decided(), [brief.number for brief in self.resolve(name)]))

    def network(
        self,
        query: str | None = None,
        *,
        within: Within = "document",
        kinds: Sequence[str] = (),
        least: int = 1,
    ) -> Network:
        """Which actors are named together in a document, or ``within`` a ``paragraph``; ``cablegram.actors.network``.

        ``query`` limits it to the documents it matches, ``kinds`` to kinds of actors (all but places, regions and groups of
        people where none is given); edges of fewer than ``least`` documents are left out.

        Raises:
            QueryError: the query cannot be read.
            ArchiveError: there is a query and the archive has no index.
        """
        from cablegram.archive.actor_lists import ACTING, network

        numbers = self._matching(query)
        return network(self._decided(), self.scope, numbers, within=within, kinds=kinds or ACTING, least=least)

    def _decided(self) -> ActorDecisions:
        from cablegram.archive.actor_decisions import ActorDecisions

        return ActorDecisions(self._reader, self.scope)

    def _matching(self, query: str | None) -> list[int] | None:
        """The numbers of the documents that a query matches; ``None`` where there is none."""
        from cablegram.archive.searching import query_tree

        if query is None or not query.strip():
            return None
        return self._searching().numbers(query_tree(query))

    def _searching(self) -> Searching:
        from cablegram.archive.searching import Searching

        return Searching(self._index, self._reader, self.scope, self.names)

    def documents(self) -> Iterator[Row]:
        """Every document, in the order they were filed."""
        return self._reader.stream(self.scope)

    def collections(self) -> list[str]:
        """The collections that may be seen; in a view with ``up_to`` those of which it shows a document."""
        known = self._reader.collections() if self.up_to is None else self._reader.collections_with(self.scope)
        return [name for name in known if self.names is None or name in self.names]

    def stats(self, top: int = 20) -> Stats:
        """What may be seen, in numbers; of origins and findings the ``top`` most frequent."""
        from cablegram.archive.describing import stats

        whole = self.names is None and self.up_to is None
        return stats(self._reader, self.scope, self._reader.folder if whole else None, top)

    def describe(self, title: str | None = None) -> Description:
        """A description of what may be seen, to be cited; the title is the folder's name where none is given."""
        from cablegram.archive.describing import describe

        return describe(self._reader, self.scope, title or self._reader.folder.resolve().name, self.up_to)

    def unread(self) -> list[Unreadable]:
        """What could not be read of the collections; nothing in a view with ``up_to``, for such things have no mark."""
        from cablegram.archive.describing import unread

        return unread(self._reader, self.scope)

    def suggest(self, start: str, limit: int = 10) -> list[str]:
        """Names of cables that begin so."""
        return self._reader.alike(start.strip().upper().replace(" ", ""), self.scope, limit)

    def thread(self, name: str, depth: int = 2, *, limit: int | None = 500) -> Thread | None:
        """The references to and from a cable, ``depth`` steps each way, with at most ``limit`` cables.

        ``None`` where no cable of that name is held or referred to.
        """
        from cablegram.archive.threads import thread

        found = self.resolve(name)
        return thread(self._reader, self.scope, found[0].cable if found else name, depth, limit)

    def gaps(self, station: str, year: int) -> Gaps:
        """The numbers of a station and year: held, missing between them, and referred to."""
        from cablegram.archive.gaps import gaps

        return gaps(self._reader, self.scope, station, year)

    def missing(self, limit: int | None = 100, station: str | None = None, year: int | None = None) -> list[Missing]:
        """Cables only referred to, the most referred to first."""
        from cablegram.archive.gaps import missing

        return missing(self._reader, self.scope, limit, station, year)

    def stub(self, name: str) -> Stub | None:
        """What is known of a cable only referred to; ``None`` where it is held, or nothing refers to it."""
        from cablegram.archive.gaps import stub

        return stub(self._reader, self.scope, name)

    def copies(self, name: str) -> Copies | None:
        """The documents of a cable: its sections, the texts of each, the copies of each text; ``None`` without any."""
        from cablegram.archive.copies import copies_of

        return copies_of(self, self._reader, name)

    def compare(self, a: str, b: str) -> Comparison | None:
        """Two documents side by side, by their ids or the names of cables; ``None`` where one of them is not held."""
        from cablegram.archive.comparing import compare

        one, other = self.document(a), self.document(b)
        return None if one is None or other is None else compare(one, other)

    def near_duplicates(
        self,
        threshold: float = 0.8,
        limit: int | None = None,
        *,
        told: Callable[[str, int, int], None] | None = None,
    ) -> Iterator[Pair]:
        """Documents of different cables that are nearly the same, the most alike first, but those a person decided on.

        It reads every text there is; see ``near.py`` for what that costs.
        """
        from cablegram.archive.decisions import pairs
        from cablegram.archive.near import near_duplicates

        return near_duplicates(self._reader, self.scope, threshold, limit, pairs(self._reader, self.scope), told)

    def decisions(self, document: str | None = None, *, undone: bool = False) -> list[Decision]:
        """What people decided, of one document (by its id, or a cable's name: of all its documents) or of everything.

        A decision on two documents is told of either.
        """
        from cablegram.archive.decisions import PAIRS, decisions

        found = decisions(self._reader, self.scope, undone=undone)
        if document is None:
            return found
        ids = {brief.id for brief in self.resolve(document)} or {document}
        return [one for one in found if one.document in ids or (one.kind in PAIRS and one.value in ids)]
