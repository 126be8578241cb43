"""Rosters: who was chief of which mission when, from a table of the user's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import cablegram
from cablegram.actors.finding import find
from cablegram.actors.rosters import COLUMNS, Roster, read_chiefs
from cablegram.errors import InputError
from cablegram.tables import rows
from cablegram.tables.stations import stations
from tests.cli.archived import call
from tests.real_data import SHARED, needs_shared

HEADER = ",".join(COLUMNS)
CHIEFS = """\
countries,norway,lind-ada-mary,Lind,Ada Mary,,ambassador-e-p,2001-03-04,2004-06-07
countries,norway,berg-otto,Berg,Otto,Jr.,charge-daffaires-ad-interim,2004-06,2005
countries,norway,roe-jane,Roe,Jane,,ambassador-e-p,2005-02-01,2006-12-08
countries,norway,beck-bo,Beck,Bo,,ambassador-e-p,2007-02-03,
countries,norway,roe-john,Roe,John,,charge-daffaires-ad-interim,2006-05,2006-07
countries,norway,holm-k-peter,van Holm,K. Peter,,ambassador-e-p,2009-01-05,2011
countries,norway,never-nan,Never,Nan,,ambassador-e-p,,
countries,norway,first-fay,First,Fay,,charge-daffaires,,2001-02
countries,sweden,lind-ada-mary,Lind,Ada,,ambassador-e-p,2004-09-01,2007-06-07
countries,russia,oneil-pat,O'Neil,Pat,,ambassador-e-p,1975-01-02,1977-03-04
countries,yugoslavia,stone-sam,Stone-Smith,Sam,,ambassador-e-p,1975-01-02,1977-03-04
countries,german-democratic-republic,ash-ann,Ash,Ann,,ambassador-e-p,1975-01-02,1977-03-04
orgs,representative-to-nato,elm-eve,Elm,Eve,,representative-to-nato,2005-01-02,2008-03-04
countries,ruritania,rook-ron,Rook,Ron,,ambassador-e-p,2005-01-02,2008-03-04
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "chiefs.csv"
    path.write_text(f"{HEADER}\n{CHIEFS}", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("surname", "given", "of", "post", "date", "found"),
    [
        ("lind", "", "", "OSLO", "2003-05-05", "lind-ada-mary"),
        ("LIND", "", "", "OSLO", "2003-05-05", "lind-ada-mary"),
        ("lind", "", "NO", "", "2003", "lind-ada-mary"),
        ("lind", "", "NO", "OSLO", "2001-03-04", "lind-ada-mary"),  # the first day counts, and the last
        ("lind", "", "", "OSLO", "2004-06-07", "lind-ada-mary"),
        ("lind", "", "", "OSLO", "2001-03-03", None),
        ("lind", "", "", "OSLO", "2004-06-08", None),
        ("lind", "", "", "STOCKHOLM", "2006-01-01", "lind-ada-mary"),
        ("lind", "", "", "STOCKHOLM", "2003-05-05", None),
        ("lind", "", "DK", "", "2003-05-05", None),
        ("lind", "", "SE", "OSLO", "2003-05-05", None),
        ("lind", "", "", "", "2003-05-05", None),
        ("lind", "", "", "OSLO", "", None),
        ("berg", "", "", "OSLO", "2004-06-02", "berg-otto"),  # a charge d'affaires; months and years are whole
        ("berg", "", "", "OSLO", "2005-12-31", "berg-otto"),
        ("berg", "", "", "OSLO", "2006-01-01", None),
        ("roe", "", "", "OSLO", "2005-06-01", "roe-jane"),
        ("roe", "", "", "OSLO", "2006-06-01", None),  # two of one surname
        ("roe", "john", "", "OSLO", "2006-06-01", "roe-john"),
        ("beck", "", "", "OSLO", "2008-06-01", "beck-bo"),
        ("beck", "", "", "OSLO", "2009-06-01", None),  # a term without an end ended when the next one began
        ("lind", "m", "", "OSLO", "2003-05-05", "lind-ada-mary"),
        ("lind", "ada", "", "OSLO", "2003-05-05", "lind-ada-mary"),
        ("lind", "karl", "", "OSLO", "2003-05-05", None),
        ("van holm", "karl", "", "OSLO", "2010-05-05", "holm-k-peter"),
        ("holm", "", "", "OSLO", "2010-05-05", "holm-k-peter"),
        ("never", "", "", "OSLO", "2010-05-05", None),  # without any date: never served
        ("first", "", "", "OSLO", "2001-01-05", "first-fay"),
        ("first", "", "", "OSLO", "1999-01-05", None),
        ("oneil", "", "", "MOSCOW", "1976-01-01", "oneil-pat"),
        ("o'neil", "", "SUHH", "", "1976-01-01", "oneil-pat"),  # the state that stood there then
        ("oneil", "", "", "LENINGRAD", "1976-01-01", None),  # a consulate is no seat
        ("stone-smith", "", "", "BELGRADE", "1976-01-01", "stone-sam"),
        ("smith", "", "", "BELGRADE", "1976-01-01", None),
        ("ash", "", "DDDE", "BERLIN", "1976-01-01", "ash-ann"),
        ("elm", "", "", "USNATO", "2007-01-01", "elm-eve"),
        ("elm", "", "nato", "", "2007-01-01", "elm-eve"),
        ("elm", "", "", "BRUSSELS", "2007-01-01", None),
        ("rook", "", "", "NOWHERE", "2007-01-01", None),
    ],
)  # fmt: skip
def test_one_person_or_none(
    table: Path, surname: str, given: str, of: str, post: str, date: str, found: str | None
) -> None:
    actor = read_chiefs(table).person(surname, given=given, of=of, post=post, date=date)
    assert (actor and actor.id) == (found and f"person:chief/{found}")


def test_the_actor(table: Path) -> None:
    roster = read_chiefs(table)
    berg = roster.person("berg", post="OSLO", date="2004-07-01")
    assert berg is not None
    assert (berg.name, berg.kind, berg.state) == ("Otto Berg Jr.", "person", "US")
    assert roster.person("lind", of="SE", date="2006") == roster.person("lind", of="NO", date="2003")
    assert roster.unplaced == ("ruritania",)
    assert Roster(()).person("lind", post="OSLO", date="2003") is None


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("a,b\n1,2\n", "no column kind, mission"),
        ("", "its first line is to be kind,mission"),
        (f"{HEADER.replace(',ended', '')}\n", "no column ended"),
        (f"{HEADER}\ncountries,norway,x,Lind\n", ":2: too few fields"),
        (f"{HEADER}\ncountries,norway,x,,Ada,,chief,2001,2002\n", ":2: surname is empty"),
        (f"{HEADER}\ncountries,norway,x,Lind,Ada,,chief,4 March 2001,2002\n", "write 2007-11-16"),
        (f"{HEADER}\ncountries,norway,x,Lind,Ada,,chief,2001-02-30,2002\n", "started is '2001-02-30'"),
        (f"{HEADER}\ncountries,norway,x,Lind,Ada,,chief,2001,2002-13\n", "ended is '2002-13'"),
        (f"{HEADER}\ncountries,norway,x,L\xf6,Ada,,chief,2001,2002\n".encode("cp1252"), "UTF-8"),
    ],
)
def test_a_wrong_table(tmp_path: Path, content: str | bytes, says: str) -> None:
    path = tmp_path / "chiefs.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputError, match=re.escape(says)):
        read_chiefs(path)


def test_no_table(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(InputError, match="name a table of chiefs of mission"):
            read_chiefs(path)


def test_a_table_from_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "chiefs.csv"
    lines = [f"{HEADER},note", *(f"{line}," for line in CHIEFS.splitlines())]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    assert read_chiefs(path).person("lind", post="OSLO", date="2003") is not None


def test_listed_missions_stand_at_stations() -> None:
    for row in rows("chief_missions"):
        assert list(row) == ["mission", "of", "posts", "source"], row
        assert row["source"], row
        assert set(row["posts"].split()) <= stations().keys(), row


# --- in a telegram ------------------------------------------------------------------------------

TELEGRAM = """\
VZCZCXYZ0000
RR RUEHWEB

DE RUEHNY #0514 1651200
ZNR UUUUU ZZH
R 141200Z JUN 03
FM AMEMBASSY OSLO
TO SECSTATE WASHDC 0000

UNCLAS OSLO 000514

SUBJECT: FISH

1. (U) {body}
LIND
"""


def test_who_signs(table: Path) -> None:
    telegram = cablegram.parse(TELEGRAM.format(body="THE DANES CAUGHT FISH."))
    signer = {mention.quote: mention for mention in find(telegram, rules_only=True, roster=read_chiefs(table)).mentions}
    assert (signer["LIND"].actor, signer["LIND"].how) == ("Ada Mary Lind", "roster")


def test_another_office_is_another_person(table: Path) -> None:
    text = TELEGRAM.format(body="AMBASSADOR LIND MET FOREIGN MINISTER BERG.").replace("\nLIND\n", "\nHOLM\n")
    for roster in (read_chiefs(table), None):
        found = find(cablegram.parse(text.replace(" JUN 03", " JUN 04")), rules_only=True, roster=roster)
        assert not any(actor.id == "person:chief/berg-otto" for actor in found.actors)
    found = find(cablegram.parse(text), rules_only=True, roster=read_chiefs(table))
    assert any(actor.id == "person:chief/lind-ada-mary" for actor in found.actors)


# --- the real table -----------------------------------------------------------------------------


@needs_shared
def test_the_real_table() -> None:
    roster = read_chiefs(SHARED / "chiefs-of-mission" / "chiefs.csv")
    stapleton = roster.person("stapleton", post="PARIS", date="2007-11-16")
    assert stapleton is not None
    assert (stapleton.id, stapleton.name) == ("person:chief/stapleton-craig-roberts", "Craig Roberts Stapleton")
    assert roster.person("stapleton", given="c", of="FR", date="2007-11") == stapleton
    assert roster.person("stapleton", post="LONDON", date="2007-11-16") is None
    assert roster.person("stapleton", post="PARIS", date="2003-11-16") is None
    for surname, post, date in (
        ("UNGER", "TAIPEI", "1976-01-01"),
        ("GATES", "PEKING", "1976-06-01"),
        ("MARTIN", "SAIGON", "1974-01-01"),
        ("STRAUSZHUPE", "USNATO", "1976-06-01"),
        ("SCRANTON", "USUNNEWYORK", "1976-06-01"),
        ("SCOTES", "SANA", "1976-06-01"),
    ):
        assert roster.person(surname, post=post, date=date) is not None, surname
    assert roster.unplaced == ("hawaii", "texas", "two-sicilies")


@needs_shared
def test_the_real_table_on_a_cable() -> None:
    roster = read_chiefs(SHARED / "chiefs-of-mission" / "chiefs.csv")
    text = TELEGRAM.replace("JUN 03", "NOV 07").replace("OSLO", "PARIS").replace("LIND", "STAPLETON")
    found = find(cablegram.parse(text.format(body="THE DANES CAUGHT FISH.")), rules_only=True, roster=roster)
    assert "Craig Roberts Stapleton" in [actor.name for actor in found.actors]


# --- the command --------------------------------------------------------------------------------


def test_the_command(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cable = tmp_path / "cable.txt"
    cable.write_text(TELEGRAM.format(body="THE DANES CAUGHT FISH."), encoding="utf-8")
    done = call(capsys, "actors", str(cable), "--rules-only", "--chiefs", str(table), "--person")
    assert (done.code, "Ada Mary Lind" in done.out) == (0, True)
    done = call(capsys, "actors", str(cable), "--rules-only", "--chiefs", str(cable))
    assert (done.code, "no table of chiefs of mission" in done.err) == (2, True)
    done = call(capsys, "actors", "--archive", str(tmp_path), "--chiefs", str(table))
    assert (done.code, "--chiefs is for files" in done.err) == (2, True)
