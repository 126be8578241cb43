"""The header as a whole: absent, doubled, of two messages, or with service codes inside (8 D33, D34, D38, D41)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cablegram.findings.base import Edit, Finding, Rule, Scan, rule
from cablegram.telegram.records import Line

_SECOND_HEAD = re.compile(r"^[ \t]*(?:E\.[O0]\. ?1\d{3,4}\s*:|TAGS\s*:)", re.MULTILINE | re.IGNORECASE)
_SECOND_LABELS = re.compile(r"^[ \t]*(?:TAGS|SUBJ(?:ECT)?)\s*:", re.MULTILINE | re.IGNORECASE)
_HEAD_LENGTH = 600
_BEFORE = frozenset(("blank", "page-class", "stamp", "record-heading"))
_NOTICE_OF_EXTRACT = re.compile(
    r"partial extract|full text of the original|full text .{0,30}not available", re.IGNORECASE
)
_SERVICE = re.compile(r"\b(?:ZFR|ZDK|ZFD)\b(?: ?#?\d{3,6})?")
_NOTICE = re.compile(r"SUSPECTED DUPLICATE(?: ?\d{3,6})?|C ?O ?R ?R ?E ?C ?T ?E ?D {1,3}C ?O ?P ?Y\b")
_MEANING = {
    "ZFR": "the telegram is cancelled", "ZDK": "a repetition made on request", "ZFD": "a suspected duplicate",
    "SUS": "the telegram may repeat an earlier one", "COR": "the text replaces an earlier one with the same serial",
}  # fmt: skip
_SUBJECT = re.compile(r"^[ \t]*SUBJ(?:ECT)?\s*:", re.MULTILINE | re.IGNORECASE)
_HEADER_LINE = re.compile(r"\s*-{3,}\s*header\s*$", re.IGNORECASE)
_DIGITS = str.maketrans("OIlSB", "01158")
_ENVELOPE = frozenset(
    (
        "caption", "passing", "separator", "originator", "security", "dtg", "from", "to", "info", "routing",
        "transmission-id", "unknown", "classification",
    )
)  # fmt: skip


@rule(
    "H158",
    "header-absent",
    "info",
    ("D33",),
    "The text begins at its classification line or E.O. line: sender, addressees and date were left out, as in a partial "
    "extract. Nothing is filled in.",
)
def header_absent(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D33."""
    kinds = scan.by_kind
    if scan.telegram.family == "label" or "eo" not in kinds or not scan.telegram.paragraphs:
        return
    first = next(
        (line for line in scan.lines[:12] if line.kind not in _BEFORE and not _NOTICE_OF_EXTRACT.search(line.text)),
        None,
    )
    if first is None or first.kind not in ("classification", "eo"):
        return
    content = first.text.strip()
    start = first.start + first.text.find(content)
    yield rule.finding("the header is absent; the text begins here", start, start + len(content))


@rule(
    "H159",
    "header-doubled",
    "info",
    ("D34",),
    "A second head, with E.O., TAGS and SUBJECT, stands inside the body: the header was copied again. Where it says word "
    "for word what the first one says, taking it out is offered; else it is only shown.",
)
def header_doubled(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D34."""
    kinds, text = scan.by_kind, scan.text
    labels = kinds.get("eo") or kinds.get("tags")
    if not labels or scan.telegram.family == "label":
        return
    first = labels[0].start
    at = text.find("TAGS", first + 4)
    if at < 0 or (labels[0].kind == "eo" and text.find("TAGS", at + 4) < 0):
        return
    for match in _SECOND_HEAD.finditer(text, first + 4):
        following = {
            m[0].strip()[:4].upper() for m in _SECOND_LABELS.finditer(text, match.start(), match.start() + _HEAD_LENGTH)
        }
        if len(following) < 2 or not _apart(scan, first, match.start()):
            continue
        if _section_head(scan, match.start()):
            return
        yield _doubled(rule, scan, first, match.start())
        return


def _apart(scan: Scan, first: int, second: int) -> bool:
    """Whether a label is one of a second head: a SUBJECT line of the first stands between."""
    return bool(_SUBJECT.search(scan.text, first, second))


def _doubled(rule: Rule, scan: Scan, first: int, second: int) -> Finding:
    """The finding of a second head, with the mend that takes it out where it says nothing new."""
    text = scan.text
    lines = [line for line in scan.lines if line.end > first - _HEAD_LENGTH and line.start < second + 3 * _HEAD_LENGTH]
    known = {line.text.strip() for line in lines if line.end <= second}
    at = next(i for i, line in enumerate(lines) if line.end > second)
    begin = at
    while begin:
        above = lines[begin - 1].text
        if above.strip() and not _HEADER_LINE.match(above) and not _copied(lines, begin - 1, first):
            break
        begin -= 1
    while begin < at and not lines[begin].text.strip():
        begin += 1
    end = at
    while end < len(lines) and (not lines[end].text.strip() or lines[end].text.strip() in known):
        end += 1
    stop = text.find("\n", second)
    span = (lines[begin].start, stop if stop >= 0 else len(text))
    last = lines[min(end, len(lines) - 1)].start
    copied = {word[0].strip()[:4].upper() for word in _SECOND_LABELS.finditer(text, lines[begin].start, last)}
    if end == len(lines) or not {"TAGS", "SUBJ"} <= copied:
        return rule.finding("a second header begins inside the text", *span)
    return rule.finding(
        "the header stands a second time inside the text",
        *span,
        Edit(lines[begin].start, lines[end].start, ""),
        safety="likely",
    )


def _copied(lines: list[Line], i: int, first: int) -> bool:
    """Whether a line above the second E.O. line is one of the first head, said again."""
    content = lines[i].text.strip()
    return lines[i].start > first and any(line.text.strip() == content for line in lines[:i] if line.start < first)


def _section_head(scan: Scan, at: int) -> bool:
    """Whether a place lies in the head of a later section or another message, or in a record behind the text."""
    own = scan.telegram
    for line in reversed(scan.lines):
        if line.start > at:
            continue
        if line.end > at and line.kind == "attribute":
            return True
        if line.start < at - 2500:
            return False
        if line.kind in ("dtg", "from", "record-heading", "transmission-id", "page"):
            return line.start > (scan.by_kind.get("eo") or scan.by_kind["tags"])[0].start
        if line.kind == "classification" and line.fields:
            values = {f.name: f.value for f in line.fields}
            section = int(values.get("section", 0)) or None
            return section != (own.section.number if own.section else None) or int(values["serial"]) != own.serial
    return False


def _dates(lines: list[Line]) -> list[tuple[str, Line]]:
    found = []
    for line in lines:
        value = next((f.value for f in line.fields if f.name == "date"), None)
        if value:
            day, _, rest = "".join(value.split()).partition("Z")
            found.append((day.translate(_DIGITS) + rest, line))
    return found


@rule(
    "H160",
    "two-messages",
    "warning",
    ("D38",),
    "Two messages ran together: a second date-time group, sender and serial, or the mark of a new transmission behind "
    "the end mark. They are to be parted; nothing is dropped.",
)
def two_messages(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D38."""
    kinds = scan.by_kind
    for line in kinds.get("end", ()):
        content = line.text.strip()
        if "VZCZC" in content and scan.text[line.end :].strip():
            start = line.start + line.text.find(content)
            yield rule.finding("a second message begins in the line that ends the first", start, start + len(content))
            return
    groups, senders = kinds.get("dtg", ()), kinds.get("from", ())
    if len(groups) < 2 or len(senders) < 2:
        return
    dates = _dates(list(groups))
    serials = [
        (int(field.value), line)
        for line in kinds.get("classification", ())
        for field in line.fields
        if field.name == "serial"
    ]
    for value, line in dates[1:]:
        other = next((number for number, below in serials if below.start > line.start), None)
        if value == dates[0][0] and (other is None or other == scan.telegram.serial):
            continue
        before = [above for above in kinds.get("transmission-id", ()) if dates[0][1].start < above.start < line.start]
        first = before[-1] if before else line
        content = first.text.strip()
        start = first.start + first.text.find(content)
        yield rule.finding("a second message begins here", start, start + len(content))
        return


@rule(
    "H141",
    "service-code",
    "info",
    ("D41",),
    "A service code of the operators stands in the header: ZFR cancels the telegram, ZDK and SUSPECTED DUPLICATE mark a "
    "repetition, CORRECTED COPY a corrected text. It is taken out of the header and kept in the notes of the mended telegram. "
    "A telegram that ZFR cancels is marked as cancelled there, and in the name of its mended copy.",
)
def service_code(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D41."""
    head = scan.text[: min(scan.body[0], 6000)]
    signals = "ZFR" in head or "ZDK" in head or "ZFD" in head
    notices = "SUSPECTED DUPLICATE" in head or "CORRECTED" in head or "C O R R E C T E D" in head
    if not (signals or notices):
        return
    for line in scan.lines:
        if line.start >= len(head) or line.kind in ("eo", "tags", "subject"):
            return
        if line.kind not in _ENVELOPE:
            continue
        for pattern in ((_SERVICE,) if signals else ()) + ((_NOTICE,) if notices else ()):
            for match in pattern.finditer(line.text):
                start, end = line.start + match.start(), line.start + match.end()
                meaning = _MEANING[match[0].replace(" ", "")[:3]]
                alone = line.text.strip() == match[0]
                before = line.text[: match.start()].rstrip()
                edits: tuple[Edit, ...] = ()
                if alone:
                    edits = (Edit(_end_above(scan, line), end, ""),)
                elif pattern is _SERVICE or not line.text[match.end() :].strip():
                    edits = (Edit(line.start + len(before), end, ""),)
                yield rule.finding(f"{match[0]}: {meaning}", start, end, *edits, safety="safe")


def _end_above(scan: Scan, line: Line) -> int:
    """Where the words above a line end; its own beginning where there are none."""
    end = len(scan.text[: line.start].rstrip())
    return end or line.start


@rule(
    "H125",
    "trailer",
    "error",
    ("K25",),
    "The trailer repeats the station serial of the DE line behind a number sign, and a message ends once: both show "
    "that no two messages ran together.",
)
def trailer(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K25."""
    kinds = scan.by_kind
    checks, ends = kinds.get("serial-check"), kinds.get("end")
    de = scan.telegram.originator
    if checks and de is not None:
        sent = {f.value for line in kinds["originator"] for f in line.fields if f.name == "serial"}
        serial = scan.telegram.serial
        for line in checks:
            value = line.text.strip().lstrip("#")
            if value not in sent:
                start = line.start + line.text.find("#") + 1
                sure = len(sent) == 1 and serial is not None and f"{serial % 10000:04d}" == de.serial
                edits = (Edit(start, start + len(value), de.serial),) if sure else ()
                yield rule.finding(
                    f"the trailer says #{value}, the DE line #{de.serial}",
                    start - 1,
                    start + len(value),
                    *edits,
                    safety="likely",
                )
    if ends and len(ends) > 1 and ("dtg" in kinds or de is not None):
        messages = max(1, *(len(kinds.get(kind, ())) for kind in ("dtg", "originator", "classification")))
        marks = [line for line in ends if line.text.strip() in ("NNNN", "NNN", "#NNNN")]
        for line in marks[messages:]:
            text = line.text.strip()
            start = line.start + line.text.find(text)
            yield rule.finding(f"a second {text} ends the message again", start, start + len(text))
