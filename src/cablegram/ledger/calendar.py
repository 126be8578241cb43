"""What falls due: the deadlines of many cables as one calendar, each entry with every place that says so.

Two deadlines are one entry where type, date and responsible are the same (or one names nobody) and what they are about is
the same by content, or the one's is part of the other's. A mandate lapses by doing nothing: where no decision on it is told
(a decision or a meeting about the same until that day, or a position that somebody agreed to extend it is none), the entry
says so.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from hashlib import sha256

from msgspec import Struct

from cablegram.ledger.records import Source
from cablegram.ledger.words import Content, content, stem
from cablegram.positions.records import Action, Bound, Deadline, DeadlineType, Precision, Stated

# Verbs of what a body does with a mandate.
_SETTLING = ("extend", "prolong", "renew", "adopt", "approve", "end", "decide", "agree")


class Due(Struct, frozen=True):
    """A deadline with its cable."""

    source: Source
    deadline: Deadline

    @property
    def order(self) -> tuple[str, str, str, str, int, int]:
        """By date, then by name."""
        source, one = self.source, self.deadline
        return one.date, source.date, source.cable, source.document, one.start, one.end


class Entry(Struct, frozen=True):
    """One thing that falls due. ``date`` is ISO: a day, a prefix of one or a range ``a/b``; ``first`` and ``last`` are the days
    it may mean, ISO too. ``lapses`` is true of a mandate on which no decision is told. ``told`` are all places, in order of
    time; ``id`` is made of the first of them."""

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
    told: tuple[Due, ...]


class Taken(Struct, frozen=True):
    """Something done, as told by a cable: it may be what a mandate waited for."""

    source: Source
    action: Action


class _Decision(Struct, frozen=True):
    about: frozenset[str]
    date: str


def due_in(source: Source, stated: Stated, *, optional: bool = False) -> list[Due]:
    """The deadlines of one cable; those on which careful readers may differ where asked for."""
    return [Due(source, one) for one in stated.deadlines if optional or not one.optional]


def taken_in(source: Source, stated: Stated, *, optional: bool = False) -> list[Taken]:
    """What one cable tells was done."""
    return [Taken(source, one) for one in stated.actions if one.status == "done" and (optional or not one.optional)]


def calendar(
    due: Iterable[Due], taken: Iterable[Taken] = (), since: str | None = None, until: str | None = None
) -> list[Entry]:
    """The entries of deadlines, by date; ``since`` and ``until`` are ISO dates or beginnings of one, both inclusive.

    ``taken`` is what was done: a mandate that was extended or renewed does not lapse.
    """
    groups: list[list[Due]] = []
    by_key: dict[tuple[str, str, str], list[list[Due]]] = {}
    for one in sorted(due, key=lambda one: one.order):
        deadline = one.deadline
        here = by_key.setdefault((deadline.type, deadline.date, deadline.bound), [])
        group = next((group for group in here if _same(group, deadline)), None)
        if group is None:
            group = []
            here.append(group)
            groups.append(group)
        group.append(one)
    decided = [
        *(
            _Decision(_about(group), group[0].deadline.date)
            for group in groups
            if group[0].deadline.type == "decision_point"
        ),
        *(_Decision(content(one.action.action).everything, one.source.date) for one in taken if _decides(one.action)),
    ]
    found = [_entry(group, decided) for group in groups]
    first = days(since)[0] if since else ""
    last = days(until)[1] if until else "9999"
    chosen = [one for one in found if one.last >= first and one.first <= last]
    return sorted(chosen, key=lambda one: (one.first, one.last, one.type, one.what, one.id))


def days(when: str) -> tuple[str, str]:
    """The first and the last day that an ISO date, a prefix of one or a range ``a/b`` may mean."""
    start, _, end = when.partition("/")
    return _day(start, last=False), _day(end or start, last=True)


def _day(when: str, *, last: bool) -> str:
    parts = [int(part) for part in when.split("-")]
    if len(parts) == 1:
        parts.append(12 if last else 1)
    if len(parts) == 2:
        parts.append(monthrange(parts[0], parts[1])[1] if last else 1)
    return date(*parts).isoformat()


def _same(group: Sequence[Due], deadline: Deadline) -> bool:
    responsible = {one.deadline.responsible for one in group} - {None}
    if deadline.responsible and responsible and deadline.responsible not in responsible:
        return False
    about = content(deadline.what)
    return any(_alike(content(one.deadline.what), about) for one in group)


def _alike(one: Content, other: Content) -> bool:
    """Whether two name the same thing: all the words of one are in the other, more than one of them, or all are the same."""
    a, b = one.everything, other.everything
    if a == b:
        return True
    small, large = sorted((a, b), key=len)
    return len(small) > 1 and small <= large


def _about(group: Sequence[Due]) -> frozenset[str]:
    return frozenset().union(*(content(one.deadline.what).everything for one in group))


def _decides(action: Action) -> bool:
    """Whether what was done settles what becomes of something: extended, renewed, adopted."""
    return bool(content(action.action).words & {stem(word) for word in _SETTLING})


def _entry(group: list[Due], decided: Sequence[_Decision]) -> Entry:
    group.sort(key=lambda one: (one.source.date, one.source.cable, one.source.document, one.deadline.start))
    often: dict[str, int] = {}
    for one in group:
        words = " ".join(one.deadline.what.split())
        often[words] = often.get(words, 0) + 1
    what = min(often, key=lambda words: (-often[words], -len(words), words))
    chief = group[0].deadline
    first, last = days(chief.date)
    mine = _about(group)
    mandate = chief.type == "mandate_expiry"
    made = sorted(one.date for one in decided if one.date and len(one.about & mine) > 1 and days(one.date)[0] <= last)
    decision = made[-1] if mandate and made else ""
    place = group[0].source.document, chief.start, chief.end, chief.type, chief.date
    return Entry(
        f"due-{sha256(repr(place).encode()).hexdigest()[:10]}", chief.type, what, chief.date, chief.precision, chief.bound,
        first, last, next((one.deadline.responsible for one in group if one.deadline.responsible), ""),
        mandate and not decision, decision, tuple(group),
    )  # fmt: skip


def after(day: str) -> str:
    """The day after an ISO day."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
