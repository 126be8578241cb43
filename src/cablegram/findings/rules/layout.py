"""Page turns, captions, doubled text, tables, and what stands around the telegram (D15-D17, D22, D23, D37, D39)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cablegram.findings.base import RUNNING, Edit, Finding, Rule, Scan, rule
from cablegram.findings.rules.words import known, word_set
from cablegram.tables import rows

_TERMINAL = (".", ":", "?", "!", '"')
_SENTENCES = RUNNING | {"heading", "marker", "signature"}
_PAGE_MARKS = frozenset(("page", "page-class", "stamp"))
_TURN = frozenset(("page", "page-class", "stamp", "two-digit", "blank", "spacer"))
# Endings that are no word: the second part of a word that was hyphenated at the foot of a page.
_TAIL = re.compile(
    r"(?:TION|TIONS|TIONAL|TIONED|SION|SIONS|MENT|MENTS|MENTAL|TIVE|TIVES|TIVELY|ATION|ATIONS|ANCE|ANCES|ENCE|ENCES|TURES|TIAL|"
    r"CIAL|CIALLY|BILITY|BILITIES|ITIES)(?=[\s.,;:)])",
    re.IGNORECASE,
)
# What else may be the rest of a word, where it is no word itself.
_FRAGMENT = re.compile(
    r"(?:[a-z]{3,6}|[A-Z]{0,4}(?:[AEIOU]?[^AEIOU\W\d_]?ED|ING|[^AEIOU\W\d_]ERS|IES|ENTS?|LES|SES|LY|ITY|OUS|ABLE))(?![\w'-])"
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
    if scan.telegram.pages:
        yield from _overlaps(rule, scan)
    contents, lines = scan.contents, scan.lines
    long = [c for c, kind in zip(contents, scan.kinds, strict=True) if len(c) >= 20 and kind in _SENTENCES]
    if len(set(long)) == len(long):
        return
    starts = scan.starts
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
    yield from _blocks(rule, scan)


def _blocks(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """Two lines or more, from a paragraph's beginning, that stand again at once and are read as the same paragraph."""
    contents, lines = scan.contents, scan.lines
    full = [i for i, line in enumerate(lines) if line.kind != "blank"]
    seen: dict[str, int] = {}
    known = {paragraph.start for paragraph in scan.telegram.paragraphs if paragraph.label is not None}
    for k, i in enumerate(full):
        content = contents[i]
        if lines[i].kind not in RUNNING or len(content) < 20:
            continue
        before = seen.get(content)
        seen[content] = k
        size = k - before if before is not None else 0
        if before is None or not 2 <= size <= 40 or k + size > len(full):
            continue
        if all(contents[full[before + n]] == contents[full[k + n]] for n in range(1, size)):
            last = full[k + size - 1]
            one, two = full[before], full[k - 1]
            if lines[one].start in known and lines[i].start in known and scan.starts[i] in known:
                continue  # the paragraphs themselves are compared
            start, end = scan.starts[two] + len(contents[two]), scan.starts[last] + len(contents[last])
            yield rule.finding(
                f"{size} lines from {content[:40]!r} stand twice",
                scan.starts[i],
                end,
                Edit(start, end, ""),
                safety="likely",
            )
            seen.clear()


def _overlaps(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """Text after a page turn that repeats the end of the text before it: 40 characters or more."""
    lines, contents = scan.lines, scan.contents
    down = -1
    for page in scan.by_kind.get("page", ()):
        i = scan.line_at(page.start)
        if i < down:
            continue
        up = i - 1
        while up >= 0 and lines[up].kind not in _SENTENCES:
            up -= 1
        down = i + 1
        while down < len(lines) and lines[down].kind not in _SENTENCES:
            down += 1
        if up < 0 or down >= len(lines):
            continue
        if lines[up].kind not in RUNNING or lines[down].kind not in RUNNING:
            continue
        starts = scan.starts
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
    if not scan.by_kind.keys() & _PAGE_MARKS:
        return
    lines, contents = scan.lines, scan.contents
    for i, line in enumerate(lines):
        if line.kind != "text" or i == 0 or lines[i - 1].kind in _SENTENCES:
            continue
        match = _TAIL.match(contents[i]) or _FRAGMENT.match(contents[i])
        if match is None:
            continue
        up = i - 1
        while up >= 0 and lines[up].kind not in _SENTENCES:
            up -= 1
        turned = any(lines[j].kind in _PAGE_MARKS for j in range(up + 1, i))
        if turned and up >= 0 and contents[up][-1:] not in "-/":
            word = match[0]
            if not _TAIL.match(contents[i]) and (known(word) or len(re.findall(rf"\b{word}\b", scan.text)) > 1):
                continue
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
    contents, lines = scan.contents, scan.lines
    rows: list[tuple[int, int]] = []
    for i in [i for i, content in enumerate(contents) if content and content[-1].isdigit()] + [len(lines)]:
        count = 0
        if i < len(lines) and lines[i].kind in ("text", "sub-paragraph"):
            content = contents[i]
            if "  " not in content and "\t" not in content and len(content) < 100:
                words = content.split()
                while count < len(words) and _NUMBERS.match(words[-1 - count]):
                    count += 1
        if count >= 3 and (not rows or rows[-1] == (i - 1, count)):
            rows.append((i, count))
            continue
        if len(rows) >= 3:
            first, last = rows[0][0], rows[-1][0]
            yield rule.finding(
                f"{len(rows)} rows of {rows[0][1]} figures: the columns of a table are lost",
                scan.starts[first],
                scan.starts[last] + len(contents[last]),
            )
        rows = [(i, count)] if count >= 3 else []


@rule(
    "T315",
    "page-turn",
    "info",
    ("D15",),
    "A page turn of the archive form stands inside a paragraph: class words, the PAGE line, release stamps, in any order. The whole "
    "run is removed and the sentence joined, by a line end where the text is wrapped; where the sentence was over the break of lines stays.",
)
def page_turn(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D15."""
    by_kind = scan.by_kind
    pages = by_kind.get("page", ())
    if "page-class" not in by_kind and "stamp" not in by_kind and not any("PAGE" in line.text for line in pages):
        return  # no page turn of this form
    lines, kinds = scan.lines, scan.kinds
    i, total = 0, len(lines)
    while i < total:
        if kinds[i] not in _TURN or i == 0 or kinds[i - 1] not in RUNNING:
            i += 1
            continue
        first = i
        while i < total and kinds[i] in _TURN:
            i += 1
        turn = kinds[first:i]
        archive = {"page-class", "stamp"}.intersection(turn) or any(
            "PAGE" in lines[j].text for j in range(first, i) if kinds[j] == "page"
        )
        if i >= total or kinds[i] != "text" or not archive or turn.count("spacer") > 2:
            continue
        contents, starts = scan.contents, scan.starts
        start, end = starts[first - 1] + len(contents[first - 1]), starts[i]
        over = contents[first - 1].endswith(_TERMINAL)
        between = scan.rejoined(contents[first - 1], contents[i])
        if over:
            between = scan.line_end * (2 if "blank" in turn else 1)
        marks = [j for j in range(first, i) if kinds[j] not in ("blank", "spacer")]
        what = next((contents[j] for j in marks if kinds[j] == "page"), contents[marks[0]])
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


# Lines that web copies of telegrams have above and below (D37, known strings), whatever they are read as.
_BANNER = re.compile("|".join(row["pattern"] for row in rows("banners")))
_OUTSIDE = frozenset(("unknown", "blank", "stamp"))
_OPENS_FRAME = word_set(
    "transmission-id routing originator security dtg from page page-class classification distribution record-heading label eo"
)
_CLOSES_FRAME = word_set("signature end serial-check separator page-class attribute footer")


# Lines of the form in any case: where one of them stands outside the frame, the frame was not read.
_FORM = re.compile(
    r"VZCZC|[ZOPR]{1,2} (?:R[UH]|\d{6} ?Z)|DE R[UH]|ZN[YR] |(?:FM|TO|INFO|ACTION|ORIGIN|XMT) |R[UH][A-Z]{4,6}(?:/|$)|BT$|NNNN|"
    r"AMEMB|AMCON|SECSTATE|USMISSION|#\d{4}$|PAGE \d|E\. ?O\. ?\d|(?:TAGS|SUBJ(?:ECT)?|REFS?|REFTELS?|MRN|FROM):|"
    r"(?:UNCLAS|CONFIDENTIAL|SECRET|LIMITED OFFICIAL USE|SIPDIS|NOFORN|SENSITIVE|EXDIS|NODIS)(?:$| SECTION| [A-Z]{3,} \d+$)|"
    r"C O N F I D|S E C R E T|T O P  ?S E C|\d{1,2}\. ",
    re.IGNORECASE,
)
_NO_WORDS = re.compile(r"[\d\W]*$|(?:\w\s+)+\w$")  # figures of a list, or single letters


def _holds_banner(text: str) -> bool:
    """Whether a banner stands in a text. All of them have small letters, and most heads of telegrams have none."""
    return not text.isupper() and _BANNER.search(text) is not None


def _outside(scan: Scan, i: int) -> bool:
    """Whether a line is of no kind that the form has."""
    return scan.lines[i].kind in _OUTSIDE or _BANNER.match(scan.contents[i]) is not None


def _foreign(scan: Scan, outside: list[int]) -> bool:
    """Whether lines outside the frame are surely none of the form, in whatever case; forms are in capitals."""
    written = False
    for i in outside:
        line, content = scan.lines[i], scan.contents[i]
        if line.kind == "stamp":
            written = True
        elif line.kind != "blank":
            if _FORM.match(content):
                return False
            if _NO_WORDS.match(content):
                continue
            if not any(map(str.islower, content)):
                return False
            written = True
    return written


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
    if not (
        "unknown" in by_kind or "stamp" in by_kind or _holds_banner(scan.text[-400:]) or _holds_banner(scan.text[:400])
    ):
        return
    total = len(lines)
    banner = _holds_banner(scan.text[:400])
    first = next(
        (
            i
            for i in range(total)
            if not (_outside(scan, i) if banner else lines[i].kind in _OUTSIDE)
            and not (banner and _NO_WORDS.match(scan.contents[i]))
        ),
        total,
    )
    last = next((i for i in range(total - 1, -1, -1) if not _outside(scan, i)), -1)
    cut: set[int] = set()
    before = [i for i in range(first) if lines[i].kind != "blank"]
    framed = first < total and (
        lines[first].kind in _OPENS_FRAME or any(_BANNER.match(scan.contents[i]) for i in before)
    )
    if before and framed and _foreign(scan, before):
        cut.update(range(first))
        start = lines[first].start
        yield rule.finding(f"{start} characters stand before the telegram", 0, start, Edit(0, start, ""), safety="safe")
    after = [i for i in range(last + 1, total) if lines[i].kind != "blank"]
    if (
        last >= 0
        and after
        and (
            _foreign(scan, after)
            if lines[last].kind in _CLOSES_FRAME
            else all(lines[i].kind == "stamp" or _BANNER.match(scan.contents[i]) for i in after)
        )
    ):
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
