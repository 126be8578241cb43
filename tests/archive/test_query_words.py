"""The words of a text in Python are the words of the index's analyzer."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cablegram.archive.words import analyzer, folded, places, spelled, tokens

ANALYZER = analyzer()
# Letters in one of Rust and Python alone, letters that grow or fold, marks that end a word: combined at random.
TRICKY = "aAzZ09_-. ’éÉßẞæÆœĳﬁﬀİıſK①⒇⑴½²ªºⅷⓐ\u0301\u0345\u0903\u0e31\u0930\u093eΣςσДж日本한ᴀᴏʀǅ\U0001d400\U0001e900\U0001f130\u200d\ufeff\ufffd"


def _same(text: str) -> None:
    want = ANALYZER.pre_tokenize(text).tokens
    got = list(places(text))
    assert [token for token, _, _, _ in got] == [token.text for token in want] == ANALYZER.analyze(text)
    assert [number for _, _, _, number in got] == [token.position for token in want]
    assert list(tokens(text)) == [(token, start, end) for token, start, end, _ in got]
    assert all(0 <= start < end <= len(text) for _, start, end, _ in got)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Kosovo's MANDATE, 2007", ["kosovo", "s", "mandate", "2007"]),  # small letters; apostrophe and comma cut
        ("a_b U.S. a/b OSCE-led", ["a", "b", "u", "s", "a", "b", "osce", "led"]),  # underline, dot, slash, hyphen cut
        ("Café Straße Ærø İst", ["cafe", "strasse", "aero", "i̇st"]),  # accents fold, letters may become two
        ("e\u0301t", ["e", "t"]),  # a combining accent is no letter: it cuts, as the index does
        ("नमस्ते", ["नमस", "ते"]),  # a vowel sign is a letter, a virama is not
        ("①② x²", ["12", "x2"]),  # circled and raised digits fold
        ("ΑΣ", ["ασ"]),  # no final sigma: each letter by itself
        ("x" * 79 + " " + "y" * 80 + " z", ["x" * 79, "z"]),  # 80 bytes are too long
        ("é" * 39 + " " + "é" * 40 + " z", ["e" * 39, "z"]),  # … of the text, before it folds
        ("\ud800a", ["a"]),  # half a character is no letter
        ("", []),
    ],
)
def test_words(text: str, want: list[str]) -> None:
    assert [token for token, _, _ in tokens(text)] == want
    if text.isprintable() or text.isascii():
        _same(text)


@given(st.text(st.characters(exclude_categories=["Cs"])))
@settings(max_examples=400, deadline=None)
def test_any_text_has_the_words_of_the_analyzer(text: str) -> None:
    _same(text)


@given(st.text(st.sampled_from(TRICKY), max_size=120))
@settings(max_examples=400, deadline=None)
def test_tricky_letters_have_the_words_of_the_analyzer(text: str) -> None:
    _same(text)


@pytest.mark.heavy
def test_every_character_there_is() -> None:
    rng = random.Random(1)
    every = [code for code in range(0x110000) if not 0xD800 <= code <= 0xDFFF]
    for code in every:
        _same(chr(code))
        _same(f"a{chr(code)}B")
    for _ in range(20_000):
        _same("".join(map(chr, rng.choices(every, k=40))))


@given(st.text(st.one_of(st.sampled_from(TRICKY), st.characters())))
@settings(max_examples=400, deadline=None)
def test_a_folded_text_has_the_same_words_at_the_same_places(text: str) -> None:
    fold = folded(text)
    if fold is None:
        return
    small, offsets = fold
    assert small.isascii()
    at = offsets or range(len(text) + 1)
    got = [(small[start:end], at[start], at[end - 1] + 1) for _, start, end, _ in places(small)]
    short = [each for each in got if len(text[each[1] : each[2]].encode()) < 80]
    assert short == list(tokens(text))


@given(st.text(st.one_of(st.sampled_from(TRICKY), st.characters())))
@settings(max_examples=400, deadline=None)
def test_a_token_spelled_is_that_token_again(text: str) -> None:
    for token, _, _ in tokens(text):
        assert [found for found, _, _ in tokens(spelled(token))] == [token]
