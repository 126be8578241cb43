"""Characters and markup that a telegram never had (D24-D30, D35)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from cablegram.findings.base import Edit, Finding, Rule, Scan, rule

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,9});")
_TAG = re.compile(
    r"</?(?:a|abbr|b|blockquote|body|br|center|cite|code|dd|div|dl|dt|em|font|form|h[1-6]|head|hr|html|i|img|input|li|link|meta|ol|"
    r"option|p|pre|q|s|samp|script|section|select|small|span|strike|strong|style|sub|sup|table|tbody|td|th|thead|title|tr|tt|u|ul)"
    r"(?:\s[^<>]{0,2000})?/?>|<!--.{0,500}?-->|<!DOCTYPE[^<>]{0,300}>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6]|hr)\b", re.IGNORECASE)
_BACKSLASH = re.compile(r"\\+(?=[ \t]*(?:\r*\n|\Z))|\\(?=\")")


@rule(
    "S424",
    "markup",
    "warning",
    ("D24",),
    "HTML is left in the text: entities such as &#8217; or &amp;, and tags such as <br>. Entities are turned into the characters "
    "they stand for, tags are taken out; a line break tag in mid-line becomes a line end.",
)
def markup(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D24."""
    text = scan.text
    if "&" in text and ";" in text:
        for match in _ENTITY.finditer(text):
            char = html.unescape(match[0])
            if char != match[0]:
                char = " " if char == "\u00a0" else "" if char == "\r" else char
                yield rule.finding(
                    f"HTML entity {match[0]} stands for {char!r}",
                    match.start(),
                    match.end(),
                    Edit(match.start(), match.end(), char),
                    safety="safe",
                )
    if "<" in text:
        for match in _TAG.finditer(text):
            before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
            inside = before not in ("", "\n", "\r") and after not in ("", "\n", "\r")
            new = "\n" if inside and _BREAK.match(match[0]) else ""
            yield rule.finding(
                f"HTML tag {match[0][:40]}",
                match.start(),
                match.end(),
                Edit(match.start(), match.end(), new),
                safety="safe",
            )


@rule(
    "S425",
    "backslash",
    "info",
    ("D25",),
    "A backslash at the end of a line, alone on a line, or before a quotation mark: left by a table export. It is dropped.",
)
def backslash(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D25."""
    if "\\" not in scan.text:
        return
    for line in scan.lines:
        if "\\" not in line.text or line.kind == "unknown":
            continue
        for match in _BACKSLASH.finditer(scan.text, line.start, line.end):
            where = 'before "' if scan.text[match.end() : match.end() + 1] == '"' else "at the end of the line"
            yield rule.finding(
                f"backslash {where}", match.start(), match.end(), Edit(match.start(), match.end(), ""), safety="safe"
            )


@lru_cache(maxsize=1)
def _bytes_of() -> dict[str, int]:
    """The byte each character stood for where UTF-8 was read as Windows-1252."""
    table = {chr(n): n for n in range(0x80, 0x100)}
    table.update((bytes([n]).decode("cp1252"), n) for n in range(0x80, 0xA0) if n not in (0x81, 0x8D, 0x8F, 0x90, 0x9D))
    return table


_CONTINUES = "\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018-\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178"
_MISREAD = re.compile(
    f"(?:[\u00c2-\u00df][{_CONTINUES}]|[\u00e0-\u00ef][{_CONTINUES}]{{2}}|[\u00f0-\u00f4][{_CONTINUES}]{{3}})+"
)
_C1 = re.compile("[\u0080-\u009f]+")
_LONE = re.compile("(?<![A-Za-z\u00c0-\u024f])\u00c2(?=[ \\t\\r\\n]|$)")
# What a single re-decoded character may be: Latin letters and marks, punctuation, signs.
_PLAUSIBLE = re.compile(
    "[\u00a0-\u017f\u2010-\u2049\u20a0-\u20bf\u2116\u2122\u2190-\u2193\u2200-\u22ff\u2022\ufb01\ufb02\ufeff\u02c6\u02dc]+$"
)


def _decoded(run: str) -> str | None:
    """The run read as the UTF-8 it was; ``None`` where that is not valid or not likely."""
    table = _bytes_of()
    try:
        decoded = bytes(table[char] for char in run).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None
    return decoded if len(decoded) > 1 or _PLAUSIBLE.match(decoded) else None


def _misread_runs(text: str) -> list[tuple[int, int, str]]:
    """Runs that were decoded wrongly, with what they are."""
    decoded = ((match.start(), match.end(), _decoded(match[0])) for match in _MISREAD.finditer(text))
    return [(start, end, new) for start, end, new in decoded if new is not None]


@rule(
    "S426",
    "mojibake",
    "warning",
    ("D26",),
    "Text in UTF-8 was read as Windows-1252, or Windows-1252 as Latin-1, and letters and quotation marks became runs of odd "
    "characters. The run is decoded again; it is replaced only where the result is valid.",
)
def mojibake(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D26."""
    text = scan.text
    if text.isascii():
        return
    taken: set[int] = set()
    for start, end, new in _misread_runs(text):
        taken.update(range(start, end))
        yield rule.finding(
            f"{text[start:end]!r} is {new!r}, decoded wrongly", start, end, Edit(start, end, new), safety="safe"
        )
    for match in _C1.finditer(text):
        if match.start() in taken:
            continue
        try:
            new = match[0].encode("latin-1").decode("cp1252")
        except UnicodeDecodeError:
            continue
        yield rule.finding(
            f"control character {match[0]!r} is {new!r} of Windows-1252",
            match.start(),
            match.end(),
            Edit(match.start(), match.end(), new),
            safety="safe",
        )
    for match in _LONE.finditer(text):
        start, end = match.span()
        doubled = text[start - 1 : start] == " " and text[end : end + 1] == " "
        yield rule.finding(
            "'\u00c2' is left of a no-break blank that was decoded wrongly",
            start,
            end,
            Edit(start, end + doubled, ""),
            safety="safe",
        )


_QUESTION = re.compile(r"\?(?=[A-Za-z])|\?(?=\s+d'[A-Z])")
_CHARGE = re.compile(r"\bcharg\?", re.IGNORECASE)


@rule(
    "S427",
    "lost-accent",
    "info",
    ("D27",),
    "A question mark stands inside a word, where a letter with an accent or an apostrophe was lost. Which one is not known, so "
    "nothing is changed, but for CHARG?, which is CHARGE.",
)
def lost_accent(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D27."""
    text = scan.text
    if "?" not in text:
        return
    known: set[int] = set()
    if "harg?" in text or "HARG?" in text:
        for match in _CHARGE.finditer(text):
            known.add(match.end() - 1)
            at = match.end() - 1
            new = "E" if match[0][1] == "H" else "e"
            yield rule.finding(
                f"{match[0]} is {match[0][:-1]}{new}: the accented letter was lost",
                match.start(),
                match.end(),
                Edit(at, at + 1, new),
                safety="likely",
            )
    for match in _QUESTION.finditer(text):
        at = match.start()
        if at in known or at == 0:
            continue
        left = right = at
        while left and at - left <= 40 and not text[left - 1].isspace():
            left -= 1
        while right < len(text) and right - at <= 40 and not text[right].isspace():
            right += 1
        token = text[left:right]
        if (
            len(token) > 40
            or any(mark in token for mark in ("/", "=", "@", "??", "#", "&"))
            or not (text[at - 1].isalpha() or text[at - 1].isspace())
        ):
            continue
        if text[at - 1].isspace() and text[at + 1 : at + 2].isspace():
            continue
        yield rule.finding(f"a character is lost in {token!r}", left, right)


_INVISIBLE = re.compile(
    "(?P<mark>\ufeff)|(?P<width>[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u180e]+)|(?P<soft>\u00ad)|(?P<blank>[\u00a0\u2000-\u200a\u202f\u205f\u3000]+)|"
    "(?P<control>[\x00-\x08\x0e-\x1b\x7f\x81\x8d\x8f\x90\x9d]+)"
)
_NAMES = {
    "mark": "byte order mark inside the text",
    "width": "character without width",
    "soft": "soft hyphen",
    "blank": "no-break or other special blank",
    "control": "control character",
}


@rule(
    "S428",
    "invisible",
    "info",
    ("D28",),
    "Characters that cannot be seen: a byte order mark, marks without width, soft hyphens, no-break blanks, NUL and other "
    "control characters. Blanks become plain blanks, the others are deleted. A byte order mark at the very start belongs to the "
    "file and stays.",
)
def invisible(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D28: one finding for each kind of character."""
    text = scan.text
    if text.replace("\n", "").replace("\r", "").replace("\t", "").isprintable():
        return
    misread = set() if text.isascii() else {at for start, end, _ in _misread_runs(text) for at in range(start, end)}
    if text.startswith("\ufeff"):
        yield rule.finding("a byte order mark stands at the start of the text", 0, 1)
    found: dict[str, list[Edit]] = {}
    for match in _INVISIBLE.finditer(text, 1 if text.startswith("\ufeff") else 0):
        kind = match.lastgroup or ""
        start, end = match.span()
        if start in misread:
            continue
        new = ""
        if kind == "blank":
            new = " " * (end - start)
        elif kind == "soft" and text[end : end + 1] in ("\n", "\r"):
            new = "-"
        found.setdefault(kind, []).append(Edit(start, end, new))
    for kind, edits in found.items():
        first = edits[0]
        count = f", {len(edits)} times" if len(edits) > 1 else ""
        yield rule.finding(
            f"{_NAMES[kind]} {text[first.start]!r}{count}", first.start, first.end, *edits, safety="safe"
        )


_CURLY = re.compile("[\u2018-\u201f\u2010-\u2015\u2026]")


@rule(
    "S429",
    "word-processor-marks",
    "info",
    ("D29",),
    "Curly quotation marks, long dashes or an ellipsis from a word processor. The wire had no such characters: they are folded "
    "when the telegram is written as wire, and kept in the text.",
)
def word_processor_marks(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D29: one finding for the whole text."""
    if scan.text.isascii():
        return
    marks = _CURLY.findall(scan.text)
    if marks:
        at = scan.text.index(marks[0])
        kinds = " ".join(sorted(set(marks)))
        yield rule.finding(f"{len(marks)} characters the wire does not have: {kinds}", at, at + 1)


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
