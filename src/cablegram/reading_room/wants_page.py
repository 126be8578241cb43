"""Who wants what in an archive: everybody who holds positions, counted, and each one's positions with their exact words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, get_args

from msgspec import Struct
from starlette.responses import Response

from cablegram.archive import View
from cablegram.archive.hits import day_of
from cablegram.archive.position_lists import CountedHolder, StatedItem
from cablegram.archive.wording import STANCES, Headline, headline, particulars, quote, source, who
from cablegram.positions.records import Position, Stance
from cablegram.reading_room.asking import Ask, rendered, to
from cablegram.reading_room.marked import written

KINDS = {"position": "Positions", "expectation": "Expectations", "deadline": "Deadlines", "action": "Actions"}
_HOLDERS, _ITEMS = 100, 40  # of one page
_ORDER: tuple[Stance, ...] = get_args(Stance)
_SAID = {
    "support": "for",
    "lean_support": "leans for",
    "neutral": "open",
    "lean_oppose": "leans against",
    "oppose": "against",
}
_WIDE = 100.0


class Held(Struct):
    """A holder with the items by stance: how many, their address, and the stretch of a bar they take."""

    name: str
    address: str
    documents: int
    items: int
    stances: list[tuple[str, int, str, float, float]]


class Said(Struct):
    """One item with the cable it stands in, and the address at which its words are lit."""

    said: Headline
    stance: str
    quote: str
    source: str
    more: list[str]
    cable: str
    paragraph: int
    day: str
    origin: str
    address: str
    holder: str


def wants_page(view: View, ask: Ask) -> Response:
    """Holders, or the items of one; ``kind``, ``stance`` and a query narrow both."""
    query, holder = ask.one("q").strip(), ask.one("holder").strip()
    kind = ask.choice("kind", tuple(KINDS), "position")
    stance = ask.choice("stance", _ORDER)
    offset = ask.number("offset", 0)
    kept = {"q": query, "kind": "" if kind == "position" else kind}
    about: dict[str, Any] = {
        "here": "wants", "query": query, "holder": holder, "kind": kind, "stance": stance, "kinds": KINDS, "stances": _SAID,
        "offset": offset, "up_to": view.up_to, "kept": kept,
    }  # fmt: skip
    if holder or stance:
        rows = view.positions(
            query or None, holder=holder or None, stance=stance or None, kind="position" if stance else kind
        )
        found = list(islice(rows, offset, offset + _ITEMS + 1))
        more = to("/wants", **kept, holder=holder, stance=stance, offset=offset + _ITEMS) if len(found) > _ITEMS else ""
        items = list(_said(view, found[:_ITEMS], kept))
        name = next((who(row.item)[0] for row in found), holder)
        return rendered("wanted.html", **about, items=items, more=more, name=name, verbs=STANCES)
    everybody = view.holders(query or None, kind=kind)
    shown = [_held(one, kind, kept) for one in everybody[offset : offset + _HOLDERS]]
    more = to("/wants", **kept, offset=offset + _HOLDERS) if len(everybody) > offset + _HOLDERS else ""
    return rendered("wants.html", **about, holders=shown, total=len(everybody), more=more)


def _held(one: CountedHolder, kind: str, kept: dict[str, str]) -> Held:
    asked = one.id or one.name
    counts: list[tuple[str, int]] = (
        [(stance, int(getattr(one, stance))) for stance in _ORDER] if kind == "position" else []
    )
    total = sum(count for _, count in counts) or 1
    stances = []
    at = 0.0
    for stance, count in counts:
        wide = round(_WIDE * count / total, 2)
        stances.append((stance, count, to("/wants", **kept, holder=asked, stance=stance), round(at, 2), wide))
        at += wide
    return Held(one.name, to("/wants", **kept, holder=asked), one.documents, one.items, stances)


def _said(view: View, rows: list[StatedItem], kept: dict[str, str]) -> Iterator[Said]:
    days: dict[str, tuple[str, str]] = {}
    for row in rows:
        if row.document not in days:
            briefs = view.resolve(row.document)
            brief = briefs[0] if briefs else None
            day = day_of(brief.first, brief.precision) if brief else None
            days[row.document] = day or "undated", (brief.origin if brief else None) or ""
        day_, origin = days[row.document]
        item = row.item
        spans = written([(item.start, item.end), *item.more])
        names = who(item)
        yield Said(
            headline(item),
            item.stance if isinstance(item, Position) else "",
            quote(item),
            source(item, origin),
            particulars(item),
            row.cable,
            item.paragraph,
            day_,
            origin,
            to("/cable", row.cable, doc=row.document, lit=spans) + "#lit",
            to("/wants", **kept, holder=(names[1] if len(names) > 2 and names[1] else names[0])) if names[0] else "",
        )
