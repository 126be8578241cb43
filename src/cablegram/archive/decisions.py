"""What people decided: kept apart from everything derived, and attached again to its words whenever it is read.

A decision names its object by document, span, exact words and a little of what stands before and after them. It holds
at the same place; else where those words with that context stand once in the text; else it has lost its hold and is
listed as such. Nothing decided is ever deleted: it can be undone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from cablegram.archive.door import storable
from cablegram.archive.store import Scope, StoreReader, StoreWriter
from cablegram.archive.store.threading_queries import DecisionRow, ThreadingQueries
from cablegram.errors import UsageError

if TYPE_CHECKING:
    from cablegram.archive.views import View

SAME = "same-message"
NOT_SAME = "not-same"
PAIRS = (SAME, NOT_SAME)  # kinds whose value is the id of the other document
_OF_LEDGER = ("option-", "issue-")  # beginnings of kinds
CONTEXT = 40  # characters kept before and after the words


class Decision(msgspec.Struct, frozen=True):
    """A decision as it holds now.

    ``hold`` is ``document`` (it is on the whole document), ``same`` (its words stand where they stood), ``moved`` (they
    stand elsewhere: ``start`` and ``end`` say where) or ``lost`` (``start`` and ``end`` are where they stood).
    """

    number: int
    at: str
    who: str
    kind: str
    value: str
    document: str
    start: int | None
    end: int | None
    quote: str
    before: str
    after: str
    hold: str
    undone: str | None


def decide(
    view: View, writer: StoreWriter, who: str, kind: str, value: str, document: str, span: tuple[int, int] | None
) -> int:
    """Keep a decision on a document (by its id, or the name of a cable: its first) or a span of its text; its number.

    Raises:
        UsageError: nobody decides, there is no such document or span, or the value is no other document.
        ArchiveError: the archive cannot be written.
    """
    who, kind, value = storable(who), storable(kind), storable(value)
    if not who.strip() or not kind.strip():
        raise UsageError("a decision needs a name of who decides and a kind")
    found = view.document(document)
    if found is None:
        raise UsageError(f"no document {document!r} in the archive; give an id such as doc-… or the number of a cable")
    if kind in PAIRS:
        if span is not None:
            raise UsageError(f"{kind} is on whole documents; leave out the span")
        other = view.document(value)
        if other is None:
            raise UsageError(f"no document {value!r} in the archive; give an id such as doc-… or the number of a cable")
        if other.row.id == found.row.id:
            raise UsageError(f"{kind} needs two documents; {document} and {value} are {found.row.id}")
        value = other.row.id
    if kind.startswith("actor-"):
        from cablegram.archive.actor_decisions import KINDS, ActorDecisions, anchored, read_value

        if kind not in KINDS:
            raise UsageError(f"no decision {kind!r} on actors; it is one of: {', '.join(KINDS)}")
        try:
            read_value(kind, value)
        except ValueError:
            raise UsageError(f"{kind} needs the ids of actors, and not {value!r}; decide_actor finds them") from None
        value = anchored(ActorDecisions(view._reader, view.scope).reader.people, kind, value, found.row.id)
    if kind.startswith(_OF_LEDGER):
        _check_ledger(kind, value, span)
    text = found.text
    words = ("", "", "")
    if span is not None:
        start, end = span
        if not 0 <= start < end <= len(text):
            raise UsageError(f"no span {start} to {end} in {found.row.id}; it has {len(text)} characters")
        words = (text[max(0, start - CONTEXT) : start], text[start:end], text[end : end + CONTEXT])
    with writer.batch():
        return writer.decide(who.strip(), kind.strip(), value, found.row.id, span, words)


def _check_ledger(kind: str, value: str, span: tuple[int, int] | None) -> None:
    from cablegram.archive.ledger_decisions import KINDS, checked

    if kind not in KINDS:
        raise UsageError(f"no decision {kind!r} on options and issues; it is one of: {', '.join(KINDS)}")
    try:
        checked(kind, value)
    except ValueError:
        raise UsageError(f"{kind} needs another value than {value!r}; decide_option finds it") from None
    if span is None:
        raise UsageError(f"{kind} is on the words of a target; give their span")


def undo(writer: StoreWriter, number: int) -> bool:
    """Undo a decision; whether there was one that held.

    Raises:
        ArchiveError: the archive cannot be written.
    """
    with writer.batch():
        return writer.undo(number)


def decisions(
    reader: StoreReader, scope: Scope, document: str | None = None, *, undone: bool = False, kinds: Iterable[str] = ()
) -> list[Decision]:
    """The decisions on documents of the scope, in the order they were made, each with its hold of today.

    One on two documents, or on people as other documents have them, is told where all may be seen. One on actors holds where its words do and the actor is still
    named there; one on options or issues where a position is still stated on its words.
    """
    from cablegram.archive.actor_decisions import KINDS, ActorDecisions

    found = attached(reader, scope, document, undone=undone, kinds=kinds)
    lost: set[int] = set()
    if any(one.kind in KINDS for one in found):
        lost |= ActorDecisions(reader, scope).lost
    if any(one.kind.startswith(_OF_LEDGER) for one in found):
        from cablegram.archive.ledger_decisions import LedgerDecisions

        lost |= LedgerDecisions(reader, scope).lost
    return [msgspec.structs.replace(one, hold="lost") if one.number in lost else one for one in found]


def attached(
    reader: StoreReader, scope: Scope, document: str | None = None, *, undone: bool = False, kinds: Iterable[str] = ()
) -> list[Decision]:
    """The decisions on documents of the scope, in order, each with the hold of its words."""
    from cablegram.archive.actor_decisions import KINDS, anchors

    queries = ThreadingQueries(reader)
    rows = [row for row in queries.decisions(scope, tuple(kinds), document) if undone or row.undone is None]
    if scope != Scope():
        others = queries.ids(sorted({row.value for row in rows if row.kind in PAIRS}), scope)
        rows = [row for row in rows if row.kind not in PAIRS or row.value in others]
        speaking = {row.number: anchors(row.kind, row.value) for row in rows if row.kind in KINDS}
        if any(row.kind.startswith(_OF_LEDGER) for row in rows):
            from cablegram.archive.ledger_decisions import anchor

            speaking |= {row.number: anchor(row.kind, row.value) for row in rows if row.kind.startswith(_OF_LEDGER)}
        seen = queries.ids(sorted({name for names in speaking.values() for name in names}), scope)
        rows = [row for row in rows if all(name in seen for name in speaking.get(row.number, ()))]
    return [_attached(row) for row in rows]


def pairs(reader: StoreReader, scope: Scope) -> dict[tuple[str, str], Decision]:
    """What was decided last on each two documents, the smaller id first."""
    found: dict[tuple[str, str], Decision] = {}
    for decision in decisions(reader, scope, kinds=PAIRS):
        first, second = sorted((decision.document, decision.value))
        found[first, second] = decision
    return found


def _attached(row: DecisionRow) -> Decision:
    start, end, hold = row.start, row.end, "document" if row.text is not None else "lost"
    if start is not None and end is not None:
        hold = "lost"
        if row.text is not None and row.text[start:end] == row.quote:
            hold = "same"
        elif row.text is not None:
            places = _places(row.text, row.before, row.quote, row.after)
            if len(places) == 1:
                start, end, hold = places[0], places[0] + len(row.quote), "moved"
    return Decision(
        row.number, row.at, row.who, row.kind, row.value, row.document, start, end, row.quote, row.before, row.after,
        hold, row.undone,
    )  # fmt: skip


def _places(text: str, before: str, quote: str, after: str) -> list[int]:
    """Where a quote stands with its context: two places at most, because two are as good as none."""
    whole = before + quote + after
    found: list[int] = []
    at = text.find(whole)
    while at >= 0 and len(found) < 2:
        found.append(at + len(before))
        at = text.find(whole, at + 1)
    return found
