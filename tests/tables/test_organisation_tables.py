"""The tables of organisations agree with themselves, with each other and with ``countries``."""

from __future__ import annotations

import re

import pytest

from cablegram.errors import TableError
from cablegram.tables import actor_organisations as o
from cablegram.tables import rows
from cablegram.tables.folding import fold

CODES = {row["code"] for row in rows("countries")}
STATE_HEADER = "id name state aliases kind from to source"
HEADERS = {
    "bodies": "id name short aliases parent kind from to source",
    "organs": STATE_HEADER,
    "parties": STATE_HEADER,
    "companies": STATE_HEADER,
    "organ_words": "word type kind form source",
}
TABLES = ("bodies", "organs", "parties", "companies")
KINDS = {
    "bodies": {"organisation", "alliance", "conference", "group", "mission", "organ"},
    "organs": {
        "agency", "armed-forces", "bank", "central-bank", "court", "ministry", "mission", "organ", "parliament", "post",
        "service",
    },
    "parties": {"armed-group", "church", "movement", "ngo", "party", "union"},
    "companies": {
        "aircraft", "airline", "arms", "bank", "chemicals", "construction", "electronics", "food", "industry", "media",
        "mining", "oil", "shipping", "trading", "vehicles",
    },
}  # fmt: skip
WORD_KINDS = {
    "body": {"body", "organ"},
    "company": {"bank", "company", "media"},
    "organ": {"agency", "court", "forces", "government", "ministry", "parliament", "post"},
    "party": {"church", "movement", "ngo", "party", "union"},
    "people": {"people"},
    "state": {"country", "government"},
}
LOOKUPS = {"bodies": o.bodies, "organs": o.organs, "parties": o.parties, "companies": o.companies}
DATE = re.compile(r"(?:\d{4}(?:-\d{2}(?:-\d{2})?)?)?\Z")
BODY_ID = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)?\Z")
STATE_ID = re.compile(r"(?:[A-Z]{2}|[A-Z]{4}|INT)/[a-z0-9-]+\Z")


def ids(table: str, name: str) -> list[str]:
    return [entry.id for entry in LOOKUPS[table]().get(fold(name), ())]


@pytest.mark.parametrize("table", HEADERS)
def test_rows_are_whole(table: str) -> None:
    assert rows(table)
    for row in rows(table):
        assert list(row) == HEADERS[table].split(), row
        assert row["source"], row
        assert all(isinstance(value, str) and value == value.strip() for value in row.values()), row


@pytest.mark.parametrize("table", TABLES)
def test_ids_are_slugs_and_unique(table: str) -> None:
    known = [row["id"] for row in rows(table)]
    assert len(known) == len(set(known)), sorted({one for one in known if known.count(one) > 1})
    for row in rows(table):
        assert (BODY_ID if table == "bodies" else STATE_ID).match(row["id"]), row
        assert table == "bodies" or row["id"].split("/")[0] == (row["state"] or "INT"), row


@pytest.mark.parametrize("table", TABLES)
def test_kinds_names_and_dates(table: str) -> None:
    for row in rows(table):
        assert row["kind"].removesuffix("-ambiguous") in KINDS[table], row
        assert row["name"], row
        assert DATE.match(row["from"]), row
        assert DATE.match(row["to"]), row
        if row["from"] and row["to"]:
            assert row["from"] <= row["to"], row


@pytest.mark.parametrize("table", TABLES)
def test_aliases_are_there_and_said_once(table: str) -> None:
    for row in rows(table):
        if not row["aliases"]:
            continue
        aliases = row["aliases"].split(" | ")
        assert all(alias and alias == alias.strip() and "|" not in alias for alias in aliases), row
        said = [row["name"], *([row["short"]] if row.get("short") else []), *aliases]
        written = [name.casefold() for name in said]
        # a body such as Europol is called by its acronym alone
        alone = row["name"].casefold() == row.get("short", "").casefold()
        assert len(set(written)) == len(written) - alone, row


@pytest.mark.parametrize("table", TABLES)
def test_no_name_twice(table: str) -> None:
    names = [(row.get("state", row.get("parent")), fold(row["name"])) for row in rows(table)]
    assert len(names) == len(set(names)), sorted({name for name in names if names.count(name) > 1})


def test_parents_exist_and_are_above() -> None:
    known = {row["id"]: row["parent"] for row in rows("bodies")}
    for start, parent in known.items():
        seen = {start}
        while parent:
            assert parent in known, (start, parent)
            assert parent not in seen, f"{start} is its own parent"
            seen.add(parent)
            parent = known[parent]


@pytest.mark.parametrize("table", ["organs", "parties", "companies"])
def test_states_exist(table: str) -> None:
    for row in rows(table):
        assert row["state"] in CODES or (table == "parties" and not row["state"]), row


def test_bodies_that_posts_are_accredited_to_exist() -> None:
    for row in rows("post_bodies"):
        assert o.organisation(row["body"], "body").type == "body", row


def test_organ_words_are_known_kinds_and_once() -> None:
    for row in rows("organ_words"):
        assert row["kind"] in WORD_KINDS[row["type"]], row
        assert row["form"] in ("name", "nominal"), row
        assert row["word"] == row["word"].lower(), row
    words = [row["word"] for row in rows("organ_words")]
    assert len(words) == len(set(words)), sorted({word for word in words if words.count(word) > 1})
    meanings = {(fold(row["word"]), row["type"], row["kind"]) for row in rows("organ_words")}
    assert len(meanings) == len(o.organ_words())  # "u.s. firm" beside "us firm" is one


@pytest.mark.parametrize(
    ("word", "key", "why"),
    [
        ("N.A.C.", "nac", "a dotted acronym is the acronym"),
        ("U. N.", "un", "with blanks between, as spaced on the wire"),
        ("U.N", "un", "the last dot is often lost"),
        ("U.N. Security Council", "un security council", "an acronym inside a name"),
        ("St. Mary's", "st. mary's", "an abbreviation is not an acronym"),
        ("Quai d’Orsay", "quai d'orsay", "curly apostrophe"),
        ("Assemblée  Nationale", "assemblee nationale", "diacritics, and blanks run together"),
        ("P.-5", "p.-5", "one letter alone is no acronym"),
    ],
)
def test_fold(word: str, key: str, why: str) -> None:
    assert fold(word) == key, why


@pytest.mark.parametrize(
    ("table", "name", "id", "why"),
    [
        ("bodies", "u.n.", "un", "dots"),
        ("bodies", "UNITED NATIONS", "un", "capitals"),
        ("bodies", "NAC", "nato/nac", "short"),
        ("bodies", "N.A.C.", "nato/nac", "dotted short"),
        ("bodies", "OSCE/ODIHR", "osce/odihr", "with its parent"),
        ("bodies", "Common Market", "ec", "the usual word of the seventies"),
        ("bodies", "IMCO", "un/imo", "its name until 1982"),
        ("bodies", "COMECON", "cmea", "three acronyms for one"),
        ("bodies", "CEMA", "cmea", "the telegraphic one"),
        ("bodies", "G-77", "g77", "a group of states"),
        ("organs", "State Department", "US/department-of-state", "the order turned"),
        ("organs", "DOD", "US/department-of-defense", "acronym"),
        ("organs", "Quai d'Orsay", "FR/mfa", "by its address"),
        ("organs", "Bundestag", "DE/bundestag", "own name"),
        ("organs", "Itamaraty", "BR/itamaraty", "by its palace"),
        ("organs", "KGB", "SUHH/committee-for-state-security", "of a state that is gone"),
        ("organs", "Volkskammer", "DDDE/volkskammer", "the other Germany"),
        ("parties", "CDU", "DE/cdu", "acronym"),
        ("parties", "SWAPO", "NA/south-west-africa-people-s-organization", "liberation movement"),
        ("parties", "P.L.O.", "PS/palestine-liberation-organization", "dots"),
        ("parties", "AFL-CIO", "US/afl-cio", "hyphen"),
        ("parties", "ICRC", "INT/international-committee-of-the-red-cross", "of no state"),
        ("companies", "Pan Am", "US/pan-american-world-airways", "the short name"),
        ("companies", "TASS", "SUHH/tass", "agency"),
        ("companies", "An Nahar", "LB/an-nahar", "without its hyphen"),
    ],
)
def test_names_find_their_row(table: str, name: str, id: str, why: str) -> None:
    assert id in ids(table, name), why


@pytest.mark.parametrize(
    ("table", "name", "states", "why"),
    [
        ("organs", "House of Representatives", {"US"}, "bare, the American one; others with their state"),
        ("organs", "DFA", {"IE", "ZA", "PH", "AU"}, "foreign departments of four states"),
        ("parties", "CGT", {"FR", "AR"}, "two unions"),
        ("parties", "PCP", {"PT", "PE"}, "two communist parties"),
        ("parties", "PSD", {"PT", "RO", "TN"}, "three parties"),
    ],
)
def test_one_name_of_several_states(table: str, name: str, states: set[str], why: str) -> None:
    assert {entry.state for entry in LOOKUPS[table]()[fold(name)]} == states, why


@pytest.mark.parametrize(
    ("table", "name", "why"),
    [
        ("bodies", "WHO", "the pronoun"),
        ("parties", "CARE", "the noun"),
        ("companies", "Time", "the noun"),
        ("companies", "Ford", "the President"),
        ("companies", "Shell", "the noun"),
        ("companies", "Liberation", "the noun"),
        ("organs", "Diet", "the noun"),
    ],
)
def test_english_words_are_marked_ambiguous(table: str, name: str, why: str) -> None:
    found = LOOKUPS[table]()[fold(name)]
    assert all(entry.ambiguous for entry in found), why


@pytest.mark.parametrize(
    "word", ["is", "us", "up", "at", "an", "he", "his", "are", "was", "may", "one", "two", "no", "not", "aid-de-camp"]
)
def test_small_words_are_no_organisation(word: str) -> None:
    for table in TABLES:
        assert not ids(table, word), (table, word)


@pytest.mark.parametrize(
    ("id", "date", "there", "why"),
    [
        ("warsaw-pact", "1976-03-01", True, "within"),
        ("warsaw-pact", "1995", False, "dissolved in 1991"),
        ("osce", "1994", False, "it was the CSCE until the end of that year"),
        ("csce", "1994-11", True, "a bare year of the table is whole"),
        ("eu", "1978", False, "before Maastricht"),
        ("un/human-rights-council", "2005", False, "the Commission's successor"),
        ("un", "2007", True, "no end"),
    ],
)
def test_dates(id: str, date: str, there: bool, why: str) -> None:
    assert o.organisation(id, "body").fits(date) is there, why


@pytest.mark.parametrize(
    ("word", "type", "form", "why"),
    [
        ("Embassy", "organ", "nominal", "bare, it is the reader who knows whose"),
        ("FonOff", "organ", "name", "guideline: acronyms such as USDel, FonOff are names"),
        ("USDel", "organ", "name", "the same"),
        ("comite", "body", "nominal", "telegraphic"),
        ("govt", "state", "nominal", "a government is its state"),
        ("trade union", "party", "nominal", "unions are parties"),
        ("wire services", "company", "nominal", "media are companies"),
        ("officials", "people", "nominal", "several persons"),
    ],
)
def test_organ_words(word: str, type: str, form: str, why: str) -> None:
    found = o.organ_words()[fold(word)]
    assert (found.type, found.form) == (type, form), why


def test_an_unknown_id_is_told() -> None:
    with pytest.raises(TableError, match="no organisation has the id 'nobody'"):
        o.organisation("nobody")
    with pytest.raises(o.UnknownOrganisationError):
        o.organisation("osce", "company")


def test_a_child_tells_its_parent_and_type() -> None:
    found = o.organisation("osce/odihr")
    assert (found.type, found.parent, found.short, found.state) == ("body", "osce", "ODIHR", "")
    assert o.organisation("INT/care").plain_kind == "ngo"


def test_lookups_are_read_once() -> None:
    assert o.bodies() is o.bodies()
    assert o.organ_words() is o.organ_words()
