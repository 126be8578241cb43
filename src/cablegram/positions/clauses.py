"""The verbs of a sentence, each with its subject: a shallow grammar over Penn tags that stands in any capitals.

A verb is a group: modals, auxiliaries, negators and adverbs about one head. Its subject is looked for to its left, over
what stands in brackets or between commas, through coordination ("X supports A and opposes B"), relative pronouns and the
verb that governs an infinitive or participle. Telegraphic sentences leave it out; then it is the last sentence's.
"""

from __future__ import annotations

from functools import cache, lru_cache

from cablegram.positions.passages import Sentence
from cablegram.positions.verb_groups import CONJUNCTIONS, PUNCTUATION, Verb, verb_groups
from cablegram.tables.clause_words import clause_words
from cablegram.tables.inflection import lemmas
from cablegram.tables.stances import cue_forms


@cache
def _boundaries() -> frozenset[str]:
    """Words that begin a clause and no subject."""
    return frozenset(
        word for word in clause_words("condition", "unless", "reason", "contrast", "time") if " " not in word
    ) | {"that", "whether", "why", "how", "what", "than"}


def clause_verbs(sentence: Sentence) -> list[Verb]:
    """The verb groups of a sentence in order, with their subjects."""
    if sentence.verbs is not None:
        return sentence.verbs
    verbs = verb_groups(sentence.words, sentence.tags)
    for number, verb in enumerate(verbs):
        _find_subject(sentence, verbs, number, verb)
    for number, verb in enumerate(verbs):  # "In defending T, X said": the subject comes later
        if verb.form == "ing" and verb.subject is None and verb.first <= 1:
            main = next((v for v in verbs[number + 1 :] if v.form == "finite" and v.subject is not None), None)
            if main is not None:
                verb.subject, verb.elided, verb.governor = main.subject, False, main
    sentence.verbs = verbs
    return verbs


def _find_subject(sentence: Sentence, verbs: list[Verb], number: int, verb: Verb) -> None:
    words, tags = sentence.words, sentence.tags
    previous = verbs[number - 1] if number else None
    before = verb.first - 1
    told = any(tags[v.head] in ("VBP", "VBZ", "VBD") for v in verbs[:number])
    if told and verb.form == "base" and before > 0 and words[before] in CONJUNCTIONS:
        verb.form = "finite"  # "favor A and oppose B"
    if verb.form == "to" or (verb.form == "base" and not verb.modals and previous is not None):
        verb.governor = _governor(sentence, verbs, number)
        if verb.governor is not None:
            verb.subject, verb.elided = verb.governor.subject, verb.governor.elided
            return
    before = _over_adverbs(sentence, before)
    if before < 0:
        verb.elided = True
        return
    word = words[before]
    if word in CONJUNCTIONS and tags[before] != "DT":
        earlier = _coordinate(words, verbs, number, verb)
        if earlier is not None:
            verb.coordinate = earlier
            verb.subject, verb.elided = earlier.subject, earlier.elided
            verb.governor = earlier.governor if verb.form == "to" else None
            return
        verb.elided = True
        return
    if word in ("who", "which", "that") and (tags[before].startswith("W") or verb.form == "finite"):
        end = before
        while end > 0 and words[end - 1] in (",", "("):
            end -= 1
        start = _phrase_start(sentence, end, verbs, number)
        if start < end:
            verb.subject = (start, end)
            return
        if tags[before].startswith("W"):
            return
    if (
        verb.form in ("ing", "ed")
        and previous is not None
        and (word == "," or word in ("while", "by", "in", "of", "for", "-"))
    ):
        main = next((v for v in reversed(verbs[:number]) if v.form == "finite"), None)
        if main is not None:
            verb.governor = main
            verb.subject, verb.elided = main.subject, main.elided
            return
    if word in ("while", "after", "in", "by") and verb.form == "ing" and before > 1 and words[before - 1] == ",":
        start = _phrase_start(sentence, before - 1, verbs, number)  # "X, while rejecting T, asked"
        if start < before - 1:
            verb.subject = (start, before - 1)
            return
    if word == "," and verb.form == "ing" and not any(v.form == "finite" for v in verbs[:number]):
        start = _phrase_start(sentence, before, verbs, number)  # "X, FEARING T, ASKED"
        if start < before:
            verb.subject = (start, before)
            return
    if word in PUNCTUATION and word not in (")", '"', "”"):
        if word == ",":
            joined = _over_joined(words, verbs, number, before)
            if joined is not None:
                left = _phrase_start(sentence, joined, verbs, 0)
                if left < joined:
                    verb.subject = (left, joined)
                    return
            aside = _over_aside(sentence, verbs, number, before)
            if aside is not None:
                left = _phrase_start(sentence, aside, verbs, number)
                if left < aside:
                    verb.subject = (left, aside)
                    return
            lone = [n for n in sentence.named if n.last == before and n.mention.form == "name"]
            first = min((n.first for n in lone), default=0)
            opens = first == 0 or words[first - 1] in (")", ":", ";", ".") or tags[first - 1] == "RB"
            if lone and verb.form == "finite" and tags[verb.first] in ("VBZ", "VBD", "MD") and opens:
                verb.subject = (first, before)  # "PERU, FAVORS T"
                return
            if verb.form == "finite" and not any(v.form == "finite" for v in verbs[:number]):
                left = _phrase_start(sentence, before, verbs, number)  # "the cabinet on May 2, had voted"
                dated = any(words[at] in clause_words("month") or tags[at] == "CD" for at in range(left, before))
                if left < before and dated and any(one.first in (left, left + 1) for one in sentence.named):
                    verb.subject = (left, before)
                    return
            earlier = _coordinate(words, verbs, number, verb)
            if earlier is not None and verb.form == "finite":
                verb.coordinate = earlier
                verb.subject, verb.elided = earlier.subject, earlier.elided
                return
        verb.elided = verb.form != "ed"
        return
    if (
        previous is not None
        and previous.last == verb.first
        and previous.subject is not None
        and previous.form == "finite"
    ):
        aside = previous.subject[0]  # "MEXICO HE SAID REFUSES"
        if tags[aside] == "PRP" and aside:
            left = _phrase_start(sentence, aside, verbs, number - 1)
            if left < aside:
                verb.subject = (left, aside)
                return
    if verb.form == "ing" and word in clause_words("instrument", "writing") and tags[before].startswith("NN"):
        main = next((v for v in reversed(verbs[:number]) if v.form == "finite" and v.subject is not None), None)
        if main is not None:  # "X presented a petition calling for T"
            verb.governor, verb.subject = main, main.subject
            return
    start = _phrase_start(sentence, before + 1, verbs, number)
    if start <= before and previous is not None and _relative(sentence, previous, start) and verb.form == "finite":
        verb.subject = previous.subject  # "the accords which bind both must be kept"
    elif start <= before:
        verb.subject = (start, before + 1)
    elif previous is not None and verb.form in ("ing", "ed", "base"):
        verb.governor = previous
        verb.subject, verb.elided = previous.subject, previous.elided


def _relative(sentence: Sentence, verb: Verb, end: int) -> bool:
    """Whether a finite verb that ends at ``end`` is that of a relative clause, whose head is its subject."""
    pronoun = verb.first - 1
    while pronoun > 0 and sentence.tags[pronoun].startswith("RB"):
        pronoun -= 1
    return (
        verb.form == "finite"
        and verb.last == end
        and verb.subject is not None
        and verb.subject[1] == pronoun
        and sentence.words[pronoun] in ("who", "which", "that")
    )


def _governor(sentence: Sentence, verbs: list[Verb], number: int) -> Verb | None:
    """The verb an infinitive hangs on: the one before, with no end of a clause between."""
    for earlier in reversed(verbs[:number]):
        between = sentence.words[earlier.last : verbs[number].first]
        if any(word in (";", ":") for word in between):
            return None
        return earlier
    return None


def _over_adverbs(sentence: Sentence, at: int) -> int:
    words, tags = sentence.words, sentence.tags
    while at >= 0:
        if tags[at].startswith("RB") and words[at] not in ("so",):
            at -= 1
        elif words[at] == ")" and "(" in words[:at]:
            at = max(i for i in range(at) if words[i] == "(") - 1
        elif words[at] in ('"', "“", "”"):
            at -= 1
        else:
            break
    return at


def _over_joined(words: list[str], verbs: list[Verb], number: int, comma: int) -> int | None:
    """For "X, supported by A, B and C, and opposed by D, did": the end of X."""
    if any(v.form == "finite" for v in verbs[:number]):
        return None
    for at in range(1, comma):
        if (
            words[at] == ","
            and words[at + 1] in clause_words("joining") | {"opposed"}
            and words[at + 2 : at + 3] == ["by"]
        ):
            return at
    return None


def _over_aside(sentence: Sentence, verbs: list[Verb], number: int, comma: int) -> int | None:
    """For "X, Y told us, favors T": the end of X before the other comma."""
    words = sentence.words
    for at in range(comma - 1, max(comma - 12, -1), -1):
        if words[at] in (";", ":", "."):
            return None
        if words[at] == ",":
            inner = [v for v in verbs[:number] if at < v.head < comma and v.form == "finite"]
            said = clause_words("saying", "thinking")
            if any(not any(words[v.head].startswith(s[:3]) for s in said) and words[v.head] != "said" for v in inner):
                return None
            return at
    return None


def _coordinate(words: list[str], verbs: list[Verb], number: int, verb: Verb) -> Verb | None:
    """The earlier verb with which one after "and" shares its subject: the last of the same form, else the last finite.

    A verb of saying or of attitude goes with an earlier one of that sort, not with what was said in between.
    """
    earlier = verbs[:number]
    if verb.form not in ("finite", "ed"):
        same = [v for v in earlier if v.form == verb.form]
        return same[-1] if same else None
    finite = [v for v in earlier if v.form == "finite"]
    if _attitude(words[verb.head]):
        alike = [v for v in finite if _attitude(words[v.head]) and (v.subject is not None or v.elided)]
        if alike:
            return alike[-1]
    return finite[-1] if finite else None


@lru_cache(maxsize=4096)
def _attitude(word: str) -> bool:
    """Whether a verb form is one of saying, thinking or of a stance."""
    known = clause_words("saying", "thinking")
    return any(one in known for one in lemmas(word)) or any(
        form.cue.part == "verb" and not form.rest and form.cue.weight != "loose" for form in cue_forms().get(word, ())
    )


def _phrase_start(sentence: Sentence, end: int, verbs: list[Verb], number: int) -> int:
    """Where the noun phrase that ends before ``end`` begins: at a verb, a conjunction of clauses, a stop."""
    words, tags = sentence.words, sentence.tags
    pronoun = end > 0 and tags[end - 1] == "PRP" and words[end - 1] not in ("us", "them", "him", "me")
    if pronoun and (words[end - 1] != "it" or end < 2 or tags[end - 2].startswith(("NN", "PRP"))):
        return end - 1
    floor = 0
    for earlier in verbs[:number]:
        if earlier.last <= end and (earlier.form in ("finite", "base")):
            floor = max(floor, earlier.last)
    at = end
    opened = floor == 0  # whether a boundary word, and not a verb, stands before the phrase
    for index in range(end - 1, floor - 1, -1):
        if words[index] in _boundaries() and not (
            words[index] == "that" and tags[index] == "DT" and not _opens_clause(tags, index)
        ):
            opened = True
            break
    while at > floor:
        word = words[at - 1]
        tag = tags[at - 1]
        if word in (")", "]"):
            left = next((i for i in range(at - 2, floor - 1, -1) if words[i] in ("(", "[")), None)
            if left is None or (left == at - 3 and len(words[at - 2]) == 1):  # "(b) the text is"
                break
            at = left
            continue
        such = word == "as" and at > 1 and words[at - 2] == "such"
        pointing = word == "that" and tag == "DT" and not _opens_clause(tags, at - 1)
        dated = word in ("since", "after", "before", "until") and tags[at : at + 1] in (["CD"], ["NNP"])
        if word in _boundaries() and not such and not pointing and not (dated and at - 1 > floor and at < end):
            break
        if word in ("which", "whom") and at < end:
            break
        if word == "," and not _list_comma(sentence, at - 1, end):
            break
        if word in ";:([" or (word in "-–—" and at > 1 and words[at - 2] in "-–—"):
            break
        if word in ("and", "but", "or", "nor") and not _joins_phrases(sentence, at - 1, floor, verbs, opened):
            break
        at -= 1
        if (
            tag == "DT"
            and word in ("the", "a", "an")
            and at > floor
            and tags[at - 1] in ("NN", "NNS", "NNP", "NNPS", "PRP")
        ):
            break
    if at == end - 1 and tags[at] == "IN":
        return end
    while at < end and (words[at] in PUNCTUATION or words[at] in CONJUNCTIONS or tags[at].startswith("RB")):
        at += 1
    return at


def _opens_clause(tags: list[str], at: int) -> bool:
    """Whether a "that" behind a verb or noun opens a clause whatever its tag ("told us that text is")."""
    return at > 0 and tags[at - 1].startswith(("VB", "NN", "PRP"))


def _list_comma(sentence: Sentence, comma: int, end: int) -> bool:
    """Whether a comma parts the names of a list: somebody named on both of its sides."""
    left = any(named.last in (comma, comma - 1) for named in sentence.named)
    right = any(
        comma < named.first <= comma + 3 and named.first < end and named.mention.form != "pronoun"
        for named in sentence.named
    )
    more = any(sentence.words[at] in ("and", "or", "&", ",") for at in range(comma + 1, end))
    before = any(n.last == comma and n.first > 0 and sentence.words[n.first - 1] == "," for n in sentence.named)
    return left and right and (more or before)


def _joins_phrases(sentence: Sentence, at: int, floor: int, verbs: list[Verb], opened: bool) -> bool:
    """Whether a conjunction joins noun phrases and no clauses: no finite verb before it, or names on both sides."""
    if at - 1 < floor:
        return False
    if opened and not any(floor <= v.first < at and v.form == "finite" for v in verbs):
        return True
    left = any(named.last == at for named in sentence.named)
    right = any(named.first in (at + 1, at + 2) for named in sentence.named)
    return left and right
