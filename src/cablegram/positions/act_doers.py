"""Who does an act: the subject of its verb as an actor, the sender, and whom the telegram is for.

Persons, ministries, parliaments and posts act themselves; unnamed officials and delegates act for their state.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from cablegram.positions.act_grammar import PREPOSITIONS, STOPS, Grammar, Telling, nouns
from cablegram.positions.drafts import Reading
from cablegram.positions.holders import Holder
from cablegram.positions.passages import Named, Sentence
from cablegram.positions.records import Status
from cablegram.positions.sources import governing
from cablegram.tables.acts import act_phrases
from cablegram.tables.clause_words import clause_words
from cablegram.tables.inflection import lemma
from cablegram.tables.stations import station

NONE = frozenset(("no", "none", "nobody", "neither", "nothing"))
WE = frozenset(("we", "i"))
DEPARTMENT = "Department of State"


@dataclass(slots=True)
class Act:
    """An act in its sentence: the words ``[first, last)`` of the verb and what belongs to it, who, and by which rule."""

    actors: list[Holder]
    first: int
    last: int
    status: Status
    rule: str
    weight: str


class Desk:
    """Who writes and who is written to, over the sentences of one telegram."""

    def __init__(self, reading: Reading) -> None:
        passages = reading.passages
        own = {
            named.actor.id
            for sentence in passages.sentences
            for named in sentence.named
            if named.actor is not None
            and named.mention.form == "pronoun"
            and sentence.words[named.first] in ("we", "our")
        }
        self.department = "SECSTATE" in passages.post or (not passages.post and "organ:US/department-of-state" in own)
        self.post = passages.post if passages.post and not self.department else ""
        to = [one.plad for one in passages.telegram.action if one.plad]
        self._addressee = (to[0] if self.department else DEPARTMENT) if to else ""
        self._paragraph = -1
        self._for = ""

    @property
    def author(self) -> str:
        """Who "we" are: the post, or the Department; empty where the telegram does not say."""
        return DEPARTMENT if self.department else self.post

    def turn_to(self, sentence: Sentence) -> None:
        """Notes for whom a paragraph is ("FOR VIENNA: …")."""
        if sentence.paragraph != self._paragraph:
            self._paragraph, self._for = sentence.paragraph, ""
        words = sentence.words
        if words[0] in ("for", "to") and ":" in words[:6]:
            for named in sentence.named:
                if named.first == 1:
                    self._for = post_name(words[named.first : named.last], named) or self._for
                    break

    def addressee(self, words: str = "", named: str = "") -> str:
        """Who "you" are: whom the paragraph is for, else the action addressee; where neither is known who is ``named``,
        the Department for a post's telegram, or ``words``."""
        if self._for or self._addressee or named:
            return self._for or self._addressee or named
        return DEPARTMENT if not self.department else words


def post_name(words: list[str], named: Named) -> str:
    """The address line of a post that is named by itself or by its city."""
    key = named.actor.id.partition(":")[2] if named.actor is not None and named.actor.id.startswith("post:") else ""
    found = station(key) if key else station("".join(words))
    return found.plad if found is not None else ""


class Doers:
    """Finds the actors of the acts in one sentence."""

    def __init__(self, reading: Reading, grammar: Grammar, desk: Desk) -> None:
        self._reading = reading
        self._grammar = grammar
        self._desk = desk
        self._sentence = reading.sentence
        self._words = reading.words
        self._tags = reading.tags

    def of(self, telling: Telling) -> list[Holder]:
        """Who does what the verb group that begins at ``first`` says."""
        words, tags = self._words, self._tags
        end = self._over_dates(self._grammar.over_adverbs(telling.first))
        while (
            end > 0
            and words[end - 1] in (",", "who", "which", "that", '"', "”", ")")
            and self._opener(end - 1) is not None
        ):
            end = self._opener(end - 1) or 0
        told = self._who_said(end - 1)
        if told is not None:
            return [told]
        if (end > 0 and words[end - 1] == ")") or words[telling.first - 1] == ")":
            inside = self._in_brackets(telling.first - 1)
            if inside is not None:
                return [inside]
        if end > 0:
            near = [
                named
                for named in self._sentence.named
                if named.last == end or (named.last == end - 1 and words[end - 1] in clause_words("speaker"))
            ]
            for named in sorted(near, key=lambda n: n.first):
                before = words[named.first - 1] if named.first else ""
                if before in NONE or before in ("which", "whom"):  # "the paper which X gave": no act told for itself
                    return []
                if (
                    before in PREPOSITIONS
                    and not (before == "for" and tags[named.first - 1] == "RB")
                    and self._phrase_before(named.first)
                ):
                    continue
                actor = self.actor(named, last=end)
                if actor is not None:
                    return [*self._listed(named.first), actor]
            if words[end - 1] in WE or ((words[end - 1],) in nouns("own") and self._grammar.opens(end - 1)):
                own = self._own(end - 1, end)
                return [own] if own is not None else []
            if words[end - 1] in ("and", "but") or (telling.how == "done" and words[end - 1] == ","):
                return self._shared(end - 1)
        verb = self._reading.verb_at(telling.first)
        if verb is None or (verb.first != telling.first and verb.head != telling.first):
            return []
        if verb.subject is not None and words[verb.subject[0]] in NONE:
            return []
        found = self._reading.subject(verb)
        return [one for one in (self._person(holder) for holder in found) if one is not None][:3]

    def _over_dates(self, end: int) -> int:
        """Where the date between a subject and its verb begins ("Ambassador March 8 called on")."""
        at = end
        while at > 0 and ((self._words[at - 1],) in nouns("when") or self._tags[at - 1] == "CD"):
            at -= 1
        return at if at > 0 and any(named.last == at for named in self._sentence.named) else end

    def _listed(self, first: int) -> list[Holder]:
        """Those named before the last one of a subject: "A, B and"."""
        words = self._words
        found: list[Holder] = []
        joint = first - 1 if first and words[first - 1] in ("and", "&") else -1
        while joint > 0:
            end = joint - 1 if words[joint - 1] == "," else joint
            named = max(
                (n for n in self._sentence.named if n.last == end), key=lambda n: n.last - n.first, default=None
            )
            actor = self.actor(named) if named is not None and named.mention.form == "name" else None
            if actor is None or named is None:
                break
            found.insert(0, actor)
            joint = named.first - 1 if named.first and words[named.first - 1] == "," else -1
        if len(found) == 1 and words[first - 2] == ",":  # ", and" before two is the start of a clause
            return []
        return found

    def company(self, at: int) -> list[Holder]:
        """Who does it "along with" the actor."""
        words = self._words
        phrase = next((p for p in act_phrases("company") if self._grammar.is_at(at, p)), None)
        found: list[Holder] = []
        end = at + len(phrase) if phrase else len(words)
        while end < len(words):
            reach = range(end, min(end + 8, len(words)))
            named = next(
                (
                    n
                    for n in self._sentence.named
                    if n.first in reach and n.actor is not None and n.actor.kind == "person"
                ),
                None,
            )
            if named is None or any(word in STOPS for word in words[end : named.first]):
                break
            actor = self.actor(named)
            if actor is not None and all(actor.name != other.name for other in found):
                found.append(actor)
            end = named.last
            if end >= len(words) or words[end] not in ("and", ","):
                break
        return found

    def own_side(self, telling: Telling, actors: list[Holder], *, firm: bool) -> bool:
        """Whether something ahead is told by its own side or by the author, and is no forecast of another's conduct."""
        told = [
            one
            for one in governing(self._reading.sources, telling.first)
            if not one.verb or one.verb.last <= telling.first or one.first == 0
        ]
        pronoun = actors[0].words.lower().split()[:1]
        if actors[0].how == "said":
            return True
        if pronoun == ["it"] and not firm:
            return False
        last = self._reading.holders.last_source
        if not told:
            return (
                not telling.would
                or pronoun in (["he"], ["she"], ["they"])
                or (last is not None and actors[0].name in (last.name, last.person))
            )
        speaker = told[0].holders[0]
        states = {
            one.name
            for one in self._reading.holders.of(
                self._sentence, actors[0].first, max(actors[0].last, actors[0].first + 1)
            )
        }
        if told[0].thinks:
            return speaker.name in states or actors[0].name in (speaker.name, speaker.person)
        return (
            pronoun in (["he"], ["she"], ["they"], ["it"], ["his"], ["their"], ["her"], ["we"], ["i"])
            or speaker.name in states
            or actors[0].name in (speaker.name, speaker.person)
            or not telling.would
        )

    def _phrase_before(self, at: int) -> bool:
        """Whether a preposition before ``at`` hangs on a noun of the same subject ("chairman of X"): then X is not who."""
        return at >= 2 and self._tags[at - 2].startswith(("NN", "JJ", "VB", "CD"))

    def _opener(self, at: int) -> int | None:
        """Where what ends at ``at`` begins: a relative pronoun, an aside in brackets or commas."""
        words = self._words
        if words[at] == ")":
            return max((i for i in range(at) if words[i] == "("), default=0) or None
        if words[at] in ("who", "which", '"', "”") or (words[at] == "," and at and words[at - 1] not in ("and", "or")):
            return at
        return None

    def _shared(self, conjunction: int) -> list[Holder]:
        """The subject of the verb before a conjunction, which the verb behind it shares."""
        for verb in reversed(self._reading.verbs):
            if verb.last <= conjunction and verb.form in ("finite", "ed") and verb.subject is not None:
                found = self.of(Telling("done", verb.first))
                if found:
                    return found
        return []

    def _who_said(self, pronoun: int) -> Holder | None:
        """For "X, who said he would": X."""
        words = self._words
        if pronoun < 2 or words[pronoun] not in ("he", "she", "they"):
            return None
        at = pronoun - 1 if words[pronoun - 1] != "that" else pronoun - 2
        if at < 1 or lemma(words[at]) not in clause_words("saying") or words[at - 1] != "who":
            return None
        end = at - 1 if words[at - 2] != "," else at - 2
        named = next((n for n in self._sentence.named if n.last == end), None)
        actor = self.actor(named) if named is not None else None
        return replace(actor, how="said") if actor is not None else None

    def _in_brackets(self, close: int) -> Holder | None:
        """For "the chairman (X of Y)": X."""
        first = max((i for i in range(close) if self._words[i] == "("), default=-1) + 1
        for named in self._sentence.named:
            if (
                named.first == first
                and named.actor is not None
                and named.actor.kind == "person"
                and named.mention.form == "name"
            ):
                return self.actor(named)
        return None

    def _own(self, first: int, last: int) -> Holder | None:
        """The sender, for "we" and its staff."""
        name = self._desk.author
        if not name:
            named = next((n for n in self._sentence.named if n.first == first and n.actor is not None), None)
            if named is not None and named.actor is not None and named.actor.id != "state:US":
                name = named.actor.name
        return Holder(name or "United States", "", first, last, self._grammar.text(first, last))

    def _person(self, holder: Holder) -> Holder | None:
        """A holder as an actor: the person himself where one is named."""
        for named in self._sentence.named:
            if named.first == holder.first and named.last <= max(holder.last, holder.first + 1):
                return self.actor(named) or None
        return holder

    def actor(self, named: Named, *, place: bool = False, last: int | None = None) -> Holder | None:
        """Who a mention is as an actor: persons, ministries and parliaments themselves, officials for their state."""
        words = self._words[named.first : named.last]
        text = self._grammar.text(named.first, last or named.last)
        if words == ["secretary"] or words == ["the", "secretary"]:
            return Holder("Secretary of State (United States)", "", named.first, named.last, text)
        if words and (
            words[0] in WE or ((words[-1],) in nouns("own") and (named.actor is None or named.actor.state == "US"))
        ):
            return self._own(named.first, named.last)
        actor = named.actor
        if actor is None:
            return None
        if actor.id == "organ:US/department-of-state":
            return Holder(DEPARTMENT, actor.id, named.first, named.last, text)
        is_place = named.mention.type in ("place", "region") and not actor.id.startswith("state:")
        if (actor.kind == "place" or is_place) and not (place and actor.state):
            return None
        found = Holder(*self._reading.holders.canonical(actor)[:2], named.first, last or named.last, text)
        if actor.id.startswith("post:"):
            found.name, found.id = post_name([], named) or actor.name, actor.id
        elif actor.kind == "person" and "@" not in actor.id and "/" not in actor.id:
            if not any(word in clause_words("delegate") for word in words):
                found.name, found.id = self._known_as(actor.name), actor.id
        elif (
            actor.kind == "organ"
            and named.mention.form == "name"
            and last in (None, named.last)
            and "delegation" not in actor.id
        ):
            found.name, found.id = actor.name.removesuffix(" (United States)"), actor.id
        return found if found.name else None

    def _known_as(self, name: str) -> str:
        """A person's name as far as the telegram has it: the surname where it has no more."""
        given, _, rest = name.partition(" ")
        if rest and given.lower() not in self._reading.passages.text.lower():
            surname = rest.split(". ")[-1]
            return surname[:1].upper() + surname[1:]
        return name
