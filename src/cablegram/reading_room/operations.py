"""What the API can be asked: for each operation its address, its parameters, what it gives, and the question itself."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any, Literal, get_args

from msgspec import Struct

from cablegram.archive import Document, View
from cablegram.archive.actor_lists import CountedActor
from cablegram.archive.comparing import Comparison
from cablegram.archive.copies import Copies
from cablegram.archive.describing import Description, Stats
from cablegram.archive.gaps import Gaps, Missing
from cablegram.archive.position_lists import CountedHolder
from cablegram.archive.searching import FACETS, Sort
from cablegram.archive.shown import (
    FoundHit,
    Passage,
    ShownDocument,
    ShownMention,
    found_hit,
    passage,
    shown_document,
    shown_mention,
)
from cablegram.archive.shown_items import ShownAction, ShownDeadline, ShownExpectation, ShownPosition, shown_items
from cablegram.archive.threads import DEEPEST, Thread
from cablegram.findings import Mend, mend
from cablegram.findings.placing import FoundFinding, found_findings
from cablegram.positions.records import Stance, Stated
from cablegram.reading import parse_all
from cablegram.reading_room.asking import LARGEST_NUMBER, Ask, NothingThereError
from cablegram.reading_room.search_page import EVERYTHING, NAMED, order_of
from cablegram.telegram.jsonform import to_json
from cablegram.telegram.records import Telegram

AT_ONCE = 200  # of a list, in one answer
ShownAny = ShownPosition | ShownExpectation | ShownDeadline | ShownAction


class Param(Struct, frozen=True):
    """A parameter of an operation; ``least`` and ``most`` bound a number, ``several`` says it may be given again."""

    name: str
    about: str
    kind: Literal["string", "integer", "boolean"] = "string"
    where: Literal["query", "path"] = "query"
    required: bool = False
    several: bool = False
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = LARGEST_NUMBER


class Operation(Struct, frozen=True):
    """One thing that can be asked: ``answer`` gives an object of the type ``gives``, or its JSON."""

    name: str
    path: str
    about: str
    gives: Any
    answer: Callable[[View, Ask], object]
    params: tuple[Param, ...] = ()
    method: Literal["GET", "POST"] = "GET"

    def knowing(self, ask: Ask) -> bool:
        """Whether it asks who people are."""
        return self.name in _KNOWING or not _COUNTED.isdisjoint(ask.many("facet"))


_KNOWING = frozenset(("mentions", "stated", "positions", "holders", "actors"))
_COUNTED = frozenset(NAMED)


class Found(Struct, frozen=True):
    """What a search found: ``total`` documents, the hits asked for, and counts by field (from a sample where ``about``)."""

    query: str
    total: int
    about: bool
    seconds: float
    hits: tuple[FoundHit, ...]
    facets: dict[str, dict[str, int]]


class MendedText(Struct, frozen=True):
    """A telegram as mended: its text, and every mend made; ``cancelled`` where a note said the telegram is."""

    mrn: str | None
    text: str
    cancelled: bool
    mends: tuple[Mend, ...]


class Wrong(Struct, frozen=True, omit_defaults=True):
    """What went wrong, in words; ``query[start:end]`` is what is wrong with a query, ``hint`` what to write instead."""

    kind: Literal["usage", "query", "missing", "archive", "refused"]
    message: str
    query: str | None = None
    start: int | None = None
    end: int | None = None
    hint: str | None = None


class Error(Struct, frozen=True):
    """What is sent instead of an answer."""

    error: Wrong


def _documents(view: View, ask: Ask) -> list[Document]:
    found = view.cable(ask.path["name"])
    if not found:
        raise NothingThereError(f"no cable {ask.path['name']} in the archive, as far as may be seen")
    return found


def _search(view: View, ask: Ask) -> Found:
    results = view.search(
        ask.one("q") or EVERYTHING,
        limit=ask.number("limit", 20),
        offset=ask.number("offset", 0),
        sort=order_of(ask.one("sort")),
        facets=ask.many("facet"),
        typing=bool(ask.one("typing")),
    )
    first = ask.number("offset", 0) + 1
    hits = tuple(found_hit(number, results.total, hit) for number, hit in enumerate(results.hits, start=first))
    facets = {name: dict(values) for name, values in results.facets.items()}
    return Found(results.query, results.total, results.about, results.seconds, hits, facets)


def _suggest(view: View, ask: Ask) -> list[str]:
    return view.suggest(ask.one("start"), ask.number("limit", 10))


def _cable(view: View, ask: Ask) -> list[ShownDocument]:
    return [shown_document(document) for document in _documents(view, ask)]


def _paragraph(view: View, ask: Ask) -> list[Passage]:
    number = int(ask.path["number"])
    found = [
        passage(document, one)
        for document in _documents(view, ask)
        for one in document.paragraphs
        if one.number == number
    ]
    if not found:
        raise NothingThereError(f"{ask.path['name']} has no paragraph {number}")
    return found


def _copies(view: View, ask: Ask) -> Copies:
    found = view.copies(ask.path["name"])
    if found is None:
        raise NothingThereError(f"no cable {ask.path['name']} in the archive, as far as may be seen")
    return found


def _thread(view: View, ask: Ask) -> Thread:
    found = view.thread(ask.path["name"], ask.number("depth", 2))
    if found is None:
        raise NothingThereError(f"{ask.path['name']}: no such cable in the archive, and none there refers to it")
    return found


def _mentions(view: View, ask: Ask) -> list[ShownMention]:
    _documents(view, ask)
    return [
        shown_mention(one, named.cable, named.made, path=None, offset=None, document=named.document)
        for named in view.named(ask.path["name"])
        for one in named.mentions
    ]


def _stated(view: View, ask: Ask) -> list[ShownAny]:
    _documents(view, ask)
    found: list[Any] = []
    for one in view.stated(ask.path["name"]):
        found += shown_items(one.stated, one.cable, path=one.document, offset=0, optional=bool(ask.one("optional")))
    return found


def _positions(view: View, ask: Ask) -> list[ShownAny]:
    start, limit = ask.number("offset", 0), ask.number("limit", 50)
    rows = view.positions(
        ask.one("q") or None,
        holder=ask.one("holder") or None,
        stance=ask.one("stance") or None,
        kind=ask.one("kind") or None,
        optional=bool(ask.one("optional")),
    )
    found: list[Any] = []
    for row in islice(rows, start, start + limit):
        lists: dict[str, Any] = {f"{row.kind}s": (row.item,)}
        found += shown_items(Stated(cable=row.cable, **lists), row.cable, path=row.document, offset=0, optional=True)
    return found


def _holders(view: View, ask: Ask) -> list[CountedHolder]:
    found = view.holders(ask.one("q") or None, kind=ask.one("kind") or "position", optional=bool(ask.one("optional")))
    return found[: ask.number("limit", AT_ONCE)]


def _actors(view: View, ask: Ask) -> list[CountedActor]:
    return view.actors(ask.one("q") or None, kinds=ask.many("kind"), limit=ask.number("limit", AT_ONCE))


def _compare(view: View, ask: Ask) -> Comparison:
    found = view.compare(ask.one("a"), ask.one("b"))
    if found is None:
        raise NothingThereError("one of the two is not in the archive, as far as may be seen")
    return found


def _gaps(view: View, ask: Ask) -> Gaps:
    return view.gaps(ask.one("station"), ask.number("year", 0))


def _missing(view: View, ask: Ask) -> list[Missing]:
    year = ask.number("year", 0) or None
    return view.missing(ask.number("limit", 100), ask.one("station") or None, year)


def _telegrams(ask: Ask) -> list[Telegram]:
    return parse_all(ask.body, year=ask.number("year", 0) or None)


def _read(view: View, ask: Ask) -> bytes:
    lines = bool(ask.one("lines"))
    return b"[" + b",".join(to_json(telegram, lines=lines) for telegram in _telegrams(ask)) + b"]"


def _check(view: View, ask: Ask) -> list[FoundFinding]:
    found: list[FoundFinding] = []
    before = ""
    for telegram in _telegrams(ask):
        found += found_findings(telegram, None, before)
        before += telegram.text
    return found


def _mend(view: View, ask: Ask) -> list[MendedText]:
    made = [mend(telegram) for telegram in _telegrams(ask)]
    return [MendedText(one.telegram.mrn, one.text, one.cancelled, one.mends) for one in made]


_NAME = Param("name", "a cable in any spelling, or the id of a document", where="path")
_QUERY = Param("q", "a query (docs/query.md); without one, everything")
_OPTIONAL = Param("optional", "also what careful readers may differ on", "boolean")
_KINDS = ("position", "expectation", "deadline", "action")
_KIND = Param("kind", "only this kind", choices=_KINDS)
_YEAR = Param("year", "the year of a text without a date", "integer", least=1861, most=2100)
_LIMIT = Param("limit", "how many at most", "integer", most=AT_ONCE)
_OFFSET = Param("offset", "how many are passed over first", "integer")

OPERATIONS = (
    Operation("search", "/search", "Cables by their words and fields.", Found, _search, (
        _QUERY, _LIMIT, _OFFSET, Param("sort", "the order", choices=get_args(Sort)),
        Param("facet", "count the hits by this", several=True, choices=tuple(FACETS)),
        Param("typing", "the last word is the beginning of one", "boolean"),
    )),
    Operation("suggest", "/suggest", "Names of cables that begin so.", list[str], _suggest, (
        Param("start", "the beginning", required=True), _LIMIT,
    )),
    Operation("cable", "/cables/{name}", "Every document of a cable.", list[ShownDocument], _cable, (_NAME,)),
    Operation("paragraph", "/cables/{name}/paragraphs/{number}", "One paragraph.", list[Passage], _paragraph, (
        _NAME, Param("number", "its running number", "integer", "path"),
    )),
    Operation("copies", "/cables/{name}/copies", "Sections, texts and copies of a cable.", Copies, _copies, (_NAME,)),
    Operation("thread", "/cables/{name}/thread", "References to and from a cable.", Thread, _thread, (
        _NAME, Param("depth", "steps each way", "integer", most=DEEPEST),
    )),
    Operation("mentions", "/cables/{name}/mentions", "Who is named in a cable.", list[ShownMention], _mentions, (_NAME,)),
    Operation("stated", "/cables/{name}/positions", "What a cable states.", list[ShownAny], _stated, (_NAME, _OPTIONAL)),
    Operation("positions", "/positions", "What the archive states.", list[ShownAny], _positions, (
        _QUERY, Param("holder", "an actor by id or name"), _KIND, Param("stance", "of positions", choices=get_args(Stance)),
        _OPTIONAL, _LIMIT, _OFFSET,
    )),
    Operation("holders", "/holders", "Who holds positions, counted.", list[CountedHolder], _holders, (
        _QUERY, _KIND, _OPTIONAL, _LIMIT,
    )),
    Operation("actors", "/actors", "Who is named, counted.", list[CountedActor], _actors, (
        _QUERY, Param("kind", "only actors of this kind", several=True), _LIMIT,
    )),
    Operation("compare", "/compare", "Two documents side by side.", Comparison, _compare, (
        Param("a", "a document or cable", required=True), Param("b", "the other", required=True),
    )),
    Operation("gaps", "/gaps", "Numbers of a post and year, held and not.", Gaps, _gaps, (
        Param("station", "a post as its numbers name it", required=True),
        Param("year", "of four digits", "integer", required=True, least=1861, most=2100),
    )),
    Operation("missing", "/missing", "Cables only referred to.", list[Missing], _missing, (
        Param("station", "only numbers of this post"), _YEAR, _LIMIT,
    )),
    Operation("stats", "/stats", "The archive in numbers.", Stats, lambda view, ask: view.stats()),
    Operation("describe", "/describe", "A description to be cited.", Description, lambda view, ask: view.describe()),
    Operation("read", "/read", "The telegrams in a text.", list[Telegram], _read, (
        _YEAR, Param("lines", "every line with its kind too", "boolean"),
    ), "POST"),
    Operation("check", "/check", "What is wrong with a text.", list[FoundFinding], _check, (_YEAR,), "POST"),
    Operation("mend", "/mend", "The text with its safe mends.", list[MendedText], _mend, (_YEAR,), "POST"),
)  # fmt: skip
