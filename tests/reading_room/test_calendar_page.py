"""The calendar in the browser: the entries of the library, each quote one way from its text."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from cablegram.archive import open_archive
from cablegram.samples import HERO
from tests.reading_room.asking import Asking, open_room
from tests.reading_room.test_reader_page import lit


def test_entries_are_those_of_the_library(room: Asking, kept: Path) -> None:
    with open_archive(kept, read_only=True) as archive:
        found = archive.calendar()
    page = room("/calendar").text
    assert page.count('class="stated due') == len(found) > 10
    assert page.count("lapses: no decision on it is told") == sum(one.lapses for one in found) > 0
    assert f"{len(found)} entries" in page
    months = re.findall(r'<section class="month"><h2>([^<]+)', page)
    assert months == sorted({one.first[:7] for one in found})


def test_a_quote_leads_to_its_words(room: Asking, kept: Path) -> None:
    with open_archive(kept, read_only=True) as archive:
        found = archive.calendar(f"mrn:{HERO}")
    page = room(f"/calendar?q=mrn:{HERO}").text
    links = [unescape(link) for link in re.findall(r'<p class="quote"><a href="([^"]+)"', page)]
    told = [due.deadline for one in found for due in one.told]
    assert len(links) == len(told) > 1
    for link, item in zip(links, told, strict=True):
        cable = room(link.split("#")[0] + "&view=read").text
        assert lit(cable).replace(" ", "") == "".join("".join((item.quote, *item.quote_more)).split())


def test_days_and_what_lapses_narrow_it(room: Asking) -> None:
    page = room("/calendar?since=2008&until=2008&lapsing=yes").text
    assert set(re.findall(r'<section class="month"><h2>(\d{4})', page)) == {"2008"}
    assert page.count('class="stated due') == page.count("lapses: no decision on it is told") > 0
    assert "Nothing falls due" in room("/calendar?since=2090").text
    answer = room("/calendar?since=soon")
    assert answer.status == 400
    assert "soon" in answer.text


def test_it_is_of_the_view(kept: Path) -> None:
    with open_room(kept, collections=["small files"]) as asking:
        assert "dredging observer" not in asking("/calendar").text
