"""What planted damage is, where a text has room for it, and how it is put in with the truth kept.

Nothing here asks the package under test: places are found by the patterns of the reference alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random
from typing import Literal, TypeVar

Class = Literal["safe", "likely", "flag", "doubt"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Hunk:
    """``text[start:end]`` becomes ``new``; the clean text has ``clean`` there, or else the text itself."""

    start: int
    end: int
    new: str
    safety: Class
    kind: str = ""
    clean: str | None = None


@dataclass(frozen=True, slots=True)
class Damage:
    """One damaged place: ``damaged[start:end]`` where the clean text had ``clean``, of planting ``plant``."""

    kind: str
    safety: Class
    start: int
    end: int
    clean: str
    plant: int


@dataclass(frozen=True, slots=True)
class Planted:
    """A damaged text with its truth. ``hunks`` are the plantings, in positions of ``source``."""

    text: str
    clean: str
    damages: tuple[Damage, ...]
    source: str
    hunks: tuple[tuple[Hunk, ...], ...]

    def healed(self) -> str:
        """The clean words put back: must be the clean text."""
        parts: list[str] = []
        at = 0
        for damage in self.damages:
            parts += (self.text[at : damage.start], damage.clean)
            at = damage.end
        return "".join((*parts, self.text[at:]))

    def only(self, plants: Iterable[int]) -> Planted:
        """The same text with some of the plantings; the others stand as they are in the clean text."""
        kept = set(plants)
        groups = [
            group
            if n in kept
            else tuple(replace(h, new=h.clean if h.clean is not None else self.source[h.start : h.end]) for h in group)
            for n, group in enumerate(self.hunks)
        ]
        return build(self.source, groups)

    def origin(self, position: int) -> int:
        """The place in the clean text of a place in the damaged one."""
        shift = 0
        for damage in self.damages:
            if position < damage.start:
                break
            if position < damage.end or (position == damage.start == damage.end):
                return damage.start + shift
            shift += len(damage.clean) - (damage.end - damage.start)
        return position + shift


def build(text: str, groups: Sequence[tuple[Hunk, ...]]) -> Planted:
    """Put the hunks in. They must not overlap."""
    numbered = sorted(
        ((hunk, n) for n, group in enumerate(groups) for hunk in group),
        key=lambda pair: (pair[0].start, pair[0].end),
    )
    parts: list[str] = []
    clean: list[str] = []
    damages: list[Damage] = []
    at = length = 0
    for hunk, plant in numbered:
        if hunk.start < at:
            raise ValueError("hunks overlap")
        before = text[at : hunk.start]
        parts += (before, hunk.new)
        had = text[hunk.start : hunk.end] if hunk.clean is None else hunk.clean
        clean += (before, had)
        length += len(before)
        damages.append(Damage(hunk.kind, hunk.safety, length, length + len(hunk.new), had, plant))
        length += len(hunk.new)
        at = hunk.end
    parts.append(text[at:])
    clean.append(text[at:])
    return Planted("".join(parts), "".join(clean), tuple(damages), text, tuple(groups))


@dataclass(frozen=True, slots=True)
class Row:
    """One line: ``text`` without its end, which stands at ``end`` to ``after``."""

    start: int
    end: int
    after: int
    text: str


CLASS_WORD = re.compile(r"(?:UNCLASSIFIED|LIMITED OFFICIAL USE|CONFIDENTIAL|SECRET|TOP SECRET)\s*$")
CLASS_LINE = re.compile(
    r"(?P<class>UNCLAS(?:SIFIED)?|LIMITED OFFICIAL USE|C ?O ?N ?F ?I ?D ?E ?N ?T ?I ?A ?L|"
    r"S E C R E T|T O P {1,2}S E C R E T)"
    r"\b.*?\b[A-Z]{3,} +\d{3,6}\b"
)
PAGE_LINE = re.compile(r"\s*PAGE\s+\d\d\b")
WIRE_PAGE = re.compile(r"[ \t]*([A-Z][A-Z .'-]{2,24}?)\s+(\d{8})(?:\s+(\d{3})(?:\.\d)?\s+OF\s+(\d{2,3}))?[ \t]*$")
STAMP = re.compile(
    r"(?:[A-Z][a-z]+ [A-Z]\. [A-Z][a-z]+)?\s*Declassified/Released|Systematic Review|US Department of State"
)
CAPTION = re.compile(r"(?:SIPDIS|NOFORN|SENSITIVE|EXDIS|NODIS|LIMDIS|STADIS)\s*$")
LABELS = {
    "eo": re.compile(r"E\.O\."),
    "tags": re.compile(r"TAGS:"),
    "subject": re.compile(r"SUBJ(?:ECT)?:|Subject:"),
    "ref": re.compile(r"(?:REF|REFS|REF\(S\)|REFTEL|REFTELS|REFERENCE|Reference):"),
    "authority": re.compile(r"classified by", re.IGNORECASE),
}
ITEM = re.compile(r"(?:¶|\d{1,2}[.)] |[A-Z][.)] |\([A-Z]\) |--? |\* )")
NUMBER = re.compile(r"(\d{1,2})\.(?: (?=\S)|(?=\())")
MARK = re.compile(r"\((?:TS|SBU|FOUO|OUO|LOU|S|C|U)(?:\s?[/-]{1,2}\s?[A-Z ,/]{1,20})?\)")
STOP = re.compile(r"(?:BT|NNNN?.*|#\d{4}|Message Attributes|Signature:.*|\*\*\* Current.*|<< END.*)\s*$")
DTG = re.compile(r"^([ZOPR](?: [ZOPR])?) (\d{6}) ?Z ([A-Z]{3}) (\d{2,4})", re.MULTILINE)


class Layout:
    """Where a clean text has what: head, labels, body, prose, paragraph numbers, mid-sentence breaks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = "\r\n" if "\r\n" in text else "\n"
        rows, at = [], 0
        for raw in text.split("\n"):
            content = raw[:-1] if raw.endswith("\r") else raw
            after = min(at + len(raw) + 1, len(text))
            rows.append(Row(at, at + len(content), after, content))
            at += len(raw) + 1
        self.rows = rows
        dtg = DTG.search(text)
        self.dtg = dtg
        year = int(dtg[4]) if dtg else None
        self.year = None if year is None else year if year > 99 else (1900 if year > 65 else 2000) + year
        self.pages = [i for i, row in enumerate(rows) if PAGE_LINE.match(row.text)]
        self.is_page_form = bool(self.pages) and not text.startswith("VZCZC")
        self.is_label_form = re.search(r"^(?:MRN|Date/DTG):", text, re.MULTILINE) is not None
        self.class_line = next((i for i, row in enumerate(rows) if CLASS_LINE.match(row.text)), None)
        self.labels = {name: i for name, p in LABELS.items() if (i := self._label(p)) is not None}

    def _label(self, pattern: re.Pattern[str]) -> int | None:
        return next((i for i, row in enumerate(self.rows) if pattern.match(row.text)), None)

    @cached_property
    def body(self) -> range:
        """The lines of the body."""
        rows = self.rows
        first = max((self.labels[k] for k in ("subject", "ref", "authority") if k in self.labels), default=-1)
        start = next(
            (i for i in range(first + 1, len(rows)) if re.match(r"(?:1\. \S|1\.\(|(?:BEGIN )?SUMMARY)", rows[i].text)),
            None,
        )
        if start is None:
            start = next((i for i in range(first + 1, len(rows)) if len(rows[i].text) > 40), 0)
        end = next((i for i in range(start, len(rows)) if STOP.match(rows[i].text) and not self._more(i)), len(rows))
        return range(start, end)

    def _more(self, index: int) -> bool:
        """Whether paragraphs follow a line that may end the text (an end mark between sections)."""
        return any(NUMBER.match(row.text) or PAGE_LINE.match(row.text) for row in self.rows[index + 1 :])

    def furniture(self, i: int) -> bool:
        text = self.rows[i].text
        return any(p.match(text) for p in (CLASS_WORD, CLASS_LINE, PAGE_LINE, WIRE_PAGE, STAMP, CAPTION)) or (
            re.match(r"\d{3}(?:\.\d)? OF \d|ACTION|INFO |ORIGIN|-{3,}|FM |TO [A-Z]|[ZOPR] \d{6}Z|NNN|STAMP", text)
            is not None
        )

    def plain(self, i: int) -> bool:
        """Whether a line is neither blank nor furniture."""
        return bool(self.rows[i].text.strip()) and not self.furniture(i)

    def prose(self, i: int) -> bool:
        """Whether a body line is running text."""
        text = self.rows[i].text
        return (
            i in self.body and len(text) >= 38 and len(text.split()) >= 5 and not self.furniture(i)
            and re.search(r"\S {3,}\S|^ {6,}", text) is None and text.count("||") == 0
        )  # fmt: skip

    @cached_property
    def prose_rows(self) -> list[int]:
        return [i for i in self.body if self.prose(i)]

    @cached_property
    def capitals(self) -> bool:
        """Whether the body is all in capitals."""
        body = "".join(self.rows[i].text for i in self.prose_rows)
        return sum(map(str.islower, body)) < 0.05 * max(1, sum(map(str.isalpha, body)))

    def continues(self, i: int) -> bool:
        """Whether line ``i`` runs on, in mid-sentence, on line ``i + 1``."""
        if i + 1 >= len(self.rows) or not self.prose(i) or self.furniture(i + 1):
            return False
        left, right = self.rows[i].text, self.rows[i + 1].text
        if not right or ITEM.match(right) or not re.search(r"[A-Za-z,]$", left):
            return False
        first = r"[A-Z][A-Z]+[ ,]" if self.capitals else r"[a-z]"
        return re.match(first, right) is not None and re.search(r" [A-Za-z]", right) is not None

    @cached_property
    def breaks(self) -> list[tuple[int, int]]:
        """Spans of the line end, or of a blank in a very long line, in the middle of a sentence."""
        found = [(self.rows[i].end, self.rows[i].after) for i in self.body if self.continues(i)]
        first = r"[A-Z]" if self.capitals else r"[a-z]"
        for i in self.prose_rows:
            row = self.rows[i]
            if len(row.text) > 200:
                found += [
                    (row.start + m.start() + 1, row.start + m.end())
                    for m in re.finditer(rf"[A-Za-z,] (?={first})", row.text)
                    if 60 < m.start() < len(row.text) - 60
                ]
        return sorted(found)

    @cached_property
    def numbers(self) -> list[tuple[int, int]]:
        """Paragraph numbers that count on from 1: the number and where its line begins."""
        found: list[tuple[int, int]] = []
        for i in self.body:
            match = NUMBER.match(self.rows[i].text)
            if match and int(match[1]) == len(found) + 1:
                found.append((int(match[1]), self.rows[i].start))
        return found

    def mark(self, at: int) -> re.Match[str] | None:
        """The portion mark behind the paragraph number at a place."""
        number = NUMBER.match(self.text, at)
        return MARK.match(self.text, number.end()) if number else None

    @cached_property
    def marked(self) -> list[tuple[int, int]]:
        """Those whose number is followed by a portion mark."""
        return [(n, at) for n, at in self.numbers if self.mark(at)]

    def stamp(self) -> str:
        """The systematic-review stamp of the telegram's year (reference 2.7)."""
        year = self.year or 1976
        dates = {
            1973: "30 JUN 2005",
            1974: "30 JUN 2005",
            1975: "05 JUL 2006",
            1976: "04 MAY 2006",
            1977: "22 May 2009",
        }
        name = "" if year < 1975 else "Margaret P. Grafeld " if year < 1978 else "Sheryl P. Walter "
        date = dates.get(year, "20 Mar 2014")
        return f"{name}Declassified/Released US Department of State EO Systematic Review {date}"

    def words(self, pattern: str, rows: Iterable[int] | None = None) -> list[re.Match[str]]:
        """Matches in prose lines, in text order, with positions of the text."""
        compiled = re.compile(pattern)
        return [
            m
            for i in (self.prose_rows if rows is None else rows)
            for m in compiled.finditer(self.text, self.rows[i].start, self.rows[i].end)
        ]

    @cached_property
    def header_rows(self) -> list[int]:
        """Lines before the E.O. line (or the body), the classification line with them."""
        stop = min([self.labels["eo"]] if "eo" in self.labels else [self.body.start])
        return [i for i in range(stop) if self.rows[i].text.strip()]

    @cached_property
    def section(self) -> tuple[str, str, int] | None:
        """Station, serial and number of sections, from the classification line."""
        if self.class_line is None:
            return None
        text = self.rows[self.class_line].text
        match = re.search(
            r"(?:SECTION (?P<no>\d{1,2}) OF (?P<of>\d{1,2}) )?"
            r"(?P<station>[A-Z][A-Z ]{2,}?) +(?P<serial>\d{3,6})",
            _bare(text),
        )
        return None if match is None else (match["station"], match["serial"], int(match["of"] or 1))


def _bare(text: str) -> str:
    """The classification line without class and controls."""
    match = re.match(
        r"(?:UNCLAS(?:SIFIED)?|C O N F I D E N T I A L|S E C R E T|"
        r"LIMITED OFFICIAL USE|CONFIDENTIAL|SECRET)\s+"
        r"(?:(?:E F T O|EFTO|NOFORN|SENSITIVE|SIPDIS|EXDIS)\s+)*",
        text,
    )
    return text[match.end() :] if match else text


Planter = Callable[[Layout, Random], list[Hunk] | None]
PLANTERS: dict[str, Planter] = {}


def planter(kind: str) -> Callable[[Planter], Planter]:
    """Put a planter on the list; its hunks get the kind where they name none."""

    def make(function: Planter) -> Planter:
        def plant(layout: Layout, rng: Random) -> list[Hunk] | None:
            hunks = function(layout, rng)
            return [h if h.kind else replace(h, kind=kind) for h in hunks] if hunks else None

        PLANTERS[kind] = plant
        return function

    return make


def some(rng: Random, items: Sequence[T], low: int, high: int) -> list[T]:
    """Between ``low`` and ``high`` of the items, in their order."""
    count = min(len(items), rng.randint(low, high))
    return [items[i] for i in sorted(rng.sample(range(len(items)), count))]
