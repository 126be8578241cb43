"""What was said when, in the browser: the changes and contradictions that the library finds, and two holders side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from cablegram.archive import open_archive
from cablegram.archive.executors import InProcess
from cablegram.ledger.building import between
from cablegram.ledger.choosing import Choice
from tests.reading_room.asking import Asking, open_room
from tests.reading_room.conftest import reader
from tests.reading_room.test_reader_page import lit

HERRING = Path(__file__).parent.parent / "ledger" / "herring"


@pytest.fixture(scope="module")
def herring(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten cables on one negotiation in which minds change and sources contradict each other."""
    place = tmp_path_factory.mktemp("herring") / "archive"
    with open_archive(place, create=True) as archive:
        archive.ingest(sorted(HERRING.glob("*.txt")), executor=InProcess())
    return place


@pytest.fixture(scope="module")
def desk(herring: Path) -> Iterator[Asking]:
    with open_room(herring) as asking:
        yield asking


def test_changes_and_contradictions_are_those_of_the_library(desk: Asking, herring: Path) -> None:
    with open_archive(herring, read_only=True) as archive:
        book = archive.ledger()
    page = desk("/over-time").text
    assert page.count('<article class="shift"') == len(book.findings) == 5
    text = unescape(page)
    for one in book.findings:
        assert one.words in text
        assert f"“{one.first.position.quote}”" in text
        assert f"“{one.second.position.quote}”" in text
    assert page.count("<h3>") == len(book.findings) + len(book.rows)


def test_a_holder_has_a_page_and_every_quote_leads_to_its_words(desk: Asking, herring: Path) -> None:
    with open_archive(herring, read_only=True) as archive:
        rows = archive.ledger(None, Choice(holders=("Norway",))).rows
    (link,) = set(re.findall(r'<a class="whose" href="([^"]+)">Norway</a>', desk("/over-time").text))
    page = desk(unescape(link)).text
    assert '<h1 class="page-title">Norway</h1>' in page
    assert page.count('<article class="shift"') == 1
    course = page[page.index('class="matter-cells"') :]
    quotes = [unescape(found) for found in re.findall(r'<p class="quote[^"]*"><a href="([^"]+)"', course)]
    told = [one.position for row in rows for one in (*row.before, *row.told)]
    assert len(quotes) == len(told) > 5
    assert course.count("before it changed") == sum(len(row.before) for row in rows) > 0
    for address, item in zip(quotes, told, strict=True):
        cable = desk(address.split("#")[0] + "&view=read").text
        assert lit(cable).replace(" ", "") == "".join("".join((item.quote, *item.quote_more)).split())


def test_two_side_by_side(desk: Asking, herring: Path) -> None:
    with open_archive(herring, read_only=True) as archive:
        common = between(archive.ledger(None, Choice(holders=("Norway", "Iceland"))), "Norway", "Iceland")
    page = desk("/over-time?holder=Norway&beside=Iceland").text
    assert "Norway and Iceland" in page
    table = page[page.index('<table class="plain-table between">') :]
    assert table.count('<th scope="row">') == len(common) > 2
    hows = [one.how for one in common]
    assert table.count("<td>one for, one against</td>") == hows.count("differ") > 0
    assert table.count("<td>the same side</td>") == hows.count("agree") > 0


def test_it_is_narrowed(desk: Asking) -> None:
    page = desk("/over-time?issue=observer+scheme").text
    assert page.count('<article class="shift"') == 1
    assert "Nothing is told of that" in desk("/over-time?holder=Nobody+of+that+name").text
    assert desk("/over-time?q=x:y").status == 400


def test_from_a_change_to_the_words_in_the_text(browser: Browser, desk: Asking) -> None:
    with reader(browser, desk) as tab:
        tab.goto(f"{desk.origin}/over-time")
        shift = tab.locator(".shift", has_text="Norway")
        shift.locator(".quote a").last.click()
        tab.wait_for_url("**/cable/**")
        assert "Norway supports a winter closure" in "".join(tab.locator(".m-lit").all_inner_texts())
