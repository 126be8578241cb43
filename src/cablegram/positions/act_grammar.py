"""How a verb is told: done, on the way, ahead, denied, possible; and how far the words about it reach.

The forms are read from the auxiliaries and adverbs about the verb, since tags of verbs in all capitals err often.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from cablegram.positions.drafts import Reading
from cablegram.tables.acts import act_forms, act_phrases
from cablegram.tables.clause_words import clause_words
from cablegram.tables.inflection import lemma

BE = frozenset(["be", "is", "are", "was", "were", "been", "being", "am"])
HAVE = frozenset(["have", "has", "had", "having"])
NOT = frozenset(["not", "never", "cannot", "nor", "neither", "hardly", "scarcely", "no"])
ADVERBS = frozenset(
    [
        "also",
        "still",
        "now",
        "since",
        "already",
        "again",
        "presently",
        "currently",
        "then",
        "therefore",
        "thus",
        "both",
        "soon",
        "once",
    ]
)
STOPS = frozenset(".;:?!()")
DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "his",
        "her",
        "its",
        "their",
        "our",
        "any",
        "some",
        "all",
        "such",
        "this",
        "these",
        "those",
        "each",
        "several",
    ]
)
PREPOSITIONS = frozenset(["of", "from", "for", "with", "in", "at", "by", "to", "on", "between", "among"])
_DO = frozenset(["do", "does", "did"])
_WILL = frozenset(["will", "shall", "would", "'ll", "wd", "wld"])
_MODALS = _WILL | frozenset(["should", "must", "may", "might", "can", "could", "ought"])
_NOUNS = ("NN", "JJ", "CD", "DT", "PRP", "POS", "VBG", "VBN", "FW", "PDT", "WP", "$", "AFX")
_LONGEST = 18  # words of an act behind its verb
_OBJECT = 9  # words in which an object has its noun
_WISHING = frozenset(
    [
        "hope",
        "wish",
        "want",
        "prefer",
        "expect",
        "doubt",
        "fear",
        "suggest",
        "propose",
        "recommend",
        "urge",
        "insist",
        "ensure",
        "think",
        "believe",
        "assume",
        "suspect",
        "wonder",
        "ask",
        "request",
    ]
)


Told = Literal["done", "ongoing", "planned", "present", "to"]  # a status, a plain present, an infinitive


@dataclass(slots=True)
class Telling:
    """How a verb is told: the first word of its group; passive or not."""

    how: Told
    first: int
    passive: bool = False
    would: bool = False


@cache
def nouns(kind: str) -> frozenset[tuple[str, ...]]:
    """The words of a kind of the table ``act_words``, for looking up."""
    return frozenset(act_phrases(kind))


@cache
def _clause_openers() -> frozenset[str]:
    uses = clause_words("condition", "unless", "reason", "contrast")
    return frozenset(word for word in uses if " " not in word) - {"as", "whether", "for", "since"} | {
        "so",
        "noting",
        "before",
    }


class Grammar:
    """The words of one sentence, as far as acts need them."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._sentence = reading.sentence
        self._words = reading.words
        self._tags = reading.tags

    def is_at(self, at: int, phrase: tuple[str, ...]) -> bool:
        """Whether the words of a phrase stand at ``at``."""
        return tuple(self._words[at : at + len(phrase)]) == phrase

    def text(self, first: int, last: int) -> str:
        """The words ``[first, last)`` as written, in one line."""
        return self._reading.passages.words_of(*self._sentence.text_range(first, last))

    def over_adverbs(self, at: int) -> int:
        """Where the adverbs before ``at`` begin."""
        while at > 0 and self._adverb(at - 1) and self._words[at - 1] not in NOT:
            at -= 1
        return at

    def _helps(self, at: int) -> bool:
        return self._words[at] in BE or self._words[at] in HAVE or self._words[at] in _DO or self._words[at] in _MODALS

    def _adverb(self, at: int) -> bool:
        return self._tags[at].startswith("RB") or self._words[at] in ADVERBS or self._words[at] in NOT

    def group_first(self, at: int) -> int:
        """The first word of the verb group that holds the word ``at``."""
        first = at
        index = at - 1
        while index >= 0 and (self._helps(index) or self._adverb(index)):
            if self._helps(index):
                first = index
            index -= 1
        return first

    def telling(self, at: int, inflection: str) -> Telling | None:
        """How the verb at ``at`` is told; ``None`` where that is no act (denied, possible, general, a noun)."""
        words, tags = self._words, self._tags
        first = self.group_first(at)
        group = words[first:at]
        helpers = [word for word in group if word in BE | HAVE | _DO | _MODALS]
        before = words[first - 1] if first else ""
        if any(word in NOT or word.endswith("n't") for word in words[first:at]) or before in (
            "not",
            "never",
            "no",
            "cannot",
        ):
            return None
        if not helpers:
            if inflection == "base":
                end = self.over_adverbs(at)
                return Telling("to", end - 1) if end and words[end - 1] == "to" else None
            if inflection != "ed" or tags[at].startswith(("NNS", "VBZ")):
                return None
            return Telling("done", at) if self._is_past(at) else None
        modal = next((word for word in helpers if word in _MODALS), None)
        if modal is not None and modal not in _WILL:
            return None
        would = modal == "would"
        last = helpers[-1]
        if last in BE:
            if inflection == "ing":
                return Telling("planned" if modal else "ongoing", first, would=would)
            if inflection == "ed":
                return Telling(
                    "planned" if modal else "ongoing" if last == "being" else "done", first, passive=True, would=would
                )
            return None
        if last in HAVE:
            if inflection != "ed" or modal:
                return None
            return Telling("done", first)
        if last in _MODALS:
            return Telling("planned", first, would=would) if inflection == "base" else None
        return None

    def present(self, at: int, inflection: str) -> Telling | None:
        """A verb in the plain present, as far as it can be told from a noun: "X plans to"."""
        before = self._words[at - 1] if at else ""
        if (
            self.group_first(at) != at
            or before in DETERMINERS
            or before in PREPOSITIONS
            or before == "'s"
            or before in NOT
        ):
            return None
        plural = inflection == "base" and self._tags[at] in ("VBP", "VB")
        return Telling("present", at) if at and (inflection == "s" or plural) else None

    def _is_past(self, at: int) -> bool:
        """Whether a form in -ed with no auxiliary is a past tense, and no participle or adjective before a noun."""
        words, tags = self._words, self._tags
        if tags[at] == "VBD":
            return True
        before = words[at - 1] if at else ""
        if before in DETERMINERS or before in PREPOSITIONS or before in ("'s", "as", "than"):
            return False
        following = words[at + 1] if at + 1 < len(words) else ""
        if following == "by" and any(self.is_at(at + 2, phrase) for phrase in act_phrases("by-vote")):
            return True
        if following in ("by", "in", "at", "to", "for", "during", "from", "under", "."):
            return False
        return not tags[at].startswith("JJ") or self.fits(at + 1, ("object",))

    def conditional(self, first: int) -> bool:
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

    def bare(self, at: int) -> bool:
        """Whether a verb in its bare form stands at ``at``, over adverbs."""
        words, tags = self._words, self._tags
        while at < len(words) and (tags[at].startswith("RB") or words[at] in ADVERBS) and words[at] not in NOT:
            at += 1
        if (
            at >= len(words)
            or words[at] in BE | HAVE
            or any(self.is_at(at, phrase) for phrase in act_phrases("no-request"))
        ):
            return False
        if tags[at] in ("VB", "VBP"):
            return True
        return any(form.inflection == "base" for form in act_forms().get(words[at], ()))

    def opens(self, at: int) -> bool:
        """Whether a subject begins at ``at``: the clause does, or only an article or a conjunction stands before."""
        while at > 0 and self._words[at - 1] in ("the", "action", "and", "that"):
            at -= 1
        if at and (lemma(self._words[at - 1]),) in nouns("advice"):  # "X hopes Y should"
            return True
        return (
            at == 0 or self._words[at - 1] in STOPS or self._words[at - 1] in (",", "-") or self._tags[at - 1] == "CC"
        )

    def doing(self, at: int) -> bool:
        """Whether the infinitive at ``at`` is a doing: no state, no stance."""
        words = self._words
        if at >= len(words) or words[at] in BE | HAVE:
            return False
        return not any(cue.first <= at < cue.last for cue in self._reading.cues) or bool(act_forms().get(words[at]))

    def object_first(self, end: int) -> int:
        """Where the subject of a passive begins."""
        verb = self._reading.verb_at(end)
        if verb is not None and verb.subject is not None and verb.subject[0] < end:
            return max(verb.subject[0], end - 12)
        return end

    def extent(self, start: int) -> int:
        """Where an act ends whose object or complement begins at ``start``: before a stop, an aside, a clause of its own."""
        words, tags = self._words, self._tags
        at = start
        while at < min(len(words), start + _LONGEST):
            word = words[at]
            if (word in STOPS and word != "(") or (word in ("who", "which") and at > start):
                break
            if word == "," and tags[min(at + 1, len(words) - 1)] != "CD":
                break
            if at > start and word in _clause_openers() and not tags[at].startswith(("NN", "VB", "JJ")):
                break
            if at > start and any(self.is_at(at, phrase) for phrase in act_phrases("company")):
                break
            if word in ("and", "but", "or") and any(
                verb.first in (at + 1, at + 2) and verb.form == "finite" for verb in self._reading.verbs
            ):
                break
            at += 1
        while at > start and words[at - 1] in (",", "and", "but", "or", "-", "(", '"'):
            at -= 1
        return at

    def fits(self, at: int, frames: tuple[str, ...]) -> bool:
        """Whether one of the frames stands at ``at``."""
        words, tags = self._words, self._tags
        while at < len(words) and self._adverb(at):
            at += 1
        word, tag = (words[at], tags[at]) if at < len(words) else (".", ".")
        clause = words[at : at + _LONGEST]
        end = next((i for i, w in enumerate(clause) if w in STOPS), len(clause))
        noun = (tag.startswith(_NOUNS) and word not in STOPS and word not in ("to", "that", "ad")) or word in ('"', "“")
        for frame in frames:
            head, plus, preposition = frame.partition("+")
            if head == "any" or (head == "none" and (word in STOPS or word == ",")):
                return True
            if head == "object" and noun:
                if not plus:
                    return True
                if preposition != "to" and preposition in clause[1:end]:
                    return True
            elif (
                (head == "someone" and preposition in clause[1:end] and self._somebody(at, preposition))
                or (
                    head == "to"
                    and word == "to"
                    and at + 1 < len(words)
                    and (tags[at + 1].startswith(("VB", "RB")) or self.bare(at + 1))
                )
                or (head == "question" and word in ("what", "which", "how", "who", "where", "when"))
                or (head == "ing" and tag == "VBG")
                or (head in ("that", "whether", "with", "for") and not plus and word == head)
            ):
                return True
            elif head == "named":
                start = at + 1 if word == "with" else at
                while start < len(words) and words[start] in DETERMINERS:
                    start += 1
                if any(n.first == start and n.mention.type not in ("place", "region") for n in self._sentence.named):
                    return True
            elif head in ("paper", "demarche", "measure", "agreement", "body", "informed", "talks"):
                near = clause[: min(end, _OBJECT)]
                if any(tuple(near[i : i + len(p)]) == p for p in nouns(head) for i in range(len(near))):
                    return True
        return False

    def _somebody(self, at: int, preposition: str) -> bool:
        """Whether the object at ``at`` is somebody, before "to do" or "for"."""
        words, tags = self._words, self._tags
        start = at
        while start < len(words) and words[start] in DETERMINERS:
            start += 1
        if not (
            tags[at] == "PRP" or any(n.first in (at, start) and n.mention.type != "place" for n in self._sentence.named)
        ):
            return False
        spot = words.index(preposition, at)
        return preposition != "to" or (
            spot + 1 < len(words) and (tags[spot + 1].startswith("VB") or self.bare(spot + 1))
        )
