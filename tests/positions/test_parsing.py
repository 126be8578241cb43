"""Dependencies: what certainly holds of plain sentences, whatever their case, and of any words at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cablegram.actors.tokens import tokens
from cablegram.positions.syntax.packing import keys_of, stored_keys
from cablegram.positions.syntax.parsing import FORBIDDEN, TEMPLATE, parse, parser
from cablegram.positions.syntax.tagging import tags

# A sentence, and relations in it: dependent, relation, head ("" for the root).
TABLE = (
    ("The committee supports the plan.", "committee nsubj supports; supports root; plan obj supports; the det plan"),
    ("He did not sign the letter.", "he nsubj sign; did aux sign; not advmod sign; letter obj sign"),
    ("The letter was written by the minister.", "letter nsubj:pass written; was aux:pass written; minister obl:agent written"),
    ("They said that she would come.", "they nsubj said; come ccomp said; that mark come; she nsubj come; would aux come"),
    ("We want to leave.", "we nsubj want; leave xcomp want; to mark leave"),
    ("The plan is good.", "plan nsubj good; is cop good; good root"),
    ("He bought bread and wine.", "bread obj bought; wine conj bread; and cc wine"),
    ("He will stay if they leave.", "stay root; leave advcl stay; if mark leave; they nsubj leave"),
    ("The man who called her left.", "man nsubj left; called acl:relcl man; who nsubj called; her obj called"),
    ("We couldn't see the house.", "couldn't aux see; we nsubj see; house obj see"),
    ("They gave him a book.", "him iobj gave; book obj gave"),
    ("The president of the company resigned.", "president nsubj resigned; company nmod president; of case company"),
    ("The minister's answer was short.", "minister nmod:poss answer; 's case minister; answer nsubj short"),
)  # fmt: skip


def _words(text: str) -> list[str]:
    return [token.word for token in tokens(text)]


def _parsed(text: str) -> set[tuple[str, ...]]:
    words = _words(text)
    found = parse(words, tags(words))
    return {
        (word, label, words[head]) if head >= 0 else (word, label)
        for word, (head, label) in zip(words, found, strict=True)
    }


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[text for text, _ in TABLE])
def test_plain_sentences(text: str, expected: str) -> None:
    found = _parsed(text)
    for relation in expected.split("; "):
        assert tuple(relation.split()) in found, relation


@pytest.mark.parametrize("text", [text for text, _ in TABLE])
def test_capitals_change_nothing(text: str) -> None:
    assert _parsed(text.upper()) == _parsed(text)


def test_few_words() -> None:
    assert parse([], []) == []
    assert parse(["stay"], ["VB"]) == [(-1, "root")]


_plain = st.sampled_from(_words("the he not said that, and to by of it plan. (25 don't"))
_word = _plain | st.text("abnot.-3é", min_size=1, max_size=6)


@settings(max_examples=300, deadline=None)
@given(st.lists(_word, max_size=40), st.data())
def test_any_words_make_one_tree(words: list[str], data: st.DataObject) -> None:
    given_tags = tags(words) if data.draw(st.booleans()) else data.draw(
        st.lists(st.sampled_from(["NN", "VBD", "IN", "no such tag", ""]), min_size=len(words), max_size=len(words))
    )  # fmt: skip
    found = parse(words, given_tags)
    assert len(found) == len(words)
    assert sum(head < 0 for head, _ in found) == (1 if words else 0)
    assert all((label == "root") == (head < 0) and label for head, label in found)
    for at in range(len(words)):
        seen = set()
        while at >= 0:
            assert at not in seen
            seen.add(at)
            at = found[at][0]
    assert parse(words, given_tags) == found


def test_a_step_that_cannot_be_taken_is_never_best() -> None:
    """No sum of rows comes near `FORBIDDEN` or leaves 16 bits: each state adds at most one row of each template."""
    made = parser()
    high: dict[int, int] = {}
    low: dict[int, int] = {}
    for feature, row in made.weights.items():
        fields = made.scores.all(row)
        template = feature // TEMPLATE
        high[template] = max(high.get(template, 0), *fields)
        low[template] = min(low.get(template, 0), *fields)
    most, least = sum(high.values()), sum(low.values())
    assert FORBIDDEN + most < least
    assert FORBIDDEN + least >= -(1 << 15)


@given(st.lists(st.integers(0, (1 << 52) - 1), unique=True).map(sorted))
def test_numbers_of_features_survive_the_disk(keys: list[int]) -> None:
    assert keys_of(stored_keys(keys)) == keys
