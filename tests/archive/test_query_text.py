"""Where a query matches in a text: exact, by patterns and token by token alike."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cablegram.archive.query import parse
from cablegram.archive.query_text import Plain, Span, _Finder, _finder, matches, spans
from cablegram.archive.query_tree import Fuzzy, Not, Tree, Word
from tests.archive import query_random


@pytest.mark.parametrize(
    ("query", "text", "want"),
    [
        ("kosovo", "KOSOVO, Kosovo's; akosovo kosovox", ["KOSOVO", "Kosovo"]),  # whole words, any case
        ("kos*", "Kosovo (kosher) akos KOS", ["Kosovo", "kosher", "KOS"]),  # a beginning, the whole word marked
        ("cafe", "the Café’s cafes", ["Café"]),  # folded
        ("strasse", "Straße", ["Straße"]),  # a letter that becomes two
        (
            '"low bar"',
            "LOW\n  BAR; low, bar; low the bar; slow bar; low barn",
            ["LOW\n  BAR", "low, bar"],
        ),  # over line ends
        ('"a a"', "a a a", ["a a", "a a"]),  # one inside the other
        ('"low bar"~1', "low very bar", ["low", "bar"]),  # near: each word
        ('"low bar"~1', "low and very bar", []),  # not near enough
        ('"low bar"~2', "bar low", ["bar", "low"]),  # the other way round
        ("kosvo~", "Kosovo ksovo kos", ["Kosovo", "ksovo"]),  # one letter lost; two swapped
        ("U.S.", "U.S. and U S and us", ["U.S", "U S"]),  # two tokens side by side
        ("a -b", "a b", ["a"]),  # what is excluded is not marked
        ("subject:a tags:B origin:C", "a b c", []),  # nor what is looked for elsewhere
        ("москва", "Москва, Moscow", ["Москва"]),  # other letters
        ("*", "a", []),
        ("y" * 79, "y" * 79 + " " + "y" * 80, ["y" * 79]),  # a word too long for the index is not found
        ("e" * 45, "é" * 45 + " " + "e" * 45, ["e" * 45]),  # 90 bytes as it stands
    ],
)
def test_where_a_query_matches(query: str, text: str, want: list[str]) -> None:
    found = spans(parse(query), text)
    assert [text[span.start : span.end] for span in found] == want
    assert found == sorted(found)


def test_why_and_how_many() -> None:
    assert spans(parse('mandate OR kos* OR "low bar"'), "kosovo low bar") == [
        Span(0, 6, "kos*"),
        Span(7, 14, '"low bar"'),
    ]
    assert spans(parse("a"), "a a a", 2) == [Span(0, 1, "a"), Span(2, 3, "a")]
    assert spans(parse("subject:a b"), "a b", field="subject") == [Span(0, 1, "subject:a"), Span(2, 3, "b")]


def test_patterns_find_what_the_tokens_give() -> None:
    rng = random.Random(5)
    told = 0
    for _ in range(4000):
        tree, text = query_random.leaf(rng), query_random.text(rng, 30)
        if getattr(tree, "field", "text") != "text":
            continue
        finder = _finder(tree, "text")
        if finder.leaves:
            assert spans(tree, text) == finder.slow(text), (tree, text)
            told += 1
    assert told > 1000


@given(st.text(), st.integers(0, 1 << 30))
@settings(max_examples=300, deadline=None)
def test_any_text_has_true_spans(text: str, seed: int) -> None:
    rng = random.Random(seed)
    found = spans(query_random.tree(rng), text + query_random.text(rng, 5) + text)
    assert all(0 <= span.start < span.end for span in found)


def test_a_leaf_matches_where_it_has_a_span() -> None:
    rng = random.Random(6)
    for _ in range(3000):
        tree, text = query_random.leaf(rng), query_random.text(rng, 20)
        if _finder(tree, "text").leaves:
            assert matches(tree, Plain(text=text)) == bool(spans(tree, text)), (tree, text)


@pytest.mark.parametrize(
    ("query", "plain", "want"),
    [
        ("date:2007", Plain(first=19460160, last=19460161), True),  # its first minute
        ("date:2006", Plain(first=19460160, last=19460161), False),
        ("from:2008", Plain(first=19460160, last=19985760), False),  # the last minute of 2007 is not in 2008
        ("until:2007-01-01", Plain(first=19460160, last=19985760), True),  # may have been that day
        ("until:1969", Plain(first=-1, last=0), True),  # before 1970
        ("from:1970", Plain(first=-1, last=0), False),
        ("until:9999", Plain(first=0, last=1), True),  # the last year there is
        ("from:1960", Plain(), False),  # undated
        ("date:none", Plain(), True),
        ("class:secret..", Plain(level=("TOP SECRET",)), True),
        ("class:..lou", Plain(level=("CONFIDENTIAL",)), False),
        ("class:c", Plain(level=("CONFIDENTIAL",)), True),
        ('origin:"amembassy paris"', Plain(origin=("PARIS",)), True),  # the station of the address
        ("signer:doe", Plain(signer=("DOE", "ROE")), True),
        ('signer:"doe roe"', Plain(signer=("DOE", "ROE")), False),  # not over two names
    ],
)
def test_fields(query: str, plain: Plain, want: bool) -> None:
    assert matches(parse(query), plain) is want


def test_a_word_in_the_mend() -> None:
    plain = Plain(text="negotiation", stood="negoti ation")
    assert matches(Word("ation"), plain)
    assert not matches(parse('"negoti ation"'), plain)
    assert matches(Not(Word("other")), plain)


def _any_tree(seed: int) -> Tree:
    return query_random.tree(random.Random(seed))


@given(st.integers(0, 1 << 30), st.integers(0, 1 << 30))
@settings(max_examples=200, deadline=None)
def test_excluding_is_the_other_half(one: int, two: int) -> None:
    tree, plain = _any_tree(one), query_random.document(random.Random(two))
    assert matches(tree, plain) != matches(Not(tree), plain)


def test_near_spellings_are_found_quickly_where_they_are_found_slowly() -> None:
    rng = random.Random(4)
    letters = "abcde1"
    for _ in range(1500):
        word = "".join(rng.choice(letters) for _ in range(rng.randint(4, 8)))
        text = rng.choice((" ", ", ", "-")).join(_edited(rng, word, letters) for _ in range(20))
        finder = _Finder((Fuzzy(word, 1),))
        assert finder.quick(text) == finder.slow(text), (word, text)


def _edited(rng: random.Random, word: str, letters: str) -> str:
    """A word with up to two edits of every kind."""
    found = list(word)
    for _ in range(rng.randint(0, 2)):
        i = rng.randrange(len(found))
        match rng.randrange(4):
            case 0:
                found[i] = rng.choice(letters)
            case 1 if len(found) > 1:
                del found[i]
            case 2:
                found.insert(i, rng.choice(letters))
            case 3 if i + 1 < len(found):
                found[i], found[i + 1] = found[i + 1], found[i]
    return "".join(found)
