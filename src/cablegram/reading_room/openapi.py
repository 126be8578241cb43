"""The description of the API as an OpenAPI document, made of the operations and of the schemas of the records they give."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from cablegram import __version__
from cablegram.reading_room.guarding import LARGEST_BODY
from cablegram.reading_room.operations import OPERATIONS, Error, Operation, Param

_WHEN = {
    "400": "What was asked makes no sense; of a query, with the place.",
    "401": "The token is not given.",
    "403": "A page of another origin asks.",
    "404": "What was asked for is not in the archive, as far as may be seen.",
    "413": f"The text is larger than {LARGEST_BODY:,} bytes.",
    "503": "The archive cannot answer.",
}


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document (version 3.1)."""
    types = [operation.gives for operation in OPERATIONS]
    schemas, components = msgspec.json.schema_components([*types, Error], ref_template="#/components/schemas/{name}")
    paths: dict[str, dict[str, Any]] = {}
    for operation, schema in zip(OPERATIONS, schemas, strict=False):
        paths.setdefault(f"/api/v1{operation.path}", {})[operation.method.lower()] = _operation(operation, schema)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Cablegram reading room",
            "version": __version__,
            "description": "An archive of diplomatic cables. The objects are those that the commands print with --json."
            " Every start and end counts Unicode code points of the text it stands beside.",
        },
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    }


def _operation(operation: Operation, schema: dict[str, Any]) -> dict[str, Any]:
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    answers: dict[str, Any] = {
        "200": {"description": operation.about, "content": {"application/json": {"schema": schema}}}
    }
    answers |= {status: {"description": words, "content": error} for status, words in _WHEN.items()}
    found: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.about,
        "parameters": [_parameter(param) for param in operation.params],
        "responses": answers,
    }
    if operation.method == "POST":
        found["requestBody"] = {
            "required": True,
            "description": "A text with telegrams, in any encoding that files may have.",
            "content": {"text/plain": {"schema": {"type": "string"}}},
        }
    return found


def _parameter(param: Param) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": param.kind}
    if param.kind == "integer":
        schema |= {"minimum": param.least, "maximum": param.most}
    if param.choices:
        schema["enum"] = list(param.choices)
    if param.several:
        schema = {"type": "array", "items": schema}
    found: dict[str, Any] = {"name": param.name, "in": param.where, "required": param.required or param.where == "path"}
    return found | {"description": param.about, "schema": schema}
