"""Actions: who did, does or will do something beyond holding a view (`positions-guideline.md`, sections 7 and 14).

A verb of doing (the table ``act_words``) in a telling that makes it an act: done (past, perfect), on the way
(progressive), ahead ("will", "plans to"), refused, tried in vain; and the requests that the telegram itself makes, whose
actor is who is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cablegram.positions.act_doers import Act, Desk, Doers
from cablegram.positions.act_grammar import BE, DETERMINERS, STOPS, Grammar, Telling, nouns
from cablegram.positions.act_requests import Requests
from cablegram.positions.confidence import confidence
from cablegram.positions.drafts import Reading
from cablegram.positions.holders import Holder
from cablegram.positions.records import Action, Attribution, Status
from cablegram.positions.sources import governing
from cablegram.tables.acts import ActForm, act_forms, act_phrases


def actions(readings: Iterable[Reading]) -> list[Action]:
    """The actions a telegram tells of or asks for, in the order of its text. Never raises for content."""
    found: list[Action] = []
    desk: Desk | None = None
    for reading in readings:
        desk = desk or Desk(reading)
        desk.turn_to(reading.sentence)
        if reading.sentence.kind == "text":
            found += (action for one in _Clause(reading, desk).found() for action in _made(reading, one))
    return sorted(found, key=lambda one: (one.start, one.end))


class _Clause:
    """One sentence and the acts in it."""

    def __init__(self, reading: Reading, desk: Desk) -> None:
        self._reading = reading
        self._grammar = Grammar(reading)
        self._doers = Doers(reading, self._grammar, desk)
        self._asked = Requests(reading, self._grammar, desk)
        self._sentence = reading.sentence
        self._words = reading.words
        self._tags = reading.tags
        self._requests: list[tuple[int, int]] = []

    def found(self) -> list[Act]:
        """The acts of the sentence: requests first, then what is told."""
        asked = list(self._asked.found())
        self._requests = [(one.first, one.last) for one in asked]
        kept = asked
        for act in [*self._told(), *self._weighed(), *self._deeds()]:
            if not any(_same(act, one) for one in kept):
                kept.append(act)
        return kept

    def _told(self) -> Iterator[Act]:
        words = self._words
        at = 0
        while at < len(words):
            step = 1
            for form in act_forms().get(words[at], ()):
                if not self._grammar.is_at(at + 1, form.rest):
                    continue
                found = self._one(at, form)
                if found is not None:
                    if not any(first <= at < last for first, last in self._requests):
                        yield found
                    step = max(1, 1 + len(form.rest))
                    break
            at += step

    def _one(self, at: int, form: ActForm) -> Act | None:
        """The act that a verb of the table is here, if it is told as one."""
        act = form.act
        telling = self._grammar.telling(at, form.inflection)
        if telling is None and act.kind in ("intend", "refuse") and act.weight == "firm":  # "plans to", "refuses to"
            telling = self._grammar.present(at, form.inflection)
        if telling is None or self._grammar.conditional(telling.first):
            return None
        rule = f"action-{act.kind}"
        end = at + 1 + len(form.rest)
        if self._grammar.is_at(end, ("by",)):  # "adopted by acclamation the report"
            manner = next((p for p in act_phrases("by-vote") if self._grammar.is_at(end + 1, p)), None)
            end += 0 if manner is None else 1 + len(manner) + self._grammar.is_at(end + 1 + len(manner), ("vote",))
        if act.kind in ("intend", "must", "try", "refuse", "fail"):
            return self._over_infinitive(at, end, form, telling)
        if telling.how == "to":
            governed = self._governed(telling.first)
            if governed is None:
                return None
            telling = governed
        elif telling.passive:
            return self._passive(at, end, form, telling)
        if telling.how == "present" or telling.how == "to":  # of plans and refusals alone
            return None
        if act.status == "asked" or (telling.how == "done" and act.status not in ("any",)):
            return None
        if act.status == "ongoing" and telling.how not in ("ongoing", "planned"):
            return None
        if not self._grammar.fits(end, act.frames):
            return None
        actors = self._doers.of(telling)
        if not actors or (
            telling.how == "planned" and not self._doers.own_side(telling, actors, firm=act.weight == "firm")
        ):
            return None
        last = self._grammar.extent(end)
        return Act([*actors, *self._doers.company(last)], telling.first, last, telling.how, rule, act.weight)

    def _over_infinitive(self, at: int, end: int, form: ActForm, telling: Telling) -> Act | None:
        """ "plans to", "has tried to", "refuses to": the act is the infinitive's, its status that of the verb."""
        act = form.act
        words = self._words
        if telling.passive or telling.how == "to":
            return None
        start = end
        vain = False
        if start < len(words) and words[start] == ",":  # "tried, in vain, to"
            close = next((i for i in range(start + 1, min(start + 8, len(words))) if words[i] == ","), None)
            start = close + 1 if close is not None else start
        if (act.kind == "refuse" and self._grammar.fits(start, ("to", "object"))) or self._grammar.fits(start, ("to",)):
            last = self._grammar.extent(start)
        else:
            return None
        head = start + 1
        if act.kind == "must" and (telling.how != "planned" or telling.first == at):
            return None
        if act.kind in ("intend", "must") and not self._grammar.doing(head):
            return None
        vain = any(self._grammar.is_at(i, phrase) for phrase in act_phrases("vain") for i in range(at, last))
        status: Status = "planned" if act.kind in ("intend", "must") else "done"
        if act.kind == "try":
            status = (
                "failed"
                if vain
                else "ongoing"
                if telling.how == "ongoing"
                else "planned"
                if telling.how == "planned"
                else "done"
            )
        elif act.kind == "refuse":
            if telling.how == "planned":
                return None  # a forecast
            status = "refused"
        elif act.kind == "fail":
            if telling.how != "done":
                return None
            status = "failed"
        actors = self._doers.of(telling)
        if not actors or (
            (telling.how == "planned" or status == "planned")
            and not self._doers.own_side(telling, actors, firm=act.weight == "firm")
        ):
            return None
        return Act(actors, telling.first, last, status, f"action-{act.kind}", act.weight)

    def _governed(self, to: int) -> Telling | None:
        """How an infinitive is told that hangs on "is set to", "is to", "would have to", "intention to"."""
        words = self._words
        end = self._grammar.over_adverbs(to)
        if end == 0:
            return None
        before = words[end - 1]
        if before in BE and before not in ("be", "been", "being"):
            return Telling("planned", self._grammar.group_first(end - 1))
        if any(before == phrase[-1] for phrase in act_phrases("intend-state")):
            first = self._grammar.group_first(end - 1)
            if first < end - 1 and words[self._grammar.over_adverbs(end - 1) - 1] in BE:
                return Telling("planned", first)
        return None

    def _passive(self, at: int, end: int, form: ActForm, telling: Telling) -> Act | None:
        """ "T was approved by X", "is being considered in X": the actor stands behind the preposition."""
        words = self._words
        place = ("by", "in", "within") if form.act.kind == "study" else ("by",)
        if (not {"object", "any"} & set(form.act.frames) and "someone+to" not in form.act.frames) or (
            telling.how == "done" and form.act.status != "any"
        ):
            return None
        if telling.how == "present" or telling.how == "to":
            return None
        for by in range(end, min(end + 10, len(words))):
            verb = self._reading.verb_at(by)
            if words[by] in STOPS or (verb is not None and verb.head != at and verb.form != "to"):
                break
            if words[by] in place:
                for named in self._sentence.named:
                    if by < named.first <= by + 2 and all(w in DETERMINERS for w in words[by + 1 : named.first]):
                        actor = self._doers.actor(named, place=True)
                        if actor is not None:
                            first = self._grammar.object_first(telling.first)
                            last = max(actor.last, self._grammar.extent(end))
                            return Act([actor], first, last, telling.how, "action-passive", form.act.weight)
        return None

    def _weighed(self) -> Iterator[Act]:
        """ "T is under study in X"."""
        words = self._words
        for at in range(len(words)):
            for phrase in act_phrases("under"):
                if not self._grammar.is_at(at, phrase):
                    continue
                end = at + len(phrase)
                for named in self._sentence.named:
                    if end < len(words) and words[end] in ("in", "by", "at", "within") and end < named.first <= end + 2:
                        actor = self._doers.actor(named, place=True)
                        if actor is not None:
                            first = self._grammar.object_first(self._grammar.group_first(at))
                            yield Act([actor], first, named.last, "ongoing", "action-under", "firm")
                            break
                break

    def _deeds(self) -> Iterator[Act]:
        """ "X's efforts to", "X action to"."""
        words = self._words
        for named in self._sentence.named:
            at = named.last
            while at < len(words) and (words[at] in ("'s", "'", "’s") or self._tags[at].startswith("JJ")):
                at += 1
            if at >= len(words) or (words[at],) not in nouns("deed") or not self._grammar.fits(at + 1, ("to",)):
                continue
            actor = self._doers.actor(named)
            if actor is not None and self._grammar.doing(at + 2):
                status: Status = "ongoing" if words[at].startswith(("effort", "attempt")) else "done"
                yield Act([actor], named.first, self._grammar.extent(at + 1), status, "action-deed", "loose")


def _made(reading: Reading, one: Act) -> Iterator[Action]:
    """The actions of what was found: one for each actor."""
    sentence, passages = reading.sentence, reading.passages
    for actor in one.actors:
        first, last = one.first, one.last
        if actor is not one.actors[0] and actor.first > first:  # "X will attend along with Y": X's words for Y as well
            first = min(first, one.actors[0].first)
        if actor.how != "carried" and actor.first < first and first - actor.first <= 25:
            first = actor.first
        if actor.how != "carried" and actor.first >= first:
            last = max(last, min(actor.last, len(sentence.words)))
        if first >= last:
            continue
        place = passages.place(*sentence.text_range(first, last))
        if place is None or not place.quote:
            continue
        attributed, attribution = _chain(reading, one.first)
        yield Action(
            paragraph=sentence.paragraph,
            **place.fields(),
            attributed_to=attributed,
            attribution=attribution,
            voice=sentence.voice,
            rule=one.rule,
            confidence=confidence("action", one.rule),
            steps=(f"status {one.status}",),
            actor=actor.name,
            actor_id=actor.id,
            actor_mention=" ".join(actor.words.split()),
            action=passages.words_of(*sentence.text_range(one.first, one.last)),
            recipient=_recipient(reading, one, actor),
            status=one.status,
        )


def _recipient(reading: Reading, one: Act, actor: Holder) -> str | None:
    """The first somebody named behind the verb who is not the actor."""
    for named in reading.sentence.named:
        if named.actor is None or named.mention.type in ("place", "region") or named.mention.form == "pronoun":
            continue
        if one.first < named.first < one.last and named.first >= actor.last:
            name = reading.holders.canonical(named.actor)[0]
            if name and name != actor.name:
                return name
    return None


def _chain(reading: Reading, at: int) -> tuple[tuple[str, ...], Attribution]:
    """Who says so, from the nearest source to the post."""
    post = (reading.passages.post,) if reading.passages.post else ()
    chain: list[str] = []
    for source in governing(reading.sources, at):
        words = " ".join(source.holders[0].words.split())
        if words and words not in chain:
            chain.append(words)
    if chain:
        return (*chain, *post), "explicit"
    if reading.holders.last_source is not None:
        return (" ".join(reading.holders.last_source.words.split()), *post), "inherited"
    return post, "author"


def _same(act: Act, other: Act) -> bool:
    """Whether two acts of one actor share words: then they are one."""
    shared = act.first < other.last and other.first < act.last
    return shared and bool({one.name for one in act.actors} & {one.name for one in other.actors})
