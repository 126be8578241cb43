"""Whether a line goes on with the labelled line above it (1.11, 1.12)."""

from __future__ import annotations

import re

from cablegram.tables.tags import known_tag
from cablegram.telegram import patterns as p
from cablegram.telegram.body_lines import MARKER, is_text_start
from cablegram.telegram.scan_furniture import FurnitureScan

_REFERENCE_START = re.compile(
    r"(?:\u00b6\s*)?[(\[]?[A-Z][.):\]]\s*\S|(?:\u00b6\s*)?(?:'?\d\d(?:\d\d)? )?[A-Z][A-Z .'-]{2,22} \d{2,7}\b",
    re.IGNORECASE,
)
_CODES_ONLY = re.compile(r"[\w ,()./&'-]+$")
_UNFINISHED_REFERENCE = re.compile(r"[A-Z,;&-]$|\b[A-Z][.)]\s*\d\d$")
_REASON_TAIL = re.compile(r"(?:AND\b|REA|SONS?\b|ONS\b|FOR\b|E\.O|1\.[45]|4\b|\(?[a-h][),]|\()", re.IGNORECASE)
_REASON_DONE = re.compile(r"1\.\s?[45].*[a-h]\W*$|1\.\s?[45].*\)", re.IGNORECASE | re.DOTALL)


def _all_codes(t: str) -> bool:
    """Whether a line under TAGS is a line of codes: all look like codes, most are known."""
    label = p.MID_LABEL.search(t)
    codes = [code.strip("(),;") for code in (t[: label.start()] if label else t).split()]
    known = sum(map(known_tag, codes))
    return bool(codes) and known * 2 >= len(codes) and all(len(c) <= 6 or known_tag(c) for c in codes)


class ContinuingScan(FurnitureScan):
    """Continuation lines of the text's head."""

    def _continues(self, kind: str, t: str, i: int) -> bool:
        """Whether ``t`` goes on with the labelled line of ``kind`` above it."""
        previous = self._previous(i)
        while previous >= 0 and self.kinds[previous] in ("page", "page-class", "stamp", "two-digit", "unknown"):
            previous = self._previous(previous)
        if previous < 0 or self.kinds[previous] != kind:
            return False
        gap = previous < i - 1 and any(not self.contents[j] for j in range(previous + 1, i))
        above = self.contents[previous]
        if kind == "tags":
            if gap:
                return _all_codes(t) and (above.endswith(",") or (len(t) < 30 and self._double_spaced(i)))
            return _all_codes(t) or (above.endswith(",") and bool(_CODES_ONLY.match(t)))
        if kind == "reference":
            if is_text_start(t) and not _REFERENCE_START.match(t):
                return False
            if len(t) < 60 and MARKER.match(t):
                return False
            if gap:
                goes_on = bool(_UNFINISHED_REFERENCE.search(above)) and t[0].isupper()
                return not self._underlined(i) and (goes_on or bool(_REFERENCE_START.match(t)))
            listed = any(map(str.isdigit, t)) or sum(map(str.isupper, t)) > len(t) / 3
            if not listed and _UNFINISHED_REFERENCE.search(above):
                listed = sum(map(str.isupper, t)) > len(t) / 6 or bool(_REFERENCE_START.match(t))
            return listed and not self._underlined(i)
        if kind == "classified-by":
            if is_text_start(t) and not t[0].islower() and not _REASON_TAIL.match(t):
                return False
            if gap:
                empty = previous in self.matches and not self.matches[previous]["value"].strip()
                return empty or (not _REASON_DONE.search(above) and (t[0].islower() or bool(_REASON_TAIL.match(t))))
            if _REASON_DONE.search(above) and not _REASON_TAIL.match(t):
                return False
            return not (len(t) < 60 and MARKER.match(t)) and not self._underlined(i)
        if kind == "subject":
            return self._subject_continues(t, i, previous, gap, above)
        if kind == "eo":
            return not gap and t.isupper() and len(t) < 60 and not self._passing(t)
        return False

    def _subject_continues(self, t: str, i: int, previous: int, gap: bool, above: str) -> bool:
        if (len(t) < 60 and MARKER.match(t)) or self._underlined(i) or is_text_start(t) or p.RULE.match(t):
            return False
        match = self.matches.get(previous)
        if t.endswith(".") and not t.endswith(("U.S.", "U.N.", "U.K.")) and len(t.split()) > 4:
            return False
        value = match["value"] if match and "value" in match.re.groupindex else above
        if not value.strip():
            return True
        if value.isupper() and not t.isupper() and sum(map(str.islower, t)) > len(t) / 3:
            return False
        if not gap:
            return True
        # A double-spaced text: the line above was full, and this one is not followed by running text.
        first_word = t.split(None, 1)[0]
        full = len(above) >= 40 and len(above) + 1 + len(first_word) > 54
        return full and len(t) < 75 and not t.endswith(".") and self._double_spaced(i)

    def _double_spaced(self, i: int) -> bool:
        """Whether most lines before ``i`` are followed by a blank line (damage D18)."""
        spans = [j for j in range(i) if self.contents[j]]
        followed = sum(1 for j in spans if not self.contents[j + 1])
        return len(spans) > 2 and followed > 0.5 * len(spans)

    def _passing(self, t: str) -> bool:
        if not (t.isupper() or sum(map(str.isupper, t)) > len(t) / 2):
            return False
        if self._current == "passing" and len(t) < 75:
            return True
        return bool(p.PASSING.match(t)) or (len(t) < 40 and bool(p.OFFICE_SYMBOLS.match(t)))
