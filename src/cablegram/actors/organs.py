"""Organs of states: posts, ministries, delegations, parliaments, forces.

A bare one is the writing post's ("Embassy"), the Department's ("Department"), or that of the state named in the
span, in the sentence, or of the host state, in this order.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from cablegram.actors.context import body_of, capital_of, embassy_in, post_actor
from cablegram.actors.gazetteer import bodies_by_id, entries, key, organ_kinds, slug, states_in, words_of_places
from cablegram.actors.geography import titled
from cablegram.actors.organisations import defined, from_table, other_type
from cablegram.actors.records import Actor
from cablegram.actors.resolution import Resolution
from cablegram.actors.work import Work
from cablegram.tables import rows
from cablegram.tables.reference_words import reference_words
from cablegram.tables.stations import station as station_of

_DEPARTMENT = reference_words("department")
_POSTS = reference_words("own-post")
_DELEGATIONS = reference_words("delegation")
_US_DELEGATIONS = frozenset(("usdel", "us del", "us delegation"))
_DEMONSTRATIVE = reference_words("demonstrative")


@lru_cache(maxsize=1)
def _post_names() -> Mapping[str, str]:
    return {row["word"]: row["post"] for row in rows("post_words")}


@lru_cache(maxsize=1)
def _ministries() -> Mapping[str, str]:
    return {key(row["word"]): row["ministry"] for row in rows("ministry_words")}


def organ(work: Work, index: int) -> Resolution | None:
    """Who a span of type organ names."""
    text, name = work.words(index), work.keys[index]
    words = [word for word in name.split() if word not in _DEMONSTRATIVE]
    bare = " ".join(words)
    if bare in _DEPARTMENT:
        return Resolution(_STATE_DEPARTMENT, "department", "sure")
    if bare == "uslo" and work.facts.post is not None and work.facts.post.name.startswith("Liaison"):
        return Resolution(work.facts.post, "post", "sure")
    if bare in ("usun", "usnato", "uslo") or text.upper().startswith(
        ("AMEMBASSY", "AMCONSUL", "USMISSION", "AMCONGEN")
    ):
        station = station_of(text)
        if station is not None:
            return Resolution(post_actor(station), "post", "sure")
    if bare in _POSTS:
        return _bare_post(work, index, bare)
    states = work.states_inside(index)
    rest = _without_states(name)
    found = _post(work, index, states, rest)
    if found is not None:
        return found
    ministry = _ministries().get(rest)
    if ministry is None and rest.endswith(" ministry"):
        ministry = "Ministry of " + titled(rest.removesuffix("ministry").strip().upper())
    if ministry is None and rest.startswith(("ministry of ", "ministry for ")):
        ministry = titled(rest.upper())
    table = from_table(work, name, "organ")
    if ministry is not None and (table is None or table.actor is None or rest in _ministries()):
        return _of_state(work, index, states, ministry)
    if table is not None and table.actor is not None:
        return table
    station = station_of(text) if work.spans[index].form == "name" else None
    if station is not None and (
        rest == "" or name in words_of_places() or station.station == bare.upper().replace(" ", "")
    ):
        return Resolution(post_actor(station), "post", "likely")
    meant = defined(work, name, "organ")
    if meant is not None:
        return meant
    earlier = _same_head(work, index, rest, states)
    if earlier is not None:
        return earlier
    if table is not None:
        return table
    if work.spans[index].form == "name" and not states:
        other = other_type(work, name, "organ")
        if other is not None and _is_about(work, other):
            return other
    return _worded(work, index, states, rest)


_SOME_EMBASSY = Actor(id="organ:US/embassy", name="Embassy of the United States", kind="organ", state="US")
_STATE_DEPARTMENT = Actor(
    id="organ:US/department-of-state", name="Department of State (United States)", kind="organ", state="US"
)


def writing_post(work: Work) -> Actor | None:
    """The post that writes; where only the host state is known, the embassy in it; else an embassy without a city."""
    facts = work.facts
    if facts.post is not None:
        return facts.post
    here = embassy_in(facts.host) if facts.host else None
    return here or _SOME_EMBASSY


def _is_about(work: Work, other: Resolution) -> bool:
    """Whether the cable names the body whose organ a name could mean (Council of Ministers), or it is of none."""
    actor = other.actor
    entry = bodies_by_id().get(actor.id.removeprefix("body:")) if actor is not None else None
    return entry is None or not entry.parent or f"body:{entry.parent}" in {named.actor.id for named in work.said}


def _bare_post(work: Work, index: int, bare: str) -> Resolution:
    facts = work.facts
    if facts.post is not None and not facts.washington:
        return Resolution(facts.post, "post", "sure" if bare != "mission" or facts.body else "likely")
    if len(facts.posts) == 1:
        return Resolution(facts.posts[0], "addressee", "likely")
    for named in work.before(work.spans[index].start):
        if named.actor.id.startswith("post:"):
            return Resolution(named.actor, "last-named", "likely")
    if len(facts.posts) > 1:
        return Resolution(None, "addressee", "none", tuple(post.id for post in facts.posts))
    if facts.washington:
        codes = [(times, code) for code, times in work.geography.named.items() if code != "US"]
        times, code = max(codes, default=(0, ""))
        if 2 * times > sum(times for times, _ in codes):
            return Resolution(embassy_in(code) or _SOME_EMBASSY, "named-in-cable", "guess")
        return Resolution(_SOME_EMBASSY, "addressee", "guess")
    return Resolution(writing_post(work), "post", "guess")


def _without_states(name: str) -> str:
    """What a key has beside the words for states and bodies of it, and beside small words at its ends."""
    words = name.split()
    for first, last, _ in reversed(states_in(name)):
        if not (first == 0 and last == len(words)):
            del words[first:last]
    words = [word for word in words if word not in _DEMONSTRATIVE]
    while words and words[0] in ("of", "the", "for", "in", "to", "at"):
        words.pop(0)
    while words and words[-1] in ("of", "the", "for", "in", "to", "at"):
        words.pop()
    return " ".join(words)


def _post(work: Work, index: int, states: list[Actor], rest: str) -> Resolution | None:
    """Embassies and missions of a state, delegations of a state to a body."""
    words = rest.split()
    name = work.keys[index]
    if name in _US_DELEGATIONS or (words and words[-1] in _DELEGATIONS) or (words and words[0] in _DELEGATIONS):
        return _delegation(work, index, states, rest)
    label = next((_post_names()[word] for word in (rest, *words) if word in _post_names()), None)
    if label is None:
        return None
    city = _city_in(work, index)
    station = station_of(f"AMEMBASSY {city}") if city else None
    if city:  # the state whose capital the city is does not send the embassy in it
        beside = work.geography.state(f" {name} ".replace(f" {key(city)} ", " "))
        states = [beside.actor] if beside is not None and beside.actor is not None else []
    sending = states[0] if states else None
    if sending is None or sending.state == "US":
        if station is not None and label != "Mission":
            return Resolution(post_actor(station), "post", "sure")
        if label == "Mission" and words[0] != "mission" and not states:
            return None
        if sending is not None or len(words) == 1:
            post = work.facts.post
            if post is not None and not work.facts.washington and (city is None or label == "Mission"):
                return Resolution(post, "post", "likely")
            return _bare_post(work, index, label.lower())
        return None
    seat = city or ("Washington" if work.facts.washington else capital_of(work.facts.host, work.facts.date))
    if work.facts.host == sending.state and city is None:
        seat = ""
    if work.facts.body and label == "Mission":
        seat = ""
        entry = bodies_by_id().get(work.facts.body)
        if entry is not None:
            full = f"Mission of {_the(sending.name)} to the {entry.name}"
            return Resolution(
                Actor(id=f"organ:{sending.state}/mission-{slug(entry.id)}", name=full, kind="organ", state=sending.state),
                "state-in-span", "likely",
            )  # fmt: skip
    full = f"{label} of {_the(sending.name)}" + (f", {titled(seat.upper())}" if seat else "")
    identity = f"organ:{sending.state}/{slug(label)}" + (f"-{slug(seat)}" if seat else "")
    return Resolution(
        Actor(id=identity, name=full, kind="organ", state=sending.state), "state-in-span", "sure" if city else "likely"
    )


def _the(name: str) -> str:
    return f"the {name}" if name.startswith(("United", "Netherlands", "Federal", "Soviet", "Philippines")) else name


def _city_in(work: Work, index: int) -> str | None:
    for number in work.inner[index]:
        if work.spans[number].type == "place":
            return work.words(number)
    words = work.keys[index].split()
    for size in (3, 2, 1):
        for at in range(len(words) - size + 1):
            part = " ".join(words[at : at + size])
            if part in words_of_places() and station_of(f"AMEMBASSY {part}") is not None:
                return part
    return None


def _delegation(work: Work, index: int, states: list[Actor], rest: str) -> Resolution | None:
    name = work.keys[index]
    if not states and (name.startswith(("usdel", "us del")) or rest in _US_DELEGATIONS):
        states = [work.geography.actor("US")]
    body = _body_inside(work, index)
    if not body and work.facts.body:
        entry = bodies_by_id().get(work.facts.body)
        body = (entry.id, entry.name) if entry else None
    if len(states) != 1:
        if states or rest.endswith("s"):
            return None
        for named in work.before(work.spans[index].start):
            if named.actor.id.startswith("organ:") and "delegation" in named.actor.id:
                return Resolution(named.actor, "last-named", "likely")
        return None
    state = states[0]
    full = f"Delegation of {_the(state.name)}" + (f" ({body[1]})" if body else "")
    identity = f"organ:{state.state}/delegation" + (f"-{slug(body[0])}" if body else "")
    return Resolution(Actor(id=identity, name=full, kind="organ", state=state.state), "state-in-span", "likely")


def _body_inside(work: Work, index: int) -> tuple[str, str] | None:
    for number in work.inner[index]:
        done = work.done[number]
        if done is not None and done.actor is not None and done.actor.kind == "body":
            return done.actor.id.removeprefix("body:"), done.actor.name
    for word in work.keys[index].split():
        same = entries("body").get(word)
        if same and not same[0].doubtful and same[0].kind in ("organisation", "alliance", "conference"):
            return same[0].id, same[0].name
    return None


def _of_state(work: Work, index: int, states: list[Actor], label: str) -> Resolution:
    """An organ under its usual name, of the state in the span, the sentence, or the host state."""
    state, how = (states[0], "state-in-span") if len(states) == 1 else (None, "")
    if state is None and work.facts.host:
        state, how = work.host_state(), "host-state"
    if state is None:
        state, how = work.state_near(work.spans[index].start), "state-in-sentence"
    if state is None:
        for named in work.before(work.spans[index].start):
            if named.actor.kind == "organ" and named.actor.name.startswith(label) and named.actor.state:
                return Resolution(named.actor, "same-words", "likely")
    if state is None:
        state, how = work.host_state(), "addressee"
    if state is None:
        return Resolution(Actor(id=f"organ:{slug(label)}", name=label, kind="organ"), "words", "guess")
    actor = Actor(
        id=f"organ:{state.state}/{slug(label)}", name=f"{label} ({state.name})", kind="organ", state=state.state
    )
    sure = "sure" if how == "state-in-span" else "likely"
    return Resolution(actor, how, sure)  # type: ignore[arg-type]


def _same_head(work: Work, index: int, rest: str, states: list[Actor]) -> Resolution | None:
    """A bare "Ministry" or "team": the last organ whose name has the word."""
    span = work.spans[index]
    words = rest.split()
    if states or len(words) != 1 or (words[0].endswith("s") and span.form == "nominal"):
        return None
    head = words[0]
    if organ_kinds().get(head, ("", ""))[1] in ("government", "forces"):
        return None
    for named in work.before(span.start):
        if named.form == "pronoun" or named.actor.kind != "organ":
            continue
        if head in key(named.actor.name).split() or head in named.words.split():
            return Resolution(named.actor, "last-named", "likely")
    return None


def _worded(work: Work, index: int, states: list[Actor], rest: str) -> Resolution | None:
    """An organ that no table has: its words, with the state they say or the cable's own."""
    text = work.words(index)
    label = titled(rest.upper() if states and rest else text)
    kind = organ_kinds().get(rest, organ_kinds().get(rest.split()[-1] if rest else "", ("", "")))
    if len(states) == 1 and rest:
        return _of_state(work, index, states, label)
    if (
        not states
        and kind[1] in ("ministry", "parliament", "government", "forces", "court")
        and not rest.endswith("s ")
    ):
        return _of_state(work, index, states, label)
    return Resolution(Actor(id=f"organ:{slug(rest or text)}", name=titled(text), kind="organ"), "words", "guess")


__all__ = ["body_of", "organ", "writing_post"]
