"""What was said when: who changed his mind, where sources contradict each other, and two holders side by side.

With a holder it is that holder's page: everything told of him, option by option, in the order of time.
"""

from __future__ import annotations

from collections import Counter

from msgspec import Struct
from starlette.responses import Response

from cablegram.archive import View
from cablegram.ledger.building import between
from cablegram.ledger.choosing import Choice
from cablegram.ledger.records import Finding, Ledger, Row
from cablegram.reading_room.asking import Ask, rendered, to
from cablegram.reading_room.told import Quoted, quoted, worded

_OPTIONS = 40  # of one page
_HOWS = {
    "differ": "one for, one against",
    "apart": "one of them neutral or mixed",
    "agree": "the same side",
    "silent": "nothing is told of one",
}


class Shift(Struct):
    """A change of mind or a contradiction: of whom, on what, in words, with both places."""

    holder: str
    option: str
    words: str
    first: Quoted
    second: Quoted


class Course(Struct):
    """What one holder was told to think of one option, in the order of time."""

    holder: str
    address: str
    now: str
    style: str
    quotes: list[Quoted]


class Matter(Struct):
    """An option with the course of each holder."""

    name: str
    courses: list[Course]


class Beside(Struct):
    """What two holders think of one option: how that goes together, in words, and each one's stance with its last place."""

    option: str
    how: str
    sides: list[tuple[str, str, Quoted | None]]


def over_time_page(view: View, ask: Ask) -> Response:
    """The page, narrowed by a query, by words of an issue, by a holder and another one beside."""
    query, issue, holder, other = (ask.one(name).strip() for name in ("q", "issue", "holder", "beside"))
    holders = tuple(name for name in (holder, other) if name)
    book = view.ledger(query or None, Choice(issue=issue or None, holders=holders), limit=_OPTIONS)
    kept = {"q": query, "issue": issue}
    names = {option.id: option.name for option in book.options}
    both = bool(holder and other)
    common = _beside(book, names, holder, other) if both else []
    return rendered(
        "over_time.html",
        here="wants",
        query=query,
        issue=issue,
        holder=holder,
        beside=other,
        name=_called(book, holder),
        beside_name=_called(book, other),
        up_to=view.up_to,
        changes=_shifts(book, names, "change"),
        contradictions=_shifts(book, names, "contradiction"),
        common=common,
        counts=Counter(one.how for one in common),
        matters=[] if both else _matters(book, names, kept),
        left_out=book.left_out,
    )


def _called(book: Ledger, holder: str) -> str:
    """The name of a holder who was asked for by name or id."""
    return next((row.holder for row in book.of(holder).values()), holder) if holder else ""


def _shifts(book: Ledger, names: dict[str, str], kind: str) -> list[Shift]:
    found = [one for one in book.findings if one.kind == kind]
    return [_shift(one, names) for one in sorted(found, key=lambda one: one.second.source.date)]


def _shift(one: Finding, names: dict[str, str]) -> Shift:
    return Shift(one.holder, names[one.option], one.words, quoted(one.first), quoted(one.second))


def _matters(book: Ledger, names: dict[str, str], kept: dict[str, str]) -> list[Matter]:
    """Options in the order of the ledger; a holder of much comes before one of little."""
    often = Counter(row.holder for row in book.rows)
    found = []
    for option, rows in book.by_option().items():
        rows.sort(key=lambda row: (-often[row.holder], row.holder))
        found.append(Matter(names[option], [_course(row, kept) for row in rows]))
    return found


def _course(row: Row, kept: dict[str, str]) -> Course:
    return Course(
        row.holder,
        to("/over-time", **kept, holder=row.holder_id or row.holder),
        worded(row),
        "mixed" if row.mixed else row.stance,
        [*(quoted(one, True) for one in row.before), *(quoted(one) for one in row.told)],
    )


def _beside(book: Ledger, names: dict[str, str], holder: str, other: str) -> list[Beside]:
    return [
        Beside(names[one.option], _HOWS[one.how], [_side(one.first), _side(one.second)])
        for one in between(book, holder, other)
    ]


def _side(row: Row | None) -> tuple[str, str, Quoted | None]:
    if row is None:
        return "", "nothing is told", None
    return "mixed" if row.mixed else row.stance, worded(row), quoted(row.told[-1])
