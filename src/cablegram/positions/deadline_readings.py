"""What a date is for: the noun it stands before or after, the verb that is done by it.

Rules: `positions-guideline.md`, section 6.
"""

from __future__ import annotations

from dataclasses import dataclass

from cablegram.positions.deadline_grammar import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    GLUE,
    LONGEST,
    NOUNY,
    PAST_FORMS,
    REACH,
    STOPS,
    breaks_phrase,
    clause_start,
    complement_end,
    has_phrase,
    is_set,
    lies_ahead,
    noun_ending,
    noun_phrase,
    phrase_end,
    phrase_start,
    purpose_end,
    subject_of,
    verb_from,
)
from cablegram.positions.deadline_times import Dated, bound_of, is_duty, is_open
from cablegram.positions.records import Bound
from cablegram.tables.deadline_words import DeadlineType, deadline_phrases, deadline_words

_BOUNDING = frozenset(("no", "not", "later", "earlier", "sooner", "than", "latest", "prior"))


@dataclass(slots=True)
class Reading:
    """What a date is for: the words of the label as ranges, the words of the quote as one range."""

    type: DeadlineType
    what: list[tuple[int, int]]
    first: int
    last: int
    rule: str
    cue: str
    subject: tuple[int, int] | None = None


def reading_of(row: Dated) -> Reading | None:
    """What a date is for."""
    bound = bound_of(row.sentence, row.phrase)
    found = _by_threat(row, bound) or _by_modifier(row) or _to_the_left(row, bound) or _to_the_right(row)
    if found is None:
        return None
    if bound == "on" and is_open(row):
        return None
    if found.type == "meeting" and row.interval is not None and row.interval.precision == "year" and not row.fixed:
        return None
    if bound == "by" and has_phrase(row.sentence.words, 0, row.phrase.first, "ultimatum"):
        found.type = "ultimatum"
    return found


def _by_threat(row: Dated, bound: Bound) -> Reading | None:
    """What is threatened ("unless the hostages are freed by May 3", "gave them until May 3 to leave")."""
    if bound != "by":
        return None
    words, tags = row.sentence.words, row.sentence.tags
    first, after = row.phrase.first, row.phrase.last
    start = clause_start(words, first, REACH)
    before = words[start:first]
    given = [at for at in range(start, first) if words[at] in deadline_words("granting")]
    if given and any(tag.startswith("VB") for tag in tags[given[-1] + 1 : first]):  # "was put off until"
        given = []
    if words[after : after + 1] == ["to"] and given and words[first - 1] in ("until", "till"):
        what = [(after + 1, purpose_end(words, tags, after))]
        return Reading("ultimatum", what, given[-1], after, "threat", words[given[-1]])
    if "unless" in before:
        unless = start + before.index("unless")
        end = first
        while end > unless + 1 and (words[end - 1] in GLUE or words[end - 1] in _BOUNDING):
            end -= 1
        return Reading("ultimatum", [(unless + 1, end)], unless, after, "threat", "unless")
    return None


def _by_modifier(row: Dated) -> Reading | None:
    """The noun a date stands before ("the December 3 meeting")."""
    words, tags = row.sentence.words, row.sentence.tags
    first, last = row.phrase.first, row.phrase.last
    end = last if last < len(words) and tags[last] != "VBG" else len(words)
    while end < len(words) and end < last + 8 and tags[end].startswith(NOUNY) and words[end] not in DETERMINERS:
        if words[end] in STOPS or words[end] == ",":
            break
        end += 1
    if (end == len(words) and end > last + 8) or (last < len(words) and tags[last] == "VBG"):
        return None
    noun = None
    while end > last:
        noun = noun_ending(words, end)
        if noun is not None or not tags[end - 1].startswith("VB"):
            break
        end -= 1
    if end == last or noun is None:
        return None
    kind, _ = noun
    left = first
    while left and tags[left - 1].startswith(("JJ", "VBN", "PRP$", "DT", "POS", "CD")) and left > first - 4:
        left -= 1
    complement = complement_end(words, tags, end)
    what = [(left, first), (last, complement)]
    if kind == "mandate_expiry":
        owner = noun_phrase(words, tags, left - 1) if left > 1 and tags[left - 1] == "IN" else None
        if owner is not None and words[left] in DETERMINERS:
            what = [owner]
    return Reading(kind, what, left, end, "modifier", words[end - 1])


def _to_the_left(row: Dated, bound: Bound) -> Reading | None:
    """The noun or verb before a date ("a meeting of the Council on", "will meet")."""
    words, tags = row.sentence.words, row.sentence.tags
    date = row.phrase.first
    start = clause_start(words, date, REACH)
    commas = 0
    lasting = deadline_words("lasting") if _lasts(words, date) else frozenset()
    for at in range(date - 1, start - 1, -1):
        word, tag = words[at], tags[at]
        if word in lasting:
            subject = subject_of(words, tags, at)
            if subject is not None:
                return Reading("mandate_expiry", [subject], subject[0], row.phrase.last, "verb", word, subject)
        if word == ",":
            commas += any(w not in GLUE and (w,) not in deadline_phrases("fixed") for w in words[at + 1 : date])
            continue
        verb = verb_from(words, tags, at)
        if verb is not None and (word,) not in deadline_phrases("fixed"):
            if (word,) in deadline_phrases("from") and at >= date - 2:
                continue  # "starting June 2"
            return _by_verb(row, at, verb[1], verb[0], bound)
        noun = noun_ending(words, at + 1) if not commas and _may_be_noun(words, tags, at) else None
        found = _by_noun(row, noun[1], at + 1, noun[0], bound) if noun is not None else None
        if found is not None:
            return found
        if word == "due" and bound != "not_before" and words[at + 1 : at + 2] != ["to"]:
            subject = subject_of(words, tags, at)
            if subject is not None:
                return Reading("report_due", [subject], subject[0], row.phrase.last, "due", "due", subject)
        if word in BE:
            rest = words[at + 1 : date]
            glue = all(w in GLUE or w in ("tentatively", "now") or (w,) in deadline_phrases("fixed") for w in rest)
            return _by_schedule(row, at) if glue else None
        if tag == "VBG" and at and words[at - 1] in BE:
            return None
        if tag.startswith("VB") and word not in AUXILIARIES:
            if (word,) in deadline_phrases("fixed") and tag != "VBG":
                return _by_schedule(row, at)
            if tag == "VBG":
                continue
            due = bound == "by" and not _lasts(words, date)
            if due and (is_set(words, tags, at) or (is_duty(row.sentence, row.phrase) and tag in ("VB", "VBP"))):
                return _by_verb(row, at, at + 1, "decision_point", bound)
            return None
    return None


def _may_be_noun(words: list[str], tags: list[str], at: int) -> bool:
    if tags[at] == "VBG":  # "the meeting"
        return words[at] not in GLUE and not (at and words[at - 1] in BE)
    return not tags[at].startswith("VB")


def _lasts(words: list[str], date: int) -> bool:
    """Whether something goes on up to a date and is not due by it."""
    return bool({"until", "till", "through", "beyond", "past"} & set(words[max(date - 3, 0) : date]))


def _by_schedule(row: Dated, verb: int) -> Reading | None:
    """What is said to be fixed for a date ("talks, which are scheduled for December 3")."""
    words = row.sentence.words
    subject = subject_of(words, row.sentence.tags, verb)
    if subject is None:
        return None
    for end in range(subject[0] + 1, subject[1] + 1):
        noun = noun_ending(words, end)
        if noun is not None:
            return Reading(noun[0], [subject], subject[0], row.phrase.last, "noun", words[verb], subject)
    return None


def _by_noun(row: Dated, first: int, last: int, kind: DeadlineType, bound: Bound) -> Reading | None:
    words, tags = row.sentence.words, row.sentence.tags
    date = row.phrase.first
    if kind == "report_due" and bound == "on" and not row.fixed:
        return None
    if kind == "meeting" and first and words[first - 1] == "on":  # "return on consultations"
        return None
    left = phrase_start(words, tags, first)
    if left and words[left - 1] in ("of", "by"):  # "a session of the Assembly", "adoption by the conference"
        outer = noun_ending(words, left - 1)
        if outer is not None:
            kind, first = outer
            last = first + 1
            left = phrase_start(words, tags, first)
    if left and words[left - 1] in ("following", "after", "since"):
        return None
    if words[first] in ("congress", "assembly") and (left == first or words[left - 1] == "by"):
        return None  # the house, not its sitting
    if kind == "meeting" and left and words[left - 1] in ("in", "at"):
        for at in range(left - 2, max(left - 5, -1), -1):
            verb = verb_from(words, tags, at)
            if verb is not None and verb[0] in ("decision_point", "report_due") and lies_ahead(words, tags, at):
                return _by_verb(row, at, verb[1], verb[0], bound)
    end = last
    while (
        end < date
        and not breaks_phrase(words, tags, end)
        and not (words[end] in GLUE and all(w in GLUE or tags[end].startswith("CD") for w in words[end:date]))
    ):
        end += 1
    while end > last and (
        words[end - 1] in GLUE
        or words[end - 1] in _BOUNDING
        or tags[end - 1] in ("IN", "CD")
        or (words[end - 1],) in deadline_phrases("fixed")
    ):
        end -= 1
    after = row.phrase.last
    tail = (after, purpose_end(words, tags, after)) if end == last else (after, after)
    if kind == "decision_point" and (tail[0] < tail[1] or end > last):  # "a decision to do T"
        if left > 1 and words[left - 1] in ("and", "or") and tags[left - 2].startswith("JJ") and left < first:
            left += 1
        while left < first and tags[left].startswith(("JJ", "DT")):
            left += 1
    what = [(left, min(end, left + LONGEST + 2)), tail]
    return Reading(kind, what, left, row.phrase.last, "noun", words[last - 1])


def _by_verb(row: Dated, first: int, last: int, kind: DeadlineType, bound: Bound) -> Reading | None:
    words, tags = row.sentence.words, row.sentence.tags
    date = row.phrase.first
    if date > 1 and words[date - 1] == "of" and words[date - 2] not in GLUE:
        return None  # "notify them of the May 3 visit"
    past = tags[first] == "VBD" or words[first] in PAST_FORMS
    if past and not BE & set(words[max(first - 3, 0) : first]):
        return None
    if not (lies_ahead(words, tags, first) or row.fixed or (bound != "on" and is_duty(row.sentence, row.phrase))):
        return None
    passive = bool({"be", "been", "being", "is", "are"} & set(words[max(first - 3, 0) : first])) and tags[first] != "VB"
    end = last
    while end < date and tags[end].startswith("RB"):
        end += 1
    object_at = end
    end = phrase_end(words, tags, end, date)
    while end > object_at and (words[end - 1] in GLUE or words[end - 1] in DETERMINERS):
        end -= 1
    subject = subject_of(words, tags, first)
    what: list[tuple[int, int]]
    if passive or end == object_at:
        tail = end
        if end + 1 < date and words[end] in ("in", "at", "by", "to") and tags[end + 1].startswith(NOUNY):
            tail = phrase_end(words, tags, end + 1, date)
            while tail > end and words[tail - 1] in GLUE:
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
        what = [(first, last), (after + 1, phrase_end(words, tags, after + 1, len(words)))]
    if kind == "meeting" and words[after : after + 1] == ["to"]:
        what.append((after, purpose_end(words, tags, after)))
    return Reading(kind, what, left, after, "verb", words[first], subject)


def _to_the_right(row: Dated) -> Reading | None:
    """The verb after a date that opens its clause ("On December 3 the Council will meet")."""
    words, tags = row.sentence.words, row.sentence.tags
    first = row.phrase.first
    before = words[max(first - 2, 0) : first]
    if any(word not in GLUE and word not in DETERMINERS and word not in ("and", "but", "that") for word in before):
        return None
    for at in range(row.phrase.last, min(row.phrase.last + REACH, len(words))):
        if words[at] in STOPS:
            return None
        verb = verb_from(words, tags, at)
        if verb is None or not lies_ahead(words, tags, at):
            continue
        kind, last = verb
        subject = subject_of(words, tags, at)
        if subject is not None and subject[0] < row.phrase.last:
            subject = None
        end = phrase_end(words, tags, last, len(words))
        passive = "be" in words[max(at - 3, 0) : at]
        what = [(at, end)] if not passive and end > last else ([subject] if subject else []) + [(at, last)]
        return Reading(kind, what, first, max(end, last), "verb", words[at], subject)
    return None
