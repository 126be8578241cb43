"""Holders as people decided who they are, laid over what the stage *ledger* left."""

from __future__ import annotations

from collections import defaultdict

from msgspec import structs

from cablegram.archive.position_lists import Stating
from cablegram.archive.store import EVERYTHING, StoreReader
from cablegram.archive.store.threading_queries import ThreadingQueries
from cablegram.ledger.records import Option, Told
from cablegram.positions.records import Position


class Holders:
    """The decisions on actors of an archive, for options of its ledger."""

    def __init__(self, reader: StoreReader) -> None:
        self._stating = Stating(reader, EVERYTHING)
        self.changed = frozenset(self._stating.decided.everywhere)  # holders who are others everywhere
        own = ThreadingQueries(reader).briefs(self._stating.decided.own, EVERYTHING)
        self._own = {brief.id: number for number, brief in own.items()}
        self.documents = frozenset(self._own)  # those that have decisions of their own

    def touches(self, option: Option) -> bool:
        """Whether a holder of an option, whole, may be another now."""
        return any(one.source.document in self._own or one.position.holder_id in self.changed for one in option.told)

    def held(self, option: Option) -> Option:
        """An option, whole, with its holders of today."""
        if not self.touches(option):
            return option
        fresh = self._read({one.source.document for one in option.told} & set(self._own))
        return structs.replace(option, told=tuple(self._now(one, fresh) for one in option.told))

    def _now(self, one: Told, fresh: dict[tuple[object, ...], list[Position]]) -> Told:
        same = fresh.get(_key(one.source.document, one.position))
        if same:
            return structs.replace(one, position=same[0] if len(same) == 1 else same.pop(0))
        name, actor = self._stating.everywhere(one.position.holder, one.position.holder_id)
        return structs.replace(one, position=structs.replace(one.position, holder=name, holder_id=actor))

    def _read(self, documents: set[str]) -> dict[tuple[object, ...], list[Position]]:
        """The positions of documents that have decisions of their own, as these make them."""
        found: dict[tuple[object, ...], list[Position]] = defaultdict(list)
        for one in self._stating.of(sorted(self._own[name] for name in documents)):
            for position in one.stated.positions:
                found[_key(one.document, position)].append(position)
        return found


def _key(document: str, position: Position) -> tuple[object, ...]:
    """What a position is whoever holds it."""
    return document, structs.replace(position, holder="", holder_id="")
