"""The leaves of a query's tree: how one word, one quotation and one value of a field are read."""

from __future__ import annotations

import re
from itertools import islice

from cablegram.archive.query_tree import (
    TEXT,
    Dates,
    Everything,
    Fuzzy,
    Levels,
    Phrase,
    Prefix,
    Tree,
    Undated,
    Value,
    ValuePrefix,
    Word,
    all_of,
    spreads,
)
from cablegram.archive.query_values import (
    BadValue,
    Field,
    minutes,
    next_period,
    previous_period,
    read_date,
    read_value,
)
from cablegram.archive.words import LONGEST, raw_words, tokens
from cablegram.errors import QueryError
from cablegram.tables.stations import normal

SHORTEST_PREFIX = 2  # letters
SHORTEST_FUZZY = 4  # letters: shorter words resemble too much
MOST_SPREADS = 700  # arrangements that a proximity may have the index look for
WIDEST = 200  # words between two

_SIGNED = re.compile(r"(?P<word>.*?)(?P<sign>\*|~(?P<edits>\d*))?", re.DOTALL)
_MISPLACED = re.compile(r"[*~]|(?<=\w)\?(?=\w)")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")  # an error is one line


class Leaves:
    """Reads pieces of one query; every error has its place in it."""

    def __init__(self, query: str) -> None:
        self.query = query

    def error(self, message: str, start: int, end: int, hint: str) -> QueryError:
        """An error at a place of the query."""
        return QueryError(_CONTROL.sub(" ", message), self.query, start, end, _CONTROL.sub(" ", hint))

    # --- values of fields -----------------------------------------------------------------------

    def values(self, field: Field, run: str, start: int) -> Tree:
        """One value, or several with commas between them: all of them."""
        first = start
        parts = run.split(",")
        if len(parts) > 1 and not field.many:
            hint = f"write {field.name}:({' OR '.join(filter(None, parts[:3]))}) for any of them"
            raise self.error(f"a cable has one {field.name}, not all of these", start, start + len(run), hint)
        found: list[Tree] = []
        for part in parts:
            if not part:
                hint = "take the comma out, or write what follows it without a blank"
                raise self.error(
                    "a value is missing at this comma", max(first, start - 1), max(first, start - 1) + 1, hint
                )
            found.append(self.value(field, part, start))
            start += len(part) + 1
        return all_of(found)

    def value(self, field: Field, text: str, start: int, *, quoted: bool = False) -> Tree:
        """One value of a field that is not searched like text."""
        try:
            if not quoted and text.startswith("-"):
                raise BadValue("the - stands behind the colon", f"write -{field.name}:{text[1:] or 'VALUE'}")
            if field.kind in ("date", "from", "until", "before", "after"):
                return _dates(field, text)
            if field.kind == "level" and ".." in text:
                low, _, high = text.partition("..")
                if not low and not high:
                    raise BadValue("a range needs a beginning or an end", "write class:CONFIDENTIAL.. for at least")
                return Levels(read_value(field, low) if low else None, read_value(field, high) if high else None)
            if "*" in text and not quoted:
                if text.index("*") == len(text) - 1:
                    return self.value_prefix(field, text[:-1])
                raise BadValue("a * goes at the end", "write the beginning and a *: 07PARIS*")
            return Value(field.index, read_value(field, text))
        except BadValue as bad:
            raise self.error(bad.message, start, start + len(text), bad.hint) from None

    def value_prefix(self, field: Field, text: str) -> Tree:
        """The beginning of a value: ``PAR*``."""
        if field.kind in ("level", "precedence"):
            raise BadValue(f"{field.name}: takes no *", f"write the whole word: {field.name}:({text or 'A'}… OR …)")
        if field.kind == "mrn":
            text = re.sub(r"[^A-Za-z0-9]", "", text).upper()
        elif field.index == "origin":
            text = normal(text)
        beginning = read_value(Field(field.name, "code" if field.kind == "mrn" else field.kind, field.index), text)
        return ValuePrefix(field.index, beginning)

    # --- words ----------------------------------------------------------------------------------

    def near(self, found: list[str], near: re.Match[str], index: str) -> Tree:
        """A quotation with ``~`` and a number behind it."""
        place = near.span()
        if not (near[1].isascii() and near[1].isdigit()):
            raise self.error("~ behind a phrase needs a number", *place, "write how many words may be between: “a b”~5")
        if len(found) == 1:
            raise self.error("one word is not near another", *place, "write two words in quotes, or word~ for its like")
        slop = int(near[1][:6])
        two = len(set(found)) == len(found) == 2
        if slop > WIDEST:
            raise self.error("this is too far apart", *place, f"write at most {WIDEST}, or the words without quotes")
        # sets of places grow with the power of the words: count no more of them than are allowed
        if not two and (slop > MOST_SPREADS or (slop + 1) ** len(found) - slop ** len(found) > 4 * MOST_SPREADS):
            raise self.too_wide(place)
        if not two and len(list(islice(spreads(len(found), slop), MOST_SPREADS + 1))) > MOST_SPREADS:
            raise self.too_wide(place)
        return Phrase(tuple(found), slop, index)

    def too_wide(self, place: tuple[int, int]) -> QueryError:
        """The error for a proximity that the index would have to look for in too many arrangements."""
        hint = "write a smaller number, or pairs of words: “a b”~9 “b c”~9"
        return self.error("so many words so far apart cannot be searched for", *place, hint)

    def words(self, text: str, start: int) -> list[str]:
        """The tokens of a piece of the query, one at least."""
        for begin, end, kept in raw_words(text):
            if not kept:
                hint = f"words of {LONGEST} bytes or more are not in the index"
                raise self.error("this word is too long", start + begin, start + end, hint)
        found = [token for token, _, _ in tokens(text)]
        if not found:
            shown = text if len(text) <= 40 else text[:40] + "…"
            hint = "write at least one letter or digit"
            raise self.error(f"nothing to search for in “{shown}”", start, start + len(text), hint)
        return found

    def word(self, run: str, start: int, index: str) -> Tree:
        """A word without quotes, with what is attached to it."""
        if run == "*" and index == TEXT:
            return Everything()
        signed = _SIGNED.fullmatch(run)
        assert signed is not None  # the pattern matches everything
        text, sign = signed["word"], signed["sign"] or ""
        for wrong in _MISPLACED.finditer(text):
            place = start + wrong.start(), start + wrong.end()
            if wrong[0] == "~":
                raise self.error("~ is followed by 1 or 2", *place, "write word~ or word~2, or put it in quotes")
            raise self.error(f"a {wrong[0]} cannot stand there", *place, "a * goes at the end of a word: negotiat*")
        place = start, start + len(run)
        if sign == "*" and not any(tokens(text)):
            raise self.short(place)
        if sign and not text:
            raise self.error("~ goes behind a word", *place, "write word~ or word~2")
        found = self.words(text, start)
        if not sign:
            return Word(found[0], index) if len(found) == 1 else Phrase(tuple(found), 0, index)
        if len(found) > 1:
            hint = f"leave a blank: {' '.join(found)}{sign}"
            raise self.error(f"{sign[0]} goes with one word, and “{text}” is {len(found)}", *place, hint)
        if sign == "*":
            if len(found[0]) < SHORTEST_PREFIX:
                raise self.short(place)
            return Prefix(found[0], index)
        if signed["edits"] not in ("", "1", "2"):
            raise self.error("a word may differ by 1 or 2 letters", *place, f"write {text}~ or {text}~2")
        if len(found[0]) < SHORTEST_FUZZY:
            hint = f"nearly every word is like so short a one; write at least {SHORTEST_FUZZY} letters"
            raise self.error(f"“{text}” is too short for ~", *place, hint)
        return Fuzzy(found[0], int(signed["edits"] or 1), index)

    def short(self, place: tuple[int, int]) -> QueryError:
        """The error for a beginning of too few letters."""
        hint = f"write at least {SHORTEST_PREFIX} letters before the *"
        return self.error("this beginning is too short", *place, hint)


def _dates(field: Field, text: str) -> Tree:
    """The tree of a date field's value."""
    if field.kind == "date":
        if text.strip().lower() == "none":
            return Undated()
        low, dots, high = (part.strip() for part in text.partition(".."))
        first = read_date(low) if low or not dots else None
        last = (read_date(high) if high else None) if dots else first
        if first is None and last is None:
            raise BadValue("a range needs a beginning or an end", "write date:2007..2008")
        if first and last and minutes(first)[0] >= minutes(last)[1]:
            raise BadValue("this range ends before it begins", f"write {field.name}:{last}..{first}")
        return Dates(first, last)
    if ".." in text:
        raise BadValue(f"{field.name}: takes one date", "write date:2007..2008 for a range")
    found = read_date(text)
    match field.kind:
        case "from":
            return Dates(found, None)
        case "after":
            return Dates(next_period(found), None)
        case "until":
            return Dates(None, found)
        case _:
            return Dates(None, previous_period(found))
