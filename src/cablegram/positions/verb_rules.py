"""Stances told by a verb, or by an adjective of the holder: "X supports T", "T was rejected by X", "X is prepared to do T"."""

from __future__ import annotations

from collections.abc import Iterator

from cablegram.positions.cues import Occurrence
from cablegram.positions.degrees import Weighed, weigh
from cablegram.positions.drafts import Draft, Reading, basis_of
from cablegram.positions.holders import Holder
from cablegram.positions.joining import agents_end, joined_at, shared_object
from cablegram.positions.no_stances import (
    asked,
    carries_noun,
    clause_ends,
    forecast,
    hypothetical,
    of_future,
    passes_on,
    tables_text,
    trivial,
    unsaid,
)
from cablegram.positions.records import Stance
from cablegram.positions.targets import complement
from cablegram.positions.verb_drafts import drafts_of
from cablegram.positions.verb_groups import Verb
from cablegram.positions.verb_targets import antecedent, cleft, matter_of, phrase_before, with_brackets, with_partner
from cablegram.tables.clause_words import clause_words
from cablegram.tables.inflection import lemmas
from cablegram.tables.stances import Cue


def by_verb(reading: Reading, found: Occurrence) -> Iterator[Draft]:
    """The drafts of a verb cue."""
    verb = reading.verb_at(found.first)
    if verb is None or not found.first <= verb.head < found.last:
        return
    following = reading.words[found.last] if found.last < len(reading.words) else ""
    if (verb.passive or verb.form == "ed") and following == "by":
        if joined_at(reading, found.first)[0] is not None and (
            found.first == 0 or reading.words[found.first - 1] == ","
        ):
            return  # "X, supported by Y, ...": see alike
        yield from _passive(reading, found, verb)
        return
    before = reading.words[found.first - 1] if found.first else ""
    if verb.form == "ed" and (before == "'s" or reading.tags[found.first - 1] == "PRP$"):
        yield from _owned(reading, found)
        return
    if verb.passive or (verb.form == "ed" and verb.subject is None):
        return
    holders = reading.subject(verb)
    if verb.form == "ing" and before in ("before", "after", "without", "from", "against"):
        return
    if found.rows[0].frames == ("subject",) and found.rows[0].weight != "loose":
        yield from _judged(reading, found, found.rows[0], verb)
        return
    if not holders or any(no(reading, verb) for no in (asked, forecast, hypothetical, unsaid)):
        return
    if {"may", "might"} & set(_modals(reading, verb)) and set(lemmas(reading.words[verb.head])) & clause_words(
        "wishing"
    ):
        return  # "you may wish to": an advice of the author
    if {"may", "might"} & set(_modals(reading, verb)) and all(one.stance.endswith("oppose") for one in found.rows):
        return  # "might oppose": a forecast
    telling = bool(set(lemmas(reading.words[verb.head])) & clause_words("saying", "thinking"))
    for cue in best_rows(reading, found):
        refused = (
            bool(verb.negators)
            and bool(_REFUSING & set(_modals(reading, verb)))
            and cue.stance == "support"
            and cue.stance_negated == "oppose"
        )
        if cue.weight == "loose" and not tables_text(reading, found, cue) and not refused:
            continue
        fit, partners = with_partner(reading, found, cue)
        fit = fit or complement(reading.sentence, found.last, cue.frames) or shared_object(reading, found, cue.frames)
        if fit is None:
            fit = antecedent(reading, verb, cue.frames)
        fit = fit or cleft(reading, found, verb)
        if fit is not None and fit[2] == "that" and cue.stance == "lean_oppose" and of_future(reading, fit):
            return  # "doubts that they would": an expectation
        if (
            telling
            and not partners
            and cue.basis != "proposer"
            and cue.weight != "firm"
            and fit is not None
            and fit[2] == "that"
        ):
            return  # what is only told or thought is a fact; what should be done is the modal's
        asks = following in ("if", "whether", "what", "why", "how", "when", "who", "which")
        if fit is not None and (
            trivial(reading, fit, telling) or (asks and fit[2] == "that" and cue.stance == "support")
        ):
            return
        holders = [*holders, *partners]
        if fit is None and ("none" not in cue.frames or not clause_ends(reading, found.last)):
            continue
        if fit is not None and carries_noun(reading, verb, fit[0]):
            return
        if fit is not None and cue.basis == "proposer" and passes_on(reading, fit, holders):
            return
        made = weigh(
            cue,
            reading.degrees(verb, found.first, found.last),
            _negations(reading, verb, found.first, found.last),
            _modals(reading, verb),
        )
        if made is None:
            return
        yield from drafts_of(reading, found, cue, made, holders, fit, verb, "verb")
        return


def _judged(reading: Reading, found: Occurrence, cue: Cue, verb: Verb) -> Iterator[Draft]:
    """``X said T serves no purpose``: a verb that judges its subject, in the mouth of a source."""
    holders, inherited = _among(reading, found.last), False
    if not holders:
        holders, inherited = reading.source(found.first)
    if not holders or inherited or verb.subject is None or verb.form != "finite":
        return
    if verb.subject[1] - verb.subject[0] == 1 and reading.tags[verb.subject[0]] in ("PRP", "WDT", "EX", "WP"):
        return
    made = weigh(cue, reading.degrees(verb, found.first, found.last), len(verb.negators), ())
    if made is not None:
        yield Draft(
            holders, (found.first, found.last), reading.narrowed(*verb.subject), made, basis_of(cue), "verb-judges"
        )


def _among(reading: Reading, at: int) -> list[Holder]:
    """Who is named behind a verb that judges: "T found favor with X", "came under fire from X", "poses problems for X"."""
    if reading.words[at : at + 1] not in (["with"], ["from"], ["for"], ["among"], ["by"]):
        return []
    end = agents_end(reading, at + 1)
    named = any(at < one.first < end and one.mention.form == "name" for one in reading.sentence.named)
    return reading.holders.of(reading.sentence, at + 1, end) if named else []


def by_state(reading: Reading, found: Occurrence) -> Iterator[Draft]:
    """The drafts of an adjective or phrase predicated of the holder."""
    verb = reading.verb_before(found.first)
    inside = reading.verb_at(found.first)
    if inside is not None and inside.passive and inside.head == found.first:
        verb = inside  # "is prepared": the copula and the adjective look like a passive
        holders, negations, modals = reading.subject(verb), _negations(reading, verb), _modals(reading, verb)
    elif verb is not None and (verb.copula or reading.words[verb.head] in clause_words("link", "link-holder")):
        holders, negations, modals = reading.subject(verb), _negations(reading, verb), _modals(reading, verb)
    elif (verb is None or verb.last < found.first) and (
        not reading.tags[found.first].startswith("IN") or found.last - found.first > 1
    ):
        holders, negations, modals = _bare(reading, found), 0, []
    else:
        return
    if found.first and reading.words[found.first - 1] == "not":
        negations = 1
    capacity = range(verb.first if verb else max(found.first - 2, 0), found.first)
    if {"may", "might"} & set(modals):
        return  # "may be willing": a forecast (R14)
    if (
        not holders
        or any(reading.words[at] in clause_words("capacity") for at in capacity)
        or (verb and forecast(reading, verb))
    ):
        return
    for cue in best_rows(reading, found):
        fit = complement(reading.sentence, found.last, cue.frames)
        if (
            fit is not None
            and fit[2] == "that"
            and cue.weight != "firm"
            and set(lemmas(reading.words[found.first])) & clause_words("saying", "thinking")
        ):
            return
        if (
            fit is None
            and cue.stance == "lean_support"
            and reading.drafts
            and reading.words[found.last :][:1] != ["to"]
        ):
            yield from _aligned(reading, found, holders)
            return
        if fit is None and verb is not None:
            fit = matter_of(reading, verb)
        if fit is None and ("none" not in cue.frames or cue.weight == "loose" or not clause_ends(reading, found.last)):
            continue
        if cue.weight == "loose" and (fit is None or reading.tags[found.first] in ("IN", "TO")):
            continue
        made = weigh(cue, reading.degrees(verb, found.first, found.last), negations, modals)
        if made is None:
            return
        yield from drafts_of(reading, found, cue, made, holders, fit, verb, "state")
        return


def best_rows(reading: Reading, found: Occurrence) -> list[Cue]:
    """The rows of a cue, those first whose complement stands there."""
    fitting = [cue for cue in found.rows if complement(reading.sentence, found.last, cue.frames) is not None]
    return [*fitting, *(cue for cue in found.rows if cue not in fitting)]


def _aligned(reading: Reading, found: Occurrence, holders: list[Holder]) -> Iterator[Draft]:
    """``understands X's opposition to T and is sympathetic``: X's stance on T, one step weaker (R12)."""
    model = reading.drafts[-1]
    others = [one for one in holders if all(one.name != other.name for other in model.holders)]
    if not others:
        return
    steps = [*model.weighed.steps, f"sympathetic to {model.holders[0].name}: one step weaker"]
    lowered: dict[Stance, Stance] = {"support": "lean_support", "oppose": "lean_oppose"}
    stance = lowered.get(model.weighed.stance, model.weighed.stance)
    made = Weighed(stance, "weak", steps=steps)
    cue = (min(model.cue[0], found.first), found.last)
    yield Draft(others, cue, model.target, made, "alignment", "aligned", aligned=[one.name for one in model.holders])


_REFUSING = frozenset(["would", "will", "could", "can", "cannot", "couldn't", "wouldn't", "won't", "can't", "shall"])


def _bare(reading: Reading, found: Occurrence) -> list[Holder]:
    """ "PERU READY TO DO T": the holder stands before the adjective, the copula is left out."""
    at = found.first
    while at > 0 and reading.tags[at - 1].startswith("RB"):
        at -= 1
    named = [one for one in reading.sentence.named if one.last == at]
    if not named:
        return []
    first = min(one.first for one in named)
    if (
        first
        and reading.tags[first - 1] in ("IN", "TO")
        and reading.words[first - 1] not in clause_words("contrast", "condition", "reason", "time") | {"that"}
    ):
        return []  # "came from Peru opposed to the text"
    return reading.holders.of(reading.sentence, first, at)


def _negations(reading: Reading, verb: Verb, own: int = 0, end: int = 0) -> int:
    """Negations of a verb and of the auxiliaries that govern it ("does not intend to support"), without those that are
    words ``[own, end)`` of the cue ("has not taken a position")."""
    count = sum(not own <= at < end for at in verb.negators)
    governor = verb.governor
    while governor is not None and verb.form in ("to", "base"):
        if not set(lemmas(reading.words[governor.head])) & clause_words("semi-auxiliary"):
            break
        count += len(governor.negators)
        verb, governor = governor, governor.governor
    if verb.subject is not None and reading.words[verb.subject[0]] in ("no", "neither", "none", "nobody"):
        count += 1
    return count


def _modals(reading: Reading, verb: Verb) -> list[str]:
    return [reading.words[at] for at in verb.modals]


def _passive(reading: Reading, found: Occurrence, verb: Verb) -> Iterator[Draft]:
    """``T was rejected by X``, ``T, as drafted by X``."""
    cue = next((one for one in found.rows if one.weight != "loose" and {"object", "of", "for"} & set(one.frames)), None)
    if cue is None or (reading.words[verb.head] in clause_words("joining") and cue.basis == "alignment"):
        return
    end = agents_end(reading, found.last + 1)
    holders = reading.holders.of(reading.sentence, found.last + 1, end)
    if not holders:
        return
    made = weigh(cue, reading.degrees(verb, found.first, found.last), len(verb.negators), _modals(reading, verb))
    if made is None:
        return
    target = phrase_before(reading, verb) if verb.form == "ed" else verb.subject or phrase_before(reading, verb)
    if target is not None:
        target = reading.narrowed(*with_brackets(reading, target))
    if target is None or (
        verb.form == "ed"
        and any(
            one.part == "noun" and target[0] <= one.first < target[1] and one.rows[0].weight == "firm"
            for one in reading.cues
        )
        and reading.words[verb.first - 1] == ","
    ):
        return
    yield Draft(holders, (found.first, end), target, made, basis_of(cue), "passive")


def _owned(reading: Reading, found: Occurrence) -> Iterator[Draft]:
    """``X's proposed T``: what is proposed is the owner's."""
    cue = next((one for one in found.rows if one.basis == "proposer"), None)
    if cue is None:
        return
    end = found.last
    while end < len(reading.words) and reading.tags[end].startswith(("NN", "JJ", "CD")):
        end += 1
    owner = found.first - 1 if reading.words[found.first - 1] == "'s" else found.first
    named = [one for one in reading.sentence.named if one.last == owner or (one.first == owner - 1 == one.last - 1)]
    if end == found.last or not named:
        return
    first = min(one.first for one in named)
    holders = reading.holders.of(reading.sentence, first, owner)
    made = weigh(cue, (), 0, ())
    if holders and made is not None:
        yield Draft(holders, (found.first, found.last), (first, end), made, "proposer", "owned")
