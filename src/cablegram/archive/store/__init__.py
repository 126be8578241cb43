"""The store: one SQLite file in WAL mode that holds the truth. All SQL of the package stands in this folder.

:class:`Store` opens, creates and migrates the file; ``writing`` fills it, ``reading`` asks it. Nothing outside
sees a cursor.
"""

from cablegram.archive.store.opening import Store
from cablegram.archive.store.reading import EVERYTHING, Brief, FindingRow, ReferenceRow, Row, Scope, Seen, StoreReader
from cablegram.archive.store.writing import StoreWriter

__all__ = [
    "EVERYTHING",
    "Brief",
    "FindingRow",
    "ReferenceRow",
    "Row",
    "Scope",
    "Seen",
    "Store",
    "StoreReader",
    "StoreWriter",
]
