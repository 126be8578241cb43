"""The lattice of negation, degree and mood: from a cue and what stands about it to a stance.

`positions-guideline.md`, 3.1 and R1 to R5, R20: negated support is opposition, with a word of degree under the negation only
a lean; negated opposition is acquiescence, neutral; "could" and a weakening word lower by one step; a strong word changes
no class. The words: table ``degree_words``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import cast

from cablegram.positions.records import Stance, Strength
from cablegram.tables.inflection import lemmas
from cablegram.tables.stances import Cue, DegreeWord, degree_words

_LOWER: dict[Stance, Stance] = {"support": "lean_support", "oppose": "lean_oppose"}
_SIGN = {"support": 1, "lean_support": 1, "neutral": 0, "lean_oppose": -1, "oppose": -1}
_POSSIBLE = ("could", "might", "may")


@dataclass(slots=True)
class Weighed:
    """A stance with its strength, whether it is negated or acquiesces, and how it came about, step by step."""

    stance: Stance
    strength: Strength
    negated: bool = False
    acquiesces: bool = False
    red_line: bool = False
    undecided: bool = False
    hedges: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)


def sign(stance: Stance) -> int:
    """1 for support, -1 for opposition, 0 between."""
    return _SIGN[stance]


@cache
def carriers(effect: str) -> frozenset[str]:
    """The verbs that carry a noun of stance by whose stance it is: "subject holds" (express support), "object holds"
    (win support), "others hold" (recall), "subject lacks" (lack support)."""
    return frozenset(
        row.word for same in degree_words().values() for row in same if row.kind == "carrier" and row.effect == effect
    )


def carries(word: str, effect: str = "subject holds") -> bool:
    """Whether a verb form carries a noun of stance with this effect."""
    return any(one in carriers(effect) for one in lemmas(word))


def weigh(cue: Cue, about: Sequence[DegreeWord], negations: int, modals: Sequence[str]) -> Weighed | None:
    """The stance of a cue with the words of degree about it, the number of its negations and its modals.

    ``None`` where the negated cue tells of no stance at all.
    """
    stance = cast(Stance, cue.stance)
    made = Weighed(stance, cast(Strength, cue.strength), steps=[f'"{cue.cue}" ({cue.part}): {stance}'])
    kinds: dict[str, list[str]] = {}
    for row in about:
        kinds.setdefault(row.kind, []).append(row.word)
    weak, strong = kinds.get("weakener", []), kinds.get("intensifier", [])
    if negations % 2:
        degree = [*kinds.get("degree", []), *strong]
        negated = "lean_oppose" if sign(stance) > 0 and degree and cue.stance_negated else cue.stance_negated
        if not negated:
            return None
        made.negated = True
        made.stance = cast(Stance, negated)
        made.acquiesces = sign(stance) < 0 and made.stance == "neutral"
        made.undecided = stance == "neutral"
        made.steps.append(f"negated{', ' + degree[0] if degree else ''}: {made.stance}")
        if made.acquiesces or degree:
            made.hedges += [*modals, *degree]
    elif strong:
        made.strength = "strong"
        made.steps.append(f"{strong[0]}: strong")
    if not made.negated and (weak or cue.strength == "weak"):
        made.strength = "weak"
        made.stance = _LOWER.get(made.stance, made.stance)
        made.hedges += weak
        made.steps.append(f"{weak[0] if weak else 'weak'}: {made.stance}")
    possible = [word for word in modals if word in _POSSIBLE]
    if not made.negated and possible and sign(made.stance) > 0:
        made.stance = _LOWER.get(made.stance, made.stance)
        made.hedges += possible
        made.steps.append(f"{possible[0]}: {made.stance}")
    made.hedges += kinds.get("doubt", [])
    if kinds.get("absolute"):
        made.strength = "strong"
        made.red_line = sign(made.stance) < 0
        made.steps.append(f"{kinds['absolute'][0]}: strong{', a red line' if made.red_line else ''}")
    return made


def compose(outer: Weighed, inner: Weighed) -> Weighed:
    """What "X <outer> to <inner> T" says of T: refusing to support is opposing, reluctant to oppose is acquiescing."""
    steps = [*outer.steps, *inner.steps]
    if sign(outer.stance) >= 0:
        stance = inner.stance
        if outer.stance == "lean_support" and sign(stance) > 0:
            stance = "lean_support"
        if outer.stance == "neutral":
            stance = "neutral"
        made = Weighed(stance, inner.strength, inner.negated, inner.acquiesces, inner.red_line, outer.undecided)
    elif sign(inner.stance) > 0:
        made = Weighed(outer.stance, outer.strength, True, False, outer.red_line)
    else:
        made = Weighed("neutral", inner.strength, True, True)
    made.hedges = [*outer.hedges, *inner.hedges]
    made.steps = [*steps, f"together: {made.stance}"]
    return made
