"""The stage *actors*: who is named in one document, from its text and the tables (and the model) alone.

``VERSION`` goes up when its output changes for the samples; ``tests/archive/test_naming.py`` compares.
"""

from __future__ import annotations

from cablegram.actors.records import Found
from cablegram.archive.records import Made, Naming
from cablegram.findings.mending import Mended
from cablegram.telegram.records import Telegram

VERSION = 4
_NOTHING = Found(mentions=(), actors=())


def named(telegram: Telegram, mended: Mended, made: Made) -> Naming:
    """The mentions and actors of a telegram, found with the model, by rules alone, or not looked for."""
    if made == "none":
        return Naming(VERSION, made, _NOTHING)
    from cablegram.actors.finding import find  # with it come tables and model

    return Naming(VERSION, made, find(telegram, mended=mended, rules_only=made == "rules"))
