"""Stances of others with, or against, one that a sentence tells: lists of names, "as did X", "supported by X", "with X
opposing", and what a participle behind "while" adds (`positions-guideline.md`, R12, R17)."""

from __future__ import annotations

from collections.abc import Iterator

from cablegram.positions.cues import Occurrence
from cablegram.positions.degrees import Weighed, weigh
from cablegram.positions.drafts import Draft, Reading, basis_of
from cablegram.positions.records import Stance
from cablegram.positions.targets import complement, extent
from cablegram.tables.clause_words import clause_words


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
        elif (
            words[at] in (",", "and", "&", "the", "or", "both", "/")
            or (at == start and reading.tags[at] in ("DT", "PRP$", "JJ"))
            or (reading.tags[at].startswith(("NN", "POS")) and at > start and words[at - 1] not in (",", "and"))
        ):
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


def meanwhile(reading: Reading, drafts: list[Draft]) -> Iterator[Draft]:
    """``hopes to do A, while reducing B``: a participle behind "while" shares holder and cue (R17)."""
    for at in range(1, len(reading.words) - 1):
        if reading.words[at] != "while" or reading.tags[at + 1] != "VBG":
            continue
        earlier = [
            one for one in drafts if one.target is not None and one.target[1] in (at, at - 1) and one.rule == "verb-to"
        ]
        if earlier:
            model = earlier[-1]
            end = extent(reading.sentence, at + 1)
            yield Draft(model.holders, model.cue, (at + 1, end), model.weighed, model.basis, "while")


def _shared(reading: Reading, drafts: list[Draft]) -> Iterator[Draft]:
    """``X's reluctance to do T was shared by Y``: Y holds what the subject tells."""
    for verb in reading.verbs:
        following = reading.words[verb.last : verb.last + 1]
        if (
            not verb.passive
            or following != ["by"]
            or verb.subject is None
            or reading.words[verb.head] not in clause_words("joining")
        ):
            continue
        model = next((one for one in drafts if verb.subject[0] <= one.cue[0] < verb.subject[1]), None)
        end = agents_end(reading, verb.last + 1)
        holders = reading.holders.of(reading.sentence, verb.last + 1, end)
        if model is not None and model.basis == "stated" and holders:
            yield Draft(holders, (model.cue[0], end), model.target, model.weighed, "alignment", "shared")


def alike(reading: Reading, drafts: list[Draft]) -> Iterator[Draft]:
    """Others with, or against, a stance told in the sentence (R12).

    ``…, as did X``; ``X, supported by Y, opposed T``; ``X's resistance, joined by Y, to T``; ``…, with X opposing``.
    """
    words = reading.words
    for at in range(len(words) - 1 if drafts else 0):
        start, against = joined_at(reading, at)
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
        yield Draft(
            holders, cue, model.target, weighed, "alignment", "against" if against else "alike", aligned=aligned
        )
    yield from _with_others(reading, drafts)
    yield from _shared(reading, drafts)
    yield from _elliptic(reading, drafts)


def _elliptic(reading: Reading, drafts: list[Draft]) -> Iterator[Draft]:
    """``X supported T, and Y did too``, ``…; Y did not``: the verb is left out, "not" turns the stance."""
    for verb in reading.verbs:
        at, words = verb.last, reading.words
        if verb.subject is None or words[verb.head] not in clause_words("pro-verb") or verb.subject[0] == 0:
            continue
        joined = words[at : at + 1] in (["too"], ["likewise"]) or words[at : at + 2] == ["as", "well"]
        refused = bool(verb.negators) and (at >= len(words) or words[at] in (".", ",", ";"))
        model = _model(reading, drafts, verb.subject[0])
        if model is None or model.cue[0] > verb.first or not (joined or refused):
            continue
        holders = [one for one in reading.subject(verb) if all(one.name != other.name for other in model.holders)]
        if holders:
            weighed = _opposite(model.weighed) if refused else model.weighed
            yield Draft(holders, (model.cue[0], at), model.target, weighed, "alignment", "elliptic")


def joined_at(reading: Reading, at: int) -> tuple[int | None, bool]:
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
        behind = draft.cue[0] > at and any(one.last < at for one in draft.holders)
        if behind and not any(verb.form == "finite" and verb.first < at for verb in reading.verbs):
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
        if start == 0 or reading.words[start - 1] != "with":
            continue
        if any(complement(reading.sentence, found.last, cue.frames) for cue in found.rows):
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
        earlier = other.part == "verb" and other.last < found.first and words[other.last : other.last + 1] == [","]
        if earlier and words[other.last + 1] in ("and", "but"):
            return complement(reading.sentence, found.last + 1, frames)
    return None
