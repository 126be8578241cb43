"""Words of terms and dates: what is dated, what is done by a day, what fixes a day and what leaves it open.

Uses of the table `deadline_words`: ``noun`` and ``verb`` (base form) name what a date is for, with its type
(`positions-guideline.md`, section 6); ``irregular`` is a form of the verb in the type column; ``fixed`` says that a day
is set, ``open`` that it is not, ``duty`` that somebody must; ``by``, ``not_before`` and ``from`` are bounds; ``settle`` is what is done to an issue at a meeting; ``deed`` gives
the noun (type column) of a verb; ``lasting`` is said of what goes on up to a day and ``granting`` of time that
is given; ``glue`` may stand between a date and what it is for; ``determiner``, ``past`` and
``future`` are what grammar calls so.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, cast, get_args

from cablegram.tables import rows

__all__ = ["DeadlineType", "deadline_deeds", "deadline_nouns", "deadline_phrases", "deadline_verbs", "deadline_words"]

DeadlineType = Literal["mandate_expiry", "decision_point", "meeting", "entry_or_start", "report_due", "ultimatum"]
Phrase = tuple[str, ...]
_VOWELS = "aeiou"


@cache
def deadline_phrases(use: str) -> frozenset[Phrase]:
    """The words of a use, each as the tuple of its words in small letters; empty for a use that is not there."""
    return frozenset(tuple(row["word"].split()) for row in rows("deadline_words") if row["use"] == use)


@cache
def deadline_words(use: str) -> frozenset[str]:
    """The single words of a use in small letters."""
    return frozenset(phrase[0] for phrase in deadline_phrases(use) if len(phrase) == 1)


@cache
def deadline_nouns() -> dict[Phrase, DeadlineType]:
    """The nouns that name what a date is for, singular and plural, with the type of deadline."""
    found: dict[Phrase, DeadlineType] = {}
    for row in rows("deadline_words"):
        if row["use"] == "noun":
            *first, last = row["word"].split()
            for form in (last, _plural(last)):
                found.setdefault((*first, form), _type(row["type"]))
    return found


@cache
def deadline_verbs() -> dict[Phrase, DeadlineType]:
    """The verbs that say what is done by a date, in every form, with the type of deadline."""
    found: dict[Phrase, DeadlineType] = {}
    irregular: dict[str, list[str]] = {}
    for row in rows("deadline_words"):
        if row["use"] == "irregular":
            irregular.setdefault(row["type"], []).append(row["word"])
    for row in rows("deadline_words"):
        if row["use"] == "verb":
            first, *rest = row["word"].split()
            for form in _forms(first):
                found.setdefault((form, *rest), _type(row["type"]))
            for form in irregular.get(row["word"], ()):
                found.setdefault(tuple(form.split()), _type(row["type"]))
    return found


@cache
def deadline_deeds() -> dict[str, str]:
    """The noun of a verb, for every form of the verb ("enter": "entry")."""
    found: dict[str, str] = {}
    for row in rows("deadline_words"):
        if row["use"] == "deed":
            irregular = [
                r["word"] for r in rows("deadline_words") if r["use"] == "irregular" and r["type"] == row["word"]
            ]
            for form in (*_forms(row["word"]), *irregular):
                found.setdefault(form, row["type"])
    return found


def _type(name: str) -> DeadlineType:
    if name in get_args(DeadlineType):
        return cast(DeadlineType, name)
    raise ValueError(f"deadline_words: no type {name!r}")


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")


def _forms(verb: str) -> tuple[str, ...]:
    """A regular verb's forms: base, -s, -ed and -ing, with the last letter doubled as well where it may be."""
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    plain = (verb, _plural(verb), verb + "ed", verb + "ing")
    if verb[-1] not in _VOWELS + "wxy" and verb[-2] in _VOWELS and verb[-3:-2] not in tuple(_VOWELS):
        return (*plain, verb + verb[-1] + "ed", verb + verb[-1] + "ing")
    return plain
