"""Where a mention of people ends, if it was found too long: two people joined, a verb or a thing behind a name."""

from __future__ import annotations

from collections.abc import Sequence

from cablegram.actors.lore import RARE, lore
from cablegram.actors.surnames import may_be_surname
from cablegram.tables.reference_words import reference_words
from cablegram.tables.stances import respelt

Tags = Sequence[tuple[str, ...]]

_PEOPLE = (":word-people", ":office-people")
_NAMES = (":holder", ":holder-surname")
_PERSONS = (*_PEOPLE, *_NAMES, ":word-person", ":title", ":office-person")
_PLURALS = frozenset(("messrs", "secretaries", "ministers", "ambassadors", "senators", "generals", "presidents", "drs"))
_OWNERS = reference_words("he") | reference_words("she") | reference_words("they")
_JOINING = 8  # more common words may join a complement ("officials of", "members from")
_VERBS = ("s", "ed", "ing")


def cut(words: Sequence[str], tags: Tags, start: int, end: int) -> list[tuple[int, int]]:
    """The mentions that a stretch of a person or several is, in order."""
    if words[start] in _OWNERS and end - start > 1 and not _tells(words, tags, start + 1, end):
        return [(start, start + 1)]  # "his sudden walkouts"
    for at in range(start + 1, end):
        if words[at] == "'s" and at + 1 < end and not _tells(words, tags, at + 1, end):
            return [(start, at)]  # "Benson's house"
        if words[at].endswith("n't"):
            return [(start, at)]  # "Benson couldn't"
        named = may_be_surname(words[at - 1])
        if words[at] == "with" and named:
            return [(start, at)]
        if named and (_is_verb(words[at], tags[at]) or _is_misread_verb(words[at])):
            return [(start, at)]  # "Benson operates his"
        if _is(tags[at - 1], _PEOPLE) and _is_other(words, tags, at, end):
            return [(start, at)]  # "officials support a mission"
        if words[at] == "and" and at + 1 < end and named and not _together(words, tags, start, at):
            return [(start, at), *cut(words, tags, at + 1, end)]
    return [(start, end)]


def _tells(words: Sequence[str], tags: Tags, start: int, end: int) -> bool:
    """Whether words tell of a person: an office, a word for people, a name."""
    return any(_is(tags[at], _PERSONS) or may_be_surname(words[at]) for at in range(start, end))


def _is(tags: tuple[str, ...], kinds: tuple[str, ...]) -> bool:
    return any(tag.endswith(kinds) for tag in tags)


def _is_verb(word: str, tags: tuple[str, ...]) -> bool:
    return not tags and len(word) > 3 and word.endswith(_VERBS) and word.isalpha() and not may_be_surname(word)


def _is_misread_verb(word: str) -> bool:
    """Whether a word nobody knows is one letter from a verb of stance in its past ("suported")."""
    return len(word) > 5 and word.endswith(("ed", "d")) and lore().clusters(word) is None and bool(respelt(word))


def _is_other(words: Sequence[str], tags: Tags, at: int, end: int) -> bool:
    """Whether an English word goes on with something else: it joins no complement, tells of no people and leads to no
    name."""
    word = words[at]
    if not word.isalpha() or not _JOINING <= lore().commonness(word) < RARE or _is(tags[at], _PEOPLE):
        return False
    return not any(
        may_be_surname(words[later]) and (not tags[later] or _is(tags[later], _NAMES)) for later in range(at, end)
    )


def _together(words: Sequence[str], tags: Tags, start: int, end: int) -> bool:
    """Whether what stands before "and" says that several follow: "Messrs Roe and Poe"."""
    return any(words[at] in _PLURALS or _is(tags[at], _PEOPLE) for at in range(start, end))
