"""Headline case: a subject in capitals as a person would write it."""

from __future__ import annotations

import re
from functools import lru_cache

from cablegram.tables import rows

_TOKEN = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*|[^\w\s]+|_+|\s+")
_ORDINAL = re.compile(r"\d+(?:ST|ND|RD|TH)$")
_ROMAN = re.compile(r"(?=[IVX]{2,5}$)X{0,3}(?:IX|IV|V?I{0,3})$")
_DOTTED = re.compile(r"(?:[A-Z]\.){2,}")
_ENDINGS = ("S", "ING", "ED", "ER", "LED")


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    """Acronyms by their capitals, in the form they keep."""
    forms = {row["code"]: row["code"] for row in rows("tags_organisation") if row["code"].isupper() and len(row["code"]) > 3}
    for row in rows("acronyms"):
        forms[row["acronym"].upper()] = row.get("form") or row["acronym"]
    return forms


@lru_cache(maxsize=1)
def _small() -> frozenset[str]:
    return frozenset(row["word"].lower() for row in rows("small_words"))


def headline(text: str) -> str:
    """``text`` in headline case, acronyms kept. Text that is not in capitals is returned as it is.

    >>> headline("HMG STRESSES U.S.-UK COORDINATION ON AFGHANISTAN")
    'HMG Stresses U.S.-UK Coordination on Afghanistan'
    """
    letters = [c for c in text if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) < 0.75 * len(letters):
        return text
    parts: list[str] = []
    first = True
    for token in re.split(r"((?:[A-Z]\.){2,})", text):
        if _DOTTED.fullmatch(token):
            parts.append(token)
            first = False
            continue
        for match in _TOKEN.finditer(token):
            word = match[0]
            if word[0].isalnum():
                parts.append(_word(word, first))
                first = False
            else:
                parts.append(word)
                if any(mark in word for mark in ":?!.\u2014(\u201c\"") or "--" in word:
                    first = True
    return "".join(parts)


def _word(word: str, first: bool) -> str:
    stem, mark, ending = re.match(r"([^'\u2019]*)(['\u2019]?)(.*)", word, re.DOTALL).groups()  # type: ignore[union-attr]
    form = _form(stem)
    if form is None and not mark:
        form = _plural(stem)
    if form is not None:
        return form + mark + ending.lower()
    lower = word.lower()
    if not first and lower in _small():
        return lower
    if _ORDINAL.match(word):
        return lower
    if len(stem) == 1 and mark and len(ending) > 2:  # O'BRIEN, D'AFFAIRES
        return stem + mark + ending.capitalize()
    return lower[0].upper() + lower[1:]


def _form(stem: str) -> str | None:
    form = _forms().get(stem)
    if form is not None:
        return form
    if len(stem) > 1 and (_ROMAN.match(stem) or (any(c.isdigit() for c in stem) and not _ORDINAL.match(stem) and any(c.isalpha() for c in stem))):
        return stem
    if 2 <= len(stem) <= 5 and stem.isalpha() and not any(vowel in stem for vowel in "AEIOUY") and stem not in ("MR", "MRS", "DR", "ST", "VS", "MT"):
        return stem
    return None


def _plural(stem: str) -> str | None:
    """``NGOS`` is the plural of a known acronym."""
    if stem.endswith("S") and len(stem) > 3:
        form = _forms().get(stem[:-1])
        if form is not None:
            return form + "s"
    return None
