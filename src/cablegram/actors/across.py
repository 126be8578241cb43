"""People across cables: which of those whom only words name, each in his own cable, are one person.

``link`` looks at all appearances at once, sorted, so that their order changes nothing. Two are one where they have the same
surname, given names that go together (an initial is enough), one state (the person's, else the host of the cable) and are
not more than about ten years apart: an office holder moves on, and a namesake comes. Where several fit, or a surname alone
is a common word, nobody is joined: two who are one can be merged by a person, one who was two misleads.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from msgspec import Struct

from cablegram.actors.gazetteer import slug
from cablegram.actors.lore import lore
from cablegram.actors.records import Actor
from cablegram.tables.offices import PARTICLES, title_key
from cablegram.tables.reference_words import reference_words

_YEARS = 10
_RARE = 12  # from this order of commonness on a surname alone tells who is meant, as in people.py
_UNDATED = 1 << 30

Given = tuple[str, ...]


class Appearance(Struct, frozen=True, order=True, gc=False):
    """One person in one document, as that document alone tells of him; there is one for each document and id.

    ``cable`` is the cable's number, ``date`` ISO or empty, ``host`` the code of the state it was sent from, empty where
    none is known. ``id``, ``name`` and ``state`` are the actor's; ``known``: a table says who it is, so the id stays.
    """

    document: str
    cable: str
    date: str
    host: str
    id: str
    name: str
    state: str
    known: bool = False


class _One(Struct, frozen=True, gc=False):
    """An appearance with its name taken apart, to be sorted by time: ``month`` counts from year 0."""

    month: int
    seen: Appearance
    given: Given


@dataclass(slots=True)
class _Cluster:
    given: Given
    known: str = ""
    first: int = _UNDATED
    last: int = -_UNDATED
    members: list[_One] = field(default_factory=list)

    def add(self, one: _One) -> None:
        self.members.append(one)
        if one.month != _UNDATED:
            self.first, self.last = min(self.first, one.month), max(self.last, one.month)

    def near(self, month: int) -> bool:
        """Whether a month is no more than ten years from those of the cluster; without a date anything may be."""
        if month == _UNDATED or self.first == _UNDATED:
            return True
        return self.first - 12 * _YEARS <= month <= self.last + 12 * _YEARS


def link(appearances: Iterable[Appearance]) -> Mapping[tuple[str, str], Actor]:
    """The person across cables for each document and actor id in it that no table knows.

    The ids are ``person:NO/travers``, ``person:US/smith-2`` for the second of a name, ``person:johan-travers`` for a full name
    that goes through several states, and ``person:US/smith@75OSLO1`` for one who is told from others by his cable alone.
    """
    kept = list(appearances)
    # Whom a table knows is told of in one way, and is nobody else of a document that names him.
    known = {seen.id: seen for seen in sorted((one for one in kept if one.known), key=_words, reverse=True)}
    there = {(seen.document, seen.id) for seen in kept if seen.known}
    taken = set(known)
    groups: defaultdict[tuple[str, str], list[_One]] = defaultdict(list)
    homes = _homes(kept)
    for seen in kept:
        given, surname = _parts(seen.name)
        if surname:
            home = seen.state or homes.get((given, surname), seen.host)
            groups[home, surname].append(_One(_month(seen.date), seen, given))
    found: dict[tuple[str, str], Actor] = {}
    for home, surname in sorted(groups):
        clusters, alone = _clusters(home, surname, sorted(groups[home, surname], key=_time))
        for cluster in clusters:
            if cluster.known:
                told = known[cluster.known]
                name, called, state = told.id, told.name, told.state
            else:
                base = f"{home}/{_slug(surname)}" if home else _slug(" ".join((*cluster.given, surname)))
                name, called, state = _free(f"person:{base}", taken), _called(cluster), _state(cluster.members)
            actor = Actor(id=name, name=called, kind="person", state=state)
            if len({it.seen.document for it in cluster.members}) < len(cluster.members):
                cluster.members.sort(key=_fullest)
            for it in cluster.members:
                if it.seen.known:
                    continue
                if (it.seen.document, name) in there:  # the document took them for two
                    alone.append(it)
                    continue
                there.add((it.seen.document, name))
                found[it.seen.document, it.seen.id] = actor
        for it in alone:
            base = f"{home}/{_slug(it.seen.name)}" if home else _slug(it.seen.name)
            name = f"person:{base}@{it.seen.cable}"
            found[it.seen.document, it.seen.id] = Actor(id=name, name=it.seen.name, kind="person", state=it.seen.state)
    return found


# --- names --------------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 17)
def _parts(name: str) -> tuple[Given, str]:
    """Given names and surname of a name with its particles, folded; initials run together (J.J.) are two."""
    words = title_key(name.replace(".", ". ")).split()
    if len(words) > 1 and words[-1] in reference_words("name-suffix"):
        words.pop()
    at = len(words) - 1
    while at > 0 and words[at - 1] in PARTICLES:
        at -= 1
    return tuple(words[: max(at, 0)]), " ".join(words[max(at, 0) :])


_slug = lru_cache(maxsize=1 << 16)(slug)


@lru_cache(maxsize=1 << 16)
def _is_rare(surname: str) -> bool:
    return lore().commonness(surname.split()[-1]) >= _RARE


@lru_cache(maxsize=1 << 16)
def _is_full(given: Given) -> bool:
    """Whether a given name is written out."""
    return any(len(word) > 1 for word in given)


def _goes_with(less: Given, more: Given) -> bool:
    """Whether given names may be the first of fuller ones: each the same, or its initial."""
    return len(less) <= len(more) and all(
        a == b or (len(a) == 1 and b.startswith(a)) for a, b in zip(less, more, strict=False)
    )


def _telling(given: Given, surname: str) -> bool:
    """Whether a name is enough to take two of it in one state for one."""
    return _is_full(given) or len(given) > 1 or _is_rare(surname)


@lru_cache(maxsize=1 << 16)
def _fullness(given: Given) -> tuple[int, int]:
    return len(given), sum(len(word) > 1 for word in given)


@lru_cache(maxsize=1 << 16)
def _month(date: str) -> int:
    if len(date) < 4 or not date[:4].isdecimal():
        return _UNDATED
    month = date[5:7]
    return int(date[:4]) * 12 + (int(month) if month.isdecimal() else 6)


# --- states -------------------------------------------------------------------------------------


def _homes(appearances: Iterable[Appearance]) -> dict[tuple[Given, str], str]:
    """The state of each full name of which the archive knows one bearer, empty where none of several hosts is his.

    A name of one given name with a common surname has as many bearers as there are hosts.
    """
    states: defaultdict[tuple[Given, str], set[str]] = defaultdict(set)
    hosts: defaultdict[tuple[Given, str], set[str]] = defaultdict(set)
    for one in appearances:
        given, surname = _parts(one.name)
        if _is_full(given) and (_is_rare(surname) or len(given) > 1):
            (states if one.state else hosts)[given, surname].add(one.state or one.host)
    found = {}
    for name in sorted({*states, *hosts}):
        of, at = states.get(name, set()), hosts.get(name, set()) - {""}
        if len(of) == 1:
            (found[name],) = of
        elif not of:
            found[name] = next(iter(at)) if len(at) == 1 else ""
    return found


def _words(one: Appearance) -> tuple[str, str]:
    return one.name, one.state


def _time(one: _One) -> tuple[int, str, str]:
    return one.month, one.seen.document, one.seen.id


def _fullest(one: _One) -> tuple[int, int, Appearance]:
    length, full = _fullness(one.given)
    return -length, -full, one.seen


def _state(members: Iterable[_One]) -> str:
    """The state that the documents say a person is of; the host of a cable is none."""
    return next((one.seen.state for one in members if one.seen.state), "")


# --- clusters -----------------------------------------------------------------------------------


def _clusters(home: str, surname: str, members: Sequence[_One]) -> tuple[list[_Cluster], list[_One]]:
    """The people of one surname and state, in order of time, and the appearances that are told apart by cable alone.

    The fullest names come first; what is less joins the one person whom it fits, and stays alone where several fit.
    """
    known: dict[str, _Cluster] = {}
    named: defaultdict[Given, list[_One]] = defaultdict(list)
    for one in members:  # sorted by time
        if one.seen.known:
            known.setdefault(one.seen.id, _Cluster(one.given, one.seen.id)).add(one)
        else:
            named[one.given].append(one)
    clusters: list[_Cluster] = []
    alone: list[_One] = []
    for given in sorted(named, key=lambda given: (*(-size for size in _fullness(given)), given)):
        if not _telling(given, surname) or not (home or _is_full(given)):
            alone += named[given]
            continue
        fuller = [cluster for cluster in clusters if _goes_with(given, cluster.given)]
        if given:  # a surname alone was looked up in the tables already
            fuller += [cluster for cluster in known.values() if _goes_with(given, cluster.given)]
        joins: list[tuple[_Cluster, _One]] = []
        rest: list[_One] = []
        for one in named[given]:
            near = [cluster for cluster in fuller if cluster.near(one.month)]
            if len(near) == 1:
                joins.append((near[0], one))
            else:
                (alone if near else rest).append(one)
        for cluster, one in joins:  # only now: what joined must not bring the next one near
            cluster.add(one)
        made, undated = _by_time(given, rest)
        clusters += made
        alone += undated
    clusters.sort(key=lambda cluster: (cluster.first, cluster.given, cluster.members[0].seen))
    return [*clusters, *known.values()], alone


def _by_time(given: Given, members: Sequence[_One]) -> tuple[list[_Cluster], list[_One]]:
    """Bearers of one name one after the other, from members sorted by time, and the undated of whom it is not known which they are.

    A written-out name is one person as long as no ten years pass without it; a surname or initials for ten years in all.
    """
    found: list[_Cluster] = []
    dated = [one for one in members if one.month != _UNDATED]
    for one in dated:
        since = (found[-1].last if _is_full(given) else found[-1].first) if found else -_UNDATED
        if one.month - since > 12 * _YEARS:
            found.append(_Cluster(given))
        found[-1].add(one)
    undated = list(members[len(dated) :])
    if undated and len(found) > 1:
        return found, undated
    if undated and not found:
        found.append(_Cluster(given))
    for one in undated:
        found[0].add(one)
    return found, []


def _called(cluster: _Cluster) -> str:
    """What a person is called: the fullest name, of these the most frequent."""
    if len(cluster.members) == 1:
        return cluster.members[0].seen.name
    often = Counter(one.seen.name for one in cluster.members)
    return min(often, key=lambda name: (*(-size for size in _fullness(_parts(name)[0])), -often[name], name))


def _free(name: str, taken: set[str]) -> str:
    """An id that is not taken yet, with a number where it is; takes it."""
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free
