"""The stage *actors*: filed with the documents, marked with what made it, thrown away and made again, brought to old archives."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path

import msgspec
import pytest

from cablegram.actors.records import Mention
from cablegram.archive import Archive, naming, open_archive
from cablegram.archive.executors import InProcess
from cablegram.archive.naming import VERSION, named
from cablegram.archive.records import Made
from cablegram.archive.store import schema
from cablegram.archive.store.opening import FILE
from cablegram.errors import ArchiveError, UsageError
from cablegram.findings.mending import mend
from cablegram.source import Source
from cablegram.telegram.messages import telegram_spans
from cablegram.telegram.reader import parse
from tests.archive.acting import WITHOUT_LEDGER, file_invented, invented, rows_of, schema_of
from tests.archive.invented import telegram
from tests.real_data import ROOT, samples

RECORDED = ROOT / "tests" / "data" / "stage-actors.json"
OLD = ROOT / "tests" / "data" / "store-v1.sql"
BODY = "1. (C) FREDONIA AND THE GRAND LEAGUE SPOKE WITH BENSON.\n\n2. (C) SOMEBODY TOLD FREDONIA OF FM TRAVERS."
TEXTS = {"a": telegram("PARIS", 1, body=BODY), "b": telegram("ROME", 3, body="1. (C) SYLVANIA SAID NOTHING.")}
TABLES = ("naming", "appearance", "mention", "actor")


def ids(archive: Archive, name: str) -> list[str]:
    (one,) = archive.named(name)
    return [mention.actor_id for mention in one.mentions]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return file_invented(tmp_path, TEXTS)


@pytest.mark.parametrize("made", ["rules", "model"])
def test_the_version_goes_up_when_the_output_changes(made: Made) -> None:
    digest = hashlib.sha256()
    for path in samples():
        text = Source.from_bytes(path.read_bytes()).text
        for start, end in telegram_spans(text):
            cable = parse(text[start:end])
            digest.update(msgspec.json.encode(named(cable, mend(cable), made).found))
    recorded = json.loads(RECORDED.read_text())
    if recorded["version"] != VERSION:
        pytest.fail(f"a new version: write it and {made} {digest.hexdigest()} into {RECORDED.relative_to(ROOT)}")
    assert digest.hexdigest() == recorded[made], (
        "the actors found in the samples have changed: raise VERSION in archive/naming.py, so that archives find them again"
    )


def test_mentions_are_filed_as_they_were_found(archive: Archive) -> None:
    (one,) = archive.named("07PARIS1")
    assert (one.cable, one.made) == ("07PARIS1", "model")
    document = archive.document("07PARIS1")
    assert document is not None
    with invented():
        cable = parse(document.text)
        found = named(cable, mend(cable), "model").found
    assert one.mentions == found.mentions
    assert {actor.id: actor for actor in one.actors} == {actor.id: actor for actor in found.actors}
    somebody = next(mention for mention in one.mentions if not mention.actor_id)
    assert somebody.candidates == ("person:benson", "person:travers")


def test_a_mention_over_a_page_turn_keeps_all_its_words(tmp_path: Path) -> None:
    page = "\n\nCONFIDENTIAL\nCONFIDENTIAL\n\nPAGE 02        PARIS 00001  01 OF 01  010900Z\n\n"
    with file_invented(
        tmp_path, {"a": telegram("PARIS", 1, body=f"1. (C) THEN THE GRAND{page}LEAGUE AGREED.")}
    ) as filed:
        (one,) = filed.named("07PARIS1")
        (mention,) = one.mentions
        document = filed.document("07PARIS1")
        assert document is not None
        assert mention.quote == document.text[mention.start : mention.end] == "GRAND"
        assert mention.quote_more == tuple(document.text[a:b] for a, b in mention.more) == ("LEAGUE",)
        assert filed.count('org:"grand league"') == 1


def test_actors_are_counted(archive: Archive) -> None:
    found = {one.name: (one.kind, one.documents, one.mentions) for one in archive.actors()}
    assert found["Fredonia"] == ("state", 1, 2)
    assert found["Sylvania"] == ("state", 1, 1)
    assert [one.name for one in archive.actors(kinds=["person"])] == ["Ada Travers", "Benson"]
    assert [one.name for one in archive.actors("mrn:07ROME3")] == ["Sylvania"]
    assert len(archive.actors(limit=2)) == 2


def test_rules_only_is_marked_on_each_row(tmp_path: Path) -> None:
    with file_invented(tmp_path, TEXTS, actors="rules") as quick:
        assert {one.made for one in quick.mentions()} == {"rules"}
        assert "person:benson" not in ids(quick, "07PARIS1")
        with invented():
            assert quick.rederive(executor=InProcess()).documents == 0  # each as it was looked at
            done = quick.rederive(stage="actors", actors="model", executor=InProcess())
            assert (done.documents, done.changed) == (2, 2)
        assert {one.made for one in quick.mentions()} == {"model"}
        assert "person:benson" in ids(quick, "07PARIS1")
        assert quick.count("person:benson") == 1
        quick.rederive(executor=InProcess())  # positions, which come from the actors
        assert quick.verify().sound


def test_actors_need_not_be_looked_for(tmp_path: Path) -> None:
    with file_invented(tmp_path, TEXTS, actors="none") as bare:
        assert bare.actors() == []
        assert {one.made for one in bare.mentions()} == {"none"}
        assert bare.verify().sound
        with invented():
            bare.rederive(stage="actors", actors="rules", executor=InProcess())
        assert bare.count("state:fredonia") == 1


def test_nothing_is_derived_for_what_has_no_text(tmp_path: Path) -> None:
    place = tmp_path / "in"
    place.mkdir()
    (place / "rows.csv").write_text("mrn,subject,origin\n07ROME00009,FREDONIA WITHDRAWN,Embassy Rome\n")
    with open_archive(tmp_path / "archive", create=True) as filed, invented():
        filed.ingest([place], executor=InProcess())
        assert filed.count("*") == 1
        assert [rows_of(filed, table) for table in TABLES] == [[], [], [], []]
        assert filed.verify().sound
        assert filed.rederive(stage="actors", everything=True, executor=InProcess()).documents == 0


def test_the_stage_can_be_thrown_away_and_run_again(archive: Archive) -> None:
    before = [rows_of(archive, table) for table in TABLES if table != "actor"]
    with invented():
        done = archive.rederive(stage="actors", everything=True, executor=InProcess())
        assert (done.documents, done.changed, done.failed) == (2, 0, ())
        assert [rows_of(archive, table) for table in TABLES if table != "actor"] == before
        for table in TABLES[:3]:
            archive._store.connection.execute(f"DELETE FROM {table}")
        assert any("actors" in str(one) for one in archive.verify().problems)
        assert archive.rederive(executor=InProcess()).documents == 2
    assert [rows_of(archive, table) for table in TABLES if table != "actor"] == before
    assert archive.verify().sound


def test_another_version_finds_them_again(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(naming, "VERSION", VERSION + 1)
    assert not archive.verify().sound
    with invented():
        monkeypatch.setattr("tests.archive.acting._KNOWN", {})
        assert archive.rederive(stage="read", executor=InProcess()).documents == 0
        assert archive.rederive(executor=InProcess()).documents == 2
    assert archive.actors() == []
    assert rows_of(archive, "actor") == []  # what nobody names any more is not kept
    assert archive.count("state:fredonia") == 0
    assert archive.verify().sound


def test_no_such_stage(archive: Archive) -> None:
    with pytest.raises(UsageError, match="no stage"):
        archive.rederive(stage="outlook", executor=InProcess())  # type: ignore[arg-type]


def test_the_view_for_other_tools(archive: Archive) -> None:
    asked = "SELECT cable, quote, type, actor, actor_id, made FROM cable_mentions WHERE actor_id = 'state:XS'"
    assert archive._store.connection.execute(asked).fetchall() == [
        ("07ROME3", "SYLVANIA", "state", "Sylvania", "state:XS", "model")
    ]


# --- archives of version 1 ----------------------------------------------------------------------


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """An archive as the first version of the tables had it: two telegrams and a decision."""
    folder = tmp_path / "old"
    folder.mkdir()
    connection = sqlite3.connect(folder / FILE)
    connection.executescript(OLD.read_text(encoding="utf-8"))
    connection.close()
    return folder


def _version(folder: Path) -> int:
    connection = sqlite3.connect(folder / FILE)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.close()
    return int(version)


def test_an_archive_of_version_1_gets_the_stage(old: Path) -> None:
    assert _version(old) == 1
    with open_archive(old) as archive:
        assert _version(old) == schema.VERSION
        assert archive.actors() == []
        assert [one.kind for one in archive.decisions()] == ["seen"]
        assert any("whose actors this version has yet to find" in str(one) for one in archive.verify().problems)
        archive.rederive(executor=InProcess())
        assert archive.count("state:france") == archive.count("state:FR") == 1
        assert archive.verify().sound
        assert [one.kind for one in archive.decisions()] == ["seen"]


def test_the_tables_are_those_of_a_new_archive(old: Path, tmp_path: Path) -> None:
    with open_archive(old) as one, open_archive(tmp_path / "new", create=True) as other:
        here, there = (
            [(kind, name, " ".join(sql.split())) for kind, name, sql in schema_of(archive._store.connection)]
            for archive in (one, other)
        )
    assert here == there


def test_an_archive_of_version_2_gets_the_index_of_people(tmp_path: Path) -> None:
    with open_archive(tmp_path, create=True) as archive:
        new = schema_of(archive._store.connection)
    connection = sqlite3.connect(tmp_path / FILE)
    later = f"{WITHOUT_LEDGER} DROP VIEW cable_positions; DROP TABLE stated; DROP TABLE stating;"
    connection.executescript(f"{later} DROP INDEX mention_by_words; PRAGMA user_version = 2;")
    connection.close()
    with pytest.raises(ArchiveError, match="older Cablegram"):
        open_archive(tmp_path, read_only=True)
    with open_archive(tmp_path) as archive:
        assert schema_of(archive._store.connection) == new
        plan = archive._store.connection.execute(
            'EXPLAIN QUERY PLAN SELECT document, actor, start, "end" FROM mention'
            f" WHERE how IN {schema.WORDS} AND actor IS NOT NULL ORDER BY document"
        ).fetchall()
    assert "COVERING INDEX mention_by_words" in str(plan)
    assert _version(tmp_path) == schema.VERSION


def test_the_step_is_whole_or_not_at_all(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setitem(schema.MIGRATIONS, 2, (*schema.ACTORS, "SELECT * FROM nowhere"))
        with pytest.raises(ArchiveError, match="cannot be opened"):
            open_archive(old)
    assert _version(old) == 1
    connection = sqlite3.connect(old / FILE)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    assert not tables & {"naming", "actor", "mention", "appearance"}
    with open_archive(old) as archive:
        assert archive.document("07PARIS1") is not None
    assert _version(old) == schema.VERSION


def test_every_mention_that_the_package_finds_can_be_filed() -> None:
    """What the store relies on: every actor of a mention is told of once, ids have no blanks, and places are true."""
    for path in samples():
        text = Source.from_bytes(path.read_bytes()).text
        for start, end in telegram_spans(text):
            cable = parse(text[start:end])
            found = named(cable, mend(cable), "model").found
            known = [actor.id for actor in found.actors]
            assert len(known) == len(set(known))
            assert all(name and not any(map(str.isspace, name)) for name in known)
            for mention in found.mentions:
                _holds(mention, cable.text, known)


def _holds(mention: Mention, text: str, known: list[str]) -> None:
    assert text[mention.start : mention.end] == mention.quote != ""
    assert tuple(text[a:b] for a, b in mention.more) == mention.quote_more
    assert not mention.actor_id or mention.actor_id in known
