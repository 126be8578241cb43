"""Deadlines: what must happen, or lapses, when.

Rules: `positions-guideline.md`, section 6. A date counts where it lies ahead of the telegram and something is fixed for
it: a meeting or decision that has its date beside it ("the December 3 meeting", "will meet December 3"), a term that
runs out, something that is due by a day, an entry or start. What has been, and what somebody merely would like, is none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cablegram.positions.dates import Anchor, Interval, Phrase, Turn, phrases, resolve
from cablegram.positions.passages import Passages, Sentence
from cablegram.positions.records import Bound, Deadline
from cablegram.tables.deadline_words import (
    DeadlineType,
    deadline_deeds,
    deadline_nouns,
    deadline_phrases,
    deadline_verbs,
)

_REACH = 14  # words between a date and what it is the date of
_LONGEST = 9  # words of a label
_STOPS = frozenset((";", ":", "(", ")", ".", "?", "!"))
_DETERMINERS = frozenset(
    ["the", "a", "an", "its", "their", "his", "her", "our", "this", "that", "these", "those", "such", "any"]
)
_GLUE = frozenset(
    [
        "on",
        "in",
        "at",
        "for",
        "of",
        "by",
        "to",
        "the",
        "during",
        ",",
        "-",
        "–",
        "starting",
        "beginning",
        "commencing",
        "opening",
        "morning",
        "afternoon",
        "evening",
        "mornings",
        "afternoons",
        "evenings",
        "am",
        "pm",
        "a.m.",
        "p.m.",
        "hours",
        "noon",
        "cob",
        "oob",
        "period",
        "date",
        "time",
        "local",
        "gmt",
        "until",
        "till",
        "before",
        "from",
        "through",
        "about",
        "around",
        "next",
        "this",
        "week",
        "weekend",
        "day",
        "close",
        "business",
    ]
)
_COMPLEMENT = frozenset(["of", "on", "with", "between", "concerning", "regarding", "re"])
_NOUNY = ("NN", "JJ", "CD", "POS", "PRP$", "DT", "HYPH", "VBG", "VBN", "AFX", "FW", "PDT")
_PAST_FORMS = frozenset(
    [
        "was",
        "were",
        "had",
        "did",
        "met",
        "held",
        "took",
        "gave",
        "said",
        "told",
        "went",
        "came",
        "began",
        "made",
        "saw",
        "sent",
        "left",
    ]
)
_FUTURE = frozenset(
    ["will", "shall", "'ll", "won't", "would", "should", "must", "may", "might", "could", "can", "cannot"]
)
_BE = frozenset(["be", "is", "are", "was", "were", "been", "being"])
_AUXILIARIES = _BE | {"have", "has", "had", "not", "again", "also"}
_RELATIVE = frozenset(("which", "that", "who"))
_BROKEN = re.compile(r"(?<=[^\W\d_])- (?=[^\W\d_])")  # a hyphen at a line's end
_CONFIDENCE = {"noun": 0.7, "modifier": 0.7, "verb": 0.65, "due": 0.6, "event": 0.6}


@dataclass(slots=True)
class _Dated:
    """A date phrase in its sentence, with where the words about it put it."""

    sentence: Sentence
    phrase: Phrase
    turn: Turn | None
    fixed: bool
    interval: Interval | None = None


@dataclass(slots=True)
class _Reading:
    """What a date is for: the words of the label as ranges, the words of the quote as one range."""

    type: DeadlineType
    what: list[tuple[int, int]]
    first: int
    last: int
    rule: str
    cue: str
    subject: tuple[int, int] | None = None


def deadlines(passages: Passages) -> list[Deadline]:
    """The deadlines a telegram states, in the order of its text. Never raises for content.

    Dates are resolved from ``passages.telegram.date``; without one only dates with their year are read.
    """
    anchor = Anchor.of(passages.telegram.date)
    dated = [row for sentence in passages.sentences for row in _dated(sentence)]
    if anchor is not None and not anchor.exact:
        anchor = replace(anchor, told=_told(dated, anchor))
    found: list[Deadline] = []
    events: list[tuple[frozenset[str], Interval, str]] = []
    for row in dated:
        row.interval = resolve(row.phrase, anchor, row.turn)
        if row.interval is None or not _ahead(row, row.interval, anchor):
            continue
        reading = _reading(row)
        if reading is None:
            continue
        made = _made(passages, row, row.interval, reading, anchor)
        if made is None:
            continue
        found.append(made)
        if reading.type == "meeting":
            events.append((_name_words(made.what), row.interval, _place_of(row.sentence)))
    found.extend(_at_events(passages, events, found, anchor))
    found.sort(key=lambda item: (item.start, item.end))
    return found


def _dated(sentence: Sentence) -> Iterator[_Dated]:
    for phrase in phrases(sentence.words):
        turn, fixed = _turn_of(sentence, phrase)
        yield _Dated(sentence, phrase, turn, fixed)


def _turn_of(sentence: Sentence, phrase: Phrase) -> tuple[Turn | None, bool]:
    """Where the words about a date put it, and whether they say that it is fixed."""
    words, tags = sentence.words, sentence.tags
    left = _clause_start(words, phrase.first, _REACH)
    near = max(left, phrase.first - 12)
    fixed = _has(words, near, phrase.first, "fixed")
    for at in range(phrase.last, min(phrase.last + 2, len(words))):
        if words[at] in (",", ";", "."):
            break
        turn = _verb_turn(words, tags, at)
        if turn is not None and words[at] != "to":
            return turn[0], fixed
    for at in range(phrase.first - 1, left - 1, -1):
        turn = _verb_turn(words, tags, at)
        if turn is not None:
            return turn[0], fixed or _is_timetable(words, tags, at)
    for at in range(phrase.last, min(phrase.last + 2 * _REACH, len(words))):
        if words[at] in _STOPS:
            break
        turn = _verb_turn(words, tags, at)
        if turn is not None and words[at] != "to":
            return turn[0], fixed
    return None, fixed


def _is_timetable(words: list[str], tags: list[str], at: int) -> bool:
    """Whether a present tense tells of what is fixed ("the talks resume", "the mandate expires")."""
    if tags[at] not in ("VBZ", "VBP"):
        return False
    verb = _verb_from(words, tags, at)
    return verb is not None and verb[0] in ("meeting", "entry_or_start", "mandate_expiry")


def _verb_turn(words: list[str], tags: list[str], at: int) -> tuple[Turn | None] | None:
    """What one word tells of the time of its clause: nothing (``None``), or a turn that may be open."""
    word, tag = words[at], tags[at]
    if word in _FUTURE and (tag == "MD" or word != "may"):
        return ("ahead",)
    if word == "to" and at + 1 < len(words) and tags[at + 1] in ("VB", "VBP"):
        return ("ahead",)
    past = tag == "VBD" or word in _PAST_FORMS or (word.endswith("ed") and tag in ("VBN", "JJ", "VBD"))
    if not past:
        return (None,) if tag in ("VBZ", "VBP") else None
    before = words[max(at - 4, 0) : at]
    if _ahead_verb(words, tags, at):
        return ("ahead",)
    if (word,) in deadline_phrases("fixed"):
        return (None,)
    if tag == "JJ" and not {"was", "were", "had"} & set(before):
        return None
    if {"is", "are"} & set(before[-3:]):
        return (None,)
    return ("behind",)


def _clause_start(words: list[str], at: int, reach: int) -> int:
    first = max(at - reach, 0)
    for place in range(at - 1, first - 1, -1):
        if words[place] in _STOPS and not (words[place] == "." and place and len(words[place - 1]) < 3):
            return place + 1
    return first


def _has(words: list[str], first: int, last: int, use: str) -> bool:
    """Whether a phrase of the table stands among the words ``[first, last)``."""
    return _find(words, first, last, use) is not None


def _find(words: list[str], first: int, last: int, use: str) -> tuple[int, int] | None:
    """The last phrase of a use among the words ``[first, last)``, the longest that begins there."""
    known = deadline_phrases(use)
    for at in range(last - 1, first - 1, -1):
        for length in (4, 3, 2, 1):
            if at + length <= last and tuple(words[at : at + length]) in known:
                return at, at + length
    return None


def _bound(sentence: Sentence, phrase: Phrase) -> Bound:
    words = sentence.words
    near = max(phrase.first - 6, 0)
    if _has(words, near, phrase.first, "not_before"):
        return "not_before"
    for at in range(near, phrase.first):
        place = _find(words, at, phrase.first, "by")
        if place is None or place[0] != at:
            continue
        if any(word not in _GLUE for word in words[place[1] : phrase.first]):
            continue
        if words[at] in ("before", "until", "till") and any(
            word in ("not", "never") or word.endswith("n't") for word in words[max(at - 8, 0) : at]
        ):
            return "not_before"
        return "by"
    return "on"


def _told(dated: list[_Dated], anchor: Anchor) -> dt.date | None:
    """The latest day a telegram tells of as past."""
    days = []
    for row in dated:
        if row.turn == "behind" and not row.fixed and "day" in row.phrase.parts:
            found = resolve(row.phrase, anchor, row.turn)
            if found is not None and anchor.first <= found.last <= anchor.last:
                days.append(found.last)
    return max(days, default=None)


def _ahead(row: _Dated, found: Interval, anchor: Anchor | None) -> bool:
    """Whether a date lies ahead of its telegram."""
    bound = _bound(row.sentence, row.phrase)
    due = bound != "on" and (row.turn != "behind" or _duty(row.sentence, row.phrase))
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


def _duty(sentence: Sentence, phrase: Phrase) -> bool:
    return _has(sentence.words, max(phrase.first - 20, 0), phrase.first, "duty")


def _is_open(row: _Dated) -> bool:
    """Whether the words by a date say that it is only thought of."""
    words, phrase = row.sentence.words, row.phrase
    first = _clause_start(words, phrase.first, 9)
    for at in range(phrase.first - 2, first, -1):
        if words[at] == ",":
            first = at
            break
    return _has(words, first, phrase.first, "open") or _has(
        words, phrase.last, min(phrase.last + 2, len(words)), "open"
    )


def _reading(row: _Dated) -> _Reading | None:
    """What a date is for."""
    bound = _bound(row.sentence, row.phrase)
    found = _by_modifier(row) or _to_the_left(row, bound) or _to_the_right(row)
    if found is None:
        return None
    if bound == "on" and _is_open(row):
        return None
    if found.type == "meeting" and row.interval is not None and row.interval.precision == "year" and not row.fixed:
        return None
    if bound == "by" and _has(row.sentence.words, 0, row.phrase.first, "ultimatum"):
        found.type = "ultimatum"
    return found


def _by_modifier(row: _Dated) -> _Reading | None:
    """The noun a date stands before ("the December 3 meeting")."""
    words, tags = row.sentence.words, row.sentence.tags
    first, last = row.phrase.first, row.phrase.last
    end = last if last < len(words) and tags[last] != "VBG" else len(words)
    while end < len(words) and end < last + 8 and tags[end].startswith(_NOUNY) and words[end] not in _DETERMINERS:
        if words[end] in _STOPS or words[end] == ",":
            break
        end += 1
    if (end == len(words) and end > last + 8) or (last < len(words) and tags[last] == "VBG"):
        return None
    noun = None
    while end > last:
        noun = _noun_at(words, end)
        if noun is not None or not tags[end - 1].startswith("VB"):
            break
        end -= 1
    if end == last or noun is None:
        return None
    kind, _ = noun
    left = first
    while left and tags[left - 1].startswith(("JJ", "VBN", "PRP$", "DT", "POS", "CD")) and left > first - 4:
        left -= 1
    complement = _complement(words, tags, end)
    what = [(left, first), (last, complement)]
    if kind == "mandate_expiry":
        owner = _noun_phrase(words, tags, left - 1) if left > 1 and tags[left - 1] == "IN" else None
        if owner is not None and words[left] in _DETERMINERS:
            what = [owner]
    return _Reading(kind, what, left, end, "modifier", words[end - 1])


def _noun_at(words: list[str], end: int) -> tuple[DeadlineType, int] | None:
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


def _verb_from(words: list[str], tags: list[str], at: int) -> tuple[DeadlineType, int] | None:
    """The verb of the table that begins at ``at``, with where it ends."""
    if not tags[at].startswith(("VB", "NN", "JJ")):
        return None
    verbs = deadline_verbs()
    for length in (3, 2, 1):
        kind = verbs.get(tuple(words[at : at + length]))
        if kind is not None:
            before = words[max(at - 3, 0) : at]
            if tags[at] == "VBG" and not _BE & set(before[-1:]):
                return None
            if tags[at].startswith("VB") or (before and (before[-1] == "to" or _FUTURE & set(before))):
                return kind, at + length
    return None


def _to_the_left(row: _Dated, bound: Bound) -> _Reading | None:
    """The noun or verb before a date ("a meeting of the Council on", "will meet")."""
    words, tags = row.sentence.words, row.sentence.tags
    date = row.phrase.first
    start = _clause_start(words, date, _REACH)
    commas = 0
    for at in range(date - 1, start - 1, -1):
        word, tag = words[at], tags[at]
        if word == ",":
            commas += any(w not in _GLUE and (w,) not in deadline_phrases("fixed") for w in words[at + 1 : date])
            continue
        verb = _verb_from(words, tags, at)
        if verb is not None and (word,) not in deadline_phrases("fixed"):
            if (word,) in deadline_phrases("from") and at >= date - 2:
                continue  # "commencing March 14"
            return _by_verb(row, at, verb[1], verb[0], bound)
        noun = _noun_at(words, at + 1) if not commas and not tag.startswith("VB") else None
        if noun is not None:
            return _by_noun(row, noun[1], at + 1, noun[0], bound)
        if word == "due" and bound != "not_before" and words[at + 1 : at + 2] != ["to"]:
            subject = _subject(words, tags, at)
            if subject is not None:
                return _Reading("report_due", [subject], subject[0], row.phrase.last, "due", "due", subject)
        if word in _BE:
            rest = words[at + 1 : date]
            return _by_schedule(row, at) if all(w in _GLUE for w in rest) else None
        if tag == "VBG" and at and words[at - 1] in _BE:
            return None
        if tag.startswith("VB") and word not in _AUXILIARIES:
            if (word,) in deadline_phrases("fixed") and tag != "VBG":
                return _by_schedule(row, at)
            if tag == "VBG":
                continue
            due = bound == "by" and not _lasts(words, date)
            if due and (_ahead_verb(words, tags, at) or (_duty(row.sentence, row.phrase) and tag in ("VB", "VBP"))):
                return _by_verb(row, at, at + 1, "decision_point", bound)
            return None
    return None


def _lasts(words: list[str], date: int) -> bool:
    """Whether something goes on up to a date and is not due by it."""
    return bool({"until", "till", "through", "beyond", "past"} & set(words[max(date - 3, 0) : date]))


def _by_schedule(row: _Dated, verb: int) -> _Reading | None:
    """What is said to be fixed for a date ("talks, which are scheduled for December 3")."""
    words = row.sentence.words
    subject = _subject(words, row.sentence.tags, verb)
    if subject is None:
        return None
    for end in range(subject[0] + 1, subject[1] + 1):
        noun = _noun_at(words, end)
        if noun is not None:
            return _Reading(noun[0], [subject], subject[0], row.phrase.last, "noun", words[verb], subject)
    return None


def _by_noun(row: _Dated, first: int, last: int, kind: DeadlineType, bound: Bound) -> _Reading | None:
    words, tags = row.sentence.words, row.sentence.tags
    date = row.phrase.first
    if kind == "report_due" and bound == "on" and not row.fixed:
        return None
    if kind == "meeting" and first and words[first - 1] == "on":  # "return on consultations"
        return None
    left = _phrase_start(words, tags, first)
    if left and words[left - 1] == "of":  # "a session of the Assembly", "the report of the conference"
        outer = _noun_at(words, left - 1)
        if outer is not None:
            kind, first = outer
            last = first + 1
            left = _phrase_start(words, tags, first)
    if left and words[left - 1] in ("following", "after", "since"):
        return None
    if kind == "meeting" and left and words[left - 1] in ("in", "at"):
        for at in range(left - 2, max(left - 5, -1), -1):
            verb = _verb_from(words, tags, at)
            if verb is not None and verb[0] in ("decision_point", "report_due") and _ahead_verb(words, tags, at):
                return _by_verb(row, at, verb[1], verb[0], bound)
    end = last
    while (
        end < date
        and not _breaks(words, tags, end)
        and not (words[end] in _GLUE and all(w in _GLUE or tags[end].startswith("CD") for w in words[end:date]))
    ):
        end += 1
    while end > last and (
        words[end - 1] in _GLUE or tags[end - 1] in ("IN", "CD") or (words[end - 1],) in deadline_phrases("fixed")
    ):
        end -= 1
    after = row.phrase.last
    tail = (after, _purpose(words, tags, after)) if end == last else (after, after)
    if kind == "decision_point" and (tail[0] < tail[1] or end > last):  # "a firm decision to proceed"
        if left > 1 and words[left - 1] in ("and", "or") and tags[left - 2].startswith("JJ") and left < first:
            left += 1
        while left < first and tags[left].startswith(("JJ", "DT")):
            left += 1
    what = [(left, min(end, left + _LONGEST + 2)), tail]
    return _Reading(kind, what, left, row.phrase.last, "noun", words[last - 1])


def _breaks(words: list[str], tags: list[str], at: int) -> bool:
    """Whether a noun phrase with its complements cannot go on with this word."""
    if tags[at].startswith(("VBD", "VBZ", "VBP", "MD")) or words[at] in _BE or words[at : at + 2] == ["to", "be"]:
        return True
    return tags[at] == "IN" and words[at] not in _COMPLEMENT | {"by", "for", "to"}


def _ahead_verb(words: list[str], tags: list[str], at: int) -> bool:
    """Whether a verb has a modal or "to" before its auxiliaries."""
    first = at
    while first and (words[first - 1] in _AUXILIARIES or tags[first - 1].startswith("RB")):
        first -= 1
    return first > 0 and (words[first - 1] in _FUTURE or words[first - 1] == "to")


def _by_verb(row: _Dated, first: int, last: int, kind: DeadlineType, bound: Bound) -> _Reading | None:
    words, tags = row.sentence.words, row.sentence.tags
    date = row.phrase.first
    if date > 1 and words[date - 1] == "of" and words[date - 2] not in _GLUE:
        return None  # "notify them of the May 3 visit"
    past = tags[first] == "VBD" or words[first] in _PAST_FORMS
    if past and not _BE & set(words[max(first - 3, 0) : first]):
        return None
    if not (_ahead_verb(words, tags, first) or row.fixed or (bound != "on" and _duty(row.sentence, row.phrase))):
        return None
    passive = bool({"be", "been", "being", "is", "are"} & set(words[max(first - 3, 0) : first])) and tags[first] != "VB"
    end = last
    while end < date and tags[end].startswith("RB"):
        end += 1
    object_at = end
    end = _phrase_end(words, tags, end, date)
    while end > object_at and (words[end - 1] in _GLUE or words[end - 1] in _DETERMINERS):
        end -= 1
    subject = _subject(words, tags, first)
    what: list[tuple[int, int]]
    if passive or end == object_at:
        tail = end
        if end + 1 < date and words[end] in ("in", "at", "by", "to") and tags[end + 1].startswith(_NOUNY):
            tail = _phrase_end(words, tags, end + 1, date)
            while tail > end and words[tail - 1] in _GLUE:
                tail -= 1
        own = (first, max(tail, last))
        what = [subject, own] if subject is not None else [own]
        if kind == "mandate_expiry" and subject is not None:
            what = [subject]
        left = subject[0] if subject is not None else first
    else:
        what = [(first, end)]
        left = first
    after = row.phrase.last
    if end == object_at and tags[first] == "VB" and words[after : after + 1] == [","]:  # "furnish by May 3 their views"
        what = [(first, last), (after + 1, _phrase_end(words, tags, after + 1, len(words)))]
    if kind == "meeting" and words[after : after + 1] == ["to"]:
        what.append((after, _purpose(words, tags, after)))
    return _Reading(kind, what, left, after, "verb", words[first], subject)


def _to_the_right(row: _Dated) -> _Reading | None:
    """The verb after a date that opens its clause ("On December 3 the Council will meet")."""
    words, tags = row.sentence.words, row.sentence.tags
    first = row.phrase.first
    before = words[max(first - 2, 0) : first]
    if any(word not in _GLUE and word not in _DETERMINERS and word not in ("and", "but", "that") for word in before):
        return None
    for at in range(row.phrase.last, min(row.phrase.last + _REACH, len(words))):
        if words[at] in _STOPS:
            return None
        verb = _verb_from(words, tags, at)
        if verb is None or not _ahead_verb(words, tags, at):
            continue
        kind, last = verb
        subject = _subject(words, tags, at)
        if subject is not None and subject[0] < row.phrase.last:
            subject = None
        end = _phrase_end(words, tags, last, len(words))
        passive = "be" in words[max(at - 3, 0) : at]
        what = [(at, end)] if not passive and end > last else ([subject] if subject else []) + [(at, last)]
        return _Reading(kind, what, first, max(end, last), "verb", words[at], subject)
    return None


def _phrase_start(words: list[str], tags: list[str], head: int) -> int:
    """Where the noun phrase with this head begins."""
    first = head
    while first > max(head - _LONGEST, 0) and words[first - 1] not in _STOPS and words[first - 1] != ",":
        tag = tags[first - 1]
        if not tag.startswith(_NOUNY) and words[first - 1] not in ("-", "/", "'s", "&", "'"):
            break
        if tag.startswith(("VBG", "VBN")) and (first < 2 or not tags[first - 2].startswith(("DT", "JJ", "PRP$"))):
            break
        first -= 1
        if words[first] in _DETERMINERS:
            break
    if first and first < head and words[first - 1] == "to" and (words[first],) in deadline_verbs():
        return first + 1  # "to complete report"
    return first


def _phrase_end(words: list[str], tags: list[str], at: int, limit: int) -> int:
    """Where the noun phrase that begins at ``at`` ends, before ``limit``."""
    end = at
    while end < limit and end < at + _LONGEST and words[end] not in _STOPS and words[end] != ",":
        if not tags[end].startswith(_NOUNY) and words[end] not in ("-", "/", "'s", "&", "of"):
            break
        end += 1
    while end > at and words[end - 1] in _DETERMINERS | {"of"}:
        end -= 1
    return end


def _noun_phrase(words: list[str], tags: list[str], end: int) -> tuple[int, int] | None:
    """The noun phrase that ends before ``end``, with an of-phrase before it taken in."""
    if end <= 0 or not tags[end - 1].startswith(("NN", "CD", "VBG", "JJ")):
        return None
    first = _phrase_start(words, tags, end - 1)
    while first > 1 and words[first - 1] in ("of", "for", "on") and tags[first - 2].startswith("NN"):
        outer = _phrase_start(words, tags, first - 2)
        if end - outer > _LONGEST:
            break
        first = outer
    return first, end


def _subject(words: list[str], tags: list[str], verb: int) -> tuple[int, int] | None:
    """The noun phrase before a verb, over its auxiliaries and a relative pronoun."""
    at = verb
    while at and (
        tags[at - 1].startswith(("MD", "RB"))
        or words[at - 1]
        in ("be", "is", "are", "was", "were", "been", "being", "to", "have", "has", "had", "need", "needs")
    ):
        at -= 1
    if at > 1 and words[at - 1] in _RELATIVE:
        at -= 1
        if words[at - 1] == ",":
            at -= 1
    if at > 3 and words[at - 1] == ")" and "(" in words[max(at - 6, 0) : at]:
        at = max(place for place in range(max(at - 6, 0), at) if words[place] == "(")
    return _noun_phrase(words, tags, at)


def _complement(words: list[str], tags: list[str], at: int) -> int:
    """The end of the of- or on-phrase that follows a noun; ``at`` where none does."""
    if at + 1 < len(words) and words[at] in _COMPLEMENT and tags[at + 1].startswith(_NOUNY):
        end = _phrase_end(words, tags, at + 1, len(words))
        return end if end > at + 1 else at
    return at


def _purpose(words: list[str], tags: list[str], at: int) -> int:
    """The end of what a date is followed by: an infinitive with its object, or a phrase with of, on, between."""
    if at + 1 < len(words) and words[at] == "to" and not tags[at + 1].startswith(("DT", "NNP", "CD", "PRP")):
        end = at + 2
        if end < len(words) and tags[end] == "IN":
            end += 1
        return _phrase_end(words, tags, end, min(len(words), at + 8))
    return _complement(words, tags, at)


def _made(
    passages: Passages, row: _Dated, interval: Interval, reading: _Reading, anchor: Anchor | None
) -> Deadline | None:
    sentence = row.sentence
    source = _source(row.phrase, sentence, anchor)
    return _deadline(passages, sentence, reading, interval, _bound(sentence, row.phrase), source, row.phrase)


def _deadline(
    passages: Passages,
    sentence: Sentence,
    reading: _Reading,
    interval: Interval,
    bound: Bound,
    source: str,
    phrase: Phrase | None,
) -> Deadline | None:
    first, last = reading.first, reading.last
    if phrase is not None:
        first, last = min(first, phrase.first), max(last, phrase.last)
    if not any(
        sentence.tags[at].startswith(("NN", "JJ", "VBG")) for low, high in reading.what for at in range(low, high)
    ):
        return None  # a verb alone tells nothing
    what = _label(passages, sentence, reading)
    quoted = passages.place(*sentence.text_range(first, last))
    if quoted is None or not what:
        return None
    parts = [(quoted.start, quoted.end), *quoted.more]
    main = max(parts, key=lambda part: part[1] - part[0])
    rest = tuple(part for part in parts if part != main)
    text = passages.telegram.text
    named = _responsible(sentence, reading, first, last)
    when = " ".join(sentence.words[phrase.first : phrase.last]) if phrase is not None else source
    return Deadline(
        paragraph=sentence.paragraph,
        start=main[0],
        end=main[1],
        quote=text[main[0] : main[1]],
        more=rest,
        quote_more=tuple(text[a:b] for a, b in rest),
        voice=sentence.voice,
        rule=f"deadline-{reading.rule}",
        confidence=_CONFIDENCE[reading.rule],
        steps=(f"cue {reading.cue!r}: {reading.type}", f"{when!r} is {interval.iso}"),
        type=reading.type,
        what=what,
        responsible=named[0],
        responsible_mention=named[1],
        date=interval.iso,
        precision=interval.precision,
        bound=bound,
        date_source=source,
    )


def _label(passages: Passages, sentence: Sentence, reading: _Reading) -> str:
    """A short noun phrase of the text's own words."""
    parts: list[str] = []
    deed = deadline_deeds().get(reading.cue) if reading.rule == "verb" else None
    for first, last in reading.what:
        while first < last and sentence.words[first] in _DETERMINERS - {"another"}:
            first += 1
        if first >= last:
            continue
        text = passages.words_of(*sentence.text_range(first, last))
        if last - first == 1 and sentence.tags[first].startswith("NN"):
            text = _whole_name(passages, sentence, first, text)
        if reading.subject is not None and reading.subject[1] == last:
            if deed is not None and len(reading.what) > 1:
                text = f"{deed} of {text}"
        elif deed is not None and sentence.words[first] == reading.cue and parts:
            first += 1
            while first < last and sentence.tags[first].startswith("RB"):
                first += 1
            text = passages.words_of(*sentence.text_range(first, last)) if first < last else ""
        parts.append(text)
    return _BROKEN.sub("", " ".join(" ".join(parts).split()[: _LONGEST + 3]))


def _whole_name(passages: Passages, sentence: Sentence, at: int, text: str) -> str:
    """The name of what is only called "committee" or "the meeting" here, from the last place that has more of it."""
    head = sentence.words[at]
    for named in sentence.named:
        if named.first <= at < named.last and named.actor and named.actor.kind in ("body", "organ"):
            name = named.actor.name.split(" (")[0]
            if head in name.lower().split():
                return name
    for earlier in reversed(passages.sentences):
        if earlier.start > sentence.start:
            continue
        words, tags = earlier.words, earlier.tags
        for place in range(at - 1 if earlier is sentence else len(words) - 1, 0, -1):
            if words[place] != head or (place + 1 < len(words) and tags[place + 1].startswith("NN")):
                continue
            first = place
            while first and place - first < 5 and tags[first - 1].startswith("NN"):
                first -= 1
            if first < place:
                return passages.words_of(*earlier.text_range(first, place + 1))
    return text


def _responsible(sentence: Sentence, reading: _Reading, first: int, last: int) -> tuple[str | None, str | None]:
    """Who has to: the subject, or the body in the label."""
    ranges = ([reading.subject] if reading.subject else []) + reading.what + [(first, last)]
    for low, high in ranges:
        for named in sentence.named:
            if low <= named.first and named.last <= high and named.actor and named.actor.kind != "place":
                return named.actor.name, named.mention.quote
    return None, None


def _source(phrase: Phrase, sentence: Sentence, anchor: Anchor | None) -> str:
    where = "subject line" if sentence.kind == "subject" else "same sentence"
    if phrase.with_year or anchor is None:
        return where
    return f"{where} and {'date-time group' if anchor.basis == 'dtg' else 'year of the telegram'}"


def _place_of(sentence: Sentence) -> str:
    if sentence.kind == "subject":
        return "subject line"
    return f"paragraph {sentence.paragraph}" if sentence.paragraph else "opening lines"


def _name_words(what: str) -> frozenset[str]:
    words = "".join(c if c.isalnum() else " " for c in what.lower()).split()
    return frozenset(words) - _DETERMINERS - _COMPLEMENT - {"s", "in", "at", "to"}


def _at_events(
    passages: Passages,
    events: list[tuple[frozenset[str], Interval, str]],
    found: list[Deadline],
    anchor: Anchor | None,
) -> Iterator[Deadline]:
    """What has to be settled at an event whose date stands elsewhere in the telegram."""
    if not events:
        return
    for sentence in passages.sentences:
        words, tags = sentence.words, sentence.tags
        for at, word in enumerate(words):
            if (word,) not in deadline_phrases("settle") or not _must_be(words, at):
                continue
            place = _event_after(sentence, at, events)
            if place is None:
                continue
            end, (_, interval, source) = place
            if any(phrase.first < end and at < phrase.last for phrase in phrases(words)):
                continue
            subject = _subject(words, tags, at)
            what = [subject, (at, at + 1)] if subject else [(at, at + 1)]
            reading = _Reading("decision_point", what, subject[0] if subject else at, end, "event", word, subject)
            made = _deadline(passages, sentence, reading, interval, "on", source, None)
            if made is not None:
                yield made
            break


def _must_be(words: list[str], at: int) -> bool:
    before = words[max(at - 5, 0) : at]
    return (
        "be" in before
        and bool(set(before) & {"will", "must", "shall", "need", "needs", "has", "have", "to", "is", "are"})
        and not (set(before) & {"could", "might", "may", "not"})
    )


def _event_after(
    sentence: Sentence, at: int, events: list[tuple[frozenset[str], Interval, str]]
) -> tuple[int, tuple[frozenset[str], Interval, str]] | None:
    """The event a verb is said to happen at, with where its name ends."""
    words, tags = sentence.words, sentence.tags
    for place in range(at + 1, min(at + 10, len(words) - 1)):
        if words[place] in _STOPS:
            return None
        if words[place] not in ("at", "in", "during"):
            continue
        end = _phrase_end(words, tags, place + 1, len(words))
        name = _name_words(" ".join(words[place + 1 : end]))
        if _noun_at(words, end) is None or len(name) < 2:
            continue
        for event in events:
            if name <= event[0]:
                return end, event
    return None
