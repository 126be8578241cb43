"""Filing: nothing lost, nothing doubled, the same whatever the order, the crash or the number of workers."""

from __future__ import annotations

import json
import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.archive_texts import cables

from cablegram.archive import open_archive
from cablegram.archive.executors import Died, InProcess, Processes
from cablegram.archive.ingest import files_of
from cablegram.errors import ArchiveError, InputError, UsageError
from cablegram.reading import parse_all
from tests.archive import killing
from tests.archive.alike import contents, differing
from tests.archive.filing import file_texts, telegram
from tests.real_data import SAMPLES, samples


def write_texts(folder: Path, count: int, seed: int = 3) -> Path:
    """Synthetic telegrams: as files, and as rows of one file that holds many."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = list(cables(count, seed))
    for mrn, text in texts[: count // 2]:
        (folder / f"{mrn}.txt").write_text(text)
    rows = [json.dumps({"mrn": mrn, "text": text}) for mrn, text in texts[count // 2 :]]
    (folder / "rows.jsonl").write_text("\n".join(rows) + "\n")
    (folder / "zero.txt").write_text("")
    return folder


def test_what_came_in_is_kept(tmp_path: Path) -> None:
    archive = open_archive(tmp_path / "a", create=True)
    progress = archive.ingest([SAMPLES], executor=InProcess())
    telegrams = {str(one) for path in samples() for one in parse_all(path.read_bytes())}
    assert {row.text for row in archive.documents()} >= telegrams
    assert progress.new == progress.documents
    assert archive.document("08MONTEVIDEO1906") is not None


def test_the_same_again_files_nothing_new(tmp_path: Path) -> None:
    source = write_texts(tmp_path / "in", 20)
    archive = open_archive(tmp_path / "a", create=True)
    first = archive.ingest([source], executor=InProcess(), actors="rules")
    before = contents(tmp_path / "a")
    second = archive.ingest([source], executor=InProcess(), actors="rules")
    third = archive.ingest([source], executor=InProcess(), actors="rules", again=True)
    assert (first.new, second.documents, second.skipped, third.documents, third.new) == (20, 0, 12, 20, 0)
    assert contents(tmp_path / "a") == before
    assert archive.count("*") == 20


def test_a_copy_is_linked_and_not_dropped(tmp_path: Path) -> None:
    text = telegram()
    archive = file_texts(tmp_path, {"one.txt": text, "deep/er/two.txt": text, "other.txt": telegram("Another text.")})
    documents = archive.cable("07LISBON2217")
    assert len(documents) == 2
    assert sorted(len(document.places) for document in documents) == [1, 2]
    assert archive.count("*") == 2


def test_a_changed_file_is_read_again_and_the_old_text_kept(tmp_path: Path) -> None:
    archive = file_texts(tmp_path, {"one.txt": telegram("First words.")})
    archive = file_texts(tmp_path, {"one.txt": telegram("Other words, longer.")})
    assert sorted(archive.count(word) for word in ("first", "longer")) == [1, 1]


def test_one_worker_or_many_make_the_same_archive(tmp_path: Path) -> None:
    source = write_texts(tmp_path / "in", 60)
    with open_archive(tmp_path / "one", create=True) as one:
        one.ingest([source], executor=InProcess(), actors="rules")
    with open_archive(tmp_path / "many", create=True) as many:
        many.ingest([source], executor=Processes(2), actors="rules")
    assert differing(tmp_path / "one", tmp_path / "many") == []


def test_a_run_that_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    source = write_texts(tmp_path / "in", 400)
    with open_archive(tmp_path / "whole", create=True) as whole:
        whole.ingest([source], executor=InProcess(), actors="rules")

    class StoppedError(Exception):
        pass

    with open_archive(tmp_path / "parts", create=True) as parts:
        for _ in range(2):
            with pytest.raises(StoppedError):
                parts.ingest(
                    [source],
                    executor=InProcess(),
                    actors="rules",
                    told=lambda progress: _stop_at(progress.documents, StoppedError),
                )
        parts.ingest([source], executor=InProcess(), actors="rules")
    assert differing(tmp_path / "whole", tmp_path / "parts") == []


def _stop_at(documents: int, error: type[Exception]) -> None:
    if documents >= 120:
        raise error


@pytest.mark.parametrize("moments", [(0.5, 0.9, 1.2)], ids=["three kills"])
def test_killed_and_run_again(tmp_path: Path, moments: tuple[float, ...]) -> None:
    source = write_texts(tmp_path / "in", 250)
    assert killing.finish(source, tmp_path / "clean")[0] == 0
    killed = sum(killing.kill_after(killing.start(source, tmp_path / "killed"), moment) for moment in moments)
    assert killed  # the machine may be quick, but not so quick
    assert killing.finish(source, tmp_path / "killed")[0] == 0
    assert differing(tmp_path / "clean", tmp_path / "killed") == []


@pytest.mark.heavy
def test_killed_at_twenty_moments(tmp_path: Path) -> None:
    source = write_texts(tmp_path / "in", 300)
    begun = time.monotonic()
    assert killing.finish(source, tmp_path / "clean")[0] == 0
    whole = time.monotonic() - begun
    rng = random.Random(20)
    struck = 0
    for k in range(20):
        archive = tmp_path / f"killed-{k}"
        struck += killing.kill_after(killing.start(source, archive), rng.uniform(0.15, whole * 1.05))
        assert killing.finish(source, archive)[0] == 0
        assert differing(tmp_path / "clean", archive) == [], f"kill {k}"
        shutil.rmtree(archive)
    assert struck >= 12


@pytest.mark.heavy
def test_a_full_disk_at_twenty_sizes(tmp_path: Path) -> None:
    """No file may grow past a limit, as on a disk that is full: one line, exit 2, and the next run heals it."""
    source = write_texts(tmp_path / "in", 160)
    assert killing.finish(source, tmp_path / "clean")[0] == 0
    largest = max(path.stat().st_size for path in (tmp_path / "clean").rglob("*") if path.is_file())
    rng = random.Random(21)
    full = 0
    for k in range(20):
        archive = tmp_path / f"full-{k}"
        process = killing.start(source, archive, limit=int(rng.uniform(0.02, 1.1) * largest))
        _, errors = process.communicate()
        if process.returncode != 0:
            full += 1
            assert process.returncode == 2
            assert len(errors.decode().strip().splitlines()) == 1, errors.decode()
            assert "Traceback" not in errors.decode()
        assert killing.finish(source, archive)[0] == 0
        assert differing(tmp_path / "clean", archive) == [], f"limit {k}"
        shutil.rmtree(archive)
    assert full >= 10


@pytest.mark.parametrize("limit", [5_000, 60_000, 150_000], ids=["before a table", "in the tables", "in the work"])
def test_a_full_disk(tmp_path: Path, limit: int) -> None:
    source = write_texts(tmp_path / "in", 60)
    assert killing.finish(source, tmp_path / "clean")[0] == 0
    process = killing.start(source, tmp_path / "full", limit=limit)
    _, errors = process.communicate()
    assert process.returncode == 2
    assert len(errors.decode().strip().splitlines()) == 1
    assert killing.finish(source, tmp_path / "full")[0] == 0
    assert differing(tmp_path / "clean", tmp_path / "full") == []


def test_what_cannot_be_read_is_listed_with_its_reason(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "empty.txt").write_bytes(b"")
    (source / "noise.bin").write_bytes(bytes(range(256)) * 8)
    (source / "good.txt").write_text(telegram())
    archive = open_archive(tmp_path / "a", create=True)
    progress = archive.ingest([source], executor=InProcess(), actors="rules")
    assert (progress.new, progress.refused) == (1, 2)
    assert {Path(one.path).name for one in archive.unread()} == {"empty.txt", "noise.bin"}
    assert all(one.reason for one in archive.unread())


def test_a_dry_run_files_nothing(tmp_path: Path) -> None:
    source = write_texts(tmp_path / "in", 6)
    archive = open_archive(tmp_path / "a", create=True)
    progress = archive.ingest([source], executor=InProcess(), actors="rules", dry_run=True)
    assert progress.documents == 6
    assert not list(archive.documents())


def test_callers_mistakes(tmp_path: Path) -> None:
    archive = open_archive(tmp_path / "a", create=True)
    with pytest.raises(InputError, match="no such file"):
        archive.ingest([tmp_path / "nowhere"])
    with pytest.raises(UsageError, match="release status"):
        archive.ingest([SAMPLES], release="stolen")
    with pytest.raises(ArchiveError, match="no archive there"):
        open_archive(tmp_path / "none")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "archive.sqlite").write_bytes(b"not a database, but long enough to look like one" * 50)
    with pytest.raises(ArchiveError, match="cannot be opened"):
        open_archive(tmp_path / "b")


def test_files_come_in_order_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", ".hidden", ".git/x", "a.txt"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "in" / "b.txt")
    names = [str(Path(path).relative_to(tmp_path / "in")) for path, _, _ in files_of([tmp_path / "in"])]
    assert names == ["a.txt", "b.txt", "a/z.txt", "a/b/c.txt"]


def _die_on_seven(task: int) -> int:
    if task == 7:
        import os

        os.abort()
    return task * 2


def test_a_task_that_kills_its_process_is_told_and_the_others_are_done() -> None:
    found: Iterator[tuple[int, int | Died]] = Processes(2).run(_die_on_seven, range(20))
    results = dict(found)
    assert list(results) == list(range(20))
    assert isinstance(results[7], Died)
    assert all(results[n] == 2 * n for n in range(20) if n != 7)
