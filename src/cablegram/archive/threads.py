"""The thread of a cable: what it refers to and what refers to it, resolved by name when it is asked.

Nothing is kept of a thread, so a cable that arrives later stands in it by itself. It is asked level by level, a few
questions for each, and every cable is told in full where it stands nearest to the root.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from cablegram.archive.briefs import Held, date_of, held, level_of, sections_missing
from cablegram.archive.gaps import Run, run_around
from cablegram.archive.store import Brief, ReferenceRow, Scope, StoreReader
from cablegram.archive.store.threading_queries import ThreadingQueries
from cablegram.errors import UsageError
from cablegram.telegram.mrn import canonical_mrn, split_mrn

DEPTH = 2
DEEPEST = 50
LARGEST = 500  # cables of one thread, where no limit is given
_NAMED = 10  # cables that refer to a missing one, by name


class Quote(msgspec.Struct, frozen=True, gc=False):
    """The words that make a reference: ``text`` stands at ``start`` to ``end`` of the document, a document of ``cable``."""

    cable: str
    document: str
    letter: str | None
    text: str
    start: int
    end: int


class Node(msgspec.Struct, frozen=True):
    """One cable of a thread, or another thing referred to.

    ``state`` is ``held``, ``missing`` (a cable only referred to) or ``other`` (no cable, or one without a number:
    ``name`` is ``None`` and ``kind`` says what it is). ``quotes`` are the references that lead here from the node
    above. ``repeated``: the cable is told in full elsewhere in the thread. ``more`` is how many are left out here, by
    the depth or the limit. Of a missing cable ``referrers`` counts the cables that refer to it and ``referred_from``
    names the oldest.
    """

    name: str | None
    kind: str
    state: str
    quotes: tuple[Quote, ...] = ()
    repeated: bool = False
    date: str | None = None
    station: str | None = None
    origin: str | None = None
    level: str | None = None
    subject: str | None = None
    documents: tuple[Held, ...] = ()
    statuses: tuple[str, ...] = ()
    sections: int | None = None
    sections_missing: tuple[int, ...] = ()
    referrers: int = 0
    referred_from: tuple[str, ...] = ()
    refers_to: tuple[Node, ...] = ()
    referred_by: tuple[Node, ...] = ()
    more: int = 0


class Thread(msgspec.Struct, frozen=True):
    """The references to and from a cable, and the numbers around its own."""

    root: Node
    depth: int
    numbers: Run | None

    def to_dict(self) -> dict[str, Any]:
        """The thread as plain lists and dictionaries."""
        found: dict[str, Any] = msgspec.to_builtins(self)
        return found


@dataclass(slots=True)
class _Edge:
    """What a node leads to: a cable by its name, or another thing (``name`` is ``None``)."""

    name: str | None
    kind: str
    quotes: list[Quote]


@dataclass(slots=True)
class _Place:
    """A node while the thread is put together."""

    edge: _Edge
    repeated: bool = False
    below: list[_Place] = field(default_factory=list)
    more: int = 0


def thread(
    reader: StoreReader, scope: Scope, name: str, depth: int = DEPTH, limit: int | None = LARGEST
) -> Thread | None:
    """The thread of a cable; ``None`` where nothing is held or referred to by that name.

    Raises:
        UsageError: a depth or limit that makes no sense.
    """
    if not 0 <= depth <= DEEPEST:
        raise UsageError(f"depth {depth}: give a number from 0 to {DEEPEST}")
    if limit is not None and limit < 1:
        raise UsageError(f"limit {limit}: give a number from 1 on, or none for all")
    weaving = _Weaving(ThreadingQueries(reader), scope, limit)
    weaving.read([name])
    if name not in weaving.held:
        number = canonical_mrn(name)
        if number is None or not weaving.queries.referring_to([number], scope):
            return None
        name = number
        weaving.read([name])
    down = weaving.weave(name, depth, weaving.references)
    up = weaving.weave(name, depth, weaving.referring)
    weaving.tell_missing()
    root = msgspec.structs.replace(
        weaving.node(down), refers_to=weaving.nodes(down.below), referred_by=weaving.nodes(up.below, up=True)
    )
    root = msgspec.structs.replace(root, more=down.more + up.more)
    return Thread(root, depth, run_around(reader, scope, name, name in weaving.held))


_Ask = Callable[[list[str]], dict[str, list[_Edge]]]


class _Weaving:
    """Puts one thread together."""

    def __init__(self, queries: ThreadingQueries, scope: Scope, limit: int | None) -> None:
        self.queries = queries
        self.scope = scope
        self.limit = limit
        self.held: dict[str, list[Brief]] = {}
        self.asked: set[str] = set()
        self.told: set[str] = set()
        self.missing: dict[str, list[str]] = {}

    def read(self, names: list[str]) -> None:
        """Fetch the documents of cables."""
        new = [name for name in dict.fromkeys(names) if name not in self.asked]
        self.asked.update(new)
        self.held.update(self.queries.cables(new, self.scope))

    def references(self, names: list[str]) -> dict[str, list[_Edge]]:
        """What each cable refers to, in the order it is written there."""
        documents = [brief for name in names for brief in self.held.get(name, ())]
        rows = self.queries.references_from([brief.number for brief in documents])
        found: dict[str, list[_Edge]] = {}
        for name in names:
            edges: dict[tuple[str, str], _Edge] = {}
            for brief in self.held.get(name, ()):
                for row in rows.get(brief.number, ()):
                    words = " ".join(row.text.split())
                    edge = edges.setdefault(
                        ("", row.mrn) if row.mrn else (row.kind, words),
                        _Edge(row.mrn, "cable" if row.mrn else row.kind, []),
                    )
                    _add(edge, _quote(brief.cable, brief.id, row))
            found[name] = list(edges.values())
        return found

    def referring(self, names: list[str]) -> dict[str, list[_Edge]]:
        """What refers to each cable, the oldest first."""
        found: dict[str, list[_Edge]] = {}
        for name, rows in self.queries.referring_to(names, self.scope).items():
            edges: dict[str, _Edge] = {}
            for row in rows:
                edge = edges.setdefault(row.cable, _Edge(row.cable, "cable", []))
                _add(edge, _quote(row.cable, row.id, row.reference))
            found[name] = list(edges.values())
        return found

    def weave(self, name: str, depth: int, ask: _Ask) -> _Place:
        """The tree of one direction, level by level."""
        root = _Place(_Edge(name, "cable", []))
        seen = {name}
        self.told.add(name)
        level = [root]
        for step in range(depth + 1):
            if not level:
                break
            edges = ask([place.edge.name for place in level if place.edge.name])
            if step == depth:
                for place in level:
                    place.more = len(edges.get(place.edge.name or "", ()))
                break
            below: list[_Place] = []
            for place in level:
                for edge in edges.get(place.edge.name or "", ()):
                    if edge.name is not None and edge.name not in self.told:
                        if self.limit is not None and len(self.told) > self.limit:
                            place.more += 1
                            continue
                        self.told.add(edge.name)
                        child = _Place(edge)
                    else:
                        child = _Place(edge, repeated=edge.name is not None)
                    place.below.append(child)
                    if edge.name is not None and edge.name not in seen:
                        seen.add(edge.name)
                        below.append(child)
            self.read([place.edge.name for place in below if place.edge.name])
            level = [place for place in below if place.edge.name in self.held]
        return root

    def tell_missing(self) -> None:
        """Who else refers to the cables that are missing."""
        names = sorted(self.told - self.held.keys())
        for name, rows in self.queries.referring_to(names, self.scope).items():
            self.missing[name] = list(dict.fromkeys(row.cable for row in rows))

    def nodes(self, places: list[_Place], *, up: bool = False) -> tuple[Node, ...]:
        """The finished nodes of one direction."""
        found = []
        for place in places:
            below = self.nodes(place.below, up=up)
            node = self.node(place)
            found.append(
                msgspec.structs.replace(node, referred_by=below)
                if up
                else msgspec.structs.replace(node, refers_to=below)
            )
        return tuple(found)

    def node(self, place: _Place) -> Node:
        """A node without what hangs below it."""
        edge = place.edge
        name = edge.name
        quotes = tuple(edge.quotes)
        if name is None:
            return Node(None, edge.kind, "other", quotes)
        briefs = self.held.get(name)
        numbered = not name.startswith("doc-")
        station = split_mrn(name)[0] if numbered else None
        if not briefs:
            who = self.missing.get(name, [])
            return Node(
                name, "cable", "missing", quotes, place.repeated, station=station,
                referrers=len(who), referred_from=tuple(who[:_NAMED]), more=place.more,
            )  # fmt: skip
        sections, without = sections_missing(briefs)
        return Node(
            name,
            "cable",
            "held",
            quotes,
            place.repeated,
            date_of(briefs),
            station,
            next((brief.origin for brief in briefs if brief.origin), None),
            level_of(briefs),
            next((brief.subject for brief in briefs if brief.subject), None),
            tuple(map(held, briefs)),
            tuple(sorted({brief.status for brief in briefs if brief.status})),
            sections,
            without,
            more=place.more,
        )


def _quote(cable: str, document: str, row: ReferenceRow) -> Quote:
    return Quote(cable, document, row.letter, row.text, row.start, row.end)


def _add(edge: _Edge, quote: Quote) -> None:
    """Another quote of a reference; the same words under the same letter (in a copy, in the next section) are kept once."""
    words = quote.text.split()
    if all(one.letter != quote.letter or one.text.split() != words for one in edge.quotes):
        edge.quotes.append(quote)
