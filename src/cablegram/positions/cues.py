"""The words that show a stance, found in a sentence: the longest cue of the table ``stance_cues`` at each place."""

from __future__ import annotations

from dataclasses import dataclass

from cablegram.actors.lore import lore
from cablegram.positions.passages import Sentence
from cablegram.tables.clause_words import clause_phrases, clause_words
from cablegram.tables.stances import Cue, CueForm, cue_forms, respelt

_NOUN_TAGS = ("NN", "NNS", "NNP", "NNPS")
_SPELT = 6  # letters from which a word that nobody knows is read as the cue it is one letter from


@dataclass(slots=True)
class Occurrence:
    """A cue at the words ``[first, last)``: every row that fits them, in the order of the table."""

    first: int
    last: int
    part: str
    rows: list[Cue]


def occurrences(sentence: Sentence) -> list[Occurrence]:
    """The cues of a sentence, the longest at each place, each with the part of speech it has there."""
    found: list[Occurrence] = []
    at = 0
    while at < len(sentence.words):
        here = _at(sentence, at)
        if here is None:
            at += 1
        else:
            found.append(here)
            at = here.last if here.last - here.first > 1 else at + 1
    return found


def _at(sentence: Sentence, at: int) -> Occurrence | None:
    """The longest cue that begins at a word and is of the part of speech the words have."""
    ends: dict[int, list[Cue]] = {}
    for form in _forms(sentence, at):
        end = _matches(sentence, at + 1, form.rest)
        if end is not None:
            ends.setdefault(end, []).append(form.cue)
    for end in sorted(ends, reverse=True):
        part = _part(sentence, at, end, {cue.part for cue in ends[end]})
        rows = [cue for cue in ends[end] if cue.part == part]
        if rows:
            return Occurrence(at, end, part, rows)
    return None


def _forms(sentence: Sentence, at: int) -> tuple[CueForm, ...]:
    word = sentence.words[at]
    found = cue_forms().get(word, ())
    if (
        not found
        and len(word) >= _SPELT
        and lore().clusters(word) is None
        and not any(named.first <= at < named.last for named in sentence.named)
    ):
        found = cue_forms().get(respelt(word), ())
    return found


def _matches(sentence: Sentence, at: int, rest: tuple[str, ...]) -> int | None:
    """Where the rest of a cue ends, with at most an adverb before each word ("called strongly for")."""
    words = sentence.words
    for part in rest:
        if at < len(words) and words[at] != part and sentence.tags[at] in ("RB", "JJ") and words[at] != "not":
            at += 1  # "called strongly for", "attaches particular weight to"
        if at >= len(words) or words[at] != part:
            return None
        at += 1
    return at


def _part(sentence: Sentence, first: int, last: int, parts: set[str]) -> str:
    """What the words are here: a verb by its tag, else a noun or an adjective by theirs; empty for none of ``parts``."""
    tag = sentence.tags[first]
    single = last - first == 1
    if "verb" in parts and (tag.startswith("VB") or (tag == "MD" and not single)):
        if "noun" in parts and _nominal(sentence, first):
            return "noun"
        told_of = sentence.words[last : last + 1] == ["by"]  # "was opposed by X" is a passive
        if (
            "holder-state" in parts
            and first
            and sentence.words[first - 1 : last + 1 : last - first + 1] == ["those", "to"]
        ):
            return "holder-state"  # "those opposed to T"
        if (
            "holder-state" in {one.cue.part for one in cue_forms().get(sentence.words[first], ()) if not one.rest}
            and sentence.words[first - 1 : first] == ["not"]
            and sentence.words[last : last + 1] == ["to"]
            and not sentence.tags[max(first - 2, 0)].startswith(("VB", "MD"))
        ):
            return "holder-state"  # "X not opposed to T"
        before = first - 1
        while before > 0 and sentence.tags[before].startswith("RB"):
            before -= 1
        for phrase in clause_phrases("aside"):
            if tuple(sentence.words[max(before + 1 - len(phrase), 0) : before + 1]) == phrase:
                before -= len(phrase)  # "is at present opposed to"
                break
        if tag == "VBN" and first and not told_of and sentence.words[before] in clause_words("link", "be"):
            return next((part for part in ("holder-state", "evaluative") if part in parts), "verb")
        return "verb"
    if "noun" in parts and (
        tag in _NOUN_TAGS or not single or (tag in ("VB", "VBP", "VBZ", "JJ", "VBG") and _nominal(sentence, first))
    ):
        return "noun"
    for part in ("holder-state", "evaluative"):
        if part in parts and (not single or tag.startswith(("JJ", "VBN", "VBD", "VBG", "RB", "MD", "IN", "NN"))):
            return part
    return ""


def _nominal(sentence: Sentence, at: int) -> bool:
    """Whether a word stands where a noun does: behind an article, adjective, possessive or preposition."""
    if not at:
        return False
    tag, word = sentence.tags[at - 1], sentence.words[at - 1]
    behind = tag in ("DT", "JJ", "PRP$", "POS", "CD") or (
        tag == "IN" and word not in ("that", "while", "as", "if", "because")
    )
    return behind and (word not in ("that", "this") or sentence.tags[at] in ("NN", "JJ"))
