"""What a mention of a person says: offices, the states and bodies they are of, and the name with its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from cablegram.actors.gazetteer import entries, key, words_of_states
from cablegram.actors.lore import RARE, lore
from cablegram.actors.tokens import folded
from cablegram.tables import rows
from cablegram.tables.family_names import common_family_names, given_names
from cablegram.tables.offices import PARTICLES, Office, offices, title_key
from cablegram.tables.reference_words import reference_words

_WORD = re.compile(r"[^\W_][\w.'’-]*|&")
_BROKEN = re.compile(r"(?<=[^\W\d_])-\s+(?=[^\W\d_])")
_SUFFIXES = reference_words("name-suffix")
_LINKS = reference_words("title-link")
_LONGEST_TITLE = 6
_JOINING = 4  # prepositions and the like are as common as this
_DESCRIBING = 13  # a word more common than this order and of no known name describes


@dataclass(frozen=True, slots=True)
class Spoken:
    """A mention of a person taken apart: ``name`` is the words of the name, folded and in order, ``shown`` the same as
    they stand; ``offices`` the offices named, ``title`` the words before the name, folded."""

    name: tuple[str, ...]
    shown: tuple[str, ...]
    offices: tuple[Office, ...]
    title: str
    gender: str

    @property
    def surname(self) -> str:
        """The last word of the name with its particles."""
        words = [word for word in self.name if word not in _SUFFIXES]
        at = len(words) - 1
        while at > 0 and words[at - 1] in PARTICLES:
            at -= 1
        return " ".join(words[at:])


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    found = {title_key(row[column]) for row in rows("titles") for column in ("title", "expansion", "core")}
    return frozenset(title for title in found if len(title) > 1)


@lru_cache(maxsize=1 << 14)
def spoken(text: str, named: bool = True) -> Spoken:
    """A mention taken apart; ``named`` says that it has a name (its form), which is then at least its last word."""
    shown = _WORD.findall(_BROKEN.sub("", text).replace("’s ", " ").replace("'s ", " "))
    words = [_word(word) for word in shown]
    pairs = [(word, plain) for word, plain in zip(shown, words, strict=True) if plain and plain != "s"]
    shown, words = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    taken: list[Office] = []
    last = len(words)
    if not named:
        return Spoken((), (), tuple(office for office, _, _ in offices_in(words)), " ".join(words), "")
    last = _before_complement(words)
    shown, words = shown[:last], words[:last]
    at = max(min(_last_title(words, taken), last - 1), 0)
    while at < last:
        step = _title_at(words, at, last, taken)
        if not step:
            break
        at += step
    if at >= last and last > 1:
        at = _last_name(words)
    at = _past_description(words, at, last)
    while at and words[at - 1] in PARTICLES and words[at - 1] not in _LINKS and at < last:
        at -= 1
    gender = next((office.gender for office in taken if office.gender), "")
    return Spoken(tuple(words[at:]), tuple(shown[at:]), tuple(taken), " ".join(words[:at]), gender)


def _past_description(words: list[str], at: int, last: int) -> int:
    """Where a name begins behind words that only describe ("newspaper editor John Smith")."""
    while last and words[last - 1] in _SUFFIXES:
        last -= 1
    for begin in range(last - 2, at, -1):
        if _describes(words[begin - 1]):
            joined = words[begin] in PARTICLES or lore().commonness(words[begin]) <= _JOINING
            return at if joined else begin  # "local manager of the firm" is no name with a description
    return at


@lru_cache(maxsize=1 << 12)
def _describes(word: str) -> bool:
    return len(word) > 2 and lore().commonness(word) <= _DESCRIBING and word not in _known_names()


@lru_cache(maxsize=1)
def _known_names() -> frozenset[str]:
    """Every word of the name of an office-holder, and the given and family names that are common."""
    held = {folded(word) for row in rows("officeholders") for word in row["name"].split()}
    return frozenset(held | common_family_names() | given_names() | PARTICLES)


def _before_complement(words: list[str]) -> int:
    """Where a name ends that has its place behind it: "Sverre Haugdal of the MFA", but not "Minister of Defense"."""
    for at in range(1, len(words) - 1):
        if words[at] in ("of", "from", "at") and lore().commonness(words[at - 1]) >= RARE:
            return at
    return len(words)


def _word(word: str) -> str:
    plain = folded(word).strip("'-.").replace(".", "")
    return plain[:-2] if plain.endswith("'s") else plain


def _title_at(words: list[str], at: int, last: int, taken: list[Office]) -> int:
    """How many words from ``at`` on are a title, a state or a link; an office is noted."""
    for size in range(min(_LONGEST_TITLE, last - at), 0, -1):
        phrase = " ".join(words[at : at + size])
        office = offices().get(title_key(phrase))
        if office is not None:
            taken.append(office)
            return size
        if size > 1 and phrase in _titles():
            return size
        if at + size < last or size > 1:  # what ends a name is no state
            same = words_of_states().get(phrase)
            if same and not (size == 1 and same[0].ambiguous):
                return size
            is_name = phrase in given_names()  # Consul Ida Roe is not of the IDA
            if not is_name and phrase in entries("body") and size < 5 and (len(phrase) > 2 or at + size < last):
                return size
    word = words[at]
    if at + 1 < last and (word in _LINKS or (word in _titles() and word not in PARTICLES)):
        return 1
    if word in _titles() and at + 1 == last and len(word) > 2:
        return 1
    return 0


def _last_title(words: list[str], taken: list[Office]) -> int:
    """Where the last office ends that has words behind it: what stands before it is no name (ILO DIRECTOR GENERAL X)."""
    end = 0
    for office, at, after in offices_in(words[:-1]):
        if office.organ == "civil" or words[at] in PARTICLES or len(words[at]) < 3:
            continue
        end = after
        taken.append(office)
    return end


def offices_in(words: list[str]) -> list[tuple[Office, int, int]]:
    """The offices among words, the longest first from the left, with where they begin and end."""
    found = []
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST_TITLE, len(words) - at), 0, -1):
            office = offices().get(title_key(" ".join(words[at : at + size])))
            if office is not None:
                found.append((office, at, at + size))
                at += size
                break
        else:
            at += 1
    return found


def _last_name(words: list[str]) -> int:
    """All words were titles or states: the last one is the name (AMBASSADOR JORDAN), unless it is an office."""
    if title_key(words[-1]) in offices():
        return len(words)
    return len(words) - 1


def is_title(text: str) -> bool:
    """Whether a phrase is an office or title and nothing else."""
    return title_key(text) in offices() or key(text) in _titles()
