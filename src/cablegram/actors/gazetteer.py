"""The tables as the resolving of mentions asks them: by one key, with the date.

:func:`key` is blind to case, diacritics, dots, hyphens, line-end breaks, a leading article and a trailing 's, so that
``U. S.``, ``U.S.'s`` and ``US`` are one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, cast

from cablegram.actors.records import Actor, ActorType
from cablegram.actors.tokens import folded
from cablegram.tables import rows
from cablegram.tables.actor_states import StateWord, UnknownStateError, places, regions, state, state_words
from cablegram.tables.offices import within

_BROKEN = re.compile(r"(?<=[^\W\d_])-\s+(?=[^\W\d_])")
_POSSESSIVE = re.compile(r"\s?'s\b")
_WORD = re.compile(r"[a-z0-9][a-z0-9&+/']*|&")
_SPELLED = re.compile(r"\b([a-z]) (?=[a-z]\b)")
_SLUG = re.compile(r"[^a-z0-9]+")
_ARTICLES = ("the ", "a ", "an ")
_ADJECTIVES = ("ans", "an", "ns", "n", "ern", "s")  # endings that a region's adjective or people add to its name


class Entry(NamedTuple):
    """A row of ``bodies``, ``organs``, ``parties`` or ``companies``; ``state`` is empty for bodies."""

    id: str
    name: str
    kind: str
    state: str
    parent: str
    since: str
    until: str
    doubtful: bool
    called: frozenset[str] = frozenset()  # the keys of its name and short name, not of its other names

    def at(self, date: str) -> bool:
        """Whether it existed on a date, as far as both are known."""
        return within(date, self.since, self.until)


@lru_cache(maxsize=1 << 15)
def key(text: str) -> str:
    """What a phrase is looked up by."""
    low = _BROKEN.sub("", _POSSESSIVE.sub("", folded(text))).replace(".", "").replace("-", " ")
    words = [word.strip("'/") for word in _WORD.findall(low)]
    plain = " ".join(word for word in words if word)
    if plain[1:2] == " ":
        plain = _SPELLED.sub(r"\1", plain)
    for article in _ARTICLES:
        if plain.startswith(article):
            return plain[len(article) :]
    return plain


def slug(text: str) -> str:
    """A phrase as the last part of an id."""
    return _SLUG.sub("-", folded(text)).strip("-")


@lru_cache(maxsize=1)
def words_of_states() -> Mapping[str, tuple[StateWord, ...]]:
    """Every word for a state by its key; the plural of a demonym counts as the demonym."""
    found: defaultdict[str, dict[StateWord, None]] = defaultdict(dict)
    for entries in state_words().values():
        for entry in entries:
            found[key(entry.word)][entry] = None
    for name in list(found):
        plural = name + "s"
        if plural not in found and not name.endswith(("s", "h", "ese")):
            for entry in found[name]:
                if entry.plain_kind == "demonym":
                    found[plural][entry] = None
    return {name: tuple(entries) for name, entries in found.items()}


@lru_cache(maxsize=1)
def words_of_places() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Every place, and every capital, by key: its name and the code of its state."""
    found: defaultdict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for entries in state_words().values():
        for word in entries:
            if word.plain_kind == "capital":
                found[key(word.word)][word.word, word.code] = None
    for placed in places().values():
        for place in placed:
            found[key(place.name)][place.name, place.code] = None
    return {name: tuple(entries) for name, entries in found.items()}


@lru_cache(maxsize=1)
def _regions() -> Mapping[str, str]:
    return {key(region.name): region.name for entries in regions().values() for region in entries}


@lru_cache(maxsize=1 << 12)
def region_name(name: str) -> str:
    """The region of a key, an adjective of one included; ``""`` where there is none."""
    known = _regions()
    for ending in _ADJECTIVES:
        if name.endswith(ending) and len(name) > len(ending) + 3:
            base = name[: -len(ending)]
            for stem in (base, base + "a", base + "e"):
                if stem in known and known[stem].lower() != name:
                    return known[stem]
    return known.get(name, "")


_TABLES = {"body": "bodies", "organ": "organs", "party": "parties", "company": "companies"}


@lru_cache(maxsize=8)
def entries(kind: str) -> Mapping[str, tuple[Entry, ...]]:
    """The rows of the table of ``body``, ``organ``, ``party`` or ``company`` by the key of each name."""
    found: defaultdict[str, dict[Entry, None]] = defaultdict(dict)
    for row in rows(_TABLES[kind]):
        entry = Entry(
            row["id"], row["name"], row["kind"].removesuffix("-ambiguous"), row.get("state", ""), row.get("parent", ""),
            row.get("from", ""), row.get("to", ""), row["kind"].endswith("-ambiguous"),
            frozenset(key(name) for name in (row["name"], row.get("short", "")) if name),
        )  # fmt: skip
        for name in (row["name"], row.get("short", ""), *row["aliases"].split("|")):
            if name.strip():
                found[key(name)][entry] = None
    return {name: tuple(same) for name, same in found.items()}


@lru_cache(maxsize=1)
def bodies_by_id() -> Mapping[str, Entry]:
    """Every body by its id."""
    return {entry.id: entry for same in entries("body").values() for entry in same}


@lru_cache(maxsize=1)
def organ_kinds() -> Mapping[str, tuple[str, str]]:
    """The type and kind of each word for an organisation (``organ_words``) by key."""
    return {key(row["word"]): (row["type"], row["kind"]) for row in rows("organ_words")}


@lru_cache(maxsize=1)
def longest_word() -> int:
    """How many words the longest word for a state has."""
    return max(name.count(" ") for name in words_of_states()) + 1


@lru_cache(maxsize=1)
def _names_by_date() -> Mapping[str, tuple[tuple[str, str, str], ...]]:
    found: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for row in rows("state_names"):
        found[row["code"]].append((row["name"], row["from"], row["to"]))
    return {code: tuple(names) for code, names in found.items()}


@lru_cache(maxsize=1 << 10)
def exists(code: str, date: str) -> bool:
    """Whether a state was there on a date; ``""`` is any date, and a state not in the table always is."""
    try:
        entry = state(code)
    except UnknownStateError:
        return True
    return within(date, entry.valid_from, entry.valid_to)


@lru_cache(maxsize=1 << 10)
def state_actor(code: str, date: str = "") -> Actor:
    """The state of a code under the name it had on a date.

    Raises :class:`cablegram.tables.actor_states.UnknownStateError` for a code without a state.
    """
    entry = state(code)
    name = entry.name
    for known, first, last in _names_by_date().get(code, ()):
        if (not first or first <= date) and (not last or date < last) and date:
            name = known
    return Actor(
        id=f"state:{code}", name=name, kind="state", state=code, valid_from=entry.valid_from, valid_to=entry.valid_to
    )


def place_actor(name: str, code: str) -> Actor:
    """A place, in a state or in none that is known."""
    return Actor(
        id=f"place:{code}/{slug(name)}" if code else f"place:{slug(name)}", name=name, kind="place", state=code
    )


def entry_actor(entry: Entry, kind: str) -> Actor:
    """The actor of a row of a table."""
    name = entry.name
    parent = bodies_by_id().get(entry.parent) if entry.parent else None
    if parent is not None and not _tells_parent(name, parent):
        name = f"{name} ({_short(parent.id) or parent.name})"
    elif kind == "organ" and entry.state and "(" not in name:
        name = _with_state(name, entry.state)
    return Actor(
        id=f"{kind}:{entry.id}", name=name, kind=cast(ActorType, kind), state=entry.state,
        valid_from=entry.since, valid_to=entry.until,
    )  # fmt: skip


@lru_cache(maxsize=1)
def _shorts() -> Mapping[str, str]:
    return {row["id"]: row["short"] for row in rows("bodies")}


def _short(identity: str) -> str:
    return _shorts().get(identity, "")


def _tells_parent(name: str, parent: Entry) -> bool:
    low, short = name.lower(), _short(parent.id)
    return "(" in name or parent.name.lower() in low or bool(short and short.lower() in low.split()) or len(low) > 34


def _with_state(name: str, code: str) -> str:
    entry = state(code)
    if entry.name.lower() in name.lower() or (entry.demonym and entry.demonym.lower() in name.lower()):
        return name
    return f"{name} ({entry.name})"


def states_in(text: str) -> list[tuple[int, int, tuple[StateWord, ...]]]:
    """The words for states inside a phrase, the longest first from the left: word numbers and what they mean."""
    return _states_in(tuple(key(text).split()))


@lru_cache(maxsize=1 << 13)
def _states_in(words: Sequence[str]) -> list[tuple[int, int, tuple[StateWord, ...]]]:
    known = words_of_states()
    found = []
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + longest_word()), at, -1):
            same = known.get(" ".join(words[at:end]))
            if same:
                found.append((at, end, same))
                at = end
                break
        else:
            at += 1
    return found


@lru_cache(maxsize=1 << 10)
def own_name(code: str, word: str) -> bool:
    """Whether a word is the very name or demonym that the table gives a state."""
    entry = state(code)
    return key(word) in (key(entry.name), key(entry.demonym))


@lru_cache(maxsize=1 << 10)
def state_then(code: str, date: str, city: str = "") -> str:
    """The state that stood at a date where the one of a code stands: itself, what it came from, or what its capital
    was the capital of for a while (Zaire between two Congos). ``city`` tells apart the states that one came from:
    Saigon and Hanoi, Belgrade and Zagreb."""
    before = [one for one in _ancestors(code) if exists(one, date)] if date else []
    seat = state(code).capital
    if not exists(code, date):
        of_city = [one for one in before if city and key(state(one).capital) == key(city)]
        if len(of_city) == 1:
            return of_city[0]
        if len(before) > 1:
            before = [one for one in before if state(one).capital == seat]
        return before[0] if len(before) == 1 else code
    return next((one for one in before if seat and state(one).capital == seat and state(one).valid_to), code)


def _ancestors(code: str) -> list[str]:
    """The states that a state came from, and those that they came from."""
    found: list[str] = []
    fresh = [code]
    while fresh:
        fresh = [one for parent in fresh for one in predecessors().get(parent, ()) if one not in found]
        found += fresh
    return found


@lru_cache(maxsize=1)
def _parts() -> Mapping[str, str]:
    return {row["code"]: row["of"] for row in rows("state_parts")}


@lru_cache(maxsize=1 << 10)
def part_of(code: str, date: str) -> str:
    """The state that a later state was a part of at a date, as Kosovo in 2007; ``""`` for any other."""
    whole = _parts().get(code, "")
    return state_then(whole, date) if whole and date and not exists(code, date) else ""


@lru_cache(maxsize=1)
def predecessors() -> Mapping[str, tuple[str, ...]]:
    """The states that a state came from, by code."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows("countries"):
        for code in row["successors"].split():
            found[code].append(row["code"])
    return {code: tuple(codes) for code, codes in found.items()}


def fitting(words: Iterable[StateWord], date: str) -> list[StateWord]:
    """Those of several meanings that a word had on a date, of states that were there; all where none fits."""
    same = list(words)
    if not date:
        return same
    dated = [word for word in same if word.fits(date) and exists(word.code, date)]
    if dated:
        return dated
    there = [word for word in same if exists(word.code, date)]
    return there or [word for word in same if not _gone(word.code, date)] or same


def _gone(code: str, date: str) -> bool:
    last = state(code).valid_to
    return bool(last) and last < date[: len(last)]
