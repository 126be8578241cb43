"""States, places and regions: which one a word means in this cable.

An acronym of many governments (GOI) and a name of several states (Congo) are decided by the state that the cable
comes from, then by the states it names plainly, then not at all: the candidates are listed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from cablegram.actors.context import Facts
from cablegram.actors.gazetteer import (
    exists,
    fitting,
    key,
    own_name,
    part_of,
    place_actor,
    region_name,
    slug,
    state_actor,
    state_then,
    states_in,
    words_of_places,
    words_of_states,
)
from cablegram.actors.lore import lore
from cablegram.actors.records import Actor, Sureness
from cablegram.actors.resolution import Resolution
from cablegram.tables.actor_states import StateWord, state
from cablegram.tables.reference_words import reference_words

_DIRECT = {"name": 0, "spelling": 0, "demonym": 1, "government": 2, "seat": 3, "capital": 3, "prefix": 4}
_HOW = {
    "name": "table", "spelling": "table", "demonym": "demonym", "government": "government-acronym",
    "seat": "seat", "capital": "capital", "prefix": "demonym",
}  # fmt: skip


class Geography:
    """The states of one cable; :meth:`note` the plain mentions first, then ask."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.named: Counter[str] = Counter()
        self.hints: Callable[[], Mapping[str, int]] = dict

    def note(self, text: str) -> None:
        """Count what a mention names without doubt."""
        for _, _, words in states_in(text):
            codes = self._codes(words)
            if len(codes) == 1 and not all(word.ambiguous for word in words):
                self.named[codes[0]] += 1

    def _codes(self, words: Sequence[StateWord]) -> list[str]:
        fit = fitting(words, self.facts.when)
        plain = [word for word in fit if not word.ambiguous] or fit
        return list(dict.fromkeys(self._then(word) for word in plain))

    def _then(self, word: StateWord) -> str:
        """A name is of the state it names (Byelorussia had a seat of its own); other words are of the state then."""
        if word.plain_kind in ("name", "spelling") and not exists(word.code, self.facts.when):
            return word.code
        return state_then(word.code, self.facts.when)

    def choose(self, words: Sequence[StateWord]) -> tuple[str, list[str], bool]:
        """The code of the state that words of one spelling mean, ``""`` in doubt; all candidates; whether it was
        decided by the cable rather than by the table."""
        fit = fitting(words, self.facts.when)
        codes = list(dict.fromkeys(self._then(word) for word in fit))
        if len(codes) == 1:
            return codes[0], codes, False
        facts = self.facts
        for code in (facts.host, facts.addressed, *facts.tagged):
            if code in codes:
                return code, codes, True
        named = sorted((code for code in codes if self.named[code]), key=lambda code: -self.named[code])
        if named and (len(named) == 1 or self.named[named[0]] >= 2 * self.named[named[1]]):
            return named[0], codes, True
        plain = list(dict.fromkeys(self._then(word) for word in fit if not word.ambiguous))
        if len(plain) == 1:
            return plain[0], codes, True
        if all(word.plain_kind == "government" for word in fit):
            hinted = self.hinted(codes)
            if hinted:
                return hinted, codes, True
        if not facts.when:  # the state of today and the one it came from: the cable's own words decided above
            own = [code for code in codes if own_name(code, words[0].word)]
            if len(own) == 1:
                return own[0], codes, True
            today = [code for code in codes if len(code) == 2]
            if len(today) == 1:
                return today[0], codes, True
        return "", codes, False

    def hinted(self, codes: Sequence[str]) -> str:
        """Which of the candidates the other names of the cable tell of: two names at least, and thrice the next's."""
        told = Counter({code: number for code, number in self.hints().items() if code in codes})
        (first, *others) = told.most_common(2) or [("", 0)]
        return first[0] if first[1] >= 2 and first[1] >= 3 * (others[0][1] if others else 0) else ""

    def state(self, text: str) -> Resolution | None:
        """Which state a phrase names; ``None`` where it has no word for one."""
        name = key(text)
        whole = words_of_states().get(name) or words_of_states().get(_GOVERNMENT_OF.sub("", name))
        if whole:
            return self._resolved(whole)
        found: dict[str, Resolution] = {}
        for _, _, words in states_in(text):
            if all(word.ambiguous for word in words):
                continue  # CAR is a word like any other inside a phrase
            resolution = self._resolved(words)
            if resolution.actor is not None:
                found.setdefault(resolution.actor.id, resolution)
        if len(found) == 1:
            (only,) = found.values()
            return Resolution(only.actor, only.how, "likely" if only.sure == "sure" else only.sure, (), only.type)
        if found:
            return Resolution(None, "several", "none", tuple(found))
        return None

    def _resolved(self, words: Sequence[StateWord]) -> Resolution:
        code, codes, decided = self.choose(words)
        candidates = tuple(f"state:{one}" for one in codes)
        if not code:
            return Resolution(None, "table", "none", candidates)
        kind = next((word.plain_kind for word in words if word.code == code), words[0].plain_kind)
        how = _HOW[kind] if not decided else "host-state" if code == self.facts.host else "named-in-cable"
        sure: Sureness = "sure" if not decided else "likely"
        whole = part_of(code, self.facts.date)
        if whole:
            return Resolution(place_actor(state(code).name, whole), how, sure, candidates[1:] and candidates, "place")
        return Resolution(self.actor(code), how, sure, candidates[1:] and candidates)

    def actor(self, code: str) -> Actor:
        """A state under its name at the cable's date; one that was not there yet, as the one it came from."""
        date = self.facts.when
        return state_actor(code, date)

    def place(self, text: str) -> Resolution | None:
        """A city or a state as a location."""
        name = key(text)
        words = words_of_states().get(name)
        if words:
            plain = [
                word for word in words if word.plain_kind in ("name", "spelling", "demonym", "government", "prefix")
            ]
            if plain:
                code, codes, decided = self.choose(plain)
                if code:
                    whole = part_of(code, self.facts.date)
                    actor = place_actor(state(code).name, whole) if whole else self.actor(code)
                    return Resolution(actor, "table", "likely" if decided else "sure")
                return Resolution(None, "table", "none", tuple(f"state:{one}" for one in codes))
        places = words_of_places().get(name)
        if places:
            return self._city(places)
        for ending in (" airport", " harbor", " port", " area", " province", " district", " region", " city"):
            if name.endswith(ending) and name[: -len(ending)] in words_of_places():
                inside = self._city(words_of_places()[name[: -len(ending)]])
                if inside.actor is not None:
                    return Resolution(place_actor(titled(text), inside.actor.state), "words", "likely")
        return None

    def _city(self, places: Sequence[tuple[str, str]]) -> Resolution:
        facts = self.facts
        codes = list(dict.fromkeys(code for _, code in places))
        there = [code for code in codes if self._there(code)] or codes
        chosen = there[0] if len(there) == 1 else ""
        if not chosen:
            preferred = (facts.host, facts.addressed, *facts.tagged, *(code for code, _ in self.named.most_common(4)))
            chosen = next((code for code in preferred if code in there), there[0])
        name = next(name for name, code in places if code == chosen)
        sure: Sureness = "sure" if len(there) == 1 else "likely"
        return Resolution(place_actor(name, chosen), "table", sure)

    def _there(self, code: str) -> bool:
        return exists(code, self.facts.when)

    def region(self, text: str) -> Resolution | None:
        """A region by name or adjective."""
        name = region_name(key(text))
        if name:
            return Resolution(Actor(id=f"region:{slug(name)}", name=name, kind="region"), "table", "sure")
        return None


_GOVERNMENT_OF = re.compile(r"(?<=\w{4}) ?govt?$")  # FRANCEGOV
_LETTERS = 14  # from this order of commonness on a short word is taken for an acronym
_SMALL = reference_words("small")


def _acronym(word: str) -> bool:
    """Whether a short word of a text in capitals is letters rather than a word."""
    return not set(word) & set("aeiouy") or any(c.isdigit() for c in word) or lore().commonness(word) >= _LETTERS


def titled(text: str) -> str:
    """A phrase of capitals with capital initials; a phrase in mixed case as it is."""
    words = " ".join(text.replace("- ", "").split())
    if not (words.isupper() or words.islower()):
        return words
    found = []
    for number, word in enumerate(words.split()):
        low = word.lower()
        if number and low in _SMALL:
            found.append(low)
        elif "." in word or (len(word) <= 5 and _acronym(low)):
            found.append(word.upper())
        else:
            found.append("-".join(part.capitalize() for part in low.split("-")))
    return " ".join(found)
