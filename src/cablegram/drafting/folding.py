"""Characters of the wire: word processors' own, folded to those of teleprinters (reference 1.17, D29).

The wire's later form is ASCII in both cases. Quotes, dashes, ligatures and accents have a plain form; a
character that has none is refused with its line rather than dropped.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from cablegram.errors import DraftError
from cablegram.tables import rows


@lru_cache(maxsize=1)
def _folded() -> dict[int, str]:
    """The table of characters that have a plain form, for ``str.translate``."""
    return {int(row["code"], 16): row["folded"] for row in rows("wire_characters")}


def fold(words: str, line: int | None = None) -> str:
    """``words`` in the wire's characters, blanks collapsed.

    Raises:
        DraftError: a character has no plain form.
    """
    if words.isascii() and words.isprintable() and "\\" not in words and "`" not in words:
        return " ".join(words.split())
    folded = " ".join(words.translate(_folded()).split())
    if not folded.isascii():
        parts = unicodedata.normalize("NFKD", folded)
        folded = " ".join("".join(c for c in parts if not unicodedata.combining(c)).translate(_folded()).split())
    for c in folded:
        if not c.isascii() or not c.isprintable():
            name = unicodedata.name(c, f"U+{ord(c):04X}").lower()
            shown = repr(c) if c.isprintable() else f"U+{ord(c):04X}"
            raise DraftError(f"the wire has no character {shown} ({name}); write it in other words", line)
    return folded


def fold_upper(words: str, line: int | None = None) -> str:
    """``words`` folded and in capitals, as the wire writes addresses, captions, TAGS and headings."""
    return fold(words, line).upper()
