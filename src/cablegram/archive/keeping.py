"""Keeping an archive: a copy of it, its index made again, its documents read again. What came in is never touched."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from cablegram.archive import ledger_stage, naming, stating
from cablegram.archive.deriving import VERSION, Derived, derive_stages
from cablegram.archive.executors import Died, Executor
from cablegram.archive.index import FOLDER, Index
from cablegram.archive.records import Made, Naming
from cablegram.archive.store import EVERYTHING, Store, StoreReader, StoreWriter
from cablegram.archive.store.actor_rows import ActorReader
from cablegram.archive.store.upkeep import Kept, StoreKeeper, copy_store
from cablegram.errors import ArchiveError, UsageError
from cablegram.formats import Given

if TYPE_CHECKING:
    from cablegram.archive.index import Filling

Told = Callable[[str, int, int], None]  # what is done, how many of how many
Stage = Literal["read", "actors", "positions", "ledger"]
STAGES: tuple[Stage, ...] = ("read", "actors", "positions", "ledger")
_STEP = 500  # documents between two reports of progress
_TASK = 50  # documents read by one task
_GIVEN = msgspec.json.Decoder(list[list[str | None]])
_encode = msgspec.msgpack.Encoder().encode
_derived = msgspec.msgpack.Decoder(list[Derived]).decode


class Again(msgspec.Struct, frozen=True, gc=False):
    """A document to be derived again: what came in, what its actors are to be found with, or those known, and whether
    its positions are looked for."""

    number: int
    id: str
    text: str
    given: str | None
    made: Made
    positions: bool
    known: Naming | None = None


class Rederived(msgspec.Struct, frozen=True):
    """What a re-run of stages did: documents derived again, those of them that came out otherwise, those it ended on."""

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
    store: Store,
    index: Index,
    executor: Executor,
    *,
    everything: bool = False,
    stage: Stage | None = None,
    made: Made | None = None,
    told: Told | None = None,
) -> Rederived:
    """Derive again what another version derived (``everything``: all of it), and index what changed.

    ``stage`` is one stage, or all; then what an earlier one derives again the later ones do too. ``made`` is what actors are
    to be found with. Documents whose positions were left out have them looked for where that stage is asked for by its
    name. The stage *ledger*, over all of it, is made again where anything changed. What people decided stays as it is. A run that was stopped goes on where it was.

    Raises:
        UsageError: there is no such stage.
        ArchiveError: another process writes, or the disk refuses.
    """
    if stage not in (None, *STAGES):
        raise UsageError(f"no stage {stage!r}; the stages are: {', '.join(STAGES)}")
    keeper, reader, writer = StoreKeeper(store), StoreReader(store), StoreWriter(store)
    work = _stale(keeper, everything, stage, made)
    stale = sorted(work.read | work.name | work.state)
    done = changed = 0
    failed: list[str] = []
    with index.filling(reader, writer) as filling:
        filling.drain()  # what a run before left, so that the outbox holds what changed here and nothing else
        tasks = (
            tuple(_to_do(keeper.kept(stale[k : k + _TASK]), work, made, reader)) for k in range(0, len(stale), _TASK)
        )
        for task, packed in _run(executor, tasks):
            if packed is None:
                failed.append(task[0].id)
            else:
                to_index, others = _keep(task, _derived(packed), work, keeper, reader, writer)
                filling.add(to_index, again=True)
                changed += others
            done += len(task)
            if told:
                told("derived", done, len(stale))
    if stale:
        with writer.batch():
            writer.drop_unnamed()
            versions = f"read {VERSION}, actors {naming.VERSION}, positions {stating.VERSION}"
            writer.log("rederive", f"{done} documents, {changed} changed, by {versions}")
    if (everything and stage in (None, "ledger")) or not ledger_stage.is_fresh(reader):
        if told:
            told("grouped", 0, 0)
        ledger_stage.make(reader, writer)
    return Rederived(done - len(failed), changed, tuple(failed))


class _Work(msgspec.Struct, frozen=True):
    """The documents that each stage derives again, by number."""

    read: set[int]
    name: set[int]
    state: set[int]


def _stale(keeper: StoreKeeper, everything: bool, stage: Stage | None, made: Made | None) -> _Work:
    read: set[int] = set()
    name: set[int] = set()
    state: set[int] = set()
    if stage in (None, "read"):
        read.update(keeper.stale(None if everything else VERSION))
    if stage in (None, "actors"):
        name.update(keeper.stale_namings(None if everything else naming.VERSION, made))
    if stage in (None, "positions"):
        state.update(keeper.stale_statings(None if everything else stating.VERSION))
    if stage is None:
        name |= read
        state = (state | name).difference(keeper.left_out())
    if stage == "positions":
        state.update(keeper.left_out())
        name = state.intersection(keeper.unnamed())
    return _Work(read, name, state)


def _to_do(kept: Sequence[Kept], work: _Work, made: Made | None, reader: StoreReader) -> Iterator[Again]:
    """Documents with what is to be done with them; the actors of those whose positions alone are derived again are known."""
    known = [one.number for one in kept if one.number in work.state and one.number not in work.name]
    found = ActorReader(reader).namings(known)
    for one in kept:
        how: Made = (made or one.made or "model") if one.number in work.name else "none"
        state = one.number in work.state
        yield Again(one.number, one.id, one.text, one.given, how, state, found.get(one.number))


def _run(executor: Executor, tasks: Iterator[tuple[Again, ...]]) -> Iterator[tuple[tuple[Again, ...], bytes | None]]:
    """Each task with what it derived; one that ended its process document by document, ``None`` for the one that does it."""
    for task, result in executor.run(derive_again, tasks):
        if not isinstance(result, Died):
            yield task, result
        elif len(task) == 1:
            yield task, None
        else:
            yield from _run(executor, iter([(one,) for one in task]))


def derive_again(task: tuple[Again, ...]) -> bytes:
    """What the stages derive of documents, packed for the way back from the process that did it."""
    return _encode([_stages(one) for one in task])


def _stages(one: Again) -> Derived:
    given = tuple(Given(*values) for values in _GIVEN.decode(one.given)) if one.given else ()  # type: ignore[arg-type]
    return derive_stages(one.id, one.text, given, one.made, positions=one.positions, known=one.known)


def _keep(
    task: tuple[Again, ...],
    derived: list[Derived],
    work: _Work,
    keeper: StoreKeeper,
    reader: StoreReader,
    writer: StoreWriter,
) -> tuple[list[int], int]:
    """Put what was derived in place of the old in one transaction.

    The numbers of the documents that the index has to take again, and how many came out otherwise.
    """
    numbers = [one.number for one in task]
    done = list(zip(numbers, derived, strict=True))
    with writer.batch():
        before, stated = _known(reader, numbers), keeper.statings(numbers)
        for number, (reading, _, _) in done:
            if number in work.read:
                writer.derive(number, reading, VERSION)
        writer.name([(number, found) for number, (_, found, _) in done if number in work.name])
        writer.state([(number, found) for number, (_, _, found) in done if number in work.state])
        after, restated = _known(reader, numbers), keeper.statings(numbers)
        to_index = [number for number in numbers if before.get(number) != after.get(number)]
        changed = {number for number in numbers if stated.get(number) != restated.get(number)}.union(to_index)
        keeper.to_index(to_index)
    return to_index, len(changed)


def _known(reader: StoreReader, numbers: list[int]) -> dict[int, object]:
    """What the index takes of documents."""
    rows, tags, references = reader.rows(numbers, EVERYTHING), reader.tags_of(numbers), reader.references_of(numbers)
    named = ActorReader(reader).for_index(numbers)
    return {
        number: (rows.get(number), tags.get(number), references.get(number), named.get(number)) for number in numbers
    }
