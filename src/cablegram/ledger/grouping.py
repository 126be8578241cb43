"""Targets of many cables into options, by rule: what is not sure stays apart.

Two targets are one option where they have the same content words, numbers and states (:mod:`cablegram.ledger.words`) and
something ties their cables together: the same document, a body or place that both name, the one body that the heading of
a cable is about where the target leaves it out, or the same matter in both headings (a word of the target and one thing more; or
two words, where the targets have three or more in common); and no more than two years lie
between them. Every such merge is kept with what was the same and what was left out of account.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from hashlib import sha256
from itertools import combinations, pairwise
from math import fsum, log

from msgspec import Struct, structs

from cablegram.ledger.records import Merge, Option, Told
from cablegram.ledger.words import Content, as_written, content, named
from cablegram.tables.tags import tag_kind

_DAYS = 731  # between two cables, beyond which the same words may well be another matter
_UNDATED = ""
_HEADINGS = 8  # words of a heading that are tried in pairs
# What ties two targets, the surest first, and how it is told.
_NAMED, _HERE, _HEADING, _MATTER = range(4)


class Node(Struct, frozen=True):
    """The positions of one document on one target, as written."""

    words: str
    content: Content
    about: frozenset[str]
    heading: frozenset[str]
    told: tuple[Told, ...]

    @property
    def order(self) -> tuple[object, ...]:
        """That of its first position."""
        return self.told[0].order


def options(told: Iterable[Told]) -> list[Option]:
    """The options that positions are about, in the order of their first date; which were handed in first is no matter."""
    nodes = _nodes(told)
    weights = _weights(nodes)
    blocks: dict[object, list[Node]] = defaultdict(list)
    for node in nodes:
        blocks[node.content.core].append(node)
    found = [_option(group, merges) for block in blocks.values() for group, merges in _grouped(block, weights)]
    return sorted(found, key=lambda one: (one.told[0].order, one.id))


def _nodes(told: Iterable[Told]) -> list[Node]:
    groups: dict[tuple[str, str, str], list[Told]] = defaultdict(list)
    for one in told:
        position = one.position
        # A bid is of its holder: whose it is belongs to what it is. His words tell, whoever people say that he is.
        states = content(position.holder_mention).states if position.basis == "own_bid" else ()
        own = next(iter(states)) if len(states) == 1 else ""
        groups[one.source.document, " ".join(position.target_mention.split()), own].append(one)
    found = []
    for (_, words, own), here in groups.items():
        here.sort(key=lambda one: one.order)
        source = here[0].source
        about, matter = heading(source.subject, source.tags)
        what = content(words)
        if own:
            what = structs.replace(what, states=what.states | {own})
        found.append(Node(words, what, about, matter, tuple(here)))
    return sorted(found, key=lambda node: (node.order, node.words))


@lru_cache(maxsize=20_000)
def heading(subject: str, tags: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The bodies and places that a heading names, and everything it tells of the matter."""
    found = content(subject) if subject else content("")
    names, words = set(found.names), found.words | found.states
    for tag in tags:
        kind = tag_kind(tag)
        if kind == "organisation":
            names |= content(tag).names
        elif kind == "geography":
            words |= {f"tag:{tag}"}
    return frozenset(name for name in names if name.startswith("body:")), words | names


def _weights(nodes: Sequence[Node]) -> Mapping[str, float]:
    """How much a word tells: the rarer among the targets, the more."""
    often = Counter(part for node in nodes for part in node.content.everything)
    return {part: log(1 + len(nodes) / count) + 0.1 for part, count in often.items()}


def _grouped(block: list[Node], weights: Mapping[str, float]) -> Iterator[tuple[list[Node], list[Merge]]]:
    """The nodes of one content that are one option, with why."""
    groups = _Groups(block)
    for _, _, first, second, tie in sorted(_ties(block), key=lambda row: (row[0], row[1], row[2:])):
        groups.join(first, second, tie)
    for members, ties in groups.found():
        yield (
            [block[at] for at in members],
            [_merge(block[first], block[second], tie, weights) for first, second, tie in ties],
        )


def _ties(block: list[Node]) -> Iterator[tuple[int, int, int, int, int]]:
    """What ties each node to one before it: kind, days between, both nodes. Nodes are in order of time."""
    last: dict[tuple[int, object], int] = {}
    for at, node in enumerate(block):
        keys: list[tuple[int, object]] = []
        if node.content.names:
            keys.append((_NAMED, node.content.names))
        elif node.content.states and len(node.content.words) + len(node.content.numbers) > 1:
            keys.append((_NAMED, frozenset()))  # the states are in what is the same already
        if node.content.words or node.content.numbers or node.content.names:
            keys.append((_HERE, node.told[0].source.document))
            keys.append((_HERE, node.told[0].source.cable))
        named = frozenset(name for name in node.content.names if name.startswith("body:"))
        bodies = named or (node.about if len(node.about) == 1 else frozenset())
        if bodies:
            keys.append((_HEADING, bodies))
        for part in sorted(node.heading & node.content.words):
            # Two headings are on one matter where both have a word of the target and something else in common.
            keys += [(_MATTER, frozenset((part, other))) for other in sorted(node.heading) if other != part]
        if len(node.content.words) + len(node.content.numbers) > 2:
            # Of so many words that are the same, two that both headings have are enough, whichever they are.
            words = sorted(part for part in node.heading if ":" not in part)[:_HEADINGS]
            keys += [(_MATTER, frozenset(pair)) for pair in combinations(words, 2)]
        elif not node.content.names and len(node.heading) > 1:
            keys.append((_MATTER, node.heading))
        for key in keys:
            before = last.get(key)
            if before is not None and before != at:
                days = _days(block[before], node)
                if days <= _DAYS:
                    yield key[0], days, before, at, key[0]
            last[key] = at


def _days(first: Node, second: Node) -> int:
    days = [one.told[0].source.date for one in (first, second)]
    if _UNDATED in days:
        return 0 if days[0] == days[1] else _DAYS
    a, b = (date.fromisoformat(day) for day in days)
    return abs((b - a).days)


class _Groups:
    """Nodes put together one tie after the other; two that name different bodies or places never are."""

    def __init__(self, block: list[Node]) -> None:
        self._of = list(range(len(block)))
        self._named = [{node.content.names} - {frozenset()} for node in block]
        self._ties: list[tuple[int, int, int]] = []

    def _root(self, at: int) -> int:
        while self._of[at] != at:
            self._of[at] = self._of[self._of[at]]
            at = self._of[at]
        return at

    def join(self, first: int, second: int, tie: int) -> None:
        a, b = sorted((self._root(first), self._root(second)))
        if a == b or not _nested(self._named[a] | self._named[b]):
            return
        self._of[b] = a
        self._named[a] = self._named[a] | self._named[b]
        self._ties.append((first, second, tie))

    def found(self) -> Iterator[tuple[list[int], list[tuple[int, int, int]]]]:
        members: dict[int, list[int]] = defaultdict(list)
        ties: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for at in range(len(self._of)):
            members[self._root(at)].append(at)
        for first, second, tie in self._ties:
            ties[self._root(first)].append((first, second, tie))
        for root, here in members.items():
            yield here, ties[root]


def _nested(named: set[frozenset[str]]) -> bool:
    """Whether of the names of each two one has all the other has, so that they can be meant together."""
    ordered = sorted(named, key=len)
    return all(small <= large for small, large in pairwise(ordered))


def _merge(one: Node, other: Node, tie: int, weights: Mapping[str, float]) -> Merge:
    same = one.content.everything & other.content.everything
    every = one.content.everything | other.content.everything
    total = fsum(weights[part] for part in every)
    score = fsum(weights[part] for part in same) / total if total else 1.0
    why = [f"the same words: {as_written(same, one.content)}"] if same else ["the same words"]
    source, against = one.told[0].source, other.told[0].source
    why.append(
        {
            _NAMED: "both name it",
            _HERE: "in one cable" if source.cable == against.cable else "in one document",
            _HEADING: "the heading is about it",
            _MATTER: "the headings are on the same matter",
        }[tie]
    )
    if every - same:
        why.append(f"in one alone: {as_written(every - same, one.content, other.content)}")
    left = dict.fromkeys((*one.content.left_out, *other.content.left_out))
    if left:
        why.append("left out of account: " + " ".join(left))
    return Merge(one.words, other.words, round(score, 3), tuple(why))


def _option(nodes: list[Node], merges: Sequence[Merge]) -> Option:
    told = tuple(sorted((one for node in nodes for one in node.told), key=lambda one: one.order))
    distinct = {(merge.one, merge.other, merge.why): merge for merge in merges if merge.one != merge.other}
    wordings = wordings_of(told)
    return Option(identity("opt", told), name_of(wordings), "", told, wordings, tuple(distinct.values()))


def identity(kind: str, told: Iterable[Told]) -> str:
    """An id made of the place of the first in it by time: what is said later changes no id."""
    first = min(told, key=lambda one: one.order)
    what = first.place, first.position.holder_mention, first.position.basis, first.position.target_mention
    return f"{kind}-{sha256(repr(what).encode()).hexdigest()[:10]}"


def wordings_of(told: Iterable[Told]) -> tuple[str, ...]:
    """The targets as written, the most frequent first; of two the shorter."""
    often = Counter(" ".join(one.position.target_mention.split()) for one in told)
    return tuple(sorted(often, key=lambda words: (-often[words], len(words), words)))


def name_of(wordings: Sequence[str]) -> str:
    """A name for an option until somebody gives it one: the most frequent words, mended."""
    return named(wordings[0]) or wordings[0]
