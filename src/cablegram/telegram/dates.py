"""Dates of a telegram: the date-time group, declassification dates, and intervals with a precision.

Rules: date-time group 1.7; declassification dates 1.11; centuries 1.7 (66-99 are 19xx, 00-65 20xx).
"""

from __future__ import annotations

import datetime as dt
import re

from cablegram.telegram.records import DateInterval

MONTHS = {
    name: number
    for number, name in enumerate(
        ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"), start=1
    )
}
_LOOK_ALIKES = str.maketrans("OIlSB", "01158")  # damage D06, inside the six digits only
_MDY = re.compile(r"(?<!\d)(\d{1,2})\s?[/-]\s?(\d{1,2})\s?[/-]\s?(\d{4}|\d{2})(?!\d)")
_YMD = re.compile(r"(?<!\d)(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?!\d)")
_DMY_WORDS = re.compile(r"(?<!\d)(\d{1,2})\s+([A-Z]{3})[A-Z]*\.?,?\s+(\d{4}|\d{2})(?!\d)", re.IGNORECASE)
_MDY_WORDS = re.compile(r"\b([A-Z]{3})[A-Z]*\.?\s+(\d{1,2}),?\s+(\d{4})(?!\d)", re.IGNORECASE)
_SUMMER_1966 = 66


def full_year(digits: str) -> int:
    """A year of two or four digits as four (two-digit years 66-99 are 19xx)."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return 1900 + year if year >= _SUMMER_1966 else 2000 + year


def read_dtg(match: re.Match[str]) -> dt.datetime | None:
    """The moment a date-time group names, ``None`` where it names none (31 April, 25 o'clock)."""
    day = match["day"].translate(_LOOK_ALIKES)
    time = match["time"].translate(_LOOK_ALIKES)
    month = MONTHS.get(match["month"])
    if not (month and day.isdigit() and time.isdigit()):
        return None
    try:
        return dt.datetime(
            full_year(match["year"]), month, int(day), int(time[:2]), int(time[2:]), tzinfo=dt.UTC
        )
    except ValueError:
        return None


def minute(moment: dt.datetime) -> DateInterval:
    """The interval of one minute a whole date-time group stands for."""
    return DateInterval(moment, moment + dt.timedelta(minutes=1), "minute", "dtg")


def whole_year(year: int, basis: str) -> DateInterval:
    """The interval of one year, where only the year is known."""
    return DateInterval(dt.datetime(year, 1, 1, tzinfo=dt.UTC), dt.datetime(year + 1, 1, 1, tzinfo=dt.UTC), "year", basis)


def read_date(text: str, year_before: int | None = None) -> tuple[dt.date, int, int] | None:
    """The first date in ``text`` and its span: ``MM/DD/YYYY``, ``YYYY/MM/DD``, ``6 JUN 1999``.

    A two-digit year is taken as the first such year not before ``year_before`` where that is given: a
    declassification date lies after the telegram's.
    """
    for pattern, order in ((_MDY, "mdy"), (_YMD, "ymd"), (_DMY_WORDS, "dmy"), (_MDY_WORDS, "mdy")):
        match = pattern.search(text)
        if not match:
            continue
        parts = dict(zip(order, match.groups(), strict=True))
        month = MONTHS.get(parts["m"][:3].upper()) or (int(parts["m"]) if parts["m"].isdigit() else 0)
        year = full_year(parts["y"])
        if len(parts["y"]) == 2 and year_before is not None:
            year = year_before + (int(parts["y"]) - year_before) % 100
        try:
            return dt.date(year, month, int(parts["d"])), match.start(), match.end()
        except ValueError:
            continue
    return None
