"""The first page: a query, what it finds, and the ways to narrow it."""

from __future__ import annotations

import re
from typing import Any, get_args

from markupsafe import Markup, escape
from msgspec import Struct
from starlette.responses import Response

from cablegram.archive import View
from cablegram.archive.hits import Hit
from cablegram.archive.searching import Results, Sort
from cablegram.errors import QueryError
from cablegram.reading_room.asking import Ask, rendered, shown, to

AT_ONCE = 20  # hits of a page
FACETS = ("year", "origin", "tags", "class", "collection", "kind")
# Counting who is named takes a hundred times as long as all of those; so it is done where it is asked for.
NAMED = ("state", "org", "person", "place")
_NAMES = {
    "year": "Year", "origin": "Post", "tags": "TAGS", "class": "Classification", "state": "States named",
    "org": "Organisations named", "person": "People named", "place": "Places named", "collection": "Collection",
    "kind": "Kind of document",
}  # fmt: skip
_FIRST = 6  # values of a facet that are seen at once
_ORDERS = {"": "usual order", "rank": "best first", "date": "oldest first", "date-desc": "newest first"}
_WITH_ID = re.compile(r"(.*) \(([a-z]+:[^()]+)\)")
EVERYTHING = "*"


class Shown(Struct):
    """A hit as the page shows it."""

    hit: Hit
    number: int
    address: str
    snippet: Markup


def search_page(view: View, ask: Ask) -> Response:
    """The page of a query; without one, everything there is, by date."""
    query = ask.one("q").strip()
    offset = ask.number("offset", 0)
    sort = ask.choice("sort", get_args(Sort))
    named = bool(ask.one("named"))
    about: dict[str, Any] = {
        "here": "search", "query": query, "sort": sort, "orders": _ORDERS, "error": None, "results": None, "offset": offset,
        "collections": view.collections(), "up_to": view.up_to,
    }  # fmt: skip
    try:
        results = view.search(
            query or EVERYTHING,
            limit=AT_ONCE,
            offset=offset,
            sort=order_of(sort),
            facets=(*FACETS, *NAMED) if named else FACETS,
        )
    except QueryError as error:
        about["error"] = error
        return rendered("search.html", 400, **about, pointed=_pointed(error))
    about["results"] = results
    return rendered(
        "search.html",
        **about,
        hits=[_shown(hit, number, query, sort) for number, hit in enumerate(results.hits, start=offset + 1)],
        facets=_facets(results, query, sort, named),
        named=named,
        pages=_pages(results.total, offset, query, sort),
        pointed=None,
    )


def order_of(written: str) -> Sort | None:
    """The order that an address asks for."""
    found: Sort
    for found in get_args(Sort):
        if found == written:
            return found
    return None


def _pointed(error: QueryError) -> tuple[str, str, str]:
    """A query before, at and behind the place of its error."""
    return error.query[: error.start], error.query[error.start : error.end], error.query[error.end :]


def hit_address(hit: Hit, number: int | None, query: str, sort: str) -> str:
    """The cable, opened at the hit; it knows of the search, so that the next hit can be asked for."""
    lit = f"{hit.start}-{hit.end}" if hit.quote else ""
    there = {
        "doc": hit.document if hit.document != hit.cable else "",
        "q": query,
        "sort": sort,
        "at": number,
        "lit": lit,
    }
    return to("/cable", hit.cable, **there) + ("#lit" if lit else "")


def _shown(hit: Hit, number: int, query: str, sort: str) -> Shown:
    return Shown(hit, number, hit_address(hit, number, query or EVERYTHING, sort), marked_snippet(hit))


def marked_snippet(hit: Hit) -> Markup:
    """The words around a hit with the matches marked."""
    parts: list[Markup] = []
    at = 0
    for start, end in hit.marks:
        start = max(start, at)
        if start < end:
            parts.append(
                Markup("{}<mark>{}</mark>").format(shown(hit.snippet[at:start]), shown(hit.snippet[start:end]))
            )
            at = end
    return Markup("").join([*parts, escape(shown(hit.snippet[at:]))])


class Narrowing(Struct):
    """A value of a facet: how many hits have it, and the address of the search narrowed to it."""

    value: str
    count: int
    address: str


def _facets(results: Results, query: str, sort: str, named: bool) -> list[tuple[str, list[Narrowing], list[Narrowing]]]:
    """Each facet that has more than one value, or tells something: its name, the first values, the others."""
    found = []
    for name in (*FACETS[:4], *NAMED, *FACETS[4:]):
        values = [
            Narrowing(value, count, to("/", q=narrowed(query, name, value), sort=sort, named=named and 1))
            for value, count in results.facets.get(name, ())
        ]
        if not values or (len(values) == 1 and values[0].count == results.total):
            continue
        first = len(values) if name == "year" and len(values) <= 2 * _FIRST else _FIRST
        if len(values) - first <= 1:
            first = len(values)
        found.append((_NAMES[name], values[:first], values[first:]))
    return found


def narrowed(query: str, field: str, value: str) -> str:
    """A query held to a value of a field too."""
    known = _WITH_ID.fullmatch(value)
    told = (known[2] if known else value).replace('"', " ")
    condition = f"{field}:{told}" if re.fullmatch(r"\w+", told) else f'{field}:"{told}"'
    if not query or query == EVERYTHING:
        return condition
    return f"({query}) {condition}" if re.search(r"\bOR\b", query) else f"{query} {condition}"


def _pages(total: int, offset: int, query: str, sort: str) -> dict[str, str]:
    """The addresses of the pages around this one."""

    def at(start: int) -> str:
        return to("/", q=query, sort=sort, offset=start)

    last = (total - 1) // AT_ONCE * AT_ONCE if total else 0
    found = {}
    if offset:
        found = {"first": at(0), "previous": at(max(offset - AT_ONCE, 0))}
    if offset + AT_ONCE < total:
        found |= {"next": at(offset + AT_ONCE), "last": at(last)}
    return found
