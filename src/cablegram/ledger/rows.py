"""Ledger rows: what one holder thinks of one option, by the guideline's section 9, as of a day.

Signs agree: the class stated most often; of two explicit before inherited, body before summary, then the stronger class.
Signs differ: neutral, mixed, both sides kept. A condition anywhere stays. The same words in copies of one cable count once.
A change of mind between two dates (:mod:`cablegram.ledger.differences`) ends a row's time: what was said before it is
history.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from msgspec import structs

from cablegram.ledger.differences import changes, sign
from cablegram.ledger.records import Option, Row, Told
from cablegram.positions.records import Stance, Strength

_STRENGTH = {"support": 2, "oppose": 2, "lean_support": 1, "lean_oppose": 1, "neutral": 0}
_LEVELS: tuple[Strength, ...] = ("weak", "plain", "strong")


def rows(option: Option, at: str | None = None) -> list[Row]:
    """The rows of an option, one a holder, by name; ``at`` is an ISO day: what is known up to it (undated is always known)."""
    held: dict[str, list[Told]] = defaultdict(list)
    for one in option.told:
        if at is None or not one.source.date or one.source.date <= at:
            held[one.who].append(one)
    found = [row(option.id, once(told)) for told in held.values()]
    return sorted(found, key=lambda one: (one.holder, one.holder_id))


def once(told: Iterable[Told]) -> list[Told]:
    """What is told, in order of time, without what copies of one cable have again."""
    found: dict[object, Told] = {}
    often: Counter[object] = Counter()
    for one in sorted(told, key=lambda one: one.order):
        p = one.position
        key = one.source.cable or one.source.document, p.paragraph, p.stance, " ".join(p.quote.split()).casefold()
        often[one.source.document, key] += 1
        found.setdefault((key, often[one.source.document, key]), one)
    return list(found.values())


def row(option: str, told: Sequence[Told]) -> Row:
    """The row of what one holder is told to think of an option, in order of time."""
    last = max((told.index(change.second) for change in changes(option, told)), default=0)
    now, before = list(told[last:]), list(told[:last])
    signs = {sign(one) for one in now}
    mixed = len(signs) > 1
    stance: Stance = "neutral" if mixed else stance_of(now)
    positions = [one.position for one in now]
    strengths = [_LEVELS.index(one.strength) for one in positions if mixed or one.stance == stance]
    dates = [one.source.date for one in now if one.source.date]
    name, who = name_of(told)
    return Row(
        holder=name,
        holder_id=who,
        option=option,
        stance=stance,
        sign=0 if mixed else signs.pop(),
        strength=_LEVELS[max(strengths)],
        mixed=mixed,
        sides=tuple(dict.fromkeys(one.stance for one in positions)) if mixed else (),
        acquiesces=any(one.acquiesces for one in positions),
        red_line=any(one.red_line for one in positions),
        undecided=any(one.undecided for one in positions),
        conditions=tuple(dict.fromkeys(" ".join(words.split()) for one in positions for words in one.conditions)),
        since=min(dates, default=""),
        until=max(dates, default=""),
        told=tuple(now),
        before=tuple(before),
        said=len(now),
        said_before=len(before),
    )


def shortened(one: Row, quotes: int) -> Row:
    """A row with the latest quotes alone, so many of each stance; ``said`` still counts all of them."""
    return structs.replace(one, told=_latest(one.told, quotes), before=_latest(one.before, quotes))


def _latest(told: Sequence[Told], quotes: int) -> tuple[Told, ...]:
    left: dict[str, int] = defaultdict(lambda: quotes)
    kept = []
    for one in reversed(told):
        left[one.position.stance] -= 1
        if left[one.position.stance] >= 0:
            kept.append(one)
    return tuple(reversed(kept))


def stance_of(told: Sequence[Told]) -> Stance:
    """The class stated most often, by the guideline's ties."""
    by: dict[Stance, list[Told]] = defaultdict(list)
    for one in told:
        by[one.position.stance].append(one)

    def rank(stance: Stance) -> tuple[int, int, int, int, str]:
        here = by[stance]
        explicit = sum(one.position.attribution == "explicit" for one in here)
        body = sum(one.position.paragraph != 1 for one in here)
        return len(here), explicit, body, _STRENGTH[stance], stance

    return max(by, key=rank)


def name_of(told: Sequence[Told]) -> tuple[str, str]:
    """What the holder is called most often, with the id."""
    names: dict[str, int] = defaultdict(int)
    for one in told:
        names[one.position.holder] += 1
    name = min(names, key=lambda name: (-names[name], name))
    return name, next((one.position.holder_id for one in told if one.position.holder_id), "")
