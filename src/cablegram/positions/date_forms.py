"""The forms a date takes in running text, blind to case: where each stands among the words, and its parts by name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cablegram.telegram.dates import MONTHS

NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
        ],
        start=1,
    )
}
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_FULL = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = rf"(?:{'|'.join(_FULL)}|sept|{'|'.join(name.lower() for name in MONTHS)})(?: \.)?"
_SURE = "|".join(name for name in _FULL if name not in ("march", "may"))  # no other word is written so
_D = r"(?:3[01]|[12]\d|0?[1-9])(?: (?:st|nd|rd|th))?"
_YEAR = r"(?:19|20)\d\d(?! z)"
_Y = rf"(?:(?: ,| of)? (?P<year>{_YEAR}))?"
_TO = r"(?:-|–|/|to|through|thru|and|or|&|until|till)"
_W = "|".join(WEEKDAYS)
_PART = r"(?P<part>(?:the )?(?:beginning|start|early part|early|mid|middle|late|latter part|end|close)(?: -| in| of)?(?: the)?)"
_HALF = r"(?P<half>first|second|last|latter) (?P<size>half|quarter)(?: of)?"
_N = rf"(?P<count>\d\d?|{'|'.join(NUMBERS)})"
_HELD = "meetings?|sessions?|conference|summit|ministerial|elections?|round|talks|council|congress|plenary"

# In the order of their worth: what an earlier one has taken no later one takes.
_FORMS: tuple[tuple[str, str], ...] = (
    ("iso", rf"(?P<year>{_YEAR}) - (?P<month>\d\d) - (?P<day>\d\d)"),
    ("days", rf"(?:(?:{_W}) ,? ?)?(?P<month>{_MONTH}) (?P<day>{_D}){_Y} {_TO} (?P<month2>{_MONTH}) (?P<day2>{_D})(?: ,)? ?(?P<year2>{_YEAR})?"),
    ("days", rf"(?P<day>{_D}) (?P<month>{_MONTH}){_Y} {_TO} (?P<day2>{_D}) (?P<month2>{_MONTH})(?: ,)? ?(?P<year2>{_YEAR})?"),
    ("days", rf"(?:(?:{_W}) ,? ?)?(?P<month>{_MONTH}) (?P<day>{_D})(?: , {_D})* ?,? {_TO} (?P<day2>{_D}){_Y}"),
    ("days", rf"(?P<day>{_D}) {_TO} (?P<day2>{_D})(?: of)? (?P<month>{_MONTH}){_Y}"),
    ("week", rf"(?:the )?week (?:of|beginning|starting|commencing) (?:(?:{_W}) ,? ?)?(?P<month>{_MONTH}) (?P<day>{_D}){_Y}"),
    ("week", rf"(?:the )?week (?:of|beginning|starting|commencing) (?P<day>{_D}) (?P<month>{_MONTH}){_Y}"),
    ("day", rf"(?:(?:{_W}) ,? ?)?(?P<month>{_MONTH}) (?P<day>{_D}){_Y}"),
    ("day", rf"(?:(?:{_W}) ,? ?)?(?P<day>{_D})(?: of)? (?P<month>{_MONTH}){_Y}"),
    ("day", rf"(?P<day>[0-3]\d)[0-2]\d[0-5]\d z (?P<month>{_MONTH})(?: (?P<short>\d\d)(?!\S))?"),
    ("day", r"(?P<month>\d\d?) / (?P<day>\d\d?) / (?P<short>\d\d(?:\d\d)?)"),
    ("day", rf"(?<=on |by ) ?(?P<month>0?[1-9]|1[0-2]) / (?P<day>{_D})(?! /)"),
    ("month", rf"(?:{_PART}|{_HALF}) (?:the month of )?(?P<month>{_MONTH}){_Y}"),
    ("month", rf"(?P<month>{_MONTH})(?: -| to| and| or| /| through) (?P<month2>{_MONTH})(?: ,| of)? (?P<year>{_YEAR})"),
    ("month", rf"(?P<month>{_MONTH})(?: ,| of)? (?P<year>{_YEAR})"),
    ("month", rf"(?P<month>{_SURE}) (?:-|to|and|or|/|through) (?P<month2>{_SURE})"),
    ("month", rf"(?:(?P<turn>next|last|this) )?(?P<month>{_SURE})"),
    ("month", r"(?<=in |by |of ) ?(?P<month>march|may)"),
    ("month", rf"(?<=the |its ) ?(?P<month>march|may)(?= (?:\S+ ){{0,2}}(?:{_HELD})(?!\S))"),
    ("month", r"(?P<turn>next|last|this) (?P<month>march|may)"),
    ("season", rf"(?:{_PART} )?(?P<season>spring|summer|fall|autumn|winter)(?: of)? (?P<year>{_YEAR})"),
    ("season", r"(?P<turn>this|next|last|in|by|coming)(?: the)?(?: (?:late|early))? (?P<season>spring|summer|fall|autumn|winter)(?! of)"),
    ("part", rf"{_HALF} (?P<year>{_YEAR})"),
    ("part", rf"{_HALF} (?P<turn>this|next|last|the) year"),
    ("year", rf"{_PART} (?P<year>{_YEAR})"),
    ("year", rf"(?<=in |by ) ?(?P<year>{_YEAR})"),
    ("year", rf"(?<=until |after ) ?(?P<year>{_YEAR})"),
    ("year", rf"(?<=during |before |beyond ) ?(?P<year>{_YEAR})"),
    ("span", rf"{_PART} (?P<turn>this|next|last|current|coming)? ?(?P<unit>week|month|year)"),
    ("span", r"(?P<part>end|mid) - (?P<unit>week|month|year)|(?P<unit2>week|month|year) - (?P<part2>end)"),
    ("span", r"(?P<turn>this|next|last|coming|current) (?P<unit>week|weekend|month|year)"),
    ("weekday", rf"(?P<turn>this|next|last|coming) (?P<weekday>{_W})"),
    ("weekday", rf"(?P<weekday>{_W})"),
    ("shift", r"(?P<word>day after tomorrow|tomorrow|today|tonight|yesterday)"),
    ("within", rf"(?P<how>in|within)(?: the)?(?: next| coming)? {_N} (?P<unit>day|week|month|year)s?(?: time)?"),
    ("nth", rf"(?<=on |by ) ?(?:the )?(?P<day>{_D}(?<=[hdt]))(?= [,.;:)]| $|$| (?:and|or|but|at|for|in|if|that|when|which)(?!\S))"),
)  # fmt: skip
_COMPILED = [(kind, re.compile(rf"(?<!\S)(?:{pattern})(?!\S)")) for kind, pattern in _FORMS]


_TRIGGERS = frozenset(  # a date without one of these is none
    (
        *_FULL,
        *(name.lower() for name in MONTHS),
        *WEEKDAYS,
        *["sept", "spring", "summer", "fall", "autumn", "winter"],
        *[
            "today",
            "tonight",
            "tomorrow",
            "yesterday",
            "week",
            "weeks",
            "weekend",
            "month",
            "months",
            "year",
            "years",
            "day",
            "days",
            "st",
            "nd",
            "rd",
            "th",
            "/",
        ],
    )
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A date as written: the words ``[first, last)``; ``parts`` are the words of its parts by their names."""

    first: int
    last: int
    kind: str
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def with_year(self) -> bool:
        """Whether its year stands in the text."""
        return "year" in self.parts or "short" in self.parts or "year2" in self.parts

    @property
    def with_month(self) -> bool:
        """Whether its month stands in the text."""
        return "month" in self.parts


def phrases(words: Sequence[str]) -> list[Phrase]:
    """The dates among folded words (`cablegram.actors.tokens`), in order, none over another."""
    if not any(word in _TRIGGERS or (len(word) in (4, 6) and word.isdigit()) for word in words):
        return []
    line = " ".join(words)
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    found: list[Phrase] = []
    taken = bytearray(len(line))
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(line):
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            end = start + len(match.group().strip().removesuffix(" ."))
            if any(taken[start:end]):
                continue
            taken[start:end] = b"\1" * (end - start)
            parts = {key.rstrip("2") if key in ("unit2", "part2") else key: value
                     for key, value in match.groupdict().items() if value}  # fmt: skip
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            if first < last:
                found.append(Phrase(first, last, kind, parts))
    found.sort(key=lambda phrase: phrase.first)
    return found
