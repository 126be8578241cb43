"""Damaged labels of the text's head: letters lost or wrong in E.O., TAGS, SUBJECT, REF, Classified By (8 D09, D32, D36)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cablegram.findings.base import Edit, Finding, Rule, Scan, once, rule
from cablegram.findings.rules.classification import day_of, order_meant, orders
from cablegram.findings.rules.damage_words import one_edit
from cablegram.findings.rules.header_damage import class_line, garbled
from cablegram.tables.words import is_caption_line
from cablegram.telegram.records import Line

Mended = tuple[str, str, str, int, Edit]

_EO = re.compile(r"(?P<label>E\.? ?[O0]\.?,?) {0,2}(?P<order>1\d{3,4})(?P<colon>\s*[:;.,]?)", re.IGNORECASE)
_ANY_LABEL = re.compile(r"(?P<label>[A-Z0-9]{2,11}(?:\(S\))?)(?P<colon>\s*[:;.]?)", re.IGNORECASE)
_CLASSIFIED = re.compile(r"(?:\([UCS]\)\s*)?(?P<label>[A-Z]{8,11})\s+(?P<by>BY|B|Y)\b", re.IGNORECASE)
_BY_LOST = re.compile(r"CLASSIFIED (?P<by>[BY])(?=:| )", re.IGNORECASE)
_RIGHT: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "tags": (("TAGS",), ("TAGS",)),
    "subject": (("SUBJECT", "SUBJ", "SUBJECTS"), ("SUBJECT", "SUBJ")),
    "reference": (
        ("REF", "REFS", "REF(S)", "REFTEL", "REFTELS", "RETEL", "RETELS", "REFERENCE", "REFERENCES", "PROGRAM"),
        ("REFTEL", "REFERENCE", "REFERENCES", "REFTELS", "REFS", "REF"),
    ),
}
_AS_USUAL = {kind: tuple(f"{label}:" for label in right) for kind, (right, _) in _RIGHT.items()}
_LABEL = re.compile(r"(?P<label>[A-Za-z0-9]{2,11})(?: [Bb][Yy]\b)?\s*[:;]")
_CLASSIFIED_LOOSE = re.compile(r"(?P<label>[A-Za-z]{8,11}) [Bb][Yy]\b\s*:?")
_LABELS = (
    ("subject", ("SUBJECT", "SUBJ")), ("tags", ("TAGS",)), ("reference", ("REFTEL", "REFTELS", "REFERENCE", "REFERENCES")),
)  # fmt: skip
_SHORT_LABELS = {"EF": "REF", "EFS": "REFS", "RFS": "REFS"}  # too short to be told by one letter
_NO_LABEL = frozenset(("blank", "eo", "from", "to", "info", "classification", "page", "label"))
_HEAD_LINES = 100
_BLOCK_WORD = re.compile(r"\s*(?:\([A-Z/]{1,12}\)\s)?(?P<word>[A-Z]{6})[:.]")
# A word that opens a block, with each of its letters lost.
_WORDS_OF_BLOCKS = {word[:i] + word[i + 1 :]: word for word in ("SUMMARY", "COMMENT") for i in range(len(word))}


def _content(line: Line) -> tuple[str, int]:
    content = line.text.strip()
    return content, line.start + line.text.find(content)


def _as_printed(seen: str, meant: str) -> str:
    """``meant`` in capitals or small letters as ``seen`` is."""
    first_lost = seen.lower() == meant[1:].lower()
    return meant if seen.isupper() else meant.capitalize() if seen[:1].isupper() or first_lost else meant.lower()


def _code(seen: str, meant: str) -> str:
    return "H154" if len(seen) < len(meant) else "H156"


@once
def _damaged(scan: Scan) -> tuple[Mended, ...]:
    """Damaged labels: the rule, what stands there, what it is, where, and the edit."""
    return tuple(_labels(scan))


def _labels(scan: Scan) -> Iterator[Mended]:
    kinds = scan.by_kind
    label_form = scan.telegram.family == "label"
    for line in () if label_form else kinds.get("eo", ())[:1]:
        yield from _eo_label(scan, *_content(line))
    for kind, (right, meant) in _RIGHT.items():
        for line in kinds.get(kind, ())[:1]:
            if line.text.startswith(_AS_USUAL[kind]):
                continue
            content, start = _content(line)
            match = _ANY_LABEL.match(content)
            if match is None:
                continue
            label = match["label"]
            word = label.upper()
            if word not in right:
                target = next((known for known in meant if one_edit(word, known)), meant[0])
                code = "H156" if kind == "tags" else _code(word, target)
                yield code, label, target, start, Edit(start, start + len(label), _as_printed(label, target))
            if kind != "reference" and not label_form:
                yield from _colon("H156", label, match, start)
    for line in kinds.get("classified-by", ())[:1]:
        content, start = _content(line)
        match = _CLASSIFIED.match(content)
        if match is not None:
            for name, right_word in (("label", "CLASSIFIED"), ("by", "BY")):
                seen, at = match[name], start + match.start(name)
                if seen.upper() != right_word:
                    yield (
                        _code(seen, right_word),
                        seen,
                        right_word,
                        at,
                        Edit(at, at + len(seen), _as_printed(seen, right_word)),
                    )
    yield from _unread_labels(scan)


def _colon(code: str, label: str, match: re.Match[str], start: int) -> Iterator[Mended]:
    colon = match["colon"].strip()
    if colon != ":":
        at = start + match.start("colon") + len(match["colon"]) - len(colon)
        if not colon:
            at = start + match.end("label")
        yield code, label + colon, label + ":", start, Edit(at, at + len(colon), ":")


def _eo_label(scan: Scan, content: str, start: int) -> Iterator[Mended]:
    match = _EO.match(content)
    if match is None:
        return
    label = match["label"]
    good = "E.O." if label.isupper() or "0" in label else "E.o."
    if label.rstrip(",") not in ("E.O.", "E.o.", "e.o."):
        yield "H156", label, good, start, Edit(start, start + len(label), good)
    order = match["order"]
    if order not in orders():
        meant = order_meant(order, day_of(scan))
        if meant:
            at = start + match.start("order")
            yield "H156", order, meant, at, Edit(at, at + len(order), meant)
    if match["colon"].strip() != ":" and content[match.end("colon") :].strip():
        at, end = start + match.start("colon"), start + match.end("colon")
        seen = match["colon"].strip()
        if seen or scan.text[end : end + 1].isspace() or at < end:
            yield (
                "H156",
                f"{label} {order}{seen}",
                f"{good} {order}:",
                start,
                Edit(at, at + len(match["colon"].rstrip()), ":"),
            )


def _stands(kinds: dict[str, list[Line]], kind: str, second: int) -> bool:
    """Whether a label was read in the first head: one copied into the body, or another message's, does not count."""
    return kind in kinds and not 0 < second < kinds[kind][0].start


def _unread_labels(scan: Scan) -> Iterator[Mended]:
    """Labels with a letter lost or wrong, which the reader took for something else."""
    kinds = scan.by_kind
    second = min([kinds[kind][1].start for kind in ("eo", "tags") if len(kinds.get(kind, ())) > 1], default=0)
    missing = [(kind, labels) for kind, labels in _LABELS if not _stands(kinds, kind, second)]
    by = not _stands(kinds, "classified-by", second) and (
        "classified-by" in kinds or scan.telegram.classification.authority is None
    )
    if not (missing or by) or not ("tags" in kinds or "eo" in kinds or "subject" in kinds):
        return
    for own, line in zip(scan.kinds[:_HEAD_LINES], scan.lines, strict=False):
        if own == "paragraph":
            break
        if own in _NO_LABEL:
            continue
        text = line.text
        if len(text) < 4 or (":" not in text and ";" not in text and " BY" not in text and " By" not in text):
            continue
        content, start = _content(line)
        match = _LABEL.match(content)
        if match is not None and " " not in match[0].strip():
            seen = match["label"]
            for kind, labels in missing:
                if own != kind:
                    meant = next((label for label in labels if one_edit(seen.upper(), label)), None)
                    if kind == "reference":
                        meant = meant or _SHORT_LABELS.get(seen.upper())
                    if meant:
                        yield (
                            _code(seen, meant),
                            seen,
                            meant,
                            start,
                            Edit(start, start + len(seen), _as_printed(seen, meant)),
                        )
                        return
        if by and (match := _BY_LOST.match(content)):
            at = start + match.start("by")
            yield (
                "H154",
                match["by"],
                "BY",
                at,
                Edit(at, at + 1, _as_printed(match["by"], "BY") if content[1].isupper() else "By"),
            )
            return
        if by and (match := _CLASSIFIED_LOOSE.match(content)) and one_edit(match["label"].upper(), "CLASSIFIED"):
            seen = match["label"]
            if seen.upper() != "DECLASSIFIED":
                yield (
                    _code(seen, "CLASSIFIED"),
                    seen,
                    "CLASSIFIED",
                    start,
                    Edit(start, start + len(seen), _as_printed(seen, "CLASSIFIED")),
                )
                return


@rule(
    "H154",
    "letters-lost",
    "warning",
    ("D09",),
    "A label of the text's head, the word SECTION or the name of a post has lost a letter (UBJECT:, Classiied, BELGADE). "
    "Labels are mended, what stands behind them is kept; for a name the nearest known one is offered.",
)
def letters_lost(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D09."""
    for code, seen, meant, start, edit in _damaged(scan):
        if code == "H154":
            yield rule.finding(f"{seen} stands for {meant}", start, start + len(seen), edit, safety="safe")
    for code, seen, meant, start in garbled(scan):
        if code == "H154":
            label = meant in ("SECTION", "OF")
            yield rule.finding(
                f"{seen} stands for {meant}" if label else f"{seen} is not known; {meant} is one letter away",
                start,
                start + len(seen),
                Edit(start, start + len(seen), meant),
                safety="safe" if label else "likely",
            )
    for paragraph in scan.telegram.paragraphs:
        word = _BLOCK_WORD.match(scan.text, paragraph.start + len(paragraph.label or ""), paragraph.end)
        whole = _WORDS_OF_BLOCKS.get(word["word"]) if word is not None else None
        if word is not None and whole is not None:
            start, end = word.span("word")
            edit = Edit(start, end, whole)
            yield rule.finding(f"{word['word']} stands for {whole}", start, end, edit, safety="likely")


@rule(
    "H156",
    "label-wrong",
    "warning",
    ("D09", "D36"),
    "A label of the text's head or the word SECTION has a wrong letter, digit or stop (E.0., E.O. 1295:, TAS:, SECTIKN). "
    "The label is mended and the value behind it kept.",
)
def label_wrong(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D36."""
    for code, seen, meant, start, edit in _damaged(scan):
        if code == "H156":
            yield rule.finding(f"{seen} stands for {meant}", start, start + len(seen), edit, safety="safe")
    for code, seen, meant, start in garbled(scan):
        if code == "H156":
            yield rule.finding(
                f"{seen} stands for {meant}",
                start,
                start + len(seen),
                Edit(start, start + len(seen), meant),
                safety="safe",
            )
    line = class_line(scan)
    if line is not None and line[1]["word"] and line[1]["word"].upper() == "SECTION":
        base, match = line
        for name in ("gap", "gap2", "gap3"):
            if not match[name]:
                at = base + match.start(name)
                yield rule.finding(
                    "a blank is missing in SECTION nn OF nn", at, at + 1, Edit(at, at, " "), safety="safe"
                )


@rule(
    "H157",
    "subject-label-missing",
    "warning",
    ("D32",),
    "Between TAGS and REF, Classified By or the first paragraph stands a line in capitals without a label: it is the "
    "subject, and the label is offered.",
)
def subject_label_missing(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D32."""
    kinds = scan.by_kind
    if "subject" in kinds or scan.telegram.subject is not None or "tags" not in kinds:
        return
    if any("SUBJ" in line.text for line in kinds["tags"]):
        return
    marked = "paragraph" in kinds or "classified-by" in kinds or "reference" in kinds
    lines = scan.lines
    i = max(k for k, line in enumerate(lines) if line.kind == "tags") + 1
    while i < len(lines) and lines[i].kind == "blank":
        i += 1
    if i == len(lines) or lines[i].kind not in ("unknown", "passing", "text", "heading"):
        return
    content, start = _content(lines[i])
    label = _LABEL.match(content)
    if len(content) < 8 or not content.isupper() or is_caption_line(content) or content.endswith("."):
        return
    if label and any(one_edit(label["label"], word) for word in ("SUBJECT", "SUBJ")):
        return
    below = lines[i + 1].kind if i + 1 < len(lines) else ""
    if below == "rule" or not (marked or below == "blank"):
        return
    yield rule.finding(
        f"{content[:40]!r} stands where the subject stands, without its label",
        start,
        start + len(content),
        Edit(start, start, "SUBJECT: "),
        safety="likely",
    )
