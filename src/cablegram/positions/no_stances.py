"""What looks like a stance told by a verb and is none: forecasts, suppositions, facts that are only told, wishes to talk."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from cablegram.positions.cues import Occurrence
from cablegram.positions.degrees import carries
from cablegram.positions.drafts import Reading
from cablegram.positions.holders import Holder
from cablegram.positions.sources import governing
from cablegram.positions.verb_groups import Verb
from cablegram.tables.clause_words import clause_words
from cablegram.tables.inflection import forms, lemmas
from cablegram.tables.stances import Cue


def of_future(reading: Reading, fit: tuple[int, int, str]) -> bool:
    """Whether a clause tells of what will be: "doubts that they would" is an expectation."""
    return any(reading.words[at] in ("would", "will") for at in range(fit[0], fit[1]))


def tables_text(reading: Reading, found: Occurrence, cue: Cue) -> bool:
    """Whether a loose verb of proposing has a text as its object: "introduced a resolution", "circulated a draft"."""
    if cue.basis != "proposer":
        return False
    words = reading.words[found.last : found.last + 5]
    return any(word in clause_words("instrument") for word in words)


def clause_ends(reading: Reading, at: int) -> bool:
    """Whether nothing that could be a complement follows: the clause ends, or goes on with a conjunction or adverb."""
    if at >= len(reading.words):
        return True
    denied = reading.words[at] == "not" and reading.words[at + 1 : at + 2] == ["to"]
    return not denied and not reading.tags[at].startswith(("NN", "DT", "JJ", "PRP", "CD", "VB", "TO", "W"))


@cache
def _wishes() -> frozenset[str]:
    """The forms of verbs of wishing, whose infinitive may be a mere wish to talk."""
    return frozenset(form for verb in clause_words("wishing") for form, _ in forms(verb))


def trivial(reading: Reading, fit: tuple[int, int, str], telling: bool) -> bool:
    """Whether an infinitive tells of a talk and no policy ("wished to hear her opinion"), or the object is a mere "view"."""
    first, last, frame = fit
    if frame == "to" and reading.words[first - 1] in _wishes():
        verbs = [word for word in reading.words[first : min(first + 3, last)] if word not in ("to", "not")]
        return bool(verbs) and any(one in clause_words("trivial") for one in lemmas(verbs[0]))
    return (
        telling
        and frame == "object"
        and any(word in clause_words("opinion") for word in reading.words[first : min(first + 3, last)])
    )


def unsaid(reading: Reading, verb: Verb) -> bool:
    """Whether a clause is what somebody did not say, denied, or is not made, obliged or yet to do: no stance of his."""
    governor = verb.governor
    if governor is not None and verb.form == "to":
        yet = "yet" in reading.words[governor.first : verb.first]
        open_ = "whether" in reading.words[governor.last : verb.first]
        known = set(lemmas(reading.words[governor.head])) & clause_words("semi-auxiliary") or governor.copula
        covered = any(one.first <= governor.head < one.last for one in reading.cues)
        return yet or open_ or bool(governor.negators and not known and not covered)
    start = verb.subject[0] if verb.subject is not None else verb.first
    while start > 0 and reading.words[start - 1] in ("that", "the"):
        start -= 1
    teller = next((one for one in reading.verbs if one.last == start and one.form == "finite"), None)
    if teller is None or teller is verb:
        return False
    base = set(lemmas(reading.words[teller.head]))
    bidden = (
        verb.last - verb.first == 1
        and reading.tags[verb.head] in ("VB", "VBP")
        and any(  # "asked that Y support T"
            one.first <= teller.head < one.last and any("object-to" in cue.frames for cue in one.rows)
            for one in reading.cues
        )
    )
    return bidden or bool(base & clause_words("denying")) or bool(teller.negators and base & clause_words("saying"))


def hypothetical(reading: Reading, verb: Verb) -> bool:
    """Whether a verb stands in a clause with "if": what somebody would do is no stance."""
    start = verb.subject[0] if verb.subject is not None else verb.first
    return start > 0 and reading.words[start - 1] in ("if", "whether", "unless") and verb.coordinate is None


def carries_noun(reading: Reading, verb: Verb, start: int) -> bool:
    """Whether the object of the verb is itself a noun of stance that it carries: "noted the value of T"."""
    return carries(reading.words[verb.head]) and any(
        one.part == "noun"
        and start <= one.first <= start + 3
        and reading.tags[start] in ("DT", "PRP$", "JJ", "NN", "NNS")
        and one.rows[0].basis == "stated"
        for one in reading.cues
    )


def passes_on(reading: Reading, fit: tuple[int, int, str], holders: Sequence[Holder]) -> bool:
    """Whether the object is somebody else's proposal: "floated Peru's offer" is the messenger's stance on nothing."""
    for one in reading.cues:
        if one.part != "noun" or one.rows[0].basis != "proposer" or not fit[0] < one.first <= fit[0] + 5:
            continue
        for named in reading.sentence.named:
            if fit[0] <= named.first and named.last <= one.first and named.mention.form == "name":
                owner = reading.holders.by_mention(reading.sentence, named)
                return owner is not None and all(owner.name != holder.name for holder in holders)
    return False


def forecast(reading: Reading, verb: Verb) -> bool:
    """Whether a verb tells what somebody is expected to do, which is no stance of his (R14)."""
    if (
        not any(reading.words[at] in ("will", "would", "may", "might", "can", "could", "shall") for at in verb.modals)
        and verb.form != "to"
    ):
        return False
    for source in governing(reading.sources, verb.head):
        believed = source.thinks and source.verb is not None and source.verb is not verb
        own = verb.subject is not None and {one.name for one in source.holders} & {
            one.name for one in reading.subject(verb)
        }
        if believed and not own and {"would", "will"} & {reading.words[at] for at in verb.modals}:
            return True  # "we believe they would accept T"
    start = max((verb.subject[0] if verb.subject else verb.first) - 8, 0)
    before = reading.words[start : verb.first]
    for at in range(len(before) - 1, -1, -1):
        if before[at] in (".", ";", ","):
            return False
        if before[at] in clause_words("forecast"):
            return True
    return False


def asked(reading: Reading, verb: Verb) -> bool:
    """Whether a verb tells what its subject was asked to do: "urged Turkey to support T" is the asker's stance alone."""
    governor = verb.governor
    if governor is None or verb.form != "to":
        return False
    if set(lemmas(reading.words[governor.head])) & clause_words("semi-auxiliary") or governor.copula:
        return False
    between = reading.tags[governor.last : verb.first]
    if not any(tag.startswith(("NN", "PRP", "DT")) for tag in between):
        return False
    somebody = "PRP" in between or any(governor.last <= one.first < verb.first for one in reading.sentence.named)
    taken = bool(set(lemmas(reading.words[governor.head])) & clause_words("occasion"))
    return somebody or not taken  # but "took the floor to support T" is the subject's own
