"""Telegram: a source in, a telegram out. Reads and resolves; changes no text and judges nothing.

The names below are imported when first used: to look up a number, the line grammar is not needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cablegram.telegram.messages import telegram_spans
    from cablegram.telegram.mrn import canonical_mrn
    from cablegram.telegram.reader import parse
    from cablegram.telegram.records import Telegram

__all__ = ["Telegram", "canonical_mrn", "parse", "telegram_spans"]

_HOMES = {
    "Telegram": "cablegram.telegram.records",
    "canonical_mrn": "cablegram.telegram.mrn",
    "parse": "cablegram.telegram.reader",
    "telegram_spans": "cablegram.telegram.messages",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'cablegram.telegram' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(home), name)
