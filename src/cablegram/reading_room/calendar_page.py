"""What falls due in an archive, month by month: mandates that lapse, meetings, deadlines, each with its quotes."""

from __future__ import annotations

from itertools import groupby

from msgspec import Struct
from starlette.responses import Response

from cablegram.archive import View
from cablegram.archive.wording import DEADLINES
from cablegram.errors import UsageError
from cablegram.ledger.calendar import Due, Entry
from cablegram.ledger.choosing import day
from cablegram.reading_room.asking import Ask, rendered, to
from cablegram.reading_room.marked import written

_ENTRIES = 200  # of one page
_BOUNDS = {"by": "by ", "not_before": "not before "}


class Place(Struct):
    """Words that tell of an entry, where they stand, and the address that lights them."""

    words: str
    cable: str
    paragraph: int
    address: str


class Shown(Struct):
    """An entry of the calendar in words."""

    when: str
    kind: str
    what: str
    responsible: str
    lapses: bool
    decision: str
    places: list[Place]


def calendar_page(view: View, ask: Ask) -> Response:
    """The entries between two days, of what a query finds; ``lapsing`` keeps the mandates without a decision."""
    query, since, until = (ask.one(name).strip() for name in ("q", "since", "until"))
    lapsing = ask.one("lapsing") == "yes"
    found = view.calendar(query or None, since=_day(since), until=_day(until))
    if lapsing:
        found = [one for one in found if one.lapses]
    offset = ask.number("offset", 0)
    shown = found[offset : offset + _ENTRIES]
    asked = {"q": query, "since": since, "until": until, "lapsing": "yes" if lapsing else ""}
    return rendered(
        "calendar.html",
        here="wants",
        query=query,
        since=since,
        until=until,
        lapsing=lapsing,
        up_to=view.up_to,
        total=len(found),
        open=sum(one.lapses for one in found),
        months=[(month, [_shown(one) for one in part]) for month, part in groupby(shown, lambda one: one.first[:7])],
        more=to("/calendar", **asked, offset=offset + _ENTRIES) if len(found) > offset + _ENTRIES else "",
    )


def _day(text: str) -> str | None:
    if not text:
        return None
    try:
        return day(text)
    except UsageError as error:
        raise UsageError(f"{error}".replace("--since", "from").replace("--until", "until")) from None


def _shown(one: Entry) -> Shown:
    when = _BOUNDS.get(one.bound, "") + " to ".join(one.date.split("/"))
    return Shown(
        when,
        DEADLINES[one.type],
        one.what,
        one.responsible,
        one.lapses,
        one.decision,
        [_place(due) for due in one.told],
    )


def _place(due: Due) -> Place:
    item, source = due.deadline, due.source
    name = source.cable or source.document
    lit = written([(item.start, item.end), *item.more])
    words = " … ".join((item.quote, *item.quote_more))
    return Place(words, name, item.paragraph, to("/cable", name, doc=source.document, lit=lit) + "#lit")
