"""Who wants what: everybody counted, each one's items with their exact words, one way from the number to the text."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from cablegram.archive import open_archive
from tests.reading_room.asking import Asking, open_room
from tests.reading_room.test_reader_page import lit


def test_everybody_is_counted_as_the_library_counts(room: Asking, kept: Path) -> None:
    with open_archive(kept, read_only=True) as archive:
        holders = archive.holders()
    page = room("/wants")
    assert f"{len(holders)} holders of positions" in page.text
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", page.text, re.DOTALL)
    assert len(rows) == min(len(holders), 100)
    for row, one in zip(rows, holders, strict=False):
        assert unescape(re.sub("<[^>]+>", "", row)).split()[0] == one.name.split()[0]
        counts = [int(number) for number in re.findall(r'class="does"[^>]*>(\d+)', row)]
        assert sum(counts) == one.items
        assert abs(sum(float(wide) for wide in re.findall(r'width="([\d.]+)"', row)) - 100) < 0.1


@pytest.mark.parametrize(
    ("asked", "options"),
    [
        ("holder=state:UY", {"holder": "state:UY", "kind": "position"}),
        ("holder=state:UY&stance=oppose", {"holder": "state:UY", "stance": "oppose"}),
        ("holder=Uruguay&kind=action", {"holder": "Uruguay", "kind": "action"}),
        ("holder=state:US&q=minister", {"query": "minister", "holder": "state:US", "kind": "position"}),
    ],
)
def test_items_are_those_of_the_library(room: Asking, kept: Path, asked: str, options: dict[str, str]) -> None:
    with open_archive(kept, read_only=True) as archive:
        items = list(archive.positions(**options))  # type: ignore[arg-type]
    page = room(f"/wants?{asked}")
    links = [unescape(link) for link in re.findall(r'class="quote"><a href="([^"]+)"', page.text)]
    assert len(links) == len(items) > 0
    for link, row in list(zip(links, items, strict=True))[:4]:
        cable = room(link.split("#")[0] + "&view=read").text
        # Over a line end, two pieces are lit.
        assert lit(cable).replace(" ", "") == "".join("".join((row.item.quote, *row.item.quote_more)).split())


def test_pages_go_through_all(room: Asking, kept: Path) -> None:
    with open_archive(kept, read_only=True) as archive:
        total = sum(1 for _ in archive.positions(stance="support"))
    seen = 0
    link = "/wants?stance=support"
    while link:
        page = room(link)
        seen += page.text.count('class="stated support"')
        link = next(iter(unescape(one) for one in re.findall(r'href="([^"]+)" rel="next"', page.text)), "")
    assert seen == total > 40


def test_what_makes_no_sense_is_said(room: Asking) -> None:
    assert room("/wants?stance=perhaps").status == 400
    assert room("/wants?kind=wish").status == 400
    assert room("/wants?q=x:y").status == 400
    assert "nothing is stated" in room("/wants?holder=nobody%20of%20that%20name").text


def test_it_is_of_the_view(kept: Path) -> None:
    with open_room(kept, collections=["small files"]) as asking:
        page = asking("/wants").text
        assert "Uruguay" not in page
        assert "Greece" in page
