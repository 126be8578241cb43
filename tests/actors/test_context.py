"""What a cable says of itself: from its head, and where it has none from its signature and its words."""

from __future__ import annotations

import pytest

import cablegram
from cablegram.actors.context import Facts, era_of, facts_of, post_actor
from cablegram.findings.view import reading_view
from cablegram.tables.stations import stations
from tests.real_data import SAMPLES


def of(text: str) -> Facts:
    telegram = cablegram.parse(text)
    return facts_of(telegram, reading_view(telegram).text)


def test_the_head_of_a_sample() -> None:
    facts = of((SAMPLES / "07BAKU1562.txt").read_bytes().decode())
    assert facts.post is not None
    assert facts.post.name == "Embassy of the United States, Baku"
    assert facts.host == "AZ"
    assert facts.date.startswith("2007")
    assert not facts.washington
    assert not facts.guessed


def test_the_department() -> None:
    facts = of((SAMPLES / "08STATE138977.txt").read_bytes().decode())
    assert facts.washington
    assert facts.host == ""
    assert facts.post is not None
    assert facts.post.id == "organ:US/department-of-state"


@pytest.mark.parametrize(
    ("station", "name"),
    [
        ("PARIS", "Embassy of the United States, Paris"),
        ("BELFAST", "Consulate General of the United States, Belfast"),
        ("PEKING", "Liaison Office of the United States, Peking"),
        ("USNATO", "Mission of the United States to the North Atlantic Treaty Organization"),
        ("STATE", "Department of State (United States)"),
    ],
)
def test_posts(station: str, name: str) -> None:
    assert post_actor(stations()[station]).name == name


def test_a_body_alone_signed_by_the_secretary_is_the_departments() -> None:
    facts = of("1. EMBASSY SHOULD INFORM GOVERNMENT.\n\nKISSINGER\n")
    assert facts.washington
    assert "1973" <= facts.date <= "1977"
    assert facts.guessed


def test_a_common_surname_of_the_distant_past_signs_for_nobody() -> None:
    facts = of("1. THE FIRM IS KNOWN.\n\nMARSHALL\n")  # a Secretary of 1947, before there were such telegrams
    assert not facts.washington
    assert facts.date == ""


@pytest.mark.parametrize(
    ("names", "year"),
    [
        (["france", "ussr"], "1990"),  # a year in which every state that is named was there
        (["frg", "rhodesia"], "1978"),
        (["france"], ""),  # it tells nothing
    ],
)
def test_the_era_by_the_states_named(names: list[str], year: str) -> None:
    assert era_of(names) == year
