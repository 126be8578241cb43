"""The three views of a cable: whole, exact, and true to what the library says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cablegram.archive import Archive, Document, open_archive
from cablegram.findings import mend
from cablegram.reading_room.asking import shown
from cablegram.reading_room.document_view import DocumentView
from cablegram.reading_room.explaining import explained, meanings
from cablegram.reading_room.marked import Anchors, Mark
from cablegram.reading_room.texts import Text
from cablegram.samples import HERO
from cablegram.telegram.records import Line
from tests.reading_room.asking import Page


@pytest.fixture(scope="module")
def archive(kept: Path) -> Iterator[Archive]:
    with open_archive(kept, read_only=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def documents(archive: Archive) -> list[Document]:
    found = [archive.by_number(row.number) for row in archive.documents()]
    return [document for document in found if document is not None and document.text.strip()]


def _words(text: str) -> str:
    return "".join(text.replace("\u240d", "").split())


def test_every_line_is_shown_as_read(documents: list[Document]) -> None:
    for document in documents:
        groups = Text(document, 1).as_read(Anchors())
        lines = [line for group in groups for line in group.lines]
        assert [line.number for line in lines] == list(range(1, len(lines) + 1))
        page = Page("\n".join(str(line.words) for line in lines))
        assert _words(page.words) == _words(shown(document.text))


def test_every_kind_is_explained_where_it_comes_first(documents: list[Document]) -> None:
    for document in documents:
        text = Text(document, 1)
        told = {group.kind for group in text.as_read(Anchors()) if group.meaning}
        # Blank lines that another kind's lines hold together need no word.
        assert told == {line.kind for line in text.telegram.lines} - {"blank"}
    assert all(meanings().values())


def test_codes_are_explained_by_the_tables(archive: Archive) -> None:
    document = archive.document(HERO)
    assert document is not None
    telegram = Text(document, 1).telegram

    def told(kind: str) -> dict[str, str]:
        found: list[Line] = [line for line in telegram.lines if line.kind == kind]
        return dict(explained(telegram, found))

    assert told("routing")["RUEHRG"] == "AMCONSUL RECIFE"
    assert told("originator")["RUEHMN"] == "AMEMBASSY MONTEVIDEO"
    assert told("security") == {
        "ZNY": "the text needs protection by encryption",
        "CCCCC": "Confidential",
        "ZZH": "on nearly all State traffic: from a State office; official text not known",
    }
    assert told("dtg")["131842Z NOV 08"] == "13 November 2008, 18:42 UTC"
    assert told("info")["MERCOSUR COLLECTIVE"].startswith("several addressees")
    assert told("eo")["DECL"] == "to be declassified on 13 November 2018"
    assert told("tags")["EWWT"] == "subject: waterborne transport"
    assert told("classified-by")["1.4 (b)"] == "foreign government information"
    assert told("paragraph")["11."] == "paragraph 1, as the count runs"
    assert told("text") == {}


def test_the_mended_view_has_both_texts_in_it(documents: list[Document]) -> None:
    for document in documents:
        text = Text(document, 1)
        markup = re.sub(r'<a class="mend-no".*?</a>', "", str(text.as_mended(Anchors())))
        without = re.sub(r"<del>.*?</del>", "", markup, flags=re.DOTALL)
        assert _words(Page(without).words) == _words(shown(text.mended.text))
        before = re.sub(r"<ins>.*?</ins>", "", markup, flags=re.DOTALL)
        assert _words(Page(before).words) == _words(shown(document.text))
        if "\r" not in document.text:
            assert Page(before).words == shown(document.text)


def test_every_change_names_its_mends(documents: list[Document]) -> None:
    changed = 0
    for document in documents:
        text = Text(document, 1)
        named = [one for change in text.changes for one in change.mends]
        assert set(map(repr, named)) == set(map(repr, text.mended.mends))
        assert all(change.mends for change in text.changes)
        changed += len(text.changes)
    assert changed > 30


def test_a_mend_undone_is_not_made(archive: Archive) -> None:
    document = archive.document(HERO)
    assert document is not None
    one = next(made for made in mend(Text(document, 1).telegram).mends if made.code == "T316")
    text = Text(document, 1, frozenset({(one.code, one.start)}))
    assert "T316" not in {made.code for made in text.mended.mends}
    assert text.mended.text.count("SIPDIS") == 2


def test_paragraphs_are_the_reading_view(documents: list[Document]) -> None:
    seen = 0
    for document in documents:
        view = document.reading()
        parts = [part for part in DocumentView(Text(document, 1), Anchors()).parts() if part.kind == "paragraph"]
        assert [part.number for part in parts] == [one.number for one in document.paragraphs]
        for part, paragraph in zip(parts, document.paragraphs, strict=True):
            words = _words(Page(" ".join(str(words) for _, words in part.pieces)).words)
            inside = _words(shown(view.text))
            assert words in inside
            source = _words(shown(document.text[paragraph.start : paragraph.end]))
            seen += len(words)
            assert len(words) <= len(source) + 20
    assert seen > 20_000


def test_every_marked_word_is_the_exact_one(documents: list[Document]) -> None:
    looked = 0
    for document in documents:
        text = Text(document, 1)
        source = document.text
        text.marks = [Mark(match.start(), match.end(), "actor") for match in re.finditer(r"\w+", source)]
        same = {(a, b) for index, (a, b) in enumerate(document.reading().spans) if index not in document.reading().mended}
        for part in DocumentView(text, Anchors()).parts():
            for _, words in part.pieces:
                for match in re.finditer(r'data-a="(\d+)" data-b="(\d+)">([^<]*)<', str(words)):
                    start, end = int(match[1]), int(match[2])
                    if any(a <= start and end <= b for a, b in same):
                        assert Page(match[3]).words == shown(source[start:end])
                        looked += 1
    assert looked > 5_000


def test_columns_stay_columns(archive: Archive) -> None:
    document = archive.document("77USUNNEWYORK3944")
    assert document is not None
    tables = [
        str(words) for part in DocumentView(Text(document, 1), Anchors()).parts() for tag, words in part.pieces if tag == "pre"
    ]
    assert len(tables) == 1
    rows = tables[0].split("\n")
    assert rows[0].index("YES") > 20  # as far to the right as in the text
    assert "DRAFT RESOLUTION AS A WHOLE" in rows[-1]
