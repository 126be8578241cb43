"""People across cables: which of those whom only words name, each in his own cable, are one person.

``link`` looks at all appearances at once, sorted, so that their order changes nothing. Two are one where they have the same
surname, given names that go together (an initial is enough), one state (the person's, else the host of the cable), nothing
that tells them apart (``Jr.``, ``Mrs.``, an office of another kind), and are not more than about ten years apart: an office
holder moves on, and a namesake comes. Where several fit, the cable they share or the office they hold may tell which; else,
and where so many have the name that it tells nobody, nobody is joined: two who are one can be merged by a person, one who
was two misleads.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from msgspec import Struct

from cablegram.actors.gazetteer import slug
from cablegram.actors.people import related
from cablegram.actors.person_names import (
    NOTHING,
    Given,
    Said,
    fullness,
    goes_with,
    held_by_one,
    is_full,
    is_rare,
    name_parts,
)
from cablegram.actors.records import Actor

_YEARS = 10
_TERM = 4  # years that a name which many have is taken for one person's
_UNDATED = 1 << 30


class Appearance(Struct, frozen=True, order=True, gc=False):
    """One person in one document, as that document alone tells of him; there is one for each document and id.

    ``cable`` is the cable's number, ``date`` ISO or empty, ``host`` the code of the state it was sent from, empty where
    none is known. ``id``, ``name`` and ``state`` are the actor's; ``known``: a table says who it is, so the id stays.
    ``said`` is what the words that name him say beside the name: :func:`~cablegram.actors.person_names.said_of`.
    """

    document: str
    cable: str
    date: str
    host: str
    id: str
    name: str
    state: str
    known: bool = False
    said: Said = NOTHING


class _One(Struct, frozen=True, gc=False):
    """An appearance with its name taken apart, to be sorted by time: ``month`` counts from year 0."""

    month: int
    seen: Appearance
    given: Given
    suffix: str


@dataclass(slots=True)
class _Cluster:
    given: Given
    known: str = ""
    first: int = _UNDATED
    last: int = -_UNDATED
    members: list[_One] = field(default_factory=list)
    cables: set[str] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)
    spheres: set[str] = field(default_factory=set)
    gender: str = ""
    suffix: str = ""

    def add(self, one: _One) -> None:
        said = one.seen.said
        self.members.append(one)
        self.cables.add(one.seen.cable)
        self.suffix = self.suffix or one.suffix
        if said is not NOTHING:
            self.gender = self.gender or said.gender
            self.offices.update(said.offices)
            self.spheres.update(said.spheres)
        if one.month != _UNDATED:
            self.first, self.last = min(self.first, one.month), max(self.last, one.month)

    def near(self, month: int, rare: bool) -> bool:
        """Whether a month is near those of the cluster: of a name that many have in one term of years, else within ten
        years of them. Without a date anybody may be meant by a rare name, and nobody is by another."""
        if month == _UNDATED or self.first == _UNDATED:
            return rare
        if rare:
            return self.first - 12 * _YEARS <= month <= self.last + 12 * _YEARS
        return self.last - 12 * _TERM <= month <= self.first + 12 * _TERM

    def may_be(self, one: _One, rare: bool) -> bool:
        """Whether nothing but name and time tells a member apart from the others."""
        if one.suffix and self.suffix and one.suffix != self.suffix:
            return False
        said, full = one.seen.said, is_full(one.given)
        if said.gender and self.gender and said.gender != self.gender:
            return False
        if full and rare:  # a career
            return True
        if not full:
            if said.gender == "f" and not self.gender:
                return False  # the wife of the man who is called by his name alone
            if self.gender == "f" and not said.gender and not is_full(self.given) and not self.offices:
                return False
        return self.shares(one) or not (self.spheres and said.spheres) or not self.spheres.isdisjoint(said.spheres)

    def shares(self, one: _One) -> bool:
        """Whether the offices of both are one, by one of its names."""
        theirs = one.seen.said.offices
        return any(mine == other or related(mine, other) for mine in self.offices for other in theirs)


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
        given, surname, suffix = name_parts(seen.name)
        if surname:
            home = seen.state or homes.get((given, surname), seen.host)
            groups[home, surname].append(_One(_month(seen.date), seen, given, suffix))
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


_slug = lru_cache(maxsize=1 << 16)(slug)


@lru_cache(maxsize=1 << 16)
def _month(date: str) -> int:
    if len(date) < 4 or not date[:4].isdecimal():
        return _UNDATED
    month = date[5:7]
    return int(date[:4]) * 12 + (int(month) if month.isdecimal() else 6)


# --- states -------------------------------------------------------------------------------------


def _homes(appearances: Iterable[Appearance]) -> dict[tuple[Given, str], str]:
    """The state of each full name of which the archive knows one bearer, empty where none of several hosts is his.

    A name with a common surname has as many bearers as there are hosts.
    """
    states: defaultdict[tuple[Given, str], set[str]] = defaultdict(set)
    hosts: defaultdict[tuple[Given, str], set[str]] = defaultdict(set)
    for one in appearances:
        given, surname, _ = name_parts(one.name)
        if is_full(given) and is_rare(surname):
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
    length, full = fullness(one.given)
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
    rare = is_rare(surname)
    for given in sorted(named, key=lambda given: (*(-size for size in fullness(given)), given)):
        # First those of whom more is said than the name, so that the others can be seen to fit several.
        for more in (True, False):
            group = [one for one in named[given] if bool(one.suffix or one.seen.said is not NOTHING) is more]
            fuller = [it for it in clusters if goes_with(given, it.given)]
            tabled = [it for it in known.values() if goes_with(given, it.given)]
            joins: list[tuple[_Cluster, _One]] = []
            rest: list[_One] = []
            for one in group:
                fits = _fitting(one, fuller, tabled, home, rare)
                if len(fits) == 1:
                    joins.append((fits[0], one))
                elif fits or not _tells(one, home, rare):
                    alone.append(one)
                else:
                    rest.append(one)
            for cluster, one in joins:  # only now: what joined must not bring the next one near
                cluster.add(one)
            made, unclear = _by_time(given, rest, rare)
            clusters += made
            alone += unclear
    clusters.sort(key=lambda cluster: (cluster.first, cluster.given, cluster.members[0].seen))
    return [*clusters, *known.values()], alone


def _tells(one: _One, home: str, rare: bool) -> bool:
    """Whether name and office are enough to know somebody by again in one state."""
    if rare:
        return bool(home) or is_full(one.given)
    return bool(home) and (is_full(one.given) or len(one.given) > 1 or held_by_one(one.seen.said.offices))


def _fitting(
    one: _One, fuller: Sequence[_Cluster], tabled: Sequence[_Cluster], home: str, rare: bool
) -> list[_Cluster]:
    """The people with a fuller name that one may be: of several those of the same cable, else those of the same office."""
    may_be = [it for it in (*fuller, *tabled) if it.may_be(one, rare)]
    here = [it for it in may_be if one.seen.cable in it.cables]
    if here:
        return here
    if not (home or is_full(one.given)):
        return []  # nothing tells of which state he is
    may_be = [it for it in may_be if it.near(one.month, rare)]
    if not one.given:  # a surname alone was looked up in the tables already
        may_be = [it for it in may_be if not it.known]
    if not rare and not (is_full(one.given) or len(one.given) > 1):
        if not held_by_one(one.seen.said.offices):
            return []
        return [it for it in may_be if it.shares(one)]
    if len(may_be) > 1:
        same = [it for it in may_be if it.shares(one)]
        return same if len(same) == 1 else may_be
    return may_be


def _by_time(given: Given, members: Sequence[_One], rare: bool) -> tuple[list[_Cluster], list[_One]]:
    """Bearers of one name one after the other, from members sorted by time, and those of whom it is not known which they are.

    A written-out name is one person as long as no ten years pass without it; a surname or initials for ten years in all,
    a name that many have for one term.
    """
    found: list[_Cluster] = []
    unclear: list[_One] = []
    lasting = rare and is_full(given)
    bare = not rare and not given
    for one in members:
        fits = [
            it
            for it in found
            if it.may_be(one, rare)
            and (it.near(one.month, rare) if lasting or not rare or one.month == _UNDATED else
                 one.month - it.first <= 12 * _YEARS)
            and (not bare or it.shares(one))
        ]  # fmt: skip
        if not fits and (rare or one.month != _UNDATED):
            fits = [_Cluster(given)]
            found += fits
        if len(fits) == 1:
            fits[0].add(one)
        else:
            unclear.append(one)
    return found, unclear


def _called(cluster: _Cluster) -> str:
    """What a person is called: the fullest name, of these the most frequent."""
    if len(cluster.members) == 1:
        return cluster.members[0].seen.name
    often = Counter(one.seen.name for one in cluster.members)
    return min(often, key=lambda name: (*(-size for size in fullness(name_parts(name)[0])), -often[name], name))


def _free(name: str, taken: set[str]) -> str:
    """An id that is not taken yet, with a number where it is; takes it."""
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free
