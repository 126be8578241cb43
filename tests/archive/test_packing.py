"""Views and paragraphs, packed and unpacked: the same text, and a true map back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cablegram
from cablegram.archive.packing import pack_paragraphs, pack_view, unpack_paragraphs, unpack_view, view_text
from cablegram.findings.mending import mend
from cablegram.findings.view import reading_view
from cablegram.telegram.records import Telegram
from tests.real_data import SHARED, needs_shared, samples


def check_view(telegram: Telegram) -> None:
    """The packed view has the text of the view; every word of it lies where the map says, mended ones as they stood."""
    view = reading_view(telegram)
    unpacked = unpack_view(telegram.text, pack_view(telegram.text, view))
    assert unpacked.text == view.text == view_text(telegram.text, pack_view(telegram.text, view))
    for index, (start, (a, b)) in enumerate(zip(unpacked.starts, unpacked.spans, strict=True)):
        own = unpacked.mended.get(index)
        piece = telegram.text[a:b].replace("\n", " ") if own is None else own
        assert unpacked.text[start : start + len(piece)] == piece
        if piece and own is None:
            back = unpacked.back(start, start + len(piece))
            assert back[0][0] <= a
            assert back[-1][1] >= b


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.stem)
def test_samples(path: object) -> None:
    for telegram in cablegram.read_all(path):  # type: ignore[arg-type]
        check_view(telegram)
        packed = unpack_paragraphs(pack_paragraphs(telegram.paragraphs))
        assert [(p.number, p.portion, p.start, p.end) for p in packed] == [
            (p.number, p.portion, p.start, p.end) for p in telegram.paragraphs
        ]


@needs_shared
def test_real_texts() -> None:
    with open(SHARED / "nara-cables" / "train.jsonl", encoding="utf-8") as lines:
        for line in lines:
            check_view(cablegram.parse(json.loads(line)["text"]))


@given(st.text(alphabet="AB1. ()C\n\r\f\\-:¶é\u2028", max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text(text: str) -> None:
    check_view(cablegram.parse(text))


def test_a_mended_word_reads_mended_and_maps_back_to_how_it_stood() -> None:
    text = (
        cablegram.read(SHARED / "seed" / "07PARIS4514.txt").text if SHARED.is_dir() else "12. (C) ONE.\n13. (C) TWO.\n"
    )
    telegram = cablegram.parse(text)
    mended = mend(telegram)
    view = reading_view(telegram, mended)
    for made in mended.mends:
        assert telegram.text[made.start : made.end] is not None
    for index, own in view.mended.items():
        at = view.starts[index]
        spans = view.back(at, at + len(own))
        assert len(spans) == 1
        assert view.text[at : at + len(own)] == own


def test_nothing_packed_is_the_whole_text() -> None:
    assert unpack_view("AB", b"").text == "AB"
    assert unpack_view("", b"").text == ""
    assert unpack_paragraphs(b"") == ()
