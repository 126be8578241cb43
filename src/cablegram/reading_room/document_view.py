"""A cable as a document: its heading as fields, its text as paragraphs under their headings, sections joined.

Everything here is the reading view (page lines cut, lines joined, safe mends laid in), so that nothing is said that the view
does not say; each piece knows the place of the text it stands for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from markupsafe import Markup
from msgspec import Struct

from cablegram.reading_room.explaining import portion_meaning
from cablegram.reading_room.marked import Anchors, Marking, Run
from cablegram.reading_room.texts import Text
from cablegram.telegram.records import Addressee

_LABEL = re.compile(r"\s*(?:[-–]\s*)?(?:[¶#]\s*)?\d{0,3}\s*[.)]?\s*")
_PORTION = re.compile(r"\s*\([A-Z/,. -]{1,24}\)\s*")
MOST_PARTS = 3_000  # that are shown of one text
_TABLE = "   "
_BESIDE = (
    "heading",
    "marker",
    "signature",
    "text",
    "unknown",
    "sub-paragraph",
)  # kinds outside paragraphs that are shown


class Part(Struct):
    """A stretch of text: ``heading``, ``signature``, ``paragraph`` or ``loose``; ``pieces`` are (tag, words)."""

    kind: str
    anchor: Markup = Markup()
    number: int | None = None
    label: str = ""
    portion: str = ""
    portion_means: str = ""
    pieces: list[tuple[str, Markup]] = []


class Field(Struct):
    """A field of the heading: what it is called, and what it has, each with what it means where that is known."""

    name: str
    values: list[tuple[Markup, str]]


class DocumentView:
    """One text as a document."""

    def __init__(self, text: Text, anchors: Anchors) -> None:
        self._text, self._anchors = text, anchors
        self._marking: Marking = text.marking(anchors)
        self._source = text.document.text
        self._view = text.document.reading()
        # What a piece stands for grows with its place, so that the pieces of a stretch are found without looking at all.
        self._ends = [end for _, end in self._view.spans]

    def subject(self) -> Markup:
        """The subject with its marks; the cable's name where it has none."""
        place = self._text.telegram.where("subject")
        if place is None:
            return Markup()
        return self._at(place.start, place.end)

    def _at(self, start: int, end: int) -> Markup:
        words = re.sub(r"\s", " ", self._source[start:end])
        return self._marking.html([Run(words, start, end)])

    # --- fields ---------------------------------------------------------------------------------

    def fields(self) -> list[Field]:
        """The heading, field by field; those that are not there are left out."""
        telegram = self._text.telegram
        found = [
            Field("From", self._where("origin")),
            Field("To", [self._addressee(one) for one in telegram.action]),
            Field("Info", [self._addressee(one) for one in telegram.info]),
            Field("Captions", [(Markup("{}").format(one), "") for one in telegram.captions]),
            Field("TAGS", [(self._at(one.start, one.end), one.meaning or one.kind) for one in telegram.tags]),
            Field("Classified", self._authority()),
            Field("References", [(self._at(one.start, one.end), one.mrn or "") for one in telegram.references]),
        ]
        return [field for field in found if field.values]

    def _where(self, name: str) -> list[tuple[Markup, str]]:
        place = self._text.telegram.where(name)
        return [(self._at(place.start, place.end), "")] if place else []

    def _addressee(self, one: Addressee) -> tuple[Markup, str]:
        told = [one.precedence or "", f"no. {one.serial}" if one.serial else ""]
        if one.excluded:
            told.append(f"without {', '.join(one.excluded)}")
        at = self._source.find(one.plad, one.start, one.end)
        words = self._at(at, at + len(one.plad)) if at >= 0 else Markup("{}").format(one.plad)
        return words, "  ".join(part for part in told if part)

    def _authority(self) -> list[tuple[Markup, str]]:
        mark = self._text.telegram.classification
        found: list[tuple[Markup, str]] = []
        if mark.authority:
            found.append((self._at(mark.authority.start, mark.authority.end), mark.authority.title or ""))
        reasons = " ".join(f"({letter})" for letter in mark.reasons)
        if reasons:
            found.append((Markup("{} {}").format(mark.reason_section or "", reasons), "reasons"))
        until = (
            mark.declassify_on.isoformat()
            if mark.declassify_on
            else mark.event or ", ".join(mark.exemptions) or mark.schedule
        )
        if until:
            found.append(
                (
                    Markup("{}").format(until),
                    f"to be declassified, E.O. {mark.order}" if mark.order else "to be declassified",
                )
            )
        return found

    # --- text -----------------------------------------------------------------------------------

    def first_parts(self) -> tuple[list[Part], bool]:
        """The first :data:`MOST_PARTS` parts of the text, and whether there are more."""
        found = list(islice(self.parts(), MOST_PARTS + 1))
        return found[:MOST_PARTS], len(found) > MOST_PARTS

    def parts(self) -> Iterator[Part]:
        """The text in order: paragraphs, and what stands between them."""
        paragraphs = self._text.document.paragraphs
        begins = paragraphs[0].start if paragraphs else 0
        printed = {one.start: one.label or "" for one in self._text.telegram.paragraphs}
        at = 0
        for paragraph in paragraphs:
            yield from self._between(at, paragraph.start, begins)
            at = paragraph.end
            runs = list(self._runs(paragraph.start, paragraph.end))
            label = printed.get(paragraph.start, "")
            if paragraph.number is not None and runs:
                _, runs = _without(runs, _LABEL)
                if paragraph.portion:
                    _, runs = _without(runs, _PORTION)
            yield Part(
                "paragraph",
                self._anchors.take(self._text.anchor(f"p{paragraph.number}"))
                if paragraph.number is not None
                else Markup(),
                paragraph.number,
                "" if label.strip(" .-") == str(paragraph.number or "") else label.strip(),
                paragraph.portion or "",
                portion_meaning(paragraph.portion or ""),
                list(self._pieces(runs)),
            )
        yield from self._between(at, len(self._source), begins)

    def _between(self, start: int, end: int, begins: int) -> Iterator[Part]:
        """What stands outside paragraphs and is no part of the heading."""
        lines = self._text.telegram.lines
        for line in lines[bisect_right(lines, start - 1, key=lambda line: line.start) :]:
            if line.start >= end:
                return
            kind = line.kind
            if kind in _BESIDE and (kind in ("heading", "marker") or line.start >= begins):
                runs = list(self._runs(line.start, min(line.end, end)))
                if runs:
                    shown = {"heading": "heading", "marker": "heading", "signature": "signature"}.get(kind, "loose")
                    yield Part(shown, pieces=list(self._pieces(runs)))

    def _runs(self, start: int, end: int) -> Iterator[tuple[str, Run]]:
        """The pieces of the reading view that stand for a stretch of the text, each with what parts it from the one before."""
        view = self._view
        index = bisect_right(self._ends, start)
        while index and self._ends[index - 1] >= start:
            index -= 1
        at = view.starts[index] if index < len(view.starts) else 0
        for k in range(index, len(view.starts)):
            place, (a, b) = view.starts[k], view.spans[k]
            if a >= end:
                return
            own = view.mended.get(k)
            between = view.text[at:place]
            at = place + (len(own) if own is not None else b - a)
            if own is not None and a >= start:
                yield between, Run(own, a, b, same=False)
            elif own is None and b > start:
                left, right = max(a, start), min(b, end)
                yield between, Run(view.text[place + left - a : place + right - a], left, right)

    def _pieces(self, runs: list[tuple[str, Run]]) -> Iterator[tuple[str, Markup]]:
        """The text as (tag, words): ``p`` for prose, ``pre`` for lines in columns."""
        lines: list[tuple[bool, list[Run]]] = []  # whether an empty line stands before it
        for between, run in runs:
            if "\n" in between or not lines:
                lines.append((between.count("\n") > 1, [run]))
            else:
                lines[-1][1].append(Run(between, run.start, run.start, same=False))
                lines[-1][1].append(run)
        table: list[Run] = []
        prose: list[Run] = []
        for gap, line in lines:
            columns = any(_TABLE in run.text.strip() for run in line)
            if prose and (gap or columns):
                yield "p", self._marking.html(prose)
                prose = []
            if table and not columns:
                yield "pre", self._marking.html(table)
                table = []
            if columns:
                table += [*([Run("\n", 0, 0, same=False)] if table else []), self._indented(line[0]), *line[1:]]
            else:
                prose += [*([Run("\n", 0, 0, same=False)] if prose else []), *line]
        if prose:
            yield "p", self._marking.html(prose)
        if table:
            yield "pre", self._marking.html(table)

    def _indented(self, run: Run) -> Run:
        """A line with the blanks before it, which place it under the others."""
        start = self._source.rfind("\n", 0, run.start) + 1
        before = self._source[start : run.start]
        return Run(before + run.text, start, run.end) if run.same and before and not before.strip(" ") else run


def _without(runs: list[tuple[str, Run]], pattern: re.Pattern[str]) -> tuple[str, list[tuple[str, Run]]]:
    """What stands at the beginning of runs, and the runs without it."""
    text = "".join(run.text for _, run in runs[:6])
    match = pattern.match(text)
    if match is None:
        return "", runs
    left = match.end()
    found = list(runs)
    while found and left >= len(found[0][1].text):
        left -= len(found.pop(0)[1].text)
    if found and left:
        between, run = found[0]
        found[0] = between, run._replace(text=run.text[left:], start=run.start + left if run.same else run.start)
    return match[0], found
