"""When a verb with "will" or "would" is a forecast though no word of likelihood stands by it.

Rules: `positions-guideline.md`, section 5, X4 and the band *very likely* ("bare will as a forecast"), X5 for what the
speaker will do himself.
"""

from __future__ import annotations

from cablegram.positions.drafts import Reading
from cablegram.positions.events import infinitive_at, is_verb, subject_of
from cablegram.positions.sources import governing
from cablegram.positions.verb_groups import Verb
from cablegram.tables.likelihoods import likelihood_words

WILL = frozenset(["will", "would", "shall", "won't", "wouldn't", "'ll"])
_OPEN = frozenset(
    ["whether", "if", "which", "who", "what", "when", "where", "whereby", "how", "why", "unless", "until", "before", "after", "once"]
)  # fmt: skip


def ahead(reading: Reading, verb: Verb) -> bool:
    """Whether a verb tells of the future: by its modal, "going to", or an infinitive after a verb of deciding."""
    words = reading.words
    if any(words[at] in WILL for at in verb.modals):
        return True
    after = words[verb.last] if verb.last < len(words) else ""
    if verb.copula and after in likelihood_words("decided"):
        return infinitive_at(reading, verb.last + 1)
    return after == "to" and not verb.modals and not verb.copula and is_verb(words[verb.head], "planning")


def told_of_another(reading: Reading, verb: Verb) -> bool:
    """Whether somebody believes or fears this, or it is told as the consequence of a condition (X4)."""
    words, subject = reading.words, subject_of(reading, verb)
    if subject is None or verb.form != "finite":
        return False
    told = governing(reading.sources, verb.first)
    floor = max((v.last for v in reading.verbs if v.last <= verb.first), default=0)
    low = max(told[0].first if told else 0, verb.first - 8)
    if any(word in _OPEN for word in words[floor : verb.first]) or "whether" in words[low : verb.first]:
        return False
    relative = words[verb.first - 1] == "that" or words[subject[0]] in ("you", "this", "that")
    if relative or "have" in words[verb.first : verb.head]:
        return False
    somebody = bool(reading.holders.of(reading.sentence, *subject)) and words[subject[0]] != "it"
    if not somebody and _condition_before(reading, subject[0]) and (told or reading.holders.last_source is not None):
        return True
    source = told[0].verb if told and words[subject[0]] != "it" else None
    return source is not None and is_verb(words[source.head], "believing")


def _condition_before(reading: Reading, at: int) -> bool:
    """Whether a condition opens the clause that begins at ``at`` (X4)."""
    words = reading.words
    for index in range(max(at - 25, 0), at):
        opens = index == 0 or words[index - 1] in (",", ";", "that", "and", "but")
        if opens and words[index] in ("if", "unless", "without", "otherwise"):
            return words[index + 1] != "only" and (words[index] != "without" or index == 0)
    return False
