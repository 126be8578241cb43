"""Actors in a search: what people decided of them, which the index does not know, and where in a text they are named.

The index has what was derived. Documents whose answer a decision may change are taken out of what it answers. Where an actor
is another everywhere, it is known which of them match; the others are looked at one by one, as they are decided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from cablegram.actors.records import Actor, Mention
from cablegram.archive.actor_decisions import ActorDecisions
from cablegram.archive.actor_fields import FIELDS, IDS, actor_leaves, actor_values, field_of, whole, without_kind
from cablegram.archive.query_text import Plain, Span, matches
from cablegram.archive.query_tree import FieldLeaf, Phrase, Tree, Word, unparse
from cablegram.archive.store.actor_rows import Named

_MOST = 50  # mentions of one document that are held against a query


class ActorSearch:
    """The actors of the documents of one view, for its searches."""

    def __init__(self, decided: ActorDecisions) -> None:
        self.decided = decided
        self._looked_at: dict[int, Plain] = {}

    def corrected(self, leaf: FieldLeaf) -> tuple[list[int], list[int]]:
        """The numbers of documents whose answer to a leaf decisions may have changed, and of those that it matches.

        Where an actor is another everywhere and that one is asked for, its documents match. They are looked at where only
        what it was before is asked for: other words of theirs may still match.
        """
        decided = self.decided
        field = leaf.field
        match: set[int] = set()
        look = set(decided.own)
        for name, numbers in decided.everywhere.items():
            final, ways = decided.final(name), decided.variants[name]
            fields = {field_of(actor.kind) for actor in (final, *ways)}
            new = matches(leaf, _called(final))
            if field not in fields | {"place"} or not (new or any(matches(leaf, _called(way)) for way in ways)):
                # unless words of several of its values are near enough, or its words in the text change their field
                if (isinstance(leaf, Phrase) and leaf.slop) or (len(fields) > 1 and field in fields):
                    look.update(numbers)
            elif new and fields == {field}:
                match.update(numbers)
            else:
                look.update(numbers)
        if field == "person":
            match.update(self._linked(leaf))
        match.difference_update(decided.own)
        look -= match
        changed = sorted(match | look)
        for one in decided.of(sorted(look.difference(self._looked_at))):
            self._looked_at[one.number] = plain_of(one.actors.values(), one.mentions)
        match.update(number for number in look if matches(leaf, self._looked_at[number]))
        return changed, sorted(match)

    def _linked(self, leaf: Tree) -> set[int]:
        """The documents of the people whose whole name or id across cables is asked for."""
        match leaf:
            case Phrase(words, _, _):
                asked = tuple(words)
            case Word(word, _):
                asked = (word,)
            case _:
                return set()
        people = self.decided.reader.people
        return {number for name in people.by_words.get(asked, ()) for number in people.documents[name]}

    def people(self, derived: Iterable[tuple[str, int]], numbers: Sequence[int]) -> Counter[str]:
        """How many documents name each person, of how many do as derived, and which these documents are.

        ``numbers`` has none of those with decisions of their own.
        """
        decided, links = self.decided, self.decided.reader.people
        counts = Counter(dict(derived))
        there = set(numbers)
        for row, person in links.rows:
            if row.document in there:
                counts[row.actor.id] -= 1
                counts[person.id] += 1
        for name in decided.everywhere:
            counts.pop(name, None)
        for final, names in decided.groups.items():
            if field_of(decided.final(final).kind) == "person":
                counts[final] = len(there.intersection(number for name in names for number in decided.everywhere[name]))
        return +counts

    def recounted(self, field: str, numbers: Sequence[int]) -> Counter[str]:
        """How many of some documents name each actor of a field."""
        return Counter(
            name
            for one in self.decided.of(numbers)
            for name in actor_values(one.actors.values(), one.mentions).get(IDS[field], ())
        )

    def terms(self, field: str, final: str) -> list[tuple[str, str]]:
        """By which fields and values of the index a field names an actor that others are: as these."""
        actor = self.decided.final(final)
        kept = field_of(actor.kind) == field
        found = []
        for name in self.decided.groups[final]:
            fields = {field_of(way.kind) for way in self.decided.variants[name]} if kept else set()
            found += [(IDS[one], name) for one in sorted(fields | ({"place"} if field == "place" else set())) if one]
        return found

    def labelled(self, pairs: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
        """Counts by actor, each by its name; by its id too where two have one name."""
        told = self.decided.told([name for name, _ in pairs])
        names = {name: told[name].name if name in told else name for name, _ in pairs}
        several = Counter(names.values())
        return [
            (names[name] if several[names[name]] == 1 else f"{names[name]} ({name})", count) for name, count in pairs
        ]

    def places(
        self, tree: Tree, numbers: Sequence[int], forward: dict[int, Callable[[int], int | None]]
    ) -> dict[int, list[Span]]:
        """Where documents name the actors that a query asks for, in their reading views; names before other words."""
        leaves = list(dict.fromkeys(actor_leaves(tree)))
        if not leaves:
            return {}
        found: dict[int, list[Span]] = {}
        for one in self.decided.of(numbers):
            meant = [(mention, leaf) for leaf in leaves for mention in _meant(one, leaf)]
            spans = []
            for mention, leaf in meant:
                start, last = forward[one.number](mention.start), forward[one.number](mention.end - 1)
                if start is not None and last is not None and start <= last:
                    spans.append(Span(start, last + 1, unparse(leaf)))
            found[one.number] = spans
        return found


def plain_of(actors: Iterable[Actor], mentions: Iterable[Mention]) -> Plain:
    """What the scan takes of the actors of a document."""
    values = actor_values(actors, mentions)
    person, org, state, place = (tuple(values.get(field, ())) for field in FIELDS)
    return Plain(person=person, org=org, state=state, place=place)


def _called(actor: Actor) -> Plain:
    """An actor by its name and id alone, in whatever field."""
    words = (actor.name, without_kind(actor.id)[0])
    values = tuple(map(whole, words))
    return Plain(person=words, org=words, state=values, place=values)


def _meant(one: Named, leaf: Tree) -> list[Mention]:
    """The mentions of a document that a leaf asks for: those by name, else the others."""
    found = [
        mention
        for mention in one.mentions
        if matches(leaf, plain_of([one.actors[mention.actor_id]] if mention.actor_id in one.actors else [], [mention]))
    ]
    return ([mention for mention in found if mention.form == "name"] or found)[:_MOST]
