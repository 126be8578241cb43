"""The name of a person taken apart, to be held against other names, and what is said of him beside it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from cablegram.actors.lore import lore
from cablegram.actors.naming import offices_in
from cablegram.tables.family_names import common_family_names
from cablegram.tables.offices import PARTICLES, title_key
from cablegram.tables.reference_words import reference_words

_RARE = 12  # from this order of commonness on a surname is no common word, as in people.py
# Organs whose offices one person holds one after the other; the rest (a rank, a seat, a chairman) tells nobody apart.
_SPHERES = {
    "state": "government", "government": "government", "ministry": "government", "foreign-ministry": "government",
    "post": "mission", "consulate": "mission", "diplomat": "mission",
    "state-department": "US", "us-department": "US", "white-house": "US",
}  # fmt: skip

Given = tuple[str, ...]


class Said(Struct, frozen=True, order=True, gc=False):
    """What the titles say that a person is called by in a cable: keys of offices, their spheres, ``f`` or ``m``."""

    offices: tuple[str, ...] = ()
    spheres: tuple[str, ...] = ()
    gender: str = ""


NOTHING = Said()


def said_of(mentions: Iterable[str], name: str) -> Said:
    """What the words of the mentions of a person say beside the name."""
    own = set(title_key(name).split())
    titles = (" ".join(word for word in title_key(one).split() if word not in own) for one in mentions)
    beside = frozenset(title for title in titles if title)
    return _said(beside) if beside else NOTHING


@lru_cache(maxsize=1 << 14)
def _said(titles: frozenset[str]) -> Said:
    offices: set[str] = set()
    spheres: set[str] = set()
    genders: set[str] = set()
    for title in titles:
        for office, _, _ in offices_in(title.split()):
            genders.add(office.gender)
            if office.organ != "civil":
                offices.add(office.office)
                spheres.add(_SPHERES.get(office.organ, ""))
    spheres.discard("")
    genders.discard("")
    found = Said(tuple(sorted(offices)), tuple(sorted(spheres)), genders.pop() if len(genders) == 1 else "")
    return NOTHING if found == NOTHING else found


@lru_cache(maxsize=1 << 17)
def name_parts(name: str) -> tuple[Given, str, str]:
    """Given names, surname with its particles, and suffix of a name, folded; initials run together (J.J.) are two.

    A surname with a hyphen is one word, unless a particle stands before it (AL-SAID).
    """
    words: list[str] = []
    for one in name.replace(".", ". ").split():
        parts = title_key(one).split()
        if len(parts) > 1 and parts[0] not in PARTICLES:
            parts = ["-".join(parts)]
        words += parts
    suffix = ""
    if len(words) > 1 and words[-1] in reference_words("name-suffix"):
        suffix = words.pop()
    at = len(words) - 1
    while at > 0 and words[at - 1] in PARTICLES:
        at -= 1
    given = "-".join(words[: max(at, 0)]).split("-") if at > 0 else []
    return tuple(given), " ".join(words[max(at, 0) :]), suffix


@lru_cache(maxsize=1 << 16)
def is_rare(surname: str) -> bool:
    """Whether a surname alone may tell who is meant: it is no common word, and none that thousands have."""
    common, last = common_family_names(), surname.split()[-1]
    return lore().commonness(last) >= _RARE and last not in common and surname not in common


@lru_cache(maxsize=1 << 16)
def is_full(given: Given) -> bool:
    """Whether a given name is written out."""
    return any(len(word) > 1 for word in given)


def goes_with(less: Given, more: Given) -> bool:
    """Whether given names may be the first of fuller ones: each the same, or its initial."""
    return len(less) <= len(more) and all(
        a == b or (len(a) == 1 and b.startswith(a)) for a, b in zip(less, more, strict=False)
    )


def held_by_one(offices: Iterable[str]) -> bool:
    """Whether an office is among these that one person at a time holds in a state."""
    return any(
        office.endswith("-minister") and not office.startswith(("deputy-", "acting-", "former-", "ex-"))
        for office in offices
    )


@lru_cache(maxsize=1 << 16)
def fullness(given: Given) -> tuple[int, int]:
    """How many given names there are, and how many of them are written out."""
    return len(given), sum(len(word) > 1 for word in given)
