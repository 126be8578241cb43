"""Sections and page lines of the wire form: numbers that must agree, and page lines in mid-sentence (1.13, 6.4)."""

from __future__ import annotations

from collections.abc import Iterator

from cablegram.findings.base import Edit, Finding, Rule, Scan, Severity, rule
from cablegram.tables.stations import nearest_station, normal, station
from cablegram.telegram.records import Page

_RUNNING = frozenset(("text", "paragraph", "sub-paragraph"))
_TERMINAL = tuple('.:?!"')


def _wire_pages(scan: Scan) -> list[Page]:
    """The page lines of the wire form: their serial has eight digits."""
    return [page for page in scan.telegram.pages if page.section and page.serial and len(page.serial) == 8]


@rule(
    "H104",
    "section-differs",
    "error",
    ("K04",),
    "The section number in the DE line (after the slash) and in the classification line are the same section.",
)
def section_differs(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K04."""
    telegram = scan.telegram
    if telegram.originator and telegram.originator.section is not None and telegram.section:
        stated = telegram.originator.section
        if stated != telegram.section.number:
            place = telegram.where("section")
            if place:
                yield rule.finding(
                    f"the DE line says section {stated}, the classification line section {telegram.section.number}",
                    place.start,
                    place.end,
                )


@rule(
    "H105",
    "section-count",
    "error",
    ("K05",),
    "A section's number is never greater than the number of sections, and every section and page line gives the same total.",
)
def section_count(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K05."""
    telegram = scan.telegram
    section = telegram.section
    place = telegram.where("section")
    if section and place and section.number > section.of:
        yield rule.finding(f"section {section.number} of {section.of}", place.start, place.end)
    for page in _wire_pages(scan):
        assert page.section is not None
        if page.section.number > page.section.of:
            yield rule.finding(f"page line: section {page.section.number} of {page.section.of}", page.start, page.end)
        elif section and page.section.of != section.of:
            yield rule.finding(
                f"the page line counts {page.section.of} sections, the classification line {section.of}",
                page.start,
                page.end,
            )


@rule(
    "H106",
    "section-order",
    "warning",
    ("K06",),
    "The section lines inside the text of the wire form go up (001.2, 002, 003), and each section from the second on is "
    "announced once. A text with none of them is a single section and is left alone.",
)
def section_order(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K06."""
    pages = [
        page
        for page in scan.telegram.pages
        if page.section
        and page.time is None
        and (page.serial is None or len(page.serial) == 8)
        and page.section.of > 1
        and not scan.text.startswith("PAGE", page.start)
    ]
    if not pages:
        return
    own, place = scan.telegram.section, scan.telegram.where("section")
    if pages[0].start < place.start if place else scan.telegram.family != "body":
        return  # the classification line of this section was not read
    last = (own.number if own else 1, 1)
    seen = {last[0]}
    for page in pages:
        assert page.section is not None
        number, part = page.section.number, page.page or 1
        name = f"section {number}" + (f" page {part}" if part > 1 else "")
        if (number, part) == last and part == 1 and number in seen:
            yield rule.finding(f"{name} is announced again", page.start, page.end)
        elif (number, part) <= last:
            yield rule.finding(f"{name} comes after section {last[0]}", page.start, page.end)
        elif number > last[0] + 1:
            gap = " and ".join(str(n) for n in range(last[0] + 1, number))
            yield rule.finding(
                f"{name} comes after section {last[0]}: section {gap} is not announced", page.start, page.end
            )
        last = max(last, (number, part))
        seen.add(number)
    # Where a signature was read the text is whole, and the page line alone may have been cut out of a sentence.
    severity: Severity | None = "info" if scan.telegram.signature is not None else None
    final = pages[-1] if pages else None
    if own and final and final.section and own.number < last[0] < own.of == final.section.of:
        yield rule.finding(
            f"section {last[0] + 1} of {own.of} is not announced", final.start, final.end, severity=severity
        )


@rule(
    "H107",
    "page-line-differs",
    "error",
    ("K07",),
    "Every page line bears the station and serial of the telegram; the archive cuts the station to six characters.",
)
def page_line_differs(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K07."""
    telegram = scan.telegram
    if not telegram.pages or telegram.serial is None or telegram.station is None:
        return
    place = telegram.where("station")
    printed = scan.text[place.start : place.end] if place else telegram.station
    if place is not None and station(printed) is None:
        return  # the classification line itself is damaged
    names = (normal(printed), telegram.station, normal(telegram.origin or ""))
    for page in telegram.pages:
        if page.station is None or page.serial is None:
            continue
        if int(page.serial) != telegram.serial:
            yield rule.finding(
                f"the page line says {page.station} {page.serial}, the telegram is {printed} {telegram.serial}",
                page.start,
                page.end,
            )
            continue
        own = normal(page.station)
        if own in names or any(name.startswith(own[:6]) for name in names[:2] if len(own) <= 6):
            continue
        known = station(page.station)
        if known is not None and known.station == telegram.station:
            continue
        near = nearest_station(page.station) if known is None else None
        start = scan.text.find(page.station, page.start, page.end)
        edits: tuple[Edit, ...] = ()
        if near is not None and near.station == telegram.station and start >= 0 and len(page.serial) == 8:
            edits = (Edit(start, start + len(page.station), printed.upper()),)
        yield rule.finding(
            f"the page line says {page.station}, the telegram is from {printed}",
            page.start,
            page.end,
            *edits,
            safety="likely",
        )


@rule(
    "T314",
    "page-line-in-sentence",
    "info",
    ("D14",),
    "A page line of the wire form stands in mid-sentence. It is cut, with the blank lines around it, and the sentence "
    "joined again (by a line end where the text is wrapped); where the text before it ends a sentence the break stays.",
)
def page_line_in_sentence(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D14, wire form."""
    lines = scan.lines
    for line in scan.by_kind.get("page", ()):
        if not line.fields or "PAGE" in line.text:
            continue
        i = scan.line_at(line.start)
        above = i - 1
        while above >= 0 and lines[above].kind == "blank":
            above -= 1
        below = i + 1
        while below < len(lines) and lines[below].kind in ("blank", "page"):
            below += 1
        if above < 0 or below >= len(lines) or lines[above].kind not in _RUNNING or lines[below].kind != "text":
            continue
        before = lines[above].text.rstrip()
        if before.endswith(_TERMINAL):
            continue
        start = lines[above].start + len(before)
        end = lines[below].start + len(lines[below].text) - len(lines[below].text.lstrip())
        yield rule.finding(
            f"page line {line.text.strip()!r} stands in mid-sentence",
            line.start,
            line.start + len(line.text.rstrip()),
            Edit(start, end, scan.rejoined(before, scan.contents[below])),
            safety="safe",
        )
