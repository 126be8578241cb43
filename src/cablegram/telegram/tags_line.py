"""The TAGS line: codes in order, joined ones split, names and free words put together (reference 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from cablegram.tables import rows
from cablegram.tables.tags import known_tag, repair, split_joined, tag_kind, tag_meaning
from cablegram.telegram.records import Tag

_TOKEN = re.compile(r"\([^()]*\)|[^\s,;:()]+|[,;]")
_WORD = re.compile(r"[A-Z'.-]{2,}$")
# TAGS that are followed by a person's name (5.1).
_NAMED = frozenset(("OVIP", "OREP", "OTRA", "OEXC", "OCON", "CVIS", "CASC", "PINR", "APER"))
_NOISE = frozenset(("SIPDIS", "NOFORN", "TAGS", "-", "--", "AND", "&", "."))

Token = tuple[str, int, int]


def read_tags(value: str, offset: int, year: int | None) -> tuple[Tag, ...]:
    """The TAGS of a masked value that starts at ``offset``; a code given twice is listed once."""
    found: dict[str, Tag] = {}
    for text, code, kind, start, end in _entries(value):
        key = code.upper()
        if key not in found:
            found[key] = Tag(key, kind, _meaning(key, year), text, offset + start, offset + end)
    return tuple(found.values())


_meaning = lru_cache(maxsize=4096)(tag_meaning)
_kind = lru_cache(maxsize=4096)(tag_kind)


@lru_cache(maxsize=4096)
def _known(code: str) -> tuple[str, bool] | None:
    """The kind of a known code, and whether a longer name may begin with it; ``None`` for other words."""
    return (tag_kind(code), code in _first_of_several()) if known_tag(code) else None


@lru_cache(maxsize=1)
def _first_of_several() -> frozenset[str]:
    """The first words of organisations whose name has several words."""
    return frozenset(row["code"].split(" ")[0] for row in rows("tags_organisation") if " " in row["code"])


def _entries(value: str) -> Iterator[tuple[str, str, str, int, int]]:
    tokens: list[Token] = [(m[0], m.start(), m.end()) for m in _TOKEN.finditer(value)]
    i = 0
    after_named = False
    while i < len(tokens):
        text, start, end = tokens[i]
        i += 1
        upper = text.upper().strip(".")
        if text in ",;" or not upper or upper in _NOISE:
            continue
        if text[0] == "(":
            inner = " ".join(text[1:-1].split())
            if inner:
                yield text, inner, "person" if after_named or "," in inner else _kind(inner), start + 1, end - 1
            continue
        known = _known(upper)
        if known:
            kind, several = known
            phrase = _longer_organisation(tokens, i - 1) if several else None
            if phrase:
                i, upper, end = phrase
                kind = tag_kind(upper)
            after_named = upper in _NAMED
            yield value[start:end], upper, kind, start, end
            continue
        pieces = split_joined(upper) if len(upper) >= 6 else None
        if pieces:
            at = start
            for piece in pieces:
                yield value[at : at + len(piece)], piece, _kind(piece), at, at + len(piece)
                at += len(piece)
            after_named = pieces[-1] in _NAMED
            continue
        last = _phrase(tokens, i)
        words = [t for t, _, _ in tokens[i - 1 : last]]
        if after_named and 2 <= len(words) <= 4 and all(_WORD.match(w.upper()) or len(w) == 1 for w in words):
            yield from _names(value, tokens[i - 1 : last])
            i = last
            continue
        if len(words) > 1:
            name = " ".join(words).upper()
            end = tokens[last - 1][2]
            yield value[start:end], name, _kind(name), start, end
            i = last
            continue
        mended = repair(upper)
        code = mended or upper
        after_named = code in _NAMED
        yield text, code, _kind(code), start, end


def _phrase(tokens: list[Token], i: int) -> int:
    """How far free words run on from ``tokens[i - 1]``: to a comma, a known code or the end."""
    while i < len(tokens) and tokens[i][0] not in ",;" and tokens[i][0][0] != "(":
        upper = tokens[i][0].upper()
        if known_tag(upper) and not (len(upper) > 4 and _kind(upper) == "unknown"):
            break
        i += 1
    return i


def _longer_organisation(tokens: list[Token], i: int) -> tuple[int, str, int] | None:
    """A known organisation of several words (``AER LINGUS``) that begins at a known code."""
    for n in (3, 2):
        words = tokens[i : i + n]
        if len(words) == n:
            name = " ".join(t for t, _, _ in words).upper()
            if known_tag(name):
                return i + n, name, words[-1][2]
    return None


def _names(value: str, words: list[Token]) -> Iterator[tuple[str, str, str, int, int]]:
    """``DOE JANE`` after a code that takes a name is ``DOE, JANE``; lost commas come back in pairs."""
    step = 2 if len(words) % 2 == 0 else len(words)
    for k in range(0, len(words), step):
        part = words[k : k + step]
        name = f"{part[0][0]}, {' '.join(t for t, _, _ in part[1:])}".upper()
        start, end = part[0][1], part[-1][2]
        yield value[start:end], name, "person", start, end
