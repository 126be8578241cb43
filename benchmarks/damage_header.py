"""Planters for the header and the labels: D06-D09, D12, D32, D35, D36, D41."""

from __future__ import annotations

import re
from random import Random

from benchmarks.damage_base import Class, Hunk, Layout, planter, some

_LETTER = {"0": "O", "1": "lI", "5": "S", "8": "B", "6": "G"}
_DIGIT = {"O": "0", "I": "1", "S": "5", "B": "8", "G": "6"}
_ONE_BIT = {"K": "I", "M": "L", "N": "L", "O": "GKN"}
_POST = r"\b(?:AMEMBASSY|AMCONSUL|USMISSION|FM [A-Z]+|USINT) (?:[A-Z]{2,4} )?([A-Z]{4,})\b"


def _typed(layout: Layout, rng: Random) -> list[Hunk]:
    """Every single look-alike that makes a typed field of the header fail its pattern."""
    text = layout.text
    found: list[Hunk] = []

    def digits(start: int, end: int) -> None:
        found.extend(
            Hunk(i, i + 1, rng.choice(_LETTER[text[i]]), "safe") for i in range(start, end) if text[i] in _LETTER
        )

    def letters(start: int, end: int) -> None:
        found.extend(Hunk(i, i + 1, _DIGIT[text[i]], "safe") for i in range(start, end) if text[i] in _DIGIT)

    for i in layout.header_rows:
        row = layout.rows[i]
        if row.text.startswith("VZCZC"):
            found += [
                Hunk(row.start + 1, row.start + 2, "2", "safe"),
                Hunk(row.start + 3, row.start + 4, "2", "safe"),
            ]
            digits(row.start + 8, row.end)
        elif re.match(r"(?:ZZ|OO|PP|RR) R", row.text):
            letters(row.start + 3, row.end)
        elif m := re.match(r"DE (R[A-Z]+) #(\d{4})(?:/(\d\d))?(?: (\d{7}))?", row.text):
            letters(row.start + m.start(1) + 1, row.start + m.end(1))
            for group in (2, 4):
                if m[group]:
                    digits(row.start + m.start(group), row.start + m.end(group))
        elif m := re.match(r"ZN[RY] ([A-Z])\1{4}", row.text):
            wrong = {"C": "GO", "U": "VJ", "S": "58", "E": "FB", "T": "IY"}.get(m[1], "X")
            places = rng.sample(range(row.start + 4, row.start + 9), rng.choice((1, 1, 2)))
            found += [Hunk(at, at + 1, rng.choice(wrong), "safe") for at in places[:1]]
        elif m := re.match(r"[ZOPR](?: [ZOPR])? (\d{6})Z", row.text):
            digits(row.start + m.start(1), row.start + m.end(1))
            if row.text.startswith("O"):
                found.append(Hunk(row.start, row.start + 1, "0", "safe"))
        elif m := re.match(r"(?:TO |INFO )?(R[A-Z]{3,7})/", row.text):
            letters(row.start + m.start(1) + 1, row.start + m.end(1))
        elif i == layout.class_line and (m := re.search(r"(\d{5,6})$", row.text)):
            digits(row.start + m.start(1), row.start + m.end(1))
    if "tags" in layout.labels:
        row = layout.rows[layout.labels["tags"]]
        for m in re.finditer(r"\b(?:P|E|S|O|M|A|C|T)[A-Z]{3}\b", row.text[5:]):
            letters(row.start + 5 + m.start(), row.start + 5 + m.end())
    if "eo" in layout.labels and (m := re.search(r"DECL: ?(\d\d/\d\d/\d{4})", layout.rows[layout.labels["eo"]].text)):
        start = layout.rows[layout.labels["eo"]].start
        digits(start + m.start(1), start + m.end(1))
    return found


@planter("D06")
def look_alike(layout: Layout, rng: Random) -> list[Hunk] | None:
    """A letter for a digit or a digit for a letter, in typed fields of the header, on one to three lines."""
    by_line: dict[int, list[Hunk]] = {}
    for hunk in _typed(layout, rng):
        by_line.setdefault(layout.text.count("\n", 0, hunk.start), []).append(hunk)
    return [rng.choice(by_line[line]) for line in some(rng, sorted(by_line), 1, 3)] if by_line else None


def _station_words(layout: Layout) -> list[tuple[int, int]]:
    """Spans of station names in FM, address, classification and page lines, of more than three letters."""
    spans = []
    for i in layout.header_rows:
        row = layout.rows[i]
        spans += [(row.start + m.start(1), row.start + m.end(1)) for m in re.finditer(_POST, row.text)]
        if i == layout.class_line and (m := re.search(r"([A-Z]{4,}) +\d{3,6}$", row.text)):
            spans.append((row.start + m.start(1), row.start + m.end(1)))
    return [span for span in spans if layout.text[slice(*span)] not in ("STATE", "SECSTATE", "WASHDC", "SECRETARY")]


def _section_words(layout: Layout) -> list[tuple[int, int]]:
    if layout.class_line is None:
        return []
    row = layout.rows[layout.class_line]
    match = re.search(r"(SECTION) \d+ (OF) \d+", row.text)
    return [(row.start + match.start(g), row.start + match.end(g)) for g in (1, 2)] if match else []


@planter("D07")
def cleared_bit(layout: Layout, rng: Random) -> list[Hunk] | None:
    """One bit lost in a letter of a station name or of SECTION nn OF nn."""
    spans = _station_words(layout) + _section_words(layout) * 2
    rng.shuffle(spans)
    for start, end in spans:
        places = [i for i in range(start, end) if layout.text[i] in _ONE_BIT]
        if places:
            at = rng.choice(places)
            return [Hunk(at, at + 1, rng.choice(_ONE_BIT[layout.text[at]]), "likely")]
    return None


@planter("D08")
def lost_to_q(layout: Layout, rng: Random) -> list[Hunk] | None:
    """Q in place of one or two letters of a station name."""
    spans = [span for span in _station_words(layout) if span[1] - span[0] > 4]
    if not spans:
        return None
    start, end = rng.choice(spans)
    count = 1 if end - start < 6 else rng.choice((1, 2))
    places = [i for i in range(start, end - count + 1) if layout.text[i + count : i + count + 1] != "U"]
    at = rng.choice(places)
    return [Hunk(at, at + count, "Q", "likely")] if "Q" not in layout.text[start:end] else None


@planter("D09")
def dropped_letter(layout: Layout, rng: Random) -> list[Hunk] | None:
    """One letter lost in a label or in a station name of the header."""
    spans: list[tuple[int, int, Class]] = []
    for name in ("subject", "authority", "ref"):
        if name in layout.labels:
            row = layout.rows[layout.labels[name]]
            if m := re.match(r"SUBJECT|Subject|Classified By|CLASSIFIED BY|REFTEL|REFERENCE", row.text):
                spans += [(row.start, row.start + m.end(), "safe")] * 2
    spans += [(a, b, "safe") for a, b in _section_words(layout)[:1]]
    spans += [(a, b, "likely") for a, b in _station_words(layout) if b - a > 5]
    summary = re.search(r"^(?:\d{1,2}\. (?:\([A-Z/]+\) )?)(SUMMARY)(?=[:.])", layout.text, re.MULTILINE)
    if summary:
        spans.append((summary.start(1), summary.end(1), "likely"))
    if not spans:
        return None
    start, end, safety = rng.choice(spans)
    places = [i for i in range(start, end) if layout.text[i].isalpha() and layout.text[i - 1] != layout.text[i]]
    at = rng.choice(places)
    return [Hunk(at, at + 1, "", safety)]


@planter("D12")
def joined(layout: Layout, rng: Random) -> list[Hunk] | None:
    """A prosign run into its address, or a label run into the line before."""
    hunks: list[Hunk] = []
    for i in layout.header_rows:
        row = layout.rows[i]
        if m := re.match(r"(?:TO|FM|INFO) (?=R[A-Z]{3,7}/|AMEMBASSY|AMCONSUL|USMISSION|SECSTATE)", row.text):
            hunks.append(Hunk(row.start + m.end() - 1, row.start + m.end(), "", "safe"))
    for name in ("tags", "subject", "ref", "authority"):
        i = layout.labels.get(name, 0)
        if i and layout.rows[i - 1].text and not layout.is_label_form:
            before = layout.rows[i - 1]
            hunks += [Hunk(before.end, before.after, rng.choice(("", " ")), "safe")] * 2
    if not hunks:
        return None
    if layout.class_line is not None and "eo" in layout.labels and rng.random() < 0.1:
        block = range(layout.class_line, layout.labels["eo"])
        for m in layout.words(r"\bAND ([A-Z]{3,})", block):
            return [Hunk(m.start(1) - 1, m.start(1), "", "likely")]
    return [rng.choice(hunks)]


@planter("D32")
def unlabelled_subject(layout: Layout, rng: Random) -> list[Hunk] | None:
    """The subject in capitals without its label, between TAGS and REF."""
    i = layout.labels.get("subject")
    if i is None or layout.is_label_form:
        return None
    row = layout.rows[i]
    match = re.match(r"SUBJ(?:ECT)?: +", row.text)
    return [Hunk(row.start, row.start + match.end(), "", "likely")] if match and row.text[9:].isupper() else None


@planter("D35")
def lowered(layout: Layout, rng: Random) -> list[Hunk] | None:
    """The whole text in small letters, or each line with one capital."""
    text = layout.text
    if rng.random() < 0.5:
        new = text.lower()
    else:
        new = re.sub(r"(?m)^(\W*\w)(.*)$", lambda m: m[1].upper() + m[2].lower(), text)
    return [Hunk(0, len(text), new, "safe")]


@planter("D36")
def wrong_label(layout: Layout, rng: Random) -> list[Hunk] | None:
    """A label with a wrong letter or digit."""
    choices: list[Hunk] = []
    if "eo" in layout.labels and not layout.is_label_form:
        row = layout.rows[layout.labels["eo"]]
        wrong = ["EO", "E.0.", "E. O.", "E.O,"]
        choices += [Hunk(row.start, row.start + 4, word, "safe") for word in wrong]
        if m := re.match(r"E\.O\. (\d{5})(:)", row.text):
            lost = row.start + m.start(1) + rng.randint(1, 4)
            choices += [
                Hunk(lost, lost + 1, "", "safe"),
                Hunk(row.start + m.start(2), row.start + m.end(2), "", "safe"),
            ]
    if "tags" in layout.labels:
        row = layout.rows[layout.labels["tags"]]
        choices += [
            Hunk(row.start, row.start + 5, f"{word}:", "safe")
            for word in rng.sample(["TAG", "TAGE", "TAGES", "TAS", "TABS", "TGS", "AGS"], 4)
        ]
    if "subject" in layout.labels and layout.rows[layout.labels["subject"]].text.startswith("SUBJECT:"):
        row = layout.rows[layout.labels["subject"]]
        choices += [Hunk(row.start, row.start + 7, word, "safe") for word in ("5UBJECT", "SUBJFCT")]
    return [rng.choice(choices)] if choices else None


@planter("D41")
def service_code(layout: Layout, rng: Random) -> list[Hunk] | None:
    """A service code in the middle of the header."""
    if layout.class_line is None or layout.section is None:
        return None
    row, nl = layout.rows[layout.class_line], layout.newline
    word = rng.choice(("SUSPECTED DUPLICATE", "CORRECTED COPY", "C O R R E C T E D  C O P Y", "ZFR", "ZDK"))
    if word == "ZFR":
        return [Hunk(row.end, row.end, f" ZFR {int(layout.section[1]) + rng.randint(2, 40)}", "safe")]
    if word == "ZDK":
        security = next((layout.rows[i] for i in layout.header_rows if re.match("ZN[RY] ", layout.rows[i].text)), None)
        at = security.end if security else row.end
        return [Hunk(at, at, " ZDK", "safe")]
    if word == "SUSPECTED DUPLICATE" and rng.random() < 0.5:
        return [Hunk(row.end, row.end, f" {word}", "safe")]
    return [Hunk(row.end, row.end, nl * rng.choice((1, 2)) + word, "safe")]
