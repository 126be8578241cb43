"""Everything stated in one telegram: the room's one way in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cablegram.actors.finding import find
from cablegram.positions.actions import actions
from cablegram.positions.deadlines import deadlines
from cablegram.positions.expectations import expectations
from cablegram.positions.passages import Passages
from cablegram.positions.records import Stated
from cablegram.positions.stating import Readings, positions

if TYPE_CHECKING:
    from cablegram.actors.records import Found
    from cablegram.findings.mending import Mended
    from cablegram.telegram.records import Telegram


def stated(telegram: Telegram, *, found: Found | None = None, mended: Mended | None = None) -> Stated:
    """Positions, expectations, deadlines and actions of a telegram. Never raises for content.

    ``found`` are the actors and ``mended`` is ``mend(telegram)`` where the caller has them.
    """
    found = found if found is not None else find(telegram, mended=mended)
    passages = Passages(telegram, found, mended)
    return Stated(
        cable=telegram.mrn or "",
        positions=tuple(positions(passages)),
        expectations=tuple(expectations(Readings(passages))),
        deadlines=tuple(deadlines(passages)),
        actions=tuple(actions(Readings(passages))),
    )
