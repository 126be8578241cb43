"""Members listed for a group, stances put before who holds them, and others whose verb is left out."""

from __future__ import annotations

import pytest

from cablegram.positions.finding import stated
from cablegram.telegram.reader import parse

# text | holders with their stance | why
CASES = [
    ("Opposing the annex were Chile, Peru and Fiji.", {"Chile": "oppose", "Peru": "oppose", "Fiji": "oppose"}, "inverted"),
    ("Among those favoring the annex were Chile and Peru.", {"Chile": "support", "Peru": "support"}, "inverted"),
    ("THOSE OPPOSED TO THE ANNEX INCLUDED CHILE AND PERU.", {"Chile": "oppose", "Peru": "oppose"}, "inverted"),
    ("Delegations supporting the annex included Chile and Peru.", {"Chile": "support", "Peru": "support"}, "R16"),
    ("Several delegations (Chile, Peru) opposed the annex.", {"Chile": "oppose", "Peru": "oppose"}, "R16"),
    ("Three delegations opposed the annex: Chile, Peru and Fiji.",
     {"Chile": "oppose", "Peru": "oppose", "Fiji": "oppose"}, "R16"),
    ("Several delegations, including Chile and Peru, opposed the annex.",
     {"Chile": "oppose", "Peru": "oppose", "group: several delegations": "oppose"}, "an open list keeps the group"),
    ("Several delegations, meeting in Lima, opposed the annex.", {"group: several delegations": "oppose"}, "no list"),
    ("Chile supported the annex, and Peru did too.", {"Chile": "support", "Peru": "support"}, "the verb left out"),
    ("Chile supported the annex; Peru did not.", {"Chile": "support", "Peru": "oppose"}, "left out, negated"),
    ("All delegations except Chile supported the annex.", {}, "who is left out does not support it"),
    ("Only Chile opposed the annex.", {"Chile": "oppose"}, "one"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted", "why"), CASES, ids=[case[0][:50] for case in CASES])
def test_holders(text: str, wanted: dict[str, str], why: str) -> None:
    found = stated(parse(f"1. {text}")).positions
    assert sorted((one.holder, one.stance) for one in found) == sorted(wanted.items()), why
    assert {one.target_mention.lower() for one in found} <= {"the annex"}, why
