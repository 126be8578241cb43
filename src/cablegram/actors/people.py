"""Persons: all mentions of one name in a cable are one person; offices lead to who held them.

A surname alone is the person who was named in full with it; an office with a name is looked up among those who held
it at the cable's date; an office alone is the person last named with it in the cable, else its holder, else the office.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from cablegram.actors.gazetteer import key, slug
from cablegram.actors.lore import lore
from cablegram.actors.naming import Spoken, spoken
from cablegram.actors.records import Actor
from cablegram.actors.resolution import Resolution
from cablegram.actors.similar import nearest
from cablegram.actors.work import Work
from cablegram.tables.offices import PARTICLES, Holder, holders_by_surname, holders_of
from cablegram.tables.offices import surname as surname_of

_NEUTRAL = frozenset(("civil", "military", "head", "staff"))
_RARE = 12  # from this order of commonness on a surname alone tells a holder of whose state the cable speaks
# Titles by which the holder of another office is called as well.
_ALSO = {
    "minister": ("foreign-minister", "defense-minister", "prime-minister"),
    "secretary": ("secretary-of-state", "secretary-of-defense", "secretary-of-the-treasury", "secretary-of-commerce",
                  "secretary-of-agriculture", "secretary-of-energy"),
    "deputy-secretary-of-state": (),
    "under-secretary": ("under-secretary-political",),
    "ambassador": ("permanent-representative-un", "trade-representative"),
    "permanent-representative": ("permanent-representative-un",),
    "military": ("supreme-allied-commander", "head-of-state", "president", "leader", "secretary-of-state"),
    "president": ("head-of-state", "leader", "chairman"),
    "head": ("chairman", "party-leader", "general-secretary", "chairman-in-office"),
    "general-secretary": ("party-leader", "leader"),
    "party-leader": ("general-secretary", "leader"),
    "head-of-state": ("president", "leader", "head-of-state", "monarch"), "state": ("monarch", "head-of-state"),
    "prime-minister": ("premier", "leader"),
    "monarch": ("crown-prince",), "prince": ("monarch", "crown-prince"),
    "chancellor": ("prime-minister",), "foreign-minister": ("chairman-in-office",),
    "civil": ("pope", "supreme-leader"),
}  # fmt: skip
# Offices by which a chief of mission is called who does not sign: another office is another person's.
_CHIEF = frozenset(("ambassador", "charge", "chief-of-mission"))
_TOP = ("president", "vice-president", "secretary-of-state", "national-security-adviser", "secretary-of-defense")


class Roster(Protocol):
    """What is known of people from elsewhere: :mod:`cablegram.actors.rosters` makes one."""

    def person(self, surname: str, *, given: str, of: str, post: str, date: str) -> Actor | None:
        """The one person of that surname, with the initials of the given names, of a state or body or at a post,
        on a date; ``None`` where none or several are known."""
        ...


@dataclass(slots=True)
class Person:
    """One person of a cable: every word of the name, folded, as it was given most fully."""

    name: tuple[str, ...]
    shown: tuple[str, ...]
    offices: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    gender: str = ""
    indexes: list[int] = field(default_factory=list)
    actor: Actor | None = None
    how: str = "surname"
    sure: str = "likely"


def persons(work: Work, order: Sequence[int], roster: Roster | None) -> dict[int, Person]:
    """The people whom a cable names, by the number of each span that names them."""
    names: list[tuple[int, Spoken]] = []
    for index in order:
        span = work.spans[index]
        if span.type == "person" and span.form == "nominal":
            work.offices.update(office.office for office in spoken(work.words(index), False).offices)
    for index in order:
        span = work.spans[index]
        if span.type == "person" and span.form == "name":
            said = spoken(work.words(index))
            if said.name:
                names.append((index, said))
    groups: list[Person] = []
    for index, said in sorted(names, key=lambda item: (-_weight(item[1]), item[0])):
        person = _same(groups, said)
        if person is None:
            person = Person(said.name, said.shown)
            groups.append(person)
        person.indexes.append(index)
        person.offices.update(office.office for office in said.offices if office.organ != "civil")
        person.groups.update(office.organ for office in said.offices)
        person.gender = person.gender or said.gender
        person.states.update(state.state for state in work.states_inside(index) if said.title)
    _damaged(groups)
    for person in groups:
        _identify(work, person, roster)
    return {index: person for person in groups for index in person.indexes}


def _weight(said: Spoken) -> int:
    return len([word for word in said.name if word not in PARTICLES])


def _same(groups: list[Person], said: Spoken) -> Person | None:
    """The one person already known whose name has the words of this one."""
    own = [word for word in said.name if word not in PARTICLES]
    fits = []
    for person in groups:
        if said.gender and person.gender and said.gender != person.gender:
            continue
        if said.gender == "f" and not person.gender and person.offices:
            continue  # the wife of an official, not the official
        if _covers(person.name, own):
            fits.append(person)
    if len(fits) > 1:
        ends = [person for person in fits if person.name[-1] == own[-1]]
        fits = ends or fits
        if len(fits) > 1 and said.offices:
            offices = {office.office for office in said.offices}
            fits = [person for person in fits if person.offices & offices] or fits
    return fits[0] if fits else None


def _covers(full: tuple[str, ...], own: list[str]) -> bool:
    if not own:
        return False
    if len(own) == 1:
        return own[0] in full and len(own[0]) > 1
    if full[-1] == own[-1] and full[0][0] == own[0][0] and (len(own[0]) == 1 or len(full[0]) == 1):
        return True
    return set(own) <= set(full)


def _damaged(groups: list[Person]) -> None:
    """A surname that only damage sets apart from another of the cable joins it."""
    by_name = {person.name[-1]: person for person in groups if len(person.indexes) > 1 or len(person.name) > 1}
    for person in list(groups):
        if len(person.name) != 1 or len(person.indexes) > 2 or person.name[0] in by_name:
            continue
        near = nearest(person.name[0], by_name)
        if near is not None and (not person.gender or person.gender == by_name[near].gender):
            target = by_name[near]
            target.indexes += person.indexes
            target.offices |= person.offices
            target.groups |= person.groups
            target.states |= person.states
            groups.remove(person)


def _identify(work: Work, person: Person, roster: Roster | None) -> None:
    """Who a person is beyond the cable, else the words of the name."""
    said = Spoken(person.name, person.shown, (), "", person.gender)
    given = person.name[0] if len(person.name) > 1 and person.name[0] not in PARTICLES else ""
    signs = any(_in_signature(work, index) for index in person.indexes)
    if roster is not None and (signs or person.offices & _CHIEF):
        post = work.facts.post.id.removeprefix("post:") if work.facts.post is not None and signs else ""
        abroad = person.states - {"US"}  # whose chief of mission; that he is of the United States tells nothing
        of = next(iter(abroad)) if len(abroad) == 1 else "" if signs or abroad else work.facts.host
        known = roster.person(said.surname, given=given, of=of, post=post, date=work.facts.date)
        if known is not None:
            person.actor, person.how, person.sure = known, "roster", "likely"
            return
    holder = _holder(work, person, said.surname, given, signs)
    if holder is not None:
        of = holder.of if not holder.of.islower() else ""
        person.actor = Actor(id=f"person:{slug(holder.name)}", name=holder.name, kind="person", state=of)
        person.how = "office-holder"
        person.sure = "sure" if given or person.offices & {holder.office, *_TOP} else "likely"
        person.gender = person.gender or holder.gender
        person.offices.add(holder.office)
        return
    shown = " ".join(_natural(word, number) for number, word in enumerate(person.shown))
    state = next(iter(person.states), "") if len(person.states) == 1 else ""
    person.actor = Actor(id=f"person:{slug(shown)}", name=shown, kind="person", state=state)
    person.how = "full-name" if len(person.name) > 1 else "surname"


def _in_signature(work: Work, index: int) -> bool:
    """Whether a name stands alone at the end of the cable, as its signature."""
    signer = work.facts.signer
    return bool(signer) and key(signer) == work.keys[index] and work.spans[index].start > 0.6 * len(work.text)


def _holder(work: Work, person: Person, surname: str, given: str, signs: bool) -> Holder | None:
    """The one holder of an office at the cable's date whom a name with its title can mean."""
    facts = work.facts
    terms = {term: None for name in (surname, person.name[-1]) for term in holders_by_surname(name, facts.date)}
    fit: dict[str, Holder] = {}
    for term in terms:
        if person.gender and (person.gender == "f") != (term.gender == "f"):
            continue
        held = slug(term.name).split("-")
        if given and given not in held and given[0] not in [part[0] for part in held[:-1]]:
            continue
        if given and len(given) > 1 and given not in held and not any(_alike(given, part) for part in held):
            continue
        if _fits(work, person, term, given, signs):
            fit.setdefault(term.name, term)
    if not fit and not signs:
        fit = _nearly(work, person, surname, given)
    if len(fit) > 1:
        exact = {name: term for name, term in fit.items() if term.office in person.offices}
        fit = exact or fit
    return next(iter(fit.values())) if len(fit) == 1 else None


def _nearly(work: Work, person: Person, surname: str, given: str) -> dict[str, Holder]:
    """Holders of the states that matter whose name is spelled another way (KHADAFI), and the top officials of the
    United States of earlier years."""
    facts = work.facts
    codes = person.states or {facts.host, facts.addressed}
    if given == "" and len(surname) > 5 and lore().commonness(person.name[-1]) >= _RARE:
        terms = {term.name: term for code in codes if code for term in holders_of(code, facts.date)}
        by_surname = {surname_of(name): name for name in terms}
        near = nearest(surname, by_surname)
        if near is not None:
            term = terms[by_surname[near]]
            if _fits(work, person, term, given, False):
                return {term.name: term}
    past = {
        term.name: term for term in holders_by_surname(surname)
        if term.of == "US" and term.office in _TOP and facts.date and term.since[:4] <= facts.date[:4]
    }  # fmt: skip
    if len(past) == 1 and not person.offices and lore().commonness(person.name[-1]) >= _RARE - 1:
        (term,) = past.values()
        held = slug(term.name).split("-")
        return past if not given or given in held or any(_alike(given, part) for part in held) else {}
    return {}


def _alike(given: str, part: str) -> bool:
    return (len(part) == 1 and part == given[0]) or given[:3] == part[:3]


def _fits(work: Work, person: Person, term: Holder, given: str, signs: bool) -> bool:
    facts = work.facts
    official = person.offices
    called = term.office in official or any(term.office in _ALSO.get(word, ()) for word in (*official, *person.groups))
    abroad = term.of == "US" or term.of.islower()
    near = (
        term.of in person.states
        or term.of in (facts.host, facts.addressed, facts.body)
        or bool(work.geography.named[term.of])
        or (term.of.islower() and any(term.of in (entry, facts.body) for entry in _bodies(work)))
    )
    if person.states and not term.of.islower() and term.of not in person.states:
        return False
    if signs:
        return term.of == "US" and (facts.washington or term.office == "permanent-representative-un")
    if given:
        return called or near or abroad or not official
    if called:
        return near or abroad
    if official and not person.groups <= _NEUTRAL:
        return False
    if term.office in work.offices and (near or abroad):
        return True
    rare = lore().commonness(person.name[-1]) >= _RARE
    return (near and (rare or term.office in _TOP)) or (term.of == "US" and term.office in _TOP and rare)


def related(office: str, other: str) -> bool:
    """Whether one office is called by the other's name as well."""
    return other in _ALSO.get(office, ()) or office in _ALSO.get(other, ())


def _bodies(work: Work) -> Iterator[str]:
    for done in work.done:
        if done is not None and done.actor is not None and done.actor.kind == "body":
            yield done.actor.id.removeprefix("body:")


def _natural(word: str, number: int) -> str:
    """A word of a name with a capital initial; small particles inside a name stay small."""
    if not word.isupper() and not word.islower():
        return word
    low = word.lower()
    if number and low in PARTICLES:
        return low
    if "." in word:
        return word.upper()
    parts = ["".join(_initial(piece) for piece in part.split("'")) if "'" not in part else
             "'".join(_initial(piece) for piece in part.split("'")) for part in low.split("-")]  # fmt: skip
    joined = "-".join(parts)
    return "Mc" + joined[2:].capitalize() if joined.startswith("Mc") and len(joined) > 4 else joined


def _initial(piece: str) -> str:
    return piece[:1].upper() + piece[1:]


def person_name(people: dict[int, Person], index: int) -> Resolution | None:
    """The person whom a name means."""
    person = people.get(index)
    if person is None or person.actor is None:
        return None
    return Resolution(person.actor, person.how, person.sure)  # type: ignore[arg-type]
