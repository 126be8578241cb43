"""Keeping an archive: a copy of it, its index made again, its documents read again. What came in is never touched."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cablegram.archive.deriving import VERSION, derive
from cablegram.archive.executors import Died, Executor
from cablegram.archive.index import FOLDER, Index
from cablegram.archive.records import Reading
from cablegram.archive.store import EVERYTHING, Store, StoreReader, StoreWriter
from cablegram.archive.store.upkeep import Kept, StoreKeeper, copy_store
from cablegram.errors import ArchiveError
from cablegram.formats import Given

if TYPE_CHECKING:
    from cablegram.archive.index import Filling

Told = Callable[[str, int, int], None]  # what is done, how many of how many
_STEP = 500  # documents between two reports of progress
_TASK = 50  # documents read by one task
_GIVEN = msgspec.json.Decoder(list[list[str | None]])
_encode = msgspec.msgpack.Encoder().encode
_readings = msgspec.msgpack.Decoder(list[Reading]).decode


class Rederived(msgspec.Struct, frozen=True):
    """What a re-run of the stage *read* did: documents read again, those of them that came out otherwise, those it ended on."""

    documents: int
    changed: int
    failed: tuple[str, ...]


def backup(store: Store, target: Path, told: Told | None = None) -> Path:
    """A sound copy of the store in another folder, while others go on writing; its index is made by ``reindex``.

    Raises:
        ArchiveError: the folder has an archive already, or the disk refuses.
    """
    return copy_store(store, target, (lambda done, total: told("pages", done, total)) if told else None)


def reindex(folder: Path, store: Store, old: Index | None, told: Told | None = None) -> Index:
    """Throw the index of an archive away and make it again from the store.

    It can be stopped at any moment: what the new index does not have waits in the outbox for the next run.

    Raises:
        ArchiveError: another process writes the index, or the disk refuses.
    """
    reader, writer = StoreReader(store), StoreWriter(store)
    if old is not None:
        _not_in_use(old)
    with writer.batch():
        writer.outbox_all()
        writer.log("reindex")
    try:
        if (folder / FOLDER).exists():
            shutil.rmtree(folder / FOLDER)
    except OSError as error:
        raise ArchiveError(f"{folder / FOLDER}: cannot be thrown away ({error}); check its permissions") from error
    index = Index.open(folder, create=True)
    assert index is not None
    with index.filling(reader, writer) as filling:
        _fill(filling, reader.outbox(2**62), told)
    return index


def _not_in_use(index: Index) -> None:
    """Refuse where another process writes the index: its documents would be lost to the new one."""
    try:
        writer = index.index.writer(15_000_000, 1)
    except ValueError as error:
        if "Lock" in str(error):
            raise ArchiveError(f"{index.folder}: another ingest is running; wait until it is done") from error
        return  # damaged: all the more reason
    del writer


def _fill(filling: Filling, numbers: Sequence[int], told: Told | None, *, again: bool = False) -> None:
    for k in range(0, len(numbers), _STEP):
        filling.add(numbers[k : k + _STEP], again=again)
        if told:
            told("indexed", min(k + _STEP, len(numbers)), len(numbers))


def rederive(
    store: Store, index: Index, executor: Executor, *, everything: bool = False, told: Told | None = None
) -> Rederived:
    """Read documents again whose reading is of another version (``everything``: all of them), and index what changed.

    What people decided stays as it is. A run that was stopped goes on where it was.

    Raises:
        ArchiveError: another process writes, or the disk refuses.
    """
    keeper, reader, writer = StoreKeeper(store), StoreReader(store), StoreWriter(store)
    stale = keeper.stale(None if everything else VERSION)
    done = changed = 0
    failed: list[str] = []
    with index.filling(reader, writer) as filling:
        filling.drain()  # what a run before left, so that the outbox holds what changed here and nothing else
        tasks = (tuple(keeper.kept(stale[k : k + _TASK])) for k in range(0, len(stale), _TASK))
        for task, packed in _run(executor, tasks):
            if packed is None:
                failed.append(task[0].id)
            else:
                numbers = _keep(task, _readings(packed), keeper, reader, writer)
                filling.add(numbers, again=True)
                changed += len(numbers)
            done += len(task)
            if told:
                told("read", done, len(stale))
    if stale:
        with writer.batch():
            writer.log("rederive", f"{done} documents, {changed} changed, by version {VERSION}")
    return Rederived(done - len(failed), changed, tuple(failed))


def _run(executor: Executor, tasks: Iterator[tuple[Kept, ...]]) -> Iterator[tuple[tuple[Kept, ...], bytes | None]]:
    """Each task with its readings; one that ended its process document by document, ``None`` for the one that does it."""
    for task, result in executor.run(read_again, tasks):
        if not isinstance(result, Died):
            yield task, result
        elif len(task) == 1:
            yield task, None
        else:
            yield from _run(executor, iter([(one,) for one in task]))


def read_again(task: tuple[Kept, ...]) -> bytes:
    """The readings of documents, packed for the way back from the process that made them."""
    return _encode([_read(one) for one in task])


def _read(one: Kept) -> Reading:
    given = tuple(Given(*values) for values in _GIVEN.decode(one.given)) if one.given else ()  # type: ignore[arg-type]
    return derive(one.id, one.text, given)


def _keep(
    task: tuple[Kept, ...], readings: list[Reading], keeper: StoreKeeper, reader: StoreReader, writer: StoreWriter
) -> list[int]:
    """Put readings in place of the old ones in one transaction; the numbers of those the index has to take again."""
    numbers = [one.number for one in task]
    with writer.batch():
        before = _known(reader, numbers)
        for one, reading in zip(task, readings, strict=True):
            writer.derive(one.number, reading, VERSION)
        after = _known(reader, numbers)
        changed = [number for number in numbers if before.get(number) != after.get(number)]
        keeper.to_index(changed)
    return changed


def _known(reader: StoreReader, numbers: list[int]) -> dict[int, object]:
    """What the index takes of documents."""
    rows, tags, references = reader.rows(numbers, EVERYTHING), reader.tags_of(numbers), reader.references_of(numbers)
    return {number: (rows.get(number), tags.get(number), references.get(number)) for number in numbers}
