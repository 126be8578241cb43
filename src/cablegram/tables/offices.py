"""Offices that people hold, and who held some of them when.

``offices.csv`` gives each title the key of its office, the kind of organ that the office belongs to (``state``,
``government``, ``foreign-ministry``, ``post``, ``body`` …), the gender it says and the one state or body that has it,
if it does (``Shah``). ``officeholders.csv`` gives names by office, by state or body, and by date; the end of a term is
the day the next one began, empty for one that lasted.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from cablegram.tables import rows
from cablegram.tables.reference_words import reference_words

__all__ = [
    "Holder",
    "Office",
    "holders",
    "holders_by_surname",
    "holders_of",
    "offices",
    "surname",
    "title_key",
    "within",
]

# Words that stand before a surname and belong to it.
PARTICLES = reference_words("name-particle")
_NOT_IN_WORDS = re.compile(r"[^a-z0-9'&+]+")


class Office(NamedTuple):
    """One title: ``office`` is the key of what is held, ``kind`` is ``person`` or ``people``."""

    title: str
    kind: str
    office: str
    organ: str
    gender: str
    of: str


class Holder(NamedTuple):
    """Who held an office: ``of`` is the code of a state or the id of a body; ISO dates, as exact as known."""

    office: str
    of: str
    name: str
    since: str
    until: str
    gender: str

    def at(self, date: str) -> bool:
        """Whether the term holds ``date``; dates are compared as far as both are known, and "" is any date."""
        return within(date, self.since, self.until)


def within(date: str, since: str, until: str) -> bool:
    """Whether a date lies from ``since`` to ``until``; ISO dates or parts of one, compared as far as both go."""
    first, last = min(len(date), len(since)), min(len(date), len(until))
    return since[:first] <= date[:first] and date[:last] <= until[:last]


def title_key(text: str) -> str:
    """A title without case, diacritics, dots and hyphens: ``A/S``, ``Amb.`` and ``Sec-Gen`` as one writes them."""
    low = text.lower().replace("’", "'").replace(".", "")
    if not low.isascii():
        low = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    return _NOT_IN_WORDS.sub(" ", low).strip()


@lru_cache(maxsize=1)
def offices() -> Mapping[str, Office]:
    """Every title and its other forms by :func:`title_key`; the first row of a title counts."""
    found: dict[str, Office] = {}
    for row in rows("offices"):
        entry = Office(row["title"], row["kind"], row["office"], row["organ"], row["gender"], row["of"])
        for name in (row["title"], *row["aliases"].split("|")):
            if name.strip():
                found.setdefault(title_key(name), entry)
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def _holders() -> tuple[Holder, ...]:
    return tuple(
        Holder(row["office"], row["of"], row["name"], row["from"], row["to"], row["gender"])
        for row in rows("officeholders")
    )


@lru_cache(maxsize=1)
def _by_office() -> Mapping[tuple[str, str], tuple[Holder, ...]]:
    found: defaultdict[tuple[str, str], list[Holder]] = defaultdict(list)
    for holder in _holders():
        found[holder.office, holder.of].append(holder)
    return {key: tuple(terms) for key, terms in found.items()}


def holders(office: str, of: str, date: str = "") -> tuple[Holder, ...]:
    """Who held an office of a state or body on a date; all who ever did where the date is ``""``."""
    return tuple(holder for holder in _by_office().get((office, of), ()) if holder.at(date))


def surname(name: str) -> str:
    """The surname of a full name in the order given name, surname, with its particles, folded."""
    words = title_key(name).split()
    if len(words) > 1 and words[-1] in reference_words("name-suffix"):
        words.pop()
    at = len(words) - 1
    while at > 1 and words[at - 1] in PARTICLES:
        at -= 1
    return " ".join(words[at:])


@lru_cache(maxsize=1)
def _by_surname() -> Mapping[str, tuple[Holder, ...]]:
    found: defaultdict[str, dict[Holder, None]] = defaultdict(dict)
    for holder in _holders():
        words = title_key(holder.name).split()
        for key in (surname(holder.name), words[-1], *_family_first(words)):
            found[key][holder] = None
    return {key: tuple(terms) for key, terms in found.items()}


def _family_first(words: list[str]) -> list[str]:
    """East Asian and some Arab names are cited by their first word; Spanish ones by the last but one."""
    return [words[0], words[-2]] if len(words) > 1 else []


@lru_cache(maxsize=1)
def _by_state() -> Mapping[str, tuple[Holder, ...]]:
    found: defaultdict[str, list[Holder]] = defaultdict(list)
    for holder in _holders():
        found[holder.of].append(holder)
    return {code: tuple(terms) for code, terms in found.items()}


def holders_of(code: str, date: str = "") -> tuple[Holder, ...]:
    """Everyone who held an office of a state or body on a date."""
    return tuple(holder for holder in _by_state().get(code, ()) if holder.at(date))


def holders_by_surname(name: str, date: str = "") -> tuple[Holder, ...]:
    """Holders whose name is cited by that word or words (folded as by :func:`surname`) on a date."""
    return tuple(holder for holder in _by_surname().get(name, ()) if holder.at(date))
