"""The reading view: pieces of a text, and a map back that is true."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablegram.source import View, cut_view

TEXT = "THE ISSUE OF THE\n\nPARIS 00004514 002 OF 003\n\nCHAIRMANSHIP"
CUT = cut_view(TEXT, [(" ", 0, 16), (" ", 45, 57)])

BACK = [
    # start, end of the view, source ranges, reason
    (0, 3, ((0, 3),), "inside the first piece"),
    (4, 9, ((4, 9),), "a word of the first piece"),
    (17, 29, ((45, 57),), "the second piece, whole"),
    (13, 20, ((13, 16), (45, 48)), "across the cut: two ranges"),
    (16, 17, (), "the separator belongs to none"),
    (16, 18, ((45, 46),), "from the separator on"),
    (15, 17, ((15, 16),), "up to the separator"),
    (5, 5, (), "an empty range"),
    (0, 29, ((0, 16), (45, 57)), "all of it"),
    (28, 99, ((56, 57),), "past the end"),
]


def test_view_is_the_pieces_with_their_separators() -> None:
    assert CUT.text == "THE ISSUE OF THE CHAIRMANSHIP"
    assert CUT.starts == (0, 17)
    assert CUT.spans == ((0, 16), (45, 57))


@pytest.mark.parametrize(("start", "end", "ranges", "reason"), BACK, ids=[case[3] for case in BACK])
def test_back(start: int, end: int, ranges: tuple[tuple[int, int], ...], reason: str) -> None:
    assert CUT.back(start, end) == ranges


@pytest.mark.parametrize(
    ("position", "expected"),
    [(0, 0), (15, 15), (16, None), (20, None), (44, None), (45, 17), (56, 28), (57, None), (999, None)],
)
def test_forward(position: int, expected: int | None) -> None:
    assert CUT.forward(position) == expected


def test_no_pieces_give_an_empty_view() -> None:
    view = cut_view("ABC", [])
    assert view == View("", (), ())
    assert view.back(0, 1) == ()
    assert view.forward(0) is None


def test_the_separator_of_the_first_piece_is_left_out() -> None:
    assert cut_view("ABC", [("\n\n", 1, 3)]).text == "BC"


@st.composite
def views(draw: st.DrawFn) -> tuple[str, View]:
    text = draw(st.text(st.characters(), max_size=60))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12)))
    if len(cuts) % 2:
        cuts.pop()
    before = st.sampled_from(("", " ", "\n", "\n\n"))
    pieces = [(draw(before), a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
    return text, cut_view(text, pieces)


@given(views(), st.data())
def test_back_gives_the_words_of_the_view(made: tuple[str, View], data: Any) -> None:
    text, view = made
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))
    ranges = view.back(start, end)
    rest = view.text[start:end]
    for a, b in ranges:
        assert a < b
        at = rest.find(text[a:b])
        assert at >= 0
        assert not rest[:at].strip(" \n") or any(not piece for piece in ranges)
        rest = rest[at + b - a :]
    assert list(ranges) == sorted(ranges)


@given(views())
def test_forward_and_back_are_each_other(made: tuple[str, View]) -> None:
    text, view = made
    for position in range(len(text)):
        at = view.forward(position)
        if at is None:
            assert not any(a <= position < b for a, b in view.spans)
        else:
            assert view.text[at] == text[position]
            assert view.back(at, at + 1) == ((position, position + 1),)
    for at in range(len(view.text)):
        for start, _ in view.back(at, at + 1):
            assert view.forward(start) == at


@given(views())
def test_all_of_the_view_comes_from_its_pieces(made: tuple[str, View]) -> None:
    text, view = made
    assert view.back(0, len(view.text)) == tuple((a, b) for a, b in view.spans if a < b)
    for at, (a, b) in zip(view.starts, view.spans, strict=True):
        assert view.text[at : at + b - a] == text[a:b]


def test_a_mend_in_a_word_leaves_the_word_in_one_piece() -> None:
    # "REASO NS FOR" reads "REASONS FOR": the blank was taken away, and both halves are one word of the source
    view = View("REASONS FOR", (0, 5, 8), ((0, 5), (6, 8), (9, 12)), {})
    assert view.back(0, 7) == ((0, 5), (6, 8))
    # "CHARG? D" reads "CHARGE D": one character put in place of another
    view = View("CHARGE D", (0, 5, 6), ((0, 5), (5, 6), (6, 8)), {1: "E"})
    assert view.back(0, 6) == ((0, 6),)
    assert view.back(0, 5) == ((0, 5),)
    assert view.back(5, 6) == ((5, 6),)
    assert view.forward(5) == 5


def test_a_mend_that_puts_in_has_a_place() -> None:
    view = View("A, B", (0, 1, 2), ((0, 1), (1, 1), (1, 3)), {1: ","})
    assert view.back(0, 4) == ((0, 3),)
    assert view.back(1, 2) == ((1, 1),)
