"""The overview: bars that are as high as their numbers, and numbers that are those of the search."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cablegram.archive import open_archive
from cablegram.reading_room.charts import LEFT, WIDTH, chart
from tests.reading_room.asking import Asking, open_room


def test_bars_stand_on_each_other_to_scale() -> None:
    made = chart([("a", {2001: 6}, {2001: 2, 2003: 8}), ("b", {2002: 1}, {})], range(2001, 2004), 80, alike=False)
    first, second = made.rows
    assert first.most == 8
    assert [(bar.year, bar.height, bar.missing_height) for bar in first.bars] == [(2001, 60, 20), (2003, 0, 80)]
    assert [(bar.year, bar.height) for bar in second.bars] == [(2002, 80)]
    for row in made.rows:
        for bar in row.bars:
            assert bar.top + bar.height == row.base
            assert bar.missing_top + bar.missing_height == bar.top
            assert LEFT <= bar.x < bar.x + bar.width <= WIDTH
    assert second.base - first.base > 80
    assert made.height > second.base
    alike = chart([("a", {2001: 8}, {}), ("b", {2001: 2}, {})], range(2001, 2002), 80, alike=True)
    assert [row.bars[0].height for row in alike.rows] == [80, 20]


def test_the_few_are_seen_beside_the_many() -> None:
    (row,) = chart([("a", {2001: 100_000, 2002: 1}, {})], range(2001, 2003), 100, alike=True).rows
    assert row.bars[1].height == 1.5


@pytest.mark.parametrize("years", [range(2000, 2001), range(1974, 2010), range(1861, 2011), range(0)])
def test_years_are_written_where_there_is_room(years: range) -> None:
    ticks = chart([("a", {}, {})], years, 10, alike=True).ticks
    assert len(ticks) <= 14
    assert [year for year, _ in ticks] == sorted(year for year, _ in ticks)
    assert all(year in years for year, _ in ticks)


def _table(text: str, number: int) -> dict[str, list[str]]:
    """The rows of a chart's table by year."""
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", text.split("<table")[number])
    return {
        re.sub("<[^>]+>", "", cells[0]): [" ".join(re.sub("<[^>]+>", "", cell).split()) for cell in cells[1:]]
        for cells in (re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows)
    }


def test_the_numbers_are_those_of_the_search(room: Asking, kept: Path) -> None:
    page = room("/overview").text
    with open_archive(kept, read_only=True) as archive:
        counts = dict(archive.search("*", limit=0, facets=("year",)).facets["year"])
        missing = [one.name for one in archive.missing(None)]
        post = archive.search("*", limit=0, facets=("origin",)).facets["origin"][0][0]
        of_post = dict(archive.search(f"origin:{post}", limit=0, facets=("year",)).facets["year"])
    table = _table(page, 1)
    for year, count in counts.items():
        held, _, gone = table[year][0].partition(" ")
        assert held == str(count)
        assert gone.strip("()") == (str(sum(name.startswith(year[2:]) for name in missing)) if gone else "")
    assert any("(" in cells[0] for cells in table.values())
    held_of_post = {year: cells[0].split(" ")[0] for year, cells in _table(page, 2).items() if cells[0][:1].isdigit()}
    assert held_of_post == {year: str(count) for year, count in of_post.items()}
    assert f"{len(missing)} cables are referred to and not held" in page


def test_a_query_narrows_it(room: Asking) -> None:
    page = room("/overview?q=tags:PREL").text
    assert 'class="missing"' not in page
    assert "tags%3APREL+year%3A" in page
    assert "Nothing dated is found" in room("/overview?q=nothinglikethis").text
    assert room("/overview?q=x:y").status == 400


def test_it_is_of_the_view(kept: Path) -> None:
    with open_room(kept, up_to="UNCLASSIFIED") as asking:
        page = asking("/overview").text
        assert "Up to UNCLASSIFIED" in page
        assert "BAKU" not in page
