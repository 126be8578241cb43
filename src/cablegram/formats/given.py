"""Given fields: what a key is in our words, and how its value is read.

Keys stand in the table ``given_keys`` in their normal form (small letters and digits alone). Rank 1 is a key that
says what it is (``Document Number``), rank 2 one that may be it where nothing better is there (``id``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from cablegram.formats.given_dates import day_order, given_date
from cablegram.tables import rows
from cablegram.tables.stations import agency, station
from cablegram.tables.tags import known_tag

__all__ = [
    "NONE_WORDS",
    "assign",
    "day_order",
    "given_date",
    "given_level",
    "given_post",
    "given_tags",
    "is_none",
    "known_field",
    "normal_key",
]

NONE_WORDS = frozenset({"", "n/a", "na", "none", "null", "nil", "-", "--", r"\n", "unknown"})
"""Values that say that there is none, in small letters."""

_NOT_KEY = re.compile(r"[^a-z0-9]+")


def normal_key(key: str) -> str:
    """A key in the form the table has: small letters and digits alone (``Reference ID`` is ``referenceid``)."""
    return _NOT_KEY.sub("", key.casefold())


@lru_cache(maxsize=1)
def _keys() -> dict[str, tuple[str | None, int]]:
    return {row["key"]: (row["field"] or None, int(row["rank"])) for row in rows("given_keys")}


def known_field(key: str) -> tuple[str | None, int] | None:
    """The field of a key and its rank; ``None`` for a key the table does not have.

    The field itself is ``None`` where the key is known and is none of ours (``header``). The last part of a key with
    dots (``meta.date``) counts as rank 2.
    """
    known = _keys().get(normal_key(key))
    if known is None and "." in key:
        known = _keys().get(normal_key(key.rpartition(".")[2]))
        return known and (known[0], 2)
    return known


def assign(pairs: Sequence[tuple[str, str]], *, without: Iterable[str] = ()) -> list[str | None]:
    """The field of each key of one record, every field at most once.

    A key of rank 1 goes before one of rank 2, one that has a value before one that has none, the first before
    later ones. A weak key of the origin (``source``) counts only with a value that is a post. Fields in ``without`` are
    not given.
    """
    best: dict[str, tuple[int, int, int]] = {}
    for index, (key, value) in enumerate(pairs):
        field, rank = known_field(key) or (None, 0)
        if field == "origin" and rank > 1 and not given_post(value):
            continue
        if field is not None:
            claim = (int(is_none(value)), rank, index)
            best[field] = min(best.get(field, claim), claim)
    fields: list[str | None] = [None] * len(pairs)
    for field in best.keys() - set(without):
        fields[best[field][2]] = field
    return fields


def is_none(value: str) -> bool:
    """Whether a value says that there is none (``n/a``)."""
    return value.strip().casefold() in NONE_WORDS


# --- levels ---------------------------------------------------------------------------------------------------------

_TOP = re.compile(r"TOP[-_]?SECRET\b")  # as one word: written so in columns, and by letters set apart
_SPACED = re.compile(r"\b(?:[A-Z] ){2,}[A-Z]\b")


@lru_cache(maxsize=1)
def _levels() -> tuple[re.Pattern[str], dict[str, str]]:
    words = {row["word"]: row["display"] for row in rows("levels")}
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})(?![A-Z])"), words


@lru_cache(maxsize=1)
def _marks() -> dict[str, str]:
    """Portion marks used as a level (``C``, ``SBU``), with the first level word of their number."""
    names: dict[str, str] = {}
    for row in rows("levels"):
        if row["word"] == row["display"]:
            names.setdefault(row["level"], row["display"])
    # RESTRICTED is of the same number as CONFIDENTIAL; the plain mark never means it.
    names["1"] = "CONFIDENTIAL"
    return {row["mark"]: names[row["level"]] for row in rows("portion_marks") if not row["control"]}


def given_level(value: str) -> str | None:
    """The class word in full that a value begins with (table ``levels``), ``None`` where it begins with none.

    ``UNCLASSIFIED//FOR OFFICIAL USE ONLY`` is ``UNCLASSIFIED``: what follows is a control. ``C O N F I D E N T I A L``
    and a bare mark (``C``, ``(S)``) are read; a word that only resembles one (``SECRETARY``) is not.
    """
    text = " ".join(value.upper().split()).strip("()[] .:*")
    text = _SPACED.sub(lambda spaced: spaced[0].replace(" ", ""), text)
    text = _TOP.sub("TOP SECRET", text)
    pattern, words = _levels()
    match = pattern.match(text)
    if match:
        return words[match[0]]
    return _marks().get(re.split(r"[/ ,]", text, maxsplit=1)[0])


# --- posts ----------------------------------------------------------------------------------------------------------

_BEFORE_POST = re.compile(
    r"(?:THE |AMERICAN |U\.?S\.? )*(?:EMBASSY|CONSULATE(?: GENERAL)?|MISSION|DELEGATION|INTERESTS SECTION)"
    r"(?: TO| AT| IN| OF|,)? +(?:THE )?"
)


def given_post(value: str) -> bool:
    """Whether a value names a post or agency the tables know: ``Embassy Paris``, ``AMCONSUL LAGOS``, ``SECSTATE``."""
    text = " ".join(value.upper().split())
    return any(station(name) or agency(name) for name in (text, _BEFORE_POST.sub("", text, count=1)) if name)


# --- tags -----------------------------------------------------------------------------------------------------------

_BRACKETS = re.compile(r"\(([^()]*)\)")
_SEPARATORS = re.compile(r"[,;|\n\r\t]+")


def given_tags(value: str) -> tuple[str, ...]:
    """The TAGS in a value in order, in capitals, each once: separated by commas, semicolons, bars or blanks, or a JSON list.

    A person's name in brackets behind a code stays one tag, without its brackets.
    """
    if is_none(value):
        return ()
    if value.lstrip().startswith("["):
        try:
            listed = json.loads(value)
        except (ValueError, RecursionError):
            listed = None
        if isinstance(listed, list):
            value = ", ".join(str(item) for item in listed)
    names: list[str] = []

    def name(bracket: re.Match[str]) -> str:
        names.append(" ".join(bracket[1].split()))
        return f",\0{len(names) - 1},"

    value = _BRACKETS.sub(name, value.replace("\0", " "))
    found: dict[str, None] = {}
    for part in _SEPARATORS.split(value.upper()):
        part = " ".join(part.strip(" .[]()'\"").split())
        if part.startswith("\0"):
            tags = [names[int(part[1:])].upper()]
        elif " " in part and not known_tag(part):
            tags = part.split()  # codes of bodies may hold a blank; other blanks separate
        else:
            tags = [part]
        found.update(dict.fromkeys(tag for tag in tags if tag))
    return tuple(found)
