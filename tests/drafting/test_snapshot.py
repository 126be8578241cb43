"""One draft and its telegram, for a person to read side by side; and the drafts that the pages show."""

from __future__ import annotations

import re
from pathlib import Path

import cablegram
from cablegram.drafting import draft_from, normalise, parse_draft, write
from tests.real_data import ROOT

HERE = Path(__file__).parent
DRAFT, TELEGRAM = HERE / "07PARIS4533.md", HERE / "07PARIS4533.txt"


def test_the_telegram_is_the_one_that_was_reviewed() -> None:
    """After a wanted change: ``cablegram write tests/drafting/07PARIS4533.md -o tests/drafting/07PARIS4533.txt``, and read it."""
    draft = parse_draft(DRAFT.read_text(encoding="utf-8"))
    text = write(draft)
    assert text == TELEGRAM.read_text(encoding="utf-8")
    assert cablegram.check(cablegram.parse(text)) == ()
    assert draft_from(cablegram.parse(text)) == normalise(draft)


def test_the_page_shows_a_draft_and_its_telegram() -> None:
    page = (ROOT / "docs" / "drafting.md").read_text(encoding="utf-8")
    draft, telegram = re.findall(r"^````\w*\n(.*?)^````$", page, re.DOTALL | re.MULTILINE)
    assert write(parse_draft(draft)) == telegram


def test_the_page_names_every_key() -> None:
    from cablegram.drafting.frontmatter import KEYS

    page = (ROOT / "docs" / "drafting.md").read_text(encoding="utf-8")
    assert [key for key in KEYS if f"`{key}`" not in page] == []
