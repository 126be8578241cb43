"""Words and labels of the header that ran together (D12)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cablegram.findings.base import Edit, Finding, Rule, Scan, rule
from cablegram.findings.rules.damage_words import LETTERS
from cablegram.tables.stations import agency, is_bureau, station
from cablegram.telegram import patterns as p
from cablegram.telegram.records import Line

_ROUTED = re.compile(r"R[A-Z]{3,7}/")
_AND = re.compile(r"\bAND(?P<name>[A-Z]{2,}(?:/[A-Z]+)*)\b")
_GLUED = re.compile(
    r"(?<=\S)\s*(?P<label>TAGS\s*:|SUBJ(?:ECT)?\s*:|(?<!\bP)REF(?:S|\(S\)|TELS?|ERENCES?)?\s*:|CLASSIFIED BY\b|E\.O\. ?1\d{4}\s*:)",
    re.IGNORECASE,
)
_OF_KIND = {"TAGS": "tags", "SUBJ": "subject", "REF": "reference", "CLAS": "classified-by", "E.O.": "eo"}
_MAY_HOLD_LABELS = ("classification", "eo", "tags", "subject", "reference", "passing")


@rule(
    "H155",
    "joined-words",
    "warning",
    ("D12",),
    "Words of the header ran together: a prosign with its address (TORUEHC), a label with the word before it "
    "(PRIMEREF:), two labels on one line (N/A TAGS:). A blank or a new line goes between them.",
)
def joined_words(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """D12."""
    kinds = scan.by_kind
    for kind, word in (("from", "FM"), ("to", "TO"), ("info", "INFO")):
        for line in kinds.get(kind, ()):
            if not line.text.startswith(word) or line.text[len(word) : len(word) + 1] == " ":
                continue
            content, start = line.text, line.start
            after = content[len(word) : len(word) + 1]
            if after.isalpha() and (content[len(word) :].startswith(LETTERS) or _ROUTED.match(content, len(word))):
                yield rule.finding(
                    f"{word} ran together with the address behind it",
                    start,
                    start + len(word) + 1,
                    Edit(start + len(word), start + len(word), " "),
                    safety="safe",
                )
    if scan.telegram.family == "label":
        return
    for line in kinds.get("passing", ()):
        if " AND" in line.text:
            for match in _AND.finditer(line.text):
                name = match["name"]
                if ("/" in name or _is_office(name)) and not _is_office("AND" + name):
                    at = line.start + match.start("name")
                    yield rule.finding(
                        f"AND ran together with {name}", at - 3, at + len(name), Edit(at, at, " "), safety="likely"
                    )
    for kind in _MAY_HOLD_LABELS:
        for line in kinds.get(kind, ()):
            yield from _labels_inside(rule, line, kind, scan.line_end)


def _is_office(name: str) -> bool:
    return is_bureau(name) or agency(name) is not None or station(name) is not None


def _labels_inside(rule: Rule, line: Line, kind: str, break_: str) -> Iterator[Finding]:
    text = line.text
    if len(text) > p.HEAD or len(text) < 12:
        return
    upper = text.upper()[1:]
    if not ("TAGS" in upper or "SUBJ" in upper or "REF" in upper or "FIED BY" in upper or "E.O." in upper):
        return
    first = len(text) - len(text.lstrip()) + 1
    for match in _GLUED.finditer(text, first):
        label = match["label"]
        of = _OF_KIND[next(key for key in _OF_KIND if label.upper().startswith(key))]
        if of == kind or (of == "classified-by" and (kind in ("classification", "passing") or label[0] != "C")):
            continue
        if of == "classified-by" and text[: match.start()].rstrip().upper().endswith(("DE", "(U)", "(C)", "(S)")):
            continue
        at = line.start + match.start("label")
        before = line.start + match.start()
        yield rule.finding(
            f"{label.rstrip(' :')} stands in one line with what comes before it",
            at,
            line.start + match.end(),
            Edit(before, at, break_),
            safety="safe",
        )
