"""Whose stance it is: from the words of a subject to the canonical holder (`positions-guideline.md`, R7, R8, R16, R24, 4).

Officials, ministries and delegations speak for their state; a person without one, a party, a body for themselves; a
group that is named without members is ``group: …``. What a pronoun stands for was found with the actors; where it was
not, it is whoever held or said something last in the same paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cablegram.actors.gazetteer import state_actor, states_in, words_of_states
from cablegram.actors.geography import titled
from cablegram.actors.records import Actor
from cablegram.positions.clauses import clause_verbs
from cablegram.positions.first_person import of_author
from cablegram.positions.passages import Named, Passages, Sentence
from cablegram.tables.actor_organisations import UnknownOrganisationError, bodies, organisation
from cablegram.tables.actor_states import UnknownStateError
from cablegram.tables.clause_words import clause_words
from cablegram.tables.folding import fold as fold_name
from cablegram.tables.reference_words import reference_words

_PREPOSITIONS = frozenset(("IN", "TO"))
_PRONOUNS = ("he", "she", "they", "it", "we", "i", "you")


_FOR_GROUP = (["for"], ["on", "behalf", "of"], ["speaking", "for"], ["speaking", "on", "behalf", "of"])


@dataclass(slots=True)
class Holder:
    """Who holds: canonical ``name`` and ``id``, the words ``[first, last)`` of the sentence that name him, the official
    who spoke (``person``), and how the holder was found (``how``)."""

    name: str
    id: str
    first: int
    last: int
    words: str
    person: str | None = None
    how: str = "named"
    plural: bool = False


class Holders:
    """Finds holders in the sentences of one telegram, and remembers who was the last."""

    def __init__(self, passages: Passages) -> None:
        self._passages = passages
        date = passages.telegram.date
        self._date = date.start.date().isoformat() if date else ""
        self._own = frozenset(
            mention.actor_id
            for mention in passages.found.mentions
            if mention.type == "person"
            and set(mention.quote.lower().replace("-", " ").split()) & clause_words("own-view")
        )
        self.last: Holder | None = None
        self.last_source: Holder | None = None
        self.stem: Holder | None = None  # who said what the list after a colon tells
        self.several: list[Holder] = []  # of the last subject, where it named more than one

    def new_paragraph(self) -> None:
        """Forgets who said something last: what is told goes on within a paragraph alone."""
        self.last_source = None
        self.stem = None

    def again(self, sentence: Sentence, holder: Holder, first: int, last: int) -> Holder:
        """The same holder, named by other words."""
        return self._again(sentence, holder, first, last)

    def of(self, sentence: Sentence, first: int, last: int) -> list[Holder]:
        """The holders that the words ``[first, last)`` of a sentence name as a subject; none where nobody is named."""
        found: list[Holder] = []
        if (
            self.several
            and sentence.words[first] in ("both", "they", "their", "two", "each")
            and last - first <= 3
            and not any(
                one.first >= first and one.last <= last and one.mention.form == "name" for one in sentence.named
            )
        ):
            return [self._again(sentence, one, first, last) for one in self.several]
        members = self._members(sentence, first, last)
        if members:
            return members
        for left, right in self._conjuncts(sentence, first, last):
            holder = self._one(sentence, left, right)
            if holder is not None and all(holder.name != other.name for other in found):
                found.append(holder)
        return found

    def subject(self, sentence: Sentence, first: int, last: int) -> list[Holder]:
        """The holders of a subject with what stands behind it: "X, for the group, …" is the group, "X, with Y, …" both."""
        words = sentence.words
        for lead in _FOR_GROUP:
            if words[last + 1 : last + 1 + len(lead)] == lead and words[last : last + 1] == [","]:
                start = last + 1 + len(lead)
                end = self._aside_end(words, start)
                if any(
                    one.first in (start, start + 1) and one.mention.type in ("body", "organ", "party", "people")
                    for one in sentence.named
                ):
                    group = self.of(sentence, start, end)
                    if group:
                        return group
        found = self.of(sentence, first, last)
        if found and words[last : last + 2] == [",", "with"]:
            end = self._aside_end(words, last + 2)
            if words[end : end + 1] == [","]:
                found += [
                    one for one in self.of(sentence, last + 2, end) if all(one.name != other.name for other in found)
                ]
        return found

    @staticmethod
    def _aside_end(words: list[str], start: int) -> int:
        end = start
        while end < len(words) and words[end] not in (",", ";", ".", ":"):
            end += 1
        return end

    def _members(self, sentence: Sentence, first: int, last: int) -> list[Holder]:
        """ "The governments of A and B": each of them, where the head is a plural that speaks."""
        base = next((at for at in range(first + 1, last) if sentence.tags[at] in _PREPOSITIONS), last)
        if (
            base == last
            or not sentence.words[base - 1].endswith("s")
            or sentence.words[base - 1] not in _speaking() | reference_words("governments")
        ):
            return []
        inside = [
            n
            for n in sentence.named
            if base < n.first < last and n.mention.form == "name" and n.mention.type == "state"
        ]
        found = [holder for n in inside if (holder := self._by_mention(sentence, n)) is not None]
        return found if len(found) > 1 else []

    def _conjuncts(self, sentence: Sentence, first: int, last: int) -> Iterator[tuple[int, int]]:
        """The parts of "A, B and C"; a mention that covers a conjunction is one part."""
        words = sentence.words
        covered = {
            at
            for named in sentence.named
            if named.mention.form != "pronoun"
            and (named.mention.type in ("organ", "body", "party", "company") or _one_state(named))
            for at in range(named.first, named.last)
        }
        at = first
        for index in range(first, last):
            if words[index] in (",", "and", "or", "nor", "&", ";", "/") and index not in covered:
                if at < index:
                    yield at, index
                at = index + 1
        if at < last:
            yield at, last

    def _one(self, sentence: Sentence, first: int, last: int) -> Holder | None:
        """The holder that one noun phrase names: by its head, or by what stands before a head that speaks for it."""
        if last - first <= 2 and sentence.words[last - 1] in clause_words("own-officer") and sentence.words[first] in (
            "the", "our", sentence.words[last - 1]
        ):  # fmt: skip
            return self._of_state(sentence, "US", first, last)
        base = next((at for at in range(first + 1, last) if sentence.tags[at] in _PREPOSITIONS), last)
        covering = [n for n in sentence.named if n.first >= first and n.last <= last and n.first < base]
        if covering:
            widest = max(covering, key=lambda n: (n.last >= base, n.last - n.first, -n.first))
            head = [n for n in covering if n.last >= base]
            tail = max(n.last for n in covering)
            owned = any(sentence.tags[at].startswith("NN") for at in range(tail, base))
            if owned and not head and sentence.words[base - 1] not in _speaking():
                return None  # "the U.S. proposal", "Peru's northern valleys": the head is no holder
            for named in sorted(head or covering, key=lambda n: n.first - n.last):
                holder = self._by_mention(sentence, named)
                if holder is not None:
                    return self._spoken(sentence, holder, first, last)
            group = self._group(sentence, first, last, widest)
            if group is not None:
                return group
        elif base < last and sentence.words[base - 1] in reference_words("delegation") | _speaking():
            # "representative of Kenya", "delegates from Chad": who is behind the preposition, for a head that speaks
            inner = [n for n in sentence.named if base < n.first < last and n.mention.form == "name"]
            if inner:
                holder = self._by_mention(sentence, inner[0])
                if holder is not None:
                    return self._spoken(sentence, holder, first, last)
        return self._pronoun(sentence, first, last)

    def _spoken(self, sentence: Sentence, holder: Holder, first: int, last: int) -> Holder:
        """The holder with the whole phrase as his words where the head speaks for him ("French officials")."""
        start, end = sentence.text_range(holder.first, holder.last)
        while end < len(self._passages.text) and holder.last < last and sentence.words[holder.last] in _speaking():
            holder.last += 1
            end = sentence.tokens[holder.last - 1].end
        holder.words = self._passages.text[start:end]
        return holder

    def by_mention(self, sentence: Sentence, named: Named) -> Holder | None:
        """The holder a mention stands for, ``None`` where it is not known or a place."""
        return self._by_mention(sentence, named)

    def _by_mention(self, sentence: Sentence, named: Named) -> Holder | None:
        actor, mention = named.actor, named.mention
        neuter = mention.form == "pronoun" and sentence.words[named.first] in ("it", "its", "itself")
        if neuter and self.last is not None and (actor is None or mention.sure != "sure"):
            return self._again(sentence, self.last, named.first, named.last)
        covered = sentence.words[named.first : named.last]
        if "'s" in covered and covered[-1] not in _speaking() and mention.form != "name":
            return None
        if "'s" in covered[1:-1] and mention.type in ("state", "place", "region"):
            return None  # "Peru's northern valleys"
        if (mention.form == "pronoun" and (covered == ["i"] or of_author(sentence, named.first))) or (
            covered[-1] in clause_words("own-officer") and (actor is None or not actor.state)
        ):
            return self._of_state(sentence, "US", named.first, named.last)
        own = self._owners_government(sentence, named)
        if own is not None:
            return own
        place = actor is not None and actor.kind == "place" and bool(actor.state) and mention.form == "name"
        if actor is not None and place and _is_capital(" ".join(covered), actor.state):
            return self._of_state(sentence, actor.state, named.first, named.last)  # "Moscow is wary": R8
        if actor is None or (
            mention.type in ("place", "region") and not actor.id.startswith("state:") and not _capital(actor)
        ):
            return None
        start, end = sentence.text_range(named.first, named.last)
        words = self._passages.text[start:end]
        plural = sentence.words[named.first] in reference_words("they")
        if (
            mention.form == "pronoun"
            and self.last is not None
            and (mention.sure == "guess" or (plural and actor.kind == "person"))
        ):
            return self._again(sentence, self.last, named.first, named.last)
        name, identity, person = self.canonical(actor)
        inside = [
            one for one in sentence.named if named.first <= one.first and one.last <= named.last and one is not named
        ]
        if mention.type in ("people", "state") and _two_states(" ".join(sentence.words[named.first : named.last])):
            name, identity, person = titled(self._passages.words_of(start, end)), "", None  # "Greek Cypriots"
        if actor.kind in ("company", "party") and mention.form == "name" and not _akin(name, words):
            name = titled(" ".join(words.split()))  # a firm by the name it has here, not by its owner's
        if not name:
            return None
        if "@" in identity:
            known = bodies().get(fold_name(" ".join(sentence.words[named.first : named.last])), ())
            if known:
                name, identity = known[0].name, f"body:{known[0].id}"
        if (
            ("@" in identity or name[0].islower())
            and mention.form == "nominal"
            and mention.type != "person"
            and not any(one.mention.type in ("state", "party", "person") for one in inside)
        ):
            return Holder(
                f"group: {' '.join(words.split()).lower()}",
                "",
                named.first,
                named.last,
                words,
                how="group",
                plural=True,
            )
        return Holder(name, identity, named.first, named.last, words, person, plural=actor.kind in ("people", "state"))

    def _owners_government(self, sentence: Sentence, named: Named) -> Holder | None:
        """ "His delegation", "their governments": the state of whom the pronoun means."""
        words = sentence.words[named.first : named.last]
        if len(words) < 2 or words[-1] not in _speaking() or sentence.tags[named.first] != "PRP$":
            return None
        inner = next((one for one in sentence.named if one.first == named.first and one.last == named.first + 1), None)
        if words[0] in ("my", "our"):
            return self._of_state(sentence, "US", named.first, named.last)
        subjects = [  # a subject before it alone: one that reaches the words themselves would ask for its own answer
            verb.subject
            for verb in clause_verbs(sentence)
            if verb.last <= named.first and verb.subject is not None and verb.subject[1] <= named.first
        ]
        if subjects:  # "the German delegate said that his delegation …"
            who = self.of(sentence, *subjects[-1])
            if len(who) == 1:
                return self._again(sentence, who[0], named.first, named.last)
        if inner is not None and inner.actor is not None and inner.actor.state and words[0] in ("his", "her"):
            name, identity, _ = self.canonical(inner.actor)
            start, end = sentence.text_range(named.first, named.last)
            return Holder(name, identity, named.first, named.last, self._passages.text[start:end])
        return self._again(sentence, self.last, named.first, named.last) if self.last is not None else None

    def canonical(self, actor: Actor) -> tuple[str, str, str | None]:
        """Name and id of the holder an actor speaks for, and the person who speaks where it is one."""
        if actor.kind == "state" or actor.id.startswith("state:"):
            code = actor.id.partition(":")[2]
            return ("", "", None) if "+" in code else (state_name(code, actor.name), actor.id, None)
        local = "@" in actor.id
        if actor.kind == "person" and actor.id in self._own:
            return actor.name, actor.id, None  # a former minister, a party's leader: R24
        if actor.state and "+" not in actor.state and (actor.kind in ("person", "organ") or (actor.kind == "place")):
            named = actor.kind == "person" and not local
            return self._state(actor.state), f"state:{actor.state}", actor.name if named else None
        if actor.kind == "body":
            try:
                short = organisation(actor.id.partition(":")[2], "body").short
            except UnknownOrganisationError:
                short = ""
            return short if short == "OSCE" else actor.name, actor.id, None
        if actor.kind in ("place", "region"):
            return "", "", None
        return actor.name, actor.id, None

    def _of_state(self, sentence: Sentence, code: str, first: int, last: int) -> Holder:
        start, end = sentence.text_range(first, last)
        return Holder(self._state(code), f"state:{code}", first, last, self._passages.text[start:end])

    def _state(self, code: str) -> str:
        try:
            return state_name(code, state_actor(code, self._date).name)
        except UnknownStateError:  # actors filed under other tables
            return code

    def _group(self, sentence: Sentence, first: int, last: int, named: Named) -> Holder | None:
        """A group without members named ("other countries", "several delegations")."""
        if named.mention.form != "nominal" or named.mention.type not in ("state", "people", "party", "body", "organ"):
            return None
        start, end = sentence.text_range(first, last)
        label = self._passages.words_of(start, end).lower()
        return Holder(f"group: {label}", "", first, last, self._passages.text[start:end], how="group", plural=True)

    def _pronoun(self, sentence: Sentence, first: int, last: int) -> Holder | None:
        words = sentence.words[first:last]
        lasts = {"both"} | {w for kind in _PRONOUNS[:4] for w in reference_words(kind)}
        own = words and words[0] in reference_words("they") | reference_words("he") | reference_words("she")
        meant = (len(words) == 1 and words[0] in lasts) or (own and words[-1] in _speaking())
        if meant and self.last is not None and words[0] != "both":
            return self._again(sentence, self.last, first, last)
        if len(words) == 1 and of_author(sentence, first):
            return self._of_state(sentence, "US", first, last)
        return None

    def _again(self, sentence: Sentence, holder: Holder, first: int, last: int) -> Holder:
        start, end = sentence.text_range(first, last)
        return Holder(
            holder.name, holder.id, first, last, self._passages.text[start:end], holder.person, "last", holder.plural
        )


def state_name(code: str, name: str) -> str:
    """The short English name by which positions call a state: the Federal Republic is Germany (guideline 14)."""
    return "Germany" if code == "DE" else name


@lru_cache(maxsize=4096)
def _two_states(words: str) -> bool:
    """Whether a name is of a people within a state ("Greek Cypriots", "Bosnian Serbs"): two demonyms, the last plural."""
    parts = words.split()
    return len(parts) == 2 and parts[1].endswith("s") and all(states_in(part) for part in parts) and parts[0] != "the"


@lru_cache(maxsize=4096)
def _is_capital(words: str, code: str) -> bool:
    """Whether words are the name of a state's capital, then or now."""
    return any(one.code == code and one.plain_kind == "capital" for one in words_of_states().get(words, ()))


def _one_state(named: Named) -> bool:
    """Whether a mention with "and" in it is the name of one state ("Trinidad and Tobago")."""
    return named.mention.type == "state" and named.mention.form == "name" and "+" not in named.mention.actor_id


def _akin(name: str, words: str) -> bool:
    """Whether a name and the words for it share a word, or the letters of an acronym."""
    first, second = name.lower().split(), words.lower().split()
    return bool(set(first) & set(second)) or "".join(
        word[0] for word in first if word not in ("of", "and", "the")
    ) == "".join(second)


def _capital(actor: Actor) -> bool:
    return actor.kind == "state"


def _speaking() -> frozenset[str]:
    """Nouns that speak for the state or body before them: officials, government, delegation, side."""
    return clause_words("speaker") | reference_words("government") | reference_words("delegation")
