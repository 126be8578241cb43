"""Who is meant: every found span of a telegram to one canonical actor, or to candidates, or to none.

Places and states come first, because the rest leans on them; then the spans in the order in which they end, so that
what stands inside a mention is known before it, and what was said before is known to what refers back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from cablegram.actors.context import Facts, era_of, facts_of
from cablegram.actors.gazetteer import fitting, key, slug, words_of_states
from cablegram.actors.geography import Geography, titled
from cablegram.actors.hints import hints
from cablegram.actors.nominals import people_nominal, state_nominal
from cablegram.actors.office_nominals import person_nominal
from cablegram.actors.organisations import organisation
from cablegram.actors.organs import organ
from cablegram.actors.people import Person, Roster, person_name, persons
from cablegram.actors.pronouns import pronoun
from cablegram.actors.records import Actor
from cablegram.actors.resolution import Resolution
from cablegram.actors.similar import nearest, nearest_states
from cablegram.actors.spans import Span
from cablegram.actors.work import COARSE, Work, definitions, sentence_starts
from cablegram.tables.offices import offices, title_key
from cablegram.telegram.records import Telegram

__all__ = ["Resolution", "resolve"]

_GEOGRAPHIC = ("state", "place", "region")


def resolve(
    telegram: Telegram,
    view_text: str,
    spans: Sequence[Span],
    roster: Roster | None = None,
    *,
    facts: Facts | None = None,
) -> list[Resolution]:
    """The answer to every span, in the order of ``spans``. Never raises for content.

    ``view_text`` is the reading view that the spans count in; ``roster`` is what is known of people from elsewhere
    (:class:`cablegram.actors.people.Roster`); ``facts`` is what :func:`cablegram.actors.context.facts_of` gives,
    where the caller knows more of the cable than its text.
    """
    facts = facts or facts_of(telegram, view_text)
    work = _start(view_text, spans, facts)
    order = sorted(range(len(spans)), key=lambda index: (spans[index].end, -spans[index].start))
    _geography(work, order)
    people = persons(work, order, roster)
    for index in order:
        if work.done[index] is None:
            work.answer(index, _one(work, index, people))
        else:
            resolution = work.done[index]
            if resolution is not None:
                work.answer(index, resolution)
    return [resolution or Resolution(None, "", "none") for resolution in work.done]


def _start(text: str, spans: Sequence[Span], facts: Facts) -> Work:
    keys = [key(text[span.start : span.end]) for span in spans]
    by_start = sorted(range(len(spans)), key=lambda index: (spans[index].start, -spans[index].end))
    inner: list[list[int]] = [[] for _ in spans]
    open_spans: list[int] = []
    for index in by_start:
        span = spans[index]
        while open_spans and spans[open_spans[-1]].end <= span.start:
            open_spans.pop()
        for outer in open_spans:
            if spans[outer].end >= span.end and (spans[outer].start, spans[outer].end) != (span.start, span.end):
                inner[outer].append(index)
        open_spans.append(index)
    sentences, paragraphs = sentence_starts(text)
    work = Work(text, spans, facts, Geography(facts), keys, [None] * len(spans), inner)
    work.sentences, work.paragraphs = sentences, paragraphs
    work.geography.hints = cache(lambda: hints(text, facts.when))
    for acronym, words in definitions(text):
        work.full.setdefault(key(acronym), words)
    return work


def _geography(work: Work, order: Sequence[int]) -> None:
    """States, places and regions by their own words; what is in doubt comes after what is plain."""
    named = [index for index in order if work.spans[index].type in _GEOGRAPHIC and work.spans[index].form == "name"]
    if not work.facts.date:
        named_era = era_of(work.keys[index] for index in named)
        if named_era and (not work.facts.era or named_era < work.facts.era):
            work.facts.era = named_era
    for index in named:
        work.geography.note(work.words(index))
    for index in named:
        work.done[index] = _place_name(work, index)
    plain = {
        work.keys[index]: resolution.actor
        for index in named
        if (resolution := work.done[index]) is not None and resolution.actor is not None
    }
    for at, index in enumerate(named):
        resolution = work.done[index]
        if resolution is None:
            work.done[index] = _damaged(work, index, plain)
        elif resolution.actor is None and resolution.candidates:
            work.done[index] = _nearest_named(work, named[:at], index, resolution)


def _nearest_named(work: Work, before: Sequence[int], index: int, resolution: Resolution) -> Resolution:
    """Of several states the one that was named last before, in the same paragraph."""
    paragraph = work.paragraph(work.spans[index].start)
    for number in reversed(before):
        if work.paragraph(work.spans[number].start) != paragraph:
            break
        done = work.done[number]
        if done is not None and done.actor is not None and done.actor.id in resolution.candidates:
            return Resolution(done.actor, "nearest-named", "guess", resolution.candidates)
    return resolution


def _place_name(work: Work, index: int) -> Resolution | None:
    span, text = work.spans[index], work.words(index)
    geography = work.geography
    if span.type == "state":
        found = geography.state(text)
        if found is None or (found.actor is None and not found.candidates):
            other = geography.place(text) or geography.region(text)
            return replace(other, type=other.actor.kind) if other and other.actor else other or found
        return found
    if span.type == "place":
        return geography.place(text) or geography.region(text)
    found = geography.region(text)
    return found or geography.place(text)


def _damaged(work: Work, index: int, plain: dict[str, Actor]) -> Resolution | None:
    """A damaged name: the one like it in the cable, else the one state like it."""
    name = work.keys[index]
    same = nearest(name, plain)
    if same is not None:
        return Resolution(plain[same], "similar", "likely")
    if work.spans[index].type == "region":
        return None
    codes: dict[str, None] = {}
    for near in nearest_states(name):
        for word in fitting(words_of_states()[near], work.facts.when):
            codes.setdefault(word.code, None)
    if len(codes) == 1:
        return Resolution(work.geography.actor(next(iter(codes))), "similar", "guess")
    return None


def _one(work: Work, index: int, people: dict[int, Person]) -> Resolution:
    span = work.spans[index]
    found = _found(work, index, people)
    if found is not None:
        return found
    if span.form == "pronoun":
        return Resolution(None, "pronoun", "none")
    same = work.same.get((COARSE[span.type], work.keys[index]))
    if same is not None:
        return Resolution(same, "same-words", "likely")
    if span.form == "name":
        return by_words(work, index)
    return Resolution(None, "", "none")


def _found(work: Work, index: int, people: dict[int, Person]) -> Resolution | None:
    span = work.spans[index]
    if span.form == "pronoun":
        return pronoun(work, index, people)
    if span.type == "person":
        return person_name(people, index) or person_nominal(work, index, people)
    if span.type == "people":
        return people_nominal(work, index)
    if span.type == "state":
        return state_nominal(work, index, people)
    if _is_office(work, index):
        found = person_nominal(work, index, people)
        return None if found is None else replace(found, type="person")
    resolver = _RESOLVERS.get(span.type)
    return resolver(work, index) if resolver else None


def _is_office(work: Work, index: int) -> bool:
    """Letters that the cable itself sets behind an office: ``Permanent Observer (PermObs)``."""
    office = offices().get(title_key(work.words(index)))
    spelled = work.full.get(work.keys[index], "")
    return office is not None and bool(spelled) and offices().get(title_key(spelled)) == office


def by_words(work: Work, index: int) -> Resolution:
    """Nobody the tables know: the actor is its words."""
    span = work.spans[index]
    name = titled(_as_written(work, index))
    return Resolution(Actor(id=f"{span.type}:{slug(name)}", name=name, kind=span.type), "words", "guess")


def _as_written(work: Work, index: int) -> str:
    """The words of a span; of a heading's capitals, the same words as the text writes them further down."""
    words = work.words(index)
    if not words.isupper():
        return words
    alike = (work.words(other) for other, name in enumerate(work.keys) if name == work.keys[index])
    return next((text for text in alike if not (text.isupper() or text.islower())), words)


_RESOLVERS: dict[str, Callable[[Work, int], Resolution | None]] = {
    "organ": organ,
    "body": organisation,
    "party": organisation,
    "company": organisation,
}
