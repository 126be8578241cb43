"""The resolving of one cable in progress: its text, its spans, and who has been named so far."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cablegram.actors.context import Facts
from cablegram.actors.geography import Geography
from cablegram.actors.records import Actor, ActorType
from cablegram.actors.resolution import Resolution
from cablegram.actors.spans import Span
from cablegram.tables.reference_words import reference_words

COARSE = {
    "state": "GEO", "place": "GEO", "region": "GEO", "organ": "ORG", "body": "ORG", "party": "ORG", "company": "ORG",
    "person": "PER", "people": "PER",
}  # fmt: skip
_SENTENCE = re.compile(r"(?:(?<=[^\W_]{3})|(?<=[)\"'\d]))[.?!][\"')]*\s+|\n\s*\n|\n\s*(?=(?:-\s*)?\d{1,2}\.\s)")
_PARAGRAPH = re.compile(r"\n\s*\n|\n\s*(?=(?:-\s*)?\d{1,2}\.\s)")
_BRACKETED = re.compile(r"\(\s*[\"']?([A-Za-z][A-Za-z&/.-]{1,9})[\"']?\s*\)")
_INITIAL = re.compile(r"[^\W\d_]+")
_SMALL = reference_words("small")


@dataclass(slots=True)
class Named:
    """A mention that was resolved: where it stands, as what, and who it is."""

    at: int
    end: int
    type: ActorType
    form: str
    actor: Actor
    words: str


@dataclass(slots=True)
class Work:
    """What the resolvers of one cable share. ``done`` holds the answers, in the order of ``spans``."""

    text: str
    spans: Sequence[Span]
    facts: Facts
    geography: Geography
    keys: list[str]
    done: list[Resolution | None]
    inner: list[list[int]]
    said: list[Named] = field(default_factory=list)
    same: dict[tuple[str, str], Actor] = field(default_factory=dict)
    full: dict[str, str] = field(default_factory=dict)  # acronym key -> key of what it was defined as
    offices: set[str] = field(default_factory=set)  # those that a mention names without a name
    sentences: list[int] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)

    def words(self, index: int) -> str:
        """The words of a span."""
        span = self.spans[index]
        return self.text[span.start : span.end]

    def sentence(self, position: int) -> int:
        """The number of the sentence that a position is in."""
        return bisect_right(self.sentences, position)

    def paragraph(self, position: int) -> int:
        """The number of the paragraph that a position is in."""
        return bisect_right(self.paragraphs, position)

    def before(self, position: int) -> Iterator[Named]:
        """The mentions resolved so far that end before a position, the nearest first."""
        for named in reversed(self.said):
            if named.end <= position:
                yield named

    def answer(self, index: int, resolution: Resolution) -> None:
        """Keep the answer to a span."""
        self.done[index] = resolution
        actor = resolution.actor
        if actor is None:
            return
        span = self.spans[index]
        kind = resolution.type or span.type
        self.said.append(Named(span.start, span.end, kind, span.form, actor, self.keys[index]))
        if span.form != "pronoun":
            self.same.setdefault((COARSE[kind], self.keys[index]), actor)

    def states_inside(self, index: int) -> list[Actor]:
        """The states named inside a span, by its inner spans and else by its words."""
        found: dict[str, Actor] = {}
        for number in self.inner[index]:
            resolution = self.done[number]
            if resolution and resolution.actor and resolution.actor.kind == "state":
                found.setdefault(resolution.actor.id, resolution.actor)
        if not found:
            resolution = self.geography.state(self.words(index))
            if resolution is not None and resolution.actor is not None and resolution.actor.kind == "state":
                found[resolution.actor.id] = resolution.actor
        return list(found.values())

    def state_near(self, position: int) -> Actor | None:
        """The state named last before a position in its sentence, the United States only if no other is."""
        number = self.sentence(position)
        own: Actor | None = None
        for named in self.before(position):
            if self.sentence(named.at) != number:
                break
            if named.actor.kind == "state" and named.type in ("state", "place"):
                if named.actor.state != "US":
                    return named.actor
                own = own or named.actor
        return own

    def host_state(self) -> Actor | None:
        """The state that a bare "government" or "MFA" belongs to, as far as the head of the cable tells."""
        code = self.facts.host or self.facts.addressed
        return self.geography.actor(code) if code else None


def starts(pattern: re.Pattern[str], text: str) -> list[int]:
    """Where the stretches begin that a pattern parts."""
    return [0, *(match.end() for match in pattern.finditer(text))]


def sentence_starts(text: str) -> tuple[list[int], list[int]]:
    """Where the sentences and the paragraphs of a text begin."""
    return starts(_SENTENCE, text), starts(_PARAGRAPH, text)


def definitions(text: str) -> Iterator[tuple[str, str]]:
    """Every acronym in brackets behind the words it stands for: ``Egyptian Oil Corporation (EOC)``."""
    for match in _BRACKETED.finditer(text):
        letters = [letter for letter in match[1].lower() if letter.isalpha()]
        if len(letters) < 2:
            continue
        before = list(_INITIAL.finditer(text, max(0, match.start() - 120), match.start()))
        for take in range(len(letters), min(len(letters) + 6, len(before)) + 1):
            chosen = before[-take:]
            if _spells([word[0].lower() for word in chosen], letters):
                yield match[1], text[chosen[0].start() : match.start()].strip()
                break


def _spells(words: Sequence[str], letters: Sequence[str]) -> bool:
    """Whether the initials of words, small ones counted or not, are the letters."""
    if words[0] in _SMALL:
        return False
    initials = [word[0] for word in words if word not in _SMALL]
    return initials == list(letters) or [word[0] for word in words] == list(letters)


def initials(words: str) -> str:
    """The initials of a key without its small words."""
    return "".join(word[0] for word in words.split() if word not in _SMALL)
