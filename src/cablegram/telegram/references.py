"""The reference line: every item with its letter, its kind, and the MRN where it names a cable.

Grammar: reference 6.2; kinds 1.11. A serial that follows ``AND``, a comma or a slash inherits the station
and year before it. A reference without a year takes that of the citing cable.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cablegram.tables.stations import station
from cablegram.telegram.dates import full_year
from cablegram.telegram.mrn import canonical_station, station_of
from cablegram.telegram.records import Reference

_ENUM = re.compile(r"(?:(?<=[\s;,:.)\u00b6(\[])|^|(?<=\d))(?:\u00b6\s*)?[(\[]?\s?([A-Za-z])\s?[.):\]]+(?=\s*[^\s.])")
_REF_LETTER = re.compile(r"\bREF\s+([A-Z])\b\s*[:.]?", re.IGNORECASE)
_MONTH = r"(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*"
_AFTER = (
    r"(?:\s*\(\s*'?(?P<after>\d{4}|\d{2})(?:[\s,;-]+(?:NOTAL|EXDIS|NODIS|STADIS|LIMDIS))?\s*\)"
    r"|\s+OF\s+(?P<of>(?:19|20)\d\d)(?!\d))?"
)
_CABLE = re.compile(
    r"(?:(?<![\dA-Z])(?:\(\s*'?(?P<inside>(?:19|20)\d\d|[\dO]\d)\s*\)|'?(?P<before>(?:19|20)\d\d|[\dO]\d)(?![.)]))\s*)?"
    r"(?P<station>(?:[A-Z]['\u2019])?[A-Z](?:[A-Z.'\u2019-]|0(?!\d)){0,24}(?:\s+(?!AND\b|OR\b)(?:[A-Z]|0(?!\d))(?:[A-Z.]|['\u2019-](?!\d)|0(?!\d)){0,24}){0,4})"
    r"(?P<gap>[\s,:#]*)(?:\(\s*'?(?P<mid>(?:19|20)\d\d|\d\d)\s*\)\s*)?"
    r"(?P<number>\d{1,3},\d{3}|\d{1,7})(?!\d|[:.]\d|-\d{1,2}(?!\d)|\s?Z\b|/\d{1,2}/\d)" + _AFTER
)
_MORE = re.compile(
    r"\s*(?:,|;|&|/|-(?=\d{3})|\bAND\b|,\s*AND\b)\s*(?P<number>\d{1,7})(?!\d|[:-]\d|\s?Z\b|/\d{1,2}/\d)"
    r"(?!\s*(?!AND\b|OR\b|NOTAL\b|BOTH\b|PARAS?\b)[A-Z][A-Z. '\u2019-]*\d)" + _AFTER
)
_LATER = re.compile(r"[\s-]{1,2}(?P<number>\d{3,6})(?![\d/:-])")  # the serial behind a year: "PARIS 06 1234"
_SLASH_YEAR = re.compile(r"/(?P<year>0\d|(?:19|20)\d\d)(?![\d/])")
_DATE_BEHIND = re.compile(rf"(?:ST|ND|RD|TH)?\s+(?:OF\s+)?{_MONTH}\b")
_DTG = re.compile(
    r"(?P<who>[A-Z][A-Z .]{2,30}?)\s+(?:MSG\s+)?(?:DTG\s+)?(?:[ZOPR]\s+)?\d{6}\s?Z\s+[A-Z]{3}\s+\d{2}\b",
    re.IGNORECASE,
)
_AIRGRAM = re.compile(r"\b(?:[A-Z][A-Z' .]{2,24}\s+)?(?:C?A)-\d{1,5}\b")
# Words that make what stands before a number no station (6.2).
_REJECT = frozenset(
    re.findall(
        r"\S+",
        """PARAGRAPH PARA PARAS PART SECTION SECTIONS UNCLAS EMAIL MAIL MAILS EMAILS TELCON TELCONS FONCON
    PHONE LETTER MEMO MEMORANDUM
    JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER
    DECEMBER JAN FEB MAR APR JUN JUL AUG SEP SEPT OCT NOV DEC OF THE DATED ON FROM TO ANNEX PAGE CIRCULAR
    UNSCR RESOLUTION RES IIR OSC FBIS CABLES CABLE TELEGRAM TELEGRAMS MESSAGE MESSAGES
    SEPTEL REFTEL REPORT ARTICLE MSG DTG FAX PUBLICATION BULLETIN""",
    )
)
_SKIP = frozenset(
    (
        "CABLES",
        "CABLE",
        "TELEGRAM",
        "TELEGRAMS",
        "MESSAGE",
        "MESSAGES",
        "REF",
        "REFS",
        "REFTEL",
        "CIRCULAR",
        "NO",
        "NR",
        "NUMBER",
        "TEL",
        "TELS",
    )
)
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", re.compile(r"\bE-?\s?MAILS?\b", re.IGNORECASE)),
    ("telephone", re.compile(r"\bTEL(?:E)?CONS?\b|\bFONCON\b|\bPHONE\b|\bTELEPHONE\b", re.IGNORECASE)),
    ("intelligence-report", re.compile(r"\bIIR\b|\bTD[X-]?\s?\d")),
    ("open-source", re.compile(r"\bOSC\b|\bFBIS\b", re.IGNORECASE)),
    ("letter", re.compile(r"\bLETTER\b|\bLTR\b", re.IGNORECASE)),
    ("memo", re.compile(r"\bMEMO(?:RANDUM)?\b|\bMEMCON\b", re.IGNORECASE)),
    ("meeting", re.compile(r"\bMEETINGS?\b|\bCONVERSATION\b", re.IGNORECASE)),
    ("note", re.compile(r"\bDIP(?:LOMATIC)? ?NOTE\b|\bNOTE VERBALE\b", re.IGNORECASE)),
    ("fax", re.compile(r"\bFAX\b", re.IGNORECASE)),
    ("report", re.compile(r"\bREPORT\b|\bPOINTS\b|\bDAILY\b", re.IGNORECASE)),
)


def references(value: str, offset: int, year: int | None, own_station: str | None) -> tuple[Reference, ...]:
    """The references in a masked reference value that starts at ``offset`` of the telegram.

    ``year`` is the citing cable's (four digits); without one only references with a year of their own
    get an MRN. ``own_station`` is the citing post, for bare serials of a 1970s line.
    """
    found: list[Reference] = []
    for letter, start, end in _items(value):
        found += _item(value[start:end], offset + start, letter, year, own_station)
    return tuple(found)


def _items(value: str) -> list[tuple[str | None, int, int]]:
    """The enumerated items as ``(letter, start, end)``; letters must run on (A, B, B, C ...)."""
    marks: list[tuple[str, int, int]] = []
    expected = "A"
    for match in _ENUM.finditer(value):
        letter = match[1].upper()
        if marks and match.start() <= marks[-1][2] + 1 and letter == marks[-1][0]:
            marks[-1] = (letter, marks[-1][1], match.end())  # doubled by a word-processor macro: "A. A)"
            continue
        if (
            letter == expected
            or (marks and letter == marks[-1][0] and not match[0].islower())
            or (marks and letter > "A" and ord(letter) - ord(expected) in (1, 2) and value[match.end() - 1] in ")]")
        ):
            marks.append((letter, match.start(), match.end()))
            expected = chr(ord(letter) + 1)
    if not marks:
        return [(None, 0, len(value))]
    items: list[tuple[str | None, int, int]] = []
    if value[: marks[0][1]].strip(" \t\r\n:;,."):
        items.append((None, 0, marks[0][1]))
    for k, (letter, _, end) in enumerate(marks):
        items.append((letter, end, marks[k + 1][1] if k + 1 < len(marks) else len(value)))
    return items


def _item(text: str, offset: int, letter: str | None, year: int | None, own: str | None) -> list[Reference]:
    found: list[Reference] = []
    position = last = 0
    capitals = text if text.isupper() else text.upper()
    if len(capitals) != len(text):
        capitals = text
    while True:
        match = _CABLE.search(capitals, position)
        if not match:
            break
        joined = not match["gap"]
        alone = not joined and not text[last : match.start()].strip(" \t\r\n,;.:&\u00b6()")
        name, start = _station_in(match["station"], alone)
        start += match.start("station")
        number = match["number"]
        dated = len(number) < 3 and int(number) <= 31 and _DATE_BEHIND.match(capitals, match.end("number"))
        if name is None or dated or (joined and start != match.start("station")):
            position = match.end("number") if dated else match.end("station")
            continue
        ref_letter = _REF_LETTER.search(text, position, match.end("station"))
        if ref_letter and letter is None:
            letter = ref_letter[1].upper()
        before = match["before"] or match["inside"]
        if before and "O" not in before and year is not None and full_year(before) > year + 1:
            before = None  # no year: a number that lost its comma
        end = match.end()
        cited = _cited_year(before or match["mid"], match["after"] or match["of"], year)
        behind = _SLASH_YEAR.match(capitals, end)
        later = (
            _LATER.match(capitals, end) if len(number) == 2 and not (before or match["mid"] or match["after"]) else None
        )
        if later and year is not None and full_year(number) <= year:
            cited, number, end = full_year(number), later["number"], later.end()
        elif behind and not before and len(number) > 2 and full_year(behind["year"]) <= (year or 9999):
            cited, end = full_year(behind["year"]), behind.end()
        first = (
            match.start("before")
            if match["before"] and before
            else match.start("inside") - 1
            if match["inside"]
            else start
        )
        found.append(_cable(text, offset, letter, cited, name, number, first, end))
        position = end
        while more := _MORE.match(capitals, position):
            cited = _cited_year(None, more["after"] or more["of"], None) or cited
            found.append(_cable(text, offset, letter, cited, name, more["number"], more.start("number"), more.end()))
            position = more.end()
        last = position
    if found:
        return found
    bare = text.strip(" \t\r\n;,.")
    if not bare:
        return []
    start = text.index(bare)
    if re.fullmatch(r"\d{6}" if own is None else r"\d{2,6}", bare):
        name = "STATE" if len(bare) == 6 or own is None else canonical_station(own)
        return [_cable(text, offset, letter, year, name, bare, start, start + len(bare))]
    return [Reference(_other_kind(bare), letter, None, bare, offset + start, offset + start + len(bare))]


def _cited_year(before: str | None, after: str | None, year: int | None) -> int | None:
    if before:
        return full_year(before.replace("O", "0").replace("o", "0"))
    return full_year(after) if after else year


def _cable(
    text: str, offset: int, letter: str | None, year: int | None, name: str, number: str, start: int, end: int
) -> Reference:
    serial = int(number.replace(",", ""))
    mrn = f"{year % 100:02d}{station_of(name, year)}{serial}" if year is not None else None
    return Reference("cable", letter, mrn, text[start:end], offset + start, offset + end)


@lru_cache(maxsize=8192)
def _station_in(words: str, alone: bool) -> tuple[str | None, int]:
    """The canonical station a run of words ends in, longest first, and where in them it starts.

    A damaged name is mended only where it stands ``alone`` at the beginning of its item.
    """
    parts = [(m[0], m.start()) for m in re.finditer(r"\S+", words)]
    while parts and parts[-1][0].upper().strip(".,") in _SKIP:
        parts.pop()
    if not parts or parts[-1][0].upper().strip(".,") in _REJECT:
        return None, 0
    for k in range(len(parts)):
        known = station("".join(word for word, _ in parts[k:]))
        if known:
            return known.station, parts[k][1]
    for k in range(1 if alone else 0):
        if any(word.upper().strip(".") in _REJECT for word, _ in parts[k:]):
            continue
        joined = "".join(word for word, _ in parts[k:]).upper()
        if len(joined) >= 5 or "0" in joined:
            name = canonical_station(joined.replace("0", "O"))
            if station(name):
                return name, parts[k][1]
    return None, 0


def _other_kind(text: str) -> str:
    if _DTG.search(text):
        return "dtg"
    if _AIRGRAM.search(text):
        return "airgram"
    for kind, pattern in _KINDS:
        if pattern.search(text):
            return kind
    return "other"
