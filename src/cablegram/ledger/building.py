"""The ledger of many cables, from their positions alone, and questions to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cablegram.ledger.differences import findings
from cablegram.ledger.grouping import options
from cablegram.ledger.issues import issues
from cablegram.ledger.records import Common, Finding, How, Issue, Ledger, Near, Option, Row, Source, Told
from cablegram.ledger.rows import rows
from cablegram.positions.records import Stated

_HOWS: tuple[How, ...] = ("differ", "apart", "agree", "silent")


def told_in(source: Source, stated: Stated, *, optional: bool = False) -> list[Told]:
    """The positions of one cable as the ledger takes them; those on which careful readers may differ where asked for."""
    return [Told(source, one) for one in stated.positions if optional or not one.optional]


def ledger(told: Iterable[Told], at: str | None = None) -> Ledger:
    """The ledger of positions, handed in in any order; ``at`` is an ISO day up to which is counted."""
    known = [one for one in told if at is None or not one.source.date or one.source.date <= at]
    return ledger_of(options(known))


def ledger_of(found: Sequence[Option]) -> Ledger:
    """The ledger of options that are grouped already."""
    return assembled(*issues(found))


def assembled(
    placed: Sequence[Issue], grouped: Sequence[Option], near: Sequence[Near], *, differences: bool = True
) -> Ledger:
    """The ledger of options and issues that are known, with its ``differences`` as findings."""
    found = [one for option in grouped for one in findings(option.id, option.told)] if differences else []
    return Ledger(
        tuple(placed),
        tuple(grouped),
        tuple(row for option in grouped for row in rows(option)),
        tuple(sorted(found, key=_when)),
        tuple(near),
    )


def _when(finding: Finding) -> tuple[object, ...]:
    return finding.second.order, finding.kind, finding.first.order, finding.option


def silent(book: Ledger) -> dict[str, tuple[str, ...]]:
    """For each option, who is told to hold something on another option of its issue, and nothing on this: by name."""
    holders: dict[str, dict[str, str]] = {}
    of: dict[str, str] = {option.id: option.issue for option in book.options}
    held: dict[str, set[str]] = {}
    for row in book.rows:
        who = row.holder_id or row.holder
        holders.setdefault(of[row.option], {})[who] = row.holder
        held.setdefault(row.option, set()).add(who)
    return {
        option.id: tuple(
            sorted(name for who, name in holders.get(option.issue, {}).items() if who not in held.get(option.id, ()))
        )
        for option in book.options
    }


def between(book: Ledger, first: str, second: str) -> list[Common]:
    """On what two holders agree and differ, the differences first; each by name or id."""
    one, other = book.of(first), book.of(second)
    found = [
        Common(option.id, _how(one.get(option.id), other.get(option.id)), one.get(option.id), other.get(option.id))
        for option in book.options
        if option.id in one or option.id in other
    ]
    return sorted(found, key=lambda row: _HOWS.index(row.how))  # the order of options stays


def _how(first: Row | None, second: Row | None) -> How:
    if first is None or second is None:
        return "silent"
    if first.sign and second.sign:
        return "agree" if first.sign == second.sign else "differ"
    return "agree" if first.sign == second.sign and not (first.mixed or second.mixed) else "apart"
