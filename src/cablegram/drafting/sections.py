"""Cutting a long text in sections (reference 1.13, 1.17).

A cut stands above a paragraph or its heading wherever a section has such a place. Only a paragraph longer than
a section is cut inside, where a reader joins the two lines again: the line above ends no sentence, and the
line below is neither the paragraph's last nor a lone number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cablegram.errors import DraftError

if TYPE_CHECKING:
    from cablegram.drafting.layout import Set

_ENDS = (*".:?!\"')]-,;", "SUMMARY", "COMMENT", "TEXT", "CONSIDERED", "UNQUOTE")
_RUNNING = frozenset(("paragraph", "text", "sub-paragraph"))


def cut(text: list[Set], longest: int | None, line: int | None) -> tuple[list[list[Set]], int]:
    """The text in sections of at most ``longest`` lines (empty ones not counted), and the longest it has.

    Each section is cut at its last place above a paragraph, else at its last place inside one. Setting the same
    lines with the length that is given back cuts them alike: a later place would have been within the greater
    length too.

    Raises:
        DraftError: no good place lies within that many lines.
    """
    total = sum(1 for one in text if one.text)
    if longest is None or total <= longest:
        return [text], total
    sections: list[list[Set]] = []
    start = 0
    most = 0
    while start < len(text):
        good, used = 0, 0
        held, between = 0, False
        k = start
        while k < len(text):
            if text[k].text:
                if used == longest:
                    break
                used += 1
            k += 1
            if start < k < len(text) and _good(text, k) and (not text[k - 1].text or not between):
                good, held, between = k, used, not text[k - 1].text
        if k == len(text):
            good, held = k, used
        if not good:
            raise DraftError(
                f"no place to cut within {longest} lines; give a greater section-length",
                line or text[start].line,
            )
        section = text[start:good]
        while section and not section[-1].text:
            section.pop()
        while section and not section[0].text and sections:
            section.pop(0)
        sections.append(section)
        most = max(most, held)
        start = good
    return sections, most


def _good(text: list[Set], k: int) -> bool:
    """Whether a section may begin with line ``k``."""
    above, below = text[k - 1], text[k]
    if not above.text:
        body = any(one.kind == "paragraph" for one in text[:k])
        return body and below.kind in ("paragraph", "heading") and (k < 2 or text[k - 2].kind != "rule")
    if below.kind != "text" or above.kind not in _RUNNING:
        return False
    last = k + 1 >= len(text) or text[k + 1].kind != "text"
    shouts = below.text.isupper() and not above.text.isupper()  # could be taken for a heading
    return not last and not shouts and not above.text.upper().endswith(_ENDS) and not below.text[:2].isdigit()
