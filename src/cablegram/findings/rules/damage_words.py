"""What a damaged word of the header was: look-alikes, one-bit garbles, letters lost (D06-D09). No rules here."""

from __future__ import annotations

import re
from functools import lru_cache

from cablegram.tables.stations import agency, collective, nearest_station, normal, routing_holder, station
from cablegram.tables.tags import known_tag

DIGITS = "0123456789OIlSB"
LETTERS = ("AMEMB", "AMCON", "SECSTATE", "USMISSION", "RUEH", "RUEA", "RUCN", "RHE", "RHM", "RUE")
_TO_DIGIT = str.maketrans("OIlSBG", "011586")
_TO_LETTER = str.maketrans("01586", "OISBG")
_KEYWORDS = (
    "AMEMBASSY", "AMCONSUL", "USMISSION", "SECSTATE", "WASHDC", "COLLECTIVE", "IMMEDIATE", "PRIORITY", "ROUTINE", "SECRETARY",
)  # fmt: skip
_LOST = re.compile(r"Q(?!U)")
_SHORTEST = 5


def as_digits(value: str) -> str | None:
    """A field of digits with its look-alikes mended; ``None`` where other signs remain."""
    new = value.translate(_TO_DIGIT)
    return new if new.isdigit() else None


def as_letters(value: str) -> str | None:
    """A field of letters with its look-alikes mended; ``None`` where other signs remain."""
    new = value.translate(_TO_LETTER)
    return new if new.isalpha() else None


def code_mended(value: str) -> str | None:
    """A subject TAG with digits for letters, where it becomes a known one or has the shape of one."""
    new = as_letters(value.upper())
    alone = sum(map(str.isdigit, value)) == 1
    return new if new is not None and (known_tag(new) or (alone and new[0] in "ABCEMOPST")) else None


def routing_mended(value: str) -> str | None:
    """A routing indicator with digits for letters, where the table knows what it becomes, or only one is wrong."""
    new = value.translate(_TO_LETTER)
    alone = sum(map(str.isdigit, value)) == 1 and new.startswith(("RUEH", "RUCN", "RUCP", "RHE", "RHM", "RUE"))
    return new if new.isalpha() and (alone or routing_holder(new) is not None) else None


def _one_bit(a: str, b: str) -> bool:
    return (ord(a) ^ ord(b)).bit_count() == 1


def one_edit(seen: str, meant: str) -> bool:
    """Whether one letter lost, added, changed or swapped parts two words."""
    if seen == meant or abs(len(seen) - len(meant)) > 1:
        return False
    i = 0
    while i < min(len(seen), len(meant)) and seen[i] == meant[i]:
        i += 1
    if len(seen) == len(meant):
        swapped = (
            seen[i + 1 : i + 2] == meant[i] and meant[i + 1 : i + 2] == seen[i] and seen[i + 2 :] == meant[i + 2 :]
        )
        return swapped or seen[i + 1 :] == meant[i + 1 :]
    return seen[i + 1 :] == meant[i:] if len(seen) > len(meant) else seen[i:] == meant[i + 1 :]


def kind_of_damage(seen: str, meant: str) -> str | None:
    """The rule that a damaged word falls under: H152 one bit, H153 a Q, H154 lost or wrong letters."""
    if seen == meant:
        return None
    parts = _LOST.split(seen)
    if len(parts) > 1 and "Q" not in meant and re.fullmatch("[A-Z]{1,4}".join(map(re.escape, parts)), meant):
        return "H153"
    if len(seen) == len(meant):
        wrong = [(a, b) for a, b in zip(seen, meant, strict=True) if a != b]
        if len(wrong) <= 2 and len(wrong) * 3 <= max(len(meant), 3) and all(_one_bit(a, b) for a, b in wrong):
            return "H152"
    return "H154" if one_edit(seen, meant) else None


@lru_cache(maxsize=8192)
def damaged_station(name: str) -> tuple[str, str] | None:
    """The rule and the name a damaged name of a post stands for; ``None`` where it is known, or nothing is near."""
    bare = " ".join(name.upper().split())
    if (
        station(bare) is not None
        or collective(bare) is not None
        or agency(bare) is not None
        or len(bare) < _SHORTEST - 1
    ):
        return None
    meant = nearest_station(bare)
    if meant is None:
        return None
    code = kind_of_damage(normal(bare), meant.station) or kind_of_damage(normal(bare), normal(meant.name))
    return (code, meant.name) if code else None


@lru_cache(maxsize=8192)
def near_printed(name: str, printed: tuple[str, ...]) -> tuple[str, str] | None:
    """The same for a name that no table mends, by the names printed elsewhere in the telegram."""
    bare = " ".join(name.upper().split())
    if station(bare) is not None:
        return None
    for other in printed:
        known = station(other)
        code = kind_of_damage(normal(bare), normal(other)) if known is not None else None
        if code:
            return code, other
    return None


@lru_cache(maxsize=8192)
def address_word(plad: str) -> tuple[str, str, str] | None:
    """A damaged keyword of an address: the rule, the word as printed and the word as meant."""
    for word in plad.split(" "):
        if len(word) < _SHORTEST or word in _KEYWORDS or not word.isalpha():
            continue
        for keyword in _KEYWORDS:
            if abs(len(word) - len(keyword)) <= 3 and (word[0] == keyword[0] or word[-1] == keyword[-1]):
                code = kind_of_damage(word, keyword)
                if code and word not in ("AMEMBASSIES", "COLLECTIVES", "PRIORITIES"):
                    return code, word, keyword
    return None
