"""The shallow grammar deadlines are read with: noun phrases, subjects and the verbs of the deadline table.

Words are folded, tags those of the Penn Treebank; every range is ``[first, last)`` in the words of one sentence.
"""

from __future__ import annotations

from cablegram.tables.deadline_words import (
    DeadlineType,
    deadline_nouns,
    deadline_phrases,
    deadline_verbs,
    deadline_words,
)

REACH = 14  # words between a date and what it is the date of
LONGEST = 9  # words of a label
STOPS = frozenset((";", ":", "(", ")", ".", "?", "!"))
DETERMINERS = deadline_words("determiner")
GLUE = deadline_words("glue")
FUTURE = deadline_words("future")
PAST_FORMS = deadline_words("past")
COMPLEMENT = frozenset(("of", "on", "with", "between", "concerning", "regarding", "re"))
NOUNY = ("NN", "JJ", "CD", "POS", "PRP$", "DT", "HYPH", "VBG", "VBN", "AFX", "FW", "PDT")
BE = frozenset(("be", "is", "are", "was", "were", "been", "being"))
AUXILIARIES = BE | {"have", "has", "had", "not", "again", "also"}
SCHEDULED = ("due", "expected", "scheduled", "set", "planned", "slated", "required", "obliged")
TIMETABLE = ("meeting", "entry_or_start", "mandate_expiry")  # what a present tense may tell of as fixed
RELATIVE = frozenset(("which", "that", "who"))


def clause_start(words: list[str], at: int, reach: int) -> int:
    """Where the clause before ``at`` begins, at most ``reach`` words back."""
    first = max(at - reach, 0)
    for place in range(at - 1, first - 1, -1):
        if words[place] in STOPS and not (words[place] == "." and place and len(words[place - 1]) < 3):
            return place + 1
    return first


def has_phrase(words: list[str], first: int, last: int, use: str) -> bool:
    """Whether a phrase of the table stands among the words ``[first, last)``."""
    return find_phrase(words, first, last, use) is not None


def find_phrase(words: list[str], first: int, last: int, use: str) -> tuple[int, int] | None:
    """The last phrase of a use among the words ``[first, last)``, the longest that begins there."""
    known = deadline_phrases(use)
    for at in range(last - 1, first - 1, -1):
        for length in (4, 3, 2, 1):
            if at + length <= last and tuple(words[at : at + length]) in known:
                return at, at + length
    return None


def noun_ending(words: list[str], end: int) -> tuple[DeadlineType, int] | None:
    """The noun of the table that ends before ``end``, with where it begins."""
    nouns = deadline_nouns()
    for length in (3, 2, 1):
        if end >= length:
            kind = nouns.get(tuple(words[end - length : end]))
            if kind is not None:
                return kind, end - length
    if end > 2 and words[end - 2] == "-":  # "CON- SENSUS"
        kind = nouns.get((words[end - 3] + words[end - 1],))
        if kind is not None:
            return kind, end - 3
    return None


def verb_from(words: list[str], tags: list[str], at: int) -> tuple[DeadlineType, int] | None:
    """The verb of the table that begins at ``at``, with where it ends."""
    tag = tags[at]
    if not tag.startswith(("VB", "NN", "JJ")):
        return None
    verbs = deadline_verbs()
    for length in (3, 2, 1):
        kind = verbs.get(tuple(words[at : at + length]))
        if kind is not None:
            before = words[max(at - 3, 0) : at]
            if tags[at] == "VBG" and not BE & set(before[-1:]):
                return None
            if tag == "NNS" and kind in TIMETABLE and at and tags[at - 1].startswith("NN"):  # "the mandate expires"
                return kind, at + length
            if tags[at].startswith("VB") or (before and (before[-1] == "to" or FUTURE & set(before))):
                return kind, at + length
    return None


def lies_ahead(words: list[str], tags: list[str], at: int) -> bool:
    """Whether a verb has a modal or "to" before its auxiliaries."""
    first = at
    while first and (words[first - 1] in AUXILIARIES or tags[first - 1].startswith("RB")):
        first -= 1
    return first > 0 and (words[first - 1] in FUTURE or words[first - 1] == "to")


def is_set(words: list[str], tags: list[str], at: int) -> bool:
    """Whether a verb says that a thing will or is to be done, and is no mere infinitive ("to visit")."""
    if not lies_ahead(words, tags, at):
        return False
    before = words[max(at - 4, 0) : at]
    return "be" in before or bool({"will", "shall", "must", "should"} & set(before))


def breaks_phrase(words: list[str], tags: list[str], at: int) -> bool:
    """Whether a noun phrase with its complements cannot go on with this word."""
    if tags[at].startswith(("VBD", "VBZ", "VBP", "MD")) or words[at] in BE or words[at : at + 2] == ["to", "be"]:
        return True
    return tags[at] == "IN" and words[at] not in COMPLEMENT | {"by", "for", "to"}


def phrase_start(words: list[str], tags: list[str], head: int) -> int:
    """Where the noun phrase with this head begins."""
    first = head
    while first > max(head - LONGEST, 0) and words[first - 1] not in STOPS and words[first - 1] != ",":
        tag = tags[first - 1]
        if not tag.startswith(NOUNY) and words[first - 1] not in ("-", "/", "'s", "&", "'"):
            break
        if tag.startswith(("VBG", "VBN")) and (first < 2 or not tags[first - 2].startswith(("DT", "JJ", "PRP$"))):
            break
        first -= 1
        if words[first] in DETERMINERS:
            break
    if first and first < head and words[first - 1] == "to" and (words[first],) in deadline_verbs():
        return first + 1  # "to finish T"
    return first


def phrase_end(words: list[str], tags: list[str], at: int, limit: int) -> int:
    """Where the noun phrase that begins at ``at`` ends, before ``limit``."""
    end = at
    while end < limit and end < at + LONGEST and words[end] not in STOPS and words[end] != ",":
        if not tags[end].startswith(NOUNY) and words[end] not in ("-", "/", "'s", "&", "of"):
            break
        end += 1
    while end > at and words[end - 1] in DETERMINERS | {"of"}:
        end -= 1
    return end


def noun_phrase(words: list[str], tags: list[str], end: int) -> tuple[int, int] | None:
    """The noun phrase that ends before ``end``, with an of-phrase before it taken in."""
    if end <= 0 or not tags[end - 1].startswith(("NN", "CD", "VBG", "JJ")):
        return None
    first = phrase_start(words, tags, end - 1)
    while first > 1 and words[first - 1] in ("of", "for", "on") and tags[first - 2].startswith("NN"):
        outer = phrase_start(words, tags, first - 2)
        if end - outer > LONGEST:
            break
        first = outer
    return first, end


def subject_of(words: list[str], tags: list[str], verb: int) -> tuple[int, int] | None:
    """The noun phrase before a verb, over its auxiliaries and a relative pronoun."""
    at = verb
    while at and (
        tags[at - 1].startswith(("MD", "RB"))
        or words[at - 1]
        in ("be", "is", "are", "was", "were", "been", "being", "to", "have", "has", "had", "need", "needs", *SCHEDULED)
    ):
        at -= 1
    if at > 1 and words[at - 1] in RELATIVE:
        at -= 1
        if words[at - 1] == ",":
            at -= 1
    elif (
        at > 3 and words[at - 1] == "," and "," in words[max(at - 8, 0) : at - 1]
    ):  # "the talks, planned for May, were"
        at = max(place for place in range(max(at - 8, 0), at - 1) if words[place] == ",")
    if at > 3 and words[at - 1] == ")" and "(" in words[max(at - 6, 0) : at]:
        at = max(place for place in range(max(at - 6, 0), at) if words[place] == "(")
    return noun_phrase(words, tags, at)


def complement_end(words: list[str], tags: list[str], at: int) -> int:
    """The end of the of- or on-phrase that follows a noun; ``at`` where none does."""
    if at + 1 < len(words) and words[at] in COMPLEMENT and tags[at + 1].startswith(NOUNY):
        end = phrase_end(words, tags, at + 1, len(words))
        return end if end > at + 1 else at
    return at


def purpose_end(words: list[str], tags: list[str], at: int) -> int:
    """The end of what a date is followed by: an infinitive with its object, or a phrase with of, on, between."""
    if at + 1 < len(words) and words[at] == "to" and not tags[at + 1].startswith(("DT", "NNP", "CD", "PRP")):
        end = at + 2
        if end < len(words) and tags[end] == "IN":
            end += 1
        return phrase_end(words, tags, end, min(len(words), at + 8))
    return complement_end(words, tags, at)
