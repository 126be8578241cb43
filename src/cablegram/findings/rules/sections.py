"""Sections and page lines of the wire form: numbers that must agree, and page lines in mid-sentence (1.13, 6.4)."""

from __future__ import annotations

from collections.abc import Iterator

from cablegram.findings.base import Edit, Finding, Rule, Scan, rule
from cablegram.telegram.records import Page

_RUNNING = frozenset(("text", "paragraph", "sub-paragraph"))
_TERMINAL = tuple('.:?!"')


def _wire_pages(scan: Scan) -> list[Page]:
    """The page lines of the wire form: their serial has eight digits."""
    return [page for page in scan.telegram.pages if page.section and page.serial and len(page.serial) == 8]


@rule(
    "H104", "section-differs", "error", ("K04",),
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
                    place.start, place.end,
                )


@rule(
    "H105", "section-count", "error", ("K05",),
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
                f"the page line counts {page.section.of} sections, the classification line {section.of}", page.start, page.end
            )


@rule(
    "T314", "page-line-in-sentence", "info", ("D14",),
    "A page line of the wire form stands in mid-sentence. It is cut, with the blank lines around it, and the sentence "
    "joined by one blank; where the text before it ends a sentence the paragraph break stays.",
)
def page_line_in_sentence(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D14, wire form."""
    lines = scan.lines
    for i, line in enumerate(lines):
        if line.kind != "page" or not line.fields or "PAGE" in line.text:
            continue
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
            f"page line {line.text.strip()!r} stands in mid-sentence", line.start, line.start + len(line.text.rstrip()),
            Edit(start, end, " "), safety="safe",
        )
