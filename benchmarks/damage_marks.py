"""Planters for paragraph marks, captions and headings: D01-D05, D13, D16, D40."""

from __future__ import annotations

import re
from random import Random

from benchmarks.damage_base import CAPTION, Class, Hunk, Layout, planter, some


@planter("D01")
def pilcrow(layout: Layout, rng: Random) -> list[Hunk] | None:
    """A publishing tool's pilcrow before paragraph numbers, and before list letters where there are some."""
    letters = [layout.rows[i].start for i in layout.body if re.match(r"[A-H][.)] \S|\([A-H]\) \S", layout.rows[i].text)]
    numbers = [at for _, at in layout.numbers]
    if len(letters) > 1 and rng.random() < 0.3:
        numbers = letters
    chosen = numbers if rng.random() < 0.3 else some(rng, numbers, 1, 5)
    return [Hunk(at, at, "¶", "safe") for at in chosen]


@planter("D02")
def pilcrow_as_one(layout: Layout, rng: Random) -> list[Hunk] | None:
    """The pilcrow read as the digit 1: alone, in several paragraphs, or beside intact pilcrows."""
    marked = [(n, at) for n, at in layout.marked if n < 10]
    if not marked or len(layout.numbers) >= 10:
        return None
    shape = rng.choice(("one", "several", "mixed"))
    if shape == "one" or len(marked) < 3:
        return [Hunk(at, at, "1", "likely") for _, at in some(rng, marked, 1, 2)]
    if shape == "several":
        return [Hunk(at, at, "1", "safe") for _, at in some(rng, marked, 3, 6)]
    ones = {at for _, at in some(rng, marked, 1, len(marked) - 1)}
    return [Hunk(at, at, "1", "safe") if at in ones else Hunk(at, at, "¶", "safe", "D01") for _, at in marked]


@planter("D03")
def one_inside(layout: Layout, rng: Random) -> list[Hunk] | None:
    """The same inside a sentence: a year of five digits, or a hundred that became eleven hundred."""
    year = layout.year or 1976
    months = "January|February|March|April|May|June|July|August|September|October|November|December"
    before = rf"\b(?:in|of|by|until|{months}|{months.upper()}|IN|OF|BY|UNTIL)"
    years = [m for m in layout.words(rf"{before} ((?:19|20)\d\d)\b(?![/,]?\d)") if abs(int(m[1]) - year) <= 30]
    if years and rng.random() < 0.85:
        return [Hunk(m.start(1), m.start(1), "1", "likely") for m in some(rng, years, 1, 2)]
    hundreds = layout.words(r"\b(?:of|than|about|some|over|OF|THAN|ABOUT|SOME|OVER) ([1-9]\d\d?) [A-Za-z]")
    return [Hunk(m.start(1), m.start(1), "1", "doubt") for m in some(rng, hundreds, 1, 1)]


@planter("D04")
def pilcrow_as_other(layout: Layout, rng: Random) -> list[Hunk] | None:
    """The pilcrow as another sign, one for the whole text."""
    glyph = rng.choice(("P", "q", "I", "|", "f", "Â¶", "Â"))
    return [Hunk(at, at, glyph, "likely") for _, at in some(rng, layout.marked, 1, 5)]


@planter("D05")
def bullet(layout: Layout, rng: Random) -> list[Hunk] | None:
    """A converter's dash before a paragraph number, with or without a pilcrow behind it."""
    return [Hunk(at, at, rng.choice(("- ", "- ", "- ¶")), "safe") for _, at in some(rng, layout.numbers, 1, 3)]


@planter("D13")
def letter_spaced(layout: Layout, rng: Random) -> list[Hunk] | None:
    """A heading or a block word written letter by letter; two blanks where a word ends."""
    places: list[tuple[int, int]] = []
    for i in layout.body:
        row = layout.rows[i]
        if layout.furniture(i):
            continue
        heading = re.fullmatch(r"[A-Z]{5,}(?: [A-Z]+){0,4}", row.text)
        alone = heading and not layout.rows[i - 1].text.strip("-") and len(layout.body) > 8
        after = range(i + 1, min(i + 4, layout.body.stop))
        alone = alone and (not layout.numbers or row.start < layout.numbers[-1][1])  # no signature
        if alone and any(layout.prose(j) or re.match("-{4}", layout.rows[j].text) for j in after):
            places.append((row.start, row.end))
        word = re.match(r"(?:\d{1,2}\. (?:\([A-Z/]+\) )?)?(SUMMARY|COMMENT|INTRODUCTION|BACKGROUND)(?=[:.])", row.text)
        if word and not re.search(r"(?:END|BEGIN)$", layout.rows[i - 1].text):
            places.append((row.start + word.start(1), row.start + word.end(1)))
    if not places:
        return None
    start, end = rng.choice(places)
    spaced = "  ".join(" ".join(word) for word in layout.text[start:end].split(" "))
    return [Hunk(start, end, spaced, "safe")]


@planter("D16")
def repeated_caption(layout: Layout, rng: Random) -> list[Hunk] | None:
    """A caption twice or thrice, with or without a blank line between."""
    stop = layout.labels.get("eo", layout.body.start)
    rows = [layout.rows[i] for i in range(layout.class_line or 0, stop) if CAPTION.match(layout.rows[i].text)]
    if not rows:
        return None
    row = rng.choice(rows)
    once = layout.newline * rng.choice((1, 2, 2)) + row.text
    return [Hunk(row.end, row.end, once * rng.choice((1, 1, 2)), "safe")]


@planter("D40")
def broken_mark(layout: Layout, rng: Random) -> list[Hunk] | None:
    """A portion mark that lost, turned or moved a bracket, or stands twice."""
    chosen = some(rng, layout.marked, 1, 3)
    shape = rng.choice(("open", "close", "turned", "blank", "open", "blank", "double"))
    hunks = []
    for _, at in chosen:
        mark = layout.mark(at)
        if mark is None or "ENTIRE" in mark[0]:
            continue
        start, end = mark.span()
        safe: Class = "safe"
        hunks.append(
            {
                "open": Hunk(start, start + 1, "", safe),
                "close": Hunk(end - 1, end, "", safe),
                "turned": Hunk(end - 1, end, " (", safe),
                "blank": Hunk(end - 1, end - 1, " ", safe),
                "double": Hunk(end, end, " " + mark[0], "likely"),
            }[shape]
        )
    return hunks
