"""The values of the SMART label form (1.19)."""

from __future__ import annotations

import datetime as dt
import re

from cablegram.telegram import patterns as p
from cablegram.telegram.dates import read_dtg
from cablegram.telegram.labels import Stretch
from cablegram.telegram.records import Addressee
from cablegram.telegram.scan import Scanner

_NAMES = {
    "mrn": "MRN",
    "date/dtg": "Date/DTG",
    "from": "From",
    "action": "Action",
    "info": "Info",
    "signature": "Signature",
    "captions": "Captions",
}
_DATE = re.compile(r"(\d{2})(\d{4})\s?Z?\s+([A-Z]{3})\s+(\d{2,4})")
_NUMBER = re.compile(r"(?P<station>[A-Za-z][A-Za-z .'-]*?)\s*(?P<serial>\d+)\s*$")
_ONE = re.compile(r"[^;\n]+")
_ADDRESSEE = re.compile(rf"\s*(.+?)(?:\s+({p.PRECEDENCE_WORD}))?\s*$")


def label_values(text: str, scanner: Scanner, starts: list[int]) -> dict[str, Stretch]:
    """The values of the labels, first occurrence of each, with continuation lines."""
    values: dict[str, Stretch] = {}
    current: Stretch | None = None
    for i, kind in enumerate(scanner.kinds):
        if kind != "label":
            current = None if kind != "blank" else current
            continue
        match = scanner.matches.get(i)
        if match is not None:
            current = Stretch(match["value"].strip(), starts[i] + match.start("value"))
            name = _NAMES.get(match["key"].casefold())
            if name and name not in values:
                values[name] = current
        elif current is not None:
            current.value = text[current.start : starts[i] + len(scanner.contents[i])]
    return values


def label_moment(value: Stretch) -> tuple[dt.datetime, int, int] | None:
    """The moment a ``Date/DTG`` value names and its span in the text, ``None`` where it names none."""
    match = _DATE.search(value.value)
    found = p.DTG.match(f"R {match[1]}{match[2]}Z {match[3]} {match[4]}") if match else None
    moment = read_dtg(found) if found else None
    if match is None or moment is None:
        return None
    return moment, value.start + match.start(), value.start + match.end()


def label_captions(value: Stretch) -> list[str]:
    """The captions of a ``Captions`` value, parted by commas."""
    return [part for part in (" ".join(piece.split()) for piece in re.split(r"[,;\n]", value.value)) if part]


def label_addressees(value: Stretch) -> tuple[Addressee, ...]:
    """The addressees of an ``Action`` or ``Info`` value, parted by semicolons or lines."""
    found: list[Addressee] = []
    for piece in _ONE.finditer(value.value):
        match = _ADDRESSEE.match(piece[0])
        if match:
            begin = value.start + piece.start()
            found.append(
                Addressee(None, match[1], match[2], None, (), False, begin + match.start(1), begin + match.end())
            )
    return tuple(found)


def label_number_parts(value: Stretch) -> dict[str, tuple[int, int]]:
    """Where station and serial stand in an ``MRN`` value."""
    match = _NUMBER.search(value.value)
    if match is None:
        return {}
    return {name: (value.start + match.start(name), value.start + match.end(name)) for name in ("station", "serial")}
