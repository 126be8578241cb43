"""Characters of the wire: word processors' own, folded to those of teleprinters (reference 1.17, D29).

The wire's later form is ASCII in both cases. Quotes, dashes, ligatures and accents have a plain form; a
character that has none is refused with its line rather than dropped.
"""

from __future__ import annotations

import unicodedata

from cablegram.errors import DraftError

_FOLDED = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'", "\u00b4": "'", "
        ""`": "'", "\u2039": "'", "\u203a": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u2033": '"', "\u00ab": '"', "\u00bb": '"',
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2212": "-", "\u2014": "--", "\u2015": "
        ""--",
        "\u2026": "...", "\u2022": "-", "\u00b7": "-", "\u2044": "/", "\u00d7": "x", "\u00f7": "/", "\\": "/",
        "\u00df": "ss", "\u1e9e": "SS", "\u00e6": "ae", "\u00c6": "AE", "\u0153": "oe", "\u0152": "OE", "
        ""\u00f8": "o", "\u00d8": "O",
        "\u0142": "l", "\u0141": "L", "\u0111": "d", "\u0110": "D", "\u00f0": "d", "\u00d0": "D", "\u00fe": "
        ""th", "\u00de": "Th",
        "\u0131": "i", "\u0259": "e", "\u018f": "E", "\u20ac": "EUR", "\u00a3": "GBP", "\u00a5": "JPY", "
        ""\u00b0": " deg",
        "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\u2060": "", "\ufeff": "",
    }
)


def fold(words: str, line: int | None = None) -> str:
    """``words`` in the wire's characters, blanks collapsed.

    Raises:
        DraftError: a character has no plain form.
    """
    if words.isascii() and words.isprintable() and "\\" not in words and "`" not in words:
        return " ".join(words.split())
    folded = " ".join(words.translate(_FOLDED).split())
    if not folded.isascii():
        parts = unicodedata.normalize("NFKD", folded)
        folded = " ".join(
            "".join(c for c in parts if not unicodedata.combining(c)).translate(_FOLDED).split()
        )
    for c in folded:
        if not c.isascii() or not c.isprintable():
            name = unicodedata.name(c, f"U+{ord(c):04X}").lower()
            shown = repr(c) if c.isprintable() else f"U+{ord(c):04X}"
            raise DraftError(f"the wire has no character {shown} ({name}); write it in other words", line)
    return folded


def fold_upper(words: str, line: int | None = None) -> str:
    """``words`` folded and in capitals, as the wire writes addresses, captions, TAGS and headings."""
    return fold(words, line).upper()
