"""What a finding is, how a rule is written, and what every rule is handed.

A rule is a small generator that takes a :class:`Scan` and yields findings; ``@rule`` gives it its facts and
puts it on the list. Codes: ``H1`` envelope and header, ``C2`` classification, ``T3`` text, ``S4`` characters and
markup, ``P5`` archive page form.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Literal, TypeVar

import msgspec

from cablegram.telegram.records import Line, Telegram

Severity = Literal["error", "warning", "info"]
Safety = Literal["safe", "likely", "unsafe"]
RUNNING = frozenset(("text", "paragraph", "sub-paragraph"))  # the kinds of line that running text is made of


class Edit(msgspec.Struct, frozen=True, gc=False):
    """Replace ``text[start:end]`` by ``text``; an insertion where ``start == end``."""

    start: int
    end: int
    text: str


class Finding(msgspec.Struct, frozen=True):
    """Something wrong or odd at ``text[start:end]``, and the mend where a conservative one exists.

    ``safety`` says how sure the mend is: ``safe`` (applied by default), ``likely`` (offered), ``unsafe`` (only
    shown). ``edits`` is empty where nothing can be mended without inventing.
    """

    code: str
    name: str
    severity: Severity
    message: str
    start: int
    end: int
    edits: tuple[Edit, ...] = ()
    safety: Safety | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """The facts of a rule. ``source`` are rows of the reference (``K01``, ``D14``), ``explain`` a paragraph for people."""

    code: str
    name: str
    severity: Severity
    source: tuple[str, ...]
    explain: str
    function: Callable[[Rule, Scan], Iterator[Finding]]

    def check(self, scan: Scan) -> Iterator[Finding]:
        """What the rule finds."""
        return self.function(self, scan)

    def finding(
        self,
        message: str,
        start: int,
        end: int,
        *edits: Edit,
        safety: Safety | None = None,
        severity: Severity | None = None,
    ) -> Finding:
        """A finding of this rule."""
        return Finding(
            self.code, self.name, severity or self.severity, message, start, end, edits, safety if edits else None
        )


_SENTENCE = re.compile(r"\.(?<=[a-z]\.)\s{1,2}[A-Za-z]")
_GOES_ON = frozenset(("text", "heading", "unknown", "signature"))
_HEAD_LINES = 60
# Lines between which the form has no blank line.
_SINGLE = frozenset(("transmission-id", "routing", "originator", "security", "dtg", "from", "to", "info"))
_WRAPPED = 80  # a line longer than this is flowed text (the wire allows 69)
RULES: dict[str, Rule] = {}
Answer = TypeVar("Answer")


def rule(
    code: str, name: str, severity: Severity, source: tuple[str, ...], explain: str
) -> Callable[[Callable[[Rule, Scan], Iterator[Finding]]], Rule]:
    """Put a generator on the list of rules; it is called with its :class:`Rule` and the :class:`Scan`."""

    def make(function: Callable[[Rule, Scan], Iterator[Finding]]) -> Rule:
        if code in RULES:
            raise ValueError(f"two rules with the code {code}")
        made = Rule(code, name, severity, source, explain, function)
        RULES[code] = made
        return made

    return make


def _line_start(line: Line) -> int:
    return line.start


def _by_kind(kinds: list[str], lines: tuple[Line, ...]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for kind, line in zip(kinds, lines, strict=True):
        if kind in found:
            found[kind].append(line)
        else:
            found[kind] = [line]
    return found


class Scan:
    """A telegram and what many rules ask of it, found once."""

    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram
        self.text = telegram.text
        self.lines = telegram.lines
        self.answers: dict[Callable[[Scan], Any], Any] = {}  # of the functions that are asked once
        #: The kinds of the lines.
        self.kinds = [line.kind for line in self.lines]
        #: The lines without the blanks around them.
        self.contents = [line.text.strip() for line in self.lines]
        #: The lines of each kind, in order.
        self.by_kind = _by_kind(self.kinds, self.lines)

    @cached_property
    def year(self) -> int | None:
        """The telegram's year, where it is known."""
        date = self.telegram.date
        return date.start.year if date else None

    @cached_property
    def body(self) -> tuple[int, int]:
        """Where the body begins and ends in the text: first paragraph to the last, ``(n, n)`` where there is none."""
        paragraphs = self.telegram.paragraphs
        if not paragraphs:
            return len(self.text), len(self.text)
        return paragraphs[0].start, paragraphs[-1].end

    @cached_property
    def starts(self) -> list[int]:
        """Where the contents of the lines begin in the text."""
        return [
            line.start if line.text[:1] > " " else line.start + len(line.text) - len(line.text.lstrip())
            for line in self.lines
        ]

    @cached_property
    def capitals(self) -> bool:
        """Whether the running text is in capitals, but for a few lines."""
        texts = [line.text for kind in RUNNING for line in self.by_kind.get(kind, ())]
        if not any(map(str.isupper, texts[: len(texts) // 5 + 1])):
            return False  # more than a fifth are not
        return sum(map(str.isupper, texts)) > 0.8 * len(texts)

    @cached_property
    def small_letters(self) -> bool:
        """Whether sentences begin in lower case too: the text was put in small letters (damage D35)."""
        after = list(_SENTENCE.finditer(self.text, *self.body))
        return len(after) >= 3 and sum(m[0][-1].islower() for m in after) > 0.5 * len(after)

    @cached_property
    def double_spaced(self) -> bool:
        """Whether a blank line stands after every line of wrapped text (damage D18)."""
        by_kind = self.by_kind
        most = sum(len(by_kind.get(kind, ())) for kind in RUNNING)
        if len(by_kind.get("blank", ())) <= 0.9 * (most - 2):
            return False  # more lines of text than blank ones
        contents, lines = self.contents, self.lines
        total = followed = inside = 0
        for i in range(len(lines) - 2):
            if lines[i].kind in RUNNING:
                total += 1
                if lines[i + 1].kind == "blank":
                    followed += 1
                    inside += (
                        len(contents[i]) >= 40
                        and lines[i + 2].kind in _GOES_ON
                        and not contents[i].endswith((".", ":", "?", "!", '"'))
                    )
        return total >= 5 and followed > 0.9 * total and inside > 0.25 * total

    @cached_property
    def flowed(self) -> bool:
        """Whether most of the running text stands in long lines."""
        lengths = [
            len(content) for content, line in zip(self.contents, self.lines, strict=True) if line.kind in RUNNING
        ]
        return 2 * sum(length for length in lengths if length > 2 * _WRAPPED) > sum(lengths)

    @cached_property
    def heading_spaced(self) -> bool:
        """Whether a blank line stands after every line of the envelope and the addresses (damage D18)."""
        found = 0
        for line, below in pairwise(self.lines[:_HEAD_LINES]):
            if line.kind in _SINGLE:
                if below.kind != "blank":
                    return False
                found += 1
        return found >= 6

    @cached_property
    def line_end(self) -> str:
        """How the telegram ends its lines."""
        return "\r\n" if "\r" in self.text and "\r\n" in self.text else "\n"

    def rejoined(self, above: str, below: str) -> str:
        """What a cut sentence is joined by: a line end where the text is wrapped, a blank where it flows in long lines."""
        wrapped = len(above) <= _WRAPPED and len(below) <= _WRAPPED and not self.flowed
        return self.line_end if wrapped else " "

    def line_at(self, at: int) -> int:
        """The index of the line that holds a place of the text, -1 where there are no lines."""
        return bisect_right(self.lines, at, key=_line_start) - 1

    def fields(self, kind: str) -> dict[str, tuple[str, int, int]]:
        """The fields of the first line of a kind, by name: value, start, end."""
        lines = self.by_kind.get(kind)
        return {f.name: (f.value, f.start, f.end) for f in lines[0].fields} if lines else {}


def once(function: Callable[[Scan], Answer]) -> Callable[[Scan], Answer]:
    """A question that several rules ask of a scan: the answer is found once and kept with the scan."""

    def asked(scan: Scan) -> Answer:
        if function not in scan.answers:
            scan.answers[function] = function(scan)
        answer: Answer = scan.answers[function]
        return answer

    asked.__doc__ = function.__doc__
    return asked
