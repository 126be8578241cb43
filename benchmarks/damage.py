"""The damage generator: plants each row D01-D41 of the catalogue in clean texts (reference 8).

>>> planted = plant(text, "D14", Random(1))
>>> planted.damages[0].clean, planted.text[planted.damages[0].start : planted.damages[0].end]

``plant_many`` plants several that do not overlap; each planting is one group of hunks in the clean text, so
any of them can be taken out again (:meth:`Planted.only`).
"""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from benchmarks import damage_chars, damage_frame, damage_header, damage_marks, damage_text
from benchmarks.damage_base import PLANTERS, Class, Damage, Hunk, Layout, Planted, build

__all__ = ["KINDS", "WHOLE", "Class", "Damage", "Planted", "damage_chars", "plant", "plant_many"]
_ROOMS = (damage_chars, damage_frame, damage_header, damage_marks, damage_text)

KINDS: tuple[str, ...] = tuple(sorted(PLANTERS))
# Kinds of which one planting is one damage, though it changes many places.
WHOLE = frozenset(("D18", "D20", "D35", "D39"))
_TRIES = 8


def plant(text: str, kind: str, rng: Random) -> Planted | None:
    """One planting of a kind in a clean text; None where the text has no place for it."""
    layout = Layout(text)
    for _ in range(_TRIES):
        hunks = PLANTERS[kind](layout, rng)
        if hunks and (planted := build(text, [tuple(hunks)])).text != planted.clean:
            return planted
    return None


def plant_many(text: str, kinds: Iterable[str], rng: Random) -> Planted | None:
    """One planting of each kind, on lines of their own; kinds that find no room are left out."""
    layout = Layout(text)
    groups: list[tuple[Hunk, ...]] = []
    for kind in kinds:
        for _ in range(_TRIES):
            hunks = PLANTERS[kind](layout, rng)
            if hunks and not _clash(layout, hunks, [h for group in groups for h in group]):
                groups.append(tuple(hunks))
                break
    planted = build(text, groups) if groups else None
    return planted if planted and planted.text != planted.clean else None


def _clash(layout: Layout, new: list[Hunk], old: list[Hunk]) -> bool:
    """Whether hunks touch those planted before: not on one line, but for what stands at every line end."""

    def lines(hunk: Hunk) -> range:
        first = layout.text.count("\n", 0, hunk.start)
        at_start = hunk.start == 0 or layout.text[hunk.start - 1] == "\n"
        return range(
            first - (at_start and hunk.kind == "D18"),
            first + layout.text.count("\n", hunk.start, hunk.end) + 1,
        )

    if any(hunk.kind == "D18" for hunk in (*new, *old)):
        return any(a.start <= b.end and b.start <= a.end for a in new for b in old)
    taken = {n for hunk in old for n in lines(hunk)}
    return any(n in taken for hunk in new for n in lines(hunk))
