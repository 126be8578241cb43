"""Marks of paragraphs and portions, pilcrows, bullets, letter spacing, redactions (1.14; D01-D05, D13, D31, D40)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from cablegram.findings.base import RUNNING, Edit, Finding, Rule, Safety, Scan, rule
from cablegram.telegram.records import Paragraph

PILCROW = "\u00b6"
_DIGITS = re.compile(r"\d+")
_MARK = r"(?:TS|SBU|FOUO|OUO|LOU|[CSU])(?:/{1,2}[A-Z]{1,10})?"
_PILCROWS = re.compile("\u00b6+[ \\t]*")
_GLYPH_AND_MARK = re.compile(r"\n[ \t]*[\u00c2PqIlf|!\]][ \t]?\d{1,3}[.)]?[ \t]?\(")
_OPENS_LINE = re.compile(r"[\w(]")
_NUMBER_AND_MARK = re.compile(r"\d{1,3}\.?[ \t]?\(")
_YEAR = re.compile(r"1(?:19|20)\d\d(?![\d%]|[.,]\d)")
_MONTH = (
    r"JAN(?:UARY|\.)?|FEB(?:RUARY|\.)?|MAR(?:CH|\.)?|APR(?:IL|\.)?|MAY|JUNE?|JULY?|AUG(?:UST|\.)?|SEPT?(?:EMBER|\.)?|"
    r"OCT(?:OBER|\.)?|NOV(?:EMBER|\.)?|DEC(?:EMBER|\.)?"
)
_BEFORE_YEAR = re.compile(
    rf"(?:\b(?:IN|OF|BY|UNTIL|SINCE|(?:{_MONTH})(?:\s\d{{1,2}},)?)\s|\b(?:19|20)\d\d\s?-{{1,2}}\s?)$", re.IGNORECASE
)
_AFTER_YEAR = re.compile(
    r"[.,;:?!)\]\"'-]|\s*$|\s\(|\s+(?:AND|OR|TO|BUT|WITH|WHEN|WHERE|WHILE|AS|AT|ON|IN|FOR|FROM|BY|UNDER|IS|WAS|ARE|WERE|WILL|WOULD|"
    r"HAS|HAD|HAVE|IF|UNLESS|AFTER|BEFORE|BECAUSE|SINCE|THAT|WHICH|THE|A|AN)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\s+(?:\w+S|MEN|WOMEN|PEOPLE|CHILDREN|HEAD|PER ?CENT|MILLION)\b", re.IGNORECASE)  # as things are
_OTHER_GLYPH = re.compile(
    rf"^[ \t]*(?P<glyph>\u00c2(?!\u00b6)|[PqIlf|!\]])[ \t]?(?P<number>\d{{1,3}})[.)]?[ \t]?\((?:{_MARK})(?:\s?-\s?ENTIRE TEXT|(?<=REL) [A-Z, ]{{2,40}})?\)",
    re.MULTILINE,
)
_MAY_OPEN = frozenset(("paragraph", "text", "unknown", "heading", "classified-by", "reference", "subject"))  # as read
_GLYPHS = ("P", "q", "I", "l", "f", "|", "!", "]", "\u00c2")
_HALF = re.compile(
    rf"\s*(?:(?P<open>{_MARK}(?:(?<=REL) [A-Z, ]{{2,40}})?)\)|\((?P<turned>{_MARK}(?:(?<=REL) [A-Z, ]{{1,40}}[A-Z])?)(?P<turn>\s?\()(?=\s)|\((?P<close>{_MARK})(?<!REL)(?=\s+[^\s)])|(?P<blank>\((?:\s{_MARK}\s?|{_MARK}\s)\))|"
    rf"\((?P<one>{_MARK})\)(?P<double>\s\((?P=one)\)))"
)
_WHOLE = (" (C)", " (U)", " (S)")
_LETTERS = re.compile(r" [A-Z] {1,3}[A-Z] ")
_MAY_BE_SPACED = ("heading", "marker", "text", "paragraph", "subject")
_SPACED = re.compile(r"(?:[A-Z] {1,3}){4,}[A-Z](?![A-Za-z])")
# What may stand before a heading in its line: number, portion mark, a word that opens or closes a block.
_OPENING = re.compile(rf"(?:\d{{1,3}}\.[ \t]*)?(?:\((?:{_MARK})\)[ \t]*)?(?:(?:BEGIN|END)[ \t]+(?:OF[ \t]+)?)?")
_REDACTED = re.compile(r"X{3,}")
_SENTENCE = re.compile(r"[a-z]{2,},? [a-z]{2,} [a-z]{2,}|[A-Z]{2,},? [A-Z]{2,} [A-Z]{2,} [A-Z]{2,}")
_ROMAN = frozenset("IVXLCDM")
_WITH_REDACTION = RUNNING | {"subject", "classified-by", "heading", "marker", "reference", "signature"}


def _label_digits(scan: Scan, paragraph: Paragraph) -> tuple[str, int] | None:
    """The digits of a paragraph's mark and where they stand."""
    match = _DIGITS.search(paragraph.label or "")
    if match is None:
        return None
    at = paragraph.start + match.start()
    return (match[0], at) if scan.text.startswith(match[0], at) else None


@rule(
    "T301",
    "pilcrow-read-as-one",
    "warning",
    ("D02",),
    "A publishing tool set a pilcrow before every paragraph number, and the character was read as the digit 1: 11. is "
    "paragraph 1, 18. is paragraph 8. The whole sequence is solved at once. The first 1 is dropped; that is certain where "
    "three marks or more agree or real pilcrows stand beside them, and nothing is done where paragraphs 10 to 19 exist.",
)
def pilcrow_read_as_one(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D02: the reader has solved the sequence; where its number is not the printed one, a 1 is too many."""
    found: list[tuple[Paragraph, str, int]] = []
    pilcrows = real = 0
    paragraphs = scan.telegram.paragraphs
    if not any(p.label is not None and p.number is not None and f"1{p.number}" in p.label for p in paragraphs):
        return
    for paragraph in paragraphs:
        if paragraph.number is None or paragraph.label is None:
            continue
        if PILCROW in paragraph.label:
            pilcrows += 1
            continue
        digits = _label_digits(scan, paragraph)
        if digits is None:
            continue
        if digits[0] == f"1{paragraph.number}":
            found.append((paragraph, *digits))
        elif len(digits[0]) > 1:
            real += 1  # a number of two digits that is what it says
    safety: Safety = "safe" if (pilcrows or len(found) >= 3) and not real else "likely"
    for paragraph, digits_, at in found:
        yield rule.finding(
            f'paragraph mark "{digits_}." is \u00b6{paragraph.number}: a pilcrow read as the digit 1',
            at,
            at + len(digits_),
            Edit(at, at + 1, ""),
            safety=safety,
        )


@rule(
    "T302",
    "pilcrow",
    "info",
    ("D01",),
    "A pilcrow stands before the number or letter that opens a line. A publishing tool set it; the telegram never had it. "
    "It is deleted.",
)
def pilcrow(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D01."""
    if PILCROW not in scan.text:
        return
    text = scan.text
    for match in _PILCROWS.finditer(text):
        start, end = match.span()
        above = text[max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1 : start]
        opens = not above.strip(" \t-") and _OPENS_LINE.match(text, end)
        if opens or (above[-1:] in (" ", "\t") and _NUMBER_AND_MARK.match(text, end)):
            follows = text[end : end + 4].split()
            yield rule.finding(
                f"a pilcrow stands before {follows[0] if follows else ''!r}, set by a publishing tool",
                start,
                end,
                Edit(start, end, ""),
                safety="safe",
            )


@rule(
    "T303",
    "pilcrow-in-year",
    "warning",
    ("D03",),
    "A year of five digits that begins with 1, such as 12011 for 2011: a pilcrow, or a stray digit 1, stands before the year. "
    "The 1 is dropped where the year lies within thirty years of the telegram and a word or dash before it says that a year "
    "is meant; where the year is further away, the telegram's date unknown, or a thing may be counted, it is only reported.",
)
def pilcrow_in_year(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D03."""
    text = scan.text
    start, end = scan.body
    for match in _YEAR.finditer(text, start, end):
        at = match.start()
        before = None if text[at - 1 : at].isalnum() else _BEFORE_YEAR.search(text, max(start, at - 24), at)
        if before is None:
            continue
        after = _AFTER_YEAR.match(text, match.end())
        word = text[match.end() : match.end() + 3].lstrip()
        year = int(match[0][1:])
        if not after and not before[0][0].isdigit() and not (word[:1].isupper() and not scan.capitals):
            counted = _COUNTED.match(text, match.end())
            if year % 100 and not counted and scan.year is not None and abs(year - scan.year) <= 30:
                yield rule.finding(
                    f"{match[0]} may be the year {year} with a 1 before it", at, match.end(), severity="info"
                )
            continue
        if scan.year is not None and abs(year - scan.year) <= 30:
            yield rule.finding(
                f"{match[0]} is the year {year}: a pilcrow read as the digit 1",
                at,
                match.end(),
                Edit(at, at + 1, ""),
                safety="likely",
            )
        else:
            far = "the telegram's own date is not known" if scan.year is None else f"{year} is far from {scan.year}"
            yield rule.finding(
                f"{match[0]} may be the year {year} with a 1 before it; {far}", at, match.end(), severity="info"
            )


@rule(
    "T304",
    "pilcrow-as-letter",
    "warning",
    ("D04",),
    "A pilcrow before a paragraph number was read as a letter or a bar (P, q, I, l, f, |). It is taken for one only where a "
    "portion mark follows and the number is the next of the sequence.",
)
def pilcrow_as_letter(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D04."""
    text = scan.text
    if "(" not in text or not _GLYPH_AND_MARK.search("\n" + text):
        return
    end = scan.body[1]
    numbered: list[tuple[int, int]] | None = None
    last = (0, 0)  # the mark found before: where it stands and its number
    for line, content in zip(scan.lines, scan.contents, strict=True):
        if not content.startswith(_GLYPHS) or line.kind not in _MAY_OPEN:
            continue
        match = _OTHER_GLYPH.match(text, line.start, max(line.end, end))
        if match is None:
            continue
        if numbered is None:
            numbered = [(p.start, p.number) for p in scan.telegram.paragraphs if p.number is not None]
        k = bisect_left(numbered, (match.start("glyph"), 0)) - 1
        before = max(last, numbered[k] if k >= 0 else (0, 0))
        if int(match["number"]) == before[1] + 1:
            last = (match.start("glyph"), before[1] + 1)
            yield rule.finding(
                f"{match['glyph']!r} before paragraph number {match['number']} is a misread pilcrow",
                match.start("glyph"),
                match.end("glyph"),
                Edit(match.start("glyph"), match.start("number"), ""),
                safety="likely",
            )


@rule(
    "T305",
    "bullet-before-number",
    "info",
    ("D05",),
    "A converter set a bullet dash before a paragraph number: - 16. (C). Paragraphs of a telegram have no dash; it is dropped.",
)
def bullet_before_number(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D05."""
    paragraphs = scan.telegram.paragraphs
    numbers = [p.number for p in paragraphs if p.number is not None]
    before: Paragraph | None = None
    listed = -1
    in_order = all(one < two for one, two in pairwise(numbers))  # numbers may be missing where paragraphs ran together
    for paragraph in paragraphs:
        label = paragraph.label
        above, before = before, paragraph
        if label is None or label[0] != "-" or paragraph.number is None:
            continue
        item = f"\n- {paragraph.number - 1}."
        if paragraph.number - 1 == listed or (above and item in scan.text[above.start : paragraph.start]):
            listed = paragraph.number
            continue  # the items of a list, of which the first was read as text
        mark = label.lstrip("- \t")
        cut = len(label) - len(mark)
        yield rule.finding(
            f'a bullet stands before paragraph mark "{mark}"',
            paragraph.start,
            paragraph.start + len(label),
            Edit(paragraph.start, paragraph.start + cut, ""),
            safety="safe" if paragraph.portion or in_order else "likely",
        )


@rule(
    "T340",
    "portion-bracket",
    "warning",
    ("D40",),
    "A portion mark has lost one of its brackets, has one turned, or has a blank inside them: C) or (SBU or (SBU ( or (C ). The "
    "bracket is restored. Of a mark that stands twice, (C) (C), one is kept.",
)
def portion_bracket(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D40."""
    text = scan.text
    paragraphs = scan.telegram.paragraphs
    marked = sum(p.portion is not None for p in paragraphs)
    for paragraph in paragraphs:
        if paragraph.label is None:
            continue
        at = paragraph.start + len(paragraph.label)
        if text[at : at + 3].lstrip(" ")[:1] not in "(CSUTLFO":
            continue
        if text[at : at + 4] in _WHOLE and text[at + 5 : at + 6] != "(":
            continue
        match = _HALF.match(text, at, paragraph.end)
        if match is None:
            continue
        if match["open"]:
            sure = marked > 1 or len(match["open"]) > 1
            start, end, edit, lost = (
                match.start("open"),
                match.end(),
                Edit(match.start("open"), match.start("open"), "("),
                "first",
            )
        elif match["turned"]:
            start, end, sure, lost = match.start("turned") - 1, match.end("turn"), True, "last"
            edit = Edit(match.start("turn"), end, ")")
        elif match["double"]:
            start, end, sure, lost = match.start("one") - 1, match.end("double"), False, ""
            edit = Edit(match.start("double"), end, "")
        elif match["blank"]:
            start, end, sure, lost = match.start("blank"), match.end("blank"), True, ""
            edit = Edit(start, end, "".join(match["blank"].split()))
        else:
            start, end = match.start("close") - 1, match.end("close")
            closing = text.find(")", end, paragraph.end)
            opening = text.find("(", end, paragraph.end)
            if closing >= 0 and (opening < 0 or closing < opening):
                continue
            if len(match["close"]) == 1 and not marked:
                continue
            sure, edit, lost = True, Edit(end, end, ")"), "last"
        words = (
            f"portion mark {text[start:end]!r} has lost its {lost} bracket"
            if lost
            else f"portion mark {text[start:end]!r} stands twice"
            if match["double"]
            else f"blank inside portion mark {text[start:end]!r}"
        )
        yield rule.finding(words, start, end, edit, safety="safe" if sure else "likely")


@rule(
    "T313",
    "letter-spaced",
    "info",
    ("D13",),
    "A heading is written with a blank between its letters: S U M M A R Y. It is read as the word it spells and "
    "respaced, two blanks being a gap between words. The classification line, captions and page marks are always written so and are not reported.",
)
def letter_spaced(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D13."""
    seen = -1
    # The classification line above them is always written so.
    first = min(
        (scan.by_kind[kind][0].start for kind in _MAY_BE_SPACED if kind in scan.by_kind), default=len(scan.text)
    )
    for letters in _LETTERS.finditer(scan.text, first):
        if letters.start() < seen:
            continue
        i = scan.line_at(letters.start())
        line = scan.lines[i]
        seen = line.end
        if line.kind not in _MAY_BE_SPACED:
            continue
        content, at = scan.contents[i], scan.starts[i]
        opening = _OPENING.match(content)
        match = _SPACED.match(content, opening.end() if opening else 0)
        if match is None or match[0].split(" ", 1)[0] == "":
            continue
        spelled = match[0].replace(" ", "")
        if "".join(sorted(set(spelled))) == spelled:
            continue  # an alphabet, or a part of one: a list to choose from
        words = " ".join("".join(word.split()) for word in re.split(" {2,3}", match[0]))
        alone = match.end() == len(content) or content[match.end()] in ":.-"
        edits = (Edit(at + match.start(), at + match.end(), words),) if alone and line.kind != "subject" else ()
        yield rule.finding(
            f"letter-spaced heading, read as {words}", at + match.start(), at + match.end(), *edits, safety="safe"
        )


def _in_sentence(kind: str, text: str) -> bool:
    """Whether a line that the letters X kept from being read is running text."""
    return kind == "unknown" and "XXXX" in text and _SENTENCE.search(text) is not None


@rule(
    "T331",
    "redaction",
    "info",
    ("D31",),
    "A run of the letter X stands where words were taken out. It counts as one word and is never corrected. Where it is "
    "glued to a neighbour a blank is inserted. Roman numbers such as XXXIV are none.",
)
def redaction(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D31."""
    text = scan.text
    if "X" not in text or "XXX" not in text:
        return
    for line in scan.lines:
        if "XXX" not in line.text or (line.kind not in _WITH_REDACTION and not _in_sentence(line.kind, line.text)):
            continue
        for match in _REDACTED.finditer(text, line.start, line.end):
            start, end = match.span()
            before, after = text[start - 1 : start].isalpha(), text[end : end + 1].isalpha()
            if end - start == 3 and (before or not after or text[end] in _ROMAN):
                continue  # a Roman number, or a word
            edits = [Edit(start, start, " ")] if before else []
            edits += [Edit(end, end, " ")] if after else []
            glued = ", glued to a word" if edits else ""
            yield rule.finding(f"{end - start} letters X: words taken out{glued}", start, end, *edits, safety="safe")
