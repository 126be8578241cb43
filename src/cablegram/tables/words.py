"""Small word tables the line grammar asks for: captions, class words, record and label keys.

Rules: captions, reference 1.10; class words 1.9; record keys 2.5; label keys 1.19.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cablegram.tables import rows

_SPACED = re.compile(r"(?:[A-Z] ){3,}[A-Z](?: {2,}(?:[A-Z] )+[A-Z])*$")


@lru_cache(maxsize=1)
def captions() -> frozenset[str]:
    """Every caption and control word that can stand alone on a line."""
    names = {row["caption"] for row in rows("captions")} | {row["word"] for row in rows("controls")}
    names |= {row["word"] for row in rows("levels")}
    return frozenset(name.upper() for name in names) - class_words() - {"UNCLAS"}


@lru_cache(maxsize=1)
def class_words() -> frozenset[str]:
    """The class words as they stand at the head and foot of a page (2.2), unspaced."""
    return frozenset(
        row["word"]
        for row in rows("levels")
        if row["word"] != "UNCLAS" and (row["level"] != "0" or row["word"].startswith(("UNCL", "LIMITED")))
    )


@lru_cache(maxsize=1)
def record_keys() -> frozenset[str]:
    """The keys of the archive record, case folded."""
    return frozenset(row["key"].casefold() for row in rows("record_keys"))


@lru_cache(maxsize=1)
def _label_kinds() -> dict[str, str]:
    return {row["key"].casefold().rstrip(".:"): row["kind"] for row in rows("label_keys")}


def label_kind(key: str) -> str | None:
    """The kind of line a label of the SMART form opens, ``None`` for a word that is no label."""
    return _label_kinds().get(key.casefold().rstrip(".:"))


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    return frozenset(re.split(r"[\s,/;-]", caption)[0] for caption in captions())


def is_caption_line(line: str) -> bool:
    """Whether a line consists of captions alone (``SIPDIS``, ``NODIS CHEROKEE``, ``EXDIS, NOFORN``)."""
    first = line.split(None, 1)[0].rstrip(",/;")
    if len(first) > 1 and first not in _first_words() and "/" not in first and "," not in first:
        return False
    if len(line) > 60 or not line.isupper():
        return False
    if line in captions():
        return True
    if re.match(r"C ?O ?R ?R ?E ?C ?T ?E ?D {1,3}C ?O ?P ?Y\b", line):
        return True
    if _SPACED.match(line):
        line = line.replace("  ", "\0").replace(" ", "").replace("\0", " ")
        if line in captions():
            return True
    parts = [part.strip() for part in re.split(r"[,/;]| (?:AND) ", line) if part.strip()]
    if parts and all(part in captions() for part in parts):
        return True
    words = line.split()
    i = 0
    while i < len(words):
        for n in (3, 2, 1):
            if " ".join(words[i : i + n]) in captions():
                i += n
                break
        else:
            return False
    return True


UNMARKED = 9  # the rank of a text whose mark is not known: above every mark


@lru_cache(maxsize=1)
def mark_ranks() -> dict[str, int]:
    """The rank of each level by its full name: 0 unclassified, 1 confidential, 2 secret, 3 top secret (4.1)."""
    return {row["display"]: int(row["level"]) for row in rows("levels")}


def mark_rank(level: str | None) -> int:
    """The rank of a level; of an unknown or missing one :data:`UNMARKED`."""
    return UNMARKED if level is None else mark_ranks().get(level, UNMARKED)
