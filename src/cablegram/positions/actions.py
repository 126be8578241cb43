"""Actions: who did, does or will do something beyond holding a view (`positions-guideline.md`, section 7 and 14).

A verb of doing (the table ``act_words``) in a telling that makes it an act: done (past, perfect), on the way
(progressive), ahead ("will", "plans to"), refused, tried in vain; and the requests that the telegram itself makes, whose
actor is who is asked. The verb forms are read from the words about them, since tags of all-capitals verbs err often.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from cablegram.positions.drafts import Reading
from cablegram.positions.holders import Holder
from cablegram.positions.passages import Named, Sentence
from cablegram.positions.records import Action, Attribution, Status
from cablegram.positions.sources import governing
from cablegram.tables.acts import ActForm, act_forms, act_phrases
from cablegram.tables.clause_words import clause_words
from cablegram.tables.inflection import lemma
from cablegram.tables.stations import station

_BE = frozenset("be is are was were been being am".split())
_HAVE = frozenset("have has had having".split())
_DO = frozenset("do does did".split())
_WILL = frozenset("will shall would 'll wd wld".split())
_MODALS = _WILL | frozenset("should must may might can could ought".split())
_NOT = frozenset("not never cannot nor neither hardly scarcely no".split())
_ADVERBS = frozenset("also still now since already again presently currently then therefore thus both soon once".split())
_STOPS = frozenset(".;:?!()")
_NOUNS = ("NN", "JJ", "CD", "DT", "PRP", "POS", "VBG", "VBN", "FW", "PDT", "WP", "$", "AFX")
_DETERMINERS = frozenset("the a an his her its their our any some all such this these those each several".split())
_PREPOSITIONS = frozenset("of from for with in at by to on between among".split())
_NONE = frozenset(("no", "none", "nobody", "neither", "nothing"))
_WE = frozenset(("we", "i"))
_LONGEST = 18  # words of an act behind its verb
_OBJECT = 9  # words in which an object has its noun
_CONFIDENCE = {"firm": 0.6, "usual": 0.5, "loose": 0.4}
_WISHING = frozenset(
    "hope wish want prefer expect doubt fear suggest propose recommend urge insist ensure think believe assume suspect "
    "wonder ask request".split()
)
_DEPARTMENT = "Department of State"


@dataclass(slots=True)
class _Telling:
    """How a verb is told: its status, or ``to`` for an infinitive; the first word of its group; passive or not."""

    how: str
    first: int
    passive: bool = False
    would: bool = False


@dataclass(slots=True)
class _Found:
    """An act in its sentence: the words of the verb ``[first, last)`` with what belongs to it, who, and by which rule."""

    actors: list[Holder]
    first: int
    last: int
    status: Status
    rule: str
    weight: str


def actions(readings: Iterable[Reading]) -> list[Action]:
    """The actions a telegram tells of or asks for, in the order of its text. Never raises for content."""
    found: list[Action] = []
    desk: _Desk | None = None
    for reading in readings:
        desk = desk or _Desk(reading)
        desk.turn_to(reading.sentence)
        if reading.sentence.kind == "text":
            clause = _Clause(reading, desk)
            found += (action for one in clause.found() for action in _made(reading, desk, one))
    return _once(found)


class _Desk:
    """Who writes and who is written to, over the sentences of one telegram."""

    def __init__(self, reading: Reading) -> None:
        passages = reading.passages
        own = {
            named.actor.id
            for sentence in passages.sentences
            for named in sentence.named
            if named.actor is not None and named.mention.form == "pronoun" and sentence.words[named.first] in ("we", "our")
        }
        self.department = "SECSTATE" in passages.post or (not passages.post and "organ:US/department-of-state" in own)
        self.post = passages.post if passages.post and not self.department else ""
        to = [one.plad for one in passages.telegram.action if one.plad]
        self._addressee = (to[0] if self.department else _DEPARTMENT) if to else ""
        self._paragraph = -1
        self._for = ""

    @property
    def author(self) -> str:
        """Who "we" are: the post, or the Department; empty where the telegram does not say."""
        return _DEPARTMENT if self.department else self.post

    def turn_to(self, sentence: Sentence) -> None:
        """Notes for whom a paragraph is ("FOR NICOSIA: …")."""
        if sentence.paragraph != self._paragraph:
            self._paragraph, self._for = sentence.paragraph, ""
        words = sentence.words
        if words[0] in ("for", "to") and ":" in words[:6]:
            for named in sentence.named:
                if named.first == 1:
                    self._for = _post_name(words[named.first : named.last], named) or self._for
                    break

    def addressee(self, words: str = "") -> str:
        """Who "you" are: whom the paragraph is for, else the action addressee; ``words`` where neither is known."""
        if self._for or self._addressee:
            return self._for or self._addressee
        return _DEPARTMENT if not self.department else words


def _post_name(words: list[str], named: Named) -> str:
    """The address line of a post that is named by itself or by its city."""
    key = named.actor.id.partition(":")[2] if named.actor is not None and named.actor.id.startswith("post:") else ""
    found = station(key) if key else station("".join(words))
    return found.plad if found is not None else ""


@cache
def _nouns(kind: str) -> frozenset[tuple[str, ...]]:
    return frozenset(act_phrases(kind))


class _Clause:
    """One sentence and the acts in it."""

    def __init__(self, reading: Reading, desk: _Desk) -> None:
        self._reading = reading
        self._sentence = reading.sentence
        self._words = reading.words
        self._tags = reading.tags
        self._desk = desk
        self._requests: list[tuple[int, int]] = []
        self._firm = False

    def found(self) -> list[_Found]:
        """The acts of the sentence: requests first, then what is told."""
        asked = list(self._asked())
        self._requests = [(one.first, one.last) for one in asked]
        return [*asked, *self._told(), *self._weighed(), *self._deeds()]

    # --- requests -------------------------------------------------------------------------------

    def _asked(self) -> Iterator[_Found]:
        words = self._words
        if any(not self._is_author(one.holders[0]) for one in self._reading.sources if not one.thinks and one.holders):
            return  # somebody else's request, told
        for at in range(len(words)):
            for phrase in act_phrases("ask-particle"):
                if self._is_at(at, phrase) and self._bare(at + 1):
                    who = self._before_modal(at) or self._addressed(at, at)
                    yield self._request(who, at, at + 1, "ask-particle")
            for phrase in act_phrases("ask-modal"):
                if self._is_at(at, phrase) and self._bare(at + len(phrase)):
                    who = self._before_modal(at)
                    if who is not None:
                        yield self._request(who, who.first, at + len(phrase), "ask-modal")
            for phrase in act_phrases("ask-phrase"):
                if self._is_at(at, phrase) and self._begins_request(at) and self._fits(at + len(phrase), ("object", "that")):
                    first, last = at + len(phrase), self._extent(at + len(phrase))
                    yield self._request(self._addressed(first, last), at, first, "ask-phrase")
                    break

    def _request(self, who: Holder, first: int, last: int, rule: str) -> _Found:
        return _Found([who], first, self._extent(last), "requested", f"action-{rule}", "firm")

    def _begins_request(self, at: int) -> bool:
        """Whether "request", "would appreciate" has the sender for its subject, named or left out."""
        words = self._words
        if words[at].endswith("s") or words[at].startswith("would"):
            end = self._over_adverbs(at)
            if end > 0 and ((words[end - 1],) in _nouns("own") or words[end - 1] in _WE or (words[end - 1],) in _nouns("addressee")):
                return True
            return end == 0 and words[at].startswith("would")
        if at == 0 or words[at - 1] in _STOPS or words[at - 1] in ("therefore", "accordingly", "we", "i"):
            return True
        return words[at - 1] == "," and words[at] == "request"

    def _before_modal(self, at: int) -> Holder | None:
        """The addressee just before a modal or "please": "you", "embassy", a post by name, the Department."""
        words = self._words
        end = self._over_adverbs(at)
        while end > 0 and words[end - 1] in (",", "("):
            end -= 1
        for phrase in act_phrases("addressee", "capital"):
            first = end - len(phrase)
            if first >= 0 and tuple(words[first:end]) == phrase and self._opens(first):
                capital = phrase in _nouns("capital") and not self._desk.department
                text = self._text(first, end)
                name = _DEPARTMENT if capital else self._desk.addressee(text)
                return Holder(name, "", first, end, text)
        for named in self._sentence.named:
            if named.last == end and self._opens(named.first) and named.actor is not None and named.actor.id.startswith("post:"):
                name = _post_name([], named)
                if name and name != self._desk.post:
                    return Holder(name, named.actor.id, named.first, end, self._text(named.first, end))
        return None

    def _opens(self, at: int) -> bool:
        """Whether a subject begins at ``at``: the clause does, or only an article or a conjunction stands before."""
        while at > 0 and self._words[at - 1] in ("the", "action", "and", "that"):
            at -= 1
        return at == 0 or self._words[at - 1] in _STOPS or self._words[at - 1] in (",", "-") or self._tags[at - 1] == "CC"

    def _addressed(self, first: int, last: int) -> Holder:
        """Who is asked: named in the words asked for ("Department's views", "that Embassy …"), else the addressee."""
        for at in range(first, min(first + 6, last)):
            if (self._words[at],) in _nouns("capital") and not self._desk.department:
                return Holder(_DEPARTMENT, "", at, at + 1, self._text(at, at + 1))
        name = self._desk.addressee("addressee")
        return Holder(name, "", first, first, "", how="carried")

    def _bare(self, at: int) -> bool:
        """Whether a verb in its bare form stands at ``at``, over adverbs."""
        words, tags = self._words, self._tags
        while at < len(words) and (tags[at].startswith("RB") or words[at] in _ADVERBS) and words[at] not in _NOT:
            at += 1
        if at >= len(words) or words[at] in _BE | _HAVE or any(self._is_at(at, phrase) for phrase in act_phrases("no-request")):
            return False
        if tags[at] in ("VB", "VBP"):
            return True
        return any(form.inflection == "base" for form in act_forms().get(words[at], ()))

    def _is_author(self, holder: Holder) -> bool:
        return holder.words.lower() in ("we", "i", "us") or holder.name == self._desk.author or holder.how == "carried"

    # --- acts told ------------------------------------------------------------------------------

    def _told(self) -> Iterator[_Found]:
        words = self._words
        at = 0
        while at < len(words):
            step = 1
            for form in act_forms().get(words[at], ()):
                if not self._is_at(at + 1, form.rest) or form.act.kind == "study" and form.inflection != "ing" and not self._ahead(at):
                    continue
                found = self._one(at, form)
                if found is not None:
                    if not any(first <= at < last for first, last in self._requests):
                        yield found
                    step = max(1, 1 + len(form.rest))
                    break
            at += step

    def _ahead(self, at: int) -> bool:
        telling = self._telling(at, "base")
        return telling is not None and telling.how in ("planned", "to", "ongoing") or self._telling(at, "ed") is not None

    def _one(self, at: int, form: ActForm) -> _Found | None:
        """The act that a verb of the table is here, if it is told as one."""
        act = form.act
        self._firm = act.weight == "firm"
        telling = self._telling(at, form.inflection)
        if telling is None or self._conditional(telling.first):
            return None
        rule = f"action-{act.kind}"
        end = at + 1 + len(form.rest)
        if self._is_at(end, ("by",)):  # "ratified by voice vote the agreement"
            manner = next((p for p in act_phrases("by-vote") if self._is_at(end + 1, p)), None)
            end += 0 if manner is None else 1 + len(manner) + self._is_at(end + 1 + len(manner), ("vote",))
        if act.kind in ("intend", "must", "try", "refuse", "fail"):
            return self._over_infinitive(at, end, form, telling)
        if telling.how == "to":
            governed = self._governed(telling.first)
            if governed is None:
                return None
            telling = governed
        elif telling.passive:
            return self._passive(at, end, form, telling)
        if act.status == "asked" or telling.how == "done" and act.status not in ("any",):
            return None
        if act.status == "ongoing" and telling.how not in ("ongoing", "planned"):
            return None
        if not self._fits(end, act.frames):
            return None
        actors = self._actors(telling)
        if not actors or telling.how == "planned" and not self._own_side(telling, actors):
            return None
        last = self._extent(end)
        return _Found([*actors, *self._company(last)], telling.first, last, telling.how, rule, act.weight)  # type: ignore[arg-type]

    def _over_infinitive(self, at: int, end: int, form: ActForm, telling: _Telling) -> _Found | None:
        """"plans to", "has tried to", "refuses to": the act is the infinitive's, its status that of the verb."""
        act = form.act
        words = self._words
        if telling.passive or telling.how == "to":
            return None
        start = end
        vain = False
        if start < len(words) and words[start] == ",":  # "has tried, to little avail, to"
            close = next((i for i in range(start + 1, min(start + 8, len(words))) if words[i] == ","), None)
            start = close + 1 if close is not None else start
        if act.kind == "refuse" and self._fits(start, ("to", "object")) or self._fits(start, ("to",)):
            last = self._extent(start)
        else:
            return None
        head = start + 1
        if act.kind == "must" and (telling.how != "planned" or telling.first == at):
            return None
        if act.kind in ("intend", "must") and not self._doing(head):
            return None
        vain = any(self._is_at(i, phrase) for phrase in act_phrases("vain") for i in range(at, last))
        status: Status = "planned" if act.kind in ("intend", "must") else "done"
        if act.kind == "try":
            status = "failed" if vain else "ongoing" if telling.how == "ongoing" else "planned" if telling.how == "planned" else "done"
        elif act.kind == "refuse":
            if telling.how == "planned":
                return None  # a forecast
            status = "refused"
        elif act.kind == "fail":
            if telling.how != "done":
                return None
            status = "failed"
        actors = self._actors(telling)
        if not actors or (telling.how == "planned" or status == "planned") and not self._own_side(telling, actors):
            return None
        return _Found(actors, telling.first, last, status, f"action-{act.kind}", act.weight)

    def _doing(self, at: int) -> bool:
        """Whether the infinitive at ``at`` is a doing: no state, no stance."""
        words = self._words
        if at >= len(words) or words[at] in _BE | _HAVE:
            return False
        return not any(cue.first <= at < cue.last for cue in self._reading.cues) or bool(act_forms().get(words[at]))

    def _governed(self, to: int) -> _Telling | None:
        """How an infinitive is told that hangs on "is set to", "is to", "would have to", "intention to"."""
        words = self._words
        end = self._over_adverbs(to)
        if end == 0:
            return None
        before = words[end - 1]
        if before in _BE:
            return _Telling("planned", self._group_first(end - 1))
        if any(before == phrase[-1] for phrase in act_phrases("intend-state")):
            first = self._group_first(end - 1)
            if first < end - 1 and words[self._over_adverbs(end - 1) - 1] in _BE:
                return _Telling("planned", first)
        return None

    def _company(self, at: int) -> list[Holder]:
        """Who does it "along with" the actor."""
        words = self._words
        phrase = next((p for p in act_phrases("company") if self._is_at(at, p)), None)
        found: list[Holder] = []
        end = at + len(phrase) if phrase else len(words)
        while end < len(words):
            reach = range(end, min(end + 8, len(words)))
            named = next(
                (n for n in self._sentence.named if n.first in reach and n.actor is not None and n.actor.kind == "person"), None
            )
            if named is None or any(word in _STOPS for word in words[end : named.first]):
                break
            actor = self._actor(named)
            if actor is not None:
                found.append(actor)
            end = named.last
            if end >= len(words) or words[end] not in ("and", ","):
                break
        return found

    def _passive(self, at: int, end: int, form: ActForm, telling: _Telling) -> _Found | None:
        """"T was approved by X", "is being considered in X": the actor stands behind the preposition."""
        words = self._words
        place = ("by", "in", "within") if form.act.kind == "study" else ("by",)
        if not {"object", "any"} & set(form.act.frames) and "someone+to" not in form.act.frames or telling.how == "done" and form.act.status != "any":
            return None
        for by in range(end, min(end + 10, len(words))):
            verb = self._reading.verb_at(by)
            if words[by] in _STOPS or verb is not None and verb.head != at and verb.form != "to":
                break
            if words[by] in place:
                for named in self._sentence.named:
                    if by < named.first <= by + 2 and all(w in _DETERMINERS for w in words[by + 1 : named.first]):
                        actor = self._actor(named, place=True)
                        if actor is not None:
                            first = self._object_first(telling.first)
                            last = max(actor.last, self._extent(end))
                            return _Found([actor], first, last, telling.how, "action-passive", form.act.weight)  # type: ignore[arg-type]
        return None

    def _weighed(self) -> Iterator[_Found]:
        """"T is under study in X"."""
        words = self._words
        for at in range(len(words)):
            for phrase in act_phrases("under"):
                if not self._is_at(at, phrase):
                    continue
                end = at + len(phrase)
                for named in self._sentence.named:
                    if end < len(words) and words[end] in ("in", "by", "at", "within") and end < named.first <= end + 2:
                        actor = self._actor(named, place=True)
                        if actor is not None:
                            first = self._object_first(self._group_first(at))
                            yield _Found([actor], first, named.last, "ongoing", "action-under", "firm")
                            break
                break

    def _deeds(self) -> Iterator[_Found]:
        """"X's efforts to", "X action to"."""
        words = self._words
        kinds = {"effort": "ongoing", "attempt": "ongoing", "action": "done", "decision": "done", "move": "done"}
        for named in self._sentence.named:
            at = named.last
            while at < len(words) and (words[at] in ("'s", "'", "’s") or self._tags[at].startswith("JJ")):
                at += 1
            if at >= len(words) or (words[at],) not in _nouns("deed") or not self._fits(at + 1, ("to",)):
                continue
            actor = self._actor(named)
            base = words[at].removesuffix("s")
            if actor is not None and self._doing(at + 2):
                yield _Found([actor], named.first, self._extent(at + 1), kinds.get(base, "done"), "action-deed", "loose")  # type: ignore[arg-type]

    # --- how a verb is told ---------------------------------------------------------------------

    def _group_first(self, at: int) -> int:
        """The first word of the verb group that holds the word ``at``."""
        first = at
        index = at - 1
        while index >= 0 and (self._helps(index) or self._adverb(index)):
            if self._helps(index):
                first = index
            index -= 1
        return first

    def _helps(self, at: int) -> bool:
        return self._words[at] in _BE or self._words[at] in _HAVE or self._words[at] in _DO or self._words[at] in _MODALS

    def _adverb(self, at: int) -> bool:
        return self._tags[at].startswith("RB") or self._words[at] in _ADVERBS or self._words[at] in _NOT

    def _telling(self, at: int, inflection: str) -> _Telling | None:
        """How the verb at ``at`` is told; ``None`` where that is no act (denied, possible, general, a noun)."""
        words, tags = self._words, self._tags
        first = self._group_first(at)
        group = words[first:at]
        helpers = [word for word in group if word in _BE | _HAVE | _DO | _MODALS]
        before = words[first - 1] if first else ""
        if any(word in _NOT or word.endswith("n't") for word in words[first:at]) or before in ("not", "never", "no", "cannot"):
            return None
        if not helpers:
            if inflection == "base":
                end = self._over_adverbs(at)
                return _Telling("to", end - 1) if end and words[end - 1] == "to" else None
            if inflection != "ed" or tags[at].startswith(("NNS", "VBZ")):
                return None
            return _Telling("done", at) if self._is_past(at) else None
        modal = next((word for word in helpers if word in _MODALS), None)
        if modal is not None and modal not in _WILL:
            return None
        would = modal == "would"
        last = helpers[-1]
        if last in _BE:
            if inflection == "ing":
                return _Telling("planned" if modal else "ongoing", first, would=would)
            if inflection == "ed":
                return _Telling("planned" if modal else "ongoing" if last == "being" else "done", first, passive=True, would=would)
            return None
        if last in _HAVE:
            if inflection != "ed" or modal or helpers[0] == "having" and False:
                return None
            return _Telling("done", first)
        if last in _MODALS:
            return _Telling("planned", first, would=would) if inflection == "base" else None
        return None

    def _is_past(self, at: int) -> bool:
        """Whether a form in -ed with no auxiliary is a past tense, and no participle or adjective before a noun."""
        words, tags = self._words, self._tags
        if tags[at] == "VBD":
            return True
        before = words[at - 1] if at else ""
        if before in _DETERMINERS or before in _PREPOSITIONS or before in ("'s", "as", "than"):
            return False
        following = words[at + 1] if at + 1 < len(words) else ""
        if following == "by" and any(self._is_at(at + 2, phrase) for phrase in act_phrases("by-vote")):
            return True
        if following in ("by", "in", "at", "to", "for", "during", "from", "under", "."):
            return False
        return not tags[at].startswith("JJ") or self._fits(at + 1, ("object",))

    def _conditional(self, first: int) -> bool:
        """Whether the clause is a condition, a question or a wish: "if X sends", "hopes that X will send"."""
        words = self._words
        index = first - 1
        low = max(0, first - 10)
        while index >= low:
            word = words[index]
            if word in (",", ";", ":", ".") and index < first - 1:
                return False
            if word == "that" and index and words[index - 1] == "fact":
                return True
            if word in ("if", "whether", "unless", "until", "should", "when", "once", "before", "provided"):
                return True
            if index < first - 1 and lemma(word) in _WISHING and self._tags[index].startswith("VB"):
                return not word.endswith("ed") or lemma(word) not in ("propose",)
            index -= 1
        return False

    def _own_side(self, telling: _Telling, actors: list[Holder]) -> bool:
        """Whether something ahead is told by its own side or by the author, and is no forecast of another's conduct."""
        told = [one for one in governing(self._reading.sources, telling.first) if not one.verb or one.verb.last <= telling.first or one.first == 0]
        pronoun = actors[0].words.lower().split()[:1]
        if pronoun == ["it"] and not self._firm:
            return False
        last = self._reading.holders.last_source
        if not told:
            return not telling.would or pronoun in (["he"], ["she"], ["they"]) or last is not None and actors[0].name in (last.name, last.person)
        speaker = told[0].holders[0]
        states = {one.name for one in self._reading.holders.of(self._sentence, actors[0].first, max(actors[0].last, actors[0].first + 1))}
        if told[0].thinks:
            return speaker.name in states or actors[0].name in (speaker.name, speaker.person)
        return (
            actors[0].how == "said"
            or pronoun in (["he"], ["she"], ["they"], ["it"], ["his"], ["their"], ["her"], ["we"], ["i"])
            or speaker.name in states
            or actors[0].name in (speaker.name, speaker.person)
            or not telling.would
        )

    # --- who --------------------------------------------------------------------------------------

    def _actors(self, telling: _Telling) -> list[Holder]:
        """Who does what the verb group that begins at ``first`` says."""
        words, tags = self._words, self._tags
        end = self._over_adverbs(telling.first)
        while end > 0 and words[end - 1] in (",", "who", "which", "that", '"', "”", ")") and self._opener(end - 1) is not None:
            end = self._opener(end - 1) or 0
        told = self._who_said(end - 1)
        if told is not None:
            return [told]
        if end > 0 and words[end - 1] == ")" or words[telling.first - 1] == ")":
            inside = self._in_brackets(telling.first - 1)
            if inside is not None:
                return [inside]
        if end > 0:
            near = [named for named in self._sentence.named if named.last == end or named.last == end - 1 and words[end - 1] in _speakers()]
            for named in sorted(near, key=lambda n: n.first):
                before = words[named.first - 1] if named.first else ""
                if before in _NONE:
                    return []
                if before in _PREPOSITIONS and not (before == "for" and tags[named.first - 1] == "RB") and self._phrase_before(named.first):
                    continue
                actor = self._actor(named, last=end)
                if actor is not None:
                    return [*self._listed(named.first), actor]
            if words[end - 1] in _WE or (words[end - 1],) in _nouns("own") and self._opens(end - 1):
                own = self._own(end - 1, end)
                return [own] if own is not None else []
            if words[end - 1] in ("and", "but") or telling.how == "done" and words[end - 1] == ",":
                return self._shared(end - 1)
        verb = self._reading.verb_at(telling.first)
        if verb is None or verb.first != telling.first and verb.head != telling.first:
            return []
        if verb.subject is not None and words[verb.subject[0]] in _NONE:
            return []
        found = self._reading.subject(verb)
        return [one for one in (self._person(holder) for holder in found) if one is not None][:3]

    def _listed(self, first: int) -> list[Holder]:
        """Those named before the last one of a subject: "A, B and"."""
        words = self._words
        found: list[Holder] = []
        joint = first - 1 if first and words[first - 1] in ("and", "&") else -1
        while joint > 0:
            end = joint - 1 if words[joint - 1] == "," else joint
            named = max((n for n in self._sentence.named if n.last == end), key=lambda n: n.last - n.first, default=None)
            actor = self._actor(named) if named is not None and named.mention.form == "name" else None
            if actor is None or named is None:
                break
            found.insert(0, actor)
            joint = named.first - 1 if named.first and words[named.first - 1] == "," else -1
        if len(found) == 1 and words[first - 2] == ",":  # ", and" before two is the start of a clause
            return []
        return found

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
        actor = self._actor(named) if named is not None else None
        return replace(actor, how="said") if actor is not None else None

    def _in_brackets(self, close: int) -> Holder | None:
        """For "the chairman (X of Y)": X."""
        first = max((i for i in range(close) if self._words[i] == "("), default=-1) + 1
        for named in self._sentence.named:
            if named.first == first and named.actor is not None and named.actor.kind == "person" and named.mention.form == "name":
                return self._actor(named)
        return None

    def _phrase_before(self, at: int) -> bool:
        """Whether a preposition before ``at`` hangs on a noun of the same subject ("chairman of X"): then X is not who."""
        return at >= 2 and self._tags[at - 2].startswith(("NN", "JJ", "VB", "CD"))

    def _opener(self, at: int) -> int | None:
        """Where what ends at ``at`` begins: a relative pronoun, an aside in brackets or commas."""
        words = self._words
        if words[at] == ")":
            return max((i for i in range(at) if words[i] == "("), default=0) or None
        if words[at] in ("who", "which", '"', "”") or words[at] == "," and at and words[at - 1] not in ("and", "or"):
            return at if words[at] != "," or self._words[at - 1] != "," else at - 1
        return None

    def _shared(self, conjunction: int) -> list[Holder]:
        """The subject of the verb before a conjunction, which the verb behind it shares."""
        for verb in reversed(self._reading.verbs):
            if verb.last <= conjunction and verb.form in ("finite", "ed") and verb.subject is not None:
                found = self._actors(_Telling("past", verb.first))
                if found:
                    return found
        return []

    def _own(self, first: int, last: int) -> Holder | None:
        """The sender, for "we" and its staff."""
        name = self._desk.author
        if not name:
            named = next((n for n in self._sentence.named if n.first == first and n.actor is not None), None)
            if named is not None and named.actor is not None and named.actor.id != "state:US":
                name = named.actor.name
        return Holder(name or "United States", "", first, last, self._text(first, last))

    def _person(self, holder: Holder) -> Holder | None:
        """A holder as an actor: the person himself where one is named."""
        for named in self._sentence.named:
            if named.first == holder.first and named.last <= max(holder.last, holder.first + 1):
                return self._actor(named) or None
        return holder

    def _actor(self, named: Named, *, place: bool = False, last: int | None = None) -> Holder | None:
        """Who a mention is as an actor: persons, ministries and parliaments themselves, officials for their state."""
        words = self._words[named.first : named.last]
        text = self._text(named.first, last or named.last)
        if words == ["secretary"] or words == ["the", "secretary"]:
            return Holder("Secretary of State (United States)", "", named.first, named.last, text)
        if words and (words[0] in _WE or (words[-1],) in _nouns("own") and (named.actor is None or named.actor.state == "US")):
            return self._own(named.first, named.last)
        actor = named.actor
        if actor is None:
            return None
        if actor.kind == "place" or named.mention.type in ("place", "region") and not actor.id.startswith("state:"):
            if not place or not actor.state:
                return None
        found = Holder(*self._reading.holders.canonical(actor)[:2], named.first, last or named.last, text)
        if actor.id.startswith("post:"):
            found.name, found.id = _post_name([], named) or actor.name, actor.id
        elif actor.kind == "person" and "@" not in actor.id and "/" not in actor.id:
            if not any(word in clause_words("delegate") | {"rep", "representative", "del", "delegate", "reps"} for word in words):
                found.name, found.id = self._known_as(actor.name), actor.id
        elif actor.kind == "organ" and named.mention.form == "name" and last in (None, named.last) and "delegation" not in actor.id:
            found.name, found.id = actor.name.removesuffix(" (United States)"), actor.id
        return found if found.name else None

    def _known_as(self, name: str) -> str:
        """A person's name as far as the telegram has it: the surname where it has no more."""
        given, _, rest = name.partition(" ")
        if rest and given.lower() not in self._reading.passages.text.lower():
            surname = rest.split(". ")[-1]
            return surname[:1].upper() + surname[1:]
        return name

    # --- what stands about it ---------------------------------------------------------------------

    def _is_at(self, at: int, phrase: tuple[str, ...]) -> bool:
        return tuple(self._words[at : at + len(phrase)]) == phrase

    def _text(self, first: int, last: int) -> str:
        return self._reading.passages.words_of(*self._sentence.text_range(first, last))

    def _over_adverbs(self, at: int) -> int:
        while at > 0 and self._adverb(at - 1) and self._words[at - 1] not in _NOT:
            at -= 1
        return at

    def _object_first(self, end: int) -> int:
        """Where the subject of a passive begins."""
        verb = self._reading.verb_at(end)
        if verb is not None and verb.subject is not None and verb.subject[0] < end:
            return max(verb.subject[0], end - 12)
        return end

    def _extent(self, start: int) -> int:
        """Where an act ends whose object or complement begins at ``start``: before a stop, an aside, a clause of its own."""
        words, tags = self._words, self._tags
        at = start
        while at < min(len(words), start + _LONGEST):
            word = words[at]
            if word in _STOPS and word != "(" or word in ("who", "which") and at > start:
                break
            if word == "," and tags[min(at + 1, len(words) - 1)] != "CD":
                break
            if at > start and word in _clause_openers() and not tags[at].startswith(("NN", "VB", "JJ")):
                break
            if at > start and any(self._is_at(at, phrase) for phrase in act_phrases("company")):
                break
            if word in ("and", "but", "or") and any(
                verb.first in (at + 1, at + 2) and verb.form == "finite" for verb in self._reading.verbs
            ):
                break
            at += 1
        while at > start and words[at - 1] in (",", "and", "but", "or", "-", "(", '"'):
            at -= 1
        return at

    def _somebody(self, at: int, preposition: str) -> bool:
        """Whether the object at ``at`` is somebody, before "to do" or "for"."""
        words, tags = self._words, self._tags
        start = at
        while start < len(words) and words[start] in _DETERMINERS:
            start += 1
        if not (tags[at] == "PRP" or any(n.first in (at, start) and n.mention.type != "place" for n in self._sentence.named)):
            return False
        spot = words.index(preposition, at)
        return preposition != "to" or spot + 1 < len(words) and (tags[spot + 1].startswith("VB") or self._bare(spot + 1))

    def _fits(self, at: int, frames: tuple[str, ...]) -> bool:
        """Whether one of the frames stands at ``at``."""
        words, tags = self._words, self._tags
        while at < len(words) and self._adverb(at):
            at += 1
        word, tag = (words[at], tags[at]) if at < len(words) else (".", ".")
        clause = words[at : at + _LONGEST]
        end = next((i for i, w in enumerate(clause) if w in _STOPS), len(clause))
        noun = tag.startswith(_NOUNS) and word not in _STOPS and word not in ("to", "that", "ad") or word in ('"', "“")
        for frame in frames:
            head, plus, preposition = frame.partition("+")
            if head == "any" or head == "none" and (word in _STOPS or word == ","):
                return True
            if head == "object" and noun:
                if not plus:
                    return True
                if preposition != "to" and preposition in clause[1:end]:
                    return True
            elif head == "someone" and preposition in clause[1:end] and self._somebody(at, preposition):
                return True
            elif head == "to" and word == "to" and at + 1 < len(words) and (tags[at + 1].startswith(("VB", "RB")) or self._bare(at + 1)):
                return True
            elif head == "question" and word in ("what", "which", "how", "who", "where", "when"):
                return True
            elif head == "ing" and tag == "VBG" or head in ("that", "whether") and word == head:
                return True
            elif head == "named":
                start = at + 1 if word == "with" else at
                while start < len(words) and words[start] in _DETERMINERS:
                    start += 1
                if any(n.first == start and n.mention.type not in ("place", "region") for n in self._sentence.named):
                    return True
            elif head in ("paper", "demarche", "measure", "agreement", "body", "informed"):
                near = clause[: min(end, _OBJECT)]
                if any(tuple(near[i : i + len(p)]) == p for p in _nouns(head) for i in range(len(near))):
                    return True
        return False


@cache
def _clause_openers() -> frozenset[str]:
    uses = clause_words("condition", "unless", "reason", "contrast")
    return frozenset(word for word in uses if " " not in word) - {"as", "whether", "for", "since"} | {"so", "noting", "before"}


@cache
def _speakers() -> frozenset[str]:
    return clause_words("speaker")


def _made(reading: Reading, desk: _Desk, one: _Found) -> Iterator[Action]:
    """The actions of what was found: one for each actor."""
    sentence, passages = reading.sentence, reading.passages
    for actor in one.actors:
        first, last = one.first, one.last
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
            start=place.start,
            end=place.end,
            quote=place.quote,
            more=place.more,
            quote_more=place.quote_more,
            attributed_to=attributed,
            attribution=attribution,
            voice=sentence.voice,
            rule=one.rule,
            confidence=_CONFIDENCE.get(one.weight, 0.5),
            steps=(f"status {one.status}",),
            actor=actor.name,
            actor_id=actor.id,
            actor_mention=" ".join(actor.words.split()),
            action=passages.words_of(*sentence.text_range(one.first, one.last)),
            recipient=_recipient(reading, one, actor),
            status=one.status,
        )


def _recipient(reading: Reading, one: _Found, actor: Holder) -> str | None:
    """The first somebody named behind the verb who is not the actor."""
    for named in reading.sentence.named:
        if one.first < named.first < one.last and named.actor is not None and named.first >= actor.last:
            if named.mention.type not in ("place", "region") and named.mention.form != "pronoun":
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


def _once(found: list[Action]) -> list[Action]:
    """Each act once: of two of one actor that share most of their words the first stays."""
    kept: list[Action] = []
    for one in found:
        if any(one.actor == other.actor and one.start < other.end and other.start < one.end for other in kept):
            continue
        kept.append(one)
    return sorted(kept, key=lambda one: (one.start, one.end))
