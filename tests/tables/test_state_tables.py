"""The words for states, places and regions: the three tables agree with ``countries`` and with each other."""

from __future__ import annotations

import re

import pytest

from cablegram.errors import TableError
from cablegram.tables import actor_states as a
from cablegram.tables import rows

CODES = {row["code"] for row in rows("countries")}
KINDS = {
    "state_words": {"name", "spelling", "demonym", "government", "seat", "prefix", "capital"},
    "places": {"city", "province", "territory", "island", "disputed", "base", "airport", "place"},
    "regions": {
        "continent", "subregion", "adjective", "state-group", "sea", "ocean", "gulf", "strait", "canal", "river",
        "lake", "mountains", "desert", "border",
    },
}  # fmt: skip
WORD = {"state_words": "word", "places": "name", "regions": "name"}
HEADERS = {
    "state_words": "word code kind from to source",
    "places": "name code kind source",
    "regions": "name kind source",
}
# nobody lives there, or nobody is called after it
NO_PEOPLE = {"BV", "GS", "HM", "TF", "UM", "NTHH"}
DATE = re.compile(r"(?:\d{4}(?:-\d{2}(?:-\d{2})?)?)?\Z")


def plain(kind: str) -> str:
    return kind.removesuffix("-ambiguous")


def codes(word: str, kind: str | None = None) -> list[str]:
    return [entry.code for entry in a.state_words().get(a.fold(word), ()) if kind in (None, entry.plain_kind)]


@pytest.mark.parametrize("table", HEADERS)
def test_rows_are_whole_and_of_a_known_kind(table: str) -> None:
    assert rows(table)
    for row in rows(table):
        assert list(row) == HEADERS[table].split(), row
        assert row["source"], row
        assert row[WORD[table]], row
        assert all(isinstance(value, str) and value == value.strip() for value in row.values()), row
        assert plain(row["kind"]) in KINDS[table], row
        assert row.get("code", "FR") in CODES, row


@pytest.mark.parametrize("table", HEADERS)
def test_no_row_twice(table: str) -> None:
    seen = [
        (a.fold(row[WORD[table]]), row.get("code"), table == "state_words" and plain(row["kind"]))
        for row in rows(table)
    ]
    assert len(seen) == len(set(seen)), sorted(str(key) for key in set(seen) if seen.count(key) > 1)


def test_state_words_do_not_repeat_countries() -> None:
    own = {
        (a.fold(row[column]), row["code"], kind)
        for row in rows("countries")
        for column, kind in (
            ("name", "name"),
            ("official_name", "name"),
            ("demonym", "demonym"),
            ("capital", "capital"),
        )
    }
    for row in rows("state_words"):
        assert (a.fold(row["word"]), row["code"], plain(row["kind"])) not in own, row


def test_dates_are_dates_in_order() -> None:
    for row in rows("state_words"):
        assert DATE.match(row["from"]), row
        assert DATE.match(row["to"]), row
        if row["from"] and row["to"]:
            assert row["from"][: len(row["to"])] <= row["to"], row


def test_every_state_has_a_name_and_a_people() -> None:
    kinds: dict[str, set[str]] = {}
    for entries in a.state_words().values():
        for entry in entries:
            kinds.setdefault(entry.code, set()).add(entry.plain_kind)
    for code in CODES:
        assert "name" in kinds[code], code
        assert "demonym" in kinds[code] or code in NO_PEOPLE, code


def test_every_sovereign_state_has_a_government() -> None:
    for row in rows("countries"):
        if row["from"] and row["capital"] and row["code"] not in {"AIDJ", "CW", "SX", "BQ", "GEHH"}:
            found = {word["code"] for word in rows("state_words") if plain(word["kind"]) == "government"}
            assert row["code"] in found, row


def test_prefixes_end_in_a_hyphen() -> None:
    for row in rows("state_words"):
        assert row["word"].endswith("-") == (plain(row["kind"]) == "prefix"), row


@pytest.mark.parametrize(
    ("written", "folded", "reason"),
    [
        ("U.S.", "u.s.", "dots are kept; the tokenizer keeps them too"),
        ("CÔTE D’IVOIRE", "cote d'ivoire", "case, diacritics and typographic apostrophes"),
        (" Sierra \n Leone ", "sierra leone", "a line end is a blank"),
        ("Straße", "strasse", "case folding, not lower case"),
    ],
)
def test_fold(written: str, folded: str, reason: str) -> None:
    assert a.fold(written) == folded, reason


@pytest.mark.parametrize(
    ("word", "kind", "expected", "reason"),
    [
        ("US", "name", ["US"], "without dots"),
        ("U.S.S.R.", "name", ["SUHH"], "a state that is gone has its own code"),
        ("F.R.G.", "name", ["DE"], "the Federal Republic is the same state before and after 1990"),
        ("GDR", "name", ["DDDE"], "the other Germany is not"),
        ("USG", "government", ["US"], "government acronym"),
        ("Her Majesty's Government", "government", ["GB"], "a government by its sovereign"),
        ("GVN", "government", ["VN", "VSVN"], "Saigon until 1975, Hanoi after; the date of the cable tells"),
        ("Kremlin", "seat", ["RU", "SUHH"], "one house, two states"),
        ("Quai d’Orsay", "seat", ["FR"], "curly apostrophe"),
        ("Sino-", "prefix", ["CN"], "first half of a compound"),
        ("Indo-", "prefix", ["IN", "ID"], "Indian far more often than Indonesian"),
        ("Roumania", "name", ["RO"], "old spelling"),
        ("Tananarive", "capital", ["MG"], "old name of the capital"),
        ("Saigon", "capital", ["VSVN", "FICX"], "capital of the south only"),
        ("PRC", "name", ["CN", "CG"], "China before Brazzaville, which was one for two decades"),
        ("ROC", "name", ["TW", "CG", "CY"], "three republics; Taiwan's is the usual one"),
        ("Frenchmen", "demonym", ["FR"], "irregular plural"),
        ("Danes", "demonym", ["DK"], "people differ from the adjective"),
    ],
)
def test_words(word: str, kind: str, expected: list[str], reason: str) -> None:
    assert sorted(codes(word, kind)) == sorted(expected), reason
    assert codes(word, kind)[0] == expected[0], reason


@pytest.mark.parametrize(
    ("acronym", "some"),
    [
        ("GOI", {"IN", "IR", "IQ", "IL", "ID", "IE", "IT", "IS"}),
        ("GOP", {"PK", "PT", "PH", "PA", "PE", "PL", "PY"}),
        ("GOT", {"TR", "TH", "TN", "TZ", "TG"}),
        ("GOC", {"CA", "CL", "CO", "CU", "CY", "CM", "TD"}),
        ("SAG", {"SA", "ZA"}),
        ("HMG", {"GB", "NP"}),
        ("GOM", {"MX", "MA", "MY", "MT", "ML"}),
    ],
)
def test_an_ambiguous_acronym_lists_every_state(acronym: str, some: set[str]) -> None:
    assert some <= set(codes(acronym, "government"))


@pytest.mark.parametrize(
    ("word", "code", "date", "fits"),
    [
        ("Ceylon", "LK", "1970", True),
        ("Ceylon", "LK", "1975-06-01", False),
        ("Bonn", "DE", "1976-03-04", True),
        ("Bonn", "DE", "2005", False),
        ("Myanmar", "MM", "1985-01-01", False),
        ("GVN", "VSVN", "1974-02-01", True),
        ("GVN", "VN", "1974-02-01", False),
        ("Britain", "GB", "1973-01-01", True),
        ("Nowhere", "", "1973", False),
    ],
)
def test_dates_of_a_word(word: str, code: str, date: str, fits: bool) -> None:
    found = [entry for entry in a.state_words().get(a.fold(word), ()) if entry.code == code]
    assert any(entry.fits(date) for entry in found) == fits


def test_english_words_are_marked() -> None:
    for word in ("GOT", "GOES", "CAR", "ARE", "Phil", "Pole"):
        assert all(entry.ambiguous for entry in a.state_words()[a.fold(word)]), word
    for place in ("Nice", "Reading", "Mobile", "Split", "Bath", "Orange"):
        assert all(entry.kind.endswith("-ambiguous") for entry in a.places().get(a.fold(place), ())), place
    assert not any(entry.ambiguous for entry in a.state_words()["us"])


def test_states() -> None:
    assert a.state("FR").official_name == "French Republic"
    assert a.state("BF").official_name == "Burkina Faso", "the name where there is no longer form"
    union = a.state("SUHH")
    assert (union.name, union.valid_to) == ("Soviet Union", "1991-12-26")
    assert "UA" in union.successors
    with pytest.raises(a.UnknownStateError, match="no state has the code 'XX'"):
        a.state("XX")
    assert issubclass(a.UnknownStateError, TableError)


@pytest.mark.parametrize(
    ("name", "code", "kind"),
    [
        ("Strasbourg", "FR", "city"),
        ("Camp David", "US", "base"),
        ("Diego Garcia", "IO", "base"),
        ("Bavaria", "DE", "province"),
        ("West Bank", "PS", "disputed"),
        ("GUANTÁNAMO", "CU", "city"),
        ("Ukrainian SSR", "SUHH", "province"),
        ("Azores", "PT", "province"),
        ("Dulles", "US", "airport"),
    ],
)
def test_places(name: str, code: str, kind: str) -> None:
    assert (code, kind) in {(place.code, place.kind) for place in a.places()[a.fold(name)]}


def test_a_place_may_stand_in_two_states() -> None:
    assert {place.code for place in a.places()["cordoba"]} >= {"AR"}
    assert {place.code for place in a.places()["entebbe"]} == {"UG"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("MIDDLE EAST", "subregion"),
        ("Western Europe", "subregion"),
        ("Black Sea", "sea"),
        ("Strait of Hormuz", "strait"),
        ("Frontline States", "state-group"),
        ("the East", "state-group-ambiguous"),
        ("Latin American", "adjective"),
        ("Danube", "river"),
    ],
)
def test_regions(name: str, kind: str) -> None:
    assert [region.kind for region in a.regions()[a.fold(name)]] == [kind]
