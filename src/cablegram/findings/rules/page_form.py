"""The archive page form: page numbers, head class, copies, and Washington's times (2.2, 6.4)."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator

from cablegram.findings.base import Finding, Rule, Scan, rule
from cablegram.telegram.records import Line

_LAST_YEAR_OF_TOTALS = 1979
_TOTAL = re.compile(r"/\s?(\d{3})\s?[WR]\s*$")
_LATEST = dt.timedelta(days=30)
_A_DAY = dt.timedelta(days=1)


def _values(line: Line) -> dict[str, tuple[str, int, int]]:
    return {f.name: (f.value, f.start, f.end) for f in line.fields}


@rule(
    "P527",
    "page-furniture",
    "warning",
    ("K27",),
    "In the archive page form the page numbers go up within a section, every page bears the same class at its head and "
    "foot, and the number behind the distribution (/028 W) is the sum of all copies.",
)
def page_furniture(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K27."""
    kinds = scan.by_kind
    if "page" in kinds:
        yield from _numbers(rule, kinds["page"])
    if scan.telegram.family == "page":
        if len(kinds.get("page-class", ())) > 1:
            yield from _classes(rule, kinds["page-class"])
        if "distribution" in kinds:
            yield from _copies(rule, scan, kinds["distribution"])


def _numbers(rule: Rule, lines: list[Line]) -> Iterator[Finding]:
    last, section = 0, ""
    for line in lines:
        values = _values(line)
        if "page" not in values or "PAGE" not in line.text:
            continue
        number, start, end = values["page"]
        own = values.get("section", (section, 0, 0))[0]
        page = int(number)
        if last and page <= last and (page != 1 or own == section != ""):
            yield rule.finding(f"page {number} comes after page {last:02d}", start, end)
        elif last and page > last + 1 and own == section:
            yield rule.finding(f"page {number} comes after page {last:02d}: a page between them is missing", start, end)
        last, section = page, own


def _classes(rule: Rule, lines: list[Line]) -> Iterator[Finding]:
    words = Counter(" ".join(line.text.split()) for line in lines)
    if len(words) == 1:
        return
    (usual, times), (_, second) = words.most_common(2)
    if times == second:
        return
    for line in lines:
        word = line.text.strip()
        if " ".join(word.split()) != usual:
            start = line.start + line.text.find(word)
            yield rule.finding(f"a page is {word}, the others {usual}", start, start + len(word))


def _copies(rule: Rule, scan: Scan, lines: list[Line]) -> Iterator[Finding]:
    if scan.year is not None and scan.year > _LAST_YEAR_OF_TOTALS:
        return
    begin = lines[0].start
    for line in lines:
        values = _values(line)
        if "role" in values and values["role"][0] in ("ACTION", "ORIGIN"):
            begin = line.start
        match = _TOTAL.search(line.text) if "/" in line.text else None
        if match is None:
            continue
        total, start, end = match[1], line.start + match.start(1), line.start + match.end(1)
        copies = sum(office.copies for office in scan.telegram.distribution if begin <= office.start < start)
        if int(total) != copies and int(total):
            yield rule.finding(f"the copies add up to {copies}, the line says {int(total)}", start, end)
        begin = end


@rule(
    "P528",
    "washington-time",
    "info",
    ("K28",),
    "The times in the page line and the dash line are when Washington handled the telegram: at or after the date-time "
    "group and within 30 days. They give only day and time, so a day before the group is read as one of the next month.",
)
def washington_time(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K28."""
    dtg = scan.telegram.dtg
    if dtg is None or not 1 < dtg.year < 9998:
        return
    kinds = scan.by_kind
    seen: set[str] = set()
    for line in (*kinds.get("page", ()), *kinds.get("bar", ())):
        for field in line.fields:
            if field.name != "time" or field.value in seen or len(field.value) != 6:
                continue
            seen.add(field.value)
            wrong = _wrong(field.value, dtg)
            if wrong:
                yield rule.finding(f"{field.value}Z {wrong}", field.start, field.end)


def _wrong(digits: str, dtg: dt.datetime) -> str | None:
    """What is wrong with a time of day and month after a date-time group."""
    day, hour, minute = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    if not (1 <= day <= 31 and hour < 24 and minute < 60):
        return "is no day and time"
    for month in (0, 1, 2):
        years, number = divmod(dtg.month - 1 + month, 12)
        try:
            moment = dtg.replace(year=dtg.year + years, month=number + 1, day=day, hour=hour, minute=minute)
        except ValueError:
            continue
        if dtg - _A_DAY < moment < dtg:
            break  # hours before it is likelier than a month after it
        if moment >= dtg:
            if moment - dtg <= _LATEST:
                return None
            break
    return f"is before the date-time group {dtg:%d%H%M}Z"
