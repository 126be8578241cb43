"""One case-blind tokenizer, for training and for reading alike.

Words are cut at hyphens, slashes and before a trailing 's, so that what is named inside a compound has a token of
its own ("US-French", "anti-Soviet"); dotted initials stay whole ("U.S.", "O.A.U."). A word broken by a hyphen and a
blank ("MINIS- TERIAL") is one token. Nothing depends on case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?   # U.S., O.A.U., U.S.S.R
      | [^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*           # words; d'estaing, n't; not the 's of a possessive
      | ['’]s\b
      | \d+(?:[.,:]\d+)*
      | [^\w\s]
      | [\d_]+ | \S""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(slots=True)
class Token:
    """A token of the reading view: ``[start, end)``, ``word`` folded (lower case, no diacritics, joined), never empty."""

    start: int
    end: int
    word: str
    opens: bool  # whether it is the first of its line


def folded(text: str) -> str:
    """A word without case, diacritics and typographic apostrophes."""
    low = text.lower().replace("’", "'")
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))


def tokens(text: str, known: Container[str] = ()) -> list[Token]:
    """The tokens of a text; two halves about "- " are one where only together they are ``known``."""
    found: list[Token] = []
    last = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        opens = not found or "\n" in text[last:start] or "\r" in text[last:start]
        word = folded(match.group()) or match.group()  # a mark that stands alone is a word
        if len(found) > 1 and found[-1].word == "-" and start > found[-1].end and word.isalpha():
            first = found[-2]
            if first.end == found[-1].start and first.word.isalpha():
                joined = first.word + word
                if joined in known and not (first.word in known and word in known and len(joined) < 6):
                    found[-2:] = [Token(first.start, end, joined, first.opens)]
                    last = end
                    continue
        found.append(Token(start, end, word, opens))
        last = end
    return found
