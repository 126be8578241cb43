"""Who sends and who is addressed: stations, their other names, routing indicators, agencies and bureaus.

A *station* is the name that stands in a telegram's reference number (format reference, 6.1): the post,
mission or agency that numbers its telegrams, written in capitals without blanks, hyphens, apostrophes or
dots. Numbers in brackets below name the section of the format reference that a rule comes from. Every table
is read on first use; after that a plain lookup is one dictionary hit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from cablegram.tables import rows

__all__ = [
    "Agency",
    "Collective",
    "Routing",
    "Station",
    "agency",
    "archive_cut",
    "bureau",
    "collective",
    "completions",
    "is_bureau",
    "nearest_station",
    "newer_names",
    "normal",
    "routing_holder",
    "station",
    "stations",
]


class Station(NamedTuple):
    """One name that can stand in a telegram's reference number (6.1)."""

    station: str
    name: str
    plad: str
    kind: str
    country: str
    source: str


class Routing(NamedTuple):
    """The holder of a routing indicator (1.4); ``station`` is empty where the holder numbers no telegrams."""

    routing: str
    name: str
    station: str
    source: str


class Agency(NamedTuple):
    """A word that opens pass and attention lines, or an addressee that is no post (1.10)."""

    name: str
    meaning: str
    source: str


class Collective(NamedTuple):
    """A name that stands for many addressees (1.8); ``routing`` is empty where none is known."""

    name: str
    routing: str
    meaning: str
    source: str


# --- normal form and plain lookups --------------------------------------------------------------

_NOT_IN_NAMES = re.compile(r"[^A-Z0-9]+")


def normal(name: str) -> str:
    """The name as reference numbers write it: capitals, letters, digits; accents folded (6.1, 7)."""
    upper = name.upper()
    if not upper.isascii():
        upper = unicodedata.normalize("NFKD", upper)
    return _NOT_IN_NAMES.sub("", upper)


@lru_cache(maxsize=1)
def stations() -> Mapping[str, Station]:
    """Every station by its normal name."""
    return MappingProxyType({row["station"]: Station(**row) for row in rows("stations")})


@lru_cache(maxsize=1)
def newer_names() -> Mapping[str, str]:
    """Stations whose city, seat or office got another name later, with that name.

    Both stay stations: ``KIEV`` and ``KYIV`` are different strings in reference numbers (6.1).
    """
    return MappingProxyType({row["alias"]: row["station"] for row in rows("station_aliases") if _is_renaming(row)})


def _is_renaming(row: Mapping[str, str]) -> bool:
    return row["reason"] == "older name"


@lru_cache(maxsize=1)
def _aliases() -> Mapping[str, str]:
    return {row["alias"]: row["station"] for row in rows("station_aliases") if not _is_renaming(row)}


@lru_cache(maxsize=1)
def _exact() -> Mapping[str, Station]:
    """Every station by its own name, its aliases and its address name; the earlier wins over the later."""
    known = stations()
    found = dict(known)
    for alias, target in _aliases().items():
        found.setdefault(alias, known[target])
    for entry in known.values():
        if entry.kind != "trip-series":
            found.setdefault(normal(entry.plad), entry)
    return found


@lru_cache(maxsize=1)
def _prefixes() -> tuple[tuple[str, frozenset[str]], ...]:
    """The words before a post's name (7) with the kinds of station they may stand before, longest first."""
    found = [(normal(row["prefix"]), frozenset(row["kinds"].split())) for row in rows("plad_prefixes") if row["kinds"]]
    return tuple(sorted(found, key=lambda entry: (-len(entry[0]), entry[0])))


def station(name: str) -> Station | None:
    """The station of that name, alias or address (``AMEMBASSY PARIS``); ``None`` when not plainly one."""
    key = normal(name)
    known = _exact()
    found = known.get(key)
    if found is not None or not key:
        return found
    for prefix, kinds in _prefixes():
        if key.startswith(prefix):
            rest = known.get(key[len(prefix) :])
            if rest is not None and rest.kind in kinds:
                return rest
    return None


@lru_cache(maxsize=1)
def _routings() -> Mapping[str, Routing]:
    """Holders by routing indicator; ``through`` ends a run that differs in the last letter (1.4)."""
    found: dict[str, Routing] = {}
    runs: list[tuple[str, Routing]] = []
    for row in rows("routing"):
        holder = Routing(row["routing"], row["name"], row["station"], row["source"])
        found[holder.routing] = holder
        if row["through"]:
            runs.append((row["through"], holder))
    for last, holder in runs:
        stem = holder.routing[:-1]
        for code in range(ord(holder.routing[-1]) + 1, ord(last[-1]) + 1):
            routing = stem + chr(code)
            found.setdefault(routing, holder._replace(routing=routing))
    return found


def routing_holder(ri: str) -> Routing | None:
    """Who holds a routing indicator (1.4, 1.8)."""
    return _routings().get(ri.strip().upper())


@lru_cache(maxsize=1)
def _agencies() -> Mapping[str, Agency]:
    return {normal(row["name"]): Agency(**row) for row in rows("agencies")}


def agency(name: str) -> Agency | None:
    """The agency or command of that name, as pass and attention lines write it (1.10)."""
    return _agencies().get(normal(name))


@lru_cache(maxsize=1)
def _collectives() -> Mapping[str, Collective]:
    return {normal(row["name"]).removesuffix("COLLECTIVE"): Collective(**row) for row in rows("collectives")}


def collective(name: str) -> Collective | None:
    """The collective of that name, with or without the word COLLECTIVE (1.8)."""
    return _collectives().get(normal(name).removesuffix("COLLECTIVE"))


@lru_cache(maxsize=1)
def _bureaus() -> Mapping[str, str]:
    return {row["code"]: row["meaning"] for row in rows("bureaus")}


def bureau(code: str) -> str | None:
    """What a bureau code means (2.4): ``EUR``, ``S/CT``, or the bureau of an office, ``EUR/WE`` (1.10)."""
    key = code.strip().upper()
    return _bureaus().get(key.replace("/", "")) or _bureaus().get(key.partition("/")[0])


def is_bureau(code: str) -> bool:
    """Whether a code of the distribution lines or an office symbol begins with a known bureau (2.4)."""
    return bureau(code) is not None


# --- damaged names ------------------------------------------------------------------------------

_SHORTEST = 4  # letters a damaged name must have: shorter ones resemble too much
_TWO_EDITS = 6  # letters from which two edits are allowed (6.3)
_LONGEST = 40  # no name is longer; a longer word is not a damaged name
_LOST_BY_Q = re.compile(r"Q(?!U)")
_EDIT = 100  # one edit; what is added to it ranks edits of the same number
_DROPPED, _SLIP, _GARBLE, _OTHER = 0, 1, 2, 3

# The five-unit teleprinter alphabet (ITA2), letters shift.
_ITA2 = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        (3, 25, 14, 9, 1, 13, 26, 20, 6, 11, 15, 18, 28, 12, 24, 22, 23, 10, 5, 16, 7, 30, 19, 29, 21, 17),
        strict=True,
    )
)


def archive_cut(name: str) -> str:
    """The archive's code: six characters of the name with its blanks, then the blanks removed (2.3)."""
    return name[:6].replace(" ", "")


@lru_cache(maxsize=1)
def _repairable() -> Mapping[str, Station]:
    """Stations a damaged name may lead to: not trip series, so near PART and SECTION (6.2)."""
    return {own: entry for own, entry in stations().items() if entry.kind != "trip-series"}


def completions(name: str) -> tuple[Station, ...]:
    """The stations that a cut name may stand for, in the order of their names.

    A station's own name counts before an alias, and where several begin alike, those whose archive code
    (2.3) is the given letters count before the rest.
    """
    key = normal(name)
    if len(key) < _SHORTEST:
        return ()
    found = tuple(entry for own, entry in _repairable().items() if own.startswith(key))
    if not found:
        known = stations()
        targets = {target for alias, target in _aliases().items() if alias.startswith(key)}
        return tuple(known[target] for target in sorted(targets))
    if len(found) > 1:
        cut = tuple(entry for entry in found if archive_cut(entry.name) == key)
        return cut or found
    return found


@lru_cache(maxsize=4096)
def writer(number: str) -> Station | None:
    """The station in a cable's number (``78ATHENS4229``, cut names included), ``None`` where none or several fit."""
    letters = "".join(char for char in number.upper() if char.isalpha())
    found = completions(letters) if letters else ()
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=1)
def _targets() -> Mapping[str, str]:
    """What a damaged name may have been: every station, and aliases too long to be hit by chance."""
    found = {alias: target for alias, target in _aliases().items() if len(alias) > _SHORTEST}
    found.update((name, name) for name in _repairable())
    return found


@lru_cache(maxsize=1 << 14)
def nearest_station(name: str) -> Station | None:
    """The one station that a damaged name must have meant; ``None`` when none or several are equally near.

    In this order: the name itself or an alias; the completion of a cut name (2.3); letters lost to a ``Q``
    (D08); the nearest name by edits (6.3), where among the same number of edits a dropped letter (D09)
    counts least, then a doubled or transposed one, then one bit lost on the wire (D07), then any other.
    """
    found = station(name)
    key = normal(name)
    if found is None and len(key) == _SHORTEST - 1:
        return _by_one_lost_letter(key)
    if found is not None or not _SHORTEST <= len(key) <= _LONGEST:
        return found
    completed = completions(key)
    if len(completed) == 1:
        return completed[0]
    if completed:
        return None
    return _by_lost_letters(key) or _by_edits(key)


def _by_one_lost_letter(key: str) -> Station | None:
    """The one name of four letters that lost a letter (D09); without its last it may be a longer cut."""
    names = [own for own in _repairable() if len(own) == _SHORTEST]
    inside = [own for own in names if any(own[:i] + own[i + 1 :] == key for i in range(len(key)))]
    cut = [own for own in _repairable() if own.startswith(key)]
    return _only(inside) if inside else _only(cut if len(cut) == 1 and len(cut[0]) == _SHORTEST else ())


def _only(names: Iterable[str]) -> Station | None:
    found = set(names)
    return stations()[found.pop()] if len(found) == 1 else None


def _by_lost_letters(key: str) -> Station | None:
    """A ``Q`` without ``U`` stands for one to four lost letters (D08); the shortest reading must be alone."""
    parts = _LOST_BY_Q.split(key)
    if len(parts) == 1 or len("".join(parts)) < _SHORTEST - 1:
        return None
    pattern = re.compile("[A-Z]{1,4}".join(parts))
    found = [own for own in _repairable() if pattern.fullmatch(own)]
    shortest = min(map(len, found), default=0)
    return _only(own for own in found if len(own) == shortest)


def _by_edits(key: str) -> Station | None:
    # imported late: start-up stays cheap
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    targets = _targets()
    limit = 2 if len(key) >= _TWO_EDITS else 1
    near = process.extract(key, targets.keys(), scorer=OSA.distance, score_cutoff=limit, limit=None)
    if not near:
        return None
    fewest = min(distance for _, distance, _ in near)
    costs = {candidate: _cost(key, candidate) for candidate, distance, _ in near if distance == fewest}
    least = min(costs.values())
    nearest = {targets[candidate] for candidate, cost in costs.items() if cost == least}
    return _only(nearest) or (_only(nearest - newer_names().keys()) if len(key) < _TWO_EDITS else None)


def _one_bit(seen: str, meant: str) -> bool:
    """Whether one bit, in ASCII or on a teleprinter line, parts two letters (D07); ``Q`` is a lost letter."""
    if seen == "Q":
        return True
    if (ord(seen) ^ ord(meant)).bit_count() == 1:
        return True
    return seen in _ITA2 and meant in _ITA2 and (_ITA2[seen] ^ _ITA2[meant]).bit_count() == 1


def _cost(seen: str, meant: str) -> int:
    """Edits from the meant name to the seen one, times 100, plus how unusual each edit is on the wire."""
    before: list[int] = []
    row = [i * (_EDIT + _DROPPED) for i in range(len(meant) + 1)]
    for i, letter in enumerate(seen, 1):
        doubled = letter in (seen[i - 2 : i - 1], seen[i : i + 1])
        extra = _EDIT + (_SLIP if doubled else _OTHER)
        current = [row[0] + extra]
        for j, wanted in enumerate(meant, 1):
            if letter == wanted:
                swap = row[j - 1]
            else:
                swap = row[j - 1] + _EDIT + (_GARBLE if _one_bit(letter, wanted) else _OTHER)
            best = min(swap, row[j] + extra, current[j - 1] + _EDIT + _DROPPED)
            if i > 1 and j > 1 and letter == meant[j - 2] and seen[i - 2] == wanted:
                best = min(best, before[j - 2] + _EDIT + _SLIP)
            current.append(best)
        before, row = row, current
    return row[-1]
