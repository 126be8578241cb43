"""The verb groups of a sentence over its Penn tags: modals, auxiliaries, negators and adverbs about one head."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from cablegram.tables.clause_words import clause_phrases
from cablegram.tables.stances import degree_at

Form = Literal["finite", "to", "ing", "ed", "base"]
_BE = frozenset(
    ["be", "is", "are", "was", "were", "been", "being", "am", "'s", "'re", "isn't", "aren't", "wasn't", "weren't"]
)
_HAVE = frozenset(["have", "has", "had", "having", "haven't", "hasn't", "hadn't", "'ve"])
_FINITE = frozenset(["is", "are", "was", "were", "am", "has", "isn't", "aren't", "wasn't", "weren't", "hasn't"])
_DO = frozenset(["do", "does", "did", "don't", "doesn't", "didn't"])
PUNCTUATION = frozenset('.,;:()[]-–—"“”!?/*')
CONJUNCTIONS = frozenset(("and", "but", "or", "nor", "yet", "&"))


@dataclass(slots=True)
class Verb:
    """A verb group ``[first, last)`` with its ``head``; ``subject`` is a range of words, ``None`` where none stands there."""

    first: int
    last: int
    head: int
    form: Form
    negators: list[int] = field(default_factory=list)
    modals: list[int] = field(default_factory=list)
    adverbs: list[int] = field(default_factory=list)
    passive: bool = False
    copula: bool = False
    subject: tuple[int, int] | None = None
    elided: bool = False
    governor: Verb | None = None
    coordinate: Verb | None = None


_FORMS: dict[str, Form] = {"VBG": "ing", "VBN": "ed", "VB": "base"}
_NEVER = frozenset(["never", "hardly", "scarcely", "neither"])


def negates(word: str) -> bool:
    """Whether a word has a negation in it ("not", "cannot", "couldn't")."""
    return word in ("not", "never", "cannot", "cant", "wont", "nor", "neither") or word.endswith("n't")


def verb_groups(words: list[str], tags: list[str]) -> list[Verb]:
    """The verb groups of a sentence in order, without their subjects."""
    verbs: list[Verb] = []
    at = 0
    while at < len(words):
        verb = _group(words, tags, at)
        if verb is None:
            at += 1
        else:
            verbs.append(verb)
            at = verb.last
    return verbs


def _group(words: list[str], tags: list[str], first: int) -> Verb | None:
    """The group that begins at ``first``, if one does."""
    at = first
    to = tags[at] == "TO" or words[at] == "to"
    if to:
        at += 1
        while at < len(words) and (tags[at] == "RB" or negates(words[at])):
            at += 1
        if at >= len(words) or tags[at] not in ("VB", "VBP"):
            return None
    elif not (tags[at] == "MD" or tags[at].startswith("VB")):
        return None
    verb = Verb(first, at, at, "to" if to else "finite")
    seen: list[str] = []
    end = at
    while at < len(words):
        word, tag = words[at], tags[at]
        if tag == "MD":
            if seen:
                break
            verb.modals.append(at)
            if negates(word):
                verb.negators.append(at)
        elif negates(word) and not tag.startswith("VB") and tag != "CC":
            verb.negators.append(at)
            if word in ("nor", "neither"):
                break
        elif (seen or verb.modals) and (aside := _aside_inside(words, tags, at)):
            at += aside
            continue
        elif (phrase := _phrase_inside(words, tags, at, verb)) > 1:
            if words[at] in ("under", "in", "at", "on") and "no" in words[at : at + phrase]:
                verb.negators.append(at)
            at += phrase
            continue
        elif tag.startswith("RB") or _degree_inside(words, tags, at, verb):
            verb.adverbs.append(at)
        elif tag.startswith("VB") and word not in PUNCTUATION:
            if seen and (word in _FINITE or not _continues(seen[-1], tag)):
                break
            if negates(word):
                verb.negators.append(at)
            seen.append(word)
            verb.head = at
            end = at + 1
            if not (word in _BE or word in _HAVE or word in _DO):
                break
        else:
            break
        at += 1
    if not seen and not verb.modals:
        return None
    if not seen:  # a modal alone, its verb left out or not seen as one
        verb.head = verb.modals[-1]
        end = verb.head + 1
    verb.last = max(
        end,
        (max(verb.negators) + 1) if verb.negators and not seen[1:] and words[verb.head] in _BE | _DO | _HAVE else end,
    )
    if to and first and words[first - 1] == "not":
        verb.negators.append(first - 1)  # "decided not to support"
    if first and (words[first - 1] in _NEVER or words[max(first - 2, 0) : first] == ["no", "longer"]):
        verb.negators.append(first - 1)  # "never accepted", "no longer accepts"
    verb.adverbs = [i for i in verb.adverbs if i < verb.last]
    verb.negators = [i for i in verb.negators if i < verb.last]
    head = words[verb.head]
    aux = seen[:-1]
    verb.copula = head in _BE
    verb.passive = tags[verb.head] in ("VBN", "VBD") and any(word in _BE or word == "get" for word in aux)
    if not to:
        if seen and not verb.modals and not aux:
            verb.form = _FORMS.get(tags[verb.head], "finite")
        elif seen and seen[0] in ("being", "having") and not verb.modals:
            verb.form = "ing"
    return verb


def _aside_inside(words: list[str], tags: list[str], at: int) -> int:
    """The length of an aside within a verb group ("does not at present want"), 0 for none."""
    for phrase in clause_phrases("aside"):
        after = at + len(phrase)
        if tuple(words[at:after]) == phrase and tags[after : after + 1] in (["VB"], ["VBN"], ["VBG"]):
            return len(phrase)
    return 0


def _phrase_inside(words: list[str], tags: list[str], at: int, verb: Verb) -> int:
    """The length of a phrase of degree between a modal and its verb ("would under no circumstances accept"), 0 for none."""
    if not verb.modals:
        return 0
    length = max((len(row.word.split()) for row in degree_at(words, at)), default=0)
    after = at + length
    return length if length > 1 and after < len(words) and tags[after] in ("VB", "VBP", "RB") else 0


def _degree_inside(words: list[str], tags: list[str], at: int, verb: Verb) -> bool:
    """Whether a word belongs to "in general" or the like between a modal and its verb ("would in principle accept")."""
    if words[at] in ("all", "both", "each") and at + 1 < len(words) and tags[at + 1].startswith("VB"):
        return True
    if not verb.modals or words[at] not in ("in", "general", "principle", "fact", "turn", "any", "case", "event"):
        return False
    return any(tags[i] == "VB" or tags[i] == "VBP" for i in range(at + 1, min(at + 5, len(words))))


def _continues(last: str, tag: str) -> bool:
    """Whether a verb of this tag stands in one group with the auxiliary before it."""
    if last in _BE:
        return tag in ("VBN", "VBG", "VBD")
    if last in _HAVE:
        return tag in ("VBN", "VBD")
    return last in _DO and tag in ("VB", "VBP")
