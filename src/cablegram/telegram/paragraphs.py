"""The body put together: paragraphs with number, portion and heading, their items, and marked blocks."""

from __future__ import annotations

from bisect import bisect_right

from cablegram.telegram import patterns as p
from cablegram.telegram.blocks import ACTION, OPENING_HEADS, Opening, opening, pair
from cablegram.telegram.joining import FURNITURE, separator
from cablegram.telegram.marks import without_mark
from cablegram.telegram.numbering import running_numbers
from cablegram.telegram.records import Block, Item, Paragraph
from cablegram.telegram.scan import Scanner

_RUNNING = frozenset(("text", "paragraph", "sub-paragraph"))
Piece = tuple[str, int, int, int]  # what stands before it, start, first line, last line


class Body:
    """Paragraphs and blocks of a scanned telegram; filled by :meth:`build`."""

    __slots__ = (
        "_drafts",
        "_openings",
        "_pieces",
        "_scanner",
        "_starts",
        "_text",
        "blocks",
        "entire",
        "paragraphs",
        "summary",
    )

    def __init__(self, text: str, scanner: Scanner, starts: list[int]) -> None:
        self.paragraphs: list[Paragraph] = []
        self.blocks: list[Block] = []
        self.summary: str | None = None
        self.entire: str | None = None
        self._text = text
        self._scanner = scanner
        self._starts = starts
        self._pieces: list[Piece] = []
        self._drafts: list[tuple[_Open, str, tuple[Item, ...], int]] = []
        self._openings: list[Opening] = []  # kind, word start, content start, last resort end

    def build(self) -> None:
        """Walk the body lines once, then pair the block marks."""
        scanner, starts, text = self._scanner, self._starts, self._text
        kinds, contents, matches = scanner.kinds, scanner.contents, scanner.matches
        labels: list[str] = []
        heading: list[str] = []
        open_: _Open | None = None
        above, above_kind, gap, cut = "", "", False, False
        previous_heading = table = -2  # the last line of a heading, of a table
        first = min(scanner.body_start, len(kinds) - 1)
        total = len(kinds)
        i = first - 1
        while i + 1 < total:
            i += 1
            kind = kinds[i]
            if kind in FURNITURE:
                gap = gap or kind == "blank"
                cut = cut or kind in ("page", "page-class", "stamp")
                continue
            content, start = contents[i], starts[i]
            if kind == "text" and not gap and not cut and open_ is not None and above_kind in _RUNNING and i > table:
                # A run of text lines joins by blanks, unless it is a table.
                last = i
                while last + 1 < total and kinds[last + 1] == "text":
                    last += 1
                run = text[starts[i - 1] : starts[last] + len(contents[last])]
                if "   " not in run and "\t" not in run:
                    open_.add(" ", start, i, " ".join(contents[i : last + 1]), last)
                    i = last
                    above, above_kind = contents[last], kind
                    continue
                table = last
            if kind == "heading" or kind == "marker":
                self._close(open_)
                open_ = None
                if kind == "heading":
                    heading = [*heading, content] if i - previous_heading == 1 else [content]
                    previous_heading = i
                found = opening(content[:200])
                if found:
                    self._openings.append((found[0], start, start + len(content), -1))
            elif kind == "paragraph":
                self._close(open_)
                open_ = None
                match = matches[i]
                rest_at = match.start("rest")
                mark, skip = scanner.marks[i]
                if match.re is p.PARAGRAPH_AFTER:
                    mark, skip = without_mark(match["mark"])[0], 0
                if mark and self.entire is None and "ENTIRE" in content[:60].upper():
                    self.entire = mark
                open_ = _Open(match["label"], match["number"], mark, " ".join(heading) or None, start)
                heading = []
                labels.append(match["number"])
                begin = start + rest_at + skip
                open_.add("", begin, i, content[begin - start :])
                self._open_block(text, begin, start + len(content))
            elif kind in ("text", "sub-paragraph", "unknown"):
                if open_ is None or (
                    open_.label is None and gap and not cut and above_kind != "heading" and self._fresh(above, content)
                ):
                    self._close(open_)
                    # "(c)" in small letters, or in a list, is an item and no portion mark.
                    marked = kind == "text" and not content[1:2].islower()
                    mark, skip = without_mark(content) if marked else (None, 0)
                    open_ = _Open(None, None, mark, " ".join(heading) or None, start)
                    heading = []
                    open_.add("", start + skip, i, content[skip:])
                    self._open_block(text, start + skip, start + len(content))
                else:
                    between = separator(above, above_kind, content, kind, gap, cut)
                    if kind == "sub-paragraph":
                        match = matches[i]
                        open_.item(match["label"], start + match.start("rest"))
                    elif between != " ":
                        open_.end_item()
                        self._open_block(text, start, start + len(content))
                    open_.add(between, start, i, content)
            else:
                self._close(open_)
                open_ = None
            above, above_kind, gap, cut = content, kind, False, False
        self._close(open_)
        self._number(labels)
        self._pair()

    @staticmethod
    def _fresh(above: str, content: str) -> bool:
        return above.endswith(tuple(".:?!\"')")) or not content[0].islower()

    def _close(self, open_: _Open | None) -> None:
        """File the open paragraph; its number is settled when all labels are known."""
        if open_ is not None and open_.pieces:
            self._pieces += open_.pieces
            end = self._end(open_.pieces[-1])
            text = open_.text()
            items: tuple[Item, ...] = ()
            if open_.items:
                open_.end_item()
                items = tuple(self._item(open_.pieces, *item) for item in open_.items)
            self._drafts.append((open_, text, items, end))

    def _end(self, piece: Piece) -> int:
        return self._starts[piece[3]] + len(self._scanner.contents[piece[3]])

    def _item(self, pieces: list[Piece], label: str, at: int, first: int, stop: int) -> Item:
        end = self._end(pieces[stop - 1])
        return Item(label, self._joined(pieces[first:stop], at, end), at, end)

    def _joined(self, pieces: list[Piece], start: int, end: int) -> str:
        """The running text of the part of the pieces between two positions of the source."""
        text, starts, contents = self._text, self._starts, self._scanner.contents
        parts: list[str] = []
        for between, at, first, last in pieces:
            if at >= end:
                break
            for i in range(first, last + 1):
                a = at if i == first else starts[i]
                b = starts[i] + len(contents[i])
                if b <= start or a >= end:
                    continue
                if parts:
                    parts.append((between or "\n\n") if i == first else " ")
                parts.append(text[max(a, start) : min(b, end)])
        return "".join(parts)

    def _number(self, labels: list[str]) -> None:
        """Settle the running count over the whole sequence of printed numbers (D02)."""
        numbers = iter(running_numbers(labels))
        self.paragraphs = [
            Paragraph(
                next(numbers) if open_.number is not None else None,
                open_.label,
                open_.portion,
                open_.heading,
                text,
                items,
                open_.start,
                end,
            )
            for open_, text, items, end in self._drafts
        ]

    def _open_block(self, text: str, start: int, end: int) -> None:
        head = text[start : min(end, start + 70)]
        word = head.lstrip(" (-=_*\t")[:4].upper()
        if word not in OPENING_HEADS:
            return
        found = opening(head)
        if found:
            self._openings.append((found[0], start, start + found[1], 0))
        elif ACTION.search(head):
            self._openings.append(("action-request", start, start, 0))

    def _pair(self) -> None:
        """Pair openings with closings; an END SUMMARY without opening begins at paragraph 1 (1.15)."""
        starts = self._starts
        start = starts[self._scanner.body_start] if self._scanner.body_start < len(starts) else len(self._text)
        openings = list(self._openings)
        first = self._pieces[0][1] if self.paragraphs else None
        for kind, at, content, stop, end, alone in pair(self._text, start, openings, first):
            if stop is None:
                stop = end = max(content, min(self._natural_end(at, content, alone), end))
                self._add_block(kind, at, content, stop, end, False)
            else:
                self._add_block(kind, at, content, stop, end, True)
        self.blocks.sort(key=lambda block: block.start)

    def _natural_end(self, at: int, content: int, alone: bool) -> int:
        """Where an unclosed block ends: its paragraph's end, or before the next heading, marker or paragraph but one."""
        if not alone:
            k = bisect_right(self.paragraphs, at, key=_paragraph_start) - 1
            return self.paragraphs[k].end if k >= 0 and at < self.paragraphs[k].end else content
        kinds, starts = self._scanner.kinds, self._starts
        end = content
        for i in range(bisect_right(starts, content), len(kinds)):
            kind = kinds[i]
            if kind in ("heading", "marker", "signature") or (kind == "paragraph" and end > content):
                break
            if kind in _RUNNING:
                end = starts[i] + len(self._scanner.contents[i])
        return end

    def _add_block(self, kind: str, at: int, content: int, stop: int, end: int, closed: bool) -> None:
        text = self._joined(self._pieces, content, stop).strip(" -\n\t(")
        self.blocks.append(Block(kind, text, at, max(end, at), closed))
        if kind == "summary" and self.summary is None and text:
            self.summary = text


def _paragraph_start(paragraph: Paragraph) -> int:
    return paragraph.start


class _Open:
    """A paragraph being collected."""

    __slots__ = ("_parts", "heading", "items", "label", "number", "pieces", "portion", "start")

    def __init__(
        self, label: str | None, number: str | None, portion: str | None, heading: str | None, start: int
    ) -> None:
        self.label, self.number, self.portion, self.heading, self.start = label, number, portion, heading, start
        self.pieces: list[Piece] = []
        self.items: list[tuple[str, int, int, int]] = []  # label, start, first piece, piece after the last
        self._parts: list[str] = []

    def add(self, between: str, start: int, line: int, content: str, last: int | None = None) -> None:
        """What one line, or a run of lines up to ``last`` joined by blanks, holds from ``start`` on."""
        if content or not self.pieces:
            if self.pieces:
                self._parts.append(between)
            self._parts.append(content)
            self.pieces.append((between, start, line, line if last is None else last))

    def text(self) -> str:
        """The running text of the paragraph."""
        return "".join(self._parts)

    def item(self, label: str, at: int) -> None:
        """A lettered or dashed item begins at ``at``, with the next piece."""
        self.end_item()
        self.items.append((label, at, len(self.pieces), 0))

    def end_item(self) -> None:
        """The item that is open ends with the last piece."""
        if self.items and not self.items[-1][3]:
            label, at, first, _ = self.items[-1]
            self.items[-1] = (label, at, first, len(self.pieces))
