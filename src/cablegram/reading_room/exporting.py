"""Everything that a query finds, as a file: streamed, without an end but that of the archive."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from cablegram.archive import View
from cablegram.archive.searching import every_hit, query_tree
from cablegram.archive.shown import FoundHit, found_hit
from cablegram.reading_room.asking import Ask, asked
from cablegram.reading_room.desks import Desks
from cablegram.reading_room.search_page import EVERYTHING

_TYPES = {"jsonl": "application/jsonl", "csv": "text/csv; charset=utf-8"}
_COLUMNS = tuple(name for name in FoundHit.__struct_fields__ if name not in ("marks", "score"))
_AT_ONCE = 100  # rows that are sent together
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(desks: Desks) -> Callable[[Request], Any]:
    """The endpoint of an export: JSON Lines of the objects that ``search --json`` prints, or the same as CSV."""

    async def endpoint(request: Request) -> Response:
        form = request.path_params["form"]
        if form not in _TYPES:
            raise HTTPException(404)
        ask: Ask = await asked(request)
        query = ask.one("q").strip() or EVERYTHING
        query_tree(query)  # what is wrong with it is told before anything is sent
        total = await desks.ask(lambda view: view.count(query))
        make = _json_lines if form == "jsonl" else _csv
        return StreamingResponse(
            desks.stream(lambda view: make(_rows(view, query, total))),
            media_type=_TYPES[form],
            headers={"content-disposition": f'attachment; filename="cablegram-search.{form}"'},
        )

    return endpoint


def _rows(view: View, query: str, total: int) -> Iterator[FoundHit]:
    for number, hit in enumerate(every_hit(view, query), start=1):
        yield found_hit(number, total, hit)


def _json_lines(rows: Iterator[FoundHit]) -> Iterator[bytes]:
    while some := list(islice(rows, _AT_ONCE)):
        yield b"".join(msgspec.json.encode(row) + b"\n" for row in some)


def _csv(rows: Iterator[FoundHit]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf" + _written([_COLUMNS])  # without the mark, spreadsheets take UTF-8 for something older
    while some := list(islice(rows, _AT_ONCE)):
        yield _written([[_cell(getattr(row, name)) for name in _COLUMNS] for row in some])


def _cell(value: object) -> str:
    """A value for a spreadsheet, which must not take the words of a cable for a formula."""
    text = "; ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
    return "'" + text if text.startswith(_FORMULA) else text


def _written(rows: Any) -> bytes:
    page = io.StringIO(newline="")
    csv.writer(page).writerows(rows)
    return page.getvalue().encode("utf-8", "replace")
