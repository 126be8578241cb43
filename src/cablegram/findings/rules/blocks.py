"""Blocks that are opened and closed: SUMMARY, COMMENT, TEXT, QUOTE, FYI (1.15; K19)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cablegram.findings.base import Finding, Rule, Scan, rule

_CLOSING = re.compile(r"END[ \t]+(?:OF[ \t]+)?(?P<word>SUMM?ARY|COMMENT|TEXT|QUOTE|FYI|TRANSLATION|POINTS)\b")
_UNQUOTE = re.compile(r"UNQUOTE\b")
_OPENED = {
    "SUMMARY": re.compile(r"S ?U ?M ?M? ?A ?R? ?Y|INTRODUCTION"),
    "QUOTE": re.compile(r"(?<!UN)QUOTE|BEGIN"),
    **{word: re.compile(rf"{word}|BEGIN") for word in ("COMMENT", "TEXT", "FYI", "TRANSLATION", "POINTS")},
}


def _closings(scan: Scan, upper: str) -> Iterator[tuple[str, int, int]]:
    """Every closing of a block: its word, and where the closing words stand."""
    text = scan.text
    start = scan.body[0]
    found = [(*match.span(), match["word"]) for match in _CLOSING.finditer(upper, start)]
    found += [(*match.span(), "QUOTE") for match in _UNQUOTE.finditer(upper, start)]
    for at, end, word in sorted(found):
        before = text[max(start, at - 3) : at].rstrip(" \t(")
        if before[-1:].isalnum() or before[-1:] in (",", "'") or text[at:end].islower():
            continue  # words of a sentence
        if scan.capitals and not text[at:end].isupper():
            continue
        yield "SUMMARY" if word == "SUMARY" else word, at, end


@rule(
    "T351",
    "block-balance",
    "warning",
    ("K19",),
    "SUMMARY, COMMENT, TEXT, QUOTE and FYI are opened and closed, and a summary ends before the third paragraph does. A summary "
    "or a text begun with BEGIN that is never closed, or an END without a beginning, means that a line is lost. A paragraph that "
    "opens with COMMENT ends by itself.",
)
def block_balance(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """K19."""
    text, blocks, paragraphs = scan.text, scan.telegram.blocks, scan.telegram.paragraphs
    upper = text.upper()
    if len(upper) != len(text):
        return
    for block in blocks:
        if not block.closed:
            head = upper[block.start : block.start + 40].lstrip("(-=_* ").split(None, 2)[:2]
            line_end = text.find("\n", block.start)
            alone = text[block.start : line_end if line_end >= 0 else None].strip("(-=_* .:\r").isalpha()
            begin = head[:1] == ["BEGIN"]
            goes_on = bool(paragraphs) and block.start < paragraphs[-1].start  # else the text is a fragment
            opens = begin or (block.kind == "summary" and not alone and goes_on)
            if head and (opens or (block.kind == "quote" and text[block.start] != "(")):
                words = " ".join(head if begin else head[:1]).rstrip(":.- ")
                at = upper.find(words, block.start)
                if words and at >= 0 and not words.startswith("INTRODUCTION"):
                    yield rule.finding(f"{words} is opened and not closed", at, at + len(words))
        elif block.kind == "summary":
            third = next((p for p in paragraphs if p.number == 3), None)
            if third is not None and block.start < third.start and block.end > third.end:
                inside = [p.number for p in paragraphs if p.number and p.start < block.end]
                yield rule.finding(f"the summary ends only in paragraph {inside[-1]}", block.start, block.end)
    if scan.telegram.family == "body" and not any(p.number == 1 for p in paragraphs):
        return  # a fragment: what it closes was opened before it begins
    after: dict[str, int] = {}
    start = max(scan.body[0] - 200, 0)
    for word, at, end in _closings(scan, upper):
        if not _OPENED[word].search(upper[after.get(word, start) : at]):
            yield rule.finding(f"{' '.join(text[at:end].split())} closes what was not opened", at, end)
        after[word] = end
