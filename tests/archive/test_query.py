"""Queries as people type them: what they mean, and what is said of those that cannot be read."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cablegram.archive.query import DEEPEST, LONGEST_QUERY, parse, pointed, unparse
from cablegram.archive.query_tree import Everything, Not, Or, Phrase, Tree, Word
from cablegram.archive.query_values import minutes, precedence_words
from cablegram.errors import QueryError
from tests.archive import query_random
from tests.real_data import ROOT


@pytest.mark.parametrize(
    ("query", "want"),
    [
        # words
        ("Kosovo MANDATE", "kosovo mandate"),  # any case, both wanted
        ("Café", "cafe"),  # accents fold
        ("and or not", "and or not"),  # operators are capitals
        ("U.S.", '"u s"'),  # two tokens are a phrase
        ("OSCE-led O'Brien a/b", '"osce led" "o brien" "a b"'),
        ("AT&T", '"at t"'),  # no operator
        ("+kosovo,", "kosovo"),  # signs around a word
        ("what?", "what"),  # a question mark at the end is one
        ("10:30", '"10 30"'),  # no field begins with a digit
        ("a\u00a0b\t\nc", "a b c"),  # blanks of every kind
        # actors: words of people and organisations, states and places as a whole
        ("person:Kouchner", "person:kouchner"),
        ('org:"Ministry of Foreign Affairs (France)"', 'org:"ministry of foreign affairs france"'),
        ("org:body:osce org:OSCE", "org:osce org:osce"),  # an id, its kind left out
        ('org:"organ:FR/mfa"', 'org:"fr mfa"'),
        ("state:U.S.", 'state:"u s"'),
        ('state:"Côte d’Ivoire"', 'state:"cote d ivoire"'),
        ("state:state:FR", "state:fr"),
        ("state:FR,GR", "state:fr state:gr"),
        ("state:(france OR greece)", "state:france OR state:greece"),
        ("country:united*", "state:united*"),
        ("place:paris person:kuchner~", "place:paris person:kuchner~"),
        # phrases
        ('"low expectations"', '"low expectations"'),
        ("“low expectations”", '"low expectations"'),  # curly quotes
        ('"Kosovo"', "kosovo"),  # one word is a word
        ('"AND"', "and"),  # in quotes no operator
        ('"a * b~"', '"a b"'),  # in quotes signs mean nothing
        ('"two words"~5', '"two words"~5'),
        ('"two words"~0', '"two words"'),
        ('a"b c"d', 'a "b c" d'),  # a quotation ends a word
        # operators
        ("a AND b", "a b"),
        ("a OR b c", "a OR (b c)"),  # AND binds closer
        ("a b OR c", "(a b) OR c"),
        ("(a OR b) c", "(a OR b) c"),
        ("a(b)c", "a b c"),
        ("a NOT b", "a -b"),
        ("a -b", "a -b"),
        ("a AND NOT (b c)", "a -(b c)"),
        ("-(a OR b)", "-(a OR b)"),
        ("NOT NOT a", "--a"),
        ("-a", "-a"),  # everything but
        ("a OR -b", "a OR -b"),
        ("((a))", "a"),
        ("*", "*"),
        ("* -draft", "* -draft"),
        # beginnings and near spellings
        ("negot*", "negot*"),
        ("Éc*", "ec*"),
        ("organisation~", "organisation~"),
        ("organisation~1", "organisation~"),
        ("organisation~2", "organisation~2"),
        ("-negot*", "-negot*"),
        # fields
        ("tags:osce", "tags:OSCE"),
        ("TAG:OSCE", "tags:OSCE"),
        ("tags:OSCE,FR", "tags:OSCE tags:FR"),  # both
        ("tags:(OSCE OR NATO)", "tags:OSCE OR tags:NATO"),
        ("tags:(OSCE NATO -FR)", "tags:OSCE tags:NATO -tags:FR"),
        ("-tags:OSCE", "-tags:OSCE"),
        ("tags:K*", "tags:K*"),
        ('tags:"a,b*"', 'tags:"A,B*"'),  # in quotes as it is
        ("origin:paris", "origin:PARIS"),
        ("station:paris", "origin:PARIS"),
        ('origin:"new  delhi"', 'origin:"NEW DELHI"'),
        ('origin:"new d"*', "origin:NEWD*"),
        ("class:c", "class:CONFIDENTIAL"),
        ("class:s", "class:SECRET"),
        ("class:u", "class:UNCLASSIFIED"),
        ("class:sbu", 'class:"SENSITIVE BUT UNCLASSIFIED"'),
        ("class:top-secret", 'class:"TOP SECRET"'),
        ("class:confidential..", "class:CONFIDENTIAL.."),
        ("class:..lou", "class:..LIMITED-OFFICIAL-USE"),
        ("class:c..s", "class:CONFIDENTIAL..SECRET"),
        ("precedence:o", "precedence:IMMEDIATE"),
        ('precedence:"niact immediate"', 'precedence:"NIACT IMMEDIATE"'),
        ('mrn:"2007 PARIS 004514"', "mrn:07PARIS4514"),
        ("mrn:07paris*", "mrn:07PARIS*"),
        ("refs:07PARIS4514,07paris0045", "refs:07PARIS4514 refs:07PARIS45"),
        ("ID:ABC", "id:abc"),
        ('collection:"Paris files"', 'collection:"Paris files"'),  # case kept
        ("caption:sipdis format:csv kind:telegram", "caption:SIPDIS format:csv kind:telegram"),
        ('subject:Kosovo subject:"low bar" subject:neg* subject:voted~', 'subject:kosovo subject:"low bar" subject:neg* subject:voted~'),
        ("subject:(a OR b)", "subject:a OR subject:b"),
        ("subject:a,b", 'subject:"a b"'),  # words: a comma cuts
        ("signer:DOE", "signer:doe"),
        # dates
        ("year:2007", "date:2007"),
        ("date:2007-3", "date:2007-03"),
        ("date:2007/03/09", "date:2007-03-09"),
        ("year:1973..1976", "date:1973..1976"),
        ("date:2007..", "from:2007"),
        ("since:2007-11", "from:2007-11"),
        ("until:2008-03-15", "until:2008-03-15"),
        ("before:2008-03-01", "until:2008-02-29"),  # a leap year
        ("before:2008", "until:2007"),
        ("after:2007-12", "from:2008-01"),
        ("date:(2007 OR none)", "date:2007 OR date:none"),
        ("date:NONE", "date:none"),
    ],
)  # fmt: skip
def test_what_a_query_means(query: str, want: str) -> None:
    tree = parse(query)
    assert unparse(tree) == want
    assert parse(want) == tree


@pytest.mark.parametrize(
    ("query", "place", "message"),
    [
        ("", "", "there is nothing to search for"),
        ("  ", "  ", "there is nothing to search for"),
        ('a "b c', '"', "not closed"),
        ("a (b", "(", "not closed"),
        ("(", "(", "not closed"),
        ("a) b", ")", "closes nothing"),
        (")", ")", "closes nothing"),
        ("a ()", "()", "nothing between the parentheses"),
        ("tags:()", "()", "nothing between the parentheses"),
        ("a NOT", "NOT", "NOT has nothing behind it"),
        ("a OR", "OR", "OR has nothing behind it"),
        ("(a AND) b", "AND", "AND has nothing behind it"),
        ("OR a", "OR", "OR has nothing before it"),
        ("a AND OR b", "OR", "OR has nothing before it"),
        ("a & b", "&", "nothing to search for in “&”"),
        ("a - b", "-", "nothing to search for in “-”"),
        ('"..."', "...", "nothing to search for in “...”"),
        ('a "" b', '""', "nothing between the quotation marks"),
        ("-", "-", "nothing to search for"),
        ("x" * 80, "x" * 80, "too long"),
        # beginnings and near spellings
        ("x a* y", "a*", "too short"),
        ("-*a", "*", "cannot stand there"),
        ("foo*bar", "*", "cannot stand there"),
        ("organi?ation", "?", "cannot stand there"),
        ("O'Bri*", "O'Bri*", "is 2"),
        ("OSCE-led~", "OSCE-led~", "is 2"),
        ("led~", "led~", "too short for ~"),
        ("kosovo~3", "kosovo~3", "1 or 2 letters"),
        ("a ~2", "~2", "goes behind a word"),
        ("kosovo~x", "~", "followed by 1 or 2"),
        ('"a b"*', "*", "behind a word"),
        ('"a b"~', "~", "needs a number"),
        ('"a b"~x', "~x", "needs a number"),
        ('"a"~3', "~3", "not near another"),
        ('"a b"~201', "~201", "too far apart"),
        ('"a b c"~16', "~16", "so far apart"),
        ('"a b c d e f g h i j k l"~1', "~1", "so far apart"),
        # fields
        ("oirgin:PARIS", "oirgin:", "there is no field oirgin:"),
        ("to:2008", "to:", "there is no field to:"),
        ("http://example.org", "http:", "there is no field http:"),
        ("tags:", "tags:", "tags: has no value"),
        ("tags: OSCE", "tags:", "tags: has no value"),
        ("tags:OR", "tags:", "tags: has no value"),
        ('tags:" "', '" "', "tags: has no value"),
        ("tags:A,", ",", "missing at this comma"),
        ("tags:,A", ",", "missing at this comma"),
        ("origin:A,B", "A,B", "one origin"),
        ("tags:(A origin:B)", "origin:", "stands inside tags:( )"),
        ("tags:-A", "-A", "behind the colon"),
        ("tags:A*B", "A*B", "a * goes at the end"),
        ("tags:*", "*", "has no value"),
        ('tags:"A"~2', "~2", "matched exactly"),
        ("class:top", "top", "no classification"),
        ("class:..", "..", "beginning or an end"),
        ("class:C*", "C*", "takes no *"),
        ("precedence:IMEDIATE", "IMEDIATE", "no precedence"),
        ("mrn:paris", "paris", "not a reference number"),
        (f"id:{'x' * 201}", "x" * 201, "too long"),
        # dates
        ("year:07", "07", "not a date"),
        ("from:yesterday", "yesterday", "not a date"),
        ("from:0000", "0000", "no year 0"),
        ("from:2007-13", "2007-13", "no month 13"),
        ("from:2007-02-29", "2007-02-29", "no day 29 in February 2007"),
        ("date:2008..2007", "2008..2007", "ends before it begins"),
        ("date:..", "..", "beginning or an end"),
        ("from:2007..2008", "2007..2008", "takes one date"),
        ("before:0001", "0001", "nothing can lie beyond"),
        ("after:9999-12-31", "9999-12-31", "nothing can lie beyond"),
    ],
)
def test_what_cannot_be_read(query: str, place: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    error = caught.value
    assert message in error.message
    assert error.query[error.start : error.end] == place
    assert error.hint
    assert str(error) == f"{error.message}; {error.hint}"


def test_the_nearest_field_is_suggested() -> None:
    with pytest.raises(QueryError, match="did you mean origin:"):
        parse("oirgin:PARIS")


def _error(query: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        parse(query)
    return caught.value


def test_an_error_is_shown_under_its_place() -> None:
    assert pointed(_error("kosovo (mandate")).splitlines() == [
        "kosovo (mandate",
        "       ^",
        "this ( is not closed",
        "write a ) where the group ends",
    ]
    assert pointed(_error("日本\n(mandate")).splitlines()[:2] == ["日本 (mandate", "     ^"]  # wide letters, one line
    far = pointed(_error("word " * 100 + "tags: " + "word " * 100)).splitlines()
    assert far[0].startswith("…")
    assert far[0].endswith("…")
    assert far[0][far[1].index("^") :].startswith("tags:")


def test_limits() -> None:
    assert "too long" in _error("a" * (LONGEST_QUERY + 1)).message
    assert "nested too deep" in _error("(" * (DEEPEST + 1)).message
    assert "nested too deep" in _error("-" * 5000 + "a").message
    assert isinstance(parse(" OR ".join(["a"] * 2000)), Or)
    assert parse("(" * DEEPEST + "a" + ")" * DEEPEST) == Word("a")


def test_trees() -> None:
    assert parse("*") == Everything()
    assert parse("-a") == Not(Word("a"))
    assert parse('subject:"A b"~3') == Phrase(("a", "b"), 3, "subject")
    assert parse("ᴏʀ") == Word("OR")  # small capitals fold to capitals in the index
    assert unparse(Word("OR")) not in ("OR", "or")


def test_minutes() -> None:
    assert minutes("1970") == (0, 525600)
    assert minutes("1969-12-31") == (-1440, 0)
    assert minutes("2008-02") == (20030400, 20072160)
    assert minutes("9999")[1] == minutes("9999-12-31")[1]


def test_precedence_words() -> None:
    assert precedence_words("O P") == ("IMMEDIATE", "PRIORITY")
    assert precedence_words("NIACT IMMEDIATE") == ("NIACT IMMEDIATE",)
    assert precedence_words("") == ()


_PIECES = st.sampled_from(
    (
        *"()\"“”-~*?:,./ \t\n", "AND", "OR", "NOT", " AND ", " OR ", " NOT ", "..", "~2", "tags:", "class:", "date:", "from:",
        "before:", "mrn:", "subject:", "origin:", "id:", "precedence:", "kosovo", "É", "ß", "①", "ᴀ", "2007", "-11",
        "07PARIS4514", "confidential", "none", "\ud800", "\0", "日本", "e\u0301", "xyz", "a",
    )
)  # fmt: skip


def _read(query: str) -> Tree | QueryError:
    try:
        return parse(query)
    except QueryError as error:
        return error


def _read_or_explained(query: str) -> None:
    read = _read(query)
    if isinstance(read, QueryError):
        assert 0 <= read.start <= read.end <= len(read.query) == len(query)
        assert len(pointed(read).splitlines()) == 4
    else:
        assert parse(unparse(read)) == read
        assert unparse(parse(unparse(read))) == unparse(read)


@given(st.one_of(st.text(), st.lists(_PIECES, max_size=25).map("".join)))
@settings(max_examples=1500, deadline=None)
@example("mrn:" + "9" * 190)
@example("mrn:07" + "A" * 150 + "1" * 40)
@example('origin:"ß"')
def test_any_string_is_read_or_explained(query: str) -> None:
    _read_or_explained(query)


@given(st.integers(0, 1 << 40))
@settings(max_examples=1000, deadline=None)
def test_any_tree_comes_back(seed: int) -> None:
    tree = query_random.tree(random.Random(seed), deep=4)
    assert parse(unparse(tree)) == tree


@pytest.mark.heavy
@given(st.lists(_PIECES, max_size=40).map("".join))
@settings(max_examples=15_000, deadline=None)
def test_many_strings_are_read_or_explained(query: str) -> None:
    _read_or_explained(query)


def test_every_query_of_the_page_is_read() -> None:
    page = (ROOT / "docs" / "query.md").read_text(encoding="utf-8")
    queries = [query for line in page.splitlines() if line.startswith("| `") for query in re.findall("`([^`]+)`", line)]
    assert len(queries) > 50
    for query in queries:
        if not query.endswith(":"):
            parse(query)
