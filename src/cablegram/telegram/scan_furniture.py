"""Furniture: page lines, stamps, bars, end marks; recognised in every zone, changing none (1.13, 2.2, 2.7)."""

from __future__ import annotations

import re

from cablegram.telegram import patterns as p
from cablegram.telegram.scan_state import ScanState

FURNITURE: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
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
OPEN_FURNITURE = frozenset(("note", "page", "stamp"))
_TRAILER = 8  # nonblank lines after the end mark that still are a trailer


class FurnitureScan(ScanState):
    """The lines that are no part of the text."""

    def _furniture(self, t: str, i: int) -> str | None:
        for pattern, kind in FURNITURE[t[0]]:
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
            self._go("record" if match[0].endswith("Attributes") else "envelope")
        elif kind == "transmission-id":
            self._go("envelope")
        elif kind == "end" and self._in_body:
            rest = [content for content in self.contents[i + 1 : i + 40] if content]
            if len(rest) <= _TRAILER:
                self._go("after_end")
        elif kind == "page" and self._in_body and self._header_follows(i):
            self._go("envelope")
        return kind

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
            if (
                t.startswith("Declassified")
                and before >= 0
                and re.fullmatch(r"[A-Z]\w+ [A-Z]\. [A-Z]\w+", self.contents[before])
            ):
                self.kinds[before] = "stamp"
            return True
        before = self._previous(i)
        if before < 0 or self.kinds[before] != "stamp" or p.STAMP_DONE.search(self.contents[before]):
            return False
        return bool(p.STAMP_TAIL.match(t))

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
