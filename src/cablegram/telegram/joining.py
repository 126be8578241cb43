"""How lines join: the one rule by which the reading view, paragraphs and blocks become running text.

Rules: a page line in mid-sentence is cut and the sentence joined by one blank (1.13); so is a paragraph
cut by a blank line in mid-sentence (D19). Line-end hyphens stay: joining them needs a dictionary.
"""

from __future__ import annotations

from cablegram.source.lines import STRIPPED
from cablegram.telegram.records import Line

# Lines that are not part of the text: cut from the reading view.
FURNITURE = frozenset(
    [
        "page",
        "page-class",
        "two-digit",
        "stamp",
        "bar",
        "footer",
        "separator",
        "serial-check",
        "end",
        "rule",
        "spacer",
        "blank",
        "record-heading",
        "attribute",
        "note",
        "transmission-id",
        "routing",
        "originator",
        "security",
        "distribution",
        "drafting",
        "pseudo-header",
        "web-address",
    ]
)
# Lines that begin anew, whatever stands above them.
_FRESH = frozenset(
    ("sub-paragraph", "marker", "heading", "paragraph", "unknown", "signature", "caption", "label", "passing")
)
_RUNNING = frozenset(("text", "paragraph", "sub-paragraph"))
CUTS = frozenset(("page", "page-class", "two-digit", "stamp"))
_TERMINAL = tuple('.:?!"')


def separator(above: str, above_kind: str, below: str, below_kind: str, gap: bool, cut: bool) -> str:
    """What stands between two kept lines: a blank, a line end, or an empty line.

    ``gap`` says that a blank line lay between them, ``cut`` that a page line or stamp did.
    """
    if above_kind in ("heading", "marker", "unknown") or below_kind in _FRESH:
        return "\n\n" if gap else "\n"
    if above_kind in _RUNNING and below_kind == "text":
        if not gap and not cut:
            return "\n" if "   " in above or "   " in below or "\t" in below else " "
        over = above.endswith(_TERMINAL)
        if cut and not over:
            return " "
        if gap and not over and below[0].islower() and (above[-1].isalpha() or above[-1] == ","):
            return " "
        return "\n\n" if gap else " "
    return "\n\n" if gap else "\n"


def telegram_pieces(lines: tuple[Line, ...]) -> list[tuple[str, int, int]]:
    """The pieces of the reading view of a whole telegram, as ``(separator, start, end)``."""
    found: list[tuple[str, int, int]] = []
    above, above_kind = "", ""
    gap = cut = False
    for line in lines:
        kind = line.kind
        if kind in FURNITURE:
            gap = gap or kind == "blank"
            cut = cut or kind in CUTS
            continue
        text = line.text
        content = text.strip()
        if not content.isascii() or "\\" in content or "\0" in content:
            content = text.strip(STRIPPED)
        start = line.start
        if text[:1] != content[:1]:
            start += text.find(content)
        if kind == "text" and not gap and not cut and above_kind in _RUNNING and "   " not in content:
            between = " " if "   " not in above and "\t" not in content else "\n"
        else:
            between = separator(above, above_kind, content, kind, gap, cut)
        found.append((between, start, start + len(content)))
        above, above_kind, gap, cut = content, kind, False, False
    return found
