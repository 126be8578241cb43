"""The words that name a state, a place or a region, as cables write them.

Three tables with one fold: ``state_words`` (with the names, demonyms and capitals of ``countries``), ``places`` and
``regions``. A kind that ends in ``-ambiguous`` says that the word is as often something else: an English word
(GOT, CAR), a given name (PHIL), the lesser of two states (KOREA for the north). Source: general knowledge.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from cablegram.errors import TableError
from cablegram.tables import rows

__all__ = [
    "Place",
    "Region",
    "State",
    "StateWord",
    "UnknownStateError",
    "fold",
    "places",
    "regions",
    "state",
    "state_words",
]

_AMBIGUOUS = "-ambiguous"
_BLANKS = re.compile(r"\s+")
_APOSTROPHES = str.maketrans("‘’ʼ`´", "'''''")
_OWN_WORDS = (("name", "name"), ("official_name", "name"), ("demonym", "demonym"), ("capital", "capital"))


class UnknownStateError(TableError, KeyError):
    """A state was asked for by a code that the table ``countries`` does not have."""

    def __str__(self) -> str:
        return str(self.args[0])


class State(NamedTuple):
    """One state or territory; the dates are ISO dates or years, empty where it has none that matters here."""

    code: str
    name: str
    official_name: str
    demonym: str
    capital: str
    valid_from: str
    valid_to: str
    successors: tuple[str, ...]


class StateWord(NamedTuple):
    """One word for one state.

    ``kind`` is ``name``, ``spelling``, ``demonym``, ``government``, ``seat``, ``prefix`` or ``capital``, with
    ``-ambiguous`` behind where the word is as often another. ``valid_from`` and ``valid_to`` are an ISO date or a
    year: when the *word* meant that state (Ceylon until 1972), not when the state was; both may be empty.
    """

    word: str
    code: str
    kind: str
    valid_from: str
    valid_to: str

    @property
    def plain_kind(self) -> str:
        """The kind without ``-ambiguous``."""
        return self.kind.removesuffix(_AMBIGUOUS)

    @property
    def ambiguous(self) -> bool:
        """Whether the word is as often something else."""
        return self.kind.endswith(_AMBIGUOUS)

    def fits(self, date: str) -> bool:
        """Whether the word meant the state on an ISO date (or in a year); a bare year of the table is whole."""
        return self.valid_from[: len(date)] <= date and (
            not self.valid_to or date[: len(self.valid_to)] <= self.valid_to
        )


class Place(NamedTuple):
    """A city, province, territory, island, base, airport or disputed place, with the code of the state it is put with.

    That a place stands with a state is a key for finding it, not a statement about whose it is (``disputed``).
    """

    name: str
    code: str
    kind: str


class Region(NamedTuple):
    """A continent, subregion, sea, strait, river, range and so on, an adjective of one, or a ``state-group``."""

    name: str
    kind: str


_Row = TypeVar("_Row", StateWord, Place, Region)


def fold(word: str) -> str:
    """A word as the tables are keyed: no case, no diacritics, straight apostrophes, single blanks."""
    plain = word.casefold().translate(_APOSTROPHES)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return _BLANKS.sub(" ", plain).strip()


def _by_fold(entries: Iterable[tuple[str, _Row]]) -> Mapping[str, tuple[_Row, ...]]:
    found: dict[str, list[_Row]] = {}
    for word, entry in entries:
        found.setdefault(fold(word), []).append(entry)
    return MappingProxyType({word: tuple(sorted(same, key=_rank)) for word, same in found.items()})


def _rank(entry: StateWord | Place | Region) -> tuple[bool, bool]:
    """Plain before ambiguous, undated before dated; otherwise the order of the files stays."""
    return entry.kind.endswith(_AMBIGUOUS), isinstance(entry, StateWord) and bool(entry.valid_from or entry.valid_to)


@lru_cache(maxsize=1)
def _states() -> Mapping[str, State]:
    found = {}
    for row in rows("countries"):
        names = row["name"], row["official_name"] or row["name"], row["demonym"], row["capital"]
        found[row["code"]] = State(row["code"], *names, row["from"], row["to"], tuple(row["successors"].split()))
    return MappingProxyType(found)


def state(code: str) -> State:
    """The state of a code: ISO 3166-1, or one of ours in four letters for a state that is gone.

    Raises :class:`UnknownStateError` for a code that is not in the table ``countries``.
    """
    found = _states().get(code)
    if found is None:
        raise UnknownStateError(f"no state has the code {code!r}; codes stand in the table 'countries' (FR, SUHH)")
    return found


@lru_cache(maxsize=1)
def state_words() -> Mapping[str, tuple[StateWord, ...]]:
    """Every word for a state by its :func:`fold`, the likeliest first; an acronym such as GOI has several."""
    own = (
        StateWord(row[column], row["code"], kind, "", "")
        for row in rows("countries")
        for column, kind in _OWN_WORDS
        if row[column]
    )
    more = (StateWord(row["word"], row["code"], row["kind"], row["from"], row["to"]) for row in rows("state_words"))
    return _by_fold((entry.word, entry) for entry in (*own, *more))


@lru_cache(maxsize=1)
def places() -> Mapping[str, tuple[Place, ...]]:
    """Every place by its :func:`fold`; one name may stand in several states (Cordoba)."""
    return _by_fold((row["name"], Place(row["name"], row["code"], row["kind"])) for row in rows("places"))


@lru_cache(maxsize=1)
def regions() -> Mapping[str, tuple[Region, ...]]:
    """Every region by its :func:`fold`."""
    return _by_fold((row["name"], Region(row["name"], row["kind"])) for row in rows("regions"))
