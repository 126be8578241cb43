"""The ledger of everything grouped once, and the parts of it that are asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from msgspec import structs

from cablegram.ledger.building import assembled
from cablegram.ledger.choosing import Choice, counted, fits, headed, known_as, narrowed, shown
from cablegram.ledger.decided import Ruling, decided
from cablegram.ledger.grouping import options
from cablegram.ledger.issues import issues
from cablegram.ledger.records import Ledger, Option, Told, Whole
from cablegram.ledger.rows import rows, shortened


def grouped(told: Iterable[Told], rulings: Sequence[Ruling] = ()) -> Whole:
    """Positions put together, as people decided."""
    placed, found, near = issues(options(told))
    whole = Whole(tuple(placed), tuple(found), tuple(near))
    return decided(whole, rulings) if rulings else whole


def part_of(
    whole: Whole,
    choice: Choice,
    documents: Collection[str] | None,
    limit: int | None,
    quotes: int | None = None,
) -> Ledger:
    """The ledger of a part of what is grouped; rows are made of that part alone. With ``quotes`` they keep the latest alone,
    so many of each stance, and there are no findings."""
    names = {issue.id: issue.name for issue in whole.issues}
    found: list[Option] = []
    for option in whole.options:
        calls = known_as(option, names[option.issue]) if choice.narrow else []
        if not fits((option.id, option.issue), calls, headed(option) if choice.body else (), choice):
            continue
        told = option.told if documents is None else [one for one in option.told if one.source.document in documents]
        here = tuple(told) if choice.counts_all else tuple(counted(told, choice))
        if here and choice.asks_for(here):
            found.append(option if len(here) == len(option.told) else structs.replace(option, told=here))
    if choice.stances:
        found = [one for one in found if shown(rows(one), choice)]
    left = 0
    if limit is not None and len(found) > limit:
        left = len(found) - limit
        chosen = {one.id for one in sorted(found, key=rank)[:limit]}
        found = [one for one in found if one.id in chosen]
    book = narrowed(assembled(whole.issues, found, whole.near, differences=quotes is None), choice)
    if quotes is not None:
        book = structs.replace(book, rows=tuple(shortened(row, quotes) for row in book.rows))
    return structs.replace(book, left_out=left)


def rank(option: Option) -> tuple[int, str, str]:
    """The order in which a limit takes options: those of most documents first, then by their first date."""
    return -len({one.source.document for one in option.told}), option.told[0].source.date, option.id
