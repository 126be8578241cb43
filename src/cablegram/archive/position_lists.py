"""Who wants what in a view: the items that documents state, by holder, stance and kind, and the holders counted.

What was derived is shown as people decided of its actors, and with the people across the cables of the view, as mentions
are: the holder of an item is the actor that his mentions in that document are now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import get_args

import msgspec

from cablegram.actors.records import Actor, Mention
from cablegram.archive.actor_decisions import ActorDecisions
from cablegram.archive.records import Stood
from cablegram.archive.stating import KINDS, held_by, holder_of, items_of, unpack
from cablegram.archive.store.actor_rows import ActorReader
from cablegram.archive.store.position_rows import Chosen, PositionReader, StatedDocument
from cablegram.archive.store.reading import Scope, StoreReader
from cablegram.errors import ArchiveError, UsageError
from cablegram.positions.records import Item, Stance, Stated

_STANCES: tuple[Stance, ...] = get_args(Stance)
_AT_ONCE = 200  # documents


class StatedItem(msgspec.Struct, frozen=True):
    """An item with its document; ``kind`` is ``position``, ``expectation``, ``deadline`` or ``action``."""

    document: str
    cable: str
    kind: str
    item: Item


class StatedIn(msgspec.Struct, frozen=True):
    """Everything stated in a document; ``made`` says from whose actors: found with the ``model``, by ``rules``, ``none``;
    or ``left out`` where positions were not looked for."""

    document: str
    cable: str
    made: Stood
    stated: Stated


class CountedHolder(msgspec.Struct, frozen=True):
    """Who holds positions (or expects, acts, is responsible): the documents, the items in them, and these by stance.

    ``id`` is empty for one whom only the words of a text name.
    """

    id: str
    name: str
    documents: int
    items: int
    support: int
    lean_support: int
    neutral: int
    lean_oppose: int
    oppose: int


class Stating:
    """The items of one view; as derived, with people linked, where ``decided`` is no."""

    def __init__(self, reader: StoreReader, scope: Scope, *, decided: bool = True) -> None:
        self._reader, self._scope, self._heed = reader, scope, decided
        self._rows = PositionReader(reader)
        self._documents: dict[int, list[tuple[Mention, Mention]]] = {}

    @property
    def decided(self) -> ActorDecisions:
        """What people decided of actors, as it holds here."""
        return self._decided

    def everywhere(self, name: str, actor: str) -> tuple[str, str]:
        """Name and id of a holder whose person is known already, after what holds in every document."""
        return self._everywhere(-1, name, actor)

    @cached_property
    def _decided(self) -> ActorDecisions:
        return ActorDecisions(self._reader, self._scope, decided=self._heed)

    def of(self, numbers: Sequence[int]) -> Iterator[StatedIn]:
        """Everything stated in documents that were looked at, in order of number."""
        for one in self._rows.of(numbers, self._scope):
            found = _unpacked(one)
            lists = {
                field: tuple(self._as_decided(one.number, item) for item in getattr(found, field))
                for field in ("positions", "expectations", "deadlines", "actions")
            }
            yield StatedIn(one.id, one.cable, one.made, msgspec.structs.replace(found, **lists))

    def items(
        self, chosen: Chosen, holder: str | None = None, numbers: Sequence[int] | None = None
    ) -> Iterator[StatedItem]:
        """The items chosen, in order of number and of the text; ``holder`` is an id or a name."""
        if holder is not None:
            chosen = self._held_by(chosen, holder)
        found = self._rows.documents(chosen, self._scope, numbers)
        for k in range(0, len(found), _AT_ONCE):
            part = found[k : k + _AT_ONCE]
            places = self._rows.ordinals(chosen, self._scope, part)
            for one in self._rows.of(part, self._scope):
                stated = _unpacked(one)
                for kind, ordinal in places.get(one.number, ()):
                    item = self._as_decided(one.number, items_of(stated, kind)[ordinal])
                    if holder is None or _is(holder, *holder_of(item)):
                        yield StatedItem(one.id, one.cable, kind, item)
            self._documents.clear()

    def holders(self, chosen: Chosen, numbers: Sequence[int] | None = None) -> list[CountedHolder]:
        """Who holds the items chosen, those of most documents first."""
        often: dict[str, dict[str, int]] = {}
        names: dict[str, dict[tuple[str, str], int]] = {}
        documents: dict[str, set[int]] = {}

        def add(document: int, name: str, actor: str, stance: str | None, items: int) -> None:
            key = actor or f" {name.casefold()}"
            sums = often.setdefault(key, dict.fromkeys(("items", *_STANCES), 0))
            sums["items"] += items
            if stance in sums:
                sums[stance] += items
            here = names.setdefault(key, {})
            here[actor, name] = here.get((actor, name), 0) + items
            documents.setdefault(key, set()).add(document)

        own = set(self._decided.own)
        for row in self._rows.held(chosen, self._scope, numbers):
            if row.document not in own:
                add(row.document, *self._everywhere(row.document, row.holder, row.holder_id), row.stance, row.items)
        for number in sorted(own if numbers is None else own.intersection(numbers)):
            for one in self.items(chosen, numbers=[number]):
                name, actor = holder_of(one.item)
                if name:
                    add(number, name, actor, getattr(one.item, "stance", None), 1)
        found = []
        for key, sums in often.items():
            actor, name = min(names[key], key=lambda way: (-names[key][way], way))
            found.append(CountedHolder(id=actor, name=name, documents=len(documents[key]), **sums))
        return sorted(found, key=lambda one: (-one.documents, -one.items, one.name, one.id))

    # --- as decided -----------------------------------------------------------------------------

    def _as_decided(self, document: int, item: Item) -> Item:
        name, actor = holder_of(item)
        if not actor:
            return item
        if document in self._decided.own:
            now = self._here(document, actor, item)
            if now is not None:
                return held_by(item, now.name, now.id)
        now_name, now_id = self._everywhere(document, name, actor)
        return item if now_id == actor and now_name == name else held_by(item, now_name, now_id)

    def _everywhere(self, document: int, name: str, actor: str) -> tuple[str, str]:
        """Name and id of a holder after what holds in every document."""
        decided = self._decided
        if actor.startswith("person:"):
            person = decided.reader.people.of.get(document, {}).get(actor)
            if person is not None:
                name, actor = person.name, person.id
        if actor in decided.everywhere:
            final = decided.final(actor)
            return final.name, final.id
        return name, actor

    def _here(self, document: int, actor: str, item: Item) -> Actor | None:
        """The actor in a document with decisions of its own: as the mentions in the item are, else all of them."""
        pairs = self._mentions(document)
        mine = [after for before, after in pairs if before.actor_id == actor]
        stretches = [(item.start, item.end), *item.more]
        near = [one for one in mine if any(a <= one.start < b for a, b in stretches)]
        for some in (near, mine):
            ids = {one.actor_id: one.actor for one in some}
            if len(ids) == 1:
                ((now, name),) = ids.items()
                return Actor(id=now, name=name, kind="people") if now else None
        return None

    def _mentions(self, document: int) -> list[tuple[Mention, Mention]]:
        """The mentions of a document, each as derived and as decided."""
        if document not in self._documents:
            derived = [one.mentions for one in ActorReader(self._reader).of([document], self._scope)]
            decided = [one.mentions for one in self._decided.of([document])]
            self._documents[document] = [
                pair for both in zip(derived, decided, strict=True) for pair in zip(*both, strict=True)
            ]
        return self._documents[document]

    def _held_by(self, chosen: Chosen, holder: str) -> Chosen:
        """Wide enough for every item whose holder it is, as decided; which are is looked at then."""
        decided = self._decided
        ids = {holder}
        for final, names in decided.groups.items():
            if _is(holder, decided.final(final).name, final):
                ids.update(names)
        if holder.startswith("person:") or ":" not in holder:
            for row, person in decided.reader.people.rows:
                if person.id in ids or _is(holder, person.name, person.id):
                    ids.add(row.actor.id)
        return msgspec.structs.replace(chosen, holders=tuple(sorted(ids)), name=holder, documents=tuple(decided.own))


def _is(asked: str, name: str, actor: str) -> bool:
    return asked.casefold() in (name.casefold(), actor.casefold())


def _unpacked(one: StatedDocument) -> Stated:
    try:
        return unpack(one.packed)
    except ValueError as error:
        raise ArchiveError(
            f"{one.id}: what is stated in it cannot be read ({error});"
            " derive it again: cablegram archive rederive --stage positions --all"
        ) from error


def chosen_by(kind: str | None, stance: str | None, *, optional: bool) -> Chosen:
    """What items are to be chosen by.

    Raises:
        UsageError: there is no such kind or stance.
    """
    if kind is not None and kind not in KINDS:
        raise UsageError(f"no kind {kind!r}; the kinds are: {', '.join(KINDS)}")
    if stance is not None and stance not in _STANCES:
        raise UsageError(f"no stance {stance!r}; the stances are: {', '.join(_STANCES)}")
    return Chosen(kind, stance, optional=optional)
