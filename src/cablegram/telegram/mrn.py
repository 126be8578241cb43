"""Message reference numbers in both canonical forms, also out of damaged ids.

``07PARIS4514`` (two digits of the year, station without blanks, serial without padding) and the archive's
``2007PARIS04514`` (reference 2.3, 6.1, 6.3).
"""

from __future__ import annotations

import re
from functools import lru_cache

from cablegram.tables.stations import nearest_station, normal, station
from cablegram.telegram.patterns import SECTION_WORD

_ID = re.compile(r"((?:19|20)\d{2}(?=[A-Z])|\d{2})([A-Z0-9]*?[A-Z])(\d{1,7})$")
_ZERO_IN_NAME = re.compile(r"(?<=[A-Z])0(?=[A-Z])")
_TAILS = re.compile(
    r"(?<=\d)(?:(?:TOSEC|SECTO|PARTO)\d*|ZFR\d*|ZDK\d*|ZEL\d*|SUSPECTEDDUPLICATE(?P<dup>\d*)|CORRECTEDCOPY\d*|NOTAL|EXDIS|NODIS)$"
)
# "SECTION 01 OF 02" in any of its damaged shapes (6.3): each letter of the word may be lost or replaced.
_SECTION = re.compile(r"([A-Z]{0,8}?)([\dOQ]{1,2})(?:[OQG0]?F|O)([\dOQ]{1,2})(?=[A-Z]{3})")
_LEADING = re.compile(r"(?:EFTO|NOFORN|SENSITIVE|EXDIS|NODIS|LIMDIS|STADIS|AMEMBASSY|AMEMB|EMBASSY|AMCONSUL|USMISSION(?=[A-Z]{6}))+")
_SECTION_LETTERS = "SECTION"


def _is_section_word(word: str) -> bool:
    """``SECTION`` with letters lost or misread: an empty word, or one at edit distance 3 or less."""
    if not word or re.fullmatch(SECTION_WORD, word):
        return True
    from rapidfuzz.distance import DamerauLevenshtein

    return DamerauLevenshtein.distance(word, _SECTION_LETTERS, score_cutoff=3) <= 3 and len(word) >= 3


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
    stripped = _LEADING.sub("", bare) if _LEADING.match(bare) else bare
    if stripped and stripped != bare:
        known = station(stripped)
        if known:
            return known.station
        bare = stripped
    near = nearest_station(bare)
    return near.station if near else bare


@lru_cache(maxsize=4096)
def canonical_mrn(text: str) -> str | None:
    """The canonical form of a message reference number, ``None`` where ``text`` holds none.

    >>> canonical_mrn("2007 PARIS 004514")
    '07PARIS4514'
    >>> canonical_mrn("08SECTON01OF02PARIS896")
    '08PARIS896'
    """
    key = re.sub(r"[^A-Z0-9]", "", text.upper())
    tail = _TAILS.search(key)
    if tail:
        key = key[: tail.start()]
    head = re.match(r"(?:19|20)\d{2}(?=[A-Z])|\d{2}", key)
    if not head:
        return None
    year, rest = head[0][-2:], key[head.end() :]
    section = _SECTION.match(rest)
    if section and _is_section_word(section[1]):
        rest = rest[section.end() :]
    match = re.fullmatch(r"([A-Z][A-Z0-9]*?[A-Z]|[A-Z])(\d{1,7})", _ZERO_IN_NAME.sub("O", rest))
    if not match:
        return None
    return f"{year}{canonical_station(match[1])}{int(match[2])}"


def mrn(year: int, station_name: str, serial: int) -> str:
    """The canonical number of a station's telegram: ``mrn(2007, "PARIS", 4514) == "07PARIS4514"``."""
    return f"{year % 100:02d}{canonical_station(station_name)}{serial}"


def archive_number(year: int, station_name: str, serial: int) -> str:
    """The archive's document number (2.3): first six characters with blanks, then blanks deleted."""
    code = station_name.upper().strip()[:6].replace(" ", "").replace("-", "").replace("'", "")
    width = 6 if code == "STATE" else 5
    return f"{year}{code}{serial:0{width}d}"
