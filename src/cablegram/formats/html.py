"""HTML: one page, one entry. Its text is that of its ``pre`` blocks, else of the part that holds the telegram.

Made for the form public releases of cables have (a table of labels, and one or two ``pre`` blocks with the header and
the text), and for any other page: ``article``, ``main``, else the body.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cablegram.formats.base import Entries, Entry, Given, Opened
from cablegram.formats.given import assign
from cablegram.formats.html_labels import labels, links, metas, rows_of_labels
from cablegram.formats.html_text import in_dropped, inside, is_dropped, node_text
from cablegram.formats.signs import telegram_lines
from cablegram.source import Source, decode

_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
_START = re.compile(
    r"[\s\ufeff]*(?:<\?xml\b[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html\b|<html\b)", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"<(?:html|head|body|title|table|pre|div|meta|article|main|p|br)\b[^<>]*>", re.IGNORECASE)
_LEAST = 80  # characters of ``pre`` blocks without a telegram line that are still the text
_OUTSIDE = 4  # telegram lines outside of ``pre`` blocks from which these are only a part of the telegram (its header)
_MOST = 0.75  # of the text a part must hold to be the text
_DEPTH = 40  # elements in one another on the way to the telegram


def sniff(opened: Opened) -> bool:
    """A page by its first tag; with a name that says so, by any tag of a page near its start."""
    head = opened.opening
    if _START.match(head):
        return True
    return opened.name.endswith(_SUFFIXES) and _TAG.search(head) is not None


def entries(opened: Opened) -> Entries:
    """The page as one entry; its table of labels, title, meta tags and links are given fields."""
    if long := opened.too_long("a page"):
        yield long
        return
    data = opened.data()
    markup, encoding = decode(data)
    page = LexborHTMLParser(markup)
    root = page.body or page.root
    if root is None:
        yield Entry("html", Source(data, "", encoding, opened.path), opened.origin(data))
        return
    tables = rows_of_labels(root)
    found = labels(tables, root)
    fields = assign(found, without=("text",))
    given = [Given(key, value, field) for (key, value), field in zip(found, fields, strict=True)]
    given += [Given(key, value) for key, value in metas(page)]
    given += [Given("link", link) for link in links(root)]
    text = page_text(root, tables)
    # A page that names its cable is one document; another one may hold several.
    whole = any(one.field == "mrn" for one in given)
    yield Entry("html", Source(data, text, encoding, opened.path), opened.origin(data), tuple(given), whole)


def page_text(root: LexborNode, tables: list[LexborNode]) -> str:
    """The text of a page; ``tables`` are its tables of labels, which are given beside it and no part of it."""
    blocks = [node for node in root.css("pre") if not (inside(node, ("pre",)) or in_dropped(node))]
    blocks = blocks or [node for node in root.css("textarea") if not in_dropped(node)]
    texts = [text for text in map(node_text, blocks) if text.strip()]
    joined = "".join(
        text if text.endswith("\n") or k + 1 == len(texts) else text + "\n" for k, text in enumerate(texts)
    )
    skipped = frozenset(table.mem_id for table in tables)
    signs = telegram_lines(joined)
    if signs or len(joined) >= _LEAST:
        outside = telegram_lines(node_text(root, skipped | {node.mem_id for node in blocks}))
        if outside < _OUTSIDE or outside <= signs / 2:
            return joined
    part = _part(root)
    return node_text(part, skipped) or node_text(root, skipped) or node_text(root)


def _part(root: LexborNode) -> LexborNode:
    """The smallest part of a page that holds all its telegram lines and most of its text, else its main part."""
    signs = telegram_lines(node_text(root))
    main = [node for name in ("article", "main", "[role=main]") for node in root.css(name)]
    if not signs:
        return max(main, key=lambda node: len(node_text(node)), default=root)
    part = root
    for node in main:
        if telegram_lines(node_text(node)) == signs:
            part = node
    for _ in range(_DEPTH):
        length = len(node_text(part))
        child = part.child
        while child is not None:
            if child.is_element_node and not is_dropped(child):
                text = node_text(child)
                if len(text) >= _MOST * length and telegram_lines(text) == signs:
                    break
            child = child.next
        if child is None:
            return part
        part = child
    return part
