"""Stances told by a judgement: "T is unnecessary", "X considers T premature", "X said T should be done"."""

from __future__ import annotations

from collections.abc import Iterator

from cablegram.positions.cues import Occurrence
from cablegram.positions.degrees import weigh
from cablegram.positions.drafts import Draft, Reading, basis_of
from cablegram.positions.holders import Holder
from cablegram.positions.joining import agents_end
from cablegram.positions.sources import governing
from cablegram.positions.targets import complement, extent
from cablegram.positions.verb_groups import Verb
from cablegram.tables.clause_words import clause_words
from cablegram.tables.inflection import lemmas
from cablegram.tables.stances import Cue

_EMPTY = frozenset(("it", "there", "this", "that"))


def by_judgement(reading: Reading, found: Occurrence) -> Iterator[Draft]:
    """The drafts of an adjective or noun that judges its subject."""
    if reading.words[found.first] in clause_words("modal"):
        return
    verb = reading.verb_before(found.first)
    considered = _considered(reading, found)
    cue = found.rows[0]
    if considered is not None:
        holders, target, judging = considered
        made = weigh(
            cue,
            reading.degrees(None, found.first, found.last),
            len(judging.negators) + _not_before(reading, found, judging),
            [],
        )
        if made is not None and holders and cue.weight != "loose":
            yield Draft(holders, (found.first, found.last), target, made, basis_of(cue), "considered")
        return
    if verb is None or not (verb.copula or reading.words[verb.head] in clause_words("link")):
        return
    if (
        reading.words[verb.first - 1] in ("which", "who", "that")
        and verb.first > 0
        and reading.tags[verb.first - 1].startswith("W")
    ):
        return
    judged = _target(reading, found, verb, cue)
    holders, inherited = _to_whom(reading, found), False
    negations = len(verb.negators) + _not_before(reading, found, verb)
    if not holders:
        nearest = governing(reading.sources, found.first)
        if nearest and nearest[0].verb is not None and nearest[0].verb.form == "ing" and cue.weight == "loose":
            return
        holders, inherited = reading.source(found.first)
        negations += _doubting(reading, found.first)
    if (
        not holders
        or judged is None
        or (inherited and cue.weight != "firm")
        or (cue.weight == "loose" and (inherited or not cue.stance.endswith("oppose")))
    ):
        return
    made = weigh(cue, reading.degrees(verb, found.first, found.last), negations, [])
    if made is not None:
        yield Draft(
            holders, (found.first, found.last), reading.narrowed(*judged), made, basis_of(cue), "judged", inherited
        )


def _not_before(reading: Reading, found: Occurrence, verb: Verb) -> int:
    at = found.first - 1
    return int(at >= 0 and at not in verb.negators and reading.words[at] in ("not", "no", "hardly"))


def _doubting(reading: Reading, at: int) -> int:
    """ "X does not believe T is feasible": the negation stands at the believing."""
    for verb in reversed(reading.verbs):
        if verb.last <= at and verb.negators and set(lemmas(reading.words[verb.head])) & clause_words("thinking"):
            return 1
    return 0


def _target(reading: Reading, found: Occurrence, verb: Verb, cue: Cue) -> tuple[int, int] | None:
    """What is judged: the subject, or the clause that an empty "it" points to; ``None`` for an "it" that points nowhere."""
    subject = verb.subject
    if subject is not None and reading.words[subject[0]] in ("which", "who", "what"):
        return None
    empty = subject is None or (subject[1] - subject[0] == 1 and reading.words[subject[0]] in _EMPTY)
    if not empty:
        return subject
    frames = [frame for frame in cue.frames if frame != "subject"]
    fit = complement(reading.sentence, found.last, [*frames, "for-to", "to", "that", "ing"])
    return fit[:2] if fit is not None else None


def _to_whom(reading: Reading, found: Occurrence) -> list[Holder]:
    """``acceptable to X``, ``difficult for X``."""
    at = found.last
    if not set(reading.words[found.first : at]) & clause_words("judged-by"):
        return []
    if at + 1 < len(reading.words) and reading.words[at] in ("to", "for") and not reading.tags[at + 1].startswith("VB"):
        end = agents_end(reading, at + 1)
        if end > at + 1 and not (reading.words[at] == "for" and reading.words[end : end + 1] == ["to"]):
            return reading.holders.of(reading.sentence, at + 1, end)
    return []


def _considered(reading: Reading, found: Occurrence) -> tuple[list[Holder], tuple[int, int], Verb] | None:
    """``X considers T premature``, ``X judges T to be vital``, ``X sees T as useful``: holders, target, verb."""
    for verb in reversed(reading.verbs):
        if verb.last > found.first or verb.copula:
            continue
        if verb.form not in ("finite", "ing", "to") or not set(lemmas(reading.words[verb.head])) & clause_words(
            "thinking", "judging"
        ):
            return None
        start, end = verb.last, found.first
        words = reading.words
        if words[start : start + 1] == ["that"] or words[start:end] == [","]:
            return None
        while end > start and words[end - 1] in (
            "as",
            "be",
            "to",
            "not",
            "both",
            "a",
            "an",
            "too",
            "very",
            "highly",
            "being",
        ):
            end -= 1
        if any(one.form == "finite" and start <= one.first < found.first for one in reading.verbs):
            return None
        if words[start : start + 1] == ["it"] and end - start == 1:
            fit = complement(reading.sentence, found.last, ["for-to", "to", "that", "ing"])
            if fit is None and words[end : end + 1] == ["as"]:  # "sees it as premature"
                return reading.subject(verb), (start, end), verb
            return (reading.subject(verb), fit[:2], verb) if fit is not None else None
        if start < end and end - start < 30 and extent(reading.sentence, start) >= end - 1:
            return reading.subject(verb), (start, end), verb
        return None
    return None


def by_best(reading: Reading) -> Iterator[Draft]:
    """``X said the best way to do S was to do T``: what a source calls the best, only or right course."""
    for verb in reading.verbs:
        if not verb.copula or verb.form != "finite" or verb.subject is None:
            continue
        subject = range(*verb.subject)
        praised = [
            at
            for at in subject
            if reading.words[at] in clause_words("praise")
            and set(reading.words[at + 1 : min(at + 3, verb.subject[1])]) & clause_words("course")
        ]
        fit = complement(reading.sentence, verb.last, ("to", "that", "for-to", "ing", "object"))
        holders, inherited = reading.source(verb.head)
        if not praised or fit is None or not holders or inherited:
            continue
        cue = Cue(reading.words[praised[0]], (), "evaluative", "support", "plain", (), "stated", "oppose", "usual", "")
        made = weigh(cue, (), len(verb.negators) + _doubting(reading, verb.first), [])
        if made is not None:
            yield Draft(holders, (praised[0], praised[0] + 2), fit[:2], made, "stated", "best", inherited)


def by_modal(reading: Reading) -> Iterator[Draft]:
    """``X said T should be done``: what a source says somebody must, should or ought to do (R15)."""
    for verb in reading.verbs:
        modals = [at for at in verb.modals if reading.words[at].removesuffix("n't") in clause_words("modal")]
        needed = reading.words[verb.head] in ("needs", "need", "needed", "has", "have", "had") and reading.words[
            verb.last : verb.last + 1
        ] == ["to"]
        if not modals and not (needed and reading.words[verb.head] in ("needs", "need", "needed")):
            continue
        if verb.form != "finite" or verb.first == 0 or verb.subject is None:
            continue
        start = verb.subject[0]
        if verb.subject[1] - start == 1 and reading.words[start] in ("them", "him", "her", "me"):
            continue
        if start > 0 and reading.words[start - 1] in ("if", "whether", "what", "who", "how", "why", "which", "when"):
            continue
        if reading.words[verb.first - 1] in ("which", "who", "that", "what", "how", "why", "if"):
            continue
        if reading.words[verb.last : verb.last + 1] == ["no"] and set(lemmas(reading.words[verb.head])) & clause_words(
            "posing"
        ):
            continue  # "this should cause no trouble": a forecast
        if (
            verb.passive
            and reading.words[start] == "it"
            and set(lemmas(reading.words[verb.head])) & clause_words("saying", "thinking")
        ):
            continue  # "it should be noted that"
        holders, inherited = reading.source(verb.head)
        if not holders or inherited:
            continue
        if verb.coordinate is not None:
            start = verb.first
        if reading.words[start] == "there" and verb.copula:
            start = verb.last  # "there must be T"
        end = extent(reading.sentence, start, clause=True)
        if end <= verb.head:
            continue
        at = modals[0] if modals else verb.head
        cue = Cue(reading.words[at], (), "modal", "support", "plain", (), "stated", "oppose", "usual", "")
        nobody = reading.words[verb.subject[0]] in ("no", "nobody", "none", "neither")
        negations = len(verb.negators) + _doubting(reading, verb.first) + nobody
        made = weigh(cue, reading.degrees(verb, verb.first, verb.head), negations, [])
        if made is not None:
            yield Draft(holders, (at, at + 1), (start, end), made, "stated", "modal", inherited)
