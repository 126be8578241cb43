"""What the index finds is what brute force over the plain texts finds, for any tree."""

from __future__ import annotations

import random
from functools import lru_cache

import pytest
import tantivy

from cablegram.archive.index import schema as index_schema
from cablegram.archive.query import parse
from cablegram.archive.query_index import index_query
from cablegram.archive.query_text import Plain, matches
from cablegram.archive.query_tree import Fuzzy, Phrase, Prefix, Tree, unparse
from cablegram.archive.words import ANALYZER_NAME, analyzer
from tests.archive import query_random


def _index(documents: list[Plain], commits: int = 3) -> tantivy.Index:
    schema = index_schema()
    index = tantivy.Index(schema)
    index.register_tokenizer(ANALYZER_NAME, analyzer())
    writer = index.writer(heap_size=15_000_000, num_threads=1)
    for number, document in enumerate(documents):
        writer.add_document(tantivy.Document.from_dict(query_random.fields(number, document), schema))
        if number % (len(documents) // commits + 1) == 0:
            writer.commit()
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


@lru_cache(maxsize=1)
def _small() -> tuple[list[Plain], tantivy.Index]:
    documents = list(query_random.documents(random.Random(7), 400))
    return documents, _index(documents)


def _hits(index: tantivy.Index, tree: Tree) -> dict[int, float]:
    searcher = index.searcher()
    found = searcher.search(index_query(tree, index.schema, searcher), limit=max(1, searcher.num_docs))
    assert searcher.search(index_query(tree, index.schema), limit=max(1, searcher.num_docs)).hits == found.hits
    numbers = searcher.fast_field_values("number", [address for _, address in found.hits])
    return {int(number): score for number, (score, _) in zip(numbers, found.hits, strict=True) if number is not None}


def _compare(documents: list[Plain], index: tantivy.Index, tree: Tree) -> bool:
    want = {number for number, document in enumerate(documents) if matches(tree, document)}
    got = set(_hits(index, tree))
    assert got == want, f"{unparse(tree)}: only the index {got - want}, only brute force {want - got}"
    return 0 < len(want) < len(documents)


def test_any_tree_finds_what_brute_force_finds() -> None:
    documents, index = _small()
    rng = random.Random(11)
    telling = sum(_compare(documents, index, query_random.tree(rng)) for _ in range(900))
    assert telling > 400  # most find some and not all


def test_every_kind_of_leaf_finds_what_brute_force_finds() -> None:
    documents, index = _small()
    rng = random.Random(12)
    assert sum(_compare(documents, index, query_random.leaf(rng)) for _ in range(900)) > 400


@pytest.mark.heavy
@pytest.mark.parametrize("seed", range(4))
def test_many_trees_over_many_archives(seed: int) -> None:
    rng = random.Random(1000 + seed)
    documents = list(query_random.documents(rng, 400))
    index = _index(documents, commits=rng.randint(1, 6))
    for _ in range(1000):
        _compare(documents, index, query_random.tree(rng, deep=4))


@pytest.mark.parametrize("common", ["a", "b", "c", None])
def test_proximity_does_not_depend_on_how_common_a_word_is(common: str | None) -> None:
    # The engine's own slop does, for three words: this is why every arrangement is asked for.
    rng = random.Random(3)
    documents = [Plain(text=" ".join(rng.choices("abcdxyz", k=rng.randint(2, 9)))) for _ in range(400)]
    documents += [Plain(text=common)] * 600 if common else []
    index = _index(documents)
    for words in ("ab", "ba", "aa", "abc", "cab", "aba", "aab", "abcd"):
        for slop in range(4):
            _compare(documents, index, Phrase(tuple(words), slop))


def test_near_spellings_are_those_of_the_automaton() -> None:
    rng = random.Random(4)
    words = {"".join(rng.choices("abcdé日", k=rng.randint(1, 7))) for _ in range(900)}
    documents = [Plain(text=word) for word in sorted(words)]
    index = _index(documents)
    for _ in range(300):
        word = "".join(rng.choices("abcde日", k=rng.randint(4, 7)))
        _compare(documents, index, Fuzzy(word, rng.randint(1, 2)))
        _compare(documents, index, Prefix(word[: rng.randint(2, 3)]))


def _scores(query: str, *documents: Plain) -> list[float]:
    found = _hits(_index(list(documents), commits=1), parse(query))
    return [found.get(number, -1.0) for number in range(len(documents))]


def test_filters_do_not_rank() -> None:
    plain = Plain(text="kosovo mandate", tag=("OSCE",), first=0, last=1)
    bare, filtered = (
        _scores(query, plain, Plain(text="other"))[0] for query in ("kosovo", "kosovo tags:OSCE from:1969 -date:none *")
    )
    assert bare == pytest.approx(filtered)
    assert _scores("tags:OSCE", plain) == [0]
    assert _scores("-other", plain) == [0]


def test_a_word_of_the_subject_ranks_higher() -> None:
    with_it, without = _scores(
        "kosovo",
        Plain(text="kosovo mandate", subject="kosovo"),
        Plain(text="kosovo mandate", subject="mandate"),
    )
    assert with_it > without > 0


def test_a_word_of_the_subject_alone_is_not_in_the_text() -> None:
    assert _scores("kosovo", Plain(text="mandate", subject="kosovo")) == [-1.0]


def test_a_word_as_it_stood_is_found_and_its_rarity_does_not_rank() -> None:
    many = [Plain(text="nothing here")] * 50
    mended, plain, *_ = _scores(
        "negoti", Plain(text="negotiation", stood="negoti ation"), Plain(text="negoti begins"), *many
    )
    assert 0 < mended < plain


def test_a_phrase_is_looked_for_in_the_mended_text_alone() -> None:
    assert _scores('"negoti ation"', Plain(text="negotiation", stood="negoti ation")) == [-1.0]
