"""A government's acronym that is somebody's surname in the telegram at hand."""

from __future__ import annotations

import pytest

from cablegram.actors.finding import find
from cablegram.telegram.reader import parse

CASES = [
    ("DR. GOPOL SAW NO NEED. GOPOL LEFT.", [("DR. GOPOL", "person"), ("GOPOL", "person")], "titled, then bare"),
    ("GOPOL OPPOSES THE TREATY.", [("GOPOL", "state")], "nobody of that name: Poland's government"),
]


@pytest.mark.parametrize(("text", "expected", "why"), CASES)
def test_surnames(text: str, expected: list[tuple[str, str]], why: str) -> None:
    found = [(one.quote, one.type) for one in find(parse(f"1. {text}\n")).mentions]
    assert found == expected, why
