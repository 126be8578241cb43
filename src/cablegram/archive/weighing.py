"""How rare words are in a view, where the index knows it of everything: hidden documents must not order those shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tantivy import Query, Schema, Searcher


class Weighing:
    """What the weight of words in the whole index is to be multiplied by, for a view."""

    def __init__(self, schema: Schema, searcher: Searcher, held: Sequence[Query]) -> None:
        self._schema, self._searcher, self._held = schema, searcher, tuple(held)
        self._known: dict[tuple[str, str], tuple[float, float]] = {}

    def __call__(self, field: str, words: Sequence[str]) -> float:
        """The factor for a word, or for the words of a phrase, whose weights are added."""
        pairs = [self._rare(field, word) for word in words]
        whole = sum(pair[1] for pair in pairs)
        return sum(pair[0] for pair in pairs) / whole if whole > 0 else 1.0

    def _rare(self, field: str, word: str) -> tuple[float, float]:
        """How rare a word is in the view and in the whole index."""
        from tantivy import Query

        known = self._known.get((field, word))
        if known is None:
            here = self._count(Query.term_query(self._schema, field, word))
            there = self._searcher.doc_freq(field, word)
            known = self._known[field, word] = _rare(self._documents, here), _rare(self._searcher.num_docs, there)
        return known

    @cached_property
    def _documents(self) -> int:
        return self._count()

    def _count(self, *more: Query) -> int:
        from tantivy import Occur, Query

        asked = Query.boolean_query([(Occur.Must, one) for one in (*self._held, *more)])
        return int(self._searcher.search(asked, 1).count)  # type: ignore[attr-defined]


def _rare(documents: int, having: int) -> float:
    """As BM25 has it, and the library."""
    return log(1 + (documents - having + 0.5) / (having + 0.5)) if documents >= having else 0.0
