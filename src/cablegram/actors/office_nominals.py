"""An office or another word for one person: "the Foreign Minister", "DCM", "the ministry official".

It is the person whose name stands beside it, else the person last named with it in the cable, else an officer of the
writing post, else its holder at the date, else the office itself: `Foreign Minister (Norway)`.
"""

from __future__ import annotations

import re

from cablegram.actors.gazetteer import bodies_by_id, key, slug
from cablegram.actors.geography import titled
from cablegram.actors.naming import spoken
from cablegram.actors.nominals import by_head, distinct_states, speaking
from cablegram.actors.people import Person
from cablegram.actors.records import Actor
from cablegram.actors.resolution import Resolution
from cablegram.actors.work import Work
from cablegram.tables.offices import Holder, Office, holders

_APPOSED = re.compile(r"\s*(?:,|\(|-{1,2})\s*(?:the\s+|a\s+|an\s+|our\s+)?$", re.IGNORECASE)
_IS = re.compile(
    r"\s+(?:(?:is|was|as|became|becomes|remains|has been|had been)\s+(?:the\s+|a\s+|an\s+)?|,\s*who\s+is\s+(?:the\s+)?)",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"\s*[,).;:]|\s*$")
_AS = re.compile(r"\bas\s+(?:the\s+)?$", re.IGNORECASE)
_LATER_YEAR = re.compile(r"\b(20\d\d|19\d\d)\b")
_BODY_OFFICES = ("body", "permanent-mission")
_STATE_OFFICES = ("state", "government", "foreign-ministry", "ministry")
_POST_NAMES = {
    "deputy-chief-of-mission": "Deputy Chief of Mission", "charge": "Charge d'Affaires", "ambassador": "Ambassador",
    "chief-of-mission": "Ambassador",
}  # fmt: skip


def person_nominal(work: Work, index: int, people: dict[int, Person]) -> Resolution | None:
    """An office or another word for one person."""
    text = work.words(index)
    beside = beside_name(work, index, people)
    if beside is not None:
        offices = {office.office for office in spoken(text, False).offices if office.organ != "civil"}
        for person in people.values():
            if person.actor is not None and person.actor.id == beside.id:
                person.offices |= offices
        return Resolution(beside, "apposition", "likely")
    words = work.keys[index].split()
    if any(speaking().get(word) == "one" for word in words):
        states = distinct_states(work, index)
        if len(states) == 1:
            return Resolution(states[0], "speaks-for", "likely")
    said = spoken(text, False)
    office = _main_office(text, said.offices)
    if office is None:
        return by_head(work, index, "person")
    states = distinct_states(work, index)
    of = states[0].state if len(states) == 1 else _body_of(work, index) or office.of
    earlier = _with_office(work, index, people, office, of)
    if earlier is not None and office.organ != "post":
        return earlier
    if office.organ in ("post", "consulate", "permanent-mission") and of in ("", "US"):
        return _of_post(work, index, people, office, text) or earlier
    if earlier is not None:
        return earlier
    held = _held(work, index, office, of)
    if held is not None:
        return held
    if of:
        return Resolution(_office_actor(work, office, of, text), "title", "likely")
    if office.organ in _STATE_OFFICES:
        near = _foreign(work, index) or work.host_state()
        if near is not None and near.state:
            return Resolution(_office_actor(work, office, near.state, text), "title", "guess")
    return by_head(work, index, "person")


def _main_office(text: str, named: tuple[Office, ...]) -> Office | None:
    if not named:
        return None
    return named[0] if re.search(r"\b(?:of|to|for|at)\b", text, re.IGNORECASE) else named[-1]


def beside_name(work: Work, index: int, people: dict[int, Person]) -> Actor | None:
    """The person whom a name beside it gives: "Suarez, the Prime Minister,", "the chairman (Vik)", "Holm is the
    leader", "as Acting Premier, Berg"."""
    span, text = work.spans[index], work.text
    after = text[span.end : span.end + 3]
    for number in range(max(0, index - 3), min(len(work.spans), index + 4)):
        person = people.get(number)
        other = work.spans[number]
        if person is None or number == index:
            continue
        if 0 <= span.start - other.end < 24:
            between = text[other.end : span.start]
            if _IS.fullmatch(between):
                return person.actor
            if _APPOSED.fullmatch(between) and (_CLOSES.match(after) or between.rstrip().lower().endswith("the")):
                return person.actor
        elif 0 <= other.start - span.end < 8:
            between = text[span.end : other.start]
            if re.fullmatch(r"\s*\(\s*|\s+", between):
                return person.actor
            alone = _CLOSES.match(text[other.end : other.end + 3])
            if re.fullmatch(r"\s*,\s+", between) and (alone or _AS.search(text[max(0, span.start - 8) : span.start])):
                return person.actor
    return None


def _body_of(work: Work, index: int) -> str:
    for number in work.inner[index]:
        done = work.done[number]
        if done is not None and done.actor is not None and done.actor.kind == "body":
            return done.actor.id.removeprefix("body:")
    return ""


def _with_office(work: Work, index: int, people: dict[int, Person], office: Office, of: str) -> Resolution | None:
    """The person last named with that office before, else the only one in the cable."""
    span = work.spans[index]
    fits: dict[str, tuple[int, Person]] = {}
    for person in {id(person): person for person in people.values()}.values():
        if person.actor is None or not (office.office in person.offices or _of_kind(office.office, person.offices)):
            continue
        if of and of not in person.states and not (of == work.facts.host and not person.states):
            continue
        at = max(
            (work.spans[number].start for number in person.indexes if work.spans[number].start < span.start), default=-1
        )
        fits[person.actor.id] = (at, person)
    if not fits:
        for named in work.before(span.start):
            if named.type == "person" and named.form == "nominal" and named.words == work.keys[index]:
                return Resolution(named.actor, "same-words", "likely")
        return None
    best = max(fits.values(), key=lambda item: item[0])
    if best[0] < 0 and len(fits) > 1:
        return None
    return Resolution(best[1].actor, "office-in-cable", "likely")


def _of_kind(office: str, held: set[str]) -> bool:
    """Whether one of the offices is a "Minister" or "Secretary" of something."""
    if office == "minister":
        return any(one.endswith("-minister") and one not in ("prime-minister", "deputy-prime-minister") for one in held)
    return office == "secretary" and any(one.startswith("secretary-of-") for one in held)


def _of_post(work: Work, index: int, people: dict[int, Person], office: Office, text: str) -> Resolution | None:
    """An officer of the writing post; of the post addressed in a cable of the Department."""
    facts = work.facts
    post = facts.post if not facts.washington else facts.posts[0] if len(facts.posts) == 1 else None
    if office.office in ("ambassador", "permanent-representative", "charge", "consul-general", "principal-officer"):
        earlier = _with_office(work, index, people, office, "")
        if earlier is not None:
            return earlier
        if facts.signer and not facts.washington and post is not None and office.office != "charge":
            signs = signer(work, people)
            if signs is not None:
                return Resolution(signs, "signature", "guess")
    if post is None:
        return None
    label = _POST_NAMES.get(office.office, office.title)
    many = office.kind == "people"
    actor = Actor(
        id=f"person:{post.id.removeprefix('post:')}/{office.office}", name=f"{label}, {post.name}",
        kind="people" if many else "person", state="US",
    )  # fmt: skip
    return Resolution(actor, "post-officer", "likely")


def signer(work: Work, people: dict[int, Person]) -> Actor | None:
    """The person who signs the cable."""
    wanted = key(work.facts.signer)
    for index, person in people.items():
        if work.keys[index] == wanted and person.actor is not None:
            return person.actor
    name = titled(work.facts.signer.upper())
    return Actor(id=f"person:{slug(name)}", name=name, kind="person", state="US")


def _held(work: Work, index: int, office: Office, of: str) -> Resolution | None:
    """Who held the office at the cable's date."""
    facts = work.facts
    wanted = office.office
    if not facts.date:
        return None
    if office.title == "Secretary" and not of:
        wanted = "secretary-of-state" if work.keys[index] in ("secretary", "acting secretary") else ""
    if office.organ in ("state-department", "us-department", "white-house") or wanted == "secretary-of-state":
        return _one(holders(wanted, "US", facts.date), "office-holder")
    if of and not (office.organ == "body" and _later(work, index)):
        return _one(_any_of(wanted, of, facts.date), "office-holder")
    if _later(work, index):
        return None
    if office.organ in _BODY_OFFICES:
        for body in _bodies(work):
            found = _one(holders(wanted, body, facts.date), "office-holder")
            if found is not None:
                return found
        return None
    if (
        wanted in ("president", "vice-president")
        and facts.washington
        and work.state_near(work.spans[index].start) is None
    ):
        return _one(holders(wanted, "US", facts.date), "office-holder")
    if office.organ in _STATE_OFFICES:
        for state in (_foreign(work, index), work.host_state()):
            if state is not None:
                found = _one(_any_of(wanted, state.state, facts.date), "office-holder")
                if found is not None:
                    return found
    return None


def _foreign(work: Work, index: int) -> Actor | None:
    near = work.state_near(work.spans[index].start)
    return near if near is not None and near.state != "US" else None


def _any_of(office: str, of: str, date: str) -> tuple[Holder, ...]:
    found = holders(office, of, date)
    if not found and office == "president":
        found = holders("head-of-state", of, date)
    if not found and office == "prime-minister":
        found = holders("premier", of, date)
    return found


def _one(terms: tuple[Holder, ...], how: str) -> Resolution | None:
    if len(terms) != 1:
        return None
    holder = terms[0]
    of = "" if holder.of.islower() else holder.of
    office = f"person:{holder.of}/{holder.office}"  # the powers of an office may be meant, not who holds it
    actor = Actor(id=f"person:{slug(holder.name)}", name=holder.name, kind="person", state=of)
    return Resolution(actor, how, "likely", (actor.id, office))


def _later(work: Work, index: int) -> bool:
    """Whether the words around speak of a year after the cable's: the office then has no holder yet."""
    span = work.spans[index]
    around = work.text[max(0, span.start - 30) : span.end + 30]
    return any(year > work.facts.date[:4] for year in _LATER_YEAR.findall(around))


def _bodies(work: Work) -> list[str]:
    found: dict[str, None] = {}
    if work.facts.body:
        found[work.facts.body] = None
    for named in reversed(work.said):
        if named.actor.kind == "body":
            identity = named.actor.id.removeprefix("body:")
            found.setdefault(identity, None)
            entry = bodies_by_id().get(identity)
            if entry is not None and entry.parent:
                found.setdefault(entry.parent, None)
    return list(found)


def _office_actor(work: Work, office: Office, of: str, text: str) -> Actor:
    """The office itself where nobody is known to hold it."""
    title = office.title if office.organ not in ("", "civil", "staff", "head") else titled(text.upper())
    if of.islower():
        entry = bodies_by_id().get(of)
        return Actor(
            id=f"person:{of}/{slug(office.office)}", name=f"{title} ({entry.name if entry else of})", kind="person"
        )
    state = work.geography.actor(of)
    return Actor(id=f"person:{of}/{slug(office.office)}", name=f"{title} ({state.name})", kind="person", state=of)
