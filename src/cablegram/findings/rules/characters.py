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
_PATH = re.compile(r"\\\w|[<>{}|]")
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


def _prose(content: str) -> bool:
    """Whether a line with a backslash is running text, which the backslash kept from being read as such."""
    return len(content.split()) >= 3 and _PATH.search(content) is None


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
        if "\\" not in line.text or (line.kind == "unknown" and not _prose(line.text)):
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
_QUOTES = re.compile("[\u2018\u2019\u201c\u201d]")
_STRAIGHT = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'}
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
    "characters. The run is decoded again; it is replaced only where the result is valid. A quotation mark becomes a straight one "
    "where the telegram has no other.",
)
def mojibake(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D26."""
    text = scan.text
    if text.isascii():
        return
    taken: set[int] = set()
    runs = _misread_runs(text)
    own = [match.start() for match in _QUOTES.finditer(text)] if runs or _C1.search(text) else []
    misread = {at for start, end, _ in runs for at in range(start, end)}
    straight = all(at in misread for at in own)  # the telegram has no curly quotation marks of its own
    for start, end, new in runs:
        taken.update(range(start, end))
        new = new.translate(_STRAIGHT) if straight else new
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
        new = new.translate(_STRAIGHT) if straight else new
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
    "(?P<feed>\x0c+)|(?P<control>[\x00-\x08\x0b\x0e-\x1b\x7f\x81\x8d\x8f\x90\x9d]+)"
)
_NAMES = {
    "mark": "byte order mark inside the text",
    "width": "character without width",
    "soft": "soft hyphen",
    "blank": "no-break or other special blank",
    "feed": "form feed",
    "control": "control character",
}


@rule(
    "S428",
    "invisible",
    "info",
    ("D28",),
    "Characters that cannot be seen: a byte order mark, marks without width, soft hyphens, no-break blanks, form feeds, NUL and "
    "other control characters, and line ends that are not those of the other lines. Blanks become plain blanks, the others are deleted. A byte order mark at the very start is deleted "
    "too, but where a file in UTF-16 or UTF-32 needs it to be read.",
)
def invisible(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D28: one finding for each kind of character in a line."""
    text = scan.text
    yield from _mixed_line_ends(rule, scan)
    if _all_visible(text):
        return
    misread = set() if text.isascii() else {at for start, end, _ in _misread_runs(text) for at in range(start, end)}
    if text.startswith("\ufeff"):
        source = scan.telegram.provenance
        needed = source is not None and not (source.encoding or "utf-8").startswith("utf-8")
        edits_ = () if needed else (Edit(0, 1, ""),)
        yield rule.finding("a byte order mark stands at the start of the text", 0, 1, *edits_, safety="safe")
    found: dict[tuple[str, int], list[Edit]] = {}
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
        elif (
            kind == "feed"
            and text[start - 1 : start] not in ("", "\n", "\r")
            and text[end : end + 1] not in ("", "\n", "\r")
        ):
            new = scan.line_end
        found.setdefault((kind, text.count("\n", 0, start)), []).append(Edit(start, end, new))
    for (kind, _), edits in found.items():
        first = edits[0]
        count = f", {len(edits)} times" if len(edits) > 1 else ""
        yield rule.finding(
            f"{_NAMES[kind]} {text[first.start]!r}{count}", first.start, edits[-1].end, *edits, safety="safe"
        )


_VISIBLE = bytes((*b"\t\n\r", *range(0x20, 0x7F)))


def _all_visible(text: str) -> bool:
    """Whether every character of a text can be seen, but for blanks and line ends."""
    if text.isascii():
        return not text.encode().translate(None, _VISIBLE)
    return text.replace("\n", "").replace("\r", "").replace("\t", "").isprintable()


_LINE_END = re.compile(r"(?<!\r)(?:\r\n|\n)")


def _mixed_line_ends(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """The line ends that are not those of the most lines, in one finding."""
    text = scan.text
    if "\r" not in text:
        return
    with_return = text.count("\r\n")
    without = text.count("\n") - with_return
    if not with_return or not without:
        return
    wrong, right = ("\r\n", "\n") if with_return < without else ("\n", "\r\n")
    edits = [Edit(m.start(), m.end(), right) for m in _LINE_END.finditer(text) if m[0] == wrong]
    if edits:
        count = f"{len(edits)} line ends are" if len(edits) > 1 else "a line end is"
        first = edits[0]
        yield rule.finding(f"{count} {wrong!r}, the others {right!r}", first.start, first.end, *edits, safety="safe")


_CURLY = re.compile("[\u2018-\u201f\u2010-\u2015\u2026]")
_DASHES = re.compile("(?<=\\w)[\u2010-\u2013](?=\\w)|(?<= )\u2014(?= )")
_INSIDE = re.compile("[a-z][\u2010-\u2013][a-z]")  # no range and no pair of names: a hyphen in any form
_SENT = frozenset(("wire", "wire-bare", "page"))  # forms that went over the wire
_PLAIN_DASHES = re.compile(r"\w-\w| -- ")


@rule(
    "S429",
    "word-processor-marks",
    "info",
    ("D29",),
    "Curly quotation marks, long dashes or an ellipsis from a word processor. The wire had no such characters. Where the "
    "telegram's own quotation marks or dashes are plain elsewhere, those few are folded; in a copy that has them throughout they "
    "are kept, and folded only when the telegram is written as wire.",
)
def word_processor_marks(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D29: one finding for each mark that is folded, one for all that are kept."""
    text = scan.text
    if text.isascii():
        return
    misread = {at for start, end, _ in _misread_runs(text) for at in range(start, end)}
    marks = [m.start() for m in _CURLY.finditer(text) if m.start() not in misread]
    if not marks:
        return
    folded: dict[int, str] = {}
    quotes = [at for at in marks if ord(text[at]) in _STRAIGHT]
    sent = scan.telegram.family in _SENT
    if quotes and ((sent and scan.capitals) or len(quotes) <= 3 * (text.count("'") + text.count('"'))):
        folded.update((at, _STRAIGHT[ord(text[at])]) for at in quotes)
    dashes = [m.start() for m in _DASHES.finditer(text) if m.start() not in misread]
    if not (sent or len(dashes) <= len(_PLAIN_DASHES.findall(text))):
        dashes = [at for at in dashes if _INSIDE.match(text, at - 1)]
    if dashes:
        folded.update((at, "--" if text[at] == "\u2014" else "-") for at in dashes)
    for at, new in sorted(folded.items()):
        yield rule.finding(
            f"{text[at]!r} is {new!r} elsewhere in the telegram: the wire does not have it",
            at,
            at + 1,
            Edit(at, at + 1, new),
            safety="safe",
        )
    kept = [at for at in marks if at not in folded]
    if kept:
        kinds = " ".join(sorted({text[at] for at in kept}))
        yield rule.finding(f"{len(kept)} characters the wire does not have: {kinds}", kept[0], kept[0] + 1)
