"""A row of the ledger and a place behind it, as the pages of the matrix and of what was said when show them."""

from __future__ import annotations

from msgspec import Struct

from cablegram.archive.wording import does, marks, quote, source, standing
from cablegram.ledger.records import Row, Told
from cablegram.reading_room.asking import to
from cablegram.reading_room.marked import written


class Quoted(Struct):
    """One place that states a stance: the words, where they stand, who says so, and the address that lights
    them; ``does`` is what the holder does by it ("supports")."""

    words: str
    day: str
    cable: str
    paragraph: int
    source: str
    address: str
    style: str
    does: str
    earlier: bool


def worded(row: Row) -> str:
    """What a holder thinks of an option, whole: the stance and every mark of it."""
    return "; ".join([standing(row), *(words for _, _, words in marks(row))])


def quoted(one: Told, earlier: bool = False) -> Quoted:
    """A place as a page shows it; ``earlier``: said before the holder changed his mind."""
    item = one.position
    name = one.source.cable or one.source.document
    lit = written([(item.start, item.end), *item.more])
    return Quoted(
        quote(item),
        one.source.date or "undated",
        name,
        item.paragraph,
        source(item, one.source.post),
        to("/cable", name, doc=one.source.document, lit=lit) + "#lit",
        item.stance,
        does(item.stance, item.strength),
        earlier,
    )
