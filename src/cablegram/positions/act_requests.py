"""The requests a telegram makes itself: the actor is who is asked (`positions-guideline.md`, section 14, "Requests")."""

from __future__ import annotations

from collections.abc import Iterator

from cablegram.positions.act_doers import DEPARTMENT, WE, Act, Desk, post_name
from cablegram.positions.act_grammar import STOPS, Grammar, nouns
from cablegram.positions.drafts import Reading
from cablegram.positions.holders import Holder
from cablegram.positions.sources import governing
from cablegram.tables.acts import act_phrases


class Requests:
    """Finds the requests in one sentence."""

    def __init__(self, reading: Reading, grammar: Grammar, desk: Desk) -> None:
        self._reading = reading
        self._grammar = grammar
        self._desk = desk
        self._sentence = reading.sentence
        self._words = reading.words

    def found(self) -> Iterator[Act]:
        """The requests of the sentence, but those that somebody else makes in it."""
        for at in range(len(self._words)):
            if self._told(at):
                continue
            for phrase in act_phrases("ask-particle"):
                if self._grammar.is_at(at, phrase) and self._grammar.bare(at + 1):
                    asked = self._before_modal(at) or self._addressed(at, at)
                    yield self._request(asked, at, at + 1, "ask-particle")
            for phrase in act_phrases("ask-modal"):
                if self._grammar.is_at(at, phrase) and self._grammar.bare(at + len(phrase)):
                    who = self._before_modal(at)
                    if who is not None:
                        yield self._request(who, who.first, at + len(phrase), "ask-modal")
            for phrase in act_phrases("ask-phrase"):
                if (
                    self._grammar.is_at(at, phrase)
                    and self._begins_request(at)
                    and self._grammar.fits(at + len(phrase), ("object", "that"))
                ):
                    first, last = at + len(phrase), self._grammar.extent(at + len(phrase))
                    yield self._request(self._addressed(first, last), at, first, "ask-phrase")
                    break

    def _told(self, at: int) -> bool:
        """Whether somebody else says what stands at ``at``."""
        return any(
            not one.thinks and not self._is_author(one.holders[0]) for one in governing(self._reading.sources, at)
        )

    def _request(self, who: Holder, first: int, last: int, rule: str) -> Act:
        return Act([who], first, self._grammar.extent(last), "requested", f"action-{rule}", "firm")

    def _begins_request(self, at: int) -> bool:
        """Whether "request", "would appreciate" has the sender for its subject, named or left out."""
        words = self._words
        if words[at].endswith("s") or words[at].startswith("would"):
            end = self._grammar.over_adverbs(at)
            own = nouns("own") | nouns("addressee")
            if end > 0 and ((words[end - 1],) in own or words[end - 1] in WE or self._own_post(end)):
                return True
            return end == 0 and words[at].startswith("would")
        if at == 0 or words[at - 1] in STOPS or words[at - 1] in ("therefore", "accordingly", "we", "i"):
            return True
        return words[at - 1] == "," and words[at] == "request"

    def _own_post(self, end: int) -> bool:
        """Whether a post or delegation of the United States is named just before ``end`` ("USNATO requests")."""
        return any(
            named.last == end and named.actor is not None and named.actor.id.startswith(("post:", "organ:US/"))
            for named in self._sentence.named
        )

    def _before_modal(self, at: int) -> Holder | None:
        """The addressee just before a modal or "please": "you", "embassy", a post by name, the Department."""
        words = self._words
        end = self._grammar.over_adverbs(at)
        while end > 0 and words[end - 1] in (",", "("):
            end -= 1
        for phrase in act_phrases("addressee", "capital"):
            first = end - len(phrase)
            if first >= 0 and tuple(words[first:end]) == phrase and self._grammar.opens(first):
                capital = phrase in nouns("capital") and not self._desk.department
                text = self._grammar.text(first, end)
                post = (
                    text
                    if phrase in nouns("addressee")
                    and not {"you", "post", "posts", "addressee", "addressees"} & set(phrase)
                    else ""
                )
                name = DEPARTMENT if capital else self._desk.addressee(text, post)
                return Holder(name, "", first, end, text)
        for named in self._sentence.named:
            if (
                named.last == end
                and self._grammar.opens(named.first)
                and named.actor is not None
                and named.actor.id.startswith("post:")
            ):
                name = post_name([], named)
                if name and name != self._desk.post:
                    return Holder(name, named.actor.id, named.first, end, self._grammar.text(named.first, end))
        return None

    def _addressed(self, first: int, last: int) -> Holder:
        """Who is asked: named in the words asked for ("Department's views", "that Embassy …"), else the addressee."""
        for at in range(first, min(first + 6, last)):
            if (self._words[at],) in nouns("capital") and not self._desk.department:
                return Holder(DEPARTMENT, "", at, at + 1, self._grammar.text(at, at + 1))
        start = first + (self._words[first] == "that" if first < last else 0)
        if start < last and (self._words[start],) in nouns("addressee"):  # "would welcome X doing"
            text = self._grammar.text(start, start + 1)
            return Holder(self._desk.addressee(text, text), "", start, start + 1, text)
        name = self._desk.addressee("addressee")
        return Holder(name, "", first, first, "", how="carried")

    def _is_author(self, holder: Holder) -> bool:
        return holder.words.lower() in ("we", "i", "us") or holder.name == self._desk.author or holder.how == "carried"
