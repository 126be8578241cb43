"""Where the work of an ingest is done: in this process, or in a pool of processes; the same results in the same order.

An executor is anything with ``run(function, tasks)`` that yields ``function(task)`` for each task, in order, taking
tasks no faster than results are fetched. A task whose process dies comes back as :class:`Died`.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from multiprocessing.context import SpawnContext, SpawnProcess
from types import ModuleType
from typing import Any, Protocol, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


class Died:
    """In place of a result: the process that did a task ended in the middle of it."""


class Executor(Protocol):
    """What an ingest asks of an executor."""

    def run(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | Died]]:
        """Each task with its result, in order."""


class InProcess:
    """Every task here, one after the other."""

    def run(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | Died]]:
        """Each task with its result, in order."""
        for task in tasks:
            yield task, function(task)


class Processes:
    """A pool of processes; as many as the machine has cores where no number is given."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or len(os.sched_getaffinity(0))

    def run(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | Died]]:
        """Each task with its result, in order; a few tasks wait for every process, no more."""
        pool = self._pool()
        waiting: deque[tuple[Task, Future[Result] | None]] = deque()
        ahead = self.workers * 3
        source = iter(tasks)
        try:
            while True:
                while len(waiting) < ahead:
                    task = next(source, _END)
                    if task is _END:
                        break
                    try:
                        waiting.append((task, pool.submit(function, task)))  # type: ignore[arg-type]
                    except BrokenExecutor:
                        waiting.append((task, None))  # type: ignore[arg-type]
                        break
                if not waiting:
                    pool.shutdown()
                    return
                task, future = waiting.popleft()
                try:
                    if future is None:
                        raise BrokenExecutor
                    yield task, future.result()
                except BrokenExecutor:
                    # One of the running tasks killed its process, and the pool with it: do this one alone, and
                    # give the others to a new pool.
                    pool.shutdown(wait=False, cancel_futures=True)
                    yield task, self._alone(function, task)
                    pool = self._pool()
                    waiting = deque((later, pool.submit(function, later)) for later, _ in waiting)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _pool(self, workers: int | None = None) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers or self.workers, _Spawning(), initializer=_deaf)

    def _alone(self, function: Callable[[Task], Result], task: Task) -> Result | Died:
        with self._pool(1) as pool:
            try:
                return pool.submit(function, task).result()
            except BrokenExecutor:
                return Died()


class _Worker(SpawnProcess):
    """A process that does not run the main program again: it has no need of it, and a script without a guard would ingest anew."""

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: N802 - the name multiprocessing calls
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            return SpawnProcess._Popen(process_obj)
        finally:
            sys.modules["__main__"] = main


class _Spawning(SpawnContext):
    """Starts processes so; the threads of this one must not be forked."""

    Process = _Worker


class _End:
    """No task is left."""


_END = _End()


def _deaf() -> None:
    """Ctrl-C is for the process that leads; it stops the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
