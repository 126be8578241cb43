"""Words that mean a state or several people without a name: "host government", "both countries", "French officials".

Those who speak for a state are the state; any other group is its own words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cablegram.actors.gazetteer import key, slug
from cablegram.actors.naming import spoken
from cablegram.actors.people import Person
from cablegram.actors.records import Actor
from cablegram.actors.resolution import Resolution
from cablegram.actors.work import Work
from cablegram.tables import rows
from cablegram.tables.reference_words import reference_words

_GOVERNMENT = reference_words("government")
_HOST = reference_words("host")
_TWO = reference_words("both")
_PLURAL = reference_words("governments")
_QUANTIFIERS = reference_words("quantifier")
_OF = re.compile(r"\s+of\s+(?:the\s+)?", re.IGNORECASE)
_AND = re.compile(r"(?:\s*,)?(?:\s+and)?\s+(?:the\s+)?", re.IGNORECASE)


@lru_cache(maxsize=1)
def speaking() -> dict[str, str]:
    """The words for people who speak for their state or body: how many they are."""
    return {row["word"]: row["number"] for row in rows("speaking_words")}


def state_nominal(work: Work, index: int, people: dict[int, Person]) -> Resolution | None:
    """A word for a state or its government, or for several."""
    name = work.keys[index]
    words = name.split()
    span = work.spans[index]
    if name in _HOST:
        host = work.host_state()
        return Resolution(host, "host-state", "sure") if host else None
    states = distinct_states(work, index)
    head = words[-1] if words else ""
    if states and (head in _GOVERNMENT or words[0] in _GOVERNMENT or head in _PLURAL or words[0] in _PLURAL):
        return Resolution(_together(states), "state-in-span", "sure" if len(states) == 1 else "likely")
    named = _complement(work, index) if head in _GOVERNMENT or head in _PLURAL else []
    if named:
        return Resolution(_together(named), "state-behind", "likely")
    if (
        len(words) <= 4
        and (_TWO & set(words[:2]) or words[:1] == ["their"])
        and (head in _PLURAL or head in _GOVERNMENT)
    ):
        two = _last_states(work, span.start, 2)
        if len(two) == 2:
            return Resolution(_together(two), "last-named", "likely")
    if head in _GOVERNMENT:
        whose = _possessor(work, index, people)
        if whose is not None:
            return whose
        bare = _bare_government(work, index, head)
        if bare is not None:
            return bare
    label = _without_quantifiers(work.words(index))
    if span.form == "name":
        return None
    if " " in label and key(label) in _known_groups():
        return Resolution(Actor(id=f"state:{slug(label)}", name=label, kind="state"), "words", "guess")
    return Resolution(None, "group", "none") if label else None  # "several members" is no actor to list


@lru_cache(maxsize=1)
def _known_groups() -> frozenset[str]:
    """The groups of states that have a usual name: developing countries, donor countries."""
    return frozenset(key(row["word"]) for row in rows("organ_words") if row["type"] == "state")


def distinct_states(work: Work, index: int) -> list[Actor]:
    """The states that a span names inside, each once."""
    inside = {state.id: state for state in work.states_inside(index)}
    return list(inside.values())


def _complement(work: Work, index: int) -> list[Actor]:
    """The states behind the word: "the governments of Norway and Sweden"."""
    at = work.spans[index].end
    opened = _OF.match(work.text, at)
    at = opened.end() if opened else len(work.text)
    found: dict[str, Actor] = {}
    for number in range(index + 1, len(work.spans)):
        span, done = work.spans[number], work.done[number]
        if span.start < at:
            continue
        if span.start > at or span.type != "state" or done is None or done.actor is None or not done.actor.state:
            break
        found.setdefault(done.actor.id, done.actor)
        joined = _AND.match(work.text, span.end)
        at = joined.end() if joined else len(work.text)
    return list(found.values())


def _together(states: list[Actor]) -> Actor:
    """One state, or several as one actor, in the order of the alphabet."""
    if len(states) == 1:
        return states[0]
    states = sorted(states, key=lambda state: state.name)
    names = [state.name if not number or not state.name.startswith("United") else f"the {state.name}"
             for number, state in enumerate(states)]  # fmt: skip
    together = ", ".join(names[:-1]) + " and " + names[-1]
    return Actor(id="state:" + "+".join(state.state for state in states), name=together, kind="state")


def _last_states(work: Work, position: int, count: int) -> list[Actor]:
    found: dict[str, Actor] = {}
    for named in work.before(position):
        if named.actor.kind == "state" and named.form == "name" and named.type == "state" and named.actor.state:
            found.setdefault(named.actor.id, named.actor)
            if len(found) == count:
                break
    return list(found.values())


def _possessor(work: Work, index: int, people: dict[int, Person]) -> Resolution | None:
    """The state of whose government it is: "his government", "the Roe government"."""
    for number in work.inner[index]:
        done = work.done[number]
        if done is None or done.actor is None:
            continue
        if done.actor.kind == "person":
            code = done.actor.state
            if not code:
                near = work.host_state() or work.state_near(work.spans[index].start)
                return Resolution(near, "holder-state", "likely") if near else None
            return Resolution(work.geography.actor(code), "holder-state", "likely")
        if done.actor.kind == "state":
            return Resolution(done.actor, "state-in-span", "likely")
    said = spoken(work.words(index).rsplit(None, 1)[0], True)
    for person in people.values():
        if person.actor is not None and said.name and said.name[-1] == person.name[-1] and person.actor.state:
            return Resolution(work.geography.actor(person.actor.state), "holder-state", "likely")
    first = work.keys[index].split()[0]
    if first in ("his", "her", "their", "its"):
        for named in work.before(work.spans[index].start):
            if named.actor.state and named.type in ("person", "people", "state"):
                return Resolution(work.geography.actor(named.actor.state), "pronoun", "likely")
    return None


def _bare_government(work: Work, index: int, head: str) -> Resolution | None:
    near = work.state_near(work.spans[index].start)
    host = work.host_state()
    if head == "administration":
        return Resolution(work.geography.actor("US"), "department", "likely")
    if near is not None and (host is None or near.id != host.id) and head in ("country", "nation", "state", "republic"):
        return Resolution(near, "state-in-sentence", "likely")
    if host is not None:
        return Resolution(host, "host-state", "likely")
    last = _last_states(work, work.spans[index].start, 1)
    foreign = near or (last[0] if last else None)
    return Resolution(foreign, "last-named", "guess") if foreign is not None else None


def people_nominal(work: Work, index: int) -> Resolution | None:
    """Several persons: those who speak for a state are the state, others their own words."""
    words = work.keys[index].split()
    span = work.spans[index]
    spokes = [word for word in words if speaking().get(word) == "many"]
    if spokes:
        states = distinct_states(work, index)
        if len(states) == 1:
            return Resolution(states[0], "speaks-for", "likely")
        organs = [
            done.actor for number in work.inner[index]
            if (done := work.done[number]) is not None and done.actor is not None and done.actor.kind in ("organ", "body", "party")
        ]  # fmt: skip
        if len(organs) == 1:
            return Resolution(organs[0], "speaks-for", "likely")
        if len(words) == 1:
            for named in work.before(span.start):
                if named.type == "people" and words[0] in named.words.split():
                    return Resolution(named.actor, "same-words", "likely")
    return by_head(work, index, "people")


def by_head(work: Work, index: int, kind: str) -> Resolution | None:
    """The last one called by the same head word, where nothing else is said of this one; else the words."""
    words = [word for word in work.keys[index].split() if word not in _QUANTIFIERS]
    span = work.spans[index]
    if not words:
        return None
    head = words[-1]
    if len(words) == 1:
        for named in work.before(span.start):
            if named.type == kind and named.form != "pronoun" and head in named.words.split():
                return Resolution(named.actor, "same-words", "likely")
    label = _without_quantifiers(work.words(index)) or " ".join(words)
    return Resolution(Actor(id=f"{kind}:{slug(label)}", name=label, kind=kind), "words", "guess")  # type: ignore[arg-type]


def _without_quantifiers(text: str) -> str:
    """A nominal without the words in front that say how many or which: "several NATO countries"."""
    words = _plain(text).split()
    while words and words[0].lower() in _QUANTIFIERS:
        words.pop(0)
    return " ".join(words)


def _plain(text: str) -> str:
    """A nominal as it would be said: small letters where the cable has capitals alone."""
    return " ".join(text.replace("- ", "").split()).lower() if text.isupper() else " ".join(text.split())
