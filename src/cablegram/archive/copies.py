"""The documents of one cable in order: sections of the message, the texts of each section, the copies of each text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from cablegram.archive.briefs import moment, sections_missing
from cablegram.archive.decisions import SAME, Decision, pairs
from cablegram.archive.store import Brief, Seen, StoreReader
from cablegram.archive.store.threading_queries import ThreadingQueries
from cablegram.archive.words import tokens

if TYPE_CHECKING:
    from cablegram.archive.views import Document, View


class Copy(msgspec.Struct, frozen=True):
    """One document: its id, its marks and where it came from."""

    document: str
    kind: str
    level: str | None
    status: str | None
    date: str | None
    places: tuple[Seen, ...]


class Release(msgspec.Struct, frozen=True):
    """Documents of the very same text. ``same_words_as`` is the first document with these words, differently set."""

    copies: tuple[Copy, ...]
    length: int
    same_words_as: str | None


class Section(msgspec.Struct, frozen=True):
    """What is held of one section (or of several in one document), each text once; ``None`` throughout for the whole."""

    section: int | None
    section_to: int | None
    sections: int | None
    releases: tuple[Release, ...]


class Confirmed(msgspec.Struct, frozen=True, gc=False):
    """A document of another name that a person found to be the same message; ``decision`` is the number to undo it by."""

    document: str
    other: str
    other_cable: str
    who: str
    at: str
    decision: int


class Copies(msgspec.Struct, frozen=True):
    """Every document of a cable."""

    cable: str
    documents: int
    sections: int | None
    sections_missing: tuple[int, ...]
    parts: tuple[Section, ...]
    confirmed: tuple[Confirmed, ...]

    def to_dict(self) -> dict[str, Any]:
        """The copies as plain lists and dictionaries."""
        found: dict[str, Any] = msgspec.to_builtins(self)
        return found


def copies_of(view: View, reader: StoreReader, name: str) -> Copies | None:
    """The documents of a cable as a view has them; ``None`` where it has none."""
    briefs = view.resolve(name)
    if briefs:
        briefs = view.resolve(briefs[0].cable)  # the id of a document means its cable
    if not briefs:
        return None
    documents = [document for brief in briefs if (document := view.by_number(brief.number)) is not None]
    own = {brief.id for brief in briefs}
    decided = [one for pair, one in sorted(pairs(reader, view.scope).items()) if not own.isdisjoint(pair)]
    named = {end for one in decided for end in (one.document, one.value)}
    return copies(briefs, documents, decided, ThreadingQueries(reader).ids(sorted(named), view.scope))


def copies(
    briefs: Sequence[Brief], documents: Sequence[Document], decided: Sequence[Decision], others: dict[str, Brief]
) -> Copies:
    """The documents of a cable in their groups; ``others`` are the documents that decisions name."""
    parts: dict[tuple[int, int, int], list[Document]] = {}
    for document in documents:
        row = document.row
        parts.setdefault((row.section or 0, row.section_to or 0, row.sections or 0), []).append(document)
    sections, missing = sections_missing(briefs)
    return Copies(
        briefs[0].cable,
        len(documents),
        sections,
        missing,
        tuple(Section(a or None, b or None, c or None, _releases(held)) for (a, b, c), held in sorted(parts.items())),
        tuple(_confirmed(briefs, decided, others)),
    )


def _releases(documents: Sequence[Document]) -> tuple[Release, ...]:
    texts: dict[str, list[Document]] = {}
    for document in sorted(documents, key=lambda one: one.row.id):
        texts.setdefault(document.text, []).append(document)
    found: list[Release] = []
    first: dict[tuple[str, ...], str] = {}
    for text, held in texts.items():
        words = tuple(token for token, _, _ in tokens(held[0].reading().text))
        known = first.setdefault(words, held[0].row.id)
        found.append(Release(tuple(map(_copy, held)), len(text), None if known == held[0].row.id else known))
    return tuple(found)


def _copy(document: Document) -> Copy:
    row = document.row
    return Copy(
        row.id, row.kind, row.level, row.status, moment(row.first, row.precision), document.places
    )  # fmt: skip


def _confirmed(briefs: Sequence[Brief], decided: Sequence[Decision], others: dict[str, Brief]) -> list[Confirmed]:
    own = {brief.id for brief in briefs}
    found = []
    for decision in decided:
        if decision.kind != SAME:
            continue
        for mine, other in ((decision.document, decision.value), (decision.value, decision.document)):
            if mine in own and other in others and other not in own:
                found.append(Confirmed(mine, other, others[other].cable, decision.who, decision.at, decision.number))
    return found


def told_of(documents: Sequence[Document]) -> list[Document]:
    """What is told in full: the first text of the whole message, else the first of every section; the rest are copies."""

    def whole(document: Document) -> bool:
        row = document.row
        return row.section is None or (row.section == 1 and row.section_to == row.sections)

    # A telegram before a loose text of the same number, that before a record without text.
    wholes = sorted(filter(whole, documents), key=lambda one: ("telegram", "text", "record").index(one.row.kind))
    sections: dict[tuple[int | None, int | None], Document] = {}
    for document in documents:
        if not whole(document):
            sections.setdefault((document.row.section, document.row.section_to), document)
    if wholes and (wholes[0].row.kind == "telegram" or not sections):
        return wholes[:1]
    return list(sections.values())
