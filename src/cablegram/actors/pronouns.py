"""Pronouns: whom "he", "they", "it" and "we" stand for.

"He" is a person named before, the nearer and the more often the subject of a sentence the better; "they" a group, a
state or an organ; "it" an organ, a body, a state or a party; "we" the writing post where it reports, the United
States where it speaks for policy. Two that are equally near decide nothing.
"""

from __future__ import annotations

import re

from cablegram.actors.office_nominals import beside_name, signer
from cablegram.actors.people import Person
from cablegram.actors.records import Actor, ActorType
from cablegram.actors.resolution import Resolution
from cablegram.actors.work import Named, Work
from cablegram.tables.reference_words import reference_words

_HE = reference_words("he")
_SHE = reference_words("she")
_THEY = reference_words("they")
_IT = reference_words("it")
_WE = reference_words("we")
_I = reference_words("i")
_YOU = reference_words("you")
_VERB = re.compile(rf"\s+(?:\w{{3,}}ed|{'|'.join(sorted(reference_words('saying')))})\b", re.IGNORECASE)
_SELVES = _WE | _YOU
_FAR = 8  # sentences back that a pronoun reaches
_SINGULAR: tuple[ActorType, ...] = ("state", "organ", "body", "party", "company")
_PLURAL: tuple[ActorType, ...] = ("people", "state", "organ", "body", "party", "company", "person")


def pronoun(work: Work, index: int, people: dict[int, Person]) -> Resolution | None:
    """Whom a pronoun stands for."""
    word = work.keys[index].split()[-1] if work.keys[index] else ""
    if (word in _HE or word in _SHE) and work.spans[index].type in ("state", "organ"):
        return _best(work, index, (work.spans[index].type,), {}, "")
    if word in _HE or word in _SHE:
        named = beside_name(work, index, people)
        if named is not None and word == "he" and "(" in work.text[work.spans[index].end : work.spans[index].end + 4]:
            return Resolution(named, "apposition", "sure", (), "person")
        gender = "f" if word in _SHE else "m"
        return _best(work, index, ("person",), _genders(people), gender)
    if word in _THEY:
        return _plural(work, index)
    if word in _IT:
        return _best(work, index, _SINGULAR, {}, "")
    if word in _WE or word == "e":
        return _we(work, index)
    if word in _I:
        return _speaker(work, index, people)
    if word in _YOU:
        return _addressed(work, index)
    span = work.spans[index]
    if word in ("latter", "both", "each"):
        return _best(work, index, (span.type,), {}, "")
    return None


def _genders(people: dict[int, Person]) -> dict[str, str]:
    return {person.actor.id: person.gender for person in people.values() if person.actor and person.gender}


def _best(
    work: Work, index: int, types: tuple[ActorType, ...], genders: dict[str, str], gender: str
) -> Resolution | None:
    """The best of the earlier mentions: near ones, subjects of their sentence, those said again."""
    span = work.spans[index]
    here = work.sentence(span.start)
    paragraph = work.paragraph(span.start)
    scores: dict[str, float] = {}
    kinds: dict[str, Named] = {}
    seen = 0
    said = work.keys[index].rpartition(" ")[2]
    own_clause = work.keys[index] in ("his", "her", "its", "their", "himself", "herself", "itself", "themselves")
    for named in work.before(span.start):
        far = here - work.sentence(named.at)
        if far > _FAR or (far > 2 and work.paragraph(named.at) < paragraph - 1):
            break
        if named.type not in types or named.actor.kind not in types:
            continue
        if named.form == "pronoun" and named.words.split()[-1:] and named.words.split()[-1] in _SELVES:
            continue
        own = genders.get(named.actor.id, "")
        if gender and own and own != gender:
            continue
        if gender == "f" and not own and genders and "f" in genders.values():
            continue
        if _inside_other(work, named, index):
            continue
        score = 3.0 / (1 + far) + (1.2 if _is_subject(work, named) else 0.0)
        if not seen:
            score += 1.5 if own_clause and far == 0 else 0.4
        if span.type == named.type:
            score += 0.5
        if named.form == "pronoun":
            score += 0.3
        if "+" in named.actor.id and said in _THEY:
            score += 1.0  # several states together are what "they" says
        seen += 1
        scores[named.actor.id] = max(scores.get(named.actor.id, 0.0), score) + 0.05
        kinds.setdefault(named.actor.id, named)
    if not scores:
        return None
    ranked = sorted(scores, key=lambda identity: -scores[identity])
    best = kinds[ranked[0]]
    if len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < 0.05:
        return Resolution(None, "pronoun", "none", tuple(ranked[:4]))
    close = len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < 0.6
    return Resolution(best.actor, "pronoun", "guess" if close else "likely", (), best.type)


def _inside_other(work: Work, named: Named, index: int) -> bool:
    """Whether a mention is part of a wider one that also ends before: "[French] officials", he is not France."""
    del index
    for number, span in enumerate(work.spans):
        if span.start > named.at:
            break
        if span.start <= named.at and named.end <= span.end and (span.start, span.end) != (named.at, named.end):
            done = work.done[number]
            if done is not None:
                return span.form != "pronoun"
    return False


def _is_subject(work: Work, named: Named) -> bool:
    """Whether a mention opens its sentence, but for some small words, or has a verb behind it."""
    start = work.sentences[work.sentence(named.at) - 1]
    before = work.text[start : min(named.at, start + 60)]
    if len(before.split()) <= 3 and not _VERB.search(" " + before):
        return True
    behind = _VERB.match(work.text, named.end)
    return behind is not None


def _plural(work: Work, index: int) -> Resolution | None:
    span = work.spans[index]
    if span.type in ("state", "people", "organ", "party", "company", "body"):
        own = _best(work, index, (span.type,), {}, "")
        if own is not None and own.actor is not None:
            return own
    return _best(work, index, tuple(kind for kind in _PLURAL if kind != "person"), {}, "")


def _we(work: Work, index: int) -> Resolution | None:
    span = work.spans[index]
    facts = work.facts
    if span.type == "state" and work.geography.named["US"]:
        return Resolution(work.geography.actor("US"), "speaks-for", "likely")
    if span.type == "state":  # a cable that names no United States reports rather than speaks for them
        return Resolution(_post(work), "post", "guess", (), "organ")
    if span.type == "organ":
        post = _post(work)
        return Resolution(post, "post", "likely" if facts.post is not None else "guess") if post else None
    return _best(work, index, (span.type,), {}, "")


def _post(work: Work) -> Actor | None:
    from cablegram.actors.organs import writing_post

    return writing_post(work)


def _speaker(work: Work, index: int, people: dict[int, Person]) -> Resolution | None:
    """ "I" in a cable is the one who signs it; in a quotation the one who speaks."""
    span = work.spans[index]
    start = work.paragraphs[work.paragraph(span.start) - 1]
    before = work.text[start : span.start]
    if before.count('"') % 2 == 1:
        opened = start + before.rindex('"')
        for named in work.before(opened):
            if named.type == "person" and named.actor.kind == "person":
                return Resolution(named.actor, "quotation", "guess", (), "person")
    if work.facts.signer:
        return Resolution(signer(work, people), "signature", "likely", (), "person")
    return None


def _addressed(work: Work, index: int) -> Resolution | None:
    facts = work.facts
    if work.spans[index].type != "organ":
        return None
    if len(facts.posts) == 1:
        return Resolution(facts.posts[0], "addressee", "likely")
    if facts.washington or facts.post is None:
        return None
    return Resolution(
        Actor(id="organ:US/department-of-state", name="Department of State (United States)", kind="organ", state="US"),
        "addressee", "guess",
    )  # fmt: skip
