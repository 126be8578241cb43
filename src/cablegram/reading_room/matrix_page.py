"""Holders by options, as the archive's ledger has them: every cell leads to its quotes, every quote to its place."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct
from starlette.responses import Response

from cablegram.archive import View
from cablegram.archive.wording import MARKS, MIXED, SIGNS, STANCES, marks
from cablegram.ledger.choosing import Choice
from cablegram.ledger.records import Ledger, Option, Row
from cablegram.reading_room.asking import Ask, rendered, to
from cablegram.reading_room.told import Quoted, quoted, worded

_OPTIONS, _QUOTES = 40, 4  # options of one page, and quotes of a cell
_COLUMNS = 10  # holders that have a column; what others hold stands below


class Cell(Struct):
    """What one holder thinks of one option; ``words`` says it whole, for those who do not see the signs."""

    id: str
    holder: str
    address: str
    style: str
    sign: str
    marks: str
    words: str
    conditions: list[str]
    quotes: list[Quoted]


class Line(Struct):
    """An option with its cells: those in columns by holder, and all of them below."""

    id: str
    number: int
    name: str
    wordings: int
    columns: list[Cell | None]
    cells: list[Cell]


class Matter(Struct):
    """An issue: the options about one matter. It has no name of its own where it is one option."""

    name: str
    lines: list[Line]


def matrix_page(view: View, ask: Ask) -> Response:
    """The matrix, narrowed by a query, by words of an issue, by a holder."""
    query, issue, holder = (ask.one(name).strip() for name in ("q", "issue", "holder"))
    choice = Choice(issue=issue or None, holders=(holder,) if holder else ())
    book = view.ledger(query or None, choice, limit=_OPTIONS, quotes=_QUOTES)
    often = Counter(row.holder for row in book.rows)
    holders = [name for name, _ in sorted(often.items(), key=lambda one: (-one[1], one[0]))][:_COLUMNS]
    return rendered(
        "matrix.html",
        here="wants",
        query=query,
        issue=issue,
        holder=holder,
        up_to=view.up_to,
        holders=holders,
        others=max(len(often) - _COLUMNS, 0),
        matters=_matters(book, holders),
        left_out=book.left_out,
        marks=MARKS,
        signs=[(_typeset(sign), STANCES[stance][0]) for stance, sign in SIGNS.items()],
    )


def _matters(book: Ledger, holders: list[str]) -> list[Matter]:
    options = {option.id: option for option in book.options}
    rows = book.by_option()
    found = []
    number = 0
    for issue in book.issues:
        lines = []
        for name in issue.options:
            if name in options:
                number += 1
                lines.append(_line(options[name], number, rows.get(name, []), holders))
        if lines:
            found.append(Matter(issue.name if len(lines) > 1 or issue.named else "", lines))
    return found


def _line(option: Option, number: int, rows: list[Row], holders: list[str]) -> Line:
    cells = [_cell(row, f"c{number}-{k}") for k, row in enumerate(sorted(rows, key=lambda row: row.holder), 1)]
    by_holder = {cell.holder: cell for cell in cells}
    columns = [by_holder.get(name) for name in holders]
    return Line(f"o{number}", number, option.name, len(option.wordings), columns, cells)


def _cell(row: Row, id: str) -> Cell:
    return Cell(
        id,
        row.holder,
        to("/over-time", holder=row.holder_id or row.holder),
        "mixed" if row.mixed else row.stance,
        MIXED if row.mixed else _typeset(SIGNS[row.stance]),
        "".join(mark for _, mark, _ in marks(row)),
        worded(row),
        list(row.conditions),
        [*(quoted(one, True) for one in row.before), *(quoted(one) for one in row.told)],
    )


def _typeset(sign: str) -> str:
    return sign.replace("-", "−")
