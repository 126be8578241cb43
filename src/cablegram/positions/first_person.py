"""Whose "we", "our" and "I" it is: the author's, unless a verb of saying or quotation marks hold the words.

A telegram speaks for the post that sends it, and what it reports of others stands in the third person
(`positions-guideline.md`, section 14, the author as holder).
"""

from __future__ import annotations

from cablegram.positions.clauses import clause_verbs
from cablegram.positions.passages import Sentence
from cablegram.tables.clause_words import clause_words
from cablegram.tables.inflection import lemmas
from cablegram.tables.reference_words import reference_words

_OPENING = ('"', "“")
_CLOSING = ('"', "”")


def of_author(sentence: Sentence, first: int) -> bool:
    """Whether the word ``first`` is a pronoun of the first person that nobody else is said to speak."""
    words = sentence.words
    if words[first] not in reference_words("we") | reference_words("i"):
        return False
    if sum(word in _OPENING for word in words[:first]) % 2 and any(word in _CLOSING for word in words[first:]):
        return False
    told = clause_words("saying", "thinking")
    for verb in reversed(clause_verbs(sentence)):
        if verb.last > first or verb.subject is None or not set(lemmas(words[verb.head])) & told:
            continue
        if words[verb.subject[1] - 1] in reference_words("we") | reference_words("i"):
            continue
        return words[first - 1] in (";", "but", "however") or words[first - 2 : first] == [",", "and"]
    return True
