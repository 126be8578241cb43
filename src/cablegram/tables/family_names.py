"""Family names that so many people bear that one alone tells nobody (Smith, Hansen, Garcia, Kim), and common given names.

``family_names.csv`` has those that are among the most frequent somewhere, and where (``where``, ISO 3166 codes of the
states); a name counts everywhere, for people travel.
"""

from __future__ import annotations

from functools import lru_cache

from cablegram.tables import rows
from cablegram.tables.offices import title_key

__all__ = ["common_family_names", "given_names"]


@lru_cache(maxsize=1)
def common_family_names() -> frozenset[str]:
    """The names, folded as by :func:`~cablegram.tables.offices.title_key`."""
    return frozenset(title_key(row["name"]) for row in rows("family_names"))


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Given names that are common in several languages, folded as by :func:`~cablegram.tables.offices.title_key`."""
    return frozenset(title_key(row["name"]) for row in rows("given_names"))
