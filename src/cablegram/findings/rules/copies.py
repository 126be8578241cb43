"""What makers of copies did to the whole text: annotations, small letters (D30, D35)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cablegram.findings.base import Edit, Finding, Rule, Scan, rule

_ANNOTATION = re.compile(r"\[\[|\|\|[^\[\]|\n]{0,40}\]\]")
_ENTITY = re.compile(r"[^|]{1,60}\|\|\d{1,4}$")
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
    # A lone sign is found quicker than two or three of it, and nearly every text has none.
    if "@" in text and "@@@" in text and "||" in text:
        yield from _entities(rule, scan)
    if "[" not in text or "[[" not in text or "]]" not in text:
        return
    opened: list[int] = []
    for match in _ANNOTATION.finditer(text):
        if match[0] == "[[":
            opened.append(match.start())
        elif opened:
            at = opened.pop()
            yield rule.finding(
                f"annotation of {text[at + 2 : match.start()][:40]!r}",
                at,
                match.end(),
                Edit(at, at + 2, ""),
                Edit(match.start(), match.end(), ""),
                safety="safe",
            )


def _entities(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """The list before a line ``@@@``: nothing but names with their numbers, or notes on the names in brackets below."""
    lines, contents = scan.lines, scan.contents
    i = next((i for i, content in enumerate(contents) if content == "@@@"), 0)
    names = [content for content in contents[:i] if content]
    marked = scan.text.find("[[", lines[i].end) >= 0 and all(above.kind in _FORMLESS for above in lines[:i])
    if names and (marked or all(map(_ENTITY.match, names))):
        end = lines[i].end
        yield rule.finding("a list of entities stands before the text", 0, end, Edit(0, end, ""), safety="safe")


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
