"""The lattice: what negation, degree and mood make of a cue, and what two cues say together."""

from __future__ import annotations

import pytest

from cablegram.positions.degrees import Weighed, compose, sign, weigh
from cablegram.tables.stances import Cue, DegreeWord, degree_words

SUPPORT = Cue("support", (), "verb", "support", "plain", ("object",), "stated", "", "firm", "")
OPPOSE = Cue("oppose", (), "verb", "oppose", "plain", ("object",), "stated", "", "firm", "")
DOUBT = Cue("doubt", (), "verb", "lean_oppose", "plain", ("object",), "stated", "none", "firm", "")


def _words(*words: str) -> list[DegreeWord]:
    return [row for word in words for row in degree_words()[word.split()[0]] if row.word == word]


@pytest.mark.parametrize(
    ("cue", "about", "negations", "modals", "stance", "why"),
    [
        (SUPPORT, (), 0, (), "support", "as it stands"),
        (SUPPORT, (), 1, (), "oppose", "R1"),
        (SUPPORT, ("fully",), 1, (), "lean_oppose", "R1 with a degree"),
        (SUPPORT, ("generally",), 0, (), "lean_support", "weak"),
        (SUPPORT, ("strongly",), 0, (), "support", "a strong word changes no class"),
        (SUPPORT, (), 0, ("could",), "lean_support", "could accept"),
        (SUPPORT, (), 0, ("would",), "support", "would is no hedge"),
        (OPPOSE, (), 1, (), "neutral", "R2"),
        (OPPOSE, ("necessarily", "strongly"), 1, ("would",), "neutral", "R2, the founding case"),
        (OPPOSE, (), 2, (), "oppose", "two negations"),
        (DOUBT, (), 1, (), None, "no doubt tells no stance"),
    ],
)
def test_weighing(
    cue: Cue, about: tuple[str, ...], negations: int, modals: tuple[str, ...], stance: str | None, why: str
) -> None:
    made = weigh(cue, _words(*about), negations, modals)
    assert (made.stance if made else None) == stance, why


def test_negated_opposition_acquiesces_and_keeps_its_hedges() -> None:
    made = weigh(OPPOSE, _words("necessarily", "strongly"), 1, ("would",))
    assert made is not None
    assert made.acquiesces
    assert made.negated
    assert {"would", "necessarily", "strongly"} <= set(made.hedges)


def test_an_absolute_word_makes_a_red_line_of_opposition_alone() -> None:
    against = weigh(SUPPORT, _words("in any instance"), 1, ())
    for_it = weigh(SUPPORT, _words("in any instance"), 0, ())
    assert against is not None
    assert for_it is not None
    assert (against.red_line, against.strength) == (True, "strong")
    assert not for_it.red_line


@pytest.mark.parametrize(
    ("outer", "inner", "stance"),
    [
        ("support", "oppose", "oppose"),  # decided to oppose
        ("lean_support", "support", "lean_support"),  # is prepared to support
        ("oppose", "support", "oppose"),  # refuses to support
        ("lean_oppose", "oppose", "neutral"),  # is reluctant to oppose
        ("neutral", "support", "neutral"),  # is undecided whether to support
    ],
)
def test_two_cues_together(outer: str, inner: str, stance: str) -> None:
    made = compose(Weighed(outer, "plain"), Weighed(inner, "plain"))  # type: ignore[arg-type]
    assert made.stance == stance
    assert sign(made.stance) == {"support": 1, "lean_support": 1, "neutral": 0, "oppose": -1, "lean_oppose": -1}[stance]
