"""The pages of the room by their addresses."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cablegram.errors import CablegramError
from cablegram.reading_room.api import api, refused
from cablegram.reading_room.asking import failed, page, rendered, static
from cablegram.reading_room.beside_pages import compare_page, thread_page
from cablegram.reading_room.calendar_page import calendar_page
from cablegram.reading_room.check_page import check_page, mended_text
from cablegram.reading_room.desks import Desks
from cablegram.reading_room.exporting import export
from cablegram.reading_room.guarding import API, TOO_MUCH
from cablegram.reading_room.matrix_page import matrix_page
from cablegram.reading_room.over_time_page import over_time_page
from cablegram.reading_room.overview_page import overview_page
from cablegram.reading_room.reader_page import reader_page
from cablegram.reading_room.search_page import search_page
from cablegram.reading_room.wants_page import wants_page

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def application(desks: Desks) -> Starlette:
    """The room over an archive, without the guard before it."""
    return Starlette(
        routes=[
            Route("/", page(desks, search_page)),
            Route("/cable/{name:str}", page(desks, reader_page, knowing=True)),
            Route("/compare", page(desks, compare_page)),
            Route("/thread/{name:str}", page(desks, thread_page)),
            Route("/overview", page(desks, overview_page)),
            Route("/wants", page(desks, wants_page, knowing=True)),
            Route("/matrix", page(desks, matrix_page, knowing=True)),
            Route("/over-time", page(desks, over_time_page, knowing=True)),
            Route("/calendar", page(desks, calendar_page, knowing=True)),
            Route("/check", page(desks, check_page), methods=["GET", "POST"]),
            Route("/mended.txt", page(desks, mended_text), methods=["POST"]),
            Route("/export.{form:str}", export(desks)),
            api(desks),
            Route("/static/{name:str}", _static),
        ],
        exception_handlers={HTTPException: _not_there, CablegramError: _wrong},
    )


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    data = static(name)
    if data is None:
        raise HTTPException(404)
    kind = _TYPES.get(name[name.rfind(".") :], "application/octet-stream")
    return Response(data, media_type=kind, headers={"cache-control": "private, max-age=86400"})


async def _not_there(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if request.url.path.startswith(API):
        return refused(error)
    status = error.status_code
    words = {404: "There is no such page in the reading room.", 405: "That address is not asked so.", 413: TOO_MUCH}
    message = words.get(status, "That cannot be answered.")
    answer = rendered("error.html", status, heading="Not here", message=message, here="")
    answer.headers.update(error.headers or {})
    return answer


async def _wrong(request: Request, error: Exception) -> Response:
    assert isinstance(error, CablegramError)
    return failed(error)
