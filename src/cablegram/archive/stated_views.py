"""What a view shows of what documents state: positions, deadlines and the like, as lists, as a ledger, as a calendar."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cablegram.archive.position_lists import CountedHolder, StatedIn, StatedItem
    from cablegram.archive.store import Brief, Scope, StoreReader
    from cablegram.ledger.calendar import Entry
    from cablegram.ledger.choosing import Choice
    from cablegram.ledger.records import Ledger


class StatedView(ABC):
    """The part of a view that asks for what is stated."""

    _reader: StoreReader

    @property
    @abstractmethod
    def scope(self) -> Scope:
        """The condition the store is asked with."""

    @abstractmethod
    def resolve(self, name: str) -> list[Brief]:
        """The documents a name means."""

    @abstractmethod
    def _matching(self, query: str | None) -> list[int] | None:
        """The numbers of the documents that a query matches; ``None`` where there is none."""

    def positions(
        self,
        query: str | None = None,
        *,
        holder: str | None = None,
        stance: str | None = None,
        kind: str | None = None,
        optional: bool = False,
        limit: int | None = None,
    ) -> Iterator[StatedItem]:
        """The positions, expectations, deadlines and actions that documents state, in the order of filing and of the text.

        ``holder`` is an actor's id or name, as people decided; ``kind`` is ``position``, ``expectation`` ...; a ``stance``
        is of positions alone; ``optional`` has those on which careful readers may differ.

        Raises:
            UsageError: there is no such kind or stance.
            QueryError: the query cannot be read.
            ArchiveError: there is a query and the archive has no index.
        """
        from cablegram.archive.position_lists import Stating, chosen_by

        chosen = chosen_by(kind, stance, optional=optional)
        return islice(Stating(self._reader, self.scope).items(chosen, holder, self._matching(query)), limit)

    def holders(
        self, query: str | None = None, *, kind: str = "position", optional: bool = False
    ) -> list[CountedHolder]:
        """Who holds positions (or another ``kind``), in how many documents and with which stances, most documents first."""
        from cablegram.archive.position_lists import Stating, chosen_by

        chosen = chosen_by(kind, None, optional=optional)
        return Stating(self._reader, self.scope).holders(chosen, self._matching(query))

    def stated(self, name: str) -> list[StatedIn]:
        """Everything stated in each document of a cable, or in one document."""
        from cablegram.archive.position_lists import Stating

        return list(Stating(self._reader, self.scope).of([brief.number for brief in self.resolve(name)]))

    def ledger(
        self,
        query: str | None = None,
        choice: Choice | None = None,
        *,
        optional: bool = False,
        limit: int | None = None,
        quotes: int | None = None,
    ) -> Ledger:
        """Who wants what across the documents, or those a query matches: options, issues, rows, changes, contradictions.

        ``choice`` says what is counted and shown; ``limit`` how many options at most, those of most documents first;
        ``quotes`` how many places of each stance a row keeps, the latest: then there are no findings, and it is quick.
        ``optional`` counts positions on which careful readers may differ.

        Raises:
            QueryError: the query cannot be read.
            ArchiveError: there is a query and the archive has no index.
        """
        from cablegram.archive.ledgers import Ledgers
        from cablegram.ledger.choosing import Choice

        numbers = self._matching(query)
        ledgers = Ledgers(self._reader, self.scope)
        return ledgers.ledger(choice or Choice(), numbers, optional=optional, limit=limit, quotes=quotes)

    def calendar(
        self, query: str | None = None, *, since: str | None = None, until: str | None = None, optional: bool = False
    ) -> list[Entry]:
        """What falls due: mandates, meetings, decisions, deadlines, entry dates, by date, each with every place that says so.

        ``since`` and ``until`` are ISO dates or beginnings of one. A mandate that ends without a decision to be taken on it
        is marked.

        Raises:
            QueryError: the query cannot be read.
            ArchiveError: there is a query and the archive has no index.
        """
        from cablegram.archive.ledgers import Ledgers

        numbers = self._matching(query)
        return Ledgers(self._reader, self.scope).calendar(numbers, since, until, optional=optional)
