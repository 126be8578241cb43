"""Dates and intervals in running text, and what they come to from the day of the telegram.

Rules: `positions-guideline.md`, section 6 (relative dates resolve from the date-time group). A date with its year
stands by itself. One without takes the year that brings it nearest to the telegram, turned by the tense about it;
where only the year of the telegram is known, days are counted from the latest day it tells of, and words such as
"tomorrow" stay open. Nothing depends on case.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from cablegram.positions.date_forms import NUMBERS, WEEKDAYS, Phrase, phrases
from cablegram.positions.records import Precision
from cablegram.telegram.dates import MONTHS
from cablegram.telegram.records import DateInterval

__all__ = ["Anchor", "Interval", "Phrase", "Turn", "month_end", "phrases", "resolve"]

Turn = Literal["ahead", "behind"]
_DAY = dt.timedelta(days=1)
_WEEK = dt.timedelta(days=7)
_NEAR = 60  # days about the telegram within which a tense may not turn a date to another year
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11), "winter": (12, 14)}
_PARTS = {"early": (1, 10), "mid": (11, 20), "middle": (11, 20), "late": (21, 31)}


@dataclass(frozen=True, slots=True)
class Interval:
    """What a phrase comes to: the days from ``first`` to ``last``, and how exactly they are told."""

    first: dt.date
    last: dt.date
    precision: Precision

    @property
    def iso(self) -> str:
        """ISO as the guideline has it: a day, a month or year as a prefix, a range ``a/b``."""
        if self.first == self.last:
            return self.first.isoformat()
        whole = self.first.day == 1 and self.last == month_end(self.last)
        if whole and (self.first.month, self.last.month) == (1, 12) and self.first.year == self.last.year:
            return f"{self.first.year:04}"
        if not whole:
            return f"{self.first.isoformat()}/{self.last.isoformat()}"
        first, last = self.first.isoformat()[:7], self.last.isoformat()[:7]
        return first if first == last else f"{first}/{last}"


@dataclass(frozen=True, slots=True)
class Anchor:
    """From when dates are counted: the days the telegram may have been written on.

    ``told`` is the latest day a telegram of which only the year is known tells of as past.
    """

    first: dt.date
    last: dt.date
    basis: str = "dtg"
    told: dt.date | None = None

    @classmethod
    def of(cls, date: DateInterval | None) -> Anchor | None:
        """The anchor a telegram's own date gives, ``None`` where it has none."""
        if date is None:
            return None
        last = max(date.start, date.end - dt.timedelta(microseconds=1))
        return cls(date.start.date(), last.date(), date.basis)

    @property
    def exact(self) -> bool:
        """Whether the day itself is known."""
        return self.first == self.last

    @property
    def now(self) -> dt.date | None:
        """The day to count from; ``None`` where nothing tells it."""
        return self.last if self.exact else self.told


def month_end(day: dt.date) -> dt.date:
    """The last day of the month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def resolve(phrase: Phrase, anchor: Anchor | None, turn: Turn | None = None) -> Interval | None:
    """The days a phrase names, ``None`` where the telegram's date does not tell or the calendar has none.

    ``turn`` is where the words about it put it: ``ahead`` of the telegram or ``behind`` it.
    """
    try:
        return _resolve(phrase, anchor, _turn(phrase, turn))
    except (ValueError, OverflowError):  # no such day, or none the calendar reaches
        return None


def _turn(phrase: Phrase, turn: Turn | None) -> Turn | None:
    word = phrase.parts.get("turn", "")
    return "ahead" if word in ("next", "coming") else "behind" if word == "last" else turn


def _resolve(phrase: Phrase, anchor: Anchor | None, turn: Turn | None) -> Interval | None:
    parts = phrase.parts
    if phrase.with_month:
        return _dated(phrase, anchor, turn)
    if phrase.kind == "year":
        year = int(parts["year"])
        return _part_of(dt.date(year, 1, 1), dt.date(year, 12, 31), parts.get("part", ""))
    if phrase.kind in ("season", "part"):
        return _share_of_year(parts, anchor, turn)
    if phrase.kind == "span" and parts["unit"] == "year":
        if anchor is None:
            return None
        year = (anchor.now or anchor.first).year + _step(parts.get("turn", ""))
        return _part_of(dt.date(year, 1, 1), dt.date(year, 12, 31), parts.get("part", ""))
    if anchor is None or not anchor.exact:
        return None
    return _relative(phrase, anchor.last, turn)


def _step(turn: str) -> int:
    return {"next": 1, "coming": 1, "following": 1, "last": -1}.get(turn, 0)


def _relative(phrase: Phrase, now: dt.date, turn: Turn | None) -> Interval | None:
    """A date that only the day of the telegram gives."""
    parts = phrase.parts
    if phrase.kind == "shift":
        shift = {"tomorrow": 1, "day after tomorrow": 2, "yesterday": -1}.get(parts["word"], 0)
        return _one(now + shift * _DAY)
    if phrase.kind == "weekday":
        ahead = (WEEKDAYS.index(parts["weekday"]) - now.weekday()) % 7
        if turn == "behind":
            return _one(now - (7 - ahead if ahead else 7) * _DAY)
        if parts.get("turn") == "next" and ahead < 7 - now.weekday():
            ahead += 7  # "next Friday" said on a Monday is not this week's
        return _one(now + (ahead or 7) * _DAY if parts.get("turn") == "next" else now + ahead * _DAY)
    if phrase.kind == "within":
        count = NUMBERS.get(parts["count"]) or int(parts["count"])
        unit = parts["unit"]
        if unit in ("day", "week"):
            return _one(now + count * (_DAY if unit == "day" else _WEEK))
        first = _month_after(now, count * (12 if unit == "year" else 1))
        return Interval(first, month_end(first), "month")
    if phrase.kind == "nth":
        day = _number(parts["day"])
        months = [_month_after(now, step) for step in (0, 1 if turn != "behind" else -1)]
        days = [month.replace(day=day) for month in months if day <= month_end(month).day]
        fit = [found for found in days if (found <= now if turn == "behind" else found >= now)]
        return _one(fit[0]) if fit else None
    if phrase.kind == "span":
        step = _step(parts.get("turn", ""))
        if parts["unit"] == "month":
            first = _month_after(now, step)
            return _part_of(first, month_end(first), parts.get("part", ""))
        monday = now - now.weekday() * _DAY + step * _WEEK
        if parts["unit"] == "weekend":
            return Interval(monday + 5 * _DAY, monday + 6 * _DAY, "day-range")
        if _plain_part(parts.get("part", "")) == "end":
            return Interval(monday + 4 * _DAY, monday + 4 * _DAY, "day")
        return Interval(monday, monday + 6 * _DAY, "day-range")
    return None


def _month_after(day: dt.date, step: int) -> dt.date:
    months = day.year * 12 + day.month - 1 + step
    return dt.date(months // 12, months % 12 + 1, 1)


def _one(day: dt.date) -> Interval:
    return Interval(day, day, "day")


def _number(day: str) -> int:
    return int(day.split()[0])


def _month(name: str) -> int:
    return int(name) if name.isdigit() else MONTHS[name[:3].upper()]


def _years(phrase: Phrase, anchor: Anchor | None) -> Iterator[int]:
    """The years a phrase may mean."""
    stated = phrase.parts.get("year") or phrase.parts.get("year2")
    if stated:
        yield int(stated)
    elif short := phrase.parts.get("short"):
        yield int(short) if len(short) == 4 else int(short) + (1900 if int(short) > 65 else 2000)
    elif anchor is not None and anchor.exact:
        yield from (anchor.first.year, anchor.first.year + 1, anchor.first.year - 1)
    elif anchor is not None:
        yield from _years_of_year(phrase, anchor)


def _years_of_year(phrase: Phrase, anchor: Anchor) -> Iterator[int]:
    """The same where only the year of the telegram is known: the next or last one only about its turn."""
    year, month = anchor.first.year, _month(phrase.parts["month"])
    if anchor.told is None and phrase.parts.get("turn") == "next":
        yield year + 1
        return
    yield year
    if anchor.told is not None and anchor.told.month >= 10 and month <= 4:
        yield year + 1
    if anchor.told is not None and anchor.told.month <= 3 and month >= 10:
        yield year - 1


def _dated(phrase: Phrase, anchor: Anchor | None, turn: Turn | None) -> Interval | None:
    """A date with its month, in the year that fits best."""
    best: tuple[float, Interval] | None = None
    for rank, year in enumerate(_years(phrase, anchor)):
        try:
            found = _in_year(phrase, year)
        except ValueError:
            continue  # 29 February, 31 June
        cost = _cost(found, anchor, turn, rank) if anchor and not phrase.with_year else 0
        if best is None or cost < best[0]:
            best = cost, found
    return best[1] if best else None


def _cost(found: Interval, anchor: Anchor, turn: Turn | None, rank: int) -> float:
    """How far a date is from the telegram; a date on the wrong side of it costs a year more, unless it is close by."""
    now = anchor.now
    if now is None:
        return rank
    days = (found.first - now).days if found.first > now else min((found.last - now).days, 0)
    wrong = (turn == "ahead" and days < -_NEAR) or (turn == "behind" and days > _NEAR)
    return abs(days) + (366 if wrong else 0)


def _in_year(phrase: Phrase, year: int) -> Interval:
    parts = phrase.parts
    month = _month(parts["month"])
    if "day" in parts:
        day = _number(parts["day"])
        if month > 12 >= day:
            month, day = day, month  # the day first, as other services write
        first = dt.date(year, month, day)
        if phrase.kind == "week":
            monday = first - first.weekday() * _DAY if first.weekday() < 5 else first
            return Interval(monday, monday + 4 * _DAY if monday.weekday() == 0 else first + 6 * _DAY, "day-range")
        if "day2" not in parts:
            return _one(first)
        last_month = _month(parts.get("month2", parts["month"]))
        crosses = last_month < month and "year" not in parts and "year2" in parts
        last = dt.date(year + (last_month < month and not crosses), last_month, _number(parts["day2"]))
        if crosses:
            first = first.replace(year=year - 1)
        return Interval(first, last, "day-range") if first <= last else _one(first)
    first = dt.date(year, month, 1)
    last = month_end(first)
    if "month2" in parts:
        last_month = _month(parts["month2"])
        return Interval(first, month_end(dt.date(year + (last_month < month), last_month, 1)), "month")
    if "half" in parts:
        middle = first.replace(day=15)
        return (
            Interval(first, middle, "day-range")
            if parts["half"] == "first"
            else Interval(middle + _DAY, last, "day-range")
        )
    return _part_of(first, last, parts.get("part", ""))


def _plain_part(part: str) -> str:
    words = part.split()
    for name in ("early", "beginning", "start", "mid", "middle", "late", "latter", "end", "close"):
        if name in words:
            return {"beginning": "early", "start": "early", "middle": "mid", "latter": "late", "close": "end"}.get(
                name, name
            )
    return ""


def _part_of(first: dt.date, last: dt.date, part: str) -> Interval:
    """The early, middle or late third of a month or year, or its end."""
    name = _plain_part(part)
    year = (last - first).days > 31
    if name == "end":
        return _one(last) if not year else Interval(last.replace(day=1), last, "month")
    if name not in _PARTS:
        return Interval(first, last, "year" if year else "month")
    low, high = _PARTS[name]
    if year:
        months = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}[name]
        return Interval(first.replace(month=months[0]), month_end(first.replace(month=months[1])), "month")
    return Interval(first.replace(day=low), first.replace(day=min(high, last.day)), "day-range")


def _share_of_year(parts: Mapping[str, str], anchor: Anchor | None, turn: Turn | None) -> Interval | None:
    """A half, a quarter or a season."""
    if "season" in parts:
        low, high = _SEASONS[parts["season"]]
    else:
        halves = {"first": (1, 6), "second": (7, 12), "latter": (7, 12), "last": (7, 12)}
        quarters = {"first": (1, 3), "second": (4, 6), "latter": (10, 12), "last": (10, 12)}
        low, high = (halves if parts["size"] == "half" else quarters)[parts["half"]]
    if "year" in parts:
        year = int(parts["year"])
    elif anchor is None or (anchor.now is None and "season" in parts):
        return None
    else:
        now = anchor.now or anchor.first
        year = now.year
        if "season" not in parts:
            year += _step(parts["turn"])
        elif turn == "behind":
            year -= dt.date(year, low, 1) > now
        elif high <= 12:
            year += dt.date(year, high, 1) < now.replace(day=1)
    first = dt.date(year, low, 1)
    return Interval(first, month_end(_month_after(first, high - low)), "month")
