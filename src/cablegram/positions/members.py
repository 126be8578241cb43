"""Who is meant where a sentence names a group and then lists it, or puts those who hold a stance behind it.

``several delegations (X, Y)``, ``some, including X and Y, oppose T``, ``three members opposed T: X, Y and Z``,
``opposing T were X and Y``, ``those opposed to T included X``. A list of members is one position for each
(`positions-guideline.md`, R16).
"""

from __future__ import annotations

from collections.abc import Iterator

from cablegram.positions.degrees import weigh
from cablegram.positions.drafts import Draft, Reading, basis_of
from cablegram.positions.holders import Holder
from cablegram.positions.joining import agents_end
from cablegram.positions.targets import complement
from cablegram.tables.clause_words import clause_phrases, clause_words
from cablegram.tables.inflection import lemmas

_OPEN = {"(": ")", "-": "-", "–": "–", "—": "—", "--": "--", ",": ","}


def by_inversion(reading: Reading) -> Iterator[Draft]:
    """``opposing T were X and Y``, ``(among) those opposed to T are X and Y``."""
    for found in reading.cues:
        verb = reading.verb_at(found.first)
        before = reading.words[found.first - 1] if found.first else ""
        participle = reading.tags[found.first] in ("VBG", "VBN", "VBD", "JJ") and found.part in ("verb", "holder-state")
        if not participle or (found.first and before not in ("those", "countries", "delegations", "states", "members")):
            continue
        if verb is not None and (verb.passive or verb.modals):
            continue
        for cue in found.rows:
            fit = complement(reading.sentence, found.last, cue.frames)
            holders = _behind(reading, fit[1]) if fit is not None and cue.weight != "loose" else []
            made = weigh(cue, reading.degrees(verb, found.first, found.last), 0, ())
            if fit is not None and holders and made is not None:
                yield Draft(holders, (found.first, found.last), fit[:2], made, basis_of(cue), "inverted")
                break


def listed(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """The drafts with the members in the place of a group that the sentence lists; an open list leaves the group too."""
    for draft in drafts:
        if len(draft.holders) != 1 or draft.holders[0].how != "group" or draft.holders[0].last > draft.cue[0]:
            continue
        group = draft.holders[0]
        members, closed = _enumerated(reading, group.last)
        if not members and draft.target is not None:
            members, closed = _after_target(reading, draft), True
        if members:
            draft.holders = members if closed else [*members, group]
            draft.rule = f"{draft.rule}-members"
    return drafts


def _behind(reading: Reading, at: int) -> list[Holder]:
    """The names behind "were" or "included" at a word, where the clause ends with them."""
    words = reading.words
    if at >= len(words) or not set(lemmas(words[at])) & clause_words("listing"):
        return []
    return _names(reading, at + 1)


def _names(reading: Reading, at: int) -> list[Holder]:
    """The holders of a list of names that begins at a word and ends with the clause."""
    end = agents_end(reading, at)
    if end == at or (end < len(reading.words) and reading.words[end] not in (".", ";", ",", ")", "-", "–", "—", "--")):
        return []
    named = [one for one in reading.sentence.named if at <= one.first < end and one.mention.form == "name"]
    return reading.holders.of(reading.sentence, at, end) if named else []


def _enumerated(reading: Reading, at: int) -> tuple[list[Holder], bool]:
    """The members listed behind a group, and whether the list is closed: "(X, Y)" is, "including X" is not."""
    words = reading.words
    opening = words[at] if at < len(words) else ""
    if opening not in _OPEN:
        return [], False
    start = at + 1
    for parts in clause_phrases("for-example"):
        if tuple(words[start : start + len(parts)]) == parts:
            return _names(reading, start + len(parts)), False
    if opening == ",":
        return [], False
    return _names(reading, start), True


def _after_target(reading: Reading, draft: Draft) -> list[Holder]:
    """``T (X, Y)``, ``T: X, Y and Z``, ``T included X``; the brackets are taken from the target."""
    assert draft.target is not None
    first, last = draft.target
    words = reading.words
    if words[last - 1] == ")" and "(" in words[first:last]:
        opening = last - 1 - words[first:last][::-1].index("(")
        members = _names(reading, opening + 1)
        if members and opening > first:
            draft.target = (first, opening)
            return members
    if words[last : last + 1] in (["("], [":"]):
        return _names(reading, last + 1)
    return _behind(reading, last)
