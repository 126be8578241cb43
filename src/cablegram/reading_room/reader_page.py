"""One cable: read, mended, as a document, alone or side by side, with what is found in it in the margin."""

from __future__ import annotations

import re
from typing import Any

from starlette.responses import Response

from cablegram.archive import Document, View
from cablegram.archive.copies import told_of
from cablegram.archive.hits import day_of
from cablegram.archive.searching import every_place
from cablegram.errors import QueryError
from cablegram.findings import RULES
from cablegram.reading_room.asking import Ask, NothingThereError, rendered, to
from cablegram.reading_room.document_view import DocumentView
from cablegram.reading_room.margin import Margin
from cablegram.reading_room.marked import HIT, LIT, Anchors, Mark, spans_of
from cablegram.reading_room.search_page import hit_address, order_of
from cablegram.reading_room.texts import AT_ONCE, MOST_LISTED, Text, Undone

VIEWS = {"document": "As a document", "read": "As read", "mended": "As mended"}
_NEAR = 8  # names that begin alike
_UNDONE = re.compile(r"([A-Z]\d{3})@(?:(\d{1,4}):)?(\d{1,9})")
_MOST_UNDONE = 100


def reader_page(view: View, ask: Ask) -> Response:
    """The page of a cable or a document."""
    name = ask.path["name"]
    documents = view.cable(name)
    if not documents:
        return _not_held(view, name)
    cable = documents[0].row.cable
    everything = documents if name == cable else view.cable(cable)
    chosen = _chosen(documents, everything, ask.one("doc"))
    views = [one for one in dict.fromkeys(ask.many("view")) if one in VIEWS][:2]
    undone = _undone(ask.many("undo"))
    kept = {key: ask.one(key) for key in ("q", "sort", "at")}
    here = _Here(cable, ask.one("doc"), views, ask.many("undo")[:_MOST_UNDONE], kept, ask.one("lit"))
    texts = _texts(view, ask, cable, chosen, undone, here)
    anchors = Anchors()
    views = views or ["document"]
    lines = [_first_line(ask, text) for text in texts]
    parts = {one: [_as(one, text, anchors, first) for text, first in zip(texts, lines, strict=True)] for one in views}
    if views == ["document"] and not ask.many("view") and ask.one("lit") and LIT not in anchors:
        # The words stand in a line that is no part of the document: the wire is shown.
        views, anchors = ["read"], Anchors()
        parts = {"read": [_as("read", text, anchors, first) for text, first in zip(texts, lines, strict=True)]}
    held = [document for document in everything if document.row.id not in {text.document.row.id for text in texts}]
    return rendered(
        "reader.html",
        here="cable",
        at=here,
        cable=cable,
        row=texts[0].document.row,
        day=day_of(texts[0].document.row.first, texts[0].document.row.precision),
        texts=texts,
        parts=parts,
        views=views,
        VIEWS=VIEWS,
        margins=[text.margin for text in texts],
        others=held,
        compared=_compared(texts[0].document, held),
        around=_around(view, ask),
        day_of=day_of,
        explain=lambda code: RULES[code].explain if code in RULES else "",
        query=ask.one("q"),
        undone=ask.many("undo"),
        lines=lines,
        at_once=AT_ONCE,
        most=MOST_LISTED,
    )


class _Text(Text):
    """A document with its margin."""

    document: Document
    margin: Margin


class _Here:
    """Where the reader is, as an address; and what it is with something else of it."""

    def __init__(
        self, cable: str, doc: str, views: list[str], undone: list[str], kept: dict[str, str], lit: str
    ) -> None:
        self._cable = cable
        self.values: dict[str, Any] = {"doc": doc, "view": views, "undo": undone, **kept, "lit": lit}

    def having(self, **other: Any) -> str:
        """The address with something else."""
        values = {**self.values, **other}
        return to("/cable", self._cable, **values) + ("#lit" if values["lit"] else "")

    def lighting(self, place: str) -> str:
        """The address with a place lit."""
        return self.having(lit=place)

    def lines(self, first: int) -> str:
        """The address with the lines from one on."""
        return to("/cable", self._cable, **{**self.values, "view": ["read"], "lit": "", "from": max(first, 1)})

    def undoing(self, mark: str) -> str:
        """The address with one more mend undone, or one fewer."""
        marks = self.values["undo"]
        return self.having(
            undo=[one for one in marks if one != mark] if mark in marks else [*marks, mark], view=["mended"], lit=""
        )


def _texts(
    view: View, ask: Ask, cable: str, chosen: list[Document], undone: dict[int, Undone], here: _Here
) -> list[_Text]:
    lit = spans_of(ask.one("lit"))
    named = {one.document: one for one in view.named(cable)}
    stated = {one.document: one for one in view.stated(cable)}
    texts = []
    for k, document in enumerate(chosen, start=1):
        text = _Text(document, k, undone.get(k, frozenset()))
        text.margin = Margin(view, document, text, here.lighting, lit.get(k, []))
        text.margin.name(named.get(document.row.id))
        text.margin.state(stated.get(document.row.id))
        text.marks += [Mark(start, end, LIT) for start, end in lit.get(k, [])]
        text.marks += _hits(view, ask.one("q"), document)
        texts.append(text)
    return texts


def _hits(view: View, query: str, document: Document) -> list[Mark]:
    """The places of the search that the reader came from."""
    if not query or query == "*":
        return []
    try:
        places = every_place(view, query, document)
    except QueryError:
        return []  # the address was changed by hand; the cable is there all the same
    reading = document.reading()
    return [Mark(a, b, HIT) for start, end, _ in places for a, b in reading.back(start, end)]


def _first_line(ask: Ask, text: Text) -> int:
    """The first line that is shown as read: of a very long text those around what is lit, or from ``from`` on."""
    if ask.one("from"):
        return ask.number("from", 1)
    lit = spans_of(ask.one("lit")).get(text.k)
    line = text.line_of(lit[0][0]) if lit else 1
    return (line - 1) // AT_ONCE * AT_ONCE + 1


def _as(name: str, text: Text, anchors: Anchors, first: int) -> Any:
    if name == "read":
        return text.as_read(anchors, first)
    if name == "mended":
        return text.as_mended(anchors)
    shown = DocumentView(text, anchors)
    parts, more = shown.first_parts()
    return {"subject": shown.subject(), "fields": shown.fields(), "parts": parts, "more": more}


def _chosen(documents: list[Document], everything: list[Document], asked: str) -> list[Document]:
    """The texts that are shown: the one asked for, else the first whole text, else one of each section."""
    wanted = [document for document in everything if document.row.id == asked]
    if wanted:
        return wanted
    return documents if len(documents) == 1 and len(everything) > 1 else told_of(documents)


def _compared(shown: Document, others: list[Document]) -> list[tuple[str, str]]:
    """Other texts of what is shown, each with the address at which the two stand beside each other."""
    return [
        (other.row.id, to("/compare", a=shown.row.id, b=other.row.id))
        for other in others
        if other.row.section == shown.row.section and other.row.kind != "record" and other.text != shown.text
    ]


def _around(view: View, ask: Ask) -> dict[str, str]:
    """The cables before and behind this one in the search it was found by."""
    query, at = ask.one("q"), ask.number("at", 0)
    if not query or not at:
        return {}
    sort = ask.one("sort")
    first = max(at - 2, 0)
    try:
        results = view.search(query, offset=first, limit=3, sort=order_of(sort))
    except QueryError:
        return {}
    found = {"results": to("/", q=query, sort=sort, offset=(at - 1) // 20 * 20), "of": f"{at:,} of {results.total:,}"}
    for number, hit in enumerate(results.hits, start=first + 1):
        if number == at - 1:
            found["previous"] = hit_address(hit, number, query, sort)
        elif number == at + 1:
            found["next"] = hit_address(hit, number, query, sort)
    return found


def _undone(written: list[str]) -> dict[int, Undone]:
    """The mends that an address leaves undone, by text."""
    found: dict[int, set[tuple[str, int]]] = {}
    for one in written[:_MOST_UNDONE]:
        match = _UNDONE.fullmatch(one)
        if match:
            found.setdefault(int(match[2] or 1), set()).add((match[1], int(match[3])))
    return {text: frozenset(marks) for text, marks in found.items()}


def _not_held(view: View, name: str) -> Response:
    """A cable that is only referred to, with who does so; or none."""
    stub = view.stub(name)
    if stub is None:
        near = view.suggest(name, _NEAR)
        hint = f"; there are: {', '.join(near)}" if near else ""
        raise NothingThereError(f"No cable {name} is held, as far as may be seen, and none refers to it{hint}.")
    rows = [
        (one, to("/cable", one.cable, doc=one.document, lit=f"{one.start}-{one.end}") + "#lit")
        for one in stub.referrers
    ]
    return rendered("not_held.html", 404, here="cable", stub=stub, referrers=rows)
