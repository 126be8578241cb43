"""What a rule found, before it is a position: words of one sentence; and what every rule is handed."""

from __future__ import annotations

from dataclasses import dataclass, field

from cablegram.positions.clauses import Verb, clause_verbs
from cablegram.positions.cues import Occurrence, occurrences
from cablegram.positions.degrees import Weighed
from cablegram.positions.holders import Holder, Holders
from cablegram.positions.passages import Passages, Sentence
from cablegram.positions.records import Basis
from cablegram.positions.sources import Source, governing, sources
from cablegram.positions.targets import conjuncts
from cablegram.tables.clause_words import clause_words


@dataclass(slots=True)
class Draft:
    """One stance of one or several holders on one target, by places in the sentence."""

    holders: list[Holder]
    cue: tuple[int, int]
    target: tuple[int, int] | None  # ``None``: what was spoken of before
    weighed: Weighed
    basis: Basis
    rule: str
    inherited: bool = False
    aligned: list[str] = field(default_factory=list)


class Reading:
    """One sentence as the rules see it: its verbs, cues and sources, and who spoke before."""

    def __init__(self, passages: Passages, holders: Holders, sentence: Sentence) -> None:
        self.passages = passages
        self.holders = holders
        self.sentence = sentence
        self.words = sentence.words
        self.tags = sentence.tags
        self.verbs: list[Verb] = clause_verbs(sentence)
        self.cues: list[Occurrence] = occurrences(sentence)
        self.sources: list[Source] = sources(sentence, holders)
        self.used: set[int] = set()  # first words of cues that another cue took with it

    def verb_at(self, at: int) -> Verb | None:
        """The verb group that has the word ``at`` in it."""
        return next((verb for verb in self.verbs if verb.first <= at < verb.last), None)

    def verb_before(self, at: int, reach: int = 3) -> Verb | None:
        """The verb group that ends just before the word ``at``, with nothing but adverbs between."""
        for verb in reversed(self.verbs):
            if verb.last <= at:
                between = range(verb.last, at)
                near = at - verb.last <= reach and all(
                    self.tags[i].startswith("RB") or self.tags[i] in ("DT", "PDT") or self.words[i] in ('"', "both") for i in between
                )
                return verb if near else None
        return None

    def subject(self, verb: Verb) -> list[Holder]:
        """The holders that are the subject of a verb, carried over where it is left out."""
        if verb.subject is not None:
            return self.holders.of(self.sentence, *verb.subject)
        if verb.elided and verb.form == "finite" and self.holders.last is not None:
            carried = self.holders.last
            return [Holder(carried.name, carried.id, verb.first, verb.last, carried.words, carried.person, "carried")]
        return []

    def source(self, at: int) -> tuple[list[Holder], bool]:
        """Who says what stands at the word ``at``, and whether that was said in an earlier sentence."""
        for source in governing(self.sources, at):
            return source.holders, False
        if self.holders.last_source is not None:
            return [self.holders.last_source], True
        return [], False

    def adverbs(self, verb: Verb | None, first: int, last: int) -> list[str]:
        """The words of degree about a cue: in its verb group, before and behind it."""
        places = set(verb.adverbs) if verb is not None else set()
        low = max(min(first, verb.first if verb else first) - 1, 0)
        places |= {at for at in range(low, min(last + 2, len(self.words))) if self.tags[at].startswith(("RB", "JJ"))}
        found = [self.words[at] for at in sorted(places)]
        text = " ".join(self.words[max(low - 3, 0) : last + 6])
        found += [
            phrase
            for phrase in clause_words("weak", "absolute", "strong")
            if " " in phrase and f" {phrase} " in f" {text} "
        ]
        return found

    def targets(self, first: int, last: int) -> list[tuple[int, int]]:
        """A target cut at "nor" and at repeated prepositions."""
        return list(conjuncts(self.sentence, first, last))
