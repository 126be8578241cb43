"""The whole way of a cable: what is found, that its places are true, and that case does not matter."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cablegram
from cablegram.actors.finding import find
from tests.real_data import SHARED, needs_shared, rows, samples, texts

# (text, words, type, canonical name, reason)
CASES = [
    ("THE FRENCH FOREIGN MINISTER ARRIVED IN OSLO.", "FRENCH", "state", "France", "a demonym inside a title is its state"),
    ("HE ARRIVED IN OSLO ON MONDAY.", "OSLO", "place", "Oslo", "a capital one arrives in is a place"),
    ("FRANCE IS FIRM. GOF OPPOSES THE DRAFT.", "GOF", "state", "France", "a government acronym is its state"),
    ("THE SOVIETS REFUSED.", "SOVIETS", "state", "Soviet Union", "a people acting is its state"),
    ("NATO WILL MEET IN MAY.", "NATO", "body", "North Atlantic Treaty Organization", "a body by its acronym"),
    ("REP OF PLO SPOKE.", "PLO", "party", "Palestine Liberation Organization", "a movement by its acronym"),
]


@pytest.mark.parametrize(("text", "words", "kind", "name", "reason"), CASES)
def test_who_is_found(text: str, words: str, kind: str, name: str, reason: str) -> None:
    found = {(m.quote, m.type, m.actor) for m in find(cablegram.parse(text)).mentions}
    assert (words, kind, name) in found, reason


def _spans_are_true(telegram: cablegram.Telegram, *, rules_only: bool) -> None:
    found = find(telegram, rules_only=rules_only)
    ids = {actor.id for actor in found.actors}
    for mention in found.mentions:
        assert mention.quote
        assert telegram.text[mention.start : mention.end] == mention.quote
        assert [telegram.text[a:b] for a, b in mention.more] == list(mention.quote_more)
        assert not mention.actor_id or mention.actor_id in ids
        assert bool(mention.actor) == bool(mention.actor_id)


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.stem)
def test_quotes_of_the_samples_are_true(path: Path) -> None:
    telegram = cablegram.read(path)
    for rules_only in (False, True):
        _spans_are_true(telegram, rules_only=rules_only)


@given(st.text(alphabet="AbcDE FRANCE US\n.-'(/1¶é\u2019", max_size=200))
@settings(max_examples=60, deadline=None)
def test_no_text_makes_it_raise(text: str) -> None:
    _spans_are_true(cablegram.parse(text), rules_only=False)


def _named(text: str) -> set[str]:
    return {m.actor_id for m in find(cablegram.parse(text)).mentions if m.actor_id}


def _agreement(texts: list[str]) -> float:
    """Actors found in all of three cases, of those found in any."""
    both = either = 0
    for text in texts:
        cases = [_named(text), _named(text.upper()), _named(text.lower())]
        both += len(set.intersection(*cases))
        either += len(set.union(*cases))
    return both / either


@needs_shared
def test_the_same_actors_in_mixed_upper_and_lower_case() -> None:
    texts = [row["text_mixed"] for row in list(rows("actors-gold/gold.jsonl"))[:12]]
    assert _agreement(texts) >= 0.97


@needs_shared
def test_the_actors_of_the_founding_cable() -> None:
    found = find(cablegram.read(SHARED / "seed" / "07PARIS4514.txt"))
    names = {actor.name for actor in found.actors}
    expected = {
        "France", "Russia", "Greece", "Lithuania", "Kazakhstan", "Afghanistan", "United States",
        "Ministry of Foreign Affairs (France)", "Bernard Kouchner",
        "Embassy of the United States, Paris", "Department of State (United States)",
        "Organization for Security and Cooperation in Europe",
        "Office for Democratic Institutions and Human Rights (OSCE)",
        "Council of Europe",
    }  # fmt: skip
    assert not expected - names
    of_france = {m.quote for m in found.mentions if m.actor == "France" and m.form == "name"}
    assert {"France", "FRANCE", "French", "GOF"} <= of_france


@needs_shared
@pytest.mark.heavy
def test_every_real_text_can_be_read_for_names() -> None:
    for name, text in texts():
        if len(text) < 100_000:
            for rules_only in (False, True):
                try:
                    _spans_are_true(cablegram.parse(text), rules_only=rules_only)
                except Exception as error:
                    pytest.fail(f"{name}: {error!r}")
