"""The ledger of everything grouped once, and the parts of it that are asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct, structs

from cablegram.ledger.building import assembled
from cablegram.ledger.choosing import Choice, counted, fits, narrowed
from cablegram.ledger.decided import Ruling, decided_issues, decided_options
from cablegram.ledger.grouping import options
from cablegram.ledger.issues import issues
from cablegram.ledger.records import Issue, Ledger, Near, Option, Told


class Whole(Struct, frozen=True):
    """Everything that cables hold, grouped."""

    issues: tuple[Issue, ...]
    options: tuple[Option, ...]
    near: tuple[Near, ...]


def grouped(told: Iterable[Told], rulings: Sequence[Ruling] = ()) -> Whole:
    """Positions put together, as people decided."""
    found = options(told)
    if rulings:
        found = decided_options(found, rulings)
    placed, found, near = issues(found)
    if rulings:
        placed, found = decided_issues(placed, found, rulings)
    return Whole(tuple(placed), tuple(found), tuple(near))


def part_of(whole: Whole, choice: Choice, documents: Collection[str] | None, limit: int | None) -> Ledger:
    """The ledger of a part of what is grouped; rows are made of that part alone."""
    names = {issue.id: issue.name for issue in whole.issues}
    found: list[Option] = []
    for option in whole.options:
        if not fits(option, names[option.issue], choice):
            continue
        told = option.told if documents is None else [one for one in option.told if one.source.document in documents]
        here = tuple(told) if choice.counts_all else tuple(counted(told, choice))
        if here and choice.asks_for(here):
            found.append(option if len(here) == len(option.told) else structs.replace(option, told=here))
    left = 0
    if limit is not None and len(found) > limit:
        left = len(found) - limit
        ranked = sorted(found, key=lambda one: (-len({told.source.document for told in one.told}), one.told[0].order))
        chosen = {one.id for one in ranked[:limit]}
        found = [one for one in found if one.id in chosen]
    book = narrowed(assembled(whole.issues, found, whole.near), choice)
    return structs.replace(book, left_out=left)
