"""Marked blocks of the body: which words open and close them, and which closing belongs to which opening (1.15)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

_OPENING = re.compile(
    r"[-=_*\s]*\(?\s*(?:BEGIN\s+)?(?P<word>(?:EXECUTIVE )?SUMM?AR?Y(?:\s?(?:AND|&|/)\s?(?:COMMENT|ACTION REQUEST|INTRODUCTION|RECOMMENDATIONS?))?|"
    r"INTRODUCTION(?: AND SUMMARY)?|(?:EMBASSY |POST )?COMMENT|NOTE|ACTION REQUEST(?:ED)?|FYI|BIO(?:GRAPHIC)? NOTE|BACKGROUND|"
    r"(?:UNOFFICIAL |INFORMAL |EMBASSY )?(?:TEXT|TRANSLATION)|(?:TALKING )?POINTS|(?:UN)?QUOTE)(?:\s*(?:\([A-Z/]{1,6}\)\s*)?[:;.)-]+|\s*$|\s+(?=-{2}))[-=_*\s]*",
    re.IGNORECASE,
)
_SPACED_SUMMARY = re.compile(r"S U M M A R Y\s*[:.-]*", re.IGNORECASE)
_BEGIN = re.compile(
    r"BEGIN\s+(?P<word>(?:UNOFFICIAL |INFORMAL |EMBASSY )?(?:TEXT|TRANSLATION)|POINTS|TALKING POINTS|QUOTE|FYI|COMMENT|NOTE|SUMMARY)\b[.: ]*"
)
_CLOSING = re.compile(
    r"END\s+(?:OF\s+)?(?P<word>(?:INTRODUCTION AND )?SUMM?AR?Y(?:\s?(?:AND|&|/)\s?(?:COMMENT|ACTION REQUEST|INTRODUCTION|RECOMMENDATIONS?))?|INTRODUCTION|COMMENT|NOTE|"
    r"(?:UNOFFICIAL |INFORMAL |EMBASSY )?(?:TEXT|TRANSLATION)|(?:TALKING )?POINTS|QUOTE|FYI|BIO NOTE|BACKGROUND)\b(?:\s?[.)]{1,3})?"
)
_BARE_SUMMARY = re.compile(r"(?:BEGIN )?SUMM?ARY\s+", re.IGNORECASE)
_UNQUOTE = re.compile(r"UNQUOTE\b\.?", re.IGNORECASE)
_CLOSING_ANY = re.compile(_CLOSING.pattern, re.IGNORECASE)
_BEGIN_ANY = re.compile(_BEGIN.pattern, re.IGNORECASE)
# Openings in mid-line, taken only where their closing follows: "(COMMENT: ...", "QUOTE ...".
_INLINE = {
    kind: re.compile(rf"\((?:BEGIN )?{word}\b\s?[:.]?|\b(?<!END ){word}\s?:", re.IGNORECASE)
    for kind, word in (("comment", "COMMENT"), ("note", "NOTE"), ("fyi", "FYI"))
} | {"quote": re.compile(r"\b(?<!END )QUOTE\b\s?:?", re.IGNORECASE)}
ACTION = re.compile(r"THIS IS AN ACTION (?:REQUEST|CABLE|MESSAGE)", re.IGNORECASE)

OPENING_HEADS = frozenset(
    [
        "BEGI",
        "SUMM",
        "SUMA",
        "EXEC",
        "INTR",
        "EMBA",
        "POST",
        "COMM",
        "NOTE",
        "ACTI",
        "FYI",
        "FYI:",
        "FYI.",
        "BIO",
        "BIOG",
        "BACK",
        "UNOF",
        "TEXT",
        "TRAN",
        "TALK",
        "POIN",
        "QUOT",
        "UNQU",
        "THIS",
    ]
) | {"S U ", "BIO ", "FYI "}
Opening = tuple[str, int, int, int]  # kind, where its words begin, where its content begins, -1 when alone on a line


def block_kind(word: str) -> str:
    """The kind of block a marker word opens or closes."""
    word = word.upper()
    if word.startswith(("SUMM", "EXECUTIVE", "INTRODUCTION")):
        return "summary"
    if "COMMENT" in word:
        return "comment"
    if word.startswith("ACTION"):
        return "action-request"
    if "TRANSLATION" in word or word.endswith("TEXT"):
        return "text"
    if word.endswith("POINTS"):
        return "points"
    if "QUOTE" in word:
        return "quote"
    if word.startswith("BIO"):
        return "bio-note"
    return word.lower()


def opening(head: str) -> tuple[str, int] | None:
    """The kind of block that ``head`` opens and the length of the opening words; ``None`` where it opens none."""
    match = _OPENING.match(head) or _SPACED_SUMMARY.match(head)
    if match is None or head.upper().lstrip(" (-=*").startswith(("UNQUOTE", "END")):
        return None
    word = match["word"] if "word" in match.re.groupindex else "SUMMARY"
    if word.isupper() or head[:1] in "(-=*" or word.istitle() or match[0].rstrip()[-1:] in ":.":
        return block_kind(word), match.end()
    return None


def _inline(
    words: str, start: int, closings: dict[str, list[tuple[int, int]]], openings: list[Opening]
) -> list[Opening]:
    """Openings in mid-line, for closings that no opening at a line's start belongs to."""
    found: list[Opening] = []
    for kind, pattern in _INLINE.items():
        if kind not in closings:
            continue
        events = [(at, 0, content) for other, at, content, _ in openings if other == kind]
        events += [(at, 1, end) for at, end in closings[kind]]
        events += [(match.start(), 2, match.end()) for match in pattern.finditer(words, start)]
        events.sort()
        closed_next = False
        following = []
        for _, what, _ in reversed(events):
            following.append(closed_next)
            closed_next = what == 1 if what < 2 else closed_next
        open_ = False
        for (at, what, end), closes in zip(events, reversed(following), strict=True):
            if what == 2 and closes and not open_:
                found.append((kind, at, end, 0))
            open_ = what != 1 and (open_ or what == 0 or closes)
    return found


def pair(
    text: str, start: int, openings: list[Opening], first: int | None
) -> Iterator[tuple[str, int, int, int | None, int, bool]]:
    """Pair openings with closings: ``(kind, start, content start, content end, end, alone on its line)``.

    The content end is ``None`` where no closing was found; the end is then where the next of its kind opens. An END SUMMARY without an opening begins at
    ``first``, the body's first paragraph.
    """
    upper = text.upper()
    same = len(upper) == len(text)
    words, closing, begin = (upper, _CLOSING, _BEGIN) if same else (text, _CLOSING_ANY, _BEGIN_ANY)
    closings: dict[str, list[tuple[int, int]]] = {}
    for match in closing.finditer(words, start):
        at = match.start()
        closings.setdefault(block_kind(match["word"]), []).append((at - (text[at - 1 : at] == "("), match.end()))
    if "UNQUOTE" in upper:
        unquotes = [(match.start(), match.end()) for match in _UNQUOTE.finditer(words, start)]
        closings["quote"] = sorted(closings.get("quote", []) + unquotes)
    if "BEGIN" in upper:
        known = sorted((at, content) for _, at, content, _ in openings)
        for match in begin.finditer(words, start):
            k = bisect_left(known, (match.start() + 1, 0)) - 1
            if k < 0 or match.start() >= known[k][1]:
                openings.append((block_kind(match["word"]), match.start(), match.end(), 0))
    if closings:
        openings += _inline(words, start, closings, openings)
        openings.sort(key=lambda found: found[1])
    if first is not None and "summary" in closings and not any(kind == "summary" for kind, *_ in openings):
        word = _BARE_SUMMARY.match(text, first)
        openings.insert(0, ("summary", first, word.end() if word else first, 0))
    following: dict[str, int] = {}
    limits = [0] * len(openings)
    for k in range(len(openings) - 1, -1, -1):
        limits[k] = following.get(openings[k][0], len(text))
        following[openings[k][0]] = openings[k][1]
    for (kind, at, content, alone), limit in zip(openings, limits, strict=True):
        ends = closings.get(kind, [])
        k = bisect_left(ends, (content, 0))
        if k < len(ends) and ends[k][0] < limit:
            yield kind, at, content, ends[k][0], ends[k][1], alone == -1
        else:
            yield kind, at, content, None, limit, alone == -1
