"""Organisations as cables name them: bodies of states, organs of one state, parties, companies.

Four tables with one key, :func:`cablegram.tables.folding.fold`, and a fifth of the head nouns that make a mention
of one ("ministry", "delegation", "working group"). Source: general knowledge. A kind that ends in ``-ambiguous``
says that a name of the row is as often an English word, a place or a person (CARE, Time, Ford).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from cablegram.errors import TableError
from cablegram.tables import rows
from cablegram.tables.folding import fold

__all__ = [
    "OrganWord",
    "Organisation",
    "UnknownOrganisationError",
    "bodies",
    "companies",
    "organ_words",
    "organisation",
    "organs",
    "parties",
]

_AMBIGUOUS = "-ambiguous"
_TABLES = {"body": "bodies", "organ": "organs", "party": "parties", "company": "companies"}


class UnknownOrganisationError(TableError, KeyError):
    """An organisation was asked for by an id that none of the four tables has."""

    def __str__(self) -> str:
        return str(self.args[0])


class Organisation(NamedTuple):
    """One row of ``bodies``, ``organs``, ``parties`` or ``companies``.

    ``type`` is ``body``, ``organ``, ``party`` or ``company``. ``state`` is a code of the table ``countries`` and
    empty for bodies and for what belongs to no state (the Red Cross); ``short`` and ``parent`` are of bodies alone.
    ``valid_from`` and ``valid_to`` are an ISO date or a year, empty where it has none that matters here.
    """

    id: str
    name: str
    short: str
    type: str
    state: str
    kind: str
    parent: str
    valid_from: str
    valid_to: str

    @property
    def plain_kind(self) -> str:
        """The kind without ``-ambiguous``."""
        return self.kind.removesuffix(_AMBIGUOUS)

    @property
    def ambiguous(self) -> bool:
        """Whether a name of it is as often something else."""
        return self.kind.endswith(_AMBIGUOUS)

    def fits(self, date: str) -> bool:
        """Whether it existed on an ISO date (or in a year); a bare year of the table is whole."""
        return self.valid_from[: len(date)] <= date and (
            not self.valid_to or date[: len(self.valid_to)] <= self.valid_to
        )


class OrganWord(NamedTuple):
    """A head noun: what a mention made with it is, and whether it is a ``name`` or a ``nominal`` when it is bare."""

    word: str
    type: str
    kind: str
    form: str


@lru_cache(maxsize=4)
def _read(type_: str) -> tuple[tuple[Organisation, tuple[str, ...]], ...]:
    """The rows of a table, each with every name it has."""
    found = []
    for row in rows(_TABLES[type_]):
        entry = Organisation(
            row["id"], row["name"], row.get("short", ""), type_, row.get("state", ""), row["kind"],
            row.get("parent", ""), row["from"], row["to"],
        )  # fmt: skip
        names = (entry.name, entry.short, *row["aliases"].split(" | "))
        found.append((entry, tuple(name for name in names if name)))
    return tuple(found)


@lru_cache(maxsize=4)
def _by_name(type_: str) -> Mapping[str, tuple[Organisation, ...]]:
    found: dict[str, dict[Organisation, None]] = {}
    for entry, names in _read(type_):
        for name in names:
            found.setdefault(fold(name), {})[entry] = None
    return MappingProxyType(
        {name: tuple(sorted(same, key=lambda entry: entry.ambiguous)) for name, same in found.items()}
    )


def bodies() -> Mapping[str, tuple[Organisation, ...]]:
    """Organisations of states and their organs by each name they have, the plain before the ambiguous."""
    return _by_name("body")


def organs() -> Mapping[str, tuple[Organisation, ...]]:
    """Named organs of states by each name they have; one name may be of several states (National Assembly)."""
    return _by_name("organ")


def parties() -> Mapping[str, tuple[Organisation, ...]]:
    """Parties, movements, unions, churches, non-governmental organisations and armed groups by each name."""
    return _by_name("party")


def companies() -> Mapping[str, tuple[Organisation, ...]]:
    """Companies, banks and media by each name they have."""
    return _by_name("company")


@lru_cache(maxsize=1)
def _by_id() -> Mapping[tuple[str, str], Organisation]:
    return {(type_, entry.id): entry for type_ in _TABLES for entry, _ in _read(type_)}


def organisation(id: str, type: str = "") -> Organisation:
    """The organisation of an id such as ``osce/odihr``, of any table or of the one of ``type``.

    Raises :class:`UnknownOrganisationError` for an id that is in no table.
    """
    for known in (type,) if type else _TABLES:
        found = _by_id().get((known, id))
        if found is not None:
            return found
    raise UnknownOrganisationError(
        f"no organisation has the id {id!r}; ids stand in the tables {', '.join(_TABLES.values())}"
    )


@lru_cache(maxsize=1)
def organ_words() -> Mapping[str, OrganWord]:
    """The head nouns that make a mention of an organisation, of people or of a state, by :func:`fold`."""
    return MappingProxyType(
        {
            fold(row["word"]): OrganWord(row["word"], row["type"], row["kind"], row["form"])
            for row in rows("organ_words")
        }
    )
