"""The tokenizer: where it cuts, and that nothing depends on case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablegram.actors.tokens import folded, tokens

CASES = [
    ("U.S. and O.A.U.", ["u.s.", "and", "o.a.u."], "dotted initials stay whole"),
    ("US-French talks", ["us", "-", "french", "talks"], "a compound is cut, so that each half can be a name"),
    ("France's view", ["france", "'s", "view"], "a possessive is not part of the name"),
    ("Giscard d'Estaing", ["giscard", "d'estaing"], "an apostrophe inside a name is"),
    ("SECSTATE/DEPT", ["secstate", "/", "dept"], "a slash parts two names"),
    ("Bogotá", ["bogota"], "diacritics are folded: the wire had none"),
    ("$32.50", ["$", "32.50"], "a number is one token"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), CASES)
def test_words(text: str, expected: list[str], reason: str) -> None:
    assert [token.word for token in tokens(text)] == expected, reason


def test_a_word_broken_at_a_line_end_is_one_token() -> None:
    text = "THE MINIS- TERIAL MEETING"
    found = tokens(text, {"the", "ministerial", "meeting"})
    assert [token.word for token in found] == ["the", "ministerial", "meeting"]
    assert text[found[1].start : found[1].end] == "MINIS- TERIAL"


def test_two_known_words_about_a_hyphen_stay_two() -> None:
    assert [t.word for t in tokens("US- SOVIET", {"us", "soviet"})] == ["us", "-", "soviet"]


@given(st.text())
def test_spans_are_true_and_in_order(text: str) -> None:
    last = 0
    for token in tokens(text):
        assert last <= token.start < token.end <= len(text)
        quote = text[token.start : token.end]
        assert token.word == (folded(quote) or quote)
        last = token.end


@given(st.text(alphabet="abcXYZ .-'\n1", max_size=60))
def test_case_changes_nothing(text: str) -> None:
    words = [(token.start, token.end, token.word) for token in tokens(text)]
    assert [(token.start, token.end, token.word) for token in tokens(text.upper())] == words


def test_a_combining_mark_that_stands_alone_is_a_word() -> None:
    assert [token.word for token in tokens("A \u094d \u0301 B")] == ["a", "\u094d", "\u0301", "b"]
