"""What people decided about options and issues, kept as every decision is: by document, span, exact words and context.

====================  ==================================  =======================================================
kind                  value                               what it says of the option (or issue) that has the words
====================  ==================================  =======================================================
``option-merge``      place of other words                is one with the option of those
``option-split``      ``-``, or place of other words      the words are an option of their own, or belong to that
``option-rename``     a name                              is called so
``option-confirm``    ``-``                               is right as it is
``issue-…``           the same                            the same of the issue in which the option is
====================  ==================================  =======================================================

A place in a value is ``doc-… START-END words``. A decision holds while its words, and those of its value, stand in their
texts and some position is stated on them; else it has lost its hold, is listed as such, and changes nothing. A view knows
such a decision where it may show both documents.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from cablegram.archive.decisions import Decision, attached
from cablegram.archive.position_lists import Stating
from cablegram.archive.store.threading_queries import ThreadingQueries
from cablegram.ledger.decided import Place, Ruling, Saying, at_place
from cablegram.ledger.records import Source, Told

if TYPE_CHECKING:
    from cablegram.archive.store import Scope, StoreReader

SAYINGS: tuple[Saying, ...] = ("merge", "split", "rename", "confirm")
KINDS = tuple(f"{of}-{saying}" for of in ("option", "issue") for saying in SAYINGS)
NOTHING = "-"


def written(document: str, start: int, end: int, text: str) -> str:
    """A place as a value has it."""
    return f"{document} {start}-{end} {text[start:end]}"


def read_place(value: str) -> tuple[str, int, int, str]:
    """Document, start, end and words of a place in a value.

    Raises:
        ValueError: it is none.
    """
    document, span, words = value.split(" ", 2)
    start, end = map(int, span.split("-"))
    if not words or not 0 <= start < end:
        raise ValueError(value)
    return document, start, end, words


def checked(kind: str, value: str) -> None:
    """That a value is one of its kind.

    Raises:
        ValueError: it is none.
    """
    saying = kind.partition("-")[2]
    if saying == "rename" and value.strip() in ("", NOTHING):
        raise ValueError(value)
    if saying == "confirm" and value != NOTHING:
        raise ValueError(value)
    if saying == "merge" or (saying == "split" and value != NOTHING):
        read_place(value)


def anchor(kind: str, value: str) -> list[str]:
    """The id of the document that a value speaks of, where it does."""
    if kind.endswith(("-merge", "-split")) and value != NOTHING:
        return [value.split(" ", 1)[0]]
    return []


class LedgerDecisions:
    """The decisions on options and issues that a scope may see: those that hold as rulings, the numbers of those lost."""

    def __init__(self, reader: StoreReader, scope: Scope) -> None:
        self._reader, self._scope = reader, scope
        self.lost: set[int] = set()
        self.rulings: list[Ruling] = []
        made = attached(reader, scope, kinds=KINDS)
        if not made:
            return
        self._queries = ThreadingQueries(reader)
        ids = {name for one in made for name in (one.document, *anchor(one.kind, one.value))}
        self._told = self._positions(ids)
        for one in made:
            ruling = self._ruling(one)
            if ruling is None:
                self.lost.add(one.number)
            else:
                self.rulings.append(ruling)

    def _positions(self, ids: Iterable[str]) -> dict[str, list[Told]]:
        """The positions stated in documents; optional ones too: a person may have decided on one."""
        briefs = self._queries.ids(sorted(ids), self._scope)
        found: dict[str, list[Told]] = {}
        for one in Stating(self._reader, self._scope).of(sorted(brief.number for brief in briefs.values())):
            source = Source(one.document, one.cable)
            found[one.document] = [Told(source, position) for position in one.stated.positions]
        self._texts = {
            row.id: row.text for row in self._queries.texts_of([brief.number for brief in briefs.values()], self._scope)
        }
        return found

    def _ruling(self, one: Decision) -> Ruling | None:
        """A decision that holds; ``None`` where it has lost its hold."""
        if one.hold == "lost" or one.start is None or one.end is None:
            return None
        place = one.document, one.start, one.end
        of, _, saying = one.kind.partition("-")
        try:
            checked(one.kind, one.value)
        except ValueError:
            return None
        other: Place | None = None
        if anchor(one.kind, one.value):
            other = self._other(one.value)
            if other is None:
                return None
        if not self._stated(place) or (other is not None and not self._stated(other)):
            return None
        name = one.value if saying == "rename" else ""
        return Ruling(
            one.number, one.who, "option" if of == "option" else "issue", cast("Saying", saying), place, other, name
        )

    def _stated(self, place: Place) -> bool:
        return at_place(self._told.get(place[0], ()), place) is not None

    def _other(self, value: str) -> Place | None:
        """Where the words of a value stand now: at their place, else where they stand once."""
        document, start, end, words = read_place(value)
        text = self._texts.get(document)
        if text is None:
            return None
        if text[start:end] == words:
            return document, start, end
        at = text.find(words)
        if at < 0 or text.find(words, at + 1) >= 0:
            return None
        return document, at, at + len(words)
