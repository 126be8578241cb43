"""Cables beside others: two texts compared word by word, and the thread of references to and from a cable."""

from __future__ import annotations

from msgspec import Struct
from starlette.responses import Response

from cablegram.archive import View
from cablegram.archive.comparing import Block, Words
from cablegram.archive.threads import Node
from cablegram.reading_room.asking import Ask, NothingThereError, rendered, shown, to
from cablegram.reading_room.marked import written

_DEPTH, _DEEPEST = 2, 6
_LONG = 700  # characters of words that are the same in both; of more the middle is folded
_LEFT = 220  # characters of them that are left at either side


class Row(Struct):
    """A stretch of both texts: the same words once, or what each has."""

    same: bool
    a: str
    b: str
    folded: str = ""
    behind: str = ""
    a_href: str = ""
    b_href: str = ""


def compare_page(view: View, ask: Ask) -> Response:
    """Two documents beside each other."""
    found = view.compare(ask.one("a"), ask.one("b"))
    one, other = view.document(ask.one("a")), view.document(ask.one("b"))
    if found is None or one is None or other is None:
        raise NothingThereError("One of the two documents is not in this archive, as far as may be seen.")
    rows = [_row(block, one.row.cable, found.a, other.row.cable, found.b) for block in found.blocks]
    return rendered("compare.html", here="cable", found=found, a=one, b=other, rows=rows)


def _row(block: Block, cable_a: str, a: str, cable_b: str, b: str) -> Row:
    if not block.same:
        return Row(
            False, block.a.words, block.b.words, a_href=_lit(cable_a, a, block.a), b_href=_lit(cable_b, b, block.b)
        )
    words = block.a.words
    if len(words) <= _LONG:
        return Row(True, words, words)
    left = words.rfind(" ", 0, _LEFT) + 1 or _LEFT
    right = words.find(" ", len(words) - _LEFT)
    right = right if right > left else len(words) - _LEFT
    return Row(True, words[:left], words, folded=words[left:right], behind=words[right:])


def _lit(cable: str, document: str, words: Words) -> str:
    if not words.spans:
        return ""
    return to("/cable", cable, doc=document, view="read", lit=written(words.spans[:50])) + "#lit"


def thread_page(view: View, ask: Ask) -> Response:
    """The references to and from a cable, and the numbers around its own."""
    name = ask.path["name"]
    depth = ask.number("depth", _DEPTH, _DEEPEST)
    found = view.thread(name, depth)
    if found is None:
        raise NothingThereError(f"No cable {name} is held, as far as may be seen, and none refers to it.")
    return rendered(
        "thread.html",
        here="cable",
        found=found,
        depth=depth,
        deepest=_DEEPEST,
        name=found.root.name or name,
        words=_words,
        quoted=_quoted,
    )


def _words(node: Node) -> str:
    """What a node is called."""
    if node.name:
        return node.name
    return {"cable": "cable without a number", "dtg": "message by its date-time group"}.get(node.kind, node.kind)


def _quoted(node: Node) -> list[tuple[str, str]]:
    """The words that lead to a node, each with the address at which they are lit."""
    return [
        (
            shown(" ".join(one.text.split())),
            to("/cable", one.cable, doc=one.document, lit=f"{one.start}-{one.end}") + "#lit",
        )
        for one in node.quotes[:4]
    ]
