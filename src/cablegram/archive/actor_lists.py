"""The actors of a view: how many documents name each, and which are named together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal

import msgspec

from cablegram.actors.network import Network, co_mentions
from cablegram.actors.records import Actor, ActorType, Mention
from cablegram.archive.actor_decisions import ActorDecisions
from cablegram.archive.packing import unpack_paragraphs

if TYPE_CHECKING:
    from cablegram.archive.store import Scope

Within = Literal["document", "paragraph"]
ACTING: tuple[ActorType, ...] = ("state", "organ", "body", "party", "company", "person")  # kinds of a network
_AT_ONCE = 500


class CountedActor(msgspec.Struct, frozen=True):
    """An actor as a view shows it, with the documents that name it and its mentions in them."""

    id: str
    name: str
    kind: ActorType
    state: str
    valid_from: str
    valid_to: str
    documents: int
    mentions: int


class NamedDocument(msgspec.Struct, frozen=True):
    """A document with its mentions, as decided; ``made`` is what found them: ``model``, ``rules`` or ``none``."""

    document: str
    cable: str
    made: str
    mentions: tuple[Mention, ...]
    actors: tuple[Actor, ...]


def counted(decided: ActorDecisions, scope: Scope, numbers: Sequence[int] | None = None) -> list[CountedActor]:
    """Every actor of the documents that may be seen (or of some), named by most documents first."""
    often: dict[str, list[int]] = {}
    told: dict[str, tuple[int, Actor]] = {}

    def add(actor: Actor, documents: int, mentions: int) -> None:
        sums = often.setdefault(actor.id, [0, 0])
        sums[0] += documents
        sums[1] += mentions
        # As most documents tell of it; of two the first by its words.
        known = told.get(actor.id)
        if documents > 0 and (known is None or (-documents, _words(actor)) < (-known[0], _words(known[1]))):
            told[actor.id] = documents, actor

    for actor, documents, mentions in decided.reader.counts(scope, numbers):
        add(actor, documents, mentions)
    own = sorted(set(decided.own).intersection(decided.own if numbers is None else numbers))
    for actor, documents, mentions in decided.reader.counts(scope, own):
        add(actor, -documents, -mentions)
    # Of actors that are one, the mentions add up and the documents do not.
    for final, names in decided.groups.items():
        mentions = sum(often.pop(name, (0, 0))[1] for name in names)
        there = {number for name in names for number in decided.everywhere[name]}.difference(own)
        for name in names:
            told.pop(name, None)
        add(decided.final(final), len(there if numbers is None else there.intersection(numbers)), mentions)
    for one in decided.of(own):
        ids = [mention.actor_id for mention in one.mentions]
        for actor in one.actors.values():
            add(actor, 1, ids.count(actor.id))
    if decided:
        told.update((name, (0, actor)) for name, actor in decided.told(list(often)).items())
    found = [
        CountedActor(a.id, a.name, a.kind, a.state, a.valid_from, a.valid_to, *often[a.id])
        for _, a in told.values()
        if often[a.id][0] > 0
    ]
    return sorted(found, key=lambda one: (-one.documents, -one.mentions, one.name, one.id))


def _words(actor: Actor) -> tuple[str, ...]:
    return tuple(map(str, msgspec.structs.astuple(actor)))


def named(decided: ActorDecisions, numbers: Sequence[int]) -> Iterator[NamedDocument]:
    """Documents with their mentions, in order of number."""
    for one in decided.of(numbers):
        yield NamedDocument(one.id, one.cable, one.made, one.mentions, tuple(one.actors.values()))


def network(
    decided: ActorDecisions,
    scope: Scope,
    numbers: Sequence[int] | None,
    *,
    within: Within,
    kinds: Collection[str],
    least: int,
) -> Network:
    """The actors that documents name together, with the words the view has for them."""
    actors: dict[str, Actor] = {}
    for one in counted(decided, scope, numbers):
        if one.kind in kinds:
            actors[one.id] = Actor(
                id=one.id, name=one.name, kind=one.kind, state=one.state, valid_from=one.valid_from,
                valid_to=one.valid_to,
            )  # fmt: skip
    if within == "document":
        documents = _by_document(decided, scope, numbers)
    else:
        documents = _by_paragraph(decided, scope, numbers)
    return co_mentions(documents, actors, least)


def _by_document(
    decided: ActorDecisions, scope: Scope, numbers: Sequence[int] | None
) -> Iterator[Iterable[Collection[str]]]:
    own = set(decided.own)
    for number, ids in decided.reader.appearances(scope, numbers):
        if number not in own:
            yield ({decided.fold(name) for name in ids},)
    for one in decided.of(sorted(own if numbers is None else own.intersection(numbers))):
        yield (set(one.actors),)


def _by_paragraph(
    decided: ActorDecisions, scope: Scope, numbers: Sequence[int] | None
) -> Iterator[Iterable[Collection[str]]]:
    if numbers is None:
        numbers = [number for number, _ in decided.reader.appearances(scope)]
    for k in range(0, len(numbers), _AT_ONCE):
        part = numbers[k : k + _AT_ONCE]
        rows = decided.reader.rows(part, scope)
        for one in decided.of(part):
            starts = [paragraph.start for paragraph in unpack_paragraphs(rows[one.number].paragraphs or b"")]
            groups: dict[int, set[str]] = {}
            for mention in one.mentions:
                if mention.actor_id:
                    groups.setdefault(bisect_right(starts, mention.start), set()).add(mention.actor_id)
            yield groups.values()
