"""What the tables say that a draft leaves out: routing indicators, orders, levels (reference 1.3, 1.4, 4)."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

from cablegram.tables import rows
from cablegram.tables.stations import collective, normal, routing_holder, station

_OFFICE = re.compile(r"\s*//.*$")
_PRINTED = {"13292": "12958"}  # it amends 12958, whose number stays on the line (4.3)
_NEW_MARKING = dt.date(2003, 9, 22)  # marking rules of the amended order; until then both sections occur (4.3, 4.5)
FIRST_DAY = dt.date(1995, 10, 14)  # of E.O. 12958, the first order whose marks the writer writes
LEVELS = {0: "UNCLASSIFIED", 1: "CONFIDENTIAL", 2: "SECRET", 3: "TOP SECRET"}
WIRE_LEVEL = {
    "UNCLASSIFIED": "UNCLAS",
    "CONFIDENTIAL": "C O N F I D E N T I A L",
    "SECRET": "S E C R E T",
    "TOP SECRET": "T O P  S E C R E T",
}
_WORDS = {
    "UNCLAS": "UNCLASSIFIED",
    "U": "UNCLASSIFIED",
    "C": "CONFIDENTIAL",
    "S": "SECRET",
    "TS": "TOP SECRET",
}


class Order(NamedTuple):
    """The order in force on a day: its printed number, its limit, its sections with their reason letters."""

    printed: str
    limit_years: int
    sections: dict[str, str]


@lru_cache(maxsize=256)
def order_on(day: dt.date) -> Order | None:
    """The order in force, ``None`` before E.O. 12958 (4.3, 4.4)."""
    if day < FIRST_DAY:
        return None
    in_force = [row for row in rows("executive_orders") if row["in_force_from"] <= day.isoformat()]
    row = max(in_force, key=lambda row: row["in_force_from"])
    letters: dict[str, str] = {}
    orders = {row["order"]} | ({"12958"} if row["order"] == "13292" and day < _NEW_MARKING else set())
    for reason in sorted(rows("reasons"), key=lambda reason: reason["section"]):
        if reason["order"] in orders:
            letters[reason["section"]] = letters.get(reason["section"], "") + reason["letter"]
    return Order(_PRINTED.get(row["order"], row["order"]), int(row["limit_years"]), letters)


@lru_cache(maxsize=1)
def _portion_levels() -> dict[str, int]:
    return {row["mark"]: int(row["level"]) for row in rows("portion_marks")}


def portion_level(mark: str) -> int | None:
    """The level of a portion mark in normal form, ``None`` for a mark the tables do not have (1.14)."""
    known = _portion_levels()
    return known.get(mark, known.get(mark.partition("/")[0]))


def full_level(words: str) -> str:
    """A class word in full: ``unclas`` is UNCLASSIFIED; others in capitals as they are."""
    upper = " ".join(words.upper().split())
    return _WORDS.get(upper, upper)


def level_number(word: str) -> int | None:
    """0 to 3 of a class word in full, ``None`` for any other."""
    return next((n for n, name in LEVELS.items() if name == word), None)


@lru_cache(maxsize=1)
def precedence_ranks() -> dict[str, tuple[int, str, str]]:
    """Rank, letter and prosign of each precedence word (1.3, 1.7)."""
    found = {row["word"]: (int(row["rank"]), row["letter"], row["prosign"]) for row in rows("precedences")}
    return found | {"NIACT": found["NIACT IMMEDIATE"]}


@lru_cache(maxsize=1)
def _indicators() -> tuple[dict[str, str], dict[str, str]]:
    """Routing indicators by the holder's name and by its station; the first row of the table wins."""
    names: dict[str, str] = {}
    by_station: dict[str, str] = {}
    for row in rows("routing"):
        names.setdefault(normal(row["name"]), row["routing"])
        if row["station"]:
            by_station.setdefault(row["station"], row["routing"])
    return names, by_station


@lru_cache(maxsize=4096)
def indicator_of(plad: str) -> str | None:
    """The routing indicator of an addressee or post, ``None`` where the tables have none (1.4, 1.8)."""
    name = _OFFICE.sub("", plad)
    names, by_station = _indicators()
    found = names.get(normal(name))
    if found:
        return found
    group = collective(name)
    if group and group.routing:
        return group.routing
    known = station(name)
    if known is None:
        return None
    return names.get(normal(known.plad)) or by_station.get(known.station)


def is_indicator(word: str) -> bool:
    """Whether a word has the shape of a routing indicator (1.3)."""
    return bool(re.fullmatch(r"R[A-Z]{3,7}", word)) or routing_holder(word) is not None
