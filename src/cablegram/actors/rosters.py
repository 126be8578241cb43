"""What is known of people from elsewhere: the chiefs of mission of a table that the user points to.

The table has a row for each term: ``kind,mission,person_id,surname,forename,suffix,role,started,ended`` with ISO dates
of day, month or year precision, empty where unknown. The Office of the Historian's list has this shape; none ships
with the package.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date as day
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from cablegram.actors.gazetteer import state_then
from cablegram.actors.records import Actor
from cablegram.errors import InputError
from cablegram.tables import rows
from cablegram.tables.actor_states import fold, state_words
from cablegram.tables.offices import title_key, within
from cablegram.tables.stations import stations

__all__ = ["COLUMNS", "Chief", "Roster", "read_chiefs"]

COLUMNS = ("kind", "mission", "person_id", "surname", "forename", "suffix", "role", "started", "ended")
_SEATS = frozenset(("embassy", "interests-section", "liaison-office"))
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}", re.ASCII)


class Chief(NamedTuple):
    """One term of one chief of mission, of whatever rank: a row of the table."""

    kind: str
    mission: str
    person_id: str
    surname: str
    forename: str
    suffix: str
    role: str
    started: str
    ended: str

    @property
    def name(self) -> str:
        """The full name: ``Craig Roberts Stapleton``."""
        return " ".join(part for part in (self.forename, self.surname, self.suffix) if part)


class _Mission(NamedTuple):
    """Where a mission is: the states or bodies it is to, and its stations; without any, the embassies in the states."""

    of: tuple[str, ...]
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Term:
    actor: Actor
    mission: _Mission
    given: tuple[str, ...]
    since: str
    until: str


class Roster:
    """Who was chief of which mission when.

    ``unplaced`` are the missions, as the table writes them, that the package's tables know no state or body for:
    their chiefs are never found.
    """

    def __init__(self, chiefs: Iterable[Chief]) -> None:
        known = tuple(chiefs)
        self._terms: defaultdict[str, list[_Term]] = defaultdict(list)
        self._actors: dict[str, Actor] = {}
        unplaced = set()
        for chief, since, until in _intervals(known):
            mission = _mission(chief.kind, chief.mission)
            if mission is None:
                unplaced.add(chief.mission)
                continue
            term = _Term(self._actor(chief), mission, _given(chief), since, until)
            for key in _surnames(chief.surname):
                self._terms[key].append(term)
        self.unplaced = tuple(sorted(unplaced))

    def _actor(self, chief: Chief) -> Actor:
        """One actor for each person; the first row of the table names it."""
        made = Actor(id=f"person:chief/{chief.person_id}", name=chief.name, kind="person", state="US")
        return self._actors.setdefault(chief.person_id, made)

    def person(self, surname: str, *, given: str = "", of: str = "", post: str = "", date: str = "") -> Actor | None:
        """The one chief of mission of a surname on a date; ``None`` where none or several are known.

        ``given`` is a given name or its initial; ``post`` the station of the mission (``PARIS``), ``of`` the code of the
        state or the id of the body it is to; where both are given both must fit, and where neither is, nobody does.
        ``date`` is an ISO date or its year or month, compared as far as both go; without one nobody is found.
        """
        if not date or not (post or of):
            return None
        found = {
            term.actor.id: term.actor
            for term in self._terms.get(_key(surname), ())
            if within(date, term.since, term.until)
            and (not post or _sits_at(term.mission, post, date))
            and (not of or _is_to(term.mission, of, date))
            and (not given or _called(term.given, title_key(given)))
        }
        return next(iter(found.values())) if len(found) == 1 else None


def read_chiefs(path: str | Path) -> Roster:
    """The roster of a table of chiefs of mission (CSV in UTF-8, columns in any order, others passed over).

    Raises :class:`~cablegram.errors.InputError` where the file cannot be read, lacks a column, or has a row with too few
    fields or a date that is none; the message has the line.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); name a table of chiefs of mission") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8; save the table of chiefs of mission as CSV in UTF-8") from error
    table = csv.DictReader(io.StringIO(text, newline=""))
    chiefs = []
    try:
        missing = [column for column in COLUMNS if column not in (table.fieldnames or ())]
        if missing:
            raise InputError(
                f"{path}: no table of chiefs of mission: no column {', '.join(missing)};"
                f" its first line is to be {','.join(COLUMNS)}"
            )
        for row in table:
            fields = [row[column] for column in COLUMNS]
            if None in fields:
                raise InputError(f"{path}:{table.line_num}: too few fields; give the row all {len(COLUMNS)} columns")
            chief = Chief(*(value.strip() for value in fields))
            _check(chief, f"{path}:{table.line_num}")
            chiefs.append(chief)
    except csv.Error as error:
        raise InputError(f"{path}:{table.line_num}: no CSV ({error}); save the table as CSV in UTF-8") from error
    return Roster(chiefs)


def _check(chief: Chief, where: str) -> None:
    for column, value in (("mission", chief.mission), ("person_id", chief.person_id), ("surname", chief.surname)):
        if not value:
            raise InputError(f"{where}: {column} is empty; fill it in or leave the row out")
    for column, value in (("started", chief.started), ("ended", chief.ended)):
        if value and not _is_date(value):
            raise InputError(f"{where}: {column} is {value!r}; write 2007-11-16, 2007-11, 2007 or nothing")


def _is_date(value: str) -> bool:
    if not _DATE.fullmatch(value):
        return False
    try:
        day.fromisoformat(value + "-01-01"[len(value) - 10 :] if len(value) < 10 else value)
    except ValueError:
        return False
    return True


# --- when ---------------------------------------------------------------------------------------


def _intervals(chiefs: Iterable[Chief]) -> Iterable[tuple[Chief, str, str]]:
    """Each term with its first and last date. A row without any date is of one who never served, and left out.

    A term without an end ends when the next chief of the mission began, one without a beginning began when the last one
    before it had ended, or in the year it ended itself; without a next one it lasts.
    """
    missions: defaultdict[tuple[str, str], list[Chief]] = defaultdict(list)
    for chief in chiefs:
        if chief.started or chief.ended:
            missions[chief.kind, chief.mission].append(chief)
    for same in missions.values():
        for chief in same:
            others = [other for other in same if other.person_id != chief.person_id]
            since, until = chief.started, chief.ended
            if not until:
                until = min((other.started for other in others if other.started > since), default="")
            elif not since:
                since = max((other.ended for other in others if other.ended and other.ended < until), default=until[:4])
            yield chief, since, until


# --- where --------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _listed() -> Mapping[str, _Mission]:
    """The missions whose name in the table is no name of one state, or that have a seat of their own."""
    return {
        row["mission"]: _Mission(tuple(row["of"].split()), tuple(row["posts"].split()))
        for row in rows("chief_missions")
    }


@lru_cache(maxsize=1024)
def _mission(kind: str, name: str) -> _Mission | None:
    """The mission of a name in the table; ``None`` where it is to no state or body that the tables know."""
    listed = _listed().get(name)
    if listed is not None or kind != "countries":
        return listed
    for word in state_words().get(fold(name.replace("-", " ")), ()):
        if word.kind in ("name", "spelling"):
            return _Mission((word.code,), ())
    return None


def _is_to(mission: _Mission, of: str, date: str) -> bool:
    """Whether a mission is to a state or body, or to the state that stood there at the date (SUHH for RU)."""
    return any(of == code or (code.isupper() and of == state_then(code, date)) for code in mission.of)


def _sits_at(mission: _Mission, post: str, date: str) -> bool:
    if mission.posts:
        return post in mission.posts
    station = stations().get(post)
    return station is not None and station.kind in _SEATS and _is_to(mission, station.country, date)


# --- names --------------------------------------------------------------------------------------


def _key(surname: str) -> str:
    """A surname as telegrams may write it: without blanks, hyphens and apostrophes (ONEILL, STRAUSZHUPE)."""
    return title_key(surname).replace(" ", "").replace("'", "")


def _surnames(surname: str) -> set[str]:
    """The whole surname, and the last word of one of several words (HEUVEL)."""
    return {_key(surname), _key(surname.split()[-1])}


def _given(chief: Chief) -> tuple[str, ...]:
    """Given names, and the words of a surname before its last, which a cable may take for one."""
    return (*title_key(chief.forename).split(), *title_key(chief.surname).split()[:-1])


def _called(names: tuple[str, ...], given: str) -> bool:
    """Whether one of the names may be the one given: the same, one the initial of the other, or alike (ROB, ROBERT)."""
    return any(
        name == given or (min(len(name), len(given)) == 1 and name[0] == given[0]) or name[:3] == given[:3]
        for name in names
        if given
    )
