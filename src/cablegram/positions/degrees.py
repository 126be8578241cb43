"""The lattice of negation, degree and mood: from a cue and what stands about it to a stance.

`positions-guideline.md`, 3.1 and R1 to R5, R20: negated support is opposition, with a word of degree under the negation only
a lean; negated opposition is acquiescence, neutral; "could" and a weakening word lower by one step; a strong word changes
no class.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cablegram.positions.cues import Cue
from cablegram.positions.records import Stance, Strength
from cablegram.tables.clause_words import clause_words

_LOWER: dict[Stance, Stance] = {"support": "lean_support", "oppose": "lean_oppose"}
_SIGN = {"support": 1, "lean_support": 1, "neutral": 0, "lean_oppose": -1, "oppose": -1}


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


def weigh(cue: Cue, about: list[str], negations: int, modals: list[str]) -> Weighed | None:
    """The stance of a cue with the words about it: adverbs and phrases (``about``), negations, modals.

    ``None`` where the negated cue tells of no stance at all.
    """
    made = Weighed(cue.stance, cue.strength, steps=[f"{cue.cue!r} ({cue.part}) is {cue.stance}"])
    strong = [word for word in about if word in clause_words("strong")]
    weak = [word for word in about if word in clause_words("weak")]
    degree = [word for word in about if word in clause_words("strong", "degree")]
    doubt = [word for word in about if word in clause_words("doubt")]
    absolute = [word for word in about if word in clause_words("absolute")]
    if negations % 2:
        made.negated = True
        before = made.stance
        negated = _negated(cue, degree)
        if negated is None:
            return None
        made.stance = negated
        made.acquiesces = sign(before) < 0 and made.stance == "neutral"
        made.steps.append(f"negated{' with ' + degree[0] if degree else ''}: {made.stance}")
        if made.acquiesces or degree:
            made.hedges += [*modals, *degree]
        made.undecided = sign(before) == 0
    elif strong:
        made.strength = "strong"
        made.steps.append(f"{strong[0]}: strong")
    if weak and not made.negated:
        made.strength = "weak"
        made.stance = _LOWER.get(made.stance, made.stance)
        made.hedges += weak
        made.steps.append(f"{weak[0]}: {made.stance}")
    elif cue.strength == "weak":
        made.stance = _LOWER.get(made.stance, made.stance)
    if not made.negated and any(word in ("could", "might", "may") for word in modals):
        made.stance = _LOWER.get(made.stance, made.stance) if sign(made.stance) > 0 else made.stance
        made.hedges += [word for word in modals if word in ("could", "might", "may")]
        made.steps.append(f"{made.hedges[-1]}: {made.stance}")
    made.hedges += doubt
    if absolute:
        made.strength = "strong"
        made.red_line = sign(made.stance) < 0
        made.steps.append(f"{absolute[0]}: strong")
    return made


def _negated(cue: Cue, degree: list[str]) -> Stance | None:
    if cue.negated == "none":
        return None
    if sign(cue.stance) > 0 and degree:
        return "lean_oppose"
    if cue.negated:
        return cue.negated  # type: ignore[return-value]
    if sign(cue.stance) > 0:
        return "oppose"
    return "neutral" if sign(cue.stance) < 0 else None


def compose(outer: Weighed, inner: Weighed) -> Weighed:
    """What "X <outer> to <inner> T" says of T: refusing to support is opposing, reluctant to oppose is acquiescing."""
    steps = [*outer.steps, *inner.steps]
    if sign(outer.stance) >= 0:
        stance = inner.stance
        if outer.stance == "lean_support":
            stance = _LOWER.get(stance, stance) if sign(stance) > 0 else stance
        if outer.stance == "neutral":
            stance = "neutral"
        made = Weighed(stance, inner.strength, inner.negated, inner.acquiesces, inner.red_line)
    elif sign(inner.stance) > 0:
        made = Weighed(outer.stance, outer.strength, True, False, outer.red_line)
    else:
        made = Weighed("neutral", inner.strength, True, True)
    made.hedges = [*outer.hedges, *inner.hedges]
    made.steps = [*steps, f"together: {made.stance}"]
    return made
