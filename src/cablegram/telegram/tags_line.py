"""The TAGS line: codes in order, joined ones split, names and free words put together (reference 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from cablegram.tables import rows
from cablegram.tables.tags import known_tag, repair, split_joined, tag_kind, tag_meaning
from cablegram.telegram.records import Tag

_TOKEN = re.compile(r"\([^()]*\)|&#?\w{1,6};|[^\s,;:()\[\]\"\u201c\u201d]+|[,;]")
_JOINTS = re.compile(r"[^./+\\|]+")  # what may stand between two codes that should be apart
_WORD = re.compile(r"[A-Z'.-]{2,}$")
# TAGS that are followed by a person's name (5.1).
_NAMED = frozenset(("OVIP", "OREP", "OTRA", "OEXC", "OCON", "CVIS", "CASC", "PINR", "APER"))
_NOISE = frozenset(("SIPDIS", "NOFORN", "TAGS", "-", "--", "AND", "&", ".", "/", "N/A", "NA.", "NONE"))
_PORTIONS = frozenset(("U", "C", "S", "SBU", "LOU", "FOUO", "NOTAL"))

_CODE = 4  # letters of a subject code

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
_mended = lru_cache(maxsize=4096)(repair)


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
        upper = text.upper().strip(".") if len(text.upper()) == len(text) else text
        if text in ",;" or not upper or upper in _NOISE or text[0] == "&":
            continue
        if text[0] == "(":
            inner = " ".join(text[1:-1].split())
            if inner.upper() in _PORTIONS:
                continue
            if inner:
                if after_named and 2 <= inner.count(" ") + 1 <= 3 and "," not in inner and _all_words(inner.split()):
                    inner = inner.replace(" ", ", ", 1)
                kind = "person" if after_named or "," in inner else _kind(inner)
                yield value[start + 1 : end - 1], inner, kind, start + 1, end - 1
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
            at = start + len(text) - len(text.lstrip("."))
            for piece in pieces:
                yield value[at : at + len(piece)], piece, _kind(piece), at, at + len(piece)
                at += len(piece)
            after_named = pieces[-1] in _NAMED
            continue
        if "/" in text or "." in text:
            parts = list(_JOINTS.finditer(text))
            if len(parts) > 1 and all(known_tag(part[0]) for part in parts):
                for part in parts:
                    code = part[0].upper()
                    yield part[0], code, _kind(code), start + part.start(), start + part.end()
                after_named = code in _NAMED
                continue
        if upper in _first_of_several():
            phrase = _longer_organisation(tokens, i - 1)
            if phrase:
                i, upper, end = phrase
                yield value[start:end], upper, _kind(upper), start, end
                continue
        if (
            i < len(tokens)
            and len(upper) + len(tokens[i][0]) == _CODE
            and _kind(upper + tokens[i][0].upper()) == "subject"
        ):
            code, end = upper + tokens[i][0].upper(), tokens[i][2]  # a code with a blank inside (D11)
            i += 1
            after_named = code in _NAMED
            yield value[start:end], code, "subject", start, end
            continue
        last = _phrase(tokens, i)
        words = [t for t, _, _ in tokens[i - 1 : last]]
        if after_named and 2 <= len(words) <= 4 and _all_words(words):
            yield from _names(value, tokens[i - 1 : last])
            i = last
            continue
        mended = _mended(upper)
        if len(words) > 1 and not (mended and all(_mended(word.upper()) for word in words)):
            name = " ".join(words).upper()
            end = tokens[last - 1][2]
            yield value[start:end], name, _kind(name), start, end
            i = last
            continue
        code = mended or upper
        after_named = code in _NAMED
        yield text, code, _kind(code), start, end


def _all_words(words: list[str]) -> bool:
    """Whether all are words a name can consist of."""
    return all(_WORD.match(word.upper()) or len(word) == 1 for word in words)


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
