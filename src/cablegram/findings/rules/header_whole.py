"""The header as a whole: absent, doubled, of two messages, or with service codes inside (8 D33, D34, D38, D41)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cablegram.findings.base import Finding, Rule, Scan, rule
from cablegram.telegram.records import Line

_SECOND_HEAD = re.compile(r"^[ \t]*(?:E\.[O0]\. ?1\d{3,4}\s*:|TAGS\s*:)", re.MULTILINE | re.IGNORECASE)
_SECOND_LABELS = re.compile(r"^[ \t]*(?:TAGS|SUBJ(?:ECT)?)\s*:", re.MULTILINE | re.IGNORECASE)
_HEAD_LENGTH = 600
_SERVICE = re.compile(r"\b(?:ZFR|ZDK|ZFD)\b(?: ?#?\d{3,6})?")
_NOTICE = re.compile(r"SUSPECTED DUPLICATE(?: ?\d{3,6})?|C ?O ?R ?R ?E ?C ?T ?E ?D {1,3}C ?O ?P ?Y\b")
_MEANING = {
    "ZFR": "cancels the telegram", "ZDK": "marks a repetition made on request", "ZFD": "marks a suspected duplicate",
    "SUS": "the telegram may repeat an earlier one", "COR": "the text replaces an earlier one with the same serial",
}  # fmt: skip
_ENVELOPE = frozenset(("originator", "security", "dtg", "from", "to", "info", "routing", "transmission-id", "unknown", "classification"))


@rule(
    "H158", "header-absent", "info", ("D33",),
    "The text begins at its classification line or E.O. line: sender, addressees and date were left out, as in a partial "
    "extract. Nothing is filled in.",
)
def header_absent(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D33."""
    if scan.telegram.family != "body" or not scan.telegram.paragraphs:
        return
    first = next((line for line in scan.lines if line.kind != "blank"), None)
    if first is None or first.kind not in ("classification", "eo") or "eo" not in scan.by_kind:
        return
    content = first.text.strip()
    start = first.start + first.text.find(content)
    yield rule.finding("the header is absent; the text begins here", start, start + len(content))


@rule(
    "H159", "header-doubled", "info", ("D34",),
    "A second head, with E.O. or TAGS and SUBJECT, stands inside the body: the header was copied again. It is only shown, "
    "since one of the two may be better.",
)
def header_doubled(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D34."""
    kinds = scan.by_kind
    if "tags" not in kinds and "eo" not in kinds:
        return
    begin, end = scan.body
    text = scan.text
    if begin >= end or ("TAGS" not in text[begin:end] and "Tags" not in text[begin:end]):
        return
    for match in _SECOND_HEAD.finditer(text, begin, end):
        following = {m[0].strip()[:4].upper() for m in _SECOND_LABELS.finditer(text, match.start(), match.start() + _HEAD_LENGTH)}
        if len(following) < 2 or _section_head(scan, match.start()):
            continue
        stop = text.find("\n", match.start())
        yield rule.finding("a second header begins inside the text", match.start(), stop if stop >= 0 else end)
        return


def _section_head(scan: Scan, at: int) -> bool:
    """Whether a place lies in the repeated head of a section, or in a record behind the text."""
    for line in reversed(scan.lines):
        if line.start > at:
            continue
        if line.end > at and line.kind == "attribute":
            return True
        if line.start < at - 2500:
            return False
        if line.kind in ("dtg", "from", "classification", "record-heading", "transmission-id"):
            return True
    return False


def _dates(lines: list[Line]) -> list[tuple[str, Line]]:
    found = []
    for line in lines:
        value = next((f.value for f in line.fields if f.name == "date"), None)
        if value:
            found.append(("".join(value.split()), line))
    return found


@rule(
    "H160", "two-messages", "warning", ("D38",),
    "Two messages ran together: a second date-time group with a second sender, or the mark of a new transmission behind "
    "the end mark. They are to be parted; nothing is dropped.",
)
def two_messages(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D38."""
    kinds = scan.by_kind
    groups, senders = kinds.get("dtg", ()), kinds.get("from", ())
    if len(groups) < 2 or len(senders) < 2:
        return
    dates = _dates(list(groups))
    for value, line in dates[1:]:
        if value == dates[0][0]:
            continue
        before = [other for other in kinds.get("transmission-id", ()) if dates[0][1].start < other.start < line.start]
        first = before[-1] if before else line
        content = first.text.strip()
        start = first.start + first.text.find(content)
        yield rule.finding("a second message begins here", start, start + len(content))
        return


@rule(
    "H141", "service-code", "info", ("D41",),
    "A service code of the operators stands in the header: ZFR cancels the telegram, ZDK and SUSPECTED DUPLICATE mark a "
    "repetition, CORRECTED COPY a corrected text.",
)
def service_code(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D41."""
    begin = scan.body[0]
    head = scan.text[: min(begin, 6000)]
    signals = "ZFR" in head or "ZDK" in head or "ZFD" in head
    notices = "SUSPECTED DUPLICATE" in head or "CORRECTED" in head or "C O R R E C T E D" in head
    if not (signals or notices):
        return
    for line in scan.lines:
        if line.start >= len(head):
            return
        if line.kind not in _ENVELOPE and line.kind != "caption":
            continue
        for match in _SERVICE.finditer(line.text) if signals and line.kind != "caption" else ():
            yield rule.finding(f"{match[0]} {_MEANING[match[0][:3]]}", line.start + match.start(), line.start + match.end())
        for match in _NOTICE.finditer(line.text) if notices else ():
            if line.kind == "caption" and match[0].startswith("C"):
                continue  # in its place, behind the classification line
            key = match[0].replace(" ", "")[:3]
            yield rule.finding(f"{match[0]}: {_MEANING[key]}", line.start + match.start(), line.start + match.end())
