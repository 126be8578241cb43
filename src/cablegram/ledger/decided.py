"""What people decided about options and issues, applied to what was grouped: merge, split, rename, confirm.

A ruling speaks of the words of a target at one place, not of an id: whatever option has that place now is meant. Rulings are
applied in their order, so that a later one speaks of what the earlier ones made.

* ``merge``: the option is one with the option at the other place, which gives the name where no person gave one; the issue of
  the option likewise.
* ``split``: the words at the place are an option of their own, or belong to the option at the other place; of an issue: the
  option leaves it, for that at the other place or for one of its own.
* ``rename`` and ``confirm``: the option, or its issue, is called so; is right as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct, structs

from cablegram.ledger.grouping import identity, name_of, wordings_of
from cablegram.ledger.records import Issue, Merge, Option, Told, Whole

Saying = Literal["merge", "split", "rename", "confirm"]
Place = tuple[str, int, int]


class Ruling(Struct, frozen=True):
    """One decision: ``place`` and ``other`` are document, start and end of the words of targets; ``who`` decided it."""

    number: int
    who: str
    of: Literal["option", "issue"]
    saying: Saying
    place: Place
    other: Place | None = None
    name: str = ""


def at_place(told: Iterable[Told], place: Place) -> Told | None:
    """The position whose target has most of a place in common; ``None`` where none touches it."""
    found = [(_overlap(one.place, place), one) for one in told]
    touching = [row for row in found if row[0] > 0]
    return max(touching, key=lambda row: (row[0], row[1].order))[1] if touching else None


def _overlap(one: Place, other: Place) -> int:
    return min(one[2], other[2]) - max(one[1], other[1]) if one[0] == other[0] else 0


def decided(whole: Whole, rulings: Sequence[Ruling]) -> Whole:
    """What was grouped, as people decided; what no ruling speaks of stays as it is.

    An option that is merged into another is in the issue of that; one that is split off stays in the issue it was in.
    """
    book = _Book(whole.options)
    for ruling in rulings:
        if ruling.of == "option":
            book.apply(ruling)
    found = book.options()
    here: dict[str, list[str]] = {}
    for option in found:
        here.setdefault(option.issue, []).append(option.id)
    issues = [structs.replace(one, options=tuple(here[one.id])) for one in whole.issues if one.id in here]
    issues, found = _issues(issues, found, rulings)
    ids = {option.id for option in found}
    return Whole(tuple(issues), tuple(found), tuple(one for one in whole.near if one.one in ids and one.other in ids))


class _Book:
    """Options by number, with the way from a place to its option."""

    def __init__(self, options: Sequence[Option]) -> None:
        self._options: dict[int, Option] = dict(enumerate(options))
        self._next = len(options)
        self._in: dict[str, set[int]] = {}
        for at, option in self._options.items():
            for one in option.told:
                self._in.setdefault(one.source.document, set()).add(at)

    def options(self) -> list[Option]:
        return sorted(self._options.values(), key=lambda one: (one.told[0].order, one.id))

    def at(self, place: Place) -> int | None:
        """The option that has a place."""
        here = sorted(self._in.get(place[0], ()))
        told = {id(one): at for at in here for one in self._options[at].told}
        found = at_place((one for at in here for one in self._options[at].told), place)
        return None if found is None else told[id(found)]

    def apply(self, ruling: Ruling) -> None:
        at = self.at(ruling.place)
        if at is None:
            return
        option = self._options[at]
        if ruling.saying == "rename":
            self._options[at] = structs.replace(option, name=ruling.name, named=ruling.who)
        elif ruling.saying == "confirm":
            confirmed = tuple(dict.fromkeys((*option.confirmed, ruling.who)))
            self._options[at] = structs.replace(option, confirmed=confirmed)
        elif ruling.saying == "merge" and ruling.other is not None:
            self._merge(at, self.at(ruling.other), ruling)
        elif ruling.saying == "split":
            self._split(at, ruling)

    def _merge(self, at: int, other: int | None, ruling: Ruling) -> None:
        if other is None or other == at:
            return
        one, two = self._options[at], self._options.pop(other)
        trace = Merge(one.wordings[0], two.wordings[0], 1.0, (_said(ruling),))
        named = one if one.named and not two.named else two
        self._put(
            at,
            (*one.told, *two.told),
            named,
            (*one.merges, *two.merges, trace),
            (*one.confirmed, *two.confirmed, ruling.who),
            two.issue,
        )

    def _split(self, at: int, ruling: Ruling) -> None:
        option = self._options[at]
        moved = tuple(one for one in option.told if _overlap(one.place, ruling.place) > 0)
        kept = tuple(one for one in option.told if one not in moved)
        other = None if ruling.other is None else self.at(ruling.other)
        if other == at or (not kept and other is None):
            return
        if kept:
            gone = {" ".join(one.position.target_mention.split()) for one in moved}
            gone -= {" ".join(one.position.target_mention.split()) for one in kept}
            merges = tuple(one for one in option.merges if not gone & {one.one, one.other})
            self._put(at, kept, option if option.named else None, merges, option.confirmed, option.issue)
        else:
            del self._options[at]
        if other is None:
            self._put(self._next, moved, None, (), (ruling.who,), option.issue)
            self._next += 1
        else:
            one = self._options[other]
            trace = Merge(one.wordings[0], moved[0].position.target_mention, 1.0, (_said(ruling),))
            self._put(other, (*one.told, *moved), one, (*one.merges, trace), (*one.confirmed, ruling.who), one.issue)

    def _put(
        self,
        at: int,
        told: Sequence[Told],
        named: Option | None,
        merges: tuple[Merge, ...],
        confirmed: tuple[str, ...],
        issue: str,
    ) -> None:
        ordered = tuple(sorted(told, key=lambda one: one.order))
        words = wordings_of(ordered)
        self._options[at] = Option(
            identity("opt", ordered),
            named.name if named is not None else name_of(words),
            issue,
            ordered,
            words,
            merges,
            tuple(dict.fromkeys(confirmed)),
            named.named if named is not None else "",
        )
        for one in ordered:
            self._in.setdefault(one.source.document, set()).add(at)
        for here in self._in.values():
            here.intersection_update(self._options)


def _issues(
    issues: Sequence[Issue], options: Sequence[Option], rulings: Iterable[Ruling]
) -> tuple[list[Issue], list[Option]]:
    """The issues as people decided, and the options with the issue that each has then."""
    book = _Book(options)
    of = {option.id: option for option in options}
    groups = {issue.id: issue for issue in issues}
    issue_of = {id: issue.id for issue in issues for id in issue.options}

    def meant(place: Place) -> Option | None:
        at = book.at(place)
        return None if at is None else options[at]

    for ruling in rulings:
        if ruling.of != "issue":
            continue
        option = meant(ruling.place)
        other = None if ruling.other is None else meant(ruling.other)
        if option is None:
            continue
        one = groups[issue_of[option.id]]
        if ruling.saying == "rename":
            groups[one.id] = structs.replace(one, name=ruling.name, named=ruling.who)
        elif ruling.saying == "confirm":
            groups[one.id] = structs.replace(one, confirmed=tuple(dict.fromkeys((*one.confirmed, ruling.who))))
        elif ruling.saying == "merge" and other is not None and issue_of[other.id] != one.id:
            two = groups.pop(issue_of[other.id])
            trace = Merge(one.name, two.name, 1.0, (_said(ruling),))
            named = one if one.named and not two.named else two
            groups[one.id] = Issue(
                one.id, named.name, (*one.options, *two.options), (*one.merges, *two.merges, trace),
                tuple(dict.fromkeys((*one.confirmed, *two.confirmed, ruling.who))), named.named,
            )  # fmt: skip
            issue_of.update(dict.fromkeys(two.options, one.id))
        elif ruling.saying == "split" and (len(one.options) > 1 or other is not None):
            rest = tuple(id for id in one.options if id != option.id)
            groups[one.id] = structs.replace(one, options=rest)
            if not rest:
                del groups[one.id]
            if other is not None and issue_of[other.id] in groups and other.id != option.id:
                into = groups[issue_of[other.id]]
                groups[into.id] = structs.replace(into, options=(*into.options, option.id))
                issue_of[option.id] = into.id
            else:
                alone = f"iss-{option.id.removeprefix('opt-')}-{ruling.number}"
                groups[alone] = Issue(alone, option.name, (option.id,), (), (ruling.who,))
                issue_of[option.id] = alone
    order = {option.id: at for at, option in enumerate(options)}
    found = [
        structs.replace(issue, options=tuple(sorted(issue.options, key=lambda id: order[id])))
        for issue in groups.values()
    ]
    found.sort(key=lambda issue: order[issue.options[0]])
    return found, [structs.replace(of[option.id], issue=issue_of[option.id]) for option in options]


def _said(ruling: Ruling) -> str:
    return f"decided by {ruling.who} (decision {ruling.number})"
