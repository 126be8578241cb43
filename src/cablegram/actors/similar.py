"""Names that damage has changed (CHPRUS, KISSINGR): the one name of the cable or of the tables that is near enough.

Two names of the same distance decide nothing. `rapidfuzz` is imported when a name is looked up for the first time.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from cablegram.actors.gazetteer import words_of_states

_SHORTEST = 5  # letters a damaged name must have
_TWO_EDITS = 8  # letters from which two edits are allowed


def allowed(word: str) -> int:
    """How many edits a name of that length may differ by."""
    return 0 if len(word) < _SHORTEST else 1 if len(word) < _TWO_EDITS else 2


def nearest(word: str, names: Iterable[str]) -> str | None:
    """The one name within the allowed edits that is nearer than every other, ``None`` where there is none."""
    from rapidfuzz.distance import OSA

    limit = allowed(word)
    if not limit:
        return None
    best, best_distance, tie = None, limit + 1, False
    for name in names:
        if abs(len(name) - len(word)) > limit or name == word or len(name) < _SHORTEST:
            continue
        distance = OSA.distance(word, name, score_cutoff=limit)
        if distance < best_distance:
            best, best_distance, tie = name, distance, False
        elif distance == best_distance and name != best:
            tie = True
    return None if tie or best_distance > limit else best


@lru_cache(maxsize=1)
def _state_names() -> tuple[str, ...]:
    plain = ("name", "demonym", "spelling")
    return tuple(
        name for name, words in words_of_states().items()
        if " " not in name and any(word.plain_kind in plain and not word.ambiguous for word in words)
    )  # fmt: skip


@lru_cache(maxsize=1 << 12)
def nearest_states(word: str) -> tuple[str, ...]:
    """The words for states nearest to a damaged one: several may name the same state."""
    from rapidfuzz.distance import OSA

    limit = allowed(word)
    if not limit:
        return ()
    near: dict[int, list[str]] = {}
    for name in _state_names():
        if abs(len(name) - len(word)) <= limit:
            distance = OSA.distance(word, name, score_cutoff=limit)
            if distance <= (limit if name[:1] == word[:1] else 1 if len(word) > _SHORTEST else 0):
                near.setdefault(distance, []).append(name)
    return tuple(near[min(near)]) if near else ()
