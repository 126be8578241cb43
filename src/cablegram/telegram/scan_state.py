"""What the line scanner knows while it walks: its lines, its zone, what it has seen."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from cablegram.tables.words import captions, class_words
from cablegram.telegram import patterns as p

RUNNING = frozenset(("text", "paragraph", "sub-paragraph"))
CLASS_LETTERS = frozenset("UCSTLRucstlr")
# The first four letters of block markers: a quick look before the whole pattern is tried.
MARKER_HEADS = frozenset(
    [
        "BEGI",
        "END",
        "END.",
        "END)",
        "SUMM",
        "SUMA",
        "COMM",
        "NOTE",
        "TEXT",
        "QUOT",
        "UNQU",
        "FYI",
        "FYI:",
        "FYI.",
        "ACTI",
        "BIO",
        "BIOG",
        "BACK",
        "INTR",
        "POST",
        "EMBA",
        "EXEC",
        "UNOF",
        "INFO",
        "TRAN",
        "S",
        "U",
        "(BEG",
        "(END",
        "(SUM",
        "(COM",
        "----",
        "[BEG",
        "[END",
    ]
) | {"END ", "BIO ", "FYI ", "S U ", "( BE", "( EN"}
_CLASS_HEADS = frozenset(
    ("UNCL", "U N ", "C O ", "CONF", "SECR", "S E ", "TOP ", "T O ", "LIMI", "L I ", "REST", "R E ", "CLAS", "FOR ")
)


@lru_cache(maxsize=1)
def _telling_heads() -> frozenset[str]:
    numbered = {f"P{n}{mark}" for n in range(1, 10) for mark in (". ", ".(", ".  ")}  # a pilcrow read as P (D04)
    return frozenset(numbered) | MARKER_HEADS | _CLASS_HEADS | frozenset(caption[:4] for caption in captions())


class ScanState:
    """The state of one pass; the zones of the scanner are built on it."""

    __slots__ = (
        "_above",
        "_captions",
        "_class_words",
        "_current",
        "_heads",
        "_in_body",
        "_in_record",
        "_last_head",
        "_letter",
        "_page_lines",
        "_plain",
        "_seen",
        "_since",
        "_stamps",
        "_zone",
        "body_start",
        "contents",
        "kinds",
        "label_form",
        "last_number",
        "lines",
        "marks",
        "matches",
        "web",
    )

    def __init__(self, text: str, lines: list[str], contents: list[str]) -> None:
        self.lines = lines
        self.contents = contents
        self.kinds = ["blank"] * len(contents)
        self.matches: dict[int, re.Match[str]] = {}
        self.marks: dict[int, tuple[str | None, int]] = {}  # portion mark of a paragraph, and its length
        self.body_start = len(contents)
        self.last_number = 0
        self.label_form = False
        self._zone: Callable[[str, int], str]
        self._current: str | None
        self._seen: set[str] = set()
        self._since: set[str] = set()  # labels since the last classification line
        self._letter = ""  # of the last lettered item
        self._last_head = -2
        self._above = ""  # the last line of the body's own text, for "was the sentence over?"
        self._stamps = "eclassified/Released" in text
        self.web = "://" in text or "www." in text
        self._page_lines = " OF 0" in text
        self._captions = captions()
        self._heads = _telling_heads()
        self._in_record: bool
        self._in_body: bool
        self._plain: bool  # in the body, and nothing that makes every line worth a whole look
        self._class_words = class_words()
        self._go("envelope")

    def _go(self, zone: str, current: str | None = None) -> None:
        """Enter a zone (envelope, head, body, after_end, record); ``current`` is the label whose lines may go on."""
        self._zone, self._current = getattr(self, f"_{zone}"), current
        self._in_record = zone == "record"
        self._in_body = zone == "body"
        self._plain = self._in_body and not (self.web or self._stamps or self.label_form)

    def _previous(self, i: int) -> int:
        """Index of the last line before ``i`` that is not blank, -1 where there is none."""
        i -= 1
        while i >= 0 and not self.contents[i]:
            i -= 1
        return i

    def _underlined(self, i: int) -> bool:
        return i + 1 < len(self.contents) and bool(p.RULE.match(self.contents[i + 1]))
