"""The body zone: paragraphs, items, markers, rules, running text (1.14-1.16)."""

from __future__ import annotations

import re

from cablegram.tables.words import is_caption_line
from cablegram.telegram import patterns as p
from cablegram.telegram.body_lines import MARKER
from cablegram.telegram.marks import without_mark
from cablegram.telegram.numbering import resolve_number
from cablegram.telegram.scan_head import HeadScan
from cablegram.telegram.scan_state import CLASS_LETTERS, MARKER_HEADS, RUNNING

_HALF_MARKER = re.compile(r"\b(?:END|End)(?: [A-Za-z]+ (?:AND|and))?$")  # its second half is on the next line
_RULES = frozenset(("---", "===", "___", "***"))


class BodyScan(HeadScan):
    """Lines of the body."""

    def _body(self, t: str, i: int) -> str:
        c = t[0]
        kind = "text"
        if t[:3] in _RULES and p.RULE.match(t):
            return "rule"
        if c.isdigit() or c in "\u00b6(-P\u00c2":
            kind = self._paragraph(t, i)
        if kind == "text" and (len(t) < 2 or t[1] in ".) -" or c in "(-*\u2022\u00b6=_#~.\\"):
            kind = self._mark_line(t, i)
        if kind == "text":
            kind = self._whole_line(t, i, c)
        self._above = t
        return kind

    def _whole_line(self, t: str, i: int, c: str) -> str:
        """Body lines known by all their words: markers, captions, a repeated class line, web addresses."""
        if c in CLASS_LETTERS and len(t) < 100 and (match := p.CLASSIFICATION.match(t)):
            return self._classification(match, i)
        if len(t) < 60:
            if t[:4].upper() in MARKER_HEADS and MARKER.match(t):
                return "text" if self.contents[i - 1] and _HALF_MARKER.search(self._above) else "marker"
            if t in self._captions or (t.isupper() and is_caption_line(t)):
                return "caption"
            if self.label_form and self._label_line(t, i):
                return "label"
            if self.label_form and self.kinds[i - 1] == "label":
                return "unknown"
        if self.web and p.WEB.search(t):
            return "web-address"
        if c in "Cc(" and self.last_number == 0 and "classified-by" not in self._seen and p.CLASSIFIED_BY.match(t):
            self._go("head")
            return self._head(t, i)
        return "text"

    def _mark_line(self, t: str, i: int) -> str:
        if p.RULE.match(t):
            return "rule"
        if p.SPACER.match(t):
            return "spacer"
        match = p.ITEM.match(t)
        if not match:
            return "text"
        letter = match["label"].strip("().\u00b6 ").upper()
        next_one = len(letter) == 1 and len(self._letter) == 1 and ord(letter) - ord(self._letter) == 1
        if next_one or self._sentence_over() or self.kinds[i - 1] not in RUNNING or match["label"][0] in "-\u00b6":
            self.matches[i] = match
            self._letter = letter
            return "sub-paragraph"
        return "text"

    def _sentence_over(self) -> bool:
        above = self._above
        return not above or above[-1] in ".:;?!\")'" or above.endswith("--") or (above.isupper() and len(above) < 45)

    def _paragraph(self, t: str, i: int) -> str:
        match = p.PARAGRAPH.match(t) if t[0] != "(" else p.PARAGRAPH_AFTER.match(t)
        if not match:
            return "text"
        digits, rest = match["number"], match["rest"]
        number = resolve_number(digits, self.last_number)
        mark, skip = without_mark(rest)
        marked = t[0] == "(" or mark is not None
        if not marked:
            if match["label"][-1] not in ".)" and "\u00b6" not in match["label"]:
                return "text"
            if (
                i
                and self.kinds[i - 1] in RUNNING
                and not self._sentence_over()
                and not (number == self.last_number + 1 and len(self._above) < 40 and rest[:1].isupper())
            ):
                return "text"
            if not (self.last_number < number <= self.last_number + 3):
                if match["label"][0].isdigit() and rest:
                    self.matches[i] = match
                    return "sub-paragraph"
                return "text"
        self.matches[i] = match
        self.marks[i] = mark, skip
        self.last_number = number
        return "paragraph"
