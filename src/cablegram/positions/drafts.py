"""What a rule found, before it is a position: words of one sentence; and what every rule is handed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from cablegram.positions.clauses import clause_verbs
from cablegram.positions.cues import Occurrence, occurrences
from cablegram.positions.degrees import Weighed
from cablegram.positions.holders import Holder, Holders
from cablegram.positions.passages import Passages, Sentence
from cablegram.positions.records import Basis
from cablegram.positions.sources import Source, governing, sources
from cablegram.positions.target_parts import conjuncts
from cablegram.positions.targets import complement
from cablegram.positions.verb_groups import PUNCTUATION, Verb
from cablegram.tables.clause_words import clause_phrases, clause_words
from cablegram.tables.inflection import lemmas
from cablegram.tables.stances import Cue, DegreeWord, degree_at


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
    conditions: list[tuple[int, int]] = field(default_factory=list)


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
        self.drafts: list[Draft] = []
        self.used: set[int] = set()  # first words of cues that another cue took with it

    def verb_at(self, at: int) -> Verb | None:
        """The verb group that has the word ``at`` in it."""
        return next((verb for verb in self.verbs if verb.first <= at < verb.last), None)

    def verb_before(self, at: int, reach: int = 3) -> Verb | None:
        """The verb group that ends just before the word ``at``, with nothing but adverbs between."""
        at = self._over_aside(at)
        for verb in reversed(self.verbs):
            if verb.last <= at:
                between = range(verb.last, at)
                near = at - verb.last <= reach and all(
                    self.tags[i].startswith("RB") or self.tags[i] in ("DT", "PDT") or self.words[i] in ('"', "both")
                    for i in between
                )
                return verb if near else None
        return None

    def _over_aside(self, at: int) -> int:
        """Where the words before an aside end: "is, he felt, essential", "are of course prepared"."""
        for phrase in clause_phrases("aside"):
            if tuple(self.words[max(at - len(phrase), 0) : at]) == phrase:
                return at - len(phrase)
        if at and self.words[at - 1] == ",":
            start = next((i for i in range(at - 2, max(at - 7, 0), -1) if self.words[i] == ","), None)
            inside = [verb for verb in self.verbs if start is not None and start < verb.head < at]
            told = clause_words("saying", "thinking")
            if start is not None and inside and all(set(lemmas(self.words[one.head])) & told for one in inside):
                return start
        return at

    def subject(self, verb: Verb) -> list[Holder]:
        """The holders that are the subject of a verb, carried over where it is left out."""
        if verb.subject is not None:
            first, last = verb.subject
            if self._impersonal(verb) or self._excepted(first):
                return []
            if last - first == 1 and self.words[first] in ("they", "he", "she", "it"):
                near = self._nearest(first, self.words[first])
                if near:
                    return near
            return self.holders.subject(self.sentence, first, last)
        if self._instructs(verb):
            return [Holder("United States", "state:US", verb.first, verb.last, "", None, "carried")]
        if verb.elided and verb.form == "finite" and self.holders.last is not None and not self._attribute(verb):
            carried = self.holders.last
            return [Holder(carried.name, carried.id, verb.first, verb.last, carried.words, carried.person, "carried")]
        return []

    def _instructs(self, verb: Verb) -> bool:
        """Whether a verb is the imperative of an instruction by the Department: "Oppose the annex"."""
        lead = next((at for at, tag in enumerate(self.tags) if tag not in (".", "LS", "CD", ":", "-LRB-", "-RRB-")), 0)
        told = self.words[verb.first - 1 : verb.first] == ["please"] and verb.first - 1 == lead
        begins = verb.first == lead or told or self.words[verb.first - 1] == ":"
        return begins and self.tags[verb.first] in ("VB", "VBP") and self.passages.post.upper().startswith("SECSTATE")

    def _attribute(self, verb: Verb) -> bool:
        """Whether a sentence begins with an adjective in -ed and no verb: "proposed date unspecified"."""
        following = self.tags[verb.last] if verb.last < len(self.tags) else ""
        opens = verb.first <= 2 or self.words[verb.first - 1] in PUNCTUATION
        return opens and self.words[verb.head] == "proposed" and following.startswith("NN")

    def _excepted(self, at: int) -> bool:
        """Whether a subject is only who is left out: "all delegations except X supported T"."""
        before = self.words[max(at - 6, 0) : at]
        while before and before[-1] in ("the", "for"):
            before.pop()
        return (
            bool(before)
            and before.pop() in ("except", "but", "save", "excluding")
            and bool({"all", "every", "everyone", "everybody", "most"} & set(before))
        )

    def _impersonal(self, verb: Verb) -> bool:
        """Whether a verb's subject is the "it" or "there" of "it is hard to judge T"."""
        assert verb.subject is not None
        first, last = verb.subject
        if last - first != 1 or self.words[first] not in ("it", "there"):
            return False
        main = verb
        while main.governor is not None and main.form in ("to", "base"):
            main = main.governor
        return main.copula

    def _nearest(self, at: int, pronoun: str) -> list[Holder]:
        """Whom a pronoun means that follows another subject in the same sentence: that subject ("X said they ...")."""
        for verb in reversed(self.verbs):
            if verb.last > at or verb.subject is None or verb.form != "finite" or verb.subject[0] >= at:
                continue
            found = self.subject(verb)
            if pronoun in ("he", "she"):
                found = [one for one in found if one.person or one.id.startswith("person:")]
            if found:
                word = self.passages.text[slice(*self.sentence.text_range(at, at + 1))]
                return [Holder(one.name, one.id, at, at + 1, word, one.person, "nearest", one.plural) for one in found]
        return []

    def source(self, at: int) -> tuple[list[Holder], bool]:
        """Who says what stands at the word ``at``, and whether that was said in an earlier sentence."""
        for source in governing(self.sources, at):
            return source.holders, False
        if self.holders.stem is not None:
            return [self.holders.stem], False
        if self.holders.last_source is not None:
            return [self.holders.last_source], True
        return [], False

    def degrees(self, verb: Verb | None, first: int, last: int) -> list[DegreeWord]:
        """The words of degree about a cue: in its verb group, just before and just behind it."""
        low = max(min(first, verb.first if verb else first) - 2, 0)
        found: list[DegreeWord] = []
        at = low
        while at < min(last + 5, len(self.words)):
            if first <= at < last and last - first > 1:
                at += 1
                continue
            here = degree_at(self.words, at)
            near = at < last + 2 or any(" " in row.word for row in here)
            if here and near and (at < first or self.words[at - 1] not in (",", ";")):
                found += here
                at += len(here[0].word.split())
            else:
                at += 1
        return found

    def antecedent(self, at: int) -> list[Holder]:
        """For a possessive at the word ``at``: the subject of the finite verb before it in the same sentence."""
        for verb in reversed(self.verbs):
            if verb.last <= at and verb.form == "finite" and verb.subject is not None:
                return self.subject(verb)
        return []

    def narrowed(self, first: int, last: int) -> tuple[int, int]:
        """A target that is somebody's proposal to do T: T itself, where the words tell it."""
        for cue in self.cues:
            if (
                cue.part != "noun"
                or not first <= cue.first <= first + 6
                or cue.last >= last
                or (cue.rows[0].basis != "proposer" and cue.rows[0].cue not in clause_words("through"))
            ):
                continue
            at = cue.last
            if self.words[at] in ("of", "by") and any(named.first in (at + 1, at + 2) for named in self.sentence.named):
                at = max(named.last for named in self.sentence.named if named.first in (at + 1, at + 2))
            fit = complement(
                self.sentence,
                at,
                ("to", "that", "for", "on", *(("of",) if cue.rows[0].cue in clause_words("through") else ())),
            )
            if fit is not None and fit[0] <= last + 1:
                return fit[0], last if "nor" in self.words[last : fit[1]] else fit[1]
            return first, last
        return first, last

    def targets(self, first: int, last: int) -> list[tuple[int, int]]:
        """A target cut at "nor" and at repeated prepositions."""
        return list(conjuncts(self.sentence, first, last))


def basis_of(cue: Cue) -> Basis:
    """On what a stance rests, by the cue's row."""
    return cast(Basis, cue.basis)
