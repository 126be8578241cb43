"""Typed records of the envelope and of page furniture, built from the matches of the scanner."""

from __future__ import annotations

import re
from functools import lru_cache

from cablegram.tables.stations import routing_holder
from cablegram.telegram import patterns as p
from cablegram.telegram.records import (
    Addressee,
    Attribute,
    Field,
    Office,
    Originator,
    Page,
    RoutingIndicator,
    Section,
    Security,
    Transmission,
)
from cablegram.telegram.scan import Scanner

_WORD = re.compile(r"\S+")
_SIGNAL = re.compile(r"Z[A-Z]{2}\d?")
_INLINE_PAGE = re.compile(r"^PAGE\s+\d{2,3}\s+[A-Z ]+\s\d+\s+\d{6}Z\s*")
_PAGE = re.compile(r"PAGE\s+\d{2,3}\s+[A-Z ]+\s\d+\s+\d{6}Z")
_COLLECTIVES = ("ALL ", "SPECIAL EMBASSY PROGRAM", "ALDAC", "ALLDP", "ALAFD", "ALEDP")


@lru_cache(maxsize=128)
def _groups(pattern: re.Pattern[str]) -> tuple[tuple[str, int], ...]:
    """The named groups of a pattern that become fields, with their numbers."""
    return tuple((name.rstrip("2"), number) for name, number in pattern.groupindex.items() if name != "rest")


def line_fields(match: re.Match[str], start: int) -> tuple[Field, ...]:
    """The named values of one line: every named group of its pattern that matched."""
    found = []
    for name, number in _groups(match.re):
        value = match[number]
        if value:
            at, end = match.span(number)
            found.append(Field(name, value, start + at, start + end))
    return tuple(found)


def routing_line(match: re.Match[str] | None, content: str, start: int) -> list[RoutingIndicator]:
    """The routing indicators of format line 2 or of its continuation."""
    found = []
    for word in _WORD.finditer(content):
        code = word[0]
        if match is not None and word.start() == 0:
            continue
        holder = routing_holder(code)
        found.append(RoutingIndicator(code, holder.name if holder else None, start + word.start(), start + word.end()))
    return found


def transmission(match: re.Match[str], start: int) -> Transmission:
    """Format line 1 as a record."""
    return Transmission(match["channel"], match["serial"], start, start + match.end())


def originator(match: re.Match[str], start: int) -> Originator:
    """Format line 3 as a record."""
    section, day = match["section"], match["day"]
    return Originator(
        match["routing"],
        match["serial"],
        int(section) if section else None,
        int(day) if day else None,
        match["time"],
        start,
        start + match.end(),
    )


def security(match: re.Match[str], start: int) -> Security:
    """Format line 4 as a record; the letters without blanks."""
    return Security(
        match["prosign"],
        match["letters"].replace(" ", ""),
        tuple(_SIGNAL.findall(match["signals"])),
        start,
        start + match.end(),
    )


def addressees(scanner: Scanner, starts: list[int], lines: list[int]) -> tuple[Addressee, ...]:
    """The addressees on the given lines; what ``XMT`` names is taken out of the one before it."""
    found: list[Addressee] = []
    for i in lines:
        line_kind = scanner.kinds[i]
        match = scanner.matches.get(i)
        if match is None:
            continue
        content, offset = scanner.contents[i], 0
        if "rest" in match.re.groupindex:
            if match["rest"] is None:
                continue
            content, offset = match["rest"], match.start("rest")
            page = _INLINE_PAGE.match(content)
            if page:
                content, offset = content[page.end() :], offset + page.end()
            if not content or (content.startswith("PAGE") and _PAGE.fullmatch(content)):
                continue
            if content.startswith(("XMT ", "XMT/")):
                line_kind = "exempt"
                offset += 4
                content = content[4:]
            match = p.ADDRESSEE.match(content)
        if match is None or "plad" not in match.re.groupindex:
            continue
        if line_kind == "exempt":
            if found:
                found[-1] = _excluding(found[-1], match["plad"].strip())
            continue
        begin = starts[i] + offset
        plad = match["plad"].strip()
        found.append(
            Addressee(
                match["routing"],
                plad,
                match["precedence"],
                match["serial"],
                (),
                "COLLECTIVE" in plad or plad.startswith(_COLLECTIVES) or plad.endswith("POSTS"),
                begin + match.start(),
                begin + match.end(),
            )
        )
    return tuple(found)


def _excluding(addressee: Addressee, name: str) -> Addressee:
    return Addressee(
        addressee.routing,
        addressee.plad,
        addressee.precedence,
        addressee.serial,
        (*addressee.excluded, name),
        addressee.collective,
        addressee.start,
        addressee.end,
    )


def page(match: re.Match[str], start: int) -> Page:
    """A page or section line as a record; the parts of a broken one give two."""
    groups = match.groupdict()
    section, of, number = groups.get("section"), groups.get("of"), groups.get("page")
    return Page(
        groups.get("station"),
        groups.get("serial"),
        int(number) if number else None,
        Section(int(section), int(of)) if section and of else None,
        groups.get("time"),
        start,
        start + match.end(),
    )


def offices(content: str, role: str, start: int) -> list[Office]:
    """The bureaus and copies of one distribution line."""
    return [
        Office(role, match[1], int(match[2]), start + match.start(), start + match.end())
        for match in p.COPIES.finditer(content)
    ]


def record(scanner: Scanner, starts: list[int]) -> tuple[Attribute, ...]:
    """The attributes of the archive record, with their continuation lines."""
    found: list[Attribute] = []
    for i, kind in enumerate(scanner.kinds):
        if kind != "attribute":
            continue
        match = scanner.matches.get(i)
        end = starts[i] + len(scanner.contents[i])
        if match is not None:
            found.append(Attribute(match["key"], match["value"] or "", starts[i], end))
        elif found:
            last = found[-1]
            found[-1] = Attribute(last.key, f"{last.value} {scanner.contents[i]}".strip(), last.start, end)
    return tuple(found)
