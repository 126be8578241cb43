"""Planters for running text and page furniture: D10, D11, D14, D15, D17-D22, D39."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

from benchmarks.damage_base import PAGE_LINE, WIRE_PAGE, Hunk, Layout, Row, planter, some

_HERE = Path(__file__).resolve().parents[1]
_KEYWORD = (
    r"\b(?:REASONS?|CLASSIFIED|SUBJECT|SUMMARY|COMMENT|COLLECTIVE|PRIORITY|IMMEDIATE|AMEMBASSY|SECSTATE|"
    r"Classified|Reasons?)\b"
)


@cache
def _vocabulary() -> frozenset[str]:
    """The words of every clean text here, so that no half of a split word is a word by itself."""
    paths = [*_HERE.glob("src/cablegram/samples/*.txt"), *_HERE.glob("tests/data/twin/*.txt")]
    words = re.findall(r"[a-z]+", " ".join(p.read_text(encoding="utf-8") for p in paths).lower())
    return frozenset(words)


@planter("D10")
def dropped_lines(layout: Layout, rng: Random) -> list[Hunk] | None:
    """Words or lines lost: a paragraph, the rest of a sentence after an article, lines between two others."""
    text, shape = layout.text, rng.choice(("paragraph", "article", "line", "lower"))
    if shape == "paragraph" and len(layout.numbers) > 3:
        n = rng.randrange(1, len(layout.numbers) - 1)
        return [Hunk(layout.numbers[n][1], layout.numbers[n + 1][1], "", "flag")]
    if layout.capitals:
        return None
    if shape == "lower":
        places = list(layout.words(r"(?<=[a-z]\. )[A-Z][^.\n]{8,60}? (?=(?:with|of|was|is|has|which|that) [a-z])"))
        return [Hunk(m.start(), m.end(), "", "flag") for m in some(rng, places, 1, 1)]
    if shape == "article":
        places = list(
            layout.words(r" (?:the|a|an|to|for|of) ([a-z][^.\n]{6,}\. )(?=(?:He|She|The|It|They|That|This|In|But|A) )")
        )
        return [Hunk(m.start(1), m.end(1), "", "flag") for m in some(rng, places, 1, 1)]
    pairs = []
    for i in layout.body[:-3]:
        if not (layout.prose(i) and re.search(r"[a-z]$", layout.rows[i].text)):
            continue
        for j in range(i + 2, min(i + 4, layout.body.stop)):
            if not all(layout.rows[k].text and layout.prose(k) for k in range(i, j)):
                break
            if re.match(r"(?:The|He|She|They|It|That|But|In|We) ", layout.rows[j].text):
                pairs.append((layout.rows[i].after, layout.rows[j].start))
    return [Hunk(a, b, "", "flag") for a, b in some(rng, pairs, 1, 1) if text[a:b]]


@planter("D11")
def split_word(layout: Layout, rng: Random) -> list[Hunk] | None:
    """A blank inside a word, where an old line ended: in a keyword of the head or a long word of the text."""
    known = _vocabulary()
    keywords = [m for i in range(layout.body.start) for m in layout.words(_KEYWORD, [i])]
    urls = list(re.finditer(r"https?://\S+\.[a-z]{2,4}\b", layout.text))
    if urls and rng.random() < 0.3:
        return [Hunk(urls[0].end() - 2, urls[0].end() - 2, " ", "likely")]
    words = keywords if keywords and rng.random() < 0.5 else layout.words(r"\b[A-Za-z]{8,}\b")
    for m in rng.sample(words, min(len(words), 12)):
        cuts = [i for i in range(m.start() + 3, m.end() - 1) if i - m.start() > 2]
        rng.shuffle(cuts)
        for at in cuts:
            left, right = layout.text[m.start() : at].lower(), layout.text[at : m.end()].lower()
            if left not in known and right not in known:
                return [Hunk(at, at, " ", "likely")]
    return None


@planter("D14")
def page_line(layout: Layout, rng: Random) -> list[Hunk] | None:
    """A page line in the middle of a sentence: of the wire, also broken in two; of the archive, alone."""
    nl, section = layout.newline, layout.section
    if section is None or not layout.breaks:
        return None
    if layout.is_page_form:
        places = [b for b in layout.breaks if b[0] > layout.rows[layout.pages[-1]].end]
        line = _next_page(layout)
        if not places or line is None:
            return None
        start, end = rng.choice(places)
        gap = nl * rng.choice((1, 1, 2))
        return [Hunk(start, end, f"{gap}{line}{gap}", "safe")]
    station, serial, total = section
    start, end = rng.choice(layout.breaks)
    before = [
        m for i in layout.body if layout.rows[i].start < start and (m := WIRE_PAGE.match(layout.rows[i].text)) and m[3]
    ]
    at = int(before[-1][3]) if before else 1
    blanks = rng.choice(("  ", " "))
    middle = nl + nl if rng.random() < 0.2 else blanks
    line = f"{station} {int(serial):08d}{middle}{at:03d}.2 OF {max(total, at):03d}"
    if any(re.search(rf"\b{at:03d}\.2 OF", row.text) for row in layout.rows):
        line = line.replace(".2 OF", ".3 OF")
    return [Hunk(start, end, f"{nl}{nl}{line}{nl}{nl}", "safe")]


def _next_page(layout: Layout) -> str | None:
    """The page line that would follow the last one."""
    last = layout.rows[layout.pages[-1]].text
    match = PAGE_LINE.match(last)
    if match is None:
        return None
    number = int(last[match.end() - 2 : match.end()]) + 1
    line = f"{last[: match.end() - 2]}{number:02d}{last[match.end() :]}"
    if not last[match.end() :].strip():  # 1979: the rest stands on the next line
        line += layout.newline + layout.rows[layout.pages[-1] + 1].text
    return line


@planter("D15")
def page_turn(layout: Layout, rng: Random) -> list[Hunk] | None:
    """The block of a page turn of the archive form in mid-sentence: class words, stamps, page line."""
    if not layout.is_page_form or not layout.pages:
        return None
    places = [b for b in layout.breaks if b[0] > layout.rows[layout.pages[-1]].end]
    page = _next_page(layout)
    head = (
        layout.rows[layout.pages[0] - 1 if layout.pages[0] else 0].text or layout.rows[max(layout.pages[0] - 2, 0)].text
    )
    if not places or page is None or not re.fullmatch(r"[A-Z ]{6,}", head):
        return None
    stamp, nl = layout.stamp(), layout.newline
    wrapped = stamp.replace(" EO ", f"{nl}EO ")
    run = {
        "plain": [head, head, page],
        "inside": [head, stamp, stamp, head, page],
        "first": [stamp, stamp, head, head, page],
        "after": [head, head, page, stamp, stamp],
        "wrapped": [head, wrapped, head, page],
        "hyphen": [head, "-", stamp, "-", head, page],
        "class-last": [head, page, head],
    }
    if (layout.year or 1976) > 1979:
        run = {"plain": run["plain"]}
    lines = run[rng.choice(sorted(run))]
    start, end = rng.choice(places)
    gap = nl * rng.choice((1, 1, 2))
    return [Hunk(start, end, nl + nl.join(lines) + gap, "safe")]


def _turns(layout: Layout) -> Iterator[tuple[int, int]]:
    """The last line of text before each page line of the body, and the first one after it."""
    for i in layout.body:
        if PAGE_LINE.match(layout.rows[i].text) or WIRE_PAGE.match(layout.rows[i].text):
            before = next((j for j in range(i - 1, layout.body.start, -1) if layout.plain(j)), None)
            after = next((j for j in range(i + 1, min(i + 12, layout.body.stop)) if layout.plain(j)), None)
            if before is not None and after is not None:
                yield before, after


@planter("D17")
def doubled(layout: Layout, rng: Random) -> list[Hunk] | None:
    """A line or a paragraph twice, or the last lines before a page line once more after it."""
    shape = rng.choice(("line", "paragraph", "overlap"))
    rows = [layout.rows[i] for i in layout.prose_rows]
    if shape == "paragraph" and len(layout.numbers) > 2:
        n = rng.randrange(len(layout.numbers) - 1)
        start, end = layout.numbers[n][1], layout.numbers[n + 1][1]
        copy = layout.text[start:end]
        if len(copy) < 900 and not re.search(r"^PAGE|OF \d{3}|^BT", copy, re.MULTILINE):
            return [Hunk(end, end, copy, "likely")]
    if shape == "overlap" and (places := list(_turns(layout))):
        before, after = rng.choice(places)
        if layout.prose(before) and layout.prose(before - 1):
            copy = layout.text[layout.rows[before - 1].start : layout.rows[before].after]
            return [Hunk(layout.rows[after].start, layout.rows[after].start, copy, "likely")]
    rows = [row for row in rows if len(row.text) > 40 and row.after > row.end]
    if not rows:
        return None
    row = rng.choice(rows)
    return [Hunk(row.after, row.after, layout.text[row.start : row.after], "likely")]


@planter("D18")
def double_spaced(layout: Layout, rng: Random) -> list[Hunk] | None:
    """A blank line after every line."""
    rows = layout.rows
    full = [row for row, after in itertools.pairwise(rows) if row.text and after.text and row.after > row.end]
    return [Hunk(row.after, row.after, layout.newline, "likely") for row in full] if len(full) > 8 else None


@planter("D19")
def cut_paragraph(layout: Layout, rng: Random) -> list[Hunk] | None:
    """A blank line in mid-sentence, small letters after it."""
    if layout.capitals:
        return None
    hunks = []
    for start, end in some(rng, layout.breaks, 1, 2):
        new = layout.newline * 2
        hunks.append(Hunk(start, end, new, "safe"))
    return hunks


@planter("D20")
def flowed(layout: Layout, rng: Random) -> list[Hunk] | None:
    """Two to four paragraphs, and the headings between them, run into one line of more than 200 letters."""
    numbers = [at for _, at in layout.numbers]
    if len(numbers) < 3:
        return None
    first = rng.randrange(len(numbers) - 2)
    last = min(len(numbers) - 1, first + rng.randint(2, 4))
    start, end = numbers[first], numbers[last]
    stretch = layout.text[start:end].rstrip()
    if len(stretch) < 220 or re.search(r"^PAGE|OF \d{3}|^BT|^-{3}|^[ .]|\d {3,}\d|^SIPDIS", stretch, re.MULTILINE):
        return None
    return [Hunk(start + m.start(), start + m.end(), " ", "likely") for m in re.finditer(r"[\r\n]+", stretch)]


@planter("D21")
def hard_hyphen(layout: Layout, rng: Random) -> list[Hunk] | None:
    """A word hyphenated at its line end; or such a hyphen with a blank, the lines having been joined."""
    if rng.random() < 0.5:
        words = layout.words(r"(?<= )[A-Za-z]{4,}(?:MENT|TION|ment|tion|ING|ing|NESS|ness|TIVE|tive)(?=[ ,.])")
        for m in rng.sample(words, min(len(words), 1)):
            at = m.end() - (3 if m[0][-3:].lower() == "ing" else 4)
            return [Hunk(at, at, "- ", "likely")]
        return None
    places = [
        (match, i)
        for i in layout.prose_rows
        if i + 1 in layout.body
        and layout.prose(i + 1)
        and (match := re.search(r"(?<= )[A-Za-z]{4,}(?:MENT|TION|ment|tion|ING|ing)$", layout.rows[i].text))
    ]
    if not places:
        return None
    match, i = rng.choice(places)
    row = layout.rows[i]
    cut = row.start + match.end() - (3 if match[0][-3:].lower() == "ing" else 4)
    return [Hunk(cut, row.after, f"-{layout.newline}{layout.text[cut : row.end]} ", "likely")]


@planter("D22")
def lone_tail(layout: Layout, rng: Random) -> list[Hunk] | None:
    """The tail of a word after a page turn, its head lost with the line end before."""
    hunks = []
    for before, after in _turns(layout):
        if not re.search(r"[A-Za-z,]$", layout.rows[before].text):
            continue
        tail = re.match(r"[A-Za-z]{7,}\b", layout.rows[after].text)
        if tail:
            cut = len(tail[0]) - rng.choice((4, 5) if tail.end() > 8 else (4,))
            if tail[0][cut:].lower() not in _vocabulary():
                hunks.append(Hunk(layout.rows[after].start, layout.rows[after].start + cut, "", "flag"))
    return [rng.choice(hunks)] if hunks else None


@planter("D39")
def lost_columns(layout: Layout, rng: Random) -> list[Hunk] | None:
    """The columns of a table run together."""
    wide = re.compile(r"(?<=[\w.)]) {2,}(?=[\w$(])")

    def cells(row: Row) -> int:
        return len(wide.findall(row.text))

    rows = [i for i in layout.body if cells(layout.rows[i]) and not layout.furniture(i)]
    runs: list[list[int]] = []
    for i in rows:
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    runs = [run for run in runs if len(run) > 2]
    if not runs:
        return None
    chosen = rng.choice(runs)
    return [
        Hunk(layout.rows[i].start + m.start(), layout.rows[i].start + m.end(), " ", "flag")
        for i in chosen
        for m in wide.finditer(layout.rows[i].text)
    ]
