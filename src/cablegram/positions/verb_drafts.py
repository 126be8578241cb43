"""From a cue with its complement to drafts: one for each target, taken together with a cue inside an infinitive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from cablegram.positions.cues import Occurrence
from cablegram.positions.degrees import Weighed, compose, sign, weigh
from cablegram.positions.drafts import Draft, Reading, basis_of
from cablegram.positions.holders import Holder
from cablegram.positions.records import Stance
from cablegram.positions.targets import complement
from cablegram.positions.verb_groups import Verb
from cablegram.tables.stances import Cue


def drafts_of(
    reading: Reading,
    found: Occurrence,
    cue: Cue,
    made: Weighed,
    holders: list[Holder],
    fit: tuple[int, int, str] | None,
    verb: Verb | None,
    rule: str,
) -> Iterator[Draft]:
    """One draft for each target; what an infinitive's own cue says is taken together with this one's."""
    if fit is None:
        yield Draft(holders, (found.first, found.last), None, made, basis_of(cue), f"{rule}-context")
        return
    first, last, frame = fit
    if cue.cue == "depend":  # what it depends on is the condition; the target was spoken of before
        draft = Draft(holders, (found.first, last), None, made, basis_of(cue), f"{rule}-depends")
        draft.conditions = [(first, last)]
        yield draft
        return
    if frame == "why" and any(one.negators for one in reading.verbs if first <= one.first < last):
        steps = [*made.steps, "no reason why not: neutral"]
        made = Weighed("neutral", made.strength, negated=True, acquiesces=True, steps=steps)
    no = reading.words[first] == "no" and frame == "object" and last - first > 1  # "wants no closure of T"
    if (
        no
        or reading.words[first] == "neither"
        or reading.words[first : first + 2] in (["not", "the"], ["no", "longer"])
    ):
        turned = weigh(cue, reading.degrees(verb, found.first, found.last), 1 + int(made.negated), [])
        if turned is None:
            return
        made, first = turned, first + 1
    if frame in ("to", "ing"):
        inner = next(
            (one for one in reading.cues if first <= one.first <= first + 4 and one.part in ("verb", "holder-state")),
            None,
        )
        if inner is not None and inner.first not in reading.used:
            taken = _inner(reading, inner, found)
            if taken is not None:
                weighed, target = taken
                reading.used.add(inner.first)
                both = compose(made, weighed)
                for start, end in reading.targets(*target):
                    yield Draft(
                        holders, (found.first, inner.last), (start, end), both, basis_of(cue), f"{rule}-{inner.part}"
                    )
                return
        if first and reading.words[first - 1] == "not" and found.last <= first - 1:  # "agreed not to do T"
            turned = weigh(cue, (), 1 + int(made.negated), [])
            if turned is None:
                return
            made = turned
    if frame == "object-to" and sign(made.stance) > 0:
        asked = next((one for one in reading.verbs if first < one.first < last and one.form == "to"), None)
        if asked is not None and len(asked.negators) % 2:  # "urged X not to do T"
            turned = Weighed("oppose", made.strength, negated=True, steps=[*made.steps, "not to: oppose"])
            then = next((at for at in range(asked.last, last - 1) if reading.words[at + 1] == "to"
                         and reading.words[at] in ("and", "but")), last)  # fmt: skip
            yield Draft(holders, (found.first, found.last), (first, then), turned, basis_of(cue), f"{rule}-not-to")
            if then == last:
                return
            first = then + 1
        shunned = _shunned(reading, first, last)
        if shunned is not None:
            inner, target = shunned
            reading.used.add(inner.first)
            turned = Weighed("oppose", made.strength, negated=True, steps=[*made.steps, f"not to {inner.rows[0].cue}"])
            for start, end in reading.targets(*target):
                yield Draft(holders, (found.first, inner.last), (start, end), turned, basis_of(cue), f"{rule}-shunned")
            return
    preferred = next((at for at in range(first + 1, last) if reading.words[at] in ("to", "over")), None)
    if cue.cue == "prefer" and frame == "object" and preferred is not None:
        last = preferred  # "prefers A to B"
    if frame not in ("to", "ing") and reading.tags[first] == "VBG":
        reading.used.add(first)  # "is interested in joining T" tells one stance, not two
    apart = next(
        (
            at
            for at in range(first + 1, last - 1)
            if reading.words[at] in ("and", "but") and reading.words[at + 1] == "not"
        ),
        None,
    )
    if apart is not None and not made.negated:  # "desires A and not B"
        turned = weigh(cue, (), 1, ())
        if turned is not None:
            yield Draft(holders, (found.first, found.last), (apart + 2, last), turned, basis_of(cue), f"{rule}-and-not")
        last = apart
    for start, end in reading.targets(first, last):
        narrowed = (start, end) if frame in ("that", "to", "object-to", "for-to") else reading.narrowed(start, end)
        yield Draft(holders, (found.first, found.last), narrowed, made, basis_of(cue), f"{rule}-{frame}")


def _shunned(reading: Reading, first: int, last: int) -> tuple[Occurrence, tuple[int, int]] | None:
    """``urged X to avoid T``: the inner cue that keeps away from T, and T."""
    for inner in reading.cues:
        verb = reading.verb_at(inner.first) if first <= inner.first < last and inner.part == "verb" else None
        if verb is None or verb.form != "to" or sign(cast(Stance, inner.rows[0].stance)) >= 0 or verb.negators:
            continue
        fit = next((f for cue in inner.rows if (f := complement(reading.sentence, inner.last, cue.frames))), None)
        return (inner, fit[:2]) if fit is not None else None
    return None


def _inner(reading: Reading, inner: Occurrence, outer: Occurrence) -> tuple[Weighed, tuple[int, int]] | None:
    """The stance and target of a cue inside an infinitive, ``None`` where it tells none of its own."""
    verb = reading.verb_at(inner.first)
    for cue in inner.rows:
        if cue.weight == "loose":
            continue
        fit = complement(reading.sentence, inner.last, cue.frames)
        if fit is None:
            continue
        negations = sum(at >= outer.last for at in verb.negators) if verb is not None else 0
        made = weigh(cue, reading.degrees(verb, inner.first, inner.last), negations, [])
        return (made, fit[:2]) if made is not None else None
    return None
