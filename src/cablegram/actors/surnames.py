"""Whether a word may be somebody's surname, told without its case.

A word that English has now and then is one where it keeps company with surnames that the tables know ("Rogers", but
not "lunch"); a rare or unknown word is one unless it is a form of a word that English has ("telegraphed").
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from cablegram.actors.lore import RARE, lore
from cablegram.actors.tokens import folded
from cablegram.tables import rows

UNCOMMON = 11  # a word more common than this order is no surname ("said", and Smith: the price)
_CLUSTERING = 2  # the one of 1024 groups
_SHARE = 0.03  # of the words of a group that are known surnames, where it is a group of surnames
_KNOWN = 60_000  # rarer words are of no group that tells
_ENDINGS = ("ed", "es", "s", "d", "ing", "ly", "ment", "ments", "tion", "tions", "er", "ers", "able", "ally", "ively")


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    return frozenset(word for row in rows("officeholders") if (word := folded(row["name"].split()[-1])).isalpha())


@lru_cache(maxsize=1)
def _groups() -> frozenset[int]:
    """The groups of words in which surnames are no chance."""
    rank, clusters = lore().rank, lore().clusterings[_CLUSTERING]
    size = Counter(clusters[:_KNOWN])
    names = Counter(clusters[rank[name]] for name in _surnames() if rank.get(name, _KNOWN) < _KNOWN)
    return frozenset(group for group, count in names.items() if count > 1 and count >= _SHARE * size[group])


@lru_cache(maxsize=1 << 14)
def may_be_surname(word: str) -> bool:
    """Whether a folded word may be a surname."""
    common = lore().commonness(word)
    if not word.isalpha() or common < UNCOMMON:
        return False
    if word in _surnames():
        return True
    if common >= RARE:
        return not _derived(word)
    known = lore().clusters(word)
    return known is not None and known[_CLUSTERING] in _groups()


def _derived(word: str) -> bool:
    """Whether a word is a more common English word with an ending."""
    for ending in _ENDINGS:
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) > 2:
            for base in (stem, stem + "e", stem[:-1] + "y" if stem[-1] == "i" else stem):
                if lore().commonness(base) < min(RARE, lore().commonness(word)):
                    return True
    return False
