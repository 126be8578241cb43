"""How sure an item is: how often its rule was right on the development gold (`training/confidence.py` counts).

With few cases the share is drawn to one half (Laplace: one right and one wrong more than were counted).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from cablegram.tables import rows

UNKNOWN = 0.5


@cache
def _counts() -> Mapping[tuple[str, str], tuple[int, int]]:
    return {(row["kind"], row["rule"]): (int(row["right"]), int(row["wrong"])) for row in rows("item_rules")}


@cache
def confidence(kind: str, rule: str) -> float:
    """The share of a rule's items that were right, 0 to 1; one half for a rule that was never counted."""
    right, wrong = _counts().get((kind, rule), (0, 0))
    return round((right + 1) / (right + wrong + 2), 2)
