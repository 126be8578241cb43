"""Every page, over cables that want to be markup: nothing of theirs runs, nothing outside is named, all of it can be read."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest

from cablegram.archive import open_archive
from cablegram.reading_room.asking import shown
from cablegram.samples import HERO
from tests.reading_room.asking import Asking, Page
from tests.reading_room.evil import MARK, SCRIPT, TURN, WORDS

STATIC = Path(__file__).parents[2] / "src" / "cablegram" / "reading_room" / "static"
LEADS = ("href", "src", "action", "formaction", "data", "poster", "srcset", "xlink:href", "cite", "ping", "data-typing")
PAGES = [
    "/", "/?q=the", "/?q=*&sort=date-desc&offset=20", f"/cable/{HERO}", f"/cable/{HERO}?view=read", f"/cable/{HERO}?view=mended",
    f"/cable/{HERO}?view=read&view=document", "/cable/07PARIS66", "/cable/07PARIS66?view=read", "/cable/07PARIS66?view=mended",
    "/cable/07ROME78", "/cable/07ROME77", "/cable/07OSLO5", "/thread/07PARIS66", "/thread/07ROME77", "/compare?a=07BONN9&b=07PARIS66",
    "/overview", "/overview?q=tags:PREL", "/wants", "/wants?holder=state:UY", "/wants?stance=oppose&offset=40", "/wants?kind=deadline",
    "/matrix", "/matrix?holder=state:UY", "/matrix?issue=nothing+of+that", "/over-time", "/over-time?holder=state:UY", "/over-time?holder=state:UY&beside=Chile",
    "/calendar", "/calendar?since=2008&lapsing=yes", "/calendar?since=soon",
    "/check", "/cable/99NOWHERE1", "/nowhere", "/?q=x:y",
]  # fmt: skip
ASKED = ["/?q={}", "/?q=minister&sort={}", "/?offset={}", "/cable/{}", "/cable/07PARIS66?q={}&at=1", "/cable/07PARIS66?lit={}", "/cable/07PARIS66?undo={}&view=mended",
         "/cable/07PARIS66?doc={}&view={}", "/thread/{}", "/compare?a={}&b=07PARIS66", "/nowhere/{}", "/{}", "/overview?q={}", "/wants?q={}", "/wants?holder={}", "/wants?stance={}", "/matrix?q={}", "/matrix?issue={}&holder={}", "/calendar?since={}", "/over-time?q={}", "/over-time?holder={}&beside={}"]  # fmt: skip


def harmless(page: Page) -> None:
    """Nothing that runs, nothing that leads outside, nothing but what our templates write."""
    for tag, at in page.elements:
        assert tag not in ("iframe", "object", "embed", "base", "img", "style", "template", "video", "audio"), tag
        if tag == "script":
            assert at["src"].startswith("/static/room.js?")
        assert not [name for name in at if name.startswith("on") or name == "style"], at
        for name in LEADS:
            value = at.get(name, "/").strip()
            assert value.startswith("#") or re.match(r"/(?![/\\])", value), f"{tag} {name}={value}"
        if "http-equiv" in at:
            raise AssertionError("no page goes on by itself")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_harmless(room: Asking, path: str) -> None:
    answer = room(path)
    assert answer.headers["content-type"].startswith("text/html")
    harmless(answer.shown)
    assert 'lang="en"' in answer.text
    assert [tag for tag, _ in answer.shown.elements].count("h1") == 1
    assert "<title>" in answer.text
    ids = [at["id"] for _, at in answer.shown.elements if "id" in at]
    assert len(ids) == len(set(ids))
    for target in (at["href"][1:] for tag, at in answer.shown.elements if tag == "a" and at.get("href", "").startswith("#")):
        assert target in ids, target


@pytest.mark.parametrize("path", ASKED)
@pytest.mark.parametrize("word", WORDS)
def test_what_an_address_says_is_harmless(room: Asking, path: str, word: str) -> None:
    answer = room(path.replace("{}", quote(word, safe="")))
    assert answer.status < 500
    harmless(answer.shown)
    assert SCRIPT not in answer.text


def test_the_evil_words_are_there_to_be_read(room: Asking, kept: Path) -> None:
    for view in ("document", "read", "mended"):
        page = room(f"/cable/07PARIS66?view={view}")
        for word in WORDS:
            if word == TURN and view == "document":
                continue  # mended away
            assert " ".join(shown(word).split()) in " ".join(page.shown.words.split()), (view, word)
    assert MARK in room("/cable/07PARIS66").text  # the name of its file
    with open_archive(kept, read_only=True) as archive:
        assert archive.count(MARK) >= 2


def test_every_link_of_the_main_pages_leads_to_something(room: Asking) -> None:
    seen: set[str] = set()
    for path in PAGES[:-4]:
        for link in dict.fromkeys(room(path).shown.links("/")):
            address = link.split("#")[0]
            kind = re.sub(r"[^/?=&a-z]", "", address)
            if kind in seen or "/export" in address:
                continue
            seen.add(kind)
            answer = room(address)
            assert answer.status == 200 or "is not held" in answer.text, f"{path} → {address}"
    assert len(seen) > 25


def test_no_file_of_the_room_names_an_outside_host() -> None:
    files = sorted(STATIC.iterdir()) + sorted((STATIC.parent / "templates").iterdir())
    assert len(files) > 8
    for file in files:
        text = file.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|[\"'(]//|@import|url\(", text), file.name
        if file.suffix == ".html":
            assert "|safe" not in text
            assert not re.search(r"\son\w+=|\sstyle=|<style|<script(?! type=\"module\" src=)", text), file.name
        if file.suffix == ".js":
            assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", text), file.name
