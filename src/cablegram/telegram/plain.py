"""The body as plain text: what a person reads, without the marks of the form."""

from __future__ import annotations

import re

from cablegram.telegram.marks import without_mark
from cablegram.telegram.records import Telegram

_KEPT = frozenset(("text", "paragraph", "sub-paragraph", "heading", "unknown", "signature"))
_OPEN = re.compile(
    r"^\(?(?:BEGIN\s+)?(?:SUMM?AR?Y|COMMENT|INTRODUCTION)"
    r"(?: AND (?:COMMENT|ACTION REQUEST|SUMMARY))?\s?[:.]\s*",
    re.IGNORECASE,
)
_CLOSE = re.compile(
    r"\(?\bEND\s+(?:OF\s+)?(?:SUMM?AR?Y|COMMENT)(?: AND (?:COMMENT|ACTION REQUEST))?\b\s?[.)]{0,2}",
    re.IGNORECASE,
)
_REDACTED = re.compile(r"\b[Xx]{3,}\b")


def plain_text(telegram: Telegram) -> str:
    """Numbers, portion marks, block marks, rules, page lines, captions and X runs taken away.

    Line ends stay where the telegram has them; runs of empty lines become one.
    """
    parts: list[str] = []
    in_body = False
    marks = {p.start: p for p in telegram.paragraphs}
    for line in telegram.lines:
        in_body = in_body or line.kind in ("paragraph", "text", "heading", "marker", "sub-paragraph")
        if not in_body:
            continue
        if line.kind == "blank":
            if parts and parts[-1] != "\n":
                parts.append("\n")
            continue
        if line.kind not in _KEPT:
            continue
        content = line.text.strip("\r\n\f\v\u2028\u2029")
        if line.kind == "paragraph":
            paragraph = marks.get(line.start + len(content) - len(content.lstrip()))
            if paragraph and paragraph.label:
                content = content.split(paragraph.label, 1)[-1].lstrip()
                mark, skip = without_mark(content)
                content = content[skip:] if mark else content
        elif line.start in marks and marks[line.start].portion:
            content = content.lstrip()[without_mark(content.lstrip())[1] :]
        content = _OPEN.sub("", content)
        if "nd" in content or "ND" in content:
            content = _CLOSE.sub("", content)
        if "xx" in content.lower():
            content = _REDACTED.sub("", content)
        parts.append(content + "\n")
    return "".join(parts)
