"""Who says so: the reporting phrases of a sentence and what each of them governs.

``X told us that …``, ``…, X said``, ``according to X``, ``X believes …``. A clause without one goes on with the last
explicit source of its paragraph (`positions-guideline.md`, section 2, ``attribution``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cablegram.positions.clauses import clause_verbs
from cablegram.positions.holders import Holder, Holders
from cablegram.positions.passages import Sentence
from cablegram.positions.targets import extent
from cablegram.positions.verb_groups import Verb
from cablegram.tables.clause_words import clause_phrases, clause_words
from cablegram.tables.inflection import lemma


@dataclass(slots=True)
class Source:
    """``holders`` say (or think) what stands in the words ``[first, last)``; ``thinks`` for believing, not telling."""

    holders: list[Holder]
    first: int
    last: int
    verb: Verb | None
    thinks: bool = False


def sources(sentence: Sentence, holders: Holders) -> list[Source]:
    """The reporting phrases of a sentence, outermost first."""
    found: list[Source] = []
    words = sentence.words
    verbs = clause_verbs(sentence)
    for number, verb in enumerate(verbs):
        base = lemma(words[verb.head], clause_words("saying", "thinking"))
        saying = base in clause_words("saying")
        if verb.form == "to" and words[verb.last : verb.last + 1] != ["that"]:
            continue
        if verb.negators and saying:
            continue
        if not saying and base not in clause_words("thinking"):
            continue
        if verb.passive:
            continue
        opens = verb.subject[0] if verb.subject is not None else verb.first
        if opens and words[opens - 1] in ("if", "unless", "whether"):
            continue  # what somebody would say
        tail = _inverted(sentence, verb, holders) if saying else None
        if tail is not None:
            found.append(tail)
            continue
        if verb.subject is None:
            who = [holders.last_source or holders.last] if verb.elided and (holders.last_source or holders.last) else []
        else:
            who = list(holders.subject(sentence, *verb.subject))
        people = [one for one in who if one is not None]
        if not people:
            continue
        if saying and _aside(sentence, verb):
            found.append(Source(people, 0, len(words), verb))
            continue
        end = len(words)
        for later in verbs[number + 1 :]:  # "X said A and opposed B": what X does next is not said
            if later.coordinate is verb and later.form == "finite":
                end = later.first
                break
        found.append(Source(people, verb.last, end, verb, not saying))
    found += _phrases(sentence, holders)
    if words[-1:] == [":"]:
        found += _listing(sentence, holders)
    found.sort(key=lambda one: (one.first, -one.last))
    return found


def _inverted(sentence: Sentence, verb: Verb, holders: Holders) -> Source | None:
    """``…, say diplomats of X``: the speaker stands behind the verb, and what is said before it."""
    words = sentence.words
    if verb.first == 0 or words[verb.first - 1] not in (",", '"', "”"):
        return None
    end = verb.last
    while end < len(words) and words[end] not in (",", ".", ";"):
        end += 1
    if end - verb.last > 8 or end == verb.last:
        return None
    who = holders.of(sentence, verb.last, end)
    return Source(who, 0, verb.first, verb) if who else None


def _aside(sentence: Sentence, verb: Verb) -> bool:
    """Whether ``X said`` stands between commas, or at the end behind one."""
    words = sentence.words
    if verb.subject is None:
        return False
    after = words[verb.last] if verb.last < len(words) else "."
    if after == "us" and verb.last + 1 < len(words):
        after = words[verb.last + 1]
    left = verb.subject[0]
    return after in (",", ".", "!", ";") and (left > 0 and words[left - 1] in (",", '"', "”", "—", "-"))


def _phrases(sentence: Sentence, holders: Holders) -> list[Source]:
    """``according to X``, ``in X's view``."""
    words = sentence.words
    found = []
    for parts in clause_phrases("source-phrase"):
        for at in range(len(words) - len(parts)):
            if tuple(words[at : at + len(parts)]) == parts:
                end = at + len(parts)
                while end < len(words) and words[end] not in (",", ".", ";"):
                    end += 1
                who = holders.of(sentence, at + len(parts), end)
                if who:
                    found.append(Source(who, 0, len(words), None))
    for verb in clause_verbs(sentence):
        found += _opinion(sentence, holders, verb)
        if verb.copula and verb.subject is not None and words[verb.last : verb.last + 1] == ["that"]:
            head = words[verb.subject[1] - 1]  # "the Polish position is that ..."
            if head in clause_words("opinion"):
                who = holders.of(sentence, *verb.subject) or holders.of(sentence, verb.subject[0], verb.subject[1] - 1)
                if who:
                    found.append(Source(who, verb.last, len(words), verb, True))
    found += _nouns(sentence, holders)
    for at, word in enumerate(words):
        if word in ("view", "opinion", "judgment", "judgement", "estimation") and at > 1:
            start = at - 1
            while start > 0 and words[start - 1] != "in" and at - start < 5:
                start -= 1
            if start > 0 and words[start - 1] == "in":
                pronoun = holders.last_source or holders.last
                who = (
                    [pronoun]
                    if sentence.tags[start] == "PRP$" and at - start == 1 and pronoun
                    else holders.of(sentence, start, at)
                )
                if who:
                    found.append(Source(who, 0, len(words), None))
    return found


def _nouns(sentence: Sentence, holders: Holders) -> Iterator[Source]:
    """``X's assertion that S``, ``the view of X that S``: what a noun of saying carries is its owner's."""
    words = sentence.words
    for at in range(1, len(words) - 2):
        if not {words[at], words[at].removesuffix("s")} & clause_words("said-noun") or not sentence.tags[at].startswith(
            "NN"
        ):
            continue
        that = at + 1
        who: list[Holder] = []
        if words[that] in ("of", "by"):
            that = next((i for i in range(that + 1, min(that + 8, len(words))) if words[i] == "that"), 0)
            who = holders.of(sentence, at + 2, that) if that else []
            whole = next((one for one in sentence.named if one.first <= at and one.last == that), None)
            if not who and whole is not None:
                who = [one for one in [holders.by_mention(sentence, whole)] if one is not None]
        elif words[that] == "that":
            owners = [one for one in sentence.named if at - 3 <= one.last <= at and one.mention.form != "pronoun"]
            who = (
                holders.of(sentence, min(one.first for one in owners), max(one.last for one in owners))
                if owners
                else []
            )
        if who and that and words[that] == "that":
            end = extent(sentence, that + 1, clause=True)
            yield Source(who, that + 1, end, None)


def _opinion(sentence: Sentence, holders: Holders, verb: Verb) -> list[Source]:
    """``X took the view that …``, ``X is of the opinion that …``, ``it is X's view that …``."""
    words, at = sentence.words, verb.last
    end = next((i for i in range(at + 1, min(at + 7, len(words))) if words[i] == "that"), None)
    if end is None or verb.subject is None or verb.negators or words[end - 1] not in clause_words("opinion"):
        return []
    if any(later.last <= end for later in clause_verbs(sentence) if later.first >= at):
        return []
    empty = words[slice(*verb.subject)] == ["it"]
    who = holders.of(sentence, at, end - 1) if empty and verb.copula else []
    if not empty and (not verb.copula or words[at] == "of"):
        who = holders.subject(sentence, *verb.subject)
    return [Source(who, end + 1, len(words), verb, True)] if who else []


def _listing(sentence: Sentence, holders: Holders) -> list[Source]:
    """``X made the following points:`` before a list: what the list tells is X's."""
    words = sentence.words
    for verb in clause_verbs(sentence):
        if verb.form != "finite" or verb.subject is None or verb.passive:
            continue
        end = next((i for i in range(verb.last, len(words)) if words[i] in (",", ":", ";")), len(words))
        if any(word in clause_words("opinion") for word in words[verb.last : end]):
            who = holders.subject(sentence, *verb.subject)
            if who:
                return [Source(who, verb.last, len(words), verb)]
    return []


def governing(found: list[Source], at: int) -> list[Source]:
    """The sources whose words hold the word ``at``, the nearest first."""
    holding = [one for one in found if one.first <= at < one.last]
    return sorted(holding, key=lambda one: (one.last - one.first, -one.first))
