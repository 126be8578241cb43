"""What a worker of an ingest does: a few files or entries in, documents out, packed for the way back."""

from __future__ import annotations

from pathlib import Path

import msgspec

from cablegram import formats
from cablegram.archive.deriving import documents
from cablegram.archive.door import storable, storable_path
from cablegram.archive.records import Filed, Made, Refused
from cablegram.formats import Entry, Options, Unread


class Item(msgspec.Struct, frozen=True, gc=False):
    """One thing to read: an entry that was taken out of its file already, or a whole file by its path.

    ``file`` is its place in the list of files, ``last`` whether nothing of that file comes after it; ``format`` is that of
    a whole file.
    """

    file: int
    what: Entry | Unread | str | None
    last: bool
    format: str | None = None


class Task(msgspec.Struct, frozen=True, gc=False):
    """A few items, how files are to be read, what actors are to be found with, and whether positions are looked for."""

    items: tuple[Item, ...]
    options: Options
    made: Made = "model"
    positions: bool = True


class Outcome(msgspec.Struct, frozen=True, gc=False):
    """What came of one item."""

    file: int
    last: bool
    filed: list[Filed]
    refused: list[Refused]


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[Outcome]).decode


def read_task(task: Task) -> bytes:
    """Read every item of a task; never raises for content."""
    return _encode([read_item(item, task.options, task.made, positions=task.positions) for item in task.items])


def outcomes(packed: bytes) -> list[Outcome]:
    """What :func:`read_task` gave."""
    return _decode(packed)


def read_item(item: Item, options: Options, made: Made = "model", *, positions: bool = True) -> Outcome:
    """The documents of one item, and what of it could not be read."""
    filed: list[Filed] = []
    refused: list[Refused] = []
    what = item.what
    entries = (
        formats.entries(what, options, item.format)
        if isinstance(what, (str, Path))
        else ()
        if what is None
        else (what,)
    )
    for entry in entries:
        if isinstance(entry, Unread):
            refused.append(_refused(entry.path, entry.member, entry.reason))
            continue
        try:
            filed += documents(entry, made, positions=positions)
        except RecursionError as error:
            origin = entry.origin
            refused.append(_refused(origin.path, origin.member, f"too deeply nested to read ({error})"))
    return Outcome(item.file, item.last, filed, refused)


def refuse_task(task: Task, reason: str) -> list[Outcome]:
    """A task that no process could do: its items as refused."""
    found = []
    for item in task.items:
        what = item.what
        if isinstance(what, Unread):
            refused = [_refused(what.path, what.member, what.reason)]
        elif isinstance(what, Entry):
            refused = [_refused(what.origin.path, what.origin.member, reason)]
        else:
            refused = [_refused(str(what), None, reason)] if what is not None else []
        found.append(Outcome(item.file, item.last, [], refused))
    return found


def _refused(path: str, member: str | None, reason: str) -> Refused:
    return Refused(storable_path(path), member and storable_path(member), storable(reason))
