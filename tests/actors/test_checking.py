"""What grammar decides about the spans of the model: cable numbers, posts addressed, "us", peoples, long mentions."""

from __future__ import annotations

import pytest

from cablegram.actors.checking import checked, is_government, us_is_pronoun
from cablegram.actors.cutting import cut
from cablegram.actors.features import list_tags


def after(
    text: str, *stretches: set[tuple[int, int]]
) -> tuple[list[set[tuple[int, int]]], dict[tuple[int, int, int], tuple[str, str]]]:
    words = text.lower().split()
    groups = [dict.fromkeys(group, "model") for group in (*stretches, set(), set(), set())[:3]]
    kinds = checked(words, list_tags(words), groups)
    return [set(group) for group in groups], dict(kinds)


@pytest.mark.parametrize(
    ("text", "place", "stays", "reason"),
    [
        ("see Paris 4514", (1, 2), False, "the number of a cable"),
        ("made in Rome A - 12", (2, 3), False, "the number of an airgram"),
        ("in Paris 1973 was quiet", (1, 2), True, "a year"),
        ("in Paris 12 met", (1, 2), True, "too short a number"),
        ("text in French replacing ours", (2, 3), False, "a language"),
        ("interest in French position", (2, 3), True, "what is the French"),
    ],
)
def test_what_is_no_place(text: str, place: tuple[int, int], stays: bool, reason: str) -> None:
    assert (place in after(text, {place})[0][0]) is stays, reason


def test_the_number_of_a_cable_is_no_post() -> None:
    assert after("see Paris 4514", set(), {(1, 2)})[0][1] == set()
    assert after("Paris reported it", set(), {(0, 1)})[0][1] == {(0, 1)}


def test_a_paragraph_for_a_post_is_for_the_post() -> None:
    groups, kinds = after("2 . for Rome : please pass", {(3, 4)})
    assert groups[:2] == [set(), {(3, 4)}]
    assert kinds == {(1, 3, 4): ("organ", "name")}
    assert after("thanks for Rome : it", {(2, 3)})[0][0] == {(2, 3)}  # no beginning


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("the Turkish Cypriots refused", {(1, 3)}),
        ("the Bosnian Serbs refused", {(1, 3)}),
        ("a Greek Turkish dispute", set()),  # two states' dispute
    ],
)
def test_two_peoples_in_a_row_are_one(text: str, people: set[tuple[int, int]]) -> None:
    groups, _ = after(text, {(1, 2), (2, 3)})
    assert groups[2] == people
    assert bool(groups[0]) is not bool(people)


def test_a_damaged_name_in_no_mention_is_a_state() -> None:
    assert after("he went to norwya with rasmusfeldt")[0][0] == {(3, 4)}
    assert after("he went to norwya", set(), set(), {(3, 4)})[0][0] == set()  # somebody's name


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("he informed us that", True), ("met with us .", True), ("this leaves us as before", True),
        ("the us position", False), ("they think us has no interest", False), ("to us officials", False),
        ("told us rep", None), ("told us monday", None),
    ],
)  # fmt: skip
def test_us_by_the_words_beside_it(text: str, pronoun: bool | None) -> None:
    words = text.split()
    assert us_is_pronoun(words, words.index("us")) is pronoun


@pytest.mark.parametrize(
    ("text", "word", "government"),
    [("he got word", "got", False), ("by the got .", "got", True), ("president and gob", "gob", True)],
)
def test_letters_that_are_a_word_too(text: str, word: str, government: bool) -> None:
    words = text.split()
    assert is_government(words, words.index(word)) is government


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("mr kissinger operates his", ["mr kissinger"]),
        ("kissinger and gromyko", ["kissinger", "gromyko"]),
        ("messrs kissinger and gromyko", ["messrs kissinger and gromyko"]),  # the title is of both
        ("benson 's house", ["benson"]),
        ("his sudden walkouts", ["his"]),
        ("his foreign minister", ["his foreign minister"]),
        ("norwegian officials support mission", ["norwegian officials"]),
        ("french officials judge", ["french officials"]),
        ("party officials mr kissinger", ["party officials mr kissinger"]),
        ("officials of the mission", ["officials of the mission"]),
    ],
)
def test_a_mention_of_people_ends_where_they_end(text: str, parts: list[str]) -> None:
    words = text.split()
    assert [" ".join(words[start:end]) for start, end in cut(words, list_tags(words), 0, len(words))] == parts
