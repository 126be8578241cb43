"""What people decided about actors, applied when it is read: two are one, this one is another, it is called so, it is right.

A decision is on the words of one mention, or on a document, and says which actor it found there. It holds while its words
hold (``decisions.py``) and that actor, or the one it was made, is still named there as derived and as decided before; else
it has lost its hold, and nothing is changed by it. Decisions are applied in their order, so that a later one speaks of
what the earlier ones made. In a view those on documents that it may not show do not exist.

=================  ==============================  ====================================================
kind               value                           what it changes
=================  ==============================  ====================================================
``actor-merge``    ids of both, name of the second  every mention of the first is one of the second
``actor-split``    the same                         this mention, or this document's of the first
``actor-rename``   id, new name                     what the actor is called everywhere
``actor-confirm``  id                               this mention, or this document's, are sure
=================  ==============================  ====================================================

The id of a mention whose actor is not known is ``-``. A person across cables is meant as one document has him
(``actor_people.py``), because his id may be another when more is filed; a view knows such a decision where it may show that
document too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from cablegram.actors.records import Actor, ActorType, Mention
from cablegram.archive.actor_fields import KINDS as OF_FIELD
from cablegram.archive.actor_people import ANCHOR, People, PeopleReader
from cablegram.archive.decisions import Decision, attached
from cablegram.archive.store.actor_rows import Named
from cablegram.archive.store.threading_queries import ThreadingQueries

if TYPE_CHECKING:
    from cablegram.archive.store import Scope, StoreReader

MERGE, SPLIT, RENAME, CONFIRM = "actor-merge", "actor-split", "actor-rename", "actor-confirm"
KINDS = (MERGE, SPLIT, RENAME, CONFIRM)
UNKNOWN = "-"
_IDS = {MERGE: 2, SPLIT: 2, RENAME: 1, CONFIRM: 1}  # how many ids are in a value
_OWN = (SPLIT, CONFIRM)  # kinds that change one document
_TYPES: dict[str, ActorType] = {kind: kind for kinds in OF_FIELD.values() for kind in kinds}


class Ruling(msgspec.Struct, frozen=True):
    """A decision on actors that holds: ``actor`` is ``into``, or is called ``name``; on a document, or on one span of it."""

    number: int
    kind: str
    document: str
    span: tuple[int, int] | None
    actor: str
    into: str
    name: str


def read_value(kind: str, value: str) -> tuple[str, str, str]:
    """Actor, the actor it is, and the name, out of the value of a decision.

    Raises:
        ValueError: the value is none of such a decision.
    """
    parts = value.split(maxsplit=2 if kind in (MERGE, SPLIT) else 1)
    if len(parts) < {MERGE: 2, SPLIT: 2, RENAME: 2, CONFIRM: 1}[kind] or (kind == CONFIRM and len(parts) > 1):
        raise ValueError(value)
    actor = "" if parts[0] == UNKNOWN else parts[0]
    if kind in (MERGE, RENAME) and not actor:
        raise ValueError(value)
    if kind in (MERGE, SPLIT):
        return actor, parts[1], parts[2] if len(parts) > 2 else ""
    return actor, "", parts[1] if len(parts) > 1 else ""


def anchored(people: People, kind: str, value: str, document: str) -> str:
    """A value with the people across cables as documents have them."""
    count = _IDS[kind]
    parts = value.split(maxsplit=count)
    return " ".join([*(people.anchored(name, document) for name in parts[:count]), *parts[count:]])


def anchors(kind: str, value: str) -> list[str]:
    """The ids of the documents that the people in a value are meant by."""
    names = value.split(maxsplit=_IDS[kind])[: _IDS[kind]]
    return [document for _, anchor, document in (name.partition(ANCHOR) for name in names) if anchor]


class ActorDecisions:
    """The decisions on actors that a scope may see: which hold, and what documents become by them.

    ``own`` are the numbers of the documents that have decisions of their own. The others change by what holds everywhere
    alone: each actor as derived is one ``final`` actor. Where ``decided`` is no, they are as if nobody had decided anything.
    """

    def __init__(self, reader: StoreReader, scope: Scope, *, decided: bool = True) -> None:
        self.reader = PeopleReader(reader, scope)
        self._scope = scope
        self.lost: set[int] = set()
        self.rulings: list[Ruling] = []
        self.own: list[int] = []
        self._own: set[str] = set()
        self._folds: dict[str, str] = {}
        made = attached(reader, scope, kinds=KINDS) if decided else []
        if made:
            self._hold(made, ThreadingQueries(reader))
        self._names = {ruling.actor: ruling.name for ruling in self.rulings if ruling.kind == RENAME}
        self._targets = self._told([ruling for ruling in self.rulings if ruling.into])
        wide = [ruling for ruling in self.rulings if ruling.kind not in _OWN]
        self.changed = sorted({name for ruling in wide for name in (ruling.actor, ruling.into) if name})
        # An actor that holds everywhere is told of in one way, whatever its documents have.
        self._finals = self.told([self.fold(name) for name in self.changed]) if self.changed else {}

    def __bool__(self) -> bool:
        return bool(self.rulings)

    # --- which hold -----------------------------------------------------------------------------

    def _hold(self, made: Sequence[Decision], queries: ThreadingQueries) -> None:
        briefs = queries.ids(sorted({one.document for one in made}), self._scope)
        there = {one.id: one for one in self.reader.of([brief.number for brief in briefs.values()], self._scope)}
        state = {name: [mention.actor_id for mention in one.mentions] for name, one in there.items()}
        applied = dict.fromkeys(there, 0)  # how many of the rulings a document's state has in it
        for one in made:
            ruling = self._ruling(one)
            if ruling is None or one.hold == "lost" or one.document not in there:
                self.lost.add(one.number)
                continue
            ids, mentions = state[one.document], there[one.document].mentions
            for before in self.rulings[applied[one.document] :]:
                _apply(before, one.document, mentions, ids)
            applied[one.document] = len(self.rulings)
            wanted = {ruling.actor, ruling.into} if ruling.into else {ruling.actor}
            if any(ids[k] in wanted for k in _of_span(ruling.span, mentions)):
                self.rulings.append(ruling)
            else:
                self.lost.add(one.number)
        self._own = {ruling.document for ruling in self.rulings if ruling.kind in _OWN}
        self.own = sorted(there[name].number for name in self._own)

    def _ruling(self, one: Decision) -> Ruling | None:
        """A decision with the ids that actors have now; ``None`` where one is no longer there."""
        try:
            actor, into, name = read_value(one.kind, one.value)
        except ValueError:
            return None
        if any(ANCHOR in it or it.startswith("person:") for it in (actor, into)):
            people = self.reader.people
            now = [people.meant(it, one.document) for it in (actor, into)]
            if now[0] is None or now[1] is None:
                return None
            actor, into = now[0], now[1]
        span = None if one.start is None or one.end is None else (one.start, one.end)
        return Ruling(one.number, one.kind, one.document, span, actor, into, name)

    def _told(self, rulings: Sequence[Ruling]) -> dict[str, Actor]:
        """The actors that others were made."""
        found = self.reader.told(sorted({ruling.into for ruling in rulings}), self._scope) if rulings else {}
        for ruling in rulings:
            if ruling.into not in found:
                found[ruling.into] = Actor(id=ruling.into, name=ruling.name or ruling.into, kind=kind_of(ruling.into))
        return found

    # --- what holds everywhere ------------------------------------------------------------------

    @cached_property
    def everywhere(self) -> dict[str, list[int]]:
        """The actors that others are, that are others, or are called otherwise, as derived; the documents that name them."""
        return self.reader.naming(self.changed, self._scope) if self.changed else {}

    @cached_property
    def variants(self) -> dict[str, list[Actor]]:
        """How the documents tell of these actors."""
        return self.reader.variants(self.changed, self._scope) if self.changed else {}

    @cached_property
    def groups(self) -> dict[str, list[str]]:
        """For each actor that some of these are, which they are."""
        found: dict[str, list[str]] = {}
        for name in self.everywhere:
            found.setdefault(self.fold(name), []).append(name)
        return found

    def fold(self, name: str) -> str:
        """What an actor is after every decision that is not on one document."""
        if name not in self._folds:
            found = name
            for ruling in self.rulings:
                if ruling.kind == MERGE and ruling.actor == found:
                    found = ruling.into
            self._folds[name] = found
        return self._folds[name]

    def final(self, name: str) -> Actor:
        """The actor that one of ``everywhere`` is."""
        return self._finals[self.fold(name)]

    def told(self, ids: Sequence[str]) -> dict[str, Actor]:
        """Each actor as most of the documents tell of it, called as was decided."""
        found = {name: actor for name, actor in self._targets.items() if name in set(ids)}
        found |= self.reader.told(ids, self._scope)
        return {name: self._called(actor) for name, actor in found.items()}

    def _called(self, actor: Actor) -> Actor:
        name = self._names.get(actor.id)
        return actor if name is None else msgspec.structs.replace(actor, name=name)

    # --- what documents become ------------------------------------------------------------------

    def of(self, numbers: Sequence[int]) -> Iterator[Named]:
        """The actors and mentions of documents that may be seen, as decided, in order of number."""
        return map(self.apply, self.reader.of(numbers, self._scope))

    def apply(self, one: Named) -> Named:
        """What a document becomes by the decisions."""
        own = one.id in self._own
        if not own and not any(self.fold(name) in self._finals for name in one.actors):
            return one
        before = [mention.actor_id for mention in one.mentions]
        sure: set[int] = set()
        if own:
            ids = list(before)
            for ruling in self.rulings:
                sure |= _apply(ruling, one.id, one.mentions, ids)
        else:
            ids = [self.fold(name) for name in before]
        known = {**one.actors, **(self._targets if own else {}), **self._finals}
        actors = {name: self._called(known[name]) for name in dict.fromkeys(ids) if name in known}
        mentions = tuple(
            _decided(mention, actors.get(ids[k]), moved=ids[k] != before[k], sure=k in sure)
            for k, mention in enumerate(one.mentions)
        )
        return msgspec.structs.replace(one, mentions=mentions, actors=actors)


def kind_of(name: str) -> ActorType:
    """The kind of actor that an id says."""
    kind = name.partition(":")[0]
    return "organ" if kind == "post" else _TYPES.get(kind, "people")


def _of_span(span: tuple[int, int] | None, mentions: Sequence[Mention]) -> Iterable[int]:
    """Which mentions a decision is on."""
    if span is None:
        return range(len(mentions))
    return [k for k, mention in enumerate(mentions) if (mention.start, mention.end) == span]


def _apply(ruling: Ruling, document: str, mentions: Sequence[Mention], ids: list[str]) -> set[int]:
    """Change the actors of a document by one decision; the mentions that it makes sure."""
    if ruling.kind == MERGE:
        for k, name in enumerate(ids):
            if name == ruling.actor:
                ids[k] = ruling.into
    if ruling.kind not in _OWN or ruling.document != document:
        return set()
    chosen = {k for k in _of_span(ruling.span, mentions) if ids[k] == ruling.actor}
    if ruling.kind == SPLIT:
        for k in chosen:
            ids[k] = ruling.into
    return chosen


def _decided(mention: Mention, actor: Actor | None, *, moved: bool, sure: bool) -> Mention:
    if actor is None:
        return mention
    mention = msgspec.structs.replace(mention, actor=actor.name, actor_id=actor.id)
    if moved:
        mention = msgspec.structs.replace(mention, how="decided", candidates=())
    if sure:
        mention = msgspec.structs.replace(mention, sure="sure", how="decided" if moved else "confirmed")
    return mention
