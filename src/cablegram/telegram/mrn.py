"""Message reference numbers in both canonical forms, also out of damaged ids.

``07LISBON1187`` (two digits of the year, station without blanks, serial without padding) and the archive's
``2007LISBON01187`` (reference 2.3, 6.1, 6.3).
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from cablegram.tables.stations import nearest_station, normal, station
from cablegram.telegram.dates import full_year
from cablegram.telegram.patterns import SECTION_WORD

if TYPE_CHECKING:
    from cablegram.telegram.records import Telegram

_PLAIN = re.compile(r"([A-Z]{2,24})(\d{1,7})")
_NUMBERED = re.compile(r"([A-Z](?:[A-Z0-9]*?[A-Z])?)(\d{1,7})")
_ZERO_IN_NAME = re.compile(r"(?<=[A-Z])0(?=[A-Z])")
# What an extractor glued on behind the serial: trip series, operating signals, captions, section words.
_TAILS = re.compile(
    r"(?<=[A-Z])(?P<serial>\d{1,7})(?:SUSPECTEDDUPLICATE(?P<again>\d{0,7})|"
    r"(?:(?:TOSEC|SECTO|PARTO|Z[A-Z]{2}|CORRECTEDCOPY|CORRECTED|NOTAL|EXDIS|NODIS|STADIS|LIMDIS|NOFORN|SIPDIS|SENSITIVE|MINIMIZE[A-Z]*|"
    r"SECTION\d{1,2}OF|SECTION)\d*)+)$"
)
# "SECTION 01 OF 02" in any of its damaged shapes (6.3): each letter of the word may be lost or replaced.
_DIGITS = r"(?:[OQ]?\d{1,3}|\d[OQ](?=[OQG0]?F))"
_SECTION = re.compile(rf"([A-Z]{{0,8}}?){_DIGITS}(?:[OQG0]?F|O){_DIGITS}(?=[A-Z]{{2}})")
_SECTION_LOOSE = re.compile(rf"([A-Z]{{3,8}}?){_DIGITS}(?:[A-Z]{{0,3}}?{_DIGITS}|[OQG0]F)(?=[A-Z]{{2}})")
# What stands before the station on the classification line (1.9), and the words before a post's name (7).
_CLASS = "UNCLASSIFIED|UNCLAS|LIMITEDOFFICIALUSE|CONFIDENTIAL|TOPSECRET|SECRET(?!ARY)"
_CONTROL = "EFTO|NOFORN|SENSITIVE|EXDIS|NODIS|LIMDIS|STADIS|SIPDIS|FOUO|CORRECTEDCOPY"
_LEADING = re.compile(
    rf"(?:{_CLASS}|{_CONTROL}|(?:AM|US)?EMBASSY|AMEMB(?!A)|AMCONSUL|AMCONGEN|USMISSION(?=[A-Z]{{6}}))+"
)
_LEADING_WORDS = (
    "EFTO",
    "NOFORN",
    "SENSITIVE",
    "UNCLAS",
    "AMEMBASSY",
    "AMCONSUL",
    "USEMBASSY",
    "USMISSION",
    "SECTION",
)
_SECTION_LETTERS = "SECTION"
_SHORTEST_STATION = 4
# The institute took over from the embassy (station_aliases); numbers since then are one series.
_INSTITUTE_FROM = 1979


def _is_section_word(word: str) -> bool:
    """``SECTION`` with letters lost or misread: an empty word, or one at edit distance 3 or less."""
    if not word or re.fullmatch(SECTION_WORD, word):
        return True
    from rapidfuzz.distance import DamerauLevenshtein

    return DamerauLevenshtein.distance(word, _SECTION_LETTERS, score_cutoff=3) <= 3 and len(word) >= 3


def _after_leading(name: str) -> str | None:
    """The known station a name ends in where the letters before it are a damaged control word (6.3)."""
    from rapidfuzz.distance import DamerauLevenshtein

    for k in range(2, len(name) - _SHORTEST_STATION + 1):
        known = station(name[k:])
        if known is None:
            continue
        head = name[:k]
        for word in _LEADING_WORDS:
            allowed = 1 if len(word) < 6 else 2
            if DamerauLevenshtein.distance(head, word, score_cutoff=allowed) <= allowed:
                return known.station
    return None


@lru_cache(maxsize=8192)
def canonical_station(name: str) -> str:
    """The canonical station of a name as written, exact or through an alias; else the name itself.

    When to use: for names out of an id or a reference line. Damaged names are mended to the nearest
    known station where exactly one is near; an unknown name stays as it is.
    """
    known = station(name)
    if known:
        return known.station
    bare = normal(name)
    stripped = _LEADING.sub("", bare, count=1) if _LEADING.match(bare) else bare
    if stripped and stripped != bare:
        known = station(stripped)
        if known:
            return known.station
    after = _after_leading(bare)
    if after:
        return after
    if stripped:
        bare = stripped
    near = nearest_station(bare)
    return near.station if near else bare


def station_of(name: str, year: int | None) -> str:
    """The canonical station in ``year``: from 1979 on the numbers of Taipei are the institute's."""
    own = canonical_station(name)
    return "AITTAIPEI" if own == "TAIPEI" and year is not None and year >= _INSTITUTE_FROM else own


@lru_cache(maxsize=4096)
def canonical_mrn(text: str) -> str | None:
    """The canonical form of a message reference number, ``None`` where ``text`` holds none.

    >>> canonical_mrn("2007 LISBON 001187")
    '07LISBON1187'
    >>> canonical_mrn("08SECTON01OF02PARIS896")
    '08PARIS896'
    """
    key = re.sub(r"[^A-Z0-9]", "", text.upper())
    head = re.match(r"(?:19|20)\d{2}(?=[A-Z])|\d{2}", key)
    if not head:
        return None
    year = full_year(head[0])
    rest = key[head.end() :]
    plain = _PLAIN.fullmatch(rest)
    if plain and (known := station(plain[1])):
        return f"{year % 100:02d}{station_of(known.station, year)}{int(plain[2])}"
    if rest[:2] == head[0][-2:] and rest[2:3].isalpha() and not _SECTION.match(rest):
        rest = rest[2:]  # a doubled year
    tail = _TAILS.search(rest)
    if tail:
        # A suspected duplicate carries its new serial behind the note (6.3).
        rest = rest[: tail.start()] + (tail["again"] or tail["serial"])
    rest = _without_section(rest)
    match = _NUMBERED.fullmatch(_ZERO_IN_NAME.sub("O", rest))
    if not match:
        return None
    return f"{year % 100:02d}{station_of(match[1], year)}{int(match[2])}"


def number_of(telegram: Telegram) -> str:
    """The number a telegram goes by: its own, else the one that is its file's name (``1978PARIS19560.txt``)."""
    if telegram.mrn:
        return telegram.mrn
    path = telegram.provenance.path if telegram.provenance else None
    return (canonical_mrn(PurePath(path).stem) if path else None) or ""


def _without_section(rest: str) -> str:
    """The id behind its year without ``SECTION 01 OF 02``, however damaged, and what stood before it."""
    leading = _LEADING.match(rest)
    begin = leading.end() if leading and rest[leading.end() :] else 0
    section = _SECTION.match(rest, begin)
    if section and _is_section_word(section[1]):
        return rest[section.end() :]
    section = _SECTION_LOOSE.match(rest, begin)
    if section and _is_section_word(section[1]):
        behind = rest[section.end() :]
        named = _PLAIN.fullmatch(behind)
        if named:
            return behind
    last = re.search(r"(?<=\d)([A-Z]{4,})(\d{1,7})$", rest)
    if last:  # whatever stands before it: digits before a known station belong to no station
        for k in range(min(4, len(last[1]) - _SHORTEST_STATION + 1)):
            if station(last[1][k:]):
                return rest[last.start() + k :]
    return rest


def mrn(year: int, station_name: str, serial: int) -> str:
    """The canonical number of a station's telegram: ``mrn(2007, "LISBON", 1187) == "07LISBON1187"``."""
    return f"{year % 100:02d}{station_of(station_name, year)}{serial}"


def archive_number(year: int, station_name: str, serial: int) -> str:
    """The archive's document number (2.3): first six characters with blanks, then blanks deleted."""
    code = station_name.upper().strip()[:6].replace(" ", "").replace("-", "").replace("'", "")
    width = 6 if code == "STATE" else 5
    return f"{year}{code}{serial:0{width}d}"


def split_mrn(number: str) -> tuple[str, int]:
    """Station and serial of a canonical number: ``07LISBON1187`` is ``("LISBON", 1187)``."""
    station_name = number[2:].rstrip("0123456789")
    return station_name, int(number[2 + len(station_name) :])
