"""TAGS: what kind of code a token is, what it means, and how a damaged one is mended.

The codes stand in the tables ``tags_subject``, ``tags_program``, ``tags_organisation`` and
``tags_geographic``. Section numbers are those of the cable format reference. The tables are
indexed once, at the first call; after that every look-up is a hit in a dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from cablegram.tables import rows

__all__ = [
    "Geography",
    "geography",
    "known_tag",
    "repair",
    "split_joined",
    "tag_kind",
    "tag_meaning",
]

SUBJECT = "subject"
PROGRAM = "program"
ORGANISATION = "organisation"
GEOGRAPHY = "geography"
PERSON = "person"
UNKNOWN = "unknown"

_PROGRAM_SHAPE = re.compile(r"K[A-Z]{3}\Z")
_TWO_LETTERS = re.compile(r"[A-Z]{2}\Z")
_LETTERS = re.compile(r"[A-Z]+\Z")
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

# Two letters, yet bodies and not countries (section 5.1, last paragraph).
_BODIES_OF_TWO_LETTERS = frozenset({"UN", "EU"})

# Shortest organisation code a repair may lead to: by insertion or deletion, by substitution.
# Below these lengths a free word is as likely as a damaged code (WAR is not WARC, CORE not CARE).
_SHORTEST_ORGANISATION = 4
_SHORTEST_ORGANISATION_BY_SUBSTITUTION = 5

# Plain words that stand as local keywords on older TAGS lines (section 5.1) and happen to look like
# two codes run together (AGEN + CY) or like one code with a wrong letter (PARM for FARM).
_PLAIN_WORDS = frozenset(
    [
        "AGENCE",
        "AGENCY",
        "AGENDA",
        "AGENTS",
        "BLAMED",
        "PREFER",
        "PROPER",
        "SECGEN",
        "SOCIAL",
        "AREA",
        "ARMED",
        "ARMS",
        "ASIA",
        "ASIAN",
        "CASE",
        "CASH",
        "CODE",
        "CRIME",
        "CROP",
        "FACT",
        "FARM",
        "GREEK",
        "GREEKS",
        "GREEN",
        "HARM",
        "HOLY",
        "MILK",
        "MINE",
        "MISS",
        "OPEN",
        "PACT",
        "PAPER",
        "PART",
        "PORT",
        "PRICES",
        "PRINT",
        "START",
        "STATE",
        "TEST",
        "TIDE",
        "TOPIC",
        "UNIT",
        "UNITED",
        "UNITY",
        "VISA",
        "VISAS",
        "WEST",
    ]
)


@dataclass(frozen=True, slots=True)
class Geography:
    """A geographic TAG in one period (section 5.5).

    ``iso`` is the key of the table ``countries``; it is None for regions and for disputed
    islands. A year of None is an open end.
    """

    code: str
    iso: str | None
    name: str | None
    from_year: int | None
    to_year: int | None

    def covers(self, year: int) -> bool:
        """Tell whether the code had this meaning in ``year``."""
        return _covers(self.from_year, self.to_year, year)


@dataclass(frozen=True, slots=True)
class _Meaning:
    text: str | None
    from_year: int | None
    to_year: int | None

    def covers(self, year: int) -> bool:
        return _covers(self.from_year, self.to_year, year)


@dataclass(frozen=True, slots=True)
class _Index:
    subject: Mapping[str, tuple[_Meaning, ...]]
    program: Mapping[str, str | None]
    organisation: Mapping[str, str | None]
    geographic: Mapping[str, tuple[Geography, ...]]
    country_names: frozenset[str]


def _covers(from_year: int | None, to_year: int | None, year: int) -> bool:
    return (from_year is None or from_year <= year) and (to_year is None or year <= to_year)


def _year(value: str) -> int | None:
    return int(value) if value else None


@lru_cache(maxsize=1)
def _index() -> _Index:
    subject: dict[str, tuple[_Meaning, ...]] = {}
    for row in rows("tags_subject"):
        meaning = _Meaning(row["meaning"] or None, _year(row["from_year"]), _year(row["to_year"]))
        subject[row["code"]] = (*subject.get(row["code"], ()), meaning)
    geographic: dict[str, tuple[Geography, ...]] = {}
    for row in rows("tags_geographic"):
        place = Geography(
            row["code"],
            row["iso"] or None,
            row["name"] or None,
            _year(row["from_year"]),
            _year(row["to_year"]),
        )
        geographic[row["code"]] = (*geographic.get(row["code"], ()), place)
    return _Index(
        subject=subject,
        program={row["code"]: row["meaning"] or None for row in rows("tags_program")},
        organisation={row["code"]: row["meaning"] or None for row in rows("tags_organisation")},
        geographic=geographic,
        country_names=frozenset(row["name"].upper() for row in rows("countries")),
    )


def _normal(code: str) -> str:
    """Capitals, single blanks, none at the ends."""
    return " ".join(code.upper().split())


def tag_kind(code: str, default: str | None = None) -> str:
    """Tell the kind of a TAG: one of the kinds of the table ``tag_kinds`` (section 5.1).

    The first rule that fits wins: a comma or a bracket makes a person; then a known subject; a
    known organisation of more than two letters; the shape of a program, K and three letters; UN
    and EU, which are organisations; a known geographic code; any other known organisation; any
    other two letters, which the reference counts as geographic by their length alone. For
    whatever is left the answer is ``default``, or ``unknown`` when there is none.
    """
    key = _normal(code)
    index = _index()
    if any(sign in key for sign in ",()"):
        return PERSON
    if key in index.subject:
        return SUBJECT
    if len(key) > 2 and key in index.organisation:
        return ORGANISATION
    if _PROGRAM_SHAPE.match(key):
        return PROGRAM
    if key in _BODIES_OF_TWO_LETTERS:
        return ORGANISATION
    if key in index.geographic:
        return GEOGRAPHY
    if key in index.organisation:
        return ORGANISATION
    if _TWO_LETTERS.match(key):
        return GEOGRAPHY
    return UNKNOWN if default is None else default


def known_tag(code: str) -> bool:
    """Tell whether a code stands in one of the tables, whatever the year (sections 5.3 to 5.7)."""
    key = _normal(code)
    index = _index()
    return key in index.subject or key in index.organisation or key in index.program or key in index.geographic


def tag_meaning(code: str, year: int | None) -> str | None:
    """Give the meaning of a code, None when the tables have none.

    Subject codes that vanished about 1980 (section 5.4) keep their meaning in later texts unless
    an organisation has the same letters (MPLA). A geographic code means nothing outside its years
    (section 5.5, traps): the same letters have named other states.
    """
    key = _normal(code)
    kind = tag_kind(key)
    index = _index()
    if kind == SUBJECT:
        meanings = index.subject[key]
        if year is not None:
            for meaning in meanings:
                if meaning.covers(year):
                    return meaning.text
            if key in index.organisation:
                return index.organisation[key]
        return meanings[-1].text
    if kind == ORGANISATION:
        return index.organisation.get(key)
    if kind == PROGRAM:
        return index.program.get(key)
    if kind == GEOGRAPHY:
        place = geography(key, year)
        return place.name if place else None
    return None


def geography(code: str, year: int | None) -> Geography | None:
    """Give what a geographic code names in ``year``, None when it named nothing then.

    Without a year the meaning still in force is given, or the last one when all have ended
    (section 5.5: codes from FIPS 10-4, GM for Germany from 1990, GE before).
    """
    places = _index().geographic.get(_normal(code))
    if places is None:
        return None
    if year is None:
        return next((place for place in places if place.to_year is None), places[-1])
    return next((place for place in places if place.covers(year)), None)


def split_joined(token: str) -> tuple[str, ...] | None:
    """Part codes that ran together, None when the token does not part cleanly (section 5.1).

    Every slice of four letters must be a known subject or program (or, beside one of those, an
    organisation), and at most one slice of two letters, the last or else the first, may be a known
    country, UN or EU. A token that is a code itself, a person's name or a plain word is never split.
    """
    key = _normal(token)
    if len(key) < 6 or not _LETTERS.match(key) or known_tag(key) or key in _PLAIN_WORDS:
        return None
    odd = len(key) % 4
    if odd == 0:
        return _slices(key)
    if odd != 2:
        return None
    if _short_slice(key[-2:]):
        head = _slices(key[:-2])
        if head is not None:
            return (*head, key[-2:])
    if _short_slice(key[:2]):
        tail = _slices(key[2:])
        if tail is not None:
            return (key[:2], *tail)
    return None


def _slices(letters: str) -> tuple[str, ...] | None:
    index = _index()
    parts = tuple(letters[start : start + 4] for start in range(0, len(letters), 4))
    codes = sum(part in index.subject or part in index.program for part in parts)
    if codes == len(parts) or (codes and all(_four_letter_code(part) or part in index.organisation for part in parts)):
        return parts
    return None


def _short_slice(letters: str) -> bool:
    return letters in _index().geographic or letters in _BODIES_OF_TWO_LETTERS


def repair(token: str) -> str | None:
    """Give the one known code a damaged token stands for, None when that is not certain.

    Section 5.1: a one-letter error is mended only when the token is unknown and one known code is
    at distance 1. Three groups of edits are tried in turn: taking out one of two equal letters
    (PGOVV), taking out or putting in a letter (POGOV, PGO), changing a letter. The first group
    with any result decides, and only when it has exactly one, so the repair never chooses between
    two codes, of one kind or of two. Country names and some plain words are words, not damaged
    codes; codes of two letters are no targets, and organisations only when long enough.
    """
    key = _normal(token)
    if len(key) < 3 or tag_kind(key) != UNKNOWN or _is_word(key):
        return None
    for edits in (_undoublings(key), _swaps(key), _shifts(key), _substitutions(key)):
        found = set(edits)
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _is_word(key: str) -> bool:
    return key in _PLAIN_WORDS or key in _index().country_names


def _four_letter_code(code: str) -> bool:
    index = _index()
    return code in index.subject or code in index.program


def _organisation_target(code: str, shortest: int) -> bool:
    return len(code) >= shortest and code in _index().organisation


def _undoublings(key: str) -> Iterator[str]:
    for place in range(1, len(key)):
        if key[place] == key[place - 1]:
            code = key[:place] + key[place + 1 :]
            if _four_letter_code(code) or _organisation_target(code, _SHORTEST_ORGANISATION):
                yield code


def _swaps(key: str) -> Iterator[str]:
    for place in range(1, len(key)):
        code = key[: place - 1] + key[place] + key[place - 1] + key[place + 1 :]
        if code != key and _four_letter_code(code):
            yield code


def _shifts(key: str) -> Iterator[str]:
    for place in range(len(key)):
        code = key[:place] + key[place + 1 :]
        if _four_letter_code(code) or _organisation_target(code, _SHORTEST_ORGANISATION):
            yield code
    for place in range(len(key) + 1):
        for letter in _ALPHABET:
            code = key[:place] + letter + key[place:]
            if _four_letter_code(code) or (
                len(key) >= _SHORTEST_ORGANISATION and _organisation_target(code, _SHORTEST_ORGANISATION)
            ):
                yield code


def _substitutions(key: str) -> Iterator[str]:
    for place in range(len(key)):
        for letter in _ALPHABET:
            code = key[:place] + letter + key[place + 1 :]
            if _four_letter_code(code) or _organisation_target(code, _SHORTEST_ORGANISATION_BY_SUBSTITUTION):
                yield code
