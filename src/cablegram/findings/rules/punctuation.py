"""Blanks at punctuation and hyphens at old line ends (D21, D23)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cablegram.findings.base import Edit, Finding, Rule, Scan, rule
from cablegram.findings.rules.words import COMMON, LEFT, MOST_PAIRS, RIGHT, count, known, stands, word_set

# --- D23: blanks at punctuation, which tell a text where every hyphen has a blank after it ----------

_OPEN = re.compile(r"\(( )(?=[A-Za-z0-9\"])(?!(?:TS|SBU|LOU|[CSU])\s\))")
_OWNER = re.compile(r"(?<![Ss])'( )[Ss](?![A-Za-z'])")
_LABEL = re.compile(r"\d[.)]?[ \t]*$")
_PORTION = re.compile(r"\( (?:TS|SBU|FOUO|OUO|LOU|NF|[CSU])\b[A-Z/, -]{0,24}\)")  # the next rule's, behind a figure


def _spaced_punctuation(scan: Scan) -> list[tuple[int, int, int]]:
    """The blanks after brackets, apostrophes and opening quotation marks (D23): the blank, and what it stands in.

    Opening quotation marks only in capitals, and in texts of 1973 to 1976 or of an unknown year.
    """
    text = scan.text
    quotes = _of_the_seventies(scan) and '"' in text and scan.capitals
    owner = "'" in text and ("' S" in text or "' s" in text)
    start, end = scan.body
    found: list[tuple[int, int, int]] = []
    for match in _OPEN.finditer(text, start, end):
        closing = text.find(")", match.end(), match.end() + 400)
        between = text[match.end() : closing]
        if closing < 0 or "(" in between or "\n\n" in between or between[-1:].isspace():
            continue
        if not (
            _PORTION.match(text, match.start()) and _LABEL.search(text, max(start, match.start() - 6), match.start())
        ):
            found.append((match.start(1), match.start(), match.end()))
    found += [
        (match.start(1), match.start(), match.end())
        for match in (_OWNER.finditer(text, start, end) if owner else ())
        if text[match.start() - 1 : match.start()].isalpha() and _owner(text, match.start(), start)
    ]
    if quotes:
        found += _opening_quotes(text, start, end)
    return found


def _of_the_seventies(scan: Scan) -> bool:
    """Whether a telegram is of 1972 to 1976, or of an unknown year."""
    return scan.year is None or 1972 <= scan.year <= 1976


def _owner(text: str, at: int, start: int) -> bool:
    """Whether an apostrophe closes no quotation: none is opened before it in its line or in the line above."""
    first = text.rfind("\n", start, max(text.rfind("\n", start, at), start))
    return re.search(r"(?<!\w)'\w", text[max(first, start) : at]) is None


def _opening_quotes(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The blanks after opening quotation marks, in paragraphs where every quotation is closed."""
    at = start
    while at < end:
        stop = text.find("\n\n", at, end)
        stop = end if stop < 0 else stop
        if text.count('"', at, stop) % 2 == 0:
            quote = text.find('"', at, stop)
            opens = True
            while quote >= 0:
                after = text[quote + 1 : quote + 3]
                before = text[quote - 1] if quote > start else " "
                if opens and after[:1] == " " and after[1:].isalnum() and before in " \t\r\n(":
                    yield quote + 1, quote, quote + 2
                opens = not opens
                quote = text.find('"', quote + 1, stop)
        at = stop + 2


_INTACT = re.compile(r"[A-Z]-[A-Z]")


def _blank_after_hyphens(scan: Scan, shapes: int) -> bool:
    """Whether a blank stands after every hyphen of a text that has other blanks at punctuation."""
    return shapes >= 2 and not _INTACT.search(scan.text, *scan.body)


# --- T321: hyphens ------------------------------------------------------------------------------

_HYPHEN = re.compile(r"-(?: |[ \t]*\r*\n[ \t]*)(?=[A-Za-z]{2})")
_SUSPENDED = word_set("and or to but nor by through")
_PREFIXES = word_set(
    "self anti non well long short high low multi ex vice semi pro pre post co inter counter cross half full newly all under over "
    "one two three four five six seven eight nine ten first second third mid quasi pan micro macro sub trans ultra extra "
    "twenty thirty forty fifty sixty seventy eighty ninety"
)
_SUFFIXES = word_set(
    "sharing term level based making wide like owned called time scale range out up off general elect designate free born backed led "
    "sponsored related oriented speaking trained held controlled run year old day week month member man fold mentioned financed funded "
    "taker takers educated engine page class type style"
)


def _hyphenated(text: str, left: str, right: str) -> bool | None:
    """Whether two halves at a hyphen are a compound (``True``), one word (``False``), or it cannot be told (``None``)."""
    whole = left + right
    if f"{left}-{right}" in text:
        return True
    if right[0].isupper() and not right.isupper() and left[0].isupper() and not (known(left) and known(right)):
        return True  # a name: in small letters the second half of a broken word has no capital
    two = known(left) and known(right)
    counted = count(whole)
    if counted and (not two or counted >= 500):
        return False
    if (left.lower() in _PREFIXES and known(right)) or (right.lower() in _SUFFIXES and known(left)):
        return True
    if not two:
        return False if stands(text, whole) else None
    return None if counted or left.lower() in COMMON or right.lower() in COMMON else True


def _is_usual(text: str, left: str, right: str) -> bool:
    """Whether a compound needs its hyphen beyond doubt: it is one of the text, or its whole is no word.

    In capitals it must be a usual one too: there a hyphen with a blank behind it may be a dash.
    """
    if f"{left}-{right}" in text:
        return True
    if count(left + right):
        return False
    return not right.isupper() or left.lower() in _PREFIXES or right.lower() in _SUFFIXES


def _may_be_a_dash(text: str, left: str, right: str, at: int, end: int) -> bool:
    """Whether a hyphen between words of no usual compound may be a dash, or one of a chain."""
    if left.lower() in _PREFIXES or right.lower() in _SUFFIXES or f"{left}-{right}" in text:
        return False
    if text[end : end + 1] == "-":
        return True
    around = text[max(at - 40, 0) : at], text[end : end + 40]
    return any(re.search(r"\w-\s|\w\s-(?!-)", part) for part in around)


@rule(
    "T321",
    "hard-hyphen",
    "info",
    ("D21", "D23"),
    "A word was hyphenated at a line end, or the line was flowed since and a blank follows the hyphen: GOVERN- MENT. The word is "
    "joined where the whole is known; the hyphen is kept where both halves are words and the compound is usual, as in "
    "BURDEN-SHARING; there the blank behind the hyphen is surely too much. Where neither is known nothing is done.",
)
def hard_hyphen(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D21."""
    text = scan.text
    start, end = scan.body
    every: bool | None = None
    told: dict[tuple[str, str], bool | None] = {}
    for match in _HYPHEN.finditer(text, start, end):
        at = match.start()
        left = LEFT.search(text, max(start, at - 24), at)
        right = RIGHT.match(text, match.end())
        if left is None or right is None or len(left[0]) < 2 or right[0].lower() in _SUSPENDED:
            continue
        if text[left.start() - 1 : left.start()] in ("-", "'") or left[0].isupper() != right[0].isupper():
            continue
        pair = left[0], right[0]
        if pair not in told:
            if len(told) > MOST_PAIRS:
                return  # no telegram has as many
            told[pair] = _hyphenated(text, *pair)
        compound = told[pair]
        if compound is None:
            continue
        stop = right.end()
        flowed = match[0] == "- "
        if flowed and compound:
            if every is None:
                every = _blank_after_hyphens(scan, len(_spaced_punctuation(scan)))
            if every:
                continue  # the next rule's: a blank stands after every hyphen
        if compound and _may_be_a_dash(text, *pair, at, right.end()):
            continue
        whole = f"{left[0]}{'-' if compound else ''}{right[0]}"
        if flowed:
            edit = Edit(at + 1 if compound else at, match.end(), "")
        else:
            while stop < len(text) and not text[stop].isspace():
                stop += 1
            after = stop
            while after < len(text) and text[after] in " \t":
                after += 1
            if text[after : after + 1] in ("\r", "\n"):
                while text[after : after + 1] == "\r":
                    after += 1
                after += text[after : after + 1] == "\n"
            tail = text[match.end() : stop]
            edit = Edit(at + 1 if compound else at, after, tail + text[at + 1 : match.end()].lstrip(" \t"))
        what = "compound broken" if compound else "word hyphenated"
        yield rule.finding(
            f"{text[left.start() : right.end()]!r}: {what} at {'an old' if flowed else 'the'} line end, {whole}",
            left.start(),
            right.end(),
            edit,
            safety="safe" if flowed and compound and _is_usual(text, *pair) else "likely",
        )


_GROUP = re.compile(r"\b(\d{6}) Z(?= [A-Z]{3}\b)")
_ZONE = re.compile(r"Z(?<= Z)(?![A-Za-z])")
_BEFORE_ZONE = re.compile(r"(?<![\d.,/])(?:[0-3]\d)?(?:[01]\d|2[0-3])[0-5]\d\Z")
_CAPITAL_HYPHEN = re.compile(r"(?<![A-Za-z'-])([A-Z]{2,})-( )(?=([A-Z]{2,})(?![A-Za-z]))")


@rule(
    "T323",
    "blank-at-punctuation",
    "info",
    ("D23",),
    "In texts of 1973, and in some of later years, a converter set blanks around punctuation: ( TIA), WOMEN' S, 1300 Z, a quotation that opens with a blank, "
    "NEWLY- ASSIGNED. These shapes only are closed up, and a hyphen only between two words of which the whole is none.",
)
def blank_at_punctuation(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D23: quotations and hyphens only in texts of the seventies, or of an unknown year in capitals."""
    text = scan.text
    start, end = scan.body
    found = _spaced_punctuation(scan)
    zoned = " Z" in text
    shapes = len(found)
    for line in scan.by_kind.get("dtg", ()) if zoned else ():
        group = _GROUP.search(text, line.start, line.end)
        if group:
            found.append((group.end(1), group.start(), group.end()))
    for match in _ZONE.finditer(text, start, end) if zoned else ():
        blank = match.start() - 1
        time = _BEFORE_ZONE.search(text, max(start, blank - 6), blank)
        if time:
            found.append((blank, time.start(), match.end()))
    for at, first, stop in found:
        shown = text[max(text.rfind(" ", start, first) + 1, first - 16) : stop] + text[stop : stop + 16].split(" ")[0]
        yield rule.finding(
            f"a blank at punctuation in {' '.join(shown.split())!r}", first, stop, Edit(at, at + 1, ""), safety="safe"
        )
    if not _of_the_seventies(scan) or not scan.capitals or "- " not in text:
        return
    if not _blank_after_hyphens(scan, shapes):
        return
    for match in _CAPITAL_HYPHEN.finditer(text, start, end):
        left, right = match[1], match[3]
        if right.lower() in _SUSPENDED or not known(left) or not known(right) or count(left + right):
            continue
        yield rule.finding(
            f"a blank after the hyphen in {match[0] + right!r}",
            match.start(),
            match.end(3),
            Edit(match.start(2), match.end(2), ""),
            safety="safe",
        )
