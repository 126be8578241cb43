"""The values of the SMART label form (1.19)."""

from __future__ import annotations

import re

from cablegram.telegram import patterns as p
from cablegram.telegram.dates import minute, read_dtg
from cablegram.telegram.labels import Stretch
from cablegram.telegram.records import Addressee, DateInterval
from cablegram.telegram.scan import Scanner

_NAMES = {
    "mrn": "MRN", "date/dtg": "Date/DTG", "from": "From", "action": "Action", "info": "Info", "signature": "Signature",
}
_DATE = re.compile(r"(\d{2})(\d{4})\s?Z?\s+([A-Z]{3})\s+(\d{2,4})")
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


def label_date(value: Stretch, otherwise: DateInterval) -> DateInterval:
    """The minute a ``Date/DTG`` value names, or what was known before."""
    match = _DATE.search(value.value)
    found = p.DTG.match(f"R {match[1]}{match[2]}Z {match[3]} {match[4]}") if match else None
    moment = read_dtg(found) if found else None
    return minute(moment) if moment else otherwise


def label_addressees(value: Stretch) -> tuple[Addressee, ...]:
    """The addressees of an ``Action`` or ``Info`` value, parted by semicolons or lines."""
    found: list[Addressee] = []
    for piece in _ONE.finditer(value.value):
        match = _ADDRESSEE.match(piece[0])
        if match:
            begin = value.start + piece.start()
            found.append(Addressee(None, match[1], match[2], None, (), False, begin + match.start(1), begin + match.end()))
    return tuple(found)
