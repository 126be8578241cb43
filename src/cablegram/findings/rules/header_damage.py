"""Damaged header fields: look-alikes, garbled and lost letters, joined words, whole headers lost or doubled (8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cablegram.findings.base import Edit, Finding, Rule, Scan, once, rule
from cablegram.findings.rules.damage_words import (
    DIGITS,
    address_word,
    as_digits,
    as_letters,
    code_mended,
    damaged_station,
    kind_of_damage,
    near_printed,
    routing_mended,
)
from cablegram.telegram.records import Line

_SECURITY = re.compile(r"ZN[RY]\s+(?P<letters>[A-Z0-9](?: ?[A-Z0-9]){4})(?:\s+Z[A-Z]{2}\d?)*\s*$")
_ORIGINATOR = re.compile(
    r"DE\s+(?P<routing>R[A-Z0-9]{3,7})\s+#(?P<serial>[\dOIlSBG]{4})(?:/(?P<section>[\dOIl]{2}))?(?:\s+(?P<filed>[\dOIlSBG]{7}))?\s*$"
)
_ROUTING = re.compile(r"(?:ZZ|OO|PP|RR)((?:\s+R[A-Z0-9]{3,7})+)\s*$")
_WORD = re.compile(r"R[A-Z0-9]{3,7}")
_ADDRESS_ROUTING = re.compile(r"(?:TO |INFO )?(?P<routing>R[A-Z0-9]{3,7})/")
_LATE_NUMBER = re.compile(r" (?P<number>(?=\S*\d\S*\d)[\dOIlSB]{4})\s*$")
_CLASS = re.compile(
    r"(?:UNCLAS(?:SIFIED)?|LIMITED OFFICIAL USE|C O N F I D E N T I A L|T O P {1,2}S E C R E T|S E C R E T|CONFIDENTIAL|SECRET)"
    r"(?:\s+(?:E F T O|EFTO|NOFORN|SENSITIVE|NODIS|EXDIS|LIMDIS|STADIS))*"
    r"(?:\s+(?P<word>[A-Z0-9]{4,8})(?P<gap>\s*)(?P<n>\d{1,2})(?P<gap2>\s*)(?P<of>[A-Z]{1,2}|0F)(?P<gap3>\s*)(?P<total>\d{1,2}))?"
    r"\s+(?P<station>[A-Z][A-Z.'-]+(?: [A-Z][A-Z.'-]*){0,3})\s+(?P<serial>[\dOIlSBG]{3,7})\b"
    r"(?:\s+(?P<series>[A-Z]{4,5})\s+(?P<number>[\dOIlSBG]{4,6})$)?",
    re.IGNORECASE,
)
_DTG = re.compile(
    r"(?P<first>[ZOPR0])(?:\s+(?P<second>[ZOPR0]))?\s+(?P<digits>[\dOIlSBG]{6})\s?Z\s+(?P<month>[A-Z0-9]{3})\s+(?P<year>[\dOIlSB]{2})\b"
)
_DATE = re.compile(r"\b(?=[OIlSBG/]*\d)[\dOIlSBG]{2}/[\dOIlSBG]{2}/[\dOIlSBG]{4}\b")
_TRANSMISSION = re.compile(r"VZCZC[A-Z]{3}([\dOIlSBG]{3,4})$")
_CHANNEL_SERIAL = re.compile(r"V[A-Z0-9]{4}[A-Z]{3}([\dOIlSBG]{3,4})$")
_WIRE = frozenset(("transmission-id", "routing", "originator", "security"))
_ADDRESS_KINDS = ("to", "info", "exempt")
_READ = frozenset(("blank", "paragraph", "eo", "tags", "subject"))
_HEAD_LINES = 60
_RELEASE = re.compile(r"([UECST])\1\1([ABCOUX])\2$")
_PREFIX = re.compile(r"(?:AMEMBASSY|AMCONSUL|USMISSION|USINT|USLO)\s+(?P<name>[A-Z][A-Z .'-]{2,24})$")


def _stated(scan: Scan, kind: str) -> Iterator[tuple[Line, str, int]]:
    """The lines of a kind with their content and where it starts."""
    for line in scan.by_kind.get(kind, ()):
        content = line.text.strip()
        yield line, content, line.start + line.text.find(content)


def _group(
    rule: Rule, what: str, match: re.Match[str], name: str, start: int, letters: bool = False
) -> Iterator[Finding]:
    """The look-alikes in one group of a match of a line that starts at ``start``."""
    value = match[name]
    if value and not (value.isalpha() if letters else value.isdigit()):
        new = routing_mended(value) if name == "routing" else as_letters(value) if letters else as_digits(value)
        yield from _swapped(rule, what, value, start + match.start(name), new)


def _swapped(rule: Rule, what: str, value: str, start: int, new: str | None) -> Iterator[Finding]:
    if new is not None and new != value:
        yield rule.finding(
            f"{what} {value!r} holds look-alikes; it is {new}",
            start,
            start + len(value),
            Edit(start, start + len(value), new),
            safety="safe",
        )


@rule(
    "H151",
    "look-alike",
    "warning",
    ("D06",),
    "A field of digits or letters alone holds a sign that looks like another: O for 0, I for 1, S for 5, B for 8. It is "
    "mended in the typed fields of the header only: date-time group, serials, routing indicators and the five letters of "
    "format line 4, which are restored by their majority.",
)
def look_alike(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D06."""
    fields = scan.fields("transmission-id")
    if fields:
        value, start, _ = fields["serial"]
        line = scan.by_kind["transmission-id"][0]
        printed = _CHANNEL_SERIAL.match(line.text.strip())  # the reader may have read its first figures only
        if printed:
            value, start = printed[1], line.start + line.text.find(printed[0]) + printed.start(1)
        if not value.isdigit():
            yield from _swapped(rule, "the channel serial", value, start, as_digits(value))
        begin = line.start + len(line.text) - len(line.text.lstrip().lstrip("\ufeff"))  # the mark: S428
        head = scan.text[begin : fields["channel"][1]]
        if head != "VZCZC":
            yield rule.finding(
                f"{head!r} stands for VZCZC",
                begin,
                begin + len(head),
                Edit(begin, begin + len(head), "VZCZC"),
                safety="safe",
            )
    fields = scan.fields("dtg")
    for name in ("day", "time"):
        if name in fields and not fields[name][0].isdigit():
            yield from _swapped(
                rule, "the date-time group", fields[name][0], fields[name][1], as_digits(fields[name][0])
            )
    for name in ("precedence", "second"):
        if name in fields and fields[name][0] == "0":
            yield from _swapped(rule, "the precedence", "0", fields[name][1], "O")
    de = scan.telegram.originator
    if de is not None and de.time is None:
        for _, content, start in _stated(scan, "originator"):
            match = _ORIGINATOR.match(content)
            if match:
                yield from _group(rule, "the DE line:", match, "filed", start)
    for line in scan.by_kind.get("eo", ()):
        for date in _DATE.finditer(line.text) if "/" in line.text else ():
            if not date[0].replace("/", "").isdigit():
                yield from _swapped(rule, "the date", date[0], line.start + date.start(), _as_date(date[0]))
    security = scan.fields("security")
    if security:
        yield from _majority(rule, security["letters"][0], security["letters"][1])
    for kind in ("to", "info"):
        for line in scan.by_kind.get(kind, ()):
            content = line.text.strip()
            slash = content.find("/")
            if (3 < slash < 14 and not content[slash - 4 : slash].isalpha()) or content[-1:] in DIGITS:
                yield from _address(rule, content, line.start + line.text.find(content))
    for tag in scan.telegram.tags:
        if not tag.text.isalpha() and len(tag.text) == 4:
            yield from _swapped(rule, "the TAG", tag.text, tag.start, code_mended(tag.text))
    found = class_line(scan)
    if found is not None:
        base, words = found
        for name in ("serial", "number"):
            if words[name] and not words[name].isdigit():
                yield from _swapped(rule, "the serial", words[name], base + words.start(name), as_digits(words[name]))
    if scan.telegram.family != "label":
        yield from _unread(rule, scan)


def _as_date(value: str) -> str | None:
    parts = [as_digits(part) for part in value.split("/")]
    return "/".join(part for part in parts if part) if all(parts) else None


def _majority(rule: Rule, value: str, start: int) -> Iterator[Finding]:
    letters = value.replace(" ", "")
    if len(set(value)) == 1 or _RELEASE.match(letters):
        return
    usual = max(letters, key=letters.count)
    if letters.count(usual) >= 3 and usual in "UECSTR":
        yield from _swapped(rule, "format line 4:", value, start, usual * 5)


def _address(rule: Rule, content: str, start: int) -> Iterator[Finding]:
    slash = content.find("/")
    if 3 < slash < 14 and not content[:slash].replace(" ", "").isalpha():
        match = _ADDRESS_ROUTING.match(content)
        if match:
            yield from _group(rule, "the routing indicator", match, "routing", start, True)
    if content[-1:] in DIGITS and not content[-4:].isdigit() and content[-1:].isalnum():
        match = _LATE_NUMBER.search(content)
        if match:
            yield from _group(rule, "the message number", match, "number", start)


def _unread_yet(scan: Scan, kind: str, line: Line) -> bool:
    """Whether no line of a kind stands above: one below is of a page turn or another message."""
    lines = scan.by_kind.get(kind)
    return not lines or line.start < lines[0].start


def _unread(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """Lines of the header that the reader could not take for what they are."""
    kinds = scan.by_kind
    if "dtg" in kinds and ("from" not in kinds or kinds.keys() >= _WIRE):
        sender = kinds["from"][0].start if "from" in kinds else len(scan.text)
        if all(kinds[kind][0].start < sender for kind in ("dtg", *_WIRE) if kind in kinds):
            return
    for line in scan.lines[:_HEAD_LINES]:
        if line.fields or line.kind in _READ:
            if line.kind in ("eo", "tags", "paragraph"):
                return
            continue
        content = line.text.strip()
        start = line.start + line.text.find(content)
        if content.startswith("VZ") and (match := _TRANSMISSION.match(content)):
            yield from _swapped(rule, "the channel serial", match[1], start + match.start(1), as_digits(match[1]))
        elif (
            content.startswith("DE R")
            and _unread_yet(scan, "originator", line)
            and (match := _ORIGINATOR.match(content))
        ):
            yield from _group(rule, "the routing indicator", match, "routing", start, True)
            for name in ("serial", "section", "filed"):
                yield from _group(rule, "the DE line:", match, name, start)
        elif content.startswith("ZN") and _unread_yet(scan, "security", line) and (match := _SECURITY.match(content)):
            yield from _majority(rule, match["letters"], start + match.start("letters"))
        elif (
            content[:2] in ("ZZ", "OO", "PP", "RR")
            and _unread_yet(scan, "routing", line)
            and (match := _ROUTING.match(content))
        ):
            for word in _WORD.finditer(content, match.start(1)):
                if not word[0].isalpha():
                    yield from _swapped(
                        rule, "the routing indicator", word[0], start + word.start(), routing_mended(word[0])
                    )
        elif content[:1] in "ZOPR0" and _unread_yet(scan, "dtg", line) and (match := _DTG.match(content)):
            yield from _group(rule, "the date-time group", match, "digits", start)
            yield from _group(rule, "the month", match, "month", start, True)
            yield from _group(rule, "the year", match, "year", start)


def _names(scan: Scan) -> Iterator[tuple[str, int]]:
    """The names of posts in FM line and address lines."""
    place = scan.telegram.where("origin")
    if place is not None and (match := _PREFIX.match(scan.text[place.start : place.end].strip())):
        yield match["name"].rstrip(), place.start + match.start("name")
    for addressee in (*scan.telegram.action, *scan.telegram.info):
        match = _PREFIX.match(addressee.plad)
        if match:
            at = scan.text.find(addressee.plad, addressee.start, addressee.end)
            if at >= 0:
                yield match["name"], at + match.start("name")

    for line, content, start in _stated(scan, "exempt"):
        match = _PREFIX.match(content[4:] if content.startswith(("XMT ", "XMT/")) else content)
        if match:
            at = scan.text.find(match["name"], start, line.end)
            yield match["name"], at


@once
def garbled(scan: Scan) -> tuple[tuple[str, str, str, int], ...]:
    """Damaged words of the header: the rule they fall under, as printed, as meant, and where."""
    found: list[tuple[str, str, str, int]] = []
    for name, start in _names(scan):
        damaged = damaged_station(name)
        if damaged is not None:
            found.append((damaged[0], name, damaged[1], start))
    telegram = scan.telegram
    addresses = [(a.plad, a.start, a.end) for a in (*telegram.action, *telegram.info)]
    place = telegram.where("origin")
    if place is not None:
        addresses.append((scan.text[place.start : place.end].strip(), place.start, place.end))
    for plad, begin, end in addresses:
        word = address_word(plad)
        if word is not None:
            at = scan.text.find(word[1], begin, end)
            if at >= 0:
                found.append((word[0], word[1], word[2], at))
    line = class_line(scan)
    if line is not None:
        found += _class_words(scan, *line)
    return tuple(dict.fromkeys(found))


def _class_words(scan: Scan, base: int, match: re.Match[str]) -> Iterator[tuple[str, str, str, int]]:
    for name, meant in (("word", "SECTION"), ("of", "OF")):
        seen = match[name]
        if seen and seen.upper() != meant:
            code = kind_of_damage(seen.upper(), meant) or ""
            if code in ("H152", "H153"):
                yield code, seen, meant, base + match.start(name)
            elif len(seen) < len(meant):
                yield "H154", seen, meant, base + match.start(name)
            else:
                yield "H156", seen, meant, base + match.start(name)
    own = match["station"]
    printed = [page.station for page in scan.telegram.pages if page.station] + [
        (scan.telegram.origin or "").partition(" ")[2]
    ]
    damaged = damaged_station(own) or near_printed(own, tuple(dict.fromkeys(printed)))
    if damaged is not None:
        yield damaged[0], own, damaged[1], base + match.start("station")
    if match["series"] and match["series"] not in ("TOSEC", "SECTO", "PARTO"):
        for series in ("TOSEC", "SECTO"):
            code = kind_of_damage(match["series"], series) or ""
            if code:
                yield code, match["series"], series, base + match.start("series")
                break


@once
def class_line(scan: Scan) -> tuple[int, re.Match[str]] | None:
    """The classification line, read loosely, and where it starts; also where the reader took it for something else."""
    for line in scan.lines[:_HEAD_LINES]:
        if line.kind in _READ:
            if line.kind != "blank":
                return None
            continue
        first = line.text[:1]
        if first in "UCSLT" or first.isspace():
            content = line.text.strip()
            if content[:1] in "UCSLT" and (match := _CLASS.match(content)):
                return line.start + line.text.find(content), match
        if line.kind == "classification" and line.fields:
            return None
    return None


@rule(
    "H152",
    "one-bit-garble",
    "warning",
    ("D07",),
    "A bit lost on the wire turned one letter of a name or keyword into another (K to I, N to O). Where one known name "
    "is that near, it is offered.",
)
def one_bit_garble(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D07."""
    for code, seen, meant, start in garbled(scan):
        if code != rule.code:
            continue
        yield rule.finding(
            f"{seen} is not known; one bit turns {meant} into it",
            start,
            start + len(seen),
            Edit(start, start + len(seen), meant),
            safety="likely",
        )


@rule(
    "H153",
    "letters-lost-to-q",
    "warning",
    ("D08",),
    "A Q without U stands for one or several letters that were lost (BRUSSQLS). Where one known name fits, it is offered.",
)
def letters_lost_to_q(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D08."""
    for code, seen, meant, start in garbled(scan):
        if code != rule.code:
            continue
        yield rule.finding(
            f"{seen}: the Q stands for lost letters of {meant}",
            start,
            start + len(seen),
            Edit(start, start + len(seen), meant),
            safety="likely",
        )
