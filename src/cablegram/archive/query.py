"""The query language: words → tree, with every error at its place. ``docs/query.md`` explains it to people.

::

    or      := and ("OR" and)*
    and     := not (["AND"] not)*
    not     := ("NOT" | "-") not | "(" or ")" | FIELD ":" value | QUOTED ["~" N] | WORD ["*" | "~" [N]] | "*"
    value   := "(" or ")" | QUOTED | WORD ("," WORD)*

Inside the parentheses of a field, a word is a value of that field.
"""

from __future__ import annotations

import re
import unicodedata

from cablegram.archive.actor_fields import FIELDS as ACTORS
from cablegram.archive.actor_fields import without_kind
from cablegram.archive.query_leaves import Leaves
from cablegram.archive.query_tree import TEXT, Not, Phrase, Tree, Word, all_of, any_of, unparse
from cablegram.archive.query_values import FIELDS, BadValue, Field, nearest
from cablegram.errors import QueryError

__all__ = ["parse", "pointed", "unparse"]

LONGEST_QUERY = 10_000  # characters
DEEPEST = 50  # parentheses and NOTs inside one another

_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANK = re.compile(r"\s*")
_RUN = re.compile(r'[^\s()"“”„]+')
_QUOTES = '"“”„'
_QUOTED = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]")
_NEAR = re.compile(r"~(\w*)")
_FIELD = re.compile(r"([A-Za-z][A-Za-z_-]*):")
_KEYWORDS = ("AND", "OR", "NOT")


def parse(query: str) -> Tree:
    """The tree of a query.

    Raises:
        QueryError: it cannot be read; the error says where and what to write.
    """
    return _Parser(_SURROGATE.sub("\ufffd", query)).whole()


def pointed(error: QueryError) -> str:
    """The query with a line of carets under the place, and below it what is wrong and what to write."""
    start = max(0, error.start - 60)
    line = "".join(" " if char.isspace() or unicodedata.category(char) == "Cc" else char for char in error.query)
    before = ("…" if start else "") + line[start : error.start]
    there = line[error.start : error.end][:80]
    behind = line[error.start + len(there) :]
    shown = before + there + behind[:60] + ("…" if len(behind) > 60 else "")
    return f"{shown}\n{' ' * _width(before)}{'^' * max(1, _width(there))}\n{error.message}\n{error.hint}"


def _width(text: str) -> int:
    """The columns a text takes on a terminal."""
    marks = sum(1 for char in text if unicodedata.combining(char))
    return len(text) - marks + sum(1 for char in text if unicodedata.east_asian_width(char) in "WF")


class _Parser(Leaves):
    """One walk over a query. ``at`` is where it stands, always on a non-blank or at the end."""

    def __init__(self, query: str) -> None:
        super().__init__(query)
        self.at = 0
        self.deep = 0
        self.within: Field | None = None
        if len(query) > LONGEST_QUERY:
            raise self.error(
                "this query is too long", LONGEST_QUERY, len(query), f"at most {LONGEST_QUERY} characters are read"
            )
        self.step(0)

    def step(self, count: int) -> None:
        """Go on by ``count`` characters and over blanks."""
        match = _BLANK.match(self.query, self.at + count)
        self.at = match.end() if match else len(self.query)

    def run(self) -> str:
        """The characters from here to the next blank, parenthesis or quote."""
        match = _RUN.match(self.query, self.at)
        return match[0] if match else ""

    def descend(self) -> None:
        self.deep += 1
        if self.deep > DEEPEST:
            raise self.error(
                "this is nested too deep", self.at, self.at + 1, f"at most {DEEPEST} levels of ( and NOT are read"
            )

    # --- operators ------------------------------------------------------------------------------

    def whole(self) -> Tree:
        if self.at == len(self.query):
            raise self.error("there is nothing to search for", 0, len(self.query), "write a word, or * for everything")
        tree = self.either()
        if self.at < len(self.query):
            raise self.error(
                "this ) closes nothing", self.at, self.at + 1, "take it out, or write the ( that it belongs to"
            )
        return tree

    def either(self) -> Tree:
        parts = [self.both()]
        while self.run() == "OR":
            self.step(2)
            parts.append(self.both())
        return any_of(parts)

    def both(self) -> Tree:
        parts = [self.one()]
        while self.at < len(self.query) and self.query[self.at] != ")" and self.run() != "OR":
            if self.run() == "AND":
                self.step(3)
            parts.append(self.one())
        return all_of(parts)

    def one(self) -> Tree:
        """One part: what NOT and - stand before, a group, a field, a quotation or a word."""
        start = self.at
        run = self.run()
        if run == "NOT" or (
            run[:1] == "-" and not self.query[start + 1 : start + 2].isspace() and self.more(start + 1)
        ):
            self.descend()
            self.step(len("NOT") if run == "NOT" else 1)
            tree: Tree = Not(self.one())
            self.deep -= 1
            return tree
        if run in ("AND", "OR") or not self.more(start):
            raise self.lone(run)
        char = self.query[start]
        if char == "(":
            return self.group()
        if char in _QUOTES:
            return self.quotation(self.within)
        named = _FIELD.match(run)
        if named:
            return self.field(named[1])
        self.step(len(run))
        if self.within is not None and self.within.kind != "words":
            return self.value(self.within, run, start)
        return self.word(run, start, self.within.index if self.within else TEXT)

    def more(self, at: int) -> bool:
        return at < len(self.query) and self.query[at] != ")"

    def lone(self, run: str) -> QueryError:
        """The error for a place where a part had to stand and none does."""
        if run:
            hint = f"write something on both sides of {run}, or “{run.lower()}” for the word"
            return self.error(f"{run} has nothing before it", self.at, self.at + len(run), hint)
        before = self.query[: self.at].rstrip()
        last = next((word for word in _KEYWORDS if re.search(rf"(?<![^\s(]){word}$", before)), None)
        if last:
            hint = f"write what follows it, or “{last.lower()}” for the word"
            return self.error(f"{last} has nothing behind it", len(before) - len(last), len(before), hint)
        if before.endswith("("):
            end = self.at + (self.at < len(self.query))
            return self.error("there is nothing between the parentheses", len(before) - 1, end, "write a word in them")
        if self.at < len(self.query):
            return self.error("this ) closes nothing", self.at, self.at + 1, "take it out, or write its (")
        return self.error("there is nothing to search for", 0, len(self.query), "write a word, or * for everything")

    def group(self) -> Tree:
        start = self.at
        self.descend()
        self.step(1)
        if self.at == len(self.query):
            raise self.error("this ( is not closed", start, start + 1, "write a ) where the group ends")
        tree = self.either()
        if self.at == len(self.query):
            raise self.error("this ( is not closed", start, start + 1, "write a ) where the group ends")
        self.step(1)
        self.deep -= 1
        return tree

    # --- fields ---------------------------------------------------------------------------------

    def field(self, name: str) -> Tree:
        start = self.at
        end = start + len(name) + 1
        field = FIELDS.get(name.lower())
        if field is None:
            near = nearest(name.lower(), {known: known for known in FIELDS})
            meant = f"did you mean {near}:? or " if near else ""
            hint = f"{meant}put the words in quotes to search for them"
            if name.lower() == "to":
                hint = "write until: for the last date, from: for the first"
            raise self.error(f"there is no field {name}:", start, end, hint)
        if self.within is not None:
            hint = f"close the parentheses of {self.within.name}: first"
            raise self.error(f"{name}: stands inside {self.within.name}:( )", start, end, hint)
        self.at = end
        char = self.query[end : end + 1]
        if char == "(":
            self.within = field
            tree = self.group()
            self.within = None
            return tree
        if char and char in _QUOTES:
            return self.quotation(field)
        run = self.run()
        if not run or run in _KEYWORDS:
            hint = f"write it behind the colon, without a blank: {name}:VALUE"
            raise self.error(f"{name}: has no value", start, end, hint)
        self.step(len(run))
        if field.kind == "words":
            run, passed = without_kind(run) if field.index in ACTORS else (run, 0)
            return self.word(run, end + passed, field.index)
        return self.values(field, run, end)

    def quotation(self, field: Field | None) -> Tree:
        start = self.at
        match = _QUOTED.match(self.query, start)
        if not match:
            raise self.error(
                "this quotation mark is not closed", start, start + 1, "write a second one behind the words"
            )
        end = match.end()
        near = _NEAR.match(self.query, end)
        if field is not None and field.kind != "words":
            if near:
                hint = "~ is for words of the text"
                raise self.error(f"{field.name}: is matched exactly", near.start(), near.end(), hint)
            if self.query[end : end + 1] == "*":
                self.at = end
                self.step(1)
                try:
                    return self.value_prefix(field, match[1])
                except BadValue as bad:
                    raise self.error(bad.message, start, end + 1, bad.hint) from None
            self.at = end
            self.step(0)
            if not match[1].strip():
                hint = f"write it in the quotation marks: {field.name}:VALUE"
                raise self.error(f"{field.name}: has no value", start, end, hint)
            return self.value(field, match[1], start + 1, quoted=True)
        if self.query[end : end + 1] == "*":
            raise self.error("a * goes behind a word", end, end + 1, "take it out of the phrase: “two” wor*")
        self.at = near.end() if near else end
        self.step(0)
        if not match[1].strip():
            raise self.error("there is nothing between the quotation marks", start, end, "write words in them")
        index = field.index if field else TEXT
        quoted, passed = without_kind(match[1]) if index in ACTORS else (match[1], 0)
        found = self.words(quoted, start + 1 + passed)
        if near:
            return self.near(found, near, index)
        return Word(found[0], index) if len(found) == 1 else Phrase(tuple(found), 0, index)
