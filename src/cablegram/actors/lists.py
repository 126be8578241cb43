"""The tables as one list of phrases, found in a text from the longest.

Each phrase has *tags*: what it may be (``state``, ``demonym``, ``government``, ``body``, ``title`` and so on, by the
table and kind it comes from; a row of a kind that ends in ``-ambiguous`` gives a tag that does). A phrase is what
:func:`cablegram.actors.tokens.tokens` makes of it, so that matching is blind to case and diacritics.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from cablegram.actors.tokens import tokens
from cablegram.tables import rows

Node = dict[str, "Node | frozenset[str]"]
END = ""  # no token is empty
_STATE_TAGS = {"name": "state", "spelling": "state", "prefix": "demonym"}
_LISTS = {"bodies": "body", "organs": "organ", "parties": "party", "companies": "company"}
GEOGRAPHIC = frozenset({"state", "demonym", "government", "seat", "capital", "place", "region"})
ORGANISED = frozenset(_LISTS.values())


def phrases() -> Iterator[tuple[str, str]]:
    """Every phrase of the tables with its tag."""
    for row in rows("countries"):
        for key, tag in (("name", "state"), ("official_name", "state"), ("demonym", "demonym"), ("capital", "capital")):
            yield from ((part, tag) for part in row[key].split("|"))
    for row in rows("state_words"):
        yield row["word"], _STATE_TAGS.get(row["kind"], row["kind"])
    for table, tag in (("places", "place"), ("regions", "region")):
        for row in rows(table):
            yield row["name"], tag + _doubt(row["kind"])
    for table, tag in _LISTS.items():
        for row in rows(table):
            for name in (row["name"], row.get("short", ""), *row["aliases"].split("|")):
                yield name, tag + _doubt(row["kind"])
    for row in rows("organ_words"):
        yield row["word"], f"word-{row['type']}"
    for row in rows("titles"):
        yield row["title"], "title"
        yield row["expansion"], "title"
    for row in rows("offices"):
        for name in (row["title"], *row["aliases"].split("|")):
            yield name, f"office-{row['kind']}"
    for row in rows("officeholders"):
        yield row["name"], "holder"
        yield row["name"].split()[-1], "holder-surname"
    for row in rows("acronyms"):
        yield row["acronym"], "acronym"
    for row in rows("stations"):
        yield row["name"], "station"


def _doubt(kind: str) -> str:
    return "-ambiguous" if kind.endswith("ambiguous") else ""


@lru_cache(maxsize=1)
def trie() -> Node:
    """All phrases by their tokens; read once."""
    root: Node = {}
    for phrase, tag in phrases():
        words = [token.word for token in tokens(phrase)]
        if not words:
            continue
        node = root
        for word in words:
            node = node.setdefault(word, {})  # type: ignore[assignment]
        node[END] = node.get(END, frozenset()) | {tag}  # type: ignore[operator]
    return root


def longest(words: Sequence[str], at: int) -> tuple[int, frozenset[str]] | None:
    """The longest phrase that begins at token ``at``: the token after it, and its tags."""
    node = trie()
    found = None
    for index in range(at, len(words)):
        below = node.get(words[index])
        if below is None:
            break
        node = below  # type: ignore[assignment]
        if END in node:
            found = index + 1, node[END]
    return found  # type: ignore[return-value]


def marked(words: Sequence[str]) -> list[tuple[int, int, frozenset[str]]]:
    """Phrases from left to right, the longest first, none over another."""
    found = []
    at = 0
    while at < len(words):
        match = longest(words, at)
        if match:
            found.append((at, *match))
            at = match[0]
        else:
            at += 1
    return found
