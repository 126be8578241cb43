"""The cables of files as the ledger takes them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from cablegram.ledger.records import Source
from cablegram.positions.finding import stated
from cablegram.positions.records import Stated
from cablegram.reading import read_all
from cablegram.telegram.records import Telegram


def cables(files: Iterable[str]) -> Iterator[tuple[Source, Stated]]:
    """Every telegram of files (``-`` is standard input) with what it states; a document is a file and its place in it."""
    for name in files:
        for number, telegram in enumerate(read_all(sys.stdin.buffer if name == "-" else name), 1):
            yield source_of(telegram, f"{name}#{number}"), stated(telegram)


def source_of(telegram: Telegram, document: str) -> Source:
    """A telegram as the ledger knows it. Its date is the day of a whole date-time group, or of a given date."""
    day = ""
    if telegram.dtg is not None:
        day = telegram.dtg.date().isoformat()
    elif telegram.date is not None and telegram.date.precision != "year":
        day = telegram.date.start.date().isoformat()
    subject = " ".join((telegram.subject or "").split())
    return Source(
        document, telegram.mrn or "", day, telegram.origin or "", subject, tuple(t.code for t in telegram.tags)
    )
