"""What makers of copies did to the whole text: annotations, small letters (D30, D35)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cablegram.findings.base import Edit, Finding, Rule, Scan, rule

_ANNOTATION = re.compile(r"\[\[|\|\|[^\[\]|\n]{0,40}\]\]")
_FORMLESS = frozenset(
    ("text", "unknown", "blank", "paragraph", "sub-paragraph", "heading", "spacer", "rule", "attribute", "label")
)


@rule(
    "S430",
    "annotation",
    "warning",
    ("D30",),
    "Brackets of an annotated copy, [[name||12]], and the list of entities before a line @@@. The brackets and numbers are taken "
    "out and the words kept; the list is cut.",
)
def annotation(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D30, nested from inside out."""
    text = scan.text
    if "[[" not in text or "]]" not in text:
        return
    opened: list[int] = []
    first = None
    for match in _ANNOTATION.finditer(text):
        if match[0] == "[[":
            opened.append(match.start())
        elif opened:
            at = opened.pop()
            first = at if first is None else min(first, at)
            yield rule.finding(
                f"annotation of {text[at + 2 : match.start()][:40]!r}",
                at,
                match.end(),
                Edit(at, at + 2, ""),
                Edit(match.start(), match.end(), ""),
                safety="safe",
            )
    if first is None or "@@@" not in text:
        return
    for i, line in enumerate(scan.lines):
        if scan.contents[i] == "@@@" and line.start < first:
            if all(above.kind in _FORMLESS for above in scan.lines[:i]):
                yield rule.finding(
                    "a list of entities stands before the text", 0, line.end, Edit(0, line.end, ""), safety="safe"
                )
            return


_LOWERED = re.compile(r"\be\.o\.? ?\d{5}|\bE\.o\.|\bdecl:|\btags:|\bsubject:")


@rule(
    "S435",
    "lower-cased",
    "info",
    ("D35",),
    "The whole text, labels included, was put in small letters by a tool for reading. It is read all the same; names and "
    "acronyms cannot be told by their capitals.",
)
def lower_cased(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D35."""
    for kind in ("eo", "tags", "classification"):
        lines = scan.by_kind.get(kind)
        if lines:
            line = lines[0]
            content = line.text.strip()
            lowered = content.islower() or (
                kind == "eo" and _LOWERED.search(content) and not re.search(r"DECL|E\.O", content)
            )
            if lowered and len(content) > 8:
                yield rule.finding(
                    f"the labels are in small letters: {content[:30]!r}",
                    line.start,
                    line.start + len(line.text.rstrip()),
                )
                return
    if scan.text.islower() and len(scan.text) > 200:
        yield rule.finding("the whole text is in small letters", 0, len(scan.text))
