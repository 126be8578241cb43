"""Where the target of a verb stands when it is not just behind it: in brackets, before a relative pronoun or participle, in
the subject, behind a partner."""

from __future__ import annotations

from cablegram.positions.cues import Occurrence
from cablegram.positions.drafts import Reading
from cablegram.positions.holders import Holder
from cablegram.positions.joining import agents_end
from cablegram.positions.noun_phrases import behind_which, phrase_start
from cablegram.positions.targets import complement
from cablegram.positions.verb_groups import Verb
from cablegram.tables.clause_words import clause_words
from cablegram.tables.stances import Cue


def with_partner(reading: Reading, found: Occurrence, cue: Cue) -> tuple[tuple[int, int, str] | None, list[Holder]]:
    """``agreed with X on T``: X holds it too, and T stands behind the next preposition."""
    if reading.words[found.last - 1] != "with" or found.last - found.first < 2:
        return None, []
    end = agents_end(reading, found.last)
    if end == found.last or end >= len(reading.words) or reading.words[end] not in ("on", "for", "to", "that", "about"):
        return None, []
    partners = reading.holders.of(reading.sentence, found.last, end)
    fit = complement(reading.sentence, end, ("to", "on", "for", "that", "to+", "about"))
    return (fit, partners) if fit is not None and partners else (None, [])


def matter_of(reading: Reading, verb: Verb) -> tuple[int, int, str] | None:
    """``X's position on T is favorable``: the matter that the subject names."""
    if verb.subject is None:
        return None
    for at in range(*verb.subject):
        if reading.words[at] in clause_words("openable"):
            fit = complement(reading.sentence, at + 1, ("on", "toward", "about", "regarding", "to+"))
            if fit is not None:
                return fit[0], min(fit[1], verb.first), fit[2]
    return None


def antecedent(reading: Reading, verb: Verb, frames: tuple[str, ...]) -> tuple[int, int, str] | None:
    """``T, which X rejected``, ``T with which X has difficulties``: what stands before the relative pronoun."""
    if "object" not in frames:
        which = behind_which(reading, verb)
        return which if which is not None and reading.words[which[1]] in frames else None
    if verb.subject is None:
        return None
    at = verb.subject[0] - 1
    while at > 0 and reading.tags[at] == "DT":
        at -= 1
    if at < 1 or reading.words[at] not in ("which", "that") or not reading.tags[at].startswith(("W", "IN")):
        return None
    end = at
    while end > 0 and reading.words[end - 1] == ",":
        end -= 1
    start = phrase_start(reading, end)
    return (start, end, "object") if start < end and reading.words[at] == "which" else None


def cleft(reading: Reading, found: Occurrence, verb: Verb) -> tuple[int, int, str] | None:
    """``what X wants is T``, ``all X asks for is to do T``: what the copula behind the verb tells."""
    if verb.subject is None or reading.words[verb.subject[0] - 1 : verb.subject[0]] not in (["what"], ["all"]):
        return None
    for other in reading.verbs:
        if found.last <= other.first <= found.last + 1 and other.copula and not other.negators:
            return complement(reading.sentence, other.last, ("that", "to", "for-to", "object", "ing"))
    return None


def with_brackets(reading: Reading, target: tuple[int, int]) -> tuple[int, int]:
    """A target with the brackets that follow it at once."""
    first, last = target
    if reading.words[last : last + 1] == ["("] and ")" in reading.words[last:]:
        end = reading.words.index(")", last) + 1
        if not any(verb.form in ("ed", "finite") and last < verb.first < end for verb in reading.verbs):
            return first, end
    return first, last


def phrase_before(reading: Reading, verb: Verb) -> tuple[int, int] | None:
    """The noun phrase before a participle: "T (as drafted by X)"."""
    end = verb.first
    while end > 0 and reading.words[end - 1] in ("as", "(", ",", "that", "which"):
        end -= 1
    start = end
    while start > 0 and (
        reading.tags[start - 1].startswith(("NN", "JJ", "DT", "CD", "PRP$", "POS", "VBG", "FW"))
        or reading.words[start - 1] in ("-", "'s")
        or "-" in (reading.words[start], reading.words[max(start - 2, 0)])  # month-to-month
    ):
        start -= 1
        if reading.tags[start] == "DT":
            break
    return (start, end) if start < end else None
