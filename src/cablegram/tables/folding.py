"""The key of the tables of organisations."""

from __future__ import annotations

import re

from cablegram.tables.actor_states import fold as plain_fold

__all__ = ["fold"]

# letters with a dot behind each, the last dot perhaps lost; "U. N." has blanks between them
_DOTTED = re.compile(r"(?<![^\W_])(?:[^\W\d_]\. ?)+[^\W\d_](?:\.|(?![^\W_]))")


def fold(word: str) -> str:
    """A name as the tables of organisations are keyed: ``N.A.C.``, ``Nac`` and ``NAC`` are one.

    No case, no diacritics, straight apostrophes and single blanks, as in
    :func:`cablegram.tables.actor_states.fold`; beside that, no dots in an acronym.
    """
    return _DOTTED.sub(lambda match: re.sub(r"[. ]", "", match.group()), plain_fold(word))
