"""The zones before the body: the envelope, and the text's own head (1.2-1.12, 2.1)."""

from __future__ import annotations

import re

from cablegram.tables.words import is_caption_line, label_kind
from cablegram.telegram import patterns as p
from cablegram.telegram.body_lines import MARKER, is_text_start
from cablegram.telegram.scan_continuing import ContinuingScan
from cablegram.telegram.scan_state import CLASS_LETTERS

ENVELOPE: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "Z": ((p.SECURITY, "security"), (p.DTG, "dtg"), (p.ROUTING, "routing")),
    "O": ((p.DTG, "dtg"), (p.ROUTING, "routing"), (p.DISTRIBUTION, "distribution")),
    "P": ((p.DTG, "dtg"), (p.ROUTING, "routing")),
    "R": ((p.DTG, "dtg"), (p.ROUTING, "routing")),
    "0": ((p.DTG, "dtg"),),
    "D": ((p.ORIGINATOR, "originator"), (p.DRAFTING, "drafting"), (p.PSEUDO, "pseudo-header")),
    "F": ((p.FROM, "from"),),
    "T": ((p.TO, "to"), (p.TO_BARE, "to")),
    "I": ((p.DISTRIBUTION, "distribution"), (p.INFO, "info")),
    "X": ((p.EXEMPT, "exempt"),),
    "A": ((p.DISTRIBUTION, "distribution"), (p.DRAFTING, "drafting"), (p.PSEUDO, "pseudo-header")),
    "C": ((p.DRAFTING, "drafting"), (p.PSEUDO, "pseudo-header")),
}
_LABELS: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "E": ((p.EO, "eo"), (p.EO_LABEL, "eo")),
    "T": ((p.TAGS, "tags"),),
    "A": ((p.TAGS, "tags"),),
    "S": ((p.SUBJECT, "subject"),),
    "U": ((p.SUBJECT, "subject"),),
    "R": ((p.REFERENCE, "reference"),),
    "P": ((p.REFERENCE, "reference"),),
    "C": ((p.CLASSIFIED_BY, "classified-by"),),
    "(": ((p.CLASSIFIED_BY, "classified-by"),),
}
_ADDRESS_KINDS = frozenset(("to", "info", "exempt"))
_HEAD_AHEAD = 60
_HEADISH = re.compile(
    r"FM [A-Z]|TO [A-Z]|DE R[A-Z]+ #|ZN[RY] |[ZOPR] (?:[ZOPR] )?\d{6}\s?Z |E\.? ?O\.? ?1\d{4}|TAGS?[:;]|TAGS |SUBJ(?:ECT)?:|"
    r"CLASSIFIED BY|REF(?:S|TELS?)?:|(?:ACTION|ORIGIN) [A-Z]+-\d\d|-{15,}\s*\d{6}",
    re.IGNORECASE,
)
_PARAGRAPH_ONE = re.compile(r"(?:- )?(?:\u00b6 ?)?1?1\s?[.)]?\s?(?:\(|[A-Z])")


class HeadScan(ContinuingScan):
    """Lines of the envelope and of the text's head."""

    def _envelope(self, t: str, i: int) -> str:
        c = t[0]
        current = self._current
        for pattern, kind in ENVELOPE.get(c, ()):
            match = pattern.match(t)
            if match:
                self.matches[i] = match
                self._current = kind
                self._seen.add(kind)
                return kind
        if c in CLASS_LETTERS:
            match = p.CLASSIFICATION.match(t)
            if match:
                return self._classification(match, i)
        if current in _ADDRESS_KINDS and (match := p.ADDRESSEE.match(t)) and not is_caption_line(t):
            self.matches[i] = match
            return current or ""
        if current == "routing" and p.ROUTING_MORE.match(t):
            return "routing"
        if current == "distribution" and (p.DISTRIBUTION.match(t) or p.DISTRIBUTION_TOTAL.match(t)):
            return "distribution"
        if current == "drafting" and (p.CLEARANCE.match(t) or (t.isupper() and len(t) < 60 and self._head_ahead(i))):
            return "drafting"
        if self._label_line(t, i):
            return "label"
        if p.CORRECTED.match(t):
            return "caption"
        return self._head(t, i)

    def _label_line(self, t: str, i: int) -> bool:
        if not self.label_form and not (i < 40 and p.LABEL_FORM.match(t)):
            return False
        match = p.LABEL.match(t)
        if match and label_kind(match["key"]) == "label":
            self.label_form = True
            self.matches[i] = match
            self._current = "label"
            return True
        # A label's further addressees or clearances: indented, or no key, and nothing else has begun.
        if self._current != "label" or not self.contents[i - 1] or len(t) > 90:
            return False
        return self.lines[i][0] in " \t" or (":" not in t and (self.contents[i - 1][-1] in ",;:" or t.isupper()))

    def _classification(self, match: re.Match[str], i: int) -> str:
        self.matches[i] = match
        self._go("head")
        self._since.clear()
        self._seen.add("classification")
        return "classification"

    def _head(self, t: str, i: int) -> str:
        c = t[0].upper()
        for pattern, kind in _LABELS.get(c, ()):
            match = pattern.match(t)
            if match:
                self.matches[i] = match
                self._go("head", kind)
                self._seen.add(kind)
                self._since.add(kind)
                return kind
        if p.SPACER.match(t):
            return "spacer"
        if t in self._captions or (len(t) < 60 and t.isupper() and is_caption_line(t)):
            self._current = None if self._current != "passing" else "passing"
            return "caption"
        if c in CLASS_LETTERS and (match := p.CLASSIFICATION.match(t)) and (self._current is None or " " in t[:2]):
            return self._classification(match, i)
        if self._current and self._continues(self._current, t, i):
            return self._current
        if self._starts_body(t, i):
            return self._begin_body(t, i)
        if self._label_line(t, i):
            return "label"
        before_labels = not self._since & {"eo", "tags", "subject"}
        if before_labels and self._passing(t) and (self._seen or self._head_ahead(i) or p.MID_LABEL.search(t)):
            self._current = "passing"
            return "passing"
        if p.CLASS_WORD.match(t):
            return "classification" if "classification" not in self._seen else "page-class"
        if self._head_ahead(i):
            if p.PSEUDO.match(t):
                return "pseudo-header"
            return "unknown"
        return self._begin_body(t, i)

    def _head_ahead(self, i: int) -> bool:
        """Whether lines of a header still come after line ``i``."""
        if self._last_head == -2:
            self._last_head = -1
            for j, content in enumerate(self.contents[: i + _HEAD_AHEAD]):
                if content:
                    if j > i and _PARAGRAPH_ONE.match(content):
                        break
                    if _HEADISH.match(content) or (content[0] in CLASS_LETTERS and p.CLASSIFICATION.match(content)):
                        self._last_head = j
                    elif (
                        j >= i
                        and len(content) > 40
                        and (":" in content or "." in content)
                        and p.MID_LABEL.search(content)
                    ):
                        self._last_head = j + 1
        return i < self._last_head

    def _starts_body(self, t: str, i: int) -> bool:
        if is_text_start(t):
            return not (
                self._current == "reference"
                and self.contents[i - 1]
                and self.kinds[i - 1] == "reference"
                and "." not in t[:4]
            )
        if len(t) < 60 and MARKER.match(t):
            return True
        if "body" in self._seen and not self._current:
            return not self._passing(t)
        return i + 1 < len(self.contents) and bool(p.RULE.match(self.contents[i + 1])) and not p.RULE.match(t)

    def _begin_body(self, t: str, i: int) -> str:
        if "body" not in self._seen:
            self.body_start = i
            self._seen.add("body")
        self._go("body")
        return self._zone(t, i)
