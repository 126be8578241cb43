"""The objects that programs are handed where no record of the library is handed out as it is: by the commands with
``--json``, and by the reading room. Fields in the order printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from cablegram.actors.records import ActorType, Form, Mention, Sureness
from cablegram.archive.hits import Hit, day_of
from cablegram.archive.searching import Results
from cablegram.archive.store import Seen

if TYPE_CHECKING:
    from cablegram.archive.packing import PlacedParagraph
    from cablegram.archive.views import Document


class FoundHit(msgspec.Struct, frozen=True):
    """One document found by ``search``: the ``number``-th ``of`` all hits.

    ``quote`` is ``start`` to ``end`` of the document's text, empty where only fields matched; ``marks`` are places in
    ``snippet``; ``why`` are the words of the query that were found.
    """

    number: int
    of: int
    document: str
    cable: str
    kind: str
    date: str | None
    origin: str | None
    level: str | None
    subject: str | None
    score: float | None
    paragraph: int | None
    start: int
    end: int
    quote: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    why: tuple[str, ...]


class Facets(msgspec.Struct, frozen=True):
    """The last object of ``search --facets``: the hits by year, origin and so on; ``about`` where counted in a sample."""

    total: int
    about: bool
    facets: dict[str, dict[str, int]]


class ShownGiven(msgspec.Struct, frozen=True):
    """What was given beside a text: ``field`` is our word for the key, where there is one."""

    key: str
    value: str
    field: str | None


class ShownReference(msgspec.Struct, frozen=True):
    """A reference of a document: the words ``text`` stand from ``start`` to ``end``; ``mrn`` where they mean a cable."""

    kind: str
    letter: str | None
    mrn: str | None
    text: str
    start: int
    end: int


class ShownFinding(msgspec.Struct, frozen=True):
    """A finding of a document; ``quote`` are the words from ``start`` to ``end``."""

    code: str
    severity: str
    message: str
    start: int
    end: int
    safety: str | None
    quote: str


class ShownParagraph(msgspec.Struct, frozen=True):
    """A paragraph of a document: ``text`` stands from ``start`` to ``end``."""

    number: int | None
    portion: str | None
    start: int
    end: int
    text: str


class Passage(msgspec.Struct, frozen=True):
    """One paragraph, as ``show NAME¶N`` prints it, with the document it stands in."""

    cable: str
    document: str
    number: int | None
    portion: str | None
    start: int
    end: int
    text: str


class ShownDocument(msgspec.Struct, frozen=True):
    """A document as ``show`` prints it; every ``start`` and ``end`` counts code points of its ``text``."""

    cable: str
    document: str
    kind: str
    mrn: str | None
    date: str | None
    date_precision: str | None
    date_basis: str | None
    dtg: str | None
    origin: str | None
    station: str | None
    level: str | None
    subject: str | None
    precedence: str | None
    status: str | None
    section: int | None
    section_to: int | None
    sections: int | None
    captions: tuple[str, ...]
    signers: tuple[str, ...]
    tags: tuple[str, ...]
    given: tuple[ShownGiven, ...]
    places: tuple[Seen, ...]
    references: tuple[ShownReference, ...]
    findings: tuple[ShownFinding, ...]
    paragraphs: tuple[ShownParagraph, ...]
    text: str


class ShownMention(msgspec.Struct, frozen=True):
    """One mention: ``quote`` is ``start`` to ``end`` of the telegram's text, the rest of a mention over a cut in ``more``.

    ``actor`` and ``actor_id`` are empty where it is not known who is meant; ``candidates`` are ids, the likeliest first.
    ``how``, ``sure`` and ``by`` say how the actor was found, how sure it is and what found the mention; ``made`` what
    looked at the text: ``model`` or ``rules``. Of a file ``path`` and ``offset`` say where the telegram begins in it, of
    an archive ``document`` is the id.
    """

    cable: str
    start: int
    end: int
    type: ActorType
    form: Form
    actor: str
    actor_id: str
    quote: str
    more: tuple[tuple[int, int], ...]
    quote_more: tuple[str, ...]
    how: str
    sure: Sureness
    candidates: tuple[str, ...]
    by: str
    made: str
    path: str | None
    offset: int | None
    document: str | None


def shown_mention(
    one: Mention, cable: str, made: str, *, path: str | None, offset: int | None, document: str | None
) -> ShownMention:
    """A mention with where it stands."""
    return ShownMention(
        cable=cable, made=made, path=path, offset=offset, document=document, **msgspec.structs.asdict(one)
    )


def found_hit(number: int, of: int, hit: Hit) -> FoundHit:
    """A hit with its number."""
    return FoundHit(number, of, **msgspec.structs.asdict(hit))


def facets(results: Results) -> Facets:
    """The counts of a search."""
    return Facets(results.total, results.about, {name: dict(values) for name, values in results.facets.items()})


def passage(document: Document, one: PlacedParagraph) -> Passage:
    """A paragraph with its words and its document."""
    words = document.text[one.start : one.end]
    return Passage(document.row.cable, document.row.id, one.number, one.portion, one.start, one.end, words)


def shown_document(document: Document) -> ShownDocument:
    """A document with the words of everything that has a place in it."""
    row, text = document.row, document.text
    return ShownDocument(
        cable=row.cable,
        document=row.id,
        kind=row.kind,
        mrn=row.mrn,
        date=day_of(row.first, row.precision),
        date_precision=row.precision,
        date_basis=row.basis,
        dtg=row.dtg,
        origin=row.origin,
        station=row.station,
        level=row.level,
        subject=row.subject,
        precedence=row.precedence,
        status=row.status,
        section=row.section,
        section_to=row.section_to,
        sections=row.sections,
        captions=tuple(row.captions.split("; ")) if row.captions else (),
        signers=tuple(row.signers.split("; ")) if row.signers else (),
        tags=document.tags,
        given=tuple(ShownGiven(one.key, one.value, one.field) for one in document.given),
        places=document.places,
        references=tuple(
            ShownReference(one.kind, one.letter, one.mrn, one.text, one.start, one.end) for one in document.references
        ),
        findings=tuple(
            ShownFinding(f.code, f.severity, f.message, f.start, f.end, f.safety, text[f.start : f.end])
            for f in document.findings
        ),
        paragraphs=tuple(
            ShownParagraph(one.number, one.portion, one.start, one.end, text[one.start : one.end])
            for one in document.paragraphs
        ),
        text=text,
    )
