"""The ledger of everything as the stage left it, with what people decided laid over it when it is read.

Options on whose documents nobody decided anything are taken as they are; the few others, with all of their issues, are read
whole and decided anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property

from msgspec import structs

from cablegram.archive.ledger_holders import Holders
from cablegram.archive.ledger_stage import Ready, issues_of, names_of, option_of, ready_of
from cablegram.archive.store.ledger_rows import LedgerReader, OptionRow
from cablegram.archive.store.reading import StoreReader
from cablegram.ledger.choosing import Choice, fits, headed, known_as, narrowed, shown
from cablegram.ledger.decided import Ruling, decided
from cablegram.ledger.records import Issue, Ledger, Near, Option, Row, Told, Whole
from cablegram.ledger.rows import rows, shortened
from cablegram.ledger.selecting import part_of, rank

_Rank = tuple[int, str, str]


class StoredLedger:
    """The stored ledger under some rulings, and with ``holders`` as people decided who they are."""

    def __init__(self, reader: StoreReader, rulings: Sequence[Ruling], holders: Holders | None = None) -> None:
        self._rows = LedgerReader(reader)
        self._rulings = rulings
        self._holders = holders
        self._before: dict[str, tuple[Told, ...]] = {}  # what is told of those that rulings may change, before they did

    def _option(self, row: OptionRow) -> Option:
        """An option, whole, with its holders of today."""
        option = option_of(row)
        return option if self._holders is None else self._holders.held(option)

    @cached_property
    def _elsewhere(self) -> set[str]:
        """The options of the documents that have decisions on actors of their own."""
        return set() if self._holders is None else self._rows.of_documents(sorted(self._holders.documents))

    def _is_held_otherwise(self, ready: Ready) -> bool:
        """Whether a holder of an option may be another than the stage found."""
        changed = frozenset() if self._holders is None else self._holders.changed
        return ready.option.id in self._elsewhere or any(row.holder_id in changed for row in ready.rows)

    @cached_property
    def _touched(self) -> set[str]:
        """The options, as derived, that rulings may change: those of their documents, and all in one issue with them."""
        places = {place[0] for one in self._rulings for place in (one.place, one.other) if place}
        return self._rows.beside(sorted(self._rows.of_documents(sorted(places)))) if places else set()

    @cached_property
    def _decided(self) -> Whole:
        """What rulings made of these."""
        found = [self._option(row) for row in self._rows.options(sorted(self._touched), told=True)]
        self._before = {option.id: option.told for option in found}
        issues = issues_of(self._rows.issues(sorted({option.issue for option in found})))
        return decided(Whole(tuple(issues), tuple(found)), self._rulings)

    def ready(self, choice: Choice, limit: int | None, quotes: int) -> Ledger:
        """The ledger of what is asked for, everything counted, each row with its latest quotes."""
        chosen, left = self._select(choice, limit)
        return self._assembled(chosen, self._ours, choice, quotes, left)

    def part(self, choice: Choice, limit: int | None, quotes: int | None) -> Ledger:
        """The ledger of what is asked for, everything counted, with every quote and the findings or as many as asked for."""
        chosen, left = self._select(choice, limit)
        return structs.replace(part_of(self._whole(chosen), choice, None, None, quotes), left_out=left)

    def part_in(
        self, choice: Choice, documents: Collection[str] | None, limit: int | None, quotes: int | None
    ) -> Ledger:
        """The ledger of what is asked for, where less than everything is counted."""
        wanted = {id for _, id in self._chosen(structs.replace(choice, stances=()))} - self._touched
        if documents is not None:
            wanted &= self._rows.of_documents(sorted(documents))
        return part_of(self._whole(wanted | set(self._ours)), choice, documents, limit, quotes)

    @cached_property
    def _ours(self) -> dict[str, Option]:
        """The options that rulings made, or may have changed."""
        return {option.id: option for option in self._decided.options} if self._touched else {}

    def _select(self, choice: Choice, limit: int | None) -> tuple[set[str], int]:
        """The options asked for, those of most documents first, and how many more there are."""
        ours = self._ours
        names = {issue.id: issue.name for issue in self._decided.issues} if self._touched else {}
        ranks = [
            (rank(one), one.id)
            for one in ours.values()
            if self._fits(one, names[one.issue], choice) and (not choice.rows or shown(rows(one), choice))
        ]
        count = len(ranks)
        if choice.narrow or choice.rows:
            others = [row for row in self._chosen(choice) if row[1] not in self._touched]
            count += len(others)
            ranks += others
        else:
            count += self._rows.count() - len(self._touched)
            wanted = count if limit is None else limit + len(self._touched)
            first = [id for id in self._rows.first(wanted) if id not in self._touched]
            ranks += [((-row.documents, row.date, row.id), row.id) for row in self._rows.options(first, told=False)]
        chosen = {id for _, id in sorted(ranks)[:limit]}
        return chosen, count - len(chosen)

    def _assembled(
        self, chosen: Collection[str], ours: dict[str, Option], choice: Choice, quotes: int, left: int
    ) -> Ledger:
        options: list[Option] = []
        first: dict[str, tuple[object, ...]] = {}
        made: list[Row] = []
        near: list[Near] = []
        kept: dict[str, Sequence[Row]] = {}  # of options that rulings left with the same positions
        for stored in self._rows.options(sorted(chosen), told=False):
            ready = ready_of(stored)
            near += (one for one in ready.near if one.other in chosen)
            otherwise = self._is_held_otherwise(ready)
            if stored.id in ours:
                if ours[stored.id].told == self._before.get(stored.id) and not otherwise:
                    kept[stored.id] = ready.rows
                continue
            of_today: Sequence[Row] = ready.rows
            if otherwise:
                (whole,) = self._rows.options([stored.id], told=True)
                of_today = rows(self._option(whole))
            found = [shortened(row, quotes) for row in of_today]
            told = tuple(sorted((one for row in found for one in (*row.before, *row.told)), key=lambda one: one.order))
            options.append(structs.replace(ready.option, told=told))
            first[stored.id] = ready.first
            made += found
        for id in sorted(set(chosen) & set(ours)):
            options.append(ours[id])
            first[id] = ours[id].told[0].order
            made += (shortened(row, quotes) for row in kept.get(id) or rows(ours[id]))
        options.sort(key=lambda one: (first[one.id], one.id))
        order = {option.id: at for at, option in enumerate(options)}
        made.sort(key=lambda row: order[row.option])
        issues = self._issues(options)
        near.sort(key=lambda one: (-one.score, order[one.one], order[one.other]))
        book = Ledger(tuple(issues), tuple(options), tuple(made), (), tuple(near))
        return structs.replace(narrowed(book, choice), left_out=left)

    def _issues(self, options: Iterable[Option]) -> list[Issue]:
        order: dict[str, int] = {}
        for at, option in enumerate(options):
            order.setdefault(option.issue, at)
        ours = {issue.id: issue for issue in self._decided.issues} if self._touched else {}
        stored = issues_of(self._rows.issues(sorted(set(order) - set(ours))))
        found = [*stored, *(issue for id, issue in ours.items() if id in order)]
        return sorted(found, key=lambda issue: order[issue.id])

    def _chosen(self, choice: Choice) -> list[tuple[_Rank, str]]:
        """The options, as derived, that fit what is asked for, with their rank."""
        holders = [" ".join(one.split()) for one in choice.holders]
        held = self._rows.holding(holders, choice.stances) if holders or choice.stances else None
        found = []
        for id, issue, documents, date, names, headings in self._rows.called():
            if held is not None and id not in held:
                continue
            if choice.narrow and not fits(
                (id, issue), names_of(names), names_of(headings) if choice.body else (), choice
            ):
                continue
            found.append(((-documents, date, id), id))
        return found

    @staticmethod
    def _fits(option: Option, issue: str, choice: Choice) -> bool:
        if not choice.narrow:
            return True
        return fits((option.id, option.issue), known_as(option, issue), headed(option) if choice.body else (), choice)

    def _whole(self, chosen: Collection[str]) -> Whole:
        """Options with all that is told of them, and their issues."""
        stored = self._rows.options(sorted(set(chosen) - set(self._ours)), told=True)
        options = [*map(self._option, stored), *(one for id, one in self._ours.items() if id in chosen)]
        touched = self._rows.options(sorted(set(chosen) & set(self._ours)), told=False)
        options.sort(key=lambda one: (one.told[0].order, one.id))
        order = {option.id: at for at, option in enumerate(options)}
        near = sorted(
            (
                one
                for row in (*stored, *touched)
                for one in ready_of(row).near
                if one.one in order and one.other in order
            ),
            key=lambda one: (-one.score, order[one.one], order[one.other]),
        )
        return Whole(tuple(self._issues(options)), tuple(options), tuple(near))
