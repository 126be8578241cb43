"""What an HTML page gives beside its text: tables of labels, definition lists, title, meta tags, links."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cablegram.formats.given import known_field
from cablegram.formats.html_text import in_dropped, node_text

Pairs = list[tuple[str, str]]
_LABEL = 60  # characters of a label, at most


def rows_of_labels(root: LexborNode) -> list[LexborNode]:
    """The tables and definition lists of a page that hold labels and their values, and no text of their own."""
    return [
        node
        for node in root.css("table, dl")
        if not in_dropped(node)
        and node.css_first("pre, textarea, table table, table dl, dl table") is None
        and any(known_field(label) for label, _ in _pairs(node))
    ]


def labels(tables: list[LexborNode], root: LexborNode) -> Pairs:
    """Labels and values of these tables in the page's order."""
    return [pair for table in tables for pair in _pairs(table)]


def _pairs(table: LexborNode) -> Pairs:
    if table.tag == "dl":
        return _definitions(table)
    rows = [list(row.css("td, th")) for row in table.css("tr")]
    rows = [row for row in rows if row]
    found: Pairs = []
    k = 0
    while k < len(rows):
        below = rows[k + 1] if k + 1 < len(rows) else []
        if _names(rows[k]) and len(below) == len(rows[k]) and not _names(below):
            if k + 2 < len(rows) and len(rows[k + 2]) == len(below) and not _names(rows[k + 2]) and len(below) > 2:
                return found  # a list of many things, not the labels of one
            found += [(_text(name).rstrip(": "), _text(value)) for name, value in zip(rows[k], below, strict=True)]
            k += 2
            continue
        found += _beside(rows[k])
        k += 1
    return [(label, value) for label, value in found if label]


def _names(row: list[LexborNode]) -> bool:
    """Whether a row holds nothing but names for the row below it."""
    if all(cell.tag == "th" for cell in row):
        return True
    return len(row) > 1 and all(_is_label(_text(cell)) for cell in row)


def _beside(row: list[LexborNode]) -> Pairs:
    """Labels with their values to the right of them, one or more in a row."""
    if len(row) % 2:
        return []
    found = []
    for label, value in zip(row[::2], row[1::2], strict=True):
        name = _text(label)
        if not (label.tag == "th" or _is_label(name) or name.endswith(":")) or len(name) > _LABEL:
            return []
        found.append((name.rstrip(": "), _text(value)))
    return found


def _definitions(table: LexborNode) -> Pairs:
    found: Pairs = []
    label = None
    for node in table.css("dt, dd"):
        if node.tag == "dt":
            label = _text(node).rstrip(": ")
        elif label:
            found.append((label, _text(node)))
    return found


def _is_label(text: str) -> bool:
    return len(text) <= _LABEL and known_field(text) is not None


def _text(node: LexborNode) -> str:
    return node_text(node).strip()


def metas(page: LexborHTMLParser) -> Pairs:
    """The title of a page and its meta tags, by name or property."""
    title = page.css_first("title")
    found: Pairs = []
    if title is not None and (words := " ".join((title.text() or "").split())):
        found.append(("title", words))
    for node in page.css("meta"):
        name = node.attributes.get("name") or node.attributes.get("property") or node.attributes.get("http-equiv")
        content = node.attributes.get("content")
        if name and content:
            found.append((f"meta {name}", content))
    return found


def links(root: LexborNode) -> list[str]:
    """Where the page's links lead, each once; links within the page and those of its navigation are none."""
    found: dict[str, None] = {}
    for node in root.css("a[href]"):
        target = (node.attributes.get("href") or "").strip()
        if target and not target.startswith(("#", "javascript:")) and not in_dropped(node):
            found[target] = None
    return list(found)
