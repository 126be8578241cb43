"""Keeping an archive: damage is told and not raised, copies are sound, and what is derived can be made again."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cablegram.archive import Archive, open_archive
from cablegram.archive.deriving import VERSION
from cablegram.archive.executors import Died, InProcess
from cablegram.archive.store import StoreWriter, schema
from cablegram.archive.store.opening import FILE
from cablegram.errors import ArchiveError
from cablegram.samples import HERO, sample_path
from tests.archive.invented import telegram

SAMPLES = sample_path(HERO).parent


def made(folder: Path, paths: Iterable[Path] | None = None) -> Path:
    """An archive of the samples (or of paths), closed again."""
    target = folder / "archive"
    with open_archive(target, create=True) as archive:
        archive.ingest(paths or sorted(SAMPLES.glob("*.txt")), executor=InProcess())
    return target


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("samples"))


@pytest.fixture
def folder(samples: Path, tmp_path: Path) -> Path:
    """A copy of the archive of the samples, to be spoiled."""
    return Path(shutil.copytree(samples, tmp_path / "archive"))


def change(folder: Path, *statements: str) -> None:
    """Statements on the file of a store, behind the back of the program."""
    connection = sqlite3.connect(folder / FILE, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def problems(folder: Path, **options: Any) -> list[str]:
    with open_archive(folder) as archive:
        return list(map(str, archive.verify(**options).problems))


# --- verify -------------------------------------------------------------------------------------


def test_what_was_filed_is_sound(samples: Path) -> None:
    with open_archive(samples) as archive:
        report = archive.verify()
    assert report.sound
    assert report.documents == 35
    assert report.files + report.raw >= 35


def test_every_encoding_and_container_is_sound(tmp_path: Path) -> None:
    place = tmp_path / "in"
    place.mkdir()
    text = telegram("PARIS", 7, body="1. (C) A CAFÉ, AND A BLANK LINE.\n\n")
    for name, data in {
        "one.txt": text.encode(),
        "two.txt": text.encode("cp1252"),
        "three.txt": "\ufeff".encode("utf-16-le") + text.encode("utf-16-le"),
        "crlf.txt": text.replace("\n", "\r\n").encode(),
        "several.txt": (text + telegram("ROME", 8) + text).encode(),
        "twice.txt": (sample_path("1974BUENOS03318").read_text() * 2).encode(),
        "rows.csv": b"mrn,subject,text\n07ROME00009,ABOUT NOTHING," + b"A TEXT OF SOME LENGTH " * 9 + b"\n",
    }.items():
        (place / name).write_bytes(data)
    shutil.make_archive(str(tmp_path / "in" / "zipped"), "zip", SAMPLES)
    folder = made(tmp_path, [place])
    assert problems(folder) == []


def test_a_text_that_was_changed(folder: Path) -> None:
    change(folder, "UPDATE document SET text = replace(text, 'E', 'F') WHERE number = 17")
    change(folder, "UPDATE document SET text = text || ' ' WHERE number = 3")
    found = problems(folder)
    assert len([one for one in found if "not the one that was filed" in one]) == 2
    assert any("put together, are not the file" in one for one in found)
    assert all("; " in one for one in found)  # what to do
    assert problems(folder, deep=False) == []


def test_a_document_that_is_gone(folder: Path) -> None:
    change(folder, "PRAGMA foreign_keys = OFF", *(f"DELETE FROM {table} WHERE number = 5" for table in ("document",)))
    found = "\n".join(problems(folder))
    assert "names a row of document that is not there" in found
    assert "some of its documents cannot be read" in found
    assert "1 document in it that the store does not have" in found


@pytest.fixture
def with_rows(folder: Path) -> Path:
    """Rows as well, whose bytes are kept because their texts do not give them back."""
    with open_archive(folder) as archive:
        archive.ingest([SAMPLES / "index.csv"], executor=InProcess())
        assert archive.verify().raw == 35
    return folder


def test_bytes_that_were_changed(with_rows: Path) -> None:
    folder = with_rows
    change(folder, "UPDATE raw_bytes SET zstd = x'00' WHERE sha256 = (SELECT min(sha256) FROM raw_bytes)")
    change(folder, "UPDATE raw_bytes SET size = size + 1 WHERE sha256 = (SELECT max(sha256) FROM raw_bytes)")
    found = "\n".join(problems(folder))
    assert "cannot be unpacked" in found
    assert "are not what was filed" in found


def test_bytes_that_are_gone(with_rows: Path) -> None:
    change(with_rows, "DELETE FROM raw_bytes")
    assert any("the bytes it came in are not there" in one for one in problems(with_rows))


def test_readings_of_another_version(folder: Path) -> None:
    change(folder, "UPDATE reading SET version = version - 1 WHERE document < 4")
    change(folder, "UPDATE reading SET version = version + 1 WHERE document = 4")
    found = problems(folder, deep=False)
    assert any("3 documents read by an older version" in one and "archive rederive" in one for one in found)
    assert any("1 document read by a newer version" in one for one in found)


def _spoilt(file: Path, page: int, size: int) -> None:
    with file.open("r+b") as opened:
        opened.seek(page * size + 4)
        data = opened.read(size - 4)
        opened.seek(page * size + 4)
        opened.write(bytes(byte ^ 0x5A for byte in data))


def test_any_damaged_page_is_told_and_not_raised(samples: Path, tmp_path: Path) -> None:
    """Every page of the file spoilt in turn: told of, by the store's own check or because a text is another."""
    size = 4096
    pages = (samples / FILE).stat().st_size // size
    told = 0
    for page in range(1, pages):
        folder = tmp_path / f"page{page}"
        folder.mkdir()
        shutil.copy(samples / FILE, folder / FILE)
        shutil.copytree(samples / "index", folder / "index")
        _spoilt(folder / FILE, page, size)
        try:
            found = problems(folder)
        except ArchiveError as error:  # the file cannot even be opened
            found = [str(error)] if "archive verify" in str(error) else []
        told += bool(found)
        shutil.rmtree(folder)
    assert told == pages - 1


def test_the_other_documents_are_still_looked_at(folder: Path) -> None:
    connection = sqlite3.connect(folder / FILE)
    try:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'document'").fetchone()
        connection.execute("SELECT 1")
    finally:
        connection.close()
    leaf = None
    with (folder / FILE).open("rb") as opened:
        opened.seek((root - 1) * 4096)
        head = opened.read(4096)
    if head[0] == 5:  # an inner page: its first child is a leaf with the first documents
        cell = int.from_bytes(head[12:14], "big")
        leaf = int.from_bytes(head[cell : cell + 4], "big")
    assert leaf is not None
    with (folder / FILE).open("r+b") as opened:
        opened.seek((leaf - 1) * 4096)
        opened.write(b"\xff" * 8)
    with open_archive(folder) as archive:
        report = archive.verify()
    lost = [one for one in report.problems if one.where.startswith("document ")]
    assert len(lost) == 1
    assert "cannot be read" in lost[0].what
    assert 0 < report.documents < 35


def test_a_damaged_index_is_told(folder: Path) -> None:
    for path in (folder / "index").rglob("*.fast"):
        path.write_bytes(b"\0" * path.stat().st_size)
    found = problems(folder)
    assert any(one.startswith("index: ") and "archive reindex" in one for one in found)


@pytest.mark.parametrize("suffix", ["idx", "term", "pos", "fast", "fieldnorm"])
def test_one_wrong_byte_in_the_index_is_told(suffix: str, folder: Path) -> None:
    path = max((folder / "index").rglob(f"*.{suffix}"), key=lambda path: path.stat().st_size)
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 1
    path.write_bytes(data)
    found = problems(folder)
    assert f"index: {path.name} is damaged; make it anew: cablegram archive reindex" in found
    with open_archive(folder) as archive:
        archive.reindex()
        assert archive.verify().sound


def test_documents_that_wait_for_the_index(folder: Path) -> None:
    change(folder, "INSERT INTO outbox VALUES (3)")
    assert any("1 document not taken yet" in one for one in problems(folder))


# --- the index ----------------------------------------------------------------------------------


def test_a_lost_index_is_said_and_made_again(folder: Path) -> None:
    shutil.rmtree(folder / "index")
    with open_archive(folder) as archive:
        with pytest.raises(ArchiveError, match="archive reindex"):
            archive.search("river")
        assert any("index: is missing" in str(one) for one in archive.verify().problems)
        told: list[tuple[str, int, int]] = []
        archive.reindex(told=lambda *words: told.append(words))
        assert told[-1] == ("indexed", 35, 35)
        assert archive.verify().sound
        assert archive.search("river").total > 0


def test_the_index_is_the_same_made_again(folder: Path) -> None:
    with open_archive(folder) as archive:
        before = [hit.document for hit in archive.search("river OR council", limit=50).hits]
        archive.reindex()
        assert [hit.document for hit in archive.search("river OR council", limit=50).hits] == before


def test_a_reindex_that_was_stopped_is_finished_by_the_next_run(folder: Path) -> None:
    def stop(*words: object) -> None:
        raise KeyboardInterrupt

    with open_archive(folder) as archive, pytest.raises(KeyboardInterrupt):
        archive.reindex(told=stop)
    with open_archive(folder) as archive:
        archive.ingest([sample_path(HERO)], executor=InProcess())
        assert archive.verify().sound


def test_no_reindex_while_another_writes_the_index(folder: Path) -> None:
    with open_archive(folder) as one, open_archive(folder) as other:
        assert one._index is not None
        with (
            one._index.filling(one._reader, StoreWriter(one._store)),
            pytest.raises(ArchiveError, match="another ingest is running"),
        ):
            other.reindex()
        assert one.search("river").total > 0


# --- backup -------------------------------------------------------------------------------------


def test_a_backup_is_the_archive(folder: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    with open_archive(folder) as archive:
        target = archive.backup(tmp_path / "copy", told=lambda *words: told.append(words))
        content = archive.describe().content
    assert target == tmp_path / "copy" / FILE
    assert told[-1][1] == told[-1][2]
    assert sorted(path.name for path in target.parent.iterdir()) == [FILE]
    with open_archive(target.parent) as copy:
        copy.reindex()
        assert copy.verify().sound
        assert copy.describe().content == content


def test_a_backup_writes_over_nothing(folder: Path, tmp_path: Path) -> None:
    with open_archive(folder) as archive:
        archive.backup(tmp_path / "copy")
        before = (tmp_path / "copy" / FILE).read_bytes()
        for target in (tmp_path / "copy", folder):
            with pytest.raises(ArchiveError, match="not written over"):
                archive.backup(target)
    assert (tmp_path / "copy" / FILE).read_bytes() == before


def test_a_backup_that_is_stopped_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    def stop(*words: object) -> None:
        raise KeyboardInterrupt

    with open_archive(folder) as archive, pytest.raises(KeyboardInterrupt):
        archive.backup(tmp_path / "copy", told=stop)
    assert list((tmp_path / "copy").iterdir()) == []


def test_a_backup_ends_while_another_writes(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cablegram.archive.store.upkeep._COPIED", 1)
    written = threading.Event()
    ended = threading.Event()

    def write() -> None:
        with open_archive(folder) as other:
            writer = StoreWriter(other._store)
            while not ended.is_set():
                with writer.batch():
                    writer.log("written", "x" * 5000)
                written.set()

    thread = threading.Thread(target=write)
    thread.start()
    steps = 0

    def told(what: str, done: int, total: int) -> None:
        nonlocal steps
        steps += 1
        written.clear()
        assert steps < 2000, "the backup begins anew with every write"
        written.wait(5)

    try:
        with open_archive(folder) as archive:
            archive.backup(tmp_path / "copy", told=told)
    finally:
        ended.set()
        thread.join()
    with open_archive(tmp_path / "copy") as copy:
        assert [str(one) for one in copy.verify().problems if one.where != "index"] == []


def test_no_room_for_a_backup_is_said(folder: Path) -> None:
    with open_archive(folder) as archive, pytest.raises(ArchiveError, match="cannot be written"):
        archive.backup("/proc/nowhere")


# --- deriving again -----------------------------------------------------------------------------


def _derived(folder: Path) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(folder / FILE)
    try:
        return [
            row
            for table in ("reading", "tag", "reference", "finding")
            for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
        ]
    finally:
        connection.close()


def test_what_an_older_version_read_is_read_again(folder: Path) -> None:
    before = _derived(folder)
    change(
        folder,
        f"UPDATE reading SET version = {VERSION - 1}, subject = 'ZEPPELINS', station = NULL WHERE document IN (2, 9)",
        f"UPDATE reading SET version = {VERSION - 1} WHERE document = 11",
        "DELETE FROM finding WHERE document = 9",
        "INSERT INTO tag VALUES (9, 'ZZZZ', 'subject')",
    )
    with open_archive(folder) as archive:
        writer = StoreWriter(archive._store)
        row = next(archive.documents())
        with writer.batch():
            writer.decide("someone", "note", "of weight", row.id, (0, 3), ("", row.text[:3], row.text[3:9]))
        done = archive.rederive(executor=InProcess())
        assert (done.documents, done.changed, done.failed) == (3, 2, ())
        assert archive.verify().sound
        assert archive.count("zeppelins") == 0
        assert archive._store.connection.execute("SELECT count(*) FROM decision").fetchone() == (1,)
        assert archive.rederive(executor=InProcess()).documents == 0
    assert _derived(folder) == before


def test_a_reading_that_is_missing_is_made(folder: Path) -> None:
    before = _derived(folder)
    change(folder, *(f"DELETE FROM {table} WHERE document = 6" for table in ("tag", "reference", "finding", "reading")))
    assert any("filed and not read" in one for one in problems(folder))
    with open_archive(folder) as archive:
        assert archive.rederive(executor=InProcess()).documents == 1
        assert archive.verify().sound
    assert _derived(folder) == before


def test_every_document_derived_again_is_what_it_was(tmp_path: Path) -> None:
    """Among them those with given fields and a byte order mark: a reading depends on what is in the store."""
    place = tmp_path / "in"
    place.mkdir()
    (place / "mark.txt").write_bytes("\ufeff".encode("utf-16-le") + telegram("PARIS", 7).encode("utf-16-le"))
    (place / "rows.csv").write_text(
        "mrn,date,text\n07ROME9,13/04/2007," + "A TEXT OF SOME LENGTH " * 9 + "\n07ROME10,03/04/2007,\n"
    )
    shutil.copy(SAMPLES / "1974BUENOS03318.txt", place)
    folder = made(tmp_path, [place])
    before = _derived(folder)
    with open_archive(folder) as archive:
        done = archive.rederive(everything=True, executor=InProcess())
    assert done.changed == 0
    assert _derived(folder) == before


class _Deadly:
    """An executor whose process ends on one document."""

    def __init__(self, name: str) -> None:
        self.name = name

    def run(self, function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        for task in tasks:
            yield task, Died() if any(one.id == self.name for one in task) else function(task)


def test_a_document_that_ends_the_process_keeps_its_reading(folder: Path) -> None:
    change(folder, "UPDATE reading SET version = 0")
    with open_archive(folder) as archive:
        name = archive.resolve("08MONTEVIDEO1906")[0].id
        done = archive.rederive(executor=_Deadly(name))
        assert done.failed == (name,)
        assert done.documents == 34
        assert archive.document(name) is not None
    assert any("1 document read by an older version" in one for one in problems(folder))


# --- what is told of an archive -----------------------------------------------------------------


def _two(tmp_path: Path) -> Archive:
    """An open collection that refers to a cable of a closed one, and something that cannot be read in each."""
    archive = open_archive(tmp_path / "two", create=True)
    for collection, text in {
        "open": telegram("PARIS", 1, ref="07ROME2", level="UNCLASSIFIED"),
        "closed": telegram("ROME", 2, level="SECRET", day=3),
    }.items():
        place = tmp_path / collection
        place.mkdir()
        (place / "one.txt").write_text(text)
        (place / f"broken-{collection}.txt").write_bytes(b"")
        archive.ingest([place], collection=collection, release="declassified", executor=InProcess())
    return archive


def test_numbers_are_those_of_the_view(tmp_path: Path) -> None:
    with _two(tmp_path) as archive:
        whole = archive.stats()
        assert (whole.documents, whole.cables, whole.missing) == (2, 2, 0)
        assert whole.store_bytes
        assert whole.index_bytes
        part = archive.view(collections=["open"]).stats()
        assert (part.documents, part.missing) == (1, 1)
        assert part.collections == (("open", 1),)
        assert part.levels == (("UNCLASSIFIED", 1),)
        assert part.store_bytes is None
        low = archive.view(up_to="CONFIDENTIAL").stats()
        assert (low.documents, low.missing) == (1, 1)
        assert "closed" not in dict(low.collections)
        none = archive.view(collections=[]).stats()
        assert (none.documents, none.text_bytes, none.first) == (0, 0, None)


def test_a_description_names_what_was_seen(tmp_path: Path) -> None:
    with _two(tmp_path) as archive:
        whole = archive.describe(title="Two cables")
        assert whole.content in whole.sentence
        assert whole.sentence.startswith("Cablegram archive “Two cables”, 2 documents of 2 cables dated 2007-11-01 to")
        assert "open (declassified)" in whole.sentence
        assert whole.unread == 2
        part = archive.view(collections=["open"]).describe()
        assert part.content != whole.content
        assert (part.documents, part.missing, part.unread) == (1, 1, 1)
        low = archive.view(up_to="CONFIDENTIAL").describe()
        assert low.content == part.content
        assert low.unread is None
        assert "marked CONFIDENTIAL at most" in low.sentence


def test_the_content_hash_does_not_know_the_order(tmp_path: Path) -> None:
    paths = sorted(SAMPLES.glob("*.txt"))[:6]
    one = made(tmp_path / "a", paths)
    other = made(tmp_path / "b", reversed(paths))
    with open_archive(one) as first, open_archive(other) as second:
        assert first.describe().content == second.describe().content


def test_what_could_not_be_read_is_hidden_from_a_view_with_a_mark(tmp_path: Path) -> None:
    with _two(tmp_path) as archive:
        assert [one.collection for one in archive.unread()] == ["closed", "open"]
        (one,) = archive.view(collections=["open"]).unread()
        assert one.path.endswith("broken-open.txt")
        assert one.reason == "an empty file"
        assert archive.view(up_to="TOP SECRET").unread() == []


# --- older and newer archives -------------------------------------------------------------------


def test_an_older_archive_is_brought_up_to_date(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    steps = ("ALTER TABLE collection ADD COLUMN colour TEXT", "UPDATE collection SET colour = 'blue'")
    monkeypatch.setitem(schema.MIGRATIONS, schema.VERSION, steps)
    with open_archive(folder) as archive:
        assert archive._store.connection.execute("SELECT colour FROM collection").fetchall() == [("blue",)]
        assert archive.verify().sound
    with open_archive(folder) as again:  # and not a second time
        assert again.verify().sound


def test_a_step_that_fails_leaves_the_archive_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    version = schema.VERSION
    with monkeypatch.context() as patched:
        patched.setattr(schema, "VERSION", version + 1)
        steps = ("ALTER TABLE collection ADD COLUMN colour TEXT", "UPDATE nowhere SET colour = 'blue'")
        patched.setitem(schema.MIGRATIONS, version + 1, steps)
        with pytest.raises(ArchiveError, match="cannot be opened"):
            open_archive(folder)
    with open_archive(folder) as archive:
        assert archive._store.connection.execute("PRAGMA user_version").fetchone() == (version,)
        assert archive.verify().sound


def test_a_newer_archive_is_left_alone(folder: Path) -> None:
    change(folder, f"PRAGMA user_version = {schema.VERSION + 1}")
    with pytest.raises(ArchiveError, match="update Cablegram"):
        open_archive(folder)
