"""The words of a text as the index cuts them: one analyzer, and the same cutting in Python.

A token is a run of letters and digits, in small letters, without accents (``É`` → ``e``, ``ß`` → ``ss``). What counts as
a letter and what folds to what is the analyzer's business (Rust's Unicode tables, not this Python's: combining vowel
signs and circled letters are letters there, a combining acute accent is not). Each of its steps works on one character at
a time, so every character that is not ASCII is asked of the analyzer itself, once: nothing here can disagree with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tantivy import TextAnalyzer

__all__ = ["ANALYZER_NAME", "LONGEST", "analyzer", "folded", "places", "raw_words", "spelled", "tokens"]

ANALYZER_NAME = "cable"
LONGEST = 80  # bytes of UTF-8 (as the text has them) from which a run of letters is not indexed

_ASCII_WORD = re.compile(r"[A-Za-z0-9]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_FOLDED = re.compile(r"[a-z0-9]+| ")
_SHORT = LONGEST // 4  # no run of fewer characters can reach the limit


def analyzer() -> TextAnalyzer:
    """The analyzer of the index's text fields, to be registered as ``ANALYZER_NAME``."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST))
    return builder.filter(Filter.lowercase()).filter(Filter.ascii_fold()).build()


@lru_cache(maxsize=1)
def _own_analyzer() -> TextAnalyzer:
    return analyzer()


class _Fold(dict[int, str]):
    """What a character becomes in a token; a blank for one that stands in none. Learnt one by one."""

    def __missing__(self, code: int) -> str:
        found = [] if 0xD800 <= code <= 0xDFFF else _own_analyzer().analyze(chr(code))
        self[code] = found[0] if found else " "
        return self[code]


class _Shape(dict[int, str]):
    """``a`` for a character that can stand in a token, else a blank: a text of the same length."""

    def __missing__(self, code: int) -> str:
        self[code] = " " if _FOLD[code] == " " else "a"
        return self[code]


_FOLD = _Fold()
_SHAPE = _Shape()


def raw_words(text: str) -> Iterator[tuple[int, int, bool]]:
    """Every run of letters and digits: its start and end, and whether it is short enough to be indexed."""
    shape = text if text.isascii() else text.translate(_SHAPE)
    for match in _ASCII_WORD.finditer(shape):
        start, end = match.span()
        yield start, end, end - start < _SHORT or len(text[start:end].encode()) < LONGEST


def places(text: str) -> Iterator[tuple[str, int, int, int]]:
    """Every token with its start, its end and its number in the text; words too long to be indexed are counted."""
    for number, (start, end, kept) in enumerate(raw_words(text)):
        if kept:
            word = text[start:end]
            yield word.lower() if word.isascii() else word.translate(_FOLD), start, end, number


def tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Every token of a text with its start and end in code points, the same as the index has."""
    for token, start, end, _ in places(text):
        yield token, start, end


def folded(text: str) -> tuple[str, list[int] | None] | None:
    """The text in small ASCII letters with the same tokens, and the offsets into ``text`` of its characters and its end.

    ``None`` for the offsets where they are the same as in ``text``; ``None`` altogether for a text with letters that
    have no ASCII spelling.
    """
    if text.isascii():
        return text.lower(), None
    plain = True
    grown = False
    for char in set(_NOT_ASCII.findall(text)):
        fold = _FOLD[ord(char)]
        plain = plain and (fold == " " or _FOLDED.fullmatch(fold) is not None)
        grown = grown or len(fold) > 1
    if not plain:
        return None
    small = _NOT_ASCII.sub(lambda match: _FOLD[ord(match[0])], text).lower()
    if not grown:
        return small, None
    offsets: list[int] = []
    behind = 0
    for match in _NOT_ASCII.finditer(text):
        at = match.start()
        offsets.extend(range(behind, at))
        offsets.extend([at] * len(_FOLD[ord(match[0])]))
        behind = at + 1
    offsets.extend(range(behind, len(text) + 1))
    return small, offsets


@lru_cache(maxsize=1)
def _unstable() -> tuple[re.Pattern[str], dict[str, str]]:
    """Foldings that would not come back as themselves (``⑴`` → ``(1)``), with a character that gives each."""
    found: dict[str, str] = {}
    for code in range(0x80, 0x10000):
        fold = _FOLD[code]
        if fold != " " and [token for token, _, _ in tokens(fold)] != [fold]:
            found.setdefault(fold, chr(code))
    longest = sorted(found, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest))), found


def spelled(token: str) -> str:
    """A text whose one token is ``token``: nearly always the token itself."""
    if token.isascii() and token.isalnum() and token.islower():
        return token
    if [found for found, _, _ in tokens(token)] == [token]:
        return token
    pattern, source = _unstable()
    return pattern.sub(lambda match: source[match[0]], token)
