"""The line scanner: gives every line its kind.

The scanner walks the lines once, in one of four zones (envelope, the text's own head, body, archive
record). Furniture (page lines, stamps, bars, end marks) is recognised in every zone and never changes it,
so that a page turn in mid-sentence leaves the paragraph as it was. What no rule of the zone takes is
``unknown`` before the body, and ``text`` in it; :mod:`cablegram.telegram.foreign` then looks at those.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from cablegram.tables.tags import known_tag
from cablegram.tables.words import captions, class_words, is_caption_line, label_kind, record_keys
from cablegram.telegram import patterns as p
from cablegram.telegram.marks import without_mark
from cablegram.telegram.body_lines import MARKER, headings, is_text_start

_FURNITURE: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "P": ((p.PAGE_ARCHIVE, "page"),),
    "-": ((p.BAR, "bar"),),
    "B": ((re.compile(r"BT$"), "separator"),),
    "N": ((p.END, "end"), (p.NOTE, "note")),
    "#": ((p.SERIAL_CHECK, "serial-check"), (p.END, "end")),
    "Z": ((p.END, "end"),),
    "<": ((p.END, "end"),),
    "*": ((p.FOOTER, "footer"),),
    "C": ((p.FOOTER, "footer"),),
    "M": ((p.RECORD_HEADING, "record-heading"),),
    "(": ((p.NOTE, "note"),),
    "V": ((p.TRANSMISSION, "transmission-id"),),
    "U": ((p.STAMP_FOIA, "stamp"),),
    "R": ((p.STAMP_FOIA, "stamp"),),
}
_ENVELOPE: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
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
_OPEN_FURNITURE = frozenset(("note", "page", "stamp"))
# The first four letters of block markers: a quick look before the whole pattern is tried.
_MARKER_HEADS = frozenset(
    "BEGI END END. END) SUMM SUMA COMM NOTE TEXT QUOT UNQU FYI FYI: FYI. ACTI BIO BIOG BACK INTR POST EMBA EXEC UNOF INFO TRAN S U "
    "(BEG (END (SUM (COM ---- [BEG [END".split(" ")
) | {"END ", "BIO ", "FYI ", "S U ", "( BE", "( EN"}
_RUNNING = frozenset(("text", "paragraph", "sub-paragraph"))
_CLASS_LETTERS = frozenset("UCSTLRucstlr")
# First characters, and first four letters, at which a body line may be more than text.
_TELLING = frozenset("0123456789\u00b6(-\u00c2*\u2022=_#~.\\")
_CLASS_HEADS = frozenset(
    ("UNCL", "U N ", "C O ", "CONF", "SECR", "S E ", "TOP ", "T O ", "LIMI", "L I ", "REST", "R E ", "CLAS", "FOR ")
)
_RULES = frozenset(("---", "===", "___", "***"))
_ADDRESS_KINDS = frozenset(("to", "info", "exempt"))
_REFERENCE_START = re.compile(
    r"(?:\u00b6\s*)?[(\[]?[A-Z][.):\]]\s*\S|(?:\u00b6\s*)?(?:'?\d\d(?:\d\d)? )?[A-Z][A-Z .'-]{2,22} \d{2,7}\b", re.IGNORECASE
)
_CODES_ONLY = re.compile(r"[\w ,()./&'-]+$")
_UNFINISHED_REFERENCE = re.compile(r"[A-Z,;&-]$|\b[A-Z][.)]\s*\d\d$")
_HEAD_AHEAD = 60
_TRAILER = 8  # nonblank lines after the end mark that still are a trailer
_HEADISH = re.compile(
    r"FM [A-Z]|TO [A-Z]|DE R[A-Z]+ #|ZN[RY] |[ZOPR] (?:[ZOPR] )?\d{6}\s?Z |E\.? ?O\.? ?1\d{4}|TAGS?[:;]|TAGS |SUBJ(?:ECT)?:|"
    r"CLASSIFIED BY|REF(?:S|TELS?)?:|(?:ACTION|ORIGIN) [A-Z]+-\d\d|-{15,}\s*\d{6}",
    re.IGNORECASE,
)
_PARAGRAPH_ONE = re.compile(r"(?:- )?(?:\u00b6 ?)?1?1\s?[.)]?\s?(?:\(|[A-Z])")
_MARKUP = re.compile(r"</?[a-z][a-z0-9]*[ >/]|[{}|]")
_REASON_TAIL = re.compile(r"(?:REA|SONS?\b|ONS\b|FOR\b|E\.O|1\.[45]|4\b|\(?[a-h][),]|\()", re.IGNORECASE)
_REASON_DONE = re.compile(r"1\.\s?[45].*[a-h]\W*$|1\.\s?[45].*\)", re.IGNORECASE | re.DOTALL)


def _all_codes(t: str) -> bool:
    """Whether a line under TAGS is a line of codes: all look like codes, most are known."""
    label = p.MID_LABEL.search(t)
    codes = [code.strip("(),;") for code in (t[: label.start()] if label else t).split()]
    known = sum(map(known_tag, codes))
    return bool(codes) and known * 2 >= len(codes) and all(len(c) <= 6 or known_tag(c) for c in codes)


@lru_cache(maxsize=1)
def _telling_heads() -> frozenset[str]:
    numbered = {f"P{n}{mark}" for n in range(1, 10) for mark in (". ", ".(", ".  ")}  # a pilcrow read as P (D04)
    return numbered | _MARKER_HEADS | _CLASS_HEADS | frozenset(caption[:4] for caption in captions())


class Scanner:
    """One pass over the stripped lines of a text; ``kinds`` and ``matches`` hold the result."""

    __slots__ = (
        "_above", "_captions", "_class_words", "_current", "_heads", "_in_body", "_in_record", "_last_head", "_letter", "_page_lines",
        "_plain", "_seen", "_since", "_stamps", "_zone", "body_start", "contents", "kinds", "label_form", "last_number", "lines",
        "marks", "matches", "web",
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
        self._zone: Callable[[str, int], str] = self._envelope
        self._current: str | None = None
        self._seen: set[str] = set()
        self._since: set[str] = set()  # labels since the last classification line
        self._letter = ""  # of the last lettered item
        self._last_head = -2
        self._above = ""  # the last line of the body's own text, for "was the sentence over?"
        self._stamps = "eclassified/Released" in text
        self.web = "http" in text or "www." in text
        self._page_lines = " OF 0" in text
        self._captions = captions()
        self._heads = _telling_heads()
        self._in_record = False
        self._in_body = False
        self._plain = False  # in the body, and nothing that makes every line worth a whole look
        self._class_words = class_words()

    def run(self) -> None:
        """Fill :attr:`kinds` and :attr:`matches`."""
        kinds, contents = self.kinds, self.contents
        class_line, page_lines, stamps, heads = self._class_words, self._page_lines, self._stamps, self._heads
        furniture, telling, open_furniture, longest = _FURNITURE, _TELLING, _OPEN_FURNITURE, p.HEAD
        previous = ""  # kind of the last line that is not blank
        for i, content in enumerate(contents):
            if not content:
                continue
            t = content if len(content) <= longest else content[:longest]
            c = t[0]
            kind: str | None = None
            if not self._in_record:
                if c in furniture:
                    kind = self._furniture(t, i)
                if (
                    kind is None
                    and self._plain
                    and c not in telling
                    and t[:4].upper() not in heads
                    and t[1:2] not in ".) -"
                    and previous not in open_furniture
                    and not (page_lines and t[-1].isdigit())
                ):
                    # Most lines of a body: running text, by every quick look there is.
                    kinds[i] = previous = "text"
                    self._above = t
                    continue
                if kind is None and t in class_line:
                    kind = "page-class"
                if kind is None and page_lines and t[-1].isdigit():
                    kind = self._section_line(t, i)
                if kind is None and (stamps or previous in _OPEN_FURNITURE):
                    kind = self._rest_of_furniture(t, i, previous)
            if kind is None:
                kind = self._zone(t, i)
            kinds[i] = previous = kind
        self._page_classes()
        start = min(self.body_start, len(contents))
        headings(contents, kinds, start)

    # --- furniture ------------------------------------------------------------------------------

    def _furniture(self, t: str, i: int) -> str | None:
        for pattern, kind in _FURNITURE[t[0]]:
            match = pattern.match(t)
            if match:
                self.matches[i] = match
                return self._enter(kind, match, i)
        return None

    def _section_line(self, t: str, i: int) -> str | None:
        """A page line of the wire form, whole or in two parts (1.13)."""
        match = p.PAGE_WIRE.match(t) or p.PAGE_WIRE_TAIL.match(t)
        if not match and i + 2 < len(self.contents) and p.PAGE_WIRE_HEAD.match(t):
            after = self.contents[i + 1] or self.contents[i + 2]
            match = p.PAGE_WIRE_HEAD.match(t) if p.PAGE_WIRE_TAIL.match(after) else None
        if match:
            self.matches[i] = match
            return "page"
        return None

    def _rest_of_furniture(self, t: str, i: int, previous: str) -> str | None:
        """Stamps, and lines that complete the furniture above them (2.2, 2.7)."""
        if self._stamps and self._is_stamp(t, i):
            return "stamp"
        if previous == "note" and self.kinds[i - 1] == "note" and not self.contents[i - 1].endswith("."):
            return "note"
        if previous == "page":
            if len(t) == 2 and t.isdigit():
                return "two-digit"
            above = self.contents[self._previous(i)]
            if above[-2:].isdigit() and len(above) <= 8 and (match := p.PAGE_ARCHIVE_REST.match(t)):
                self.matches[i] = match
                return "page"
        return None

    def _enter(self, kind: str, match: re.Match[str], i: int) -> str:
        """Zone changes that furniture announces: a repeated header, the archive record."""
        if kind == "record-heading":
            self._go(self._record if match[0].endswith("Attributes") else self._envelope)
        elif kind == "transmission-id":
            self._go(self._envelope)
        elif kind == "end" and self._in_body:
            rest = [content for content in self.contents[i + 1 : i + 40] if content]
            if len(rest) <= _TRAILER:
                self._go(self._after_end)
        elif kind == "page" and self._in_body and self._header_follows(i):
            self._go(self._envelope)
        return kind

    def _go(self, zone: Callable[[str, int], str], current: str | None = None) -> None:
        """Enter a zone; ``current`` is the label whose lines may go on."""
        self._zone, self._current = zone, current
        name = zone.__name__
        self._in_record = name == "_record"
        self._in_body = name == "_body"
        self._plain = self._in_body and not (self.web or self._stamps or self.label_form)

    def _header_follows(self, i: int) -> bool:
        """Whether a section's repeated header comes after the page line ``i`` (2.1)."""
        seen = 0
        for content in self.contents[i + 1 : i + 8]:
            if content:
                if p.DISTRIBUTION.match(content) or p.BAR.match(content) or p.DTG.match(content):
                    return True
                seen += 1
                if seen > 3:
                    break
        return False

    def _is_stamp(self, t: str, i: int) -> bool:
        if "eclassified/Released" in t and p.STAMP.match(t):
            before = self._previous(i)
            if t.startswith("Declassified") and before >= 0 and re.fullmatch(r"[A-Z]\w+ [A-Z]\. [A-Z]\w+", self.contents[before]):
                self.kinds[before] = "stamp"
            return True
        before = self._previous(i)
        if before < 0 or self.kinds[before] != "stamp" or p.STAMP_DONE.search(self.contents[before]):
            return False
        return bool(p.STAMP_TAIL.match(t))

    def _previous(self, i: int) -> int:
        """Index of the last line before ``i`` that is not blank, -1 where there is none."""
        i -= 1
        while i >= 0 and not self.contents[i]:
            i -= 1
        return i

    def _page_classes(self) -> None:
        """A bare class word that opens the text and stands at no page line is the classification line."""
        if not self.label_form and "classification" in self._seen:
            return
        for i, kind in enumerate(self.kinds):
            if kind == "blank":
                continue
            if kind == "page-class":
                after = next((k for k in self.kinds[i + 1 : i + 4] if k != "blank"), "")
                if after != "page":
                    self.kinds[i] = "classification"
            break

    # --- zones ----------------------------------------------------------------------------------

    def _envelope(self, t: str, i: int) -> str:
        c = t[0]
        current = self._current
        for pattern, kind in _ENVELOPE.get(c, ()):
            match = pattern.match(t)
            if match:
                self.matches[i] = match
                self._current = kind
                self._seen.add(kind)
                return kind
        if c in _CLASS_LETTERS:
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
        self._go(self._head)
        self._since.clear()
        self._seen.add("classification")
        return "classification"

    def _head(self, t: str, i: int) -> str:
        c = t[0].upper()
        for pattern, kind in _LABELS.get(c, ()):
            match = pattern.match(t)
            if match:
                self.matches[i] = match
                self._go(self._head, kind)
                self._seen.add(kind)
                self._since.add(kind)
                return kind
        if p.SPACER.match(t):
            return "spacer"
        if t in self._captions or (len(t) < 60 and t.isupper() and is_caption_line(t)):
            self._current = None if self._current != "passing" else "passing"
            return "caption"
        if c in _CLASS_LETTERS and (match := p.CLASSIFICATION.match(t)) and (self._current is None or " " in t[:2]):
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

    def _passing(self, t: str) -> bool:
        if not (t.isupper() or sum(map(str.isupper, t)) > len(t) / 2):
            return False
        if self._current == "passing" and len(t) < 75:
            return True
        return bool(p.PASSING.match(t)) or (len(t) < 40 and bool(p.OFFICE_SYMBOLS.match(t)))

    def _head_ahead(self, i: int) -> bool:
        """Whether lines of a header still come after line ``i``."""
        if self._last_head == -2:
            self._last_head = -1
            for j, content in enumerate(self.contents[: i + _HEAD_AHEAD]):
                if content:
                    if j > i and _PARAGRAPH_ONE.match(content):
                        break
                    if _HEADISH.match(content) or (content[0] in _CLASS_LETTERS and p.CLASSIFICATION.match(content)):
                        self._last_head = j
                    elif j >= i and len(content) > 40 and (":" in content or "." in content) and p.MID_LABEL.search(content):
                        self._last_head = j + 1
        return i < self._last_head

    def _starts_body(self, t: str, i: int) -> bool:
        if is_text_start(t):
            return not (self._current == "reference" and self.contents[i - 1] and self.kinds[i - 1] == "reference" and "." not in t[:4])
        if len(t) < 60 and MARKER.match(t):
            return True
        if "body" in self._seen and not self._current:
            return not self._passing(t)
        return i + 1 < len(self.contents) and bool(p.RULE.match(self.contents[i + 1])) and not p.RULE.match(t)

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
            return not gap and (_all_codes(t) or (above.endswith(",") and bool(_CODES_ONLY.match(t))))
        if kind == "reference":
            if is_text_start(t) and not _REFERENCE_START.match(t):
                return False
            if len(t) < 60 and MARKER.match(t):
                return False
            if gap:
                return bool(_UNFINISHED_REFERENCE.search(above)) and t[0].isupper() or bool(_REFERENCE_START.match(t))
            listed = any(map(str.isdigit, t)) or sum(map(str.isupper, t)) > len(t) / 3 or bool(_UNFINISHED_REFERENCE.search(above))
            return listed and not self._underlined(i)
        if kind == "classified-by":
            if is_text_start(t) and not t[0].islower() and not _REASON_TAIL.match(t):
                return False
            if gap:
                return not _REASON_DONE.search(above) and bool(_REASON_TAIL.match(t))
            return not (len(t) < 60 and MARKER.match(t)) and not self._underlined(i)
        if kind == "subject":
            return self._subject_continues(t, i, previous, gap, above)
        if kind == "eo":
            return not gap and t.isupper() and len(t) < 60 and not self._passing(t)
        return False

    def _underlined(self, i: int) -> bool:
        return i + 1 < len(self.contents) and bool(p.RULE.match(self.contents[i + 1]))

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

    def _after_end(self, t: str, i: int) -> str:
        """After the end of the message: what is no known line of a trailer or a new header is unknown."""
        for pattern, kind in _ENVELOPE.get(t[0], ()):
            if pattern.match(t):
                self._go(self._envelope)
                return self._envelope(t, i)
        if p.SPACER.match(t):
            return "spacer"
        return "caption" if is_caption_line(t) else "label" if self._label_line(t, i) else "unknown"

    def _record(self, t: str, i: int) -> str:
        match = p.ATTRIBUTE.match(t)
        if match and match["key"].casefold() in record_keys():
            self.matches[i] = match
            self._current = "attribute"
            return "attribute"
        if p.RECORD_HEADING.match(t):
            self.matches[i] = p.RECORD_HEADING.match(t)  # type: ignore[assignment]
            return self._enter("record-heading", self.matches[i], i)
        # A value goes on where it was long, or in a line set in.
        above = self.contents[i - 1]
        goes_on = self.lines[i][0] in " \t" or len(above) >= 45 or above[-1:] in ",;:"
        if self._current == "attribute" and goes_on and not _MARKUP.search(t):
            return "attribute"
        return "unknown"

    # --- body -----------------------------------------------------------------------------------

    def _begin_body(self, t: str, i: int) -> str:
        if "body" not in self._seen:
            self.body_start = i
            self._seen.add("body")
        self._go(self._body)
        return self._body(t, i)

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
        if c in _CLASS_LETTERS and len(t) < 100 and (match := p.CLASSIFICATION.match(t)):
            return self._classification(match, i)
        if len(t) < 60:
            if t[:4].upper() in _MARKER_HEADS and MARKER.match(t):
                return "text" if self._above.upper().endswith("END") and self.contents[i - 1] else "marker"
            if t in self._captions or (t.isupper() and is_caption_line(t)):
                return "caption"
            if self.label_form and self._label_line(t, i):
                return "label"
            if self.label_form and self.kinds[i - 1] == "label":
                return "unknown"
        if self.web and p.WEB.search(t):
            return "web-address"
        if c in "Cc(" and self.last_number == 0 and "classified-by" not in self._seen and p.CLASSIFIED_BY.match(t):
            self._go(self._head)
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
        if next_one or self._sentence_over() or self.kinds[i - 1] not in _RUNNING or match["label"][0] in "-\u00b6":
            self.matches[i] = match
            self._letter = letter
            return "sub-paragraph"
        return "text"

    def _sentence_over(self) -> bool:
        above = self._above
        return not above or above[-1] in ".:;?!\")'" or above.endswith("--") or above.isupper() and len(above) < 45

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
            if i and self.kinds[i - 1] in _RUNNING and not self._sentence_over() and not (
                number == self.last_number + 1 and len(self._above) < 40 and rest[:1].isupper()
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


def resolve_number(digits: str, last: int) -> int:
    """The number a printed paragraph mark stands for, given the number before it (damage D02).

    A pilcrow is often misread as the digit 1 (``11.`` for 1). The printed number wins where it is the
    next one; otherwise the reading without its first 1 wins where that is nearer to the next one.
    """
    number, expected = int(digits), last + 1
    if number == expected or len(digits) < 2 or digits[0] != "1" or digits[1] == "0":
        return number
    stripped = int(digits[1:])
    if stripped >= expected and stripped - expected < abs(number - expected):
        return stripped
    return number
