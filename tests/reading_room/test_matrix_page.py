"""The matrix in the browser: what the ledger of the library has, each cell one way from its quote, each quote from its text."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Page

from cablegram.archive import open_archive
from cablegram.ledger.choosing import Choice
from cablegram.samples import HERO
from tests.reading_room.asking import Asking, open_room
from tests.reading_room.test_reader_page import lit

QUERY = f"mrn:{HERO}"


def test_cells_and_options_are_those_of_the_library(room: Asking, kept: Path) -> None:
    with open_archive(kept, read_only=True) as archive:
        book = archive.ledger(QUERY, Choice(), limit=40, quotes=4)
    page = room(f"/matrix?q={QUERY}").text
    assert page.count('class="option"') == len(book.options) > 20
    assert page.count('class="cell stated ') == len(book.rows) > 20
    quotes = [unescape(link) for link in re.findall(r'<p class="quote[^"]*"><a href="([^"]+)"', page)]
    assert len(quotes) == sum(len(row.told) + len(row.before) for row in book.rows)
    told = {one.position.start: one.position for row in book.rows for one in row.told}
    for link in quotes[:4]:
        item = told[int(re.findall(r"lit=(\d+)", link)[0])]
        cable = room(link.split("#")[0] + "&view=read").text
        assert lit(cable).replace(" ", "") == "".join("".join((item.quote, *item.quote_more)).split())


def test_a_sign_says_in_words_what_it_is_and_leads_to_its_cell(room: Asking) -> None:
    page = room(f"/matrix?q={QUERY}").text
    cells = re.findall(r'<td class="sign (\w+)"><a href="#(c\d+-\d+)" title="([^"]+)">', page)
    assert cells
    for style, id, words in cells:
        assert f'class="cell stated {style}" id="{id}"' in page
        assert unescape(words).partition(": ")[2] in unescape(page)
    assert any("red line" in words and style == "oppose" for style, _, words in cells)


def test_it_is_narrowed(room: Asking) -> None:
    everybody = room(f"/matrix?q={QUERY}").text
    one = room(f"/matrix?q={QUERY}&holder=Bolivia").text
    assert 0 < one.count('class="cell stated ') < everybody.count('class="cell stated ')
    assert re.findall(r'<th scope="col">([^<]+)</th>', one) == ["Option", "Bolivia"]
    assert "Nothing is told of that" in room("/matrix?issue=nothing+of+that+name").text
    assert room("/matrix?q=x:y").status == 400


def test_it_is_of_the_view(kept: Path) -> None:
    with open_room(kept, collections=["small files"]) as asking:
        assert "Uruguay" not in asking("/matrix").text


@pytest.mark.parametrize("mark", ["!"])
def test_from_a_cell_to_the_words_in_the_text(tab: Page, room: Asking, mark: str) -> None:
    tab.goto(f"{room.origin}/matrix?q={QUERY}")
    tab.locator("td.sign.oppose a", has_text=mark).first.click()
    tab.wait_for_url("**#c*")
    tab.locator(".cell:target .quote a").first.click()
    tab.wait_for_url("**/cable/**")
    words = "accept a text that takes the tariff inspectors away from the secretariat"
    assert words in " ".join(tab.locator("#lit, .lit").first.inner_text().split()) or words in " ".join(
        " ".join(tab.locator("mark, .lit").all_inner_texts()).split()
    )
