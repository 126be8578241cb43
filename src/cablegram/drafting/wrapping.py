"""Setting words in lines, so that none begins with what is taken for something else (reference 1.14, 1.17).

Each line takes as many words as it has room for; then words go back to the next line until that one begins
with plain text. Whether a line may begin with a word depends on the words alone, so the same words set again
at the width of their longest line give the same lines.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from cablegram.drafting.suspicious import line_start


class UnsetError(Exception):
    """Words that no line can be set for: the index of the first, and why."""

    def __init__(self, index: int, why: str) -> None:
        super().__init__(why)
        self.index = index
        self.why = why


class Setting(NamedTuple):
    """Lines as ``(text, index of the first word)``, and the words that were kept off a line's beginning."""

    lines: list[tuple[str, int]]
    folded: list[int]


def wrap(
    words: list[str],
    width: int,
    first: str = "",
    indent: str = "",
    keep: Callable[[int], str | None] | None = None,
) -> Setting:
    """Set ``words`` in lines of ``width``; ``first`` stands before the first, ``indent`` before the others.

    ``keep`` says, beside :func:`line_start`, why no line may begin with a word.

    Raises:
        UnsetError: a word is longer than a line, or every place to break is taken for something else.
    """
    lines: list[tuple[str, int]] = []
    folded: list[int] = []
    seen: dict[int, str | None] = {}

    def taken(i: int) -> str | None:
        if i not in seen:
            seen[i] = (keep(i) if keep else None) or line_start(words, i)
        return seen[i]

    start = 0
    while start < len(words):
        lead = first if start == 0 else indent
        room = width - len(lead)
        end, used = start, -1
        while end < len(words) and used + 1 + len(words[end]) <= room:
            used += 1 + len(words[end])
            end += 1
        if end == start:
            raise UnsetError(start, f"{words[start][:30]!r} is longer than a line of {width}; shorten it")
        stop = end
        while stop > start and stop < len(words) and taken(stop):
            stop -= 1
        if stop == start:
            raise UnsetError(
                end,
                f"no line of {width} can be set so that the next does not begin like {taken(end)}: {words[end]!r}; "
                "reword it",
            )
        if stop != end:
            folded.append(end)
        lines.append((lead + " ".join(words[start:stop]), start))
        start = stop
    return Setting(lines, folded)
