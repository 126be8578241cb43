"""The ledger of a view: what its documents state, put together by :mod:`cablegram.ledger`, as people decided.

Everything is made of the documents that the view may show and of no others: options and issues too, so that no name and no
merge tells of a document that is hidden. What is asked for by query, post, date or voice is counted in the options of the
whole view, so that an option is the same whatever is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cablegram.archive.briefs import moment
from cablegram.archive.ledger_decisions import LedgerDecisions
from cablegram.archive.ledger_holders import Holders
from cablegram.archive.ledger_stage import QUOTES, is_fresh
from cablegram.archive.ledger_stored import StoredLedger
from cablegram.archive.position_lists import Stating
from cablegram.archive.store.position_rows import Chosen, PositionReader
from cablegram.archive.store.reading import EVERYTHING, Scope, SharingReader, StoreReader
from cablegram.ledger.calendar import Due, Entry, Taken, calendar, due_in, taken_in
from cablegram.ledger.choosing import Choice
from cablegram.ledger.records import Ledger, Source, Told, Whole
from cablegram.ledger.selecting import grouped, part_of

_AT_ONCE = 500
_KEPT = 3  # ledgers of views that are kept


class Ledgers(SharingReader):
    """The ledgers of one view."""

    def __init__(self, reader: StoreReader, scope: Scope) -> None:
        super().__init__(reader)
        self._reader, self._scope = reader, scope

    def ledger(
        self,
        choice: Choice,
        numbers: Sequence[int] | None,
        *,
        optional: bool,
        limit: int | None = None,
        quotes: int | None = None,
    ) -> Ledger:
        """The part of the ledger that is asked for: ``numbers`` are the documents that count, ``limit`` how many options,
        those of most documents first, ``quotes`` how many places of each stance a row keeps (and then no findings)."""
        there = None if numbers is None else {brief.id for brief in self.briefs(numbers, self._scope).values()}
        others = self._actors_decided()
        # Who holds what is chosen by holders as the stage found them; where they are others it is made anew.
        if self._scope == EVERYTHING and not optional and is_fresh(self._reader) and not (others and choice.rows):
            holders = Holders(self._reader) if others else None
            stored = StoredLedger(self._reader, LedgerDecisions(self._reader, self._scope).rulings, holders)
            everything = there is None and choice.counts_all
            if everything and quotes is not None and quotes <= QUOTES:
                return stored.ready(choice, limit, quotes)
            if everything:
                return stored.part(choice, limit, quotes)
            return stored.part_in(choice, there, limit, quotes)
        return part_of(self.whole(optional=optional), choice, there, limit, quotes)

    def _actors_decided(self) -> bool:
        """Whether people decided on actors: then holders are others than the stage found."""
        return any(
            kind.startswith("actor-")
            for (kind,) in self._all("SELECT DISTINCT kind FROM decision WHERE undone IS NULL")
        )

    def calendar(
        self, numbers: Sequence[int] | None, since: str | None, until: str | None, *, optional: bool
    ) -> list[Entry]:
        """The calendar of the documents that count."""
        stating, rows = Stating(self._reader, self._scope), PositionReader(self._reader)
        due: list[Due] = []
        taken: list[Taken] = []
        for kind in ("deadline", "action"):
            found = rows.documents(Chosen(kind, None, optional=optional), self._scope, numbers)
            if not due and kind == "action":
                break  # nothing that something done could settle
            for k in range(0, len(found), _AT_ONCE):
                part = found[k : k + _AT_ONCE]
                sources = self.sources(part)
                for one in stating.of(part):
                    if kind == "deadline":
                        due += due_in(sources[one.document], one.stated, optional=optional)
                    else:
                        taken += taken_in(sources[one.document], one.stated, optional=optional)
        return calendar(due, taken, since, until)

    def whole(self, *, optional: bool) -> Whole:
        """Everything that the documents of the view hold, as people decided."""

        def make() -> Whole:
            return grouped(self.told(optional=optional), LedgerDecisions(self._reader, self._scope).rulings)

        return self._known(("ledger", self._scope, optional), make)

    def _known(self, key: object, make: Callable[[], Whole]) -> Whole:
        """What was made before, where neither documents nor decisions have changed since."""
        state = self._reader.state(), self._all("SELECT count(*), count(undone), max(number) FROM decision")
        found = self.kept.pop(key, None)
        if found is None or found[0] != state:
            found = state, make()
        self.kept[key] = found
        ours = [one for one in self.kept if isinstance(one, tuple) and one[0] == "ledger"]
        for old in ours[:-_KEPT]:
            del self.kept[old]
        whole = found[1]
        assert isinstance(whole, Whole)
        return whole

    def told(self, *, optional: bool, stating: Stating | None = None) -> Iterator[Told]:
        """Every position of the view with its cable, as people decided of its holder, or as ``stating`` has it."""
        stating = stating or Stating(self._reader, self._scope)
        rows = PositionReader(self._reader)
        found = rows.documents(Chosen("position", None, optional=optional), self._scope)
        for k in range(0, len(found), _AT_ONCE):
            part = found[k : k + _AT_ONCE]
            sources = self.sources(part)
            for one in stating.of(part):
                for position in one.stated.positions:
                    if optional or not position.optional:
                        yield Told(sources[one.document], position)

    def sources(self, numbers: Sequence[int]) -> dict[str, Source]:
        """The cables of documents, by the ids of these."""
        tags = self.tags_of(numbers)
        found = {}
        for brief in self.briefs(numbers, self._scope).values():
            day = moment(brief.first, brief.precision) or ""
            found[brief.id] = Source(
                brief.id,
                brief.cable,
                day[:10] if len(day) >= 10 else "",
                brief.origin or "",
                " ".join((brief.subject or "").split()),
                tuple(code for code, _ in tags.get(brief.number, ())),
            )
        return found
