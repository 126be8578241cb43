"""Stances told by a verb, or by an adjective of the holder: "X supports T", "T was rejected by X", "X is prepared to do T"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import cast

from cablegram.positions.clauses import Verb
from cablegram.positions.cues import Occurrence
from cablegram.positions.degrees import Weighed, carries, compose, sign, weigh
from cablegram.positions.drafts import Draft, Reading, basis_of
from cablegram.positions.holders import Holder
from cablegram.positions.records import Stance
from cablegram.positions.targets import complement, extent
from cablegram.tables.clause_words import clause_words
from cablegram.tables.stances import Cue
from cablegram.tables.inflection import forms, lemmas


def by_verb(reading: Reading, found: Occurrence) -> Iterator[Draft]:
    """The drafts of a verb cue."""
    verb = reading.verb_at(found.first)
    if verb is None or verb.head not in (found.first, found.last - 1):
        return
    following = reading.words[found.last] if found.last < len(reading.words) else ""
    if (verb.passive or verb.form == "ed") and following == "by":
        if _joined(reading, found.first)[0] is not None and (found.first == 0 or reading.words[found.first - 1] == ","):
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
    if verb.form == "ing" and before in ("before", "after", "without"):
        return
    if not holders or _asked(reading, verb) or forecast(reading, verb) or hypothetical(reading, verb):
        return
    if {"may", "might"} & set(_modals(reading, verb)) and set(lemmas(reading.words[verb.head])) & {"wish", "want", "like", "care"}:
        return  # "you may wish to": an advice of the author
    telling = bool(set(lemmas(reading.words[verb.head])) & clause_words("saying", "thinking"))
    for cue in best_rows(reading, found):
        if cue.weight == "loose" and not _tables(reading, found, cue):
            continue
        fit, partners = _with_partner(reading, found, cue)
        fit = fit or complement(reading.sentence, found.last, cue.frames) or shared_object(reading, found, cue.frames)
        if fit is not None and fit[2] == "that" and sign(cast(Stance, cue.stance)) < 0 and _future(reading, fit):
            return  # "doubts that they would": an expectation
        if telling and not partners and cue.basis != "proposer" and cue.weight != "firm" and fit is not None and fit[2] == "that":
            return  # what is only told or thought is a fact; what should be done is the modal's
        if fit is not None and _trivial(reading, fit, telling):
            return
        holders = [*holders, *partners]
        if fit is None and ("none" not in cue.frames or not _ends(reading, found.last)):
            continue
        if fit is not None and _carries_noun(reading, verb, fit[0]):
            return
        made = weigh(cue, reading.degrees(verb, found.first, found.last), _negations(reading, verb), _modals(reading, verb))
        if made is None:
            return
        yield from _drafts(reading, found, cue, made, holders, fit, verb, "verb")
        return


def by_state(reading: Reading, found: Occurrence) -> Iterator[Draft]:
    """The drafts of an adjective or phrase predicated of the holder."""
    verb = reading.verb_before(found.first)
    inside = reading.verb_at(found.first)
    if inside is not None and inside.passive and inside.head == found.first:
        verb = inside  # "is prepared": the copula and the adjective look like a passive
        holders, negations, modals = reading.subject(verb), _negations(reading, verb), _modals(reading, verb)
    elif verb is not None and (verb.copula or reading.words[verb.head] in _LINKS):
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
    if not holders or any(reading.words[at] in clause_words("capacity") for at in capacity) or (verb and forecast(reading, verb)):
        return
    for cue in best_rows(reading, found):
        fit = complement(reading.sentence, found.last, cue.frames)
        if fit is not None and fit[2] == "that" and cue.weight != "firm" and set(lemmas(reading.words[found.first])) & clause_words("saying", "thinking"):
            return
        if fit is None and cue.stance == "lean_support" and reading.drafts and not reading.words[found.last :][:1] == ["to"]:
            yield from _aligned(reading, found, holders)
            return
        if fit is None and ("none" not in cue.frames or cue.weight == "loose" or not _ends(reading, found.last)):
            continue
        if cue.weight == "loose" and (fit is None or reading.tags[found.first] in ("IN", "TO")):
            continue
        made = weigh(cue, reading.degrees(verb, found.first, found.last), negations, modals)
        if made is None:
            return
        yield from _drafts(reading, found, cue, made, holders, fit, verb, "state")
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
    steps = [*model.weighed.steps, f'sympathetic to {model.holders[0].name}: one step weaker']
    lowered: dict[Stance, Stance] = {"support": "lean_support", "oppose": "lean_oppose"}
    stance = lowered.get(model.weighed.stance, model.weighed.stance)
    made = Weighed(stance, "weak", steps=steps)
    cue = (min(model.cue[0], found.first), found.last)
    yield Draft(others, cue, model.target, made, "alignment", "aligned", aligned=[one.name for one in model.holders])


_LINKS = frozenset("seem seems seemed remain remains remained appear appears appeared feel felt become became".split())


def _bare(reading: Reading, found: Occurrence) -> list[Holder]:
    """"CANADA PREPARED DO SO": the holder stands before the adjective, the copula is left out."""
    at = found.first
    while at > 0 and reading.tags[at - 1].startswith("RB"):
        at -= 1
    named = [one for one in reading.sentence.named if one.last == at]
    if not named:
        return []
    first = min(one.first for one in named)
    return reading.holders.of(reading.sentence, first, at)


def _negations(reading: Reading, verb: Verb) -> int:
    """Negations of a verb and of the auxiliaries that govern it ("does not intend to support")."""
    count = len(verb.negators)
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


def _future(reading: Reading, fit: tuple[int, int, str]) -> bool:
    return any(reading.words[at] in ("would", "will") for at in range(fit[0], fit[1]))


def _tables(reading: Reading, found: Occurrence, cue: Cue) -> bool:
    """Whether a loose verb of proposing has a text as its object: "introduced a resolution", "circulated a draft"."""
    if cue.basis != "proposer":
        return False
    words = reading.words[found.last : found.last + 5]
    return any(word in clause_words("instrument") for word in words)


def _ends(reading: Reading, at: int) -> bool:
    """Whether nothing that could be a complement follows: the clause ends, or goes on with a conjunction or adverb."""
    return at >= len(reading.words) or not reading.tags[at].startswith(("NN", "DT", "JJ", "PRP", "CD", "VB", "TO", "W"))


def _with_partner(
    reading: Reading, found: Occurrence, cue: Cue
) -> tuple[tuple[int, int, str] | None, list[Holder]]:
    """``agreed with X on T``: X holds it too, and T stands behind the next preposition."""
    if reading.words[found.last - 1] != "with" or found.last - found.first < 2:
        return None, []
    end = agents_end(reading, found.last)
    if end == found.last or end >= len(reading.words) or reading.words[end] not in ("on", "for", "to", "that", "about"):
        return None, []
    partners = reading.holders.of(reading.sentence, found.last, end)
    fit = complement(reading.sentence, end, ("to", "on", "for", "that", "to+", "about"))
    return (fit, partners) if fit is not None and partners else (None, [])


@cache
def _wishes() -> frozenset[str]:
    """The forms of verbs of wishing, whose infinitive may be a mere wish to talk."""
    return frozenset(form for verb in ("want", "wish", "like", "hope", "seek", "ask", "love") for form, _ in forms(verb))


def _trivial(reading: Reading, fit: tuple[int, int, str], telling: bool) -> bool:
    """Whether an infinitive tells of a talk and no policy ("wanted to share his view"), or the object is a mere "view"."""
    first, last, frame = fit
    if frame == "to" and reading.words[first - 1] in _wishes():
        verbs = [word for word in reading.words[first : min(first + 3, last)] if word not in ("to", "not")]
        return bool(verbs) and any(one in clause_words("trivial") for one in lemmas(verbs[0]))
    return telling and frame == "object" and any(word in clause_words("opinion") for word in reading.words[first : min(first + 3, last)])


def hypothetical(reading: Reading, verb: Verb) -> bool:
    """Whether a verb stands in a clause with "if": what somebody would do is no stance."""
    start = verb.subject[0] if verb.subject is not None else verb.first
    return start > 0 and reading.words[start - 1] in ("if", "whether", "unless") and verb.coordinate is None


def _carries_noun(reading: Reading, verb: Verb, start: int) -> bool:
    """Whether the object of the verb is itself a noun of stance that it carries: "underlined the importance of T"."""
    return carries(reading.words[verb.head]) and any(
        one.part == "noun" and start <= one.first <= start + 3 and reading.tags[start] in ("DT", "PRP$", "JJ", "NN", "NNS") and one.rows[0].basis == "stated"
        for one in reading.cues
    )


def forecast(reading: Reading, verb: Verb) -> bool:
    """Whether a verb tells what somebody is expected to do, which is no stance of his (R14)."""
    if not any(reading.words[at] in ("will", "would", "may", "might", "can", "could", "shall") for at in verb.modals) and verb.form != "to":
        return False
    start = max((verb.subject[0] if verb.subject else verb.first) - 8, 0)
    before = reading.words[start : verb.first]
    for at in range(len(before) - 1, -1, -1):
        if before[at] in (".", ";", ","):
            return False
        if before[at] in clause_words("forecast"):
            return True
    return False


def _asked(reading: Reading, verb: Verb) -> bool:
    """Whether a verb tells what its subject was asked to do: "urged Turkey to support T" is the asker's stance alone."""
    governor = verb.governor
    if governor is None or verb.form != "to":
        return False
    if set(lemmas(reading.words[governor.head])) & clause_words("semi-auxiliary") or governor.copula:
        return False
    return verb.first - governor.last > 0 and any(
        tag.startswith(("NN", "PRP", "DT")) for tag in reading.tags[governor.last : verb.first]
    )


def _drafts(
    reading: Reading,
    found: Occurrence,
    cue: Cue,
    made: Weighed,
    holders: list[Holder],
    fit: tuple[int, int, str] | None,
    verb: Verb | None,
    rule: str,
) -> Iterator[Draft]:
    """One draft for each target; what an infinitive's own cue says is taken together with this one's."""
    if fit is None:
        yield Draft(holders, (found.first, found.last), None, made, basis_of(cue), f"{rule}-context")
        return
    first, last, frame = fit
    if cue.cue == "depend":  # what it depends on is the condition; the target was spoken of before
        draft = Draft(holders, (found.first, last), None, made, basis_of(cue), f"{rule}-depends")
        draft.conditions = [(first, last)]
        yield draft
        return
    if reading.words[first] == "neither" or reading.words[first : first + 2] in (["not", "the"], ["no", "longer"]):
        turned = weigh(cue, reading.degrees(verb, found.first, found.last), 1 + int(made.negated), [])
        if turned is None:
            return
        made, first = turned, first + 1
    if frame in ("to", "ing"):
        inner = next((one for one in reading.cues if first <= one.first <= first + 4 and one.part in ("verb", "holder-state")), None)
        if inner is not None and inner.first not in reading.used:
            taken = _inner(reading, inner)
            if taken is not None:
                weighed, target = taken
                reading.used.add(inner.first)
                both = compose(made, weighed)
                for start, end in reading.targets(*target):
                    yield Draft(holders, (found.first, inner.last), (start, end), both, basis_of(cue), f"{rule}-{inner.part}")
                return
    apart = next((at for at in range(first + 1, last - 1) if reading.words[at] in ("and", "but") and reading.words[at + 1] == "not"), None)
    if apart is not None and not made.negated:  # "desires A and not B"
        turned = weigh(cue, (), 1, ())
        if turned is not None:
            yield Draft(holders, (found.first, found.last), (apart + 2, last), turned, basis_of(cue), f"{rule}-and-not")
        last = apart
    for start, end in reading.targets(first, last):
        narrowed = (start, end) if frame in ("that", "to", "object-to", "for-to") else reading.narrowed(start, end)
        yield Draft(holders, (found.first, found.last), narrowed, made, basis_of(cue), f"{rule}-{frame}")


def _inner(reading: Reading, inner: Occurrence) -> tuple[Weighed, tuple[int, int]] | None:
    """The stance and target of a cue inside an infinitive, ``None`` where it tells none of its own."""
    verb = reading.verb_at(inner.first)
    for cue in inner.rows:
        if cue.weight == "loose":
            continue
        fit = complement(reading.sentence, inner.last, cue.frames)
        if fit is None:
            continue
        negations = len(verb.negators) if verb is not None else 0
        made = weigh(cue, reading.degrees(verb, inner.first, inner.last), negations, [])
        return (made, fit[:2]) if made is not None else None
    return None


def _passive(reading: Reading, found: Occurrence, verb: Verb) -> Iterator[Draft]:
    """``T was rejected by X``, ``T (as proposed by X)``."""
    cue = next((one for one in found.rows if one.weight != "loose" and {"object", "of", "for"} & set(one.frames)), None)
    if cue is None:
        return
    end = agents_end(reading, found.last + 1)
    holders = reading.holders.of(reading.sentence, found.last + 1, end)
    if not holders:
        return
    made = weigh(cue, reading.degrees(verb, found.first, found.last), len(verb.negators), _modals(reading, verb))
    if made is None:
        return
    target = _before(reading, verb) if verb.form == "ed" else verb.subject or _before(reading, verb)
    if target is not None:
        target = reading.narrowed(*_with_brackets(reading, target))
    if target is None or (verb.form == "ed" and any(one.part == "noun" and target[0] <= one.first < target[1] and one.rows[0].weight == "firm" for one in reading.cues) and reading.words[verb.first - 1] == ","):
        return
    yield Draft(holders, (found.first, end), target, made, basis_of(cue), "passive")


def _owned(reading: Reading, found: Occurrence) -> Iterator[Draft]:
    """``the Secretary General's proposed approach``: what is proposed is the owner's."""
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


def _with_brackets(reading: Reading, target: tuple[int, int]) -> tuple[int, int]:
    """A target with the brackets that follow it at once."""
    first, last = target
    if reading.words[last : last + 1] == ["("] and ")" in reading.words[last:]:
        end = reading.words.index(")", last) + 1
        if not any(verb.form in ("ed", "finite") and last < verb.first < end for verb in reading.verbs):
            return first, end
    return first, last


def agents_end(reading: Reading, start: int) -> int:
    """Where the list of names that begins at ``start`` ends."""
    at = start
    words = reading.words
    while at < len(words):
        named = [one for one in reading.sentence.named if one.first <= at < one.last and one.first >= start]
        if named:
            at = max(one.last for one in named)
        elif words[at] in (",", "and") and _new_owner(reading, at):
            break
        elif words[at] in (",", "and", "&", "the", "or", "both", "/") or (at == start and reading.tags[at] in ("DT", "PRP$", "JJ")):
            at += 1
        elif reading.tags[at].startswith(("NN", "POS")) and at > start and words[at - 1] not in (",", "and"):
            at += 1
        else:
            break
    while at > start and words[at - 1] in (",", "and", "or"):
        at -= 1
    return at


def _new_owner(reading: Reading, at: int) -> bool:
    """Whether a comma or "and" is followed by a name in the genitive: it owns what comes next, and is in no list."""
    while at < len(reading.words) and reading.words[at] in (",", "and", "the"):
        at += 1
    named = [one for one in reading.sentence.named if one.first == at]
    end = max((one.last for one in named), default=at)
    return bool(named) and reading.words[end : end + 1] == ["'s"]


def _before(reading: Reading, verb: Verb) -> tuple[int, int] | None:
    """The noun phrase before a participle: "a renewal (as proposed by X)"."""
    end = verb.first
    while end > 0 and reading.words[end - 1] in ("as", "(", ",", "that", "which"):
        end -= 1
    start = end
    while start > 0 and (
        reading.tags[start - 1].startswith(("NN", "JJ", "DT", "CD", "PRP$", "POS", "VBG", "FW")) or reading.words[start - 1] in ("-", "'s")
    ):
        start -= 1
        if reading.tags[start] == "DT":
            break
    return (start, end) if start < end else None


def meanwhile(reading: Reading, drafts: list[Draft]) -> Iterator[Draft]:
    """``hopes to do A, while reducing B``: a participle behind "while" shares holder and cue (R17)."""
    for at in range(1, len(reading.words) - 1):
        if reading.words[at] != "while" or reading.tags[at + 1] != "VBG":
            continue
        earlier = [one for one in drafts if one.target is not None and one.target[1] in (at, at - 1) and one.rule == "verb-to"]
        if earlier:
            model = earlier[-1]
            end = extent(reading.sentence, at + 1)
            yield Draft(model.holders, model.cue, (at + 1, end), model.weighed, model.basis, "while")


def _shared(reading: Reading, drafts: list[Draft]) -> Iterator[Draft]:
    """``X's reluctance to do T was shared by Y``: Y holds what the subject tells."""
    for verb in reading.verbs:
        following = reading.words[verb.last : verb.last + 1]
        if not verb.passive or following != ["by"] or verb.subject is None or reading.words[verb.head] not in clause_words("joining"):
            continue
        model = next((one for one in drafts if verb.subject[0] <= one.cue[0] < verb.subject[1]), None)
        end = agents_end(reading, verb.last + 1)
        holders = reading.holders.of(reading.sentence, verb.last + 1, end)
        if model is not None and model.basis == "stated" and holders:
            yield Draft(holders, (model.cue[0], end), model.target, model.weighed, "alignment", "shared")


def alike(reading: Reading, drafts: list[Draft]) -> Iterator[Draft]:
    """Others with, or against, a stance told in the sentence (R12).

    ``…, as did X``; ``X, supported by Y, opposed T``; ``X's opposition, supported by Y, to T``; ``…, with X opposing``.
    """
    words = reading.words
    for at in range(len(words) - 1 if drafts else 0):
        start, against = _joined(reading, at)
        if start is None:
            continue
        model = _model(reading, drafts, at)
        if model is None:
            continue
        end = agents_end(reading, start)
        holders = [
            one
            for one in reading.holders.of(reading.sentence, start, end)
            if all(one.name != other.name for other in model.holders)
        ]
        if not holders:
            continue
        weighed = _opposite(model.weighed) if against else model.weighed
        cue = (min(model.cue[0], at), max(model.cue[1], end))
        aligned = [] if against else [one.name for one in model.holders]
        yield Draft(holders, cue, model.target, weighed, "alignment", "against" if against else "alike", aligned=aligned)
    yield from _with_others(reading, drafts)
    yield from _shared(reading, drafts)


def _joined(reading: Reading, at: int) -> tuple[int | None, bool]:
    """Where those begin who are for or against, if the word at ``at`` says so; and whether they are against."""
    words = reading.words
    word, following = words[at], words[at + 1]
    apart = at == 0 or words[at - 1] in (",", "(", "and", ";")
    if word == "as" and following in ("did", "do", "does", "had", "has", "have", "would", "will"):
        return at + 2, False
    if word in clause_words("joining") and following == "by" and apart:
        return at + 2, False
    if word == "opposed" and following == "by" and apart:
        return at + 2, True
    if (word == "along" and following == "with") or (word == "so" and following in ("did", "do", "does")):
        return at + 2, False
    if word == "together" and following == "with" and apart:
        return at + 2, False
    return None, False


def _model(reading: Reading, drafts: list[Draft], at: int) -> Draft | None:
    """The stance others are joined to: of him who stands before the comma, else the last one told."""
    before = at - 1
    for draft in drafts:
        if at == 0 or (draft.cue[0] > at and any(one.last == before for one in draft.holders)):
            return draft
    earlier = [one for one in drafts if one.cue[0] < at]
    return max(earlier, key=lambda one: one.cue[0]) if earlier else None


def _opposite(weighed: Weighed) -> Weighed:
    turned: dict[Stance, Stance] = {
        "support": "oppose",
        "lean_support": "oppose",
        "oppose": "support",
        "lean_oppose": "support",
        "neutral": "neutral",
    }
    return Weighed(turned[weighed.stance], "plain", steps=[*weighed.steps, "opposed by: the other side"])


def _with_others(reading: Reading, drafts: list[Draft]) -> Iterator[Draft]:
    """``…, with X and Y opposing``: a participle without an object, on the target told before."""
    for found in reading.cues:
        verb = reading.verb_at(found.first)
        if found.part != "verb" or verb is None or verb.form != "ing":
            continue
        start = found.first
        while start > 0 and found.first - start < 25 and reading.words[start - 1] not in ("with", ";"):
            start -= 1
        if start == 0 or reading.words[start - 1] != "with" or complement(reading.sentence, found.last, found.rows[0].frames):
            continue
        targets = [one.target for one in drafts if one.cue[0] < start and one.target is not None]
        targets += [one.subject for one in reading.verbs if one.last < start and one.form == "finite" and one.subject]
        holders = reading.holders.of(reading.sentence, start, found.first)
        made = weigh(found.rows[0], (), 0, ())
        if targets and holders and made is not None:
            yield Draft(holders, (start, found.last), targets[0], made, basis_of(found.rows[0]), "with")


def shared_object(reading: Reading, found: Occurrence, frames: tuple[str, ...]) -> tuple[int, int, str] | None:
    """``X proposed, and Y opposed, T``: the object that two verbs share."""
    words = reading.words
    if words[found.last : found.last + 1] != [","]:
        return None
    if words[found.last + 1 : found.last + 2] and words[found.last + 1] in ("and", "but"):
        for other in reading.cues:
            if other.part == "verb" and found.last + 1 < other.first <= found.last + 12:
                at = other.last + (1 if words[other.last : other.last + 1] == [","] else 0)
                return complement(reading.sentence, at, frames)
        return None
    for other in reading.cues:
        if other.part == "verb" and other.last < found.first and words[other.last : other.last + 1] == [","]:
            if words[other.last + 1] in ("and", "but"):
                return complement(reading.sentence, found.last + 1, frames)
    return None


__all__ = ["agents_end", "alike", "by_state", "by_verb", "extent", "meanwhile"]
