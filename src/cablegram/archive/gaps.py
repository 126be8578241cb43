"""What is not there: numbers missing from a station's run, and cables only referred to (stubs).

Everything is told from the documents of one scope: what lies outside it is not held, whoever else may hold it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from cablegram.archive.briefs import moment
from cablegram.archive.store import Scope, StoreReader
from cablegram.archive.store.threading_queries import ReferringRow, ThreadingQueries
from cablegram.errors import UsageError
from cablegram.telegram.dates import full_year
from cablegram.telegram.mrn import canonical_mrn, mrn, split_mrn, station_of

BESIDE = 3  # cables held that are shown on either side of one


class Stretch(msgspec.Struct, frozen=True, gc=False):
    """Numbers in a row, all of them held or all of them not: ``07PARIS4510`` to ``07PARIS4513``."""

    first: str
    last: str
    count: int
    held: bool


class Run(msgspec.Struct, frozen=True):
    """The numbers of a station and year around one cable, in order."""

    station: str
    year: int
    stretches: tuple[Stretch, ...]


class Missing(msgspec.Struct, frozen=True, gc=False):
    """A cable only referred to, and how many cables refer to it."""

    name: str
    referrers: int


class Gaps(msgspec.Struct, frozen=True):
    """The numbers of a station and year: ``held`` of them from ``first`` to ``last``, and what is missing between.

    ``referred`` are those that cables refer to and that are not held, also before the first and behind the last.
    """

    station: str
    year: int
    first: str | None
    last: str | None
    held: int
    missing: tuple[Stretch, ...]
    missing_count: int
    referred: tuple[Missing, ...]


class Referrer(msgspec.Struct, frozen=True, gc=False):
    """Who refers to a cable, with the exact words: ``text`` stands at ``start`` to ``end`` of the document."""

    cable: str
    document: str
    date: str | None
    letter: str | None
    text: str
    start: int
    end: int


class Stub(msgspec.Struct, frozen=True):
    """What is known of a cable only referred to. ``earliest`` and ``latest`` are dates of cables that refer to it."""

    name: str
    station: str
    year: int
    serial: int
    referrers: tuple[Referrer, ...]
    earliest: str | None
    latest: str | None


def stretches(serials: Sequence[int], year: int, station: str) -> list[Stretch]:
    """Serials held, in order, as stretches with what is missing between them."""
    found: list[Stretch] = []
    start = 0
    for k, serial in enumerate(serials):
        if k + 1 == len(serials) or serials[k + 1] != serial + 1:
            found.append(_stretch(year, station, serials[start], serial, True))
            if k + 1 < len(serials):
                found.append(_stretch(year, station, serial + 1, serials[k + 1] - 1, False))
            start = k + 1
    return found


def _stretch(year: int, station: str, first: int, last: int, held: bool) -> Stretch:
    return Stretch(mrn(year, station, first), mrn(year, station, last), last - first + 1, held)


def year_of_name(name: str) -> int:
    """The year of a cable's name: ``07PARIS4514`` is of 2007."""
    return full_year(name[:2])


def run_around(reader: StoreReader, scope: Scope, name: str, held: bool) -> Run | None:
    """The numbers around a cable, held and not; ``None`` where its name is no number."""
    if canonical_mrn(name) != name:
        return None
    station, serial = split_mrn(name)
    year = year_of_name(name)
    queries = ThreadingQueries(reader)
    before = queries.beside(scope, year, station, serial, BESIDE, after=False)
    after = queries.beside(scope, year, station, serial, BESIDE, after=True)
    serials = [*reversed(before), *([serial] if held else []), *after]
    return Run(station, year, tuple(stretches(serials, year, station)))


def gaps(reader: StoreReader, scope: Scope, station: str, year: int) -> Gaps:
    """The numbers of a station and year that are held, missing and referred to.

    Raises:
        UsageError: no such year.
    """
    place = _station(station, year)
    queries = ThreadingQueries(reader)
    serials = sorted({split_mrn(name)[1] for name in queries.held(scope, year, place)})
    missing = tuple(stretch for stretch in stretches(serials, year, place) if not stretch.held)
    return Gaps(
        place,
        year,
        mrn(year, place, serials[0]) if serials else None,
        mrn(year, place, serials[-1]) if serials else None,
        len(serials),
        missing,
        sum(stretch.count for stretch in missing),
        tuple(
            sorted(
                (Missing(*one) for one in queries.missing(scope, None, year, place)),
                key=lambda one: split_mrn(one.name)[1],
            )
        ),
    )


def missing(
    reader: StoreReader, scope: Scope, limit: int | None, station: str | None, year: int | None
) -> list[Missing]:
    """Cables only referred to, the most referred to first.

    Raises:
        UsageError: no such year or a limit below nothing.
    """
    if limit is not None and limit < 0:
        raise UsageError(f"limit {limit}: give a number from 0 on, or none for all")
    place = None if station is None else _station(station, year)
    if year is not None:
        _check(year)
    return [Missing(*one) for one in ThreadingQueries(reader).missing(scope, limit, year, place)]


def stub(reader: StoreReader, scope: Scope, name: str) -> Stub | None:
    """What is known of a cable that is only referred to; ``None`` where it is held, or nothing refers to it."""
    number = canonical_mrn(name)
    if number is None:
        return None
    queries = ThreadingQueries(reader)
    rows = queries.referring_to([number], scope).get(number, [])
    if not rows or queries.named(number, scope):
        return None
    station, serial = split_mrn(number)
    earliest, latest = _ends(rows)
    return Stub(number, station, year_of_name(number), serial, tuple(map(referrer, rows)), earliest, latest)


def referrer(row: ReferringRow) -> Referrer:
    """A reference with who makes it."""
    x = row.reference
    return Referrer(row.cable, row.id, moment(row.first, row.precision), x.letter, x.text, x.start, x.end)


def _ends(rows: Iterable[ReferringRow]) -> tuple[str | None, str | None]:
    dated = [row for row in rows if row.first is not None]
    if not dated:
        return None, None
    first, last = dated[0], dated[-1]
    return moment(first.first, first.precision), moment(last.first, last.precision)


def _station(name: str, year: int | None) -> str:
    if year is not None:
        _check(year)
    return station_of(name, year)


def _check(year: int) -> None:
    if full_year(f"{year % 100:02d}") != year:
        raise UsageError(f"year {year}: give a year of four digits from 1966 on, such as 2007")
