"""Stances told by a noun: "French opposition to T", "X expressed support for T", "support from X and Y", "X's proposal"."""

from __future__ import annotations

from collections.abc import Iterator

from cablegram.positions.cues import Occurrence
from cablegram.positions.degrees import carries, weigh
from cablegram.positions.drafts import Draft, Reading, basis_of
from cablegram.positions.holders import Holder
from cablegram.positions.joining import agents_end
from cablegram.positions.noun_phrases import behind_which, pair, phrase_start
from cablegram.positions.targets import complement, inserted
from cablegram.positions.verb_groups import Verb
from cablegram.tables.clause_words import clause_words
from cablegram.tables.inflection import lemmas
from cablegram.tables.stances import Cue

_OWNERS = ("of", "by", "from", "among")


def by_noun(reading: Reading, found: Occurrence) -> Iterator[Draft]:
    """The drafts of a noun cue."""
    start = phrase_start(reading, found.first)
    owners, own_first = _owners_before(reading, start, found.first)
    after = found.last
    how = "noun-owner"
    if not owners and after < len(reading.words) and reading.words[after] in _OWNERS:
        end = agents_end(reading, after + 1)
        owners = reading.holders.of(reading.sentence, after + 1, end) if end > after + 1 else []
        if owners and reading.words[after] == "of" and any(one.frames[:1] == ("of",) for one in found.rows):
            owners = []  # "acceptance of T": what stands behind is what is accepted
        if owners:
            after = end
            how = "noun-by"
    verb, after_by = None, 0
    if not owners:
        owners, verb, after_by = _carried(reading, found, start)
        how = "noun-passive" if after_by else "noun-carrier"
    cut = None
    if not owners:
        fit = complement(reading.sentence, after, found.rows[0].frames)
        if fit is not None:
            owners, cut = _trailing(reading, fit)
            how = "noun-from"
    subject = None
    supported = how == "noun-owner" and found.rows[0].cue in clause_words("given")
    if owners and (how in ("noun-by", "noun-from") or supported):  # "T met with criticism from X", "T has X's support"
        subject = _drawn(reading, start)
    if not owners and _there(reading, start):  # "said there was no need for T"
        owners, inherited = reading.source(found.first)
        owners = [] if inherited else owners
        how = "noun-there"
    unlikely = {"little", "no", "scant", "faint", "small"} & set(reading.words[start : found.first])
    if found.rows[0].cue == "hope" and unlikely:
        return  # "sees little hope of T": a forecast
    if _given_up(reading, start, own_first):
        return
    if not owners:
        return
    negations = int("no" in reading.words[start : found.first])
    if verb is not None:
        negations += len(verb.negators)
    about = reading.degrees(verb, start, found.last)
    for cue in found.rows:
        refrains = "not" in reading.words[after : after + 2]  # "its policy of not doing T"
        if cue.weight == "loose" and (how != "noun-owner" or (cue.basis == "stated" and not refrains)):
            continue
        fit = complement(reading.sentence, after, cue.frames)
        if fit is not None and cut is not None:
            fit = fit[0], min(fit[1], cut), fit[2]
        if fit is None and how in ("noun-by", "noun-passive"):
            fit = complement(reading.sentence, found.last, [f for f in cue.frames if f not in ("of",)])
        if fit is None and after_by:  # "doubt was voiced by X about T"
            fit = complement(reading.sentence, after_by, [f for f in cue.frames if f != "object"])
        if fit is None and how in ("noun-owner", "noun-by"):
            fit = _predicated(reading, after, cue)
        if fit is None and reading.words[after : after + 1] == [","]:  # "resistance, joined by Y, to T"
            fit = _over_insertion(reading, after, cue.frames)
        if fit is None:
            fit = _placed(reading, after)
        if fit is None and how == "noun-carrier" and verb is not None:
            fit = behind_which(reading, verb)
        if cue.basis == "blamed_by_other":
            fit = _blamed_for(reading, start, found.last)
            if fit is None:
                return
        if subject is not None:
            fit = None
        itself = (
            cue.basis in ("proposer", "own_bid")
            and how == "noun-owner"
            and reading.words[own_first] not in ("its", "his", "her")
        )
        if cue.weight == "loose" and fit is None and not itself and subject is None:
            continue
        made = weigh(cue, about, negations, [])
        if made is None:
            return
        cue_range = (found.first, found.last)
        if (fit is not None and reading.words[fit[0]] == "not") or (
            fit is not None and reading.words[fit[0] : fit[0] + 2] == ["to", "not"]
        ):
            turned = weigh(cue, about, negations + 1, [])
            if turned is None:
                return
            made, fit = turned, (fit[0] + (1 if reading.words[fit[0]] == "not" else 2), fit[1], fit[2])
        if fit is not None:
            for left, right in reading.targets(fit[0], fit[1]):
                yield Draft(owners, cue_range, (left, right), made, basis_of(cue), how)
        elif subject is not None:
            yield Draft(owners, cue_range, subject, made, basis_of(cue), "noun-drawn")
        elif itself:
            yield Draft(owners, cue_range, (own_first, found.last), made, basis_of(cue), "noun-itself")
        elif (
            cue.weight == "firm"
            and cue.basis == "stated"
            and (how != "noun-owner" or cue.stance == "oppose")
            and (how != "noun-passive" or verb is None or carries(reading.words[verb.head]))
        ):
            yield Draft(owners, cue_range, None, made, basis_of(cue), f"{how}-context")
        else:
            continue
        return


def _predicated(reading: Reading, at: int, cue: Cue) -> tuple[int, int, str] | None:
    """``X's preference is for T``, ``X's aim is to do T``, ``X's concern is T``: the complement behind the copula."""
    verb = next((one for one in reading.verbs if one.first == at and one.copula and one.form == "finite"), None)
    if verb is None or verb.negators:
        return None
    if cue.stance.endswith("oppose"):
        about = {"about", "over", "that"} & set(cue.frames)
        determined = reading.tags[verb.last : verb.last + 1] in (["DT"], ["IN"])
        return complement(reading.sentence, verb.last, ("that", "object")) if about and determined else None
    return complement(reading.sentence, verb.last, [f for f in cue.frames if f not in ("of", "object", "on")])


def _drawn(reading: Reading, start: int) -> tuple[int, int] | None:
    """``T drew criticism from X``, ``T met with skepticism from X``: T is the subject of the verb."""
    for verb in reading.verbs:
        if verb.last <= start <= verb.last + 3 and verb.subject is not None and not verb.passive:
            met = reading.words[verb.head] in ("met", "meets", "meet") and reading.words[verb.last : verb.last + 1] == [
                "with"
            ]
            if met or carries(reading.words[verb.head], "object holds"):
                return verb.subject
    return None


def _there(reading: Reading, start: int) -> bool:
    """Whether "there is" stands before a noun phrase."""
    verb = reading.verb_before(start)
    return verb is not None and verb.copula and verb.subject is not None and reading.words[verb.subject[0]] == "there"


def _given_up(reading: Reading, start: int, owner: int) -> bool:
    """``withdrew its proposal``: who gives it up holds it no more."""
    verb = reading.verb_before(start)
    return (
        verb is not None
        and reading.tags[owner] == "PRP$"
        and bool(set(lemmas(reading.words[verb.head])) & clause_words("giving-up"))
    )


def _blamed_for(reading: Reading, start: int, end: int) -> tuple[int, int, str] | None:
    """``due to X's intransigence, T appears unlikely``: what suffers is what X is said to stand against (R11)."""
    if not {"due", "because", "owing", "thanks", "given"} & set(reading.words[max(start - 3, 0) : start]):
        return None
    for verb in reading.verbs:
        if verb.first > end and verb.form == "finite" and verb.subject is not None and verb.subject[0] >= end:
            return verb.subject[0], verb.subject[1], "subject"
    return None


def _placed(reading: Reading, at: int) -> tuple[int, int, str] | None:
    """``the weight they attach to T``: the target behind a relative clause with place, attach or put."""
    for verb in reading.verbs:
        if at <= verb.first <= at + 4 and set(lemmas(reading.words[verb.head])) & clause_words("bearing"):
            return complement(reading.sentence, verb.last, ("on", "to+", "in", "for", "with", "about", "over"))
    return None


def _over_insertion(reading: Reading, comma: int, frames: tuple[str, ...]) -> tuple[int, int, str] | None:
    for at in range(comma + 1, min(comma + 10, len(reading.words))):
        if reading.words[at] == ",":
            return complement(reading.sentence, at + 1, frames)
    return None


def _owners_before(reading: Reading, start: int, noun: int) -> tuple[list[Holder], int]:
    """Who stands before the noun in its phrase: "U.S. proposals", "France's bid", "their initiative"."""
    inside = [named for named in reading.sentence.named if start <= named.first and named.last <= noun]
    if not inside:
        word = reading.words[start] if start < noun else ""
        if word in ("his", "her", "their", "its") and reading.holders.last is not None:
            return reading.holders.of(reading.sentence, start, start + 1), start
        return [], start
    nearest = max(inside, key=lambda one: (one.last, one.last - one.first))
    if reading.words[nearest.first] in ("both", "all", "some", "each", "either"):
        return [], start
    if _plural_between(reading, nearest.last, noun):
        return [], start
    first = nearest.first
    if nearest.mention.form == "pronoun":
        found = reading.antecedent(start)
        if found and reading.words[first] in ("its", "their", "his", "her"):
            return [
                Holder(one.name, one.id, first, nearest.last, reading.words[first], one.person, "possessive")
                for one in found
            ], start
    while pair(reading, first - 1):
        first = min(n.first for n in reading.sentence.named if n.last == first - 1)
    own = first - 1 if first > start and reading.tags[first - 1] == "DT" else first
    return reading.holders.of(reading.sentence, first, nearest.last), own


def _plural_between(reading: Reading, at: int, noun: int) -> bool:
    """Whether a form in -s parts a name from a plural: no noun before another but a verb ("Peru counts votes for")."""
    parts = reading.tags[at:noun]
    return parts[-1:] == ["NNS"] and reading.tags[noun] == "NNS" and not {"POS", "CC", "IN"} & set(parts)


def _carried(reading: Reading, found: Occurrence, start: int) -> tuple[list[Holder], Verb | None, int]:
    """The subject of the verb that carries the noun, and in the passive where its agents end, else 0: "X expressed support",
    "support was voiced by X", "X closed with an appeal", "X is an opponent"."""
    end = found.last
    fit = complement(reading.sentence, end, found.rows[0].frames)
    behind = fit[1] if fit is not None else end
    for verb in reading.verbs:
        if verb.last <= start and start - verb.last <= 3 and not verb.passive:
            skipped = 3 if inserted(reading.sentence, verb.last) else 0
            between = set(reading.words[verb.last + skipped : start])
            agent = verb.copula and found.rows[0].cue in clause_words("agent")
            closed = reading.words[verb.last] == "with" and set(lemmas(reading.words[verb.head])) & clause_words(
                "speech-frame"
            )
            if (carries(reading.words[verb.head]) or agent or closed) and not {",", ";", "that"} & between:
                return reading.subject(verb), verb, 0
        near = end <= verb.first <= end + 2 or behind <= verb.first <= behind + 1
        if near and verb.last < len(reading.words):
            by = reading.words[verb.last] == "by" and verb.passive and carries(reading.words[verb.head])
            came = reading.words[verb.last] == "from" and reading.words[verb.head] in (
                "came",
                "comes",
                "come",
                "coming",
            )
            if by or came:
                last = agents_end(reading, verb.last + 1)
                return reading.holders.of(reading.sentence, verb.last + 1, last), verb, last
    return [], None, 0


def _trailing(reading: Reading, fit: tuple[int, int, str]) -> tuple[list[Holder], int]:
    """``support for T from X``: who stands at the end of the complement, and where that begins."""
    for at in range(fit[1] - 1, fit[0], -1):
        if reading.words[at] in ("from", "among") and any(
            one.first in (at + 1, at + 2) for one in reading.sentence.named
        ):
            end = agents_end(reading, at + 1)
            if end >= fit[1]:
                return reading.holders.of(reading.sentence, at + 1, end), at
    return [], fit[1]
