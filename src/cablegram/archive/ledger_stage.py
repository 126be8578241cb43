"""The whole-archive stage *ledger*: everything stated in an archive, grouped, in the order of the documents' ids and dates.

It knows nothing of what people decided, and is for the view of everything alone: a view of less makes its own from what it may
show. ``VERSION`` goes up when its output changes; ``tests/archive/test_ledger_stage.py`` compares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import msgspec

from cablegram.archive.compression import compress_checked, decompress
from cablegram.archive.position_lists import Stating
from cablegram.archive.store import EVERYTHING, StoreReader, StoreWriter
from cablegram.archive.store.ledger_rows import HolderRow, LedgerReader, OptionRow
from cablegram.errors import ArchiveError
from cablegram.ledger.choosing import headed, known_as
from cablegram.ledger.records import Issue, Near, Option, Row, Told, Whole
from cablegram.ledger.rows import rows, shortened
from cablegram.ledger.selecting import grouped

VERSION = 1
QUOTES = 3  # of each stance, kept ready
MOST = 50_000  # documents up to which an ingest makes it at its end: it is made of all, and takes 0.6 s a thousand
_PART, _LINE = "\x1f", "\n"  # between the parts of a name, between names


class Ready(msgspec.Struct, frozen=True):
    """An option ready to be shown: without what is told of it, but with its rows and their latest quotes; ``first`` is the
    order of the first of it."""

    option: Option
    first: tuple[str, str, str, int, int, str, str]
    rows: tuple[Row, ...]
    near: tuple[Near, ...]


_Read = TypeVar("_Read")
_encode = msgspec.msgpack.Encoder().encode
_ready = msgspec.msgpack.Decoder(Ready).decode
_told = msgspec.msgpack.Decoder(tuple[Told, ...]).decode
_issue = msgspec.msgpack.Decoder(Issue).decode


def make(reader: StoreReader, writer: StoreWriter) -> int:
    """Make the ledger of an archive anew; how many options it has.

    Raises:
        ArchiveError: the archive cannot be read or written.
    """
    from cablegram.archive.ledgers import Ledgers

    stating = Stating(reader, EVERYTHING, decided=False)
    whole = grouped(Ledgers(reader, EVERYTHING).told(optional=False, stating=stating))
    with writer.batch():
        write(whole, writer)
    return len(whole.options)


def write(whole: Whole, writer: StoreWriter) -> None:
    """Write what was grouped; inside a transaction."""
    near: dict[str, list[Near]] = {}
    for one in whole.near:
        near.setdefault(one.one, []).append(one)
    names = {issue.id: issue.name for issue in whole.issues}
    options: list[OptionRow] = []
    holders: list[HolderRow] = []
    places: list[tuple[str, str]] = []
    for at, option in enumerate(whole.options):
        documents = sorted({told.source.document for told in option.told})
        made = rows(option)
        ready = Ready(
            msgspec.structs.replace(option, told=()),
            option.told[0].order,
            tuple(shortened(row, QUOTES) for row in made),
            tuple(near.get(option.id, ())),
        )
        options.append(
            OptionRow(
                option.id, at, option.issue, len(documents), option.told[0].source.date,
                _packed_names(known_as(option, names[option.issue])), _packed_names(headed(option)),
                compress_checked(_encode(ready)), compress_checked(_encode(option.told)),
            )
        )  # fmt: skip
        holders += [HolderRow(option.id, row.holder_id, row.holder, _stances(row)) for row in made]
        places += [(document, option.id) for document in documents]
    issues = [(issue.id, at, _encode(issue)) for at, issue in enumerate(whole.issues)]
    writer.ledger(VERSION, issues, options, holders, places)


def _stances(row: Row) -> str:
    return f" {' '.join(sorted({row.stance, *row.sides}))} "


def is_fresh(reader: StoreReader) -> bool:
    """Whether the ledger of an archive is of today."""
    return LedgerReader(reader).fresh(VERSION)


def is_due(reader: StoreReader) -> bool:
    """Whether an ingest is to make it: it is not of today, and the archive is not so large that one would wait for it."""
    rows = LedgerReader(reader)
    return not rows.fresh(VERSION) and rows.stated() <= MOST


def ready_of(row: OptionRow) -> Ready:
    """An option ready to be shown.

    Raises:
        ArchiveError: what the store has of it is damaged.
    """
    return _read(_ready, row.id, row.packed)


def option_of(row: OptionRow) -> Option:
    """An option with everything told of it; the row has to have it.

    Raises:
        ArchiveError: what the store has of it is damaged.
    """
    return msgspec.structs.replace(ready_of(row).option, told=_read(_told, row.id, row.told))


def _read(decode: Callable[[bytes], _Read], id: str, packed: bytes) -> _Read:
    try:
        return decode(decompress(packed))
    except Exception as error:  # of what is damaged an unpacker can make anything
        raise ArchiveError(
            f"{id}: what is put together in it cannot be read ({error});"
            " make it again: cablegram archive rederive --stage ledger --all"
        ) from error


def issues_of(packed: Iterable[bytes]) -> list[Issue]:
    """Issues as they were packed."""
    return [_issue(one) for one in packed]


def names_of(packed: str) -> list[frozenset[str]]:
    """Names as parts, as :func:`write` packed them."""
    return [frozenset(line.split(_PART)) - {""} for line in packed.split(_LINE)]


def _packed_names(names: Iterable[frozenset[str]]) -> str:
    return _LINE.join(_PART.join(sorted(parts)) for parts in names)
