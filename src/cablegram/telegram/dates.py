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
_MDY = re.compile(r"(?<![\dOl])([\dOl]{1,2})\s?[/.-]{1,2}\s?([\dOl]{1,2})\s?[/.-]{1,2}\s?(\d{4}|\d{2})(?![\dOl])")
_YMD = re.compile(r"(?<!\d)(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0\d|1[0-2])([0-3]\d)(?!\d)")
_DMY_WORDS = re.compile(r"(?<!\d)(\d{1,2})[\s-]+([A-Z]{3})[A-Z]*\.?,?[\s-]+(\d{4}|\d{2})(?!\d)", re.IGNORECASE)
_MDY_WORDS = re.compile(r"\b([A-Z]{3})[A-Z]*\.?\s+(\d{1,2}),?\s+(\d{4})(?!\d)", re.IGNORECASE)
_FORMS = ((_MDY, "mdy"), (_YMD, "ymd"), (_DMY_WORDS, "dmy"), (_MDY_WORDS, "mdy"), (_COMPACT, "ymd"))
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
        return dt.datetime(full_year(match["year"]), month, int(day), int(time[:2]), int(time[2:]), tzinfo=dt.UTC)
    except ValueError:
        return None


def minute(moment: dt.datetime) -> DateInterval:
    """The interval of one minute a whole date-time group stands for."""
    return DateInterval(moment, moment + dt.timedelta(minutes=1), "minute", "dtg")


def whole_year(year: int, basis: str) -> DateInterval:
    """The interval of one year, where only the year is known."""
    return DateInterval(
        dt.datetime(year, 1, 1, tzinfo=dt.UTC), dt.datetime(year + 1, 1, 1, tzinfo=dt.UTC), "year", basis
    )


def read_date(text: str, year_before: int | None = None) -> tuple[dt.date, int, int] | None:
    """The first date in ``text`` and its span: ``MM/DD/YYYY``, ``YYYY/MM/DD``, ``6 JUN 1999``.

    Signs may be full stops, dashes or doubled; a month above 12 is the day (1.11).

    A two-digit year is taken as the first such year not before ``year_before`` where that is given: a
    declassification date lies after the telegram's.
    """
    for pattern, order in _FORMS:
        match = pattern.search(text)
        if not match:
            continue
        parts = dict(zip(order, match.groups(), strict=True))
        digits = {key: "".join(value.translate(_LOOK_ALIKES).split()) for key, value in parts.items()}
        month = MONTHS.get(parts["m"][:3].upper()) or (int(digits["m"]) if digits["m"].isdigit() else 0)
        day = int(digits["d"])
        year = full_year(digits["y"])
        if len(digits["y"]) == 2 and year_before is not None:
            year = year_before + (year - year_before) % 100
        if order == "mdy" and month > 12 >= day:
            month, day = day, month  # the day first, as other services write
        try:
            return dt.date(year, month, day), match.start(), match.end()
        except (ValueError, OverflowError):
            continue
    return None
