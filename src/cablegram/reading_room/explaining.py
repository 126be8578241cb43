"""What the lines of a telegram say, in words: each kind, and the codes in it, by the tables of the package.

Nothing is said here that no table and no record says; what they do not know is left as it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache

from cablegram.tables import rows
from cablegram.tables.stations import bureau, collective, routing_holder, station
from cablegram.tables.tags import tag_meaning
from cablegram.telegram.records import Addressee, Line, Telegram

Note = tuple[str, str]  # the words of a line, and what they mean
_PORTION = re.compile(r"\(([A-Z/,. -]{1,24})\)")
QUIET = frozenset(("blank", "text", "spacer", "rule"))  # kinds that need no word each time they come


@cache
def meanings() -> dict[str, str]:
    """What each kind of line is, in a sentence."""
    return {row["kind"]: row["meaning"] for row in rows("line_kinds")}


@cache
def _table(name: str, key: str, meaning: str = "meaning") -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows(name):
        found.setdefault(row[key].upper(), row[meaning])
    return found


def explained(telegram: Telegram, lines: list[Line]) -> list[Note]:
    """What stands in lines of one kind that follow one another, code by code, each once."""
    explain = _KINDS.get(lines[0].kind)
    if explain is None:
        return []
    found = [(words, meaning) for words, meaning in explain(telegram, lines) if words and meaning]
    return list(dict.fromkeys(found))


def _fields(lines: list[Line]) -> Iterator[tuple[str, str]]:
    for line in lines:
        for field in line.fields:
            yield field.name, field.value.strip()


def _holder(code: str) -> str:
    known = routing_holder(code)
    return known.name if known else "a routing indicator; the tables name no holder"


def _precedence(word: str) -> str:
    for row in rows("precedences"):
        if word.upper() in (row["word"], row["letter"], row["prosign"]):
            return f"{row['word'].capitalize()}: {row['meaning']}"
    return ""


def _transmission(telegram: Telegram, lines: list[Line]) -> Iterator[Note]:
    for name, value in _fields(lines):
        yield (
            value,
            {"channel": "the channel, by its three letters", "serial": "the count of messages on that channel"}.get(
                name, ""
            ),
        )


def _routing(telegram: Telegram, lines: list[Line]) -> Iterator[Note]:
    for name, value in _fields(lines):
        if name == "prosign":
            yield value, _precedence(value)
    start, end = lines[0].start, lines[-1].end
    for one in telegram.routing:
        if start <= one.start < end:
            yield one.code, one.holder or _holder(one.code)


def _originator(telegram: Telegram, lines: list[Line]) -> Iterator[Note]:
    for name, value in _fields(lines):
        if name == "routing":
            yield value, _holder(value)
        elif name == "serial":
            yield f"#{value}", "the number of the message at its station"
        elif name == "section":
            yield f"/{value}", f"section {int(value)}" if value.isdigit() else ""
        elif name == "day":
            yield value, "the day of the year"
        elif name == "time":
            yield value, "the hour and minute it was filed, UTC"


def _security(telegram: Telegram, lines: list[Line]) -> Iterator[Note]:
    signals, letters = _table("operating_signals", "signal"), _table("security_prosigns", "letters")
    for name, value in _fields(lines):
        if name == "letters":
            yield value, letters.get(value, "")
        else:
            for signal in value.split():
                yield signal, signals.get(signal, "")


def _dtg(telegram: Telegram, lines: list[Line]) -> Iterator[Note]:
    for name, value in _fields(lines):
        if name in ("precedence", "second"):
            yield value, _precedence(value)
        elif name == "date" and telegram.dtg:
            yield value, telegram.dtg.strftime("%-d %B %Y, %H:%M UTC") if telegram.dtg else ""
        elif name == "signals":
            for signal in value.split():
                yield signal, _table("operating_signals", "signal").get(signal, "an operating signal")


def _from(telegram: Telegram, lines: list[Line]) -> Iterator[Note]:
    for name, value in _fields(lines):
        if name == "origin":
            yield value, _post(value)


def _post(name: str) -> str:
    known = station(name)
    if known is None:
        return ""
    numbers = "" if known.station == known.name else f"; its numbers say {known.station}"
    return f"{known.kind}, {known.name.title()}{numbers}"


def _addressed(telegram: Telegram, lines: list[Line]) -> Iterator[Note]:
    start, end = lines[0].start, lines[-1].end
    for one in (*telegram.action, *telegram.info):
        if start <= one.start < end:
            yield from _addressee(one)


def _addressee(one: Addressee) -> Iterator[Note]:
    group = collective(one.plad) if one.collective else None
    if one.routing:
        yield one.routing, _holder(one.routing)
    if group:
        yield one.plad, f"several addressees: {group.meaning}"
    if one.precedence:
        yield one.precedence, _precedence(one.precedence).partition(": ")[2]
    if one.serial:
        yield one.serial, f"the count of messages to {one.plad}"
    if one.excluded:
        yield "XMT", f"not to {', '.join(one.excluded)}"


def _classification(telegram: Telegram, lines: list[Line]) -> Iterator[Note]:
    numbers: dict[str, str] = {}
    for name, value in _fields(lines):
        if name == "level":
            yield value, "the classification of the whole"
        elif name == "controls":
            for word in value.split():
                yield word, _table("controls", "word").get(word, "")
        numbers.setdefault(name, value)
    if "section" in numbers and "of" in numbers:
        yield f"SECTION {numbers['section']} OF {numbers['of']}", "long telegrams go in sections"
    if "serial" in numbers and telegram.mrn:
        yield f"{numbers.get('station', '')} {numbers['serial']}".strip(), f"the number of the telegram: {telegram.mrn}"


def _captions(telegram: Telegram, lines: list[Line]) -> Iterator[Note]:
    known = _table("captions", "caption")
    for line in lines:
        words = line.text.strip().upper()
        if words in known:
            yield words, known[words]
        else:
            for word in re.split(r"[\s,;]+", words):
                yield word, known.get(word, "")


def _order(telegram: Telegram, lines: list[Line]) -> Iterator[Note]:
    mark = telegram.classification
    for row in rows("executive_orders"):
        if row["order"] == mark.order:
            years = f"in force from {row['in_force_from'][:4]}" + (
                f" to {row['in_force_until'][:4]}" if row["in_force_until"] else ""
            )
            yield f"E.O. {mark.order}", f"the order on classification {years}"
    if mark.declassify_on:
        yield "DECL", f"to be declassified on {mark.declassify_on.strftime('%-d %B %Y')}"
    for code in mark.exemptions:
        yield code, _table("exemptions", "code").get(code.upper(), "an exemption from declassification")


def _tags(telegram: Telegram, lines: list[Line]) -> Iterator[Note]:
    start, end = lines[0].start, lines[-1].end
    year = telegram.date.start.year if telegram.date else None
    for tag in telegram.tags:
        if start <= tag.start < end:
            meaning = tag.meaning or tag_meaning(tag.code, year) or ""
            yield tag.text, f"{tag.kind}: {meaning}" if meaning else tag.kind


def _authority(telegram: Telegram, lines: list[Line]) -> Iterator[Note]:
    mark = telegram.classification
    known = {(row["section"], row["letter"]): row["meaning"] for row in rows("reasons")}
    for letter in mark.reasons:
        yield f"{mark.reason_section or ''} ({letter})".strip(), known.get((mark.reason_section or "", letter), "")


def _references(telegram: Telegram, lines: list[Line]) -> Iterator[Note]:
    start, end = lines[0].start, lines[-1].end
    for one in telegram.references:
        if start <= one.start < end:
            yield one.text, f"cable {one.mrn}" if one.mrn else one.kind


def _paragraph(telegram: Telegram, lines: list[Line]) -> Iterator[Note]:
    first = bisect_left(telegram.paragraphs, lines[0].start, key=lambda one: one.start)
    for one in telegram.paragraphs[first:]:
        if one.start >= lines[-1].end:
            return
        if one.number is not None:
            if one.label and one.label.strip(". -") != str(one.number):
                yield one.label, f"paragraph {one.number}, as the count runs"
            if one.portion:
                yield f"({one.portion})", portion_meaning(one.portion)


def portion_meaning(mark: str) -> str:
    """What a portion mark means; empty where the tables do not know it."""
    return _table("portion_marks", "mark").get(mark.upper(), "")


def _pages(telegram: Telegram, lines: list[Line]) -> Iterator[Note]:
    values = dict(_fields(lines))
    if "page" in values:
        yield values["page"], "the page or section" + (f", of {values['of']}" if "of" in values else "")


def _distribution(telegram: Telegram, lines: list[Line]) -> Iterator[Note]:
    start, end = lines[0].start, lines[-1].end
    for one in telegram.distribution:
        if start <= one.start < end:
            yield f"{one.code}-{one.copies:02d}", bureau(one.code) or ""


_KINDS: dict[str, Callable[[Telegram, list[Line]], Iterator[Note]]] = {
    "transmission-id": _transmission, "routing": _routing, "originator": _originator, "security": _security, "dtg": _dtg,
    "from": _from, "to": _addressed, "info": _addressed, "classification": _classification, "caption": _captions, "eo": _order,
    "tags": _tags, "classified-by": _authority, "reference": _references, "paragraph": _paragraph, "page": _pages,
    "distribution": _distribution,
}  # fmt: skip
