"""Who is meant: states, places, organisations and organs, by the tables and by what the cable says."""

from __future__ import annotations

import pytest

from cablegram.actors.context import Facts, post_actor
from cablegram.actors.gazetteer import key, state_actor, state_then
from cablegram.tables.stations import stations
from tests.actors.marking import answers, last, resolutions


def facts(station: str, date: str, host: str = "", body: str = "") -> Facts:
    entry = stations()[station]
    washington = station == "STATE"
    return Facts(
        post=post_actor(entry), host=host or ("" if entry.country == "US" else entry.country),
        date=date, body=body, washington=washington,
    )  # fmt: skip


OSLO = facts("OSLO", "1976-05-01")
PARIS = facts("PARIS", "2007-06-20")
STATE = facts("STATE", "1975-03-01")


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("U.S.", "us"), ("U. S.", "us"), ("the US", "us"),  # dots and blanks between initials, an article
        ("FRANCE’S", "france"), ("FRANCE'S", "france"),  # both apostrophes of a possessive
        ("SECRE- TARIAT", "secretariat"), ("SECRETARY-GENERAL", "secretary general"),  # a broken line, a hyphen
        ("GÖTEBORG", "goteborg"), ("ministers’", "ministers"),
    ],
)  # fmt: skip
def test_a_key_is_blind_to_how_a_word_is_set(text: str, same: str) -> None:
    assert key(text) == same


@pytest.mark.parametrize(
    ("text", "date", "name"),
    [
        ("{USSR|state} agreed", "1975-01-01", "Soviet Union"),
        ("{Russians|state} agreed", "1975-01-01", "Soviet Union"),  # the people of the state there was
        ("{Russians|state} agreed", "2007-01-01", "Russia"),
        ("{Moscow|state} agreed", "1975-01-01", "Soviet Union"),
        ("{Moscow|state} agreed", "2007-01-01", "Russia"),
        ("{FRG|state} agreed", "1975-01-01", "Federal Republic of Germany"),  # beside the other German state
        ("{GDR|state} agreed", "1975-01-01", "German Democratic Republic"),
        ("{Germans|state} agreed", "2007-01-01", "Germany"),
        ("{Czechs|state} agreed", "1976-01-01", "Czechoslovakia"),  # a demonym of what came later
        ("{Kinshasa|state} agreed", "1977-01-01", "Zaire"),  # a name that the state had for a time
        ("{Kinshasa|state} agreed", "2007-01-01", "Congo (Kinshasa)"),
        ("{Peking|state} agreed", "1975-01-01", "China"),
        ("{French|state} position", "1975-01-01", "France"),
        ("{SWEDENGOV|state} agreed", "1975-01-01", "Sweden"),  # as the trade runs them together
        ("{Ruritania|state} agreed", "1975-01-01", "Ruritania"),  # no word of any table: its own words
    ],
)  # fmt: skip
def test_states_by_table_and_date(text: str, date: str, name: str) -> None:
    assert last(text, Facts(date=date)) == name


def test_a_state_under_an_older_code_is_the_one_its_capital_was_in() -> None:
    assert state_then("CD", "1977-01-01") == "ZRCD"
    assert state_then("CD", "1999-01-01") == "CD"
    assert state_then("YE", "1977-01-01") == "YEYE"  # two came before: the one with the capital
    assert state_actor("DE", "1985-01-01").name == "Federal Republic of Germany"
    assert state_actor("DE", "1995-01-01").name == state_actor("DE").name == "Germany"


@pytest.mark.parametrize(
    ("text", "where", "name"),
    [
        ("{GOI|state} agreed", facts("ROME", "1976-01-01"), "Italy"),  # the government of the host state
        ("{GOI|state} agreed", facts("TEHRAN", "1976-01-01"), "Iran"),
        ("{India|state} asked. {GOI|state} agreed", STATE, "India"),  # the only candidate that is named
        ("{GOI|state} agreed", STATE, "?"),  # candidates rather than a wrong one
        ("{Italy|state} and {India|state} met.\n\n{GOI|state} agreed", STATE, "?"),
    ],
)  # fmt: skip
def test_an_acronym_of_many_governments(text: str, where: Facts, name: str) -> None:
    assert last(text, where) == name


def test_what_is_not_decided_lists_its_candidates() -> None:
    ((_, found),) = resolutions("{GOI|state} agreed", STATE)
    assert found.actor is None
    assert found.sure == "none"
    assert {"state:IT", "state:IN", "state:IR"} <= set(found.candidates)


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("met in {Paris|place}", "place:FR/paris"),
        ("visit to {Norway|place}", "state:NO"),
        ("{West Africa|region}", "region:west-africa"),
    ],
)
def test_places(text: str, identity: str) -> None:
    ((_, found),) = resolutions(text, OSLO)
    assert found.actor is not None
    assert found.actor.id == identity


@pytest.mark.parametrize(
    ("text", "where", "name"),
    [
        ("the {Embassy|organ|nominal} reports", OSLO, "Embassy of the United States, Oslo"),
        ("the {Department|organ|nominal} asks", OSLO, "Department of State (United States)"),
        ("the {{French|state} Embassy|organ} says", OSLO, "Embassy of France, Oslo"),
        ("the {{Chilean|state} Embassy|organ} says", STATE, "Embassy of Chile, Washington"),
        ("{Embassy {Lima|place}|organ} says", OSLO, "Embassy of the United States, Lima"),
        ("{MFA|organ} says", OSLO, "Ministry of Foreign Affairs (Norway)"),  # the host state's
        ("{{French|state} MFA|organ} says", OSLO, "Ministry of Foreign Affairs (France)"),
        ("{Ministry of Fisheries|organ} says", OSLO, "Ministry of Fisheries (Norway)"),
        ("{Fisheries Ministry|organ} says. The {Ministry|organ|nominal} adds", OSLO, "Ministry of Fisheries (Norway)"),
        ("{{Danish|state} Navy|organ} sailed", OSLO, "Navy (Denmark)"),
        ("{{Swedish|state} del|organ}", facts("USUNNEWYORK", "1976-01-01", body="un"), "Delegation of Sweden (United Nations)"),
    ],
)  # fmt: skip
def test_organs(text: str, where: Facts, name: str) -> None:
    assert last(text, where) == name


def test_an_embassy_of_a_cable_from_washington_is_the_one_addressed() -> None:
    to_lima = Facts(post=STATE.post, date="1975", washington=True, posts=[post_actor(stations()["LIMA"])])
    assert last("{Embassy|organ|nominal} should act", to_lima) == "Embassy of the United States, Lima"
    two = Facts(post=STATE.post, date="1975", washington=True, posts=[*to_lima.posts, post_actor(stations()["PARIS"])])
    ((_, found),) = resolutions("{Embassy|organ|nominal} should act", two)
    assert found.actor is None
    assert found.candidates == ("post:LIMA", "post:PARIS")


@pytest.mark.parametrize(
    ("text", "where", "name"),
    [
        ("{NATO|body}", OSLO, "North Atlantic Treaty Organization"),
        ("{{OSCE|body}'s Kosovo Mission|body}", PARIS, "OSCE Mission in Kosovo"),
        ("the {OECD|body} met; the {Secretariat|body|nominal} proposed", PARIS, "OECD Secretariat"),
        ("{Harbour Dues Committee|body} met. The {Committee|body|nominal} agreed", OSLO, "Harbour Dues Committee"),
        ("the {Ionian Grain Board (IGB)|body} met; {IGB|body} agreed", OSLO, "Ionian Grain Board (IGB)"),  # defined
        ("{Grand Harbour Line|company} sails; {Grand Harbour|company} sails", OSLO, "Grand Harbour Line"),
    ],
)  # fmt: skip
def test_organisations(text: str, where: Facts, name: str) -> None:
    assert last(text, where) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{Cyprus|state} and {CHPRUS|state}", "Cyprus"),  # one letter, and the cable has the name
        ("{NOREAY|state} agreed", "Norway"),  # against the table, with one state that near
        ("{PERX|state} agreed", "PERX"),  # too short to tell
    ],
)  # fmt: skip
def test_damaged_names(text: str, name: str) -> None:
    assert last(text, Facts(date="1976")) == name


@pytest.mark.parametrize(
    ("text", "where", "name"),
    [
        ("the {host government|state|nominal} agreed", OSLO, "Norway"),
        ("the {government|state|nominal} agreed", OSLO, "Norway"),
        ("the {Government of {Denmark|state}|state|nominal} agreed", OSLO, "Denmark"),
        ("{Peru|state} and {Chile|state} met; the {two governments|state|nominal} agreed", OSLO, "Chile and Peru"),
        ("the {{Sarkozy|person} government|state|nominal} agreed", PARIS, "France"),
        ("the {{French|state} officials|people|nominal} agreed", OSLO, "France"),  # they speak for their state
        ("{{French|state} officials|people|nominal} met. {Officials|people|nominal} agreed", OSLO, "France"),
        ("the {{French|state} fishermen|people|nominal} agreed", OSLO, "French fishermen"),  # these do not
        ("{several developing countries|state|nominal}", OSLO, "developing countries"),
    ],
)  # fmt: skip
def test_nominals(text: str, where: Facts, name: str) -> None:
    assert last(text, where) == name


def test_the_same_words_are_the_same_in_any_case() -> None:
    text = "{French|state} {MFA|organ} told {Embassy|organ|nominal} that {Foreign Minister Kouchner|person} left {Paris|place}"
    upper = text.upper()
    for kind in ("state", "organ", "nominal", "person", "place"):
        upper = upper.replace("|" + kind.upper(), "|" + kind)
    assert [found.actor for _, found in resolutions(text, PARIS)] == [
        found.actor for _, found in resolutions(upper, PARIS)
    ]
    assert [name for _, name in answers(text.lower(), PARIS)] == [name for _, name in answers(text, PARIS)]


@pytest.mark.parametrize(
    "text", ["", "{|state}", "{ |person}", "{'s|organ}", "{.|body|nominal} {-|person|pronoun}", "{(|people}"]
)
def test_nothing_makes_it_raise(text: str) -> None:
    for kind in ("state", "place", "region", "organ", "body", "party", "company", "person", "people"):
        for form in ("name", "nominal", "pronoun"):
            resolutions(f"{text} {{x{text.replace('{', '').replace('}', '').replace('|', '')}|{kind}|{form}}}", None)
    resolutions(text, None)
