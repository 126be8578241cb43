"""Page turns, captions, doubled text, tables, and what stands around the telegram (D15-D17, D22, D23, D37, D39)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cablegram.findings.base import RUNNING, Edit, Finding, Rule, Scan, rule
from cablegram.findings.rules.words import SUSPENDED, blank_after_hyphens, count, known, spaced_punctuation, word_set

_TERMINAL = (".", ":", "?", "!", '"')
_TURN = frozenset(("page", "page-class", "stamp", "two-digit", "blank", "spacer"))
# Endings that are no word: the second part of a word that was hyphenated at the foot of a page.
_TAIL = re.compile(
    r"(?:TION|TIONS|TIONAL|TIONED|SION|SIONS|MENT|MENTS|MENTAL|TIVE|TIVES|TIVELY|ATION|ATIONS|ANCE|ANCES|ENCE|ENCES|TURES|TIAL|"
    r"CIAL|CIALLY|BILITY|BILITIES|ITIES)(?=[\s.,;:)])",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"-?\$?[\d.,]*\d[%)]?$|-+$|N/?A$")


@rule(
    "T317",
    "doubled-text",
    "warning",
    ("D17",),
    "A line or a paragraph stands twice in a row, or the text after a page or section line repeats the end of the text before "
    "it. The second is dropped.",
)
def doubled_text(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D17."""
    contents, starts, lines = scan.contents, scan.starts, scan.lines
    above = -1
    for i, (line, content) in enumerate(zip(lines, contents, strict=True)):
        if line.kind not in RUNNING and line.kind != "heading":
            continue
        twice = above >= 0 and content == contents[above] and len(content) >= 20 and "   " not in content
        if twice and all(lines[j].kind == "blank" for j in range(above + 1, i)):
            start, end = starts[above] + len(content), starts[i] + len(content)
            yield rule.finding(f"{content[:40]!r} stands twice", starts[i], end, Edit(start, end, ""), safety="likely")
        above = i
    paragraphs = scan.telegram.paragraphs
    for one, two in pairwise(paragraphs):
        if (
            one.text == two.text
            and "\n" in scan.text[one.start : one.end].strip()
            and len(one.text) >= 20
            and one.label == two.label
        ):
            yield rule.finding(
                f"the paragraph {one.text[:40]!r} stands twice",
                two.start,
                two.end,
                Edit(one.end, two.end, ""),
                safety="likely",
            )
    if scan.telegram.pages:
        yield from _overlaps(rule, scan)


def _overlaps(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """Text after a page turn that repeats the end of the text before it: 40 characters or more."""
    lines, contents, starts = scan.lines, scan.contents, scan.starts
    down = 0
    while down < len(lines):
        up = down - 1
        while down < len(lines) and lines[down].kind in _TURN:
            down += 1
        turned = any(lines[i].kind == "page" for i in range(up + 1, down))
        if up + 1 == down:
            down += 1
        if not turned or up < 0 or down >= len(lines):
            continue
        if lines[up].kind not in RUNNING or lines[down].kind not in RUNNING:
            continue
        left = scan.text[max(starts[up] + len(contents[up]) - 600, 0) : starts[up] + len(contents[up])]
        right = scan.text[starts[down] : starts[down] + 600]
        key = right[:40]
        at = left.find(key) if len(key) == 40 else -1
        while at >= 0:
            length = len(left) - at
            if right.startswith(left[at:]):
                start, end = starts[down], starts[down] + length
                while end < len(scan.text) and scan.text[end] in " \t\r\n":
                    end += 1
                yield rule.finding(
                    f"{length} characters after the page turn repeat the text before it",
                    start,
                    start + length,
                    Edit(start, end, ""),
                    safety="likely",
                )
                break
            at = left.find(key, at + 1)


@rule(
    "T322",
    "lone-word-tail",
    "warning",
    ("D22",),
    "After a page turn the text begins with the tail of a hyphenated word, and its head is not at the end of the page before. "
    "The head is lost; nothing is put in its place.",
)
def lone_word_tail(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D22."""
    lines, contents = scan.lines, scan.contents
    for i, line in enumerate(lines):
        if line.kind != "text" or i == 0 or lines[i - 1].kind not in _TURN:
            continue
        match = _TAIL.match(contents[i])
        if match is None:
            continue
        up = i - 1
        while up >= 0 and lines[up].kind in _TURN:
            up -= 1
        turned = any(lines[j].kind in ("page", "page-class", "stamp") for j in range(up + 1, i))
        if turned and up >= 0 and not contents[up].endswith("-"):
            start = scan.starts[i]
            yield rule.finding(
                f"{match[0]!r} is the end of a word whose head is lost at the page turn", start, start + match.end()
            )


@rule(
    "T339",
    "columns-lost",
    "info",
    ("D39",),
    "Rows of figures stand with one blank between them: the columns of a table were lost when runs of blanks were collapsed. "
    "They are not put back.",
)
def columns_lost(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D39: three rows or more, each with the same three or more figures at its end and no wide gap."""
    rows: list[tuple[int, int]] = []
    for i in range(len(scan.lines) + 1):
        count = 0
        if i < len(scan.lines) and scan.lines[i].kind in ("text", "sub-paragraph"):
            content = scan.contents[i]
            if content[-1].isdigit() and "  " not in content and "\t" not in content and len(content) < 100:
                words = content.split()
                while count < len(words) and _NUMBERS.match(words[-1 - count]):
                    count += 1
        if count >= 3 and (not rows or rows[-1][1] == count):
            rows.append((i, count))
            continue
        if len(rows) >= 3:
            first, last = rows[0][0], rows[-1][0]
            yield rule.finding(
                f"{len(rows)} rows of {rows[0][1]} figures: the columns of a table are lost",
                scan.starts[first],
                scan.starts[last] + len(scan.contents[last]),
            )
        rows = [(i, count)] if count >= 3 else []


@rule(
    "T315",
    "page-turn",
    "info",
    ("D15",),
    "A page turn of the archive form stands inside a paragraph: class words, the PAGE line, release stamps, in any order. The whole "
    "run is removed and the sentence joined by one blank; where the sentence was over the break of lines stays.",
)
def page_turn(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D15."""
    by_kind = scan.by_kind
    if "page-class" not in by_kind and "stamp" not in by_kind and "page" not in by_kind:
        return
    lines, contents, starts = scan.lines, scan.contents, scan.starts
    i, total = 0, len(lines)
    while i < total:
        if lines[i].kind not in _TURN or i == 0 or lines[i - 1].kind not in RUNNING:
            i += 1
            continue
        first = i
        while i < total and lines[i].kind in _TURN:
            i += 1
        kinds = {line.kind for line in lines[first:i]}
        archive = kinds & {"page-class", "stamp"} or any(
            "PAGE" in lines[j].text for j in range(first, i) if lines[j].kind == "page"
        )
        if (
            i >= total
            or lines[i].kind != "text"
            or not archive
            or sum(lines[j].kind == "spacer" for j in range(first, i)) > 2
        ):
            continue
        start, end = starts[first - 1] + len(contents[first - 1]), starts[i]
        over = contents[first - 1].endswith(_TERMINAL)
        between = " " if not over else "\n\n" if "blank" in kinds else "\n"
        marks = [j for j in range(first, i) if lines[j].kind not in ("blank", "spacer")]
        what = next((contents[j] for j in marks if lines[j].kind == "page"), contents[marks[0]])
        yield rule.finding(
            f"the page turn {what[:60]!r} stands {'inside a paragraph' if over else 'in mid-sentence'}",
            starts[marks[0]],
            starts[marks[-1]] + len(contents[marks[-1]]),
            Edit(start, end, between),
            safety="safe",
        )


@rule(
    "T316",
    "repeated-caption",
    "info",
    ("D16", "K30"),
    "A caption stands twice or more in the same block of captions, with only blank lines or other captions between. One is kept.",
)
def repeated_caption(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D16, K30."""
    if len(scan.by_kind.get("caption", ())) < 2:
        return
    seen: dict[str, None] = {}
    above = 0  # where the text above the caption ends
    for line, content, start in zip(scan.lines, scan.contents, scan.starts, strict=True):
        if line.kind == "caption":
            words = " ".join(content.split())
            if words in seen:
                end = start + len(content)
                yield rule.finding(f"caption {words} is repeated", start, end, Edit(above, end, ""), safety="safe")
            seen[words] = None
            above = start + len(content)
        elif line.kind != "blank":
            seen.clear()


_ZONE = re.compile(r" Z(?![A-Za-z])")
_BEFORE_ZONE = re.compile(r"(?<![\d.,/])(?:[0-3]\d)?(?:[01]\d|2[0-3])[0-5]\d\Z")
_HYPHEN = re.compile(r"(?<![A-Za-z'-])([A-Z]{2,})-( )(?=([A-Z]{2,})(?![A-Za-z]))")


@rule(
    "T323",
    "blank-at-punctuation",
    "info",
    ("D23",),
    "In texts of 1973 a converter set blanks around punctuation: ( TIA), WOMEN' S, 1300 Z, a quotation that opens with a blank, "
    "NEWLY- ASSIGNED. These shapes only are closed up, and a hyphen only between two words of which the whole is none.",
)
def blank_at_punctuation(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D23: only in texts of the seventies, or of an unknown year in capitals."""
    text = scan.text
    if not ("( " in text or "' S" in text or " Z" in text or '" ' in text) or not scan.capitals:
        return
    if scan.year is not None and not 1972 <= scan.year <= 1976:
        return
    start, end = scan.body
    found = spaced_punctuation(scan)
    shapes = len(found)
    for match in _ZONE.finditer(text, start, end):
        time = _BEFORE_ZONE.search(text, max(start, match.start() - 6), match.start())
        if time:
            found.append((match.start(), time.start(), match.end()))
    for at, first, stop in found:
        shown = text[max(text.rfind(" ", start, first) + 1, first - 16) : stop] + text[stop : stop + 16].split(" ")[0]
        yield rule.finding(
            f"a blank at punctuation in {' '.join(shown.split())!r}", first, stop, Edit(at, at + 1, ""), safety="safe"
        )
    if "- " not in text or not blank_after_hyphens(scan, shapes):
        return
    for match in _HYPHEN.finditer(text, start, end):
        left, right = match[1], match[3]
        if right.lower() in SUSPENDED or not known(left) or not known(right) or count(left + right):
            continue
        yield rule.finding(
            f"a blank after the hyphen in {match[0] + right!r}",
            match.start(),
            match.end(3),
            Edit(match.start(2), match.end(2), ""),
            safety="safe",
        )


_OUTSIDE = frozenset(("unknown", "blank", "stamp"))
_OPENS_FRAME = word_set(
    "transmission-id routing originator security dtg from page page-class classification distribution record-heading label eo"
)
_CLOSES_FRAME = word_set("signature end serial-check separator page-class attribute footer")


def _cuttable(scan: Scan, i: int) -> bool:
    """Whether a line outside the frame is surely no damaged line of the form: forms are in capitals."""
    line, content = scan.lines[i], scan.contents[i]
    return line.kind in ("blank", "stamp") or (not content.isupper() and any(map(str.islower, content)))


@rule(
    "S437",
    "around-the-telegram",
    "info",
    ("D37",),
    "Stamps, banners, navigation and other lines of a web copy stand around the telegram. They are cut before its first line and "
    "after its last; foreign lines inside it are only reported.",
)
def around_the_telegram(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D37."""
    lines, by_kind = scan.lines, scan.by_kind
    if "unknown" not in by_kind and "stamp" not in by_kind:
        return
    total = len(lines)
    first = next((i for i in range(total) if lines[i].kind not in _OUTSIDE), total)
    last = next((i for i in range(total - 1, -1, -1) if lines[i].kind not in _OUTSIDE), -1)
    cut: set[int] = set()
    before = [i for i in range(first) if lines[i].kind != "blank"]
    if before and first < total and lines[first].kind in _OPENS_FRAME and all(_cuttable(scan, i) for i in before):
        cut.update(range(first))
        start = lines[first].start
        yield rule.finding(f"{start} characters stand before the telegram", 0, start, Edit(0, start, ""), safety="safe")
    after = [i for i in range(last + 1, total) if lines[i].kind != "blank"]
    if last >= 0 and after and lines[last].kind in _CLOSES_FRAME and all(_cuttable(scan, i) for i in after):
        cut.update(range(last + 1, total))
        start = scan.starts[last] + len(scan.contents[last])
        end = len(scan.text)
        yield rule.finding(
            "lines stand after the end of the telegram",
            scan.starts[after[0]],
            end,
            Edit(lines[last].end, end, "") if lines[last].end > start else Edit(start, end, ""),
            safety="safe",
        )
    i = 0
    while i < total:
        if lines[i].kind != "unknown" or i in cut:
            i += 1
            continue
        begin = i
        while i < total and lines[i].kind == "unknown":
            i += 1
        count = f"{i - begin} foreign lines" if i - begin > 1 else "a foreign line"
        yield rule.finding(
            f"{count}: {scan.contents[begin][:50]!r}",
            scan.starts[begin],
            scan.starts[i - 1] + len(scan.contents[i - 1]),
        )
