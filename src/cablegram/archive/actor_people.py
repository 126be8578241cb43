"""People across the cables of a view: the rows of actors, with those whom no table knows as ``actors/across.py`` links them.

The links are computed from the documents that the view may show, when they are first asked for, and kept until the
archive changes; no row of the store has them, so that nothing of a document that is hidden can be in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache

import msgspec

from cablegram.actors.across import Appearance, link
from cablegram.actors.records import Actor, Mention
from cablegram.archive.store.actor_rows import ActorReader, Appearing, Named
from cablegram.archive.store.reading import Scope, StoreReader
from cablegram.archive.words import tokens
from cablegram.tables.stations import stations

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


class PeopleReader(ActorReader):
    """An :class:`ActorReader` for one scope that knows people across its documents."""

    def __init__(self, reader: StoreReader, scope: Scope) -> None:
        super().__init__(reader)
        self._scope = scope
        self._kept = reader.kept

    @cached_property
    def people(self) -> People:
        """The people of the scope, computed where the archive has changed since they were last asked for."""
        key = ("people", self._scope)
        state = self.state()
        kept = self._kept.get(key)
        if kept is None or kept[0] != state:
            kept = self._kept[key] = state, People(self.people_rows(self._scope))
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
    return Appearance(row.id, row.cable, date, _host(row.station or ""), actor.id, actor.name, actor.state, row.known)


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
