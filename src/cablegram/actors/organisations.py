"""Bodies, parties and companies: by the tables, by what the cable defines, by a fuller name in it.

A bare "Council" or "Secretariat" is that of the body it was last named with, else of the body the cable is about.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from functools import lru_cache

from cablegram.actors.gazetteer import Entry, bodies_by_id, entries, entry_actor, key, organ_kinds, slug
from cablegram.actors.geography import titled
from cablegram.actors.records import Actor, ActorType
from cablegram.actors.resolution import Resolution
from cablegram.actors.work import Work, initials
from cablegram.tables.reference_words import reference_words

_TAIL = re.compile(r"\s*\([^)]*\)$")
_WHOLE = reference_words("whole")
_ANY_BODY = reference_words("any-body")
_BARE = reference_words("demonstrative")


@lru_cache(maxsize=1)
def _children() -> Mapping[str, tuple[tuple[str, Entry], ...]]:
    """The organs of each body with every key they are called by."""
    found: defaultdict[str, list[tuple[str, Entry]]] = defaultdict(list)
    for name, same in entries("body").items():
        for entry in same:
            if entry.parent:
                found[entry.parent].append((name, entry))
    return {parent: tuple(organs) for parent, organs in found.items()}


@lru_cache(maxsize=1)
def _names_of() -> Mapping[str, tuple[str, ...]]:
    """The keys that each body is called by, the longest first."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, same in entries("body").items():
        for entry in same:
            found[entry.id].append(name)
    return {identity: tuple(sorted(names, key=len, reverse=True)) for identity, names in found.items()}


def organisation(work: Work, index: int) -> Resolution | None:
    """Who a span of type body, party or company names."""
    kind = work.spans[index].type
    name = work.keys[index]
    own = _named_inside(work, index)
    if own is not None:
        return own
    found = from_table(work, name, kind) or defined(work, name, kind)
    if found is not None and found.actor is not None:
        return found
    if kind == "body":
        below = _organ_of_body(work, index)
        if below is not None:
            return below
    if found is not None:
        return found
    if work.spans[index].form == "name":
        return fuller(work, index) or other_type(work, name, kind)
    return _last_of_kind(work, index)


def _named_inside(work: Work, index: int) -> Resolution | None:
    """A name that ends a wider mention of the same type is the whole: "the daily Le Monde", "U.S. firm Exxon"."""
    span = work.spans[index]
    for number in work.inner[index]:
        inside = work.spans[number]
        done = work.done[number]
        if inside.end == span.end and inside.type == span.type and inside.form == "name" and done and done.actor:
            return Resolution(done.actor, "name-inside", "likely")
    return None


def from_table(work: Work, name: str, kind: str) -> Resolution | None:
    """The row of the table that a key stands in; with several, the one that fits the cable."""
    same = entries(kind).get(name)
    if not same:
        return None
    date = work.facts.date
    there = [entry for entry in same if entry.at(date)] or list(same)
    if len(there) > 1:
        there = _fitting(work, there) or there
    if len(there) > 1:
        there = [entry for entry in there if not entry.parent] or there
    if len(there) > 1:
        there = [entry for entry in there if name in entry.called] or there
    if len(there) == 1 and kind == "organ" and _far_off(work, there[0], name):
        return Resolution(None, "table", "none", (f"{kind}:{there[0].id}",))
    if len(there) == 1:
        return Resolution(entry_actor(there[0], kind), "table", "sure" if len(same) == 1 else "likely")
    return Resolution(None, "table", "none", tuple(f"{kind}:{entry.id}" for entry in there))


def _far_off(work: Work, entry: Entry, name: str) -> bool:
    """An acronym of an organ of some state that the cable has nothing to do with: letters alone do not name it."""
    if entry.state in ("", "US") or " " in name or len(name) > 4:
        return False
    facts = work.facts
    return entry.state not in (facts.host, facts.addressed, *facts.tagged) and not work.geography.named[entry.state]


def _fitting(work: Work, several: list[Entry]) -> list[Entry]:
    facts, named = work.facts, work.geography.named
    bodies = {item.actor.id for item in work.said if item.actor.kind == "body"}
    if facts.body:
        bodies.add(f"body:{facts.body}")
    tests: tuple[Callable[[Entry], bool], ...] = (
        lambda entry: bool(entry.state) and entry.state in (facts.host, facts.addressed),
        lambda entry: f"body:{entry.id}" in bodies or (bool(entry.parent) and f"body:{entry.parent}" in bodies),
        lambda entry: bool(entry.state) and bool(named[entry.state]),
    )
    for test in tests:
        fit = [entry for entry in several if test(entry)]
        if len(fit) == 1:
            return fit
        several = fit or several
    most = max(named[entry.state] for entry in several)
    if most:
        return [entry for entry in several if named[entry.state] == most]
    return several


def defined(work: Work, name: str, kind: str) -> Resolution | None:
    """What the cable itself gives as the words of an acronym."""
    words = work.full.get(name)
    if not words:
        return None
    long = key(words)
    found = from_table(work, long, kind)
    if found is not None and found.actor is not None:
        return Resolution(found.actor, "defined", "sure")
    known = work.same.get(("ORG", long))
    if known is not None:
        return Resolution(known, "defined", "sure")
    label = f"{titled(words)} ({name.upper()})"
    return Resolution(_own(kind, long, label), "defined", "likely")


def _own(kind: ActorType | str, name: str, label: str, state: str = "") -> Actor:
    return Actor(id=f"{kind}:{slug(name)}", name=label, kind=kind, state=state)  # type: ignore[arg-type]


def fuller(work: Work, index: int) -> Resolution | None:
    """The same organisation under a fuller name in the cable, or its initials."""
    span = work.spans[index]
    name = work.keys[index]
    words = name.split()
    best: int | None = None
    for number, other in enumerate(work.keys):
        if number == index or work.spans[number].type != span.type or work.spans[number].form != "name":
            continue
        longer = other.split()
        if len(longer) <= len(words):
            continue
        at_start = longer[: len(words)] == words
        inside = len(words) > 1 and set(words) <= set(longer)
        if (at_start or inside or (len(words) == 1 and initials(other) == name)) and (
            best is None or len(other) > len(work.keys[best])
        ):
            best = number
    if best is None:
        return None
    done = work.done[best]
    if done is not None and done.actor is not None:
        return Resolution(done.actor, "fuller-name", "likely")
    found = from_table(work, work.keys[best], span.type)
    if found is not None and found.actor is not None:
        return Resolution(found.actor, "fuller-name", "likely")
    return Resolution(_own(span.type, work.keys[best], titled(work.words(best))), "fuller-name", "likely")


def other_type(work: Work, name: str, kind: str) -> Resolution | None:
    """A name that only another table has: the span's type may be wrong."""
    for table in ("body", "party", "company", "organ"):
        if table != kind and name in entries(table):
            found = from_table(work, name, table)
            if found is not None and found.actor is not None:
                return Resolution(found.actor, "table", "likely", (), found.actor.kind)
    return None


def _organ_of_body(work: Work, index: int) -> Resolution | None:
    """An organ by the body in its words or by the body it was named with; a word for a whole body by itself."""
    name = work.keys[index]
    span = work.spans[index]
    parents = _parents_inside(work, index)
    if parents:
        identity, rest = parents[0]
        if not rest or not any(word.isalpha() for word in rest.split()):
            return None
        child = _child(identity, rest)
        if child is not None:
            return Resolution(entry_actor(child, "body"), "organ-of-body", "sure")
        for named in work.before(span.start):  # "OSCE Mission" where its Mission in Kosovo was named
            if named.actor.id.startswith(f"body:{identity}/") and _has(_TAIL.sub("", named.actor.name), rest):
                return Resolution(named.actor, "last-named", "likely")
        return Resolution(_composed(identity, rest, titled(work.words(index))), "organ-of-body", "likely")
    words = name.split()
    if not words:
        return None
    head = words[-1]
    whole = head in _WHOLE and len(words) == 1
    about = _bodies_about(work)
    child = _child(about[0], name) if about and not whole else None
    if child is not None:
        return Resolution(entry_actor(child, "body"), "subject", "likely")
    for named in work.before(span.start):
        if named.actor.kind == "body" and named.form != "pronoun" and _has(_TAIL.sub("", named.actor.name), name):
            return Resolution(named.actor, "fuller-name", "likely")
    for number, other in enumerate(work.keys):  # a full name further down
        if work.spans[number].type == "body" and work.spans[number].form == "name" and len(words) > 1:
            for entry in entries("body").get(other, ())[:1]:
                if _has(entry.name, name) and number != index:
                    return Resolution(entry_actor(entry, "body"), "fuller-name", "likely")
    for identity in about:
        if whole:
            own = bodies_by_id().get(identity)
            if own is not None and (_has(own.name, head) or head in _ANY_BODY):
                return Resolution(entry_actor(own, "body"), "subject", "likely")
            continue
        child = _child(identity, name)
        if child is not None:
            return Resolution(entry_actor(child, "body"), "subject", "likely")
    if name in organ_kinds() and not whole:
        for identity in _bodies_about(work):
            return Resolution(_composed(identity, name, titled(work.words(index))), "subject", "guess")
    return None


def _has(name: str, words: str) -> bool:
    """Whether a name has words, whole and in a row."""
    return f" {words} " in f" {key(name)} "


def _bodies_about(work: Work) -> list[str]:
    """The bodies a cable is about: the post's or the tags' own, then those named, the most often named first."""
    found: Counter[str] = Counter()
    if work.facts.body in bodies_by_id():
        found[work.facts.body] = 1000
    for index, span in enumerate(work.spans):
        if span.type == "body" and span.form == "name":
            for entry in entries("body").get(work.keys[index], ())[:1]:
                found[entry.id] += 1
                if entry.parent:
                    found[entry.parent] += 1
    return [identity for identity, _ in found.most_common()]


def _parents_inside(work: Work, index: int) -> list[tuple[str, str]]:
    """The bodies named inside a span, with what its key has beside them."""
    name = work.keys[index]
    padded = f" {name} "
    found = []
    for number in work.inner[index]:
        done = work.done[number]
        if done is not None and done.actor is not None and done.actor.kind == "body":
            rest = padded.replace(f" {work.keys[number]} ", " ", 1).strip()
            found.append((done.actor.id.removeprefix("body:"), _stripped(rest)))
    if found:
        return found
    words = name.split()
    for at in range(len(words)):
        for end in range(len(words), at, -1):
            same = entries("body").get(" ".join(words[at:end]))
            if same and end - at < len(words) and not same[0].doubtful and same[0].kind != "organ":
                rest = " ".join(words[:at] + words[end:])
                found.append((same[0].id, _stripped(rest)))
                return found
    return found


def _stripped(rest: str) -> str:
    words = [word for word in rest.split() if word not in _BARE]
    while words and words[0] in ("of", "for", "the", "to", "in", "at", "s"):
        words.pop(0)
    while words and words[-1] in ("of", "for", "the", "to", "in", "at", "s"):
        words.pop()
    return " ".join(words)


def _child(identity: str, rest: str) -> Entry | None:
    """The organ of a body that is called ``rest``, alone or behind one of the body's own names."""
    organs = _children().get(identity, ())
    own = _names_of().get(identity, ())
    wanted = {rest, *(f"{name} {rest}" for name in own)}
    for name, entry in organs:
        if name in wanted:
            return entry
    return None


def _composed(identity: str, rest: str, label: str) -> Actor:
    entry = bodies_by_id().get(identity)
    name = entry.name if entry else identity
    words = titled(rest.upper())
    full = words if name.lower() in words.lower() else f"{words} ({name})"
    return Actor(id=f"body:{identity}/{slug(rest)}", name=full if rest else label, kind="body")


@lru_cache(maxsize=1)
def _kinds() -> Mapping[str, str]:
    return {f"company:{entry.id}": entry.kind for same in entries("company").values() for entry in same}


def _plain(text: str) -> str:
    words = " ".join(text.replace("- ", "").split())
    return words.lower() if text.isupper() else words


def _last_of_kind(work: Work, index: int) -> Resolution | None:
    """A bare "party" or "company": the last one named, unless the words tell another."""
    span = work.spans[index]
    words = [word for word in work.keys[index].split() if word not in _BARE]
    known = organ_kinds().get(words[0]) if len(words) == 1 else None
    if known is None or words[0].endswith("s"):
        label = _plain(work.words(index))
        return Resolution(_own(span.type, label, label), "words", "guess") if span.type != "body" else None
    for named in work.before(span.start):
        if named.actor.kind == span.type and named.form != "pronoun":
            if known[0] != span.type and words[0] not in key(named.actor.name).split():
                continue
            if known[1] == "media" and _kinds().get(named.actor.id, "media") not in ("media", "company"):
                continue
            near = work.paragraph(named.at) == work.paragraph(span.start)
            return Resolution(named.actor, "last-named", "likely" if near else "guess")
    return None
