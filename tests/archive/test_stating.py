"""The stage *positions*: filed with the documents, left out, thrown away and made again, chosen from, brought to old archives.

Where its output has changed with reason: raise ``VERSION`` in ``archive/stating.py``, then
``python -m tests.archive.test_stating`` writes what it makes of the samples into ``tests/data/stage-positions.json``.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cablegram.archive import Archive, naming, open_archive, stating
from cablegram.archive.deriving import derive_stages
from cablegram.archive.executors import InProcess
from cablegram.archive.records import Made
from cablegram.archive.stating import KINDS, VERSION, items_of, stated_of, unpack
from cablegram.archive.store import schema
from cablegram.archive.store.actor_rows import ActorReader
from cablegram.archive.store.opening import FILE
from cablegram.errors import ArchiveError, UsageError
from cablegram.findings.mending import mend
from cablegram.formats import Given
from cablegram.positions.records import Deadline, Position
from cablegram.source import Source
from cablegram.telegram.messages import telegram_spans
from cablegram.telegram.reader import parse
from tests.archive.acting import WITHOUT_LEDGER, file_invented, invented, rows_of, schema_of
from tests.archive.invented import telegram
from tests.real_data import ROOT, samples

RECORDED = ROOT / "tests" / "data" / "stage-positions.json"
TREATY = "SUPPORTS THE HARBOR TREATY"
TEXTS = {
    "a": telegram("PARIS", 1, body=f"1. (C) FREDONIA {TREATY}.\n\n2. (C) SYLVANIA OPPOSES THE HARBOR TREATY."),
    "b": telegram("ROME", 3, body=f"1. (C) FREDONIA {TREATY}.\n\n2. (C) SYLVANIA MUST REPORT BY DECEMBER 3."),
    "c": telegram("LIMA", 5, body=f"1. (C) TRAVERS {TREATY}."),
}
TABLES = ("stating", "stated")


def told(archive: Any, **choice: Any) -> list[tuple[str, str, str]]:
    """Cable, holder and stance of the positions chosen."""
    return [
        (one.cable, one.item.holder, one.item.stance) for one in archive.positions(**{"kind": "position", **choice})
    ]


def made(archive: Archive) -> list[str]:
    found = archive._store.connection.execute("SELECT made FROM stating ORDER BY document").fetchall()
    return [how for (how,) in found]


FREDONIA = [("07PARIS1", "Fredonia", "support"), ("07ROME3", "Fredonia", "support")]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return file_invented(tmp_path, TEXTS)


def digest(made: Made) -> str:
    """Of everything stated in the samples, with the actors so found."""
    found = hashlib.sha256()
    for path in samples():
        text = Source.from_bytes(path.read_bytes()).text
        for start, end in telegram_spans(text):
            cable = parse(text[start:end])
            mended = mend(cable)
            one = stated_of(cable, mended, naming.named(cable, mended, made))
            found.update(msgspec.json.encode((unpack(one.packed), one.rows)))
    return found.hexdigest()


@pytest.mark.parametrize("made", ["rules", "model"])
def test_the_version_goes_up_when_the_output_changes(made: Made) -> None:
    recorded = json.loads(RECORDED.read_text())
    if (recorded["version"], recorded["actors"]) != (VERSION, naming.VERSION):
        pytest.fail("a new version: record it by python -m tests.archive.test_stating")
    assert digest(made) == recorded[made], (
        "what is stated in the samples has changed: raise VERSION in archive/stating.py, so that archives find it again,"
        " and record it by python -m tests.archive.test_stating"
    )


def test_everything_is_filed_as_it_was_found(archive: Archive) -> None:
    document = archive.document("07ROME3")
    assert document is not None
    with invented():
        found = derive_stages("x", document.text)[2]
    assert found is not None
    (one,) = archive.stated("07ROME3")
    assert (one.cable, one.made, one.stated) == ("07ROME3", "model", unpack(found.packed))
    filed = [(row[1:]) for row in rows_of(archive, "stated") if row[0] == document.row.number]
    assert sorted(filed, key=repr) == sorted(map(msgspec.structs.astuple, found.rows), key=repr)
    for kind in KINDS:
        for item in items_of(one.stated, kind):
            assert document.text[item.start : item.end] == item.quote != ""
    assert [one.item.date for one in archive.positions(kind="deadline") if isinstance(one.item, Deadline)] == [
        "2007-12-03"
    ]


def test_items_are_chosen(archive: Archive) -> None:
    everything = told(archive)
    assert sorted(everything) == sorted(
        [*FREDONIA, ("07PARIS1", "Sylvania", "oppose"), ("07LIMA5", "Ada Travers", "support")]
    )
    for holder in ("Fredonia", "fredonia", "state:XF"):
        assert told(archive, holder=holder) == FREDONIA
    assert told(archive, stance="oppose") == [("07PARIS1", "Sylvania", "oppose")]
    assert told(archive, holder="Sylvania", stance="support") == []
    assert told(archive, query="mrn:07ROME3") == FREDONIA[1:]
    assert told(archive, limit=1) == everything[:1]
    assert told(archive, holder="nobody") == []
    assert {one.kind for one in archive.positions()} >= {"position", "deadline"}
    with pytest.raises(UsageError, match="no kind"):
        archive.positions(kind="wish")
    with pytest.raises(UsageError, match="no stance"):
        archive.positions(stance="maybe")


def test_what_careful_readers_differ_on_is_left_out_unless_asked_for(archive: Archive) -> None:
    archive._store.connection.execute("UPDATE stated SET optional = 1 WHERE holder = 'Sylvania'")
    assert told(archive, holder="Sylvania") == []
    assert len(told(archive, holder="Sylvania", optional=True)) == 1
    assert "Sylvania" not in {one.name for one in archive.holders()}
    assert "Sylvania" in {one.name for one in archive.holders(optional=True)}


def test_holders_are_counted(archive: Archive) -> None:
    found = [(one.name, one.documents, one.items, one.support, one.oppose) for one in archive.holders()]
    assert found == [("Fredonia", 2, 2, 2, 0), ("Ada Travers", 1, 1, 1, 0), ("Sylvania", 1, 1, 0, 1)]
    assert [one.name for one in archive.holders("mrn:07ROME3")] == ["Fredonia"]
    assert [one.name for one in archive.holders(kind="deadline")] == ["Sylvania"]


def test_they_are_shown_as_people_decided(archive: Archive) -> None:
    archive.decide_actor("me", "rename", "07PARIS1", "Freedonia", actor="Fredonia")
    assert [holder for _, holder, _ in told(archive, holder="Freedonia")] == ["Freedonia", "Freedonia"]
    archive.decide_actor("me", "split", "07PARIS1", "state:XN", actor="Sylvania", name="New Sylvania")
    assert told(archive, holder="state:XN") == [("07PARIS1", "New Sylvania", "oppose")]
    assert told(archive, holder="Sylvania") == []
    number = archive.decide_actor("me", "merge", "07LIMA5", "state:XF", actor="Ada Travers")
    assert len(told(archive, holder="state:XF")) == 3
    counts = {one.id: (one.documents, one.support, one.oppose) for one in archive.holders()}
    assert counts == {"state:XF": (3, 3, 0), "state:XN": (1, 0, 1)}
    (one,) = archive.stated("07LIMA5")
    assert [item.holder for item in one.stated.positions] == ["Freedonia"]
    archive.undo(number)
    assert len(told(archive, holder="state:XF")) == 2


def test_a_person_holds_what_he_holds_in_each_cable(tmp_path: Path) -> None:
    other = telegram("OSLO", 6, body="1. (C) TRAVERS OPPOSES THE HARBOR TREATY.")
    with file_invented(tmp_path, {"c": TEXTS["c"], "d": other}) as archive:
        (person,) = (one for one in archive.actors(kinds=["person"]) if "Travers" in one.name)
        for asked in (person.id, person.name):
            held = [(cable, stance) for cable, _, stance in told(archive, holder=asked)]
            assert held == [("07LIMA5", "support"), ("07OSLO6", "oppose")]


def test_positions_need_not_be_looked_for(tmp_path: Path) -> None:
    with file_invented(tmp_path, TEXTS, positions=False) as bare:
        assert set(made(bare)) == {"left out"}
        assert list(bare.positions()) == []
        assert bare.holders() == []
        assert bare.verify().sound
        with invented():
            assert bare.rederive(executor=InProcess()).documents == 0  # each as it was looked at
            assert bare.rederive(everything=True, executor=InProcess()).changed == 0
            assert set(made(bare)) == {"left out"}
            done = bare.rederive(stage="positions", executor=InProcess())
            assert (done.documents, done.changed) == (3, 3)
        assert told(bare, holder="Fredonia") == sorted(FREDONIA)
        assert bare.verify().sound


def test_the_actors_found_before_are_used(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [rows_of(archive, table) for table in TABLES]
    assert all(before)
    monkeypatch.setattr("cablegram.actors.finding.find", None)  # nobody may find them twice
    done = archive.rederive(stage="positions", everything=True, executor=InProcess())
    assert (done.documents, done.changed) == (3, 0)
    assert [rows_of(archive, table) for table in TABLES] == before


def test_without_actors_there_are_none_until_they_are_found(tmp_path: Path) -> None:
    with file_invented(tmp_path, TEXTS, actors="none") as bare:
        assert set(made(bare)) == {"none"}
        assert told(bare) == []
        assert bare.verify().sound
        with invented():
            bare.rederive(stage="actors", actors="rules", executor=InProcess())
            assert any("positions" in str(one) for one in bare.verify().problems)
            assert bare.rederive(executor=InProcess()).documents == 3
        assert set(made(bare)) == {"rules"}
        assert told(bare, holder="Fredonia") == FREDONIA
        assert bare.verify().sound


def test_the_stage_can_be_thrown_away_and_run_again(archive: Archive) -> None:
    before = [rows_of(archive, table) for table in TABLES]
    assert all(before)
    for table in TABLES:
        archive._store.connection.execute(f"DELETE FROM {table}")
    assert any("positions" in str(one) for one in archive.verify().problems)
    with invented():
        assert archive.rederive(executor=InProcess()).documents == 3
    assert [rows_of(archive, table) for table in TABLES] == before
    assert archive.verify().sound


def test_another_version_finds_them_again(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stating, "VERSION", VERSION + 1)
    assert not archive.verify().sound
    with invented():
        assert archive.rederive(stage="actors", executor=InProcess()).documents == 0
        done = archive.rederive(executor=InProcess())
    assert (done.documents, done.changed) == (3, 0)
    assert archive.verify().sound


def test_nothing_is_derived_for_what_has_no_text(tmp_path: Path) -> None:
    place = tmp_path / "in"
    place.mkdir()
    (place / "rows.csv").write_text("mrn,subject,origin\n07ROME00009,FREDONIA WITHDRAWN,Embassy Rome\n")
    with open_archive(tmp_path / "archive", create=True) as filed, invented():
        filed.ingest([place], executor=InProcess())
        assert [rows_of(filed, table) for table in TABLES] == [[], []]
        assert filed.stated("07ROME9") == []
        assert filed.verify().sound
        assert filed.rederive(stage="positions", everything=True, executor=InProcess()).documents == 0


def test_a_given_date_dates_what_is_due() -> None:
    text = "1. (C) SYLVANIA MUST REPORT BY DECEMBER 3.\n"

    def dates(*fields: Given) -> list[str]:
        with invented():
            found = derive_stages("x", text, fields)[2]
        assert found is not None
        return [one.date for one in unpack(found.packed).deadlines]

    assert dates() == []
    assert dates(Given("date", "2007-11-20", "date", None)) == ["2007-12-03"]
    assert dates(Given("mrn", "07PARIS4514", "mrn", None)) == ["2007-12-03"]


def test_what_is_damaged_is_told_of(archive: Archive) -> None:
    archive._store.connection.execute("UPDATE stating SET items = x'00ff'")
    with pytest.raises(ArchiveError, match="rederive --stage positions"):
        list(archive.positions())
    (problem,) = archive.verify().problems
    assert "3 documents cannot be read" in problem.what
    with invented():
        archive.rederive(stage="positions", everything=True, executor=InProcess())
    assert archive.verify().sound


def test_the_view_for_other_tools(archive: Archive) -> None:
    asked = "SELECT cable, kind, paragraph, holder, stance, quote FROM cable_positions WHERE holder_id = 'state:XS'"
    assert archive._store.connection.execute(asked).fetchall() == [
        ("07PARIS1", "position", 2, "Sylvania", "oppose", "SYLVANIA OPPOSES THE HARBOR TREATY")
    ]


def test_an_archive_of_version_3_gets_the_stage(archive: Archive, tmp_path: Path) -> None:
    new = schema_of(archive._store.connection)
    before = [rows_of(archive, table) for table in TABLES]
    assert all(before)
    archive.close()
    connection = sqlite3.connect(tmp_path / "archive" / FILE)
    connection.executescript(
        f"{WITHOUT_LEDGER} DROP VIEW cable_positions; DROP TABLE stated; DROP TABLE stating; PRAGMA user_version = 3;"
    )
    connection.close()
    with pytest.raises(ArchiveError, match="older Cablegram"):
        open_archive(tmp_path / "archive", read_only=True)
    with open_archive(tmp_path / "archive") as again, invented():
        db = again._store.connection
        assert db.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
        assert schema_of(db) == new
        assert list(again.positions()) == []
        assert any("positions this version has yet to find" in str(one) for one in again.verify().problems)
        again.rederive(executor=InProcess())
        assert [rows_of(again, table) for table in TABLES] == before
        assert again.verify().sound


def test_from_the_actors_filed_comes_what_comes_from_those_found(tmp_path: Path) -> None:
    """What the store relies on, on the samples: nothing that the stage asks of actors is lost in it; every quote is true."""
    with open_archive(tmp_path / "archive", create=True) as filed:
        filed.ingest(samples(), executor=InProcess(), actors="rules")
        before = [rows_of(filed, table) for table in TABLES]
        assert len(before[1]) > 100
        numbers = [row.number for row in filed.documents()]
        assert len(ActorReader(filed._reader).namings(numbers)) == len(before[0])
        done = filed.rederive(stage="positions", everything=True, executor=InProcess())
        assert (done.documents, done.changed) == (len(before[0]), 0)
        assert [rows_of(filed, table) for table in TABLES] == before
        texts = {row.id: row.text for row in filed.documents()}
        for one in filed.positions(optional=True):
            text, item = texts[one.document], one.item
            assert text[item.start : item.end] == item.quote != ""
            assert tuple(text[a:b] for a, b in item.more) == item.quote_more
            assert not isinstance(item, Position) or item.holder


if __name__ == "__main__":
    now = {"version": VERSION, "actors": naming.VERSION, "rules": digest("rules"), "model": digest("model")}
    RECORDED.write_text(json.dumps(now) + "\n")
