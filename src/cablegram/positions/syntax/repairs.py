"""Tags put right by rule: closed classes, adjectives by their ending, and the past tenses of telegraphic prose.

Telegrams leave out articles and copulas, and the treebank the tagger learnt from does not: "PERU OPPOSED EXPANSION"
looks to it like an adjective between two nouns. Where a form in -ed stands behind a noun and before what may be its
complement, and no other verb does, it is a past tense.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from cablegram.tables.clause_words import clause_words
from cablegram.tables.inflection import lemmas
from cablegram.tables.stances import cue_forms

_CLOSED = {
    "a": "DT", "an": "DT", "the": "DT", "and": "CC", "but": "CC", "or": "CC", "nor": "CC", "of": "IN", "from": "IN",
    "with": "IN", "would": "MD", "should": "MD", "could": "MD", "must": "MD", "might": "MD", "they": "PRP", "he": "PRP",
    "she": "PRP", "we": "PRP", "who": "WP", "which": "WDT", "is": "VBZ", "was": "VBD", "were": "VBD", "are": "VBP",
    "said": "VBD", "not": "RB", "both": "DT",
}  # fmt: skip
_ADJECTIVE = ("ful", "ous", "able", "ible", "ive", "ary", "less")
_BE = frozenset(["be", "is", "are", "was", "were", "been", "being", "am", "isn't", "aren't", "wasn't", "weren't"])
_HELPING = frozenset(
    ["do", "does", "did", "don't", "doesn't", "didn't", "will", "would", "shall", "should", "could", "must", "might",
     "cannot", "can't", "won't", "wouldn't", "shouldn't", "couldn't"]
)  # fmt: skip
_HAVE = frozenset(["have", "has", "had", "having", "haven't", "hasn't", "hadn't"])
_OBJECT = ("DT", "PRP", "NN", "JJ", "CD", "IN", "TO", "RB", "VBG", "WP", "WRB", ",", "CC", ".", "EX")


def retagged(words: Sequence[str], tags: Sequence[str]) -> list[str]:
    """The tags put right; a contraction ("don't") has the tag of its first part."""
    found = [_CLOSED.get(word) or _whole(word, tag.partition("+")[0]) for word, tag in zip(words, tags, strict=True)]
    for at, word in enumerate(words):
        if at and found[at] in ("VB", "NN") and found[at - 1] in ("WDT", "WP") and _of_relative(found, at):
            found[at] = "VBP"  # "the accords which bind both"
        elif at and found[at] == "VBP" and found[at - 1] in ("VBN", "VBD", "VBZ", "VBG") and _noun_of_stance(word):
            found[at] = "NN"  # "had stressed need for T"
        elif at and found[at] in ("NN", "JJ", "NNP", "VB", "VBN", "FW") and _ends_in_past(words, found, at):
            found[at] = "VBD"
        elif at and found[at] in ("JJ", "NN", "GW", "VBN", "VBD", "NNP") and _past(word):
            found[at] = _participle(words, found, at)
        elif at and found[at] == "JJ" and _closing(words, found, at):
            found[at] = "NN"
        elif at and found[at] == "VBZ" and word.endswith("s") and word not in _BE and _plural(words, found, at):
            found[at] = "NNS"
        elif at and found[at] in ("RB", "JJ", "NN", "NNP", "IN") and _helped(words, found, at):
            found[at] = "VB"
        elif at and found[at] in ("NN", "NNS", "JJ", "NNP") and _present(words, found, at):
            found[at] = "VBZ" if word.endswith("s") else "VBP"
        elif at and found[at] in ("NN", "JJ", "NNP") and word.endswith("ing") and _verbal(words, found, at):
            found[at] = "VBG"
    return found


def _of_relative(tags: Sequence[str], at: int) -> bool:
    """Whether a word behind "which" or "who" is the verb of a relative clause: behind a noun, before an object."""
    following = tags[at + 1] if at + 1 < len(tags) else "."
    return tags[at] == "VB" or (
        at > 1 and tags[at - 2].startswith("NN") and following in ("DT", "PRP", "PRP$", "NNP", "NNS")
    )


def _ends_in_past(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    """Whether an irregular past form ends a sentence behind a noun, with no other finite verb in it ("their doubts grew")."""
    if tags[at + 1 : at + 2] not in ([], ["."]) or not tags[at - 1].startswith("NN"):
        return False
    word = words[at]
    irregular = not word.endswith(("s", "ed", "ing")) and lemmas(word)[0] != word
    return irregular and not any(tag.startswith(("VBD", "VBZ", "VBP", "MD")) for tag in tags[:at])


def _noun_of_stance(word: str) -> bool:
    return any(form.cue.part == "noun" and not form.rest for form in cue_forms().get(word, ()))


def _closing(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    """Whether a noun of stance that looks like an adjective closes its phrase ("Peruvian initiative, but …")."""
    if not _noun_of_stance(words[at]):
        return False
    following = tags[at + 1] if at + 1 < len(words) else "."
    return tags[at - 1].startswith(("NN", "JJ", "POS", "PRP$", "DT")) and following.startswith(
        ("CC", ",", ".", "VB", "MD", "IN", "TO", "-")
    )


def _plural(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    """Whether a form in -s stands behind "that" or an article and before another finite verb: no verb but a noun."""
    following = tags[at + 1] if at + 1 < len(words) else "."
    opens = words[at - 1] in ("that", "the", "these", "those", "its", "their", "all", "no")
    return opens and (following in ("MD", "VBP", "VBD", "VBZ") or words[at + 1 : at + 2] == ["be"])


def _helped(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    """Whether a base form of a verb stands behind "does not", "would" and the like, with no other verb behind it."""
    if not _base(words[at]):
        return False
    before = at - 1
    while before > 0 and tags[before] == "RB":
        before -= 1
    joined = words[at - 1] in ("and", "or") and at > 2 and tags[at - 2] == "VB" and tags[at - 3] == "TO"
    if joined and tags[at] in ("NN", "JJ"):
        return True  # "to meet and press for terms"
    inverted = before != at - 1 and words[at - 1] != "not"
    return words[before] in _HELPING and not inverted and tags[at + 1 : at + 2] != ["VB"]


@lru_cache(maxsize=8192)
def _base(word: str) -> bool:
    """Whether a word is the base form of a verb of stance, of seeming, or of saying and thinking."""
    known = clause_words("saying", "thinking", "semi-auxiliary")
    return word in known or any(
        form.inflection == "base" and form.cue.part == "verb" for form in cue_forms().get(word, ())
    )


def _present(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    """Whether a base form or one in -s is a present tense: behind a name or plural, before an article ("they favor the")."""
    if not any(form.inflection in ("base", "s") and form.cue.part == "verb" for form in cue_forms().get(words[at], ())):
        return False
    following = tags[at + 1] if at + 1 < len(words) else "."
    whole = any(
        form.rest and form.inflection == "s" and form.cue.part == "verb"
        and tuple(words[at + 1 : at + 1 + len(form.rest)]) == form.rest
        for form in cue_forms().get(words[at], ())
    )  # fmt: skip
    if whole and tags[at - 1] in ("NNP", "NNPS", "PRP"):  # "Peru calls upon"
        following = "DT"
    single = words[at].endswith("s") and tags[at - 1] == "NN"  # "the council demands the release"
    named = tags[at - 1].startswith(("NNP", "NNS", "PRP")) and tags[at - 1] != "PRP$"
    if not (single or named) or following not in ("DT", "PRP$"):
        return False
    start = max((i for i in range(at) if words[i] in (",", ";", "that", "but", "(", ":")), default=-1)
    return not any(tag.startswith(("VBD", "VBZ", "VBP", "MD")) for tag in tags[start + 1 : at])


def _verbal(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    """Whether a form in -ing of a verb of stance is a participle here: behind a comma or preposition, with a complement."""
    if not any(form.inflection == "ing" and form.cue.part == "verb" for form in cue_forms().get(words[at], ())):
        return False
    following = tags[at + 1] if at + 1 < len(words) else "."
    if following in (".", ",", ";") and "with" in words[max(at - 14, 0) : at] and tags[at - 1].startswith("NN"):
        return True  # "…, with X and Y opposing"
    behind = words[at - 1] == "," or tags[at - 1] in ("IN", "CC", "NN", "NNS")
    return behind and following.startswith(("DT", "NN", "JJ", "IN", "TO", "PRP", "CD", "VBG"))


def _whole(word: str, tag: str) -> str:
    """A base form in -ing of more than five letters is a participle ("agree to decreasing"); "hopeful" is no verb."""
    if tag in ("VB", "VBP"):
        if word.endswith("ing") and len(word) > 5:
            return "VBG"
        if word.endswith(_ADJECTIVE) and len(word) > 6:
            return "JJ"
    if tag in ("VBG", "VBN", "VBD", "VB") and _only_adjective(word):
        return "JJ"
    if word.endswith("ly") and len(word) > 6 and tag not in ("RB", "JJ", "NNP", "NN"):
        return "RB"
    return tag


@lru_cache(maxsize=8192)
def _only_adjective(word: str) -> bool:
    """Whether the tables know a word as an adjective of the holder and as no verb ("unwilling")."""
    parts = {form.cue.part for form in cue_forms().get(word, ()) if not form.rest}
    return (bool(parts & {"holder-state", "evaluative"}) and "verb" not in parts and lemmas(word)[0] == word) or (
        word.startswith("un") and "holder-state" in parts
    )


@lru_cache(maxsize=8192)
def _past(word: str) -> bool:
    """Whether a word is a past form of a verb of saying, thinking or stance, or looks like one."""
    if word.endswith("ed") and len(word) > 4:
        return True
    known = clause_words("saying", "thinking")
    if word in known or word.endswith("ing"):
        return False
    return (
        lemmas(word)[0] != word
        and (
            lemmas(word)[0] in known
            or any(form.inflection in ("ed", "irregular") for form in cue_forms().get(word, ()))
        )
        and not word.endswith("s")
    )


def _participle(words: Sequence[str], tags: Sequence[str], at: int) -> str:
    """The tag of a past form by what stands about it."""
    before = at - 1
    while before > 0 and tags[before].startswith("RB"):
        before -= 1
    if words[before] in _BE:
        return "VBN" if tags[at] != "JJ" or words[at + 1 : at + 2] == ["by"] else tags[at]
    if words[before] in _HAVE:
        return "VBN"
    following = tags[at + 1] if at + 1 < len(words) else "."
    if words[at + 1 : at + 2] == ["by"]:
        return "VBN"
    demonym = tags[before] == "JJ" and (before == 0 or tags[before - 1] in ("DT", "IN", ","))
    if (demonym and following.startswith(("PRP", "DT", "WRB", "WP", "TO"))) or (
        demonym and words[at + 1 : at + 2] == ["that"]
    ):
        return "VBD"  # "the Swiss feared they would"
    if words[before] == "," and not any(tag in ("VBD", "VBZ", "VBP", "MD") for tag in tags[:at]):
        named = any(tag in ("NNP", "NNPS", "PRP", "NNS") for tag in tags[:before])
        return "VBD" if named and before > 1 and following.startswith(_OBJECT) and "," in words[:before] else tags[at]
    if (tags[before].startswith(("NN", "PRP", "CC", "WDT", "WP")) and tags[before] != "PRP$") or words[before] in (
        ")",
        "both",
        "all",
        "some",
        "each",
        "none",
    ):
        if not following.startswith(_OBJECT):
            return tags[at]
        if (
            tags[before] == "CC"
            and tags[at] in ("JJ", "VBN")
            and following.startswith("NN")
            and not any(t == "VBD" for t in tags[:before])
        ):
            return tags[at]
        start = max((i for i in range(before) if words[i] in (",", ";", "that", "and", "but", "(", ":")), default=-1)
        if any(tags[i] in ("VBD", "VBZ", "VBP", "MD") for i in range(start + 1, before)) and not tags[
            before
        ].startswith(("WDT", "WP", "CC")):
            return tags[at]
        return "VBD"
    return tags[at]
