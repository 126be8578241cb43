"""The line scanner: gives every line its kind.

The scanner walks the lines once, in one of four zones (envelope, the text's own head, body, archive
record). Furniture (page lines, stamps, bars, end marks) is recognised in every zone and never changes it,
so that a page turn in mid-sentence leaves the paragraph as it was. What no rule of the zone takes is
``unknown`` before the body, and ``text`` in it; :mod:`cablegram.telegram.foreign` then looks at those.
"""

from __future__ import annotations

import re

from cablegram.tables.words import is_caption_line, record_keys
from cablegram.telegram import patterns as p
from cablegram.telegram.body_lines import headings
from cablegram.telegram.scan_body import BodyScan
from cablegram.telegram.scan_furniture import FURNITURE, OPEN_FURNITURE
from cablegram.telegram.scan_head import ENVELOPE

# First characters, and first four letters, at which a body line may be more than text.
_TELLING = frozenset("0123456789\u00b6(-\u00c2*\u2022=_#~.\\")
_MARKUP = re.compile(r"</?[a-z][a-z0-9]*[ >/]|[{}|]")


class Scanner(BodyScan):
    """One pass over the stripped lines of a text; ``kinds`` and ``matches`` hold the result."""

    __slots__ = ()

    def run(self) -> None:
        """Fill :attr:`kinds` and :attr:`matches`."""
        kinds, contents = self.kinds, self.contents
        class_line, page_lines, stamps, heads = self._class_words, self._page_lines, self._stamps, self._heads
        furniture, telling, open_furniture, longest = FURNITURE, _TELLING, OPEN_FURNITURE, p.HEAD
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
                if kind is None and (stamps or previous in OPEN_FURNITURE):
                    kind = self._rest_of_furniture(t, i, previous)
            if kind is None:
                kind = self._zone(t, i)
            kinds[i] = previous = kind
        self._page_classes()
        start = min(self.body_start, len(contents))
        headings(contents, kinds, start)

    def _after_end(self, t: str, i: int) -> str:
        """After the end of the message: what is no known line of a trailer or a new header is unknown."""
        for pattern, _ in ENVELOPE.get(t[0], ()):
            if pattern.match(t):
                self._go("envelope")
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
        if heading := p.RECORD_HEADING.match(t):
            self.matches[i] = heading
            return self._enter("record-heading", heading, i)
        # A value goes on where it was long, or in a line set in.
        above = self.contents[i - 1]
        goes_on = self.lines[i][0] in " \t" or len(above) >= 45 or above[-1:] in ",;:"
        if self._current == "attribute" and goes_on and not _MARKUP.search(t):
            return "attribute"
        return "unknown"
