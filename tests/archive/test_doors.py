"""What stands at the edges of an archive: odd names and numbers, an index that is gone, a disk that may only be read."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import tantivy

from cablegram.archive import open_archive
from cablegram.archive.door import storable, storable_path
from cablegram.archive.executors import InProcess
from cablegram.archive.index import VERSION, Index
from cablegram.archive.index_links import Links
from cablegram.archive.ingest import Ingest, files_of
from cablegram.archive.store import StoreWriter
from cablegram.errors import ArchiveError, InputError, UsageError
from cablegram.formats import Limits, Options
from tests.archive.filing import file_texts, telegram

LONE = "\ud800"


# --- names --------------------------------------------------------------------------------------


def test_a_path_that_is_no_utf_8_is_filed_and_leads_back(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for end in (b"\xe9", b"\xe8"):
        Path(os.fsdecode(bytes(source) + b"/caf" + end + b".txt")).write_text(telegram(serial=end[0]))
    Path(os.fsdecode(bytes(source) + b"/bad\xe9.bin")).write_bytes(b"\0\1\2" * 100)
    with open_archive(tmp_path / "archive", create=True) as archive:
        first = archive.ingest([source], executor=InProcess())
        assert (first.new, first.refused) == (2, 1)
        paths = sorted(place.path for row in archive.documents() for place in archive.cable(row.id)[0].places)
        assert paths == [f"{source}/caf\\xe8.txt", f"{source}/caf\\xe9.txt"]
        assert [one.path for one in archive.unread()] == [f"{source}/bad\\xe9.bin"]
        assert archive.ingest([source], executor=InProcess()).skipped == 3
        assert archive.verify().sound


def test_lone_surrogates_in_what_was_given(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"text": "hello \\ud800 world", "subject": "a \\ud801 b", "other \\udc00": "x \\udfff"}\n')
    with open_archive(tmp_path / "archive", create=True) as archive:
        assert archive.ingest([rows], executor=InProcess()).new == 1
        (row,) = archive.documents()
        given = archive.cable(row.id)[0].given
        assert [one.value for one in given] == ["a \ufffd b", "x \ufffd"]
        assert archive.verify().sound  # the id is that of what is kept
        assert archive.rederive(everything=True, executor=InProcess()).changed == 0


def test_lone_surrogates_of_a_caller(tmp_path: Path) -> None:
    archive = file_texts(tmp_path, {"a.txt": telegram()})
    view = archive.view(collections=[LONE])
    assert view.count("*") == 0
    assert not archive.resolve(LONE)
    assert not archive.suggest(LONE)
    assert not archive.decisions(LONE)
    assert not any(ask(LONE) for ask in (archive.document, archive.thread, archive.copies, archive.stub))
    number = archive.decide(f"who{LONE}", "note", LONE, "07LISBON2217")
    assert [(one.number, one.who) for one in archive.decisions()] == [(number, "who\ufffd")]
    archive.ingest([tmp_path / "in-main"], collection=LONE, licence=LONE, executor=InProcess())
    assert view.count("*") == 1  # the view was made before its collection was


def test_the_door() -> None:
    assert storable("plain") == storable_path("plain") == "plain"
    assert storable(f"é{LONE}") == storable_path(f"é{LONE}") == "é\ufffd"
    assert storable_path("é\udcff") == "é\\xff"


def test_a_folder_that_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no UTF-8"):
        open_archive(os.fsdecode(bytes(tmp_path) + b"/\xff"), create=True)


def test_a_collection_has_a_name_that_can_be_asked_for(tmp_path: Path) -> None:
    archive = file_texts(tmp_path, {"a.txt": telegram()}, collection=" Paris \t files ")
    assert archive.collections() == ["Paris files"]
    assert archive.count('collection:"Paris files"') == 1
    with pytest.raises(UsageError, match="a name"):
        archive.ingest([tmp_path], collection=" ")


# --- files --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a" * 5000, "a\0b", "loop", "pipe", "gone"])
def test_what_is_no_file_is_told_of(name: str, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match=r"check the path|save what it gives"):
        list(files_of([tmp_path / name]))


def test_a_file_that_goes_while_the_folder_is_listed_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for name in "abc":
        (source / name).write_text(telegram(serial=ord(name)))
    listing = files_of([source])
    found = [next(listing)]
    (source / "b").unlink()
    found += listing
    assert [Path(path).name for path, _, _ in found] == ["a", "b", "c"]

    with open_archive(tmp_path / "archive", create=True) as archive:
        run = Ingest(Options({}, Limits()), "main", InProcess())
        assert archive._index is not None
        done = run.run(found, archive._reader, StoreWriter(archive._store), archive._index)
        assert (done.new, done.refused) == (2, 1)
        assert "No such file" in archive.unread()[0].reason


def test_a_file_that_could_not_be_opened_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A right to read that is given later changes neither the size of a file nor its time."""
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.txt").write_text(telegram())
    opening = Path.open

    def refusing(self: Path, *words: Any, **more: Any) -> Any:
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return opening(self, *words, **more)

    with open_archive(tmp_path / "archive", create=True) as archive:
        with monkeypatch.context() as patch:
            patch.setattr("builtins.open", lambda name, *words, **more: refusing(Path(name), *words, **more))
            assert archive.ingest([source], executor=InProcess()).refused == 1
        assert [one.reason for one in archive.unread()] == ["cannot be opened (Permission denied)"]
        done = archive.ingest([source], executor=InProcess())
        assert (done.new, done.skipped) == (1, 0)
        assert archive.unread() == []
        assert archive.ingest([source], executor=InProcess()).skipped == 1


def test_a_folder_that_could_not_be_opened_is_no_longer_listed_when_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "in" / "closed"
    closed.mkdir(parents=True)
    (closed / "a.txt").write_text(telegram())
    scanning = os.scandir

    def refusing(path: str) -> Any:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scanning(path)

    with open_archive(tmp_path / "archive", create=True) as archive:
        with monkeypatch.context() as patch:
            patch.setattr("os.scandir", refusing)
            assert archive.ingest([tmp_path / "in"], executor=InProcess()).refused == 1
        assert [one.path for one in archive.unread()] == [str(closed)]
        assert archive.ingest([tmp_path / "in"], executor=InProcess()).new == 1
        assert archive.unread() == []


# --- the index ----------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["deleted", "older"])
def test_an_ingest_fills_an_index_made_anew(how: str, tmp_path: Path) -> None:
    file_texts(tmp_path, {"a.txt": telegram(serial=1), "b.txt": telegram(serial=2)}).close()
    index = tmp_path / "archive" / "index"
    if how == "deleted":
        shutil.rmtree(index)
    else:
        (index / f"v{VERSION}").rename(index / "v0")
    archive = file_texts(tmp_path, {"c.txt": telegram(serial=3)})
    assert archive.count("*") == 3
    assert archive.verify().sound


def test_a_second_format_in_a_collection_is_found_whichever_run_files_it(tmp_path: Path) -> None:
    file_texts(tmp_path, {"a.txt": "just a text\n"}).close()
    archive = file_texts(tmp_path, {"b.jsonl": json.dumps({"text": "just a text\n"}) + "\n"})
    counts = [archive.count(query) for query in ("*", "format:text", "format:jsonl")]
    assert counts == [1, 1, 1]
    archive.reindex()
    assert counts == [archive.count(query) for query in ("*", "format:text", "format:jsonl")]


def test_the_beginning_of_a_format_is_not_that_of_a_collection(tmp_path: Path) -> None:
    archive = file_texts(tmp_path, {"a.txt": telegram(), "b.jsonl": '{"text": "x"}\n'}, collection="main")
    for view in (archive, archive.view(collections=["main"])):
        assert [view.count(f"format:{start}*") for start in ("m", "ma", "t", "te", "js")] == [0, 0, 1, 1, 1]
        assert view.count('format:".*"*') == view.count('format:"([{^$|?+"*') == 0


def test_the_store_is_on_the_disk_before_the_index_knows_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the power went right behind the commit of the index: the log beside the store is lost."""
    there: list[int] = []
    indexed = StoreWriter.indexed

    def spied(self: StoreWriter, numbers: list[int]) -> None:
        shutil.copy(tmp_path / "archive" / "archive.sqlite", tmp_path / "copy.sqlite")
        copy = sqlite3.connect(tmp_path / "copy.sqlite")
        there.extend(copy.execute("SELECT count(*) FROM document").fetchone())
        copy.close()
        indexed(self, numbers)

    monkeypatch.setattr(StoreWriter, "indexed", spied)
    file_texts(tmp_path, {f"{k}.txt": telegram(serial=k) for k in range(1, 6)})
    assert there == [5]


# --- reading only -------------------------------------------------------------------------------


def test_an_archive_on_a_disk_that_may_only_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file_texts(tmp_path, {"a.txt": telegram(serial=1)}).close()
    folder = tmp_path / "archive"
    lock = folder / "index" / f"v{VERSION}" / ".tantivy-meta.lock"
    lock.unlink(missing_ok=True)
    lock.mkdir()  # cannot be written, whoever asks
    monkeypatch.setattr("os.access", lambda path, mode: mode != os.W_OK)
    before = sorted(str(path) for path in folder.rglob("*"))
    with open_archive(folder, read_only=True) as archive:
        assert archive.count("minister") == 1
        assert archive.stats().documents == 1
        assert sorted(str(path) for path in folder.rglob("*")) == before  # nothing of ours is in its owner's way
        with pytest.raises(ArchiveError, match="cannot be written"):
            archive.decide("me", "note", "x", "07LISBON1")
        for write in (lambda: archive.ingest([tmp_path / "in-main"]), archive.rederive):
            with pytest.raises(ArchiveError, match="to be read only"):
                write()
    with pytest.raises(ArchiveError, match="may only be read"):
        open_archive(folder)
    monkeypatch.undo()
    with pytest.raises(ArchiveError, match=f"index/v{VERSION}: cannot be written"):
        open_archive(folder, create=True)
    assert sorted(str(path) for path in folder.rglob("*") if "sqlite-" not in path.name) == before


def test_a_reader_by_links_sees_what_its_owner_files_later(tmp_path: Path) -> None:
    owner = file_texts(tmp_path, {"a.txt": telegram(serial=1)})
    links = Links(tmp_path / "archive" / "index" / f"v{VERSION}")
    found = tantivy.Index.open(str(links.path))
    index = Index(tmp_path / "archive" / "index" / f"v{VERSION}", found, links)
    assert index.searcher().num_docs == 1
    owner.close()
    file_texts(tmp_path, {"b.txt": telegram(serial=2)}).close()
    assert index.searcher().num_docs == 2
    there = links.path
    del index, links, found
    assert not there.exists()


# --- numbers ------------------------------------------------------------------------------------


def test_any_limit_and_offset(tmp_path: Path) -> None:
    archive = file_texts(tmp_path, {f"{k}.txt": telegram(serial=k) for k in (1, 2, 3)})
    for sort in ("rank", "date", "date-desc"):
        for limit, offset, shown in ((10**30, 0, 3), (10**12, 1, 2), (1, 10**30, 0), (0, 0, 0), (5, 3, 0)):
            found = archive.search("minister", limit=limit, offset=offset, sort=sort)
            assert (len(found.hits), found.total) == (shown, 3)
    for limit, offset in ((-1, 0), (1, -1)):
        with pytest.raises(UsageError, match="from 0 on"):
            archive.search("minister", limit=limit, offset=offset)


def test_numbers_beyond_those_of_the_store(tmp_path: Path) -> None:
    archive = file_texts(tmp_path, {"a.txt": telegram(refs=("07 LISBON 2219",))})
    assert archive.by_number(10**30) is None
    assert [one.name for one in archive.missing(10**30)] == ["07LISBON2219"]
    assert archive.suggest("07", 10**30) == ["07LISBON2217"]
    assert archive.stats(10**30).origins == (("LISBON", 1),)
    assert archive.undo(10**30) is False
