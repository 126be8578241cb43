"""The labelled stretches of the text's head: E.O., TAGS, SUBJECT, REF, Classified By.

A stretch runs from its label to the next one, over line ends, page lines and stamps. Its value is a
*masked* text: furniture inside is replaced by blanks of the same length, so that offsets hold.
"""

from __future__ import annotations

import html
import re

from cablegram.telegram import patterns as p
from cablegram.telegram.scan import Scanner

_LABELLED = ("eo", "tags", "subject", "reference", "classified-by")
_INLINE_PAGE = re.compile(
    r"(?:(?:UNCLASSIFIED|CONFIDENTIAL|SECRET|LIMITED OFFICIAL USE)\s+)?PAGE\s+\d{2,3}\s+[A-Z][A-Z ]{1,10}?\s+\d{4,6}"
    r"(?:\s+\d\d\s+OF\s+\d\d)?\s+\d{6}Z"
    r"|[A-Z][A-Z .'-]{2,24}?\s\d{8}\s+\d{3}(?:\.\d)?\s+OF\s+\d{2,3}"
)
_DIGIT = re.compile(r"\d")
_SUMMARY = re.compile(r"\s(?:SUMMARY|Summary)\s?[:.]\s")
_GLUED = re.compile(r"TAGS|SUBJ|REF|CLASSIF|SUMMARY|1\.\s?\(")  # what tells of a second label in a value
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-z]+);")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


class Stretch:
    """A labelled value: ``value`` is masked, and ``value[k]`` stands at ``start + k`` in the text."""

    __slots__ = ("start", "value")

    def __init__(self, value: str, start: int) -> None:
        self.value = value
        self.start = start


def stretches(text: str, scanner: Scanner, starts: list[int]) -> dict[str, Stretch]:
    """The first stretch of each label, before and at the start of the body."""
    kinds, contents, matches = scanner.kinds, scanner.contents, scanner.matches
    found: dict[str, Stretch] = {}
    limit = min(scanner.body_start, len(kinds))
    i = 0
    while i < limit:
        kind = kinds[i]
        if kind in _LABELLED and i in matches:
            last = i
            for j in range(i + 1, limit):
                if kinds[j] == kind and (j not in matches or kind == "reference"):
                    last = j
                elif kinds[j] in _LABELLED or kinds[j] in ("passing", "classification", "caption"):
                    break
            if kind not in found:
                group = "instruction" if kind == "eo" else "value"
                base = starts[i]
                begin = base + matches[i].start(group)
                found[kind] = Stretch(_masked(text, scanner, starts, i, last, begin), begin)
                if len(contents[i]) > p.HEAD:
                    _cut(text, starts[i], base + len(contents[i]), found)
            i = last + 1
        else:
            if (
                len(contents[i]) > 20
                and (":" in contents[i] or "LASSIFIED" in contents[i].upper())
                and kind in ("classification", "passing", "caption", "unknown")
            ):
                _cut(text, starts[i], starts[i] + len(contents[i]) + 40, found, scanner)
            i += 1
    _cut_inside(found)
    return found


def _masked(text: str, scanner: Scanner, starts: list[int], first: int, last: int, begin: int) -> str:
    end = starts[last] + len(scanner.contents[last])
    if last + 1 < len(starts):
        end = starts[last + 1]
    elif last + 1 == len(starts):
        end = len(text)
    if first == last:
        value = text[begin:end]
    else:
        parts = [text[begin : starts[first + 1]]]
        for j in range(first + 1, last + 1):
            stop = starts[j + 1] if j + 1 < len(starts) else len(text)
            line = text[starts[j] : stop]
            parts.append(line if scanner.kinds[j] == scanner.kinds[first] else " " * len(line))
        value = "".join(parts)
    if "PAGE" in value or " OF 0" in value:
        value = _INLINE_PAGE.sub(_blank, value)
    return value.rstrip()


def _cut(text: str, start: int, end: int, found: dict[str, Stretch], scanner: Scanner | None = None) -> None:
    """Labels in mid-line: a head that was flowed into one line (damage D12, D20)."""
    line = text[start:end].split("\n", 1)[0]
    marks = list(p.MID_LABEL.finditer(line))
    for k, mark in enumerate(marks):
        kind = (mark.lastgroup or "").replace("classified", "classified-by")
        stop = marks[k + 1].start() if k + 1 < len(marks) else len(line)
        if kind in _LABELLED and kind not in found:
            begin = mark.end() if kind != "eo" else mark.start()
            found[kind] = Stretch(line[begin:stop].rstrip(), start + begin)


def _cut_inside(found: dict[str, Stretch]) -> None:
    """A stretch that holds another label in mid-line ends there, and the other one begins."""
    for kind in list(found):
        stretch = found[kind]
        if not _GLUED.search(stretch.value.upper()):
            continue
        marks = [m for m in p.MID_LABEL.finditer(stretch.value) if (m.lastgroup or "") != kind and m.start() > 0]
        if kind == "classified-by":
            marks = [m for m in marks if m.lastgroup == "paragraph"]
        if kind == "subject" and (summary := _SUMMARY.search(stretch.value)):
            stretch.value = stretch.value[: summary.start()]
        if kind == "reference":
            marks = [m for m in marks if m.lastgroup != "reference"]
        if kind == "subject":
            # "ANSWER TO REF: THE QUESTIONS" is a subject; a reference line has a number.
            marks = [
                m for m in marks if m.lastgroup != "reference" or _DIGIT.search(stretch.value, m.end(), m.end() + 60)
            ]
        for k, mark in enumerate(marks):
            other = (mark.lastgroup or "").replace("classified", "classified-by")
            stop = marks[k + 1].start() if k + 1 < len(marks) else len(stretch.value)
            if other in _LABELLED and other not in found:
                begin = mark.end() if other != "eo" else mark.start()
                found[other] = Stretch(stretch.value[begin:stop].rstrip(), stretch.start + begin)
        if marks:
            stretch.value = stretch.value[: marks[0].start()].rstrip()


def one_line(value: str) -> str:
    """A value as one line: line ends and runs of blanks become one blank, entities their characters."""
    if "&" in value:
        value = _ENTITY.sub(lambda m: html.unescape(m[0]), value)
    if "\\" in value:
        value = value.replace("\\", " ")
    return " ".join(value.split())
