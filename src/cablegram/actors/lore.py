"""What is known of English words without their case: how common they are and what company they keep.

``data/words.txt.xz`` lists 150,000 lower-case words from the most common; ``data/clusters.xz`` gives each its
number in six clusterings of public word vectors, so that SWAPO stands with other movements and KEKKONEN with
other people. Where both came from and how they are made anew: `data/PROVENANCE.md`, `training/clusters.py`.
"""

from __future__ import annotations

import lzma
import sys
from array import array
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

RARE = 15  # from this order of commonness on a word is hardly English: a name, or damage


@dataclass(frozen=True, slots=True)
class Lore:
    """``rank`` of each word by commonness from 0; ``clusterings[k][rank]`` its cluster in clustering ``k``."""

    rank: dict[str, int]
    clusterings: tuple[array[int], ...]

    def clusters(self, word: str) -> tuple[int, ...] | None:
        """The cluster numbers of a word, ``None`` for one that is not known; U.N. is looked up as UN too."""
        at = self.rank.get(word)
        if at is None and "." in word:
            at = self.rank.get(word.replace(".", ""))
        return None if at is None else tuple(clustering[at] for clustering in self.clusterings)

    def commonness(self, word: str) -> int:
        """The binary order of magnitude of the word's rank: 0 the most common, 17 rare, 20 for an unknown one."""
        at = self.rank.get(word)
        if at is None and "." in word:
            at = self.rank.get(word.replace(".", ""))
        return 20 if at is None else (at + 1).bit_length() - 1


@lru_cache(maxsize=1)
def lore() -> Lore:
    """The word lore that ships with the package; read once, about 0.1 s."""
    folder = resources.files("cablegram.actors") / "data"
    words = lzma.decompress((folder / "words.txt.xz").read_bytes()).decode("utf-8").split("\n")
    numbers = array("H")
    numbers.frombytes(lzma.decompress((folder / "clusters.xz").read_bytes()))
    if sys.byteorder == "big":
        numbers.byteswap()
    count = len(words)
    clusterings = tuple(numbers[at : at + count] for at in range(0, len(numbers), count))
    return Lore({word: rank for rank, word in enumerate(words)}, clusterings)
