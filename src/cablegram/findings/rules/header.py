"""The header's own checks: fields of the format lines that must agree (1.2-1.9, 6.4)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache

from cablegram.findings.base import Edit, Finding, Rule, Scan, rule
from cablegram.tables.stations import (
    Station,
    agency,
    collective,
    nearest_station,
    newer_names,
    normal,
    routing_holder,
    station,
)
from cablegram.telegram.records import Addressee

_RANK = "RPOZ"
_WORD_LETTER = {
    "FLASH": "Z", "NIACT IMMEDIATE": "O", "NIACT": "O", "IMMEDIATE": "O", "PRIORITY": "P", "ROUTINE": "R",
}  # fmt: skip
_LETTER_WORD = {"Z": "FLASH", "O": "IMMEDIATE", "P": "PRIORITY", "R": "ROUTINE"}
_CLASS_LETTER = {"CONFIDENTIAL": "C", "SECRET": "S", "TOP SECRET": "T", "RESTRICTED": "R"}
_LETTER_CLASS = {
    "U": "UNCLAS", "E": "UNCLAS EFTO", "C": "CONFIDENTIAL", "S": "SECRET", "T": "TOP SECRET", "R": "RESTRICTED",
}  # fmt: skip
_NUMBER = re.compile(r"\d{3,7}")
_LATEST = dt.timedelta(hours=48)


def _moment(scan: Scan) -> dt.datetime | None:
    """The moment of the DE line, where its day fits the date-time group."""
    telegram = scan.telegram
    de, dtg = telegram.originator, telegram.dtg
    if de is None or dtg is None or de.day is None:
        return None
    hours, minutes = (int(de.time[:2]), int(de.time[2:])) if de.time else (-1, -1)
    if not (0 <= hours < 24 and 0 <= minutes < 60):
        return None
    for late in (0, 1):
        day = _later(dtg, late)
        if day is not None and day.timetuple().tm_yday == de.day:
            return day.replace(hour=hours, minute=minutes)
    return None


def _later(moment: dt.datetime, days: int) -> dt.datetime | None:
    try:
        return moment + dt.timedelta(days=days)
    except OverflowError:
        return None


@rule(
    "H101",
    "julian-day",
    "warning",
    ("K01",),
    "The DE line gives the day of the year on which the tape was filed. It is the day of the date-time group or the "
    "day after it; leap years are counted.",
)
def julian_day(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K01."""
    telegram = scan.telegram
    de, dtg = telegram.originator, telegram.dtg
    if de is None or dtg is None or de.day is None:
        return
    own, after = dtg.timetuple().tm_yday, _later(dtg, 1)
    if de.day != own and (after is None or de.day != after.timetuple().tm_yday):
        _, start, end = scan.fields("originator")["day"]
        yield rule.finding(
            f"the DE line says day {de.day:03d} of the year, the date-time group ({dtg:%d %b %Y}) is day {own:03d}",
            start,
            end,
        )


@rule(
    "H102",
    "filing-time",
    "warning",
    ("K02",),
    "The time in the DE line is when the tape was filed. It is not before the date-time group and at most 48 hours "
    "after it.",
)
def filing_time(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K02."""
    telegram = scan.telegram
    de, dtg = telegram.originator, telegram.dtg
    if de is None or dtg is None or not de.time:
        return
    if int(de.time[:2]) > 23 or int(de.time[2:]) > 59:
        place = scan.fields("originator")["time"]
        yield rule.finding(f"{de.time} is no time of the day", place[1], place[2])
        return
    filed = _moment(scan)
    if filed is not None and not dt.timedelta(0) <= filed - dtg <= _LATEST:
        place = scan.fields("originator")["time"]
        yield rule.finding(
            f"the DE line was filed at {filed:%d %b} {filed:%H%M}Z, before the date-time group {dtg:%d %b} {dtg:%H%M}Z",
            place[1],
            place[2],
        )


@rule(
    "H103",
    "station-serial",
    "error",
    ("K03",),
    "The station serial of the DE line is the serial of the telegram, of which only the last four digits are sent.",
)
def station_serial(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K03."""
    telegram = scan.telegram
    de, place = telegram.originator, telegram.where("serial")
    if de is None or telegram.serial is None or place is None or int(de.serial) == telegram.serial % 10000:
        return
    stop = scan.text.find("\n", place.end)
    rest = scan.text[place.end : stop if stop >= 0 else len(scan.text)]
    if any(int(number) % 10000 == int(de.serial) for number in _NUMBER.findall(rest)):
        return  # a cancelled or repeated telegram bears two serials (D41)
    own = f"{telegram.serial % 10000:04d}"
    _, start, end = scan.fields("originator")["serial"]
    checks = {line.text.strip().lstrip("#") for line in scan.by_kind.get("serial-check", ())}
    edits = (Edit(start, end, own),) if checks == {own} else ()
    yield rule.finding(
        f"the DE line says #{de.serial}, the serial in the classification line is {telegram.serial} (#{own})",
        start,
        end,
        *edits,
        safety="likely",
    )


def folded(found: Station) -> str:
    """A station by the name it has now, so that KIEV and KYIV are one post."""
    name = newer_names().get(found.station, found.station)
    return "AITTAIPEI" if name == "TAIPEI" else name


@lru_cache(maxsize=4096)
def one_post(first: Station, second: Station) -> bool:
    """Whether two stations may be the same post, or two missions in one place."""
    if folded(first) == folded(second) or "trip-series" in (first.kind, second.kind):
        return True
    a, b = first.station, second.station
    return a in b or b in a or (first.name in second.name or second.name in first.name)


@rule(
    "H108",
    "station-differs",
    "error",
    ("K08",),
    "The station of the classification line, the sender in the FM line and the holder of the routing indicator in the "
    "DE line are one post. The routing indicator is only compared where the table names another country: names and "
    "indicators change with time.",
)
def station_differs(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K08."""
    telegram = scan.telegram
    place = telegram.where("station")
    if place is None or not (telegram.origin or telegram.originator):
        return
    own = station(scan.text[place.start : place.end])
    sender = station(telegram.origin) if telegram.origin else None
    if (
        own is not None
        and sender is not None
        and not one_post(own, sender)
        and own.name not in (telegram.origin or "").upper()
    ):
        yield rule.finding(
            f"the classification line says {own.name}, the telegram is from {telegram.origin}", place.start, place.end
        )
    if telegram.originator is None:
        return
    holder = routing_holder(telegram.originator.routing)
    served = station(holder.station) if holder and holder.station else None
    own = own or sender
    if (
        served
        and own
        and own.country
        and served.country
        and own.country != served.country
        and not one_post(own, served)
    ):
        _, start, end = scan.fields("originator")["routing"]
        yield rule.finding(
            f"{telegram.originator.routing} in the DE line is {served.name}, the classification line says {own.name}",
            start,
            end,
            severity="warning",
        )


def _addressees(scan: Scan) -> tuple[Addressee, ...]:
    return scan.telegram.action + scan.telegram.info


def _letters(scan: Scan) -> str:
    return (scan.telegram.precedence or "").replace(" ", "")


@rule(
    "H109",
    "prosign",
    "warning",
    ("K09",),
    "The doubled letter that opens format line 2 shows the highest precedence in the message: of the letters before "
    "the date-time group and of the words behind the addressees.",
)
def prosign(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K09."""
    letters = _letters(scan)
    if not letters or "routing" not in scan.by_kind:
        return
    fields = scan.fields("routing")
    if "prosign" not in fields:
        return
    sign, start, end = fields["prosign"]
    words = [_WORD_LETTER[a.precedence] for a in _addressees(scan) if a.precedence in _WORD_LETTER]
    by_letters = max(letters, key=_RANK.find)
    highest = max([by_letters, *words], key=_RANK.find)
    if sign[0] == highest:
        return
    agreed = bool(words) and max(words, key=_RANK.find) == by_letters
    yield rule.finding(
        f"format line 2 says {sign} ({_LETTER_WORD[sign[0]]}), the highest precedence is {_LETTER_WORD[highest]}",
        start,
        end,
        *((Edit(start, end, highest * 2),) if agreed else ()),
        safety="likely",
    )


@rule(
    "H110",
    "precedence-letters",
    "warning",
    ("K10",),
    "The letters before the date-time group cover the precedence words used in the address: Z for FLASH, O for "
    "IMMEDIATE and NIACT, P for PRIORITY, R for ROUTINE.",
)
def precedence_letters(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K10."""
    letters = _letters(scan)
    if not letters:
        return
    for addressee in _addressees(scan):
        word = addressee.precedence
        if word and word in _WORD_LETTER and _WORD_LETTER[word] not in letters:
            at = scan.text.find(word, addressee.start, addressee.end)
            start = at if at >= 0 else addressee.start
            yield rule.finding(
                f"{addressee.plad} is addressed {word}, the date-time group has only {' '.join(letters)}",
                start,
                start + len(word) if at >= 0 else addressee.end,
            )
            return


@rule(
    "H111",
    "security-letters",
    "error",
    ("K11",),
    "The five letters of format line 4 are the class of the text: UUUUU for UNCLAS, EEEEE for UNCLAS EFTO, CCCCC, "
    "SSSSS and TTTTT for the classes above; only UUUUU goes in clear, with ZNR.",
)
def security_letters(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K11."""
    security, classification = scan.telegram.security, scan.telegram.classification
    if security is None or classification.level is None:
        return
    letter = max(security.letters, key=security.letters.count)
    if security.letters.count(letter) < 3 or letter not in _LETTER_CLASS:
        return
    level = classification.level
    if level in _CLASS_LETTER:
        wanted = _CLASS_LETTER[level]
    elif level == "UNCLASSIFIED":
        wanted = "E" if "EFTO" in classification.controls else "U"
    else:
        wanted = "UE"
    if letter not in wanted:
        _, start, end = scan.fields("security")["letters"]
        named = level + (" EFTO" if wanted == "E" else "")
        yield rule.finding(
            f"format line 4 says {security.letters} ({_LETTER_CLASS[letter]}), the classification line {named}",
            start,
            end,
        )
    elif security.prosign == "ZNR" and letter not in "UE":
        _, start, end = scan.fields("security")["prosign"]
        yield rule.finding(f"ZNR sends a text in clear, but {security.letters} is classified", start, end)


@rule(
    "H123",
    "indicator-of-another-post",
    "warning",
    ("K23",),
    "The routing indicator before the slash belongs to the post behind it. Only posts are compared, and only where the "
    "table names a post of another country: gateways serve many addressees, and names change.",
)
def indicator_of_another_post(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K23."""
    for addressee in _addressees(scan):
        if addressee.routing is None or addressee.collective:
            continue
        other = _another(addressee.routing, addressee.plad)
        if other:
            end = addressee.start + len(addressee.routing)
            start = scan.text.find(addressee.routing, addressee.start, addressee.end)
            start = start if start >= 0 else addressee.start
            end = start + len(addressee.routing)
            yield rule.finding(f"{addressee.routing} is {other}, the address says {addressee.plad}", start, end)


@lru_cache(maxsize=8192)
def _another(routing: str, plad: str) -> str | None:
    """The post of another country that an indicator belongs to, ``None`` where it fits or nothing is known."""
    holder = routing_holder(routing)
    if holder is None or not holder.station or "gateway" in holder.name:
        return None
    served, named = station(holder.station), station(plad)
    if served is None or named is None or one_post(served, named):
        return None
    if not served.country or not named.country or served.country == named.country:
        return None
    return holder.name


@rule(
    "H124",
    "exemption",
    "warning",
    ("K24",),
    "XMT takes posts out of the collective address before it: what stands behind it are posts, and the addressee "
    "before it is a collective.",
)
def exemption(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K24."""
    lines = scan.by_kind.get("exempt")
    if not lines:
        return
    for addressee in _addressees(scan):
        if (
            addressee.excluded
            and not addressee.collective
            and collective(addressee.plad) is None
            and station(addressee.plad)
        ):
            yield rule.finding(
                f"XMT takes posts out of {addressee.plad}, which is one post and no collective",
                addressee.start,
                addressee.end,
            )
    for line in lines:
        content = line.text.strip()
        start = line.start + line.text.find(content)
        if content.startswith(("XMT ", "XMT/")):
            name = content[4:].strip()
            start += content.find(name, 4)
        else:
            name = content
        if " FOR " in name or name.startswith("UNCLAS") or len(name) > 40:
            break  # a text without its classification line
        if name and not _is_post(name):
            yield rule.finding(f"{name} behind XMT is no post known to the table", start, start + len(name))


@lru_cache(maxsize=4096)
def _is_post(name: str) -> bool:
    """Whether a name behind XMT is a post, or so near one that it is only damaged."""
    bare = re.sub(r"^(?:R[A-Z]{3,7} ?/ ?)", "", name)
    if station(bare) or agency(bare) or collective(bare):
        return True
    rest = re.sub(r"^(?:AMEMBASSY|AMCONSUL|USMISSION|USOFFICE|USINT|USLO) ?", "", bare)
    return rest != bare or nearest_station(rest) is not None or not normal(rest).isalpha()
