"""Who is named in a telegram, as what, and who that is.

    >>> cablegram.actors(cable)                              # doctest: +SKIP
    (Mention(start=312, end=318, type='state', form='name', actor='France', …), …)

The package is the verb of the library too: calling it finds the mentions of one telegram. What takes the tables and
the model stands in :mod:`cablegram.actors.finding` and is imported when it is asked for the first time.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cablegram.actors.records import Mention
    from cablegram.actors.rosters import Roster
    from cablegram.telegram.records import Telegram

__all__ = ["Actors"]


class Actors(ModuleType):
    """This package as a function."""

    def __call__(
        self, cable: Telegram | str | bytes, *, rules_only: bool = False, roster: Roster | None = None
    ) -> tuple[Mention, ...]:
        """Every mention of an actor or a place in a telegram, in the order of its text. Never raises for content.

        ``cable`` is a telegram, or a text that is read as one. ``rules_only`` leaves the model out: quicker, and it finds
        less. ``roster`` is what a table of people gave, such as chiefs of mission. ``start`` and ``end`` count code points
        of the telegram's text.
        """
        from cablegram.actors.finding import find
        from cablegram.telegram.reader import parse

        telegram = parse(cable) if isinstance(cable, (str, bytes)) else cable
        return find(telegram, rules_only=rules_only, roster=roster).mentions


sys.modules[__name__].__class__ = Actors
