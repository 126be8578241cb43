"""What a target is about, whatever its words: content by stem, numbers, names.

``the expansion of the mission`` and ``to expand the mission`` have the same content; ``extension for six months`` and
``for twelve`` have not, because numbers are part of it. Names of states are counted apart from those of bodies and places:
a cable on a body need not say its name each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from msgspec import Struct

from cablegram.tables.actor_organisations import bodies
from cablegram.tables.actor_states import fold, places, state_words
from cablegram.tables.folding import fold as fold_acronyms
from cablegram.tables.inflection import lemma
from cablegram.tables.target_words import counted_as, openers, target_words

_WORD = re.compile(r"[^\W_]+(?:'(?!s\b)[^\W_]+)?")
_BROKEN = re.compile(r"(?<=[^\W\d_])- +(?=[^\W\d_])")  # MINIS- TERIAL
_PILCROW = re.compile(r"\b1(?=(?:19|20)\d\d\b)")  # a paragraph mark read as a digit: 12011
_BRACKETED = re.compile(r"\(([A-Za-z]{2,6})\)")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)$")
_LONGEST = 6  # words of a name
_STATE_KINDS = frozenset(("name", "spelling", "demonym", "government"))
# Endings that make a noun, an adjective or a form of a verb, the longest first; four letters are left at least.
_ENDINGS = (
    "ization", "isation", "ation", "ition", "ment", "ating", "ated", "ity", "ion", "ate", "ing", "ness", "ally", "al",
    "ly", "ed", "e", "s",
)  # fmt: skip
_LEAST = 4


class Content(Struct, frozen=True):
    """What is left of a target's words. ``words`` are stems, ``names`` the bodies and places."""

    words: frozenset[str]
    numbers: frozenset[str]
    states: frozenset[str]
    names: frozenset[str]
    left_out: tuple[str, ...] = ()
    written: tuple[tuple[str, str], ...] = ()  # part of everything → a word of the text

    @property
    def core(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """What has to be the same in two targets that are one option."""
        return tuple(sorted(self.words)), tuple(sorted(self.numbers)), tuple(sorted(self.states))

    @property
    def everything(self) -> frozenset[str]:
        """Every part, names with a mark that no word has."""
        return self.words | self.numbers | {f"@{name}" for name in self.states | self.names}

    def __bool__(self) -> bool:
        return bool(self.words or self.numbers or self.states or self.names)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The part of a word that its family has in common, as far as endings tell: extend, extension and extending."""
    same = counted_as("same")
    word = same.get(word, word)
    found = lemma(word, frozenset(same)) if word not in same.values() else word
    word = same.get(found, word)
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for _ in range(4):  # implementation, implement, …
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _LEAST and not word.endswith("ss"):
                word = word[: -len(ending)]
                break
    return word[:-1] if len(word) > _LEAST and word[-1] in "dst" and word[-2] in "ncr" else word


def tokens(text: str) -> list[str]:
    """The words of a target in small letters, damage mended, an acronym in brackets put for the words it stands for."""
    text = _PILCROW.sub("", _BROKEN.sub("", " ".join(text.split())))
    text = fold_acronyms(_acronyms(text))
    found = _WORD.findall(re.sub(r"'s\b|(?<=s)'(?!\w)", "", text))
    return [_ORDINAL.sub(r"\1", word) for word in found]


def named(text: str) -> str:
    """A target as a name for an option: damage mended, without what begins the phrase and without circumstances."""
    words = _PILCROW.sub("", _BROKEN.sub("", " ".join(text.split()))).split()
    plain = [word.casefold().strip(".,;:") for word in words]
    kept, _ = _without_circumstance(plain)
    words = words[: len(kept)]
    if len(words) > 1 and words[0].casefold() in ("the", "a", "an", "to"):
        words = words[1:]
    return " ".join(words).rstrip(".,;:")


def _acronyms(text: str) -> str:
    """``the Board of Trustees (BOT)``: the acronym alone."""
    for match in reversed(list(_BRACKETED.finditer(text))):
        letters = match[1].casefold()
        before = list(re.finditer(r"[^\W\d_]+", text[: match.start()]))
        if len(before) >= len(letters):
            run = before[-len(letters) :]
            if "".join(one[0][0] for one in run).casefold() == letters:
                text = f"{text[: run[0].start()]}{match[1]}{text[match.end() :]}"
    return text


@lru_cache(maxsize=100_000)
def content(text: str) -> Content:
    """What the words of a target, or of a heading, are about."""
    words = tokens(text)
    kept, cut = _without_circumstance(words)
    states: set[str] = set()
    names: set[str] = set()
    at = 0
    plain: list[str] = []
    written: dict[str, str] = {}
    while at < len(kept):
        name, size = _name_at(kept, at)
        if name:
            (states if name.startswith("state:") else names).add(name)
            written[f"@{name}"] = " ".join(kept[at : at + size])
            at += size
        else:
            plain.append(kept[at])
            at += 1
    numbers = {counted_as("number").get(word, word) for word in plain if word.isdigit() or word in counted_as("number")}
    empty, vague = target_words("empty"), target_words("vague")
    told = [w for w in plain if not w.isdigit() and w not in counted_as("number") and w not in empty and len(w) > 1]
    full = [word for word in told if word not in vague and word.removesuffix("s") not in vague]
    if not full and not names and not numbers and not states:
        full, told = told, []
    left = dict.fromkeys([word for word in told if word not in full] + cut)
    written |= {stem(word): word for word in full}
    return Content(
        frozenset(map(stem, full)),
        frozenset(numbers),
        frozenset(states),
        frozenset(names),
        tuple(left),
        tuple(sorted(written.items())),
    )


def as_written(parts: Iterable[str], *contents: Content) -> str:
    """Parts of contents in words of the texts, for people."""
    known = {part: word for one in contents for part, word in one.written}
    return ", ".join(sorted(known.get(part, part.lstrip("@")) for part in parts))


def _without_circumstance(words: list[str]) -> tuple[list[str], list[str]]:
    """The words before what is no part of the target: in view of …, on November 29."""
    months = target_words("month")
    for at in range(1, len(words)):
        dated = words[at] == "on" and len(words) > at + 2 and words[at + 1] in months and words[at + 2].isdigit()
        if dated or any(tuple(words[at : at + len(one)]) == one for one in openers()):
            before = words[:at]
            if any(word not in target_words("empty") and word not in target_words("vague") for word in before):
                return before, words[at:]
    return words, []


def _name_at(words: list[str], at: int) -> tuple[str, int]:
    """The state, body or place whose name begins at a word, with how many words it has; the longest."""
    if words[at] not in _firsts():
        return "", 0
    known = _names()
    for size in range(min(_LONGEST, len(words) - at), 0, -1):
        name = known.get(" ".join(words[at : at + size]))
        if name:
            return name, size
    return "", 0


@cache
def _firsts() -> frozenset[str]:
    return frozenset(name.split(" ", 1)[0] for name in _names())


@cache
def _names() -> dict[str, str]:
    """Every name that is no other word as often, in the form of :func:`tokens`."""
    found: dict[str, str] = {}
    for name, cities in places().items():
        if " " in name or not cities[0].kind.endswith("-ambiguous"):
            _add(found, name, f"place:{name}")
    for name, orgs in bodies().items():
        if not orgs[0].ambiguous and len(name) > 2:
            _add(found, name, f"body:{orgs[0].id}")
    for name, meant in state_words().items():
        if meant[0].plain_kind == "capital" and not meant[0].ambiguous:
            _add(found, name, f"place:{name}")
        if meant[0].plain_kind in _STATE_KINDS and not meant[0].ambiguous and len({one.code for one in meant}) == 1:
            _add(found, name, f"state:{meant[0].code}")
    for word in ("us", "eu", "un"):  # two letters, which the lists above leave out or dots hide
        known = state_words().get(word) or ()
        orgs = bodies().get(word) or ()
        if known:
            found[word] = f"state:{known[0].code}"
        elif orgs:
            found[word] = f"body:{orgs[0].id}"
    for word in target_words("empty") | target_words("vague") | target_words("month"):
        found.pop(word, None)
    return found


def _add(found: dict[str, str], name: str, meant: str) -> None:
    key = " ".join(_WORD.findall(fold(name).replace("'s", "")))
    if key:
        found[key] = meant
