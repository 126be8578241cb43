"""Cablegram reads diplomatic telegrams in their wire form: every line, losing nothing.

    >>> import cablegram
    >>> cable = cablegram.parse("TAGS: OSCE, FR\\nSUBJECT: LOW EXPECTATIONS")
    >>> cable.subject
    'LOW EXPECTATIONS'

The names below are the library; everything else may change. They are imported when first used, so that
``import cablegram`` and the command line start quickly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cablegram.actors import Actors
    from cablegram.archive import Archive, open_archive
    from cablegram.drafting import parse_draft, write
    from cablegram.findings import check, mend
    from cablegram.positions import Positions
    from cablegram.reading import parse_all, read, read_all
    from cablegram.source import Source
    from cablegram.tables.tags import tag_kind
    from cablegram.telegram.headline import headline
    from cablegram.telegram.mrn import canonical_mrn
    from cablegram.telegram.reader import parse
    from cablegram.telegram.records import Telegram

    actors: Actors  # a package that can be called
    positions: Positions

__version__ = "0.1.0"
__all__ = [
    "Archive",
    "Source",
    "Telegram",
    "actors",
    "canonical_mrn",
    "check",
    "headline",
    "mend",
    "open_archive",
    "parse",
    "parse_all",
    "parse_draft",
    "positions",
    "read",
    "read_all",
    "tag_kind",
    "write",
]

_HOMES = {
    "Archive": "cablegram.archive",
    "Source": "cablegram.source",
    "Telegram": "cablegram.telegram.records",
    "actors": "cablegram.actors",
    "canonical_mrn": "cablegram.telegram.mrn",
    "check": "cablegram.findings",
    "headline": "cablegram.telegram.headline",
    "mend": "cablegram.findings",
    "open_archive": "cablegram.archive",
    "parse": "cablegram.telegram.reader",
    "parse_all": "cablegram.reading",
    "parse_draft": "cablegram.drafting",
    "positions": "cablegram.positions",
    "read": "cablegram.reading",
    "read_all": "cablegram.reading",
    "tag_kind": "cablegram.tables.tags",
    "write": "cablegram.drafting",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'cablegram' has no attribute {name!r}")
    from importlib import import_module

    found = import_module(home)
    return found if home == f"{__name__}.{name}" else getattr(found, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
