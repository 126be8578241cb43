"""What is expected: the event that likelihood words are about, found in the clause they stand with."""

from __future__ import annotations

from dataclasses import dataclass

from cablegram.positions.drafts import Reading
from cablegram.positions.targets import complement, extent
from cablegram.positions.verb_groups import Verb
from cablegram.tables.inflection import lemma
from cablegram.tables.likelihoods import Likelihood, likelihood_words, likelihoods_at

DUMMIES = frozenset(["it", "there", "this", "that", "which", "these", "such"])
ENDS = frozenset(".;:()?!,")
_OPENERS = ("that", "whether", "if")


@dataclass(slots=True)
class Event:
    """What is expected, by places in the sentence: its ``subject``, what is said of it (``rest``) and its main verb."""

    subject: tuple[int, int] | None
    rest: tuple[int, int]
    verb: Verb | None = None

    @property
    def first(self) -> int:
        """Its first word."""
        return min(self.subject[0], self.rest[0]) if self.subject else self.rest[0]

    @property
    def last(self) -> int:
        """The word behind its last."""
        return max(self.subject[1], self.rest[1]) if self.subject else self.rest[1]


def clause_event(reading: Reading, at: int, word: Likelihood) -> Event | None:
    """The event behind likelihood words, by the frames of the row: a clause, an infinitive with "for", a noun phrase."""
    words, sentence = reading.words, reading.sentence
    start = at
    while start < len(words) and start - at < 9 and words[start] not in ENDS and words[start] not in _OPENERS:
        if reading.verb_at(start) is not None:
            break
        start += 1
    if start < len(words) and words[start] in _OPENERS:
        kind = "that" if words[start] == "that" else "whether"
        if kind in word.frames and not (kind == "whether" and start > at):
            event = _finite(reading, start + 1)
            if event is not None:
                return event
    if at >= len(words):
        return None
    if "for-to" in word.frames and words[at] == "for":
        return object_to(reading, at + 1, extent(sentence, at + 1, clause=True))
    if ("that" in word.frames or "whether" in word.frames) and at < len(words):
        event = _finite(reading, at) if _bare_clause(reading, at) else None
        if event is not None:
            return event
    frames = tuple(f for f in word.frames if f in ("about", "on", "over", "of", "regarding", "concerning", "for"))
    found = complement(sentence, at, frames) if frames else None
    if found is None and "as-to" in word.frames and words[at : at + 2] == ["as", "to"]:
        return _finite(reading, at + 3) if words[at + 2 : at + 3] in (["whether"], ["if"]) else None
    return object_event(reading, found[0], found[1]) if found is not None else None


def _bare_clause(reading: Reading, at: int) -> bool:
    """Whether a subject and its finite verb follow at once, the "that" left out."""
    verb = next((v for v in reading.verbs if v.first >= at), None)
    if verb is None or verb.form != "finite" or not at < verb.first <= at + 12:
        return False
    between = reading.words[at : verb.first]
    return reading.tags[at] not in ("IN", "TO", "CC", "WDT", "WRB") and not any(word in ENDS for word in between)


def _finite(reading: Reading, at: int) -> Event | None:
    """The clause that begins at ``at``, if its verb is not in the past."""
    words = reading.words
    verb = next((v for v in reading.verbs if v.first > at and v.form in ("finite", "base")), None)
    if verb is None or verb.first - at > 25:
        return None
    while at < verb.first and (words[at] in ENDS or reading.tags[at].startswith("RB") or words[at] in ("in", "and")):
        at += 1
    event = verb_event(reading, verb, at)
    if event is None or not (
        verb.modals
        or (reading.tags[verb.head] not in ("VBD", "VBN") and words[verb.first] not in ("has", "have", "had"))
    ):
        return None
    return event


def verb_event(reading: Reading, verb: Verb, floor: int = 0) -> Event | None:
    """The clause of a verb: its subject, not before ``floor``, and all that belongs to it."""
    if verb.head in verb.modals:  # "X will", what it will left out
        return None
    subject = subject_of(reading, verb)
    if subject is not None:
        subject = max(subject[0], floor), subject[1]
    if floor and (subject is None or subject[0] >= subject[1] or subject[1] > verb.first):
        subject = (floor, verb.first) if floor < verb.first else None
    start = verb.first
    end = max(extent(reading.sentence, start, clause=True), verb.last)
    if subject is None and not verb.elided:
        return None
    return Event(subject, (start, end), verb) if start < end else None


def object_to(reading: Reading, first: int, last: int) -> Event | None:
    """Of "X to do": the words before the infinitive are its subject."""
    infinitive = next((v for v in reading.verbs if v.form == "to" and first < v.first < last), None)
    if infinitive is None or reading.words[first] in ("you", "addressee", "addressees"):
        return None
    return Event((first, infinitive.first), (infinitive.first + 1, last), infinitive)


def object_event(reading: Reading, first: int, last: int) -> Event | None:
    """A noun phrase that is an event: no pronoun, no number, nobody's name alone."""
    words, tags = reading.words, reading.tags
    first = _over_noun(reading, first, last)
    if (
        first >= last
        or tags[first] in ("PRP", "CD", "WP", "WDT", "WRB")
        or (words[first] in DUMMIES and last - first == 1)
    ):
        return None
    named = any(one.first <= first + 1 and one.last >= last for one in reading.sentence.named)
    if named or (last - first < 2 and not tags[first].startswith("NN")):
        return None
    return Event(None, (first, last))


def _over_noun(reading: Reading, first: int, last: int) -> int:
    """Past "the likelihood of", "prospects for" before the event itself."""
    at = first
    while at < last and at - first < 3:
        hit = likelihoods_at(reading.words, at)
        if (
            hit is not None
            and hit[1][0].part == "noun"
            and hit[0] < last
            and reading.words[hit[0]] in ("of", "for", "that")
        ):
            return hit[0] + 1
        at += 1
    return first


def subject_event(reading: Reading, subject: tuple[int, int], at: int, verb: Verb) -> Event | None:
    """Of "X is unlikely": the subject itself is the event, with the prepositional phrases behind; for "this" what was said."""
    words = reading.words
    if words[subject[0]] in DUMMIES and subject[1] - subject[0] == 1:
        return _said_before(reading, subject[0])
    if at < len(words) and reading.tags[at].startswith(("NN", "JJ")):  # "a likely place"
        return None
    found = reading.holders.of(reading.sentence, *subject)
    if found and found[0].how != "group" and found[0].first <= subject[0] + 1 and found[0].last >= subject[1]:
        return None
    end = at
    if at < len(words) and reading.tags[at] in ("IN", "TO") and words[at] not in ("that", "if", "whether", "but"):
        end = max(extent(reading.sentence, at), at)
    if subject[1] - subject[0] == 1 and reading.tags[subject[0]] == "PRP":
        return None
    return Event(subject, (at, end), verb)


def _said_before(reading: Reading, at: int) -> Event | None:
    """What "this" stands for: what the first verb before it with a complement tells of."""
    for verb in reading.verbs:
        if verb.last >= at:
            break
        if verb.form == "to":
            end = next((i for i in range(verb.last, at) if reading.words[i] in ("(", ";", "but")), 0)
            if end:
                return Event(None, (verb.head, end), verb)
    return None


def subject_of(reading: Reading, verb: Verb) -> tuple[int, int] | None:
    """A verb's subject without the clause before it or an opening phrase in front of a comma."""
    if verb.subject is None:
        return None
    first, last = verb.subject
    words = reading.words
    listed = any(word in ("and", "or", "&") for word in words[first:last])
    for at in range(first, last - 1):
        if words[at] == "," and not (listed and any(one.last in (at, at - 1) for one in reading.sentence.named)):
            first = at + 1
    if words[last - 1] in ("it", "there"):  # "without X it will be hard"
        first = last - 1
    while first < last and words[first] in ("that", "and", "but") and last - first > 1:
        first += 1
    return (first, last) if first < last else None


def infinitive_at(reading: Reading, at: int) -> bool:
    """Whether an infinitive with "to" begins at ``at``."""
    return at + 1 < len(reading.words) and reading.words[at] == "to" and reading.tags[at + 1].startswith(("VB", "RB"))


def is_verb(word: str, kind: str) -> bool:
    """Whether a word is a form of a verb of a kind: ``linking``, ``believing``, ``planning``, ``trying``."""
    among = frozenset(likelihood_words(kind))
    return lemma(word, among) in among
