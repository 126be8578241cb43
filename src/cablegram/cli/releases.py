"""Two documents beside each other, for ``cablegram show NAME --compare``: what differs, in two columns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cablegram.archive.comparing import Comparison, Own

_GUTTER = " │ "
_AROUND = 60  # characters of what is the same shown before and after a difference
_NARROWEST = 20


def draw_comparison(comparison: Comparison, width: int = 100) -> list[str]:
    """The comparison as lines: fields that differ, paragraphs one side has alone, the differences in two columns."""
    column = max((width - len(_GUTTER)) // 2, _NARROWEST)
    lines = [
        *_row(comparison.a, comparison.b, column),
        f"{comparison.similarity:.0%} of the words are the same",
    ]
    if comparison.fields:
        lines += ["", "fields that differ"]
        for field in comparison.fields:
            lines += _row(f"{field.name}: {field.a or '-'}", f"{field.name}: {field.b or '-'}", column)
    for word, own in (("left", comparison.only_a), ("right", comparison.only_b)):
        if own:
            lines += ["", f"paragraphs on the {word} alone: " + ", ".join(map(_mark, own))]
    if comparison.differences():
        lines += ["", "differences", *_differences(comparison, column)]
    return lines


def _mark(own: Own) -> str:
    portion = f" ({own.portion})" if own.portion else ""
    return (f"¶{own.number}" if own.number is not None else "·") + portion


def _differences(comparison: Comparison, column: int) -> Iterator[str]:
    blocks = comparison.blocks
    for k, block in enumerate(blocks):
        if not block.same:
            yield from _row(block.a.words, block.b.words, column, "- ", "+ ")
            continue
        words = block.a.words
        after = words[:_AROUND] if k else ""
        before = words[-_AROUND:] if k + 1 < len(blocks) else ""
        if len(words) <= 2 * _AROUND:
            yield from _row(words, block.b.words, column)
            continue
        if after:
            yield from _row(after + " …", block.b.words[:_AROUND] + " …", column)
        if before:
            yield from _row("… " + before, "… " + block.b.words[-_AROUND:], column)


def _row(left: str, right: str, column: int, minus: str = "  ", plus: str = "  ") -> Iterator[str]:
    one = _lines(left, column - 2)
    two = _lines(right, column - 2)
    for a, b in zip_longest(one, two, fillvalue=""):
        yield f"{minus if a else '  '}{a:{column - 2}}{_GUTTER}{plus if b else '  '}{b}".rstrip()


def _lines(text: str, width: int) -> list[str]:
    from cablegram.cli.screen import printable

    return [line for part in text.split("\n") for line in wrap(printable(part), width)]
