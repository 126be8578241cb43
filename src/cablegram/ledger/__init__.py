"""Who wants what across cables and over time: options and issues, rows of holders, changes, contradictions, calendar.

    >>> told = told_in(Source(document="a", cable="07PARIS4514", date="2007-11-16"), cablegram.positions(cable))  # doctest: +SKIP
    >>> ledger(told).rows                                                                                          # doctest: +SKIP

The room sees no archive: the positions of many cables are handed in, each with its cable.
"""

from __future__ import annotations

from cablegram.ledger.building import between, ledger, ledger_of, told_in
from cablegram.ledger.records import Common, Finding, Issue, Ledger, Merge, Near, Option, Row, Source, Told

__all__ = [
    "Common",
    "Finding",
    "Issue",
    "Ledger",
    "Merge",
    "Near",
    "Option",
    "Row",
    "Source",
    "Told",
    "between",
    "ledger",
    "ledger_of",
    "told_in",
]
