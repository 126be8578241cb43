"""Marks in text: exact to the character, over and into one another, and never markup of the text's own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cablegram.reading_room.asking import shown
from cablegram.reading_room.marked import Anchors, Mark, Marking, Run, spans_of, written
from tests.reading_room.asking import Page

TEXTS = st.text(st.sampled_from("ab <>&\"'\n\u202e\x00\x1bé"), max_size=30)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXTS)
    place = st.integers(0, len(text))
    kinds = st.sampled_from(["lit", "hit", "actor", "reference"])
    marks = draw(st.lists(st.builds(Mark, place, place, kinds, st.sampled_from(["", "/cable/X"])), max_size=6))
    return text, marks


@given(marked_texts())
def test_the_text_is_whole_and_every_mark_lies_where_it_should(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    page = Page(str(Marking(marks, Anchors()).html([Run(text, 0, len(text))])))
    assert page.words == shown(text)
    covered: dict[str, set[int]] = {}
    for _, at in page.elements:
        for name in at["class"].split():
            covered.setdefault(name, set()).update(range(int(at["data-a"]), int(at["data-b"])))
    wanted: dict[str, set[int]] = {}
    for mark in marks:
        if mark.start < mark.end:
            wanted.setdefault(f"m-{mark.kind}", set()).update(range(mark.start, mark.end))
    assert covered == wanted


def test_a_run_begins_and_ends_anywhere_in_a_mark() -> None:
    marking = Marking([Mark(2, 8, "actor"), Mark(4, 5, "hit")], Anchors())
    assert str(marking.html([Run("defg", 3, 7)])) == (
        '<span class="m-actor" data-a="3" data-b="4">d</span>'
        '<mark class="m-actor m-hit" data-a="4" data-b="5" data-place>e</mark>'
        '<span class="m-actor" data-a="5" data-b="7">fg</span>'
    )


def test_words_that_stand_for_others_are_marked_as_a_whole() -> None:
    marking = Marking([Mark(4, 6, "lit")], Anchors())
    new = Run("MENDED", 3, 5, same=False)
    assert str(marking.html([new])) == '<mark class="m-lit" data-a="3" data-b="5" id="lit" data-place>MENDED</mark>'
    assert str(marking.html([Run("BEFORE", 1, 4, same=False)])) == "BEFORE"


def test_an_anchor_stands_once() -> None:
    anchors = Anchors()
    marking = Marking([Mark(0, 2, "lit"), Mark(4, 6, "lit")], anchors)
    assert str(marking.html([Run("ab--cd", 0, 6)])).count('id="lit"') == 1
    assert "lit" in anchors
    assert "other" not in anchors


def test_places_in_addresses() -> None:
    assert spans_of("12-40") == {1: [(12, 40)]}
    assert spans_of("2:1-2,5-9") == {2: [(1, 2), (5, 9)]}
    assert spans_of("9-2,a-b,-,1-,3-4,5-99999999999,x:1-2") == {1: [(3, 4), (1, 2)]}
    assert written([(1, 2), (5, 9)], 2) == "2:1-2,5-9"
    assert spans_of(written([(1, 2), (5, 9)])) == {1: [(1, 2), (5, 9)]}
