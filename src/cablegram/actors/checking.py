"""What grammar and the form of cables decide about a span whatever the model says.

The number of a cable is no place ("REF LIMA 1234"), a paragraph for a post is the post ("FOR ROME:"), "us" is a
pronoun or the United States by the words beside it, two peoples in a row are one ("Bosnian Serbs").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cablegram.actors.lists import longest
from cablegram.actors.lore import lore
from cablegram.actors.records import ActorType, Form
from cablegram.actors.similar import nearest_states

Stretches = Sequence[dict[tuple[int, int], str]]
Kinds = dict[tuple[int, int, int], tuple[ActorType, Form]]  # class number, place: what it is without asking the model
Tags = Sequence[tuple[str, ...]]

# Words behind which "US" is the state; those that take "us" for an object as readily as "US officials"; verbs whose
# subject it is; and how common a word is that "US" does not qualify ("that", "when").
_QUALIFIED = frozenset(("the", "a", "any", "that", "which", "by", "in", "and", "or", "against", "whether", "if", "on"))
_TELLING = frozenset(("told", "tell", "tells", "gave", "give", "gives", "asked", "showed", "offered", "let", "reached"))
_VERBS = frozenset(
    ("has", "had", "have", "did", "does", "do", "will", "would", "could", "should", "is", "was", "may", "might", "can", "-")
)  # fmt: skip
_COMMON = 7
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
# Behind these no verb stands, so that "GOT" and "GOB" are governments.
_NO_VERB = frozenset(("the", "by", "of", "with", "to", "from", "between", "against", "for"))
_NO_WORD = 13  # from this order of commonness on three letters are hardly a word
_UNKNOWN = 20  # the commonness of a word that English has not
_SHORTEST = 6  # letters of a damaged name that is looked for
_ADJECTIVES = ("ish", "ese", "an", "ic", "ch")  # of demonyms that are no people: "Greek Turkish dispute"


def us_is_pronoun(words: Sequence[str], at: int) -> bool | None:
    """Whether "us" is the pronoun, behind a word that takes an object and before none that it could qualify or be the
    subject of; ``None`` where both are usual ("told us Monday", "told US rep")."""
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    if not before.isalpha() or before in _QUALIFIED or after in _VERBS:
        return False
    if len(after) < 2 or not after.isalpha() or lore().commonness(after) < _COMMON:
        return True
    return None if before in _TELLING else False


def checked(words: Sequence[str], tags: Tags, stretches: Stretches) -> Kinds:
    """Correct the stretches of each class in place; what is known of some of them without the model."""
    kinds: Kinds = {}
    _us(words, stretches, kinds)
    for start, end in list(stretches[0]):
        if _is_reference(words, end) and not _within(stretches[1], start, end):
            del stretches[0][start, end]
        elif _is_addressed(words, tags, start, end):
            del stretches[0][start, end]
            stretches[1].setdefault((start, end), "rules")
            kinds[1, start, end] = "organ", "name"
        elif _is_language(words, tags, start, end):
            del stretches[0][start, end]
    for start, end in list(stretches[1]):
        if end - start == 1 and _has(tags[start], "station") and _is_reference(words, end):
            del stretches[1][start, end]
    _peoples(words, stretches, kinds)
    _damaged(words, stretches)
    return kinds


def _us(words: Sequence[str], stretches: Stretches, kinds: Kinds) -> None:
    for at, word in enumerate(words):
        if word != "us":
            continue
        place = (at, at + 1)
        pronoun = us_is_pronoun(words, at)
        if pronoun:
            stretches[0].pop(place, None)
            if place not in stretches[2]:
                stretches[1].setdefault(place, "rules")
                kinds[1, at, at + 1] = "organ", "pronoun"
        elif pronoun is False and not any(start < at < end for start, end in stretches[0]):
            stretches[1].pop(place, None)
            stretches[2].pop(place, None)
            stretches[0].setdefault(place, "rules")
            kinds[0, at, at + 1] = "state", "name"


def _is_reference(words: Sequence[str], end: int) -> bool:
    """Whether a number of a cable or airgram stands behind: "Lima 1234", "Rome A-12"."""
    behind = words[end : end + 3]
    if not behind:
        return False
    if behind[0].isdigit():
        return len(behind[0]) > 2 and not _YEAR.match(behind[0])
    return len(behind) == 3 and behind[:2] == ["a", "-"] and behind[2].isdigit()


def _within(known: dict[tuple[int, int], str], start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in known)


def _is_addressed(words: Sequence[str], tags: Tags, start: int, end: int) -> bool:
    """Whether a paragraph is for a post: "2. FOR ROME: PLEASE PASS"."""
    opens = start > 0 and words[start - 1] == "for" and (start == 1 or not words[start - 2].isalpha())
    return opens and _has(tags[start], "station") and ":" in words[end : end + 2]


def _is_language(words: Sequence[str], tags: Tags, start: int, end: int) -> bool:
    """Whether a demonym is a language: "text in French replacing ours"."""
    if end - start > 1 or not start or words[start - 1] != "in" or not _has(tags[start], "demonym"):
        return False
    if _has(tags[start], "state"):
        return False
    after = words[end] if end < len(words) else ""
    return not after.isalpha() or lore().commonness(after) < _COMMON or after.endswith("ing")


def _has(tags: tuple[str, ...], name: str) -> bool:
    return f"B:{name}" in tags


def _peoples(words: Sequence[str], stretches: Stretches, kinds: Kinds) -> None:
    """Demonyms of two states in a row: one people, of neither state."""
    for at in range(len(words) - 1):
        if not (_is_demonym(words[at]) and _is_demonym(words[at + 1])) or words[at + 1].endswith(_ADJECTIVES):
            continue
        inside = [place for place in stretches[0] if place[0] < at + 2 and at < place[1]]
        if any(place[0] < at or place[1] > at + 2 for place in inside):
            continue
        for place in inside:
            del stretches[0][place]
        if not any(start < at + 2 and at < end for group in stretches[1:] for start, end in group):
            stretches[2][at, at + 2] = "rules"
            kinds[2, at, at + 2] = "people", "name"


def _is_demonym(word: str) -> bool:
    match = longest([word], 0)
    return match is not None and "demonym" in match[1]


def _damaged(words: Sequence[str], stretches: Stretches) -> None:
    """Words no English text has, in no mention, a letter away from a state's name: NORWYA."""
    from rapidfuzz.distance import OSA

    distance = OSA.distance
    taken = {at for group in stretches for start, end in group for at in range(start, end)}
    for at, word in enumerate(words):
        if len(word) < _SHORTEST or at in taken or not word.isalpha() or lore().commonness(word) < _UNKNOWN:
            continue
        if any(abs(len(name) - len(word)) < 2 and distance(name, word) == 1 for name in nearest_states(word)):
            stretches[0][at, at + 1] = "similar"


def is_government(words: Sequence[str], at: int) -> bool:
    """Whether letters that are an English word too ("got") are a government where they stand."""
    return (at > 0 and words[at - 1] in _NO_VERB) or lore().commonness(words[at]) >= _NO_WORD
