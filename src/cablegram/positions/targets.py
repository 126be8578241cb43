"""What a stance is about: the stretch of words after (or before) a cue that is its target, and its label.

The full noun phrase or clause up to the first finite coordination, condition, reason or stop (`positions-guideline.md`,
R4, R17 and section 14, "Length of the target").
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from cablegram.positions.clauses import clause_verbs
from cablegram.positions.passages import Sentence
from cablegram.positions.verb_groups import Verb
from cablegram.tables.clause_words import clause_words
from cablegram.tables.stances import degree_at

LONGEST = 45  # words of a target
_TOLD = 4  # words after which what only describes a target further is left out
_CLOSERS = frozenset(";:.?!)]")
_DETERMINERS = frozenset(
    (
        "DT",
        "PRP$",
        "CD",
        "$",
        "JJ",
        "JJR",
        "JJS",
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "PRP",
        "EX",
        "WDT",
        "WP",
        "PDT",
        "VBG",
        "VBN",
        "FW",
        "''",
    )
)


def complement(sentence: Sentence, at: int, frames: Sequence[str]) -> tuple[int, int, str] | None:
    """The complement that begins at the word ``at``, as ``[first, last)`` and its frame; ``None`` where none fits."""
    at = _over_adverbs(sentence, at)
    if at < len(sentence.words) and sentence.words[at] in ("and", "but", "or", "nor"):
        return None
    if at < len(sentence.words) and sentence.words[at] == "that" and "that" in frames and _clause_follows(sentence, at):
        frames = ("that",)
    if "to" in frames and "to+" in frames and _noun_behind_to(sentence, at):
        frames = [frame for frame in frames if frame != "to"]
    for frame in frames:
        if frame in ("none", "subject"):
            continue
        start = _begins(sentence, at, frame)
        if start is None:
            continue
        end = _without_degree(
            sentence, start, extent(sentence, start, clause=frame in ("that", "for-to", "object-to", "whether", "why"))
        )
        if end > start:
            return start, end, frame
    return None


def _noun_behind_to(sentence: Sentence, at: int) -> bool:
    """Whether "to" stands before a noun that looks like a verb: "objections to rail talks"."""
    tags = sentence.tags[at : at + 3]
    return len(tags) == 3 and sentence.words[at] == "to" and tags[1] in ("VB", "VBP") and tags[2] in ("NN", "NNS", "IN")


def _without_degree(sentence: Sentence, start: int, end: int) -> int:
    """The end of a target without a phrase of degree that closes it ("the text ad referendum")."""
    for at in range(max(start + 1, end - 4), end):
        here = degree_at(sentence.words, at)
        if (
            here
            and here[0].kind in ("weakener", "absolute")
            and " " in here[0].word
            and at + len(here[0].word.split()) >= end
        ):
            return at
    return end


def _over_adverbs(sentence: Sentence, at: int) -> int:
    words, tags = sentence.words, sentence.tags
    while at < len(words):
        phrase = max((len(row.word.split()) for row in degree_at(words, at) if row.kind != "negator"), default=0)
        if phrase and not (phrase == 1 and not tags[at].startswith("RB")):
            at += phrase
        elif inserted(sentence, at):
            at += 3  # "repeats, moreover, its wish"
        elif words[at] in clause_words("month") and words[at + 1 : at + 2] and words[at + 1][0].isdigit():
            at += 2  # "agreed June 2 to do T"
        elif (
            words[at] in ("yesterday", "today", "tomorrow")
            or (tags[at].startswith("RB") and words[at] != "not")
            or words[at] in ('"', "“", "”")
        ):
            at += 1
        else:
            break
    return at


def inserted(sentence: Sentence, at: int) -> bool:
    """Whether one adverb stands between two commas at ``at``."""
    words = sentence.words
    return words[at : at + 1] == [","] and words[at + 2 : at + 3] == [","] and sentence.tags[at + 1].startswith("RB")


def _begins(sentence: Sentence, at: int, frame: str) -> int | None:
    """Where the target begins if the words at ``at`` are of this frame."""
    words, tags = sentence.words, sentence.tags
    if at >= len(words):
        return None
    word, tag = words[at], tags[at]
    following = tags[at + 1] if at + 1 < len(words) else ""
    if frame == "to":
        if word == "not" and words[at + 1 : at + 2] == ["to"] and tags[at + 2 : at + 3] == ["VB"]:
            return at + 1  # the rule that asked counts the negation
        if word == "to" and following in ("VB", "VBP", "RB"):
            return at
        return at if (tag == "VB" and word != "be") or (word == "to" and following == "") else None
    if frame == "ing":
        return at if tag == "VBG" else None
    if frame == "that":
        if tag in ("WP", "WRB") and word != "that":
            return None
        if word == "that" and at + 1 < len(words):
            return None if following in ("VBD", "VBZ", "MD") else _past_condition(words, at + 1)
        return at if _clause_follows(sentence, at) else None
    if frame == "object":
        if _clause_follows(sentence, at) and not tag.startswith("W"):
            return None
        if tag in _DETERMINERS and not (word in ("that", "which", "who") and tag.startswith("W")):
            return at
        return at if _named_at(sentence, at) or word in ("neither", "both", "all", "no", "some", "what") else None
    if frame == "for-to":
        return at + 1 if word == "for" and _infinitive_within(sentence, at) else None
    if frame == "object-to":
        return at if tag in _DETERMINERS and _infinitive_within(sentence, at) else None
    if frame in ("object-against", "object-from", "object-for"):  # "warned X against T", "dissuaded X from T"
        return _over_object(sentence, at, frame.removeprefix("object-"))
    if frame == "to+":
        return (
            at + 1
            if word == "to" and at + 1 < len(words) and (following != "VB" or _noun_behind_to(sentence, at))
            else None
        )
    if frame == "whether" and tag in ("WP", "WRB", "WDT") and word != "that":
        return at
    if frame == "as-to":
        return at + 2 if words[at : at + 2] == ["as", "to"] and at + 2 < len(words) else None
    if (word == frame or (frame in ("on", "about") and word in ("regarding", "concerning"))) and at + 1 < len(words):
        return at + 1
    return None


def _past_condition(words: list[str], at: int) -> int:
    """Where a clause begins behind a condition that opens it ("that if the talks fail, the text should …")."""
    if words[at] not in ("if", "unless", "once", "when"):
        return at
    comma = next((i for i in range(at + 1, min(at + 30, len(words) - 1)) if words[i] == ","), None)
    return at if comma is None else comma + 1


def _named_at(sentence: Sentence, at: int) -> bool:
    return any(named.first == at for named in sentence.named)


def _over_object(sentence: Sentence, at: int, preposition: str) -> int | None:
    """Where a complement begins behind an object of a few words and its preposition."""
    if sentence.tags[at] not in _DETERMINERS and not _named_at(sentence, at):
        return None
    for index in range(at + 1, min(at + 8, len(sentence.words) - 1)):
        if sentence.words[index] == preposition:
            return index + 1
        if sentence.words[index] in _CLOSERS or sentence.tags[index].startswith(("VB", "MD", "W")):
            return None
    return None


def _infinitive_within(sentence: Sentence, at: int) -> bool:
    for index in range(at + 1, min(at + 14, len(sentence.words) - 1)):
        word = sentence.words[index]
        if word in _CLOSERS or word == ",":
            return False
        if word == "to" and sentence.tags[index + 1] == "VB":
            return True
    return False


def _clause_follows(sentence: Sentence, at: int) -> bool:
    """Whether a subject and its finite verb follow at once, the "that" left out."""
    that = sentence.words[at] == "that"
    for verb in clause_verbs(sentence):
        if verb.first > at and (verb.form == "finite" or (that and verb.form == "base")):
            return verb.subject is not None and at <= verb.subject[0] <= at + 1 and not verb.elided
        if at <= verb.first and verb.form in ("to", "ing"):
            return False
    return False


def extent(sentence: Sentence, start: int, *, clause: bool = False) -> int:
    """Where the target that begins at ``start`` ends; ``clause`` says that a finite verb of its own belongs to it."""
    words, tags = sentence.words, sentence.tags
    verbs = clause_verbs(sentence)
    finite = {verb.first: verb for verb in verbs if verb.form == "finite"}
    depth = 0
    quoted = False
    own = 3 if clause else 0
    at = start
    last = min(len(words), start + LONGEST)
    while at < last:
        word = words[at]
        if word in ("(", "["):
            if _clause_in_brackets(words, verbs, at):
                break
            depth += 1
        elif word in (")", "]"):
            if not depth:
                break
            depth -= 1
        elif depth:
            pass
        elif (
            word in _CLOSERS
            or (word in "-–—" and at + 1 < last and words[at + 1] in "-–—")
            or (at > start and word in ("-", "–", "—") and sentence.tokens[at].start > sentence.tokens[at - 1].end)
        ):
            break
        elif word in ('"', "“", "”"):
            quoted = not quoted
        elif (
            word == "that"
            and at > start
            and tags[at - 1].startswith(("NN", "JJ", "VB", "RB"))
            and _clause_follows(sentence, at)
        ):
            own += 1  # "a comment that …", "make clear that …": the clause belongs to it
        elif word == ",":
            if not _goes_on(sentence, at, finite) and not (own and _list_goes_on(sentence, at)):
                break
        elif (at > start and _stops(sentence, at)) or (not own and at - start >= _TOLD and _reduced(words, tags, at)):
            break
        elif word in ("and", "but", "or", "nor", "&") and at > start:
            if _new_clause(sentence, at, verbs):
                break
        elif at in finite and at > start:
            verb = finite[at]
            relative = verb.subject is not None and words[verb.first - 1] in ("who", "which", "that")
            if not relative:
                if own <= 0 and not quoted:
                    at = _before_subject(sentence, verb, start, at)
                    break
                own -= 1
        at += 1
    while at - 1 > start and words[at - 1] in clause_words("closing") and words[at - 2] != "at":
        at -= 1
    while at > start and words[at - 1] in (
        ",",
        "and",
        "but",
        "or",
        "-",
        '"',
        "“",
        "which",
        "who",
        "that",
        "in",
        "when",
        "where",
    ):
        at -= 1
    return at


def _reduced(words: list[str], tags: list[str], at: int) -> bool:
    """Whether a participle with a preposition begins here behind a noun ("the annex … contained in the draft")."""
    following = words[at + 1] if at + 1 < len(words) else "."
    return tags[at] == "VBN" and tags[at - 1].startswith("NN") and tags[at + 1 : at + 2] == ["IN"] and following != "by"


def _clause_in_brackets(words: list[str], verbs: list[Verb], at: int) -> bool:
    """Whether brackets hold a sentence of their own."""
    end = next((i for i in range(at, len(words)) if words[i] in (")", "]")), len(words))
    return any(at < verb.first < end and verb.form == "finite" for verb in verbs)


def _before_subject(sentence: Sentence, verb: Verb, start: int, at: int) -> int:
    """A finite verb that is not the target's: it ends before that verb's subject, if this begins inside."""
    if verb.subject is not None and start < verb.subject[0] <= at:
        return verb.subject[0]
    return at


@cache
def _stop_words() -> tuple[frozenset[str], tuple[tuple[str, ...], ...]]:
    uses = clause_words("condition", "unless", "reason", "contrast", "time", "source-phrase")
    return frozenset(w for w in uses if " " not in w), tuple(tuple(w.split()) for w in uses if " " in w)


def _stops(sentence: Sentence, at: int) -> bool:
    """Whether a condition, reason, contrast or moment begins at ``at``."""
    words, tags = sentence.words, sentence.tags
    single, several = _stop_words()
    if words[at : at + 4] == ["as", "soon", "as", "possible"]:
        return False
    if any(words[at : at + len(phrase)] == list(phrase) for phrase in several):
        return not (
            words[at] in ("so", "due")
            and tags[at] == "RB"
            and words[at + 1 : at + 2] != ["that"]
            and words[at] != "due"
        )
    word = words[at]
    if word == "once" and words[at - 1] == "at":
        return False
    if word == "without" and at + 1 < len(words) and tags[at + 1] == "VBG":
        return True  # "left T without trying to"
    if word not in single:
        return False
    following = words[at + 1] if at + 1 < len(words) else ""
    if word in ("before", "after", "until", "since", "pending", "once"):  # with a date they belong to the target
        return not (
            following in clause_words("month")
            or following[:1].isdigit()
            or (
                following in ("its", "the", "their", "any")
                and word != "since"
                and not (word == "until" and _clause_follows(sentence, at + 1))
            )
        )
    if word == "as" and at + 1 < len(words) and tags[at + 1] in ("VBN", "VBD") and words[at + 2 : at + 3] != ["by"]:
        return following in ("did", "had", "was", "were")  # "the text as drafted"
    if word == "as" and words[at + 2 : at + 3] == ["as"]:
        return False  # "as soon as possible"
    if word == "as" and at > 1 and words[at - 2] == "as":
        return False
    if word == "as":
        return not (at + 1 < len(words) and tags[at + 1] in ("DT", "JJ", "NN", "NNS", "VBG", "PRP$")) or following in (
            "did",
            "does",
        )
    if word in ("given", "subject", "yet", "however", "providing", "provided", "assuming"):
        return words[at - 1] in (",", "and", "but") or (word in ("however", "provided", "given") and tags[at] != "VBN")
    return True


def _goes_on(sentence: Sentence, comma: int, finite: dict[int, Verb]) -> bool:
    """Whether a comma stands inside the target: between names of a list, or before a last "and" of nouns."""
    words, _tags = sentence.words, sentence.tags
    if comma + 1 >= len(words):
        return False
    if words[comma + 1] == "nor":
        return True
    left = any(named.last == comma for named in sentence.named)
    right = any(named.first == comma + 1 for named in sentence.named)
    if left and right:
        after = next(n for n in sentence.named if n.first == comma + 1)
        return not any(after.first < at <= after.last + 2 for at in finite)
    return False


def _list_goes_on(sentence: Sentence, comma: int) -> bool:
    """Whether a comma stands in the list of names that is the subject of a clause still without its verb."""
    left = any(named.last == comma for named in sentence.named)
    return left and any(named.first in (comma + 1, comma + 2) for named in sentence.named)


def _new_clause(sentence: Sentence, at: int, verbs: list[Verb]) -> bool:
    """Whether the conjunction at ``at`` begins a new finite clause."""
    words = sentence.words
    if words[at] == "but":
        return True
    for verb in verbs:
        if verb.first <= at:
            continue
        if verb.form == "finite":
            if verb.coordinate is not None and verb.first - at <= 3:
                return True
            return verb.subject is not None and at < verb.subject[0] <= at + 2
        if verb.first == at + 1 and verb.form in ("ed", "base"):
            return verb.coordinate is not None
    return False
