"""Dates as they are given beside a text, in the many spellings of columns, records and pages (reference 2.5)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

__all__ = ["Interval", "day_order", "given_date"]

Interval = tuple[dt.datetime, dt.datetime, str]
"""``(start, end, precision)``: aware UTC datetimes, every moment from start up to, not including, end.

``precision`` is ``minute``, ``day`` or ``year`` (a month and a day that may be read in two ways count as ``year``).
"""

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_MONTH = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_TIME = (
    r"(?:[T ,]+(?:at )?(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::\d\d(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*(?P<zone>z|utc|gmt|[+-]\d\d:?\d\d|[+-]\d\d)?)?(?:\s*\([a-z ]+\))?\s*$"
)
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_FORMS = tuple(
    re.compile(_WEEKDAY + form + _TIME, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -]*{_MONTH}[ ,-]*(?P<year>\d{{4}}|\d\d)",
        rf"{_MONTH}[ -]*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+|-)(?P<year>\d{{4}})",
        r"(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)",
        rf"{_MONTH}[ ,-]*(?P<year>\d{{4}})",
        r"(?P<year>\d{4})[-/](?P<month>\d\d)",
        r"(?P<year>\d{4})",
    )
)
# A date-time group (reference 1.7): day, hour and minute in one number.
_DTG = re.compile(
    rf"(?:[ZOPR]{{1,2}} (?:[ZOPR] )?)?(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)(?P<zone>Z) ?{_MONTH} ?(?P<year>\d{{4}}|\d\d)\s*$",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"(?P<seconds>-?\d{9,10})(?:\.\d+)?$|(?P<thousandths>-?\d{12,13})$")
_NUMERIC = re.compile(r"\s*(\d{1,2})([/.-])(\d{1,2})\2(?:\d{4}|\d\d)(?!\d)")
_DAY = dt.timedelta(days=1)
_MINUTE = dt.timedelta(minutes=1)
_NO_DATE = dt.date(1960, 1, 1)  # what the archive record has where it has no date (reference 2.5)
_YEARS = range(1900, 2101)
_PIVOT = 50  # of years in two digits: 50 to 99 are of the last century


def day_order(values: Iterable[str]) -> str | None:
    """How the numeric dates of one column are written: ``dmy``, ``mdy``, or ``None`` where nothing in it tells."""
    day_first = month_first = 0
    for value in values:
        if match := _NUMERIC.match(value):
            first, second = int(match[1]), int(match[3])
            day_first += 12 < first <= 31 and second <= 12
            month_first += 12 < second <= 31 and first <= 12
    if bool(day_first) == bool(month_first):
        return None
    return "dmy" if day_first else "mdy"


def given_date(value: str, order: str | None = None) -> Interval | None:
    """The interval a value names, ``None`` where it names none: nothing readable, ``n/a``, or 1 January 1960 (no date).

    ``order`` is ``dmy`` or ``mdy`` where the column or the file tells (:func:`day_order`). Without it a date such as
    ``03/04/2005`` keeps both readings: an interval over both, of precision ``year``. A time without a zone is UTC;
    midnight is no time (the archive pads its dates with it).
    """
    text = " ".join(value.split())
    if epoch := _EPOCH.match(text):
        return _from_epoch(epoch)
    if match := _DTG.match(text):
        return _date(match, order)
    for form in _FORMS:
        if match := form.match(text):
            return _date(match, order)
    return None


def _from_epoch(match: re.Match[str]) -> Interval | None:
    seconds = int(match["seconds"]) if match["seconds"] else int(match["thousandths"]) // 1000
    start = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)
    start = start.replace(second=0)
    return (start, start + _MINUTE, "minute") if start.year in _YEARS else None


def _date(match: re.Match[str], order: str | None) -> Interval | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if len(parts["year"]) == 2:
        year += 1900 if year >= _PIVOT else 2000
    if year not in _YEARS:
        return None
    try:
        if parts.get("first"):
            return _numeric(year, int(parts["first"]), int(parts["second"]), order, match)
        month = _MONTHS[parts["name"].lower()] if parts.get("name") else int(parts.get("month") or 0)
        if not month:
            return _hull(dt.date(year, 1, 1), dt.date(year, 12, 31))
        if not parts.get("day"):
            following = dt.date(year + month // 12, month % 12 + 1, 1)
            return _hull(dt.date(year, month, 1), following - _DAY)
        return _moment(dt.date(year, month, int(parts["day"])), match)
    except (ValueError, OverflowError):
        return None  # the 31st of February and its like


def _numeric(year: int, first: int, second: int, order: str | None, match: re.Match[str]) -> Interval | None:
    day_first = _day(year, second, first)
    month_first = _day(year, first, second)
    if day_first is None or month_first is None or day_first == month_first:
        day = day_first or month_first
        return _moment(day, match) if day else None
    if order in ("dmy", "mdy"):
        return _moment(day_first if order == "dmy" else month_first, match)
    return _hull(*sorted((day_first, month_first)))


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _hull(first: dt.date, last: dt.date) -> Interval:
    return _midnight(first), _midnight(last) + _DAY, "year"


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


def _moment(day: dt.date, match: re.Match[str]) -> Interval | None:
    hour, minute = int(match["hour"] or 0), int(match["minute"] or 0)
    half = (match.groupdict().get("half") or "").lower()[:1]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    start = _midnight(day)
    if not (hour or minute):
        return None if day == _NO_DATE else (start, start + _DAY, "day")
    start = start.replace(hour=hour, minute=minute) - _offset(match["zone"])
    return start, start + _MINUTE, "minute"


def _offset(zone: str | None) -> dt.timedelta:
    if not zone or zone[0] not in "+-":
        return dt.timedelta(0)
    digits = zone[1:].replace(":", "")
    offset = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return -offset if zone[0] == "-" else offset
