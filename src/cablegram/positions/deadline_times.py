"""Whether a date lies ahead of its telegram, is fixed or only thought of, and which way it bounds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from cablegram.positions.dates import Anchor, Interval, Phrase, Turn, phrases, resolve
from cablegram.positions.deadline_grammar import (
    FUTURE,
    GLUE,
    PAST_FORMS,
    REACH,
    STOPS,
    TIMETABLE,
    clause_start,
    find_phrase,
    has_phrase,
    lies_ahead,
    verb_from,
)
from cablegram.positions.passages import Sentence
from cablegram.positions.records import Bound
from cablegram.tables.deadline_words import deadline_phrases

_FAR = dt.timedelta(days=120)  # from the middle of the days a telegram tells of: another year's


@dataclass(slots=True)
class Dated:
    """A date phrase in its sentence, with where the words about it put it."""

    sentence: Sentence
    phrase: Phrase
    turn: Turn | None
    fixed: bool
    interval: Interval | None = None


def dated_phrases(sentence: Sentence) -> Iterator[Dated]:
    """The dates of a sentence in order, none resolved yet."""
    for phrase in phrases(sentence.words):
        turn, fixed = _turn_of(sentence, phrase)
        yield Dated(sentence, phrase, turn, fixed)


def _turn_of(sentence: Sentence, phrase: Phrase) -> tuple[Turn | None, bool]:
    """Where the words about a date put it, and whether they say that it is fixed."""
    words, tags = sentence.words, sentence.tags
    left = clause_start(words, phrase.first, REACH)
    near = max(left, phrase.first - 12)
    fixed = has_phrase(words, near, phrase.first, "fixed")
    for at in range(phrase.last, min(phrase.last + 2, len(words))):
        if words[at] in (",", ";", "."):
            break
        turn = _verb_turn(words, tags, at)
        if turn is not None and words[at] != "to":
            return turn[0], fixed
    for at in range(phrase.first - 1, left - 1, -1):
        if _is_timetable(words, tags, at):
            return "ahead", True
        turn = _verb_turn(words, tags, at)
        if turn is not None:
            return turn[0], fixed
    for at in range(phrase.last, min(phrase.last + 2 * REACH, len(words))):
        if words[at] in STOPS:
            break
        turn = _verb_turn(words, tags, at)
        if turn is not None and words[at] != "to":
            return turn[0], fixed
    return None, fixed


def _is_timetable(words: list[str], tags: list[str], at: int) -> bool:
    """Whether a present tense tells of what is fixed ("the talks resume", "the mandate expires")."""
    if tags[at] not in ("VBZ", "VBP", "NNS"):
        return False
    verb = verb_from(words, tags, at)
    return verb is not None and verb[0] in TIMETABLE


def _verb_turn(words: list[str], tags: list[str], at: int) -> tuple[Turn | None] | None:
    """What one word tells of the time of its clause: nothing (``None``), or a turn that may be open."""
    word, tag = words[at], tags[at]
    if word in FUTURE and (tag == "MD" or word != "may"):
        return ("ahead",)
    if word == "to" and at + 1 < len(words) and tags[at + 1] in ("VB", "VBP"):
        return ("ahead",)
    past = tag == "VBD" or word in PAST_FORMS or (word.endswith("ed") and tag in ("VBN", "JJ", "VBD"))
    if not past:
        return (None,) if tag in ("VBZ", "VBP") else None
    before = words[max(at - 4, 0) : at]
    if lies_ahead(words, tags, at):
        return ("ahead",)
    if (word,) in deadline_phrases("fixed"):
        return (None,)
    if tag == "JJ" and not {"was", "were", "had"} & set(before):
        return None
    if {"is", "are"} & set(before[-3:]):
        return (None,)
    return ("behind",)


def bound_of(sentence: Sentence, phrase: Phrase) -> Bound:
    """Whether a date is the last day, the first day or the day itself, by the words before it."""
    words = sentence.words
    near = max(phrase.first - 6, 0)
    if has_phrase(words, near, phrase.first, "not_before"):
        return "not_before"
    for at in range(near, phrase.first):
        place = find_phrase(words, at, phrase.first, "by")
        if place is None or place[0] != at:
            continue
        if any(word not in GLUE for word in words[place[1] : phrase.first]):
            continue
        if words[at] in ("before", "until", "till") and any(
            word in ("not", "never") or word.endswith("n't") for word in words[max(at - 8, 0) : at]
        ):
            return "not_before"
        return "by"
    return "on"


def latest_told(dated: list[Dated], anchor: Anchor) -> dt.date | None:
    """The latest day a telegram tells of as past."""
    days = []
    for row in dated:
        if row.turn == "behind" and not row.fixed and "day" in row.phrase.parts:
            found = resolve(row.phrase, anchor, row.turn)
            if found is not None and anchor.first <= found.last <= anchor.last:
                days.append(found.last)
    if not days:
        return None
    days.sort()
    middle = days[len(days) // 2]
    return max(day for day in days if day - middle <= _FAR)


def is_ahead(row: Dated, found: Interval, anchor: Anchor | None) -> bool:
    """Whether a date lies ahead of its telegram."""
    due = is_due(row)
    says = row.turn == "ahead" or row.fixed or due
    if anchor is None:
        return says
    now = anchor.now
    if now is None:
        return found.first > anchor.last or (found.last >= anchor.first and says)
    if found.last < now:
        return False
    if found.first <= now:
        return says
    return row.turn != "behind" or anchor.exact or row.fixed or due


def is_due(row: Dated) -> bool:
    """Whether a date is a last or first day that still counts."""
    if bound_of(row.sentence, row.phrase) == "on":
        return False
    return row.turn != "behind" or is_duty(row.sentence, row.phrase)


def is_duty(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether the words before a date lay a duty on somebody."""
    return has_phrase(sentence.words, max(phrase.first - 20, 0), phrase.first, "duty")


def is_open(row: Dated) -> bool:
    """Whether the words by a date say that it is only thought of."""
    words, phrase = row.sentence.words, row.phrase
    first = clause_start(words, phrase.first, 9)
    for at in range(phrase.first - 2, first, -1):
        if words[at] == ",":
            first = at
            break
    return has_phrase(words, first, phrase.first, "open")
