"""The tables of offices and of who held them agree with themselves and with the other tables."""

from __future__ import annotations

from itertools import pairwise

import pytest

from cablegram.actors.gazetteer import bodies_by_id
from cablegram.tables import rows
from cablegram.tables.actor_states import state
from cablegram.tables.offices import holders, holders_by_surname, offices, surname, title_key, within


def test_every_holder_is_of_a_state_or_body_that_a_table_has() -> None:
    for row in rows("officeholders"):
        if row["of"].islower():
            assert row["of"] in bodies_by_id(), row
        else:
            assert state(row["of"]), row
        assert row["source"]


def test_terms_are_in_order() -> None:
    for row in rows("officeholders"):
        assert row["from"][:4].isdigit(), row
        assert not row["to"] or row["from"] <= row["to"], row


def test_terms_of_one_office_do_not_overlap() -> None:
    by_office: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows("officeholders"):
        by_office.setdefault((row["office"], row["of"]), []).append(row)
    for terms in by_office.values():
        for one, other in pairwise(sorted(terms, key=lambda row: row["from"])):
            cut = min(len(one["to"]), len(other["from"]))
            assert one["to"], (one, other)
            assert one["to"][:cut] <= other["from"][:cut], (one, other)


def test_every_office_that_is_held_has_a_title() -> None:
    known = {office.office for office in offices().values()}
    unspoken = {"leader", "premier", "high-representative", "permanent-representative-un"}
    assert {row["office"] for row in rows("officeholders")} <= known | unspoken


@pytest.mark.parametrize(
    ("office", "of", "date", "name"),
    [
        ("secretary-of-state", "US", "1975-01-01", "Henry A. Kissinger"),
        ("chancellor", "DE", "1975", "Helmut Schmidt"),  # a year alone
        ("secretary-general", "osce", "2007-11-16", "Marc Perrin de Brichambaut"),
        ("chairman-in-office", "osce", "2007-11-16", "Miguel Angel Moratinos"),
    ],
)
def test_holders(office: str, of: str, date: str, name: str) -> None:
    assert [holder.name for holder in holders(office, of, date)] == [name]


def test_a_year_of_change_has_two() -> None:
    assert len(holders("prime-minister", "GB", "1979")) == 2


def test_surnames() -> None:
    assert surname("Louis de Guiringaud") == "de guiringaud"
    assert surname("Louis Armand Vik, Jr.") == "vik"
    assert {holder.name for holder in holders_by_surname("thatcher", "1980")} == {"Margaret Thatcher"}


def test_titles_are_found_however_they_are_set() -> None:
    assert title_key("Sec.-Gen.") == "sec gen"
    assert offices()[title_key("AMB.")].office == "ambassador"
    assert offices()["fonmin"].office == offices()["minister of foreign affairs"].office == "foreign-minister"


@pytest.mark.parametrize(
    ("date", "since", "until", "inside"),
    [
        ("1979", "1979-05-04", "1990-11-28", True),  # as far as both go
        ("1979-01-01", "1979-05-04", "1990-11-28", False),
        ("1995-01-01", "1979-05-04", "", True),
        ("", "1979-05-04", "1990-11-28", True),  # no date excludes nothing
    ],
)
def test_within(date: str, since: str, until: str, inside: bool) -> None:
    assert within(date, since, until) is inside
