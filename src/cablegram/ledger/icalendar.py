"""A calendar as iCalendar (RFC 5545): events of whole days that any calendar program takes in.

Written by hand: the form needed is four rules (escaping 3.3.11, folding at 75 octets 3.1, days 3.3.4, lines ended by CR LF),
and a library for it brings time zones along, which days have none of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cablegram.ledger.calendar import Entry, after

_PRODUCT = "-//Cablegram//Calendar//EN"
_OCTETS = 75  # of a line, without its end
_TITLES = {
    "mandate_expiry": "Mandate ends", "decision_point": "Decision", "meeting": "Meeting", "entry_or_start": "Entry or start",
    "report_due": "Report due", "ultimatum": "Ultimatum",
}  # fmt: skip


def icalendar(entries: Iterable[Entry], stamp: str) -> str:
    """The calendar as one text; ``stamp`` is the UTC time it is made at, as ``20071129T120000Z``."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for one in entries:
        lines += _event(one, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _event(one: Entry, stamp: str) -> list[str]:
    bound = {"by": " (by then)", "not_before": " (not before)"}.get(one.bound, "")
    title = f"{_TITLES[one.type]}: {one.what}{bound}"
    if one.lapses:
        title += " [lapses: no decision is told]"
    notes = []
    if one.precision not in ("day", "day-range"):
        notes.append(f"Known to the {one.precision} alone: {one.date}.")
    if one.responsible:
        notes.append(f"Responsible: {one.responsible}.")
    if one.decision:
        notes.append(f"A decision is told: {one.decision}.")
    for due in one.told:
        quote = " … ".join((due.deadline.quote, *due.deadline.quote_more))
        notes.append(
            f'{due.source.cable or due.source.document} ¶{due.deadline.paragraph}: "{" ".join(quote.split())}"'
        )
    return [
        "BEGIN:VEVENT",
        f"UID:{one.id}@cablegram",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{one.first.replace('-', '')}",
        f"DTEND;VALUE=DATE:{after(one.last).replace('-', '')}",
        f"SUMMARY:{escaped(title)}",
        f"DESCRIPTION:{escaped(chr(10).join(notes))}",
        f"CATEGORIES:{one.type.replace('_', '-').upper()}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    """A text as a value of RFC 5545: backslash, semicolon, comma and line ends written out, other control characters gone."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return "".join(char for char in text if char == "\t" or (ord(char) >= 32 and ord(char) != 127))


def folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 octets, each but the first after a blank; no character is cut."""
    part, size = "", 0
    for char in line:
        wide = len(char.encode("utf-8", "replace"))
        if size + wide > _OCTETS:
            yield part
            part, size = " ", 1
        part += char
        size += wide
    yield part
