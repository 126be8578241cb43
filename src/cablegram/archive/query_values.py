"""What may stand behind a field's colon: the fields, and how a value of each is read.

A reader of values returns the value as the index has it, or raises :class:`BadValue`; the parser adds the place.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from cablegram.archive.actor_fields import whole, without_kind
from cablegram.tables import rows
from cablegram.tables.stations import normal, station

__all__ = [
    "FIELDS",
    "BadValue",
    "Field",
    "levels_between",
    "minutes",
    "next_period",
    "origin_values",
    "precedence_words",
    "previous_period",
    "read_date",
    "read_value",
]


class BadValue(Exception):  # noqa: N818 - never leaves the parser
    """A value that its field cannot have: what is wrong, and what to write."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the query language. ``index`` is the field of the index; a cable has ``many`` values of it or one.

    ``kind`` is ``words`` (searched like text), ``whole`` (words, all of them), ``code`` (capitals), ``exact`` (as it is),
    ``id``, ``mrn``, ``level``, ``precedence``, or one of the date fields.
    """

    name: str
    kind: str
    index: str
    many: bool = False
    aliases: tuple[str, ...] = ()


_FIELDS = (
    Field("subject", "words", "subject", aliases=("subj",)),
    Field("signer", "words", "signer", aliases=("signed",)),
    Field("person", "words", "person"),
    Field("org", "words", "org", aliases=("organisation", "organization")),
    Field("state", "whole", "state", True, ("country",)),
    Field("place", "whole", "place", True),
    Field("tags", "code", "tag", True, ("tag",)),
    Field("caption", "code", "caption", True, ("captions",)),
    Field("origin", "code", "origin", aliases=("station", "post")),
    Field("precedence", "precedence", "precedence", True),
    Field("class", "level", "level", aliases=("level", "classification")),
    Field("mrn", "mrn", "mrn"),
    Field("refs", "mrn", "refs", True, ("ref",)),
    Field("id", "id", "id"),
    Field("kind", "exact", "kind"),
    Field("format", "exact", "format"),
    Field("collection", "exact", "collection", True),
    Field("date", "date", "", aliases=("year", "on")),
    Field("from", "from", "", aliases=("since",)),
    Field("until", "until", ""),
    Field("before", "before", ""),
    Field("after", "after", ""),
)
FIELDS: Mapping[str, Field] = MappingProxyType(
    {name: field for field in _FIELDS for name in (field.name, *field.aliases)}
)
_LONGEST = 200  # characters of a value: no code and no name is longer


def read_value(field: Field, text: str) -> str:
    """The value as the index has it.

    Raises:
        BadValue: the field cannot have such a value.
    """
    value = " ".join(text.split())
    if not value:
        raise BadValue(f"{field.name}: has no value", f"write it behind the colon, without a blank: {field.name}:VALUE")
    if len(value) > _LONGEST:
        raise BadValue("this value is too long", f"no value has more than {_LONGEST} characters")
    match field.kind:
        case "exact":
            return value
        case "whole":
            return _whole(value)
        case "id":
            return value.lower()
        case "mrn":
            return _mrn(value)
        case "level":
            return _level(value)
        case "precedence":
            return _precedence(value)
        case _:
            return value.upper()


def _whole(value: str) -> str:
    found = whole(without_kind(value)[0])
    if not found:
        raise BadValue(f"nothing to search for in “{value}”", "write at least one letter or digit")
    return found


def origin_values(value: str) -> tuple[str, ...]:
    """What the index may have for an originator as typed: itself, without blanks, and the station it names."""
    found = station(value)
    return tuple(dict.fromkeys(filter(None, (value, normal(value), found.station if found else ""))))


def _mrn(value: str) -> str:
    # imported late: a query without a reference number needs none of the reader
    from cablegram.telegram.mrn import canonical_mrn

    found = canonical_mrn(value)
    for _ in range(4):  # a name mended once may be mended further
        again = canonical_mrn(found) if found else None
        if not found or again == found:
            break
        found = again
    if not found:
        raise BadValue(f"“{value}” is not a reference number", "write year, station and number: 07PARIS4514")
    return found


# --- classification and precedence --------------------------------------------------------------


@lru_cache(maxsize=1)
def _levels() -> Mapping[str, tuple[str, tuple[int, bool]]]:
    """Every class word without blanks: its full form, and its rank.

    The first form of a level ranks below the others of the same level (UNCLASSIFIED below LIMITED OFFICIAL USE,
    RESTRICTED below CONFIDENTIAL); the forms of an alliance rank as ours.
    """
    found: dict[str, tuple[str, tuple[int, bool]]] = {}
    first: dict[str, str] = {}
    for row in rows("levels"):
        lowest = first.setdefault(row["level"], row["display"])
        level = int(row["level"])
        same = row["display"].endswith(lowest) if level else row["display"] == lowest
        found[normal(row["word"])] = found[normal(row["display"])] = (row["display"], (level, not same))
    for entry in list(found.values()):
        initials = "".join(word[0] for word in entry[0].split())
        found.setdefault(initials, entry)  # C, S, TS, SBU
    return found


def _level(value: str) -> str:
    found = _levels().get(normal(value))
    if found is None:
        near = nearest(normal(value), {normal(display): display for display, _ in _levels().values()})
        known = "UNCLASSIFIED, CONFIDENTIAL, SECRET, class:CONFIDENTIAL.. for at least"
        raise BadValue(f"“{value}” is no classification", f"did you mean {near}?" if near else f"write one of {known}")
    return found[0]


def levels_between(low: str | None, high: str | None) -> tuple[str, ...]:
    """Every level in full from ``low`` to ``high``, both included."""
    ranks = dict(_levels().values())
    return tuple(
        level
        for level, rank in ranks.items()
        if (low is None or rank >= ranks[low]) and (high is None or rank <= ranks[high])
    )


@lru_cache(maxsize=1)
def _precedences() -> Mapping[str, str]:
    """Every precedence word, and for each letter and prosign the plainest word it stands for."""
    found: dict[str, str] = {}
    for row in rows("precedences"):
        found[normal(row["word"])] = found[row["letter"]] = found[row["prosign"]] = row["word"]
    return found


def precedence_words(text: str) -> tuple[str, ...]:
    """The words of a telegram's precedence (``O P`` → IMMEDIATE, PRIORITY), as ``precedence:`` asks for them."""
    whole = _precedences().get(normal(text))
    if whole:
        return (whole,)
    return tuple(dict.fromkeys(_precedences().get(normal(part), part.upper()) for part in text.split()))


def _precedence(value: str) -> str:
    found = _precedences().get(normal(value))
    if found is None:
        near = nearest(normal(value), {word: word for word in _precedences().values()})
        known = ", ".join(dict.fromkeys(_precedences().values()))
        raise BadValue(f"“{value}” is no precedence", f"did you mean {near}?" if near else f"write one of {known}")
    return found


def nearest(word: str, known: Mapping[str, str]) -> str | None:
    """What the known word most like ``word`` stands for; ``None`` where nothing is like it."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extractOne(word[:40], known.keys(), scorer=OSA.normalized_similarity, score_cutoff=0.55)
    return known[found[0]] if found else None


# --- dates --------------------------------------------------------------------------------------

_DATE = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?", re.ASCII)
_HINT = "write a year, a month or a day: 2007, 2007-11, 2007-11-16"
_EPOCH = dt.date(1970, 1, 1).toordinal()
_DAY = 24 * 60


def read_date(text: str) -> str:
    """A year, month or day in its canonical spelling.

    Raises:
        BadValue: there is no such date.
    """
    match = _DATE.fullmatch(text.strip())
    if not match:
        raise BadValue(f"“{text}” is not a date", _HINT)
    year, month, day = (int(part) if part else None for part in match.groups())
    if not year:
        raise BadValue("there is no year 0", _HINT)
    if month is not None and not 1 <= month <= 12:
        raise BadValue(f"there is no month {month}", _HINT)
    if month is not None and day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise BadValue(f"there is no day {day} in {calendar.month_name[month]} {year}", _HINT)
    return "-".join(f"{part:0{width}d}" for part, width in ((year, 4), (month, 2), (day, 2)) if part is not None)


def _days(date: str) -> tuple[int, int]:
    """The first day of a year, month or day and the day behind its last, as ordinals."""
    year, month, day = ([int(part) for part in date.split("-")] + [0, 0])[:3]
    first = dt.date(year, month or 1, day or 1).toordinal()
    if not month:
        return first, first + 365 + calendar.isleap(year)
    return first, first + (1 if day else calendar.monthrange(year, month)[1])


def minutes(date: str) -> tuple[int, int]:
    """The beginning and the end of a year, month or day in minutes since 1970-01-01 UTC, the end exclusive."""
    first, behind = _days(date)
    return (first - _EPOCH) * _DAY, (behind - _EPOCH) * _DAY


def next_period(date: str) -> str:
    """The year, month or day after one."""
    return _as_wide(date, _days(date)[1])


def previous_period(date: str) -> str:
    """The year, month or day before one."""
    return _as_wide(date, _days(date)[0] - 1)


def _as_wide(date: str, ordinal: int) -> str:
    if not 1 <= ordinal <= dt.date.max.toordinal():
        raise BadValue(f"nothing can lie beyond {date}", _HINT)
    return dt.date.fromordinal(ordinal).isoformat()[: len(date)]
