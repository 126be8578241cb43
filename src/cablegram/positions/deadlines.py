"""Deadlines: what must happen, or lapses, when.

Rules: `positions-guideline.md`, section 6. A date counts where it lies ahead of the telegram and something is fixed for
it: a meeting or decision that has its date beside it ("the December 3 meeting", "will meet December 3"), a term that
runs out, something that is due by a day, an entry or start. What has been, and what somebody merely would like, is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from cablegram.positions.confidence import confidence
from cablegram.positions.dates import Anchor, Interval, Phrase, phrases, resolve
from cablegram.positions.deadline_grammar import (
    COMPLEMENT,
    DETERMINERS,
    LONGEST,
    STOPS,
    noun_ending,
    phrase_end,
    subject_of,
)
from cablegram.positions.deadline_readings import Reading, reading_of
from cablegram.positions.deadline_times import Dated, bound_of, dated_phrases, is_ahead, is_due, latest_told
from cablegram.positions.passages import Passages, Sentence
from cablegram.positions.records import Bound, Deadline
from cablegram.tables.deadline_words import deadline_deeds, deadline_phrases

_BROKEN = re.compile(r"(?<=[^\W\d_])- (?=[^\W\d_])")  # a hyphen at a line's end


def deadlines(passages: Passages) -> list[Deadline]:
    """The deadlines a telegram states, in the order of its text. Never raises for content.

    Dates are resolved from ``passages.telegram.date``; without one only dates with their year are read.
    """
    anchor = Anchor.of(passages.telegram.date)
    dated = [row for sentence in passages.sentences for row in dated_phrases(sentence)]
    if anchor is not None and not anchor.exact:
        anchor = replace(anchor, told=latest_told(dated, anchor))
    found: list[Deadline] = []
    events: list[tuple[frozenset[str], Interval, str]] = []
    for row in dated:
        row.interval = resolve(row.phrase, anchor, "ahead" if row.fixed or is_due(row) else row.turn)
        if row.interval is None or not is_ahead(row, row.interval, anchor):
            continue
        reading = reading_of(row)
        if reading is None:
            continue
        made = _made(passages, row, row.interval, reading, anchor)
        if made is None:
            continue
        found.append(made)
        if reading.type == "meeting":
            events.append((_name_words(made.what), row.interval, _place_of(row.sentence)))
    found.extend(_at_events(passages, events, anchor))
    found.sort(key=lambda item: (item.start, item.end))
    return found


def _made(
    passages: Passages, row: Dated, interval: Interval, reading: Reading, anchor: Anchor | None
) -> Deadline | None:
    sentence = row.sentence
    source = _source(row.phrase, sentence, anchor)
    return _deadline(passages, sentence, reading, interval, bound_of(sentence, row.phrase), source, row.phrase)


def _deadline(
    passages: Passages,
    sentence: Sentence,
    reading: Reading,
    interval: Interval,
    bound: Bound,
    source: str,
    phrase: Phrase | None,
) -> Deadline | None:
    first, last = reading.first, reading.last
    if phrase is not None:
        first, last = min(first, phrase.first), max(last, phrase.last)
    if reading.rule != "threat" and not any(
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
        confidence=confidence("deadline", f"deadline-{reading.rule}"),
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


def _label(passages: Passages, sentence: Sentence, reading: Reading) -> str:
    """A short noun phrase of the text's own words."""
    parts: list[str] = []
    deed = deadline_deeds().get(reading.cue) if reading.rule == "verb" else None
    for first, last in reading.what:
        owner = _owner(sentence, first) if last - first < 3 else ""
        while first < last and _opens(sentence.words[first]):
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
        parts.append(f"{text} of {owner}" if owner and text else text)
    words = [word for word in " ".join(parts).split() if word.lower() not in ("is", "are")]
    return _BROKEN.sub("", " ".join(words[: LONGEST + 3]))


def _owner(sentence: Sentence, at: int) -> str:
    """Whose it is, where a label begins with "its" or "their"."""
    if at < len(sentence.words) and sentence.words[at] in ("its", "their"):
        for named in sentence.named:
            if named.first == at and named.actor and named.actor.kind in ("body", "organ", "state"):
                return named.actor.name.split(" (")[0]
    return ""


def _opens(word: str) -> bool:
    """Whether a word before a label is none of it: an article, or "request" in "request reply"."""
    return (word in DETERMINERS and word != "another") or word == "'s" or (word,) in deadline_phrases("duty")


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


def _responsible(sentence: Sentence, reading: Reading, first: int, last: int) -> tuple[str | None, str | None]:
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
    return frozenset(words) - DETERMINERS - COMPLEMENT - {"s", "in", "at", "to"}


def _at_events(
    passages: Passages,
    events: list[tuple[frozenset[str], Interval, str]],
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
            subject = subject_of(words, tags, at)
            what = [subject, (at, at + 1)] if subject else [(at, at + 1)]
            reading = Reading("decision_point", what, subject[0] if subject else at, end, "event", word, subject)
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
        if words[place] in STOPS:
            return None
        if words[place] not in ("at", "in", "during"):
            continue
        end = phrase_end(words, tags, place + 1, len(words))
        name = _name_words(" ".join(words[place + 1 : end]))
        if noun_ending(words, end) is None or len(name) < 2:
            continue
        for event in events:
            if name <= event[0]:
                return end, event
    return None
