"""People across the cables of a view: the rows of actors, with those whom no table knows as ``actors/across.py`` links them.

The links are computed from the documents that the view may show, when they are first asked for, and kept until the
archive changes; no row of the store has them, so that nothing of a document that is hidden can be in them.

What is filed later can change the id of a person. What people decide speaks of him therefore as one document has him,
``person:travers#doc-…`` (an *anchor*): whoever that is now is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache

import msgspec

from cablegram.actors.across import Appearance, link
from cablegram.actors.person_names import NOTHING, said_of
from cablegram.actors.records import Actor, Mention
from cablegram.archive.store.actor_rows import ActorReader, Appearing, Named
from cablegram.archive.store.reading import Scope, StoreReader
from cablegram.archive.words import tokens
from cablegram.tables.stations import stations

ANCHOR = "#"  # between the id that a person has in a document, and the id of that document
_KEPT = 3  # views whose people are kept: those of 20,000 documents may take 200 MB
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class People:
    """The links of one view at one state of the archive. Documents are meant by number."""

    def __init__(self, rows: Sequence[Appearing]) -> None:
        found = link(map(_appearance, rows))
        self.of: dict[int, dict[str, Actor]] = {}  # document → actor as derived → the person
        self.documents: dict[str, list[int]] = {}  # person → those that are linked
        self.linked: dict[str, set[int]] = {}  # actor as derived → the documents where it is linked
        self.actors: dict[str, Actor] = {}
        self.rows: list[tuple[Appearing, Actor]] = []
        self.numbers = {row.id: row.document for row in rows}
        for row in rows:
            person = found.get((row.id, row.actor.id))
            if person is None:
                continue
            self.rows.append((row, person))
            self.of.setdefault(row.document, {})[row.actor.id] = person
            self.documents.setdefault(person.id, []).append(row.document)
            self.linked.setdefault(row.actor.id, set()).add(row.document)
            self.actors[person.id] = person

    @cached_property
    def by_words(self) -> dict[tuple[str, ...], set[str]]:
        """The people by the words of their whole name, and of their id."""
        found: dict[tuple[str, ...], set[str]] = {}
        for person in self.actors.values():
            for value in (person.name, person.id.partition(":")[2]):
                found.setdefault(tuple(token for token, _, _ in tokens(value)), set()).add(person.id)
        return found

    def anchored(self, name: str, document: str) -> str:
        """An actor's id; of a person across cables his anchor, in that document if it can be, else where his name is fullest."""
        if name not in self.actors:
            return name
        full = self.actors[name].name
        _, _, place, local = min(
            (row.id != document, row.actor.name != full, row.id, row.actor.id)
            for row, person in self.rows
            if person.id == name
        )
        return f"{local}{ANCHOR}{place}"

    def meant(self, name: str, document: str) -> str | None:
        """The actor that an id or an anchor in a decision on a document means now; ``None`` where there is none any more.

        An id of a person without an anchor, of the time before there were people across cables, is that of the document,
        else that of everyone who is called so, if they are one.
        """
        local, anchor, place = name.partition(ANCHOR)
        person = self.of.get(self.numbers.get(place if anchor else document, -1), {}).get(local)
        if person is not None:
            return person.id
        if anchor:
            return None
        if name not in self.actors and name in self.linked:
            (one, *others) = {self.of[number][name].id for number in self.linked[name]}
            return name if others else one
        return name


class PeopleReader(ActorReader):
    """An :class:`ActorReader` for one scope that knows people across its documents."""

    def __init__(self, reader: StoreReader, scope: Scope) -> None:
        super().__init__(reader)
        self._scope = scope
        self._kept = reader.kept

    @cached_property
    def people(self) -> People:
        """The people of the scope, computed where the archive has changed since they were last asked for."""
        if self._db.in_transaction:  # what is written may yet be taken back
            return People(self.people_rows(self._scope))
        key, state = ("people", self._scope), self.state()
        kept = self._kept.pop(key, None)
        if kept is None or kept[0] != state:
            kept = state, People(self.people_rows(self._scope))
        self._kept[key] = kept
        while len(self._kept) > _KEPT:  # the one not asked for the longest
            del self._kept[next(iter(self._kept))]
        found = kept[1]
        assert isinstance(found, People)
        return found

    def of(self, numbers: Sequence[int], scope: Scope) -> Iterator[Named]:
        """As derived, with the people linked."""
        for one in super().of(numbers, scope):
            links = self.people.of.get(one.number)
            yield one if links is None else _linked(one, links)

    def counts(self, scope: Scope, numbers: Sequence[int] | None = None) -> list[tuple[Actor, int, int]]:
        """As derived, with the people linked."""
        often: dict[Actor, list[int]] = {
            actor: [documents, mentions] for actor, documents, mentions in super().counts(scope, numbers)
        }
        wanted = None if numbers is None else set(numbers)
        for row, person in self.people.rows:
            if wanted is None or row.document in wanted:
                for actor, sign in ((row.actor, -1), (person, 1)):
                    sums = often.setdefault(actor, [0, 0])
                    sums[0] += sign
                    sums[1] += sign * row.mentions
        return [(actor, documents, mentions) for actor, (documents, mentions) in often.items() if documents]

    def appearances(self, scope: Scope, numbers: Sequence[int] | None = None) -> Iterator[tuple[int, list[str]]]:
        """As derived, with the people linked."""
        for number, names in super().appearances(scope, numbers):
            links = self.people.of.get(number, {})
            yield number, [links[name].id if name in links else name for name in names]

    def naming(self, ids: Sequence[str], scope: Scope) -> dict[str, list[int]]:
        """As derived, with the people linked."""
        people = self.people
        derived = super().naming(ids, scope)
        found = {}
        for name in sorted(set(ids)):
            numbers = set(derived.get(name, ())) - people.linked.get(name, set())
            numbers.update(people.documents.get(name, ()))
            if numbers:
                found[name] = sorted(numbers)
        return found

    def variants(self, ids: Sequence[str], scope: Scope) -> dict[str, list[Actor]]:
        """As derived, with the people linked: a person is told of in one way."""
        people = self.people
        derived = super().variants(ids, scope)
        still = super().naming([name for name in derived if name in people.linked], scope)
        found = {}
        for name in ids:
            ways = derived.get(name, [])
            if name in still and people.linked[name].issuperset(still[name]):
                ways = []
            if name in people.actors:
                ways = [*ways, *({people.actors[name]} - set(ways))]
            if ways:
                found[name] = ways
        return found


def _appearance(row: Appearing) -> Appearance:
    """A row as the linking takes it; the middle of the interval in which the cable was sent is its date."""
    date = ""
    if row.first is not None and row.last is not None:
        date = (_EPOCH + timedelta(minutes=(row.first + row.last) // 2)).date().isoformat()
    actor = row.actor
    said = said_of(row.words, actor.name) if row.words else NOTHING
    host = _host(row.station or "")
    return Appearance(row.id, row.cable, date, host, actor.id, actor.name, actor.state, row.known, said)


@lru_cache(maxsize=4096)
def _host(station: str) -> str:
    """The state that a post is in; Washington is host to nobody."""
    known = stations().get(station)
    return "" if known is None or known.country == "US" else known.country


def _linked(one: Named, links: dict[str, Actor]) -> Named:
    def mention(found: Mention) -> Mention:
        person = links.get(found.actor_id)
        if person is not None:
            found = msgspec.structs.replace(found, actor=person.name, actor_id=person.id)
        if any(name in links for name in found.candidates):
            names = (links[name].id if name in links else name for name in found.candidates)
            found = msgspec.structs.replace(found, candidates=tuple(dict.fromkeys(names)))
        return found

    actors = (links.get(actor.id, actor) for actor in one.actors.values())
    return msgspec.structs.replace(
        one, mentions=tuple(map(mention, one.mentions)), actors={actor.id: actor for actor in actors}
    )
