"""Options into issues, by likeness: alternatives of one matter stand beside each other. Proposals, as options are.

Two options are alike by the words they share, each weighed by how rare it is among the options; numbers do not count,
because 2010 and 2011 are two options of one issue. Issues grow from the most alike on while the options in them are alike
on average, so that no chain of small likenesses makes one issue of everything.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import fsum, log

from msgspec import Struct, structs

from cablegram.ledger.grouping import identity, name_of
from cablegram.ledger.records import Issue, Merge, Near, Option
from cablegram.ledger.words import Content, as_written, content

_LIKE = 0.4  # of two options, to be in one issue
_LIKE_OF_MANY = 0.3  # the same where they share three words or more
_ON_AVERAGE = 0.3  # of all options of one part of an issue with all of another
_NEAR = 0.5  # of two options, to be shown to a person as perhaps the same
_COMMON = 200  # options that have a word, beyond which it tells nothing by itself
_ALONE = 2.0  # weight that one shared word needs to count without another


class _Told(Struct, frozen=True):
    """What an option is about."""

    parts: frozenset[str]
    numbers: frozenset[str]
    documents: frozenset[str]
    paragraphs: frozenset[tuple[str, int]]
    contents: tuple[Content, ...]


def issues(options: Sequence[Option]) -> tuple[list[Issue], list[Option], list[Near]]:
    """The issues, the options with the issue of each, and the pairs of options that are near and stay apart."""
    about = [_about(option) for option in options]
    weights = _weights(about)
    pairs = dict(_alike(about, weights))
    groups = _grown(len(options), {pair: score for pair, (score, _) in pairs.items()})
    found: list[Issue] = []
    of: dict[int, str] = {}
    for members in groups:
        told = [one for at in members for one in options[at].told]
        name = identity("iss", told)
        inside = set(members)
        merges = tuple(
            Merge(options[a].name, options[b].name, score, _why(shared, about[a], about[b]))
            for (a, b), (score, shared) in sorted(pairs.items())
            if a in inside and b in inside
        )
        of.update(dict.fromkeys(members, name))
        found.append(
            Issue(name, _name(options, members, about, weights), tuple(options[at].id for at in members), merges)
        )
    placed = [structs.replace(option, issue=of[at]) for at, option in enumerate(options)]
    near = [
        Near(options[a].id, options[b].id, score, _why(shared, about[a], about[b]))
        for (a, b), (score, shared) in sorted(pairs.items(), key=lambda row: (-row[1][0], row[0]))
        if score >= _NEAR and about[a].numbers == about[b].numbers
    ]
    return found, placed, near


def _about(option: Option) -> _Told:
    parts: set[str] = set()
    numbers: set[str] = set()
    for words in option.wordings:
        found = content(words)
        parts |= found.everything - found.numbers
        numbers |= found.numbers
    return _Told(
        frozenset(parts),
        frozenset(numbers),
        frozenset(one.source.document for one in option.told),
        frozenset((one.source.document, one.position.paragraph) for one in option.told),
        tuple(content(words) for words in option.wordings),
    )


def _why(shared: Sequence[str], one: _Told, other: _Told) -> tuple[str, ...]:
    return (f"shared: {as_written(shared, *other.contents, *one.contents)}",)


def _weights(about: Sequence[_Told]) -> Mapping[str, float]:
    often = Counter(part for one in about for part in one.parts)
    return {part: 0.5 + log(1 + len(about) / count) for part, count in often.items()}


def _alike(
    about: Sequence[_Told], weights: Mapping[str, float]
) -> Iterator[tuple[tuple[int, int], tuple[float, tuple[str, ...]]]]:
    """The pairs of options that share enough, with how much and what."""
    having: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(about):
        for part in one.parts:
            having[part].append(at)
    seen: set[tuple[int, int]] = set()
    for part in sorted(having):
        here = having[part]
        if len(here) > _COMMON or part.startswith("@"):
            continue  # a name alone makes no issue
        for k, first in enumerate(here):
            for second in here[k + 1 :]:
                if (first, second) in seen:
                    continue
                seen.add((first, second))
                one, other = about[first], about[second]
                shared = one.parts & other.parts
                score = _score(one, other, shared, weights)
                if score >= _needed(shared):
                    yield (first, second), (round(score, 3), tuple(sorted(shared)))


def _needed(shared: frozenset[str]) -> float:
    return _LIKE_OF_MANY if sum(not part.startswith("@") for part in shared) > 2 else _LIKE


def _score(one: _Told, other: _Told, shared: frozenset[str], weights: Mapping[str, float]) -> float:
    beside = bool(one.paragraphs & other.paragraphs)
    if len(shared) < 2 and not beside:
        weight = min(weights[part] for part in shared)
        if weight < _ALONE or not one.documents & other.documents:
            return 0.0
    common = fsum(weights[part] for part in shared)
    every = fsum(weights[part] for part in one.parts | other.parts)
    score = common / every
    if beside:  # in one paragraph: more likely alternatives of each other
        least = min(fsum(weights[part] for part in each.parts) for each in (one, other))
        score = max(score, 0.75 * common / least)
    return score


def _grown(count: int, scores: Mapping[tuple[int, int], float]) -> list[list[int]]:
    """Groups of options, grown from the most alike pair on."""
    groups = {at: [at] for at in range(count)}
    root = list(range(count))
    for a, b in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        first, second = sorted((root[a], root[b]))
        if first == second:
            continue
        one, other = groups[first], groups[second]
        total = fsum(scores.get((min(x, y), max(x, y)), 0.0) for x in one for y in other)
        if total < _ON_AVERAGE * len(one) * len(other):
            continue
        for at in other:
            root[at] = first
        groups[first] = sorted(one + groups.pop(second))
    return [groups[at] for at in sorted(groups)]


def _name(
    options: Sequence[Option], members: Sequence[int], about: Sequence[_Told], weights: Mapping[str, float]
) -> str:
    """The name of the option of most documents; of two the one that has most of what the options share."""
    if len(members) == 1:
        return options[members[0]].name
    often = Counter(part for at in members for part in about[at].parts)

    def fit(at: int) -> tuple[int, float, int, str]:
        parts, name = about[at].parts, options[at].name
        shared = fsum((often[part] - 1) * weights[part] for part in parts) / (1 + len(parts))
        return -len(about[at].documents), -shared, len(name), name

    return name_of([options[min(members, key=fit)].name])
