"""What is denied, left unsaid, asked of others or put off is no stance; and a negation that is easily missed turns one."""

from __future__ import annotations

import pytest

from cablegram.positions.finding import stated
from cablegram.telegram.reader import parse

# text | (holder, stance) of the positions on the annex | why
CASES = [
    ("Chile is not inclined to accept the annex.", [("Chile", "lean_oppose")], "the adverb between copula and state"),
    ("Chile is not opposed to the annex.", [("Chile", "neutral")], "R2"),
    ("The annex was opposed by Chile.", [("Chile", "oppose")], "a passive and no state"),
    ("Chile never accepted the annex.", [("Chile", "oppose")], "never"),
    ("Chile no longer accepts the annex.", [("Chile", "oppose")], "no longer"),
    ("Chile could not live with the annex.", [("Chile", "oppose")], "a cue of two words with a modal"),
    ("Chile would not go back on the annex.", [("Chile", "support")], "keeping one's word"),
    ("Chile would not like the annex.", [("Chile", "oppose")], "a wish negated"),
    ("Chile sees no reason why the annex should be adopted.", [("Chile", "lean_oppose")], "no reason"),
    ("Chile sees no reason why the annex should not be adopted.", [("Chile", "neutral")], "R2: no reason why not"),
    ("Chile decided not to support the annex.", [("Chile", "oppose")], "the infinitive negated"),
    ("Chile decided not to oppose the annex.", [("Chile", "neutral")], "R2, the infinitive negated"),
    ("Chile prefers not to join the annex.", [("Chile", "oppose")], "the infinitive negated"),
    ("Chile said that nobody should vote for the annex.", [("Chile", "oppose")], "R15, negated by its subject"),
    ("Chile did not say it would accept the annex.", [], "not said"),
    ("Chile denied that it would accept the annex.", [], "denied"),
    ("Chile has yet to accept the annex.", [], "not yet"),
    ("Chile has not decided whether to accept the annex.", [("Chile", "neutral")], "undecided: 3.1"),
    ("Chile asked if Peru would support the annex.", [], "a question"),
    ("Peru asked Chile to oppose the annex.", [("Peru", "oppose")], "the asker's alone, composed"),
    ("Chile took the floor to oppose the annex.", [("Chile", "oppose")], "an object that is nobody is not asked"),
    ("The German delegate said that his delegation would abstain on the annex.", [("Germany", "neutral")], "his own state"),
    ("Chile closed with a call for the annex.", [("Chile", "support")], "a noun behind with"),
    ("Concern was expressed by Chile over the annex.", [("Chile", "lean_oppose")], "the target behind the agent"),
    ("Chile argued that the annex is not contrary to the mandate.", [("Chile", "lean_support")], "a reproach denied"),
    ("It is the Chilean view that the annex is unnecessary.", [("Chile", "lean_oppose")], "whose view it is"),
    ("Chile is of the opinion that the annex is unnecessary.", [("Chile", "lean_oppose")], "of the opinion"),
    ("Chile's preference is for the annex.", [("Chile", "support")], "a noun before the copula"),
    ("The annex came under attack from Chile.", [("Chile", "lean_oppose")], "who stands behind a verb that judges"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted", "why"), CASES, ids=[case[0][:50] for case in CASES])
def test_stance_or_none(text: str, wanted: list[tuple[str, str]], why: str) -> None:
    assert [(one.holder, one.stance) for one in stated(parse(f"1. {text}")).positions] == wanted, why
