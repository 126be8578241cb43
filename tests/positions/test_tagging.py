"""Parts of speech: what certainly holds of plain sentences, whatever their case, and of any words at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cablegram.actors.tokens import tokens
from cablegram.positions.syntax.packing import Scores, packed
from cablegram.positions.syntax.tagging import tagger, tags

TABLE = (
    ("The committee supports the plan.", "DT NN VBZ DT NN ."),
    ("He said that they would not vote.", "PRP VBD IN PRP MD RB VB ."),
    ("They don't want to leave.", "PRP VBP+RB VB TO VB ."),
    ("We couldn't accept it.", "PRP MD+RB VB PRP ."),
    ("The letters were sent by the minister.", "DT NNS VBD VBN IN DT NN ."),
    ("The minister's answer was short.", "DT NN POS NN VBD JJ ."),
    ("It's late.", "PRP VBZ JJ ."),
    ("She has agreed to the proposal which was made last week.", "PRP VBZ VBN IN DT NN WDT VBD VBN JJ NN ."),
    ("Who will be reading it?", "WP MD VB VBG PRP ."),
    ("He is willing to help if asked.", "PRP VBZ JJ TO VB IN VBN ."),
    ("We'll write to them on Monday.", "PRP+MD VB IN PRP IN NNP ."),
)


def _words(text: str) -> list[str]:
    return [token.word for token in tokens(text)]


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[text for text, _ in TABLE])
def test_plain_sentences(text: str, expected: str) -> None:
    assert tags(_words(text)) == expected.split()


@pytest.mark.parametrize("text", [text for text, _ in TABLE])
def test_capitals_change_nothing(text: str) -> None:
    assert tags(_words(text.upper())) == tags(_words(text))


def test_no_words_no_tags() -> None:
    assert tags([]) == []


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=12), max_size=30))
def test_any_words_have_a_tag_each(words: list[str]) -> None:
    found = tags(words)
    assert len(found) == len(words)
    assert all(found)
    assert tags(words) == found


@given(st.lists(st.lists(st.integers(-127, 127), min_size=5, max_size=5), min_size=1, max_size=200))
def test_the_sum_of_packed_rows_is_the_row_of_sums(rows: list[list[int]]) -> None:
    scores = Scores(5)
    sums = [sum(column) for column in zip(*rows, strict=True)]
    total = sum(map(packed, rows))
    assert total == packed(sums)
    assert scores.best(total) == sums.index(max(sums))


def test_what_is_kept_of_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cablegram.positions.syntax.tagging.CACHED", 3)
    words = [f"word{number}" for number in range(40)]
    own = tagger.__wrapped__()  # and not the one that all share
    assert len(own.tags(words)) == 40
    assert all(len(sums) <= 4 for sums in own._sums)


def test_the_licence_stands_beside_the_weights() -> None:
    from importlib import resources

    folder = resources.files("cablegram.positions.syntax") / "data"
    assert "Attribution-ShareAlike 4.0 International" in (folder / "LICENCE").read_text(encoding="utf-8")
    said = (folder / "PROVENANCE.md").read_text(encoding="utf-8")
    for file in folder.iterdir():
        if file.name.endswith(".xz"):
            assert file.name in said
