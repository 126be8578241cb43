"""The text of a part of an HTML page: as it is in ``pre``, with blanks folded elsewhere, as a reader of the page sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

_DROPPED = frozenset(("script", "style", "nav", "noscript", "template", "head", "iframe", "svg", "select"))
_FRAME = frozenset(("header", "footer", "aside"))  # of the site; in an article they are its own
_CONTENT = ("article", "main")
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "textarea", "tfoot", "thead", "tr", "ul",
))  # fmt: skip
_SPACED = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"))  # an empty line around them
_EXACT = frozenset(("pre", "textarea", "listing", "xmp"))
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def inside(node: LexborNode, names: tuple[str, ...]) -> bool:
    """Whether a node stands in an element of one of these names."""
    above = node.parent
    while above is not None:
        if above.tag in names:
            return True
        above = above.parent
    return False


def is_dropped(node: LexborNode) -> bool:
    """Whether an element is no part of a page's text: scripts, styles, navigation, the frame of the site."""
    return node.tag in _DROPPED or (node.tag in _FRAME and not inside(node, _CONTENT))


def in_dropped(node: LexborNode) -> bool:
    """Whether a node stands in an element that is dropped."""
    above = node.parent
    while above is not None:
        if is_dropped(above):
            return True
        above = above.parent
    return False


def walk(root: LexborNode, skipped: frozenset[int] = frozenset()) -> Iterator[tuple[LexborNode, bool]]:
    """Every node below ``root`` and itself, at its start (``True``) and, for elements, its end (``False``).

    Dropped elements are left out, and those in ``skipped`` by their ``mem_id``. No recursion: pages may be deep.
    """
    end = root.mem_id
    node: LexborNode | None = root
    while node is not None:
        left_out = node.mem_id != end and (is_dropped(node) or node.mem_id in skipped)
        if not left_out:
            yield node, True
            if node.child is not None:
                node = node.child
                continue
            yield node, False
        while node is not None and node.mem_id != end and node.next is None:
            node = node.parent
            if node is not None:
                yield node, False
        if node is None or node.mem_id == end:
            return
        node = node.next


class _Writer:
    """Puts a text together: exact pieces, folded pieces, and the line ends between blocks."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.breaks = 0  # line ends wanted before the next piece
        self.blank = False  # a folded blank wanted before it
        self.ends = 0  # line ends the text ends with
        self.empty = True

    def need(self, breaks: int) -> None:
        self.breaks = max(self.breaks, breaks)
        self.blank = False

    def exact(self, text: str) -> None:
        if not text:
            return
        if not self.empty:
            if self.breaks > self.ends:
                self.parts.append("\n" * (self.breaks - self.ends))
            elif self.blank and not self.breaks:
                self.parts.append(" ")
        self.breaks, self.blank, self.empty = 0, False, False
        self.parts.append(text)
        bare = text.rstrip("\n")
        self.ends = len(text) - len(bare) + (0 if bare else self.ends)

    def folded(self, text: str) -> None:
        text = _BLANKS.sub(" ", text)
        bare = text.strip(" ")
        if text.startswith(" ") and not self.ends and self.parts[-1:] != ["\t"]:
            self.blank = True
        if bare:
            self.exact(bare)
            self.blank = text.endswith(" ")

    def line_end(self) -> None:
        self.blank = False
        self.exact("\n")


def node_text(node: LexborNode, skipped: frozenset[int] = frozenset()) -> str:
    """The text of a node: entities decoded, ``br`` a line end, blocks on lines of their own, cells parted by tabs."""
    writer = _Writer()
    exact = int(inside(node, tuple(_EXACT)))
    for part, start in walk(node, skipped):
        tag = part.tag or ""
        if part.is_text_node:
            if start:
                content = part.text_content or ""
                writer.exact(content) if exact else writer.folded(content)
        elif tag == "br":
            if start:
                writer.line_end()
        elif tag in ("td", "th"):
            if start and part.prev is not None and any(_cells_before(part)):
                writer.exact("\t")
        elif tag in _BLOCKS:
            # Blocks in exact text: the break alone, the empty lines are written there.
            writer.need(2 if tag in _SPACED and not exact else 1)
            if tag in _EXACT:
                exact += 1 if start else -1
    return "".join(writer.parts)


def _cells_before(cell: LexborNode) -> Iterator[bool]:
    node = cell.prev
    while node is not None:
        if node.tag in ("td", "th"):
            yield True
            return
        node = node.prev
