"""The reading room in a browser: from a query to the lit words, by mouse, by keyboard, without scripts, on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Browser, Page, expect

from cablegram.samples import HERO, sample_path
from tests.reading_room.asking import Asking
from tests.reading_room.conftest import reader
from tests.reading_room.test_pages import PAGES

TEXT = sample_path(HERO).read_text("utf-8")
WIDTHS = (390, 768, 1440)


def in_view(page: Page, selector: str) -> bool:
    """Whether an element stands in what the window shows."""
    place = page.locator(selector).first.bounding_box()
    size = page.viewport_size
    assert place is not None
    assert size is not None
    return place["y"] >= 0 and place["y"] + place["height"] <= size["height"]


def test_from_a_query_to_the_lit_words(tab: Page) -> None:
    tab.get_by_label("What are you looking for?").fill("hydrographer")
    typed = tab.locator("#typed a")
    expect(typed).to_have_count(1)
    expect(typed).to_contain_text(HERO)
    tab.get_by_role("button", name="Search").click()
    tab.locator(".hit h2 a").first.click()
    expect(tab.locator("#lit")).to_have_text("hydrographer")
    assert in_view(tab, "#lit")
    assert tab.url.endswith("#lit")


def test_what_is_typed_opens_at_its_words(tab: Page) -> None:
    tab.get_by_label("What are you looking for?").press_sequentially("hydrograph")
    tab.locator("#typed a").first.click()
    expect(tab.locator("#lit")).to_have_text("hydrographer")


def test_the_three_views(tab: Page, room: Asking) -> None:
    tab.goto(f"{room.origin}/cable/{HERO}")
    expect(tab.locator(".view-document .part")).to_have_count(9)
    tab.get_by_role("link", name="As read").click()
    row = tab.locator(".kind-security")
    expect(row).to_contain_text("ZNY CCCCC ZZH")
    expect(row).to_contain_text("the text needs protection by encryption")
    tab.get_by_role("link", name="As mended").click()
    expect(tab.locator(".change")).to_have_count(12)
    expect(tab.locator(".wire-text del").first).to_contain_text("SIPDIS")
    tab.get_by_role("link", name="beside").first.click()
    expect(tab.locator(".view")).to_have_count(2)
    boxes = [one.bounding_box() for one in tab.locator(".view").all()]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]


def test_a_mend_is_undone_and_made_again(tab: Page, room: Asking) -> None:
    tab.goto(f"{room.origin}/cable/{HERO}?view=mended")
    tab.get_by_role("link", name=re.compile("undo mend 1, T316")).click()
    expect(tab.locator(".change")).to_have_count(11)
    tab.get_by_role("link", name="redo").click()
    expect(tab.locator(".change")).to_have_count(12)


def test_the_margin_lights_words_without_leaving_the_page(tab: Page, room: Asking) -> None:
    tab.goto(f"{room.origin}/cable/{HERO}")
    tab.evaluate("window.stayed = true")
    link = tab.locator("a[data-lit]", has_text="would under no circumstances accept").first
    link.click()
    expect(tab.locator("#lit")).to_be_in_viewport()
    words = " ".join("".join(tab.locator(".m-lit").all_text_contents()).split())
    assert f"“{words}”" == " ".join(link.inner_text().split())
    assert tab.evaluate("window.stayed")
    assert "lit=" in tab.url
    tab.reload()  # the address says the same
    assert " ".join("".join(tab.locator(".m-lit").all_text_contents()).split()) == words


def test_from_a_holder_to_the_words_lit(tab: Page) -> None:
    tab.get_by_role("link", name="Who wants what").click()
    tab.get_by_role("row", name=re.compile("^Uruguay")).get_by_role("link", name="5 against").click()
    expect(tab.locator(".wanted .oppose")).to_have_count(5)
    quote = tab.locator(".wanted .quote a").first
    words = " ".join(quote.inner_text().split())
    quote.click()
    expect(tab.locator("#lit")).to_be_in_viewport()
    assert f"“{' '.join(''.join(tab.locator('.m-lit').all_text_contents()).split())}”" == words


def test_layers_mark_the_text(tab: Page, room: Asking) -> None:
    tab.goto(f"{room.origin}/cable/{HERO}")
    border = "getComputedStyle(document.querySelector('.prose .m-actor')).borderBottomWidth"
    assert tab.evaluate(border) == "0px"
    tab.get_by_label("who is named").check()
    assert tab.evaluate(border) == "2px"


def test_paste_and_check(tab: Page) -> None:
    tab.get_by_role("link", name="Check a text").click()
    tab.get_by_label("The text", exact=True).fill(TEXT)
    tab.get_by_role("button", name="Read and check it").click()
    expect(tab.locator(".findings-list > li")).to_have_count(19)
    tab.get_by_role("link", name="line 35").click()
    target = tab.locator(":target")
    expect(target).to_have_text("12")
    expect(target).to_be_in_viewport()
    with tab.expect_download() as download:
        tab.get_by_role("button", name="Take the mended text").click()
    mended = Path(download.value.path()).read_text("utf-8")
    assert "\n2. (C) Deputy Director" in mended


def test_a_file_is_dropped(tab: Page, room: Asking) -> None:
    tab.goto(f"{room.origin}/check")
    drop = """async (bytes) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], "cable.txt"));
      document.querySelector("textarea").dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
    }"""
    tab.evaluate(drop, list("1. (C) “YES”".encode("cp1252")))
    expect(tab.get_by_label("The text", exact=True)).to_have_value("1. (C) “YES”")
    tab.evaluate(drop, list("1. (C) “NO”".encode()))
    expect(tab.get_by_label("The text", exact=True)).to_have_value("1. (C) “NO”")


def test_with_the_keyboard_alone(tab: Page) -> None:
    focused = "document.activeElement"
    tab.keyboard.press("Tab")
    assert tab.evaluate(f"{focused}.textContent") == "Skip to the text"
    tab.keyboard.press("Enter")
    assert tab.evaluate(f"{focused}.id") == "content"
    tab.keyboard.press("/")
    tab.keyboard.type("mission OR minister")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/?q=mission*")
    expect(tab.locator(".asked")).to_have_text("mission OR minister")
    tab.keyboard.press("j")
    tab.keyboard.press("j")
    tab.keyboard.press("k")
    tab.keyboard.press("j")
    second = tab.locator(".hit h2 a").nth(1)
    expect(second).to_be_focused()
    heading = second.inner_text()
    tab.keyboard.press("Enter")
    expect(tab.locator("h1")).to_have_text(heading)
    assert in_view(tab, "#lit")
    places = tab.locator("[data-place]").count()
    assert places > 1
    tab.keyboard.press("n")
    assert tab.evaluate(f"{focused}.dataset.place") is not None
    tab.keyboard.press("j")
    assert tab.evaluate(f"'step' in {focused}.dataset")
    tab.keyboard.press("]")
    expect(tab.locator("h1")).not_to_have_text(heading)
    tab.keyboard.press("[")
    expect(tab.locator("h1")).to_have_text(heading)
    tab.keyboard.press("?")
    assert tab.evaluate("document.querySelector('details.keys').open")
    # Whatever is focused is seen to be.
    tab.goto(tab.url.split("#")[0])
    for _ in range(12):
        tab.keyboard.press("Tab")
        assert tab.evaluate(f"getComputedStyle({focused}).outlineStyle !== 'none'"), tab.evaluate(f"{focused}.outerHTML")[:300]


def test_without_scripts(browser: Browser, room: Asking) -> None:
    with reader(browser, room, java_script_enabled=False) as page:
        page.get_by_label("What are you looking for?").fill("hydrographer")
        page.get_by_role("button", name="Search").click()
        page.locator(".hit h2 a").first.click()
        expect(page.locator("#lit")).to_have_text("hydrographer")
        assert in_view(page, "#lit")
        page.locator("a[data-lit]", has_text="would under no circumstances accept").first.click()
        expect(page.locator("#lit")).to_be_in_viewport()
        assert "under no circumstances" in "".join(page.locator(".m-lit").all_text_contents())
        page.get_by_role("link", name="As mended").click()
        page.get_by_role("link", name=re.compile("undo mend 1, T316")).click()
        expect(page.locator(".change")).to_have_count(11)
        page.get_by_role("link", name="Thread").click()
        expect(page.locator("h1")).to_have_text(HERO)
        page.get_by_role("link", name="Check a text").click()
        page.get_by_label("The text", exact=True).fill(TEXT)
        page.get_by_role("button", name="Read and check it").click()
        expect(page.locator(".findings-list > li")).to_have_count(19)


def test_on_paper(tab: Page, room: Asking, tmp_path: Path) -> None:
    tab.goto(f"{room.origin}/cable/{HERO}")
    file = tmp_path / "cable.pdf"
    file.write_bytes(tab.pdf(format="A4"))
    paper = pypdfium2.PdfDocument(file)
    words = " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in paper).split())
    assert 2 <= len(paper) <= 12
    for part in ("WATERWAY COMMISSION", "no hydrographer would sign", "accompanied by Castellvi", "Who wants what"):
        assert part in words
    for part in ("Check a text", "beside", "Keys", "As mended"):
        assert part not in words
    paper.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_fits_its_window(tab: Page, room: Asking, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    for path in PAGES:
        tab.goto(room.origin + path)
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, path
