"""Headline case: a subject in capitals as a person would write it."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from cablegram.tables import rows

_TOKEN = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*|[^\w\s]+|_+|\s+")
_MARK = re.compile(r"(['\u2019])")
_ORDINAL = re.compile(r"\d+(?:ST|ND|RD|TH)$")
_ROMAN = re.compile(r"(?=[IVX]{2,5}$)X{0,3}(?:IX|IV|V?I{0,3})$")
_DOTTED = re.compile(r"(?:[A-Z]\.){2,}")
# Plain words that look like the plural or the name of a body; a headline means the word.
_WORDS = frozenset(
    re.findall(
        r"\S+",
        """ALIA ARENA ARENAS CARE CARES CONS COPS DIMES DOES DOTS DUES EATS GOES GREENS IDEAS PADS PANS SAGS
    SECS TEAS TIPS TOPS VATS""",
    )
)
_BEFORE_GOT = frozenset(
    re.findall(r"\S+", "HAS HAVE HAD HE SHE THEY WE YOU WHO IT I'VE WE'VE THEY'VE YOU'VE HE'S SHE'S IT'S I")
)
_BODY_GROUPS = frozenset(("un", "agency", "regional", "us-agency"))
_BEFORE_US = frozenset(re.findall(r"\S+", "ASK GIVE HELP JOIN LET SHOW TEACH TELL TRUST"))
_ARTICLES = frozenset(("LA", "EL", "LE", "LOS", "LAS"))
_CLIPPED = frozenset(("N", "TIL", "TIS", "TWAS"))


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    """Acronyms by their capitals, in the form they keep."""
    forms = {
        row["code"]: row["code"]
        for row in rows("tags_organisation")
        if row["group"] in _BODY_GROUPS and row["code"].isupper() and len(row["code"]) > 3
    }
    for row in rows("acronyms"):
        forms[row["acronym"].upper()] = row.get("form") or row["acronym"]
    for word in _WORDS:
        forms.pop(word, None)
    return forms


@lru_cache(maxsize=1)
def _place_words() -> frozenset[tuple[str, str]]:
    """Neighbours in the names of posts: ``SAO PAULO``, ``PORT AU PRINCE`` hold no acronym."""
    found: set[tuple[str, str]] = set()
    for row in rows("stations"):
        words = row["name"].upper().split()
        if row["kind"] in ("embassy", "consulate"):
            found.update(pairwise(words))
    return frozenset(found)


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
    tokens = [
        match[0]
        for token in re.split(r"((?:[A-Z]\.){2,})", text)
        for match in ((re.match(r".*", token, re.DOTALL),) if _DOTTED.fullmatch(token) else _TOKEN.finditer(token))
        if match
    ]
    words = [k for k, token in enumerate(tokens) if token[0].isalnum()]
    parts: list[str] = []
    first = True
    order = {k: n for n, k in enumerate(words)}
    for k, word in enumerate(tokens):
        if not word[0].isalnum():
            parts.append(word)
            if any(mark in word for mark in ':?!.\u2014(\u201c"') or "--" in word:
                first = True
            continue
        if _DOTTED.fullmatch(word):
            parts.append(word)
        else:
            n = order[k]
            before = tokens[words[n - 1]] if n else ""
            after = tokens[words[n + 1]] if n + 1 < len(words) else ""
            joined = k > 0 and tokens[k - 1] == "-"
            ends = not after or (joined and not (k + 1 < len(tokens) and tokens[k + 1] == "-"))
            parts.append(
                _word(
                    word,
                    first or ends,
                    before,
                    after,
                    k > 0 and tokens[k - 1][-1] in "'\u2019-" and tokens[k - 1][-1],
                )
            )
        first = False
    return "".join(parts)


def _word(word: str, first: bool, before: str, after: str, mark_before: str | bool) -> str:
    """One word; ``first`` where a small word has its capital too: at either end of a phrase."""
    stem, mark, ending = _MARK.split(word, maxsplit=1) if _MARK.search(word) else (word, "", "")
    if mark_before and mark_before != "-" and word in _CLIPPED:
        return word.lower()
    form = None if _is_plain(stem, before, after) else _form(stem, mark_before == "-")
    if form is None and not mark:
        form = _plural(stem)
    if form is not None:
        return form + mark + ending.lower()
    lower = word.lower()
    if not first and (
        lower in _small()
        or (stem in _ARTICLES and before == "DE")
        or (len(stem) == 2 and (before, word) in _inner_words())
    ):
        return lower
    if _ORDINAL.match(word):
        return lower
    if len(stem) == 1 and mark and len(ending) > 2:  # O'BRIEN, D'AFFAIRES
        return (stem.lower() if ending == "AFFAIRES" else stem) + mark + ending.capitalize()
    if stem.startswith("MC") and len(stem) > 4 and stem[2] not in "IOUY":
        return "Mc" + stem[2] + lower[3:]
    return lower[0].upper() + lower[1:]


@lru_cache(maxsize=1)
def _inner_words() -> frozenset[tuple[str, str]]:
    """The small words inside the names of posts, with the word before each: ``PORT AU``, ``DAR ES``."""
    names = [row["name"].upper().split() for row in rows("stations") if row["kind"] in ("embassy", "consulate")]
    return frozenset((words[0], words[1]) for words in names if len(words) == 3 and len(words[1]) == 2)


def _is_plain(stem: str, before: str, after: str) -> bool:
    """Whether the words around an acronym's letters show that they are a word."""
    if stem == "GOT":
        return before.replace("\u2019", "'") in _BEFORE_GOT
    if stem == "US" and before in _BEFORE_US:
        return True
    return bool(_forms().get(stem)) and ((stem, after) in _place_words() or (before, stem) in _inner_words())


def _form(stem: str, joined: bool = False) -> str | None:
    form = _forms().get(stem)
    if form is not None:
        return form
    if len(stem) > 1 and (
        _ROMAN.match(stem)
        or (any(c.isdigit() for c in stem) and not _ORDINAL.match(stem) and any(c.isalpha() for c in stem))
    ):
        return stem
    if (
        2 <= len(stem) <= 5
        and stem.isalpha()
        and not any(vowel in stem for vowel in "AEIOUY")
        and (joined or stem not in ("MR", "MRS", "DR", "ST", "VS", "MT"))
    ):
        return stem
    return None


def _plural(stem: str) -> str | None:
    """``NGOS`` is the plural of a known acronym."""
    if stem.endswith("S") and len(stem) > 3 and stem not in _WORDS:
        form = _forms().get(stem[:-1])
        if form is not None:
            return form + "s"
    return None
