"""Actors and mentions in a store: written for many documents at once, and read again through a scope."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from cablegram.actors.records import Actor, Found, Mention
from cablegram.archive.records import Naming
from cablegram.archive.store.reading import Scope, SharingReader
from cablegram.archive.store.schema import WORDS

_AT_ONCE = 500  # values of one question
_ACTOR = "id, name, kind, state, valid_from, valid_to"
_encode = msgspec.json.Encoder().encode
_spans = msgspec.json.Decoder(tuple[tuple[int, int], ...]).decode
_ids = msgspec.json.Decoder(tuple[str, ...]).decode


def write_namings(db: sqlite3.Connection, namings: Sequence[tuple[int, Naming]]) -> None:
    """Write what the stage *actors* derived of documents that have no rows of it; inside a transaction."""
    if not namings:
        return
    numbers = _numbers(db, [actor for _, naming in namings for actor in naming.found.actors])
    mentions: list[tuple[object, ...]] = []
    appearances: list[tuple[int, int, int]] = []
    for document, naming in namings:
        here = {actor.id: numbers[_key(actor)] for actor in naming.found.actors}
        often = dict.fromkeys(here.values(), 0)
        for ordinal, one in enumerate(naming.found.mentions):
            actor = here.get(one.actor_id)
            if actor is not None:
                often[actor] += 1
            mentions.append(
                (
                    document, ordinal, one.start, one.end, _encode(one.more).decode() if one.more else None, one.type,
                    one.form, actor, one.how, one.sure,
                    _encode(one.candidates).decode() if one.candidates else None, one.by,
                )
            )  # fmt: skip
        appearances += ((document, actor, count) for actor, count in often.items() if count)
    db.executemany(
        "INSERT INTO naming VALUES (?, ?, ?)", [(document, one.version, one.made) for document, one in namings]
    )
    db.executemany("INSERT INTO appearance VALUES (?, ?, ?)", appearances)
    db.executemany(f"INSERT INTO mention VALUES ({', '.join('?' * 12)})", mentions)


def forget_namings(db: sqlite3.Connection, documents: Sequence[int]) -> None:
    """Throw away what the stage *actors* derived of documents; inside a transaction."""
    for table in ("mention", "appearance", "naming"):
        db.executemany(f"DELETE FROM {table} WHERE document = ?", [(document,) for document in documents])


def forget_unnamed(db: sqlite3.Connection) -> None:
    """Throw away the actors that no document names any more."""
    db.execute("DELETE FROM actor WHERE number NOT IN (SELECT actor FROM appearance)")


Key = tuple[str, str, str, str, str, str]


def _key(actor: Actor) -> Key:
    return actor.id, actor.name, actor.kind, actor.state, actor.valid_from, actor.valid_to


def _numbers(db: sqlite3.Connection, actors: Iterable[Actor]) -> dict[Key, int]:
    """The number of each actor as it is told of, given where it has none."""
    keys = list(dict.fromkeys(map(_key, actors)))
    db.executemany(f"INSERT OR IGNORE INTO actor ({_ACTOR}) VALUES (?, ?, ?, ?, ?, ?)", keys)
    found: dict[Key, int] = {}
    ids = list(dict.fromkeys(key[0] for key in keys))
    for k in range(0, len(ids), _AT_ONCE):
        part = ids[k : k + _AT_ONCE]
        marks = ", ".join("?" * len(part))
        for number, *key in db.execute(f"SELECT number, {_ACTOR} FROM actor WHERE id IN ({marks})", part):
            found[tuple(key)] = number
    return found


class Named(msgspec.Struct, frozen=True, gc=False):
    """What the store has of the actors of one document. ``made`` is ``model``, ``rules`` or ``none``."""

    number: int
    id: str
    cable: str
    made: str
    mentions: tuple[Mention, ...]
    actors: dict[str, Actor]


class Appearing(msgspec.Struct, frozen=True, gc=False):
    """One person in one document, and when and where that was sent from. ``known``: a table says who it is;
    else ``words`` are those that name him there."""

    document: int
    id: str
    cable: str
    station: str | None
    first: int | None
    last: int | None
    mentions: int
    actor: Actor
    known: bool
    words: frozenset[str] = frozenset()


class ActorReader(SharingReader):
    """Questions about actors; made of a reader, with its connection."""

    def of(self, numbers: Sequence[int], scope: Scope) -> Iterator[Named]:
        """The mentions and actors of documents that may be seen and were looked at, in order of number."""
        wanted = sorted(numbers)
        for k in range(0, len(wanted), _AT_ONCE):
            part = wanted[k : k + _AT_ONCE]
            marks = ", ".join("?" * len(part))
            where = f"r.document IN ({marks}) AND {scope.sql()}"
            documents = self._all(
                "SELECT r.document, d.id, r.cable, n.made, d.text FROM reading r JOIN document d ON d.number = r.document"
                f" JOIN naming n ON n.document = r.document WHERE {where} ORDER BY r.document",
                part,
            )
            actors: dict[int, dict[int, Actor]] = {}
            for document, number, *values in self._all(
                "SELECT p.document, a.number, a.id, a.name, a.kind, a.state, a.valid_from, a.valid_to FROM appearance p"
                f" JOIN actor a ON a.number = p.actor JOIN reading r ON r.document = p.document WHERE {where}",
                part,
            ):
                actors.setdefault(document, {})[number] = _actor(values)
            mentions: dict[int, list[Sequence[Any]]] = {}
            for row in self._all(
                'SELECT m.document, m.start, m."end", m.more, m.type, m.form, m.actor, m.how, m.sure, m.candidates, m."by"'
                f" FROM mention m JOIN reading r ON r.document = m.document WHERE {where} ORDER BY m.document, m.ordinal",
                part,
            ):
                mentions.setdefault(row[0], []).append(row[1:])
            for number, name, cable, made, text in documents:
                here = actors.get(number, {})
                yield Named(
                    number, name, cable, made,
                    tuple(_mention(row, text, here) for row in mentions.get(number, ())),
                    {actor.id: actor for actor in here.values()},
                )  # fmt: skip

    def counts(self, scope: Scope, numbers: Sequence[int] | None = None) -> list[tuple[Actor, int, int]]:
        """Every actor as it is told of, with the documents that may be seen and name it so, and the mentions in them.

        ``numbers`` limits it to some documents.
        """
        asked = (
            "SELECT a.id, a.name, a.kind, a.state, a.valid_from, a.valid_to, count(*), sum(p.mentions) FROM appearance p"
            " JOIN actor a ON a.number = p.actor JOIN reading r ON r.document = p.document WHERE {} GROUP BY a.number"
        )
        if numbers is None:
            return [(_actor(row[:6]), row[6], row[7]) for row in self._all(asked.format(scope.sql()))]
        found: dict[Actor, tuple[int, int]] = {}
        for k in range(0, len(numbers), _AT_ONCE):
            part = numbers[k : k + _AT_ONCE]
            marks = ", ".join("?" * len(part))
            for *row, documents, mentions in self._all(
                asked.format(f"p.document IN ({marks}) AND {scope.sql()}"), part
            ):
                actor = _actor(row)
                before = found.get(actor, (0, 0))
                found[actor] = before[0] + documents, before[1] + mentions
        return [(actor, *often) for actor, often in found.items()]

    def appearances(self, scope: Scope, numbers: Sequence[int] | None = None) -> Iterator[tuple[int, list[str]]]:
        """The ids of the actors that each document names that may be seen (``numbers``: of some), in order of number."""
        asked = (
            "SELECT p.document, a.id FROM appearance p JOIN actor a ON a.number = p.actor"
            " JOIN reading r ON r.document = p.document WHERE {} AND {} ORDER BY p.document"
        )
        found: dict[int, list[str]] = {}
        if numbers is None:
            for number, name in self._all(asked.format("1", scope.sql())):
                found.setdefault(number, []).append(name)
        else:
            for k in range(0, len(numbers), _AT_ONCE):
                part = numbers[k : k + _AT_ONCE]
                marks = ", ".join("?" * len(part))
                for number, name in self._all(asked.format(f"p.document IN ({marks})", scope.sql()), part):
                    found.setdefault(number, []).append(name)
        yield from found.items()

    def naming(self, ids: Sequence[str], scope: Scope) -> dict[str, list[int]]:
        """The numbers of the documents that may be seen and name each actor."""
        found: dict[str, list[int]] = {}
        for k in range(0, len(ids), _AT_ONCE):
            part = ids[k : k + _AT_ONCE]
            marks = ", ".join("?" * len(part))
            for name, number in self._all(
                "SELECT a.id, p.document FROM actor a JOIN appearance p ON p.actor = a.number"
                f" JOIN reading r ON r.document = p.document WHERE a.id IN ({marks}) AND {scope.sql()} ORDER BY 1, 2",
                part,
            ):
                found.setdefault(str(name), []).append(int(number))
        return found

    def variants(self, ids: Sequence[str], scope: Scope) -> dict[str, list[Actor]]:
        """Each actor in every way that the documents tell of it that may be seen, the way of most of them first."""
        found: dict[str, list[tuple[int, Actor]]] = {}
        for k in range(0, len(ids), _AT_ONCE):
            part = ids[k : k + _AT_ONCE]
            marks = ", ".join("?" * len(part))
            for *row, documents in self._all(
                "SELECT a.id, a.name, a.kind, a.state, a.valid_from, a.valid_to, count(*) FROM actor a"
                " JOIN appearance p ON p.actor = a.number JOIN reading r ON r.document = p.document"
                f" WHERE a.id IN ({marks}) AND {scope.sql()} GROUP BY a.number ORDER BY 2, 3, 4, 5, 6",
                part,
            ):
                found.setdefault(row[0], []).append((documents, _actor(row)))
        return {name: [actor for _, actor in sorted(ways, key=lambda way: -way[0])] for name, ways in found.items()}

    def told(self, ids: Sequence[str], scope: Scope) -> dict[str, Actor]:
        """Each actor as most of the documents that may be seen tell of it."""
        return {name: ways[0] for name, ways in self.variants(ids, scope).items()}

    def people_rows(self, scope: Scope) -> list[Appearing]:
        """Every person in every document that may be seen, but those whom no name tells and who belong to one cable.

        Words alone told who it is where a mention says so in ``how``.
        """
        actors = {
            number: _actor(values)
            for number, *values in self._all(
                f"SELECT number, {_ACTOR} FROM actor WHERE kind = 'person' AND instr(id, '@') = 0"
            )
        }
        said: dict[tuple[int, int], set[str]] = {}
        at, text = -1, ""
        for document, actor, start, end in self._all(
            f'SELECT document, actor, start, "end" FROM mention WHERE how IN {WORDS} AND actor IS NOT NULL'
            f" AND document IN (SELECT r.document FROM reading r WHERE {scope.sql()}) ORDER BY document"
        ):
            if document != at:
                at = document
                ((text,),) = self._all("SELECT text FROM document WHERE number = ?", (document,))
            said.setdefault((document, actor), set()).add(text[start:end])
        found = []
        for document, name, cable, station, first, last, actor, mentions in self._all(
            "SELECT r.document, d.id, r.cable, r.station, r.first, r.last, p.actor, p.mentions FROM reading r"
            " JOIN document d ON d.number = r.document JOIN appearance p ON p.document = r.document"
            f" WHERE p.actor IN (SELECT number FROM actor WHERE kind = 'person') AND {scope.sql()}"
        ):
            if actor in actors:
                words = frozenset(said.get((document, actor), ()))
                told = actors[actor]
                found.append(Appearing(document, name, cable, station, first, last, mentions, told, not words, words))
        return found

    def namings(self, numbers: Sequence[int]) -> dict[int, Naming]:
        """What the stage *actors* derived of documents, as it was filed, for the stages after it."""
        found: dict[int, Naming] = {}
        for one in self.of(numbers, Scope()):
            ((version, made),) = self._all("SELECT version, made FROM naming WHERE document = ?", (one.number,))
            found[one.number] = Naming(version, made, Found(mentions=one.mentions, actors=tuple(one.actors.values())))
        return found

    def for_index(self, numbers: Sequence[int]) -> dict[int, tuple[list[Actor], list[Mention]]]:
        """Actors and mentions of documents, for the index."""
        found: dict[int, tuple[list[Actor], list[Mention]]] = {}
        for one in self.of(numbers, Scope()):
            found[one.number] = list(one.actors.values()), list(one.mentions)
        return found


def _actor(values: Sequence[Any]) -> Actor:
    name, words, kind, state, first, last = values
    return Actor(id=name, name=words, kind=kind, state=state, valid_from=first, valid_to=last)


def _mention(row: Sequence[Any], text: str, actors: dict[int, Actor]) -> Mention:
    start, end, more, kind, form, number, how, sure, candidates, by = row
    further = _spans(more) if more else ()
    actor = actors.get(number)
    return Mention(
        start=start, end=end, type=kind, form=form, actor=actor.name if actor else "", actor_id=actor.id if actor else "",
        quote=text[start:end], more=further, quote_more=tuple(text[a:b] for a, b in further), how=how, sure=sure,
        candidates=_ids(candidates) if candidates else (), by=by,
    )  # fmt: skip
