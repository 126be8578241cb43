"""Who wants what in a telegram: positions, expectations, deadlines and actions, each with its quote.

    >>> cablegram.positions(cable).positions                 # doctest: +SKIP
    (Position(holder='France', stance='oppose', target='charter-discussions', quote='the French oppose …', …), …)

The package is the verb of the library too: calling it reads one telegram. What takes the tables, the tagger and the
actors stands in :mod:`cablegram.positions.finding` and is imported when it is asked for the first time.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cablegram.positions.records import Stated
    from cablegram.telegram.records import Telegram

__all__ = ["Positions"]


class Positions(ModuleType):
    """This package as a function."""

    def __call__(self, cable: Telegram | str | bytes) -> Stated:
        """What a telegram states: ``.positions``, ``.expectations``, ``.deadlines``, ``.actions``. Never raises for content.

        ``cable`` is a telegram, or a text that is read as one. ``start`` and ``end`` of an item count code points of the
        telegram's text, which has the item's ``quote`` there; ``to_dict()`` of the result gives rows of plain values. What
        the items are: `positions-guideline.md`, sections 1 to 8.
        """
        from cablegram.positions.finding import stated
        from cablegram.telegram.reader import parse

        return stated(parse(cable) if isinstance(cable, (str, bytes)) else cable)


sys.modules[__name__].__class__ = Positions
