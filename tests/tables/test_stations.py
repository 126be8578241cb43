"""Stations, aliases and routing: the tables agree with each other, and damaged names find their station."""

from __future__ import annotations

import re
import time

import pytest

from cablegram.errors import TableError
from cablegram.tables import UnknownTableError, rows
from cablegram.tables import stations as s

KEYS = {
    "stations": "station",
    "station_aliases": "alias",
    "routing": "routing",
    "collectives": "name",
    "agencies": "name",
    "bureaus": "code",
    "plad_prefixes": "prefix",
}
KINDS = {
    "embassy", "consulate", "mission", "interests-section", "liaison-office",
    "department", "agency", "office", "delegation", "trip-series",
}  # fmt: skip


@pytest.mark.parametrize(("table", "key"), KEYS.items())
def test_rows_have_a_key_of_their_own_and_a_source(table: str, key: str) -> None:
    seen = [row[key] for row in rows(table)]
    assert len(seen) == len(set(seen))
    assert all(seen)
    for row in rows(table):
        assert row["source"], row
        assert None not in row, row
        assert None not in row.values(), row
        assert all(value == value.strip() for value in row.values()), row


def test_unknown_table() -> None:
    with pytest.raises(UnknownTableError, match=r"no table 'nothing'; the tables are: .*stations"):
        rows("nothing")
    with pytest.raises(KeyError):
        rows("../stations")
    assert issubclass(UnknownTableError, TableError)


def test_stations_are_well_formed() -> None:
    assert len(s.stations()) >= 330
    for key, entry in s.stations().items():
        assert key == s.normal(entry.station) == s.normal(entry.name), entry
        assert entry.kind in KINDS, entry
        assert re.fullmatch(r"[A-Z]{2}", entry.country), entry
        assert re.fullmatch(r"[A-Z][A-Z0-9 '-]+", entry.plad), entry
        assert 3 <= len(key) <= 17, entry


def test_aliases_lead_to_stations() -> None:
    for row in rows("station_aliases"):
        assert row["alias"] == s.normal(row["alias"])
        assert row["station"] in s.stations(), row
        # only the older names of renamed stations are stations themselves, and they are not resolved
        assert (row["alias"] in s.stations()) == (row["reason"] == "older name"), row
        if row["reason"] == "older name":
            assert row["note"], row


def test_routing_agrees_with_stations_and_collectives() -> None:
    for row in rows("routing"):
        assert re.fullmatch(r"R[A-Z]{3,7}", row["routing"]), row
        assert not row["station"] or row["station"] in s.stations(), row
        if row["through"]:
            assert row["through"][:-1] == row["routing"][:-1], row
            assert row["through"] > row["routing"], row
    for row in rows("collectives"):
        if row["routing"]:
            holder = s.routing_holder(row["routing"])
            assert holder is not None, row
            assert "COLLECTIVE" in holder.name, row


def test_prefixes_name_known_kinds() -> None:
    for row in rows("plad_prefixes"):
        assert set(row["kinds"].split()) <= KINDS, row
        assert re.fullmatch(r"\d{4}", row["from_year"]), row
        assert re.fullmatch(r"(\d{4})?", row["to_year"]), row


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The Hague", "THEHAGUE"),  # blanks and case
        ("PORT-AU-PRINCE", "PORTAUPRINCE"),  # hyphens
        ("N'DJAMENA", "NDJAMENA"),  # apostrophe
        ("ST. PETERSBURG", "STPETERSBURG"),  # dot
        ("SÃO PAULO", "SAOPAULO"),  # accents are no part of telegraphic names
        ("", ""),
        ("...", ""),
    ],
)
def test_normal(name: str, expected: str) -> None:
    assert s.normal(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("PARIS", "PARIS"),  # itself
        ("the hague", "THEHAGUE"),
        ("SECSTATE", "STATE"),  # address name of the Department
        ("SECSTATE WASHDC", "STATE"),
        ("DEPT", "STATE"),
        ("USUN", "USUNNEWYORK"),
        ("USUN NEW YORK", "USUNNEWYORK"),
        ("KL", "KUALALUMPUR"),  # abbreviations of the trade
        ("HCMC", "HOCHIMINHCITY"),
        ("MEXICO CITY", "MEXICO"),  # the reference number never has CITY
        ("PARIS FR", "UNESCOPARISFR"),  # address tail that became a station
        ("USUNESCO PARIS FR", "UNESCOPARISFR"),
        ("USEU", "USEUBRUSSELS"),
        ("BRUSSELS", "BRUSSELS"),  # the embassy stays apart from the mission
        ("EC BRUSSELS", "ECBRUSSELS"),
        ("TAIPEI", "TAIPEI"),  # embassy until 1979
        ("AIT TAIPEI", "AITTAIPEI"),
        ("KIEV", "KIEV"),  # older names stay themselves
        ("KYIV", "KYIV"),
        ("AMEMBASSY PARIS", "PARIS"),  # address
        ("AMEMBASSY MEXICO CITY", "MEXICO"),  # address before an alias
        ("Embassy Hanoi", "HANOI"),  # loose form
        ("USINT HAVANA", "HAVANA"),
        ("USMISSION GENEVA", "GENEVA"),
        ("USMISSION BERLIN", "USBERLIN"),  # West Berlin, not the embassy in the East
        ("USMISSION PARIS", None),  # the embassy is no mission, and there is more than one mission
        ("USDAO PARIS", None),  # attaches number their own messages
        ("", None),
        ("PARAGRAPH", None),
    ],
)
def test_station(name: str, expected: str | None) -> None:
    found = s.station(name)
    assert (found.station if found else None) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("PARIS", "PARIS"),  # whole names are left alone
        ("KL", "KUALALUMPUR"),  # aliases too
        ("PORTA", "PORTAUPRINCE"),  # archive code, one reading
        ("PORTO", None),  # Port of Spain or Porto Alegre
        ("THEHA", "THEHAGUE"),  # archive code: blank counted
        ("KUALALUMP", "KUALALUMPUR"),  # cut at nine letters
        ("MEXIC", "MEXICO"),
        ("GENEV", "GENEVA"),  # a station's name before an alias such as GENEVACD
        ("SAN", None),  # too short
        ("SANJO", "SANJOSE"),
        ("MOGADI", None),  # Mogadiscio and Mogadishu
        ("BELGADE", "BELGRADE"),  # dropped letter
        ("MONROIA", "MONROVIA"),
        ("DULIN", "DUBLIN"),  # old slip
        ("PRETROIA", "PRETORIA"),  # transposed
        ("CARACCAS", "CARACAS"),  # doubled
        ("MILSK", "MINSK"),  # N to L: one bit cleared
        ("BISHIEK", "BISHKEK"),  # K to I: one bit cleared
        ("BRUSSQLS", "BRUSSELS"),  # Q for a lost letter
        ("QXICO", "MEXICO"),  # Q for two lost letters
        ("AQNA", "ADANA"),  # shortest reading
        ("REYKAVIJK", "REYKJAVIK"),  # two edits in a long name
        ("OME", None),  # Rome and Lome, and too short
        ("XOME", None),  # Rome and Lome tie
        ("SECSTAET", "STATE"),  # damaged alias
        ("QUITO", "QUITO"),  # Q before U is a letter
        ("SECTO", "SECTO"),  # a trip series by its own name only
        ("SECTION", None),  # words of the trade are no damaged trip series
        ("PART", None),
        ("XQZWV", None),
        ("A" * 5000, None),
    ],
)
def test_nearest_station(name: str, expected: str | None) -> None:
    found = s.nearest_station(name)
    assert (found.station if found else None) == expected


@pytest.mark.parametrize(
    ("seen", "nearer", "farther"),
    [
        ("LIA", "LIMA", "LOA"),  # dropped letter before another substitution
        ("ROEM", "ROME", "ROER"),  # transposed before substituted
        ("LLIMA", "LIMA", "CLIMA"),  # doubled before substituted
        ("IABUL", "KABUL", "ZABUL"),  # one ASCII bit before another letter
        ("QABUL", "KABUL", "KABULI"),  # one edit before two
    ],
)
def test_edits_are_ranked(seen: str, nearer: str, farther: str) -> None:
    assert s._cost(seen, nearer) < s._cost(seen, farther)


@pytest.mark.parametrize("cut", [6, 7, 8, 10])
def test_cut_names_are_never_taken_for_another_station(cut: int) -> None:
    for entry in s.stations().values():
        for short in (entry.station[:cut], s.archive_cut(entry.name)):
            if len(short) >= 4 and short not in s.stations() and s.station(short) is None:
                found = s.nearest_station(short)
                assert found is None or found == entry, short


def test_every_single_lost_letter_in_long_names_is_repaired_or_refused() -> None:
    for entry in s.stations().values():
        if len(entry.station) < 6:
            continue
        for i in range(1, len(entry.station)):
            damaged = entry.station[:i] + entry.station[i + 1 :]
            found = s.nearest_station(damaged)
            if s.station(damaged) is None:
                assert found in (None, entry), damaged


def test_routing_holder() -> None:
    paris = s.routing_holder("RUEHFR")
    assert paris is not None
    assert (paris.name, paris.station) == ("AMEMBASSY PARIS", "PARIS")
    run = s.routing_holder("RUEAWJC")  # inside the run RUEAWJA to RUEAWJD
    assert run is not None
    assert (run.routing, run.station) == ("RUEAWJC", "USDOJ")
    gateway = s.routing_holder("rhmfiss ")
    assert gateway is not None
    assert (gateway.station, gateway.name) == ("", "message conversion gateway (many addressees)")
    assert s.routing_holder("RXXXXXX") is None


def test_agency_bureau_collective() -> None:
    energy = s.agency("energy")
    assert energy is not None
    assert energy.meaning == "Department of Energy"
    assert s.agency("White House") is not None
    assert s.agency("PARIS") is None
    assert s.is_bureau("EUR")
    assert s.is_bureau("EUR/WE")  # office of a bureau
    assert s.is_bureau("S/CT")
    assert not s.is_bureau("ZZZ")
    assert not s.is_bureau("")
    assert s.collective("EU MEMBER STATES") == s.collective("EU MEMBER STATES COLLECTIVE") is not None
    assert s.collective("PARIS") is None
    assert s.newer_names()["KIEV"] == "KYIV"


def test_nearest_station_is_quick() -> None:
    s.nearest_station("WARMUPX")
    names = [f"{a}X{b}LSK" for a in "ABCDEFGHIJ" for b in "KLMNOPQRST"]
    start = time.perf_counter()
    for name in names:
        s.nearest_station(name)
    assert (time.perf_counter() - start) / len(names) < 0.01  # about 0.1 ms on a quiet machine
