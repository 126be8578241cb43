"""The first page: what is found, narrowed, paged, exported; errors at their place."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from cablegram.archive import open_archive
from cablegram.reading_room.search_page import AT_ONCE, narrowed
from tests.reading_room.asking import Asking, open_room


def test_without_a_query_everything_is_listed_by_date(room: Asking) -> None:
    page = room("/")
    assert page.status == 200
    first = page.text.index("74KATHMANDU1347")
    assert first < page.text.index("74BUENOSAIRES3318")
    assert page.shown.links("/cable/74KATHMANDU1347")


def test_a_hit_leads_to_its_exact_place(room: Asking, kept: Path) -> None:
    with open_archive(kept, read_only=True) as archive:
        (hit,) = archive.search("debt").hits
    (link,) = room("/?q=debt").shown.links("/cable/")
    assert f"lit={hit.start}-{hit.end}#lit" in link
    assert "<mark>debt</mark>" in room("/?q=debt").text


def test_an_error_is_shown_at_its_place(room: Asking) -> None:
    page = room("/?q=debt+oirgin:PARIS")
    assert page.status == 400
    assert 'debt <mark class="wrong">oirgin:</mark>PARIS' in page.text
    assert "did you mean origin:?" in page.text
    assert 'value="debt oirgin:PARIS"' in page.text  # to be put right


def test_who_is_named_is_counted_where_it_is_asked_for(room: Asking) -> None:
    page = room("/?q=minister")
    assert "States named" not in page.text
    (link,) = [one for one in page.shown.links("/?q=minister") if "named=1" in one]
    named = room(link)
    assert "States named" in named.text
    (narrower, *_) = [one for one in named.shown.links("/?q=minister+state") if "named=1" in one]
    assert room(narrower).status == 200


def test_facets_narrow(room: Asking) -> None:
    page = room("/?q=minister")
    total = int(page.shown.words.split("document")[0].split()[-1])
    narrower = [link for link in page.shown.links("/?q=minister+") if "class" in link]
    assert narrower
    for link in narrower:
        found = int(room(link).shown.words.split("document")[0].split()[-1])
        assert 0 < found < total


@pytest.mark.parametrize(
    ("query", "field", "value", "expected"),
    [
        ("", "year", "2007", "year:2007"),
        ("a OR b", "tags", "PREL", "(a OR b) tags:PREL"),
        ("a", "class", "LIMITED OFFICIAL USE", 'a class:"LIMITED OFFICIAL USE"'),
        ("a", "person", "John Doe (person:US/doe)", 'a person:"person:US/doe"'),  # two of one name
        ("a", "org", 'The "X" Company', 'a org:"The  X  Company"'),
    ],
)
def test_narrowing(query: str, field: str, value: str, expected: str) -> None:
    assert narrowed(query, field, value) == expected


def test_pages_go_through_all_hits_without_one_twice(room: Asking) -> None:
    seen: list[str] = []
    offset = 0
    while True:
        page = room(f"/?q=*&offset={offset}")
        seen += [link.split("&at=")[1].split("&")[0] for link in page.shown.links("/cable/")]
        if f"offset={offset + AT_ONCE}" not in page.text:
            break
        offset += AT_ONCE
    assert len(seen) > AT_ONCE
    assert seen == [str(number) for number in range(1, len(seen) + 1)]


def test_orders(room: Asking) -> None:
    first = room("/?q=minister&sort=date").shown.links("/cable/")
    last = room("/?q=minister&sort=date-desc").shown.links("/cable/")
    assert first[0].split("?")[0] == last[-1].split("?")[0] != last[0].split("?")[0]
    assert room("/?q=minister&sort=nothing").status == 400
    assert room("/?offset=-1").status == 400
    assert room("/?offset=999999").status == 200


def test_everything_found_is_exported(room: Asking, kept: Path) -> None:
    with open_archive(kept, read_only=True) as archive:
        total = archive.count("the")
    answer = room("/export.jsonl?q=the")
    rows = [json.loads(line) for line in answer.text.splitlines()]
    assert len(rows) == total > 10
    assert {row["of"] for row in rows} == {total}
    assert [row["number"] for row in rows] == list(range(1, total + 1))
    assert "attachment" in answer.headers["content-disposition"]
    answer = room("/export.csv?q=the")
    table = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"), newline="")))
    assert [row["document"] for row in table] == [row["document"] for row in rows]
    assert [row["quote"] for row in table] == [row["quote"] for row in rows]
    assert len(room("/export.jsonl").text.splitlines()) > total
    assert room("/export.jsonl?q=x:y").status == 400
    assert room("/export.exe?q=the").status == 404


def test_a_spreadsheet_gets_no_formula(room: Asking) -> None:
    table = csv.reader(io.StringIO(room("/export.csv?q=*").text, newline=""))
    cells = [cell for row in table for cell in row]
    assert any(cell.startswith("'=") for cell in cells)
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_a_view_holds_for_every_page(kept: Path) -> None:
    with open_room(kept, up_to="UNCLASSIFIED", collections=["samples"]) as asking:
        page = asking("/?q=*")
        assert "UNCLASSIFIED" in page.text
        assert "CONFIDENTIAL</span>" not in page.text
        assert "07PARIS1" not in asking("/?q=river").text
        rows = [json.loads(line) for line in asking("/export.jsonl").text.splitlines()]
        assert {row["level"] for row in rows} == {"UNCLASSIFIED", "LIMITED OFFICIAL USE"}  # which count alike
        assert asking("/api/v1/cables/07PARIS1").status == 404
        assert asking("/api/v1/stats").json["documents"] == len(rows)
