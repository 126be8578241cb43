"""A text that is pasted: read, checked and mended as the commands do it, and nothing of it runs or stays."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest

from cablegram.findings import check, mend
from cablegram.reading import parse_all
from cablegram.reading_room.asking import shown
from cablegram.reading_room.check_page import LARGEST
from cablegram.samples import HERO, sample_path
from tests.archive.invented import telegram
from tests.reading_room.asking import Answer, Asking
from tests.reading_room.evil import WORDS, evil_files
from tests.reading_room.test_pages import harmless

TEXT = sample_path(HERO).read_text("utf-8")


def paste(room: Asking, text: str, year: str = "", path: str = "/check") -> Answer:
    """A text sent as a browser sends it."""
    body = urlencode({"text": text.replace("\n", "\r\n"), "year": year}).encode()
    return room(path, "POST", body, Content_Type="application/x-www-form-urlencoded")


def test_everything_found_is_shown(room: Asking) -> None:
    page = paste(room, TEXT)
    assert page.status == 200
    (one,) = parse_all(TEXT)
    words = " ".join(page.shown.words.split())
    for finding in check(one):
        assert " ".join(finding.message.split()) in words
        line = TEXT.count("\n", 0, finding.start) + 1
        assert re.search(rf'<a href="#[^"]+">line {line}</a>', page.text)
    assert page.text.count('class="mend-no"') == 12
    assert page.text.count('class="ln"') == len(one.lines)
    assert "AMCONSUL RECIFE" in words
    harmless(page.shown)


def test_the_mended_text_can_be_taken(room: Asking) -> None:
    answer = paste(room, TEXT, path="/mended.txt")
    assert answer.text == mend(parse_all(TEXT)[0]).text
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.headers["content-type"].startswith("text/plain")


def test_several_telegrams_are_told_apart(room: Asking) -> None:
    page = paste(room, "".join(telegram("PARIS", serial) for serial in range(1, 24)))
    assert page.text.count('class="checked"') == 20
    assert "3 more telegrams" in page.text
    assert "07PARIS1<" in page.text
    ids = re.findall(r'\bid="([^"]+)"', page.text)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("text", ["", "x", "\n\n\n", "no telegram at all", *WORDS, *evil_files().values()])
def test_any_text_is_shown_and_harmless(room: Asking, text: str) -> None:
    page = paste(room, text)
    assert page.status == 200
    harmless(page.shown)
    words = "".join(page.shown.words.split())
    for line in text.split("\n"):
        assert "".join(shown(line).replace("\u240d", "").split()) in words


def test_a_year_is_for_a_text_without_one(room: Asking) -> None:
    fragment = "REF: STATE 138977\n\n1. (C) NOTHING."
    assert "cable 08STATE138977" in paste(room, fragment, "2008").text
    assert "08STATE138977" not in paste(room, fragment).text
    assert paste(room, fragment, "20x8").status == 400
    assert paste(room, fragment, "9999").status == 400


def test_a_page_stays_a_page(room: Asking) -> None:
    page = paste(room, "x\n" * 90_000)
    assert page.status == 200
    assert "86,000 more lines" in page.text
    assert page.text.count('class="ln"') == 4_000
    assert len(page.body) < 4_000_000
    page = paste(room, "1. (C) A &amp; B.\n\n" * 3_000)
    assert len(re.findall(r'class="finding [a-z]+"', page.text)) == 500
    assert "more findings" in page.text


def test_what_is_too_large_is_said(room: Asking) -> None:
    page = paste(room, "x" * (LARGEST + 1))
    assert page.status == 400
    assert "200,000 are shown" in page.text
    assert room("/mended.txt").status == 405
