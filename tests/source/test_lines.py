"""Lines: what ends one and what does not, and that nothing is lost in cutting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablegram.source import split_lines

CASES = [
    # text, lines, reason
    ("", [], "no text has no line"),
    ("BT", ["BT"], "a last line without an end"),
    ("BT\n", ["BT\n"], "an end does not begin another line"),
    ("\n", ["\n"], "an empty line is a line"),
    ("A\n\nB", ["A\n", "\n", "B"], "an empty line between"),
    ("A\rB", ["A\r", "B"], "CR alone"),
    ("A\r\nB", ["A\r\n", "B"], "CR LF is one end"),
    ("A\r\r\nB", ["A\r\r\n", "B"], "the teleprinter's CR CR LF is one end"),
    ("A\r\r\r\nB", ["A\r\r\r\n", "B"], "and with one CR more"),
    ("A\r\rB", ["A\r", "\r", "B"], "CR CR without LF are two ends"),
    ("A\n\rB", ["A\n", "\r", "B"], "LF CR are two ends"),
    ("A\fB", ["A\f", "B"], "a form feed"),
    ("A\r\n\fB", ["A\r\n", "\f", "B"], "a form feed after an end is a line"),
    ("A\vB", ["A\v", "B"], "a vertical tab"),
    ("A\u2028B", ["A\u2028", "B"], "the line separator"),
    ("A\u2029B", ["A\u2029", "B"], "the paragraph separator"),
    ("A\x85B", ["A\x85B"], "NEL is a misread ellipsis in mid-sentence"),
    ("A\x85B\rC", ["A\x85B\r", "C"], "NEL beside another end"),
    ("A\x1cB\x1dC\x1eD\x1fE", ["A\x1cB\x1dC\x1eD\x1fE"], "file separators are no ends"),
    ("A\x1cB\nC", ["A\x1cB\n", "C"], "a file separator beside an end"),
    ("\u00c9\nB", ["\u00c9\n", "B"], "not ASCII, LF alone"),
    ("\u00c9\x1cB\nC\n", ["\u00c9\x1cB\n", "C\n"], "not ASCII, with a file separator"),
    ("\u00c9\r\nB", ["\u00c9\r\n", "B"], "not ASCII, CR LF"),
    ("A\x00B\n", ["A\x00B\n"], "NUL is no end"),
]
ENDS = ("\n", "\r", "\r\n", "\r\r\n", "\f", "\v", "\u2028", "\u2029")
_NO_ENDS = st.text(st.characters(exclude_characters="\n\r\f\v\u2028\u2029"))


@pytest.mark.parametrize(("text", "lines", "reason"), CASES, ids=[case[2] for case in CASES])
def test_case(text: str, lines: list[str], reason: str) -> None:
    assert split_lines(text) == lines


@given(st.one_of(st.text(st.characters()), st.text("AB \n\r\f\v\u2028\u2029\x85\x1c\x1d\x1e")))
def test_joined_they_are_the_text(text: str) -> None:
    lines = split_lines(text)
    assert "".join(lines) == text
    assert all(lines)
    for line in lines[:-1]:
        assert line.endswith(tuple("\n\r\f\v\u2028\u2029"))
    for line in lines:
        assert not set(line.rstrip("\n\r\f\v\u2028\u2029")) & set("\n\r\f\v\u2028\u2029")


@given(st.lists(st.tuples(_NO_ENDS.filter(bool), st.sampled_from(ENDS))))
def test_every_end_ends_one_line(parts: list[tuple[str, str]]) -> None:
    lines = [content + end for content, end in parts]
    assert split_lines("".join(lines)) == lines


@given(st.text("AB\x85\x1c\n"))
def test_the_quick_ways_and_the_slow_way_agree(text: str) -> None:
    slow = split_lines(text + "\f")
    quick = split_lines(text)
    assert "".join(slow) == text + "\f"
    assert slow[: len(quick) - 1] == quick[:-1]
