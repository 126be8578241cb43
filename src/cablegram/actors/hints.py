"""Which states a text smells of: its organs, parties, cities and people in office that belong to one state alone.

Weaker than a state's own name; asked only where an acronym of several governments is left in doubt.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from cablegram.actors.gazetteer import entries, key, words_of_places
from cablegram.actors.lists import marked
from cablegram.actors.lore import lore
from cablegram.actors.tokens import tokens
from cablegram.tables.offices import holders_by_surname

_RARE = 12  # from this order of commonness on a surname alone tells of a holder
_LEAST = 4  # letters of an acronym or name that tells


def hints(text: str, date: str) -> Counter[str]:
    """How many different names in a text tell of each state, by its code."""
    words = [token.word for token in tokens(text, lore().rank)]
    told: defaultdict[str, set[str]] = defaultdict(set)
    for start, end, tags in marked(words):
        name = key(" ".join(words[start:end]))
        code = _state_of(name, tags, date)
        if code:
            told[code].add(name)
    return Counter({code: len(names) for code, names in told.items()})


def _state_of(name: str, tags: frozenset[str], date: str) -> str:
    """The code of the one state that a name tells of, ``""`` where none or several are."""
    codes: set[str] = set()
    if tags & {"organ", "party"}:
        for kind in ("organ", "party"):
            codes.update(entry.state for entry in entries(kind).get(name, ()) if not entry.doubtful and entry.at(date))
    elif tags & {"place", "capital"} and len(name) >= _LEAST:
        codes.update(code for _, code in words_of_places().get(name, ()))
    elif tags & {"holder", "holder-surname"} and lore().commonness(name.split()[-1]) >= _RARE:
        codes.update(holder.of for holder in holders_by_surname(name) if holder.at(date))
    return codes.pop() if len(codes) == 1 else ""
