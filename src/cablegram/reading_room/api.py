"""The API under ``/api/v1``: what the commands print, asked by address. ``operations.py`` lists what can be asked.

Errors are JSON too: ``{"error": {"kind": …, "message": …}}``, of a query with its place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any, Literal

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from cablegram.archive import View
from cablegram.errors import ArchiveError, CablegramError, QueryError, UsageError
from cablegram.reading_room.asking import Ask, NothingThereError, asked
from cablegram.reading_room.desks import Desks
from cablegram.reading_room.guarding import TOO_MUCH
from cablegram.reading_room.openapi import document
from cablegram.reading_room.operations import OPERATIONS, Error, Operation, Param, Wrong
from cablegram.telegram.jsonform import encode

_TRUE, _FALSE = ("1", "true"), ("0", "false")


def api(desks: Desks) -> Mount:
    """The part of the room that programs ask."""
    by_path: dict[str, list[Operation]] = defaultdict(list)
    for operation in OPERATIONS:
        by_path[operation.path].append(operation)
    routes = [
        Route(path, _endpoint(desks, {one.method: one for one in some}), methods=[one.method for one in some])
        for path, some in by_path.items()
    ]
    routes.append(Route("/openapi.json", _described))
    return Mount("/api/v1", routes=routes)


async def _described(request: Request) -> Response:
    return _json(document())


def _endpoint(desks: Desks, operations: dict[str, Operation]) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        operation = operations["GET" if request.method == "HEAD" else request.method]
        try:
            ask = await asked(request)
            for param in operation.params:
                _check(param, ask)
        except CablegramError as error:
            return _failed(error)
        return await desks.ask(lambda view: _answer(operation, view, ask), knowing=operation.knowing(ask))

    return endpoint


def _answer(operation: Operation, view: View, ask: Ask) -> Response:
    try:
        return _json(operation.answer(view, ask))
    except CablegramError as error:
        return _failed(error)


def _check(param: Param, ask: Ask) -> None:
    """Whether what was given for a parameter is what it takes; the value in its plain form is put back.

    Raises:
        UsageError: it is not.
    """
    if param.where == "path":
        if param.kind == "integer" and not re.fullmatch(r"[0-9]{1,9}", ask.path[param.name]):
            raise UsageError(f"{param.name} is a number")
        return
    values = [value for key, value in ask.query if key == param.name]
    if not values:
        if param.required:
            raise UsageError(f"{param.name} is not given: {param.about}")
        return
    if len(values) > 1 and not param.several:
        raise UsageError(f"{param.name} is given {len(values)} times; give it once")
    for value in values:
        if param.kind == "integer":
            if not (re.fullmatch(r"[0-9]{1,12}", value) and param.least <= int(value) <= param.most):
                raise UsageError(f"{param.name}={value}: give a number from {param.least} to {param.most:,}")
        elif param.kind == "boolean" and value not in (*_TRUE, *_FALSE):
            raise UsageError(f"{param.name}={value}: give true or false")
        elif param.choices and value not in param.choices:
            raise UsageError(f"{param.name}={value}: it is one of: {', '.join(param.choices)}")
    if param.kind == "boolean":
        ask.query[:] = [
            (key, "1" if value in _TRUE else "") if key == param.name else (key, value) for key, value in ask.query
        ]


def _json(found: object, status: int = 200) -> Response:
    body = found if isinstance(found, bytes) else encode(found)
    return Response(body, status, media_type="application/json")


def _error(wrong: Wrong, status: int) -> Response:
    return _json(Error(wrong), status)


def _failed(error: CablegramError) -> Response:
    if isinstance(error, QueryError):
        return _error(Wrong("query", error.message, error.query, error.start, error.end, error.hint), 400)
    if isinstance(error, NothingThereError):
        return _error(Wrong("missing", str(error)), 404)
    if isinstance(error, UsageError):
        return _error(Wrong("usage", str(error)), 400)
    return _error(Wrong("archive", str(error)), 503 if isinstance(error, ArchiveError) else 500)


def refused(error: HTTPException) -> Response:
    """What the router refuses, as JSON."""
    words = {
        404: "there is no such address; /api/v1/openapi.json lists what can be asked",
        413: TOO_MUCH,
        405: "that address is not asked by this method; /api/v1/openapi.json lists what can be asked",
    }
    kind: Literal["missing", "refused"] = "missing" if error.status_code == 404 else "refused"
    answer = _error(Wrong(kind, words.get(error.status_code, "that cannot be answered")), error.status_code)
    answer.headers.update(error.headers or {})
    return answer
