"""Filing: files in, documents in the store and the index; it can be stopped and killed at any moment and goes on.

Results are filed in the order of the files, whichever worker was first, so that two runs over the same files make
the same store. Each batch is one transaction with its place in the file, and leaves its documents in the outbox
until the index has them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from os.path import dirname
from pathlib import Path
from stat import S_ISDIR, S_ISREG

import msgspec

from cablegram import formats
from cablegram.archive import ledger_stage
from cablegram.archive.deriving import VERSION
from cablegram.archive.door import storable_path
from cablegram.archive.executors import Died, Executor, InProcess, Processes
from cablegram.archive.index import Filling, Index
from cablegram.archive.records import Made
from cablegram.archive.store import StoreReader, StoreWriter
from cablegram.archive.work import Item, Outcome, Task, outcomes, read_task, refuse_task
from cablegram.errors import InputError
from cablegram.formats import Entry, Options

_ITEMS = 100  # of a task
_BYTES = 1_000_000


@dataclass(slots=True)
class Progress:
    """How far an ingest is. ``bytes`` of ``all_bytes`` are those of the files named."""

    files: int = 0
    all_files: int = 0
    bytes: int = 0
    all_bytes: int = 0
    documents: int = 0
    new: int = 0
    seconds: float = 0.0
    skipped: int = 0
    refused: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    grouping: bool = False  # everything is filed, and what is stated is put together


@dataclass(frozen=True, slots=True)
class FileToRead:
    """One file of an ingest, by its path as named and as the store has it; ``done`` where it was filed before, as it is now."""

    path: str
    name: str
    size: int
    modified: int
    done: bool
    entries: int


def files_of(paths: Iterable[str | Path], leave_out: Path | None = None) -> Iterator[tuple[str, int, int]]:
    """The files named and those in the folders named, in order: path, size in bytes, time of last change in ns.

    Hidden files and folders, links and the archive itself are left out.

    Raises:
        InputError: a path that is named is not there.
    """
    for named in paths:
        path = Path(named)
        try:
            stat = path.stat()
        except FileNotFoundError:
            raise InputError(f"{path}: no such file or folder; check the path") from None
        except (OSError, ValueError) as error:  # too long, behind a closed folder, no path at all
            raise InputError(f"{path}: cannot be looked at ({error}); check the path") from error
        if S_ISDIR(stat.st_mode):
            yield from _walk(path, leave_out.resolve() if leave_out else None)
        elif S_ISREG(stat.st_mode):
            yield str(path), stat.st_size, stat.st_mtime_ns
        else:
            raise InputError(f"{path}: neither a file nor a folder; save what it gives as a file")


def _walk(folder: Path, leave_out: Path | None) -> Iterator[tuple[str, int, int]]:
    import os

    stack = [str(folder)]
    while stack:
        here = stack.pop()
        if leave_out is not None and Path(here).resolve() == leave_out:
            continue
        try:
            inside = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError:
            yield here, 0, 0  # it is opened later, and then refused with its reason
            continue
        folders = []
        for entry in inside:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            elif entry.is_file(follow_symlinks=False):
                try:
                    stat = entry.stat(follow_symlinks=False)
                except OSError:
                    yield entry.path, 0, 0  # gone since: it is refused when it is opened
                    continue
                yield entry.path, stat.st_size, stat.st_mtime_ns
        stack += reversed(folders)


@dataclass(slots=True)
class Ingest:
    """One run of filing. ``told`` is called after each batch with the progress."""

    options: Options
    collection: str
    executor: Executor
    told: Callable[[Progress], None] | None = None
    release: str | None = None
    licence: str | None = None
    again: bool = False
    made: Made = "model"
    positions: bool = True
    progress: Progress = field(default_factory=Progress)
    _shut: set[int] = field(default_factory=set)  # files that could not be opened: the next run tries them again
    _of_file: int = 0  # bytes counted of the file that is read now; files come one after the other

    def run(
        self, files: Sequence[tuple[str, int, int]], reader: StoreReader, writer: StoreWriter, index: Index
    ) -> Progress:
        """File everything; returns the progress at its end.

        Raises:
            ArchiveError: the disk refuses; what was filed before is kept, and the next run goes on from there.
        """
        with writer.batch():
            number = writer.collection(self.collection, self.release, self.licence)
            writer.log("ingest", f"{len(files)} files into {self.collection}")
            writer.forget_unread(
                number, {dirname(storable_path(path)) for path, _, _ in files}
            )  # folders that open now
        known = {} if self.again else reader.files(number)
        listed = [_known(file, known.get(storable_path(file[0]))) for file in files]
        with index.filling(reader, writer) as filling:
            filling.drain()
            self._go(listed, number, writer, filling)
        with writer.batch():
            writer.log("ingested", f"{self.progress.documents} documents, {self.progress.new} of them new")
        if ledger_stage.is_due(reader):
            self.progress.grouping = True
            if self.told:
                self.told(self.progress)
            ledger_stage.make(reader, writer)
        return self.progress

    def rehearse(self, files: Sequence[tuple[str, int, int]]) -> Progress:
        """Read everything and file nothing (``--dry-run``)."""
        listed = [_known(file, None) for file in files]
        self._go(listed, 0, None, None)
        return self.progress

    def _go(self, files: list[FileToRead], number: int, writer: StoreWriter | None, filling: Filling | None) -> None:
        start = time.monotonic()
        progress = self.progress
        progress.all_files, progress.all_bytes = len(files), sum(file.size for file in files)
        progress.skipped = sum(file.done for file in files)
        progress.files = progress.skipped
        progress.bytes = sum(file.size for file in files if file.done)
        taken = [file.entries for file in files]
        for task, result in self.executor.run(read_task, self._tasks(files)):
            found = self._one_by_one(task) if isinstance(result, Died) else outcomes(result)
            if writer is not None:
                new, again = self._file(found, files, taken, number, writer)
                assert filling is not None
                filling.add(new)
                filling.add(again, again=True)
            self._count(found, files)
            progress.seconds = time.monotonic() - start
            if self.told:
                self.told(progress)

    def _one_by_one(self, task: Task) -> list[Outcome]:
        """A task that ended its process, item by item: the one that does it is refused, the others are kept."""
        if len(task.items) == 1:
            return refuse_task(task, "reading it ended the process that read it")
        found: list[Outcome] = []
        singles = [msgspec.structs.replace(task, items=(item,)) for item in task.items]
        for single, result in self.executor.run(read_task, singles):
            found += self._one_by_one(single) if isinstance(result, Died) else outcomes(result)
        return found

    def _file(
        self, found: list[Outcome], files: list[FileToRead], taken: list[int], number: int, writer: StoreWriter
    ) -> tuple[list[int], list[int]]:
        """File one batch: documents, what was refused, and how far each file is.

        Numbers for the index, in order: of new documents, and of those it has, that are new to the collection.
        """
        new: dict[int, None] = {}
        again: dict[int, None] = {}
        fresh = [files[place].name for place in dict.fromkeys(one.file for one in found) if taken[place] == 0]
        done: dict[int, bool] = {}
        for outcome in found:
            taken[outcome.file] += 1
            done[outcome.file] = done.get(outcome.file, False) or outcome.last
        with writer.batch():
            writer.forget_unread(number, fresh)
            filed = [document for outcome in found for document in outcome.filed]
            for document, filing in writer.file(filed, number, VERSION):
                if filing == "new":
                    new[document] = None
                elif filing == "new here" and document not in new:
                    again[document] = None
            writer.refuse((one for outcome in found for one in outcome.refused), number)
            writer.progress(
                number,
                [
                    (files[place].name, files[place].size, files[place].modified, taken[place], whole)
                    if place not in self._shut
                    else (files[place].name, files[place].size, files[place].modified, 0, False)
                    for place, whole in done.items()
                ],
            )
        self.progress.new += len(new)
        return list(new), list(again)

    def _count(self, found: list[Outcome], files: list[FileToRead]) -> None:
        progress = self.progress
        for outcome in found:
            size = files[outcome.file].size
            if outcome.last:
                progress.bytes += size - self._of_file
                self._of_file = 0
            elif outcome.filed and self._of_file < size:
                part = min(outcome.filed[0].place.length, size - self._of_file)
                self._of_file += part
                progress.bytes += part
            progress.documents += len(outcome.filed)
            progress.refused += len(outcome.refused)
            for filed in outcome.filed:
                kind = filed.reading.kind
                progress.kinds[kind] = progress.kinds.get(kind, 0) + 1
            if outcome.last:
                progress.files += 1

    def _task(self, items: list[Item]) -> Task:
        return Task(tuple(items), self.options, self.made, self.positions)

    def _tasks(self, files: list[FileToRead]) -> Iterator[Task]:
        items: list[Item] = []
        size = 0
        for item, weight in self._items(files):
            if items and size + weight > _BYTES:
                yield self._task(items)
                items, size = [], 0
            items.append(item)
            size += weight
            if len(items) >= _ITEMS:
                yield self._task(items)
                items, size = [], 0
        if items:
            yield self._task(items)

    def _items(self, files: list[FileToRead]) -> Iterator[tuple[Item, int]]:
        """Each file as one item, or each entry of a file that holds many as one, with its weight in bytes."""
        for place, file in enumerate(files):
            if file.done:
                continue
            form = formats.format_of(file.path, self.options)
            if form is None:
                self._shut.add(place)
            if form is None or not form.many:
                yield Item(place, file.path, True, form.name if form else None), file.size
                continue
            before = file.entries  # those filed by a run that was stopped
            for count, entry in enumerate(formats.entries(file.path, self.options, form.name)):
                if count >= before:
                    weight = len(entry.source.data) if isinstance(entry, Entry) else 100
                    yield Item(place, entry, False), weight
            yield Item(place, None, True), 0


def _known(file: tuple[str, int, int], known: tuple[int, int, int, bool] | None) -> FileToRead:
    path, size, modified = file
    name = storable_path(path)
    if known is None or known[:2] != (size, modified):
        return FileToRead(path, name, size, modified, False, 0)
    return FileToRead(path, name, size, modified, known[3], known[2])


def default_executor(workers: int | None = None) -> Executor:
    """A pool with a process for each core; in this process where there is one core or one is asked for."""
    pool = Processes(workers)
    return InProcess() if pool.workers == 1 else pool
