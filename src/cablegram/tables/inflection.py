"""The forms of English verbs and the verb a form belongs to: regular endings by rule, the others from a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from cablegram.tables import rows

__all__ = ["forms", "lemma", "lemmas"]
_VOWELS = frozenset("aeiou")
_STRESSED = ("fer", "mit", "cur", "bel", "pel", "cel", "vel", "gret")  # last syllables that carry the stress


@cache
def _irregular() -> Mapping[str, tuple[str, ...]]:
    return {row["verb"]: tuple(row["forms"].split()) for row in rows("irregular_verbs")}


@cache
def _irregular_bases() -> Mapping[str, str]:
    return {form: verb for verb, found in _irregular().items() for form in found}


def forms(verb: str) -> Iterator[tuple[str, str]]:
    """Every form of a verb with what it is: ``base``, ``s``, ``ing``, ``ed`` (past, or past participle)."""
    yield verb, "base"
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        yield verb + "es", "s"
    elif verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        yield verb[:-1] + "ies", "s"
    else:
        yield verb + "s", "s"
    stem = verb
    if verb.endswith("ie"):
        yield verb[:-2] + "ying", "ing"
    elif verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        yield verb[:-1] + "ing", "ing"
    else:
        stem = _doubled(verb)
        yield stem + "ing", "ing"
        if stem != verb and len(stem) > 5:  # travelling and traveling
            yield verb + "ing", "ing"
    irregular = _irregular().get(verb)
    if irregular:
        for form in irregular:
            yield form, "ed"
    elif verb.endswith("e"):
        yield verb + "d", "ed"
    elif verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        yield verb[:-1] + "ied", "ed"
    else:
        yield stem + "ed", "ed"
        if stem != verb and len(stem) > 5:
            yield verb + "ed", "ed"


def _doubled(verb: str) -> str:
    """The verb with its last consonant doubled where it is: one vowel before it, and stressed (plan, prefer, commit)."""
    if len(verb) < 3 or verb[-1] in _VOWELS | frozenset("wxyh") or verb[-2] not in _VOWELS or verb[-3] in _VOWELS:
        return verb
    if sum(letter in _VOWELS for letter in verb) == 1 or verb.endswith(_STRESSED):
        return verb + verb[-1]
    return verb


@lru_cache(maxsize=20_000)
def lemmas(word: str) -> tuple[str, ...]:
    """The verbs a word may be a form of, likeliest first; the word itself is the last."""
    known = _irregular_bases().get(word)
    found = [known] if known else []
    if word.endswith("ies") and len(word) > 4:
        found.append(word[:-3] + "y")
    elif word.endswith("es") and len(word) > 3:
        found += [word[:-1], word[:-2]]
    elif word.endswith("s") and not word.endswith("ss"):
        found.append(word[:-1])
    if word.endswith("ied"):
        found.append(word[:-3] + "y")
    elif word.endswith("ed") and len(word) > 4:
        found += [word[:-1], word[:-2]]
        if word[-3] == word[-4]:
            found.append(word[:-3])
    if word.endswith("ying") and len(word) == 5:
        found.append(word[:-4] + "ie")
    if word.endswith("ing") and len(word) > 4:
        found += [word[:-3], word[:-3] + "e"]
        if len(word) > 5 and word[-4] == word[-5]:
            found.append(word[:-4])
    found.append(word)
    return tuple(dict.fromkeys(found))


def lemma(word: str, among: frozenset[str] | None = None) -> str:
    """The verb a word is a form of: the first of its :func:`lemmas` that is ``among`` the given ones, or the likeliest."""
    if among is not None:
        return next((one for one in lemmas(word) if one in among), word)
    return lemmas(word)[0]
