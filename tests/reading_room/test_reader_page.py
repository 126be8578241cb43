"""One cable's page: its exact words lit, its references followed, its mends undone, the way on."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from cablegram.archive import open_archive
from cablegram.samples import HERO
from tests.reading_room.asking import Asking


def lit(text: str) -> str:
    """The words that a page shows lit, put together."""
    return " ".join(unescape("".join(re.findall(r'<(?:mark|a) class="[^"]*m-lit[^"]*"[^>]*>([^<]*)<', text))).split())


def test_every_item_of_the_margin_lights_its_exact_words(room: Asking, kept: Path) -> None:
    with open_archive(kept, read_only=True) as archive:
        (stated,) = archive.stated(HERO)
    page = room(f"/cable/{HERO}")
    looked = 0
    for _, _, item in stated.stated.items(optional=True)[::5]:
        spans = ",".join(f"{a}-{b}" for a, b in [(item.start, item.end), *item.more])
        assert f'data-lit="{spans}"' in page.text
        shown = room(f"/cable/{HERO}?view=read&lit={spans}")
        assert lit(shown.text) == " ".join(" ".join((item.quote, *item.quote_more)).split())
        looked += 1
    assert looked > 5


def test_what_is_lit_in_the_heading_is_shown_in_the_wire(room: Asking, kept: Path) -> None:
    with open_archive(kept, read_only=True) as archive:
        document = archive.document(HERO)
        assert document is not None
        at = document.text.index("ZNY")
    page = room(f"/cable/{HERO}?lit={at}-{at + 3}")
    assert 'class="view view-read"' in page.text
    assert lit(page.text) == "ZNY"
    body = document.text.index("Castellvi told")
    assert 'class="view view-document"' in room(f"/cable/{HERO}?lit={body}-{body + 9}").text


def test_a_hit_is_opened_at_its_words(room: Asking) -> None:
    link = room("/?q=dredging").shown.links("/cable/")[0]
    page = room(link.split("#")[0])
    assert lit(page.text).casefold() == "dredging"
    assert len(re.findall('<mark class="[^"]*m-hit', page.text)) >= page.text.count('id="lit"') == 1


def test_the_way_through_a_search(room: Asking) -> None:
    links = room("/?q=minister&sort=date").shown.links("/cable/")
    second = room(links[1].split("#")[0]).text
    (before,) = re.findall(r'<a href="([^"]+)" data-key="previous"', second)
    (after,) = re.findall(r'<a href="([^"]+)" data-key="next"', second)
    assert [unescape(before), unescape(after)] == [links[0], links[2]]
    assert 'data-key="previous"' not in room(links[0].split("#")[0]).text
    assert "data-key" not in room(f"/cable/{HERO}").text


def test_paragraphs_have_addresses_in_every_view(room: Asking) -> None:
    for view in ("document", "read"):
        text = room(f"/cable/{HERO}?view={view}").text
        assert [text.count(f'id="p{number}"') for number in range(1, 10)] == [1] * 9


def test_two_views_side_by_side(room: Asking) -> None:
    page = room(f"/cable/{HERO}?view=read&view=mended&view=document")
    assert re.findall('class="view view-([a-z]+)"', page.text) == ["read", "mended"]
    ids = re.findall(r'\bid="([^"]+)"', page.text)
    assert len(ids) == len(set(ids))


def test_a_mend_is_undone_and_made_again_by_address(room: Asking) -> None:
    page = room(f"/cable/{HERO}?view=mended")
    (undo,) = [unescape(link) for link in re.findall(r'class="undo" href="([^"]+)"', page.text) if "T316" in link]
    without = room(undo)
    assert page.text.count("class=\"mend-no\"") == without.text.count("class=\"mend-no\"") + 1
    (redo,) = [unescape(link) for link in re.findall(r'<a href="([^"]+)">redo', without.text)]
    assert room(redo).text == page.text
    assert room(f"/cable/{HERO}?view=mended&undo=nonsense&undo=T316@x").text.count("mend-no") == page.text.count("mend-no")


def test_sections_are_joined(room: Asking) -> None:
    page = room("/cable/07OSLO5")
    assert page.text.index("HERE BEGINS A LONG MESSAGE") < page.text.index("HERE IT ENDS")
    assert "Section 1 of 2" in page.text
    assert 'id="p1"' in page.text
    assert 'id="t2-p2"' in page.text
    number = page.text.split("data-text=\"2\"")[1]
    assert "HERE IT ENDS" in number


def test_copies_stand_beside_each_other(room: Asking) -> None:
    page = room("/cable/07BONN9")
    assert "Also held" in page.text
    (link,) = page.shown.links("/compare")
    beside = room(link).text
    assert "<del>YES</del>" in beside or "<del>NO</del>" in beside
    assert "of the words are in both" in beside
    assert room("/compare?a=07BONN9&b=nothing").status == 404
    (back, *_) = [one for one in room(link).shown.links("/cable/07BONN9") if "lit=" in one]
    assert lit(room(back.split("#")[0]).text) in ("YES", "NO")


def test_references_open_the_other_cable_or_say_it_is_missing(room: Asking) -> None:
    page = room("/cable/07PARIS1")
    assert "/cable/07ROME2" in page.shown.links()
    assert "not held" in page.text
    missing = room("/cable/07ROME2")
    assert missing.status == 404
    assert "This cable is not in the archive" in missing.text
    (back,) = missing.shown.links("/cable/07PARIS1")
    assert lit(room(back.split("#")[0]).text) == "07ROME2"
    nowhere = room("/cable/08MONTE")
    assert nowhere.status == 404
    assert HERO in nowhere.text  # a name that begins so


def test_the_thread(room: Asking) -> None:
    page = room("/thread/07PARIS1")
    assert "/cable/07ROME2" in page.shown.links()
    assert "It refers to" in page.text
    assert "It is referred to by" in room("/thread/07ROME2").text
    assert room("/thread/99NOWHERE1").status == 404
    assert room("/thread/07PARIS1?depth=99").status == 400


def test_a_name_is_found_in_any_spelling_and_a_document_by_its_id(room: Asking, kept: Path) -> None:
    assert room("/cable/08%20Montevideo%2001906").status == 200
    with open_archive(kept, read_only=True) as archive:
        name = archive.resolve(HERO)[0].id
    assert HERO in room(f"/cable/{name}").text


@pytest.mark.parametrize("lighting", ["99999999-999999999", "x", "5-1", "9:1-2", "1-2,,,3-4", "0-999999"])
def test_places_that_are_not_there_are_left_out(room: Asking, lighting: str) -> None:
    assert room(f"/cable/{HERO}?lit={lighting}&view=nothing&at=x1").status == 400  # at is no number
    assert room(f"/cable/{HERO}?lit={lighting}&view=nothing").status == 200
