"""The object that ``calendar --json`` prints."""

from __future__ import annotations

import msgspec

from cablegram.ledger.calendar import Entry
from cablegram.positions.records import Bound, DeadlineType, Precision


class DuePlace(msgspec.Struct, frozen=True, kw_only=True):
    """One place that states it: ``quote`` is ``span`` of the text of its document."""

    cable: str
    document: str
    dated: str
    post: str
    paragraph: int
    span: tuple[int, int]
    quote: str
    quote_more: tuple[str, ...]
    rule: str
    confidence: float


class ShownDue(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that falls due (`positions-guideline.md`, section 6). ``date`` is as told, ``first`` and ``last`` the days it may
    mean; ``lapses`` marks a mandate on which no ``decision`` is told."""

    id: str
    type: DeadlineType
    what: str
    date: str
    precision: Precision
    bound: Bound
    first: str
    last: str
    responsible: str
    lapses: bool
    decision: str
    quotes: tuple[DuePlace, ...]


def shown(one: Entry) -> ShownDue:
    """An entry as it is printed."""
    return ShownDue(
        **{name: getattr(one, name) for name in ShownDue.__struct_fields__ if name != "quotes"},
        quotes=tuple(
            DuePlace(
                cable=due.source.cable, document=due.source.document, dated=due.source.date, post=due.source.post,
                paragraph=due.deadline.paragraph, span=(due.deadline.start, due.deadline.end), quote=due.deadline.quote,
                quote_more=due.deadline.quote_more, rule=due.deadline.rule, confidence=due.deadline.confidence,
            )
            for due in one.told
        ),
    )  # fmt: skip
