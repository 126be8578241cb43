"""Stances that are still open, refused for now, or beside another's: "X's view on T is not firm yet", "no decision was
taken on T", "X will not do T until C", "X sees few differences with Y on T" (`positions-guideline.md`, 3.1, R4, R12)."""

from __future__ import annotations

from collections.abc import Iterator

from cablegram.positions.degrees import Weighed, sign
from cablegram.positions.drafts import Draft, Reading
from cablegram.positions.labels import label
from cablegram.positions.no_stances import forecast
from cablegram.positions.noun_phrases import phrase_start
from cablegram.positions.records import Position, Stance
from cablegram.positions.targets import complement, extent
from cablegram.tables.clause_words import clause_words
from cablegram.tables.inflection import lemmas

_ON = ("on", "toward", "about", "regarding", "as-to", "whether")
_BESIDE: dict[int, Stance] = {1: "lean_support", 0: "neutral", -1: "lean_oppose"}


def by_openness(reading: Reading) -> Iterator[Draft]:
    """Positions and decisions that are not there yet."""
    words = reading.words
    for at, word in enumerate(words):
        if word not in clause_words("openable"):
            continue
        fit = complement(reading.sentence, at + 1, _ON)
        if fit is None:
            continue
        target = fit[:2]
        start = phrase_start(reading, at)
        verb = next((one for one in reading.verbs if one.first >= at and one.form == "finite"), None)
        taken = reading.verb_before(start)  # "has not taken a decision on T"
        if taken is not None and taken.negators:
            verb = taken
        if verb is None or not set(lemmas(words[verb.head])) & clause_words("settling"):
            continue
        target = (target[0], min(target[1], verb.first)) if target[0] < verb.first else target
        none = words[start] in ("no", "neither")
        if not (verb.negators or none) or target[0] >= target[1]:
            continue
        holders = [] if none else reading.holders.of(reading.sentence, start, at)
        if not holders and verb is taken:
            holders = reading.subject(verb)
        if not holders:
            holders, inherited = reading.source(at)
            holders = [] if inherited else holders
        if holders:
            made = Weighed("neutral", "plain", negated=True, undecided=True, steps=[f"{word} not settled: neutral"])
            yield Draft(holders, (min(start, verb.first), max(verb.last, at + 1)), target, made, "stated", "undecided")


def by_refusal(reading: Reading) -> Iterator[Draft]:
    """``X will not begin T until C``: against T for now, whatever the verb (R4)."""
    words = reading.words
    for verb in reading.verbs:
        will = {"will", "would", "won't", "wouldn't"} & {words[at] for at in verb.modals}
        if verb.form != "finite" or not will or len(verb.negators) % 2 == 0 or verb.copula or verb.passive:
            continue
        if verb.subject is None or any(one.first <= verb.head < one.last for one in reading.cues):
            continue
        end = extent(reading.sentence, verb.head)
        if verb.last >= end or words[end : end + 1] not in (["until"], ["unless"]) or forecast(reading, verb):
            continue
        holders = reading.subject(verb)
        if holders:
            made = Weighed("oppose", "plain", negated=True, steps=[f"will not {words[verb.head]} {words[end]}: oppose"])
            yield Draft(holders, (verb.first, verb.last), (verb.head, end), made, "stated", "refusal")


def by_difference(reading: Reading, known: list[Position]) -> Iterator[Draft]:
    """``sees few differences with Y on T``: Y's stance on T, where it is told, one step weaker; else neutral."""
    words = reading.words
    for at, word in enumerate(words):
        if word not in clause_words("difference") or words[at + 1 : at + 2] != ["with"]:
            continue
        if not clause_words("small") & set(words[max(at - 3, 0) : at]):
            continue
        end = next((i for i in range(at + 2, min(at + 12, len(words))) if words[i] in ("on", "over", "about")), None)
        verb = reading.verb_before(phrase_start(reading, at))
        if end is None or verb is None:
            continue
        others = reading.holders.of(reading.sentence, at + 2, end)
        fit = complement(reading.sentence, end, ("on", "over", "about"))
        holders = reading.subject(verb)
        if not others or fit is None or not holders:
            continue
        stance = _stance_of(others[0].name, reading.passages.words_of(*reading.sentence.text_range(*fit[:2])), known)
        made = Weighed(_BESIDE[stance], "weak", steps=[f"little between it and {others[0].name}: {_BESIDE[stance]}"])
        yield Draft(holders, (verb.first, at + 1), fit[:2], made, "alignment", "difference", aligned=[others[0].name])


def _stance_of(holder: str, target: str, known: list[Position]) -> int:
    """The sign of a holder's stance on what shares a telling word with the target; 0 where none is known."""
    wanted = set(label(target).split("-"))
    for one in known:
        if one.holder == holder and wanted & set(one.target.split("-")) - _COMMON:
            return sign(one.stance)
    return 0


_COMMON = frozenset(["question", "issue", "matter", "new", "draft", "text"])
