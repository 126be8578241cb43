"""Planters for characters and markup: D23-D31."""

from __future__ import annotations

import re
from random import Random

from benchmarks.damage_base import Hunk, Layout, planter, some

NBSP, ZERO_WIDTH, SOFT, BOM = "\u00a0", "\u200b", "\u00ad", "\ufeff"


@planter("D23")
def spaced_punctuation(layout: Layout, rng: Random) -> list[Hunk] | None:
    """The four shapes of 1973: a blank after an opening bracket, before S, before Z, after a hyphen."""
    shapes = [
        [m.end() for m in layout.words(r"(?<= )\((?=[A-Za-z]{2,})")],
        [m.start(1) for m in layout.words(r"[A-Za-z]'([sS])\b")],
        [m.end() for m in layout.words(r"\b\d{4}(?=Z\b)")] + ([layout.dtg.end(2)] if layout.dtg else []),
        [m.end() for m in layout.words(r"\b[A-Za-z]{3,}-(?=[A-Za-z]{3,})")],
    ]
    shapes = [shape for shape in shapes if shape]
    return [Hunk(at, at, " ", "safe") for at in some(rng, rng.choice(shapes), 1, 3)] if shapes else None


@planter("D24")
def html(layout: Layout, rng: Random) -> list[Hunk] | None:
    """Leftovers of a web page: entities for line ends and signs, a tag here and there."""
    text = layout.text
    shape = rng.choice(("newline", "apostrophe", "amp", "br", "anchor", "pre"))
    ends = [(layout.rows[i].end, layout.rows[i].after) for i in layout.body[:-1] if layout.rows[i].text]
    if shape == "newline":
        return [Hunk(a, b, "&#x000A;", "safe") for a, b in some(rng, ends, 1, 12)]
    if shape == "br":
        return [Hunk(a, a, rng.choice(("<br>", "<br />")), "safe") for a, _ in some(rng, ends, 2, 20)]
    if shape == "anchor":
        found = (
            re.search(r"\b[A-Z]{4,} \d{3,6}\b", text[layout.rows[layout.labels["ref"]].start :])
            if "ref" in layout.labels
            else None
        )
        if found:
            start = layout.rows[layout.labels["ref"]].start
            words = Hunk(start + found.start(), start + found.start(), '<a href="/cable/08/1190.html">', "safe")
            return [words, Hunk(start + found.end(), start + found.end(), "</a>", "safe")]
    if shape == "pre":
        return [Hunk(len(text), len(text), "</pre>", "safe")]
    if shape == "amp":
        signs = [Hunk(m.start(), m.end(), "&amp;", "safe") for m in re.finditer("&", text)]
        signs = signs or [Hunk(m.start(), m.end(), "&quot;", "safe") for m in layout.words('"')]
        if signs:
            return some(rng, signs, 1, 6)
    entity = rng.choice(("&#8217;", "&#39;", "&apos;"))
    return [Hunk(m.start(1), m.end(1), entity, "safe") for m in some(rng, layout.words(r"[A-Za-z](')"), 1, 8)]


@planter("D25")
def backslash(layout: Layout, rng: Random) -> list[Hunk] | None:
    """A backslash of CSV escaping: at line ends, alone on a line, before quotation marks."""
    shape = rng.choice(("end", "alone", "quote"))
    rows = layout.rows[:-1]
    quotes = layout.words('"')
    if shape == "quote" and quotes:
        return [Hunk(m.start(), m.start(), "\\", "safe") for m in quotes]
    if shape == "alone" and (blank := [row for row in rows if not row.text]):
        return [Hunk(row.end, row.end, "\\", "safe") for row in some(rng, blank, 1, 8)]
    full = [row for row in rows if row.text]
    return [Hunk(row.end, row.end, "\\", "safe") for row in (full if rng.random() < 0.3 else some(rng, full, 2, 15))]


@planter("D26")
def mojibake(layout: Layout, rng: Random) -> list[Hunk] | None:
    """A word processor's sign read in the wrong code: UTF-8 as cp1252, or cp1252 as Latin-1."""
    shape = rng.choice(("utf8", "utf8", "latin1", "nbsp"))
    accents = list(re.finditer(r"[\u00c0-\u024f]", layout.text))
    if accents and rng.random() < 0.5:
        return [
            Hunk(m.start(), m.end(), m[0].encode().decode("cp1252", "replace"), "safe")
            for m in some(rng, accents, 1, 5)
        ]
    if shape == "nbsp":
        return [
            Hunk(m.start(), m.end(), "Â" + NBSP, "safe")
            for m in some(rng, layout.words(r"(?<=[a-zA-Z]) (?=[A-Za-z])"), 1, 6)
        ]
    signs: list[Hunk] = []
    for m in layout.words(r"(?<=[A-Za-z])'(?=[A-Za-z])|(?<= )\"(?=\w)"):
        sign = "’" if m[0] == "'" else "“"
        wrong = sign.encode().decode("cp1252") if shape == "utf8" else sign.encode("cp1252").decode("latin-1")
        signs.append(Hunk(m.start(), m.end(), wrong, "safe"))
    return some(rng, signs, 1, 6)


@planter("D27")
def question_mark(layout: Layout, rng: Random) -> list[Hunk] | None:
    """``?`` for a lost accent or apostrophe."""
    lost = layout.words(r"\b(?:Charg|CHARG)([eE])\b") + layout.words(r"[A-Za-z](')[sS]\b")
    return [Hunk(m.start(1), m.end(1), "?", "doubt") for m in some(rng, lost, 1, 2)]


@planter("D28")
def invisible(layout: Layout, rng: Random) -> list[Hunk] | None:
    """Signs nobody sees: byte order mark, zero-width, mixed line ends, form feed, control letters."""
    shape = rng.choice(("bom", "zero", "soft", "nbsp", "crlf", "feed", "nul", "control"))
    rows = [row for row in layout.rows[:-1] if row.text]
    if shape == "bom":
        return [Hunk(0, 0, BOM, "safe")]
    if shape == "feed":
        return [Hunk(row.start, row.start, "\f", "safe") for row in some(rng, rows[1:], 1, 3)]
    if shape == "crlf":
        wrong = "\n" if layout.newline == "\r\n" else "\r\n"
        few = some(rng, rows, 1, max(1, len(rows) // 3))
        return [Hunk(row.end, row.after, wrong, "safe") for row in few if row.after > row.end]
    if shape == "nbsp":
        return [Hunk(m.start(), m.end(), NBSP, "safe") for m in some(rng, layout.words(r"(?<=\w) (?=\w)"), 1, 8)]
    sign = {"zero": ZERO_WIDTH, "soft": SOFT, "nul": "\0", "control": rng.choice("\x07\x02\x1a\x08")}[shape]
    inside = layout.words(r"[A-Za-z]{3}(?=[A-Za-z]{3})")
    return [Hunk(m.end(), m.end(), sign, "safe") for m in some(rng, inside, 1, 4)]


@planter("D29")
def curly(layout: Layout, rng: Random) -> list[Hunk] | None:
    """A word processor's quotation marks and dashes."""
    shape = rng.choice(("apostrophe", "quotes", "en", "em"))
    if shape == "em" and (dashes := layout.words(r"(?<=\w) -- (?=\w)")):
        return [Hunk(m.start() + 1, m.end() - 1, "—", "safe") for m in some(rng, dashes, 1, 3)]
    if shape == "en" and (dashes := layout.words(r"(?<=\w)-(?=\w)")):
        return [Hunk(m.start(), m.end(), "–", "safe") for m in some(rng, dashes, 1, 4)]
    quotes = list(layout.words(r'(?<![\w.,])"(?=\w)[^"\n]{3,}"'))
    if shape == "quotes" and quotes:
        pairs = [(Hunk(m.start(), m.start() + 1, "“", "safe"), Hunk(m.end() - 1, m.end(), "”", "safe")) for m in quotes]
        return [hunk for pair in some(rng, pairs, 1, 4) for hunk in pair]
    return [Hunk(m.start(), m.end(), "’", "safe") for m in some(rng, layout.words(r"(?<=[A-Za-z])'"), 1, 8)]


@planter("D30")
def annotation(layout: Layout, rng: Random) -> list[Hunk] | None:
    """Names in double brackets with a number, also one inside another; or a list of names before ``@@@``."""
    names = layout.words(
        r"(?<=[a-z,] )[A-Z][a-z]{3,}(?: [A-Z][a-z]{2,})?\b|\b(?:MINISTER|EMBASSY|AMBASSADOR|DEPARTMENT)\b"
    )
    if not names:
        return None
    chosen = some(rng, names, 1, 5)
    if rng.random() < 0.15:
        entities = "".join(f"{m[0]}||{n}{layout.newline}" for n, m in enumerate(chosen, 1))
        return [Hunk(0, 0, f"{entities}@@@{layout.newline}", "safe")]
    hunks: list[Hunk] = []
    for n, m in enumerate(chosen, rng.randint(1, 30)):
        inner = m[0].find(" ")
        if inner > 0 and rng.random() < 0.4:
            middle = m.start() + inner + 1
            hunks += (Hunk(m.start(), m.start(), "[[", "safe"), Hunk(middle, middle, "[[", "safe"))
            hunks.append(Hunk(m.end(), m.end(), f"||{n}]]||{n + 40}]]", "safe"))
        else:
            hunks += (Hunk(m.start(), m.start(), "[[", "safe"), Hunk(m.end(), m.end(), f"||{n}]]", "safe"))
    return hunks


@planter("D31")
def redaction(layout: Layout, rng: Random) -> list[Hunk] | None:
    """A name struck out with letters X that ran into the neighbour word; the clean text has the blank."""
    names = layout.words(r"(?<=[a-z,] )([A-Z][a-z]{3,}) (?=[a-z]{3,})|(?<=[A-Z] )([A-Z]{5,}) (?=[A-Z]{4,})")
    hunks = []
    for m in some(rng, names, 1, 3):
        crosses = "X" * rng.randint(4, 16)
        hunks.append(Hunk(m.start(), m.end(), crosses, "safe", clean=crosses + " "))
    return hunks
