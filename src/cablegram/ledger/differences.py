"""Who changed his mind, and where two sources say opposite things of one holder: findings, both places quoted.

* A **contradiction**: two sources put one holder on opposite sides of an option within ten days. Sources are two when
  other posts report, or other people tell it (the holder himself, or somebody about him).
* A **change**: what the holder thinks has another sign than what was known of him before, through the same post, or
  through another when more than ten days lie between; what another source contradicts at the time is no ground for that.

A cable that itself puts a holder on two sides through one source is mixed, and no evidence of a change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice

from cablegram.ledger.records import Finding, FindingKind, Told
from cablegram.ledger.words import content

_DAYS = 10
_SIGNS = {"support": 1, "lean_support": 1, "neutral": 0, "lean_oppose": -1, "oppose": -1}
_SIDES = {1: "for", 0: "neutral", -1: "against"}


def sign(one: Told) -> int:
    """1 for, 0 neutral, -1 against."""
    return _SIGNS[one.position.stance]


def source_of(one: Told) -> tuple[str, str]:
    """Who tells it: the post, and whether the holder himself (empty) or who else was its source."""
    told = one.position.attributed_to
    nearest = told[0] if told and told[0] != one.source.post and len(told) > 1 else ""
    if nearest and _same(nearest, one):
        nearest = ""
    return one.source.post, " ".join(nearest.casefold().split())


def _same(teller: str, one: Told) -> bool:
    """Whether a link of the chain speaks for the holder: his own name, words or state, or a person of his."""
    p = one.position
    if teller.casefold() in (p.holder.casefold(), p.holder_mention.casefold(), (p.holder_person or "").casefold()):
        return True
    state = content(p.holder).states
    others = content(teller).states
    return bool(state & others) or not others


def contradictions(option: str, told: Sequence[Told]) -> list[Finding]:
    """The pairs of statements, in order of time, in which two sources put one holder on opposite sides."""
    found: list[Finding] = []
    seen: set[tuple[object, object]] = set()
    firm = [one for one in told if sign(one)]
    for k, first in enumerate(firm):
        for second in islice(firm, k + 1, None):
            if first.source.date and _day(second) - _day(first) > _DAYS:
                break  # all that follow are later still
            if sign(first) == sign(second) or not _at_once(first, second):
                continue
            one, other = source_of(first), source_of(second)
            key = (one, first.source.date), (other, second.source.date)
            if one == other or key in seen or _reports_change(first, second):
                continue
            seen.add(key)
            words = f"{_side(first)} says {_via(first)}; {_side(second)} says {_via(second)}"
            found.append(_finding("contradiction", option, first, second, words))
    return found


def changes(option: str, told: Sequence[Told]) -> list[Finding]:
    """The changes of mind in what is told of one holder, in order of time."""
    disputed = {id(one) for finding in contradictions(option, told) for one in (finding.first, finding.second)}
    found: list[Finding] = []
    known: Told | None = None  # the last that nobody disputes
    by_post: dict[str, Told] = {}
    for group in _by_cable(told):
        if not group[0].source.date:
            continue
        signs = {sign(one) for one in group}
        if len(signs) > 1:
            continue
        one = group[0]
        post = one.source.post
        before = by_post.get(post)
        if before is not None and sign(before) != sign(one):
            pass
        elif before is not None or id(one) in disputed:
            before = None
        elif known is not None and sign(known) != sign(one) and not _at_once(known, one):
            before = known
        if before is not None and (not found or found[-1].second.source.date < one.source.date):
            still = found[-1].second if found else None
            if still is None or sign(still) != sign(one):
                found.append(_finding("change", option, before, one, f"from {_side(before)} to {_side(one)}"))
        by_post[post] = one
        if id(one) not in disputed:
            known = one
    return found


def _by_cable(told: Sequence[Told]) -> Iterator[list[Told]]:
    group: list[Told] = []
    for one in told:
        if group and group[0].source != one.source:
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _at_once(first: Told, second: Told) -> bool:
    days = first.source.date, second.source.date
    if not all(days):
        return first.source.cable == second.source.cable
    return abs(_day(second) - _day(first)) <= _DAYS


def _day(one: Told) -> int:
    """The number of its day; 0 where it has no date."""
    return _number(one.source.date) if one.source.date else 0


@lru_cache(maxsize=50_000)
def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _reports_change(first: Told, second: Told) -> bool:
    """Whether the words of the later one say themselves that something is no longer so."""
    return first.source.date < second.source.date and bool(second.position.time_scope)


def _side(one: Told) -> str:
    return _SIDES[sign(one)]


def _via(one: Told) -> str:
    post, teller = source_of(one)
    told = f"{one.position.attributed_to[0]} through {post}" if teller else post
    return f"{told or one.source.cable} on {one.source.date}" if one.source.date else told or one.source.cable


def _finding(kind: FindingKind, option: str, first: Told, second: Told, words: str) -> Finding:
    p = second.position
    return Finding(kind, p.holder, p.holder_id, option, first, second, words)


def findings(option: str, told: Iterable[Told]) -> list[Finding]:
    """The changes and contradictions in what is told of one option, holder by holder, in order of time."""
    from cablegram.ledger.rows import once

    held: dict[str, list[Told]] = {}
    for one in told:
        held.setdefault(one.who, []).append(one)
    found = [
        finding
        for here in held.values()
        for check in (changes, contradictions)
        for finding in check(option, once(here))
    ]
    return sorted(found, key=lambda one: (one.second.order, one.kind, one.first.order))
