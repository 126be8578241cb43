"""The stage *ledger*: made with the documents, never of yesterday, the same as made in memory, with decisions laid over it.

Where its output has changed with reason: raise ``VERSION`` in ``archive/ledger_stage.py``, then
``python -m tests.archive.test_ledger_stage`` writes what it makes of the positions in ``tests/data/ledger-told.json`` (those of
the herring talks as rules of one day found them, so that other rules for positions change nothing here) into ``stage-ledger.json``.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cablegram.archive import Archive, open_archive
from cablegram.archive.executors import InProcess
from cablegram.archive.ledger_stage import QUOTES, VERSION, is_fresh
from cablegram.archive.ledgers import Ledgers
from cablegram.errors import ArchiveError
from cablegram.ledger.building import assembled
from cablegram.ledger.choosing import Choice
from cablegram.ledger.records import Ledger, Told
from cablegram.ledger.rows import shortened
from cablegram.ledger.selecting import grouped, part_of
from tests.archive.acting import file_found, file_invented, invented, rows_of
from tests.archive.invented import telegram
from tests.real_data import ROOT

RECORDED = ROOT / "tests" / "data" / "stage-ledger.json"
TOLD = ROOT / "tests" / "data" / "ledger-told.json"
HERRING = ROOT / "tests" / "ledger" / "herring"
TABLES = ("ledger_issue", "ledger_option", "ledger_holder", "ledger_place")


def digest() -> str:
    """Of the ledger of positions that stay as they are."""
    told = msgspec.json.decode(TOLD.read_bytes(), type=list[Told])
    whole = grouped(told)
    return hashlib.sha256(msgspec.json.encode((whole, assembled(whole.issues, whole.options, whole.near)))).hexdigest()


def test_the_version_goes_up_when_the_output_changes() -> None:
    recorded = json.loads(RECORDED.read_text())
    if recorded["version"] != VERSION:
        pytest.fail("a new version: record it by python -m tests.archive.test_ledger_stage")
    assert digest() == recorded["digest"], (
        "the ledger has changed: raise VERSION in archive/ledger_stage.py, so that archives make it again, and record it by"
        " python -m tests.archive.test_ledger_stage"
    )


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(HERRING.glob("*.txt"))}
    return file_found(tmp_path_factory.mktemp("filed"), texts, actors="rules")


CHOICES = (
    Choice(), Choice(issue="winter closure"), Choice(body="Tern Bank"), Choice(holders=("norway",)), Choice(stances=("oppose",)),
    Choice(holders=("state:IE", "Spain"), stances=("neutral", "support")), Choice(post="Oslo"), Choice(since="2005-04"),
    Choice(until="2005-03-31", issue="closure"), Choice(issue="nothing"), Choice(body="UN"), Choice(voice="author_comment"),
)  # fmt: skip


def in_memory(archive: Archive, choice: Choice, limit: int | None, documents: set[str] | None = None) -> Ledger:
    return part_of(Ledgers(archive._reader, archive.scope).whole(optional=False), choice, documents, limit)


def short(book: Ledger, quotes: int) -> Ledger:
    return msgspec.structs.replace(book, rows=tuple(shortened(row, quotes) for row in book.rows), findings=())


def bare(book: Ledger) -> Ledger:
    """Without what is told of options beyond their rows, which a quick ledger does not have."""
    return msgspec.structs.replace(book, options=tuple(msgspec.structs.replace(one, told=()) for one in book.options))


@pytest.mark.parametrize("choice", CHOICES, ids=repr)
@pytest.mark.parametrize("limit", [None, 3])
def test_it_is_what_is_made_in_memory(choice: Choice, limit: int | None, filed: Archive) -> None:
    assert is_fresh(filed._reader)
    wanted = in_memory(filed, choice, limit)
    assert filed.ledger(choice=choice, limit=limit) == wanted
    assert bare(filed.ledger(choice=choice, limit=limit, quotes=1)) == bare(short(wanted, 1))
    assert filed.ledger(choice=choice, limit=limit, quotes=QUOTES + 1).rows == short(wanted, QUOTES + 1).rows


def test_a_query_too(filed: Archive) -> None:
    documents = {brief.id for brief in filed.resolve("05OSLO498")}
    found = filed.ledger("mrn:05OSLO498")
    assert found == in_memory(filed, Choice(), None, documents)
    assert len(found.rows) == 3


def test_rows_know_how_much_was_said(filed: Archive) -> None:
    (row,) = (
        one
        for one in filed.ledger(choice=Choice(issue="winter closure", holders=("Norway",)), quotes=1).rows
        if one.before
    )
    assert (row.said, row.said_before, len(row.told), len(row.before)) == (1, 2, 1, 1)
    assert row.before[0].source.cable == "05OSLO498"  # the latest


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_arrival_is_no_matter(seed: int, filed: Archive, tmp_path: Path) -> None:
    """Shuffled, in five helpings, and the tables are the same to the byte."""
    paths = sorted(HERRING.glob("*.txt"))
    random.Random(seed).shuffle(paths)
    with open_archive(tmp_path / "archive", create=True) as other:
        for k in range(0, len(paths), 2):
            other.ingest(paths[k : k + 2], executor=InProcess(), actors="rules")
        for table in TABLES:
            assert rows_of(other, table) == rows_of(filed, table) != []
        assert msgspec.json.encode(other.ledger()) == msgspec.json.encode(filed.ledger())


# --- of today ---------------------------------------------------------------------------------------

SUBJECT = "THE HARBOR TREATY TALKS"
TEXTS = {
    "a": telegram("PARIS", 1, subject=SUBJECT, body="1. (C) FREDONIA SUPPORTS THE HARBOR TREATY.\n\n2. (C) SYLVANIA OPPOSES THE PIER."),
    "b": telegram("ROME", 3, subject=SUBJECT, day=20, body="1. (C) FREDONIA OPPOSES THE HARBOR TREATY. TRAVERS SUPPORTS THE QUAY."),
}  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return file_invented(tmp_path, TEXTS)


def stale(archive: Archive) -> None:
    archive._store.connection.execute("DELETE FROM about WHERE key = 'ledger'")


def test_what_is_stale_is_not_shown_and_made_again(archive: Archive) -> None:
    before = archive.ledger()
    stale(archive)
    archive._store.connection.execute("UPDATE ledger_option SET names = '', documents = 99")
    assert archive.ledger() == before
    rows = rows_of(archive, "ledger_option")
    with invented():
        assert archive.rederive(stage="read", executor=InProcess()).documents == 0
    assert rows_of(archive, "ledger_option") != rows
    assert is_fresh(archive._reader)
    assert archive.ledger() == before


@pytest.mark.parametrize("stage", ["read", "actors", "positions", "ledger", None])
def test_every_stage_leaves_it_of_today(stage: Any, archive: Archive) -> None:
    before = [rows_of(archive, table) for table in TABLES]
    archive._store.connection.execute("DELETE FROM ledger_option")
    with invented():
        archive.rederive(stage=stage, everything=True, executor=InProcess())
    assert is_fresh(archive._reader)
    assert [rows_of(archive, table) for table in TABLES] == before


@pytest.mark.parametrize("column", ["packed", "told"])
def test_what_is_damaged_is_told_of(column: str, archive: Archive) -> None:
    assert archive.verify().sound
    archive._store.connection.execute(f"UPDATE ledger_option SET {column} = x'00ff'")
    with pytest.raises(ArchiveError, match="rederive --stage ledger"):
        archive.ledger()
    (problem,) = archive.verify().problems
    assert problem.what == "3 options of it cannot be read"
    archive.rederive(stage="ledger", everything=True, executor=InProcess())
    assert archive.verify().sound


def test_another_version_is_stale(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cablegram.archive.ledger_stage.VERSION", VERSION + 1)
    assert not is_fresh(archive._reader)


def test_a_large_archive_has_it_made_when_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cablegram.archive.ledger_stage.MOST", 1)
    told: list[bool] = []
    with file_invented(tmp_path, TEXTS, told=lambda progress: told.append(progress.grouping)) as archive:
        assert not is_fresh(archive._reader)
        assert not any(told)
        assert len(archive.ledger().rows) == 3
        archive.rederive(stage="ledger", executor=InProcess())
        assert is_fresh(archive._reader)
    monkeypatch.undo()
    file_invented(tmp_path / "small", TEXTS, told=lambda progress: told.append(progress.grouping)).close()
    assert told[-1]


def test_a_run_that_was_stopped_leaves_none_of_yesterday(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> int:
        raise KeyboardInterrupt

    before = len(archive.ledger().rows)
    more = telegram("BONN", 8, subject=SUBJECT, body="1. (C) SYLVANIA SUPPORTS THE HARBOR TREATY.")
    with monkeypatch.context() as patched:
        patched.setattr("cablegram.archive.ingest.ledger_stage.make", stop)
        with pytest.raises(KeyboardInterrupt):
            file_invented(tmp_path, {"c": more}, "more")
    assert not is_fresh(archive._reader)
    assert len(archive.ledger().rows) == before + 1
    file_invented(tmp_path, {"c": more}, "more").close()  # run again: nothing new to file
    assert is_fresh(archive._reader)
    assert len(archive.ledger().rows) == before + 1


def test_it_knows_nothing_of_decisions_and_reads_them_in(archive: Archive) -> None:
    before = [rows_of(archive, table) for table in TABLES]
    deciding: list[Callable[[], object]] = [
        lambda: archive.decide_option("ROE", "option-rename", "QUAY", "Wharf"),
        lambda: archive.decide_option("ROE", "option-merge", "Wharf", "PIER"),
        lambda: archive.decide_option("ROE", "issue-rename", "PIER", "Works"),
        lambda: archive.decide_option("ROE", "option-split", "Wharf", "HARBOR TREATY", cable="07PARIS1"),
        lambda: archive.decide_option("ROE", "option-split", "HARBOR TREATY", cable="07ROME3"),
        lambda: archive.decide_option("ROE", "issue-split", "Wharf", "HARBOR TREATY"),
        lambda: archive.decide_actor("ROE", "rename", "07ROME3", "The Minister", actor="Travers"),
        lambda: archive.decide_actor("ROE", "split", "07PARIS1", "state:XN", actor="Sylvania", name="New Sylvania"),
        lambda: archive.decide_actor("ROE", "merge", "07ROME3", "state:XF", actor="The Minister"),
        lambda: archive.decide_actor("ROE", "rename", "07PARIS1", "Freedonia", actor="Fredonia"),
    ]
    for k, decide in enumerate(deciding):
        seen = archive.ledger()
        decide()
        for limit in (None, 1, 2):
            for choice in (Choice(), Choice(issue="Works"), Choice(holders=("Fredonia",)), Choice(post="Paris")):
                wanted = in_memory(archive, choice, limit)
                assert archive.ledger(choice=choice, limit=limit) == wanted, (k, choice)
                assert bare(archive.ledger(choice=choice, limit=limit, quotes=1)) == bare(short(wanted, 1)), (k, choice)
        assert archive.ledger() != seen, k
    with invented():
        archive.rederive(stage="ledger", everything=True, executor=InProcess())
    assert [rows_of(archive, table) for table in TABLES] == before


if __name__ == "__main__":
    RECORDED.write_text(json.dumps({"version": VERSION, "digest": digest()}, indent=1) + "\n")
